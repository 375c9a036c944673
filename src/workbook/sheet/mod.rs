//! A workbook to be written, as data: what stands in each cell and the style it is shown in.
//!
//! Other rooms build it; write/ turns it into a file and nothing else does. A cell can have a value and the
//! formula that gives it.
//!
//! Order of use: name, cell ← rows ← mod.

mod cell;
mod name;
mod rows;

pub use crate::workbook::sheet::cell::{AnnexPart, Cell, Extras, Format, Link, Role, Tint, Value, copied};
pub use crate::workbook::sheet::name::sheet_name_faults;
pub use crate::workbook::sheet::rows::{Row, Rows, runs};

use crate::ground::{Area, CellRef};
use rust_decimal::Decimal;

/// The values that stand for an error in a cell.
pub const ERROR_VALUES: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Column {
    /// Width in half-width characters (a Chinese character takes two); 0 is the default width.
    pub width: u32,
    /// Outline level, 0 for none.
    pub level: u8,
    /// Hidden.
    pub hidden: bool,
    /// Width on paper in quarters of a half-width character, each 1.5 points; 0 lets `width` decide.
    pub quarters: u32,
}

/// A list of allowed values, or a range of numbers, for cells to be filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Allowed {
    /// One of these texts (their joined length stays below 255).
    List(Vec<String>),
    /// A number from..to.
    Between(Decimal, Decimal),
    /// A number not below this.
    AtLeast(Decimal),
    /// A whole number not below 0.
    Count,
}

/// 数据有效性.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    /// The cells it guards.
    pub area: Area,
    /// What may stand there.
    pub allowed: Allowed,
    /// The Chinese message shown while typing (at most 200 characters).
    pub prompt: String,
    /// Whether another value is refused (stop) or only warned of.
    pub strict: bool,
}

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// 柱形图.
    Column,
    /// 条形图, first row on top.
    Bar,
}

/// A native chart over cells of the same workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Which kind.
    pub kind: ChartKind,
    /// Title.
    pub title: String,
    /// Title of the value axis, with its unit.
    pub value_axis: String,
    /// Sheet of the data.
    pub sheet: String,
    /// Names.
    pub names: Area,
    /// Values; data labels are always shown.
    pub values: Area,
    /// Values of a second series. Both series are then named by the cells above their values.
    pub second: Option<Area>,
    /// How values are labelled.
    pub format: Format,
    /// Top left cell of the chart on its sheet.
    pub at: CellRef,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// For an annex: grey columns with their names and labels, and nothing else.
    pub plain: bool,
}

/// 版面 of an annex: the page is given and the sheet made for it, at its full size; “— 1 —” below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// A3 instead of A4.
    pub a3: bool,
    /// Left and right margin, each, in millimetres.
    pub sides: u32,
    /// Top and bottom margin in millimetres.
    pub ends: (u32, u32),
    /// From the edge of the page to its number, in millimetres.
    pub footer: u32,
}

/// 页面设置: A4, 第X页 共Y页; never smaller than 9 points, so a wide table is turned or goes on to further pages.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Print {
    /// 横向.
    pub landscape: bool,
    /// Rows repeated at the top of each page: first and last, from 0.
    pub repeat_rows: Option<(u32, u32)>,
    /// Columns repeated at the left of each page.
    pub repeat_columns: Option<(u32, u32)>,
    /// How many pages tall an annex is at most; 0 sets no limit.
    pub pages_tall: u16,
    /// Rows before which a page begins.
    pub breaks: Vec<u32>,
    /// Columns before which a page had best begin, where the table is too wide for one.
    pub starts: Vec<u32>,
    /// The printed area; none prints all.
    pub area: Option<Area>,
    /// The page of an annex; none is the page of other sheets.
    pub paper: Option<Paper>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// Columns from A on.
    pub columns: Vec<Column>,
    /// Rows from 1 on.
    pub rows: Vec<Row>,
    /// 合并单元格: the top left cell's value and style are taken.
    pub merges: Vec<Area>,
    /// 冻结窗格: the first cell that scrolls.
    pub freeze: Option<CellRef>,
    /// 自动筛选, header row included.
    pub filter: Option<Area>,
    /// 数据有效性.
    pub validations: Vec<Validation>,
    /// Charts.
    pub charts: Vec<Chart>,
    /// 定义的名称: names for areas of this sheet that any formula of the workbook may use.
    pub names: Vec<(String, Area)>,
    /// 页面设置.
    pub print: Print,
    /// Whether a slip of the hand is kept from its cells, without a password: filters, selecting and widths stay open.
    pub locked: bool,
    /// Whether the sheet is a result (its tab is coloured) or a copy of the input.
    pub result: bool,
    /// Hidden.
    pub hidden: bool,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Sheet {
        Sheet { name: name.into(), ..Sheet::default() }
    }

    /// Sets a cell; rows appear as needed.
    pub fn put(&mut self, row: u32, col: u32, cell: Cell) {
        let at = row as usize;
        if self.rows.len() <= at {
            self.rows.resize_with(at + 1, Row::default);
        }
        self.rows[at].put(col, cell);
    }

    /// All its rows.
    pub fn all_rows(&self) -> Rows<'_> {
        Rows { first: 0, rows: &self.rows }
    }

    /// The cell there, if any.
    pub fn get(&self, row: u32, col: u32) -> Option<&Cell> {
        self.all_rows().get(row, col)
    }

    /// The cell there, to be changed, if any.
    pub fn get_mut(&mut self, row: u32, col: u32) -> Option<&mut Cell> {
        self.rows.get_mut(row as usize)?.get_mut(col)
    }

    /// Merges an area, each of whose cells has the style (and so the border) of the first.
    pub fn put_framed(&mut self, area: Area, cell: Cell) {
        for row in area.first.row..=area.last.row {
            for col in area.first.col..=area.last.col {
                self.put(row, col, Cell::blank(cell.role));
            }
        }
        self.put_merged(area, cell);
    }

    /// Merges an area and sets its first cell.
    pub fn put_merged(&mut self, area: Area, cell: Cell) {
        self.put(area.first.row, area.first.col, cell);
        if area.first != area.last {
            self.merges.push(area);
        }
    }
}

/// Room on a printed page of a wide table, in half-width characters.
pub const PAGE_ROOM: u32 = 140;
