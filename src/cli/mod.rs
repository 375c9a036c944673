//! The command line: arguments, files and folders, saving, progress, exit codes. The only room that knows paths.
#![allow(clippy::disallowed_methods, reason = "files, folders and the clock are the business of this room")]

pub mod arguments;
pub mod commands;
pub mod files;
pub mod folder;
pub mod forms;
pub mod outcome;
pub mod paths;
pub mod progress;
pub mod save;

use crate::evaluate::{Evaluation, Refusal};
use crate::ground::Finding;
use crate::result::{NotFound, parts};
use crate::workbook::read::ReadError;
use std::path::Path;

/// Why a command could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A file is not there, or is not to be opened.
    #[error("打不开文件“{path}”：{reason}")]
    Open {
        /// The file.
        path: String,
        /// Why, in Chinese.
        reason: String,
    },
    /// The engine refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The result cannot be written.
    #[error(transparent)]
    Save(#[from] save::SaveError),
    /// The departments' forms cannot be written.
    #[error(transparent)]
    Forms(#[from] forms::FormsError),
    /// The command asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
}

impl From<ReadError> for RunError {
    fn from(error: ReadError) -> RunError {
        RunError::Refused(Refusal::Read(error))
    }
}

impl From<NotFound> for RunError {
    fn from(error: NotFound) -> RunError {
        RunError::Refused(error.into())
    }
}

impl From<Vec<Finding>> for RunError {
    fn from(faults: Vec<Finding>) -> RunError {
        RunError::Refused(Refusal::Faults(faults))
    }
}

/// Reads and scores a workbook: everything but the writing.
///
/// # Errors
/// [`RunError::Open`] and [`RunError::Refused`].
pub fn evaluate(input: &Path) -> Result<Evaluation, RunError> {
    let bytes = files::read_file(input)?;
    Ok(Evaluation::of_bytes(&files::name(input), &bytes)?)
}

/// The main job: scores a workbook and writes the result.
///
/// # Errors
/// See [`RunError`]; nothing is written then.
pub fn run(input: &Path, output: &Path) -> Result<Evaluation, RunError> {
    let evaluation = evaluate(input)?;
    save::save_lazy(parts(&evaluation), output)?;
    Ok(evaluation)
}
