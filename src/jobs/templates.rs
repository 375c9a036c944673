//! 模板, 填报表: what is to be filled in.

use crate::documents::filled_form;
use crate::evaluate::Refusal;
use crate::form::{BlankForm, blank_forms};
use crate::jobs::papers::Unwritten;
use crate::jobs::{Input, JobError, book};
use crate::submission::department_list::read_names;
use crate::template::blank_workbook;
use crate::template::ledger::added;
use crate::template::migration::rebuild;
use crate::word;
use crate::workbook::write::verified;
use crate::workbook::{LazySheet, Sheet};

/// What a template is made of; each may be left out.
#[derive(Clone, Copy, Default)]
pub struct Sources<'a> {
    /// The workbook whose 评分表 it follows.
    pub rules: Option<Input<'a>>,
    /// The workbook whose contents it takes over.
    pub old: Option<Input<'a>>,
    /// The list of departments; its name is how it is shown.
    pub departments: Option<Input<'a>>,
}

/// The standard workbook, empty or rebuilt from an old one, and what is to be said of it.
///
/// # Errors
/// One of the files cannot be read, or does not fit.
pub fn workbook(sources: Sources, year: &str) -> Result<(Vec<Sheet>, Vec<String>), JobError> {
    let old = sources.old.map(book).transpose()?;
    let rules = sources.rules.map(book).transpose()?;
    if let Some(old) = &old {
        let rebuilt = rebuild(old, rules.as_ref(), year)?;
        return Ok((rebuilt.sheets, rebuilt.notes));
    }
    let list = sources.departments.map(|list| read_names(list.name, list.bytes)).transpose()?;
    let (departments, notes) = list.map_or_else(Default::default, |list| (list.departments, vec![list.said]));
    Ok((blank_workbook(rules.as_ref(), year, &departments)?, notes))
}

/// A workbook as it stands with an empty 申诉台账, and what is to be said of it.
///
/// # Errors
/// The file cannot be read, has no 部门数据, or has a ledger.
pub fn with_ledger(file: Input) -> Result<(Vec<Sheet>, Vec<String>), JobError> {
    Ok(added(&book(file)?)?)
}

/// The bytes of a form, as a workbook or as a document of Word, read back.
///
/// # Errors
/// See [`Unwritten`].
pub fn form_bytes(form: &BlankForm, as_word: bool) -> Result<Vec<u8>, Unwritten> {
    match as_word {
        true => word::verified(&filled_form(&form.sheets)).map_err(Unwritten::Document),
        false => Ok(verified(LazySheet::all(&form.sheets))?),
    }
}

/// The departments' forms: one, or one for each of several 评分表.
///
/// # Errors
/// The 评分表 cannot be read.
pub fn forms(rules: Option<Input>, year: &str) -> Result<Vec<BlankForm>, Refusal> {
    let rules = rules.map(book).transpose()?;
    Ok(blank_forms(rules.as_ref(), year)?)
}
