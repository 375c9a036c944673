//! Grades in words: whether the awards of a text are the steps of one scale (健全, 基本健全, 不健全; 优, 良, 中, 差), of which
//! a department has just one.

use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::lexicon::{ADJECTIVES, DEGREES, GRADE_LEVELS, GRADE_WORDS, IN_GRADE, NEGATIONS, OTHERWISE};
use crate::ground::Points;

/// A grade and its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grade {
    /// 基本健全
    pub(crate) word: String,
    pub(crate) marks: Points,
}

/// The grades of a text, the best first, and what stands before the first of them: 管理制度.
pub(crate) struct Scale {
    pub(crate) subject: String,
    pub(crate) grades: Vec<Grade>,
}

/// The scale that the awards in words of a text are; none where they may add up, or be conditions of other kinds.
pub(crate) fn scale(reading: &Reading) -> Option<Scale> {
    let other = |m: &Meaning| {
        matches!(
            m,
            Meaning::Item { .. }
                | Meaning::Award { .. }
                | Meaning::Step(_)
                | Meaning::Case(_)
                | Meaning::Ratio(_)
                | Meaning::Against { .. }
        )
    };
    let awards = reading.word_awards();
    let marks: Vec<Points> = awards.iter().map(|(_, marks)| reading.points(marks)).collect();
    let falls = marks.windows(2).all(|pair| pair[0] > pair[1]);
    if reading.has(other) || awards.len() < 2 || marks.first() != Some(&reading.source.full_marks) || !falls {
        return None;
    }
    let words: Vec<String> = awards.iter().map(|(words, _)| plain(words)).collect();
    if words.iter().any(|words| IN_GRADE.stand_in(words) || words.contains(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let (subject, words) = known_scale(&words).or_else(|| denied_last(&words))?;
    let grades = words.into_iter().zip(marks).map(|(word, marks)| Grade { word, marks }).collect();
    Some(Scale { subject, grades })
}

/// 为“良” → 为良
fn plain(words: &str) -> String {
    words.chars().filter(|c| !matches!(c, '“' | '”' | '"')).collect()
}

/// Grades of the lexicon, or an adjective by degrees: 健全, 基本健全, 不健全.
fn known_scale(words: &[String]) -> Option<(String, Vec<String>)> {
    let labels: Vec<&str> = words.iter().map(|words| label(words)).collect::<Option<_>>()?;
    let subject = words[0].strip_suffix(labels[0]).unwrap_or_default();
    let bare = |at: usize| {
        let rest = words[at].strip_suffix(labels[at]).unwrap_or_default();
        rest.is_empty() || rest == "为" || rest == subject
    };
    let distinct = (1..labels.len()).all(|at| !labels[..at].contains(&labels[at]));
    let graded = |label: &str| GRADE_WORDS.has(label) || GRADE_LEVELS.has(label) || OTHERWISE.has(label);
    let roots: Vec<&str> = labels.iter().filter(|label| !graded(label)).filter_map(|label| root(label)).collect();
    let one_root = roots.windows(2).all(|pair| pair[0] == pair[1] || [pair[0], pair[1]] == ["有效", "无效"]);
    // 健全, 不健全 are 是 and 否
    let enough = labels.len() > 2 || labels.iter().all(|label| GRADE_WORDS.has(label) || GRADE_LEVELS.has(label));
    let denies = labels.len() == 2 && NEGATIONS.begin(labels[1]).is_some();
    let is_scale = (1..words.len()).all(bare) && distinct && one_root && enough && !denies;
    is_scale.then(|| (subject.to_string(), labels.iter().map(|label| label.to_string()).collect()))
}

/// The grade that words end with: 基本健全 of 管理制度基本健全, 优秀 of 评价等级为优秀.
fn label(words: &str) -> Option<&str> {
    if OTHERWISE.has(words) {
        return Some(words);
    }
    let longest = |table: &crate::criterion::lexicon::Words| {
        table.words().filter(|word| words.ends_with(word)).max_by_key(|word| word.len()).map(str::len)
    };
    let graded = longest(&GRADE_WORDS).max(longest(&GRADE_LEVELS));
    if let Some(length) = graded {
        let rest = &words[..words.len() - length];
        if rest.is_empty() || rest.ends_with('为') || ADJECTIVES.end(words).is_none() {
            return Some(&words[words.len() - length..]);
        }
    }
    let bare = ADJECTIVES.stripped_from_end(words);
    if bare.len() == words.len() {
        return None;
    }
    let before = DEGREES.words().filter(|degree| bare.ends_with(degree)).max_by_key(|degree| degree.len());
    let start = bare.len() - before.map_or(0, str::len);
    Some(&words[start..])
}

/// The adjective at the end of a label.
fn root(label: &str) -> Option<&'static str> {
    ADJECTIVES.words().filter(|word| label.ends_with(word)).max_by_key(|word| word.len())
}

/// 按时完成, 逾期完成, 未完成: the last denies what all others say, and gives nothing.
fn denied_last(words: &[String]) -> Option<(String, Vec<String>)> {
    let (last, others) = words.split_last().filter(|(_, others)| others.len() > 1)?;
    let negation = NEGATIONS.begin(last)?;
    let denied = &last[negation.len()..];
    let says = |word: &String| {
        let mut rest = denied.chars().peekable();
        word.chars().for_each(|c| {
            rest.next_if_eq(&c);
        });
        rest.peek().is_none() && NEGATIONS.begin(word).is_none()
    };
    let distinct = (1..words.len()).all(|at| !words[..at].contains(&words[at]));
    let fits = denied.chars().count() > 1 && others.iter().all(says) && distinct;
    fits.then(|| (String::new(), words.to_vec()))
}
