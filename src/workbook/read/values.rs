//! The values of a workbook that this program wrote itself, one after another.

use crate::ground::CellRef;
use crate::ground::quantity::CellNumber;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::panic_guard;
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use rayon::prelude::*;
use std::borrow::Cow;
use std::io::Cursor;

/// What a file stores in a cell that holds something.
#[derive(Clone, Debug, Hash, PartialEq)]
pub enum StoredValue<'a> {
    /// Text that is not empty.
    Text(Cow<'a, str>),
    /// A number.
    Number(CellNumber),
    /// What this program never writes: a date, a truth value, an error.
    Other,
}

/// The sheets of a smaller file are shared out once: whoever takes more of them reads the shared texts again.
const SMALL: usize = 1 << 20;

/// What each sheet holds, in their order: `see` is given every cell that holds something, in the order of the file,
/// with the sheet's own `T`. The sheets are read on all cores.
///
/// # Errors
/// What cannot be read, in the words of the library: it is this program's fault.
pub fn each_sheet<T: Default + Send>(
    bytes: &[u8],
    see: impl Fn(&mut T, CellRef, StoredValue) + Sync,
) -> Result<Vec<(String, T)>, String> {
    let names = panic_guard::catch(|| Ok(open(bytes)?.sheet_names())).map_err(|error| error.to_string())?;
    let share = names.len().div_ceil(rayon::current_num_threads()).max(1);
    let together = if bytes.len() < SMALL { share } else { 1 };
    let some = |names: &[String]| {
        panic_guard::catch(|| {
            let mut book = open(bytes)?;
            names
                .iter()
                .map(|name| Ok((name.clone(), read_sheet(&mut book, name, &see)?)))
                .collect::<Result<Vec<_>, _>>()
        })
    };
    let all: Vec<Vec<_>> = names
        .par_chunks(together)
        .with_max_len(1)
        .map(some)
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    Ok(all.into_iter().flatten().collect())
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Book<'_>, ReadError> {
    Xlsx::new(Cursor::new(bytes)).map_err(refuse)
}

fn refuse(error: XlsxError) -> ReadError {
    refused(error.to_string())
}

fn read_sheet<T: Default>(
    book: &mut Book,
    name: &str,
    see: impl Fn(&mut T, CellRef, StoredValue),
) -> Result<T, ReadError> {
    let mut seen = T::default();
    let mut cells = book.worksheet_cells_reader(name).map_err(refuse)?;
    while let Some(cell) = cells.next_cell().map_err(refuse)? {
        let (row, col) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty | DataRef::SharedString("") => continue,
            DataRef::String(text) if text.is_empty() => continue,
            DataRef::String(text) => StoredValue::Text(text.into()),
            DataRef::SharedString(text) => StoredValue::Text((*text).into()),
            DataRef::Float(number) => StoredValue::Number((*number).into()),
            _ => StoredValue::Other,
        };
        see(&mut seen, CellRef::new(row, col), value);
    }
    Ok(seen)
}
