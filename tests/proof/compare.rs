//! What an edited result shows against what a fresh result of the edited input shows.

use super::office::{Cells, same};
use jixiao::evaluate::Evaluation;
use jixiao::evaluate::scorecard::Deduction;
use jixiao::ground::names::sheets;
use jixiao::ground::place::CellRef;
use jixiao::result::live::UNCHANGED;
use jixiao::workbook::sheet::Value;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const CHANGED: &str = "数据已改动，原因需重新生成";
/// First row of departments on 得分明细, and of 扣分原因 and 排名.
const SCORES: u32 = 7;
const ROWS: u32 = 4;
/// 核对 on 扣分原因.
const CHECK: u32 = 13;

/// Everything that differs; empty where the edited result is right.
pub fn differences((before, after): (&Evaluation, &Evaluation), kept: &Cells, wanted: &Cells) -> Vec<String> {
    let mut found = scores(before, kept, wanted);
    found.extend(ranking(before, kept, wanted));
    found.extend(summary(before, kept, wanted));
    found.extend(reasons(before, after, kept));
    found
}

fn at(cells: &Cells, sheet: &str, (row, col): (u32, u32)) -> Value {
    cells.get(&(sheet.to_string(), CellRef::new(row, col))).cloned().unwrap_or_default()
}

fn text(cells: &Cells, sheet: &str, place: (u32, u32)) -> String {
    match at(cells, sheet, place) {
        Value::Text(text) => text,
        _ => String::new(),
    }
}

fn rows(cells: &Cells, sheet: &str) -> u32 {
    cells.keys().filter(|(name, _)| name == sheet).map(|(_, cell)| cell.row + 1).max().unwrap_or(0)
}

/// 得分明细: scores, subtotals, 总分, 得分率, 等次 and 名次 of every department.
fn scores(before: &Evaluation, kept: &Cells, wanted: &Cells) -> Vec<String> {
    let system = &before.submission.scheme.system;
    let columns = 3 + system.indicators.len() + system.level1.len() + 4;
    let mut found = Vec::new();
    for row in (SCORES..).take(before.cards.len()) {
        for col in 1..columns as u32 {
            let (live, fresh) = (at(kept, sheets::SCORES, (row, col)), at(wanted, sheets::SCORES, (row, col)));
            if !same(&fresh, &live) {
                found.push(format!("得分明细!{}: {fresh:?} became {live:?}", CellRef::new(row, col)));
            }
        }
    }
    found
}

/// The departments of 排名 by name, 名次 to 偏差; the order of the rows is of the run.
fn ranked(before: &Evaluation, cells: &Cells) -> Vec<(String, Vec<Value>)> {
    let last = 3 + before.submission.scheme.system.level1.len() as u32 + 3;
    let named = (ROWS..rows(cells, sheets::RANKING)).filter(|row| !text(cells, sheets::RANKING, (*row, 1)).is_empty());
    let line = |row: u32| (0..=last).map(|col| at(cells, sheets::RANKING, (row, col))).collect();
    named.map(|row| (text(cells, sheets::RANKING, (row, 1)), line(row))).collect()
}

fn ranking(before: &Evaluation, kept: &Cells, wanted: &Cells) -> Vec<String> {
    let (live, fresh) = (ranked(before, kept), ranked(before, wanted));
    // the range of a subtotal is of the run
    let subtotals = 3..3 + before.submission.scheme.system.level1.len();
    let equal = |(at, (live, fresh)): (usize, (&Value, &Value))| {
        let both = matches!((live, fresh), (Value::Text(_), Value::Text(_)));
        subtotals.contains(&at) && both || same(fresh, live)
    };
    let is = |one: &(String, Vec<Value>), other: &(String, Vec<Value>)| {
        one.0 == other.0 && one.1.iter().zip(&other.1).enumerate().all(equal)
    };
    let missing = fresh.iter().filter(|line| !live.iter().any(|other| is(other, line)));
    let named = |name: &str| live.iter().filter(|line| line.0 == name).map(|line| &line.1).collect::<Vec<_>>();
    let mut found: Vec<String> =
        missing.map(|(name, line)| format!("排名 {name}: {line:?} became {:?}", named(name))).collect();
    if live.len() != before.cards.len() || fresh.len() != live.len() {
        found.push(format!("排名: {} departments, not {}", live.len(), before.cards.len()));
    }
    found
}

