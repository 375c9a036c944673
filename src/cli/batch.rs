//! Many files of one sort in a folder: the reviewed forms, the documents, the scoring sheets. Each is whole or not
//! there, and an interrupted run is visible as such.

use crate::cli::RunError;
use crate::cli::files::{read_book, read_file};
use crate::cli::io_words::in_words;
use crate::cli::paths::{folder_of, is_same_place};
use crate::cli::save::{SaveError, replace_one, sweep, sync_folder};
use crate::cli::targets::in_the_way;
use crate::cli::windows::path_fault_here;
use crate::documents::is_document;
use crate::form::holds_reviewed_forms;
use crate::ground::file_names::is_reviewed_form;
use crate::judges;
use crate::word;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many files an error names.
const MOST: usize = 5;

/// A sort of files.
pub struct Sort {
    /// What they are called: 复核表.
    pub name: &'static str,
    /// What is to be run again where they were not finished.
    again: &'static str,
    /// Whether a file is called like one of them.
    is_named: fn(&str) -> bool,
    /// Whether a file is one that the program wrote and nobody changed.
    pub is_own: fn(&Path) -> bool,
}

/// The departments' reviewed forms.
pub const FORMS: Sort = Sort {
    name: "复核表",
    again: "评分（--forms）",
    is_named: is_reviewed_form,
    is_own: |path| read_book(path).is_ok_and(|book| holds_reviewed_forms(&book)),
};

/// 公文
pub const DOCUMENTS: Sort = Sort {
    name: "公文",
    again: "评分（--word）",
    is_named: is_document,
    is_own: |path| read_file(path).is_ok_and(|bytes| word::is_own(&bytes)),
};

/// 评审打分表: those in which a judge has given a mark are not replaced. Others in the folder are those of others.
pub const JUDGES: Sort = Sort {
    name: "评审打分表",
    again: "“评审”命令",
    is_named: |_| false,
    is_own: |path| read_book(path).is_ok_and(|book| judges::holds_blank_sheets(&book)),
};

impl Sort {
    /// Lies in the folder as long as its files are not all of one run.
    pub fn mark(&self) -> String {
        format!("{}未写完.txt", self.name)
    }

    /// What the mark says; as it begins, a later run knows it.
    fn mark_text(&self) -> String {
        let Sort { name, again, .. } = self;
        format!(
            "本程序正在写这个文件夹里的{name}，还没有写完。\r\n\
            如果程序已经停止，说明上次运行中断，这里的{name}新旧不一，不能使用：请重新运行{again}，写完后本文件自动删除。\r\n"
        )
    }

    /// The names of such files in a folder, those that are `written` excepted.
    fn old(&self, folder: &Path, written: &[String]) -> Vec<String> {
        let written: BTreeSet<String> = written.iter().map(|name| name.to_lowercase()).collect();
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut old: Vec<String> =
            names.filter(|name| (self.is_named)(name) && !written.contains(&name.to_lowercase())).collect();
        old.sort();
        old
    }
}

fn list(names: &[String]) -> String {
    let more = if names.len() > MOST { format!("等{}个", names.len()) } else { String::new() };
    format!("{}{more}", names[..names.len().min(MOST)].join("、"))
}

/// Makes the bytes of the file of a number.
pub type Make<'a> = Box<dyn Fn(usize) -> Result<Vec<u8>, SaveError> + Sync + 'a>;

/// The files and where they go.
pub struct Batch<'a> {
    /// The files, in order.
    pub paths: Vec<PathBuf>,
    /// The names of files of this sort in the folder that this run does not write: of departments that are no longer
    /// there.
    pub old: Vec<String>,
    sort: &'static Sort,
    unfinished: PathBuf,
    /// Whether the mark lay there before.
    marked: bool,
    make: Make<'a>,
}

