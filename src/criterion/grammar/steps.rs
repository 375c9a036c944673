//! Deductions: 每超过一个百分点扣0.5分 (a step) and 每出现一例扣1分 (a case).

use crate::criterion::figures::Unit;
use crate::criterion::grammar::account::is_name;
use crate::criterion::grammar::condition::{Condition, condition_then, plain_subject};
use crate::criterion::grammar::taken::taken;
use crate::criterion::grammar::tokens::{
    Input, Parsed, Quantity, Spanned, Taken, any_of, comma, measured, number, phrase_end, quantity, sense_of, spanned,
    stops_words, words_before, words_then,
};
use crate::criterion::lexicon::{
    ABOVE, AFTER, AMONG, BOTH, CARRIES_OUT, CASE_BEGINS, CASES, COMPARED, COMPARED_ENDS, COUNTERS, DOWN, Direction,
    ENDS_SUBJECT, EVERY, FAILS, FALLS_SHORT, IN_CASE, IN_OCCASION, LATE, LESS_THAN, MISSED_TARGET, MORE, NO_COUNTER,
    NUMBERS, OCCASION, OCCURS, OF, OF_PART, PART, PART_ABOVE, PART_AS, PART_AS_COUNTS, PART_BELOW, PART_FREE,
    PART_IN_PROPORTION, RATE_IN_BRACKETS, RATES, SHARES, Sense, TARGET, THE_BASE, THE_PLAN, THE_STANDARD, THESE,
    TIME_LIMIT, UP, WHEN, WITH_NUMBER,
};
use crate::ground::PartStep;
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{Location, Stream};

/// 每超过一个百分点扣0.5分
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// `变动率＞0，` before it.
    pub(crate) guard: Option<Condition>,
    /// 固定资产利用率 before 每低于.
    pub(crate) subject: Option<Spanned<String>>,
    /// （不足5个百分点按5个百分点计算） before 扣.
    pub(crate) part: Option<(Quantity, PartStep)>,
    /// None where only the guard says it (超过部分每1个百分点).
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
    pub(crate) cost: Spanned<Taken>,
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
    pub(crate) cost: Spanned<Taken>,
}

/// `变动率＞0，每超过一个百分点扣0.5分`, `超过100%的，每超过1个百分点扣1分`
pub(crate) fn guarded_step(input: &mut Input<'_>) -> Parsed<Step> {
    let (guard, step) = condition_then(input, |input| {
        opt(any_of([&OF_PART, &PART, &WHEN, &AFTER])).parse_next(input)?;
        comma(input)?;
        every(input)
    })?;
    Ok(Step { guard: Some(guard), ..step })
}

/// 低于目标值的，每低1%扣0.5分; 未达到的，每降低1个百分点扣2分: of the base that the text names elsewhere.
pub(crate) fn missed_step(input: &mut Input<'_>) -> Parsed<Step> {
    let missed = any_of([&MISSED_TARGET]).map(|_| Direction::Down);
    let (direction, target) =
        (alt((missed, any_of([&ABOVE]).map(|_| Direction::Up))), opt(any_of([&TARGET]))).parse_next(input)?;
    let of = opt(any_of([&OF_PART, &WHEN, &AFTER])).parse_next(input)?;
    comma(input)?;
    let step = every(input)?;
    let names = target.is_some() || of.is_some();
    if names && step.direction == Some(direction) && step.base.is_none() { Ok(step) } else { Err(EmptyError) }
}

