//! The reviewed forms in a folder.

use crate::cli::RunError;
use crate::cli::files::read_book;
use crate::cli::save::save;
use crate::evaluate::Evaluation;
use crate::form::{ReviewedForms, holds_reviewed_forms};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// How many files an error names.
const MOST: usize = 5;

fn list(paths: &[PathBuf]) -> String {
    let named = paths.iter().take(MOST).map(|path| path.display().to_string());
    let more = if paths.len() > MOST { format!("等{}个", paths.len()) } else { String::new() };
    format!("{}{more}", named.collect::<Vec<_>>().join("、"))
}

/// The forms and where they go.
pub struct Forms<'a> {
    /// The files, one for each department, or the one for all.
    pub paths: Vec<PathBuf>,
    forms: ReviewedForms<'a>,
}

impl<'a> Forms<'a> {
    /// Makes the folder; nothing that is no reviewed form is to be overwritten.
    ///
    /// # Errors
    /// More departments than one workbook can have sheets; the folder cannot be made, or is a file; files of those names
    /// are there that are no reviewed forms.
    pub fn plan(evaluation: &'a Evaluation, folder: &Path, in_one: bool) -> Result<Forms<'a>, RunError> {
        let forms = match in_one {
            true => ReviewedForms::in_one(evaluation).map_err(|error| RunError::Usage(error.to_string()))?,
            false => ReviewedForms::one_each(evaluation),
        };
        fs::create_dir_all(folder).map_err(|error| {
            let reason = match folder.is_file() {
                true => "这是一个文件。请换一个文件夹名".to_string(),
                false => format!("{error}。请换一个可以写入的位置"),
            };
            RunError::Usage(format!("建不了文件夹“{}”：{reason}", folder.display()))
        })?;
        let paths: Vec<PathBuf> = forms.names.iter().map(|name| folder.join(name)).collect();
        let is_foreign =
            |path: &&PathBuf| path.exists() && !read_book(path).is_ok_and(|book| holds_reviewed_forms(&book));
        let foreign: Vec<PathBuf> = paths.par_iter().filter(is_foreign).cloned().collect();
        if foreign.is_empty() {
            return Ok(Forms { paths, forms });
        }
        Err(RunError::Usage(format!(
            "文件夹里已有同名文件，不是本程序生成的复核表，没有写出任何复核表：{}；请移走，或换一个文件夹",
            list(&foreign)
        )))
    }

    /// Where they lie: the folder with the number of files, or the one file; empty for none.
    pub fn shown(&self) -> String {
        match &self.paths[..] {
            [] => String::new(),
            [one] => one.display().to_string(),
            [first, ..] => format!("{}（{}个文件）", first.parent().unwrap_or(first).display(), self.paths.len()),
        }
    }

    /// Writes all files, each whole or not at all; `done` is called after each.
    ///
    /// # Errors
    /// How many files could not be written, and why the first of them.
    pub fn write(&self, done: &(dyn Fn() + Sync)) -> Result<(), RunError> {
        let saved = |(at, path): (usize, &PathBuf)| {
            let saved = save(&self.forms.sheets(at), path);
            done();
            saved.err()
        };
        let failed: Vec<_> = self.paths.par_iter().enumerate().filter_map(saved).collect();
        if failed.is_empty() {
            return Ok(());
        }
        let reasons: Vec<String> = failed.iter().take(MOST).map(ToString::to_string).collect();
        let (count, written) = (failed.len(), self.paths.len() - failed.len());
        let reasons = reasons.join("；");
        Err(RunError::Usage(format!("有{count}个部门的复核表没有写出（已写出{written}个）：{reasons}")))
    }
}
