//! A written workbook read back must hold what was meant, cell by cell.
//!
//! What was meant is kept as one number for each row, so that a large workbook need not be kept to be checked.

use crate::ground::place::CellRef;
use crate::ground::quantity::{CellNumber, to_cell};
use crate::workbook::sheet::{Rows, Value};
use crate::workbook::write::text;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a sheet holds: for each row that holds something a number made of its cells.
#[derive(Default)]
pub struct Seal {
    rows: Vec<(u32, u64)>,
    /// The row that cells are being added to.
    open: Option<(u32, DefaultHasher)>,
}

/// The sheets of a workbook, in their order, each with its seal.
pub type Seals = Vec<(String, Seal)>;

impl Seal {
    /// Of rows as they are meant.
    pub(crate) fn of(rows: Rows) -> Seal {
        let mut seal = Seal::default();
        rows.cells().for_each(|(at, cell)| seal.see(at, stored(&cell.value)));
        seal.close();
        seal
    }

    /// Takes a cell: row by row, in the order of the columns.
    pub fn see(&mut self, at: CellRef, value: Stored) {
        if value == Stored::Nothing {
            return;
        }
        if self.open.as_ref().is_none_or(|(row, _)| *row != at.row) {
            self.close();
        }
        let (_, hasher) = self.open.get_or_insert_with(|| (at.row, DefaultHasher::new()));
        (at.col, value).hash(hasher);
    }

    /// Takes the rows below.
    pub(crate) fn join(&mut self, next: Seal) {
        self.rows.extend(next.rows);
    }

    /// Ends a row.
    fn close(&mut self) {
        if let Some((row, hasher)) = self.open.take() {
            self.rows.push((row, hasher.finish()));
        }
    }
}

/// Where a workbook read back, `found`, is not as it was meant, in Chinese.
pub(crate) fn differences(meant: &Seals, mut found: Seals) -> Vec<String> {
    let names = |sheets: &Seals| -> Vec<String> { sheets.iter().map(|(name, _)| name.clone()).collect() };
    if names(meant) != names(&found) {
        return vec!["读回的工作表或其次序不同".into()];
    }
    let mut lines = Vec::new();
    for ((sheet, meant), (_, found)) in meant.iter().zip(&mut found) {
        found.close();
        if meant.rows == found.rows {
            continue;
        }
        let rows = |one: &Seal| -> BTreeSet<(u32, u64)> { one.rows.iter().copied().collect() };
        let unlike: BTreeSet<u32> = rows(meant).symmetric_difference(&rows(found)).map(|(row, _)| *row).collect();
        lines.extend(unlike.iter().map(|row| format!("{sheet}!{}：读回的内容与应写的不同", row + 1)));
        if unlike.is_empty() {
            lines.push(format!("{sheet}：读回的行次序不同"));
        }
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::sheet::{Cell, Format, Role, Sheet};
    use rust_decimal::dec;

    #[test]
    fn what_is_read_back_must_be_what_was_meant() {
        let mut sheet = Sheet::new("表");
        sheet.put(0, 0, Cell::number(Role::Number, dec!(95.5), Format::Places(2)));
        sheet.put(0, 1, Cell::text(Role::Text, "甲\r\n乙"));
        sheet.put(2, 0, Cell::text(Role::Text, "丙"));
        let meant = vec![("表".to_string(), Seal::of(sheet.all_rows()))];
        let number = |number| Stored::Number(to_cell(number).into());
        let text = |text: &'static str| Stored::Text(text.into());
        let read = |name: &str, cells: Vec<(u32, Stored<'static>)>| {
            let mut seal = Seal::default();
            cells.into_iter().for_each(|(col, value)| seal.see(CellRef::new(0, col), value));
            seal.see(CellRef::new(2, 0), text("丙"));
            differences(&meant, vec![(name.to_string(), seal)])
        };
        let whole = || vec![(0, number(dec!(95.5))), (1, text("甲\n乙"))];
        assert_eq!(read("表", whole()), [""; 0]);
        assert_eq!(read("他", whole()), ["读回的工作表或其次序不同"]);
        let first_row = ["表!1：读回的内容与应写的不同"];
        let (mut altered, mut twice, mut more) = (whole(), whole(), whole());
        altered[0].1 = number(dec!(59.5));
        twice.push((1, text("甲\n乙")));
        more.push((2, text("多")));
        let moved = vec![(1, number(dec!(95.5))), (2, text("甲\n乙"))];
        let lost = vec![(0, number(dec!(95.5)))];
        for cells in [altered, twice, more, moved, lost] {
            assert_eq!(read("表", cells), first_row);
        }
    }
}
