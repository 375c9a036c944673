//! jixiao (绩效): scores the 部门整体支出绩效评价 of every department of a city from one workbook.
//!
//! ```text
//! bytes ─ workbook::read ─► Book ─ scheme ─► Scheme ─ submission ─► Submission
//!       ─ evaluate ─► Evaluation ─ result, form, judges, review ─► Sheets ─ workbook::write ─► bytes
//! ```
//!
//! Who may use whom: [`ground`] ← [`workbook`] ← [`criterion`] ← [`scheme`] ← [`submission`] ← [`evaluate`] ←
//! [`result`] ← [`annex`], [`template`], [`form`], [`judges`], [`collect`], [`review`] ← [`jobs`] ← cli. Everything below cli works on
//! bytes: no paths, no clock, no terminal.

pub mod annex;
#[cfg(feature = "cli")]
pub mod cli;
pub mod collect;
pub mod criterion;
pub mod documents;
pub mod evaluate;
pub mod form;
pub mod ground;
pub mod jobs;
pub mod judges;
pub mod result;
pub mod review;
pub mod scheme;
pub mod submission;
pub mod template;
pub mod word;
pub mod workbook;

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

use evaluate::{Evaluation, Refusal, Whole};
use workbook::write::WriteError;

/// Reads and scores a workbook with one 评分表: everything but the writing. `name` is that of its file. For a workbook
/// with several see [`evaluate::Evaluations`].
///
/// # Errors
/// See [`Refusal`].
pub fn evaluate(name: &str, bytes: &[u8]) -> Result<Evaluation, Refusal> {
    Evaluation::of_bytes(name, bytes)
}

/// The result workbook, read back and found as it was meant.
///
/// # Errors
/// [`WriteError`]: a fault of this program.
pub fn write_result<'a>(whole: impl Into<Whole<'a>>) -> Result<Vec<u8>, WriteError> {
    let whole = whole.into();
    workbook::write::verified(result::parts(whole, &result::lives(whole)))
}

/// The annex: what an official signs and attaches.
///
/// # Errors
/// As [`write_result`].
pub fn write_annex<'a>(whole: impl Into<Whole<'a>>) -> Result<Vec<u8>, WriteError> {
    workbook::write::verified(annex::parts(whole))
}
