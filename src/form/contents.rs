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

/// The sheet; `names` are the sheets of the `members`: each department by its number in its evaluation.
pub fn sheet(members: &[(&Evaluation, usize)], names: &[String]) -> Sheet {
    let mut paper = Paper::new(NAME, &WIDTHS);
    paper.sheet.result = true;
    let year = members.first().map(|(evaluation, _)| evaluation.year()).unwrap_or_default();
    paper.wide(None, Cell::text(Role::Title, format!("{year}附件3-1复核表目录")));
    paper.end_row(Some(10));
    paper.headings(&HEADINGS);
    paper.sheet.freeze = Some(CellRef::new(paper.row, 0));
    for (at, member) in (1..).zip(best_first(members)) {
        let row = row(members[member], at, &names[member]);
        paper.may_break(true);
        paper.line(None, (0..).map(|col| (col, col)).zip(row));
    }
    paper.finish()
}

/// Ranked departments, then those without a rank, in the order of 部门数据 where ranks are equal; each 评分表 by itself.
fn best_first(members: &[(&Evaluation, usize)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    let sheet = |index: usize| members[index].0.scheme().table.sheet.as_str();
    let first = |index: usize| (0..members.len()).position(|other| sheet(other) == sheet(index));
    let rank = |index: usize| members[index].0.cards[members[index].1].standing.rank.unwrap_or(u32::MAX);
    order.sort_by_cached_key(|index| (first(*index), rank(*index)));
    order
}

fn row((evaluation, department): (&Evaluation, usize), at: usize, name: &str) -> [Cell; 5] {
    let (card, table) = (&evaluation.cards[department], &evaluation.scheme().table);
    let whose = Cell::text(Role::Text, &evaluation.submission.departments[department].name);
    let rank = match card.standing.rank.filter(|_| table.is_one_of_several()) {
        Some(rank) => Cell::text(Role::Centre, format!("{rank}{}", table.mark)),
        None => rank_cell(card),
    };
    [
        count_cell(Role::Centre, at),
        whose.linked(name, CellRef::new(0, 0)),
        total_cell(Role::Centre, card, evaluation.scheme().conventions.score_places).tinted(None),
        Cell::text(Role::Centre, &card.standing.grade),
        rank,
    ]
}
