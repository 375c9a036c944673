//! 评分, 检查: a workbook is read, scored and, where one is given, checked against that of last year.

use crate::annex::{self, MOST_DEPARTMENTS};
use crate::evaluate::{Evaluations, Refusal, Style, Understood, Whole};
use crate::jobs::{Input, JobError, recognise};
use crate::result::text;
use crate::review::years::last_year;
use crate::workbook::read::read_book;

/// Reads and scores a workbook with one 评分表 or several: everything but the writing.
///
/// # Errors
/// See [`JobError`]; a file that is no workbook to be scored is named for what it is.
pub fn scored(file: Input) -> Result<Evaluations, JobError> {
    scored_in_steps(file, &|_| ())
}

/// The same; `done` hears what is found when the file is opened, when its sheets are understood, and when it is scored.
///
/// # Errors
/// As [`scored`].
pub fn scored_in_steps(file: Input, done: &dyn Fn(&str)) -> Result<Evaluations, JobError> {
    let scored = || {
        let book = read_book(file.name, file.bytes)?;
        done(&format!("{}张工作表", book.sheets.len()));
        let understood = Understood::of(book)?;
        done(&understood.counts());
        let evaluations = Evaluations::of_understood(understood, file.name);
        done(&format!("{}个部门已定分", evaluations.whole().settled()));
        Ok(evaluations)
    };
    scored().map_err(|refusal| recognise::named(refusal, file))
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

/// How a result is written: 数值 instead of 公式, and the date of the run.
pub fn write_as(evaluations: &mut Evaluations, values: bool, date: &str) {
    let scores = evaluations.each.iter().map(|one| one.cards.len() * one.scheme().rules.len()).sum();
    for one in &mut evaluations.each {
        one.style = if values { Style::Values } else { Style::of(scores) };
        one.date = date.to_string();
    }
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
