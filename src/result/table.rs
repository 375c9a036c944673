//! A table: each column says what it is called, how wide it is and what stands in it.

use crate::ground::place::{Area, CellRef};
use crate::workbook::sheet::{Cell, Column, Print, Role, Row, Sheet};

/// Puts the cells of one row into it; the place is that of the first of them.
type Fill<'a, T> = Box<dyn Fn(&T, CellRef, &mut Row) + Send + Sync + 'a>;

/// Neighbouring columns that are filled together.
struct Group<'a, T> {
    /// The heading over theirs, if there is one.
    title: Option<String>,
    headings: Vec<String>,
    /// The width of each.
    width: u32,
    fill: Fill<'a, T>,
}

/// A table whose rows show one `T` each.
pub(crate) struct Table<'a, T> {
    /// The row of the headings.
    header: u32,
    groups: Vec<Group<'a, T>>,
}

impl<'a, T: 'a> Table<'a, T> {
    /// A table without columns yet, its headings in row `header`.
    pub fn new(header: u32) -> Table<'a, T> {
        Table { header, groups: Vec::new() }
    }

    /// Adds a column; `cell` is what stands in it, given where.
    pub fn column(
        mut self,
        heading: impl Into<String>,
        width: u32,
        cell: impl Fn(&T, CellRef) -> Cell + Send + Sync + 'a,
    ) -> Table<'a, T> {
        let fill = Box::new(move |item: &T, at: CellRef, row: &mut Row| row.cells.push((at.col, cell(item, at))));
        self.groups.push(Group { title: None, headings: vec![heading.into()], width, fill });
        self
    }

    /// Adds columns under a common heading; `cells` are what stands in them, given where the first is.
    pub fn group<const N: usize>(
        mut self,
        title: impl Into<String>,
        headings: [String; N],
        width: u32,
        cells: impl Fn(&T, CellRef) -> [Cell; N] + Send + Sync + 'a,
    ) -> Table<'a, T> {
        let fill = Box::new(move |item: &T, at: CellRef, row: &mut Row| {
            row.cells.extend((at.col..).zip(cells(item, at)));
        });
        self.groups.push(Group { title: Some(title.into()), headings: headings.into(), width, fill });
        self
    }

    /// The number of columns so far.
    pub fn width(&self) -> u32 {
        self.groups.iter().map(|group| group.headings.len() as u32).sum()
    }

    /// The last column so far.
    pub fn last(&self) -> u32 {
        self.width() - 1
    }

    /// The last row of the headings.
    fn header_end(&self) -> u32 {
        self.header + u32::from(self.groups.iter().any(|group| group.title.is_some()))
    }

    /// The row below the headings.
    pub fn first_row(&self) -> u32 {
        self.header_end() + 1
    }

    /// A sheet for it, without a cell: columns, page, and what stays in sight (`frozen` columns).
    pub fn sheet(&self, name: &str, frozen: u32) -> Sheet {
        let mut sheet = Sheet::new(name);
        let widths = self.groups.iter().flat_map(|group| group.headings.iter().map(|_| group.width));
        sheet.columns = widths.map(|width| Column { width, ..Column::default() }).collect();
        sheet.freeze = Some(CellRef::new(self.first_row(), frozen));
        let repeat_rows = Some((self.header, self.header_end()));
        sheet.print = Print { landscape: true, repeat_rows, ..Print::default() };
        sheet
    }

    /// Puts a title and a note in the first two rows.
    pub fn put_title(&self, sheet: &mut Sheet, title: &str, note: String) {
        let row = |row| Area::new((row, 0), (row, self.last()));
        sheet.put_merged(row(0), Cell::text(Role::Title, title));
        sheet.put_merged(row(1), Cell::text(Role::Note, note));
    }

    /// Puts the headings.
    pub fn put_headings(&self, sheet: &mut Sheet) {
        let mut col = 0;
        for group in &self.groups {
            let end = col + group.headings.len() as u32;
            if let Some(title) = &group.title {
                let area = Area::new((self.header, col), (self.header, end - 1));
                sheet.put_framed(area, Cell::text(Role::Header, title));
            }
            let top = if group.title.is_some() { self.header_end() } else { self.header };
            for (col, heading) in (col..end).zip(&group.headings) {
                let area = Area::new((top, col), (self.header_end(), col));
                sheet.put_framed(area, Cell::text(Role::Header, heading));
            }
            col = end;
        }
    }

    /// 自动筛选 over the headings and so many rows, if there are any.
    pub fn filter(&self, rows: usize) -> Option<Area> {
        let last = self.header_end() + rows as u32;
        (rows > 0).then(|| Area::new((self.header_end(), 0), (last, self.last())))
    }

    /// The row of an item, at row `number` of the sheet.
    pub fn row(&self, number: u32, item: &T) -> Row {
        let mut row = Row::default();
        for group in &self.groups {
            let col = row.cells.len() as u32;
            (group.fill)(item, CellRef::new(number, col), &mut row);
        }
        row
    }
}
