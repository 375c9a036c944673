//! Verified save: a written workbook read back must hold what was meant, cell by cell.
//!
//! What was meant is kept as one hash for each row, so that a large workbook need not be kept to be checked.

use crate::ground::CellRef;
use crate::ground::quantity::to_cell;
use crate::workbook::read::StoredValue;
use crate::workbook::sheet::{Rows, Value};
use crate::workbook::write::text;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a sheet holds: the number and the hash of each row that holds something.
#[derive(Default)]
pub(crate) struct SheetDigest {
    rows: Vec<(u32, u64)>,
    /// The row that cells are being added to.
    open: Option<(u32, DefaultHasher)>,
}

/// The sheets of a workbook, in their order.
pub(crate) type Digests = Vec<(String, SheetDigest)>;

impl SheetDigest {
    /// Of rows as they are meant.
    pub(crate) fn of(rows: Rows) -> SheetDigest {
        let mut digest = SheetDigest::default();
        for (at, cell) in rows.cells() {
            if let Some(value) = stored(&cell.value) {
                digest.add(at, value);
            }
        }
        digest.close();
        digest
    }

    /// Adds a cell: row by row, in the order of the columns.
    pub(crate) fn add(&mut self, at: CellRef, value: StoredValue) {
        if self.open.as_ref().is_none_or(|(row, _)| *row != at.row) {
            self.close();
        }
        let (_, hasher) = self.open.get_or_insert_with(|| (at.row, DefaultHasher::new()));
        (at.col, value).hash(hasher);
    }

    /// Adds the rows below.
    pub(crate) fn append(&mut self, next: SheetDigest) {
        self.rows.extend(next.rows);
    }

    /// Ends a row.
    fn close(&mut self) {
        if let Some((row, hasher)) = self.open.take() {
            self.rows.push((row, hasher.finish()));
        }
    }
}

/// What a file stores of a value, none of an empty one.
fn stored(value: &Value) -> Option<StoredValue<'_>> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(StoredValue::Text(text::clean(text))),
        Value::Number(number) => Some(StoredValue::Number(to_cell(*number).into())),
        Value::Blank | Value::Text(_) => None,
    }
}

/// Where a workbook read back, `found`, is not as it was meant, in Chinese.
pub(crate) fn differences(meant: &Digests, mut found: Digests) -> Vec<String> {
    if !meant.iter().map(|(name, _)| name).eq(found.iter().map(|(name, _)| name)) {
        return vec!["读回的工作表或其次序不同".into()];
    }
    let mut lines = Vec::new();
    for ((sheet, meant), (_, found)) in meant.iter().zip(&mut found) {
        found.close();
        if meant.rows == found.rows {
            continue;
        }
        let rows = |one: &SheetDigest| -> BTreeSet<(u32, u64)> { one.rows.iter().copied().collect() };
        let unlike: BTreeSet<u32> = rows(meant).symmetric_difference(&rows(found)).map(|(row, _)| *row).collect();
        lines.extend(unlike.iter().map(|row| format!("{sheet}!{}：读回的内容与应写的不同", row + 1)));
        if unlike.is_empty() {
            lines.push(format!("{sheet}：读回的行次序不同"));
        }
    }
    lines
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
        let meant = vec![("表".to_string(), SheetDigest::of(sheet.all_rows()))];
        let number = |number| StoredValue::Number(to_cell(number).into());
        let text = |text: &'static str| StoredValue::Text(text.into());
        let read = |name: &str, cells: Vec<(u32, StoredValue<'static>)>| {
            let mut digest = SheetDigest::default();
            cells.into_iter().for_each(|(col, value)| digest.add(CellRef::new(0, col), value));
            digest.add(CellRef::new(2, 0), text("丙"));
            differences(&meant, vec![(name.to_string(), digest)])
        };
        let whole = || vec![(0, number(dec!(95.5))), (1, text("甲\n乙"))];
        assert_eq!(read("表", whole()), [""; 0]);
        let mut turned = SheetDigest::default();
        turned.add(CellRef::new(2, 0), text("丙"));
        whole().into_iter().for_each(|(col, value)| turned.add(CellRef::new(0, col), value));
        assert_eq!(differences(&meant, vec![("表".to_string(), turned)]), ["表：读回的行次序不同"]);
        assert_eq!(read("他", whole()), ["读回的工作表或其次序不同"]);
        let first_row = ["表!1：读回的内容与应写的不同"];
        let (mut altered, mut twice, mut more) = (whole(), whole(), whole());
        altered[0].1 = number(dec!(59.5));
        twice.push((1, text("甲\n乙")));
        more.push((2, text("多")));
        let moved = vec![(1, number(dec!(95.5))), (2, text("甲\n乙"))];
        let as_text = vec![(0, text("95.5")), (1, text("甲\n乙"))];
        let lost = vec![(0, number(dec!(95.5)))];
        for cells in [altered, twice, more, moved, as_text, lost] {
            assert_eq!(read("表", cells), first_row);
        }
    }
}
