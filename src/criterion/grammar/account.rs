//! Free words: every word of a text is part of a phrase that decides marks, decides nothing, or names a measure.
//!
//! Names and notes are open, no list can hold them all. What they may not hold is closed: the words that join, limit
//! and except. So a name that has one of these is no name, and a note must begin as notes do and have none of them.

use crate::criterion::lexicon::{
    AND_NAME, CODE_HEADINGS, COMPLETES, DIFFERENCES, DOCUMENTS, IN_DOCUMENT, IN_NOTE, IN_TIME, JOINING, MEASURES,
    NOT_IN_NOTE, NOT_JOINING, NOTE_HEADINGS, NOTE_TOPICS, NOTE_VERBS, OF_ANOTHER, OF_THE_SAME, OWN, RATES, SHARES,
    connective_in,
};

/// The first word that joins a name to something else, or limits it, with its place: 且 of 按时完成且合格率.
pub(crate) fn joining(name: &str) -> Option<(usize, &'static str)> {
    JOINING.find_outside(name, &NOT_JOINING)
}

/// 执行率和完成率: the place of the word between two measures. 社会公众或服务对象满意度 is one.
pub(crate) fn two_measures(name: &str) -> Option<(usize, &'static str)> {
    if DIFFERENCES.end(name).is_some() {
        return None;
    }
    let is_rate = |words: &str| {
        let year = ["制度", "年度", "季度", "月度"].iter().any(|ends| words.ends_with(ends));
        !year && (RATES.end(words).is_some() || SHARES.end(words).is_some())
    };
    let between = |word: &'static str| {
        let at = name.match_indices(word).map(|(at, _)| at).find(|at| is_rate(&name[..*at]))?;
        Some((at, word))
    };
    AND_NAME.words().find_map(between)
}

/// Whether words can be the name of one measure: nothing in them decides.
pub(crate) fn is_name(name: &str) -> bool {
    joining(name).is_none() && two_measures(name).is_none()
}

/// Whether a name ends as what is measured in percent does: 预算执行率, 完成年度任务.
pub(crate) fn ends_like_measure(name: &str) -> bool {
    // 资金足额, 报送及时
    if OF_ANOTHER.end(name).is_some() {
        return false;
    }
    let name = name.trim_end_matches([')', '”', '"', '》']);
    let in_brackets = name.split_once('(').map_or(name, |(before, _)| before);
    let ends =
        |name: &str| MEASURES.end(name).is_some() || RATES.end(name).is_some() || DIFFERENCES.end(name).is_some();
    ends(name)
        || ends(in_brackets)
        || COMPLETES.begin(name).is_some()
        || name.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether two names, the first of which stands first in the text, are of one measure. 预算执行率 may be called
/// 执行率 later; 完成率 is neither 未完成率 nor 按时完成率.
pub(crate) fn same_measure(first: &str, later: &str, indicator: &str) -> bool {
    let prefix = |long: &str, short: &str| long.strip_suffix(short).map(str::to_string);
    match (prefix(first, later), prefix(later, first)) {
        (Some(more), _) => !OF_ANOTHER.stand_in(&more),
        (None, Some(more)) => {
            let rest = OF_THE_SAME.stripped_from_begin(&more);
            rest.is_empty() || indicator.contains(later)
        }
        // “三公经费” for “三公经费”变动率
        (None, None) => first.starts_with(later) || later.starts_with(first),
    }
}

/// 按时报送, 未逾期; not 未按时报送.
pub(crate) fn says_in_time(words: &str) -> bool {
    let denied = words.starts_with(['未', '不', '没']) && IN_TIME.begin(words).is_none();
    IN_TIME.stand_in(words) && !denied && connective_in(words).is_none() && is_name(words)
}

/// Whether a sentence decides nothing: 数据来源：部门决算报表, 本指标反映部门预算执行情况.
fn is_note(sentence: &str) -> bool {
    // 属于部门自定的个性化指标 says who sets it
    if OWN.stand_in(sentence) {
        return false;
    }
    if let Some((heading, body)) = sentence.split_once('：') {
        let code = CODE_HEADINGS.has(heading) && body.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        return code || NOTE_HEADINGS.has(heading) && (is_idle(body) || is_source(body));
    }
    let rest = NOTE_TOPICS.begin(sentence).map_or(sentence, |topic| &sentence[topic.len()..]);
    let said = NOTE_VERBS.words().filter(|verb| rest.starts_with(verb)).max_by_key(|verb| verb.len());
    said.is_some_and(|verb| is_idle(&rest[verb.len()..]) && (rest.len() > verb.len() || verb.ends_with("指标")))
}

/// A note, or the document that a figure is taken from.
pub(crate) fn decides_nothing(sentence: &str) -> bool {
    is_note(sentence) || is_source(sentence)
}

/// Words without a figure (but for years and numbers of documents) and without a word that decides marks.
fn is_idle(words: &str) -> bool {
    !has_figure(words) && IN_NOTE.find_outside(words, &NOT_IN_NOTE).is_none()
}

/// Whether a number stands in words that is neither a year nor that of a document: (2020)10号, 2023年.
fn has_figure(words: &str) -> bool {
    let mut rest = words;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |length| at + length);
        let (before, after) = (&rest[..at], &rest[end..]);
        let year = end - at == 4 && (before.ends_with('(') || before.ends_with('[') || after.starts_with('年'));
        if !year && !after.starts_with('号') {
            return true;
        }
        rest = after;
    }
    false
}

/// 编制数以编办批复为准: which document a figure is taken from, with no number, no choice and no exception.
fn is_source(words: &str) -> bool {
    let Some((_, document)) = words.strip_suffix("为准").and_then(|words| words.split_once('以')) else {
        return false;
    };
    let plain = !words.contains(|c: char| c.is_ascii_digit() || "%≤≥<>".contains(c)) && !words.contains(['扣', '每']);
    plain && DOCUMENTS.end(document).is_some() && !IN_DOCUMENT.stand_in(words)
}