impl<'a> Batch<'a> {
    /// Makes the folder; nothing that is not of this sort is to be overwritten.
    ///
    /// # Errors
    /// The folder cannot be made, or is a file; files of those names are there that are not of this sort.
    pub fn plan(sort: &'static Sort, folder: &Path, names: &[String], make: Make<'a>) -> Result<Batch<'a>, RunError> {
        if let Some(fault) = path_fault_here(folder) {
            return Err(RunError::Usage(format!("建不了文件夹“{}”：{fault}", folder.display())));
        }
        fs::create_dir_all(folder).map_err(|error| {
            let reason = match folder.is_file() {
                true => "这是一个文件。请换一个文件夹名".to_string(),
                false => format!("{}。请换一个可以写入的位置", in_words(&error)),
            };
            RunError::Usage(format!("建不了文件夹“{}”：{reason}", folder.display()))
        })?;
        let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
        let is_foreign = |path: &&PathBuf| in_the_way(path).is_some() || (path.exists() && !(sort.is_own)(path));
        let mut foreign: Vec<PathBuf> = paths.par_iter().filter(is_foreign).cloned().collect();
        let unfinished = folder.join(sort.mark());
        let is_mark = || fs::read(&unfinished).is_ok_and(|text| text == sort.mark_text().as_bytes());
        if in_the_way(&unfinished).is_some() || (unfinished.exists() && !is_mark()) {
            foreign.push(unfinished.clone());
        }
        if foreign.is_empty() {
            let (old, marked) = (sort.old(folder, names), unfinished.exists());
            return Ok(Batch { paths, old, sort, unfinished, marked, make });
        }
        // a file that another program holds may well be one of ours
        foreign.iter().filter(|path| path.is_file()).try_for_each(|path| read_file(path).map(drop))?;
        let name = sort.name;
        Err(RunError::Usage(format!(
            "文件夹里已有同名文件，不是本程序生成的{name}或已有人改过，没有写出任何{name}：{}；请移走，或换一个文件夹",
            list(&foreign.iter().map(|path| path.display().to_string()).collect::<Vec<_>>())
        )))
    }

    /// What the files are called.
    pub fn name(&self) -> &'static str {
        self.sort.name
    }

    /// None of the files is one of these.
    ///
    /// # Errors
    /// Which it would replace.
    pub fn keeps_clear_of(&self, taken: &[&PathBuf]) -> Result<(), RunError> {
        let Some(path) = self.paths.iter().find(|path| taken.iter().any(|taken| is_same_place(path, taken))) else {
            return Ok(());
        };
        let name = self.sort.name;
        Err(RunError::Usage(format!("{name}会覆盖“{}”，请把{name}存到另一个文件夹", path.display())))
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
        let (count, old, name) = (self.old.len(), list(&self.old), self.sort.name);
        format!(
            "{written}\n注意：文件夹里另有{count}个以前的{name}，这次没有重写（部门已不在表中，或改了名称），请核对后移走：{old}"
        )
    }

    /// Leaves a mark in the folder until all files are written.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn begin(&self) -> Result<(), RunError> {
        fs::write(&self.unfinished, self.sort.mark_text()).map_err(|error| {
            RunError::Usage(format!(
                "写不了“{}”：{}。请换一个可以写入的文件夹",
                self.unfinished.display(),
                in_words(&error)
            ))
        })
    }

    /// Takes the mark away again where no file was touched.
    pub fn give_up(&self) {
        if !self.marked {
            // the folder is as it was; what hinders this hindered the run
            let _ = fs::remove_file(&self.unfinished);
        }
    }

    /// Takes the mark away: the files in the folder are all of one run.
    fn end(&self) -> Result<(), RunError> {
        sync_folder(folder_of(&self.unfinished));
        fs::remove_file(&self.unfinished).map_err(|error| {
            RunError::Usage(format!(
                "{}已写完，但删不了“{}”：{}。请手工删除",
                self.sort.name,
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
        sweep(folder_of(&self.unfinished));
        let saved = |(at, path): (usize, &PathBuf)| {
            let saved = (self.make)(at).and_then(|bytes| replace_one(path, &bytes));
            done();
            saved.err()
        };
        let failed: Vec<_> = self.paths.par_iter().enumerate().filter_map(saved).collect();
        if failed.is_empty() {
            return self.end();
        }
        let reasons: Vec<String> = failed.iter().take(MOST).map(ToString::to_string).collect();
        let (count, written) = (failed.len(), self.paths.len() - failed.len());
        let (reasons, name) = (reasons.join("；"), self.sort.name);
        Err(RunError::Usage(format!("有{count}个{name}没有写出（已写出{written}个）：{reasons}")))
    }
}
