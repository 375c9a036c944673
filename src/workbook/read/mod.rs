//! Workbook files → [`Book`]: cells at their absolute places, merges, what is hidden. Knows no meaning.
//!
//! A file is never trusted. In this order: `kind` tells by content what it is and names what it is not;
//! `guard` reads every entry of a zip under the [`limits`]; only then calamine reads the values, under a
//! cell budget and with its panics caught (`panic_guard`). What calamine does not give (hidden rows, formulas
//! without a result, merges, filters) is read from the sheet's own XML (`sheet_xml`).
//!
//! Order of use: error, limits, left_out, word_line, cfb, lookup, number_format ← reference, xml, grid, guard, panic_guard, sst,
//! merges ← cells, unlock, kind, rich_text, values, ods_styles, old_looks ← package, biff, ods_xml ← annotations ← sheet_xml, xlsb ← xlsx, legacy, docx.

mod annotations;
mod biff;
mod cells;
mod cfb;
mod docx;
mod error;
mod grid;
mod guard;
mod kind;
mod left_out;
mod legacy;
pub mod limits;
mod lookup;
mod merges;
mod number_format;
mod ods_styles;
mod ods_xml;
mod old_looks;
mod package;
mod panic_guard;
mod reference;
mod rich_text;
mod sheet_xml;
mod sst;
mod unlock;
mod values;
mod word_line;
mod xlsb;
mod xlsx;
mod xml;

pub use crate::workbook::read::error::ReadError;
pub use crate::workbook::read::grid::{
    Book, FileFormat, Grid, GridRow, Results, TEXT_SHEET, WordMarks, same_sheet, sheet,
};
pub use crate::workbook::read::left_out::LeftOut;
pub use crate::workbook::read::values::{StoredValue, each_sheet};
pub use crate::workbook::read::word_line::WordLine;

use crate::workbook::read::error::refused;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Reads a workbook, whatever its name says it is; messages name the file.
///
/// # Errors
/// As [`read_bytes`]; a temporary file of Excel, Word or WPS is refused by its name.
pub fn read_book(name: &str, bytes: &[u8]) -> Result<Book, ReadError> {
    named(name, bytes, read_bytes)
}

/// Reads a department's form: a workbook, or a Word document whose text becomes one sheet `正文` (see
/// [`read_form_bytes`]).
///
/// # Errors
/// As [`read_book`]; an old Word document (.doc) is refused with the way out.
pub fn read_form(name: &str, bytes: &[u8]) -> Result<Book, ReadError> {
    named(name, bytes, read_form_bytes)
}

/// Reads some sheets of a workbook of this program; a file of another format holds none of them.
///
/// # Errors
/// As [`read_book`].
pub fn read_some(name: &str, bytes: &[u8], sheets: &[&str]) -> Result<Book, ReadError> {
    // 评分标准读法（党群） is one of the sheets 评分标准读法
    let wanted = |sheet: &str| {
        let before = sheet.split_once(['（', '(']).map_or(sheet, |(before, _)| before);
        sheets.iter().any(|name| same_sheet(name, sheet) || same_sheet(name, before))
    };
    let read = |bytes: &[u8]| {
        let bytes = unlock::unlock(bytes)?;
        let kind::Kind { format, suspects } = kind::workbook(&bytes)?;
        match format {
            FileFormat::Xlsx => xlsx::read(&bytes, suspects, &wanted),
            other => Ok(Book::new(other, Vec::new())),
        }
    };
    named(name, bytes, |bytes| panic_guard::catch(|| read(bytes)))
}

fn named(name: &str, bytes: &[u8], read: impl Fn(&[u8]) -> Result<Book, ReadError>) -> Result<Book, ReadError> {
    if name.starts_with("~$") || name.starts_with(".~") {
        return Err(refused(format!(
            "“{name}”是 Excel、Word 或 WPS 打开文件时的临时文件，不是文件本身。请选没有“~”的那个文件。"
        )));
    }
    read(bytes).map_err(|ReadError(message)| refused(format!("“{name}”：{message}")))
}

/// Reads a workbook that is already in memory.
///
/// # Errors
/// [`ReadError`] where it is no workbook, encrypted, damaged, beyond the [`limits`], or where a value in it would be
/// lost silently.
pub fn read_bytes(bytes: &[u8]) -> Result<Book, ReadError> {
    panic_guard::catch(|| read_as(kind::workbook, bytes))
}

/// Reads a form that is already in memory. A Word document becomes a sheet [`TEXT_SHEET`] in the order of the
/// text: a paragraph is a row with one cell, a table its rows, each cell at its column of the table's grid
/// with what is merged merged; [`Grid::place`] names the places as a reader of the document finds them.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_form_bytes(bytes: &[u8]) -> Result<Book, ReadError> {
    panic_guard::catch(|| read_as(kind::form, bytes))
}

fn read_as(kind_of: fn(&[u8]) -> Result<kind::Kind, ReadError>, bytes: &[u8]) -> Result<Book, ReadError> {
    let inside = unlock::unlock(bytes)?;
    let kind::Kind { format, suspects } = kind_of(&inside)?;
    let book = match format {
        FileFormat::Xlsx => xlsx::read(&inside, suspects, &|_| true),
        FileFormat::Xlsb => legacy::read_xlsb(&inside, &suspects),
        FileFormat::Xls => legacy::read_xls(&inside),
        FileFormat::Ods => legacy::read_ods(&inside, &suspects),
        FileFormat::Docx => docx::read(&inside, suspects),
    }?;
    let unlocked = matches!(inside, Cow::Owned(_));
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Book { sha256, unlocked, ..book })
}
