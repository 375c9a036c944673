//! Workbook files → [`Book`]: cells at their absolute places, merges, what is hidden. Knows no meaning.
//!
//! A file is never trusted. In this order: `kind` tells by content what it is and names what it is not;
//! `guard` reads every entry of a zip under the [`limits`]; only then calamine reads the values, under a
//! cell budget and with its panics caught (`calm`). What calamine does not tell (hidden rows, formulas
//! without a result, merges, filters) is read from the sheet's own XML (`sheet_xml`).

mod beside;
mod biff;
mod calm;
mod cells;
mod cfb;
mod docx;
mod findings;
mod guard;
mod kind;
pub mod limits;
mod ods_xml;
mod old;
mod package;
mod sheet_xml;
mod sst;
mod values;
mod xlsx;

pub use beside::LeftOut;
pub use docx::WordLine;
pub use values::{Content, each_sheet};

use crate::finding::{CellRef, Finding, Place};
use crate::sheet::{Area, Validation};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Name of the sheet that holds the text of a Word document.
pub const TEXT_SHEET: &str = "正文";

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// Text as it stands.
    Text(Box<str>),
    /// A number of 15 significant digits.
    Number(Decimal),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date or time, as ISO text.
    Date(Box<str>),
    /// `#DIV/0!` and the like.
    Error(Box<str>),
    /// A formula without a stored result.
    NoResult,
    /// A number that is NaN, infinite or beyond 28 digits, as text.
    BadNumber(Box<str>),
}

/// One cell that holds something.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    /// Its content.
    pub raw: Raw,
    /// Whether its number format is a percentage.
    pub percent: bool,
    /// Whether a formula gives it.
    pub formula: bool,
}

/// One row that holds something.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GridRow {
    /// Row, from 0.
    pub index: u32,
    /// Hidden or filtered out.
    pub hidden: bool,
    /// Cells with their columns, ascending.
    pub cells: Vec<(u32, GridCell)>,
}

/// One sheet as it stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Grid {
    /// Name.
    pub name: String,
    /// Hidden sheet.
    pub hidden: bool,
    /// Rows that hold something, ascending.
    pub rows: Vec<GridRow>,
    /// 合并单元格.
    pub merges: Vec<Area>,
    /// Hidden columns.
    pub hidden_columns: Vec<u32>,
    /// Column widths where the file states them, in half-width characters.
    pub widths: Vec<(u32, u32)>,
    /// 自动筛选, header row included, where one is switched on.
    pub filter: Option<Area>,
    /// Whether that filter hides rows at the moment.
    pub filtering: bool,
    /// 批注, by place.
    pub notes: Vec<(CellRef, String)>,
    /// 数据有效性 of the kinds that this program writes.
    pub validations: Vec<Validation>,
    /// What stands on the sheet and does not go on into a result.
    pub left_out: LeftOut,
    /// For the text of a Word document, what stands in each row; empty for a sheet.
    pub word_lines: Vec<WordLine>,
}

impl Grid {
    /// The cell at a place, if it holds something.
    pub fn cell(&self, at: CellRef) -> Option<&GridCell> {
        let row = self.rows.binary_search_by_key(&at.row, |r| r.index).ok()?;
        let cells = &self.rows[row].cells;
        let col = cells.binary_search_by_key(&at.col, |(c, _)| *c).ok()?;
        Some(&cells[col].1)
    }

    /// The cell that shows at a place: inside a merged area its top left cell.
    pub fn shown(&self, at: CellRef) -> Option<&GridCell> {
        let area = self.merges.iter().find(|area| area.contains(at));
        self.cell(area.map_or(at, |area| area.first))
    }

    /// Sets what stands at a place, or clears it.
    pub fn set(&mut self, at: CellRef, cell: Option<GridCell>) {
        let row = match self.rows.binary_search_by_key(&at.row, |row| row.index) {
            Ok(row) => row,
            Err(_) if cell.is_none() => return,
            Err(row) => {
                self.rows.insert(row, GridRow { index: at.row, ..GridRow::default() });
                row
            }
        };
        let cells = &mut self.rows[row].cells;
        match (cells.binary_search_by_key(&at.col, |(col, _)| *col), cell) {
            (Ok(col), Some(cell)) => cells[col].1 = cell,
            (Ok(col), None) => _ = cells.remove(col),
            (Err(col), Some(cell)) => cells.insert(col, (at.col, cell)),
            (Err(_), None) => (),
        }
    }

    /// 出处: how a person finds a place: `附件3!C12` on a sheet, `第2个表第4行第3列` in a Word document.
    pub fn place(&self, at: CellRef) -> Place {
        match self.word_lines.get(at.row as usize) {
            Some(line) => Place::sheet(line.place(at.col)),
            None => Place::cell(self.name.clone(), at),
        }
    }
}

/// The format a file has, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// .xlsx, .xlsm
    Xlsx,
    /// .xlsb
    Xlsb,
    /// .xls and WPS .et
    Xls,
    /// .ods
    Ods,
    /// .docx: a department's form, never a workbook to be scored.
    Docx,
}

