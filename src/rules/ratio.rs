//! Phrases of a proportion: 得分＝预算执行率×10分, 按完成比例计算得分, 超过100%的按100%计.

use super::phrases::{Meaning, words_before};
use super::tokens::{Input, Parsed, Spanned, any_of, comma, is_separator, number, points, spanned};
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::Stream;

/// 得分＝预算执行率×10分, 按完成比例计算得分
pub(super) fn ratio(input: &mut Input<'_>) -> Parsed<Meaning> {
    let below = any_of(&["未完成的", "未全部完成的", "未达到100%的", "低于100%的", "小于100%的", "不足100%的"]);
    opt((below, comma)).parse_next(input)?;
    alt((ratio_product, reversed_product, ratio_words)).parse_next(input)
}

fn ratio_product(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(any_of(GIVES)).parse_next(input)?;
    let words = words_before(input, 30, |input| any_of(TIMES).void().parse_next(input))?;
    if !is_measure(&words) {
        return Err(EmptyError);
    }
    let marks = factor(input)?;
    opt(any_of(&["计分", "计算得分", "得分", "计算"])).parse_next(input)?;
    Ok(Meaning::Ratio(marks))
}

/// 得分=指标分值×完成率
fn reversed_product(input: &mut Input<'_>) -> Parsed<Meaning> {
    any_of(GIVES).parse_next(input)?;
    let marks = factor(input)?;
    any_of(TIMES).parse_next(input)?;
    let words: &str = winnow::token::take_till(1..30, |c| is_separator(c) || c == '(').parse_next(input)?;
    let is_rate = ["率", "比例", "度"].iter().any(|end| words.ends_with(end));
    if is_rate && is_measure(words) { Ok(Meaning::Ratio(marks)) } else { Err(EmptyError) }
}

const GIVES: &[&str] = &["得分=", "计分=", "实际得分=", "本项得分=", "指标得分=", "该项得分=", "得分为", "按"];
const TIMES: &[&str] = &["×", "*", "乘以"];

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

fn ratio_words(input: &mut Input<'_>) -> Parsed<Meaning> {
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
    let before =
        ["", "完成", "实际完成", "实际", "完成任务", "执行", "预算执行", "支出", "目标完成", "计划完成", "实现"];
    let rest: &str = input.as_ref();
    let words = rest.split_once("比例").or(rest.split_once("率")).map_or("", |(words, _)| words);
    if !before.contains(&words) {
        return Err(EmptyError);
    }
    input.next_slice(words.len());
    any_of(GIVE).map(|_| Meaning::Ratio(None)).parse_next(input)
}

/// 满分为止, 超过100%的按100%计
pub(super) fn ratio_cap(input: &mut Input<'_>) -> Parsed<Meaning> {
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
    alt((words, over)).map(|()| Meaning::RatioCap).parse_next(input)
}
