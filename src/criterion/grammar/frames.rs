//! The frames around a rule: headings (评分标准：, 资金使用合规性：), what explains the indicator (指标解释：…, 注：…),
//! and the frame of the national table: 完成指标值的，记满分；未完成的，按完成值与指标值的比例记分.

use crate::criterion::grammar::condition::{Closure, condition_then};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::tokens::{
    Input, Marks, Parsed, Spanned, any_of, comma, is_separator, marker, marks, phrase_end, points, sentence, spanned,
};
use crate::criterion::lexicon::{
    ALL_DONE, AS_ALL, AS_ALL_COUNTS, AS_FULL, BY, CAP_AT, CONDITION_ENDS, CONNECTIVES, DONE, EXPLAINED, FOUND_BY, FULL,
    FULL_FACTOR, FULL_GIVEN, IN_EXPLANATION, IN_HEADING, IN_SUBJECT, INDICATOR_KINDS, NAME_ENDS, OF_PART,
    PROPORTION_NOUN, REACHED_TARGET, RULE_HEADINGS, TAKEN_FROM, TARGET, WHEN, WHETHER,
};
use crate::ground::Exact;
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Stream};
use winnow::token::take_till;

/// A name is never longer.
const LONGEST_NAME: usize = 24;

/// `评分标准：`, `二、评分标准：`, `指标解释：反映部门预算编制的准确程度`, `资金使用合规性（5分）：`
pub(crate) fn heading(input: &mut Input<'_>) -> Parsed<Meaning> {
    alt((of_the_rule, explanation, of_the_indicator)).parse_next(input)
}

/// `二、评分标准：`, which is no item.
pub(crate) fn numbered_heading(input: &mut Input<'_>) -> Parsed<Meaning> {
    peek(marker).parse_next(input)?;
    alt((of_the_rule, explanation)).parse_next(input)
}

/// （5分） behind a heading.
fn marks_of_all(input: &mut Input<'_>) -> Parsed<Option<Spanned<Decimal>>> {
    opt(("(", spanned(points), ")").map(|(_, marks, _)| marks)).parse_next(input)
}

/// `评分标准：`, `【评分规则】`, `2.计分标准（4分）：`, `定量指标：`
fn of_the_rule(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(marker).parse_next(input)?;
    let bracket = opt("【").parse_next(input)?;
    let name = spanned(any_of([&RULE_HEADINGS, &INDICATOR_KINDS]).map(str::to_string)).parse_next(input)?;
    let marks = marks_of_all(input)?;
    match bracket {
        Some(_) => "】".void().parse_next(input)?,
        None => peek("：").void().parse_next(input)?,
    }
    Ok(Meaning::Heading { name, marks, is_name: false })
}

/// `指标解释：反映……`, `注：执行率=……`; the heading alone before items and rules.
fn explanation(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(marker).parse_next(input)?;
    let bracket = opt("【").parse_next(input)?;
    let name = spanned(any_of([&EXPLAINED]).map(str::to_string)).parse_next(input)?;
    let marks = marks_of_all(input)?;
    match bracket {
        Some(_) => "】".void().parse_next(input)?,
        None => peek("：").void().parse_next(input)?,
    }
    let start = input.checkpoint();
    let _: Parsed<&str> = "：".parse_next(input);
    let explained = sentence(&['。', '；']).parse_next(input);
    if explained.is_ok_and(|words| marker(&mut LocatingSlice::new(words)).is_err() && explains(words)) {
        return Ok(Meaning::Note);
    }
    input.reset(&start);
    Ok(Meaning::Heading { name, marks, is_name: false })
}

/// Words that explain and decide nothing: no figure, no word that decides marks; or the formula in words.
fn explains(words: &str) -> bool {
    let plain = !words.contains(|c: char| c.is_ascii_digit()) && !IN_EXPLANATION.stand_in(words);
    plain || is_formula(words)
}

/// 预算执行率=支出数/预算数×100%
fn is_formula(words: &str) -> bool {
    let Some((name, formula)) = words.split_once('=') else { return false };
    let formula = formula.strip_suffix("×100%").unwrap_or(formula);
    let plain = |text: &str| {
        let barred = ["=", ">", "≤", "≥", "<", "%", "每", "扣", "得分"].iter().any(|word| text.contains(word));
        !text.is_empty() && !barred && !text.contains(|c: char| c.is_ascii_digit())
    };
    plain(name) && plain(formula) && formula.contains(['/', '÷'])
}

