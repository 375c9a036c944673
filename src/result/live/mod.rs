//! The live side of the result: formulas for every published number, over the copied 部门数据 and 参数.
//!
//! ```text
//! 部门数据, 自评得分, 个性化指标 ──► 测算 (状态, 测算值, 标准得分) ──► 得分明细 ──► 排名, 汇总
//!                        参数_… ──────┴───────────────────────────────┘
//! ```

mod columns;
mod data;
mod own;
mod parameters;
mod pattern;
mod rows;
mod scores;
mod sheet;
mod steps;
mod summary;
mod totals;

pub use crate::result::live::data::normalise;
pub use crate::result::live::parameters::with_names;
pub use crate::result::live::sheet::sheet;
pub use crate::result::live::summary::{NAME_CHANGED, UNCHANGED};

use crate::criterion::formula::{InputRow, PENDING};
use crate::evaluate::Evaluation;
use crate::evaluate::score::working::{Split, Working};
use crate::evaluate::score::{Inputs, Scorer};
use crate::ground::finding::Code;
use crate::ground::names::sheets;
use crate::ground::place::CellRef;
use crate::result::live::columns::{Block, LeadColumn, Step, TotalColumn};
use crate::result::live::own::OwnRow;
use crate::result::live::pattern::{Pattern, StepPatterns};
use crate::result::live::rows::Rows;
use crate::result::scores::{FIRST_ROW, ScoreColumn};
use crate::scheme::{ColumnKey, IndicatorSystem, Scheme};
use crate::submission::Department;
use crate::submission::own::own_columns;
use crate::workbook::read::{Book, same_sheet};
use rayon::prelude::*;
use rust_decimal::Decimal;
use std::sync::OnceLock;

/// One indicator of one department, both by their numbers from 0.
#[derive(Clone, Copy)]
pub struct At {
    /// Index of the department.
    pub department: usize,
    /// Index of the indicator.
    pub index: usize,
}

/// Where everything stands, and the engine's value of every step. Each formula is one for Excel, without `=`; there is
/// none where the workbook lacks a cell that it needs.
pub struct Live<'a> {
    evaluation: &'a Evaluation,
    /// Whether it is that of the first 评分表.
    is_first: bool,
    inputs: Vec<Inputs>,
    /// The columns of 测算, for each indicator.
    blocks: Vec<Block>,
    /// For each department, each indicator.
    workings: Vec<Vec<Working>>,
    /// For each department, each shared 分值.
    splits: Vec<Vec<Split>>,
    /// For each department whether it is the first of its 排名组 with its 排名总分.
    firsts: Vec<bool>,
    own: Vec<OwnRow>,
    /// The columns of 个性化指标 in the order of its headings.
    own_columns: Vec<Option<u32>>,
    /// The formulas that are alike in all rows, for each indicator, once one is asked for.
    patterns: Vec<Patterns>,
    /// Planned columns whose heading states another unit: nothing in them can be used.
    unusable: Vec<bool>,
    data_rows: Rows,
    self_rows: Rows,
    own_rows: Rows,
}

/// What is alike in the rows of all departments that have nothing of their own in an indicator; none where nothing is.
#[derive(Default)]
struct Patterns {
    /// The steps on 测算.
    steps: OnceLock<Option<StepPatterns>>,
    /// The score on 得分明细, with 自评得分 in its usual column.
    score: OnceLock<Option<Pattern>>,
}

/// The sheet that a formula stands on.
#[derive(Clone, Copy)]
pub enum FormulaOn {
    /// 测算, which keeps the order of its rows.
    Working,
    /// Another, whose rows may be sorted: there a formula keeps the row of 测算 that it refers to.
    Other,
}

impl<'a> Live<'a> {
    /// Plans the sheet 测算 of a 评分表, the first one or a further one.
    pub fn new(evaluation: &'a Evaluation, is_first: bool) -> Live<'a> {
        let submission = &evaluation.submission;
        let scorer = Scorer::new(submission);
        let groups = 0..submission.scheme.system.groups.len();
        let splits = |department| groups.clone().map(|group| scorer.split_of(department, group)).collect();
        let own_grid = crate::workbook::read::sheet(&evaluation.book, sheets::OWN);
        let own_columns = own_grid.map(own_columns).unwrap_or_default();
        let own = own::rows(submission);
        let detailed: Vec<usize> = own.iter().map(|row| row.at.index).collect();
        Live {
            evaluation,
            is_first,
            inputs: (0..submission.scheme.rules.len()).map(|index| Inputs::of(submission, index)).collect(),
            blocks: columns::plan(&submission.scheme, &detailed),
            workings: submission.departments.par_iter().map(|department| scorer.workings(department)).collect(),
            splits: submission.departments.iter().map(splits).collect(),
            firsts: totals::firsts(evaluation),
            own,
            data_rows: data_rows(evaluation),
            self_rows: self_rows(evaluation),
            own_rows: own::input_rows(evaluation, &own_columns),
            own_columns,
            patterns: submission.scheme.rules.iter().map(|_| Patterns::default()).collect(),
            unusable: unusable(evaluation),
        }
    }

    fn scheme(&self) -> &'a Scheme {
        &self.evaluation.submission.scheme
    }

