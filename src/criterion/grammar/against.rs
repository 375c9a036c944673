//! Conditions against another 数据项: 无结余；有结余，但不超过上年结转；结余超过上年结转.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::tokens::{
    Input, Marks, Parsed, Spanned, any_of, marks, phrase_end, quantity, words_then,
};
use crate::criterion::lexicon::{
    BEYOND, BUT_WITHIN, CONDITION_ENDS, ENDS_MEASURE, GRADES, IN_NAME, NOTHING_OF, OF, SOME_OF, WITHIN,
};
use crate::ground::Exact;
use winnow::combinator::{alt, opt};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::take_till;

/// Which part of the measure a condition speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 无结余: 0 or less.
    Nothing,
    /// 有结余，但不超过上年结转
    Within,
    /// 结余超过上年结转
    Beyond,
}

/// A condition against another 数据项.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) part: Part,
    /// 结余
    pub(crate) measure: String,
    /// 上年结转; none for [`Part::Nothing`].
    pub(crate) reference: Option<String>,
    /// 10% of 不超过上年结转的10%; all of it where the text names no share.
    pub(crate) share: Exact,
}

/// A condition and its marks.
pub(crate) fn award(input: &mut Input<'_>) -> Parsed<(Comparison, Spanned<Marks>)> {
    alt((nothing, within, beyond)).parse_next(input)
}

fn end(input: &mut Input<'_>) -> Parsed<Spanned<Marks>> {
    (opt(any_of([&CONDITION_ENDS, &GRADES])), marks, phrase_end).map(|(_, marks, ())| marks).parse_next(input)
}

/// 的10%，2分
fn share_and_end(input: &mut Input<'_>) -> Parsed<(Exact, Spanned<Marks>)> {
    let percent = quantity.verify(|share| share.unit == Unit::Percent && share.value > Exact::ZERO);
    let share = opt((any_of([&OF]), percent).map(|(_, share)| share.value)).parse_next(input)?;
    Ok((share.unwrap_or(Exact::ONE), end(input)?))
}

/// A name of one kind of thing, as short as what follows allows.
fn name_then<T>(input: &mut Input<'_>, follow: fn(&mut Input<'_>) -> Parsed<T>) -> Parsed<(String, T)> {
    let stops = |c: char| !c.is_alphabetic() || IN_NAME.has(c.encode_utf8(&mut [0; 4]));
    words_then(input, 20, stops, |name, input| match name {
        "" => Err(EmptyError),
        name => Ok((name.to_string(), follow(input)?)),
    })
}

/// 无结余，3分
fn nothing(input: &mut Input<'_>) -> Parsed<(Comparison, Spanned<Marks>)> {
    any_of([&NOTHING_OF]).parse_next(input)?;
    let (measure, marks) = name_then(input, |input| {
        let note = ("(", take_till(1..20, '0'), "0或负数)");
        (opt(note), end).map(|(_, marks)| marks).parse_next(input)
    })?;
    Ok((Comparison { part: Part::Nothing, measure, reference: None, share: Exact::ONE }, marks))
}

/// 有结余，但不超过上年结转，2分
fn within(input: &mut Input<'_>) -> Parsed<(Comparison, Spanned<Marks>)> {
    any_of([&SOME_OF]).parse_next(input)?;
    let (measure, ()) = name_then(input, |input| (any_of([&BUT_WITHIN]), any_of([&WITHIN])).void().parse_next(input))?;
    let (reference, (share, marks)) = name_then(input, share_and_end)?;
    Ok((Comparison { part: Part::Within, measure, reference: Some(reference), share }, marks))
}

/// 结余超过上年结转，不得分
fn beyond(input: &mut Input<'_>) -> Parsed<(Comparison, Spanned<Marks>)> {
    let (measure, ()) = name_then(input, |input| any_of([&BEYOND]).void().parse_next(input))?;
    if ENDS_MEASURE.end(&measure).is_some() {
        return Err(EmptyError);
    }
    let (reference, (share, marks)) = name_then(input, share_and_end)?;
    Ok((Comparison { part: Part::Beyond, measure, reference: Some(reference), share }, marks))
}
