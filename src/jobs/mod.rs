//! 办事: what a person asks for, from the bytes of files to the bytes of files. The command line and the page do the same
//! jobs by the same functions; what differs is where the bytes come from and where they go.

pub mod appealing;
pub mod collecting;
pub mod judging;
pub mod papers;
pub mod public;
pub mod reading;
pub mod recognise;
pub mod scoring;
pub mod templates;
pub mod typed;
pub mod view;

use crate::evaluate::Refusal;
use crate::jobs::papers::Unwritten;
use crate::scheme::name_sheets;
use crate::workbook::read::{self, Book};
use crate::workbook::write::WriteError;

/// A file: its name without folder, and what it holds.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why a job cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The engine refuses.
    #[error(transparent)]
    Refused(Refusal),
    /// The file is another than the one that the job is for.
    #[error("{what}{at_terminal}。")]
    Other {
        /// Which file it is, a whole sentence.
        what: String,
        /// What to do at the command line.
        at_terminal: String,
        /// What to do in the page.
        on_page: &'static str,
    },
    /// Anything else, in words.
    #[error("{0}")]
    Said(String),
}

impl<T: Into<Refusal>> From<T> for JobError {
    fn from(reason: T) -> JobError {
        JobError::Refused(reason.into())
    }
}

impl From<String> for JobError {
    fn from(why: String) -> JobError {
        JobError::Said(why)
    }
}

impl From<Unwritten> for JobError {
    fn from(error: Unwritten) -> JobError {
        JobError::Said(error.to_string())
    }
}

impl From<WriteError> for JobError {
    fn from(error: WriteError) -> JobError {
        JobError::Said(error.to_string())
    }
}

/// Reads a workbook, whatever its name says it is, with its sheets by their own names.
///
/// # Errors
/// What [`read::read_book`] and [`name_sheets`] refuse.
pub fn book(file: Input) -> Result<Book, Refusal> {
    let mut book = read::read_book(file.name, file.bytes)?;
    name_sheets(&mut book)?;
    Ok(book)
}