    fn system(&self) -> &'a IndicatorSystem {
        &self.scheme().system
    }

    fn department(&self, department: usize) -> &'a Department {
        &self.evaluation.submission.departments[department]
    }

    fn departments(&self) -> usize {
        self.evaluation.cards.len()
    }

    /// Row of a department on 测算 and 得分明细.
    fn row(&self, department: usize) -> u32 {
        FIRST_ROW + department as u32
    }

    /// The department in a row of 测算 and 得分明细.
    fn department_of(row: u32) -> usize {
        (row - FIRST_ROW) as usize
    }

    /// The cell of a step on 测算.
    fn step(&self, at: At, step: Step) -> Option<CellRef> {
        Some(CellRef::new(self.row(at.department), self.blocks[at.index].column(step)?))
    }

    /// The number of a column of the total on 测算: they stand behind the blocks.
    fn total_column(&self, column: TotalColumn) -> u32 {
        self.blocks.last().map_or(columns::LEAD.len() as u32, Block::end) + column as u32
    }

    /// The cell of a column of the total, on 测算.
    fn total(&self, department: usize, column: TotalColumn) -> CellRef {
        CellRef::new(self.row(department), self.total_column(column))
    }

    /// The same as other sheets refer to it.
    fn working_total(&self, department: usize, column: TotalColumn) -> String {
        self.refer(FormulaOn::Other, self.total(department, column))
    }

    /// A cell before the blocks of 测算.
    fn lead(&self, on: FormulaOn, department: usize, column: LeadColumn) -> String {
        self.refer(on, CellRef::new(self.row(department), column as u32))
    }

    /// The same column for all departments.
    fn leads(&self, column: LeadColumn) -> String {
        self.whole(sheets::WORKING, column as u32)
    }

    /// `formula` where the department's row of 部门数据 is found, else `none`.
    fn where_found(&self, on: FormulaOn, department: usize, [formula, none]: [&str; 2]) -> String {
        format!("IF(ISNUMBER({}),{formula},{none})", self.lead(on, department, LeadColumn::DataRow))
    }

    /// A column of the total for all departments.
    fn working_totals(&self, column: TotalColumn) -> String {
        self.whole(sheets::WORKING, self.total_column(column))
    }

    /// The cell of a department on 得分明细, without the sheet.
    fn score_cell(&self, department: usize, column: ScoreColumn) -> CellRef {
        CellRef::new(self.row(department), column.at(self.system()))
    }

    /// The row of a department on 得分明细, which may be sorted.
    fn score_row(&self, on: FormulaOn, department: usize) -> InputRow {
        InputRow { sheet: self.sheet(sheets::SCORES), number: self.lead(on, department, LeadColumn::ScoreRow) }
    }

    /// The cell of a department on 得分明细, for other sheets than 测算.
    pub fn score(&self, department: usize, column: ScoreColumn) -> String {
        self.score_row(FormulaOn::Other, department).cell(column.at(self.system()))
    }

    /// The same for 测算.
    fn working_score(&self, department: usize, column: ScoreColumn) -> String {
        self.score_row(FormulaOn::Working, department).cell(column.at(self.system()))
    }

    /// The scores of neighbouring indicators of a department, for 测算: `INDEX(得分明细!$D:$AC,E8,0)`.
    fn scores(&self, department: usize, first: usize, count: usize) -> String {
        let columns = (first..first + count).map(|index| ScoreColumn::Score(index).at(self.system()));
        self.score_row(FormulaOn::Working, department).runs(&columns.collect::<Vec<u32>>()).join(",")
    }

    /// All departments in a column of 得分明细.
    pub fn all_scores(&self, column: ScoreColumn) -> String {
        self.whole(sheets::SCORES, column.at(self.system()))
    }

    /// A cell of 测算, on a sheet.
    fn refer(&self, on: FormulaOn, cell: CellRef) -> String {
        match on {
            FormulaOn::Working => cell.to_string(),
            FormulaOn::Other => {
                format!("{}!${}${}", self.sheet(sheets::WORKING), CellRef::column_name(cell.col), cell.row + 1)
            }
        }
    }

    /// A sheet of the result as formulas refer to it.
    fn sheet(&self, sheet: &str) -> String {
        self.scheme().table.in_formulas(sheet)
    }

    /// All departments in a column of a sheet: `得分明细!$AE$8:$AE$107`.
    fn whole(&self, sheet: &str, col: u32) -> String {
        let (sheet, name) = (self.sheet(sheet), CellRef::column_name(col));
        let last = FIRST_ROW as usize + self.departments().max(1);
        format!("{sheet}!${name}${}:${name}${last}", FIRST_ROW + 1)
    }

    /// The column of 自评得分 with a department's own scores for an indicator.
    fn self_column(&self, at: At) -> Option<u32> {
        self.department(at.department).self_assessment.as_ref()?.columns[at.index]
    }

    /// The cell of 自评得分 with a department's own score.
    fn self_cell(&self, on: FormulaOn, at: At) -> Option<String> {
        Some(self.self_row(on, at.department).cell(self.self_column(at)?))
    }

    /// The row of 自评得分 with a department's own scores.
    fn self_row(&self, on: FormulaOn, department: usize) -> InputRow {
        let number = self.lead(on, department, LeadColumn::SelfRow);
        InputRow { sheet: self.self_rows.sheet.clone(), number }
    }

    /// The row of 部门数据 of a department.
    fn data_row(&self, on: FormulaOn, department: usize) -> InputRow {
        let number = self.lead(on, department, LeadColumn::DataRow);
        InputRow { sheet: self.data_rows.sheet.clone(), number }
    }

    /// The columns of 部门数据 where planned ones stand.
    fn data_columns(&self, planned: &[usize]) -> Vec<Option<u32>> {
        planned.iter().map(|column| self.evaluation.submission.column_at[*column]).collect()
    }
}

