//! 计分规则: the official text of a 评分标准 compiled into one of a few kinds of rule.
//!
//! Each kind is one file with the same faces: parse (text → kind), score (facts → marks and trace),
//! explain (trace → an official's sentence). Percentages are fractions throughout: 1 is 100%.

use crate::convention::Conventions;
use crate::finding::Code;
use crate::quantity::{Exact, Points};
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
pub enum Trace {}

/// A compiled 评分标准.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {}

/// Compiles a 评分标准.
pub fn compile(source: &Source) -> Compilation {
    let _ = source;
    todo!()
}

impl Rule {
    /// The Chinese name of the kind: 逐点扣分, 分档计分, 按例扣分, 分项计分, 按比例计分, 人工评定.
    pub fn kind_name(&self) -> &'static str {
        todo!()
    }

    /// What 部门数据 must hold.
    pub fn needs(&self) -> Needs {
        todo!()
    }

    /// Marks for 不适用 that the text itself states (没有…的按满分计算), if it does.
    pub fn not_applicable(&self) -> Option<Points> {
        todo!()
    }

    /// The marks for these facts.
    pub fn score(&self, facts: &Facts, conventions: &Conventions) -> Result<Marking, Unscorable> {
        let _ = (facts, conventions);
        todo!()
    }

    /// 扣分原因 (or, at full marks, why they are full) in the wording of an official reply.
    pub fn explain(&self, marking: &Marking, subject: &Subject, conventions: &Conventions) -> String {
        let _ = (marking, subject, conventions);
        todo!()
    }

    /// One plain sentence of how the text is understood.
    pub fn read_back(&self) -> String {
        todo!()
    }

    /// 8 to 12 boundary examples.
    pub fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let _ = conventions;
        todo!()
    }

    /// Names of the conventions that touch this rule.
    pub fn conventions(&self) -> Vec<&'static str> {
        todo!()
    }
}
impl Rule {
    /// 人工评定, whatever the text says.
    pub fn judged(full_marks: Points) -> Rule {
        let _ = full_marks;
        todo!()
    }
}
