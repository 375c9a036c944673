//! Values as a person types them to try a rule: `101`, `98.5%`, `3`, `是,否,是`, `22.11,60.29`.

use crate::criterion::{Answer, Facts, Needs, RuleKind, Unit};
use crate::ground::{Exact, Points};
use rust_decimal::Decimal;
use std::str::FromStr;

/// What is typed for 不适用.
pub(crate) const NOT_APPLICABLE: &[&str] = &["不适用", "NA", "N/A"];

/// The facts that `text` states for `rule`, or none where they cannot be read.
pub(crate) fn facts(rule: &dyn RuleKind, text: &str) -> Option<Facts> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criterion::{Source, compile};
    use rust_decimal::dec;

    fn read(text: &str, value: &str) -> Option<Facts> {
        facts(&*compile(&Source { indicator: "", text, full_marks: Points(dec!(3)) }).rule.unwrap(), value)
    }

    #[test]
    fn percentages_are_read_with_and_without_their_sign() {
        let text = "每低于100%一个百分点扣0.1分，扣完为止。";
        for value in ["98.5", "98.5%", "98.5％"] {
            assert_eq!(read(text, value), Some(Facts::Value(Exact::percent(dec!(98.5)))));
        }
        for value in ["", "好", "1,2", "1e5", "12345678901234567890"] {
            assert_eq!(read(text, value), None, "{value}");
        }
    }

    #[test]
    fn days_and_cases_are_read_with_and_without_their_unit() {
        let days = "按时报送得3分；每超过规定5个工作日扣0.5分，扣完为止。";
        assert_eq!(read(days, "7个工作日"), read(days, "7"));
        let cases = "①资产完整；②处置规范。以上情况每出现一例扣1分。";
        assert_eq!(read(cases, "2例"), Some(Facts::Counts(vec![dec!(2), dec!(0)])));
        assert_eq!(read(cases, "1,1,1"), None);
    }

    #[test]
    fn two_amounts_are_read_with_a_comma_or_a_bar() {
        let text = "无结余，3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。";
        assert_eq!(read(text, "22.11,60.29"), read(text, "22.11|60.29"));
        assert_eq!(read(text, "22.11"), None);
    }
}
