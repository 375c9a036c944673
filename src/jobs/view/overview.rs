//! The cards and the rows of 排名 and 待核.

use crate::evaluate::firmness::{RankRange, rank_ranges};
use crate::evaluate::rank::standing_twice;
use crate::evaluate::scorecard::Total;
use crate::evaluate::{Evaluation, Scorecard, State, Whole};
use crate::ground::{Finding, Level, Points, RankScope};
use crate::result::leads::{Lead, costs, leads};
use indexmap::{IndexMap, IndexSet};
use serde::Serialize;
use serde_json::{Value, json};

/// The four levels with what they mean to who works through them.
const GROUPS: [(Level, &str, &str); 4] = [
    (Level::AffectsMarks, "影响得分", "处理之前，这些部门不能定分或得分可能变动。"),
    (Level::AskDepartment, "请部门补正", "不影响得分，但部门填报的内容有差错，请退回补正。"),
    (Level::Review, "供核对", "可能合理，请核对；没有问题的不必处理。"),
    (Level::Rewritten, "写法统一", "数字的写法已统一，请核对采用的值。"),
];

/// A department in 排名 or in 待核.
#[derive(Serialize)]
struct Row<'a> {
    table: usize,
    at: usize,
    name: &'a str,
    row: u32,
    twice: bool,
    of_table: &'a str,
    category: &'a str,
    grade: &'a str,
    total: Option<Points>,
    low: Points,
    high: Points,
    rank: Option<u32>,
    tied: bool,
    best: u32,
    worst: u32,
    self_total: Option<Points>,
    deviation: Option<Points>,
    dearest: Option<(String, Points)>,
    pending: usize,
    why: String,
    levels: [usize; 4],
}

/// The cards, and one row for each department: those with a rank in its order, then the others.
pub fn overview(whole: Whole) -> Value {
    let first = whole.first();
    let cost = costs(whole);
    let leads = leads(whole.findings, &cost);
    let rows: Vec<Row> = whole.each.iter().enumerate().flat_map(|(table, one)| rows(one, table, &leads)).collect();
    let marks: Points = first.scheme().system.total_marks();
    let conventions = &first.scheme().conventions;
    let affected =
        of_level(&leads, Level::AffectsMarks).map(|lead| &lead.first.department).filter(|name| !name.is_empty());
    json!({
        "input": &first.input_name,
        "sha256": &first.book.sha256,
        "year": first.year(),
        "indicators": first.scheme().system.indicators.len(),
        "full": marks,
        "tables": whole.each.iter().map(|one| &one.scheme().table.sheet).collect::<Vec<_>>(),
        "conventions": conventions.in_words(),
        "by_category": conventions.rank_scope == RankScope::ByCategory,
        "last_year": first.last_year.as_ref().map(|last| &last.name),
        "departments": whole.departments(),
        "scored": whole.settled(),
        "mean": if whole.is_several() { None } else { first.average() },
        "grades": grades(whole),
        "categories": rows.iter().map(|row| row.category).collect::<IndexSet<&str>>().into_iter().collect::<Vec<&str>>(),
        "groups": GROUPS.map(|(level, name, meaning)| group(&leads, level, [name, meaning])),
        "affected": affected.collect::<IndexSet<_>>().len(),
        "deductions": whole.each.iter().flat_map(|one| &one.cards).map(|card| card.deductions.len()).sum::<usize>(),
        "rows": rows,
    })
}

fn of_level<'a>(leads: &'a [Lead<'a>], level: Level) -> impl Iterator<Item = &'a Lead<'a>> {
    leads.iter().filter(move |lead| lead.first.code.info().level == level)
}

fn group(leads: &[Lead], level: Level, [name, meaning]: [&str; 2]) -> Value {
    let places: usize = of_level(leads, level).map(|lead| lead.findings.len()).sum();
    json!({ "name": name, "meaning": meaning, "lines": of_level(leads, level).count(), "places": places })
}

fn grades(whole: Whole) -> Vec<(String, usize)> {
    let mut counts: IndexMap<String, usize> = IndexMap::new();
    for (name, count) in whole.each.iter().flat_map(Evaluation::grades) {
        *counts.entry(name).or_default() += count;
    }
    counts.into_iter().collect()
}

fn rows<'a>(evaluation: &'a Evaluation, table: usize, leads: &[Lead]) -> Vec<Row<'a>> {
    let departments = &evaluation.submission.departments;
    let totals: Vec<Total> = evaluation.cards.iter().map(Scorecard::standing_total).collect();
    let ranges = rank_ranges(departments, &totals, &evaluation.scheme().conventions);
    let twice = standing_twice(departments);
    let levels = levels(leads);
    let mut order: Vec<usize> = (0..departments.len()).collect();
    let key = |at: &usize| (evaluation.cards[*at].standing.rank.is_none(), evaluation.cards[*at].standing.rank);
    order.sort_by_key(|at| (key(at), std::cmp::Reverse(evaluation.cards[*at].high)));
    let row = |at: usize| {
        let RankRange { best, worst, .. } = ranges[at];
        let found = levels.get(departments[at].name.as_str()).copied().unwrap_or_default();
        Row { table, best, worst, twice: twice.contains(&at), levels: found, ..row(evaluation, at) }
    };
    order.into_iter().map(row).collect()
}

fn row(evaluation: &Evaluation, at: usize) -> Row<'_> {
    let (department, card) = (&evaluation.submission.departments[at], &evaluation.cards[at]);
    let table = &evaluation.scheme().table;
    let dearest = card.deductions.iter().max_by_key(|one| (one.lost(), std::cmp::Reverse(one.indicators[0])));
    Row {
        table: 0,
        at,
        name: &department.name,
        row: department.row + 1,
        twice: false,
        of_table: if table.is_one_of_several() { &table.sheet } else { "" },
        category: &department.category,
        grade: &card.standing.grade,
        total: card.total(),
        low: card.low,
        high: card.high,
        rank: card.standing.rank,
        tied: card.standing.tied,
        best: 0,
        worst: 0,
        self_total: evaluation.self_total(at),
        deviation: evaluation.deviation(at),
        dearest: dearest.map(|one| (evaluation.scheme().system.common_name(&one.indicators), one.lost())),
        pending: card.count(State::Pending),
        why: why(evaluation, card),
        levels: [0; 4],
    }
}

/// Why a department is 待核, in one sentence.
fn why(evaluation: &Evaluation, card: &Scorecard) -> String {
    let pending = || (0..card.scores.len()).filter(|index| card.scores[*index].state == State::Pending);
    let Some(first) = pending().next() else { return String::new() };
    let (name, reason) = (evaluation.scheme().system.short_name(first), &card.scores[first].reason);
    match pending().count() {
        1 => format!("{name}：{reason}"),
        count => format!("{name}等{count}项：{reason}"),
    }
}

/// Lines of each level by department.
fn levels<'a>(leads: &[Lead<'a>]) -> IndexMap<&'a str, [usize; 4]> {
    let mut levels: IndexMap<&str, [usize; 4]> = IndexMap::new();
    let at = |finding: &Finding| GROUPS.iter().position(|(level, ..)| *level == finding.code.info().level);
    for lead in leads {
        let of_department = levels.entry(lead.first.department.as_str()).or_default();
        if let Some(at) = at(lead.first) {
            of_department[at] += 1;
        }
    }
    levels
}
