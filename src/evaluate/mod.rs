//! 评价: departments scored, ranked and checked.

mod appealed;
mod refusal;

pub mod firmness;
pub mod magnitude;
mod persons;
mod public;
pub mod rank;
pub mod reconciliation;
pub mod score;
pub mod scorecard;
pub mod self_check;
mod shown;
mod tables;

pub use crate::evaluate::firmness::Firmness;
pub use crate::evaluate::score::Scorer;
pub use crate::evaluate::score::working::Split;
pub use crate::evaluate::scorecard::{Deduction, Score, Scorecard, State};

pub use crate::evaluate::appealed::Appealed;
pub use crate::evaluate::persons::{Person, persons};
pub use crate::evaluate::refusal::Refusal;
pub use crate::evaluate::tables::{Evaluations, Understood, Whole, has_department};

use crate::ground::{Finding, sort};
use crate::scheme::Scheme;
use crate::submission::Submission;
use crate::workbook::read::Book;
use std::sync::Arc;

/// A scored workbook: everything the result shows.
pub struct Evaluation {
    /// The input as it stood; evaluations of several 评分表 share it.
    pub book: Arc<Book>,
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
    /// What the bureau has to settle in the whole workbook, where it has several 评分表: none of them is final before.
    pub open_in_all: Vec<Finding>,
    /// The workbook of last year that it was checked against, if any.
    pub last_year: Option<LastYearFile>,
    /// What the accepted corrections of 申诉台账 changed, if there are any.
    pub appealed: Option<Arc<Appealed>>,
    /// Whether it is that for publishing, see [`Evaluation::for_public`].
    pub public: bool,
}

/// A workbook of last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastYearFile {
    /// Its name, without folder.
    pub name: String,
    /// Its fingerprint.
    pub sha256: String,
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
    /// [`Refusal::Read`] and [`Refusal::Faults`]; [`Refusal::Asked`] for a workbook with several 评分表.
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<Evaluation, Refusal> {
        Evaluations::of_bytes(name, bytes)?.only()
    }

    /// Scores, ranks and checks a workbook that has been read.
    ///
    /// # Errors
    /// As [`Evaluation::of_bytes`].
    pub fn of_book(book: Book, name: &str) -> Result<Evaluation, Refusal> {
        Evaluations::of_book(book, name)?.only()
    }

    /// Scores, ranks and checks what the departments of one 评分表 filed; `findings` is what reading it found.
    fn of_submission(input: (&Arc<Book>, &str), submission: Submission, mut findings: Vec<Finding>) -> Evaluation {
        let (mut cards, mut scoring) = score::score(&submission);
        let scheme = &submission.scheme;
        rank::rank(&submission.departments, &mut cards, scheme.system.total_marks(), &scheme.conventions);
        findings.append(&mut scoring);
        findings.append(&mut shown::check(&submission, &cards));
        findings.append(&mut reconciliation::check_ties(&submission));
        findings.append(&mut magnitude::check(&submission, &findings));
        findings.append(&mut self_check::check_self(&submission, &cards));
        sort(&mut findings);
        let style = Style::of(cards.len() * submission.scheme.rules.len());
        let (book, name) = input;
        let (book, input_name) = (Arc::clone(book), name.to_string());
        Evaluation {
            book,
            input_name,
            submission,
            cards,
            findings,
            style,
            last_year: None,
            open_in_all: Vec::new(),
            date: String::new(),
            appealed: None,
            public: false,
        }
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
