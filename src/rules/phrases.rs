//! From the text to phrases: what each clause of a 评分标准 says, whatever rule it belongs to.
//!
//! A clause that no phrase fits is kept as [`Meaning::Unread`]; the kinds refuse it, save for a few
//! places where words without any number of marks are harmless.

use super::condition::{Condition, condition_then};
use super::steps::{Case, Step, case, guarded_step, step};
use super::text::Text;
use super::tokens::{
    Input, Marks, Parsed, Spanned, any_of, comma, is_separator, marker, marks, number, phrase_end, points, quantity,
    spanned,
};
use super::{against, tokens};
use crate::convention::PartStep;
use rust_decimal::Decimal;
use std::ops::Range;
use winnow::combinator::{alt, opt, terminated};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::{take_till, take_while};

/// One phrase with its bytes in the normal form of the text.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) meaning: Meaning,
    pub(super) span: Range<usize>,
    /// Whether a whole sentence ends with it (；。 or the end of the text).
    pub(super) ends_sentence: bool,
}

/// What a phrase says.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// 以100%为标准
    Standard(Spanned<tokens::Quantity>),
    /// ≥90%，计5分
    Award { condition: Condition, marks: Spanned<Marks> },
    /// 按时报送得1分: a condition in words.
    WordAward { words: String, marks: Spanned<Marks> },
    /// 有结余，但不超过上年结转，2分
    Against { condition: against::Condition, marks: Spanned<Marks> },
    /// 每超过一个百分点扣0.5分
    Step(Step),
    /// 每出现一例扣1分
    Case(Case),
    /// 扣完为止; with a number 扣满5分为止
    Floor(Option<Spanned<Decimal>>),
    /// 最多扣3分
    Most(Spanned<Decimal>),
    /// 满分5分, 共5分, 最高5分
    Total(Spanned<Decimal>),
    /// 没有…的按满分计算
    NotApplicable(String),
    /// 不足一个百分点的不扣分
    PartStep { of: tokens::Quantity, reading: PartStep },
    /// ①…，1分
    Item { marker: String, ordinal: u32, words: String, marks: Option<Spanned<Marks>> },
    /// 按完成比例计算得分; 得分＝率×10分 with the marks it names
    Ratio(Option<Spanned<Decimal>>),
    /// 满分为止, 超过100%的按100%计
    RatioCap,
    /// 超过100%的未作规定，按不扣分理解: written by the read-back.
    Silence,
    /// 酌情扣分, with the place of 酌情.
    Discretion(Range<usize>),
    /// 个性化指标
    Own,
    /// 由评审人员评定
    Person,
    /// Words on a closed list that change nothing.
    Remark,
    /// Not understood.
    Unread,
}

