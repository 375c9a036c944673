//! 收集: the forms of a folder become a workbook.

use crate::collect::files::Kind;
use crate::collect::{self, Assignment, Collected, FormFile};
use crate::jobs::{Input, JobError, book};
use crate::submission::department_list::read_names;

/// Why the list of departments is no form, where it lies among them.
pub const IS_LIST: &str = "是选作部门名单的文件，不是填报表";
/// The same of the workbook by which they are read.
pub const IS_RULES: &str = "是汇总所依据的工作簿，不是填报表";

/// By what forms are read.
#[derive(Clone, Copy, Default)]
pub struct By<'a> {
    /// The workbook with 评分表, 参数 and 审核公式; the built-in 附件3-1 where there is none.
    pub rules: Option<Input<'a>>,
    /// The list of departments; its name is how it is shown.
    pub departments: Option<Input<'a>>,
    /// 年度, or empty.
    pub year: &'a str,
}

impl By<'_> {
    /// What it says.
    ///
    /// # Errors
    /// One of the files cannot be read.
    pub fn read(self) -> Result<Assignment, JobError> {
        let rules = self.rules.map(book).transpose()?;
        let list = self.departments.map(|list| read_names(list.name, list.bytes)).transpose()?;
        Ok(Assignment::new(rules.as_ref(), list, self.year)?)
    }
}

/// The files of a folder in their order, each with its number among `paths`, which lead from the folder. Of what
/// programs leave behind, each file and folder is there once, as skipped; so is that by which the others are read.
pub fn listed(paths: &[String], bytes: &dyn Fn(usize) -> Vec<u8>, by: By) -> Vec<(FormFile, usize)> {
    let is = |file: Option<Input>, form: &FormFile, at: usize| {
        file.is_some_and(|file| file.name == form.name() && file.bytes == bytes(at))
    };
    let file = |(at, path): (usize, &String)| {
        let mut form = FormFile::in_folder(path);
        for (file, why) in [(by.departments, IS_LIST), (by.rules, IS_RULES)] {
            if is(file, &form, at) {
                form.kind = Kind::Skipped(why);
            }
        }
        (form, at)
    };
    let mut files: Vec<(FormFile, usize)> = paths.iter().enumerate().map(file).collect();
    files.sort_by(|(one, _), (other, _)| one.shown.cmp(&other.shown));
    files.dedup_by(|(one, _), (other, _)| one.shown == other.shown && matches!(one.kind, Kind::Skipped(_)));
    files
}

/// Collects files; `bytes` gives the content of that of a number, `tick` is called after each. `folder` is how they are
/// called together.
///
/// # Errors
/// There is no form among them.
pub fn collected(
    files: &[FormFile],
    bytes: &dyn Fn(usize) -> Result<Vec<u8>, String>,
    (assignment, folder): (Assignment, &str),
    tick: &dyn Fn(),
) -> Result<Collected, JobError> {
    let collected = collect::collect(files, bytes, assignment, tick)?;
    match collected.departments.is_empty() {
        true => Err(JobError::Said(format!("“{folder}”中没有填报表。{}", collected.none()))),
        false => Ok(collected),
    }
}
