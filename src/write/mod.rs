//! [`Sheet`]s → a workbook file. The only users of rust_xlsxwriter are in this folder.
//!
//! ```text
//! Sheets ── lint ──► problems, or
//!        ── cells, page, charts, validations ──► bytes ── save ──► file, whole or not at all
//! ```
//!
//! style.rs says how a [`Role`](crate::sheet::Role) looks, layout.rs how wide and high cells are.

mod cells;
mod charts;
mod formula;
mod layout;
mod lint;
mod page;
mod save;
mod style;
mod text;
mod validations;

use crate::sheet::Sheet;
use layout::Layout;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::path::{Path, PathBuf};
use style::Styles;

pub use lint::lint;

/// Why a workbook could not be written; the message is Chinese and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The target cannot be written: open in Excel, read-only folder, disk full.
    #[error("写不了“{path}”：{reason}")]
    Target {
        /// The file.
        path: PathBuf,
        /// Why and what to do, in Chinese.
        reason: String,
    },
    /// The workbook itself is faulty: a fault of this program.
    #[error("生成工作簿时程序出错：{0}")]
    Content(String),
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> WriteError {
        WriteError::Content(error.to_string())
    }
}

/// The bytes of a workbook; the same sheets give the same bytes.
///
/// # Errors
///
/// [`WriteError::Content`] with everything [`lint()`] found, one problem a line.
pub fn to_bytes(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    let problems = lint(sheets);
    if !problems.is_empty() {
        return Err(WriteError::Content(problems.join("\n")));
    }
    let mut workbook = new_workbook()?;
    let mut styles = Styles::default();
    let active = sheets.iter().position(|sheet| !sheet.hidden);
    for (number, sheet) in sheets.iter().enumerate() {
        let layout = Layout::of(sheet);
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        worksheet.set_active(Some(number) == active).set_hidden(sheet.hidden);
        page::columns(worksheet, sheet, &layout)?;
        page::view(worksheet, sheet, &layout)?;
        page::print(worksheet, sheet, &layout)?;
        cells::write(worksheet, sheet, &mut styles)?;
        cells::heights(worksheet, sheet, &layout)?;
        validations::add(worksheet, sheet)?;
        charts::add(worksheet, sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// An empty workbook with a fixed creation time and the usual font of Chinese Excel.
fn new_workbook() -> Result<Workbook, WriteError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("绩效评价").set_creation_datetime(&created));
    let body = Format::new().set_font_name("宋体").set_font_size(11).set_font_charset(style::CHINESE);
    workbook.set_default_format(&body, layout::DEFAULT_ROW_PIXELS, layout::DEFAULT_COLUMN_PIXELS)?;
    Ok(workbook)
}

/// Writes a workbook whole or not at all.
///
/// # Errors
///
/// [`WriteError::Content`] as [`to_bytes`]; [`WriteError::Target`] where the file cannot be written,
/// and then an older file of that name is as it was.
pub fn save(sheets: &[Sheet], path: &Path) -> Result<(), WriteError> {
    save_verified(sheets, path, |_| Ok(()))
}

/// The same, after `verify` has read the bytes back; its refusal leaves the target as it was.
pub fn save_verified<V>(sheets: &[Sheet], path: &Path, verify: V) -> Result<(), WriteError>
where
    V: Fn(&[u8]) -> Result<(), String>,
{
    let bytes = to_bytes(sheets)?;
    verify(&bytes).map_err(WriteError::Content)?;
    save::replace(path, &bytes)
}
