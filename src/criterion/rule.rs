//! A compiled 评分标准: what every kind of rule must be able to do, and what it is given.

use crate::criterion::fault::Fault;
use crate::criterion::figures::Unit;
use crate::criterion::formula::{Formulas, Refs};
use crate::criterion::grammar::reading::Reading;
use crate::ground::{Conventions, Exact, Points, SettingId};
use rust_decimal::Decimal;
use std::any::Any;
use std::fmt::{self, Debug};
use std::sync::Arc;

/// One kind of rule: a line of [`KINDS`](crate::criterion::KINDS).
pub struct Kind {
    /// Its identifier in machine-readable output: per_step.
    pub id: &'static str,
    /// Its Chinese name: 逐点扣分.
    pub name: &'static str,
    /// How it scores, in one sentence.
    pub about: &'static str,
    /// A text of this kind.
    pub sample: &'static str,
    /// 分值 of the sample.
    pub sample_marks: u32,
    /// What it makes of a text.
    pub(crate) parse: fn(&Reading) -> Claim,
}

impl Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// What every rule has.
#[derive(Clone, Debug)]
pub struct Common {
    pub(crate) kind: &'static Kind,
    /// 分值.
    pub(crate) full: Points,
    /// The words before 按满分计算 (没有楼堂馆所项目的), where the text has them.
    pub(crate) not_applicable: Option<String>,
    /// The sentences of the text that decide nothing.
    pub(crate) notes: Notes,
}

/// Sentences that decide nothing: rules that differ in them alone are the same.
#[derive(Clone, Default)]
pub(crate) struct Notes(Vec<String>);

impl Debug for Notes {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        Ok(())
    }
}

impl Common {
    pub(crate) fn new(kind: &'static Kind, reading: &Reading) -> Common {
        Common {
            kind,
            full: reading.source.full_marks,
            not_applicable: reading.not_applicable(),
            notes: Notes(reading.notes()),
        }
    }

    /// `；没有楼堂馆所项目的按满分计算`, at the end of a read-back.
    pub(crate) fn not_applicable_words(&self) -> String {
        self.not_applicable.as_ref().map_or(String::new(), |words| format!("；{words}按满分计算"))
    }
}

/// A compiled 评分标准, of whatever kind.
pub type Rule = Arc<dyn RuleKind>;

/// A rule of one kind. Percentages are fractions throughout: 1 is 100%.
pub trait RuleKind: Any + Debug + Send + Sync {
    /// What every rule has.
    fn common(&self) -> &Common;

    /// What 部门数据 must hold.
    fn needs(&self) -> Needs;

    /// An event that takes all marks: 发现挪用资金.
    fn event(&self) -> Option<&str> {
        None
    }

    /// What the measure counts: percentages, plain numbers or units; none where there is no measure.
    fn unit(&self) -> Option<&Unit> {
        None
    }

    /// 得分 for these facts, from 0 to the full marks, exact: the caller rounds once.
    ///
    /// # Errors
    /// Facts of another shape than [`RuleKind::needs`], values in no band, numbers beyond exact arithmetic.
    fn score(&self, facts: &Facts, conventions: &Conventions) -> Result<Exact, Unscorable>;

    /// 扣分原因 (or, at full marks, why they are full) in the wording of an official reply.
    ///
    /// # Errors
    /// Where [`RuleKind::score`] gives no marks.
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable>;

    /// One plain sentence of how the text is understood. Compiled again it gives the same rule.
    fn read_back(&self) -> String;

    /// The read-back with all sentences of the text that decide nothing.
    fn told(&self) -> String {
        let Notes(notes) = &self.common().notes;
        let read_back = self.read_back();
        match notes.is_empty() {
            true => read_back,
            false => format!("{read_back}以下文字不影响计分：{}。", notes.join("；")),
        }
    }

    /// 8 to 12 boundary examples, fewer where the rule has fewer boundaries.
    fn examples(&self, conventions: &Conventions) -> Vec<Example>;

    /// The Excel formulas of the marks, over the cells of one department.
    fn formulas(&self, refs: &Refs) -> Formulas;

    /// What a person who fills in the marks must know: the ranges of the text.
    fn hint(&self) -> Option<String> {
        None
    }

