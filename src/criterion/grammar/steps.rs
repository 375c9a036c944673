//! Deductions: 每超过一个百分点扣0.5分 (a step) and 每出现一例扣1分 (a case).

use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Condition, condition_then, plain_subject};
use crate::criterion::grammar::tokens::{
    Input, Parsed, Quantity, Spanned, TIME, any_of, comma, number, phrase_end, points, quantity, spanned, words_before,
};
use crate::criterion::lexicon::Direction;
use crate::ground::convention::PartStep;
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{Location, Stream};

/// What one step or case costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// 扣0.5分
    Points(Decimal),
    /// 扣该项分值的10%
    Share(Decimal),
}

/// 每超过一个百分点扣0.5分
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// `变动率＞0，` before it.
    pub(crate) guard: Option<Condition>,
    /// 固定资产利用率 before 每低于.
    pub(crate) subject: Option<Spanned<String>>,
    /// （不足5个百分点按5个百分点计算） before 扣.
    pub(crate) part: Option<(Quantity, PartStep)>,
    /// None where only the guard can tell (超过部分每1个百分点).
    pub(crate) direction: Option<Direction>,
    /// 每差: short of the base, whichever side that is.
    pub(crate) falls_short: bool,
    /// `100%` of 每低于100%一个百分点.
    pub(crate) base: Option<Spanned<Quantity>>,
    pub(crate) step: Spanned<Quantity>,
    /// 规定时间, 延迟: the measure counts from 0.
    pub(crate) from_zero: bool,
    /// 与计划: the plan is 100%.
    pub(crate) from_plan: bool,
    pub(crate) cost: Spanned<Cost>,
}

/// 每出现一例不符合要求的扣1分
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The words from 每 to before 扣, as written: `每出现一例不符合要求的`.
    pub(crate) words: Spanned<String>,
    /// What is counted: 有效投诉; empty in 每例扣1分.
    pub(crate) what: String,
    /// The unit of the cases: 例, 起, 项.
    pub(crate) unit: &'static str,
    /// How many of them cost once: 2 in 每出现2例.
    pub(crate) each: Decimal,
    pub(crate) cost: Spanned<Cost>,
}

const UP: &[&str] =
    &["超过", "超出", "超", "高于", "高出", "增加", "增长", "上升", "提高", "大于", "多于", "增高", "高"];
const DOWN: &[&str] = &[
    "减少",
    "降低",
    "低于",
    "下降",
    "少于",
    "未达到",
    "不足",
    "小于",
    "降",
    "低",
    "少",
    "减",
    "下滑",
    "低出",
    "负增长",
];
#[rustfmt::skip]
const BOTH: &[&str] = &[
    "相差",
    "偏离",
    "偏差",
    "增减",
    "±",
    "正负相差",
    "增加或减少",
    "超过或低于",
    "高于或低于",
    "超出或低于",
    "上下浮动",
    "波动",
    "增加或降低",
    "正负偏差",
    "超过或不足",
    "增(减)",
    "高(低)于",
    "超(低)", "超过(降低)", "超过(低于)", "超出(低于)", "高于(低于)", "高出(低于)", "增加(减少)", "增加(降低)", "超过或降低", "超出(降低)", "增长(下降)", "超过(减少)", "低于(高于)", "低于(超过)", "降低(超过)", "减少(增加)", "高于或者低于", "低于或高于", "低于或超过", "增加或下降",
];
const LATE: &[&str] =
    &["晚于", "延迟", "逾期", "超期", "迟报", "推迟", "延误", "迟延", "晚报", "滞后", "延期", "超时", "迟", "晚"];
/// Words between the verb and the numbers that name the base in general.
const REFERENCE: &[&str] = &[
    "规定日期",
    "截止日期",
    "规定时间",
    "规定时限",
    "规定期限",
    "规定",
    "时限",
    "期限",
    "标准",
    "标准值",
    "目标值",
    "目标",
    "基准",
    "基准值",
    "计划",
    "该比例",
    "此比例",
    "该标准",
];
const FROM_ZERO: &[&str] = &["规定日期", "截止日期", "规定时间", "规定时限", "规定期限", "规定", "时限", "期限"];

