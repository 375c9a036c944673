//! Ranges of marks within which a person gives the marks: 效果显著得8-10分, 分为好、一般、差三档,
//! 分别按照该指标对应分值区间100%-80%（含）、80%-60%（含）、60%-0%合理确定分值.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Closure, named_note};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::tokens::{
    Input, Parsed, Quantity, any_of, comma, is_separator, number, phrase_end, quantity, sentence, words_before,
};
use crate::criterion::lexicon::{
    DISCRETION, FULL, FULL_FACTOR, FULL_GIVEN, JUDGED_BY, JUDGED_BY_ENDS, NO_PERSON, OF, OWN, OWN_ENDS, PERSON_BY,
    PERSON_ENDS, PERSONS, RANGE_ENDS, RANGE_LEAD, TIERS, TIERS_FULL, TIERS_GIVE, TIERS_OF, TO,
};
use crate::ground::Exact;
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt, peek, separated};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::Stream;
use winnow::token::take_till;

/// One end of a range of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkEnd {
    /// Marks, or a share of 分值.
    pub(crate) at: Decimal,
    /// Whether it belongs to the range; none where nothing is said.
    pub(crate) closed: Option<bool>,
}

/// From one number of marks to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkSpan {
    pub(crate) low: MarkEnd,
    pub(crate) high: MarkEnd,
    /// Whether the ends are shares of 分值.
    pub(crate) shares: bool,
}

/// A tier, and the marks that a person may give in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkRange {
    /// 效果显著; empty where the text names no tier.
    pub(crate) words: String,
    pub(crate) span: MarkSpan,
}

/// `效果显著得8-10分`, `……的，记该指标分值的100%-80%（含）`, `根据符合程度在0-6分之间打分`
pub(crate) fn range(input: &mut Input<'_>) -> Parsed<Meaning> {
    let start = input.checkpoint();
    if let Ok(span) = (opt(judged_by), given).map(|(_, span)| span).parse_next(input) {
        return Ok(Meaning::Range(MarkRange { words: String::new(), span }));
    }
    input.reset(&start);
    let words = words_before(input, 50, |input| peek(tail).void().parse_next(input))?;
    let span = tail.parse_next(input)?;
    if NO_PERSON.stand_in(&words.replace("效率", "")) {
        return Err(EmptyError);
    }
    Ok(Meaning::Range(MarkRange { words: words.trim_end_matches('的').to_string(), span }))
}

/// What stands behind the name of a tier.
fn tail(input: &mut Input<'_>) -> Parsed<MarkSpan> {
    (opt(any_of([&OF])), opt(alt(("，", "："))), opt((judged_by, comma)), given)
        .map(|(_, _, _, span)| span)
        .parse_next(input)
}

/// 视推广程度
fn judged_by(input: &mut Input<'_>) -> Parsed<()> {
    any_of([&JUDGED_BY]).parse_next(input)?;
    let ends = |input: &mut Input<'_>| (any_of([&JUDGED_BY_ENDS]), opt("，"), peek(given)).void().parse_next(input);
    words_before(input, 16, ends).map(|_| ())
}

/// 得8-10分, 在分值的90%-100%之间赋分, 得60%以下分值
fn given(input: &mut Input<'_>) -> Parsed<MarkSpan> {
    let lead = opt(any_of([&RANGE_LEAD])).parse_next(input)?;
    let of = opt(any_of([&TIERS_FULL])).parse_next(input)?;
    let span = alt((marks_span, share_span)).parse_next(input)?;
    let full = opt((opt(any_of([&OF])), any_of([&FULL, &FULL_FACTOR, &FULL_GIVEN]))).parse_next(input)?;
    let ends = opt(any_of([&RANGE_ENDS])).parse_next(input)?;
    phrase_end(input)?;
    // 80%-60%（含） behind 记 continues the shares before it; 满意度在80-90分之间 gives no marks
    let gives = lead.is_some_and(|lead| !lead.ends_with('在'));
    let given = ends.is_some_and(|ends| ends.chars().any(|c| "赋打评计记给得".contains(c)) || ends.ends_with("分值"));
    let shares = span.shares && (of.is_some() || full.is_some() || gives);
    let marks = !span.shares && of.is_none() && full.is_none() && (gives || given);
    if shares || marks { Ok(span) } else { Err(EmptyError) }
}

type Note = Option<(Closure, Option<Quantity>)>;

/// 8-10分, 6分（含）至8分（不含）
fn marks_span(input: &mut Input<'_>) -> Parsed<MarkSpan> {
    let note = |input: &mut Input<'_>| opt(named_note).parse_next(input);
    let (low, _, low_note, _, high, _, high_note) =
        (number, opt("分"), note, any_of([&TO]), number, "分", note).parse_next(input)?;
    span((low, low_note), (high, high_note), false)
}

/// 100%-80%（含）, 0-70%（不含）, 60%以下
fn share_span(input: &mut Input<'_>) -> Parsed<MarkSpan> {
    alt((two_shares, one_share)).parse_next(input)
}

fn percent(input: &mut Input<'_>) -> Parsed<Decimal> {
    let whole = |q: Quantity| q.value.to_decimal(8).filter(|_| q.unit == Unit::Percent);
    quantity.verify_map(whole).parse_next(input)
}

