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
use crate::sheet::{Area, Part, Sheet};
use layout::Layout;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::path::{Path, PathBuf};
use style::Styles;
use verify::Seal;

pub use layout::rows_needed;
pub use lint::lint;
pub use paginate::{PageStarts, paginate};
pub use verify::Stored;

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
    /// The folder of temporary files cannot be written.
    #[error("写不了临时文件（{0}）。请清理系统临时文件夹所在的磁盘后重新运行")]
    Temporary(String),
    /// The workbook itself is faulty: a fault of this program.
    #[error("生成工作簿时程序出错：{0}")]
    Content(String),
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> WriteError {
        match error {
            // long sheets wait in a temporary file
            XlsxError::IoError(error) => WriteError::Temporary(error.to_string()),
            error => WriteError::Content(error.to_string()),
        }
    }
}

/// The bytes of a workbook; the same sheets give the same bytes.
///
/// # Errors
///
/// [`WriteError::Content`] with what [`lint()`] found, one problem a line.
pub fn to_bytes(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    Ok(make(Part::all(sheets))?.0)
}

/// The bytes of a workbook, and what must be read back; its sheets are made and dropped one after another, the
/// next one while one is written.
fn make(parts: Vec<Part>) -> Result<(Vec<u8>, Seal), WriteError> {
    let mut workbook = new_workbook()?;
    let (mut lint, mut styles, mut seal) = (lint::Lint::of(&parts), Styles::default(), Seal::default());
    let (mut seen, mut written) = (false, Ok(()));
    let mut made = parts.into_iter().map(|part| {
        let sheet = part.make();
        let layout = Layout::of(&sheet);
        (sheet, layout)
    });
    let (mut current, mut last) = (made.next(), None);
    while let Some((sheet, layout)) = current {
        let active = !sheet.hidden && !seen;
        seen |= active;
        // once one is faulty nothing is written, but the others are looked at
        let go_on = lint.is_content() && written.is_ok();
        let look_and_make_next = || {
            drop(last.take());
            lint.look(&sheet);
            seal.add(&sheet);
            made.next()
        };
        let write = || match go_on {
            true => add(&mut workbook, (&sheet, &layout, active), &mut styles),
            false => Ok(()),
        };
        let (next, result) = rayon::join(look_and_make_next, write);
        written = written.and(result);
        current = next;
        last = Some(sheet);
    }
    let problems = lint.finish();
    if !problems.is_empty() {
        return Err(refused(&problems));
    }
    written?;
    Ok((workbook.save_to_buffer()?, seal))
}

/// Adds a sheet; a long one is written to a temporary file row by row.
fn add(
    workbook: &mut Workbook,
    (sheet, layout, active): (&Sheet, &Layout, bool),
    styles: &mut Styles,
) -> Result<(), WriteError> {
    let usual = if sheet.rows.len() > LONG { layout.usual_height() } else { None };
    let worksheet = match usual {
        Some(height) => workbook.add_worksheet_with_low_memory()?.set_default_row_height(height),
        None => workbook.add_worksheet(),
    };
    worksheet.set_name(&sheet.name)?;
    worksheet.set_active(active).set_hidden(sheet.hidden);
    page::columns(worksheet, sheet, layout)?;
    page::view(worksheet, sheet, layout)?;
    page::print(worksheet, sheet, layout)?;
    cells::write(worksheet, (sheet, layout, usual), styles)?;
    validations::add(worksheet, sheet)?;
    charts::add(worksheet, sheet)?;
    for (name, area) in &sheet.names {
        workbook.define_name(name, &absolute(&sheet.name, *area))?;
    }
    Ok(())
}

/// Sheets of more rows wait in a temporary file, row by row, not in memory.
const LONG: usize = 2_000;

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

/// The same, after `read` has told every cell of the bytes, sheet by sheet and row by row, and each was
/// found as it was meant.
///
/// # Errors
///
/// As [`save`].
pub fn save_verified<R>(parts: Vec<Part>, path: &Path, read: R) -> Result<(), WriteError>
where
    R: Fn(&[u8], &mut dyn FnMut(&str, CellRef, Stored)) -> Result<(), String>,
{
    let (bytes, meant) = make(parts)?;
    let mut found = Seal::default();
    read(&bytes, &mut |sheet, at, value| found.see(sheet, at, value)).map_err(WriteError::Content)?;
    let differences = meant.differences(found);
    if !differences.is_empty() {
        return Err(refused(&differences));
    }
    save::replace(path, &bytes)
}
