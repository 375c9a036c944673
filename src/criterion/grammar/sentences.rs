//! Phrases in words: items, awards for what no number says, sentences for persons, remarks.

use crate::criterion::grammar::account::{decides_nothing, says_in_time};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::text::is_circled;
use crate::criterion::grammar::tokens::{
    Input, Marks, Parsed, Spanned, any_of, is_separator, marker, marks, phrase_end, sense_of, sentence, share_of_item,
    spanned, words_before, words_then,
};
use crate::criterion::lexicon::{
    APIECE, BEFORE_MARKS, DENIED, DISCRETION, EACH_ITEM, ENDS_AWARD, GIVES, IN_AWARD, IN_DEFINITION,
    IN_SENTENCE_FOR_A_PERSON, ITEMS_SAY, MOST_OF_ITEM, OF, OF_THESE, OFFICIAL_SOURCE, OFFICIAL_SOURCE_ENDS,
    OTHERWISE_NOTHING, OWN, PERSON, REMARKS, SCALE_SAYS, SIZE, SIZE_BY_CONVENTION, Sense, UNTOUCHED,
};
use crate::criterion::negative::Negative;
use winnow::combinator::{alt, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::take_till;

/// ①…，1分: up to the next ；or 。
pub(crate) fn item(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (marker, ordinal) = marker.parse_next(input)?;
    let length = item_length(input.as_ref(), ordinal).ok_or(EmptyError)?;
    let body = input.next_slice(length);
    if let Some((at, length)) = discretion_in(body) {
        let at = input.previous_token_end() - body.len() + at;
        return Ok(Meaning::Discretion(at..at + length));
    }
    let start = input.previous_token_end() - body.len();
    for (at, _) in body.char_indices().skip(1) {
        let mut tail = LocatingSlice::new(&body[at..]);
        let read: Parsed<_> =
            (alt((marks, share_of_item)), opt(otherwise_nothing), winnow::combinator::eof).parse_next(&mut tail);
        if let Ok((marks, _, _)) = read
            && says_its_marks(&body[..at], &body[at..])
            && !item_words(&body[..at]).is_empty()
        {
            let span = start + at + marks.span.start..start + at + marks.span.end;
            let words = item_words(&body[..at]);
            return Ok(Meaning::Item { marker, ordinal, words, marks: Some(Spanned { value: marks.value, span }) });
        }
    }
    let words = item_words(body);
    Ok(Meaning::Item { marker, ordinal, words, marks: None })
}

/// Up to the next ；or 。, to a ，before the next circled number or before 每项2分, or to the next number behind 1分.
fn item_length(text: &str, ordinal: u32) -> Option<usize> {
    let follows_marks = |at: usize| text[..at].ends_with('分') || text[..at].ends_with("分)");
    let next = |at: usize| marker(&mut LocatingSlice::new(&text[at..])).is_ok_and(|(_, next)| next == ordinal + 1);
    let ends = |(at, c): (usize, char)| match c {
        '；' | '。' => Some(at),
        '，' if each.parse_next(&mut LocatingSlice::new(&text[at + c.len_utf8()..])).is_ok() => Some(at),
        _ if follows_marks(at) && next(at) => Some(at),
        '，' | '、' => text[at..].chars().nth(1).is_some_and(is_circled).then_some(at),
        _ => None,
    };
    let length = text.char_indices().find_map(ends).unwrap_or(text.len());
    (length > 0).then_some(length)
}

/// 内容完整的 → 内容完整
fn item_words(words: &str) -> String {
    let words = words.trim_end_matches(is_separator);
    let words = MOST_OF_ITEM
        .end(words)
        .and_then(|most| words.strip_suffix(most))
        .unwrap_or(words)
        .trim_end_matches(is_separator);
    words.strip_suffix('的').unwrap_or(words).to_string()
}

/// `，否则不得分` after the marks of an item says nothing new.
fn otherwise_nothing(input: &mut Input<'_>) -> Parsed<()> {
    ("，", any_of([&OTHERWISE_NOTHING])).void().parse_next(input)
}

/// Whether `words` followed by `marks` is an award and not 扣1分, 各1分, 加1分 or part of a number.
fn says_its_marks(words: &str, marks: &str) -> bool {
    let bare = marks.starts_with(|c: char| c.is_ascii_digit() || "零一二两三四五六七八九十百".contains(c));
    let after_digit = words.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    let turned = bare && BEFORE_MARKS.end(words).is_some();
    // 不得2分: what the word for giving marks follows
    let said = GIVES.end(words).and_then(|verb| words.strip_suffix(verb)).unwrap_or(words);
    let denied = DENIED.end(words).or(DENIED.end(said)).is_some() || words.contains('扣');
    !(after_digit || turned || denied)
}

/// 按时报送得1分, 组织机构健全，计6分
pub(crate) fn word_award(input: &mut Input<'_>) -> Parsed<Meaning> {
    let stops = |c: char| c.is_ascii_digit() || is_separator(c) || ENDS_AWARD.has(c.encode_utf8(&mut [0; 4]));
    words_then(input, 60, stops, |words, input| {
        let behind: &str = input.as_ref();
        let is_award = || {
            words.chars().count() > 1
                && !GIVES.has(words)
                && !IN_AWARD.stand_in(words)
                && says_its_marks(words, behind)
                && item_words(words).chars().count() > 1
        };
        match (marks, award_end(behind)).parse_next(input) {
            Ok((marks, ())) if is_award() => Ok(Meaning::WordAward { words: item_words(words), marks }),
            _ => Err(EmptyError),
        }
    })
}

/// The end of an award; 、 too behind （2分）, where things are listed.
fn award_end(marks: &str) -> impl Fn(&mut Input<'_>) -> Parsed<()> {
    let listed = marks.starts_with('(');
    move |input: &mut Input<'_>| match listed && input.starts_with('、') {
        true => Ok(()),
        false => phrase_end(input),
    }
}

