//! What of one 评分表 has its place in another: next year's table, another wording, another 分值.

use crate::ground::number::{Unit, split_unit, tidy};
use crate::scheme::Scheme;
use crate::scheme::columns::{ColumnKey, DataColumn};
use crate::scheme::indicators::{Indicator, IndicatorPath, IndicatorSystem};
use crate::scheme::parameters::Parameters;
use crate::submission::Submission;
use crate::submission::department::{Department, Entry, SelfAssessment};
use crate::submission::filled::FilledColumn;

/// Which indicator and which column of the old table stands behind each of the new.
pub struct Carry {
    /// For each new indicator the old one of the same path.
    pub indicators: Vec<Option<usize>>,
    /// For each new column the old one that holds the same.
    pub columns: Vec<Option<usize>>,
}

fn same_path(one: &IndicatorPath, other: &IndicatorPath) -> bool {
    tidy(&one.level2) == tidy(&other.level2) && tidy(&one.level3) == tidy(&other.level3)
}

/// For each new indicator the old one of the same path, or else the one of the same 三级指标 where each table
/// has one left over: it moved to another 二级指标.
pub fn old_indicators(old: &IndicatorSystem, new: &IndicatorSystem) -> Vec<Option<usize>> {
    let exact = |indicator: &Indicator| old.indicators.iter().position(|one| same_path(&one.path, &indicator.path));
    let mut found: Vec<Option<usize>> = new.indicators.iter().map(exact).collect();
    let left: Vec<usize> = (0..old.indicators.len()).filter(|index| !found.contains(&Some(*index))).collect();
    let open: Vec<usize> = (0..found.len()).filter(|index| found[*index].is_none()).collect();
    for index in &open {
        let level3 = tidy(&new.indicators[*index].path.level3);
        let new_ones = open.iter().filter(|other| tidy(&new.indicators[**other].path.level3) == level3).count();
        let old_ones: Vec<&usize> =
            left.iter().filter(|other| tidy(&old.indicators[**other].path.level3) == level3).collect();
        if let ([only], 1) = (&old_ones[..], new_ones) {
            found[*index] = Some(**only);
        }
    }
    found
}

impl Carry {
    /// Compares two tables with the columns of 部门数据 that follow from each.
    pub fn new(old: &Scheme, new: &Scheme) -> Carry {
        let indicators = old_indicators(&old.system, &new.system);
        let columns = new.columns.iter().map(|column| old_column(&old.columns, column, &indicators)).collect();
        Carry { indicators, columns }
    }
}

/// 数据项 go by their name; items and cases by their words and what they count (a number of cases is no mark),
/// 说明 and 评定得分 by their indicator.
fn old_column(old: &[DataColumn], new: &DataColumn, indicators: &[Option<usize>]) -> Option<usize> {
    let same = |column: &DataColumn| match (&column.key, &new.key) {
        (ColumnKey::Item(one), ColumnKey::Item(other)) => tidy(one) == tidy(other),
        (ColumnKey::Part { indicator, .. }, ColumnKey::Part { indicator: at, .. }) => {
            let same = tidy(&column.label) == tidy(&new.label) && column.unit == new.unit;
            same && indicators[*at] == Some(*indicator)
        }
        (ColumnKey::Remark(indicator), ColumnKey::Remark(at))
        | (ColumnKey::Judged(indicator), ColumnKey::Judged(at))
        | (ColumnKey::Share(indicator), ColumnKey::Share(at)) => indicators[*at] == Some(*indicator),
        _ => false,
    };
    old.iter().position(same)
}

/// The same departments under another table: what has no place there is left out, what is new is blank.
pub fn under(submission: &Submission, table: Scheme) -> Submission {
    let Scheme { year, title, conventions, ties, .. } = submission.scheme.clone();
    let scheme = Scheme::new(table.system, table.rules, Parameters { year, title, conventions }, ties);
    let carry = Carry::new(&submission.scheme, &scheme);
    let column_at = carry.columns.iter().map(|old| old.and_then(|old| submission.column_at[old])).collect();
    let departments = submission.departments.iter().map(|department| carried(department, &carry)).collect();
    Submission { scheme, column_at, departments, category_at: submission.category_at }
}

fn carried(department: &Department, carry: &Carry) -> Department {
    let entry = |old: &Option<usize>| old.map_or(Entry::Blank, |old| department.entries[old].clone());
    let new_index = |old: usize| carry.indicators.iter().position(|index| *index == Some(old));
    let own = department.own.iter().filter_map(|own| Some((own, new_index(own.indicator)?)));
    Department {
        entries: carry.columns.iter().map(entry).collect(),
        self_assessment: department.self_assessment.as_ref().map(|own| carried_self(own, carry)),
        own: own
            .map(|(own, indicator)| crate::submission::department::OwnIndicator { indicator, ..own.clone() })
            .collect(),
        ..department.clone()
    }
}

