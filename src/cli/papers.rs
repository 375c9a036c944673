//! The departments' reviewed forms and the documents, as files of a folder.

use crate::cli::RunError;
use crate::cli::batch::{Batch, Sort};
use crate::cli::save::{SaveError, replace};
use crate::jobs::papers::Papers;
use crate::word::{self, Document};
use std::path::Path;

/// Papers of a sort, in a folder.
///
/// # Errors
/// See [`Batch::plan`].
pub fn batch<'a>(sort: &'static Sort, folder: &Path, papers: Papers<'a>) -> Result<Batch<'a>, RunError> {
    let names = papers.names.clone();
    Batch::plan(sort, folder, &names, Box::new(move |at| Ok(papers.bytes(at)?)))
}

/// Writes a document whole or not at all, and only if it reads back as it was meant.
///
/// # Errors
/// See [`SaveError`]; an older file of that name is then as it was.
pub fn save(document: &Document, path: &Path) -> Result<(), SaveError> {
    replace(path, &word::verified(document).map_err(SaveError::Target)?)
}
