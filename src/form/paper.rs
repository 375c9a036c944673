//! A form in the making: a sheet that grows row by row, and where its pages may begin.

use crate::ground::Area;
use crate::result::columns;
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::write::{PageStarts, paginate};
use crate::workbook::{Allowed, Role, Sheet, Validation};

/// A sheet and its next row.
pub struct Paper {
    /// What is written so far.
    pub sheet: Sheet,
    /// The next row.
    pub row: u32,
    starts: PageStarts,
}

impl Paper {
    /// An empty sheet with columns of these widths.
    pub fn new(name: &str, widths: &[u32]) -> Paper {
        let sheet = Sheet { columns: columns(widths), ..Sheet::new(name) };
        Paper { sheet, row: 0, starts: PageStarts { preferred: Vec::new(), possible: Vec::new() } }
    }

    /// A row of cells, each over columns `from..=to`; no height lets the text decide.
    pub fn line(&mut self, height: Option<u32>, cells: impl IntoIterator<Item = ((u32, u32), Cell)>) {
        for ((from, to), cell) in cells {
            self.sheet.put_framed(Area::new((self.row, from), (self.row, to)), cell);
        }
        self.end_row(height);
    }

    /// A row of headings, printed again on each page.
    pub fn headings(&mut self, names: &[&str]) {
        self.sheet.print.repeat_rows = Some((self.row, self.row));
        self.line(None, (0..).map(|col| (col, col)).zip(names.iter().map(|name| Cell::text(Role::Label, *name))));
    }

    /// Goes on to the next row.
    pub fn end_row(&mut self, height: Option<u32>) {
        let at = self.row as usize;
        if self.sheet.rows.len() <= at {
            self.sheet.rows.resize_with(at + 1, Row::default);
        }
        self.sheet.rows[at].height = height;
        self.row += 1;
    }

    /// One cell over the whole width; a table's cell has its border all round.
    pub fn wide(&mut self, height: Option<u32>, cell: Cell) {
        let last = self.sheet.columns.len() as u32 - 1;
        if matches!(cell.role, Role::Title | Role::Section | Role::Note | Role::Unit | Role::Attachment) {
            self.sheet.put_merged(Area::new((self.row, 0), (self.row, last)), cell);
            return self.end_row(height);
        }
        self.line(height, [((0, last), cell)]);
    }

    /// A page may begin here, in the best place if `group` begins.
    pub fn may_break(&mut self, group: bool) {
        self.starts.possible.push(self.row);
        if group {
            self.starts.preferred.push(self.row);
        }
    }

    /// What may stand in an area, and what to say while it is filled in; another value is only warned of.
    pub fn guard(&mut self, area: Area, allowed: Allowed, prompt: &str) {
        self.sheet.validations.push(Validation { area, allowed, prompt: prompt.to_string(), strict: false });
    }

    /// The finished sheet, its pages broken.
    pub fn finish(mut self) -> Sheet {
        paginate(&mut self.sheet, &self.starts);
        self.sheet
    }
}
