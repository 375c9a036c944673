//! The reviewed forms in a folder.

use crate::cli::RunError;
use crate::cli::files::read_book;
use crate::cli::io_words::in_words;
use crate::cli::save::save;
use crate::cli::targets::in_the_way;
use crate::evaluate::Whole;
use crate::form::{ReviewedForms, holds_reviewed_forms};
use crate::ground::file_names::is_reviewed_form;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many files an error names.
const MOST: usize = 5;
/// Lies in the folder as long as its forms are not all of one run.
pub const UNFINISHED: &str = "复核表未写完.txt";
/// What it says; as it begins, a later run knows it.
const UNFINISHED_TEXT: &str = "本程序正在写这个文件夹里的复核表，还没有写完。\r\n\
    如果程序已经停止，说明上次运行中断，这里的复核表新旧不一，不能使用：请重新运行评分（--forms），写完后本文件自动删除。\r\n";

fn list(names: &[String]) -> String {
    let more = if names.len() > MOST { format!("等{}个", names.len()) } else { String::new() };
    format!("{}{more}", names[..names.len().min(MOST)].join("、"))
}

/// The names of reviewed forms in a folder, those that are `written` excepted.
fn old_forms(folder: &Path, written: &[String]) -> Vec<String> {
    let written: BTreeSet<String> = written.iter().map(|name| name.to_lowercase()).collect();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut old: Vec<String> =
        names.filter(|name| is_reviewed_form(name) && !written.contains(&name.to_lowercase())).collect();
    old.sort();
    old
}

/// The forms and where they go.
pub struct Forms<'a> {
    /// The files, one for each department, or the one for all.
    pub paths: Vec<PathBuf>,
    /// The names of reviewed forms in the folder that this run does not write: of departments that are no longer there.
    pub old: Vec<String>,
    unfinished: PathBuf,
    /// Whether the mark lay there before.
    marked: bool,
    forms: ReviewedForms<'a>,
}

impl<'a> Forms<'a> {
    /// Makes the folder; nothing that is no reviewed form is to be overwritten.
    ///
    /// # Errors
    /// More departments than one workbook can have sheets; the folder cannot be made, or is a file; files of those names
    /// are there that are no reviewed forms.
    pub fn plan(whole: Whole<'a>, folder: &Path, in_one: bool) -> Result<Forms<'a>, RunError> {
        let forms = match in_one {
            true => ReviewedForms::in_one(whole).map_err(|error| RunError::Usage(error.to_string()))?,
            false => ReviewedForms::one_each(whole),
        };
        fs::create_dir_all(folder).map_err(|error| {
            let reason = match folder.is_file() {
                true => "这是一个文件。请换一个文件夹名".to_string(),
                false => format!("{}。请换一个可以写入的位置", in_words(&error)),
            };
            RunError::Usage(format!("建不了文件夹“{}”：{reason}", folder.display()))
        })?;
        let paths: Vec<PathBuf> = forms.names.iter().map(|name| folder.join(name)).collect();
        let is_form = |path: &PathBuf| read_book(path).is_ok_and(|book| holds_reviewed_forms(&book));
        let is_foreign = |path: &&PathBuf| in_the_way(path).is_some() || (path.exists() && !is_form(path));
        let mut foreign: Vec<PathBuf> = paths.par_iter().filter(is_foreign).cloned().collect();
        let unfinished = folder.join(UNFINISHED);
        let is_mark = || fs::read(&unfinished).is_ok_and(|text| text == UNFINISHED_TEXT.as_bytes());
        if in_the_way(&unfinished).is_some() || (unfinished.exists() && !is_mark()) {
            foreign.push(unfinished.clone());
        }
        if foreign.is_empty() {
            let (old, marked) = (old_forms(folder, &forms.names), unfinished.exists());
            return Ok(Forms { paths, old, unfinished, marked, forms });
        }
        Err(RunError::Usage(format!(
            "文件夹里已有同名文件，不是本程序生成的复核表，没有写出任何复核表：{}；请移走，或换一个文件夹",
            list(&foreign.iter().map(|path| path.display().to_string()).collect::<Vec<_>>())
        )))
    }

    /// Where they lie: the folder with the number of files, or the one file, and what else lies there; empty for none.
    pub fn shown(&self) -> String {
        let written = match &self.paths[..] {
            [] => String::new(),
            [one] => one.display().to_string(),
            [first, ..] => format!("{}（{}个文件）", first.parent().unwrap_or(first).display(), self.paths.len()),
        };
        if self.old.is_empty() {
            return written;
        }
        let (count, old) = (self.old.len(), list(&self.old));
        format!(
            "{written}\n注意：文件夹里另有{count}个以前的复核表，这次没有重写（部门已不在表中，或改了名称），请核对后移走：{old}"
        )
    }

    /// Leaves a mark in the folder until all forms are written.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn begin(&self) -> Result<(), RunError> {
        fs::write(&self.unfinished, UNFINISHED_TEXT).map_err(|error| {
            RunError::Usage(format!(
                "写不了“{}”：{}。请换一个可以写入的文件夹",
                self.unfinished.display(),
                in_words(&error)
            ))
        })
    }

    /// Takes the mark away again where no form was touched.
    pub fn give_up(&self) {
        if !self.marked {
            // the folder is as it was; what hinders this hindered the run
            let _ = fs::remove_file(&self.unfinished);
        }
    }

    /// Takes the mark away: the forms in the folder are all of one run.
    fn end(&self) -> Result<(), RunError> {
        fs::remove_file(&self.unfinished).map_err(|error| {
            RunError::Usage(format!(
                "复核表已写完，但删不了“{}”：{}。请手工删除",
                self.unfinished.display(),
                in_words(&error)
            ))
        })
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
            return self.end();
        }
        let reasons: Vec<String> = failed.iter().take(MOST).map(ToString::to_string).collect();
        let (count, written) = (failed.len(), self.paths.len() - failed.len());
        let reasons = reasons.join("；");
        Err(RunError::Usage(format!("有{count}个部门的复核表没有写出（已写出{written}个）：{reasons}")))
    }
}
