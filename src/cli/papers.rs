//! The departments' reviewed forms and the documents, as files of a folder.

use crate::cli::RunError;
use crate::cli::batch::{Batch, Sort};
use crate::jobs::papers::Papers;
use std::path::Path;

/// Papers of a sort, in a folder.
///
/// # Errors
/// See [`Batch::plan`].
pub fn batch<'a>(sort: &'static Sort, folder: &Path, papers: Papers<'a>) -> Result<Batch<'a>, RunError> {
    let names = papers.names.clone();
    Batch::plan(sort, folder, &names, Box::new(move |at| Ok(papers.bytes(at)?)))
}
