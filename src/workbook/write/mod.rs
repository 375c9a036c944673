//! [`Sheet`]s → a workbook file. The only users of rust_xlsxwriter are in this folder.
//!
//! ```text
//! Sheets ── lint ──► problems, or
//!        ── cells, page, charts, validations ──► bytes, read back and compared (verify)
//!        ── long, rows, pack (sheets of many rows) ──►
//! ```
//!
//! style.rs says how a [`Role`](crate::workbook::sheet::Role) is shown, layout.rs how wide and high cells are,
//! spread.rs on which pages the columns of a sheet go.
//!
//! Order of use: error, text, pack, style ← formula, verify, layout ← lint, cells, spread ← page, charts, validations, rows,
//! paginate ← long ← writer.

mod cells;
mod charts;
mod error;
mod formula;
mod layout;
mod lint;
mod long;
mod pack;
mod page;
mod paginate;
mod rows;
mod spread;
mod style;
mod text;
mod validations;
mod verify;
mod writer;

use crate::workbook::lazy::LazySheet;
use crate::workbook::read::each_sheet;
use crate::workbook::sheet::Sheet;
use crate::workbook::write::verify::{SheetDigest, differences};
use std::borrow::Cow;

pub use crate::workbook::write::error::WriteError;
pub use crate::workbook::write::layout::rows_needed;
pub use crate::workbook::write::lint::lint;
pub use crate::workbook::write::paginate::{PageStarts, paginate};
pub use crate::workbook::write::text::{SIGNS, Wrapping, most_lines};

/// A sheet as its file will have it: what stands over several pages ends on the first or stands on each.
pub fn on_pages(sheet: Sheet) -> Sheet {
    let mut sheet = Cow::Owned(sheet);
    spread::keep_on_pages(&mut sheet);
    sheet.into_owned()
}

/// The bytes of a workbook; the same sheets give the same bytes.
///
/// # Errors
/// [`WriteError`] with what [`lint()`] found.
pub fn to_bytes(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    Ok(writer::write(LazySheet::all(sheets))?.bytes)
}

/// The bytes of a workbook, after they were read back by another library and each cell was found as it was meant.
///
/// # Errors
/// [`WriteError`] as for [`to_bytes`], or with the rows that differ.
pub fn verified(sheets: Vec<LazySheet>) -> Result<Vec<u8>, WriteError> {
    let written = writer::write(sheets)?;
    let found = each_sheet(&written.bytes, SheetDigest::add).map_err(WriteError)?;
    let differences = differences(&written.digests, found);
    if differences.is_empty() { Ok(written.bytes) } else { Err(WriteError::of(&differences)) }
}
