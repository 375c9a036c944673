//! 人工评定: the text holds no rule (个性化指标) or leaves the marks to discretion (酌情扣分).

use crate::criterion::formula::{Formulas, Refs, points, sum_over};
use crate::criterion::grammar::phrases::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::{Claim, Fault, Subject, Unscorable};
use crate::ground::finding::Code;
use crate::ground::quantity::Points;

/// Why a person gives the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// 酌情扣分: no amount is stated.
    Discretion,
    /// 个性化指标: departments set their own.
    Own,
    /// The text says that persons judge.
    Person,
}

/// A rule that a person applies.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// 分值.
    pub full: Points,
    /// Why a person gives the marks.
    pub why: Why,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedTrace {
    /// 评定得分.
    pub marks: Points,
}

pub(crate) fn parse(reading: &Reading) -> Claim {
    let full = reading.source.full_marks;
    let claim =
        |why, faults: Vec<Fault>| Claim::from(Ok::<(Judged, Vec<Fault>), Vec<Fault>>((Judged { full, why }, faults)));
    if reading.is_discretionary() {
        let mut faults: Vec<Fault> =
            reading.word_awards().iter().filter_map(|(_, marks)| too_much(reading, marks)).collect();
        let places = reading.all(|m| if let Meaning::Discretion(place) = m { Some(place.clone()) } else { None });
        let span = places.first().cloned().unwrap_or(0..0);
        let message = format!("“{}”没有写明扣多少分，由评审人员评定", reading.words(&span));
        faults.push(reading.fault(
            Code::Discretion,
            &span,
            message,
            "如要自动计分，请写成“每出现一例扣0.5分”一类的写法",
        ));
        return claim(Why::Discretion, faults);
    }
    if reading.has(|m| matches!(m, Meaning::Own)) {
        return claim(Why::Own, leftovers(reading));
    }
    if reading.has(|m| matches!(m, Meaning::Person)) {
        return claim(Why::Person, leftovers(reading));
    }
    Claim::None
}

/// Rules beside the words that leave the marks to a person.
fn leftovers(reading: &Reading) -> Vec<Fault> {
    let mut faults = reading.unread(|_| false);
    faults.extend(reading.strays("人工评定", |m| matches!(m, Meaning::Own | Meaning::Person)));
    faults
}

fn too_much(
    reading: &Reading,
    marks: &crate::criterion::grammar::tokens::Spanned<crate::criterion::grammar::tokens::Marks>,
) -> Option<Fault> {
    reading.not_full(marks).filter(|_| reading.points(marks) > reading.source.full_marks)
}

impl Judged {
    pub(crate) fn score(&self, marks: Points) -> Result<JudgedTrace, Unscorable> {
        if marks < Points::ZERO || marks > self.full {
            return Err(Unscorable::OutOfRange(format!("评定得分应在0至{}分之间，实为{marks}分", self.full)));
        }
        Ok(JudgedTrace { marks })
    }

    /// 「评定得分4分，扣1分。说明：……」
    pub(crate) fn explain(&self, trace: &JudgedTrace, subject: &Subject) -> String {
        let lost = self.full - trace.marks;
        let end = if lost == Points::ZERO { String::new() } else { format!("，扣{lost}分") };
        crate::criterion::with_remark(format!("评定得分{}分{end}", trace.marks), "说明", subject.remark)
    }

    pub(crate) fn read_back(&self) -> String {
        let who = match self.why {
            Why::Discretion => "由评审人员酌情评定",
            Why::Own => "属于部门自定的个性化指标，由评审人员评定",
            Why::Person => "由评审人员评定",
        };
        format!("{who}；满分{}分。", self.full)
    }
}

impl Judged {
    /// The 评定得分 itself; usable from 0 to the 分值. 无 is no judgement: 待核.
    pub(crate) fn formulas(&self, refs: &Refs) -> Formulas {
        let full = refs.full.clone().unwrap_or_else(|| points(self.full));
        let runs = refs.runs();
        let in_range = |run: &str| format!("IF(ISNUMBER({run}),IF(AND({run}>=0,{run}<={full}),1,0),0)");
        Formulas {
            marks: runs.first().cloned().unwrap_or_default(),
            usable: sum_over(&runs, in_range),
            ..Formulas::default()
        }
    }
}