/// Reads the whole text.
pub(super) fn read(text: &Text) -> Vec<Phrase> {
    let mut input = LocatingSlice::new(text.as_str());
    let mut phrases = Vec::new();
    loop {
        let _: Parsed<&str> = take_while(0.., is_separator).parse_next(&mut input);
        if input.is_empty() {
            against::only_with_a_reference(&mut phrases);
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

fn phrase(input: &mut Input<'_>) -> Parsed<Meaning> {
    alt((
        alt((item, sentence_for_a_person, terminated(remark, phrase_end), discretion)),
        terminated(
            alt((standard, floor, most, part_step, total, not_applicable, ratio, ratio_cap, silence)),
            phrase_end,
        ),
        terminated(against, phrase_end),
        conditioned_award,
        terminated(guarded_step.map(Meaning::Step), phrase_end),
        terminated(step.map(Meaning::Step), phrase_end),
        terminated(case.map(Meaning::Case), phrase_end),
        word_award,
        definition,
    ))
    .parse_next(input)
}

/// 以100%为标准
fn standard(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, at, _) =
        ("以", spanned(quantity), any_of(&["为标准", "为基准", "为标准值", "为基数", "为目标值"])).parse_next(input)?;
    Ok(Meaning::Standard(at))
}

const FLOOR: &[&str] = &[
    "扣完为止",
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
    (word, spanned(points)).map(|(_, marks)| Meaning::Most(marks)).parse_next(input)
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

/// Words without digits and separators up to where `follow` can be read, which is read too.
pub(super) fn words_before(
    input: &mut Input<'_>,
    longest: usize,
    follow: impl Fn(&mut Input<'_>) -> Parsed<()>,
) -> Parsed<String> {
    let start = input.checkpoint();
    let rest: &str = input.as_ref();
    for (length, c) in rest.char_indices().take(longest) {
        input.reset(&start);
        input.next_slice(length);
        if length > 0 && follow(input).is_ok() {
            return Ok(rest[..length].to_string());
        }
        if c.is_ascii_digit() || (is_separator(c) && c != '、') || matches!(c, '%' | ' ') {
            break;
        }
    }
    input.reset(&start);
    Err(EmptyError)
}

/// 不足一个百分点的不扣分, 不足5%的按比例扣
fn part_step(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, of, _, _, (reading, counts_as)) = (
        any_of(&["不足", "不满", "未满"]),
        quantity,
        opt(any_of(&["的部分", "部分", "的"])),
        comma,
        alt((
            any_of(&["不扣分", "不扣", "忽略不计", "不计算扣分"]).map(|_| (PartStep::Ignore, None)),
            any_of(&["按比例扣分", "按比例扣", "按比例扣减", "按比例折算扣分"]).map(|_| (PartStep::Proportional, None)),
            (any_of(&["按", "视为", "计为"]), quantity, opt(any_of(&["计算", "扣分", "计", "扣", "计扣"])))
                .map(|(_, counts_as, _)| (PartStep::Whole, Some(counts_as))),
        )),
    )
        .parse_next(input)?;
    if counts_as.is_some_and(|counts_as| counts_as != of) {
        return Err(EmptyError);
    }
    Ok(Meaning::PartStep { of, reading })
}

/// 得分＝预算执行率×10分, 按完成比例计算得分
fn ratio(input: &mut Input<'_>) -> Parsed<Meaning> {
    alt((ratio_product, ratio_words)).parse_next(input)
}

fn ratio_product(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(any_of(&["得分=", "计分=", "实际得分=", "本项得分=", "指标得分=", "该项得分=", "得分为", "按"]))
        .parse_next(input)?;
    words_before(input, 30, |input| any_of(&["×", "*", "乘以"]).void().parse_next(input))?;
    let full = any_of(&["分值", "满分", "本项分值", "该项分值", "指标分值", "该指标分值", "满分值", "权重", "标准分"])
        .map(|_| None);
    let marks = alt((spanned(points).map(Some), full, spanned(number).map(Some))).parse_next(input)?;
    opt(any_of(&["计分", "计算得分", "得分", "计算"])).parse_next(input)?;
    Ok(Meaning::Ratio(marks))
}

fn ratio_words(input: &mut Input<'_>) -> Parsed<Meaning> {
    any_of(&["按", "按照", "根据", "以", "依"]).parse_next(input)?;
    const GIVE: &[&str] = &[
        "比例计算得分",
        "比例得分",
        "比例计分",
        "比例计算分值",
        "比例折算得分",
        "比例计算",
        "比例给分",
        "比例计得分",
        "比例赋分",
        "率计算得分",
        "率计分",
        "率得分",
        "率折算得分",
        "率计算分值",
    ];
    let before =
        ["", "完成", "实际完成", "实际", "完成任务", "执行", "预算执行", "支出", "目标完成", "计划完成", "实现"];
    let rest: &str = input.as_ref();
    let words = rest.split_once("比例").or(rest.split_once("率")).map_or("", |(words, _)| words);
    if !before.contains(&words) {
        return Err(EmptyError);
    }
    input.next_slice(words.len());
    any_of(GIVE).map(|_| Meaning::Ratio(None)).parse_next(input)
}

/// 满分为止, 超过100%的按100%计
fn ratio_cap(input: &mut Input<'_>) -> Parsed<Meaning> {
    let words = any_of(&[
        "满分为止",
        "得满为止",
        "计满为止",
        "最高不超过满分",
        "最高得满分",
        "最高满分",
        "不超过满分",
        "最高计满分",
        "最高为满分",
        "加满为止",
        "以满分为限",
    ])
    .void();
    let over = (
        any_of(&["超过100%", "大于100%", "高于100%"]),
        opt(any_of(&["的部分", "的", "时"])),
        comma,
        any_of(&["按100%", "以100%"]),
        opt(any_of(&["计", "计算", "计分", "计算得分"])),
    )
        .void();
    alt((words, over)).map(|()| Meaning::RatioCap).parse_next(input)
}

/// 超过100%的未作规定，按不扣分理解
fn silence(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, ()) = condition_then(input, |input| {
        (opt("的"), "未作规定，", any_of(&["按不扣分理解", "按满分封顶理解", "作待核处理"])).void().parse_next(input)
    })?;
    Ok(Meaning::Silence)
}

fn against(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (condition, marks) = against::award.parse_next(input)?;
    Ok(Meaning::Against { condition, marks })
}

fn conditioned_award(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (condition, marks) = condition_then(input, |input| {
        let (_, marks, ()) = (opt(any_of(CONDITION_END)), marks, phrase_end).parse_next(input)?;
        Ok(marks)
    })?;
    Ok(Meaning::Award { condition, marks })
}

/// Words that close a condition.
pub(super) const CONDITION_END: &[&str] =
    &["的", "时", "的部门", "的单位", "者", "的部门单位", "的情况", "则", "之间的", "的，则", "，则"];

/// ①…，1分: up to the next ；or 。
fn item(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (marker, ordinal) = marker.parse_next(input)?;
    let body: &str = take_till(1.., |c| matches!(c, '；' | '。')).parse_next(input)?;
    let start = input.previous_token_end() - body.len();
    for (at, _) in body.char_indices().skip(1) {
        let mut tail = LocatingSlice::new(&body[at..]);
        let read: Parsed<_> = (marks, opt(otherwise_nothing), winnow::combinator::eof).parse_next(&mut tail);
        if let Ok((marks, _, _)) = read
            && says_its_marks(&body[..at], &body[at..])
        {
            let span = start + at + marks.span.start..start + at + marks.span.end;
            let words = item_words(&body[..at]);
            return Ok(Meaning::Item { marker, ordinal, words, marks: Some(Spanned { value: marks.value, span }) });
        }
    }
    let words = item_words(body);
    Ok(Meaning::Item { marker, ordinal, words, marks: None })
}

/// 内容完整的 → 内容完整
fn item_words(words: &str) -> String {
    let words = words.trim_end_matches(is_separator);
    words.strip_suffix('的').unwrap_or(words).to_string()
}

/// `，否则不得分` after the marks of an item says nothing new.
fn otherwise_nothing(input: &mut Input<'_>) -> Parsed<()> {
    (
        "，",
        any_of(&["否则不得分", "否则计0分", "否则得0分", "否则不计分", "不符合的不得分", "不符合不得分", "反之不得分"]),
    )
        .void()
        .parse_next(input)
}

/// Whether `words` followed by `marks` is an award and not 扣1分, 各1分, 加1分 or part of a number.
fn says_its_marks(words: &str, marks: &str) -> bool {
    const TURN: &[&str] =
        &["扣", "减", "加", "扣除", "各", "均", "多", "少", "另", "倒", "不", "超过", "低于", "第", "达到", "约", "或"];
    let bare = marks.starts_with(|c: char| c.is_ascii_digit() || "零一二两三四五六七八九十百".contains(c));
    let after_digit = words.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    !after_digit
        && !(bare && TURN.iter().any(|word| words.ends_with(word)))
        && !words.contains("扣")
        && !words.ends_with(['不', '未', '可', '才', '能'])
}

/// 按时报送得1分, 组织机构健全，计6分
fn word_award(input: &mut Input<'_>) -> Parsed<Meaning> {
    let start = input.checkpoint();
    let rest: &str = input.as_ref();
    for (length, c) in rest.char_indices().take(60) {
        input.reset(&start);
        input.next_slice(length);
        let words = &rest[..length];
        if words.chars().count() > 1
            && !tokens::MARK_VERBS.contains(&words)
            && says_its_marks(words, &rest[length..])
            && let Ok((marks, ())) = (marks, phrase_end).parse_next(input)
        {
            return Ok(Meaning::WordAward { words: item_words(words), marks });
        }
        if c.is_ascii_digit() || is_separator(c) && c != '、' || matches!(c, '%' | '每' | '≤' | '≥' | '<' | '>' | '=')
        {
            break;
        }
    }
    input.reset(&start);
    Err(EmptyError)
}

const DISCRETION: &[&str] = &["酌情", "视情", "适当扣分", "适当扣减", "酌减", "酌扣", "斟酌"];

/// A clause that leaves the marks to a person's discretion.
fn discretion(input: &mut Input<'_>) -> Parsed<Meaning> {
    let start = input.current_token_start();
    let clause: &str = take_till(1.., is_separator).parse_next(input)?;
    let place = DISCRETION.iter().find_map(|word| Some((clause.find(word)?, word.len())));
    let (at, length) = place.ok_or(EmptyError)?;
    Ok(Meaning::Discretion(start + at..start + at + length))
}

/// A sentence that says that departments set, or persons judge, the indicator.
fn sentence_for_a_person(input: &mut Input<'_>) -> Parsed<Meaning> {
    const OWN: &[&str] = &["个性化指标", "个性指标", "共性要素"];
    const PERSON: &[&str] =
        &["专家打分", "专家评分", "评审组评定", "由评审人员", "人工评定", "评审组打分", "评价组打分", "由评价小组"];
    let sentence: &str = take_till(1.., |c| matches!(c, '。' | '；')).parse_next(input)?;
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    // the official source of the six indicators of 职责履行, with its （700分）
    let source = sentence.starts_with("此项指标根据") && sentence.ends_with("设置");
    let numbers = |c: char| c.is_ascii_digit();
    let marks_inside = sentence.split('分').any(|before| before.ends_with(numbers)) || sentence.contains('%');
    let rule_inside =
        sentence.contains('扣') || sentence.contains("满分") || sentence.contains("不得分") || marks_inside;
    match () {
        () if source => Ok(Meaning::Remark),
        () if has(DISCRETION) || rule_inside => Err(EmptyError),
        () if has(OWN) => Ok(Meaning::Own),
        () if has(PERSON) => Ok(Meaning::Person),
        () => Err(EmptyError),
    }
}

/// Words that the read-back adds, and headings before items.
fn remark(input: &mut Input<'_>) -> Parsed<Meaning> {
    const REMARKS: &[&str] = &[
        "数值为负的，按“调整率取绝对值”口径处理",
        "符合的计该项分值，不符合的不计分",
        "评价要点",
        "评价内容",
        "评分标准",
        "计分标准",
        "评分要点",
        "考核内容",
        "评价标准",
        "计分方法",
        "评分方法",
        "评分办法",
        "计分办法",
        "考核要点",
        "具体如下",
        "评分细则",
        "评分规则",
        "其中",
    ];
    any_of(REMARKS).map(|_| Meaning::Remark).parse_next(input)
}

/// 预算执行率=支出数/预算数×100%: the formula in words; the 计算公式 column holds the one that counts.
fn definition(input: &mut Input<'_>) -> Parsed<Meaning> {
    let clause: &str = take_till(1.., |c| is_separator(c) && c != '、').parse_next(input)?;
    let Some((name, formula)) = clause.split_once('=') else { return Err(EmptyError) };
    let formula = formula.strip_suffix("×100%").unwrap_or(formula);
    let plain =
        |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_ascii_digit() || "=<>≤≥%每扣".contains(c));
    let divides = formula.contains(['/', '÷']);
    if plain(name) && plain(formula) && divides && !name.ends_with("得分") {
        Ok(Meaning::Remark)
    } else {
        Err(EmptyError)
    }
}
