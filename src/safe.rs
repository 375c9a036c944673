//! Saving with a second look: the bytes of a workbook are read back by the reader and compared cell by cell
//! with what was meant, before a file of that name is touched.

use crate::finding::CellRef;
use crate::number::original;
use crate::read::{GridCell, Raw, read_bytes};
use crate::sheet::{Sheet, Value};
use crate::write::{ReadCell, WriteError, save_verified};
use std::path::Path;

/// Writes a workbook whole or not at all, and only if it reads back as it was meant.
///
/// # Errors
/// See [`WriteError`]; an older file of that name is then as it was.
pub fn save(sheets: &[Sheet], path: &Path) -> Result<(), WriteError> {
    save_verified(sheets, path, read_cells)
}

/// All cells of a workbook in memory.
fn read_cells(bytes: &[u8]) -> Result<Vec<ReadCell>, String> {
    let book = read_bytes(bytes).map_err(|error| error.to_string())?;
    let mut cells = Vec::new();
    for grid in &book.sheets {
        for row in &grid.rows {
            let values = row.cells.iter().map(|(col, cell)| (CellRef::new(row.index, *col), value(cell)));
            cells.extend(values.map(|(at, value)| (grid.name.clone(), at, value)));
        }
    }
    Ok(cells)
}

/// A formula whose stored result is empty holds nothing; whatever is neither text nor number was not meant.
fn value(cell: &GridCell) -> Value {
    match &cell.raw {
        Raw::Number(number) => Value::Number(*number),
        Raw::NoResult => Value::Blank,
        _ => Value::Text(original(cell)),
    }
}
