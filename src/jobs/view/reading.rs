//! 评分标准试读: one sentence as it is typed, with its boundaries.

use crate::criterion::trial::{full_marks, try_beside};
use crate::criterion::{Beside, Source, compile_beside};
use crate::ground::convention::SETTINGS;
use crate::ground::{Conventions, Severity};
use crate::review::read_back::ReadBack;
use crate::review::tables::Against;
use serde_json::{Value, json};

/// How a text is understood, what it gives at its boundaries and for the values of `tries`. Places are in units of
/// UTF-16, as a page counts them.
///
/// # Errors
/// In Chinese, which of 分值 and 口径 is not understood.
pub fn reading(text: &str, [points, target, tries]: [&str; 3], settings: &[String]) -> Result<Value, String> {
    let source = Source { indicator: "", text, full_marks: full_marks(points)? };
    let beside = || Beside { target, ..Beside::default() };
    let conventions = Conventions::written(settings)?;
    let trial = try_beside(&source, beside(), tries, &conventions);
    let rule = compile_beside(&source, beside()).rule;
    let examples = rule.map(|rule| rule.examples(&conventions)).unwrap_or_default();
    let advice = trial.findings.iter().map(|one| (one.span, one.advice.as_str()));
    let fixes: Vec<Vec<String>> = advice.map(|(span, advice)| fixes(&source, &beside, span, advice)).collect();
    let spans = trial.findings.iter().map(|finding| finding.span.map(|at| units(text, at)));
    let spans: Vec<[usize; 2]> = spans.collect();
    let examples: Vec<Value> = examples.iter().map(|one| json!([one.value, one.marks])).collect();
    let mut view = crate::result::json::sorted(trial);
    view["spans"] = json!(spans);
    view["fixes"] = json!(fixes);
    view["examples"] = examples.into();
    Ok(view)
}

/// The text as the sentences that an advice quotes would make it, in place of the words at fault or of all: those that
/// leave less to be mended. Which of them is meant only a person knows.
fn fixes<'a>(source: &Source, beside: &dyn Fn() -> Beside<'a>, [from, to]: [usize; 2], advice: &str) -> Vec<String> {
    let faults = |text: &str| {
        let faults = compile_beside(&Source { text, ..*source }, beside()).faults;
        faults.iter().filter(|fault| fault.code.info().level.severity() == Severity::Must).count()
    };
    let at = |character: usize| source.text.char_indices().nth(character).map_or(source.text.len(), |(at, _)| at);
    let (before, after) = (&source.text[..at(from)], &source.text[at(to)..]);
    let quoted = advice.split('“').skip(1).filter_map(|rest| Some(rest.split_once('”')?.0));
    let now = faults(source.text);
    let mends = |text: &String| text != source.text && faults(text) < now;
    let mut fixes: Vec<String> = Vec::new();
    for words in quoted.filter(|words| !source.text.contains(words)) {
        let fix = [format!("{before}{words}{after}"), words.to_string()].into_iter().find(mends);
        fixes.extend(fix.filter(|fix| !fixes.contains(fix)));
    }
    fixes
}

/// 口径 with the values that each can have.
pub fn settings() -> Value {
    SETTINGS.iter().map(|one| json!([one.name, one.values, one.meaning])).collect()
}

/// How each text of each 评分表 is understood.
pub fn readings(all: &[ReadBack]) -> Value {
    let table = |one: &ReadBack| json!({ "table": one.table(), "rows": one.json(), "refused": one.refused() });
    all.iter().map(table).collect()
}

/// What another 评分表 changes, for each table.
pub fn against(against: &Against) -> Value {
    let [before, after] = &against.only;
    json!({ "tables": against.each(), "only_before": before, "only_after": after })
}

/// How many units of UTF-16 stand before the character of a number.
fn units(text: &str, at: usize) -> usize {
    text.chars().take(at).map(char::len_utf16).sum()
}
