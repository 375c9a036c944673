//! Workbook files → [`Book`]: cells at their absolute places, merges, what is hidden. Knows no meaning.
//!
//! A file is never trusted. In this order: `kind` tells by content what it is and names what it is not;
//! `guard` reads every entry of a zip under the [`limits`]; only then calamine reads the values, under a
//! cell budget and with its panics caught (`panic_guard`). What calamine does not tell (hidden rows, formulas
//! without a result, merges, filters) is read from the sheet's own XML (`sheet_xml`).

mod annotations;
mod biff;
mod cells;
mod cfb;
mod docx;
mod findings;
mod guard;
mod kind;
mod legacy;
pub mod limits;
mod ods_xml;
mod package;
mod panic_guard;
mod sheet_xml;
mod sst;
mod values;
mod xlsx;

pub use crate::workbook::read::annotations::LeftOut;
pub use crate::workbook::read::docx::WordLine;
pub use crate::workbook::read::values::{StoredValue, each_sheet};

use crate::ground::cell::{GridCell, Raw};
use crate::ground::finding::Finding;
use crate::ground::number::tidy;
use crate::ground::place::{Area, CellRef, Place};
use crate::workbook::sheet::{Cell, Format, Sheet, Validation, Value};
use sha2::{Digest, Sha256};

/// Name of the sheet that holds the text of a Word document.
pub const TEXT_SHEET: &str = "正文";

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

impl Book {
    /// What a reader finds in sheets that are written to a file.
    pub fn of_sheets(sheets: &[Sheet]) -> Book {
        let sheets = sheets.iter().map(Grid::of_sheet).collect();
        Book { format: FileFormat::Xlsx, sha256: String::new(), sheets, findings: Vec::new() }
    }
}

impl Grid {
    fn of_sheet(sheet: &Sheet) -> Grid {
        let cell = |(col, cell): &(u32, Cell)| {
            let raw = match &cell.value {
                Value::Blank => return None,
                Value::Text(text) if text.is_empty() => return None,
                Value::Text(text) => Raw::Text(text.as_str().into()),
                Value::Number(number) => Raw::Number(*number),
            };
            let (percent, formula) = (cell.format == Format::Percent, cell.formula().is_some());
            Some((*col, GridCell { raw, percent, formula }))
        };
        let rows = sheet.rows.iter().zip(0..).map(|(row, index)| GridRow {
            index,
            hidden: false,
            cells: row.cells.iter().filter_map(cell).collect(),
        });
        Grid {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            rows: rows.filter(|row| !row.cells.is_empty()).collect(),
            merges: sheet.merges.clone(),
            ..Grid::default()
        }
    }
}

/// Why a file cannot be read at all (no workbook, encrypted, damaged, beyond the [`limits`]); the message is
/// Chinese and says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReadError(pub String);

/// A refusal of the file as a whole.
fn refused(message: impl Into<String>) -> ReadError {
    ReadError(message.into())
}

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

fn named(name: &str, bytes: &[u8], read: fn(&[u8]) -> Result<Book, ReadError>) -> Result<Book, ReadError> {
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
    panic_guard::catch(|| read_as(kind::workbook(bytes)?, bytes))
}

/// Reads a form that is already in memory. A Word document becomes a sheet [`TEXT_SHEET`] in the order of the
/// text: a paragraph is a row with one cell, a table its rows, each cell at its column of the table's grid
/// with what is merged merged; [`Grid::place`] names the places as a reader of the document finds them.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_form_bytes(bytes: &[u8]) -> Result<Book, ReadError> {
    panic_guard::catch(|| read_as(kind::form(bytes)?, bytes))
}

fn read_as(format: FileFormat, bytes: &[u8]) -> Result<Book, ReadError> {
    let (sheets, mut findings) = match format {
        FileFormat::Xlsx => xlsx::read(bytes),
        FileFormat::Xlsb => legacy::read_xlsb(bytes),
        FileFormat::Xls => legacy::read_xls(bytes),
        FileFormat::Ods => legacy::read_ods(bytes),
        FileFormat::Docx => docx::read(bytes),
    }?;
    findings.extend(findings::of_format(format));
    findings.extend(sheets.iter().flat_map(findings::of_sheet));
    findings.sort();
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Book { format, sha256, sheets, findings })
}

/// Whether two sheet names are the same; spaces do not count.
pub fn same_sheet(one: &str, other: &str) -> bool {
    tidy(one) == tidy(other)
}

/// The sheet of a name.
pub fn sheet<'a>(book: &'a Book, name: &str) -> Option<&'a Grid> {
    book.sheets.iter().find(|grid| same_sheet(&grid.name, name))
}
