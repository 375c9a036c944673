//! A workbook to be written, as data: what stands in each cell and how it looks.
//!
//! report/ and template/ build it, write/ turns it into a file and nothing else does. A cell can carry
//! a value and the formula that gives it.

mod rows;

use crate::ground::cell::{GridCell, Raw};
use crate::ground::number::original;
use crate::ground::place::Area;
pub use crate::workbook::sheet::rows::Rows;

use crate::ground::place::CellRef;
use rust_decimal::Decimal;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// Nothing (but the look of the cell).
    #[default]
    Blank,
    /// Text; always written as text, never taken for a formula.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// The part a cell plays; write/style.rs gives each its font, border, alignment and fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// 附件 mark, top left: 黑体, no border.
    Attachment,
    /// Title: 小标宋, large, centred, no border.
    Title,
    /// Line under the title (单位：万元), right, no border.
    Unit,
    /// Heading inside a sheet (汇总's blocks): bold, no border.
    Section,
    /// Plain paragraph or note, wrapped, no border.
    Note,
    /// Table header: bold, centred, wrapped, filled, border.
    Header,
    /// Label of a form to be filled in: 黑体, centred, wrapped, border, no fill.
    Label,
    /// Table text: left, wrapped, border.
    #[default]
    Text,
    /// Table text, centred, wrapped, border.
    Centre,
    /// Table number, right, border.
    Number,
    /// Bold row or column of totals, border.
    Total,
    /// A cell the user is to fill in (template): light fill, border, unlocked.
    Input,
    /// The same, centred: a mark, a name, a number of people.
    InputCentre,
    /// A cell of an input sheet copied as it stood: border, general format.
    Plain,
    /// Key figure of 汇总: large, bold, centred, border.
    Figure,
    /// Caption of a key figure: small, centred, border.
    Caption,
    /// Warning banner: bold, filled, wrapped.
    Banner,
}

/// Fill colour with a meaning; the legend is on 填报说明 and under each table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tint {
    /// 必须-level finding: light red.
    Must,
    /// 提示-level finding: light yellow.
    Hint,
    /// 规范化: light blue.
    Normalised,
    /// 待核: light orange, italic text.
    Pending,
    /// 不适用: light grey.
    NotApplicable,
    /// 采信自评: light violet.
    Adopted,
    /// 得分率 = 100%: none needed. ≥ 80%: very light green.
    RateHigh,
    /// 得分率 60%–80%: light yellow-green.
    RateMiddle,
    /// 得分率 below 60%: light red-orange.
    RateLow,
    /// A tie in the ranking or a group heading: light grey-blue.
    Group,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// As typed.
    #[default]
    General,
    /// Whole number.
    Whole,
    /// Fixed decimals.
    Places(u32),
    /// Up to so many decimals would be General; amounts: two decimals with thousands separators.
    Amount,
    /// 得分率: `0.00%`.
    Percent,
}

/// Where a click leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Sheet of this workbook.
    pub sheet: String,
    /// Cell there.
    pub cell: CellRef,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cell {
    /// The value; with a formula, the formula's stored result.
    pub value: Value,
    /// The part it plays.
    pub role: Role,
    /// Its colour.
    pub tint: Option<Tint>,
    /// How its number is shown.
    pub format: Format,
    /// What few cells have: a large workbook has millions of cells.
    pub extras: Option<Box<Extras>>,
}

/// What a cell may have besides its value and its look; see the methods of [`Cell`].
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Extras {
    formula: Option<String>,
    note: Option<String>,
    link: Option<Link>,
}

impl Cell {
    /// Text in a role.
    pub fn text(role: Role, text: impl Into<String>) -> Cell {
        let text = text.into();
        let value = if text.is_empty() { Value::Blank } else { Value::Text(text) };
        Cell { value, role, ..Cell::default() }
    }

    /// A number, shown in `format`.
    pub fn number(role: Role, number: Decimal, format: Format) -> Cell {
        Cell { value: Value::Number(number), role, format, ..Cell::default() }
    }

    /// A cell with a look and no value.
    pub fn blank(role: Role) -> Cell {
        Cell { role, ..Cell::default() }
    }

    /// The same cell, coloured.
    pub fn tinted(mut self, tint: Option<Tint>) -> Cell {
        self.tint = tint;
        self
    }

    /// The same cell with a note.
    pub fn noted(mut self, note: impl Into<String>) -> Cell {
        self.set_note(Some(note.into()));
        self
    }

    /// The same cell as the stored result of a formula, where there is one.
    pub fn computed(mut self, formula: Option<String>) -> Cell {
        self.set_formula(formula);
        self
    }

    /// The same cell with a link.
    pub fn linked(mut self, sheet: impl Into<String>, cell: CellRef) -> Cell {
        self.extras.get_or_insert_default().link = Some(Link { sheet: sheet.into(), cell });
        self
    }

