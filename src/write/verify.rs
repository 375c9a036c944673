//! A written workbook read back must hold what was meant, cell by cell.

use super::{ReadCell, text};
use crate::finding::{CellRef, Place};
use crate::quantity::{from_cell, to_cell};
use crate::sheet::{Sheet, Value};
use std::collections::BTreeMap;

/// The cells of `read` that are not as `sheets` have them, in Chinese.
pub(super) fn differences(sheets: &[Sheet], read: Vec<ReadCell>) -> Vec<String> {
    let meant = meant(sheets);
    let mut found: BTreeMap<Place, Value> = BTreeMap::new();
    for (sheet, cell, value) in read {
        found.insert(Place::cell(sheet, cell), stored(&value));
    }
    let mut places: Vec<&Place> = meant.keys().chain(found.keys()).collect();
    places.sort_unstable();
    places.dedup();
    let value = |values: &BTreeMap<Place, Value>, place: &Place| values.get(place).cloned().unwrap_or_default();
    let pairs = places.into_iter().map(|place| (place, value(&meant, place), value(&found, place)));
    let unlike = pairs.filter(|(_, meant, found)| meant != found);
    unlike.map(|(place, meant, found)| format!("{place}：应为{}，读回{}", said(&meant), said(&found))).collect()
}

fn meant(sheets: &[Sheet]) -> BTreeMap<Place, Value> {
    let mut meant = BTreeMap::new();
    for sheet in sheets {
        for (row, cells) in (0..).zip(sheet.rows.iter().map(|row| &row.cells)) {
            for (col, cell) in cells {
                meant.insert(Place::cell(&sheet.name, CellRef::new(row, *col)), stored(&cell.value));
            }
        }
    }
    meant
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
