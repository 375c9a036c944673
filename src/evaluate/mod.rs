//! 评价: departments scored, ranked and checked.

mod refusal;

pub mod rank;
pub mod reconciliation;
pub mod score;
pub mod scorecard;
pub mod self_check;
mod shown;

pub use crate::evaluate::score::Scorer;
pub use crate::evaluate::score::working::Split;
pub use crate::evaluate::scorecard::{Deduction, Score, Scorecard, State};

pub use crate::evaluate::refusal::Refusal;

use crate::ground::{Finding, Gathered, sort};
use crate::scheme::{Scheme, name_sheets};
use crate::submission::{Submission, parse};
use crate::workbook::read::{Book, read_book};

/// A scored workbook: everything the result shows.
pub struct Evaluation {
    /// The input as it stood.
    pub book: Book,
    /// Name of the input file, without folder.
    pub input_name: String,
    /// What was to be scored.
    pub submission: Submission,
    /// One for each department.
    pub cards: Vec<Scorecard>,
    /// All findings, sorted by severity and place.
    pub findings: Vec<Finding>,
    /// Whether the result is of formulas or of values.
    pub style: Style,
    /// The date of the run as it was given (`--date`); empty where none was.
    pub date: String,
}

/// Beyond so many scores (departments × indicators) a workbook of formulas is slow to open; values are
/// written instead. Measured in docs/live.md.
pub const MOST_LIVE_SCORES: usize = 75_000;

/// Whether the numbers of the result are formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 公式: they follow the figures.
    Live,
    /// 数值, as asked for (`--values`).
    Values,
    /// 数值, because there are too many.
    TooMany,
}

impl Style {
    /// Formulas, unless there are too many scores for them.
    pub fn of(scores: usize) -> Style {
        if scores > MOST_LIVE_SCORES { Style::TooMany } else { Style::Live }
    }

    /// What 运行信息 and the closing summary say.
    pub fn words(self) -> &'static str {
        match self {
            Style::Live => "公式：改动数据或口径后自动重算",
            Style::Values => "数值：按 --values 的要求，不含公式",
            Style::TooMany => "数值：部门和指标很多，公式会使工作簿打开很慢，程序自动改为数值，不含公式",
        }
    }
}

impl Evaluation {
    /// 评价方案
    pub fn scheme(&self) -> &Scheme {
        &self.submission.scheme
    }

    /// Reads and scores a workbook; `name` is that of its file.
    ///
    /// # Errors
    /// [`Refusal::Read`] and [`Refusal::Faults`].
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<Evaluation, Refusal> {
        Evaluation::of_book(read_book(name, bytes)?, name)
    }

    /// Scores, ranks and checks a workbook that has been read.
    ///
    /// # Errors
    /// [`Refusal::Faults`], sorted.
    pub fn of_book(mut book: Book, name: &str) -> Result<Evaluation, Refusal> {
        let mut found = Gathered::default();
        found.gather(name_sheets(&mut book).map(|findings| ((), findings)));
        let submission = found.gather(parse(&book));
        let (submission, mut findings) = found.finish(submission).map_err(|mut faults| {
            sort(&mut faults);
            Refusal::Faults(faults)
        })?;
        let (mut cards, mut scoring) = score::score(&submission);
        let scheme = &submission.scheme;
        rank::rank(&submission.departments, &mut cards, scheme.system.total_marks(), &scheme.conventions);
        findings.append(&mut scoring);
        findings.append(&mut shown::check(&submission, &cards));
        findings.append(&mut reconciliation::check_ties(&submission));
        findings.append(&mut self_check::check_self(&submission, &cards));
        sort(&mut findings);
        let style = Style::of(cards.len() * submission.scheme.rules.len());
        Ok(Evaluation { book, input_name: name.to_string(), submission, cards, findings, style, date: String::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_size_of_formulas_and_the_first_of_values() {
        assert_eq!(Style::of(MOST_LIVE_SCORES), Style::Live);
        assert_eq!(Style::of(MOST_LIVE_SCORES + 1), Style::TooMany);
    }
}
