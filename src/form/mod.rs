//! 附件3 and 附件3-1, the official form that each department files: to be filled in (`template --form`) and
//! reviewed (`score --forms`).
//!
//! [`fields`] knows every field of the form; `collect` reads filled forms with it.

pub mod fields;

mod blank;
pub mod contents;
mod guide;
mod money;
pub mod names;
mod paper;
pub mod reviewed;
mod scoring;
mod supplement;

use crate::scheme::Scheme;
use crate::workbook::sheet::Sheet;

/// The form to be filled in: 填报说明, 附件3, 评价报告综述, 附件3-1, 补充数据.
pub fn form(scheme: &Scheme) -> Vec<Sheet> {
    let mut sheets = vec![guide::sheet(), blank::form(scheme), blank::report(), scoring::sheet(scheme)];
    sheets.extend(supplement::sheet(scheme));
    sheets
}