/// `每超过一个百分点扣0.5分`, `与计划每相差4%，扣1分`, `超出部分每1%扣0.5分`
pub(crate) fn step(input: &mut Input<'_>) -> Parsed<Step> {
    let subject = opt(alt((spanned(measure_then("每")), spanned(measure_then("与"))))).parse_next(input)?;
    let side = opt((side, comma).map(|(side, ())| side)).parse_next(input)?;
    let compared = (any_of([&COMPARED]), compared_with, comma).map(|(_, plan, ())| plan);
    let plan = opt(compared).parse_next(input)?;
    let measured_from = (any_of([&WITH_NUMBER]), spanned(quantity), opt(any_of([&COMPARED_ENDS])), comma);
    let from = opt(measured_from.map(|(_, at, _, ())| at)).parse_next(input)?;
    let mut step = every(input)?;
    if from.is_some() && step.base.is_some() {
        return Err(EmptyError);
    }
    step.base = step.base.or(from);
    step.direction = step.direction.or(side);
    // without a guard nothing says the direction
    if step.direction.is_none() && !step.falls_short {
        return Err(EmptyError);
    }
    Ok(Step { from_plan: plan.unwrap_or(false), subject, ..step })
}

/// The name of a measure (预算执行率) with `follow` behind it, which is not read.
pub(crate) fn measure_then(follow: &'static str) -> impl Fn(&mut Input<'_>) -> Parsed<String> {
    move |input: &mut Input<'_>| {
        let name = words_before(input, 24, |input| peek(follow).void().parse_next(input))?;
        let name = plain_subject(&name).ok_or(EmptyError)?;
        let ends = [&RATES, &SHARES, &RATE_IN_BRACKETS, &NUMBERS].iter().any(|ends| ends.end(&name).is_some());
        if ends { Ok(name) } else { Err(EmptyError) }
    }
}

/// 超出部分, 不足部分: the side of the base where marks are lost.
fn side(input: &mut Input<'_>) -> Parsed<Direction> {
    direction_of(sense_of([&PART_ABOVE, &PART_BELOW]).parse_next(input)?).ok_or(EmptyError)
}

/// The direction that a word means; what is late lies above its limit.
fn direction_of(sense: Sense) -> Option<Direction> {
    match sense {
        Sense::Direction(direction) => Some(direction),
        Sense::Late => Some(Direction::Up),
        _ => None,
    }
}

/// What is compared with; whether it is the plan, that is 100%.
fn compared_with(input: &mut Input<'_>) -> Parsed<bool> {
    let word = any_of([&THE_PLAN, &THE_STANDARD]).parse_next(input)?;
    Ok(THE_PLAN.has(word))
}

fn every(input: &mut Input<'_>) -> Parsed<Step> {
    (any_of([&EVERY]), opt(any_of([&MORE]))).parse_next(input)?;
    let sense = opt(sense_of([&BOTH, &LATE, &DOWN, &UP])).parse_next(input)?;
    let (late, direction) = (sense == Some(Sense::Late), sense.and_then(direction_of));
    let falls_short = direction.is_none() && opt(any_of([&FALLS_SHORT])).parse_next(input)?.is_some();
    let reference = opt(any_of([&TIME_LIMIT, &THE_BASE, &TARGET])).parse_next(input)?;
    opt(any_of([&CARRIES_OUT])).parse_next(input)?;
    let (first, _, second) = (spanned(measured), opt(any_of([&OF])), opt(spanned(measured))).parse_next(input)?;
    opt(any_of([&OF_PART, &PART])).parse_next(input)?;
    let part = opt(("(", part_words, ")").map(|(_, part, _)| part)).parse_next(input)?;
    comma(input)?;
    let cost = taken(input)?;
    let (base, step) = match second {
        Some(step) => (Some(first), step),
        None => (None, first),
    };
    let is_time = step.value.unit.is_time();
    let from_zero = is_time && (late || reference.is_some_and(|word| TIME_LIMIT.has(word)));
    let counted_cases = matches!(&step.value.unit, Unit::Named(_)) && !is_time && base.is_none();
    if (late && !is_time) || (direction.is_none() && counted_cases) {
        return Err(EmptyError);
    }
    Ok(Step { guard: None, subject: None, part, direction, falls_short, base, step, from_zero, from_plan: false, cost })
}

