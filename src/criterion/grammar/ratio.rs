//! Phrases of a proportion: 得分＝预算执行率×10分, 按完成比例计算得分, 超过100%的按100%计.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Condition, condition_then};
use crate::criterion::grammar::line::{Line, line};
use crate::criterion::grammar::tokens::{
    Input, Parsed, Quantity, Spanned, any_of, comma, is_separator, number, points, quantity, sense_of, spanned,
    words_before,
};
use crate::criterion::lexicon::{
    ABOVE, ABOVE_ALL, AGAINST_TARGET, AS_ALL, AS_ALL_COUNTS, AS_FULL, BY, BY_RATE, CAP, CAPPED_RATE, COMPUTED, Compare,
    DIVIDED, DONE, FULL, FULL_FACTOR, IN_MEASURE, IN_PROPORTION, INTERPOLATED, MISSED_TARGET, OF, OF_PART, OF_WHAT,
    PROPORTION_GIVES, PROPORTION_NOUN, PROPORTION_TIMES, RATES, SCORE_IS, SHORT, Says, Sense, TAKEN_IN_PROPORTION,
    TARGET, TIMES, USING, WHEN, WITHIN_RANGE,
};
use crate::criterion::rule::OfTarget;
use crate::ground::Exact;
use rust_decimal::Decimal;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::Stream;

/// A proportion, and for which values it holds.
#[derive(Clone, Debug)]
pub(crate) struct Ratio {
    /// 未达到的, 未完成的
    pub(crate) short: bool,
    /// 低于95%的
    pub(crate) condition: Option<Box<Condition>>,
    /// 95% of 得分＝执行率÷95%×5分.
    pub(crate) over: Option<Quantity>,
    /// （执行率-60%）÷（100%-60%）, （1-结转率）
    pub(crate) line: Option<Line>,
    /// The marks it names.
    pub(crate) marks: Option<Spanned<Decimal>>,
    pub(crate) says: Says,
    /// 完成值 and 指标值, where it names them.
    pub(crate) of_target: Option<OfTarget>,
    /// ≤ of 目标值≤5天.
    pub(crate) sign: Option<Compare>,
}

/// 得分＝预算执行率×10分, 按完成比例计算得分, 低于95%的，得分＝执行率÷95%×5分
pub(crate) fn ratio(input: &mut Input<'_>) -> Parsed<Ratio> {
    let missed =
        (opt(any_of([&DONE])), any_of([&MISSED_TARGET]), opt(any_of([&TARGET])), opt(any_of([&OF_PART])), comma);
    let missed = alt(((any_of([&SHORT]), comma).void(), missed.void())).map(|()| false);
    let exceeded = (opt(any_of([&DONE])), any_of([&ABOVE]), opt(any_of([&TARGET])), opt(any_of([&OF_PART])), comma);
    let short = (opt(alt((missed, exceeded.map(|_| true)))), plain).verify_map(|(side, ratio)| {
        // 超过的按目标值÷实际值: of a target that is not to be exceeded
        let falls = ratio.of_target == Some(OfTarget::TargetByDone);
        side.is_none_or(|exceeded| exceeded == falls).then_some(Ratio { short: side.is_some(), ..ratio })
    });
    let conditioned = |input: &mut Input<'_>| {
        let (condition, ratio) = condition_then(input, |input| {
            opt(any_of([&OF_PART, &WHEN, &WITHIN_RANGE])).parse_next(input)?;
            comma(input)?;
            plain(input)
        })?;
        Ok(Ratio { condition: Some(Box::new(condition)), ..ratio })
    };
    alt((short, conditioned)).parse_next(input)
}

fn plain(input: &mut Input<'_>) -> Parsed<Ratio> {
    alt((
        target_product,
        ratio_product,
        line_product,
        reversed_product,
        reversed_line,
        interpolated,
        target_words,
        ratio_words,
    ))
    .parse_next(input)
}

/// 得分=, 预算执行率得分=
fn score_is(input: &mut Input<'_>) -> Parsed<()> {
    let named = |input: &mut Input<'_>| {
        let name = words_before(input, 20, |input| peek("得分=").void().parse_next(input))?;
        any_of([&SCORE_IS]).parse_next(input)?;
        if is_measure(&name) { Ok(()) } else { Err(EmptyError) }
    };
    alt((any_of([&SCORE_IS]).void(), named)).parse_next(input)
}

