//! Values as a person types them to try a rule: `101`, `98.5%`, `3`, `是,否,是`, `22.11,60.29`.

use crate::criterion::{Answer, Facts, Needs, RuleKind, Unit};
use crate::ground::{Exact, Points};
use rust_decimal::Decimal;
use std::str::FromStr;

/// What is typed for 不适用.
pub(crate) const NOT_APPLICABLE: &[&str] = &["不适用", "NA", "N/A"];

/// The facts that `text` states for `rule`, or none where they cannot be read.
pub(crate) fn facts(rule: &dyn RuleKind, text: &str) -> Option<Facts> {
    if rule.event().is_none() {
        return of_rule(rule, text);
    }
    // 94,否: whether the event happened stands last
    let (rest, happened) = text.rsplit_once([',', '，', '、', '|', '｜'])?;
    match happened.trim() {
        "是" => Some(Facts::Vetoed),
        "否" => of_rule(rule, rest),
        _ => None,
    }
}

/// The facts for the rule without its event.
fn of_rule(rule: &dyn RuleKind, text: &str) -> Option<Facts> {
    let parts: Vec<&str> = text.split([',', '，', '、', '|', '｜']).map(str::trim).collect();
    match rule.needs() {
        Needs::Measure => match parts.as_slice() {
            [one] => measure(rule, one).map(Facts::Value),
            _ => None,
        },
        Needs::Against(_) => match parts.as_slice() {
            [value, other] => Some(Facts::Against(plain(value)?, plain(other)?)),
            _ => None,
        },
        Needs::Cases(items) => counts(&parts, items.len()).map(Facts::Counts),
        Needs::Checks(_) => parts.iter().map(|part| answer(part)).collect::<Option<_>>().map(Facts::Checks),
        Needs::Judgement => number(text.trim().trim_end_matches('分')).map(|marks| Facts::Judgement(Points(marks))),
        Needs::Grade(words) => words.iter().position(|word| word == text.trim()).map(Facts::Grade),
    }
}

/// A number of at most 18 digits, which stays exact.
fn number(text: &str) -> Option<Decimal> {
    let text = text.replace(['−', '－'], "-");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let shaped = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    if digits == 0 || digits > 18 || !shaped { None } else { Decimal::from_str(&text).ok() }
}

fn plain(text: &str) -> Option<Exact> {
    number(text).map(Exact::from_decimal)
}

/// A percentage of the measure with or without %, or a plain number with or without its unit.
fn measure(rule: &dyn RuleKind, text: &str) -> Option<Exact> {
    match rule.unit()? {
        Unit::Percent => number(text.trim_end_matches(['%', '％', '﹪']).trim()).map(Exact::percent),
        Unit::Plain => plain(text),
        Unit::Named(unit) => {
            let bare =
                text.strip_suffix(unit.as_str()).or(text.strip_suffix(unit.trim_start_matches('个'))).unwrap_or(text);
            plain(bare.trim())
        }
    }
}

/// One number for each item; a single one stands for all cases together.
fn counts(parts: &[&str], items: usize) -> Option<Vec<Decimal>> {
    let without_unit = |part: &&str| number(part.trim_end_matches(char::is_alphabetic));
    let mut counts: Vec<Decimal> = parts.iter().map(without_unit).collect::<Option<_>>()?;
    if counts.len() == 1 {
        counts.resize(items, Decimal::ZERO);
    }
    (counts.len() == items).then_some(counts)
}

fn answer(text: &str) -> Option<Answer> {
    match text {
        "是" | "√" | "符合" => Some(Answer::Yes),
        "否" | "×" | "不符合" => Some(Answer::No),
        marks => number(marks.trim_end_matches('分')).map(|marks| Answer::Marks(Points(marks))),
    }
}
