//! Phrases of a proportion: 得分＝预算执行率×10分, 按完成比例计算得分, 超过100%的按100%计.

use super::phrases::{Meaning, words_before};
use super::tokens::{Input, Parsed, any_of, comma, number, points, spanned};
use winnow::combinator::{alt, opt};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::Stream;

/// 得分＝预算执行率×10分, 按完成比例计算得分
pub(super) fn ratio(input: &mut Input<'_>) -> Parsed<Meaning> {
    alt((ratio_product, ratio_words)).parse_next(input)
}

fn ratio_product(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(any_of(&["得分=", "计分=", "实际得分=", "本项得分=", "指标得分=", "该项得分=", "得分为", "按"]))
        .parse_next(input)?;
    let words = words_before(input, 30, |input| any_of(&["×", "*", "乘以"]).void().parse_next(input))?;
    // 1−偏离率 and the like would not be the measure itself
    if words.contains(['+', '-', '=']) {
        return Err(EmptyError);
    }
    let full = any_of(&["分值", "满分", "本项分值", "该项分值", "指标分值", "该指标分值", "满分值", "权重", "标准分"])
        .map(|_| None);
    let marks = alt((spanned(points).map(Some), full, spanned(number).map(Some))).parse_next(input)?;
    opt(any_of(&["计分", "计算得分", "得分", "计算"])).parse_next(input)?;
    Ok(Meaning::Ratio(marks))
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
    ])
    .void();
    let over = (
        opt(any_of(&["完成率", "执行率", "比例", "实际完成率", "预算执行率"])),
        any_of(&["超过100%", "大于100%", "高于100%"]),
        opt(any_of(&["的部分", "的", "时"])),
        comma,
        any_of(&["按100%", "以100%"]),
        opt(any_of(&["计", "计算", "计分", "计算得分"])),
    )
        .void();
    alt((words, over)).map(|()| Meaning::RatioCap).parse_next(input)
}
