//! 收集: the forms of a folder become a workbook.

use crate::collect::{self, Assignment, Collected, FormFile};
use crate::jobs::{Input, JobError, book};
use crate::submission::department_list::read_names;

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