/// The numbers of 汇总 by section and name, with the key figures by caption.
fn figures(cells: &Cells) -> BTreeMap<(String, String), Vec<Value>> {
    let (mut figures, mut section) = (BTreeMap::new(), String::from("汇总"));
    for row in 0..rows(cells, sheets::SUMMARY) {
        let first = text(cells, sheets::SUMMARY, (row, 0));
        if first.chars().nth(1) == Some('、') {
            section = first.clone();
        }
        let values: Vec<Value> = (1..8).map(|col| at(cells, sheets::SUMMARY, (row, col))).collect();
        if section != "汇总" {
            figures.insert((section.clone(), first), values);
            continue;
        }
        for col in [0, 2, 4, 6].into_iter().filter(|_| row > ROWS) {
            let caption = text(cells, sheets::SUMMARY, (row, col));
            figures.insert((section.clone(), caption), vec![at(cells, sheets::SUMMARY, (row - 1, col))]);
        }
    }
    figures
}

fn summary(before: &Evaluation, kept: &Cells, wanted: &Cells) -> Vec<String> {
    let (live, fresh) = (figures(kept), figures(wanted));
    let mut found = Vec::new();
    let mut compared = 0;
    for ((section, name), fresh) in &fresh {
        let Some(live) = live.get(&(section.clone(), name.clone())) else { continue };
        // findings are counted by the program alone
        let skipped = name == "必须处理的疑点" || fresh.iter().all(|value| !matches!(value, Value::Number(_)));
        if skipped {
            continue;
        }
        compared += 1;
        if live.len() != fresh.len() || live.iter().zip(fresh).any(|(live, fresh)| !same(fresh, live)) {
            found.push(format!("汇总 {section} {name}: {fresh:?} became {live:?}"));
        }
    }
    // the grades, the 一级指标, and seven key figures: four of them need a department that is rated
    let rated = fresh.get(&("汇总".into(), "已定分".into())).and_then(|values| values.first());
    let key = if rated.is_some_and(|count| same(&Value::Number(Decimal::ZERO), count)) { 3 } else { 7 };
    let least = key + before.submission.scheme.conventions.grades.len() + before.submission.scheme.system.level1.len();
    if compared < least {
        found.push(format!("汇总: only {compared} figures to compare"));
    }
    found
}

/// 核对 of every reason, and the banner with its counts.
fn reasons(before: &Evaluation, after: &Evaluation, kept: &Cells) -> Vec<String> {
    let holds = |at: usize, deduction: &Deduction| {
        let marks = deduction.indicators.iter().map(|index| after.cards[at].scores[*index].marks());
        marks.sum::<Option<jixiao::ground::quantity::Points>>() == Some(deduction.marks)
    };
    let cards = before.cards.iter().enumerate();
    let checks = cards.flat_map(|(at, card)| card.deductions.iter().map(move |deduction| holds(at, deduction)));
    let checks: Vec<bool> = checks.collect();
    let mut found = Vec::new();
    for (row, holds) in (ROWS..).zip(&checks) {
        let (said, wanted) = (text(kept, sheets::REASONS, (row, CHECK)), if *holds { "" } else { CHANGED });
        if said != wanted {
            found.push(format!("扣分原因!{}: “{said}”, not “{wanted}”", CellRef::new(row, CHECK)));
        }
    }
    let stale = checks.iter().filter(|holds| !**holds).count();
    let same_total =
        |(one, other): &(&jixiao::evaluate::scorecard::Scorecard, &jixiao::evaluate::scorecard::Scorecard)| {
            (one.pending(), one.low, one.high) == (other.pending(), other.low, other.high)
        };
    let moved = before.cards.iter().zip(&after.cards).filter(|pair| !same_total(pair)).count();
    let wanted = match stale + moved {
        0 => UNCHANGED.to_string(),
        _ => format!("{CHANGED}：扣分原因与现得分不符的{stale}条，总分已变的部门{moved}个"),
    };
    let banner = (0..ROWS).map(|row| text(kept, sheets::SUMMARY, (row, 0))).find(|said| *said == wanted);
    if banner.is_none() {
        found.push(format!("汇总: the banner does not say “{wanted}”"));
    }
    found
}
