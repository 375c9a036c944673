//! Conditions on the measure: 不超过100%, 80%（含）-90%, 大于等于80%且小于90%, 95%（含）以上.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::account::is_name;
use crate::criterion::grammar::tokens::{
    Input, Parsed, Quantity, Spanned, any_of, is_separator, measured, number, quantity, sense_of, spanned, words_then,
};
use crate::criterion::lexicon::{
    ABOVE, AND, AT_LEAST, AT_MOST, BELOW, BETWEEN, BOTH_INCLUDED, Compare, DOWNWARDS, ENDS_SUBJECT, EQUAL, EXCLUDED,
    IN_SUBJECT, INCLUDED, INCLUSIVE, IS, LEAD_IN, LEAD_OVER, REACHES, Sense, Side, TO, UPWARDS,
};
use std::ops::Range;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::Location;

/// How sure it is that an end belongs to the interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closure {
    /// ≤, 不超过, （含）
    Closed,
    /// <, 低于, （不含）
    Open,
    /// 以上, 以下, 以内 without（含）: the law includes the end, usage does not always.
    Lawful,
    /// An end of a–b with nothing said.
    Unmarked,
    /// An end of a–b with nothing said, where the other end is marked: 90% of `80%（含）-90%`.
    Contrast,
    /// A number alone: `100%，计5分`.
    Bare,
}

impl Closure {
    fn of(closed: bool) -> Closure {
        if closed { Closure::Closed } else { Closure::Open }
    }
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) at: Quantity,
    pub(crate) closure: Closure,
}

/// An interval of the measure. A single value has the same end on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    /// The words before, normally the name of the measure; may be empty.
    pub(crate) subject: Spanned<String>,
    pub(crate) low: Option<End>,
    pub(crate) high: Option<End>,
    /// ±5%以内 speaks of the size of the measure.
    pub(crate) sized: bool,
    /// The numbers and what compares them, without the subject.
    pub(crate) span: Range<usize>,
}

impl Condition {
    /// The ends that it has.
    pub(crate) fn ends(&self) -> impl Iterator<Item = &End> {
        self.low.iter().chain(&self.high)
    }