/// 得分=实际完成值÷目标值×指标分值, 得分=（完成值/指标值）×100%×分值, 目标值÷实际值×分值
fn target_product(input: &mut Input<'_>) -> Parsed<Ratio> {
    opt(score_is).parse_next(input)?;
    let (of_target, marks) = match opt(quotient).parse_next(input)? {
        Some(of_target) => (of_target, (any_of([&TIMES]), factor).parse_next(input)?.1),
        None => {
            (factor, any_of([&TIMES]), quotient).map(|(marks, _, of_target)| (of_target, marks)).parse_next(input)?
        }
    };
    opt(any_of([&COMPUTED])).parse_next(input)?;
    Ok(Ratio { of_target: Some(of_target), ..unsaid(None, marks, Says::Product) })
}

/// 实际完成值÷目标值, （目标值÷实际值）×100%
fn quotient(input: &mut Input<'_>) -> Parsed<OfTarget> {
    fn bare(input: &mut Input<'_>) -> Parsed<OfTarget> {
        let done = (any_of([&DONE]), any_of([&DIVIDED]), any_of([&TARGET])).map(|_| OfTarget::DoneByTarget);
        let target = (any_of([&TARGET]), any_of([&DIVIDED]), any_of([&DONE])).map(|_| OfTarget::TargetByDone);
        alt((done, target)).parse_next(input)
    }
    let bracketed = ("(", bare, opt("×100%"), ")").map(|(_, of_target, _, _)| of_target);
    (alt((bare, bracketed)), opt("×100%")).map(|(of_target, _)| of_target).parse_next(input)
}

/// 按照完成值与指标值的比例记分, 按实际完成值占目标值的比例乘以分值计分, 按实际完成百分比得分,
/// 按B/A的比例记分（A为指标值，B为完成值）
fn target_words(input: &mut Input<'_>) -> Parsed<Ratio> {
    any_of([&BY]).parse_next(input)?;
    let named = (any_of([&DONE]), any_of([&AGAINST_TARGET]), any_of([&TARGET])).map(|_| (true, None));
    let letters = (letter, any_of([&DIVIDED]), letter).map(|(done, _, target)| (true, Some((done, target))));
    let short = any_of([&OF_WHAT]).verify(|word: &str| word.ends_with("完成")).map(|_| (false, None));
    let (of_target, letters) = alt((named, letters, short)).parse_next(input)?;
    let (_, noun) = (opt(any_of([&OF])), any_of([&PROPORTION_NOUN])).parse_next(input)?;
    let marks = opt((any_of([&PROPORTION_TIMES]), factor).map(|(_, marks)| marks)).parse_next(input)?;
    any_of([&PROPORTION_GIVES]).parse_next(input)?;
    if let Some((done, target)) = letters {
        letters_mean(done, target, input)?;
    }
    // 按完成比例 is the result itself
    if !of_target && noun == "比例" {
        return Err(EmptyError);
    }
    let of_target = of_target.then_some(OfTarget::DoneByTarget);
    Ok(Ratio { of_target, ..unsaid(None, marks.flatten(), Says::Product) })
}

fn letter(input: &mut Input<'_>) -> Parsed<char> {
    winnow::token::one_of(|c: char| c.is_ascii_uppercase()).parse_next(input)
}

/// （A为年初指标值，B为实际完成值）
fn letters_mean(done: char, target: char, input: &mut Input<'_>) -> Parsed<()> {
    let is_done = |input: &mut Input<'_>| {
        (letter.verify(|c| *c == done), alt(("为", "是", "指")), any_of([&DONE])).void().parse_next(input)
    };
    let is_target = |input: &mut Input<'_>| {
        (letter.verify(|c| *c == target), alt(("为", "是", "指")), any_of([&TARGET])).void().parse_next(input)
    };
    let between = || alt(("，", "；", "、"));
    let either = alt(((is_done, between(), is_target).void(), (is_target, between(), is_done).void()));
    ("(", opt("其中"), either, ")").void().parse_next(input)
}

fn unsaid(over: Option<Quantity>, marks: Option<Spanned<Decimal>>, says: Says) -> Ratio {
    Ratio { short: false, condition: None, over, line: None, marks, says, of_target: None, sign: None }
}

