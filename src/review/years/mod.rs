//! 年度对比: last year's workbook compared with this year's. Each is scored by its own table and 口径; departments are
//! matched by name and 部门别名, never by likeness, and only what means the same in both years is compared.

mod cells;
mod figures;
mod joined;
pub mod last_year;
mod lists;
mod matching;
mod notes;
mod overview;
mod words;

pub use crate::review::years::joined::Compared;

pub(super) use crate::review::years::notes::COMPARED;
pub(super) use crate::review::years::overview::{OVERVIEW, OVERVIEW_TITLE};

use crate::evaluate::{Evaluation, Refusal};
use crate::ground::convention::SETTINGS;
use crate::ground::{Finding, Points, SettingId, tidy};
use crate::review::BeforeAfter;
use crate::review::years::matching::{Matching, Pair};
use crate::scheme::changes::{changes, differences, old_indicators};
use crate::scheme::{Change, Scheme};
use crate::submission::Submission;

/// Two years side by side.
pub struct Comparison<'a> {
    /// 去年
    pub before: &'a Evaluation,
    /// 今年
    pub after: &'a Evaluation,
    /// Which department is which.
    pub matching: Matching,
    /// The indicators of this year, in the order of its table.
    pub indicators: Vec<IndicatorPair>,
    /// 取消: indicators of last year that are gone.
    pub gone: Vec<usize>,
    /// What changed in the table and in the 口径, for the reader.
    pub changes: Vec<Change>,
    /// What was found between this year's data and last year's.
    pub findings: Vec<Finding>,
}

/// One indicator of this year and what stood for it last year.
pub struct IndicatorPair {
    /// Index in last year's table; none where it is new.
    pub before: Option<usize>,
    /// Index in this year's table.
    pub after: usize,
    /// What may be compared.
    pub comparable: Comparable,
}

/// 可比性 of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparable {
    /// 可比: the same words, the same 分值.
    Same,
    /// 只比得分率: only the 分值 changed.
    RateOnly,
    /// 不可比: the words, the formula, the group or a 口径 that touches it changed.
    Changed(Vec<String>),
    /// 新增
    New,
}

impl Comparable {
    /// Whether scores or 得分率 are compared.
    pub fn is_compared(&self) -> bool {
        matches!(self, Comparable::Same | Comparable::RateOnly)
    }

    /// For a cell or a line.
    pub fn words(&self) -> String {
        match self {
            Comparable::Same => "可比".into(),
            Comparable::RateOnly => "分值变化，只比得分率".into(),
            Comparable::Changed(what) => format!("{}变化，不作比较", what.join("、")),
            Comparable::New => "今年新增，不作比较".into(),
        }
    }

    /// For machines.
    pub fn id(&self) -> &'static str {
        match self {
            Comparable::Same => "same",
            Comparable::RateOnly => "rate_only",
            Comparable::Changed(_) => "changed",
            Comparable::New => "new",
        }
    }
}

impl<'a> Comparison<'a> {
    /// Matches what means the same in both.
    ///
    /// # Errors
    /// A 部门别名 that stands for two departments.
    pub fn new(before: &'a Evaluation, after: &'a Evaluation) -> Result<Comparison<'a>, Refusal> {
        let matching = Matching::new(before, after)?;
        let findings = last_year::check(before.into(), after.into(), &matching);
        Ok(Comparison { findings, ..Comparison::of(before, after, matching) })
    }

    /// The same of departments that are matched, without a look at their data.
    fn of(before: &'a Evaluation, after: &'a Evaluation, matching: Matching) -> Comparison<'a> {
        let (old, new) = (&before.submission, &after.submission);
        let olds = old_indicators(&old.scheme.system, &new.scheme.system);
        let tables = Tables { old, new, olds: &olds };
        let pair = |(after, before): (usize, &Option<usize>)| IndicatorPair {
            before: *before,
            after,
            comparable: before.map_or(Comparable::New, |before| tables.comparable(before, after)),
        };
        let mut indicators: Vec<IndicatorPair> = olds.iter().enumerate().map(pair).collect();
        groups_together(&mut indicators, new);
        let gone = (0..old.scheme.system.indicators.len()).filter(|at| !olds.contains(&Some(*at))).collect();
        let mut changes = changes(&old.scheme.system, &new.scheme.system);
        changes.extend(settings(old, new));
        Comparison { before, after, matching, indicators, gone, changes, findings: Vec::new() }
    }

    /// Indicators that mean the same and have the same 分值, by their index in each year.
    pub fn same(&self) -> Vec<BeforeAfter<usize>> {
        let same = self.indicators.iter().filter(|pair| pair.comparable == Comparable::Same);
        same.filter_map(|pair| Some(BeforeAfter { before: pair.before?, after: pair.after })).collect()
    }

    /// 年度 of both as headings, or 去年 and 今年 where the workbooks have the same or none.
    pub fn years(&self) -> [String; 2] {
        years(self.before, self.after)
    }

    /// The names of a department.
    pub fn names(&self, pair: &Pair) -> BeforeAfter<&str> {
        self.evaluations().zip(*pair).map(|(year, at)| year.submission.departments[at].name.as_str())
    }

    /// 可比分值: of the indicators that are the same.
    pub fn same_marks(&self) -> Points {
        self.after.submission.scheme.system.marks_of(self.same().into_iter().map(|pair| pair.after))
    }

    /// Whether every indicator is the same, so that totals may be compared as they are.
    pub fn same_table(&self) -> bool {
        self.gone.is_empty() && self.indicators.iter().all(|pair| pair.comparable == Comparable::Same)
    }

    /// Whether ranks are given over the same scope in the same way.
    pub fn same_ranking(&self) -> bool {
        let (old, new) = (&self.before.submission.scheme.conventions, &self.after.submission.scheme.conventions);
        (old.rank_mode, old.rank_scope) == (new.rank_mode, new.rank_scope)
    }
}

