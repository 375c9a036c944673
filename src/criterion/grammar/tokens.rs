//! The smallest pieces of a 评分标准: numbers, quantities with their unit, comparison words, marks.

use crate::criterion::figures::Unit;
use crate::criterion::grammar::account::decides_nothing;
use crate::criterion::grammar::text::is_circled;
use crate::criterion::lexicon::{
    ALL_MARKS, ALL_OF_IT, BRACKETS, COUNTED, FULL, FULL_GIVEN, FULL_OF_ITEM, GIVES, HALF, NO_MARKS, NO_MARKS_AT_ALL,
    OF, PART_OF_FULL, PERCENT, Sense, TENTHS, TIME, Words,
};
use crate::ground::Exact;
use rust_decimal::Decimal;
use std::ops::Range;
use std::str::FromStr;
use winnow::combinator::{alt, opt, peek, preceded};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Stream};
use winnow::token::{take_till, take_while};

/// What the grammar reads: the normal form of the text.
pub(crate) type Input<'a> = LocatingSlice<&'a str>;
/// A piece read, or not. Why it was not matters little: the whole phrase is then reported.
pub(crate) type Parsed<T> = winnow::Result<T, EmptyError>;

/// Something with the bytes of the normal form where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    pub(crate) value: Exact,
    pub(crate) unit: Unit,
}

impl Quantity {
    pub(crate) fn new(number: Decimal, unit: Unit) -> Quantity {
        let value = if unit == Unit::Percent { Exact::percent(number) } else { Exact::from_decimal(number) };
        Quantity { value, unit }
    }
}

/// The word that the text goes on with, the longest of the tables. All words are read here.
fn word(input: &mut Input<'_>, tables: &[&'static Words]) -> Parsed<(&'static str, Sense)> {
    let rest: &str = input.as_ref();
    let found = tables.iter().filter_map(|table| Some((table.begin(rest)?, table.sense)));
    let (word, sense) = found.max_by_key(|(word, _)| word.len()).ok_or(EmptyError)?;
    input.next_slice(word.len());
    Ok((word, sense))
}

/// A word of the tables.
pub(crate) fn any_of<const N: usize>(tables: [&'static Words; N]) -> impl Fn(&mut Input<'_>) -> Parsed<&'static str> {
    move |input: &mut Input<'_>| word(input, &tables).map(|(word, _)| word)
}

/// The meaning of a word of the tables.
pub(crate) fn sense_of<const N: usize>(tables: [&'static Words; N]) -> impl Fn(&mut Input<'_>) -> Parsed<Sense> {
    move |input: &mut Input<'_>| word(input, &tables).map(|(_, sense)| sense)
}

/// Runs `parser` and keeps where it read.
pub(crate) fn spanned<'a, T>(
    mut parser: impl Parser<Input<'a>, T, EmptyError>,
) -> impl Parser<Input<'a>, Spanned<T>, EmptyError> {
    move |input: &mut Input<'a>| {
        parser.by_ref().with_span().map(|(value, span)| Spanned { value, span }).parse_next(input)
    }
}

/// Punctuation between phrases.
pub(crate) fn is_separator(c: char) -> bool {
    matches!(c, '，' | '；' | '。' | '：')
}

/// The end of a phrase: punctuation, the end of the text, or a remark in brackets on the deduction.
pub(crate) fn phrase_end(input: &mut Input<'_>) -> Parsed<()> {
    let rest: &str = input.as_ref();
    let source =
        rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).is_some_and(|(words, _)| decides_nothing(words));
    let ends = source || rest.chars().next().is_none_or(is_separator) || BRACKETS.begin(rest).is_some();
    if ends { Ok(()) } else { Err(EmptyError) }
}

/// No sentence of a 评分标准 is longer: a text of thousands of characters is not read again at each of them.
const LONGEST_SENTENCE: usize = 400;

/// Words up to the first of `ends`.
pub(crate) fn sentence<'a>(ends: &'static [char]) -> impl Fn(&mut Input<'a>) -> Parsed<&'a str> {
    move |input: &mut Input<'a>| {
        let words: &str = take_till(1..=LONGEST_SENTENCE, ends).parse_next(input)?;
        let rest: &str = input.as_ref();
        if rest.is_empty() || rest.starts_with(ends) { Ok(words) } else { Err(EmptyError) }
    }
}

