//! From the text to phrases: what each clause of a 评分标准 says, whatever rule it belongs to.
//!
//! A clause that no phrase fits is kept as [`Meaning::Unread`]; the kinds refuse it, except in a few
//! places where words without any number of marks are harmless.

use crate::criterion::grammar::against;
use crate::criterion::grammar::against::Part;
use crate::criterion::grammar::condition::condition_then;
use crate::criterion::grammar::earn::{base, earn, filled};
use crate::criterion::grammar::frames::{
    self, explaining_sentence, explanation_in_brackets, heading, numbered_heading, reached,
};
use crate::criterion::grammar::judging::{left_to_a_person, range, ranges_of_tiers, tiers};
use crate::criterion::grammar::labels::{band_label, graded, labelled_band, veto};
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::ratio::{ratio, ratio_cap};
use crate::criterion::grammar::sentences::{
    definition, discretion, each, in_time, item, items_say, negative, note, remark, sentence_for_a_person,
    source_in_brackets, word_award,
};
use crate::criterion::grammar::steps::{case, guarded_step, measure_then, missed_step, part_words, step};
use crate::criterion::grammar::taken::marks_or_deduction;
use crate::criterion::grammar::target;
use crate::criterion::grammar::text::Text;
use crate::criterion::grammar::tokens::{
    Input, Marks, Parsed, Spanned, any_of, comma, is_separator, marker, phrase_end, points, quantity, sense_of,
    spanned, words_before,
};
use crate::criterion::lexicon::{
    ABSENT, BUT, CONDITION_ENDS, COUNTS_AS_FULL, FLOOR, GRADES, IN_ABSENCE, MOST, NO_MORE, OF, OR, OTHERWISE,
    READ_AS_CAPPED, READ_AS_FULL, READ_AS_PENDING, STANDARD_AFTER, STANDARD_AROUND, STANDARD_BEFORE, Sense, THIS_ITEM,
    TOTAL, TOTAL_NAMED, UNTIL, UNTIL_TAKEN,
};
use winnow::combinator::{alt, opt, terminated};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::{take_till, take_while};

/// Reads the whole text.
pub(crate) fn read(text: &Text) -> Vec<Phrase> {
    let mut phrases = numbered(text).unwrap_or_else(|| read_until_end(text, phrase));
    only_with_a_reference(&mut phrases);
    phrases
}

