//! A table inside a sheet: its header is found by its headings, its cells are read as a person sees them.

use crate::ground::{Area, CellRef, Code, Finding, GridCell, Heading, Message, Place, original, tidy, words};
use crate::scheme::row_words::without_unit;
use crate::workbook::read::Grid;

/// The rows, from the top, in which a header is searched.
const HEADER_SEARCH_ROWS: u32 = 60;

/// The header of a table.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its row, from 0.
    pub row: u32,
    /// The column of each wanted heading, in their order.
    pub columns: Vec<u32>,
}

/// A sheet with its cells as they show: that of a merged area in all of its places. Rows and columns count from 0.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The sheet.
    pub grid: &'a Grid,
}

impl<'a> View<'a> {
    /// The cell shown at a place, if it holds something.
    pub fn cell(&self, row: u32, col: u32) -> Option<&'a GridCell> {
        self.grid.shown(CellRef::new(row, col))
    }

    /// The text shown at a place, trimmed; empty where there is none.
    pub fn text(&self, row: u32, col: u32) -> String {
        self.cell(row, col).map(|cell| original(cell).trim().to_string()).unwrap_or_default()
    }

    /// The words shown at a place, trimmed: what is struck out is no part of them.
    pub fn words(&self, row: u32, col: u32) -> String {
        self.cell(row, col).map(|cell| words(cell).trim().to_string()).unwrap_or_default()
    }

    /// The tidy text shown at a place.
    pub fn tidy(&self, row: u32, col: u32) -> String {
        tidy(&self.text(row, col))
    }

    /// The place of a cell.
    pub fn place(&self, row: u32, col: u32) -> Place {
        Place::cell(self.grid.name.clone(), CellRef::new(row, col))
    }

    /// Last used column.
    pub fn last_col(&self) -> u32 {
        self.grid.last_col()
    }

    /// Last used row.
    pub fn last_row(&self) -> u32 {
        self.grid.rows.last().map_or(0, |row| row.index)
    }

    /// The tidy text shown at a place; empty where it is merged with another column to its left.
    pub fn tidy_of_column(&self, row: u32, col: u32) -> String {
        if self.left(row, col) == col { self.tidy(row, col) } else { String::new() }
    }

    /// The merged area that a cell is part of, or the cell alone.
    pub fn area(&self, row: u32, col: u32) -> Area {
        let at = CellRef::new(row, col);
        self.grid.merged(at).unwrap_or(Area { first: at, last: at })
    }

    /// The first row of the cell that shows at a place.
    pub fn top(&self, row: u32, col: u32) -> u32 {
        self.area(row, col).first.row
    }

    /// The last row of the cell that shows at a place.
    pub fn bottom(&self, row: u32, col: u32) -> u32 {
        self.area(row, col).last.row
    }

    /// The first column of the cell that shows at a place.
    pub fn left(&self, row: u32, col: u32) -> u32 {
        self.area(row, col).first.col
    }

    /// The first row that has all `wanted` headings.
    pub fn header(&self, wanted: &[&Heading]) -> Option<Header> {
        let mut rows = self.grid.rows.iter().map(|row| row.index).take_while(|row| *row < HEADER_SEARCH_ROWS);
        rows.find_map(|row| {
            let columns = wanted.iter().map(|heading| self.column(row, heading)).collect::<Option<_>>()?;
            Some(Header { row, columns })
        })
    }

    /// The first row that has all `wanted` headings.
    ///
    /// # Errors
    /// F10, which names the headings.
    pub fn needed_header(&self, wanted: &[&Heading]) -> Result<Header, Vec<Finding>> {
        self.header(wanted).ok_or_else(|| {
            let names: Vec<&str> = wanted.iter().map(|heading| heading.name).collect();
            let expected = format!("一行表头，含“{}”{}列", names.join("、"), names.len());
            no_header(self.grid, expected, "请按模板恢复表头；列的先后不限")
        })
    }

    /// The rows below one that hold something, ascending.
    pub fn rows_below(&self, row: u32) -> impl Iterator<Item = u32> + use<'a> {
        self.grid.rows.iter().map(|row| row.index).filter(move |index| *index > row)
    }

    /// The column of a heading in a header row: the one with its name, else the first with an alias.
    pub fn column(&self, row: u32, heading: &Heading) -> Option<u32> {
        self.columns_of(row, heading).first().copied()
    }

    /// All columns of a heading: those with its name, or else those with an alias.
    pub fn columns_of(&self, row: u32, heading: &Heading) -> Vec<u32> {
        let name = tidy(heading.name);
        let texts =
            (0..=self.last_col()).filter(|col| self.left(row, *col) == *col).map(|col| (col, self.tidy(row, col)));
        let (named, others): (Vec<_>, Vec<_>) =
            texts.partition(|(_, text)| *text == name || without_unit(text) == name);
        let is = |text: &str| heading.is(text) || heading.is(without_unit(text));
        let others = others.into_iter().filter(|(_, text)| is(text)).collect();
        let found: Vec<_> = if named.is_empty() { others } else { named };
        found.into_iter().map(|(col, _)| col).collect()
    }
}

/// R22 for each cell of these columns, in rows from–to, of which something is struck out, raised or lowered.
pub fn marked_rules(view: View, rows: (u32, u32), columns: &[u32]) -> Vec<Finding> {
    let inside = |at: CellRef| (rows.0..=rows.1).contains(&at.row) && columns.contains(&at.col);
    let told = view.grid.cells().filter(|(at, _)| inside(*at)).filter_map(|(at, cell)| {
        let marked = cell.marked()?;
        let found = format!("“{}”，有{}，不能确定哪些字算数", marked.spelled(), marked.marks());
        let message = Message::new("没有划掉的字和上下标", found, "请只留算数的文字后重新运行");
        Some(Finding::new(Code::MarkedRule, view.place(at.row, at.col), message))
    });
    told.collect()
}

/// 找不到表头: F10 for a sheet.
pub fn no_header(grid: &Grid, expected: impl Into<String>, advice: &str) -> Vec<Finding> {
    let message = Message::new(expected, "没有找到这样的表头", advice);
    vec![Finding::new(Code::HeaderMissing, Place::sheet(grid.name.clone()), message)]
}
