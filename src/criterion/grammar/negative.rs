//! 调整率取绝对值: how a value below 0 is taken by a rule that speaks of the size of a change.

use crate::criterion::grammar::condition::Condition;
use crate::criterion::grammar::phrases::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Input, Parsed, any_of};
use crate::criterion::{Fault, figures};
use crate::ground::convention::{Conventions, SettingId};
use crate::ground::finding::Code;
use crate::ground::quantity::Exact;
use std::ops::Range;
use winnow::Parser;

/// How a value below 0 is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Negative {
    /// As it is: −8% lies below 5%.
    AsItIs,
    /// As 调整率取绝对值 says: with 是 −8% is an adjustment of 8%.
    ByConvention,
    /// The text says 绝对值: −8% is always 8%.
    Size,
}

/// Measures that may go either way.
const EITHER_WAY: &[&str] = &["调整率", "调整幅度", "调增调减", "偏差", "偏离", "差异率", "变更率"];
const ABSOLUTE: &str = "绝对值";
const BY_CONVENTION: &str = "数值为负的，按“调整率取绝对值”口径处理";
const AS_SIZE: &str = "数值为负的，按绝对值计";

impl Negative {
    /// Whether a value is compared by its size.
    fn takes_size(self, conventions: &Conventions) -> bool {
        match self {
            Negative::AsItIs => false,
            Negative::ByConvention => conventions.absolute_adjustment,
            Negative::Size => true,
        }
    }

    /// What is compared with the numbers of the text.
    pub(crate) fn compared(self, value: Exact, conventions: &Conventions) -> Exact {
        if self.takes_size(conventions) { value.abs() } else { value }
    }

    /// The formula of what is compared.
    pub(crate) fn formula(self, value: &str) -> String {
        match self {
            Negative::AsItIs => value.to_string(),
            Negative::ByConvention => {
                format!("IF({},ABS({value}),{value})", SettingId::AbsoluteAdjustment.has(0))
            }
            Negative::Size => format!("ABS({value})"),
        }
    }

    /// At the end of a read-back.
    pub(crate) fn words(self) -> String {
        match self {
            Negative::AsItIs => String::new(),
            Negative::ByConvention => format!("；{BY_CONVENTION}"),
            Negative::Size => format!("；{AS_SIZE}"),
        }
    }
}

/// 数值为负的，按绝对值计
pub(crate) fn phrase(input: &mut Input<'_>) -> Parsed<Meaning> {
    const SIZE: &[&str] = &[
        AS_SIZE,
        "负数按绝对值计",
        "负数按绝对值计算",
        "结果为负数的，按绝对值计算",
        "按绝对值计算",
        "取绝对值计算",
        "取绝对值",
        "调整率取绝对值",
        "调整率按绝对值计算",
        "预算调整率取绝对值",
        "预算调整率按绝对值计算",
    ];
    let size = any_of(SIZE).map(|_| Meaning::Negative(Negative::Size));
    let convention = any_of(&[BY_CONVENTION]).map(|_| Meaning::Negative(Negative::ByConvention));
    winnow::combinator::alt((convention, size)).parse_next(input)
}

/// The name of the measure: 预算调整率 for 预算调整率的绝对值.
pub(crate) fn measure(subject: &str) -> String {
    subject.replace("的绝对值", "").replace(ABSOLUTE, "")
}

impl Reading<'_> {
    /// Whether the text or the indicator names a change that may go either way, and no number of the text
    /// tells what becomes of a negative one.
    pub(crate) fn leaves_negative_open(&self) -> bool {
        let speaks = |name: &str| EITHER_WAY.iter().any(|word| name.contains(word));
        let conditions = self.conditions();
        let of_steps = self.steps().into_iter().filter_map(|step| step.subject.as_ref());
        let labels = self.all(|m| if let Meaning::Label(name) = m { Some(name) } else { None });
        let mut subjects = conditions.iter().map(|c| &c.subject).chain(of_steps).chain(labels);
        let named = speaks(self.source.indicator) || subjects.any(|subject| speaks(&subject.value));
        let below = |c: &&Condition| {
            let reaches = |at: Exact| at.is_negative() || at.is_zero() && c.low.is_none();
            c.low.iter().chain(&c.high).any(|end| reaches(end.at.value))
        };
        named && !conditions.iter().any(below)
    }

    /// How negative values are taken, `open` where the numbers of the text do not tell; with a remark at
    /// `span` where only the convention does.
    pub(crate) fn negative(&self, open: bool, span: &Range<usize>, faults: &mut Vec<Fault>) -> Negative {
        let stated = self.all(|m| if let Meaning::Negative(negative) = m { Some(*negative) } else { None });
        let absolute = self.conditions().iter().any(|c| c.subject.value.contains(ABSOLUTE));
        match stated.first() {
            Some(stated) => *stated,
            None if absolute => Negative::Size,
            None if open => {
                faults.push(self.open_negative(span));
                Negative::ByConvention
            }
            None => Negative::AsItIs,
        }
    }

    /// 预算调整率≤5%: a cut of 30% is not above 5%. The text may mean the size of the change.
    fn open_negative(&self, span: &Range<usize>) -> Fault {
        let message = "没有写明结果为负数时怎样计分：口径“调整率取绝对值”为“是”时按绝对值计（调减8%按8%计），\
                       为“否”时按原数比较（负数都不超过标准）";
        let advice = "如无异议，可写明“数值为负的，按绝对值计”";
        self.fault(Code::SilentOnExcess, span, message, advice)
    }

    /// 绝对值 beside a number below 0, which no size reaches.
    pub(crate) fn absolute_below_zero(&self, condition: &Condition) -> Option<Fault> {
        let said = condition.subject.value.contains(ABSOLUTE) || self.has(|m| matches!(m, Meaning::Negative(_)));
        let negative = condition.low.iter().chain(&condition.high).find(|end| end.at.value.is_negative())?;
        let number = figures::stated(negative.at.value, &negative.at.unit);
        let message = format!("按绝对值计的数不会低于0，而评分标准写有{number}");
        said.then(|| self.fault(Code::NotUnderstood, &condition.span, message, "请只保留一种写法"))
    }
}