    /// The formula without `=`, in English function names.
    pub fn formula(&self) -> Option<&str> {
        self.extras.as_ref()?.formula.as_deref()
    }

    /// 批注.
    pub fn note(&self) -> Option<&str> {
        self.extras.as_ref()?.note.as_deref()
    }

    /// Hyperlink inside the workbook.
    pub fn link(&self) -> Option<&Link> {
        self.extras.as_ref()?.link.as_ref()
    }

    /// Sets or removes the formula.
    pub fn set_formula(&mut self, formula: Option<String>) {
        if formula.is_some() || self.extras.is_some() {
            self.extras.get_or_insert_default().formula = formula;
        }
    }

    /// Sets or removes the note.
    pub fn set_note(&mut self, note: Option<String>) {
        if note.is_some() || self.extras.is_some() {
            self.extras.get_or_insert_default().note = note;
        }
    }

    /// Removes the link.
    pub fn unlink(&mut self) {
        if let Some(extras) = &mut self.extras {
            extras.link = None;
        }
    }
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Column {
    /// Width in half-width characters (a Chinese character takes two); 0 is the default width.
    pub width: u32,
    /// Outline level, 0 for none.
    pub level: u8,
    /// Hidden.
    pub hidden: bool,
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
}

/// 页面设置: always A4, one page wide, 第X页 共Y页.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Print {
    /// 横向.
    pub landscape: bool,
    /// Rows repeated at the top of each page: first and last, from 0.
    pub repeat_rows: Option<(u32, u32)>,
    /// Columns repeated at the left of each page.
    pub repeat_columns: Option<(u32, u32)>,
    /// How many pages wide; 0 is taken as 1.
    pub pages_wide: u16,
    /// How many pages tall at most, without page breaks; 0 sets no limit.
    pub pages_tall: u16,
    /// Rows before which a page begins.
    pub breaks: Vec<u32>,
    /// Columns before which a page begins; they then say how many pages wide the sheet is.
    pub column_breaks: Vec<u32>,
    /// The printed area; none prints all.
    pub area: Option<Area>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// Cells with their columns, in ascending order.
    pub cells: Vec<(u32, Cell)>,
    /// Height in points; none lets write/ compute it from the wrapped text.
    pub height: Option<u32>,
    /// Hidden.
    pub hidden: bool,
}

impl Row {
    /// Cells from the first column on.
    pub fn of(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { cells: (0..).zip(cells).collect(), ..Row::default() }
    }

    /// Sets a cell.
    pub fn put(&mut self, col: u32, cell: Cell) {
        match self.cells.binary_search_by_key(&col, |(c, _)| *c) {
            Ok(found) => self.cells[found].1 = cell,
            Err(place) => self.cells.insert(place, (col, cell)),
        }
    }

    /// The cell there, if any.
    pub fn get(&self, col: u32) -> Option<&Cell> {
        self.cells.binary_search_by_key(&col, |(c, _)| *c).ok().map(|found| &self.cells[found].1)
    }

    /// The cell there, to be changed, if any.
    pub fn get_mut(&mut self, col: u32) -> Option<&mut Cell> {
        self.cells.binary_search_by_key(&col, |(c, _)| *c).ok().map(|found| &mut self.cells[found].1)
    }
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
    /// 合并单元格: the top left cell's value and look is taken.
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

    /// Page breaks for a wide table at the starts of its column groups, so that no merged heading is cut: a
    /// page is at most `room` half-width characters wide where its groups allow.
    pub fn break_between(&mut self, starts: &[u32], room: u32) {
        let width = |from: u32, to: u32| -> u32 {
            let columns = self.columns.iter().skip(from as usize).take((to - from) as usize);
            columns.map(|column| column.width).sum()
        };
        let last = self.columns.len() as u32;
        let ends = starts.iter().skip(1).copied().chain([last]);
        let mut page = 0;
        let mut breaks = Vec::new();
        for (start, end) in starts.iter().copied().zip(ends) {
            if start > page && width(page, end) > room {
                breaks.push(start);
                page = start;
            }
        }
        self.print.column_breaks = breaks;
    }

    /// Merges an area, each of whose cells has the look (and so the border) of the first.
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

/// A cell to be written with what stands in one that was read, in its own writing.
pub fn copied(cell: &GridCell, role: Role) -> Cell {
    match &cell.raw {
        Raw::Number(number) if cell.percent => Cell::number(role, *number, Format::Percent),
        Raw::Number(number) => Cell::number(role, *number, Format::General),
        _ => Cell::text(role, original(cell)),
    }
}

/// Room on a printed page of a wide table, in half-width characters.
pub const PAGE_ROOM: u32 = 210;
