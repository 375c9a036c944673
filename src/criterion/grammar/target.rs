//! 目标值: 目标值为95%，达到目标值得5分，每低于目标值1个百分点扣0.5分. The target stands in the text or in a column beside
//! it; with it the words are conditions in numbers.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::account::is_name;
use crate::criterion::grammar::condition::{Closure, Condition, End, comparison};
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::text::Text;
use crate::criterion::grammar::tokens::{
    Input, Marks, Parsed, Quantity, Spanned, any_of, comma, marks, measured, phrase_end, sense_of, words_before,
};
use crate::criterion::lexicon::{
    ABOVE, AS_ALL, AS_ALL_COUNTS, AS_FULL, AT_MOST, CONDITION_ENDS, Compare, DONE, ENDS_SUBJECT, IS_TARGET,
    MISSED_TARGET, OF_PART, REACHED_TARGET, STANDARD_AFTER, STANDARD_AROUND, Sense, TARGET, TARGET_HEADINGS, WHEN,
};
use crate::criterion::rule::OfTarget;
use crate::ground::Exact;
use std::ops::Range;
use winnow::combinator::{alt, eof, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::LocatingSlice;

/// A target and how it is to be met; none where the text only names the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) sign: Option<Compare>,
    pub(crate) at: Quantity,
}

/// 达到目标值（≥80%）的得满分, 不超过目标值的得4分
#[derive(Clone, Debug)]
pub(crate) struct Met {
    /// 不超过; none of 达到, which is as the target says.
    pub(crate) sign: Option<Compare>,
    /// （≥80%）
    pub(crate) target: Option<Target>,
    pub(crate) marks: Spanned<Marks>,
}

/// 目标值≤3%, 指标值：≥98%, 满意度目标值90%
pub(crate) fn target(input: &mut Input<'_>) -> Parsed<Meaning> {
    let named = |input: &mut Input<'_>| {
        let name = words_before(input, 36, |input| peek(any_of([&TARGET_HEADINGS])).void().parse_next(input))?;
        if is_name(&name) && name.chars().all(char::is_alphabetic) { Ok(()) } else { Err(EmptyError) }
    };
    let (_, _, _, target, ()) =
        (opt(named), any_of([&TARGET_HEADINGS]), opt(any_of([&IS_TARGET])), number, phrase_end).parse_next(input)?;
    Ok(Meaning::Target(target))
}

/// ≥98%, 90%
fn number(input: &mut Input<'_>) -> Parsed<Target> {
    (opt(comparison), measured).map(|(sign, at)| Target { sign, at }).parse_next(input)
}

/// What a column 目标值 says.
pub(crate) fn of_column(text: &str) -> Option<Target> {
    let text = Text::new(text);
    (number, eof).map(|(target, _)| target).parse(LocatingSlice::new(text.as_str())).ok()
}

/// 达到目标值（≥80%）的得满分, 实际值不超过目标值的得4分, 达到的得8分
pub(crate) fn met(input: &mut Input<'_>) -> Parsed<Meaning> {
    let subject = |input: &mut Input<'_>| {
        let name = words_before(input, 36, |input| {
            peek((any_of([&REACHED_TARGET, &AT_MOST, &MISSED_TARGET]), any_of([&TARGET]))).void().parse_next(input)
        })?;
        let plain = name.chars().all(char::is_alphabetic) && ENDS_SUBJECT.end(&name).is_none();
        if is_name(&name) && plain { Ok(()) } else { Err(EmptyError) }
    };
    opt(alt((any_of([&DONE]).void(), subject))).parse_next(input)?;
    let reached = any_of([&REACHED_TARGET]).map(|_| None);
    let missed = any_of([&MISSED_TARGET]).map(|_| Some(Sense::Compare(Compare::Below)));
    let sign = alt((sense_of([&AT_MOST]).map(Some), missed, reached)).parse_next(input)?;
    let named = opt(any_of([&TARGET])).parse_next(input)?;
    let target = opt(("(", number, ")").map(|(_, target, _)| target)).parse_next(input)?;
    let ends = opt(any_of([&CONDITION_ENDS])).parse_next(input)?;
    let (marks, ()) = (marks, phrase_end).parse_next(input)?;
    let sign = match sign {
        Some(Sense::Compare(compare)) => Some(compare),
        _ => None,
    };
    // 达到的得8分 leaves out what is reached
    if named.is_none() && (ends.is_none() || sign.is_some()) {
        return Err(EmptyError);
    }
    Ok(Meaning::Met(Met { sign, target, marks }))
}