/// `变动率＞0，每超过一个百分点扣0.5分`, `超过100%的，每超过1个百分点扣1分`
pub(crate) fn guarded_step(input: &mut Input<'_>) -> Parsed<Step> {
    let (guard, step) = condition_then(input, |input| {
        opt(any_of(&["的部分", "部分", "的", "时", "后", "的部门", "的单位", "以后"])).parse_next(input)?;
        comma(input)?;
        every(input)
    })?;
    Ok(Step { guard: Some(guard), ..step })
}

/// `每超过一个百分点扣0.5分`, `与计划每相差4%，扣1分`, `超出部分每1%扣0.5分`
pub(crate) fn step(input: &mut Input<'_>) -> Parsed<Step> {
    let subject = opt(spanned(measure_then("每"))).parse_next(input)?;
    let side = opt((side, comma).map(|(side, ())| side)).parse_next(input)?;
    let compared = (any_of(&["与", "同", "较", "比", "和"]), compared_with, comma).map(|(_, plan, ())| plan);
    let plan = opt(compared).parse_next(input)?;
    let measured_from =
        (any_of(&["与", "较", "比"]), spanned(quantity), opt(any_of(&["的标准", "标准", "相比", "比较"])), comma);
    let from = opt(measured_from.map(|(_, at, _, ())| at)).parse_next(input)?;
    let mut step = every(input)?;
    if from.is_some() && step.base.is_some() {
        return Err(EmptyError);
    }
    step.base = step.base.or(from);
    step.direction = step.direction.or(side);
    // without a guard nothing tells the direction
    if step.direction.is_none() && !step.falls_short {
        return Err(EmptyError);
    }
    Ok(Step { from_plan: plan.unwrap_or(false), subject, ..step })
}

/// The name of a measure (预算执行率) with `follow` behind it, which is not read.
pub(crate) fn measure_then(follow: &'static str) -> impl Fn(&mut Input<'_>) -> Parsed<String> {
    const ENDS: &[&str] = &["率", "比例", "占比", "比重", "度", "率)"];
    move |input: &mut Input<'_>| {
        let name = words_before(input, 24, |input| peek(follow).void().parse_next(input))?;
        let name = plain_subject(&name).ok_or(EmptyError)?;
        if ENDS.iter().any(|end| name.ends_with(end)) { Ok(name) } else { Err(EmptyError) }
    }
}

/// 超出部分, 不足部分: the side of the base where marks are lost.
fn side(input: &mut Input<'_>) -> Parsed<Direction> {
    let above = any_of(&["超出部分", "超过部分", "超出的部分", "超过的部分", "超额部分", "超标部分"]);
    let below = any_of(&["不足部分", "低于部分", "不足的部分", "低于的部分", "未达到部分", "未达到的部分"]);
    alt((above.map(|_| Direction::Up), below.map(|_| Direction::Down))).parse_next(input)
}

/// What is compared with; whether it is the plan, that is 100%.
fn compared_with(input: &mut Input<'_>) -> Parsed<bool> {
    let word = any_of(&[
        "计划",
        "计划进度",
        "计划数",
        "标准",
        "标准值",
        "目标值",
        "目标",
        "基准",
        "规定",
        "序时进度",
        "标准相比",
        "目标值相比",
        "计划相比",
    ])
    .parse_next(input)?;
    Ok(word.starts_with("计划"))
}

