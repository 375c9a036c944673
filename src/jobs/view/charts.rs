//! The figures of 汇总, for bars.

use crate::evaluate::{Evaluation, Whole};
use crate::result::statistics::percent;
use serde_json::{Value, json};

/// How many departments are named.
const MOST: usize = 10;

/// One set of charts for each 评分表.
pub fn charts(whole: Whole) -> Vec<Value> {
    whole.each.iter().map(of_table).collect()
}

fn of_table(evaluation: &Evaluation) -> Value {
    let levels = evaluation.level_rates().into_iter().map(|level| {
        json!({
            "name": level.name,
            "full": level.full,
            "average": level.average,
            "share": level.rate,
            "rate": percent(level.rate),
            "departments": level.departments,
        })
    });
    let losses = evaluation.losses().into_iter().map(
        |loss| json!({ "name": loss.name, "full": loss.full, "departments": loss.departments, "lost": loss.lost }),
    );
    let mut deviations: Vec<_> =
        (0..evaluation.cards.len()).filter_map(|at| Some((evaluation.deviation(at)?, at))).collect();
    deviations.sort_by_key(|(deviation, at)| (std::cmp::Reverse(deviation.0.abs()), *at));
    let deviations =
        deviations.into_iter().filter(|(deviation, _)| !deviation.0.is_zero()).take(MOST).map(|(deviation, at)| {
            json!({
                "name": &evaluation.submission.departments[at].name,
                "self": evaluation.self_total(at),
                "total": evaluation.cards[at].total(),
                "deviation": deviation,
            })
        });
    let own = evaluation.self_summary().map(|own| {
        json!({
            "departments": own.departments,
            "own": own.own,
            "reviewed": own.reviewed,
            "higher": own.higher,
            "lower": own.lower,
        })
    });
    json!({
        "table": evaluation.scheme().table.mark,
        "grades": evaluation.grades(),
        "levels": levels.collect::<Vec<Value>>(),
        "losses": losses.collect::<Vec<Value>>(),
        "deviations": deviations.collect::<Vec<Value>>(),
        "self": own,
    })
}
