//! A written workbook read back must hold what was meant, cell by cell.

use super::{ReadCell, text};
use crate::finding::{CellRef, Place};
use crate::quantity::{from_cell, to_cell};
use crate::sheet::{Sheet, Value};
use std::collections::BTreeMap;

/// For each place the value that was meant and the value that was found.
type Pairs = BTreeMap<CellRef, (Value, Value)>;

/// The cells of `read` that are not as `sheets` have them, in Chinese.
pub(super) fn differences(sheets: &[Sheet], read: Vec<ReadCell>) -> Vec<String> {
    let mut all: BTreeMap<String, Pairs> = sheets.iter().map(|sheet| (sheet.name.clone(), meant(sheet))).collect();
    for (sheet, cell, value) in read {
        all.entry(sheet).or_default().entry(cell).or_default().1 = stored(&value);
    }
    let unlike = |(sheet, pairs): (&String, &Pairs)| -> Vec<String> {
        let wrong = pairs.iter().filter(|(_, (meant, found))| meant != found);
        let line = |(cell, (meant, found)): (&CellRef, &(Value, Value))| {
            format!("{}：应为{}，读回{}", Place::cell(sheet, *cell), said(meant), said(found))
        };
        wrong.map(line).collect()
    };
    all.iter().flat_map(unlike).collect()
}

fn meant(sheet: &Sheet) -> Pairs {
    let rows = (0..).zip(&sheet.rows);
    let cells =
        rows.flat_map(|(row, cells)| cells.cells.iter().map(move |(col, cell)| (CellRef::new(row, *col), cell)));
    cells.map(|(at, cell)| (at, (stored(&cell.value), Value::Blank))).collect()
}

/// A value as a file can hold it: 15 digits, no control characters, no empty text.
fn stored(value: &Value) -> Value {
    match value {
        Value::Text(text) if !text.is_empty() => Value::Text(text::clean(text).into_owned()),
        Value::Number(number) => from_cell(to_cell(*number)).map_or(Value::Blank, Value::Number),
        Value::Blank | Value::Text(_) => Value::Blank,
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::Blank => "空".into(),
        Value::Text(text) => format!("“{}”", text.chars().take(50).collect::<String>()),
        Value::Number(number) => number.to_string(),
    }
}
