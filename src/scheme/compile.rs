//! 评分表 → compiled rules: each 评分标准 with its 计算公式.

use crate::criterion;
use crate::criterion::{Beside, Fault, Rule, Source};
use crate::ground::names::BY_HAND;
use crate::ground::number::Unit;
use crate::ground::{Code, Expression, Finding, Message, Severity, tidy};
use crate::scheme::direction::{half, has_halves};
use crate::scheme::indicators::{Indicator, IndicatorSystem};
use crate::scheme::measure::{bad_formula, measure};
use crate::scheme::units::unit_of_item;
use rayon::prelude::*;

/// The compiled rule of an indicator, with its formula.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The rule.
    pub rule: Rule,
    /// 计算公式, for rules that need one.
    pub measure: Option<Expression>,
}

/// How one indicator was understood.
#[derive(Clone, Debug)]
pub struct Understanding {
    /// The rule, or none where the text is refused.
    pub rule: Option<Rule>,
    /// The rule with its formula, or none where either is refused.
    pub compiled: Option<Compiled>,
    /// Faults and remarks, pointing at the characters of the 评分标准.
    pub faults: Vec<Fault>,
    /// The same as findings, with those of the formula.
    pub findings: Vec<Finding>,
}

/// Compiles all rules of a table.
///
/// # Errors
/// Every text that is refused, every formula that is missing or wrong: all at once.
pub fn compile(system: &IndicatorSystem) -> Result<(Vec<Compiled>, Vec<Finding>), Vec<Finding>> {
    let mut compiled = Vec::new();
    let mut findings = Vec::new();
    let mut items = Vec::new();
    let all: Vec<Understanding> = system.indicators.par_iter().map(understand).collect();
    for (indicator, mut understanding) in system.indicators.iter().zip(all) {
        findings.append(&mut understanding.findings);
        let measure = understanding.compiled.as_ref().and_then(|one| one.measure.as_ref());
        items.extend(measure.iter().flat_map(|one| one.variables()).map(|name| (indicator, name.to_string())));
        compiled.extend(understanding.compiled);
    }
    findings.extend(spelled_twice(&items));
    findings.dedup();
    if compiled.len() == system.indicators.len() && !findings.iter().any(|found| found.code == Code::NameTwoWays) {
        return Ok((compiled, findings));
    }
    findings.retain(|finding| finding.severity() == Severity::Must);
    Err(findings)
}

/// The rule of one indicator, or why there is none.
pub fn understand(indicator: &Indicator) -> Understanding {
    if tidy(&indicator.formula.text) == BY_HAND {
        return by_hand(indicator);
    }
    let name = &indicator.path.level3;
    let text = &indicator.criterion.text;
    if indicator.direction.is_none() && has_halves(text) {
        return without_direction(indicator);
    }
    let chosen = indicator.direction.map_or_else(|| text.clone(), |direction| half(text, direction));
    let source = Source { indicator: name, text: &chosen, full_marks: indicator.marks };
    let target = with_unit(indicator);
    let beside = Beside { formula: &indicator.formula.text, target: &target };
    let criterion::Compilation { rule, faults } = criterion::compile_beside(&source, beside);
    let mut findings: Vec<Finding> = faults.iter().map(|fault| finding_of(indicator, fault)).collect();
    let compiled = rule.clone().and_then(|rule| match measure(indicator, &*rule) {
        Ok(measured) => {
            let (measure, said) = measured.map_or((None, None), |found| (Some(found.formula), found.said));
            findings.extend(said);
            Some(Compiled { rule, measure })
        }
        Err(finding) => {
            findings.push(*finding);
            None
        }
    });
    if rule.is_none() {
        findings.extend(bad_formula(indicator));
    }
    Understanding { rule, compiled, faults, findings }
}

/// 目标值 with the unit of its indicator, where it has none of its own: `≥500` of 受训人次（人次） is 500人次.
fn with_unit(indicator: &Indicator) -> String {
    let target = &indicator.target.text;
    let bare = target.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if bare { format!("{target}{}", indicator.unit) } else { target.clone() }
}

fn by_hand(indicator: &Indicator) -> Understanding {
    let name = &indicator.path.level3;
    let found = format!("“{name}”由评审人员在“评定得分”列打分");
    let message = Message::new("按评分标准计分", found, "如要自动计分，请删去“计算公式”列的“评定”");
    let finding = Finding::new(Code::JudgedByChoice, indicator.formula.place.clone(), message);
    let rule = criterion::judged(indicator.marks);
    let compiled = Compiled { rule: rule.clone(), measure: None };
    Understanding {
        rule: Some(rule),
        compiled: Some(compiled),
        faults: Vec::new(),
        findings: vec![finding.of("", name)],
    }
}

/// A text for both directions, and nothing says which of them is meant.
fn without_direction(indicator: &Indicator) -> Understanding {
    let found = "评分标准分正向指标和逆向指标，没有写明这一项是哪一种";
    let advice = "请加一列“指标方向”，填“正向”或“逆向”；或只保留适用的一半";
    let message = Message::new("能够唯一理解的评分标准", found, advice);
    let finding = Finding::new(Code::NotUnderstood, indicator.criterion.place.clone(), message);
    let findings = vec![finding.of("", &indicator.path.level3)];
    Understanding { rule: None, compiled: None, faults: Vec::new(), findings }
}

fn finding_of(indicator: &Indicator, fault: &Fault) -> Finding {
    let text: Vec<char> = indicator.criterion.text.chars().collect();
    let words: String = text.get(fault.span.clone()).unwrap_or_default().iter().filter(|c| **c != '\n').collect();
    let found = if words.is_empty() { fault.message.clone() } else { format!("“{words}”：{}", fault.message) };
    let expected = "能够唯一理解的评分标准";
    let message = Message::new(expected, found, fault.advice.clone());
    let finding = Finding::new(fault.code, indicator.criterion.place.clone(), message);
    finding.of("", &indicator.path.level3)
}

/// R21 for 数据项 whose names differ in quotation marks alone (`“三公经费”合计` and `三公经费合计`), or that have two
/// units.
fn spelled_twice(items: &[(&Indicator, String)]) -> Vec<Finding> {
    let plain = |name: &str| tidy(name).replace('"', "");
    let mut known: Vec<&(&Indicator, String)> = Vec::new();
    let mut findings = Vec::new();
    for item in items {
        let (indicator, name) = item;
        let twice = known.iter().find(|(_, other)| plain(other) == plain(name)).and_then(|(first, other)| {
            let (one, two) = (unit_of_item(first, other), unit_of_item(indicator, name));
            let units = Unit::parse(&one).zip(Unit::parse(&two));
            match units.filter(|(one, two)| one != two) {
                _ if other != name => Some((format!("“{name}”和“{other}”只差引号"), format!("请统一写成“{other}”"))),
                Some(_) => Some((format!("“{name}”一处的单位是{one}，一处是{two}"), "请统一单位".to_string())),
                None => None,
            }
        });
        if let Some((found, advice)) = twice {
            let message = Message::new("同一数据项只有一种写法、一个单位", found, advice);
            let finding = Finding::new(Code::NameTwoWays, indicator.formula.place.clone(), message);
            findings.push(finding.of("", &indicator.path.level3));
        } else {
            known.push(item);
        }
    }
    findings
}