fn every(input: &mut Input<'_>) -> Parsed<Step> {
    "每".void().parse_next(input)?;
    opt(any_of(&["再", "多"])).parse_next(input)?;
    let (word, direction) = opt(alt((
        any_of(BOTH).map(|word| (word, Direction::Both)),
        any_of(LATE).map(|word| (word, Direction::Up)),
        any_of(DOWN).map(|word| (word, Direction::Down)),
        any_of(UP).map(|word| (word, Direction::Up)),
    )))
    .parse_next(input)?
    .unzip();
    let falls_short = direction.is_none() && opt("差").parse_next(input)?.is_some();
    let reference = opt(any_of(REFERENCE)).parse_next(input)?;
    let (first, _, second) = (spanned(quantity), opt("的"), opt(spanned(quantity))).parse_next(input)?;
    opt(any_of(&["的部分", "部分", "的"])).parse_next(input)?;
    let part = opt(("(", part_words, ")").map(|(_, part, _)| part)).parse_next(input)?;
    comma(input)?;
    let cost = cost(input)?;
    let (base, step) = match second {
        Some(step) => (Some(first), step),
        None => (None, first),
    };
    let is_time = matches!(&step.value.unit, Unit::Named(unit) if TIME.contains(&unit.as_str()));
    let late = word.is_some_and(|word| LATE.contains(&word));
    let from_zero = is_time && (late || reference.is_some_and(|word| FROM_ZERO.contains(&word)));
    let counted_cases = matches!(&step.value.unit, Unit::Named(_)) && !is_time && base.is_none();
    if (late && !is_time) || (direction.is_none() && counted_cases) {
        return Err(EmptyError);
    }
    Ok(Step { guard: None, subject: None, part, direction, falls_short, base, step, from_zero, from_plan: false, cost })
}

/// 扣0.5分, 扣减该项分值的10%
fn cost(input: &mut Input<'_>) -> Parsed<Spanned<Cost>> {
    any_of(&["扣", "扣减", "扣除", "减", "扣去", "减扣", "扣掉", "减去", "减分", "倒扣", "则扣"]).parse_next(input)?;
    let of = any_of(&[
        "该项分值",
        "本项分值",
        "分值",
        "该指标分值",
        "指标分值",
        "权重分",
        "权重",
        "该项指标分值",
        "标准分",
        "该项权重分",
    ]);
    let share = (of, opt("的"), quantity.verify(|q| q.unit == Unit::Percent));
    let share_after = (
        quantity.verify(|q| q.unit == Unit::Percent),
        opt("的"),
        any_of(&["分值", "权重分", "权重", "该项分值", "标准分"]),
    );
    spanned(alt((
        points.map(Cost::Points),
        share.verify_map(|(_, _, q)| q.value.to_decimal(8).map(Cost::Share)),
        share_after.verify_map(|(q, _, _)| q.value.to_decimal(8).map(Cost::Share)),
    )))
    .parse_next(input)
}

/// 不足一个百分点的不扣分, 不足5%的按比例扣: of how much, and what it costs.
pub(crate) fn part_words(input: &mut Input<'_>) -> Parsed<(Quantity, PartStep)> {
    let (_, of, _, _, (reading, counts_as)) = (
        any_of(&["不足", "不满", "未满"]),
        quantity,
        opt(any_of(&["的部分", "部分", "的"])),
        comma,
        alt((
            any_of(&["不扣分", "不扣", "忽略不计", "不计算扣分"]).map(|_| (PartStep::Ignore, None)),
            any_of(&["按比例扣分", "按比例扣", "按比例扣减", "按比例折算扣分"]).map(|_| (PartStep::Proportional, None)),
            (any_of(&["按", "视为", "计为"]), quantity, opt(any_of(&["计算", "扣分", "计", "扣", "计扣"])))
                .map(|(_, counts_as, _)| (PartStep::Whole, Some(counts_as))),
        )),
    )
        .parse_next(input)?;
    if counts_as.is_some_and(|counts_as| counts_as != of) {
        return Err(EmptyError);
    }
    Ok((of, reading))
}

#[rustfmt::skip]
const COUNTERS: &[&str] = &["例", "起", "项", "个", "次", "件", "处", "人", "人次", "笔", "宗", "条", "份", "家", "户", "种", "类", "案", "回", "环节"];
const OCCURS: &[&str] = &[
    "出现",
    "发生",
    "有",
    "发现",
    "存在",
    "查出",
    "缺",
    "缺少",
    "少",
    "违反",
    "检查发现",
    "查实",
    "少报",
    "漏报",
    "漏",
    "未完成",
    "遗漏",
    "被通报",
    "累计",
    "累计发生",
    "累计出现",
    "迟报",
    "经查实",
    "审计发现",
    "错报",
    "差",
    "不符合",
    "不达标",
    "不满足",
];

