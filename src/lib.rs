//! jixiao (绩效): scores the 部门整体支出绩效评价 of every department of a city from one workbook.
//!
//! ```text
//! read → parse → compile rules → score → rank → check → report → write
//! ```
//!
//! * read: a file → [`read::Book`], cells at their places, no meaning;
//! * parse: → [`model::Submission`]: 评分表, 部门数据, 自评得分, 个性化指标, 审核公式, 参数;
//! * compile: each 评分标准 → a [`rules::Rule`];
//! * score, rank: → a [`model::Scorecard`] for each department;
//! * ties, self_check: what a reviewer must look at, as [`finding::Finding`]s;
//! * report: → [`sheet::Sheet`]s; write: → the result workbook, read back and compared by [`safe`], whole or
//!   not at all.

pub mod against;
pub mod appeal;
pub mod carry;
pub mod cli;
pub mod collect;
pub mod commands;
pub mod compare;
pub mod compile;
pub mod convention;
pub mod expression;
pub mod finding;
pub mod form;
pub mod json;
pub mod layout;
pub mod model;
pub mod names_file;
pub mod number;
pub mod parse;
pub mod part;
pub mod present;
pub mod progress;
pub mod quantity;
pub mod rank;
pub mod read;
pub mod read_back;
pub mod rebuild;
pub mod report;
pub mod rules;
pub mod safe;
pub mod score;
pub mod self_check;
pub mod sheet;
pub mod template;
pub mod ties;
pub mod write;

use finding::Finding;
use report::Evaluation;
use std::path::Path;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] read::ReadError),
    /// The workbook has faults of structure: all of them, with their places.
    #[error("工作簿有{}处问题，未能评分", .0.len())]
    Faults(Vec<Finding>),
    /// The result cannot be written.
    #[error(transparent)]
    Write(#[from] write::WriteError),
    /// The departments' forms cannot be written.
    #[error(transparent)]
    Forms(#[from] form::files::FormsError),
    /// A department or indicator that is not there.
    #[error(transparent)]
    NotFound(#[from] present::NotFound),
    /// The command asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
}

/// Reads and scores a workbook: everything but the writing.
///
/// # Errors
/// [`RunError::Read`] and [`RunError::Faults`].
pub fn evaluate(input: &Path) -> Result<Evaluation, RunError> {
    let input_name = input.file_name().unwrap_or_default().to_string_lossy().into_owned();
    evaluate_book(read::read_book(input)?, input_name)
}

/// Scores a workbook that has been read; `input_name` is the name of its file.
///
/// # Errors
/// [`RunError::Faults`].
pub fn evaluate_book(book: read::Book, input_name: String) -> Result<Evaluation, RunError> {
    let (submission, findings) = parse::parse(&book).map_err(|mut faults| {
        sort(&mut faults);
        RunError::Faults(faults)
    })?;
    Ok(score_submission(book, submission, findings, input_name))
}

/// Scores, ranks and checks what was read.
fn score_submission(
    book: read::Book,
    submission: model::Submission,
    mut findings: Vec<Finding>,
    input_name: String,
) -> Evaluation {
    let (mut cards, mut scoring) = score::score(&submission);
    rank::rank(&submission.departments, &mut cards, &submission.conventions);
    findings.append(&mut scoring);
    findings.append(&mut ties::check_ties(&submission));
    findings.append(&mut self_check::check_self(&submission, &cards));
    sort(&mut findings);
    let style = report::Style::of(cards.len() * submission.rules.len());
    Evaluation { book, input_name, submission, cards, findings, style }
}

/// By severity, then place; the same finding once.
pub(crate) fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.severity(), a).cmp(&(b.severity(), b)));
    findings.dedup();
}

/// The main job: scores a workbook and writes the result.
///
/// # Errors
/// See [`RunError`]; nothing is written then.
pub fn run(input: &Path, output: &Path) -> Result<Evaluation, RunError> {
    run_as(input, output, false)
}

/// The main job, of values alone where `values` asks for it.
///
/// # Errors
/// As [`run`].
pub fn run_as(input: &Path, output: &Path, values: bool) -> Result<Evaluation, RunError> {
    let evaluation = evaluate_as(input, values)?;
    safe::save_parts(report::parts(&evaluation), output)?;
    Ok(evaluation)
}

/// Reads and scores a workbook, whose result is to be of values alone where `values` asks for it.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_as(input: &Path, values: bool) -> Result<Evaluation, RunError> {
    let mut evaluation = evaluate(input)?;
    if values {
        evaluation.style = report::Style::Values;
    }
    Ok(evaluation)
}
