//! 计分规则: the official text of a 评分标准 compiled into one of a few kinds of rule.
//!
//! The text is normalised (text.rs), read piece by piece (tokens.rs, condition.rs, steps.rs, against.rs)
//! into phrases (phrases.rs), and the kinds claim what the phrases say. Exactly one kind must claim a text.
//!
//! Each kind is one file with the same faces: parse (text → kind), score (facts → marks and trace),
//! explain (trace → an official's sentence), read back (kind → text). Percentages are fractions
//! throughout: 1 is 100%.

mod figures;
pub mod formula;
pub mod grammar;
pub mod kinds;
mod rule;
pub mod trial;
mod try_value;
pub mod underline;
mod wording;

pub use crate::criterion::grammar::negative::Negative;
pub use crate::criterion::grammar::reading::Reading;
pub use crate::criterion::grammar::steps::Direction;
pub use crate::criterion::grammar::tokens::Unit;
pub use crate::criterion::kinds::bands::{Against, Band, Bands, BandsTrace, Edge, Limit};
pub use crate::criterion::kinds::checklist::{Checklist, ChecklistTrace};
pub use crate::criterion::kinds::judged::{Judged, JudgedTrace, Why};
pub use crate::criterion::kinds::per_case::{PerCase, PerCaseTrace};
pub use crate::criterion::kinds::per_step::{PerStep, PerStepTrace};
pub use crate::criterion::kinds::proportional::{Proportional, ProportionalTrace};

use crate::criterion::grammar::reading::refuses;
use crate::criterion::wording::{named, not_applicable_words, opening, with_remark};
use crate::ground::finding::{Code, Severity};
use crate::ground::quantity::{Exact, Points};
use rust_decimal::Decimal;
use std::ops::Range;

/// What there is to compile.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// 三级指标, for example “三公经费”控制率.
    pub indicator: &'a str,
    /// 评分标准 as it stands in the cell.
    pub text: &'a str,
    /// 分值.
    pub full_marks: Points,
}

/// A fault or remark of the compiler, pointing at the official text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which kind; its severity says whether it refuses the text.
    pub code: Code,
    /// The characters at fault, counted in `char`s of the original text.
    pub span: Range<usize>,
    /// What is wrong and what it could mean.
    pub message: String,
    /// The sentence to write instead, or what to do; may be empty.
    pub advice: String,
}

impl Fault {
    /// 级别; 必须 refuses the text.
    pub fn severity(&self) -> Severity {
        self.code.info().severity
    }
}

/// The outcome of [`compile`]: no rule means that the text is refused.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// The rule, or none where the text is refused.
    pub rule: Option<Rule>,
    /// All faults and remarks, in the order of the text.
    pub faults: Vec<Fault>,
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

/// The facts of one department for one rule, of the shape that [`Rule::needs`] asks for.
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
}

/// Marks given by a rule, not yet rounded, with what led to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Marking {
    /// 得分, from 0 to the full marks, exact: the caller rounds once.
    pub marks: Exact,
    /// What led to them, for [`Rule::explain`].
    pub trace: Trace,
}

/// Why a rule gives no marks: the score is then 待核.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unscorable {
    /// The value lies in no band; the text shows it.
    NotCovered(String),
    /// The numbers are beyond exact arithmetic.
    TooLarge,
    /// The facts are of another shape than [`Rule::needs`], or marks are out of range.
    OutOfRange(String),
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The value as a reader writes it: 79.99%, 3例, 是、否、是.
    pub value: String,
    /// Its marks under the conventions in force; none where it cannot be scored.
    pub marks: Option<Points>,
}

/// What led to the marks; one variant a kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// 逐点扣分
    PerStep(PerStepTrace),
    /// 分档计分
    Bands(BandsTrace),
    /// 按例扣分
    PerCase(PerCaseTrace),
    /// 分项计分
    Checklist(ChecklistTrace),
    /// 按比例计分
    Proportional(ProportionalTrace),
    /// 人工评定
    Judged(JudgedTrace),
}

/// A compiled 评分标准.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// 逐点扣分
    PerStep(PerStep),
    /// 分档计分
    Bands(Bands),
    /// 按例扣分
    PerCase(PerCase),
    /// 分项计分
    Checklist(Checklist),
    /// 按比例计分
    Proportional(Proportional),
    /// 人工评定
    Judged(Judged),
}

/// What a kind makes of a text.
#[derive(Clone, Debug)]
pub enum Claim {
    /// The text is not of this kind.
    None,
    /// The text is of this kind; with remarks.
    Rule(Box<Rule>, Vec<Fault>),
    /// The text is of this kind, but faulty.
    Faults(Vec<Fault>),
}

impl<R: Into<Rule>> From<Result<(R, Vec<Fault>), Vec<Fault>>> for Claim {
    fn from(parsed: Result<(R, Vec<Fault>), Vec<Fault>>) -> Claim {
        match parsed {
            Ok((rule, faults)) if !faults.iter().any(refuses) => Claim::Rule(Box::new(rule.into()), faults),
            Ok((_, faults)) | Err(faults) => Claim::Faults(faults),
        }
    }
}

/// One kind of rule: a row of [`KINDS`].
pub struct Kind {
    /// Its identifier in machine-readable output: per_step.
    pub id: &'static str,
    /// Its Chinese name: 逐点扣分.
    pub name: &'static str,
    /// How it scores, in one sentence.
    pub about: &'static str,
    /// A text of this kind.
    pub sample: &'static str,
    /// What it makes of a text.
    pub parse: fn(&Reading) -> Claim,
}