fn two_shares(input: &mut Input<'_>) -> Parsed<MarkSpan> {
    let note = |input: &mut Input<'_>| opt(named_note).parse_next(input);
    let first = alt((percent, number.map(|number| number / Decimal::ONE_HUNDRED)));
    let (first, first_note, _, second, second_note) = (first, note, any_of([&TO]), percent, note).parse_next(input)?;
    // 80%-100%（含80%） speaks of the other end
    let names_first = |(_, named): &(Closure, Option<Quantity>)| {
        named.as_ref().is_some_and(|named| named.value.to_decimal(8) == Some(first))
    };
    match second_note.as_ref().filter(|note| names_first(note) && first_note.is_none()) {
        Some(note) => span((first, Some(note.clone())), (second, None), true),
        None => span((first, first_note), (second, second_note), true),
    }
}

fn one_share(input: &mut Input<'_>) -> Parsed<MarkSpan> {
    let (high, word) = (percent, alt(("以下", "及以下", "以内"))).parse_next(input)?;
    let high = MarkEnd { at: high, closed: (word == "及以下").then_some(true) };
    Ok(MarkSpan { low: MarkEnd { at: Decimal::ZERO, closed: Some(true) }, high, shares: true })
}

fn span(first: (Decimal, Note), second: (Decimal, Note), shares: bool) -> Parsed<MarkSpan> {
    let end = |(at, note): (Decimal, Note)| MarkEnd { at, closed: note.map(|(closure, _)| closure == Closure::Closed) };
    let (mut low, mut high) = (end(first), end(second));
    if low.at > high.at {
        (low, high) = (high, low);
    }
    let whole = Exact::from_decimal(high.at) <= Exact::ONE || !shares;
    if low.at < high.at && whole { Ok(MarkSpan { low, high, shares }) } else { Err(EmptyError) }
}

/// `根据完成情况分为好、一般、差三档`: the names of the tiers, whose ranges follow.
pub(crate) fn tiers(input: &mut Input<'_>) -> Parsed<Meaning> {
    let clause: &str = take_till(1.., is_separator).parse_next(input)?;
    let end = TIERS.words().filter(|end| clause.ends_with(end)).max_by_key(|end| end.len()).ok_or(EmptyError)?;
    let named = &clause[..clause.len() - end.len()];
    let (at, of) = TIERS_OF
        .words()
        .filter_map(|of| Some((named.find(of)?, of)))
        .min_by_key(|(at, of)| (*at, std::cmp::Reverse(of.len())))
        .ok_or(EmptyError)?;
    if clause.contains(|c: char| c.is_ascii_digit()) || NO_PERSON.stand_in(&named[..at]) {
        return Err(EmptyError);
    }
    let names: Vec<String> =
        named[at + of.len()..].split('、').map(|name| name.trim_matches(['“', '”']).to_string()).collect();
    if names.len() < 2 || names.iter().any(String::is_empty) || names.len() != count_of(end) {
        return Err(EmptyError);
    }
    Ok(Meaning::Tiers(names))
}

/// 三 of 三档.
fn count_of(tiers: &str) -> usize {
    match tiers.chars().next() {
        Some('两') => 2,
        Some('三') => 3,
        Some('四') => 4,
        _ => 5,
    }
}

/// `分别按照该指标对应分值区间100%-80%（含）、80%-60%（含）、60%-0%合理确定分值`
pub(crate) fn ranges_of_tiers(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(any_of([&TIERS_GIVE])).parse_next(input)?;
    opt(any_of([&TIERS_FULL])).parse_next(input)?;
    let one = alt((marks_span, two_shares));
    let spans: Vec<MarkSpan> = separated(2..=5, one, alt(("、", "，", "和"))).parse_next(input)?;
    let full = (opt(any_of([&OF])), any_of([&FULL, &FULL_FACTOR, &FULL_GIVEN]));
    (opt(full), opt(any_of([&RANGE_ENDS])), phrase_end).parse_next(input)?;
    Ok(Meaning::RangesOfTiers(spans))
}

/// `根据……情况，由评价专家综合评判打分`: a sentence that leaves the marks to a person.
pub(crate) fn left_to_a_person(input: &mut Input<'_>) -> Parsed<Meaning> {
    let sentence = sentence(&['。', '；', '：']).parse_next(input)?;
    let begins = PERSON_BY.begin(sentence).is_some() || PERSONS.begin(sentence).is_some();
    let by_persons = || PERSONS.words().any(|who| sentence.contains(&format!("由{who}")));
    let computes = NO_PERSON.stand_in(&sentence.replace("效率", "")) || sentence.contains(|c: char| c.is_ascii_digit());
    match () {
        () if DISCRETION.stand_in(sentence) || OWN.stand_in(sentence) => Err(EmptyError),
        () if computes || sentence.contains(['%', '扣']) => Err(EmptyError),
        () if OWN_ENDS.end(sentence).is_some() => Ok(Meaning::Own),
        () if PERSON_ENDS.end(sentence).is_some() && (begins || by_persons()) => Ok(Meaning::Person),
        () => Err(EmptyError),
    }
}
