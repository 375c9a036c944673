//! The same for machines: `--json`. Marks and amounts are decimals in strings, so that nothing is rounded.

use crate::evaluate::Evaluation;
use crate::evaluate::score::Scorer;
use crate::evaluate::scorecard::{Score, Scorecard};
use crate::ground::finding::Finding;
use serde_json::{Value, json};

/// The result of a run; `forms` are the departments' reviewed forms.
pub fn result(evaluation: &Evaluation, output: &str, forms: &[String]) -> Value {
    let departments: Vec<Value> = (0..evaluation.cards.len()).map(|index| department(evaluation, index)).collect();
    json!({
        "input": evaluation.input_name,
        "sha256": evaluation.book.sha256,
        "output": output,
        "forms": forms,
        "year": evaluation.submission.scheme.year,
        "departments": departments,
        "findings": findings(&evaluation.findings),
    })
}

/// A department with its scores.
pub fn department(evaluation: &Evaluation, index: usize) -> Value {
    let (department, card) = (&evaluation.submission.departments[index], &evaluation.cards[index]);
    json!({
        "name": department.name,
        "category": department.category,
        "row": department.row + 1,
        "total": card.total().map(|total| total.to_string()),
        "low": card.low.to_string(),
        "high": card.high.to_string(),
        "grade": card.standing.grade,
        "rank": card.standing.rank,
        "self_total": evaluation.self_total(index).map(|total| total.to_string()),
        "scores": scores(evaluation, card),
    })
}

fn scores(evaluation: &Evaluation, card: &Scorecard) -> Vec<Value> {
    let indicators = evaluation.submission.scheme.system.indicators.iter();
    indicators.zip(&card.scores).map(|(indicator, score)| self::score(&indicator.path.to_string(), score)).collect()
}

/// One score.
pub fn score(path: &str, score: &Score) -> Value {
    json!({
        "indicator": path,
        "full_marks": score.full.map(|full| full.to_string()),
        "marks": score.marks().map(|marks| marks.to_string()),
        "low": score.low.to_string(),
        "high": score.high.to_string(),
        "state": score.state.name(),
        "reason": &*score.reason,
        "process": &*score.process,
        "cell": score.cell.map(|cell| cell.place().to_string()),
    })
}

/// Findings, one object each.
pub fn findings(findings: &[Finding]) -> Vec<Value> {
    let one = |finding: &Finding| {
        json!({
            "code": finding.code.info().id,
            "severity": finding.severity().name(),
            "title": finding.code.info().title,
            "place": finding.place.to_string(),
            "department": finding.department,
            "indicator": finding.indicator,
            "expected": finding.message.expected,
            "found": finding.message.found,
            "advice": finding.message.advice,
        })
    };
    findings.iter().map(one).collect()
}

/// The whole calculation of one department.
pub fn explain(evaluation: &Evaluation, department: usize, indicators: &[usize]) -> Value {
    let who = &evaluation.submission.departments[department];
    let explained = Scorer::new(&evaluation.submission).explaining_everything().department(who, &mut Vec::new());
    let paths = &evaluation.submission.scheme.system.indicators;
    let scores: Vec<Value> =
        indicators.iter().map(|index| score(&paths[*index].path.to_string(), &explained.scores[*index])).collect();
    let mut value = self::department(evaluation, department);
    value["scores"] = json!(scores);
    value
}

/// Where a department stands: 总分 or its range, 等次, 名次.
pub fn standing(card: &Scorecard) -> Value {
    json!({
        "total": card.total().map(|total| total.to_string()),
        "low": card.low.to_string(),
        "high": card.high.to_string(),
        "grade": card.standing.grade,
        "rank": card.standing.rank,
    })
}
