//! The command line: arguments, files and folders, saving, progress, exit codes. The only room that knows paths.
#![allow(clippy::disallowed_methods, reason = "files, folders and the clock are the business of this room")]

pub mod annex;
pub mod arguments;
pub mod batch;
pub mod commands;
pub mod files;
pub mod folder;
pub mod io_words;
pub mod judges;
pub mod menu;
pub mod outcome;
pub mod page;
pub mod papers;
pub mod paths;
pub mod progress;
pub mod save;
pub mod targets;
pub mod windows;

use crate::evaluate::{Evaluation, Evaluations, Refusal};
use crate::jobs::{Input, JobError, papers::Unwritten, scoring};
use crate::result::{lives, parts};
use std::path::Path;

/// Why a command could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The engine refuses.
    #[error(transparent)]
    Refused(Refusal),
    /// The result cannot be written.
    #[error(transparent)]
    Save(#[from] save::SaveError),
    /// The command asks for something that cannot be; a file or folder cannot be read or made.
    #[error("{0}")]
    Usage(String),
}

impl<T: Into<Refusal>> From<T> for RunError {
    fn from(reason: T) -> RunError {
        RunError::Refused(reason.into())
    }
}

impl From<JobError> for RunError {
    fn from(error: JobError) -> RunError {
        match error {
            JobError::Refused(refusal) => RunError::Refused(refusal),
            other => RunError::Usage(other.to_string()),
        }
    }
}

impl From<Unwritten> for save::SaveError {
    fn from(error: Unwritten) -> save::SaveError {
        match error {
            Unwritten::Workbook(error) => error.into(),
            Unwritten::Document(words) => save::SaveError::Target(words),
        }
    }
}

/// Reads and scores a workbook: everything but the writing.
///
/// # Errors
/// [`RunError::Usage`] where the file cannot be opened, and [`RunError::Refused`].
pub fn evaluate(input: &Path) -> Result<Evaluation, RunError> {
    Ok(evaluate_all(input)?.only()?)
}

/// The same for a workbook with one 评分表 or several.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_all(input: &Path) -> Result<Evaluations, RunError> {
    let (name, bytes) = (files::name(input), files::read_file(input)?);
    Ok(scoring::scored(Input { name: &name, bytes: &bytes })?)
}

/// The main job: scores a workbook and writes the result.
///
/// # Errors
/// See [`RunError`]; nothing is written then.
pub fn run(input: &Path, output: &Path) -> Result<Evaluation, RunError> {
    let evaluation = evaluate(input)?;
    save::save_lazy(parts(&evaluation, &lives(&evaluation)), output)?;
    Ok(evaluation)
}