/// Words as short as what stands behind them allows: `follow` is given the words and reads on. They end before the
/// first character that `stops`.
pub(crate) fn words_then<T>(
    input: &mut Input<'_>,
    longest: usize,
    stops: impl Fn(char) -> bool,
    follow: impl Fn(&str, &mut Input<'_>) -> Parsed<T>,
) -> Parsed<T> {
    let start = input.checkpoint();
    let rest: &str = input.as_ref();
    for (length, c) in rest.char_indices().take(longest) {
        input.reset(&start);
        if let Ok(read) = follow(input.next_slice(length), input) {
            return Ok(read);
        }
        if stops(c) {
            break;
        }
    }
    input.reset(&start);
    Err(EmptyError)
}

/// Digits and separators, which stand in no plain words.
pub(crate) fn stops_words(c: char) -> bool {
    c.is_ascii_digit() || is_separator(c) || matches!(c, '%' | ' ')
}

/// Plain words up to where `follow` can be read, which is read too.
pub(crate) fn words_before(
    input: &mut Input<'_>,
    longest: usize,
    follow: impl Fn(&mut Input<'_>) -> Parsed<()>,
) -> Parsed<String> {
    words_then(input, longest, stops_words, |words, input| match words {
        "" => Err(EmptyError),
        words => follow(input).map(|()| words.to_string()),
    })
}

/// `，` where one may stand.
pub(crate) fn comma(input: &mut Input<'_>) -> Parsed<()> {
    opt("，").void().parse_next(input)
}

/// 12, 0.5: few enough digits to stay exact.
fn arabic(input: &mut Input<'_>) -> Parsed<Decimal> {
    // 05 has lost its point
    let plain = |digits: &str| digits.len() == 1 || !digits.starts_with('0');
    let whole = take_while(1..=12, |c: char| c.is_ascii_digit()).verify(plain);
    let part = opt(preceded('.', take_while(1..=6, |c: char| c.is_ascii_digit())));
    let text = (whole, part, peek(winnow::combinator::not(digit_or_point))).take().parse_next(input)?;
    Decimal::from_str(text).map_err(|_| EmptyError)
}

fn digit_or_point(input: &mut Input<'_>) -> Parsed<char> {
    winnow::token::one_of(|c: char| c.is_ascii_digit()).parse_next(input)
}

/// 一, 两, 十五, 九十, 一百.
fn chinese(input: &mut Input<'_>) -> Parsed<Decimal> {
    let is_numeral = |c| {
        matches!(c, '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
    };
    let text: &str = take_while(1..=6, is_numeral).parse_next(input)?;
    chinese_number(text).map(Decimal::from).ok_or(EmptyError)
}

/// The number a Chinese numeral up to 999 is, or none where it is not well formed.
pub(crate) fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u32);
    let (mut total, mut pending, mut last_place) = (0, None, 1000);
    for c in text.chars() {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '零' | '〇' => continue,
            c => {
                let value = digit(if c == '两' { '二' } else { c })?;
                if pending.replace(value).is_some() {
                    return None;
                }
                continue;
            }
        };
        if place >= last_place {
            return None;
        }
        // 十五 begins with the place itself
        total += pending.take().or((place == 10 && total == 0).then_some(1))? * place;
        last_place = place;
    }
    Some(total + pending.unwrap_or(0))
}

/// 零点五, 一点二五
fn chinese_decimal(input: &mut Input<'_>) -> Parsed<Decimal> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c);
    let whole = chinese.parse_next(input)?;
    let part: &str =
        preceded("点", take_while(1..=4, |c: char| "零一二三四五六七八九".contains(c))).parse_next(input)?;
    let part: String = part.chars().filter_map(digit).map(|d| d.to_string()).collect();
    Decimal::from_str(&format!("{}.{part}", whole.normalize())).map_err(|_| EmptyError)
}

/// A number in either writing.
pub(crate) fn number(input: &mut Input<'_>) -> Parsed<Decimal> {
    alt((arabic, chinese_decimal, chinese)).parse_next(input)
}

