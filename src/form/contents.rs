//! 目录 of all reviewed forms in one workbook: best first, each a link.

use crate::evaluate::Evaluation;
use crate::form::paper::Paper;
use crate::ground::CellRef;
use crate::result::range_text;
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet};
use rust_decimal::Decimal;

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
    for (col, heading) in (0..).zip(HEADINGS) {
        paper.sheet.put(paper.row, col, Cell::text(Role::Label, heading));
    }
    paper.sheet.print.repeat_rows = Some((paper.row, paper.row));
    paper.end_row(None);
    paper.sheet.freeze = Some(CellRef::new(paper.row, 0));
    for (at, department) in (1..).zip(best_first(evaluation)) {
        row(&mut paper, evaluation, (at, department), &names[department]);
    }
    paper.finish()
}

/// Ranked departments, then those without a rank, in the order of 部门数据 where ranks are equal.
fn best_first(evaluation: &Evaluation) -> Vec<usize> {
    let mut departments: Vec<usize> = (0..evaluation.cards.len()).collect();
    departments.sort_by_key(|index| evaluation.cards[*index].standing.rank.unwrap_or(u32::MAX));
    departments
}

fn row(paper: &mut Paper, evaluation: &Evaluation, (at, department): (u32, usize), name: &str) {
    let card = &evaluation.cards[department];
    let places = evaluation.submission.scheme.conventions.score_places;
    let total = match card.total() {
        Some(total) => Cell::number(Role::Centre, total.0, Format::Places(places)),
        None => Cell::text(Role::Centre, range_text(card.low, card.high)),
    };
    let rank = match card.standing.rank {
        Some(rank) => Cell::number(Role::Centre, Decimal::from(rank), Format::Whole),
        None => Cell::text(Role::Centre, "—"),
    };
    let whose = Cell::text(Role::Text, &evaluation.submission.departments[department].name);
    let cells = [
        Cell::number(Role::Centre, Decimal::from(at), Format::Whole),
        whose.linked(name, CellRef::new(0, 0)),
        total,
        Cell::text(Role::Centre, &card.standing.grade),
        rank,
    ];
    for (col, cell) in (0..).zip(cells) {
        paper.sheet.put(paper.row, col, cell);
    }
    paper.may_break(true);
    paper.end_row(None);
}
