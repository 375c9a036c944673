//! 公文: an [`Evaluation`] → what the bureau sends, as Word documents; a kind of document is one line of [`KINDS`].
//!
//! Order of use: said ← letter ← frame ← fit ← tables, sheet ← reviewed, supply ← notice, department, conventions, report_tables ←
//! report ← mod ← joined (of several 评分表); `single` has what is written one at a time.

mod conventions;
mod department;
mod fit;
mod frame;
mod joined;
mod letter;
mod notice;
mod report;
mod report_tables;
mod reviewed;
mod said;
mod sheet;
mod single;
mod supply;
mod tables;

pub use crate::documents::joined::AllDocuments;
pub use crate::documents::single::{filled_form, opinion, texts};

use crate::annex::Annex;
use crate::documents::letter::Letter;
use crate::evaluate::Evaluation;
use crate::ground::Finding;
use crate::scheme::wording::Wording;
use crate::word::Document;

/// A kind of document.
pub struct Kind {
    /// The Chinese name, which the name of the file has.
    pub name: &'static str,
    /// Whether it may be published (`--public`): it holds no 疑点.
    pub public: bool,
    to: To,
}

/// Whom a document goes to, and what writes it.
enum To {
    /// All, once.
    All(fn(Letter) -> Document),
    /// Each department that gets one.
    Each { gets: fn(Letter, usize) -> bool, write: fn(Letter, usize) -> Document },
}

/// 通报: of several 评分表 there is one.
const NOTICE: &str = "通报";

const KINDS: [Kind; 5] = [
    Kind { name: NOTICE, public: true, to: To::All(notice::document) },
    Kind { name: "评价报告", public: true, to: To::All(report::document) },
    Kind {
        name: "复核结果反馈函",
        public: true,
        to: To::Each { gets: department::is_rated, write: department::feedback },
    },
    Kind { name: "补正通知", public: false, to: To::Each { gets: supply::is_due, write: supply::document } },
    Kind {
        name: "整改通知书",
        public: true,
        to: To::Each { gets: department::must_rectify, write: department::rectification },
    },
];

/// Whether a file is called like one of the documents.
pub fn is_document(name: &str) -> bool {
    kind_of(name).is_some()
}

/// The kind of the documents that are called so.
pub fn kind_of(name: &str) -> Option<&'static str> {
    let stem = name.strip_suffix(".docx")?;
    // the mark of a 评分表, where there are several: 评价报告（党群）
    let stem = stem.strip_suffix('）').and_then(|marked| marked.rsplit_once('（')).map_or(stem, |(stem, _)| stem);
    let is_so = |kind: &&Kind| match kind.to {
        To::All(_) => stem == kind.name,
        To::Each { .. } => stem.ends_with(&format!("-{}", kind.name)),
    };
    KINDS.iter().find(is_so).map(|kind| kind.name)
}

/// The documents of an evaluation.
pub struct Documents<'a> {
    evaluation: &'a Evaluation,
    wording: Wording,
    kinds: Vec<(&'static Kind, Option<usize>)>,
    /// Their file names, in order.
    pub names: Vec<String>,
    /// What is not written as it is not to be published: the name of the kind, and how many.
    pub left_out: Vec<(&'static str, usize)>,
}

impl<'a> Documents<'a> {
    /// Which there are: first those that go to all, then for each department what it gets.
    ///
    /// # Errors
    /// Faults of the sheet 公文用语, all at once.
    pub fn of(evaluation: &'a Evaluation) -> Result<Documents<'a>, Vec<Finding>> {
        let wording = Wording::of_book(&evaluation.book)?;
        let letter = Letter { annex: Annex { evaluation }, wording: &wording, department: None };
        let to_all = KINDS.iter().filter(|kind| matches!(kind.to, To::All(_))).map(|kind| (kind, None));
        let gets = |kind: &Kind, department: usize| match kind.to {
            To::All(_) => false,
            To::Each { gets, .. } => gets(letter, department),
        };
        let to_each = (0..evaluation.cards.len()).flat_map(|department| {
            let of_department = KINDS.iter().filter(move |kind| gets(kind, department));
            of_department.map(move |kind| (kind, Some(department)))
        });
        let (kinds, held): (Vec<_>, Vec<_>) =
            to_all.chain(to_each).partition(|(kind, _)| kind.public || !evaluation.public);
        let count = |kind: &Kind| held.iter().filter(|(one, _)| one.name == kind.name).count();
        let left_out = KINDS.iter().map(|kind| (kind.name, count(kind))).filter(|(_, count)| *count > 0).collect();
        let departments: Vec<&str> = evaluation.submission.departments.iter().map(|one| one.name.as_str()).collect();
        let of_departments = crate::form::names::file_names(&departments);
        let name = |(kind, department): &(&Kind, Option<usize>)| match department {
            None => format!("{}.docx", kind.name),
            Some(index) => format!("{}-{}.docx", of_departments[*index], kind.name),
        };
        let names = kinds.iter().map(name).collect();
        Ok(Documents { evaluation, wording, kinds, names, left_out })
    }

    /// Whether a document goes to all.
    fn is_to_all(&self, at: usize) -> bool {
        self.kinds[at].1.is_none()
    }

    /// A document.
    pub fn document(&self, at: usize) -> Document {
        let (kind, department) = self.kinds[at];
        let letter = Letter { annex: Annex { evaluation: self.evaluation }, wording: &self.wording, department };
        match &kind.to {
            To::All(write) => write(letter),
            To::Each { write, .. } => write(letter, department.unwrap_or_default()),
        }
    }
}
