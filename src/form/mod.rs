//! 附件3 and 附件3-1, the official form that each department files: to be filled in (`template --form`) and
//! reviewed (`score --forms`).
//!
//! [`fields`] knows every field of the form; `collect` reads filled forms with it.

mod blank;
mod contents;
pub mod fields;
mod guide;
mod money;
pub(crate) mod names;
pub(crate) mod pages;
mod paper;
pub(crate) mod reviewed;
mod reviewed_forms;
pub mod scoring;
mod supplement;

pub use crate::form::fields::{Field, Table};

pub use crate::form::reviewed_forms::{ReviewedForms, TooManyForms, holds_reviewed_forms};

use crate::ground::Finding;
use crate::scheme::Scheme;
use crate::scheme::several::Several;
use crate::workbook::Sheet;
use crate::workbook::read::Book;

/// The form of a year to be filled in, by a 评分表.
pub struct BlankForm {
    /// Which of several tables it is for: （党群）; empty where there is one.
    pub mark: String,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// The form for each 评分表 of `rules`, or for the built-in one.
///
/// # Errors
/// A 评分表, 参数 or 审核公式 that is not understood.
pub fn blank_forms(rules: Option<&Book>, year: &str) -> Result<Vec<BlankForm>, Vec<Finding>> {
    let schemes = match rules.and_then(|book| Some((book, Several::of_rules(book)?))) {
        Some((book, several)) => several.read(book)?,
        None => vec![rules.map_or_else(Scheme::built_in, Scheme::of_book)?],
    };
    let of = |mut scheme: Scheme| {
        (scheme.year, scheme.title) = (year.to_string(), String::new());
        BlankForm { mark: scheme.table.mark.clone(), sheets: form(&scheme) }
    };
    Ok(schemes.into_iter().map(of).collect())
}

/// The form to be filled in: 填报说明, 附件3, 评价报告综述, 附件3-1, 补充数据.
pub fn form(scheme: &Scheme) -> Vec<Sheet> {
    let mut sheets = vec![guide::sheet(), blank::form(scheme), blank::report(), scoring::sheet(scheme)];
    sheets.extend(supplement::sheet(scheme));
    sheets
}
