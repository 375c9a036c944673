//! From the text to phrases: what each clause of a 评分标准 says, whatever rule it belongs to.
//!
//! A clause that no phrase fits is kept as [`Meaning::Unread`]; the kinds refuse it, save for a few
//! places where words without any number of marks are harmless.

use crate::criterion::grammar::against::{self, Part};
use crate::criterion::grammar::condition::condition_then;
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::ratio::{ratio, ratio_cap};
use crate::criterion::grammar::sentences::{
    definition, description, discretion, each, item, negative, remark, sentence_for_a_person, source_in_brackets,
    word_award,
};
use crate::criterion::grammar::steps::{case, guarded_step, measure_then, part_words, step};
use crate::criterion::grammar::text::Text;
use crate::criterion::grammar::tokens::{
    CONDITION_END, Input, Marks, Parsed, Spanned, any_of, is_separator, marker, marks_or_no_deduction, phrase_end,
    points, quantity, spanned, words_before,
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
/// measure, the numbers only count the sentences of one rule and list no items.
fn numbered(text: &Text) -> Option<Vec<Phrase>> {
    let mut expected = 1;
    let phrases = read_until_end(text, |input| {
        let number = opt(marker.verify(|(_, ordinal)| *ordinal == expected)).parse_next(input)?;
        let meaning = phrase(input)?;
        let counts = matches!(meaning, Meaning::Award { .. } | Meaning::Step(_));
        match number {
            Some((_, ordinal)) if counts => {
                expected = ordinal + 1;
                Ok(Meaning::Numbered(Box::new(meaning)))
            }
            Some(_) => Err(EmptyError),
            None => Ok(meaning),
        }
    });
    let subject = |phrase: &Phrase| match &phrase.meaning {
        Meaning::Numbered(inner) => match &**inner {
            Meaning::Award { condition, .. } => Some(condition.subject.value.clone()),
            _ => Some(String::new()),
        },
        _ => None,
    };
    let subjects: Vec<String> = phrases.iter().filter_map(subject).collect();
    let named: Vec<&String> = subjects.iter().filter(|subject| !subject.is_empty()).collect();
    let one_measure = named.windows(2).all(|pair| pair[0] == pair[1]);
    let all_read = !phrases.iter().any(|phrase| matches!(phrase.meaning, Meaning::Unread | Meaning::WordAward { .. }));
    if subjects.len() < 2 || !one_measure || !all_read {
        return None;
    }
    let plain = |phrase: Phrase| match phrase.meaning {
        Meaning::Numbered(inner) => Phrase { meaning: *inner, ..phrase },
        _ => phrase,
    };
    Some(phrases.into_iter().map(plain).collect())
}

fn phrase(input: &mut Input<'_>) -> Parsed<Meaning> {
    alt((
        alt((item, sentence_for_a_person, terminated(remark, phrase_end), label, discretion, in_brackets)),
        terminated(
            alt((
                alt((standard, floor, most, part_step, total)),
                alt((not_applicable, each, ratio.map(Meaning::Ratio), cap, silence, negative.map(Meaning::Negative))),
            )),
            phrase_end,
        ),
        terminated(against, phrase_end),
        conditioned_award,
        terminated(step.map(Meaning::Step), phrase_end),
        terminated(guarded_step.map(Meaning::Step), phrase_end),
        terminated(case.map(Meaning::Case), phrase_end),
        alt((word_award, definition, description)),
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
    alt((rule, source_in_brackets)).parse_next(input)
}

/// 满分为止
fn cap(input: &mut Input<'_>) -> Parsed<Meaning> {
    ratio_cap.map(|()| Meaning::RatioCap).parse_next(input)
}

/// 以100%为标准, 目标值为100%
fn standard(input: &mut Input<'_>) -> Parsed<Meaning> {
    const AFTER: &[&str] = &["为标准", "为基准", "为标准值", "为基数", "为目标值", "的基础上"];
    const BEFORE: &[&str] = &[
        "目标值",
        "标准值",
        "基准值",
        "目标值为",
        "标准值为",
        "基准值为",
        "标准为",
        "目标为",
        "基准为",
        "目标值是",
        "目标值：",
        "标准值：",
        "标准：",
    ];
    let around = (any_of(&["以", "在"]), spanned(quantity), any_of(AFTER)).map(|(_, at, _)| at);
    let before = (any_of(BEFORE), spanned(quantity)).map(|(_, at)| at);
    alt((around, before)).map(Meaning::Standard).parse_next(input)
}

const FLOOR: &[&str] = &[
    "扣完为止",
    "减完为止",
    "直至扣完",
    "扣完即止",
    "直到扣完",
    "直至扣完为止",
    "直到扣完为止",
    "扣完该项分值为止",
    "扣完本项分值为止",
    "扣完该项分为止",
    "扣完该指标分值为止",
    "扣完此项分值为止",
    "扣完该项指标分值为止",
    "扣光为止",
    "扣完",
    "扣至0分为止",
    "扣至0分",
    "扣至0分止",
    "扣到0分为止",
    "不计负分",
    "不得负分",
    "不出现负分",
    "不倒扣",
    "最低0分",
    "最低为0分",
    "最低得0分",
    "至扣完为止",
    "扣完分值为止",
];

/// 扣完为止, 扣满10分为止
fn floor(input: &mut Input<'_>) -> Parsed<Meaning> {
    let counted = (
        opt(any_of(&["直至", "直到", "至"])),
        any_of(&["扣完", "扣满", "扣足", "扣至扣完"]),
        spanned(points),
        opt(any_of(&["为止", "止"])),
    );
    alt((counted.map(|(_, _, marks, _)| Meaning::Floor(Some(marks))), any_of(FLOOR).map(|_| Meaning::Floor(None))))
        .parse_next(input)
}

/// 最多扣3分
fn most(input: &mut Input<'_>) -> Parsed<Meaning> {
    let word = any_of(&[
        "最多扣",
        "最高扣",
        "最多扣减",
        "最高扣减",
        "最多扣除",
        "累计最多扣",
        "扣分最多",
        "扣分不超过",
        "最多不超过",
        "扣分上限",
    ]);
    (opt("但"), word, spanned(points)).map(|(_, _, marks)| Meaning::Most(marks)).parse_next(input)
}

/// 满分5分, 最高10分
fn total(input: &mut Input<'_>) -> Parsed<Meaning> {
    let word = any_of(&[
        "满分",
        "满分为",
        "共",
        "共计",
        "合计",
        "总分",
        "最高",
        "最高得",
        "最高不超过",
        "最多得",
        "最高计",
        "满分值",
        "本项满分",
        "本项满分为",
        "该项满分为",
        "本指标满分为",
        "本项指标满分为",
        "分值",
        "分值为",
        "本项",
        "最高为",
    ]);
    (word, spanned(points)).map(|(_, marks)| Meaning::Total(marks)).parse_next(input)
}

/// 没有楼堂馆所项目的部门按满分计算
fn not_applicable(input: &mut Input<'_>) -> Parsed<Meaning> {
    const FULL: &[&str] = &[
        "按满分计算",
        "按满分计",
        "按满分处理",
        "视同满分",
        "视为满分",
        "按满分",
        "按满分计分",
        "直接计满分",
        "直接得满分",
        "按满分得分",
    ];
    let words = words_before(input, 30, |input| (opt("，"), any_of(FULL), phrase_end).void().parse_next(input))?;
    let absent = ["没有", "无", "不涉及", "未安排", "未发生", "不存在", "本年无", "当年无", "年度无", "不适用"];
    if !absent.iter().any(|word| words.starts_with(word)) || words.contains(['每', '扣']) {
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
    let (_, reading) = condition_then(input, |input| {
        let read = any_of(&["按不扣分理解", "按满分封顶理解", "作待核处理"]);
        (opt("的"), "未作规定，", read).map(|(_, _, reading)| reading).parse_next(input)
    })?;
    Ok(Meaning::Silence(reading))
}

fn against(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (condition, marks) = against::award.parse_next(input)?;
    Ok(Meaning::Against { condition, marks })
}

fn conditioned_award(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (condition, (or, marks)) = condition_then(input, |input| {
        let second = (any_of(&["或", "或者"]), |input: &mut Input<'_>| condition_then(input, award_end));
        let united = second.map(|(_, (or, marks))| (Some(or), marks));
        alt((united, award_end.map(|marks| (None, marks)))).parse_next(input)
    })?;
    // 90%或95%得5分 compares nothing
    if or.as_ref().is_some_and(|or| or.is_bare() || condition.is_bare()) {
        return Err(EmptyError);
    }
    Ok(Meaning::Award { condition, or, marks })
}

/// 的，计5分
fn award_end(input: &mut Input<'_>) -> Parsed<Spanned<Marks>> {
    let (_, marks, ()) = (opt(any_of(CONDITION_END)), marks_or_no_deduction, phrase_end).parse_next(input)?;
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
