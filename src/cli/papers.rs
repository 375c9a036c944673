//! The departments' reviewed forms and the documents, as files of a folder.

use crate::cli::RunError;
use crate::cli::batch::{Batch, DOCUMENTS, FORMS};
use crate::cli::save::{SaveError, replace};
use crate::documents::AllDocuments;
use crate::evaluate::{Refusal, Whole};
use crate::form::ReviewedForms;
use crate::word::{self, Document};
use crate::workbook::LazySheet;
use crate::workbook::write::verified;
use std::path::Path;

/// The reviewed forms, one file for each department or one for all.
///
/// # Errors
/// More departments than one workbook can have sheets; see [`Batch::plan`].
pub fn forms<'a>(whole: Whole<'a>, folder: &Path, in_one: bool) -> Result<Batch<'a>, RunError> {
    let forms = match in_one {
        true => ReviewedForms::in_one(whole).map_err(|error| RunError::Usage(error.to_string()))?,
        false => ReviewedForms::one_each(whole),
    };
    let names = forms.names.clone();
    Batch::plan(&FORMS, folder, &names, Box::new(move |at| Ok(verified(LazySheet::all(&forms.sheets(at)))?)))
}

/// Writes a document whole or not at all, and only if it reads back as it was meant.
///
/// # Errors
/// See [`SaveError`]; an older file of that name is then as it was.
pub fn save(document: &Document, path: &Path) -> Result<(), SaveError> {
    replace(path, &word::verified(document).map_err(SaveError::Target)?)
}

/// 公文
///
/// # Errors
/// Faults of 公文用语; see [`Batch::plan`].
pub fn documents<'a>(whole: Whole<'a>, folder: &Path) -> Result<Batch<'a>, RunError> {
    let documents = AllDocuments::of(whole).map_err(Refusal::Faults)?;
    let names = documents.names.clone();
    let make = move |at: usize| word::verified(&documents.document(at)).map_err(SaveError::Target);
    Batch::plan(&DOCUMENTS, folder, &names, Box::new(make))
}
