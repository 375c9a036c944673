//! Straight lines of the measure in the formula of the marks: （完成率-60%）÷（100%-60%）, （1-10×调剂率）, and a measure
//! that the formula itself defines: （已完成数÷计划数）.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::account;
use crate::criterion::grammar::tokens::{Input, Parsed, any_of, number, quantity, words_before};
use crate::criterion::lexicon::{DIVIDED, IN_MEASURE, IN_SUBJECT, OF_AVERAGE, RATES, TIMES};
use crate::ground::Exact;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::take_while;

/// The share of the full marks along a straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Where the share is 0.
    pub(crate) zero: Exact,
    /// How far from there it is 1; below 0 where the marks fall with the measure.
    pub(crate) reach: Exact,
}

impl Line {
    /// The measure itself.
    pub(crate) const MEASURE: Line = Line { zero: Exact::ZERO, reach: Exact::ONE };
}

/// A line of the measure.
pub(crate) fn line(input: &mut Input<'_>) -> Parsed<Line> {
    let inner = || alt((rising, falling_from, falling));
    let square = ("[", inner(), "]").map(|(_, line, _)| line);
    let round = ("(", inner(), ")").map(|(_, line, _)| line);
    alt((square, round, inner(), quotient)).parse_next(input)
}

/// （完成率-60%）÷（100%-60%）, (办结率-75%)/20%
fn rising(input: &mut Input<'_>) -> Parsed<Line> {
    let (_, _, _, zero, _, _, reach) =
        ("(", measure, "-", percent, ")", any_of([&DIVIDED]), divisor).parse_next(input)?;
    Ok(Line { zero, reach })
}

/// （20%-调整率）÷（20%-10%）
fn falling_from(input: &mut Input<'_>) -> Parsed<Line> {
    let (_, zero, _, _, _, _, reach) =
        ("(", percent, "-", measure, ")", any_of([&DIVIDED]), divisor).parse_next(input)?;
    Ok(Line { zero, reach: Exact::ZERO.minus(reach).ok_or(EmptyError)? })
}

/// （1-结转率）, （100%-10×调剂率）
fn falling(input: &mut Input<'_>) -> Parsed<Line> {
    let one = alt((percent.verify(|one| *one == Exact::ONE), "1".map(|_| Exact::ONE)));
    let times = (number, any_of([&TIMES])).map(|(times, _)| Exact::from_decimal(times));
    let (_, _, _, times, _, after, _) =
        ("(", one, "-", opt(times), measure, opt((any_of([&TIMES]), number)), ")").parse_next(input)?;
    let after = after.map(|(_, times)| Exact::from_decimal(times));
    let times = match (times, after) {
        (Some(_), Some(_)) => return Err(EmptyError),
        (one, other) => one.or(other).unwrap_or(Exact::ONE),
    };
    if times <= Exact::ZERO {
        return Err(EmptyError);
    }
    let zero = Exact::ONE.over(times).ok_or(EmptyError)?;
    Ok(Line { zero, reach: Exact::ZERO.minus(zero).ok_or(EmptyError)? })
}

/// （已完成任务数÷计划任务数）, ÷ of two figures, which is the measure; of two rates it would be another.
fn quotient(input: &mut Input<'_>) -> Parsed<Line> {
    let bracket = opt("(").parse_next(input)?;
    let part = words_before(input, 40, |input| peek(any_of([&DIVIDED])).void().parse_next(input))?;
    let (_, whole, _) = (any_of([&DIVIDED]), name, opt("×100%")).parse_next(input)?;
    if bracket.is_some() {
        ")".parse_next(input)?;
    }
    let figure = |name: &str| is_name(name) && RATES.end(name).is_none() && !OF_AVERAGE.stand_in(name);
    if figure(&part) && figure(whole) { Ok(Line::MEASURE) } else { Err(EmptyError) }
}

/// The name of the measure.
fn measure(input: &mut Input<'_>) -> Parsed<()> {
    name.verify(|name: &str| is_name(name) && !OF_AVERAGE.stand_in(name)).void().parse_next(input)
}

fn name<'a>(input: &mut Input<'a>) -> Parsed<&'a str> {
    take_while(1..=72, |c: char| c.is_alphabetic() || matches!(c, '“' | '”')).parse_next(input)
}

fn is_name(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, '“' | '”'));
    plain
        && account::is_name(name)
        && name.chars().count() > 1
        && !IN_MEASURE.stand_in(name)
        && !IN_SUBJECT.stand_in(name)
}

/// A percentage above 0.
fn percent(input: &mut Input<'_>) -> Parsed<Exact> {
    let percent = quantity.verify(|q| q.unit == Unit::Percent && q.value > Exact::ZERO);
    percent.map(|percent| percent.value).parse_next(input)
}

/// 30%, （90%-60%）
fn divisor(input: &mut Input<'_>) -> Parsed<Exact> {
    let difference = ("(", percent, "-", percent, ")").verify_map(|(_, high, _, low, _)| high.minus(low));
    alt((difference, percent)).verify(|reach| *reach > Exact::ZERO).parse_next(input)
}
