//! Labels before bands (A级：≥90%，5分; 好（90%以上，含90%）得3分), grades of one word (优：5分), and events that take all marks.

use crate::criterion::grammar::condition::{Closure, Condition, End, condition_then, named_note};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::taken::marks_or_deduction;
use crate::criterion::grammar::tokens::{
    Input, Marks, Parsed, Quantity, Spanned, any_of, is_separator, marks, phrase_end, spanned, words_then,
};
use crate::criterion::lexicon::{
    CONDITION_ENDS, EVENT_BEGINS, EVENT_CASES, GRADE_LEVELS, GRADE_WORDS, IN_EVENT, IS_GRADED, NO_MARKS,
    NO_MARKS_AT_ALL, OF,
};
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt};
use winnow::error::EmptyError;
use winnow::prelude::*;

/// `A级：`, `优秀：` before a condition in numbers.
pub(crate) fn band_label(input: &mut Input<'_>) -> Parsed<Meaning> {
    let label = spanned(any_of([&GRADE_WORDS, &GRADE_LEVELS]).map(str::to_string)).parse_next(input)?;
    let mut behind = *input;
    let numbers =
        |input: &mut Input<'_>| ("：", |input: &mut Input<'_>| condition_then(input, end)).void().parse_next(input);
    if numbers(&mut behind).is_ok() { Ok(Meaning::BandLabel(label)) } else { Err(EmptyError) }
}

/// 的，计5分
fn end(input: &mut Input<'_>) -> Parsed<Spanned<Marks>> {
    let (_, marks, ()) = (opt(any_of([&CONDITION_ENDS])), marks_or_deduction, phrase_end).parse_next(input)?;
    Ok(marks)
}

/// `第一档（完成率≥100%）得满分`, `好（90%以上，含90%）得3分`
pub(crate) fn labelled_band(input: &mut Input<'_>) -> Parsed<Meaning> {
    (any_of([&GRADE_WORDS, &GRADE_LEVELS]), "(").void().parse_next(input)?;
    let (mut condition, (note, marks)) = condition_then(input, |input| {
        let note = |input: &mut Input<'_>| -> Parsed<(Closure, Option<Quantity>)> {
            // the note with brackets of its own, as in （90%以上，含90%）
            let text: String = {
                let rest: &str = input.as_ref();
                let inner = rest.strip_prefix('，').and_then(|rest| rest.split_once(')')).ok_or(EmptyError)?.0;
                format!("({inner})")
            };
            let read = named_note.parse(winnow::stream::LocatingSlice::new(text.as_str())).map_err(|_| EmptyError)?;
            ("，", winnow::token::take_till(1.., |c| c == ')')).void().parse_next(input)?;
            Ok(read)
        };
        (opt(note), ")", end).map(|(note, _, marks)| (note, marks)).parse_next(input)
    })?;
    if let Some(note) = note {
        noted(&mut condition, &note)?;
    }
    Ok(Meaning::Award { condition, or: None, marks })
}

/// Puts `，含90%` on the end that it names.
fn noted(condition: &mut Condition, (closure, named): &(Closure, Option<Quantity>)) -> Parsed<()> {
    let Some(named) = named else { return Err(EmptyError) };
    let mut found = false;
    let mut ends: Vec<&mut End> = condition.low.iter_mut().chain(condition.high.iter_mut()).collect();
    for end in &mut ends {
        if end.at == *named && matches!(end.closure, Closure::Lawful | Closure::Unmarked) {
            end.closure = *closure;
            found = true;
        }
    }
    for end in ends.into_iter().filter(|end| end.at != *named && end.closure == Closure::Unmarked) {
        end.closure = if *closure == Closure::Closed { Closure::Contrast } else { Closure::Unmarked };
    }
    if found { Ok(()) } else { Err(EmptyError) }
}

/// `优：5分`, `为“良”的得3分`, `评定为Ⅰ级得6分`
pub(crate) fn graded(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(any_of([&IS_GRADED])).parse_next(input)?;
    let quote = opt("“").parse_next(input)?;
    let word = any_of([&GRADE_WORDS, &GRADE_LEVELS]).parse_next(input)?;
    if quote.is_some() {
        "”".parse_next(input)?;
    }
    let (_, marks, ()) = (opt(any_of([&CONDITION_ENDS])), marks, phrase_end).parse_next(input)?;
    Ok(Meaning::WordAward { words: word.to_string(), marks })
}

/// `发现挪用资金的，本项不得分`, `发生较大及以上事故的不得分`
pub(crate) fn veto(input: &mut Input<'_>) -> Parsed<Meaning> {
    let stops = |c: char| c.is_ascii_digit() || is_separator(c) || c == '%';
    let start = winnow::stream::Location::current_token_start(input);
    let (event, marks, marked) = words_then(input, 50, stops, |words, input| {
        if !is_event(words) {
            return Err(EmptyError);
        }
        let at_all = spanned(any_of([&NO_MARKS_AT_ALL])).map(|marks| (marks.span, true));
        let none = spanned(any_of([&NO_MARKS])).map(|marks| (marks.span, false));
        let (_, _, (span, marked), ()) =
            (opt(any_of([&OF])), opt("，"), alt((at_all, none)), phrase_end).parse_next(input)?;
        Ok((words.to_string(), span, marked))
    })?;
    let span = start..start + event.len();
    let marks = Spanned { value: Marks::Given(Decimal::ZERO), span: marks };
    Ok(Meaning::Veto { event: Spanned { value: event, span }, marks, marked })
}

/// Whether words name an event, of which a person can say that it happened: 挪用资金 and no 结余超过上年.
fn is_event(words: &str) -> bool {
    let words = words.replace("及以上", "");
    let ends = words.ends_with(['的', '，', '、']);
    EVENT_BEGINS.begin(&words).is_some() && !IN_EVENT.stand_in(&words) && !ends && words.chars().count() > 3
}

/// 发现一起截留、挪用专项资金: an event that is a case to be counted.
pub(crate) fn is_counted(event: &str) -> bool {
    EVENT_CASES.begin(event).is_some()
}