fn read_until_end(text: &Text, mut phrase: impl FnMut(&mut Input<'_>) -> Parsed<Meaning>) -> Vec<Phrase> {
    let mut input = LocatingSlice::new(text.as_str());
    let mut phrases = Vec::new();
    loop {
        let _: Parsed<&str> = take_while(0.., |c| is_separator(c) || c == '、').parse_next(&mut input);
        if input.is_empty() {
            return phrases;
        }
        let start = input.current_token_start();
        let checkpoint = input.checkpoint();
        let meaning = phrase(&mut input).unwrap_or_else(|_| {
            input.reset(&checkpoint);
            let _: Parsed<&str> = take_till(1.., is_separator).parse_next(&mut input);
            Meaning::Unread
        });
        let rest: &str = input.as_ref();
        let ends_sentence = rest.is_empty() || rest.starts_with(['；', '。']);
        phrases.push(Phrase { meaning, span: start..input.previous_token_end(), ends_sentence });
    }
}

/// `①≥90%，计5分；②低于90%不得分`: where every numbered phrase is a condition in numbers or a step, of one
/// measure, the numbers only count the sentences of one rule and list no items. None where they are anything else.
fn numbered(text: &Text) -> Option<Vec<Phrase>> {
    let mut subjects = Vec::new();
    let mut has_numbers = false;
    let phrases = read_until_end(text, |input| {
        let next = subjects.len() as u32 + 1;
        let number = opt(marker.verify(|(_, ordinal)| *ordinal == next)).parse_next(input)?;
        has_numbers |= number.is_some();
        let meaning = phrase(input)?;
        match &meaning {
            _ if number.is_none() => {}
            Meaning::Award { condition, .. } => subjects.push(condition.subject.value.clone()),
            Meaning::Step(_) => subjects.push(String::new()),
            _ => return Err(EmptyError),
        }
        Ok(meaning)
    });
    let named: Vec<&String> = subjects.iter().filter(|subject| !subject.is_empty()).collect();
    let one_measure = named.windows(2).all(|pair| pair[0] == pair[1]);
    let other = |phrase: &Phrase| match &phrase.meaning {
        Meaning::WordAward { words, .. } => !OTHERWISE.has(words),
        meaning => matches!(meaning, Meaning::Unread),
    };
    let all_read = !phrases.iter().any(other);
    (!has_numbers || (!subjects.is_empty() && one_measure && all_read)).then_some(phrases)
}

fn phrase(input: &mut Input<'_>) -> Parsed<Meaning> {
    alt((
        alt((
            alt((label, numbered_heading, labelled_band, band_label, item, sentence_for_a_person)),
            alt((left_to_a_person, note, heading)),
            alt((terminated(items_say, phrase_end), terminated(remark, phrase_end), tiers, ranges_of_tiers, range)),
        )),
        alt((discretion, in_brackets, reached, frames::cap, target::target, target::met, target::cap)),
        terminated(
            alt((
                alt((standard, target::based, floor, most, part_step, total)),
                alt((not_applicable, each, ratio.map(Meaning::Ratio), cap, silence, negative.map(Meaning::Negative))),
            )),
            phrase_end,
        ),
        terminated(against, phrase_end),
        conditioned_award,
        terminated(alt((step, guarded_step, missed_step)).map(Meaning::Step), phrase_end),
        terminated(case.map(Meaning::Case), phrase_end),
        terminated(
            alt((earn.map(Meaning::Earn), base.map(Meaning::BaseMarks), filled.map(Meaning::Total))),
            phrase_end,
        ),
        alt((in_time, veto, graded, word_award, definition, explaining_sentence)),
    ))
    .parse_next(input)
}

/// `项目验收合格率：` before its rule
fn label(input: &mut Input<'_>) -> Parsed<Meaning> {
    spanned(measure_then("：")).map(Meaning::Label).parse_next(input)
}

/// （不足一个百分点的不扣）, （扣完为止） directly after the deduction.
fn in_brackets(input: &mut Input<'_>) -> Parsed<Meaning> {
    let rule = ("(", alt((part_step, floor, most, total, cap, negative.map(Meaning::Negative))), ")")
        .map(|(_, meaning, _)| meaning);
    alt((rule, source_in_brackets, explanation_in_brackets)).parse_next(input)
}

/// 满分为止
fn cap(input: &mut Input<'_>) -> Parsed<Meaning> {
    ratio_cap.map(|()| Meaning::RatioCap).parse_next(input)
}

/// 以100%为标准, 目标值为100%
fn standard(input: &mut Input<'_>) -> Parsed<Meaning> {
    let around = (any_of([&STANDARD_AROUND]), spanned(quantity), any_of([&STANDARD_AFTER])).map(|(_, at, _)| at);
    let before = (any_of([&STANDARD_BEFORE]), spanned(quantity)).map(|(_, at)| at);
    alt((around, before)).map(Meaning::Standard).parse_next(input)
}

/// 扣完为止, 扣满10分为止
fn floor(input: &mut Input<'_>) -> Parsed<Meaning> {
    let counted = (opt(any_of([&UNTIL])), any_of([&UNTIL_TAKEN]), spanned(points), opt(any_of([&NO_MORE])));
    let counted = counted.map(|(_, _, marks, _)| Meaning::Floor(Some(marks)));
    alt((counted, any_of([&FLOOR]).map(|_| Meaning::Floor(None)))).parse_next(input)
}

/// 最多扣3分
fn most(input: &mut Input<'_>) -> Parsed<Meaning> {
    let most = (opt(any_of([&BUT])), opt(any_of([&THIS_ITEM])), any_of([&MOST]), spanned(points));
    most.map(|(_, _, _, marks)| Meaning::Most(marks)).parse_next(input)
}

/// 满分5分, 最高10分
fn total(input: &mut Input<'_>) -> Parsed<Meaning> {
    (any_of([&TOTAL, &TOTAL_NAMED]), spanned(points)).map(|(_, marks)| Meaning::Total(marks)).parse_next(input)
}

/// 没有楼堂馆所项目的部门按满分计算
fn not_applicable(input: &mut Input<'_>) -> Parsed<Meaning> {
    let words =
        words_before(input, 30, |input| (comma, any_of([&COUNTS_AS_FULL]), phrase_end).void().parse_next(input))?;
    if ABSENT.begin(&words).is_none() || IN_ABSENCE.stand_in(&words) {
        return Err(EmptyError);
    }
    Ok(Meaning::NotApplicable(words))
}

/// 不足一个百分点的不扣分, 不足5%的按比例扣
fn part_step(input: &mut Input<'_>) -> Parsed<Meaning> {
    part_words.map(|(of, reading)| Meaning::PartStep { of, reading }).parse_next(input)
}

/// 超过100%的未作规定，按不扣分理解
fn silence(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, sense) = condition_then(input, |input| {
        let read = sense_of([&READ_AS_FULL, &READ_AS_CAPPED, &READ_AS_PENDING]);
        (opt(any_of([&OF])), "未作规定，", read).map(|(_, _, sense)| sense).parse_next(input)
    })?;
    if let Sense::Silence(silence) = sense { Ok(Meaning::Silence(silence)) } else { Err(EmptyError) }
}

