//! 人工评定: the text holds no rule (个性化指标) or leaves the marks to discretion (酌情扣分).

mod parse;
mod tiers;

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
    /// The tiers of the text and the marks that may be given in them.
    tiers: Vec<Tier>,
}

/// A tier and its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tier {
    /// 效果显著
    words: String,
    /// The fewest marks, and whether they belong to it.
    low: (Points, bool),
    /// The most marks, and whether they belong to it.
    high: (Points, bool),
}

impl Tier {
    fn contains(&self, marks: Points) -> bool {
        let above = marks > self.low.0 || self.low.1 && marks == self.low.0;
        above && (marks < self.high.0 || self.high.1 && marks == self.high.0)
    }

    /// 8分（含）至10分（含）
    fn span(&self) -> String {
        let note = |closed: bool| if closed { "（含）" } else { "（不含）" };
        format!("{}分{}至{}分{}", self.low.0, note(self.low.1), self.high.0, note(self.high.1))
    }

    /// `AND(x>=8,x<=10)`
    fn formula(&self, cell: &str) -> String {
        let equal = |closed: bool| if closed { "=" } else { "" };
        let (low, high) = (points(self.low.0), points(self.high.0));
        format!("AND({cell}>{}{low},{cell}<{}{high})", equal(self.low.1), equal(self.high.1))
    }
}

/// 人工评定 with this 分值, whatever the text says.
pub fn judged(full_marks: Points) -> Rule {
    Arc::new(Judged { common: common(full_marks), why: Why::Person, tiers: Vec::new() })
}

fn common(full: Points) -> Common {
    Common { kind: &KIND, full, not_applicable: None, notes: Notes::default() }
}

impl Judged {
    /// The tier in which some marks lie; none where the text names no tiers.
    fn tier(&self, marks: Points) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.contains(marks))
    }

    /// `效果显著，得8分（含）至10分（含）；……`
    fn tiers_in_words(&self) -> String {
        let tier = |tier: &Tier| format!("{}，得{}", tier.words, tier.span());
        self.tiers.iter().map(tier).collect::<Vec<String>>().join("；")
    }

    fn marks(&self, facts: &Facts) -> Result<Points, Unscorable> {
        let Facts::Judgement(marks) = facts else { return Err(KIND.other_facts()) };
        if *marks < Points::ZERO || *marks > self.full_marks() {
            return Err(Unscorable::OutOfRange(format!("评定得分应在0至{}分之间，实为{marks}分", self.full_marks())));
        }
        if !self.tiers.is_empty() && self.tier(*marks).is_none() {
            return Err(Unscorable::OutOfRange(format!(
                "评定得分{marks}分不在任何一档之内（{}）",
                self.tiers_in_words()
            )));
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
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable> {
        let marks = self.marks(facts)?;
        let tier =
            self.tier(marks).map_or(String::new(), |tier| format!("，属“{}”一档（{}）", tier.words, tier.span()));
        let text =
            format!("评定得分{marks}分{tier}{}", wording::rounding(self.full_marks(), marks.exact(), conventions));
        Ok(wording::with_remark(&text, "说明", subject.remark))
    }

    fn read_back(&self) -> String {
        let who = match self.why {
            Why::Discretion => "由评审人员酌情评定",
            Why::Own => "属于部门自定的个性化指标，由评审人员评定",
            Why::Person => "由评审人员评定",
        };
        match self.tiers.is_empty() {
            true => format!("{who}；满分{}分。", self.full_marks()),
            false => format!("{}；由评审人员在相应区间内评定；满分{}分。", self.tiers_in_words(), self.full_marks()),
        }
    }

    fn examples(&self, _: &Conventions) -> Vec<Example> {
        Vec::new()
    }

    fn hint(&self) -> Option<String> {
        (!self.tiers.is_empty()).then(|| self.tiers_in_words())
    }

    /// The 评定得分 itself; usable from 0 to the 分值. 无 is no judgement: 待核.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let full = refs.full.clone().unwrap_or_else(|| points(self.full_marks()));
        let runs = refs.runs();
        let all = |run: &str| match self.tiers.as_slice() {
            tiers if tiers.is_empty() || refs.full.is_some() => format!("AND({run}>=0,{run}<={full})"),
            tiers => format!("OR({})", tiers.iter().map(|tier| tier.formula(run)).collect::<Vec<_>>().join(",")),
        };
        let in_range = |run: &str| format!("IF(ISNUMBER({run}),IF({},1,0),0)", all(run));
        Formulas {
            marks: runs.first().cloned().unwrap_or_default(),
            usable: sum_over(&runs, in_range),
            ..Formulas::default()
        }
    }
}