/// 以年度目标值为基准
pub(crate) fn based(input: &mut Input<'_>) -> Parsed<Meaning> {
    (any_of([&STANDARD_AROUND]), any_of([&TARGET]), any_of([&STANDARD_AFTER]))
        .map(|_| Meaning::OnTarget)
        .parse_next(input)
}

/// 超过目标值的按满分计
pub(crate) fn cap(input: &mut Input<'_>) -> Parsed<Meaning> {
    let as_all = (any_of([&AS_ALL]), opt(any_of([&AS_ALL_COUNTS]))).void();
    let full = alt((as_all, any_of([&AS_FULL]).verify(|word: &str| word.starts_with('按')).void()));
    (any_of([&ABOVE]), any_of([&TARGET]), opt(any_of([&OF_PART, &WHEN])), comma, full, phrase_end)
        .map(|_| Meaning::RatioCap)
        .parse_next(input)
}

/// Puts the target where the phrases speak of it.
pub(crate) fn settle(phrases: &mut Vec<Phrase>, text: &Text, column: &str) {
    settle_signs(phrases, column);
    let of_ratio = phrases.iter().any(|phrase| matches!(phrase.meaning, Meaning::Ratio(_)));
    let Some((target, span, in_text)) = find(phrases, text, column) else { return };
    let standard = Spanned { value: target.at.clone(), span: span.clone() };
    if of_ratio {
        if in_text {
            settle_ratio(phrases, &target);
        }
        return;
    }
    let by_steps = phrases.iter().any(|phrase| matches!(phrase.meaning, Meaning::Step(_)));
    let speaks = |phrase: &Phrase| matches!(phrase.meaning, Meaning::Met(_) | Meaning::Reached(_));
    let bands = !by_steps && phrases.iter().any(speaks);
    for phrase in phrases.iter_mut() {
        let met = match &phrase.meaning {
            Meaning::Target(_) => None,
            Meaning::OnTarget => None,
            Meaning::Standard(_) if bands => None,
            Meaning::Reached(marks) => Some((None, marks.clone())),
            Meaning::Met(met) => Some((met.sign, met.marks.clone())),
            _ => continue,
        };
        phrase.meaning = match met {
            None if bands => Meaning::Remark,
            None => Meaning::Standard(standard.clone()),
            Some((sign, marks)) => match condition(&target, sign, phrase.span.clone()) {
                Some(condition) => Meaning::Award { condition, or: None, marks },
                None => Meaning::Unread,
            },
        };
    }
    if by_steps && !phrases.iter().any(|phrase| matches!(phrase.meaning, Meaning::Standard(_))) {
        let meaning = Meaning::Standard(standard);
        phrases.insert(0, Phrase { meaning, span, ends_sentence: true });
    }
}

/// The target, where it is told and whether by the text itself; of the column only where the text speaks of it.
fn find(phrases: &[Phrase], text: &Text, column: &str) -> Option<(Target, Range<usize>, bool)> {
    let of_text = phrases.iter().find_map(|phrase| match &phrase.meaning {
        Meaning::Target(target) => Some((target.clone(), phrase.span.clone())),
        Meaning::Met(Met { target: Some(target), .. }) => Some((target.clone(), phrase.span.clone())),
        Meaning::Standard(at) => Some((Target { sign: None, at: at.value.clone() }, at.span.clone())),
        _ => None,
    });
    let speaks = phrases.iter().find(|phrase| match phrase.meaning {
        Meaning::Met(_) | Meaning::Reached(_) | Meaning::OnTarget => true,
        Meaning::Step(_) => TARGET.stand_in(&text.as_str()[phrase.span.clone()]),
        _ => false,
    });
    match of_text {
        Some((target, span)) => {
            let same = |other: Target| other.at == target.at;
            let agrees = of_column(column).is_none_or(same);
            agrees.then_some((target, span, true))
        }
        None => speaks.and_then(|phrase| Some((of_column(column)?, phrase.span.clone(), false))),
    }
}

