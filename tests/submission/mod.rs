//! What departments filed, with the habits of offices.

mod entries;
mod headers;
mod looks;
mod merges;
mod number_formats;
mod rosters;
mod rows;
mod sheet_names;

use crate::support::book::{Book, FIRST_ROW};
use jixiao::evaluate::Evaluation;
use jixiao::ground::finding::Severity;
use jixiao::ground::names::sheets;

const NAME: u32 = 1;

fn names(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.submission.departments.iter().map(|department| department.name.as_str()).collect()
}

/// The findings of a level 必须, as codes.
fn musts(evaluation: &Evaluation) -> Vec<&str> {
    let must = evaluation.findings.iter().map(|finding| finding.code.info());
    must.filter(|info| info.level.severity() == Severity::Must).map(|info| info.id).collect()
}

/// A row of 部门数据 below those of the departments.
fn below(book: &mut Book, row: u32, cells: &[(u32, &str)]) {
    for (col, value) in cells {
        book.put(sheets::DATA, (FIRST_ROW + row, *col), value);
    }
}
