//! A written workbook read back must hold what was meant, cell by cell.
//!
//! What was meant is kept as one number for each row, so that a large workbook need not be kept to be checked.

use super::text;
use crate::finding::CellRef;
use crate::quantity::{CellNumber, to_cell};
use crate::sheet::{Sheet, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The content of a workbook: for each sheet its rows, each with a number made of what its cells hold.
#[derive(Default)]
pub(super) struct Seal {
    sheets: Vec<(String, Vec<(u32, u64)>)>,
    /// The row that cells are being added to.
    open: Option<(u32, DefaultHasher)>,
}

impl Seal {
    /// Takes a sheet as it is meant.
    pub(super) fn add(&mut self, sheet: &Sheet) {
        for (row, cells) in (0..).zip(sheet.rows.iter().map(|row| &row.cells)) {
            for (col, cell) in cells {
                self.see(&sheet.name, CellRef::new(row, *col), stored(&cell.value));
            }
        }
    }

    /// Takes a cell: sheet by sheet, row by row, in the order of the columns.
    pub(super) fn see(&mut self, sheet: &str, at: CellRef, value: Stored) {
        if value == Stored::Nothing {
            return;
        }
        if self.sheets.last().is_none_or(|(name, _)| name != sheet) {
            self.close();
            self.sheets.push((sheet.to_string(), Vec::new()));
        }
        if self.open.as_ref().is_none_or(|(row, _)| *row != at.row) {
            self.close();
        }
        let (_, hasher) = self.open.get_or_insert_with(|| (at.row, DefaultHasher::new()));
        (at.col, value).hash(hasher);
    }

    /// Ends a row.
    fn close(&mut self) {
        if let (Some((row, hasher)), Some((_, rows))) = (self.open.take(), self.sheets.last_mut()) {
            rows.push((row, hasher.finish()));
        }
    }

    /// The rows that are not as `self` has them, in Chinese.
    pub(super) fn differences(mut self, mut found: Seal) -> Vec<String> {
        self.close();
        found.close();
        if self.sheets == found.sheets {
            return Vec::new();
        }
        let (meant, found) = (self.rows(), found.rows());
        let places: BTreeSet<_> = meant.keys().chain(found.keys()).collect();
        let unlike = places.into_iter().filter(|place| meant.get(*place) != found.get(*place));
        let mut lines: Vec<String> =
            unlike.map(|(sheet, row)| format!("{sheet}!{}：读回的内容与应写的不同", row + 1)).collect();
        if lines.is_empty() {
            lines.push("读回的行或工作表次序不同".into());
        }
        lines
    }

    fn rows(&self) -> BTreeMap<(&str, u32), u64> {
        let rows = self.sheets.iter().flat_map(|(sheet, rows)| rows.iter().map(move |row| (sheet.as_str(), row)));
        rows.map(|(sheet, (row, seal))| ((sheet, *row), *seal)).collect()
    }
}

/// What a file holds of a value.
#[derive(Hash, PartialEq, Debug, Clone)]
pub enum Stored<'a> {
    /// Nothing, or a text without characters.
    Nothing,
    /// Text without control characters.
    Text(Cow<'a, str>),
    /// A number.
    Number(CellNumber),
    /// Whatever is not written: a date, a truth value, an error.
    Other,
}

fn stored(value: &Value) -> Stored<'_> {
    match value {
        Value::Text(text) if !text.is_empty() => Stored::Text(text::clean(text)),
        Value::Number(number) => Stored::Number(to_cell(*number).into()),
        Value::Blank | Value::Text(_) => Stored::Nothing,
    }
}