/// The values that meet the target.
fn condition(target: &Target, sign: Option<Compare>, span: Range<usize>) -> Option<Condition> {
    let end = |closure| Some(End { at: target.at.clone(), closure });
    let (low, high) = match (sign, target.sign) {
        (None, None | Some(Compare::AtLeast | Compare::Reaches)) => (end(Closure::Closed), None),
        (None | Some(Compare::AtMost), Some(Compare::AtMost)) => (None, end(Closure::Closed)),
        (None, Some(Compare::Above)) => (end(Closure::Open), None),
        (None, Some(Compare::Below)) => (None, end(Closure::Open)),
        (None, Some(Compare::Equal | Compare::Is)) => (end(Closure::Closed), end(Closure::Closed)),
        (Some(Compare::Below), None | Some(Compare::AtLeast | Compare::Reaches)) => (None, end(Closure::Open)),
        (Some(Compare::AtMost), None | Some(Compare::Equal | Compare::Is)) => (None, end(Closure::Closed)),
        _ => return None,
    };
    let subject = Spanned { value: String::new(), span: span.start..span.start };
    Some(Condition { subject, low, high, sized: false, span })
}

/// What a proportion to the target must know of it: its sign; and that 不超过目标值得满分 is where 目标值÷实际值 begins.
fn settle_signs(phrases: &mut [Phrase], column: &str) {
    let of_text = phrases.iter().find_map(|phrase| match &phrase.meaning {
        Meaning::Target(target) => Some(target.sign),
        _ => None,
    });
    let sign = of_text.unwrap_or_else(|| of_column(column).and_then(|target| target.sign));
    for phrase in phrases.iter_mut() {
        if let Meaning::Ratio(ratio) = &mut phrase.meaning {
            ratio.sign = sign;
        }
    }
    let by_done = is_by_done(phrases);
    for phrase in phrases.iter_mut().filter(|_| by_done) {
        let meaning = match &phrase.meaning {
            Meaning::Met(Met { sign: Some(Compare::AtMost), target: None, marks }) => Meaning::Reached(marks.clone()),
            // 达到目标值得满分: from above or from below?
            Meaning::Met(_) | Meaning::Reached(_) => Meaning::Unread,
            _ => continue,
        };
        phrase.meaning = meaning;
    }
}

/// Whether a proportion is 目标值÷实际值.
fn is_by_done(phrases: &[Phrase]) -> bool {
    let of_target = |phrase: &Phrase| if let Meaning::Ratio(ratio) = &phrase.meaning { ratio.of_target } else { None };
    phrases.iter().filter_map(of_target).any(|of_target| of_target == OfTarget::TargetByDone)
}

/// 目标值95%，得分=实际完成值÷目标值×分值: divided by 95%, full from there on.
fn settle_ratio(phrases: &mut [Phrase], target: &Target) {
    let rises = matches!(target.sign, None | Some(Compare::AtLeast | Compare::Reaches)) && !is_by_done(phrases);
    let percent = target.at.unit == Unit::Percent && target.at.value > Exact::ZERO && rises;
    for phrase in phrases.iter_mut() {
        let award = |marks| {
            let condition = condition(target, None, phrase.span.clone())?;
            Some(Meaning::Award { condition, or: None, marks })
        };
        let meaning = match &phrase.meaning {
            Meaning::Target(_) | Meaning::Standard(_) if percent => {
                award(Spanned { value: Marks::Full, span: phrase.span.clone() })
            }
            Meaning::Target(_) | Meaning::Standard(_) => Some(Meaning::Note),
            Meaning::Reached(_) | Meaning::RatioCap if percent => Some(Meaning::Remark),
            _ => None,
        };
        if let Some(meaning) = meaning {
            phrase.meaning = meaning;
        }
        if let Meaning::Ratio(ratio) = &mut phrase.meaning
            && ratio.of_target == Some(OfTarget::DoneByTarget)
            && percent
        {
            let end = Some(End { at: target.at.clone(), closure: Closure::Open });
            let subject = Spanned { value: String::new(), span: phrase.span.start..phrase.span.start };
            let below = Condition { subject, low: None, high: end, sized: false, span: phrase.span.clone() };
            (ratio.over, ratio.of_target, ratio.short) = (Some(target.at.clone()), None, false);
            ratio.condition.get_or_insert(Box::new(below));
        }
    }
}