/// `资金使用合规性：`, `预算执行率（10分）。`: a name at the beginning of a text.
fn of_the_indicator(input: &mut Input<'_>) -> Parsed<Meaning> {
    let name = |input: &mut Input<'_>| {
        take_till(2.., |c: char| is_separator(c) || matches!(c, '(' | '【') || c.is_ascii_digit())
            .verify(|name: &str| is_name(name))
            .map(str::to_string)
            .parse_next(input)
    };
    let name = spanned(name).parse_next(input)?;
    let marks = marks_of_all(input)?;
    let ends: &str = input.as_ref();
    let goes_on = ends.chars().count() > 1;
    match ends.chars().next() {
        Some('：') if goes_on => {}
        Some('。') if goes_on && marks.is_some() => {}
        _ => return Err(EmptyError),
    }
    Ok(Meaning::Heading { name, marks, is_name: true })
}

/// The name of an indicator, in which no word decides.
fn is_name(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, '“' | '”'));
    let decides = IN_SUBJECT.stand_in(name) || CONNECTIVES.stand_in(name) || IN_HEADING.stand_in(name);
    plain && !decides && name.chars().count() <= LONGEST_NAME && NAME_ENDS.end(name).is_some()
}

/// `（数据来源：部门决算报表）`
pub(crate) fn explanation_in_brackets(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, _, _, words, _) = ("(", any_of([&EXPLAINED]), "：", sentence(&['(', ')']), ")").parse_next(input)?;
    if explains(words) { Ok(Meaning::Note) } else { Err(EmptyError) }
}

/// Sentences without a heading that explain: `满意度采用问卷调查方式取得`, `……项目个数占……项目个数的比重`,
/// `是否按规定公开`.
pub(crate) fn explaining_sentence(input: &mut Input<'_>) -> Parsed<Meaning> {
    let whole = input.checkpoint();
    let sentence = sentence(&['。', '；', '：']).parse_next(input)?;
    let is_proportion = PROPORTION_NOUN.end(sentence).is_some()
        && ["占", "与", "同", "和", "除以"].iter().any(|word| sentence.contains(word));
    let told = FOUND_BY.end(sentence).is_some() || TAKEN_FROM.stand_in(sentence) || is_proportion;
    if told && BY.begin(sentence).is_none() && explains(sentence) {
        return Ok(Meaning::Note);
    }
    input.reset(&whole);
    let clause: &str = take_till(1.., is_separator).parse_next(input)?;
    if WHETHER.stand_in(clause) && explains(clause) { Ok(Meaning::Note) } else { Err(EmptyError) }
}

/// `完成指标值的，记该指标所赋全部分值`, `实际完成值≥目标值，得满分`, `全部完成的，得满分`
pub(crate) fn reached(input: &mut Input<'_>) -> Parsed<Meaning> {
    let target = (opt(any_of([&DONE])), any_of([&REACHED_TARGET]), any_of([&TARGET])).void();
    let all = any_of([&ALL_DONE]).void();
    let (_, _, marks, ()) =
        (alt((target, all)), opt(any_of([&CONDITION_ENDS])), marks, phrase_end).parse_next(input)?;
    if marks.value == Marks::Given(Decimal::ZERO) { Err(EmptyError) } else { Ok(Meaning::Reached(marks)) }
}

/// `最高不超过指标分值`, `执行率超过100%的按100%计算`, `超过100%的按10分计`
pub(crate) fn cap(input: &mut Input<'_>) -> Parsed<Meaning> {
    let named = (any_of([&CAP_AT]), any_of([&FULL, &FULL_FACTOR, &FULL_GIVEN]), phrase_end).map(|_| Meaning::RatioCap);
    alt((named, above_all)).parse_next(input)
}

/// Above 100%, as 100%, as all marks or as so many.
fn above_all(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (condition, meaning) = condition_then(input, |input| {
        opt(any_of([&OF_PART, &WHEN])).parse_next(input)?;
        comma(input)?;
        let all = alt((
            (any_of([&AS_ALL]), opt(any_of([&AS_ALL_COUNTS]))).void(),
            any_of([&AS_FULL]).verify(|word: &str| word.starts_with('按')).void(),
        ));
        let counted = ("按", spanned(points), opt(any_of([&AS_ALL_COUNTS]))).map(|(_, marks, _)| marks);
        let meaning = alt((all.map(|()| Meaning::RatioCap), counted.map(Meaning::RatioCapAt))).parse_next(input)?;
        phrase_end(input)?;
        Ok(meaning)
    })?;
    let above = condition.low.as_ref().filter(|low| low.closure == Closure::Open && low.at.value == Exact::ONE);
    if above.is_some() && condition.high.is_none() { Ok(meaning) } else { Err(EmptyError) }
}
