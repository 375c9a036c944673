//! 附件3 and 附件3-1, the official form that each department files: to be filled in (`template --form`) and
//! reviewed (`score --forms`).
//!
//! [`fields`] knows every field of the form; `collect` reads filled forms with it.

pub mod fields;

mod blank;
mod contents;
pub mod files;
mod guide;
mod money;
mod names;
mod paper;
mod reviewed;
mod scoring;
mod supplement;

use crate::sheet::Sheet;
use crate::template::Plan;

/// The form to be filled in: 填报说明, 附件3, 评价报告综述, 附件3-1, 补充数据.
pub fn form(plan: &Plan) -> Vec<Sheet> {
    let mut sheets = vec![guide::sheet(), blank::form(plan), blank::report(), scoring::sheet(plan)];
    sheets.extend(supplement::sheet(plan));
    sheets
}
