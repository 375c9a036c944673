//! 评分表 → compiled rules: each 评分标准 with its 计算公式.

use crate::criterion;
use crate::criterion::{Fault, Rule, RuleKind, Source, Unit};
use crate::ground::names::BY_HAND;
use crate::ground::{Code, Expression, Finding, Message, Severity, tidy};
use crate::scheme::indicators::{Indicator, IndicatorSystem};

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
    /// The rule with its formula, or none where the text is refused.
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
    for mut understanding in system.indicators.iter().map(understand) {
        findings.append(&mut understanding.findings);
        compiled.extend(understanding.compiled);
    }
    findings.dedup();
    if compiled.len() == system.indicators.len() {
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
    let source = Source { indicator: name, text: &indicator.criterion.text, full_marks: indicator.marks };
    let criterion::Compilation { rule, faults } = criterion::compile_beside(&source, &indicator.formula.text);
    let mut findings: Vec<Finding> = faults.iter().map(|fault| finding_of(indicator, fault)).collect();
    let compiled = rule.and_then(|rule| match measure(indicator, &*rule) {
        Ok(measure) => Some(Compiled { rule, measure }),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    });
    Understanding { compiled, faults, findings }
}

fn by_hand(indicator: &Indicator) -> Understanding {
    let name = &indicator.path.level3;
    let found = format!("“{name}”由评审人员在“评定得分”列打分");
    let message = Message::new("按评分标准计分", found, "如要自动计分，请删去“计算公式”列的“评定”");
    let finding = Finding::new(Code::JudgedByChoice, indicator.formula.place.clone(), message);
    let compiled = Compiled { rule: criterion::judged(indicator.marks), measure: None };
    Understanding { compiled: Some(compiled), faults: Vec::new(), findings: vec![finding.of("", name)] }
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

/// 计算公式, where the rule needs one.
fn measure(indicator: &Indicator, rule: &dyn RuleKind) -> Result<Option<Expression>, Box<Finding>> {
    let text = &indicator.formula.text;
    let place = &indicator.formula.place;
    let name = &indicator.path.level3;
    if !rule.needs().is_measured() {
        return Ok(None);
    }
    let refuse = |code, message| Box::new(Finding::new(code, place.clone(), message).of("", name));
    if text.is_empty() {
        let advice = format!("请在“计算公式”列填写，如“实有人数÷人员编制”；或填“{BY_HAND}”改由人工打分");
        return Err(refuse(Code::MissingFormula, Message::new(format!("“{name}”的计算公式"), "空白", advice)));
    }
    let bad = |found: String| refuse(Code::BadFormula, Message::new("可以计算的公式", found, "请更正计算公式"));
    let measure = Expression::parse(text).map_err(|fault| bad(format!("“{text}”：{}", fault.message)))?;
    // the score would be wrong by a factor of 100
    if rule.unit() == Some(&Unit::Plain) && measure.is_percentage() {
        return Err(bad(format!("“{text}”得出百分数，评分标准却按没有%的数计分")));
    }
    Ok(Some(measure))
}
