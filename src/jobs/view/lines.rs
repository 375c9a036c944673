//! 疑点 and 扣分, line by line.

use crate::evaluate::{Evaluation, Whole};
use crate::ground::Finding;
use crate::result::leads::{Lead, costs, leads};
use crate::result::{FindingView, json as result_json};
use serde_json::{Value, json};
use std::ops::Range;

/// Findings in full.
pub fn findings(findings: &[Finding]) -> Vec<FindingView<'_>> {
    result_json::findings(findings)
}

/// All lines of 疑点, the gravest first: what one department has of one cause is one line. `at` finds it again.
pub fn lines(whole: Whole) -> Value {
    let cost = costs(whole);
    let line = |(at, lead): (usize, &Lead)| {
        let info = lead.first.code.info();
        json!({
            "at": at,
            "level": info.level as usize,
            "department": &lead.first.department,
            "title": info.title,
            "code": info.id,
            "count": lead.findings.len(),
            "found": lead.found(),
            "cost": lead.cost,
            "owner": info.owner.name(),
            "place": lead.first.place.to_string(),
            "advice": &lead.first.message.advice,
        })
    };
    leads(whole.findings, &cost).iter().enumerate().map(line).collect()
}

/// The findings of a line.
pub fn line(whole: Whole, at: usize, part: Range<usize>) -> Value {
    let cost = costs(whole);
    let leads = leads(whole.findings, &cost);
    let Some(lead) = leads.get(at) else { return Value::Null };
    let found = lead.findings.iter().skip(part.start).take(part.len());
    json!({
        "count": lead.findings.len(),
        "meaning": lead.first.code.info().meaning,
        "findings": found.map(|finding| FindingView::from(*finding)).collect::<Vec<_>>(),
    })
}

/// Lost marks, those of a page, of departments or indicators with some words in their names.
pub fn deductions(whole: Whole, words: &str, part: Range<usize>) -> Value {
    let all: Vec<Value> = whole.each.iter().flat_map(|one| of_table(one, words)).collect();
    json!({ "count": all.len(), "rows": all.iter().skip(part.start).take(part.len()).collect::<Vec<_>>() })
}

fn of_table<'a>(evaluation: &'a Evaluation, words: &'a str) -> impl Iterator<Item = Value> + 'a {
    let system = &evaluation.scheme().system;
    let all = evaluation.cards.iter().zip(&evaluation.submission.departments);
    let all = all.flat_map(|(card, department)| card.deductions.iter().map(move |one| (department, one)));
    let named = all.map(|(department, one)| (department, one, system.common_name(&one.indicators)));
    let wanted = named.filter(move |(department, _, name)| department.name.contains(words) || name.contains(words));
    wanted.map(|(department, one, indicator)| {
        json!({
            "department": &department.name,
            "indicator": indicator,
            "full": one.full,
            "marks": one.marks,
            "lost": one.lost(),
            "self": one.self_marks,
            "reason": &*one.reason,
            "cell": one.cell.map(|cell| cell.place().to_string()),
        })
    })
}
