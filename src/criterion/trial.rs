//! One 评分标准 tried without a workbook: `jixiao rules --text … --points 3 --try '100;98.5;不适用'`.

use crate::criterion::try_value::{NOT_APPLICABLE, facts};
use crate::criterion::{Beside, Compilation, Fault, Needs, RuleKind, Source, compile_beside};
use crate::ground::{Conventions, NotApplicableMarks, Points, tidy};
use rust_decimal::Decimal;
use serde::Serialize;
use std::str::FromStr;

/// What became of a text, and what it gives for some values. Serialised, it is the one JSON object
/// that `jixiao rules --text … --json` prints.
#[derive(Clone, Debug, Serialize)]
pub struct Trial {
    /// `rule`, `judged` or `refused`.
    pub outcome: &'static str,
    /// per_step, bands, per_case, earned, checklist, proportional, judged; none where refused.
    pub kind: Option<&'static str>,
    /// How the text is understood; none where refused.
    pub readback: Option<String>,
    /// Faults and remarks, in the order of the text.
    pub findings: Vec<TrialFinding>,
    /// The values tried, in the order given.
    pub tries: Vec<Try>,
}

/// A fault or remark.
#[derive(Clone, Debug, Serialize)]
pub struct TrialFinding {
    /// 编号: R02.
    pub code: &'static str,
    /// 级别: 必须 or 提示.
    pub severity: &'static str,
    /// What is wrong and what it could mean.
    pub message: String,
    /// The characters at fault, as they stand in the text.
    pub words: String,
    /// Their place: first character and the one after the last, counted from 0.
    pub span: [usize; 2],
    /// What to write instead, or what to do.
    pub advice: String,
}

/// A value and its marks.
#[derive(Clone, Debug, Serialize)]
pub struct Try {
    /// The value as typed.
    pub value: String,
    /// Marks, a decimal without trailing zeros; none where the value cannot be scored.
    pub marks: Option<String>,
}

/// As [`try_text`], with the 分值 and the 口径 (`名称=值`) as a person writes them.
///
/// # Errors
/// In Chinese, which of them is not understood.
pub fn try_written(text: &str, [points, target, tries]: [&str; 3], settings: &[String]) -> Result<Trial, String> {
    let source = Source { indicator: "", text, full_marks: full_marks(points)? };
    let beside = Beside { target, ..Beside::default() };
    Ok(try_beside(&source, beside, tries, &Conventions::written(settings)?))
}

/// 分值 as a person writes it.
///
/// # Errors
/// It is no number above 0.
pub fn full_marks(points: &str) -> Result<Points, String> {
    let full = Decimal::from_str(&tidy(points)).ok().filter(|points| *points > Decimal::ZERO);
    full.map(Points).ok_or_else(|| format!("分值“{points}”不是大于0的数"))
}

/// Compiles `text` for `points` 分 and scores the values in `tries`, which are separated by `;`.
pub fn try_text(text: &str, points: Points, tries: &str, conventions: &Conventions) -> Trial {
    try_beside(&Source { indicator: "", text, full_marks: points }, Beside::default(), tries, conventions)
}

/// As [`try_text`], with the indicator's name, its 计算公式 and 目标值.
pub fn try_beside(source: &Source, beside: Beside, tries: &str, conventions: &Conventions) -> Trial {
    let text = source.text;
    let Compilation { rule, faults } = compile_beside(source, beside);
    let outcome = match &rule {
        None => "refused",
        Some(rule) if rule.needs() == Needs::Judgement => "judged",
        Some(_) => "rule",
    };
    let tried = tries.split([';', '；']).map(str::trim).filter(|value| !value.is_empty());
    let marks = |value: &str| Some(marks(rule.as_deref()?, value, conventions)?.to_string());
    let tries = tried.map(|value| Try { value: value.to_string(), marks: marks(value) }).collect();
    Trial {
        outcome,
        kind: rule.as_ref().map(|rule| rule.kind().id),
        readback: rule.as_ref().map(|rule| rule.told()),
        findings: faults.iter().map(|fault| finding(fault, text)).collect(),
        tries,
    }
}

fn finding(fault: &Fault, text: &str) -> TrialFinding {
    let info = fault.code.info();
    TrialFinding {
        code: info.id,
        severity: info.level.severity().name(),
        message: fault.message.clone(),
        words: text.chars().skip(fault.span.start).take(fault.span.len()).collect(),
        span: [fault.span.start, fault.span.end],
        advice: fault.advice.clone(),
    }
}

fn marks(rule: &dyn RuleKind, value: &str, conventions: &Conventions) -> Option<Points> {
    if NOT_APPLICABLE.contains(&value) {
        let full = (conventions.not_applicable == NotApplicableMarks::Full).then(|| rule.full_marks());
        return rule.not_applicable().or(full);
    }
    conventions.rounded(rule.score(&facts(rule, value)?, conventions).ok()?, rule.full_marks())
}
