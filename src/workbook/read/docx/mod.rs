//! .docx: the text of a Word document as one sheet, so that a form sent in Word is read like one sent as a
//! workbook. `blocks` reads the XML into paragraphs and tables (`text`) with the looks of their letters (`looks`,
//! `special`), `grid` gives them rows and columns.
//!
//! Not read, and told: headers and footers, notes, comments (`margins`), automatic numbers, pictures.

mod blocks;
mod grid;
mod looks;
mod margins;
mod special;
mod text;

use crate::workbook::read::docx::looks::Styles;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::{Book, FileFormat, TEXT_SHEET};
use crate::workbook::read::guard::Suspects;
use crate::workbook::read::package::Package;

/// Whatever is wrong with the file itself is said in these words.
pub(crate) const DAMAGED: &str =
    "Word 文档的结构已损坏，或者不是 Word 文档，无法读取。请在 Word 或 WPS 中打开，另存为新的 .docx 文件后再试。";

/// Reads the text of a document that the guard has passed.
///
/// # Errors
/// A package without a Word document in it, by its stated content type; broken XML; more than the caps allow.
pub(crate) fn read(bytes: &[u8], suspects: Suspects) -> Result<Book, ReadError> {
    let damaged = |_| refused(DAMAGED);
    let (mut package, document) = Package::main_part(bytes, suspects).map_err(damaged)?;
    let kind = package.content_type(&document).map_err(damaged)?;
    if !(kind.contains("word") && kind.ends_with("main+xml")) {
        return Err(refused(DAMAGED));
    }
    let styles = match package.linked(&document, "styles").map_err(damaged)? {
        Some(path) => package.part(&path).map_err(damaged)?.map(Styles::read).transpose()?,
        None => None,
    };
    let part = package.part(&document).map_err(damaged)?.ok_or_else(|| refused(DAMAGED))?;
    let mut text = blocks::read(part, styles.unwrap_or_default())?;
    text.marks.around = margins::read(&mut package, &document).map_err(damaged)?;
    for (kind, counted) in [("脚注", "脚注和尾注"), ("尾注", "脚注和尾注"), ("审阅批注", "审阅批注")]
    {
        if text.marks.around.iter().any(|(found, _)| *found == kind) {
            text.left_out.forget(counted);
        }
    }
    let grid = grid::to_grid(text.blocks, TEXT_SHEET)?;
    Ok(Book { left_out: text.left_out, word: text.marks, ..Book::new(FileFormat::Docx, vec![grid]) })
}
