//! What many tests need: inputs in the making, the program, what it wrote as text.

pub mod all_wordings;
pub mod bends;
pub mod book;
mod dump;
pub mod form;
pub mod gallery;
pub mod generated;
pub mod office;
pub mod parts;
pub mod word;
pub mod wording;
mod xml;

pub use dump::{dump, keep};

use jixiao::evaluate::Evaluation;
use jixiao::workbook::read::Book;
use jixiao::workbook::sheet::Sheet;
use jixiao::workbook::write::to_bytes;
use std::path::{Path, PathBuf};

/// A file of the repository.
pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Sheets written, read and scored.
pub fn scored(sheets: &[Sheet]) -> Evaluation {
    jixiao::evaluate("评分.xlsx", &to_bytes(sheets).unwrap()).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A workbook file that must be readable.
pub fn read(path: &Path) -> Book {
    jixiao::cli::files::read_book(path).unwrap()
}

/// A folder that goes away with its value.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Pins a text in snapshots/ under a name.
pub fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
