//! 得分明细: departments × indicators.

use super::live::Live;
use super::{Evaluation, attachment_head, columns, range_text, rate_tint};
use crate::finding::CellRef;
use crate::layout::sheets;
use crate::model::{Score, State};
use crate::quantity::Points;
use crate::sheet::{Area, Cell, Column, Format, Print, Role, Sheet, Tint};
use rust_decimal::Decimal;

const TOP: u32 = 3;
const FULL: u32 = 6;
/// First department row.
pub const FIRST_ROW: u32 = 7;
/// First indicator column; before it stand 序号, name and 部门类别.
pub const FIRST_COLUMN: u32 = 3;

/// A table with more columns goes on two pages.
const WIDEST_PAGE: u32 = 24;

/// The sheet.
pub fn sheet(evaluation: &Evaluation, live: Option<&Live>) -> Sheet {
    let mut sheet = Sheet::new(sheets::SCORES);
    sheet.result = true;
    let indicators = evaluation.submission.system.indicators.len() as u32;
    let levels = evaluation.submission.system.level1.len() as u32;
    let last = FIRST_COLUMN + indicators + levels + 3;
    let page_break = page_break(evaluation, last);
    sheet.columns = widths(indicators, levels);
    let title = format!("{}得分明细表", evaluation.title());
    let first_page = page_break.map_or(last, |column| column - 1);
    attachment_head(&mut sheet, first_page, ["附件2", &title, "单位：分"]);
    headings(&mut sheet, evaluation);
    for at in 0..evaluation.cards.len() {
        department(&mut sheet, (evaluation, live), at);
    }
    legend(&mut sheet, FIRST_ROW + evaluation.cards.len() as u32 + 1);
    sheet.freeze = Some(CellRef::new(FIRST_ROW, FIRST_COLUMN));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((TOP, FULL)),
        repeat_columns: Some((0, 1)),
        column_breaks: page_break.into_iter().collect(),
        ..Print::default()
    };
    sheet
}

/// Where a wide table goes on to a second page: before the 一级指标 nearest to the middle.
fn page_break(evaluation: &Evaluation, last: u32) -> Option<u32> {
    let starts = evaluation.submission.system.level1.iter().map(|heading| FIRST_COLUMN + heading.first as u32);
    let middle = (FIRST_COLUMN + last) / 2;
    let nearest = starts.filter(|start| *start > FIRST_COLUMN).min_by_key(|start| start.abs_diff(middle));
    nearest.filter(|_| last > WIDEST_PAGE)
}

fn widths(indicators: u32, levels: u32) -> Vec<Column> {
    let mut widths = vec![6, 28, 11];
    widths.extend((0..indicators).map(|_| 9));
    widths.extend((0..levels).map(|_| 9));
    widths.extend([13, 10, 13, 8]);
    columns(&widths)
}

/// 一级, 二级, 三级, then the 分值 under each.
fn headings(sheet: &mut Sheet, evaluation: &Evaluation) {
    let system = &evaluation.submission.system;
    for (col, name) in (0..).zip(["序号", "部门（单位）名称", "部门类别"]) {
        sheet.put_framed(Area::new((TOP, col), (FULL, col)), Cell::text(Role::Header, name));
    }
    for (row, headings) in [(TOP, &system.level1), (TOP + 1, &system.level2)] {
        for heading in headings {
            let first = FIRST_COLUMN + heading.first as u32;
            let area = Area::new((row, first), (row, first + heading.count as u32 - 1));
            let full = system.marks_of(heading.first..heading.first + heading.count);
            sheet.put_framed(area, Cell::text(Role::Header, format!("{}（{full}分）", heading.name)));
        }
    }
    for (index, indicator) in system.indicators.iter().enumerate() {
        let col = FIRST_COLUMN + index as u32;
        let note = format!("{}\n评分标准：{}", indicator.path, indicator.criterion.text);
        sheet.put(TOP + 2, col, Cell::text(Role::Header, &indicator.path.level3).noted(note));
        match indicator.group {
            None => sheet.put(FULL, col, Cell::number(Role::Header, indicator.marks.0, Format::General)),
            Some(group) => shared_marks(sheet, (group, index), evaluation),
        }
    }
    totals_heading(sheet, evaluation);
}

fn shared_marks(sheet: &mut Sheet, (group, index): (usize, usize), evaluation: &Evaluation) {
    let group = &evaluation.submission.system.groups[group];
    if group.members[0] == index {
        let first = FIRST_COLUMN + index as u32;
        let area = Area::new((FULL, first), (FULL, first + group.members.len() as u32 - 1));
        sheet.put_framed(area, Cell::text(Role::Header, format!("共{}", group.marks)));
    }
}

fn totals_heading(sheet: &mut Sheet, evaluation: &Evaluation) {
    let system = &evaluation.submission.system;
    let first = FIRST_COLUMN + system.indicators.len() as u32;
    let last = first + system.level1.len() as u32 - 1;
    sheet.put_framed(Area::new((TOP, first), (TOP + 1, last)), Cell::text(Role::Header, "一级指标小计"));
    for (col, heading) in (first..).zip(&system.level1) {
        let full = system.marks_of(heading.first..heading.first + heading.count);
        sheet.put(TOP + 2, col, Cell::text(Role::Header, &heading.name));
        sheet.put(FULL, col, Cell::number(Role::Header, full.0, Format::General));
    }
    let total = system.total_marks();
    sheet.put_framed(Area::new((TOP, last + 1), (TOP + 2, last + 1)), Cell::text(Role::Header, "总分"));
    sheet.put(FULL, last + 1, Cell::number(Role::Header, total.0, Format::General));
    for (col, name) in (last + 2..).zip(["得分率", "等次", "名次"]) {
        sheet.put_framed(Area::new((TOP, col), (FULL, col)), Cell::text(Role::Header, name));
    }
}

