//! A page that is filled from top to bottom: paragraphs, key figures, small tables, charts.

use crate::ground::Area;
use crate::result::columns;
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Chart, Role, Sheet, Value};
use std::ops::RangeInclusive;

/// Height of the rows that a chart takes, in points; [`ROW_PIXELS`] is the same.
const ROW_HEIGHT: u32 = 21;
/// The same in pixels.
pub(crate) const ROW_PIXELS: u32 = 28;
/// Characters of a name that stand in one line beside a chart.
const SHORT_NAME: usize = 11;
/// Height of a row of key figures, in points.
const FIGURE_HEIGHT: u32 = 30;
/// Key figures in a line, each as wide as two columns.
const FIGURES: usize = 4;

/// A key figure with what it is called.
pub(crate) struct Figure {
    /// The figure.
    pub cell: Cell,
    /// What stands below it.
    pub caption: String,
}

/// Whether the name that begins a row beside a chart needs two lines.
fn is_long(row: &Row) -> bool {
    let name = row.get(0).map(|cell| &cell.value);
    matches!(name, Some(Value::Text(name)) if name.chars().count() > SHORT_NAME)
}

/// A sheet and its next free row.
pub(crate) struct Page {
    /// The sheet so far.
    pub sheet: Sheet,
    /// The next free row.
    pub row: u32,
}

impl Page {
    /// An empty page of these columns.
    pub fn new(name: &str, widths: &[u32]) -> Page {
        let mut sheet = Sheet::new(name);
        sheet.result = true;
        sheet.columns = columns(widths);
        Page { sheet, row: 0 }
    }

    /// One cell over the whole width, without a frame.
    pub fn wide(&mut self, cell: Cell) {
        let last = self.sheet.columns.len() as u32 - 1;
        self.sheet.put_merged(Area::new((self.row, 0), (self.row, last)), cell);
        self.row += 1;
    }

    /// A paragraph.
    pub fn note(&mut self, text: impl Into<String>) {
        self.wide(Cell::text(Role::Note, text));
    }

    /// The heading of a section, a row further down.
    pub fn section(&mut self, text: &str) {
        self.row += 1;
        self.wide(Cell::text(Role::Section, text));
    }

    /// One framed row: cells over the columns that each takes.
    pub fn framed(&mut self, cells: impl IntoIterator<Item = (RangeInclusive<u32>, Cell)>) {
        for (columns, cell) in cells {
            self.sheet.put_framed(Area::new((self.row, *columns.start()), (self.row, *columns.end())), cell);
        }
        self.row += 1;
    }

    /// Gives the last row a height in points.
    pub fn last_row_height(&mut self, height: u32) {
        if let Some(row) = self.sheet.rows.last_mut() {
            row.height = Some(height);
        }
    }

    /// A table: the columns that each heading takes, then rows of cells.
    pub fn table<R: IntoIterator<Item = Cell>>(
        &mut self,
        headings: &[(RangeInclusive<u32>, &str)],
        rows: impl IntoIterator<Item = R>,
    ) {
        self.framed(headings.iter().map(|(columns, name)| (columns.clone(), Cell::text(Role::Header, *name))));
        for row in rows {
            self.framed(headings.iter().map(|(columns, _)| columns.clone()).zip(row));
        }
    }

    /// Key figures, four in a line.
    pub fn figures(&mut self, figures: &[Figure]) {
        for line in figures.chunks(FIGURES) {
            for (col, figure) in (0..).step_by(2).zip(line) {
                let area = |row| Area::new((row, col), (row, col + 1));
                self.sheet.put_framed(area(self.row), figure.cell.clone());
                self.sheet.put_framed(area(self.row + 1), Cell::text(Role::Caption, &figure.caption));
            }
            self.sheet.rows[self.row as usize].height = Some(FIGURE_HEIGHT);
            self.row += 2;
        }
    }

    /// A chart that takes so many rows from the one of its first cell on.
    pub fn chart(&mut self, chart: Chart, rows: u32) {
        let top = chart.at.row;
        self.sheet.charts.push(chart);
        self.row = top + rows;
        let rows = self.row as usize;
        self.sheet.rows.resize_with(self.sheet.rows.len().max(rows), Default::default);
        for row in &mut self.sheet.rows[top as usize..rows] {
            row.height = Some(if is_long(row) { 2 * ROW_HEIGHT } else { ROW_HEIGHT });
        }
    }
}