fn carried_self(own: &SelfAssessment, carry: &Carry) -> SelfAssessment {
    let of = |index: &Option<usize>| *index;
    SelfAssessment {
        marks: carry.indicators.iter().map(|old| of(old).and_then(|old| own.marks[old])).collect(),
        reasons: carry
            .indicators
            .iter()
            .map(|old| of(old).map(|old| own.reasons[old].clone()).unwrap_or_default())
            .collect(),
        columns: carry.indicators.iter().map(|old| of(old).and_then(|old| own.columns[old])).collect(),
        ..own.clone()
    }
}

/// One difference between two tables.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// 指标 path.
    pub indicator: String,
    /// 新增, 取消, 分值, 评分标准 or 计算公式.
    pub what: &'static str,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// What changed from one table to another, in the order of the new one, then what is gone.
pub fn changes(old: &IndicatorSystem, new: &IndicatorSystem) -> Vec<Change> {
    let mut changes = Vec::new();
    let olds = old_indicators(old, new);
    for (indicator, before) in new.indicators.iter().zip(&olds) {
        let name = indicator.path.to_string();
        match before.map(|before| &old.indicators[before]) {
            None => changes.push(change(name, "新增", "", &indicator.criterion.text)),
            Some(before) => changes.extend(differences(&name, before, indicator)),
        }
    }
    for (index, indicator) in old.indicators.iter().enumerate() {
        if !olds.contains(&Some(index)) {
            changes.push(change(indicator.path.to_string(), "取消", &indicator.criterion.text, ""));
        }
    }
    changes
}

fn change(indicator: String, what: &'static str, before: &str, after: &str) -> Change {
    Change { indicator, what, before: before.to_string(), after: after.to_string() }
}

/// How one indicator differs from what it was: 分值, 评分标准, 计算公式.
pub fn differences(name: &str, before: &Indicator, after: &Indicator) -> Vec<Change> {
    let pairs = [
        ("分值", before.marks.to_string(), after.marks.to_string()),
        ("评分标准", before.criterion.text.clone(), after.criterion.text.clone()),
        ("计算公式", before.formula.text.clone(), after.formula.text.clone()),
    ];
    let differ = pairs.into_iter().filter(|(_, one, other)| tidy(one) != tidy(other));
    differ.map(|(what, one, other)| change(name.to_string(), what, &one, &other)).collect()
}

/// For each planned column the filled one that holds the same. An item or a mark goes by its words under its
/// 三级指标, which may have moved to another 二级指标; a 数据项 by its name, wherever it stands.
pub fn filled_columns(plan: &[DataColumn], filled: &[FilledColumn]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> =
        plan.iter().map(|column| only(filled, |one| is_under(column, one, true))).collect();
    for (index, column) in plan.iter().enumerate() {
        let free = |found: &[Option<usize>], at: usize| !found.contains(&Some(at));
        if found[index].is_none() {
            let loosely = |one: &FilledColumn| match column.key {
                ColumnKey::Item(_) => fits(column, one),
                _ => is_under(column, one, false),
            };
            found[index] = only(filled, loosely).filter(|at| free(&found, *at));
        }
    }
    found
}

/// The one column for which `is` holds, if there is just one.
fn only(filled: &[FilledColumn], is: impl Fn(&FilledColumn) -> bool) -> Option<usize> {
    let mut all = (0..filled.len()).filter(|at| is(&filled[*at]));
    all.next().filter(|_| all.next().is_none())
}

/// Whether a filled column has the words of a planned one, and counts the same where it counts.
fn fits(column: &DataColumn, filled: &FilledColumn) -> bool {
    let counts_the_same = match column.key {
        ColumnKey::Part { .. } => filled.unit == Unit::parse(&column.unit),
        _ => true,
    };
    filled.label == split_unit(&column.label).0 && counts_the_same
}

/// As [`fits`], under the same 三级指标 and, where asked and written, the same 二级指标.
fn is_under(column: &DataColumn, filled: &FilledColumn, level2: bool) -> bool {
    let above = |name: &str| filled.above.iter().any(|text| *text == tidy(name));
    fits(column, filled) && above(&column.level3) && (!level2 || filled.above.len() < 2 || above(&column.level2))
}

/// Whether the heading states another unit than the one planned: the figures would be read wrongly.
pub fn other_unit(column: &DataColumn, filled: &FilledColumn) -> Option<Unit> {
    filled.unit.filter(|unit| Unit::parse(&column.unit) != Some(*unit))
}
