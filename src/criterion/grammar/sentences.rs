//! Phrases in words: items, awards for what no number says, sentences for persons, remarks.

use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::text::is_circled;
use crate::criterion::grammar::tokens;
use crate::criterion::grammar::tokens::{Input, Parsed, Spanned, any_of, is_separator, marker, marks, phrase_end};
use crate::criterion::negative::Negative;
use winnow::combinator::{alt, opt};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::take_till;

/// ①…，1分: up to the next ；or 。
pub(crate) fn item(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (marker, ordinal) = marker.parse_next(input)?;
    let length = item_length(input.as_ref()).ok_or(EmptyError)?;
    let body = input.next_slice(length);
    if let Some((at, length)) = discretion_in(body) {
        let at = input.previous_token_end() - body.len() + at;
        return Ok(Meaning::Discretion(at..at + length));
    }
    let start = input.previous_token_end() - body.len();
    for (at, _) in body.char_indices().skip(1) {
        let mut tail = LocatingSlice::new(&body[at..]);
        let read: Parsed<_> = (marks, opt(otherwise_nothing), winnow::combinator::eof).parse_next(&mut tail);
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

/// Up to the next ；or 。or to a ，before the next circled number or before 每项2分.
fn item_length(text: &str) -> Option<usize> {
    let ends = |(at, c): (usize, char)| match c {
        '；' | '。' => Some(at),
        '，' if each.parse_next(&mut LocatingSlice::new(&text[at + c.len_utf8()..])).is_ok() => Some(at),
        '，' | '、' => text[at..].chars().nth(1).is_some_and(is_circled).then_some(at),
        _ => None,
    };
    let length = text.char_indices().find_map(ends).unwrap_or(text.len());
    (length > 0).then_some(length)
}

/// 内容完整的 → 内容完整
fn item_words(words: &str) -> String {
    let words = words.trim_end_matches(is_separator);
    let words =
        words.strip_suffix("最高").or(words.strip_suffix("最多")).unwrap_or(words).trim_end_matches(is_separator);
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
    const TURN: &[&str] = &[
        "基础分",
        "基本分",
        "底分",
        "累计",
        "合计",
        "总计",
        "小计",
        "分值",
        "得分",
        "总分",
        "扣",
        "减",
        "加",
        "扣除",
        "各",
        "均",
        "多",
        "少",
        "另",
        "倒",
        "不",
        "超过",
        "低于",
        "第",
        "达到",
        "约",
        "或",
    ];
    let bare = marks.starts_with(|c: char| c.is_ascii_digit() || "零一二两三四五六七八九十百".contains(c));
    let after_digit = words.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    let turned = bare && TURN.iter().any(|word| words.ends_with(word));
    // 不得2分: what the word for giving marks follows
    let said = tokens::MARK_VERBS.iter().find_map(|verb| words.strip_suffix(verb)).unwrap_or(words);
    let denied = DENIED.iter().any(|word| words.ends_with(word) || said.ends_with(word)) || words.contains('扣');
    !(after_digit || turned || denied)
}

/// Words that turn 得2分 into its opposite, or leave it to another condition.
const DENIED: &[&str] = &[
    "不",
    "未",
    "才",
    "不能",
    "不可",
    "不予",
    "不应",
    "不再",
    "不宜",
    "不该",
    "不准",
    "不可以",
    "无法",
    "未能",
    "才能",
    "才可",
    "方能",
    "方可",
];

/// Words that belong to a rule in numbers which was not read as a whole.
const NUMERIC: &[&str] =
    &["得分", "满分", "除外", "百分", "以上", "以下", "以内", "‰", "酌情", "计分", "打分", "评分", "评定", "赋分"];

/// 按时报送得1分, 组织机构健全，计6分
pub(crate) fn word_award(input: &mut Input<'_>) -> Parsed<Meaning> {
    let start = input.checkpoint();
    let rest: &str = input.as_ref();
    for (length, c) in rest.char_indices().take(60) {
        input.reset(&start);
        input.next_slice(length);
        let words = &rest[..length];
        if words.chars().count() > 1
            && !tokens::MARK_VERBS.contains(&words)
            && !NUMERIC.iter().any(|word| words.contains(word))
            && says_its_marks(words, &rest[length..])
            && item_words(words).chars().count() > 1
            && let Ok((marks, ())) = (marks, phrase_end).parse_next(input)
        {
            return Ok(Meaning::WordAward { words: item_words(words), marks });
        }
        if c.is_ascii_digit() || is_separator(c) || matches!(c, '%' | '每' | '≤' | '≥' | '<' | '>' | '=') {
            break;
        }
    }
    input.reset(&start);
    Err(EmptyError)
}

const DISCRETION: &[&str] = &["酌情", "视情", "适当扣分", "适当扣减", "酌减", "酌扣", "斟酌"];

/// Where 酌情 stands in a text, and its length.
fn discretion_in(text: &str) -> Option<(usize, usize)> {
    DISCRETION.iter().find_map(|word| Some((text.find(word)?, word.len())))
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
pub(crate) fn remark(input: &mut Input<'_>) -> Parsed<Meaning> {
    const REMARKS: &[&str] = &[
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
        "本指标采取扣分制",
        "本指标采用扣分制",
        "采取扣分制",
        "采用扣分制",
        "采用倒扣分",
        "实行倒扣分",
    ];
    any_of(REMARKS).map(|_| Meaning::Remark).parse_next(input)
}

/// 预算执行率=支出数/预算数×100%: the formula in words; the 计算公式 column holds the one that counts.
pub(crate) fn definition(input: &mut Input<'_>) -> Parsed<Meaning> {
    let clause: &str = take_till(1.., is_separator).parse_next(input)?;
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

/// 反映部门支出进度: what the indicator is for, a sentence by itself with no number in it.
pub(crate) fn description(input: &mut Input<'_>) -> Parsed<Meaning> {
    const BEGINS: &[&str] =
        &["反映", "用以反映", "用于反映", "本指标", "该指标", "考核", "主要考核", "评价", "主要评价", "衡量"];
    let begins = opt(any_of(BEGINS)).parse_next(input)?;
    let note = opt(any_of(&["注：", "备注：", "说明："])).parse_next(input)?;
    let rest: &str = take_till(1.., |c| matches!(c, '。' | '；' | '：')).parse_next(input)?;
    const DECIDES: &[&str] =
        &["分", "扣", "除", "不", "每", "否则", "按", "如", "若", "以上", "以下", "达到", "超过", "低于"];
    let decides = DECIDES.iter().any(|word| rest.contains(word))
        || rest.contains(|c: char| c.is_ascii_digit() || "%≤≥<>=".contains(c));
    // 编制数以编办批复为准 says where a figure comes from
    let source = tokens::is_source(rest);
    if decides || (begins.is_none() && !source) || (note.is_some() && !source) {
        return Err(EmptyError);
    }
    Ok(Meaning::Remark)
}

/// （编制数以编办批复为准）
pub(crate) fn source_in_brackets(input: &mut Input<'_>) -> Parsed<Meaning> {
    let (_, words, _) = ("(", take_till(1.., |c| matches!(c, '(' | ')')), ")").parse_next(input)?;
    if tokens::is_source(words) { Ok(Meaning::Remark) } else { Err(EmptyError) }
}

/// 每项1分, 以上每符合一项得1分
pub(crate) fn each(input: &mut Input<'_>) -> Parsed<Meaning> {
    opt(any_of(&["以上", "上述", "以上各项", "上述各项", "以下", "以下各项"])).parse_next(input)?;
    any_of(&[
        "每项",
        "每符合一项",
        "符合一项",
        "每满足一项",
        "满足一项",
        "每达到一项",
        "每完成一项",
        "每一项",
        "各项",
        "每有一项符合",
        "每项各",
        "各项均",
        "每符合一个要点",
        "每符合一项要求",
        "每满足一个要点",
        "每个要点",
        "各",
    ])
    .parse_next(input)?;
    let (_, marks) = (opt("各"), marks).parse_next(input)?;
    Ok(Meaning::Each(marks))
}

/// 数值为负的，按绝对值计
pub(crate) fn negative(input: &mut Input<'_>) -> Parsed<Negative> {
    const SIZE: &[&str] = &[
        "数值为负的，按绝对值计",
        "负数按绝对值计",
        "负数按绝对值计算",
        "结果为负数的，按绝对值计算",
        "按绝对值计算",
        "取绝对值计算",
        "取绝对值",
        "调整率取绝对值",
        "调整率按绝对值计算",
        "预算调整率取绝对值",
        "预算调整率按绝对值计算",
    ];
    let size = any_of(SIZE).map(|_| Negative::Size);
    let convention = any_of(&["数值为负的，按“调整率取绝对值”口径处理"]).map(|_| Negative::ByConvention);
    alt((convention, size)).parse_next(input)
}