/// 得分=（完成率-60%）÷（100%-60%）×分值
fn line_product(input: &mut Input<'_>) -> Parsed<Ratio> {
    opt(score_is).parse_next(input)?;
    let (line, _, marks, _) = (line, any_of([&TIMES]), factor, opt(any_of([&COMPUTED]))).parse_next(input)?;
    Ok(of_line(line, marks))
}

/// 得分=分值×（1-结转率）
fn reversed_line(input: &mut Input<'_>) -> Parsed<Ratio> {
    let (_, marks, _, line) = (any_of([&SCORE_IS]), factor, any_of([&TIMES]), line).parse_next(input)?;
    Ok(of_line(line, marks))
}

fn of_line(line: Line, marks: Option<Spanned<Decimal>>) -> Ratio {
    Ratio { line: Some(line).filter(|line| *line != Line::MEASURE), ..unsaid(None, marks, Says::Product) }
}

/// 按插值法计分
fn interpolated(input: &mut Input<'_>) -> Parsed<Ratio> {
    (opt(any_of([&BY, &USING])), any_of([&INTERPOLATED]), opt(any_of([&COMPUTED]))).parse_next(input)?;
    Ok(unsaid(None, None, Says::Interpolation))
}

fn ratio_product(input: &mut Input<'_>) -> Parsed<Ratio> {
    opt(score_is).parse_next(input)?;
    let words = words_before(input, 30, |input| peek(any_of([&TIMES, &DIVIDED])).void().parse_next(input))?;
    if !is_measure(&words) {
        return Err(EmptyError);
    }
    let divisor = quantity.verify(|over| over.unit == Unit::Percent && over.value > Exact::ZERO);
    let over = opt((any_of([&DIVIDED]), divisor).map(|(_, over)| over)).parse_next(input)?;
    any_of([&TIMES]).parse_next(input)?;
    let marks = factor(input)?;
    opt(any_of([&COMPUTED])).parse_next(input)?;
    Ok(unsaid(over, marks, Says::Product))
}

/// 得分=指标分值×完成率
fn reversed_product(input: &mut Input<'_>) -> Parsed<Ratio> {
    score_is.parse_next(input)?;
    let marks = factor(input)?;
    any_of([&TIMES]).parse_next(input)?;
    let words: &str = winnow::token::take_till(1..30, |c| is_separator(c) || c == '(').parse_next(input)?;
    let is_rate = RATES.end(words).is_some();
    if is_rate && is_measure(words) { Ok(unsaid(None, marks, Says::Product)) } else { Err(EmptyError) }
}

/// 1−偏离率 and the like would not be the measure itself.
fn is_measure(words: &str) -> bool {
    !IN_MEASURE.stand_in(words) && !words.contains(|c: char| c.is_ascii_digit())
}

/// 分值, 10分 or 10.
fn factor(input: &mut Input<'_>) -> Parsed<Option<Spanned<Decimal>>> {
    alt((spanned(points).map(Some), any_of([&FULL, &FULL_FACTOR]).map(|_| None), spanned(number).map(Some)))
        .parse_next(input)
}

fn ratio_words(input: &mut Input<'_>) -> Parsed<Ratio> {
    any_of([&BY]).parse_next(input)?;
    let rest: &str = input.as_ref();
    let words = rest.split_once("比例").or(rest.split_once("率")).map_or("", |(words, _)| words);
    if !words.is_empty() && !OF_WHAT.has(words) {
        return Err(EmptyError);
    }
    input.next_slice(words.len());
    let sense = sense_of([&TAKEN_IN_PROPORTION, &IN_PROPORTION, &BY_RATE]).parse_next(input)?;
    let Sense::Proportion(says) = sense else { return Err(EmptyError) };
    Ok(unsaid(None, None, says))
}

/// 满分为止, 超过100%的按100%计
pub(crate) fn ratio_cap(input: &mut Input<'_>) -> Parsed<()> {
    let as_all = (any_of([&AS_ALL]), opt(any_of([&AS_ALL_COUNTS]))).void();
    let above = (opt(any_of([&CAPPED_RATE])), any_of([&ABOVE_ALL]), opt(any_of([&OF_PART, &WHEN])), comma);
    let over = (above, alt((as_all, any_of([&AS_FULL]).void()))).void();
    alt((any_of([&CAP]).void(), over)).parse_next(input)
}