/// 九成: tenths of the whole. 九成五 is not read.
fn tenths(input: &mut Input<'_>) -> Parsed<Decimal> {
    let after = winnow::token::one_of(|c: char| "零一二两三四五六七八九十半".contains(c));
    let (tenths, _, ()) = (chinese, any_of([&TENTHS]), winnow::combinator::not(after)).parse_next(input)?;
    if tenths <= Decimal::TEN { Ok(tenths * Decimal::TEN) } else { Err(EmptyError) }
}

/// 1/4, 三分之一: a part of a whole, above 0 and below 1.
pub(crate) fn fraction(input: &mut Input<'_>) -> Parsed<Exact> {
    let written = (arabic, '/', arabic).map(|(part, _, whole)| (part, whole));
    let in_words = (chinese, "分之", chinese).map(|(whole, _, part)| (part, whole));
    let (part, whole) = alt((written, in_words)).parse_next(input)?;
    let share = Exact::from_decimal(part).over(Exact::from_decimal(whole)).ok_or(EmptyError)?;
    if share > Exact::ZERO && share < Exact::ONE { Ok(share) } else { Err(EmptyError) }
}

/// A number with its unit: 100%, 一个百分点, 百分之五, 5个工作日, 0. A Chinese numeral needs a unit:
/// 三公经费 begins with no number.
pub(crate) fn quantity(input: &mut Input<'_>) -> Parsed<Quantity> {
    let minus = opt('-').parse_next(input)?.is_some();
    let (number, unit) = alt((
        preceded("百分之", number).map(|n| (n, Unit::Percent)),
        tenths.map(|n| (n, Unit::Percent)),
        (arabic, unit),
        ("零", winnow::combinator::not(alt(("分", "星", "散"))), unit).map(|(_, (), unit)| (Decimal::ZERO, unit)),
        (chinese, unit).verify(|(_, unit)| *unit != Unit::Plain),
    ))
    .parse_next(input)?;
    Ok(Quantity::new(if minus { -number } else { number }, unit))
}

fn unit(input: &mut Input<'_>) -> Parsed<Unit> {
    let written = opt(alt((
        any_of([&PERCENT]).map(|_| Unit::Percent),
        any_of([&TIME, &COUNTED]).map(|name| Unit::Named(name.to_string())),
    )));
    written.map(|unit| unit.unwrap_or(Unit::Plain)).parse_next(input)
}

/// A number of 分 that is measured (满意度≥90分), where no marks can stand; else as [`quantity`].
pub(crate) fn measured(input: &mut Input<'_>) -> Parsed<Quantity> {
    let scored = points.map(|n| Quantity { value: Exact::from_decimal(n), unit: Unit::Named("分".to_string()) });
    alt((scored, quantity)).parse_next(input)
}

/// Marks as a text gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// 计5分
    Given(Decimal),
    /// 计满分
    Full,
    /// 得80%的分值
    Share(Exact),
    /// 扣1分, as a band
    Less(Taken),
}

/// What is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// 扣0.5分
    Points(Decimal),
    /// 扣该项分值的10%, 扣权重的1/4
    Share(Exact),
}

/// 计5分, 得满分, 不得分, with the punctuation before it.
pub(crate) fn marks(input: &mut Input<'_>) -> Parsed<Spanned<Marks>> {
    let _ = opt(alt(("，", "："))).parse_next(input)?;
    spanned(alt((
        any_of([&NO_MARKS, &NO_MARKS_AT_ALL]).map(|_| Marks::Given(Decimal::ZERO)),
        share.map(Marks::Share),
        (opt(any_of([&GIVES])), any_of([&ALL_OF_IT])).map(|_| Marks::Full),
        (opt(any_of([&GIVES])), any_of([&ALL_MARKS]), opt((arabic, "分"))).verify_map(|(_, _, given)| match given {
            // 得满分5分 is 5, to be compared with 分值
            Some((number, _)) => Some(Marks::Given(number)),
            None => Some(Marks::Full),
        }),
        (opt(any_of([&GIVES])), points).map(|(_, given)| Marks::Given(given)),
        ("(", opt(any_of([&GIVES])), points, ")").map(|(_, _, given, _)| Marks::Given(given)),
    )))
    .parse_next(input)
}

