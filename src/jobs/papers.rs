//! The departments' reviewed forms and the documents: many files, each made when it is asked for.

use crate::documents::AllDocuments;
use crate::evaluate::{Refusal, Whole};
use crate::form::ReviewedForms;
use crate::jobs::JobError;
use crate::word;
use crate::workbook::LazySheet;
use crate::workbook::write::{WriteError, verified};

/// Makes the bytes of the file of a number.
type Make<'a> = Box<dyn Fn(usize) -> Result<Vec<u8>, Unwritten> + Sync + 'a>;

/// Files of one sort.
pub struct Papers<'a> {
    /// Their names, in order.
    pub names: Vec<String>,
    make: Make<'a>,
}

/// A file that does not read back as it was meant: a fault of this program.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// A workbook.
    #[error(transparent)]
    Workbook(#[from] WriteError),
    /// A document of Word.
    #[error("{0}")]
    Document(String),
}

impl Papers<'_> {
    /// The bytes of a file, read back.
    ///
    /// # Errors
    /// See [`Unwritten`].
    pub fn bytes(&self, at: usize) -> Result<Vec<u8>, Unwritten> {
        (self.make)(at)
    }
}

/// The reviewed forms, one file for each department or one for all.
///
/// # Errors
/// More departments than one workbook can have sheets.
pub fn forms(whole: Whole<'_>, in_one: bool) -> Result<Papers<'_>, JobError> {
    let forms = match in_one {
        true => ReviewedForms::in_one(whole).map_err(|error| JobError::Said(error.to_string()))?,
        false => ReviewedForms::one_each(whole),
    };
    let names = forms.names.clone();
    Ok(Papers { names, make: Box::new(move |at| Ok(verified(LazySheet::all(&forms.sheets(at)))?)) })
}

/// 公文
///
/// # Errors
/// Faults of 公文用语.
pub fn documents(whole: Whole<'_>) -> Result<Papers<'_>, JobError> {
    let documents = AllDocuments::of(whole).map_err(Refusal::Faults)?;
    let names = documents.names.clone();
    let make = move |at: usize| word::verified(&documents.document(at)).map_err(Unwritten::Document);
    Ok(Papers { names, make: Box::new(make) })
}
