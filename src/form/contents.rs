//! 目录 of all reviewed forms in one workbook: best first, each a link.

use crate::evaluate::Evaluation;
use crate::form::paper::Paper;
use crate::ground::CellRef;
use crate::result::{count_cell, rank_cell, total_cell};
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet};

/// Name of the sheet.
pub const NAME: &str = "目录";
const HEADINGS: [&str; 5] = ["序号", "部门（单位）名称", "复核总分", "等次", "名次"];
const WIDTHS: [u32; 5] = [8, 42, 14, 12, 8];

/// The sheet; `names` are the sheets of the departments, in the order of 部门数据.
pub fn sheet(evaluation: &Evaluation, names: &[String]) -> Sheet {
    let mut paper = Paper::new(NAME, &WIDTHS);
    paper.sheet.result = true;
    paper.wide(None, Cell::text(Role::Title, format!("{}附件3-1复核表目录", evaluation.year())));
    paper.end_row(Some(10));
    paper.headings(&HEADINGS);
    paper.sheet.freeze = Some(CellRef::new(paper.row, 0));
    for (at, department) in (1..).zip(best_first(evaluation)) {
        let row = row(evaluation, at, department, &names[department]);
        paper.may_break(true);
        paper.line(None, (0..).map(|col| (col, col)).zip(row));
    }
    paper.finish()
}

/// Ranked departments, then those without a rank, in the order of 部门数据 where ranks are equal.
fn best_first(evaluation: &Evaluation) -> Vec<usize> {
    let mut departments: Vec<usize> = (0..evaluation.cards.len()).collect();
    departments.sort_by_key(|index| evaluation.cards[*index].standing.rank.unwrap_or(u32::MAX));
    departments
}

fn row(evaluation: &Evaluation, at: usize, department: usize, name: &str) -> [Cell; 5] {
    let card = &evaluation.cards[department];
    let whose = Cell::text(Role::Text, &evaluation.submission.departments[department].name);
    [
        count_cell(Role::Centre, at),
        whose.linked(name, CellRef::new(0, 0)),
        total_cell(Role::Centre, card, evaluation.scheme().conventions.score_places).tinted(None),
        Cell::text(Role::Centre, &card.standing.grade),
        rank_cell(card),
    ]
}
