//! The result for machines: `--json`. Marks and amounts are decimals in strings, so that nothing is rounded.

use crate::evaluate::firmness::RankRange;
use crate::evaluate::scorecard::Standing;
use crate::evaluate::{Appealed, Evaluation, Firmness, Score, Scorecard, Scorer, Whole};
use crate::ground::{Finding, Message, Points};
use crate::result::joined::{Member, members, rate};
use crate::submission::ledger::Correction;
use serde::Serialize;
use serde_json::{Value, json};

/// The corrections of 申诉台账 that were made.
pub fn corrections(appealed: &Appealed) -> Value {
    let one = |correction: &Correction| {
        let Correction { place, department, item, cell, before, after, by } = correction;
        json!({
            "ledger": place.to_string(),
            "department": department,
            "item": item,
            "cell": cell.to_string(),
            "before": before,
            "after": after,
            "by": by,
        })
    };
    appealed.corrections.iter().map(one).collect()
}

/// A view as it is printed: its fields by their names.
pub fn sorted(view: impl Serialize) -> Value {
    serde_json::to_value(view).unwrap_or_default()
}

/// A department with its scores.
#[derive(Serialize)]
struct DepartmentView<'a> {
    name: &'a str,
    category: &'a str,
    row: u32,
    #[serde(flatten)]
    standing: StandingView<'a>,
    self_total: Option<Points>,
    scores: Vec<ScoreView<'a>>,
}

/// Where a department stands: 总分 or its range, 等次, 名次.
#[derive(Serialize)]
pub struct StandingView<'a> {
    total: Option<Points>,
    low: Points,
    high: Points,
    grade: &'a str,
    rank: Option<u32>,
}

/// The score of one indicator.
#[derive(Serialize)]
pub struct ScoreView<'a> {
    indicator: String,
    full_marks: Option<Points>,
    marks: Option<Points>,
    low: Points,
    high: Points,
    state: &'static str,
    reason: &'a str,
    process: &'a str,
    cell: Option<String>,
}

/// A 疑点.
#[derive(Serialize)]
pub struct FindingView<'a> {
    code: &'static str,
    severity: &'static str,
    level: &'static str,
    owner: &'static str,
    title: &'static str,
    place: String,
    department: &'a str,
    indicator: &'a str,
    #[serde(flatten)]
    message: &'a Message,
}

/// The result of a run; `forms` are the departments' reviewed forms.
pub fn result(whole: Whole, output: &str, forms: &[String]) -> Value {
    if whole.is_several() {
        return of_several(whole, output, forms);
    }
    let evaluation = whole.first();
    let firmness = Firmness::of(evaluation).map(|firmness| self::firmness(evaluation, &firmness));
    json!({
        "input": &evaluation.input_name,
        "sha256": &evaluation.book.sha256,
        "output": output,
        "forms": forms,
        "year": &evaluation.scheme().year,
        "departments": departments(evaluation),
        "firmness": firmness,
        "findings": findings(&evaluation.findings),
    })
}

/// The same with several 评分表: each has its departments, `overall` ranks them all by 得分率.
fn of_several(whole: Whole, output: &str, forms: &[String]) -> Value {
    let first = whole.first();
    let table = |one: &Evaluation| {
        json!({
            "table": &one.scheme().table.sheet,
            "full_marks": one.scheme().system.total_marks(),
            "departments": departments(one),
            "firmness": Firmness::of(one).map(|firmness| self::firmness(one, &firmness)),
        })
    };
    let overall = |member: &Member| {
        let one = &whole.each[member.table];
        json!({
            "name": &one.submission.departments[member.department].name,
            "table": &one.scheme().table.sheet,
            "rate": rate(whole, member).map(|rate| rate.normalize().to_string()),
            "rank": member.rank,
        })
    };
    json!({
        "input": &first.input_name,
        "sha256": &first.book.sha256,
        "output": output,
        "forms": forms,
        "year": &first.scheme().year,
        "tables": whole.each.iter().map(table).collect::<Vec<Value>>(),
        "overall": members(whole).iter().map(overall).collect::<Vec<Value>>(),
        "findings": findings(whole.findings),
    })
}

fn departments(evaluation: &Evaluation) -> Vec<Value> {
    let department = |(at, card): (usize, &'_ Scorecard)| {
        let scores = card.scores.iter().enumerate().map(|(index, score)| self::score(evaluation, index, score));
        sorted(self::department(evaluation, at, scores.collect()))
    };
    evaluation.cards.iter().enumerate().map(department).collect()
}

/// How firm the rank of each department is.
fn firmness(evaluation: &Evaluation, firmness: &Firmness) -> Vec<Value> {
    let department = |(at, range): (usize, &RankRange)| {
        let under = firmness.others.iter().map(|other| {
            let Standing { rank, grade, .. } = &other.standings[at];
            json!({ "setting": other.setting.name, "value": other.value, "rank": rank, "grade": grade })
        });
        json!({
            "name": &evaluation.submission.departments[at].name,
            "best_rank": range.best,
            "worst_rank": range.worst,
            "behind": range.behind,
            "ahead": range.ahead,
            "moved_by": firmness.moved_by(at, &evaluation.cards[at].standing),
            "under": under.collect::<Vec<Value>>(),
        })
    };
    firmness.ranks.iter().enumerate().map(department).collect()
}

/// The whole calculation of one department.
pub fn explain(evaluation: &Evaluation, department: usize, indicators: &[usize]) -> Value {
    let who = &evaluation.submission.departments[department];
    let explained = Scorer::new(&evaluation.submission).explaining_everything().department(who, &mut Vec::new());
    let scores = indicators.iter().map(|index| score(evaluation, *index, &explained.scores[*index])).collect();
    sorted(self::department(evaluation, department, scores))
}

fn department<'a>(evaluation: &'a Evaluation, index: usize, scores: Vec<ScoreView<'a>>) -> DepartmentView<'a> {
    let department = &evaluation.submission.departments[index];
    DepartmentView {
        name: &department.name,
        category: &department.category,
        row: department.row + 1,
        standing: standing(&evaluation.cards[index]),
        self_total: evaluation.self_total(index),
        scores,
    }
}

/// The score of an indicator of the evaluation.
pub fn score<'a>(evaluation: &Evaluation, index: usize, score: &'a Score) -> ScoreView<'a> {
    ScoreView {
        indicator: evaluation.scheme().system.indicators[index].path.to_string(),
        full_marks: score.full,
        marks: score.marks(),
        low: score.low,
        high: score.high,
        state: score.state.name(),
        reason: &score.reason,
        process: &score.process,
        cell: score.cell.map(|cell| cell.place().to_string()),
    }
}

/// Where a department stands.
pub fn standing(card: &Scorecard) -> StandingView<'_> {
    let (grade, rank) = (&card.standing.grade, card.standing.rank);
    StandingView { total: card.total(), low: card.low, high: card.high, grade, rank }
}

/// Findings, one object each.
pub fn findings(findings: &[Finding]) -> Vec<FindingView<'_>> {
    findings.iter().map(FindingView::from).collect()
}

impl<'a> From<&'a Finding> for FindingView<'a> {
    fn from(finding: &'a Finding) -> FindingView<'a> {
        let info = finding.code.info();
        FindingView {
            code: info.id,
            severity: finding.severity().name(),
            level: info.level.name(),
            owner: info.owner.name(),
            title: info.title,
            place: finding.place.to_string(),
            department: &finding.department,
            indicator: &finding.indicator,
            message: &finding.message,
        }
    }
}
