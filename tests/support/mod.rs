//! What many tests need: inputs in the making, the program, what it wrote as text.

pub mod bends;
pub mod book;
pub mod city;
mod dump;
pub mod form;
pub mod gallery;
pub mod generated;
pub mod hostile_files;
pub mod parts;
pub mod sentence;
mod snapshot;
pub mod word;
pub mod wording;
mod xml;

pub use dump::{dump, keep};
pub use snapshot::snapshot;

use jixiao::evaluate::Evaluation;
use jixiao::workbook::read::Book;
use jixiao::workbook::sheet::Sheet;
use jixiao::workbook::write::to_bytes;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the repository.
pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// The program itself, as a user runs it.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_jixiao");

/// Runs the program in a folder: exit code, standard output, standard error.
pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(PROGRAM).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The same: exit code, and all that was said.
pub fn said(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let (code, out, err) = run(folder, arguments);
    (code, out + &err)
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
