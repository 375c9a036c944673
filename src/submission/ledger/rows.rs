//! The rows of 申诉台账 as they are written.

use crate::ground::names::{LEDGER_HEADINGS, LEDGER_MARKS, sheets};
use crate::ground::{CellRef, Code, Finding, GridCell, LedgerColumn, Message, Place, original, tidy};
use crate::scheme::View;
use crate::scheme::table::{Header, no_header};
use crate::submission::aliases::{Aliases, parse_aliases};
use crate::submission::row_kind::{RowKind, row_kind};
use crate::workbook::read::{Book, Grid, sheet};

/// 结论: what became of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 同意: the only one by which a figure is corrected.
    Agreed,
    /// 部分同意
    Partly,
    /// 不同意
    Refused,
    /// 待定, or nothing yet.
    Open,
    /// A word that is not known.
    Unknown,
}

impl Verdict {
    /// What a sheet may be filled in with.
    pub const OFFERED: [&str; 4] = ["同意", "部分同意", "不同意", "待定"];

    fn read(text: &str) -> Verdict {
        match tidy(text).as_str() {
            "同意" => Verdict::Agreed,
            "部分同意" => Verdict::Partly,
            "不同意" | "驳回" | "维持" | "维持原得分" | "撤回" | "撤销" => Verdict::Refused,
            "" | "待定" | "待核" | "待办" | "办理中" => Verdict::Open,
            _ => Verdict::Unknown,
        }
    }
}

/// A row that says something.
#[derive(Clone, Debug)]
pub struct LedgerRow {
    /// Its number, from 0.
    pub row: u32,
    /// The department that 部门别名 knows by the name that is written.
    pub canonical: Option<String>,
    /// 结论
    pub verdict: Verdict,
    /// 更正数值, if any.
    pub value: Option<GridCell>,
    /// What an earlier run put down: what stood in the cell and what it was corrected to.
    pub done: Option<(GridCell, GridCell)>,
    /// The texts, one for each of [`LEDGER_HEADINGS`].
    texts: Vec<String>,
}

impl LedgerRow {
    /// What is written in a column; empty where there is no such column.
    pub fn text(&self, column: LedgerColumn) -> &str {
        &self.texts[column as usize]
    }
}

/// 申诉台账
pub struct Ledger<'a> {
    view: View<'a>,
    /// The row of the headings.
    pub header: u32,
    /// The column of each of [`LEDGER_HEADINGS`], where there is one.
    columns: Vec<Option<u32>>,
    /// The columns of [`LEDGER_MARKS`]: those of an earlier run, or the first free ones.
    pub marks: [u32; 3],
    /// The rows that say something.
    pub rows: Vec<LedgerRow>,
}

/// The columns that a ledger must have.
const NEEDED: [LedgerColumn; 4] =
    [LedgerColumn::Department, LedgerColumn::Verdict, LedgerColumn::Item, LedgerColumn::Value];
/// The columns of which a row must fill one in to be more than a remark.
const TELLING: [LedgerColumn; 5] =
    [LedgerColumn::Indicator, LedgerColumn::Marks, LedgerColumn::Verdict, LedgerColumn::Item, LedgerColumn::Value];

