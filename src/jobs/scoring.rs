//! 评分, 检查: a workbook is read, scored and, where one is given, checked against that of last year.

use crate::annex::{self, MOST_DEPARTMENTS};
use crate::evaluate::{Evaluations, Refusal, Whole};
use crate::jobs::{Input, JobError, recognise};
use crate::result::text;
use crate::review::years::last_year;

/// Reads and scores a workbook with one 评分表 or several: everything but the writing.
///
/// # Errors
/// See [`JobError`]; a file that is no workbook to be scored is named for what it is.
pub fn scored(file: Input) -> Result<Evaluations, JobError> {
    Evaluations::of_bytes(file.name, file.bytes).map_err(|refusal| recognise::named(refusal, file))
}

/// One of two years; `shown` is how its faults name the workbook.
///
/// # Errors
/// As [`scored`].
pub fn year(file: Input, shown: &str) -> Result<Evaluations, JobError> {
    scored(file).map_err(|error| match error {
        JobError::Refused(Refusal::Faults(findings)) => {
            JobError::Said(format!("“{shown}”不能评分。\n{}", text::faults(&findings)))
        }
        other => other,
    })
}

/// Checks a scored workbook against that of last year.
///
/// # Errors
/// The two are of one year, or of no years in a row.
pub fn check_against(evaluations: &mut Evaluations, last: &Evaluations) -> Result<(), Refusal> {
    last_year::check_against(evaluations, last)
}

/// Why there can be no annex.
pub fn no_annex(whole: Whole) -> Option<String> {
    (whole.departments() > MOST_DEPARTMENTS).then(|| format!("部门超过{MOST_DEPARTMENTS}个"))
}

/// Why the titles of the annex carry （未定稿）.
pub fn draft(whole: Whole) -> Option<String> {
    annex::draft_reason(whole)
}
