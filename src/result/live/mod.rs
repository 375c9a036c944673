//! The live side of the result: formulas for every published number, over the copied 部门数据 and 参数.
//!
//! ```text
//! 部门数据, 自评得分, 个性化指标 ──► 测算 (状态, 测算值, 规则得分) ──► 得分明细 ──► 排名, 汇总
//!                        参数_… ──────┴───────────────────────────────┘
//! ```

mod blocks;
mod data;
mod own;
mod parameters;
mod scores;
mod sheet;
mod standing;
mod summary;
mod tail;

pub use crate::result::live::data::normalise;
pub use crate::result::live::parameters::name_settings;
pub use crate::result::live::sheet::sheet;
pub use crate::result::live::summary::UNCHANGED;

use crate::evaluate::Evaluation;
use crate::evaluate::score::working::{Split, Working};
use crate::evaluate::score::{Inputs, Scorer};
use crate::ground::finding::Code;
use crate::ground::names::sheets;
use crate::ground::place::CellRef;
use crate::result::live::blocks::Block;
use crate::result::live::own::OwnRow;
use crate::result::scores::{FIRST_COLUMN, FIRST_ROW};
use crate::scheme::columns::ColumnKey;
use crate::workbook::read::same_sheet;
use rayon::prelude::*;
use rust_decimal::Decimal;

/// What a live score that is none says.
const PENDING: &str = "\"待核\"";

/// Where everything stands, and the engine's value of every step.
pub struct Live<'a> {
    evaluation: &'a Evaluation,
    inputs: Vec<Inputs>,
    blocks: Vec<Block>,
    /// First column after the blocks of 测算.
    tail: u32,
    /// For each department, each indicator.
    workings: Vec<Vec<Working>>,
    /// For each department, each shared 分值.
    splits: Vec<Vec<Split>>,
    own: Vec<OwnRow>,
    own_columns: Vec<Option<u32>>,
    /// Planned columns whose heading states another unit: nothing in them can be used.
    unusable: Vec<bool>,
    /// 部门数据 and 自评得分 as they are named in formulas.
    data_sheet: String,
    self_sheet: String,
}

impl<'a> Live<'a> {
    /// Plans the sheet 测算.
    pub fn new(evaluation: &'a Evaluation) -> Live<'a> {
        let submission = &evaluation.submission;
        let scorer = Scorer::new(submission);
        let groups = 0..submission.scheme.system.groups.len();
        let (blocks, tail) = blocks::plan(submission);
        let splits = |department| groups.clone().map(|group| scorer.split_of(department, group)).collect();
        let own_grid = evaluation.book.sheets.iter().find(|grid| same_sheet(&grid.name, sheets::OWN));
        Live {
            evaluation,
            inputs: (0..submission.scheme.rules.len()).map(|index| Inputs::of(submission, index)).collect(),
            blocks,
            tail,
            workings: submission.departments.par_iter().map(|department| scorer.workings(department)).collect(),
            splits: submission.departments.iter().map(splits).collect(),
            own: own::rows(submission),
            own_columns: own_grid.map(crate::submission::own::own_columns).unwrap_or_default(),
            unusable: unusable(evaluation),
            data_sheet: input(evaluation, sheets::DATA),
            self_sheet: input(evaluation, sheets::SELF),
        }
    }

    fn departments(&self) -> usize {
        self.evaluation.cards.len()
    }

    /// Row of a department on 测算 and 得分明细.
    fn row(&self, department: usize) -> u32 {
        FIRST_ROW + department as u32
    }

    /// The cell of 得分明细 with a department's score.
    pub fn score_cell(&self, department: usize, index: usize) -> String {
        let cell = CellRef::new(self.row(department), FIRST_COLUMN + index as u32);
        format!("{}!{cell}", sheets::SCORES)
    }

    /// A column of 得分明细 counted from the first after the scores: subtotals, 总分, 得分率, 等次, 名次.
    fn result_column(&self, at: usize) -> u32 {
        FIRST_COLUMN + (self.evaluation.submission.scheme.system.indicators.len() + at) as u32
    }

    fn total_column(&self) -> u32 {
        self.result_column(self.evaluation.submission.scheme.system.level1.len())
    }

    /// All departments in a column of a sheet: `得分明细!$AE$8:$AE$107`.
    fn whole(&self, sheet: &str, col: u32) -> String {
        let name = CellRef::column_name(col);
        let last = FIRST_ROW as usize + self.departments().max(1);
        format!("{sheet}!${name}${}:${name}${last}", FIRST_ROW + 1)
    }

    /// A cell of 测算 in a department's row.
    fn working_cell(&self, department: usize, col: u32) -> String {
        format!("{}!{}", sheets::WORKING, CellRef::new(self.row(department), col))
    }

    /// The cell of 自评得分 with a department's own score.
    fn self_cell(&self, department: usize, index: usize) -> Option<String> {
        let own = self.evaluation.submission.departments[department].self_assessment.as_ref()?;
        let cell = CellRef::new(own.row, own.columns[index]?);
        Some(format!("{}!{cell}", self.self_sheet))
    }
}

/// A sheet name as formulas want it.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(char::is_alphanumeric) && !name.starts_with(|c: char| c.is_ascii());
    if plain { name.to_string() } else { format!("'{}'", name.replace('\'', "''")) }
}

/// Planned columns whose heading states another unit.
fn unusable(evaluation: &Evaluation) -> Vec<bool> {
    let submission = &evaluation.submission;
    let first = submission.departments.iter().map(|department| department.row).min().unwrap_or(0);
    let in_heading = |col: u32| {
        evaluation.findings.iter().any(|finding| {
            finding.code == Code::UnitMismatch
                && same_sheet(&finding.place.sheet, sheets::DATA)
                && finding.place.cell.is_some_and(|cell| cell.row < first && cell.col == col)
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

/// Name of an input sheet as it stands in formulas.
fn input(evaluation: &Evaluation, name: &str) -> String {
    let found = evaluation.book.sheets.iter().find(|grid| same_sheet(&grid.name, name));
    quoted(found.map_or(name, |grid| grid.name.as_str()))
}