/// 按时报送的不扣分: it gives the full marks.
pub(crate) fn in_time(input: &mut Input<'_>) -> Parsed<Meaning> {
    let untouched = |input: &mut Input<'_>| {
        (opt(any_of([&OF])), opt("，"), spanned(any_of([&UNTOUCHED])), phrase_end)
            .map(|(_, _, said, ())| said)
            .parse_next(input)
    };
    let words = words_before(input, 30, |input| peek(untouched).void().parse_next(input))?;
    if !says_in_time(&words) || IN_AWARD.stand_in(&words) {
        return Err(EmptyError);
    }
    let span = untouched(input)?.span;
    Ok(Meaning::WordAward { words, marks: Spanned { value: Marks::Full, span } })
}

/// Where 酌情 stands in a text, and its length.
fn discretion_in(text: &str) -> Option<(usize, usize)> {
    DISCRETION.words().find_map(|word| Some((text.find(word)?, word.len())))
}

/// A clause that leaves the marks to a person's discretion.
pub(crate) fn discretion(input: &mut Input<'_>) -> Parsed<Meaning> {
    let start = input.current_token_start();
    let clause: &str = take_till(1.., is_separator).parse_next(input)?;
    let (at, length) = discretion_in(clause).ok_or(EmptyError)?;
    Ok(Meaning::Discretion(start + at..start + at + length))
}

/// A sentence that says that departments set, or persons judge, the indicator.
pub(crate) fn sentence_for_a_person(input: &mut Input<'_>) -> Parsed<Meaning> {
    let sentence = sentence(&['。', '；']).parse_next(input)?;
    // the official source of the six indicators of 职责履行, with its （700分）
    let source = OFFICIAL_SOURCE.begin(sentence).is_some() && OFFICIAL_SOURCE_ENDS.end(sentence).is_some();
    let numbers = |c: char| c.is_ascii_digit();
    let marks_inside = sentence.split('分').any(|before| before.ends_with(numbers));
    let rule_inside = marks_inside || IN_SENTENCE_FOR_A_PERSON.stand_in(sentence);
    match () {
        () if source => Ok(Meaning::Remark),
        () if DISCRETION.stand_in(sentence) || rule_inside => Err(EmptyError),
        () if OWN.stand_in(sentence) => Ok(Meaning::Own),
        () if PERSON.stand_in(sentence) => Ok(Meaning::Person),
        () => Err(EmptyError),
    }
}

/// 符合的得分，不符合的不得分, behind a list
pub(crate) fn items_say(input: &mut Input<'_>) -> Parsed<Meaning> {
    any_of([&ITEMS_SAY]).map(|_| Meaning::ItemsSay).parse_next(input)
}

/// Words that the read-back adds, and headings before items.
pub(crate) fn remark(input: &mut Input<'_>) -> Parsed<Meaning> {
    any_of([&REMARKS, &SCALE_SAYS]).map(|_| Meaning::Remark).parse_next(input)
}

/// 预算执行率=支出数/预算数×100%: the formula in words; the 计算公式 column holds the one that counts.
pub(crate) fn definition(input: &mut Input<'_>) -> Parsed<Meaning> {
    let clause: &str = take_till(1.., is_separator).parse_next(input)?;
    let Some((name, formula)) = clause.split_once('=') else { return Err(EmptyError) };
    let formula = formula.strip_suffix("×100%").unwrap_or(formula);
    let digit = |c: char| c.is_ascii_digit();
    let plain = |text: &str| !text.is_empty() && !text.contains(digit) && !IN_DEFINITION.stand_in(text);
    let divides = formula.contains(['/', '÷']);
    if plain(name) && plain(formula) && divides && !name.ends_with("得分") {
        Ok(Meaning::Note)
    } else {
        Err(EmptyError)
    }
}

/// 数据来源：部门决算报表, 反映部门支出进度, 编制数以编办批复为准: a sentence that decides nothing.
pub(crate) fn note(input: &mut Input<'_>) -> Parsed<Meaning> {
    let sentence = sentence(&['。', '；']).parse_next(input)?;
    if decides_nothing(sentence) { Ok(Meaning::Note) } else { Err(EmptyError) }
}

/// （编制数以编办批复为准）
pub(crate) fn source_in_brackets(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, words, _) = ("(", sentence(&['(', ')']), ")").parse_next(input)?;
    if decides_nothing(words) { Ok(Meaning::Note) } else { Err(EmptyError) }
}

/// 每项1分, 以上每符合一项得1分
pub(crate) fn each(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, _, _, marks) =
        (opt(any_of([&OF_THESE])), any_of([&EACH_ITEM]), opt(any_of([&APIECE])), alt((marks, share_of_item)))
            .parse_next(input)?;
    Ok(Meaning::Each(marks))
}

/// 数值为负的，按绝对值计
pub(crate) fn negative(input: &mut Input<'_>) -> Parsed<Negative> {
    let sense = sense_of([&SIZE, &SIZE_BY_CONVENTION]).parse_next(input)?;
    let Sense::Negative(negative) = sense else { return Err(EmptyError) };
    Ok(negative)
}