/// The rows of 部门数据.
fn data_rows(evaluation: &Evaluation) -> Rows {
    let submission = &evaluation.submission;
    let used = submission.departments.iter().map(|department| (department.row, vec![department.name.clone()]));
    Rows::new(&evaluation.book, sheets::DATA, vec![submission.name_at], used.collect())
}

/// The rows of 自评得分.
fn self_rows(evaluation: &Evaluation) -> Rows {
    let all = evaluation.submission.departments.iter();
    let own = |department: &'_ Department| {
        let own = department.self_assessment.as_ref()?;
        Some((own.row, own.name_at, department.name.clone()))
    };
    let all: Vec<_> = all.filter_map(own).collect();
    let columns = all.first().map(|(_, name_at, _)| *name_at).into_iter().collect();
    let used = all.into_iter().map(|(row, _, name)| (row, vec![name]));
    Rows::new(&evaluation.book, sheets::SELF, columns, used.collect())
}

/// The name of an input sheet as it stands in formulas.
fn in_formulas(book: &Book, sheet: &str) -> String {
    let name = crate::workbook::read::sheet(book, sheet).map_or(sheet, |grid| grid.name.as_str());
    crate::scheme::tables::quoted(name)
}

/// Planned columns whose heading states another unit.
fn unusable(evaluation: &Evaluation) -> Vec<bool> {
    let submission = &evaluation.submission;
    let first = submission.departments.iter().map(|department| department.row).min();
    let in_heading = |col: u32| {
        evaluation.findings.iter().any(|finding| {
            finding.code == Code::UnitMismatch
                && same_sheet(&finding.place.sheet, sheets::DATA)
                && finding.place.cell.is_some_and(|cell| Some(cell.row) < first && cell.col == col)
        })
    };
    submission.column_at.iter().map(|at| at.is_some_and(in_heading)).collect()
}

/// Whether figures below 0 are refused in a column.
fn not_negative(key: &ColumnKey) -> bool {
    matches!(key, ColumnKey::DataItem(item) if !crate::scheme::columns::is_change(item))
}

/// A number as a formula has it.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_worded_once_is_what_each_row_says() {
        let example = include_bytes!("../../../workbooks/example.xlsx").as_slice();
        let second = include_bytes!("../../../workbooks/second-city.xlsx").as_slice();
        for bytes in [example, second] {
            let evaluation = crate::evaluate("workbook.xlsx", bytes).unwrap();
            let live = Live::new(&evaluation, true);
            for (department, index) in
                (0..live.departments()).flat_map(|at| (0..live.blocks.len()).map(move |i| (at, i)))
            {
                let at = At { department, index };
                let pin = live.workings[department][index].pin.as_ref();
                assert_eq!(live.steps(at), live.worded_steps(at, pin));
                assert_eq!(live.marks_formula(at), live.worded_marks(at, live.self_column(at)));
            }
            let is_alike = |patterns: &Patterns| {
                [patterns.steps.get().is_some_and(Option::is_some), patterns.score.get().is_some_and(Option::is_some)]
                    == [true; 2]
            };
            assert!(live.patterns.iter().all(is_alike));
        }
    }
}
