//! The values of a workbook that this program wrote itself, one after another: nothing is kept.

use super::{calm, refused};
use crate::finding::CellRef;
use crate::quantity::CellNumber;
use calamine::{DataRef, Reader, Xlsx};
use std::io::Cursor;

/// What a cell holds.
pub enum Content<'a> {
    /// Text.
    Text(&'a str),
    /// A number.
    Number(CellNumber),
    /// A date, a truth value, an error.
    Other,
}

/// Tells `see` each cell that holds something, sheet by sheet, in the order of the file.
///
/// # Errors
/// What cannot be read, in the words of the library: it is this program's fault.
pub fn each_value(bytes: &[u8], see: &mut dyn FnMut(&str, CellRef, Content)) -> Result<(), String> {
    calm::catch(|| walk(bytes, see).map_err(refused)).map_err(|error| error.to_string())
}

fn walk(bytes: &[u8], see: &mut dyn FnMut(&str, CellRef, Content)) -> Result<(), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| error.to_string())?;
        while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
            let (row, col) = cell.get_position();
            let content = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::String(text) => Content::Text(text),
                DataRef::SharedString(text) => Content::Text(text),
                DataRef::Float(number) => Content::Number((*number).into()),
                _ => Content::Other,
            };
            see(&name, CellRef::new(row, col), content);
        }
    }
    Ok(())
}
