//! What the phrases of a 评分标准 can say, whatever rule it belongs to.

use crate::criterion::grammar::against;
use crate::criterion::grammar::condition::Condition;
use crate::criterion::grammar::earn::Earn;
use crate::criterion::grammar::judging::{MarkRange, MarkSpan};
use crate::criterion::grammar::ratio::Ratio;
use crate::criterion::grammar::steps::{Case, Step};
use crate::criterion::grammar::target::{Met, Target};
use crate::criterion::grammar::tokens::{Marks, Quantity, Spanned};
use crate::criterion::lexicon::Silence;
use crate::criterion::negative::Negative;
use crate::ground::PartStep;
use rust_decimal::Decimal;
use std::ops::Range;

/// One phrase with its bytes in the normal form of the text.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) meaning: Meaning,
    pub(crate) span: Range<usize>,
    /// Whether a whole sentence ends with it (；。 or the end of the text).
    pub(crate) ends_sentence: bool,
}

/// What a phrase says.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// 以100%为标准
    Standard(Spanned<Quantity>),
    /// ≥90%，计5分; 低于80%或超过120%，不得分 has a second condition
    Award { condition: Condition, or: Option<Condition>, marks: Spanned<Marks> },
    /// 按时报送得1分: a condition in words.
    WordAward { words: String, marks: Spanned<Marks> },
    /// 有结余，但不超过上年结转，2分
    Against { condition: against::Comparison, marks: Spanned<Marks> },
    /// 每超过一个百分点扣0.5分
    Step(Step),
    /// 每出现一例扣1分
    Case(Case),
    /// 扣完为止; with a number 扣满5分为止
    Floor(Option<Spanned<Decimal>>),
    /// 最多扣3分
    Most(Spanned<Decimal>),
    /// 满分5分, 共5分, 最高5分
    Total(Spanned<Decimal>),
    /// 没有…的按满分计算
    NotApplicable(String),
    /// 不足一个百分点的不扣分
    PartStep { of: Quantity, reading: PartStep },
    /// ①…，1分
    Item { marker: String, ordinal: u32, words: String, marks: Option<Spanned<Marks>> },
    /// 每项1分, for items without marks of their own.
    Each(Spanned<Marks>),
    /// 按完成比例计算得分, 得分＝率×10分
    Ratio(Ratio),
    /// 满分为止, 超过100%的按100%计
    RatioCap,
    /// 超过100%的未作规定，按不扣分理解: written by the read-back.
    Silence(Silence),
    /// 酌情扣分, with the place of 酌情.
    Discretion(Range<usize>),
    /// 个性化指标
    Own,
    /// 由评审人员评定
    Person,
    /// 数值为负的，按绝对值计
    Negative(Negative),
    /// 项目验收合格率： before its rule.
    Label(Spanned<String>),
    /// 评分标准：, 资金使用合规性（5分）：, 指标解释：… before its rule.
    Heading {
        /// The words.
        name: Spanned<String>,
        /// 分值 in brackets behind it.
        marks: Option<Spanned<Decimal>>,
        /// Whether it names an indicator: it must then stand first.
        is_name: bool,
    },
    /// 完成指标值的，记满分
    Reached(Spanned<Marks>),
    /// 目标值≤3%
    Target(Target),
    /// 达到目标值（≥80%）的得满分, 不超过目标值的得4分
    Met(Met),
    /// 每举办1期培训得1分
    Earn(Earn),
    /// 基础分3分
    BaseMarks(Spanned<Decimal>),
    /// 以年度目标值为基准
    OnTarget,
    /// 超过100%的按10分计
    RatioCapAt(Spanned<Decimal>),
    /// 效果显著得8-10分: a person gives the marks within them.
    Range(MarkRange),
    /// 分为好、一般、差三档
    Tiers(Vec<String>),
    /// 分别按照100%-80%（含）、80%-60%（含）、60%-0%确定分值
    RangesOfTiers(Vec<MarkSpan>),
    /// A级： before a condition in numbers.
    BandLabel(Spanned<String>),
    /// 发现挪用资金的，本项不得分
    Veto {
        /// 发现挪用资金
        event: Spanned<String>,
        marks: Spanned<Marks>,
        /// Whether it says 本项.
        marked: bool,
    },
    /// 符合的得分，不符合的不得分, of all items.
    ItemsSay,
    /// Words on a closed list that change nothing.
    Remark,
    /// A sentence that decides nothing; the read-back quotes it.
    Note,
    /// Not understood.
    Unread,
}
