//! The Excel formulas of a rule over the cells of one department.
//!
//! Texts of formulas only; where they stand is the result's business. Thresholds and steps are guarded with
//! `ROUND(…,10)`: binary fractions are never compared bare.

use crate::ground::{CellRef, Points};

/// 待核 as a formula gives it.
pub const PENDING: &str = "\"待核\"";
/// Decimals to which thresholds and steps are compared.
pub const GUARD: u32 = 10;

/// Where the figures of a rule stand, as references a formula can use.
#[derive(Clone, Debug, Default)]
pub struct Refs {
    /// 测算值: the value of the 计算公式.
    pub value: String,
    /// The helper cell next to it.
    pub helper: String,
    /// The other 数据项 of a rule against one.
    pub other: String,
    /// Sheet of the data, as written before `!`.
    pub sheet: String,
    /// The cells of cases, checklist items or 评定得分; none where the sheet has no such column.
    pub items: Vec<Option<CellRef>>,
    /// 分值, where it is not the rule's own.
    pub full: Option<String>,
}

/// The formulas of one rule for one department, all without `=`.
#[derive(Clone, Debug, Default)]
pub struct Formulas {
    /// A helper column.
    pub helper: Option<Helper>,
    /// 得分 before rounding, or 待核 where the text says nothing of the value.
    pub marks: String,
    /// How many of the items can be used (是, 否, whole numbers, marks in range).
    pub usable: String,
    /// How many items are 不适用.
    pub not_applicable: String,
    /// The marks with every blank item at its worst and at its best.
    pub range: Option<(String, String)>,
}

/// A helper column of 测算.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// Its heading: 超出步数, 比较值, 例数合计.
    pub heading: &'static str,
    /// What it holds.
    pub formula: String,
    /// Whether it counts entries: it is then shown whatever the 状态 is.
    pub counts: bool,
}

impl Helper {
    /// A column that is computed from the measure.
    pub(crate) fn of_measure(heading: &'static str, formula: String) -> Option<Helper> {
        Some(Helper { heading, formula, counts: false })
    }
}

pub(crate) fn points(points: Points) -> String {
    points.0.normalize().to_string()
}

/// `部门数据!K12:M12` for cells side by side, `部门数据!K12` for one alone.
pub fn runs(sheet: &str, cells: &[CellRef]) -> Vec<String> {
    let mut runs: Vec<(CellRef, CellRef)> = Vec::new();
    for cell in cells {
        match runs.last_mut().filter(|(_, last)| last.row == cell.row && last.col + 1 == cell.col) {
            Some((_, last)) => *last = *cell,
            None => runs.push((*cell, *cell)),
        }
    }
    let text = |(first, last): (CellRef, CellRef)| match first == last {
        true => format!("{sheet}!{first}"),
        false => format!("{sheet}!{first}:{last}"),
    };
    runs.into_iter().map(text).collect()
}

/// One term for each run of cells, added up; 0 where there is none.
pub fn sum_over(runs: &[String], term: impl Fn(&str) -> String) -> String {
    added(runs.iter().map(|run| term(run)).collect())
}

/// Terms added up; 0 where there is none.
pub fn added(terms: Vec<String>) -> String {
    if terms.is_empty() { "0".into() } else { terms.join("+") }
}

impl Refs {
    /// The cells that there are, as runs.
    pub(crate) fn runs(&self) -> Vec<String> {
        let cells: Vec<CellRef> = self.items.iter().flatten().copied().collect();
        runs(&self.sheet, &cells)
    }

    /// `SUM(部门数据!K12:O12)`: text counts as nothing.
    pub(crate) fn sum(&self) -> String {
        let runs = self.runs();
        if runs.is_empty() { "0".into() } else { format!("SUM({})", runs.join(",")) }
    }
}
