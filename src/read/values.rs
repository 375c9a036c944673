//! The values of a workbook that this program wrote itself, one after another: nothing is kept.

use super::cells::raw_of;
use super::{GridCell, Raw, calm, refused};
use crate::finding::CellRef;
use crate::number::original;
use crate::sheet::Value;
use calamine::{Reader, Xlsx};
use std::io::Cursor;

/// Tells `see` each cell that holds something, sheet by sheet, in the order of the file.
///
/// # Errors
/// What cannot be read, in the words of the library: it is this program's fault.
pub fn each_value(bytes: &[u8], see: &mut dyn FnMut(&str, CellRef, &Value)) -> Result<(), String> {
    calm::catch(|| walk(bytes, see).map_err(refused)).map_err(|error| error.to_string())
}

fn walk(bytes: &[u8], see: &mut dyn FnMut(&str, CellRef, &Value)) -> Result<(), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| error.to_string())?;
        while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
            let (row, col) = cell.get_position();
            if let Some(raw) = raw_of(cell.get_value().clone().into()) {
                see(&name, CellRef::new(row, col), &value(raw));
            }
        }
    }
    Ok(())
}

/// Whatever is neither text nor number was not meant, and differs.
fn value(raw: Raw) -> Value {
    match raw {
        Raw::Number(number) => Value::Number(number),
        Raw::Text(text) => Value::Text(text.into()),
        other => Value::Text(original(&GridCell { raw: other, percent: false, formula: false })),
    }
}