/// A workbook read whole.
#[derive(Clone, Debug)]
pub struct Book {
    /// Format by content.
    pub format: FileFormat,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Sheets in their order.
    pub sheets: Vec<Grid>,
    /// What the reader has to say: hidden parts, old formats.
    pub findings: Vec<Finding>,
}

/// Why a file cannot be read at all; the message is Chinese and says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Not there, or not to be opened.
    #[error("打不开文件“{path}”：{reason}")]
    Open {
        /// The file.
        path: String,
        /// Why, in Chinese.
        reason: String,
    },
    /// Not a workbook, encrypted, damaged or beyond the limits.
    #[error("{message}")]
    Refused {
        /// What is wrong and what to do.
        message: String,
    },
}

/// A refusal of the file as a whole.
fn refused(message: impl Into<String>) -> ReadError {
    ReadError::Refused { message: message.into() }
}

/// Reads a workbook, whatever its name says it is.
///
/// # Errors
/// [`ReadError::Open`] where there is no such file or it may not be opened; [`ReadError::Refused`] where it
/// is no workbook, encrypted, damaged, beyond the [`limits`], or where a value in it would be lost silently.
pub fn read_book(path: &Path) -> Result<Book, ReadError> {
    read_path(path, read_bytes)
}

/// Reads a department's form: a workbook, or a Word document whose text becomes one sheet `正文` (see
/// [`read_form_bytes`]).
///
/// # Errors
/// As [`read_book`]; an old Word document (.doc) is refused with the way out.
pub fn read_form(path: &Path) -> Result<Book, ReadError> {
    read_path(path, read_form_bytes)
}

fn read_path(path: &Path, read: fn(&[u8]) -> Result<Book, ReadError>) -> Result<Book, ReadError> {
    let bytes = read_file(path)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    if name.starts_with("~$") || name.starts_with(".~") {
        return Err(refused(format!(
            "“{name}”是 Excel、Word 或 WPS 打开文件时的临时文件，不是文件本身。请选没有“~”的那个文件。"
        )));
    }
    read(&bytes).map_err(|error| match error {
        ReadError::Refused { message } => refused(format!("“{name}”：{message}")),
        other => other,
    })
}

/// Reads a workbook that is already in memory.
///
/// # Errors
/// [`ReadError::Refused`], as for [`read_book`].
pub fn read_bytes(bytes: &[u8]) -> Result<Book, ReadError> {
    calm::catch(|| read_as(kind::workbook(bytes)?, bytes))
}

/// Reads a form that is already in memory. A Word document becomes a sheet [`TEXT_SHEET`] in the order of the
/// text: a paragraph is a row with one cell, a table its rows, each cell at its column of the table's grid
/// with what is merged merged; [`Grid::place`] names the places as a reader of the document finds them.
///
/// # Errors
/// [`ReadError::Refused`], as for [`read_form`].
pub fn read_form_bytes(bytes: &[u8]) -> Result<Book, ReadError> {
    calm::catch(|| read_as(kind::form(bytes)?, bytes))
}

fn read_as(format: FileFormat, bytes: &[u8]) -> Result<Book, ReadError> {
    let (sheets, mut findings) = match format {
        FileFormat::Xlsx => xlsx::read(bytes),
        FileFormat::Xlsb => old::read_xlsb(bytes),
        FileFormat::Xls => old::read_xls(bytes),
        FileFormat::Ods => old::read_ods(bytes),
        FileFormat::Docx => docx::read(bytes),
    }?;
    findings.extend(findings::of_format(format));
    findings.extend(sheets.iter().flat_map(findings::of_sheet));
    findings.sort();
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Book { format, sha256, sheets, findings })
}

/// The bytes of the file, read once: what is checked is what is read.
fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    let open = |reason: &str| ReadError::Open { path: path.display().to_string(), reason: reason.to_string() };
    if path.is_dir() {
        return Err(open("这是文件夹，不是文件。请指定其中的工作簿。"));
    }
    if path.exists() && !path.is_file() {
        return Err(open("这不是普通文件。请指定工作簿。"));
    }
    let explain = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => open("没有这个文件。请检查文件名和所在文件夹。"),
        ErrorKind::PermissionDenied => open("没有读取权限，或者文件正被其他程序独占。请关闭 Excel 或 WPS 后再试。"),
        _ => open(&format!("读取时出错（{error}）。请把文件复制到本机硬盘后再试。")),
    };
    let file = File::open(path).map_err(explain)?;
    let mut bytes = Vec::new();
    file.take(limits::FILE + 1).read_to_end(&mut bytes).map_err(explain)?;
    if bytes.len() as u64 > limits::FILE {
        let limit = limits::FILE >> 20;
        return Err(open(&format!("文件大于 {limit} MB，超出本程序的上限。请删去图片和无关的工作表。")));
    }
    Ok(bytes)
}