fn department(sheet: &mut Sheet, (evaluation, live): (&Evaluation, Option<&Live>), at: usize) {
    let card = &evaluation.cards[at];
    let row = FIRST_ROW + at as u32;
    let department = &evaluation.submission.departments[at];
    let places = evaluation.submission.conventions.score_places;
    let number = Cell::number(Role::Centre, super::count(at + 1), Format::Whole);
    sheet.put(row, 0, number.linked(sheets::DATA, CellRef::new(department.row, 0)));
    sheet.put(row, 1, Cell::text(Role::Text, &department.name));
    let category = live.and_then(|live| live.category_formula(at));
    sheet.put(row, 2, Cell::text(Role::Centre, &department.category).computed(category));
    for ((index, col), score) in (FIRST_COLUMN..).enumerate().zip(&card.scores) {
        let formula = live.map(|live| live.score_formula(at, index));
        sheet.put(row, col, score_cell(score, places).computed(formula));
    }
    let first = FIRST_COLUMN + card.scores.len() as u32;
    let levels = evaluation.submission.system.level1.len();
    for level in 0..levels {
        let cell = match evaluation.level_marks(card, level) {
            Some(marks) => Cell::number(Role::Total, marks.0, Format::Places(places)),
            None => Cell::text(Role::Centre, State::Pending.name()).tinted(Some(Tint::Pending)),
        };
        let formula = live.map(|live| live.level_formula(at, level));
        sheet.put(row, first + level as u32, cell.computed(formula));
    }
    totals(sheet, (row, first + levels as u32), evaluation, at);
    if let Some(live) = live {
        let formulas = [live.total_formula(at), live.rate_formula(at), live.grade_formula(at), live.rank_formula(at)];
        for (col, formula) in (first + levels as u32..).zip(formulas) {
            if let Some(cell) = sheet.get_mut(row, col) {
                cell.set_formula(Some(formula));
            }
        }
    }
}

fn totals(sheet: &mut Sheet, (row, col): (u32, u32), evaluation: &Evaluation, at: usize) {
    let card = &evaluation.cards[at];
    let places = evaluation.submission.conventions.score_places;
    match card.total() {
        Some(total) => {
            let rate = total.0 / evaluation.submission.system.total_marks().0;
            sheet.put(row, col, Cell::number(Role::Total, total.0, Format::Places(places)));
            sheet.put(row, col + 1, Cell::number(Role::Number, rate, Format::Percent));
        }
        None => {
            let range = range_text(card.low, card.high);
            sheet.put(row, col, Cell::text(Role::Centre, range).tinted(Some(Tint::Pending)));
            sheet.put(row, col + 1, Cell::text(Role::Centre, "—"));
        }
    }
    sheet.put(row, col + 2, Cell::text(Role::Centre, &card.standing.grade));
    match card.standing.rank {
        Some(rank) => sheet.put(row, col + 3, Cell::number(Role::Centre, Decimal::from(rank), Format::Whole)),
        None => sheet.put(row, col + 3, Cell::text(Role::Centre, "—")),
    }
}

fn score_cell(score: &Score, places: u32) -> Cell {
    let number = |tint| Cell::number(Role::Number, score.low.0, Format::Places(places)).tinted(tint);
    match score.state {
        State::Scored => number(score.full.and_then(|full| rate_tint(score.low, full))),
        State::Adopted => number(Some(Tint::Adopted)).noted(&*score.reason),
        State::NotApplicable => number(Some(Tint::NotApplicable)).noted(&*score.reason),
        State::Excluded => Cell::text(Role::Centre, "不适用").tinted(Some(Tint::NotApplicable)).noted(&*score.reason),
        State::Pending => {
            Cell::text(Role::Centre, State::Pending.name()).tinted(Some(Tint::Pending)).noted(&*score.reason)
        }
    }
}

/// The colours, under the table.
fn legend(sheet: &mut Sheet, row: u32) {
    let full = Points(Decimal::ONE_HUNDRED);
    let rate = |percent: i64| rate_tint(Points(Decimal::from(percent)), full);
    let entries = [
        (rate(80), "80%以上、未满分"),
        (rate(60), "60%至80%"),
        (rate(0), "60%以下"),
        (Some(Tint::Adopted), "采信自评"),
        (Some(Tint::NotApplicable), "不适用"),
        (Some(Tint::Pending), "待核"),
    ];
    sheet.put(row, 1, Cell::text(Role::Note, "颜色图例（得分率、状态）："));
    for (at, (tint, text)) in (0..).zip(entries) {
        let first = FIRST_COLUMN + 2 * at;
        sheet.put_framed(Area::new((row, first), (row, first + 1)), Cell::text(Role::Centre, text).tinted(tint));
    }
}
