//! The Excel formulas of a rule over the cells of one department.
//!
//! Texts of formulas only; where they stand is the result's business. Thresholds and steps are guarded with
//! `ROUND(…,10)`: binary fractions are never compared bare.

use crate::ground::{CellRef, Points};

/// The row of an input sheet that belongs to a department, as formulas look it up: a sorted sheet has it elsewhere.
#[derive(Clone, Debug, Default)]
pub struct InputRow {
    /// The sheet, as written before `!`.
    pub sheet: String,
    /// The cell that holds the number of the row; text where the row is not found.
    pub number: String,
}

impl InputRow {
    /// `INDEX(部门数据!$K:$K,$C8)`
    pub fn cell(&self, col: u32) -> String {
        let name = CellRef::column_name(col);
        format!("INDEX({}!${name}:${name},{})", self.sheet, self.number)
    }

    /// `INDEX(部门数据!$K:$M,$C8,0)` for columns side by side, [`InputRow::cell`] for one alone.
    pub fn runs(&self, columns: &[u32]) -> Vec<String> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for col in columns {
            match runs.last_mut().filter(|(_, last)| last + 1 == *col) {
                Some((_, last)) => *last = *col,
                None => runs.push((*col, *col)),
            }
        }
        let text = |(first, last): (u32, u32)| match first == last {
            true => self.cell(first),
            false => {
                let (first, last) = (CellRef::column_name(first), CellRef::column_name(last));
                format!("INDEX({}!${first}:${last},{},0)", self.sheet, self.number)
            }
        };
        runs.into_iter().map(text).collect()
    }
}

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
    /// Whether that may be below 0.
    pub other_signed: bool,
    /// The department's row of 部门数据.
    pub row: InputRow,
    /// The columns there of cases, checklist items or 评定得分; none where the sheet has no such column.
    pub items: Vec<Option<u32>>,
    /// The cell of an event that takes all marks.
    pub event: Option<String>,
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
    /// The marks with everything that is not known at its worst and at its best.
    pub range: Option<(String, String)>,
}

/// A helper column of 测算.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// Its heading: 应扣次数, 比较值, 例数合计.
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
    pub fn runs(&self) -> Vec<String> {
        self.row.runs(&self.items.iter().flatten().copied().collect::<Vec<u32>>())
    }

    /// The sum of the whole numbers not below 0, and how many these are.
    pub(crate) fn whole_sum(&self) -> (String, String) {
        let is_whole = |run: &str| format!("ISNUMBER({run})*(TEXT({run},\"0\")={run}&\"\")");
        let count = |run: &str| format!("SUMPRODUCT({})-COUNTIF({run},\"<0\")", is_whole(run));
        // one cell is no array
        let sum = |run: &str| match run.ends_with(",0)") {
            true => format!("SUMPRODUCT({}*({run}>=0),{run})", is_whole(run)),
            false => format!("IF({}=1,{run},0)", count(run)),
        };
        (sum_over(&self.runs(), sum), sum_over(&self.runs(), count))
    }

    /// `SUM(INDEX(部门数据!$K:$O,$C8,0))`: text counts as nothing.
    pub(crate) fn sum(&self) -> String {
        let runs = self.runs();
        if runs.is_empty() { "0".into() } else { format!("SUM({})", runs.join(",")) }
    }
}