/// All kinds of rules.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    Kind { id: "per_step", name: "逐点扣分", about: "达到标准得满分；超出（或不足）标准的，每一步扣若干分。", sample: "≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。", parse: kinds::per_step::parse },
    Kind { id: "bands", name: "分档计分", about: "按数值所在的档次计分；也可与另一数据项比较分档。", sample: "≥90%，计5分；80%（含）-90%，计4分；低于80%不得分。", parse: kinds::bands::parse },
    Kind { id: "per_case", name: "按例扣分", about: "满分起，每出现一例扣若干分。", sample: "每出现一例不符合要求的扣1分，扣完为止。", parse: kinds::per_case::parse },
    Kind { id: "checklist", name: "分项计分", about: "逐项核对，符合的得该项分值。", sample: "①制度健全，2分；②制度得到有效执行，1分。", parse: kinds::checklist::parse },
    Kind { id: "proportional", name: "按比例计分", about: "计算结果乘以分值，最高为分值。", sample: "得分＝预算执行率×10分，最高10分。", parse: kinds::proportional::parse },
    Kind { id: "judged", name: "人工评定", about: "没有写明计分办法，由评审人员在分值之内打分。", sample: "部门应细化为相应的个性化指标。", parse: kinds::judged::parse },
];

/// Longer texts are no 评分标准.
const LONGEST: usize = 3000;

/// Compiles a 评分标准.
///
/// # Examples
/// ```
/// use jixiao::ground::quantity::Points;
/// use jixiao::criterion::{Source, compile};
/// let text = "每低于100%一个百分点扣0.1分，扣完为止。";
/// let compiled = compile(&Source { indicator: "固定资产利用率", text, full_marks: Points(3.into()) });
/// assert_eq!(compiled.rule.unwrap().kind_name(), "逐点扣分");
/// ```
pub fn compile(source: &Source) -> Compilation {
    let length = source.text.chars().count();
    let refuse = |code, message: &str, advice: &str| {
        let fault = Fault { code, span: 0..length, message: message.into(), advice: advice.into() };
        Compilation { rule: None, faults: vec![fault] }
    };
    if length > LONGEST {
        return refuse(Code::NotUnderstood, "评分标准过长，未识别", "请只保留计分的规定");
    }
    if source.text.trim().is_empty() {
        return refuse(Code::NotUnderstood, "评分标准为空", "请填写评分标准，或在“计算公式”列填“评定”");
    }
    if source.full_marks <= Points::ZERO {
        return refuse(Code::MarksNotFull, "分值应大于0", "请填写分值");
    }
    let reading = Reading::new(source);
    let mut claims: Vec<(&Kind, Claim)> = KINDS.iter().map(|kind| (kind, (kind.parse)(&reading))).collect();
    claims.retain(|(_, claim)| !matches!(claim, Claim::None));
    let (rule, mut faults) = match claims.as_slice() {
        [(_, Claim::Rule(rule, faults))] => (Some((**rule).clone()), faults.clone()),
        [(_, Claim::Faults(faults))] => (None, faults.clone()),
        [] => (None, no_kind(&reading)),
        several => (None, several_kinds(&reading, several)),
    };
    faults.extend(reading.common_faults());
    faults.sort_by_key(|fault| (fault.span.start, fault.code));
    faults.dedup();
    let outer = faults.clone();
    faults.retain(|fault| !outer.iter().any(|other| is_inside(fault, other)));
    let refused = faults.iter().any(refuses);
    // how the silent side would have been read is of no interest then
    faults.retain(|fault| !refused || fault.code != Code::SilentOnExcess);
    Compilation { rule: rule.filter(|_| !refused), faults }
}

/// Whether another fault of the same code covers the words of this one and more: one spot, one fault.
fn is_inside(fault: &Fault, other: &Fault) -> bool {
    let covered = other.span.start <= fault.span.start && fault.span.end <= other.span.end;
    fault.code == Code::LostComparison && other.code == fault.code && covered && other.span != fault.span
}

/// The kinds that claim a text; other than one, it is refused.
pub fn claims(source: &Source) -> Vec<&'static str> {
    let reading = Reading::new(source);
    KINDS.iter().filter(|kind| !matches!((kind.parse)(&reading), Claim::None)).map(|kind| kind.id).collect()
}

/// Faults of a text that no kind claims.
fn no_kind(reading: &Reading) -> Vec<Fault> {
    let unread = reading.unread(|_| false);
    if !unread.is_empty() {
        return unread;
    }
    let whole = 0..reading.text.as_str().len();
    let advice = "请写明怎样计分；如由人工打分，请在“计算公式”列填“评定”";
    vec![reading.fault(Code::NotUnderstood, &whole, "没有找到计分的规定", advice)]
}

/// Faults of a text that reads as two kinds of rule.
fn several_kinds(reading: &Reading, claims: &[(&Kind, Claim)]) -> Vec<Fault> {
    let names: Vec<&str> = claims.iter().map(|(kind, _)| kind.name).collect();
    let whole = 0..reading.text.as_str().len();
    let message = format!("既像{}，不能确定按哪一种", names.join("，又像"));
    let mut faults = vec![reading.fault(Code::NotUnderstood, &whole, message, "请只保留一种计分办法")];
    faults.extend(reading.unread(|_| false));
    faults
}
