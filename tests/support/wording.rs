//! Texts of rules, what each gives at some values, and what is refused with which words.

use jixiao::criterion::trial::{Trial, try_text};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;

/// A text tried under the default 口径.
pub fn tried(text: &str, points: u32, tries: &str) -> Trial {
    try_text(text, Points(points.into()), tries, &Conventions::default())
}

/// Each text with the values tried and their marks, both separated by `;`.
#[track_caller]
pub fn gives(kind: &str, rows: &[(u32, &str, &str, &str)]) {
    for (points, text, tries, marks) in rows {
        let trial = tried(text, *points, tries);
        let given: Vec<&str> = trial.tries.iter().map(|t| t.marks.as_deref().unwrap_or("—")).collect();
        assert_eq!((trial.kind, given.join(";").as_str()), (Some(kind), *marks), "{text}\n{:#?}", trial.findings);
    }
}

/// Each text with the code and the words at fault.
#[track_caller]
pub fn refuses(rows: &[(u32, &str, &str, &str)]) {
    for (points, text, code, words) in rows {
        let trial = tried(text, *points, "");
        let found = trial.findings.iter().any(|f| f.code == *code && f.words == *words);
        assert!(trial.outcome == "refused" && found, "{text}\n{trial:#?}");
        assert!(trial.findings.iter().all(|f| f.severity != "必须" || !f.advice.is_empty()), "{text}\n{trial:#?}");
    }
}

/// Kind and marks of a text of 5分: `per_step 5;4.5`.
pub fn told(text: &str, tries: &str) -> String {
    let trial = tried(text, 5, tries);
    let marks: Vec<&str> = trial.tries.iter().map(|one| one.marks.as_deref().unwrap_or("-")).collect();
    format!("{} {}", trial.kind.unwrap_or("refused"), marks.join(";"))
}
