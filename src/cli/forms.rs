//! The reviewed forms as files: one for each department, or all in one workbook.

use crate::cli::files::read_book;
use crate::cli::save::{SaveError, save};
use crate::evaluate::Evaluation;
use crate::form::fields::sheets;
use crate::form::names::{file_names, sheet_names};
use crate::form::reviewed::REVIEWED;
use crate::form::{contents, reviewed};
use crate::ground::cell::Raw;
use crate::ground::number::tidy;
use crate::workbook::read::Book;
use crate::workbook::read::limits::SHEETS;
use crate::workbook::sheet::Sheet;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// What follows the department's name in the name of its file: no department sends its own form under it.
const SUFFIX: &str = "-附件3-1复核表.xlsx";
/// All forms in one workbook.
const ONE: &str = "附件3-1复核表汇编.xlsx";

/// Why no form, or not every form, was written.
#[derive(Debug, thiserror::Error)]
pub enum FormsError {
    /// The folder cannot be made, or is a file.
    #[error("建不了文件夹“{path}”：{reason}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// More departments than one workbook can have sheets.
    #[error("有{count}个部门，一个工作簿最多{most}个；请去掉 --forms-in-one，一个部门一个文件")]
    TooMany {
        /// How many departments there are.
        count: usize,
        /// How many forms one workbook takes.
        most: usize,
    },
    /// Files of those names are there that are no reviewed forms: nothing was written.
    #[error("文件夹里已有同名文件，不是本程序生成的复核表，没有写出任何复核表：{}；请移走，或换一个文件夹", list(.0))]
    Foreign(Vec<PathBuf>),
    /// Some forms could not be written; the others are whole.
    #[error("有{}个部门的复核表没有写出（已写出{written}个）：{}", .failed.len(), reasons(.failed))]
    Some {
        /// How many were written.
        written: usize,
        /// The others, each with its reason.
        failed: Vec<SaveError>,
    },
}

/// How many files an error names.
const TOLD: usize = 5;

fn list(paths: &[PathBuf]) -> String {
    let told = paths.iter().take(TOLD).map(|path| path.display().to_string());
    let more = if paths.len() > TOLD { format!("等{}个", paths.len()) } else { String::new() };
    format!("{}{more}", told.collect::<Vec<_>>().join("、"))
}

fn reasons(failed: &[SaveError]) -> String {
    failed.iter().take(TOLD).map(|error| error.to_string()).collect::<Vec<_>>().join("；")
}

/// Where the forms go.
pub struct Forms {
    /// The files, one for each department, or the one for all.
    pub paths: Vec<PathBuf>,
    in_one: bool,
}

/// Plans the files and makes the folder; nothing that is no reviewed form is to be overwritten.
///
/// # Errors
/// [`FormsError::TooMany`], [`FormsError::Folder`] and [`FormsError::Foreign`].
pub fn plan(evaluation: &Evaluation, folder: &Path, in_one: bool) -> Result<Forms, FormsError> {
    if in_one {
        fits_one(evaluation.cards.len())?;
    }
    fs::create_dir_all(folder).map_err(|error| {
        let reason = match folder.is_file() {
            true => "这是一个文件。请换一个文件夹名".to_string(),
            false => format!("{error}。请换一个可以写入的位置"),
        };
        FormsError::Folder { path: folder.to_path_buf(), reason }
    })?;
    let names = match in_one {
        true => vec![ONE.to_string()],
        false => file_names(&departments(evaluation)).iter().map(|name| format!("{name}{SUFFIX}")).collect(),
    };
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let foreign: Vec<PathBuf> = paths.par_iter().filter(|path| path.exists() && !is_form(path)).cloned().collect();
    if foreign.is_empty() { Ok(Forms { paths, in_one }) } else { Err(FormsError::Foreign(foreign)) }
}

/// The list of contents takes a sheet of its own.
fn fits_one(count: usize) -> Result<(), FormsError> {
    let most = SHEETS - 1;
    if count <= most { Ok(()) } else { Err(FormsError::TooMany { count, most }) }
}

fn departments(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.submission.departments.iter().map(|department| department.name.as_str()).collect()
}

/// Whether a file holds reviewed forms and so may be written anew.
fn is_form(path: &Path) -> bool {
    read_book(path).is_ok_and(|book| has_form(&book))
}

fn has_form(book: &Book) -> bool {
    book.sheets.iter().any(|grid| {
        let texts = grid.rows.iter().take(10).flat_map(|row| &row.cells).filter_map(|(_, cell)| match &cell.raw {
            Raw::Text(text) => Some(tidy(text)),
            _ => None,
        });
        let texts: Vec<String> = texts.collect();
        [sheets::SCORING, REVIEWED].iter().all(|word| texts.iter().any(|text| text == word))
    })
}

impl Forms {
    /// Where they lie, for the reader: the folder with the number of files, or the one file; empty for none.
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
    /// [`FormsError::Some`] with every file that could not be written.
    pub fn write(&self, evaluation: &Evaluation, done: &(dyn Fn() + Sync)) -> Result<(), FormsError> {
        let saved = |sheets: &[Sheet], path: &Path| {
            let saved = save(sheets, path);
            done();
            saved.err()
        };
        let failed: Vec<SaveError> = if self.in_one {
            saved(&in_one(evaluation), &self.paths[0]).into_iter().collect()
        } else {
            let forms = self.paths.par_iter().enumerate();
            forms.filter_map(|(at, path)| saved(&[reviewed::sheet(evaluation, at, sheets::SCORING)], path)).collect()
        };
        if failed.is_empty() {
            return Ok(());
        }
        Err(FormsError::Some { written: self.paths.len() - failed.len(), failed })
    }
}

/// 目录, then a sheet for each department.
fn in_one(evaluation: &Evaluation) -> Vec<Sheet> {
    let names = sheet_names(&departments(evaluation));
    let forms: Vec<Sheet> =
        names.par_iter().enumerate().map(|(at, name)| reviewed::sheet(evaluation, at, name)).collect();
    [contents::sheet(evaluation, &names)].into_iter().chain(forms).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_departments_than_sheets_are_told_before_anything_is_written() {
        assert!(fits_one(SHEETS - 1).is_ok());
        let refused = fits_one(SHEETS).unwrap_err().to_string();
        assert!(refused.contains("有2000个部门，一个工作簿最多1999个"), "{refused}");
    }
}