/// 年度 of both as headings, or 去年 and 今年 where they are the same or not known.
fn years(before: &Evaluation, after: &Evaluation) -> [String; 2] {
    let years = [before.year(), after.year()];
    let differ = years.iter().all(|year| !year.is_empty()) && years[0] != years[1];
    if differ { years } else { ["去年".to_string(), "今年".to_string()] }
}

/// Both tables, and which indicator of the old one stands for each of the new one.
struct Tables<'a> {
    old: &'a Submission,
    new: &'a Submission,
    olds: &'a [Option<usize>],
}

impl Tables<'_> {
    /// What of an indicator may be compared, by its index in each table.
    fn comparable(&self, before: usize, after: usize) -> Comparable {
        let (old, new) = (&self.old.scheme, &self.new.scheme);
        let (one, other) = (&old.system.indicators[before], &new.system.indicators[after]);
        let mut what: Vec<String> = differences("", one, other).iter().map(|change| change.what.to_string()).collect();
        let partners = |scheme: &Scheme, group: Option<usize>| -> Vec<usize> {
            group.map(|group| scheme.system.groups[group].members.clone()).unwrap_or_default()
        };
        let now: Vec<Option<usize>> = partners(new, other.group).iter().map(|member| self.olds[*member]).collect();
        let then: Vec<Option<usize>> = partners(old, one.group).into_iter().map(Some).collect();
        if now != then {
            what.push(SHARED_MARKS.into());
        }
        let touching = new.rules[after].rule.conventions();
        // how marks are rounded is no other standard
        let touched =
            SETTINGS.iter().filter(|setting| touching.contains(&setting.name) && setting.id != SettingId::ScorePlaces);
        let differ = touched.filter(|setting| setting.value(&old.conventions) != setting.value(&new.conventions));
        what.extend(differ.map(|setting| format!("口径“{}”", setting.name)));
        match what.len() {
            0 => Comparable::Same,
            1 if one.marks != other.marks && other.group.is_none() => Comparable::RateOnly,
            _ => Comparable::Changed(what),
        }
    }
}

/// What changed where other indicators share a 分值.
const SHARED_MARKS: &str = "共用分值的指标";

/// A shared 分值 is compared only where every indicator that shares it is.
fn groups_together(indicators: &mut [IndicatorPair], new: &Submission) {
    for group in &new.scheme.system.groups {
        let same = |at: &usize| indicators[*at].comparable == Comparable::Same;
        if group.members.iter().all(same) {
            continue;
        }
        for at in &group.members {
            if indicators[*at].comparable == Comparable::Same {
                indicators[*at].comparable = Comparable::Changed(vec![SHARED_MARKS.into()]);
            }
        }
    }
}

/// Changes of the 口径 and of the 等次.
fn settings(old: &Submission, new: &Submission) -> Vec<Change> {
    let pairs = old.scheme.conventions.in_words().into_iter().zip(new.scheme.conventions.in_words());
    let differ = pairs.filter(|((_, before), (_, after))| tidy(before) != tidy(after));
    let change = |((name, before), (_, after)): ((&str, String), (&str, String))| Change {
        indicator: format!("口径：{name}"),
        what: "口径",
        before,
        after,
    };
    differ.map(change).collect()
}
