//! 评审: the indicators that are judged, as one scoring sheet for each judge, and what the judges gave, read back.
//!
//! ```text
//! Evaluation ─ plan ─► sheets (written, printed, filled in)
//! filled sheets ─ read ─ panel ─ settle ─► 评定得分, 评审汇总, 评审疑点
//! ```
//!
//! Nothing is chosen silently: a mark that is not there or cannot be used leaves 评定得分 as it is, unless the clerk asks
//! for the mean of the others.

mod fill;
mod panel;
mod plan;
mod read;
mod report;
mod settle;
mod sheets;

pub use crate::judges::fill::workbook;
pub use crate::judges::panel::Expected;
pub use crate::judges::plan::Plan;
pub use crate::judges::read::{Read, holds_blank_sheets, holds_sheets, read};
pub use crate::judges::report::{counts, json, lacking, summary};
pub use crate::judges::settle::{Outcome, Settled, settle};
pub use crate::judges::sheets::{all_in_one, file_names, sheets_of};

use crate::ground::{Place, tidy};

/// What a scoring sheet is called.
pub const TITLE: &str = "评审打分表";
/// What it is made of stands in quotes behind this word.
const MADE_OF: &str = "依据";
/// The name of the judge stands behind this word.
const JUDGE: &str = "评审";

/// A judge, with the number of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judge {
    /// Name.
    pub name: String,
    /// 第几份
    pub number: usize,
    /// 共几份
    pub of: usize,
}

/// The judges of these names.
///
/// # Errors
/// A name is empty or stands twice, in Chinese.
pub fn judges(names: &[String]) -> Result<Vec<Judge>, String> {
    for (at, name) in names.iter().enumerate() {
        if tidy(name).is_empty() {
            return Err("--judge 后面没有姓名".to_string());
        }
        if names[..at].iter().any(|other| tidy(other) == tidy(name)) {
            return Err(format!("评审“{name}”写了两次；同名的两位请加以区别，如“{name}（财政局）”"));
        }
    }
    let of = names.len();
    let judge = |(number, name): (usize, &String)| Judge { name: name.trim().to_string(), number, of };
    Ok((1..).zip(names).map(judge).collect())
}

/// So many judges whose names are not known yet: 评审1, 评审2, …
pub fn nameless(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{JUDGE}{number}")).collect()
}

/// A place in a file of a judge.
fn in_file(file: &str, place: &Place) -> Place {
    let sheet = if place.sheet.is_empty() { file.to_string() } else { format!("{file} {}", place.sheet) };
    Place { sheet: sheet.into(), cell: place.cell }
}