    /// What the helper cell of [`Formulas::helper`] holds, for the sheet 测算.
    fn helper_value(&self, _facts: &Facts, _conventions: &Conventions) -> Option<Exact> {
        None
    }

    /// For a rule against another 数据项: facts for every way in which the value can compare with it, while its figure is
    /// not known; `signed` where that may be below 0. Empty for other rules, and where some would have no marks.
    fn possible(&self, _value: Exact, _signed: bool) -> Vec<Facts> {
        Vec::new()
    }

    /// 期, 项: what is counted where every one that is done gives marks; none where faults are counted.
    fn counts_done(&self) -> Option<&str> {
        None
    }

    /// 完成值÷指标值, where the text names it as the measure: no other figure may stand for it.
    fn of_target(&self) -> Option<OfTarget> {
        None
    }

    /// 口径 that decide what the text leaves open, besides those of every rule.
    fn open_conventions(&self) -> Vec<SettingId> {
        Vec::new()
    }

    /// The kind.
    fn kind(&self) -> &'static Kind {
        self.common().kind
    }

    /// 分值.
    fn full_marks(&self) -> Points {
        self.common().full
    }

    /// Marks for 不适用 that the text itself states (没有…的按满分计算), if it does.
    fn not_applicable(&self) -> Option<Points> {
        self.common().not_applicable.as_ref().map(|_| self.full_marks())
    }

    /// Names of the 口径 that touch this rule.
    fn conventions(&self) -> Vec<&'static str> {
        let mut settings = self.open_conventions();
        settings.extend(self.needs().is_measured().then_some(SettingId::ZeroBase));
        settings.extend(self.not_applicable().is_none().then_some(SettingId::NotApplicable));
        settings.extend([SettingId::Missing, SettingId::ScorePlaces]);
        settings.into_iter().map(SettingId::name).collect()
    }

    /// The marks for a value, which is shown as `value`.
    fn example(&self, value: String, facts: &Facts, conventions: &Conventions) -> Example {
        let marks = self.score(facts, conventions).ok();
        Example { value, marks: marks.and_then(|marks| conventions.rounded(marks, self.full_marks())) }
    }
}

/// Two rules are the same where they are of one kind and all that was read is the same.
impl PartialEq for dyn RuleKind {
    fn eq(&self, other: &dyn RuleKind) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

/// What is divided by what, of 完成值 and 指标值.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfTarget {
    /// 完成值÷指标值: more is better.
    DoneByTarget,
    /// 指标值÷完成值: less is better.
    TargetByDone,
}

impl OfTarget {
    /// In the words of the read-back.
    pub(crate) fn words(self) -> &'static str {
        match self {
            OfTarget::DoneByTarget => "完成值÷指标值",
            OfTarget::TargetByDone => "指标值÷完成值",
        }
    }
}

/// An item of a checklist or of a list of cases: ①….
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The marker as written: ①, or empty where there is only one unmarked item.
    pub marker: String,
    /// The words without marker, marks and final punctuation.
    pub text: String,
    /// 分值 of the item (checklists only).
    pub marks: Points,
}

/// What one of the columns of a rule's own holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A number of cases.
    Count,
    /// 是/否 or marks.
    Check(Item),
    /// One of these words.
    Grade(Vec<String>),
    /// 是/否: whether an event happened that takes all marks.
    Event,
}

impl dyn RuleKind {
    /// What column number `item` of the rule's own holds; the event stands last.
    pub fn part(&self, item: usize) -> Part {
        match self.needs() {
            Needs::Checks(items) if item < items.len() => Part::Check(items[item].clone()),
            Needs::Cases(items) if item < items.len() => Part::Count,
            Needs::Grade(words) if item == 0 => Part::Grade(words),
            _ => Part::Event,
        }
    }
}

/// What a rule must be given to score: this decides the columns of 部门数据.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The value of the 计算公式.
    Measure,
    /// The value of the 计算公式 and another 数据项 named in the text (资金结余 against 上年结转).
    Against(String),
    /// Numbers of cases, one for each item; one item with an empty marker where the text lists none.
    Cases(Vec<Item>),
    /// 是/否 or marks, one for each item.
    Checks(Vec<Item>),
    /// 评定得分 given by a person.
    Judgement,
    /// One of these words: 健全, 基本健全, 不健全.
    Grade(Vec<String>),
}

