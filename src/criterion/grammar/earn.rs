//! Marks that are earned: 每举办1期培训得1分, and what a department begins with: 基础分3分.

use crate::criterion::grammar::account::is_name;
use crate::criterion::grammar::tokens::{
    Input, Parsed, Spanned, any_of, comma, number, phrase_end, points, spanned, stops_words, words_before, words_then,
};
use crate::criterion::lexicon::{
    ADDS, BASE_MARKS, COUNTERS, COUNTERS_OF_DONE, ENDS_SUBJECT, EVERY, FILLED, GIVES, IN_CASE, IS_TARGET, NO_COUNTER,
    NO_MORE,
};
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::Location;

/// 每举办1期培训得1分
#[derive(Clone, Debug)]
pub(crate) struct Earn {
    /// The words from 每 to before 得, as written.
    pub(crate) words: Spanned<String>,
    /// What is counted, 举办培训; empty in 每1个得1分.
    pub(crate) what: String,
    /// 期, 项.
    pub(crate) unit: &'static str,
    /// What each gives.
    pub(crate) each: Spanned<Decimal>,
    /// 加1分: on top of something.
    pub(crate) adds: bool,
}

/// 每举办1期培训得1分, 每获得1项市级表彰加1分
pub(crate) fn earn(input: &mut Input<'_>) -> Parsed<Earn> {
    let start = input.current_token_start();
    let whole: &str = input.as_ref();
    any_of([&EVERY]).parse_next(input)?;
    let one = |input: &mut Input<'_>| {
        let one = number.verify(|number: &Decimal| *number == Decimal::ONE).void();
        let unit = (one, any_of([&COUNTERS, &COUNTERS_OF_DONE])).map(|(_, unit)| unit).parse_next(input)?;
        if NO_COUNTER.begin(input.as_ref()).is_some() { Err(EmptyError) } else { Ok(unit) }
    };
    let mut verb = opt(|input: &mut Input<'_>| words_before(input, 16, |input| peek(one).void().parse_next(input)));
    let verb = verb.parse_next(input)?.unwrap_or_default();
    let unit = one(input)?;
    let (thing, (length, adds, each)) = words_then(input, 24, stops_words, |words, input| {
        let length = input.current_token_start() - start;
        comma(input)?;
        let adds = alt((any_of([&ADDS]).map(|_| true), any_of([&GIVES]).map(|_| false))).parse_next(input)?;
        let (each, ()) = (spanned(points), phrase_end).parse_next(input)?;
        Ok((words.to_string(), (length, adds, each)))
    })?;
    let what = format!("{verb}{}", thing.trim_end_matches('的'));
    let plain = what.chars().all(|c| c.is_alphabetic() || matches!(c, '“' | '”' | '、'));
    let denied = ENDS_SUBJECT.stand_in(&verb);
    if !plain || denied || !is_name(&what) || IN_CASE.stand_in(&what) {
        return Err(EmptyError);
    }
    let words = Spanned { value: whole[..length].to_string(), span: start..start + length };
    Ok(Earn { words, what, unit, each, adds })
}

/// 基础分3分
pub(crate) fn base(input: &mut Input<'_>) -> Parsed<Spanned<Decimal>> {
    let lead = (any_of([&BASE_MARKS]), opt(any_of([&IS_TARGET, &GIVES])));
    (lead, spanned(points)).map(|(_, marks)| marks).parse_next(input)
}

/// 计满4分为止
pub(crate) fn filled(input: &mut Input<'_>) -> Parsed<Spanned<Decimal>> {
    (any_of([&FILLED]), spanned(points), any_of([&NO_MORE])).map(|(_, marks, _)| marks).parse_next(input)
}