    /// Whether this is one value.
    pub(crate) fn is_point(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Whether a number stands with no comparison at all: with a subject before it, a sign was lost.
    pub(crate) fn is_bare(&self) -> bool {
        self.low.as_ref().is_some_and(|end| end.closure == Closure::Bare)
    }
}

/// A subject is never longer: this bounds the search.
const LONGEST_SUBJECT: usize = 40;

/// A subject and a condition, then what must follow it. The shortest subject is taken after which
/// everything can be read.
pub(crate) fn condition_then<T>(
    input: &mut Input<'_>,
    follow: fn(&mut Input<'_>) -> Parsed<T>,
) -> Parsed<(Condition, T)> {
    let at = input.current_token_start();
    let rest: &str = input.as_ref();
    words_then(input, LONGEST_SUBJECT, is_separator, |words, input| {
        // first what fails soonest: behind most words stands no number
        let (Spanned { value: (low, high), span }, after) = (spanned(ends), follow).parse_next(input)?;
        let subject = Spanned { value: plain_subject(words).ok_or(EmptyError)?, span: at..at + words.len() };
        let sized = rest[span.start - at..span.end - at].contains('±');
        Ok((Condition { subject, low, high, sized, span }, after))
    })
}

/// The subject without words that lead over, or none where it cannot be one.
pub(crate) fn plain_subject(subject: &str) -> Option<String> {
    let without_year = subject.replace("年", "");
    let digits = without_year.chars().filter(char::is_ascii_digit).count();
    let has_year = subject.contains('年') && digits == 4;
    let doubtful = IN_SUBJECT.stand_in(subject) || ENDS_SUBJECT.end(subject).is_some() || (digits > 0 && !has_year);
    if doubtful {
        return None;
    }
    let plain = LEAD_IN.stripped_from_begin(LEAD_OVER.stripped_from_end(subject));
    is_name(plain).then(|| plain.to_string())
}

type Ends = (Option<End>, Option<End>);

/// The numbers with their comparisons.
fn ends(input: &mut Input<'_>) -> Parsed<Ends> {
    alt((bracketed, between, range, both_sides, single)).parse_next(input)
}

/// 90%≤x<100%, 90%<预算执行率≤100%
fn between(input: &mut Input<'_>) -> Parsed<Ends> {
    let name = winnow::token::take_while(1..=20, |c: char| c.is_alphabetic() || matches!(c, '“' | '”'))
        .verify(|name: &str| !IN_SUBJECT.stand_in(name));
    let (first, sign_before, _, sign_behind, second) =
        (quantity_shared, sign, name, sign, measured).parse_next(input)?;
    let closure = |sign| Closure::of(matches!(sign, Compare::AtMost | Compare::AtLeast));
    let first = End { at: with_unit_of(first, &second), closure: closure(sign_before) };
    let second = End { at: second, closure: closure(sign_behind) };
    match (sign_before, sign_behind) {
        (Compare::AtMost | Compare::Below, Compare::AtMost | Compare::Below) => interval(first, second),
        // 90%＞x≥80%: the larger number stands first
        (Compare::AtLeast | Compare::Above, Compare::AtLeast | Compare::Above) => interval(second, first),
        _ => Err(EmptyError),
    }
}

/// Both ends of an interval, if the first lies below the second and counts the same.
fn interval(low: End, high: End) -> Parsed<Ends> {
    let is_one = low.at.value < high.at.value && low.at.unit == high.at.unit;
    if is_one { Ok((Some(low), Some(high))) } else { Err(EmptyError) }
}

fn sign(input: &mut Input<'_>) -> Parsed<Compare> {
    alt((
        "≤".map(|_| Compare::AtMost),
        "<".map(|_| Compare::Below),
        "≥".map(|_| Compare::AtLeast),
        ">".map(|_| Compare::Above),
    ))
    .parse_next(input)
}

/// A number with its unit, or one that has its unit from the other end (`0-10%`).
fn quantity_shared(input: &mut Input<'_>) -> Parsed<Result<Quantity, rust_decimal::Decimal>> {
    alt((
        measured.verify(|q| q.unit != Unit::Plain).map(Ok),
        (opt('-'), number).map(|(minus, n)| Err(if minus.is_some() { -n } else { n })),
    ))
    .parse_next(input)
}

fn with_unit_of(number: Result<Quantity, rust_decimal::Decimal>, other: &Quantity) -> Quantity {
    number.unwrap_or_else(|number| Quantity::new(number, other.unit.clone()))
}

/// 80%（含）-90%, 0至10%（含）
fn range(input: &mut Input<'_>) -> Parsed<Ends> {
    opt("±").parse_next(input)?;
    let low = quantity_shared.parse_next(input)?;
    let low_note = opt(named_note).parse_next(input)?;
    (any_of([&TO]), opt("±")).parse_next(input)?;
    let high = measured.parse_next(input)?;
    let high_note = opt(named_note).parse_next(input)?;
    opt(any_of([&BETWEEN])).parse_next(input)?;
    let both_note = opt(any_of([&BOTH_INCLUDED])).parse_next(input)?;
    let low = with_unit_of(low, &high);
    let (low_note, high_note) = noted((&low, &high), low_note, high_note)?;
    let silent = if low_note.or(high_note) == Some(Closure::Closed) { Closure::Contrast } else { Closure::Unmarked };
    let closure = |note: Option<Closure>| both_note.map(|_| Closure::Closed).or(note).unwrap_or(silent);
    interval(End { at: low, closure: closure(low_note) }, End { at: high, closure: closure(high_note) })
}

/// （含）, （不含）, （含90%）: whether a number belongs to the interval, and which, where the note names it.
pub(crate) fn named_note(input: &mut Input<'_>) -> Parsed<(Closure, Option<Quantity>)> {
    let (_, sense, named, _) = ("(", sense_of([&INCLUDED, &EXCLUDED]), opt(measured), ")").parse_next(input)?;
    Ok((Closure::of(sense == Sense::Includes(true)), named))
}

/// A note on the number `at`: one that names another number is not about this one.
fn note(at: Quantity) -> impl Fn(&mut Input<'_>) -> Parsed<Closure> {
    move |input: &mut Input<'_>| {
        let (closure, named) = named_note(input)?;
        if named.is_none_or(|named| named == at) { Ok(closure) } else { Err(EmptyError) }
    }
}

/// The closures that the notes of a–b give to its two ends: `80%-90%（含80%）` speaks of the lower one.
fn noted(
    (low, high): (&Quantity, &Quantity),
    before: Option<(Closure, Option<Quantity>)>,
    after: Option<(Closure, Option<Quantity>)>,
) -> Parsed<(Option<Closure>, Option<Closure>)> {
    let of_low = |note: &(Closure, Option<Quantity>)| note.1.as_ref().is_none_or(|named| named == low);
    let of_high = |note: &(Closure, Option<Quantity>)| note.1.as_ref().is_none_or(|named| named == high);
    match (before, after) {
        (before, Some(after)) if before.as_ref().is_none_or(of_low) && of_high(&after) => {
            Ok((before.map(|note| note.0), Some(after.0)))
        }
        (None, Some(after)) if of_low(&after) => Ok((Some(after.0), None)),
        (before, None) if before.as_ref().is_none_or(of_low) => Ok((before.map(|note| note.0), None)),
        _ => Err(EmptyError),
    }
}

/// [95%,100%), which says of both ends whether they belong to it.
fn bracketed(input: &mut Input<'_>) -> Parsed<Ends> {
    opt("∈").parse_next(input)?;
    let (low_sign, low, _, high, high_sign) =
        (alt(("[", "(")), quantity_shared, alt(("，", ",", "-")), quantity, alt(("]", ")"))).parse_next(input)?;
    let low = with_unit_of(low, &high);
    // (5-10%) may be a remark in plain brackets
    if low_sign == "(" && high_sign == ")" {
        return Err(EmptyError);
    }
    let low = End { at: low, closure: Closure::of(low_sign == "[") };
    interval(low, End { at: high, closure: Closure::of(high_sign == "]") })
}

/// 大于等于80%且小于90%
fn both_sides(input: &mut Input<'_>) -> Parsed<Ends> {
    let (first, _, second) = (single, opt(any_of([&AND])), single).parse_next(input)?;
    match (first, second) {
        ((Some(mut low), None), (None, Some(high))) | ((None, Some(high)), (Some(mut low), None)) => {
            // 大于0且不超过10%: 0 needs no unit
            if low.at.value.is_zero() && low.at.unit == Unit::Plain {
                low.at.unit = high.at.unit.clone();
            }
            interval(low, high)
        }
        _ => Err(EmptyError),
    }
}

fn single(input: &mut Input<'_>) -> Parsed<Ends> {
    alt((sized, compared, with_suffix, bare)).parse_next(input)
}

/// ±5%（含）以内, 不超过±5%, 超出±10%: of the size of the measure.
fn sized(input: &mut Input<'_>) -> Parsed<Ends> {
    let (compare, _, at) = (opt(comparison), "±", quantity).parse_next(input)?;
    let (before, side, after) = (opt(note(at.clone())), opt(suffix), opt(note(at.clone()))).parse_next(input)?;
    let note = before.or(after);
    let end = |closure| Some(End { at: at.clone(), closure });
    match (compare, side) {
        (None | Some(Compare::Is), Some(side)) => Ok(suffixed(at.clone(), side, note)),
        (Some(Compare::AtMost), None) => Ok((None, end(Closure::Closed))),
        (Some(Compare::Below), None) => Ok((None, end(note.unwrap_or(Closure::Open)))),
        (Some(Compare::Above), None) => Ok((end(note.unwrap_or(Closure::Open)), None)),
        _ => Err(EmptyError),
    }
}

/// The longest comparison word of all that fit: 达不到 is not 达.
pub(crate) fn comparison(input: &mut Input<'_>) -> Parsed<Compare> {
    let sense = sense_of([&AT_LEAST, &REACHES, &AT_MOST, &ABOVE, &BELOW, &EQUAL, &IS]).parse_next(input)?;
    let Sense::Compare(compare) = sense else { return Err(EmptyError) };
    Ok(compare)
}

/// ≥90%, 不超过100%, 达到90%以上
fn compared(input: &mut Input<'_>) -> Parsed<Ends> {
    let (compare, at) = (comparison, measured).parse_next(input)?;
    let (inner_note, suffix, outer_note) =
        (opt(note(at.clone())), opt(suffix), opt(note(at.clone()))).parse_next(input)?;
    let note = inner_note.or(outer_note);
    let end = |closure| Some(End { at: at.clone(), closure });
    match (compare, suffix, note) {
        // 达到90%以上, 为95%（含）以上: the suffix says it
        (Compare::Reaches, Some(Side::Above), note) => Ok((end(note.unwrap_or(Closure::Lawful)), None)),
        (Compare::Is, Some(side), note) => Ok(suffixed(at.clone(), side, note)),
        (Compare::AtLeast | Compare::Reaches, None | Some(Side::Above), None | Some(Closure::Closed)) => {
            Ok((end(Closure::Closed), None))
        }
        (Compare::AtMost, None | Some(Side::Below), None | Some(Closure::Closed)) => Ok((None, end(Closure::Closed))),
        // 低于60%以下, 超过20%以上: the word excludes the end, the suffix includes it
        (Compare::Above, Some(Side::Above), None) => Ok((end(Closure::Unmarked), None)),
        (Compare::Below, Some(Side::Below), None) => Ok((None, end(Closure::Unmarked))),
        // 大于90%（含）: the note is about this very number
        (Compare::Above, None, note) => Ok((end(note.unwrap_or(Closure::Open)), None)),
        (Compare::Below, None, note) => Ok((None, end(note.unwrap_or(Closure::Open)))),
        (Compare::Equal | Compare::Is, None, None) => Ok((end(Closure::Closed), end(Closure::Closed))),
        _ => Err(EmptyError),
    }
}

fn suffix(input: &mut Input<'_>) -> Parsed<Side> {
    let Sense::Side(side) = sense_of([&UPWARDS, &DOWNWARDS]).parse_next(input)? else { return Err(EmptyError) };
    Ok(side)
}

/// 95%（含）以上, 100%以下（含）, 10%以内
fn with_suffix(input: &mut Input<'_>) -> Parsed<Ends> {
    let at = measured.parse_next(input)?;
    let (before, inclusive, side, after) =
        (opt(note(at.clone())), peek(opt(any_of([&INCLUSIVE]))), suffix, opt(note(at.clone()))).parse_next(input)?;
    let note = before.or(after).or(inclusive.map(|_| Closure::Closed));
    Ok(suffixed(at, side, note))
}

fn suffixed(at: Quantity, side: Side, note: Option<Closure>) -> Ends {
    let end = Some(End { at, closure: note.unwrap_or(Closure::Lawful) });
    match side {
        Side::Above => (end, None),
        Side::Below => (None, end),
    }
}

/// 100% with nothing that compares it
fn bare(input: &mut Input<'_>) -> Parsed<Ends> {
    // 符合一项 compares nothing
    let counted = input.starts_with(|c: char| c.is_ascii_digit());
    let at = quantity.verify(|at| counted || !matches!(at.unit, Unit::Named(_))).parse_next(input)?;
    let end = Some(End { at, closure: Closure::Bare });
    Ok((end.clone(), end))
}
