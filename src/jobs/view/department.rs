//! One department: each indicator with its reason, calculation and filed figures, and the 试算 of a correction.

use crate::evaluate::{Evaluation, Score, Scorer};
use crate::jobs::view::findings;
use crate::result::{json as result_json, range_text};
use crate::review::appeal::{Appeal, filed};
use serde_json::{Value, json};

/// The department of a number.
pub fn department(evaluation: &Evaluation, at: usize) -> Value {
    let (who, card) = (&evaluation.submission.departments[at], &evaluation.cards[at]);
    let explained = Scorer::new(&evaluation.submission).explaining_everything().department(who, &mut Vec::new());
    let is_lost = |index: usize| card.deductions.iter().any(|one| one.indicators.contains(&index));
    let scores = explained.scores.iter().enumerate().map(|(index, score)| {
        let mut view = self::score(evaluation, (at, index), score);
        view["lost_in_group"] = (score.full.is_none() && is_lost(index)).into();
        view
    });
    json!({
        "name": &who.name,
        "row": who.row + 1,
        "category": &who.category,
        "standing": result_json::standing(card),
        "shown": range_text(card.low, card.high),
        "tied": card.standing.tied,
        "grade_reason": &card.standing.grade_reason,
        "rescaled": evaluation.rescaling(at),
        "self_total": evaluation.self_total(at),
        "deviation": evaluation.deviation(at),
        "full": evaluation.scheme().system.total_marks(),
        "scores": scores.collect::<Vec<Value>>(),
    })
}

fn score(evaluation: &Evaluation, (at, index): (usize, usize), score: &Score) -> Value {
    let system = &evaluation.scheme().system;
    let indicator = &system.indicators[index];
    let own = evaluation.submission.departments[at].self_assessment.as_ref();
    json!({
        "indicator": system.short_name(index),
        "path": indicator.path.to_string(),
        "full": score.full,
        "shared": score.full.is_none().then_some(indicator.marks),
        "marks": score.marks(),
        "range": range_text(score.low, score.high),
        "lost": score.full.zip(score.marks()).map(|(full, marks)| full - marks),
        "state": score.state.name(),
        "reason": &*score.reason,
        "process": &*score.process,
        "cell": score.cell.map(|cell| cell.place().to_string()),
        "criterion": &indicator.criterion.text,
        "self": own.and_then(|own| own.marks[index]),
        "self_reason": own.map(|own| &*own.reasons[index]),
    })
}

/// The figures that an indicator of a department rests on.
pub fn inputs(evaluation: &Evaluation, department: usize, indicator: usize) -> Value {
    let rows = filed(evaluation, department, indicator).into_iter();
    rows.map(|one| json!({ "item": one.item, "unit": one.unit, "value": one.value, "cell": one.cell.to_string() }))
        .collect()
}

/// A 试算.
pub fn appeal(appeal: &Appeal) -> Value {
    let outcomes =
        appeal.outcomes().into_iter().map(|one| json!([one.name, one.before, one.after, one.change.words()]));
    let system = &appeal.before.scheme().system;
    let changed = appeal.changed.iter().map(|one| {
        let side = |score: &Score| json!({ "marks": range_text(score.low, score.high), "state": score.state.name(), "reason": &*score.reason });
        json!({
            "indicator": system.short_name(one.indicator),
            "before": side(&one.scores.before),
            "after": side(&one.scores.after),
        })
    });
    json!({
        "corrections": &appeal.corrections,
        "outcomes": outcomes.collect::<Vec<Value>>(),
        "changed": changed.collect::<Vec<Value>>(),
        "others": appeal.others(usize::MAX),
        "moved": appeal.moved.len(),
        "findings": findings(&appeal.findings),
    })
}
