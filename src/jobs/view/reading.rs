//! 评分标准试读: one sentence as it is typed, with its boundaries.

use crate::criterion::trial::{full_marks, try_beside};
use crate::criterion::{Beside, Source, compile_beside};
use crate::ground::Conventions;
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
    let spans = trial.findings.iter().map(|finding| finding.span.map(|at| units(text, at)));
    let spans: Vec<[usize; 2]> = spans.collect();
    let examples: Vec<Value> = examples.iter().map(|one| json!([one.value, one.marks])).collect();
    let mut view = crate::result::json::sorted(trial);
    view["spans"] = json!(spans);
    view["examples"] = examples.into();
    Ok(view)
}

/// How many units of UTF-16 stand before the character of a number.
fn units(text: &str, at: usize) -> usize {
    text.chars().take(at).map(char::len_utf16).sum()
}