impl<'a> Ledger<'a> {
    /// The ledger of a workbook; none where it has no such sheet, or an empty one.
    ///
    /// # Errors
    /// The headings are not there, or one stands twice.
    pub fn read(book: &'a Book) -> Result<Option<Ledger<'a>>, Vec<Finding>> {
        let Some(grid) = sheet(book, sheets::LEDGER).filter(|grid| !grid.rows.is_empty()) else { return Ok(None) };
        let view = View { grid };
        let Some(Header { row: header, .. }) = view.header(&NEEDED.map(LedgerColumn::heading)) else {
            let names: Vec<&str> = NEEDED.iter().map(|column| column.heading().name).collect();
            let expected = format!("一行表头，含“{}”各列", names.join("、"));
            let advice = "请按模板补上表头；不用的，删去这张表（可以重新加上：jixiao 台账，页面的“模板与填报表”）";
            return Err(no_header(grid, expected, advice));
        };
        let mut faults = Vec::new();
        let mut columns = Vec::new();
        for heading in &LEDGER_HEADINGS {
            let found = view.columns_of(header, heading);
            if let [_, second, ..] = found[..] {
                let message = Message::new("每个项目一列", format!("“{}”有两列", heading.name), "请删去或改名一列");
                faults.push(Finding::new(Code::ColumnTwice, view.place(header, second), message));
            }
            columns.push(found.first().copied());
        }
        let aliases = parse_aliases(book).unwrap_or_else(|more| {
            faults.extend(more);
            Aliases::default()
        });
        let mut ledger = Ledger { view, header, columns, marks: marks(view, header), rows: Vec::new() };
        ledger.rows = view.rows_below(header).filter_map(|row| ledger.row(row, &aliases)).collect();
        if faults.is_empty() { Ok(Some(ledger)) } else { Err(faults) }
    }

    fn row(&self, row: u32, aliases: &Aliases) -> Option<LedgerRow> {
        let texts: Vec<String> = self.columns.iter().map(|col| self.shown(row, *col)).collect();
        let text = |column: LedgerColumn| texts[column as usize].as_str();
        let is_heading = LedgerColumn::Department.heading().is(&tidy(text(LedgerColumn::Department)));
        let says = TELLING.iter().any(|column| !text(*column).is_empty()) || self.names_department(row);
        let done = || {
            let mark = |at: usize| self.view.grid.cell(CellRef::new(row, self.marks[at])).cloned();
            mark(1).zip(mark(2))
        };
        if !says || is_heading {
            return None;
        }
        Some(LedgerRow {
            row,
            canonical: aliases.canonical(text(LedgerColumn::Department)).map(str::to_string),
            verdict: Verdict::read(&texts[LedgerColumn::Verdict as usize]),
            value: self.columns[LedgerColumn::Value as usize]
                .and_then(|col| self.view.cell(row, col).cloned())
                .filter(|cell| !tidy(&original(cell)).is_empty()),
            done: done(),
            texts,
        })
    }

    /// What a cell shows; nothing where it is merged with another column.
    fn shown(&self, row: u32, col: Option<u32>) -> String {
        let Some(col) = col else { return String::new() };
        if self.view.left(row, col) == col { self.view.text(row, col) } else { String::new() }
    }

    /// Whether a row with nothing else has the name of a department, not a remark.
    fn names_department(&self, row: u32) -> bool {
        let name = tidy(&self.shown(row, self.columns[LedgerColumn::Department as usize]));
        let grid_row = self.view.grid.rows.iter().find(|one| one.index == row);
        !name.is_empty() && grid_row.is_some_and(|one| row_kind(&name, false, one) == RowKind::Department)
    }

    /// The cell of a row in a column; 部门 where there is no such column.
    pub fn place(&self, row: &LedgerRow, column: LedgerColumn) -> Place {
        let at = |column: LedgerColumn| self.columns[column as usize];
        let col = at(column).or(at(LedgerColumn::Department)).unwrap_or_default();
        self.view.place(row.row, col)
    }

    /// Why a cell of a row cannot be used as it shows: letters are struck out, or it is merged over several rows.
    pub fn unclear(&self, row: &LedgerRow) -> Option<(LedgerColumn, String)> {
        let used = [
            LedgerColumn::Department,
            LedgerColumn::Indicator,
            LedgerColumn::Verdict,
            LedgerColumn::Item,
            LedgerColumn::Value,
        ];
        used.into_iter().find_map(|column| {
            let col = self.columns[column as usize]?;
            let name = column.heading().name;
            if let Some(marked) = self.view.cell(row.row, col).and_then(GridCell::marked) {
                return Some((column, format!("{name}“{}”，有{}，不能确定", marked.spelled(), marked.marks())));
            }
            let area = self.view.area(row.row, col);
            let own_cell = matches!(column, LedgerColumn::Item | LedgerColumn::Value);
            let several = own_cell && area.first.row < area.last.row;
            several.then(|| (column, format!("{name}是几行合并成一格（{}:{}），不能确定", area.first, area.last)))
        })
    }
}

/// Where the columns of [`LEDGER_MARKS`] stand or are to stand.
fn marks(view: View, header: u32) -> [u32; 3] {
    let there = (0..=view.last_col()).find(|col| view.tidy(header, *col) == LEDGER_MARKS[0]);
    let first = there.unwrap_or(view.last_col() + 1);
    [first, first + 1, first + 2]
}

/// Puts down in the ledger of a workbook what was corrected, and takes away what was not.
pub fn put_down(grid: &mut Grid, at: (u32, [u32; 3]), rows: &[(u32, Option<[GridCell; 3]>)]) {
    let (header, columns) = at;
    if rows.iter().any(|(_, done)| done.is_some()) {
        for (col, name) in columns.into_iter().zip(LEDGER_MARKS) {
            grid.set(CellRef::new(header, col), Some(GridCell::text(name)));
        }
    }
    for (row, done) in rows {
        let cells = done.clone().map_or([None, None, None], |done| done.map(Some));
        for (col, cell) in columns.into_iter().zip(cells) {
            grid.set(CellRef::new(*row, col), cell);
        }
    }
}
