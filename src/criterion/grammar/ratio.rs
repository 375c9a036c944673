//! Phrases of a proportion: 得分＝预算执行率×10分, 按完成比例计算得分, 超过100%的按100%计.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Condition, condition_then};
use crate::criterion::grammar::tokens::{
    Input, Parsed, Quantity, Spanned, any_of, comma, is_separator, number, points, quantity, spanned, words_before,
};
use crate::ground::quantity::Exact;
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::Stream;

/// A proportion, and for which values it holds.
#[derive(Clone, Debug)]
pub(crate) struct Ratio {
    pub(crate) below: Below,
    /// 95% of 得分＝执行率÷95%×5分.
    pub(crate) over: Option<Quantity>,
    /// The marks it names.
    pub(crate) marks: Option<Spanned<Decimal>>,
    pub(crate) says: Says,
}

/// The values for which a proportion holds.
#[derive(Clone, Debug)]
pub(crate) enum Below {
    /// Nothing is said.
    Unsaid,
    /// 未达到的, 未完成的
    Short,
    /// 低于95%的
    Condition(Box<Condition>),
}

/// How a proportion is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// 得分＝执行率×5分, 按执行率计分
    Product,
    /// 按比例计分
    Proportion,
    /// 按比例扣分
    Deduction,
}

/// 得分＝预算执行率×10分, 按完成比例计算得分, 低于95%的，得分＝执行率÷95%×5分
pub(crate) fn ratio(input: &mut Input<'_>) -> Parsed<Ratio> {
    const SHORT: &[&str] = &["未完成的", "未全部完成的", "未达到的", "未达标的", "达不到的", "未达到标准的", "低于的"];
    let short = (opt((any_of(SHORT), comma)), plain).map(|(short, ratio)| match short {
        Some(_) => Ratio { below: Below::Short, ..ratio },
        None => ratio,
    });
    let conditioned = |input: &mut Input<'_>| {
        let (condition, ratio) = condition_then(input, |input| {
            opt(any_of(&["的部分", "的", "时", "之间的"])).parse_next(input)?;
            comma(input)?;
            plain(input)
        })?;
        Ok(Ratio { below: Below::Condition(Box::new(condition)), ..ratio })
    };
    alt((short, conditioned)).parse_next(input)
}

fn plain(input: &mut Input<'_>) -> Parsed<Ratio> {
    alt((ratio_product, reversed_product, ratio_words)).parse_next(input)
}

fn unsaid(over: Option<Quantity>, marks: Option<Spanned<Decimal>>, says: Says) -> Ratio {
    Ratio { below: Below::Unsaid, over, marks, says }
}

fn ratio_product(input: &mut Input<'_>) -> Parsed<Ratio> {
    opt(any_of(GIVES)).parse_next(input)?;
    let words = words_before(input, 30, |input| peek(any_of(OPERATORS)).void().parse_next(input))?;
    if !is_measure(&words) {
        return Err(EmptyError);
    }
    let divisor = quantity.verify(|over| over.unit == Unit::Percent && over.value > Exact::ZERO);
    let over = opt((any_of(DIVIDED), divisor).map(|(_, over)| over)).parse_next(input)?;
    any_of(TIMES).parse_next(input)?;
    let marks = factor(input)?;
    opt(any_of(&["计分", "计算得分", "得分", "计算"])).parse_next(input)?;
    Ok(unsaid(over, marks, Says::Product))
}

/// 得分=指标分值×完成率
fn reversed_product(input: &mut Input<'_>) -> Parsed<Ratio> {
    any_of(GIVES).parse_next(input)?;
    let marks = factor(input)?;
    any_of(TIMES).parse_next(input)?;
    let words: &str = winnow::token::take_till(1..30, |c| is_separator(c) || c == '(').parse_next(input)?;
    let is_rate = ["率", "比例", "度"].iter().any(|end| words.ends_with(end));
    if is_rate && is_measure(words) { Ok(unsaid(None, marks, Says::Product)) } else { Err(EmptyError) }
}

const GIVES: &[&str] = &["得分=", "计分=", "实际得分=", "本项得分=", "指标得分=", "该项得分=", "得分为", "按"];
const TIMES: &[&str] = &["×", "*", "乘以"];
const DIVIDED: &[&str] = &["÷", "/", "除以"];
const OPERATORS: &[&str] = &["×", "*", "乘以", "÷", "/", "除以"];

/// 1−偏离率 and the like would not be the measure itself.
fn is_measure(words: &str) -> bool {
    !words.contains("绝对值") && !words.contains(|c: char| c.is_ascii_digit() || "+-=×*/÷(),%".contains(c))
}

/// 分值, 10分 or 10.
fn factor(input: &mut Input<'_>) -> Parsed<Option<Spanned<Decimal>>> {
    const FULL: &[&str] = &[
        "分值",
        "满分",
        "本项分值",
        "该项分值",
        "指标分值",
        "该指标分值",
        "满分值",
        "权重",
        "标准分",
        "指标权重",
        "权重分",
        "权重分值",
        "该项权重",
    ];
    alt((spanned(points).map(Some), any_of(FULL).map(|_| None), spanned(number).map(Some))).parse_next(input)
}

fn ratio_words(input: &mut Input<'_>) -> Parsed<Ratio> {
    any_of(&["按", "按照", "根据", "以", "依"]).parse_next(input)?;
    const GIVE: &[&str] = &[
        "比例计算得分",
        "比例得分",
        "比例计分",
        "比例计算分值",
        "比例折算得分",
        "比例计算",
        "比例给分",
        "比例计得分",
        "比例赋分",
        "率计算得分",
        "率计分",
        "率得分",
        "率折算得分",
        "率计算分值",
    ];
    const DEDUCT: &[&str] =
        &["比例扣分", "比例扣减", "比例扣", "比例扣除", "比例折算扣分", "比例相应扣分", "比例相应扣减"];
    let before =
        ["", "完成", "实际完成", "实际", "完成任务", "执行", "预算执行", "支出", "目标完成", "计划完成", "实现"];
    let rest: &str = input.as_ref();
    let words = rest.split_once("比例").or(rest.split_once("率")).map_or("", |(words, _)| words);
    if !before.contains(&words) {
        return Err(EmptyError);
    }
    input.next_slice(words.len());
    let deduction = any_of(DEDUCT).map(|_| Says::Deduction);
    let given = any_of(GIVE).map(|word| if word.starts_with('率') { Says::Product } else { Says::Proportion });
    alt((deduction, given)).map(|says| unsaid(None, None, says)).parse_next(input)
}

/// 满分为止, 超过100%的按100%计
pub(crate) fn ratio_cap(input: &mut Input<'_>) -> Parsed<()> {
    let words = any_of(&[
        "满分为止",
        "得满为止",
        "计满为止",
        "最高不超过满分",
        "最高得满分",
        "最高满分",
        "不超过满分",
        "最高计满分",
        "最高为满分",
        "加满为止",
        "以满分为限",
        "超过权重的按权重计",
        "超过分值的按分值计",
    ])
    .void();
    let over = (
        opt(any_of(&["完成率", "执行率", "比例", "实际完成率", "预算执行率"])),
        any_of(&["超过100%", "大于100%", "高于100%"]),
        opt(any_of(&["的部分", "的", "时"])),
        comma,
        alt((
            (any_of(&["按100%", "以100%"]), opt(any_of(&["计", "计算", "计分", "计算得分"]))).void(),
            any_of(&["按满分计", "按满分计分", "按满分计算", "计满分", "得满分"]).void(),
        )),
    )
        .void();
    alt((words, over)).parse_next(input)
}
