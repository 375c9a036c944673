//! A table: each column says what it is called, how wide it is and what stands in it.

use crate::ground::{Area, CellRef};
use crate::result::{attachment_head, count_cell};
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Column, Print, Role, Sheet};

/// Puts the cells of one row into it; the place is that of the first of them.
type Fill<'a, T> = Box<dyn Fn(&T, CellRef, &mut Row) + Send + Sync + 'a>;

/// Neighbouring columns that are filled together.
struct Group<'a, T> {
    /// The heading over theirs, if there is one.
    title: Option<String>,
    columns: Vec<Heading>,
    fill: Fill<'a, T>,
}

/// The heading of a column and its width, in half-width characters.
pub(crate) struct Heading {
    name: String,
    width: u32,
}

/// A heading of a column.
pub(crate) fn heading(name: impl Into<String>, width: u32) -> Heading {
    Heading { name: name.into(), width }
}

/// A table whose rows show one `T` each.
pub(crate) struct Table<'a, T> {
    /// The row of the headings.
    header: u32,
    groups: Vec<Group<'a, T>>,
    /// The last column that the title runs over, where it is not the last of all.
    title_end: Option<u32>,
}

impl<'a, T: 'a> Table<'a, T> {
    /// A table without columns yet, its headings in row `header`.
    pub fn new(header: u32) -> Table<'a, T> {
        Table { header, groups: Vec::new(), title_end: None }
    }

    /// Adds a column; `cell` is what stands in it, given where.
    pub fn column(
        self,
        name: impl Into<String>,
        width: u32,
        cell: impl Fn(&T, CellRef) -> Cell + Send + Sync + 'a,
    ) -> Table<'a, T> {
        self.columns([heading(name, width)], move |item, at| [cell(item, at)])
    }

    /// Adds 序号, counted from the first row.
    pub fn numbered(self) -> Table<'a, T> {
        let header = self.header;
        self.column("序号", 5, move |_, at| count_cell(Role::Centre, (at.row - header) as usize))
    }

    /// Adds neighbouring columns; `cells` are what stands in them, given where the first is.
    pub fn columns<const N: usize>(
        mut self,
        columns: [Heading; N],
        cells: impl Fn(&T, CellRef) -> [Cell; N] + Send + Sync + 'a,
    ) -> Table<'a, T> {
        let fill = move |item: &T, at: CellRef, row: &mut Row| row.cells.extend((at.col..).zip(cells(item, at)));
        self.groups.push(Group { title: None, columns: columns.into(), fill: Box::new(fill) });
        self
    }

    /// Puts a heading over the columns added last.
    pub fn under(mut self, title: impl Into<String>) -> Table<'a, T> {
        if let Some(group) = self.groups.last_mut() {
            group.title = Some(title.into());
        }
        self
    }

    /// Ends the title at the column added last.
    pub fn end_title(self) -> Table<'a, T> {
        Table { title_end: Some(self.last()), ..self }
    }

    /// The number of columns so far.
    pub fn width(&self) -> u32 {
        self.groups.iter().map(|group| group.columns.len() as u32).sum()
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

    /// A sheet for it, without a cell: columns, page, and what stays in sight (`frozen` columns, which stand on
    /// each page of a table too wide for one).
    fn sheet(&self, name: &str, frozen: u32) -> Sheet {
        let mut sheet = Sheet::new(name);
        let widths = self.groups.iter().flat_map(|group| &group.columns).map(|heading| heading.width);
        sheet.columns = widths.map(|width| Column { width, ..Column::default() }).collect();
        sheet.freeze = Some(CellRef::new(self.first_row(), frozen));
        let repeat_rows = Some((self.header, self.header_end()));
        let repeat_columns = (frozen > 0).then(|| (0, frozen - 1));
        sheet.print = Print { landscape: true, repeat_rows, repeat_columns, ..Print::default() };
        sheet
    }

    /// A sheet for it with a title, a note and the headings; `frozen` columns stay in sight.
    pub fn titled(&self, name: &str, frozen: u32, title: &str, note: String) -> Sheet {
        let mut sheet = self.sheet(name, frozen);
        let row = |row| Area::new((row, 0), (row, self.last()));
        sheet.put_merged(row(0), Cell::text(Role::Title, title));
        sheet.put_merged(row(1), Cell::text(Role::Note, note));
        self.put_headings(&mut sheet);
        sheet
    }

    /// A sheet of the result for it: an attachment with its mark, title and unit, and the headings.
    pub fn attachment(&self, name: &str, frozen: u32, texts: [&str; 3]) -> Sheet {
        let mut sheet = self.sheet(name, frozen);
        sheet.result = true;
        attachment_head(&mut sheet, self.title_end.unwrap_or(self.last()), texts);
        self.put_headings(&mut sheet);
        sheet
    }

    /// Puts the headings.
    fn put_headings(&self, sheet: &mut Sheet) {
        let mut col = 0;
        for group in &self.groups {
            let end = col + group.columns.len() as u32;
            if let Some(title) = &group.title {
                let area = Area::new((self.header, col), (self.header, end - 1));
                sheet.put_framed(area, Cell::text(Role::Header, title));
            }
            let top = if group.title.is_some() { self.header_end() } else { self.header };
            for (col, heading) in (col..end).zip(&group.columns) {
                let area = Area::new((top, col), (self.header_end(), col));
                sheet.put_framed(area, Cell::text(Role::Header, &heading.name));
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
