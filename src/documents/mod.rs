//! 公文: an [`Evaluation`] → what the bureau sends, as Word documents.
//!
//! Order of use: letter ← tables ← notice, department ← mod ← joined (of several 评分表).

mod department;
mod joined;
mod letter;
mod notice;
mod tables;

pub use crate::documents::joined::AllDocuments;

use crate::annex::Annex;
use crate::documents::letter::Letter;
use crate::evaluate::Evaluation;
use crate::ground::Finding;
use crate::scheme::wording::Wording;
use crate::word::Document;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 通报
    Notice,
    /// 复核结果反馈函
    Feedback,
    /// 补正通知
    Supplement,
    /// 整改通知书
    Rectification,
}

impl Kind {
    /// The Chinese name, which the name of the file has.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Notice => "通报",
            Kind::Feedback => "复核结果反馈函",
            Kind::Supplement => "补正通知",
            Kind::Rectification => "整改通知书",
        }
    }
}

const KINDS: [Kind; 4] = [Kind::Notice, Kind::Feedback, Kind::Supplement, Kind::Rectification];

/// Whether a file is called like one of the documents.
pub fn is_document(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".docx") else { return false };
    KINDS.iter().any(|kind| stem == kind.name() || stem.ends_with(&format!("-{}", kind.name())))
}

/// The documents of an evaluation.
pub struct Documents<'a> {
    evaluation: &'a Evaluation,
    wording: Wording,
    kinds: Vec<(Kind, Option<usize>)>,
    /// Their file names, in order.
    pub names: Vec<String>,
}

impl<'a> Documents<'a> {
    /// Which there are: 通报 once, then for each department what it gets.
    ///
    /// # Errors
    /// Faults of the sheet 公文用语, all at once.
    pub fn of(evaluation: &'a Evaluation) -> Result<Documents<'a>, Vec<Finding>> {
        let wording = Wording::of_book(&evaluation.book)?;
        let letter = Letter { annex: Annex { evaluation }, wording: &wording, department: None };
        let mut kinds = vec![(Kind::Notice, None)];
        for department in 0..evaluation.cards.len() {
            let is_rated = !evaluation.cards[department].pending();
            let asked = [
                (Kind::Feedback, is_rated),
                (Kind::Supplement, !department::to_supply(letter, department).is_empty()),
                (Kind::Rectification, department::must_rectify(letter, department)),
            ];
            kinds.extend(asked.into_iter().filter(|(_, is)| *is).map(|(kind, _)| (kind, Some(department))));
        }
        let departments: Vec<&str> = evaluation.submission.departments.iter().map(|one| one.name.as_str()).collect();
        let of_departments = crate::form::names::file_names(&departments);
        let name = |(kind, department): &(Kind, Option<usize>)| match department {
            None => format!("{}.docx", kind.name()),
            Some(index) => format!("{}-{}.docx", of_departments[*index], kind.name()),
        };
        let names = kinds.iter().map(name).collect();
        Ok(Documents { evaluation, wording, kinds, names })
    }

    /// A document.
    pub fn document(&self, at: usize) -> Document {
        let (kind, department) = self.kinds[at];
        let letter = Letter { annex: Annex { evaluation: self.evaluation }, wording: &self.wording, department };
        match (kind, department) {
            (Kind::Feedback, Some(index)) => department::feedback(letter, index),
            (Kind::Supplement, Some(index)) => department::supplement(letter, index),
            (Kind::Rectification, Some(index)) => department::rectification(letter, index),
            _ => notice::document(letter),
        }
    }
}
