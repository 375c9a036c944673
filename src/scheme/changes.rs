//! How one 评分表 differs from another: which indicators are the same, and what changed in each.

use crate::ground::tidy;
use crate::scheme::indicators::{Indicator, IndicatorPath, IndicatorSystem};

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
