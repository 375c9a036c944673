//! 人工评定: the text holds no rule (个性化指标) or leaves the marks to discretion (酌情扣分).

mod parse;

use crate::criterion::formula::{Formulas, Refs, points, sum_over};
use crate::criterion::rule::{Common, Example, Facts, Kind, Needs, Notes, Rule, RuleKind, Subject, Unscorable};
use crate::criterion::wording;
use crate::ground::{Conventions, Exact, Points};
use std::sync::Arc;

pub(crate) const KIND: Kind = Kind {
    id: "judged",
    name: "人工评定",
    about: "没有写明计分办法，由评审人员在分值之内打分。",
    sample: "部门应细化为相应的个性化指标。",
    sample_marks: 5,
    parse: parse::parse,
};

/// Why a person gives the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// 酌情扣分: no amount is stated.
    Discretion,
    /// 个性化指标: departments set their own.
    Own,
    /// The text says that persons judge.
    Person,
}

/// A rule that a person applies.
#[derive(Clone, Debug)]
struct Judged {
    common: Common,
    why: Why,
}

/// 人工评定 with this 分值, whatever the text says.
pub fn judged(full_marks: Points) -> Rule {
    Arc::new(Judged { common: common(full_marks), why: Why::Person })
}

fn common(full: Points) -> Common {
    Common { kind: &KIND, full, not_applicable: None, notes: Notes::default() }
}

impl Judged {
    fn marks(&self, facts: &Facts) -> Result<Points, Unscorable> {
        let Facts::Judgement(marks) = facts else { return Err(KIND.other_facts()) };
        if *marks < Points::ZERO || *marks > self.full_marks() {
            return Err(Unscorable::OutOfRange(format!("评定得分应在0至{}分之间，实为{marks}分", self.full_marks())));
        }
        Ok(*marks)
    }
}

impl RuleKind for Judged {
    fn common(&self) -> &Common {
        &self.common
    }

    fn needs(&self) -> Needs {
        Needs::Judgement
    }

    fn score(&self, facts: &Facts, _: &Conventions) -> Result<Exact, Unscorable> {
        self.marks(facts).map(Points::exact)
    }

    /// 「评定得分4分，扣1分。说明：……」
    fn explain(&self, facts: &Facts, subject: &Subject, _: &Conventions) -> Result<String, Unscorable> {
        let marks = self.marks(facts)?;
        let text = format!("评定得分{marks}分{}", wording::lost(self.full_marks(), marks));
        Ok(wording::with_remark(&text, "说明", subject.remark))
    }

    fn read_back(&self) -> String {
        let who = match self.why {
            Why::Discretion => "由评审人员酌情评定",
            Why::Own => "属于部门自定的个性化指标，由评审人员评定",
            Why::Person => "由评审人员评定",
        };
        format!("{who}；满分{}分。", self.full_marks())
    }

    fn examples(&self, _: &Conventions) -> Vec<Example> {
        Vec::new()
    }

    /// The 评定得分 itself; usable from 0 to the 分值. 无 is no judgement: 待核.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let full = refs.full.clone().unwrap_or_else(|| points(self.full_marks()));
        let runs = refs.runs();
        let in_range = |run: &str| format!("IF(ISNUMBER({run}),IF(AND({run}>=0,{run}<={full}),1,0),0)");
        Formulas {
            marks: runs.first().cloned().unwrap_or_default(),
            usable: sum_over(&runs, in_range),
            ..Formulas::default()
        }
    }
}