impl Needs {
    /// Whether the rule scores the value of a 计算公式.
    pub fn is_measured(&self) -> bool {
        matches!(self, Needs::Measure | Needs::Against(_))
    }

    /// How many columns of its own it has in 部门数据, without that of an event.
    pub fn parts(&self) -> usize {
        match self {
            Needs::Cases(items) | Needs::Checks(items) => items.len(),
            Needs::Grade(_) => 1,
            _ => 0,
        }
    }
}

/// The answer to a checklist item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 是
    Yes,
    /// 否
    No,
    /// Marks awarded, 0 to the item's.
    Marks(Points),
}

/// The facts of one department for one rule, of the shape that [`RuleKind::needs`] asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Facts {
    /// For [`Needs::Measure`].
    Value(Exact),
    /// For [`Needs::Against`]: the measure, then the other 数据项.
    Against(Exact, Exact),
    /// For [`Needs::Cases`]: whole numbers not below 0.
    Counts(Vec<Decimal>),
    /// For [`Needs::Checks`].
    Checks(Vec<Answer>),
    /// For [`Needs::Judgement`]: from 0 to the full marks.
    Judgement(Points),
    /// For [`Needs::Grade`]: which of the words.
    Grade(usize),
    /// The event of [`RuleKind::event`] happened; nothing else counts.
    Vetoed,
}

impl Facts {
    /// The value of the 计算公式, where the rule scores one.
    pub fn measure(&self) -> Option<Exact> {
        match self {
            Facts::Value(value) | Facts::Against(value, _) => Some(*value),
            _ => None,
        }
    }

    /// The same with another value of the 计算公式.
    pub fn with_measure(&self, measure: Exact) -> Facts {
        match self {
            Facts::Value(_) => Facts::Value(measure),
            Facts::Against(_, other) => Facts::Against(measure, *other),
            others => others.clone(),
        }
    }
}

/// Why a rule gives no marks: the score is then 待核.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unscorable {
    /// The value lies in no band; the text shows it.
    NotCovered(String),
    /// The numbers are beyond exact arithmetic.
    TooLarge,
    /// The facts are of another shape than [`RuleKind::needs`], or marks are out of range.
    OutOfRange(String),
}

impl Kind {
    /// Facts that belong to another kind of rule.
    pub(crate) fn other_facts(&self) -> Unscorable {
        Unscorable::OutOfRange(format!("{}所需的数据不是这一种", self.name))
    }
}

/// Whom and what an explanation speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// 三级指标.
    pub indicator: &'a str,
    /// The 计算公式 with the figures in it, `6.37÷5.50`; empty where the measure is one figure.
    pub calculation: &'a str,
    /// 情况说明 or 说明 of the department; may be empty.
    pub remark: &'a str,
}

/// A worked example of a rule: `79.99%→3分`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Example {
    /// The value as a reader writes it: 79.99%, 3例, 是、否、是.
    pub value: String,
    /// Its marks under the conventions in force; none where it cannot be scored.
    pub marks: Option<Points>,
}

/// The outcome of [`compile`](crate::criterion::compile): no rule means that the text is refused.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// The rule, or none where the text is refused.
    pub rule: Option<Rule>,
    /// All faults and remarks, in the order of the text.
    pub faults: Vec<Fault>,
}

/// What a kind makes of a text; none where the text is not of this kind.
pub(crate) type Claim = Option<Compilation>;

/// The text is of this kind. `parse` gives the rule, or the fault that keeps it from going on, and collects all
/// other faults and remarks.
pub(crate) fn claim<R: RuleKind>(parse: impl FnOnce(&mut Vec<Fault>) -> Result<R, Fault>) -> Claim {
    let mut faults = Vec::new();
    let rule = parse(&mut faults).map_err(|fault| faults.push(fault)).ok();
    let rule = rule.filter(|_| !faults.iter().any(Fault::refuses));
    Some(Compilation { rule: rule.map(|rule| Arc::new(rule) as Rule), faults })
}
