//! The fourth face of a rule: the Excel formula of its marks over the cells of one department.
//!
//! Texts of formulas only; where they stand is the report's business. Thresholds and steps are guarded with
//! `ROUND(…,10)`: binary fractions are never compared bare.

use crate::criterion::{Edge, Item, Limit, Rule};
use crate::ground::place::CellRef;
use crate::ground::quantity::{Exact, Points};

/// 待核 as a formula gives it.
pub const PENDING: &str = "\"待核\"";
/// Decimals to which thresholds and steps are compared.
pub const GUARD: u32 = 10;

/// Where the figures of a rule stand, as references a formula can use.
#[derive(Clone, Debug, Default)]
pub struct Refs {
    /// 测算值: the value of the 计算公式.
    pub value: String,
    /// The helper cell beside it.
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
    /// A helper column: its heading and formula.
    pub helper: Option<(&'static str, String)>,
    /// 得分 before rounding, or 待核 where the text says nothing of the value.
    pub marks: String,
    /// How many of the items can be used (是, 否, whole numbers, marks in range).
    pub usable: String,
    /// How many items are 不适用.
    pub not_applicable: String,
    /// The marks with every blank item at its worst and at its best.
    pub range: Option<(String, String)>,
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
    let terms: Vec<String> = runs.iter().map(|run| term(run)).collect();
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

impl Rule {
    /// The formulas of this rule over `refs`.
    pub fn formulas(&self, refs: &Refs) -> Formulas {
        match self {
            Rule::PerStep(rule) => rule.formulas(refs),
            Rule::Bands(rule) => rule.formulas(refs),
            Rule::PerCase(rule) => rule.formulas(refs),
            Rule::Checklist(rule) => rule.formulas(refs),
            Rule::Proportional(rule) => rule.formulas(refs),
            Rule::Judged(rule) => rule.formulas(refs),
        }
    }

    /// What the helper cell of [`Formulas::helper`] holds for a value of the measure.
    pub fn helper_value(&self, value: Exact, conventions: &crate::ground::convention::Conventions) -> Option<Exact> {
        match self {
            Rule::PerStep(rule) => rule.score(value, conventions).ok().map(|trace| trace.steps),
            Rule::Bands(rule) => rule.negative.compared(value, conventions).to_decimal(GUARD).map(Exact::from_decimal),
            _ => None,
        }
    }
}

/// Comparing an end of a band with the helper cell.
pub(crate) fn edge(refs: &Refs, edge: &Edge, (open, closed): (&str, &str)) -> String {
    let at = match edge.at {
        Limit::Number(at) => at.in_formula(),
        Limit::Reference => format!("ROUND({},{GUARD})", refs.other),
    };
    format!("{}{}{at}", refs.helper, if edge.closed { closed } else { open })
}

/// The items with their cells, those of equal marks side by side joined.
pub(crate) fn by_marks(refs: &Refs, items: &[Item]) -> Vec<(Points, Vec<CellRef>)> {
    let mut groups: Vec<(Points, Vec<CellRef>)> = Vec::new();
    for (item, cell) in items.iter().zip(&refs.items) {
        let Some(cell) = cell else { continue };
        match groups.iter_mut().find(|(marks, _)| *marks == item.marks) {
            Some((_, cells)) => cells.push(*cell),
            None => groups.push((item.marks, vec![*cell])),
        }
    }
    groups
}
