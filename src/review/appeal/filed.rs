//! The figures that an indicator of a department rests on: what an appeal can correct.

use crate::criterion::Needs;
use crate::evaluate::Evaluation;
use crate::ground::names::sheets;
use crate::ground::{CellRef, Expression, original};
use crate::scheme::ColumnKey;
use crate::workbook::read::sheet;

/// A figure of 部门数据.
pub struct Filed {
    /// 数据项, as a correction names it.
    pub item: String,
    /// 单位; may be empty.
    pub unit: String,
    /// As it stands in the workbook.
    pub value: String,
    /// Its cell.
    pub cell: CellRef,
}

/// The figures of an indicator, in the order of the columns.
pub fn filed(evaluation: &Evaluation, department: usize, indicator: usize) -> Vec<Filed> {
    let submission = &evaluation.submission;
    let grid = sheet(&evaluation.book, sheets::DATA);
    let of_column = |column: usize| {
        let planned = &submission.scheme.columns[column];
        let cell = submission.cell(&submission.departments[department], column)?;
        let value = grid.and_then(|grid| grid.cell(cell)).map(original).unwrap_or_default();
        Some(Filed { item: submission.scheme.column_name(column), unit: planned.unit.clone(), value, cell })
    };
    let columns = 0..submission.scheme.columns.len();
    columns
        .filter(|column| rests_on(evaluation, indicator, &submission.scheme.columns[*column].key))
        .filter_map(of_column)
        .collect()
}

/// Whether the score of an indicator is made of a column.
fn rests_on(evaluation: &Evaluation, indicator: usize, column: &ColumnKey) -> bool {
    let compiled = &evaluation.scheme().rules[indicator];
    match column {
        ColumnKey::DataItem(name) => {
            let measured = compiled.measure.iter().flat_map(Expression::variables).any(|item| item == name);
            measured || matches!(compiled.rule.needs(), Needs::Against(other) if other == *name)
        }
        ColumnKey::RuleItem { indicator: of, .. } | ColumnKey::Judged(of) | ColumnKey::Share(of) => *of == indicator,
        ColumnKey::Remark(_) => false,
    }
}
