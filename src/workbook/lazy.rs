//! Sheets that are made when their turn comes, and rows that are made when theirs comes: a large workbook is never
//! in memory as a whole.

use crate::workbook::sheet::{Row, Sheet};
use std::borrow::Cow;
use std::ops::Range;

/// A sheet yet to be made, so that the large sheets of a workbook need not be in memory together.
pub struct Part<'a> {
    /// Its name: links and formulas of other sheets may lead there.
    pub name: String,
    /// The names it will define.
    pub defines: Vec<String>,
    make: Box<dyn FnOnce() -> Made<'a> + Send + 'a>,
}

impl<'a> Part<'a> {
    /// A sheet to be made when its turn comes; it defines no names.
    pub fn later(name: impl Into<String>, make: impl FnOnce() -> Made<'a> + Send + 'a) -> Part<'a> {
        Part { name: name.into(), defines: Vec::new(), make: Box::new(make) }
    }

    /// A sheet that is there.
    pub fn made(sheet: Cow<'a, Sheet>) -> Part<'a> {
        let defines = sheet.names.iter().map(|(name, _)| name.clone()).collect();
        Part { name: sheet.name.clone(), defines, make: Box::new(|| Made { sheet, body: None }) }
    }

    /// All of a workbook that is there.
    pub fn all(sheets: &'a [Sheet]) -> Vec<Part<'a>> {
        sheets.iter().map(|sheet| Part::made(Cow::Borrowed(sheet))).collect()
    }

    /// Makes it.
    pub fn make(self) -> Made<'a> {
        (self.make)()
    }
}

/// A sheet of which only the head is there; the rows of its table are made as they are written.
pub struct Made<'a> {
    /// The sheet with its first rows. Merges, filter and print are those of the whole sheet.
    pub sheet: Cow<'a, Sheet>,
    /// The rows below them.
    pub body: Option<Body<'a>>,
}

/// The rows of a table, made one by one.
pub struct Body<'a> {
    count: usize,
    row: Box<dyn Fn(usize) -> Row + Send + Sync + 'a>,
}

impl<'a> Body<'a> {
    /// `count` rows; `row` makes each of its number, from 0, the same one each time.
    pub fn new(count: usize, row: impl Fn(usize) -> Row + Send + Sync + 'a) -> Body<'a> {
        Body { count, row: Box::new(row) }
    }
}

impl<'a> Made<'a> {
    /// A sheet that is there.
    pub fn whole(sheet: Sheet) -> Made<'a> {
        Made { sheet: Cow::Owned(sheet), body: None }
    }

    /// A sheet whose body follows its head.
    pub fn of(sheet: Sheet, body: Body<'a>) -> Made<'a> {
        Made { sheet: Cow::Owned(sheet), body: Some(body) }
    }

    /// How many rows the whole sheet has.
    pub fn count(&self) -> usize {
        self.sheet.rows.len() + self.body.as_ref().map_or(0, |body| body.count)
    }

    /// Some of its rows.
    pub fn rows(&self, range: Range<usize>) -> Cow<'_, [Row]> {
        let head = self.sheet.rows.len();
        match &self.body {
            None => Cow::Borrowed(&self.sheet.rows[range]),
            Some(body) => {
                range.map(|at| self.sheet.rows.get(at).cloned().unwrap_or_else(|| (body.row)(at - head))).collect()
            }
        }
    }

    /// The whole sheet.
    pub fn into_sheet(mut self) -> Cow<'a, Sheet> {
        if let Some(body) = self.body.take() {
            self.sheet.to_mut().rows.extend((0..body.count).map(body.row));
        }
        self.sheet
    }
}