fn against(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (condition, marks) = against::award.parse_next(input)?;
    Ok(Meaning::Against { condition, marks })
}

fn conditioned_award(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (condition, (or, marks)) = condition_then(input, |input| {
        let second = (any_of([&OR]), |input: &mut Input<'_>| condition_then(input, award_end));
        let united = second.map(|(_, (or, marks))| (Some(or), marks));
        alt((united, award_end.map(|marks| (None, marks)))).parse_next(input)
    })?;
    // 出现一次扣二分 is a case; 2次扣1分 a band
    let is_taken = matches!(marks.value, Marks::Less(_));
    if is_taken && condition.is_bare() && !condition.subject.value.is_empty() {
        return Err(EmptyError);
    }
    // 90%或95%得5分 compares nothing
    if or.as_ref().is_some_and(|or| or.is_bare() || condition.is_bare()) {
        return Err(EmptyError);
    }
    Ok(Meaning::Award { condition, or, marks })
}

/// 的，计5分
fn award_end(input: &mut Input<'_>) -> Parsed<Spanned<Marks>> {
    let (_, marks, ()) = (opt(any_of([&CONDITION_ENDS, &GRADES])), marks_or_deduction, phrase_end).parse_next(input)?;
    Ok(marks)
}

/// `无违规行为，得5分` alone compares nothing: without all of the three parts these are conditions in words.
fn only_with_a_reference(phrases: &mut [Phrase]) {
    let has = |wanted: Part| {
        phrases.iter().any(|p| matches!(&p.meaning, Meaning::Against { condition, .. } if condition.part == wanted))
    };
    if has(Part::Nothing) && (has(Part::Within) || has(Part::Beyond)) {
        return;
    }
    for phrase in phrases {
        if let Meaning::Against { condition, marks } = &phrase.meaning {
            let (measure, reference) = (&condition.measure, condition.reference.as_deref().unwrap_or(""));
            let words = match condition.part {
                Part::Nothing => format!("无{measure}"),
                Part::Within => format!("有{measure}但不超过{reference}"),
                Part::Beyond => format!("{measure}超过{reference}"),
            };
            phrase.meaning = Meaning::WordAward { words, marks: marks.clone() };
        }
    }
}
