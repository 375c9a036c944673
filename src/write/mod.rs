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
mod paginate;
mod save;
mod style;
mod text;
mod validations;
mod verify;

use crate::finding::CellRef;
use crate::sheet::{Area, Sheet, Value};
use layout::Layout;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::path::{Path, PathBuf};
use style::Styles;

pub use layout::rows_needed;
pub use lint::lint;
pub use paginate::{PageStarts, paginate};

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
/// [`WriteError::Content`] with what [`lint()`] found, one problem a line.
pub fn to_bytes(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    let problems = lint(sheets);
    if !problems.is_empty() {
        return Err(refused(&problems));
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
    for sheet in sheets {
        for (name, area) in &sheet.names {
            workbook.define_name(name, &absolute(&sheet.name, *area))?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// How many problems are told; the rest is counted.
const TOLD: usize = 20;

fn refused(problems: &[String]) -> WriteError {
    let mut lines = problems[..problems.len().min(TOLD)].join("\n");
    if problems.len() > TOLD {
        lines += &format!("\n另有 {} 处", problems.len() - TOLD);
    }
    WriteError::Content(lines)
}

/// An area as a defined name holds it: `='部门数据'!$A$1:$B$9`.
fn absolute(sheet: &str, area: Area) -> String {
    let cell = |cell: CellRef| format!("${}${}", CellRef::column_name(cell.col), cell.row + 1);
    let sheet = sheet.replace('\'', "''");
    if area.first == area.last {
        return format!("='{sheet}'!{}", cell(area.first));
    }
    format!("='{sheet}'!{}:{}", cell(area.first), cell(area.last))
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
    save::replace(path, &to_bytes(sheets)?)
}

/// A cell read back: its sheet, its place and its value.
pub type ReadCell = (String, CellRef, Value);

/// The same, after `read` has read the bytes back and every cell was found as it was meant.
pub fn save_verified<R>(sheets: &[Sheet], path: &Path, read: R) -> Result<(), WriteError>
where
    R: Fn(&[u8]) -> Result<Vec<ReadCell>, String>,
{
    let bytes = to_bytes(sheets)?;
    let cells = read(&bytes).map_err(WriteError::Content)?;
    let differences = verify::differences(sheets, cells);
    if !differences.is_empty() {
        return Err(refused(&differences));
    }
    save::replace(path, &bytes)
}
