//! The live side of the result: formulas for every published number, over the copied 部门数据 and 参数.
//!
//! ```text
//! 部门数据, 自评得分, 个性化指标 ──► 测算 (状态, 测算值, 规则得分) ──► 得分明细 ──► 排名, 汇总
//!                        参数_… ──────┴───────────────────────────────┘
//! ```

mod columns;
mod data;
mod own;
mod parameters;
mod scores;
mod sheet;
mod steps;
mod summary;
mod totals;

pub use crate::result::live::data::normalise;
pub use crate::result::live::parameters::name_settings;
pub use crate::result::live::sheet::sheet;
pub use crate::result::live::summary::UNCHANGED;

use crate::criterion::formula::PENDING;
use crate::evaluate::score::Inputs;
use crate::evaluate::score::working::Working;
use crate::evaluate::{Evaluation, Scorer, Split};
use crate::ground::names::sheets;
use crate::ground::{CellRef, Code};
use crate::result::live::columns::{Block, Step, TotalColumn};
use crate::result::live::own::OwnRow;
use crate::result::scores::{FIRST_ROW, ScoreColumn};
use crate::scheme::{ColumnKey, IndicatorSystem, Scheme};
use crate::submission::Department;
use crate::submission::own::own_columns;
use crate::workbook::read::{Book, same_sheet};
use rayon::prelude::*;
use rust_decimal::Decimal;

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
    inputs: Vec<Inputs>,
    /// The columns of 测算, for each indicator.
    blocks: Vec<Block>,
    /// For each department, each indicator.
    workings: Vec<Vec<Working>>,
    /// For each department, each shared 分值.
    splits: Vec<Vec<Split>>,
    own: Vec<OwnRow>,
    /// The columns of 个性化指标 in the order of its headings.
    own_columns: Vec<Option<u32>>,
    /// Planned columns whose heading states another unit: nothing in them can be used.
    unusable: Vec<bool>,
    /// 部门数据, 自评得分 and 个性化指标 as they are named in formulas.
    data_sheet: String,
    self_sheet: String,
    own_sheet: String,
}

impl<'a> Live<'a> {
    /// Plans the sheet 测算.
    pub fn new(evaluation: &'a Evaluation) -> Live<'a> {
        let submission = &evaluation.submission;
        let scorer = Scorer::new(submission);
        let groups = 0..submission.scheme.system.groups.len();
        let splits = |department| groups.clone().map(|group| scorer.split_of(department, group)).collect();
        let own_grid = crate::workbook::read::sheet(&evaluation.book, sheets::OWN);
        let name = |sheet| in_formulas(&evaluation.book, sheet);
        Live {
            evaluation,
            inputs: (0..submission.scheme.rules.len()).map(|index| Inputs::of(submission, index)).collect(),
            blocks: columns::plan(&submission.scheme),
            workings: submission.departments.par_iter().map(|department| scorer.workings(department)).collect(),
            splits: submission.departments.iter().map(splits).collect(),
            own: own::rows(submission),
            own_columns: own_grid.map(own_columns).unwrap_or_default(),
            unusable: unusable(evaluation),
            data_sheet: name(sheets::DATA),
            self_sheet: name(sheets::SELF),
            own_sheet: name(sheets::OWN),
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
        format!("{}!{}", sheets::WORKING, self.total(department, column))
    }

    /// A column of the total for all departments.
    fn working_totals(&self, column: TotalColumn) -> String {
        self.whole(sheets::WORKING, self.total_column(column))
    }

    /// The cell of a department on 得分明细, without the sheet.
    fn score_cell(&self, department: usize, column: ScoreColumn) -> CellRef {
        CellRef::new(self.row(department), column.at(self.system()))
    }

    /// The cell of a department on 得分明细.
    pub fn score(&self, department: usize, column: ScoreColumn) -> String {
        format!("{}!{}", sheets::SCORES, self.score_cell(department, column))
    }

    /// The scores of neighbouring indicators of a department: `得分明细!D8:AC8`.
    fn scores(&self, department: usize, first: usize, count: usize) -> String {
        let cell = |index| self.score_cell(department, ScoreColumn::Score(index));
        format!("{}!{}:{}", sheets::SCORES, cell(first), cell(first + count - 1))
    }

    /// All departments in a column of 得分明细.
    pub fn all_scores(&self, column: ScoreColumn) -> String {
        self.whole(sheets::SCORES, column.at(self.system()))
    }

    /// All departments in a column of a sheet: `得分明细!$AE$8:$AE$107`.
    fn whole(&self, sheet: &str, col: u32) -> String {
        let name = CellRef::column_name(col);
        let last = FIRST_ROW as usize + self.departments().max(1);
        format!("{sheet}!${name}${}:${name}${last}", FIRST_ROW + 1)
    }

    /// The cell of 自评得分 with a department's own score.
    fn self_cell(&self, at: At) -> Option<String> {
        let own = self.department(at.department).self_assessment.as_ref()?;
        let cell = CellRef::new(own.row, own.columns[at.index]?);
        Some(format!("{}!{cell}", self.self_sheet))
    }

    /// The cell of 部门数据 in a planned column.
    fn data_cell(&self, department: usize, column: usize) -> Option<CellRef> {
        self.evaluation.submission.cell(self.department(department), column)
    }
}

/// The name of an input sheet as it stands in formulas.
fn in_formulas(book: &Book, sheet: &str) -> String {
    let name = crate::workbook::read::sheet(book, sheet).map_or(sheet, |grid| grid.name.as_str());
    let plain = name.chars().all(char::is_alphanumeric) && !name.starts_with(|c: char| c.is_ascii());
    if plain { name.to_string() } else { format!("'{}'", name.replace('\'', "''")) }
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
