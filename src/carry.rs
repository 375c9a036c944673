//! What of one 评分表 has its place in another: next year's table, another wording, another 分值.

use crate::model::{ColumnKey, DataColumn, Department, Entry, Indicator, IndicatorSystem, SelfAssessment, Submission};
use crate::model::{Compiled, IndicatorPath};
use crate::number::tidy;

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

/// The old indicator of a new one: of the same path, or else the only one of the same 三级指标.
fn old_indicator(old: &IndicatorSystem, new: &Indicator) -> Option<usize> {
    let exact = old.indicators.iter().position(|indicator| same_path(&indicator.path, &new.path));
    let level3 = tidy(&new.path.level3);
    let mut named = (0..old.indicators.len()).filter(|index| tidy(&old.indicators[*index].path.level3) == level3);
    exact.or(match (named.next(), named.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    })
}

impl Carry {
    /// Compares two tables with the columns of 部门数据 that follow from each.
    pub fn new(old: (&IndicatorSystem, &[DataColumn]), new: (&IndicatorSystem, &[DataColumn])) -> Carry {
        let indicators: Vec<Option<usize>> =
            new.0.indicators.iter().map(|indicator| old_indicator(old.0, indicator)).collect();
        let columns = new.1.iter().map(|column| old_column(old.1, column, &indicators)).collect();
        Carry { indicators, columns }
    }

    /// Old columns without a place in the new table.
    pub fn left_behind(&self, old: usize) -> Vec<usize> {
        (0..old).filter(|column| !self.columns.contains(&Some(*column))).collect()
    }
}

/// 数据项 go by their name; items and cases by their words, 说明 and 评定得分 by their indicator.
fn old_column(old: &[DataColumn], new: &DataColumn, indicators: &[Option<usize>]) -> Option<usize> {
    let same = |column: &DataColumn| match (&column.key, &new.key) {
        (ColumnKey::Item(one), ColumnKey::Item(other)) => tidy(one) == tidy(other),
        (ColumnKey::Part { indicator, .. }, ColumnKey::Part { indicator: at, .. }) => {
            indicators[*at] == Some(*indicator) && tidy(&column.label) == tidy(&new.label)
        }
        (ColumnKey::Remark(indicator), ColumnKey::Remark(at))
        | (ColumnKey::Judged(indicator), ColumnKey::Judged(at))
        | (ColumnKey::Share(indicator), ColumnKey::Share(at)) => indicators[*at] == Some(*indicator),
        _ => false,
    };
    old.iter().position(same)
}

/// The same departments under another table: what has no place there is left out, what is new is blank.
pub fn under(submission: &Submission, system: IndicatorSystem, rules: Vec<Compiled>) -> Submission {
    let columns = crate::layout::columns(&system, &rules, &submission.ties);
    let carry = Carry::new((&submission.system, &submission.columns), (&system, &columns));
    let column_at = carry.columns.iter().map(|old| old.and_then(|old| submission.column_at[old])).collect();
    let departments = submission.departments.iter().map(|department| carried(department, &carry)).collect();
    Submission { system, rules, columns, column_at, departments, ..submission.clone() }
}

fn carried(department: &Department, carry: &Carry) -> Department {
    let entry = |old: &Option<usize>| old.map_or(Entry::Blank, |old| department.entries[old].clone());
    let new_index = |old: usize| carry.indicators.iter().position(|index| *index == Some(old));
    let own = department.own.iter().filter_map(|own| Some((own, new_index(own.indicator)?)));
    Department {
        entries: carry.columns.iter().map(entry).collect(),
        self_assessment: department.self_assessment.as_ref().map(|own| carried_self(own, carry)),
        own: own.map(|(own, indicator)| crate::model::OwnIndicator { indicator, ..own.clone() }).collect(),
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
    let olds: Vec<Option<usize>> = new.indicators.iter().map(|indicator| old_indicator(old, indicator)).collect();
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

fn differences(name: &str, before: &Indicator, after: &Indicator) -> Vec<Change> {
    let pairs = [
        ("分值", before.marks.to_string(), after.marks.to_string()),
        ("评分标准", before.criterion.text.clone(), after.criterion.text.clone()),
        ("计算公式", before.formula.text.clone(), after.formula.text.clone()),
    ];
    let differ = pairs.into_iter().filter(|(_, one, other)| tidy(one) != tidy(other));
    differ.map(|(what, one, other)| change(name.to_string(), what, &one, &other)).collect()
}