/// 占分值的40%, （占1/3）: the share of an item.
pub(crate) fn share_of_item(input: &mut Input<'_>) -> Parsed<Spanned<Marks>> {
    let _ = opt(alt(("，", "："))).parse_next(input)?;
    let bracketed = ("(", bare_share, ")").map(|(_, share, _)| share);
    spanned(alt((bracketed, bare_share))).parse_next(input)
}

fn bare_share(input: &mut Input<'_>) -> Parsed<Marks> {
    (any_of([&PART_OF_FULL]), opt(any_of([&FULL_OF_ITEM])), opt(any_of([&OF]))).parse_next(input)?;
    let share = part_of_all.verify(|share| *share > Exact::ZERO && *share <= Exact::ONE).parse_next(input)?;
    opt((opt(any_of([&OF])), any_of([&FULL_OF_ITEM]))).parse_next(input)?;
    Ok(Marks::Share(share))
}

/// 得80%的分值, 得分值的80%, 得一半分, 得分值的1/2
fn share(input: &mut Input<'_>) -> Parsed<Exact> {
    let before = (opt(any_of([&GIVES])), part_of_all, opt(any_of([&OF])), any_of([&FULL, &FULL_GIVEN]))
        .map(|(_, share, _, _)| share);
    let after =
        (any_of([&GIVES]), any_of([&FULL, &FULL_GIVEN]), opt(any_of([&OF])), part_of_all).map(|(_, _, _, share)| share);
    let half = (any_of([&GIVES]), any_of([&HALF])).map(|_| Exact::ONE.over(Exact::whole(2)).unwrap_or(Exact::ONE));
    let share = alt((before, after, half)).parse_next(input)?;
    if share >= Exact::ZERO && share <= Exact::ONE { Ok(share) } else { Err(EmptyError) }
}

/// 80%, 1/4, 一半
pub(crate) fn part_of_all(input: &mut Input<'_>) -> Parsed<Exact> {
    let percent = quantity.verify(|q| q.unit == Unit::Percent).map(|q| q.value);
    let half = "一半".map(|_| Exact::ONE.over(Exact::whole(2)).unwrap_or(Exact::ONE));
    alt((fraction, percent, half)).parse_next(input)
}

/// 0.5分
pub(crate) fn points(input: &mut Input<'_>) -> Parsed<Decimal> {
    (number, "分", winnow::combinator::not(alt(("钟", "之", "点"))).void())
        .map(|(number, _, ())| number)
        .parse_next(input)
}

/// The marker of an item: its text and its ordinal number.
pub(crate) fn marker(input: &mut Input<'_>) -> Parsed<(String, u32)> {
    alt((
        winnow::token::one_of(is_circled).map(|c: char| (c.to_string(), circled_number(c))),
        (ordinal, alt((".", "、", ")")), winnow::combinator::not(digit_or_point))
            .map(|(n, sign, ())| (format!("{n}{sign}"), n)),
        (ordinal, alt(("、", ")")), peek(percent)).map(|(n, sign, ())| (format!("{n}{sign}"), n)),
        ("(", ordinal, ")").map(|(_, n, _)| (format!("({n})"), n)),
        (chinese_ordinal, alt(("是", "、"))).map(|((word, n), sign)| (format!("{word}{sign}"), n)),
        ("(", chinese_ordinal, ")").map(|(_, (word, n), _)| (format!("({word})"), n)),
        ("第", chinese_ordinal, opt("，")).map(|(_, (word, n), _)| (format!("第{word}"), n)),
    ))
    .parse_next(input)
}

/// 90% behind 1、: a figure of its own.
fn percent(input: &mut Input<'_>) -> Parsed<()> {
    (arabic, "%").void().parse_next(input)
}

fn circled_number(c: char) -> u32 {
    let first = if ('⑴'..='⒇').contains(&c) { '⑴' } else { '①' };
    c as u32 - first as u32 + 1
}

fn ordinal(input: &mut Input<'_>) -> Parsed<u32> {
    take_while(1..=2, |c: char| c.is_ascii_digit()).try_map(str::parse).parse_next(input)
}

fn chinese_ordinal(input: &mut Input<'_>) -> Parsed<(String, u32)> {
    take_while(1..=3, |c: char| "一二三四五六七八九十".contains(c))
        .verify_map(|text: &str| Some((text.to_string(), chinese_number(text)?)))
        .parse_next(input)
}
