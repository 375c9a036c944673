//! 初评 and 终评: the scores before and after the accepted corrections of 申诉台账.

use crate::evaluate::{Evaluations, Score};
use crate::ground::{Code, Finding, Message, Points, tidy};
use crate::submission::ledger::{Correction, Stated};
use rust_decimal::Decimal;
use std::str::FromStr;

/// What the accepted corrections of 申诉台账 changed.
pub struct Appealed {
    /// 初评: the same workbook without them.
    pub before: Evaluations,
    /// The corrections, in the order of the ledger.
    pub corrections: Vec<Correction>,
}

/// A02 for each 原得分 of 申诉台账 that is not the score before the corrections.
pub(super) fn check_stated(before: &Evaluations, stated: &[Stated]) -> Vec<Finding> {
    stated.iter().filter_map(|one| differs(before, one)).collect()
}

fn differs(before: &Evaluations, stated: &Stated) -> Option<Finding> {
    let evaluation = before.each.get(stated.table)?;
    let departments = &evaluation.submission.departments;
    let at = departments.iter().position(|one| one.row == stated.row)?;
    let score = evaluation.cards.get(at)?.scores.get(stated.indicator)?;
    if is_stated(score, &stated.text) {
        return None;
    }
    let given = match score.marks() {
        Some(marks) => format!("{marks}分"),
        None => score.state.name().to_string(),
    };
    let indicator = evaluation.scheme().system.short_name(stated.indicator);
    let found = format!("原得分写“{}”，更正前“{indicator}”的得分是{given}", stated.text);
    let message = Message::new("更正前的得分", found, "请核对部门、指标是否填对，以及申诉后是否另外改过数据");
    let finding = Finding::new(Code::LedgerMarks, stated.place.clone(), message);
    Some(finding.of(&departments[at].name, indicator))
}

/// Whether a score is as it was written: `4`, `4分`, `待核`, `0～4`.
fn is_stated(score: &Score, text: &str) -> bool {
    let text = tidy(text);
    let number = text.strip_suffix('分').unwrap_or(&text);
    match (score.marks(), Decimal::from_str(number)) {
        (Some(marks), Ok(number)) => marks == Points(number),
        (Some(_), Err(_)) => text == score.state.name(),
        (None, _) => text == score.state.name() || number == tidy(&format!("{}～{}", score.low, score.high)),
    }
}
