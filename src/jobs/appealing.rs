//! 申诉试算: a department's corrected figures are tried, and the 复核意见 of it.

use crate::documents;
use crate::evaluate::{Evaluation, Evaluations};
use crate::jobs::JobError;
use crate::jobs::papers::Unwritten;
use crate::result::Asked;
use crate::review::appeal::Appeal;
use crate::review::earlier;
use crate::word;
use crate::workbook::LazySheet;
use crate::workbook::write::verified;

/// The corrections, written as 数据项=值, of the department of a number in a workbook that is scored.
///
/// # Errors
/// A correction is not understood.
pub fn tried(scored: &Evaluation, at: usize, corrections: &[String]) -> Result<Appeal, JobError> {
    let again = Evaluations::of_book((*scored.book).clone(), &scored.input_name)?;
    let department = &scored.submission.departments[at].name;
    Ok(Appeal::new(again, Asked { department, indicator: None }, corrections)?)
}

/// What a 复核意见 is made of, as it is told from those of others.
pub fn of(appeal: &Appeal) -> String {
    earlier::of_department(&appeal.before.input_name, &appeal.who().name)
}

/// The bytes of the 复核意见, as a document of Word or as a workbook, read back.
///
/// # Errors
/// See [`Unwritten`].
pub fn opinion(appeal: &Appeal, in_word: bool) -> Result<Vec<u8>, Unwritten> {
    match in_word {
        true => word::verified(&documents::opinion(appeal, &of(appeal))).map_err(Unwritten::Document),
        false => Ok(verified(LazySheet::all(&[appeal.opinion()]))?),
    }
}