/// 不足一个百分点的不扣分, 不足5%的按比例扣: of how much, and what it costs.
pub(crate) fn part_words(input: &mut Input<'_>) -> Parsed<(Quantity, PartStep)> {
    let counted = (sense_of([&PART_AS]), quantity, opt(any_of([&PART_AS_COUNTS])));
    let (_, of, _, _, (part, counts_as)) = (
        any_of([&LESS_THAN]),
        quantity,
        opt(any_of([&OF_PART, &PART])),
        comma,
        alt((
            sense_of([&PART_FREE]).map(|part| (part, None)),
            sense_of([&PART_IN_PROPORTION]).map(|part| (part, None)),
            counted.map(|(part, counts_as, _)| (part, Some(counts_as))),
        )),
    )
        .parse_next(input)?;
    match part {
        Sense::Part(part) if counts_as.is_none_or(|counts_as| counts_as == of) => Ok((of, part)),
        _ => Err(EmptyError),
    }
}

/// `以上情况每出现一例不符合要求的扣1分`, `每个问题扣0.02分`
pub(crate) fn case(input: &mut Input<'_>) -> Parsed<Case> {
    let lead = (any_of([&THESE]), opt(any_of([&CASES])), opt(any_of([&AMONG])), comma);
    opt(lead).parse_next(input)?;
    let start = input.current_token_start();
    let whole: &str = input.as_ref();
    let occasion = opt(occasion).parse_next(input)?.unwrap_or_default();
    opt(place).parse_next(input)?;
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
    let begins = OCCASION.begin(input.as_ref()).is_some();
    let words = words_before(input, 40, move |input| {
        let of = opt(any_of([&OF])).parse_next(input)?;
        ("，", peek(any_of([&CASE_BEGINS]))).void().verify(|()| begins || of.is_some()).parse_next(input)
    })?;
    if IN_OCCASION.stand_in(&words) { Err(EmptyError) } else { Ok(words) }
}

/// 巡察、审计 before 每发现1个问题: where cases are found.
fn place(input: &mut Input<'_>) -> Parsed<()> {
    let words = words_before(input, 36, |input| peek(any_of([&EVERY])).void().parse_next(input))?;
    let plain = words.chars().all(|c| c.is_alphabetic() || c == '、') && !IN_OCCASION.stand_in(&words);
    if plain && is_name(&words) && ENDS_SUBJECT.end(&words).is_none() { Ok(()) } else { Err(EmptyError) }
}

/// 每出现一例, 每个, 每2起, 发现一处: the counter, and how many of them cost once.
fn case_begin(input: &mut Input<'_>) -> Parsed<(&'static str, Decimal)> {
    let start = input.checkpoint();
    let every = opt(any_of([&EVERY])).parse_next(input)?;
    let verb = opt(any_of([&OCCURS])).parse_next(input)?;
    let written = opt(number.verify(|each| each.is_integer() && !each.is_zero())).parse_next(input)?;
    let each = written.unwrap_or(Decimal::ONE).normalize();
    let one = written.filter(|each| *each == Decimal::ONE);
    let counter = any_of([&COUNTERS]).parse_next(input)?;
    let is_step = NO_COUNTER.begin(input.as_ref()).is_some();
    let fails = FAILS.begin(input.as_ref()).is_some();
    if is_step || (every.is_none() && (one.is_none() || (verb.is_none() && !fails))) {
        input.reset(&start);
        return Err(EmptyError);
    }
    Ok((counter, each))
}

/// What is counted, up to 扣.
fn case_words(input: &mut Input<'_>) -> Parsed<(String, Spanned<Taken>)> {
    let (words, cost) = words_then(input, 40, stops_words, |words, input| Ok((words.to_string(), case_cost(input)?)))?;
    if IN_CASE.stand_in(&words) { Err(EmptyError) } else { Ok((words, cost)) }
}

fn case_cost(input: &mut Input<'_>) -> Parsed<Spanned<Taken>> {
    comma(input)?;
    (taken, phrase_end).map(|(cost, ())| cost).parse_next(input)
}
