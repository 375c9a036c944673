//! Workbook files → [`Book`]: cells at their absolute places, merges, what is hidden. Knows no meaning.

use crate::finding::{CellRef, Finding};
use crate::sheet::Area;
use rust_decimal::Decimal;
use std::path::Path;

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

/// Reads a workbook.
pub fn read_book(path: &Path) -> Result<Book, ReadError> {
    let _ = path;
    todo!()
}