/// `以上情况每出现一例不符合要求的扣1分`, `每个问题扣0.02分`
pub(crate) fn case(input: &mut Input<'_>) -> Parsed<Case> {
    let lead = (
        any_of(&["以上", "上述"]),
        opt(any_of(&["情况", "情形", "各项", "条件", "内容", "要求", "指标", "条款", "规定", "问题", "事项"])),
        opt("中"),
        comma,
    );
    opt(lead).parse_next(input)?;
    let start = input.current_token_start();
    let whole: &str = input.as_ref();
    let occasion = opt(occasion).parse_next(input)?.unwrap_or_default();
    let (unit, each) = case_begin.parse_next(input)?;
    let begun = input.current_token_start() - start;
    let (words, cost) = case_words.parse_next(input)?;
    let length = begun + words.len();
    let what = if words.is_empty() { occasion } else { words };
    let what = what.trim_end_matches('的').to_string();
    let words = Spanned { value: whole[..length].to_string(), span: start..start + length };
    Ok(Case { words, what, unit, each, cost })
}

/// `存在截留、挪用等情况的，` before 每起, `未按时完成的，` before 每项.
fn occasion(input: &mut Input<'_>) -> Parsed<String> {
    const BEGINS: &[&str] = &["存在", "发现", "出现", "发生", "有", "如有", "未", "没有", "违反", "经"];
    const EXCEPTS: &[&str] = &[
        "除", "外", "但", "超过", "超出", "低于", "高于", "不足", "以上", "以下", "以内", "满分", "扣", "得分", "前",
        "每",
    ];
    let begins = peek(opt(any_of(BEGINS))).parse_next(input)?.is_some();
    let words = words_before(input, 40, move |input| {
        any_of(if begins { &["的，", "，"] } else { &["的，"] }).parse_next(input)?;
        peek(any_of(&["每", "发现", "出现"])).void().parse_next(input)
    })?;
    if EXCEPTS.iter().any(|word| words.contains(word)) { Err(EmptyError) } else { Ok(words) }
}

/// 每出现一例, 每个, 每2起, 发现一处: the counter, and how many of them cost once.
fn case_begin(input: &mut Input<'_>) -> Parsed<(&'static str, Decimal)> {
    let start = input.checkpoint();
    let every = opt("每").parse_next(input)?;
    let verb = opt(any_of(OCCURS)).parse_next(input)?;
    let written = opt(number.verify(|each| each.is_integer() && !each.is_zero())).parse_next(input)?;
    let each = written.unwrap_or(Decimal::ONE).normalize();
    let one = written.filter(|each| *each == Decimal::ONE);
    let counter = any_of(COUNTERS).parse_next(input)?;
    let is_step =
        peek(opt(any_of(&["百分点", "点", "工作日", "月", "小时", "季度", "自然日"]))).parse_next(input)?.is_some();
    let fails = peek(opt(any_of(&["不符合", "不达标", "不合格", "不合规", "未"]))).parse_next(input)?.is_some();
    if is_step || (every.is_none() && (one.is_none() || (verb.is_none() && !fails))) {
        input.reset(&start);
        return Err(EmptyError);
    }
    Ok((counter, each))
}

/// What is counted, up to 扣.
fn case_words(input: &mut Input<'_>) -> Parsed<(String, Spanned<Cost>)> {
    if let Some(cost) = opt(case_cost).parse_next(input)? {
        return Ok((String::new(), cost));
    }
    let words = words_before(input, 40, |input| {
        let start = input.checkpoint();
        let found = case_cost(input).map(|_| ());
        input.reset(&start);
        found
    })?;
    const DOUBTFUL: &[&str] = &[
        "得分", "满分", "计分", "分值", "最多", "最高", "累计", "合计", "每", "扣", "以上", "以下", "以内", "超过",
        "不足", "否则", "除外", "至", "百分", "加分",
    ];
    if DOUBTFUL.iter().any(|word| words.contains(word)) {
        return Err(EmptyError);
    }
    Ok((words, case_cost(input)?))
}

fn case_cost(input: &mut Input<'_>) -> Parsed<Spanned<Cost>> {
    comma(input)?;
    (cost, phrase_end).map(|(cost, ())| cost).parse_next(input)
}
