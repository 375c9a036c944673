//! Lazy sheets and lazy rows: made when their turn comes, so that a large workbook is never in memory as a whole.

use crate::workbook::sheet::{Row, Sheet};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// A sheet that is made when it is written.
pub struct LazySheet<'a> {
    /// Its name: links and formulas of other sheets may lead there.
    pub name: String,
    /// The names it will define.
    pub defines: Vec<String>,
    make: Box<dyn FnOnce() -> StreamedSheet<'a> + Send + 'a>,
}

impl<'a> LazySheet<'a> {
    /// A sheet that defines no names.
    pub fn new(name: impl Into<String>, make: impl FnOnce() -> StreamedSheet<'a> + Send + 'a) -> LazySheet<'a> {
        LazySheet { name: name.into(), defines: Vec::new(), make: Box::new(make) }
    }

    /// The same sheet, which will define these names.
    pub fn defining(self, defines: Vec<String>) -> LazySheet<'a> {
        LazySheet { defines, ..self }
    }

    /// The same sheet, whose cells cannot be typed over by a slip of the hand.
    pub fn locked(self) -> LazySheet<'a> {
        let make = self.make;
        let locked = || {
            let mut sheet = make();
            sheet.head.to_mut().locked = true;
            sheet
        };
        LazySheet { make: Box::new(locked), ..self }
    }

    /// A sheet that is there already.
    pub fn ready(sheet: Cow<'a, Sheet>) -> LazySheet<'a> {
        let defines = sheet.names.iter().map(|(name, _)| name.clone()).collect();
        LazySheet { name: sheet.name.clone(), defines, make: Box::new(|| StreamedSheet::whole(sheet)) }
    }

    /// All sheets of a workbook that is there already.
    pub fn all(sheets: &'a [Sheet]) -> Vec<LazySheet<'a>> {
        sheets.iter().map(|sheet| LazySheet::ready(Cow::Borrowed(sheet))).collect()
    }

    /// Makes it.
    pub fn make(self) -> StreamedSheet<'a> {
        (self.make)()
    }
}

/// A sheet whose first rows are there and whose further rows are made as they are written.
pub struct StreamedSheet<'a> {
    /// The sheet with its first rows. Merges, filter and print are those of the whole sheet.
    pub head: Cow<'a, Sheet>,
    /// How many further rows there are.
    further: usize,
    row: Box<dyn Fn(usize) -> Row + Send + Sync + 'a>,
}

impl From<Sheet> for StreamedSheet<'_> {
    fn from(sheet: Sheet) -> Self {
        StreamedSheet::whole(Cow::Owned(sheet))
    }
}

impl<'a> StreamedSheet<'a> {
    /// A sheet with `further` rows; `row` makes each of its number, from 0, the same one each time.
    pub fn new(head: Sheet, further: usize, row: impl Fn(usize) -> Row + Send + Sync + 'a) -> StreamedSheet<'a> {
        StreamedSheet { head: Cow::Owned(head), further, row: Box::new(row) }
    }

    fn whole(head: Cow<'a, Sheet>) -> StreamedSheet<'a> {
        StreamedSheet { head, further: 0, row: Box::new(|_| Row::default()) }
    }

    /// How many rows the whole sheet has.
    pub fn count(&self) -> usize {
        self.head.rows.len() + self.further
    }

    /// Some of its rows.
    pub fn rows(&self, range: Range<usize>) -> Cow<'_, [Row]> {
        let head = &self.head.rows;
        match head.get(range.clone()) {
            Some(rows) => Cow::Borrowed(rows),
            None => range.map(|at| head.get(at).cloned().unwrap_or_else(|| (self.row)(at - head.len()))).collect(),
        }
    }

    /// The whole sheet.
    pub fn into_sheet(mut self) -> Cow<'a, Sheet> {
        if self.further > 0 {
            self.head.to_mut().rows.par_extend((0..self.further).into_par_iter().map(self.row));
        }
        self.head
    }
}
