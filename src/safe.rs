//! Saving with a second look: the bytes of a workbook are read back by another library and compared, cell by
//! cell, with what was meant, before a file of that name is touched.

use crate::part::Part;
use crate::read::{Content, each_sheet};
use crate::sheet::Sheet;
use crate::write::{Seal, Stored, WriteError, save_verified};
use std::path::Path;

/// Writes a workbook whole or not at all, and only if it reads back as it was meant.
///
/// # Errors
/// See [`WriteError`]; an older file of that name is then as it was.
pub fn save(sheets: &[Sheet], path: &Path) -> Result<(), WriteError> {
    save_parts(Part::all(sheets), path)
}

/// The same for sheets that are made one after another.
///
/// # Errors
/// As [`save`].
pub fn save_parts(parts: Vec<Part>, path: &Path) -> Result<(), WriteError> {
    save_verified(parts, path, |bytes| {
        each_sheet(bytes, |seal: &mut Seal, at, content| {
            let stored = match content {
                Content::Text("") => Stored::Nothing,
                Content::Text(text) => Stored::Text(text.into()),
                Content::Number(number) => Stored::Number(number),
                Content::Other => Stored::Other,
            };
            seal.see(at, stored);
        })
    })
}
