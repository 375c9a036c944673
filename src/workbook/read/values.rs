//! The values of a workbook that this program wrote itself, one after another.

use crate::ground::CellRef;
use crate::ground::quantity::CellNumber;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::{guard, panic_guard};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use rayon::prelude::*;
use std::borrow::Cow;
use std::cmp::Reverse;
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

/// What each sheet holds, in their order: `see` is given every cell that holds something, in the order of the file,
/// with the sheet's own `T`. The sheets are read on all cores.
///
/// # Errors
/// What cannot be read, in the words of the library: it is this program's fault.
pub fn each_sheet<T: Default + Send>(
    bytes: &[u8],
    see: impl Fn(&mut T, CellRef, StoredValue) + Sync,
) -> Result<Vec<(String, T)>, String> {
    let read = |share: Vec<usize>| {
        panic_guard::catch(|| {
            let mut book = open(bytes)?;
            let names = book.sheet_names();
            let read = |at: usize| Ok((at, (names[at].clone(), read_sheet(&mut book, &names[at], &see)?)));
            share.into_iter().map(read).collect::<Result<Vec<_>, ReadError>>()
        })
    };
    let all = || {
        let shares = panic_guard::catch(|| shares(bytes))?;
        shares.into_par_iter().map(read).collect::<Result<Vec<Vec<_>>, ReadError>>()
    };
    let mut all: Vec<_> = all().map_err(|error| error.to_string())?.into_iter().flatten().collect();
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, sheet)| sheet).collect())
}

/// The numbers of the sheets, shared out to the cores: the largest first, each to who has the least. Whoever reads
/// reads the shared texts too, so that nobody comes twice.
fn shares(bytes: &[u8]) -> Result<Vec<Vec<usize>>, ReadError> {
    let mut file = guard::open(bytes)?;
    // they are numbered in their order, as this program writes them
    let size = |at: usize| Some((file.by_name(&format!("xl/worksheets/sheet{}.xml", at + 1)).ok()?.size(), at));
    let mut sheets: Vec<(u64, usize)> = (0..).map_while(size).collect();
    sheets.sort_by_key(|(size, at)| (Reverse(*size), *at));
    let mut shares = vec![(0, Vec::new()); rayon::current_num_threads()];
    for (size, at) in sheets {
        if let Some((load, share)) = shares.iter_mut().min_by_key(|(load, _)| *load) {
            *load += size;
            share.push(at);
        }
    }
    Ok(shares.into_iter().map(|(_, share)| share).filter(|share| !share.is_empty()).collect())
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
