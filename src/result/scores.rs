//! 得分明细: departments × indicators.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::{Score, State};
use crate::ground::names::sheets;
use crate::ground::place::{Area, CellRef};
use crate::ground::quantity::Points;
use crate::result::live::Live;
use crate::result::{attachment_head, columns, range_text, rate_tint};
use crate::workbook::lazy::{Body, Made};
use crate::workbook::sheet::{Cell, Column, Format, Print, Role, Row, Sheet, Tint};
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
pub fn sheet<'a>(evaluation: &'a Evaluation, live: Option<&'a Live>) -> Made<'a> {
    let mut sheet = Sheet::new(sheets::SCORES);
    sheet.result = true;
    let indicators = evaluation.submission.scheme.system.indicators.len() as u32;
    let levels = evaluation.submission.scheme.system.level1.len() as u32;
    let last = FIRST_COLUMN + indicators + levels + 3;
    let page_break = page_break(evaluation, last);
    sheet.columns = widths(indicators, levels);
    let title = format!("{}得分明细表", evaluation.title());
    let first_page = page_break.map_or(last, |column| column - 1);
    attachment_head(&mut sheet, first_page, ["附件2", &title, "单位：分"]);
    headings(&mut sheet, evaluation);
    let count = evaluation.cards.len();
    let legend = legend(&mut sheet, FIRST_ROW + count as u32 + 1);
    sheet.freeze = Some(CellRef::new(FIRST_ROW, FIRST_COLUMN));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((TOP, FULL)),
        repeat_columns: Some((0, 1)),
        column_breaks: page_break.into_iter().collect(),
        ..Print::default()
    };
    let row = move |at| match at {
        at if at < count => department(evaluation, live, at),
        at if at == count => Row::default(),
        _ => legend.clone(),
    };
    Made::of(sheet, Body::new(count + 2, row))
}

/// Where a wide table goes on to a second page: before the 一级指标 nearest to the middle.
fn page_break(evaluation: &Evaluation, last: u32) -> Option<u32> {
    let starts = evaluation.submission.scheme.system.level1.iter().map(|heading| FIRST_COLUMN + heading.first as u32);
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
    let system = &evaluation.submission.scheme.system;
    for (col, name) in (0..).zip(["序号", "部门（单位）名称", "部门类别"]) {
        sheet.put_framed(Area::new((TOP, col), (FULL, col)), Cell::text(Role::Header, name));
    }
    for (row, headings) in [(TOP, &system.level1), (TOP + 1, &system.level2)] {
        for heading in headings {
            let first = FIRST_COLUMN + heading.first as u32;
            let area = Area::new((row, first), (row, first + heading.count as u32 - 1));
            let full = system.marks_of(heading.members());
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
    let group = &evaluation.submission.scheme.system.groups[group];
    if group.members[0] == index {
        let first = FIRST_COLUMN + index as u32;
        let area = Area::new((FULL, first), (FULL, first + group.members.len() as u32 - 1));
        sheet.put_framed(area, Cell::text(Role::Header, format!("共{}", group.marks)));
    }
}

fn totals_heading(sheet: &mut Sheet, evaluation: &Evaluation) {
    let system = &evaluation.submission.scheme.system;
    let first = FIRST_COLUMN + system.indicators.len() as u32;
    let last = first + system.level1.len() as u32 - 1;
    sheet.put_framed(Area::new((TOP, first), (TOP + 1, last)), Cell::text(Role::Header, "一级指标小计"));
    for (col, heading) in (first..).zip(&system.level1) {
        let full = system.marks_of(heading.members());
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

fn department(evaluation: &Evaluation, live: Option<&Live>, at: usize) -> Row {
    let card = &evaluation.cards[at];
    let department = &evaluation.submission.departments[at];
    let places = evaluation.submission.scheme.conventions.score_places;
    let number = Cell::number(Role::Centre, crate::result::count(at + 1), Format::Whole);
    let category = live.and_then(|live| live.category_formula(at));
    let mut cells = vec![
        number.linked(sheets::DATA, CellRef::new(department.row, 0)),
        Cell::text(Role::Text, &department.name),
        Cell::text(Role::Centre, &department.category).computed(category),
    ];
    for (index, score) in card.scores.iter().enumerate() {
        let formula = live.map(|live| live.score_formula(at, index));
        cells.push(score_cell(score, places).computed(formula));
    }
    for level in 0..evaluation.submission.scheme.system.level1.len() {
        let cell = match evaluation.level_marks(card, level) {
            Some(marks) => Cell::number(Role::Total, marks.0, Format::Places(places)),
            None => Cell::text(Role::Centre, State::Pending.name()).tinted(Some(Tint::Pending)),
        };
        let formula = live.map(|live| live.level_formula(at, level));
        cells.push(cell.computed(formula));
    }
    let formulas = live.map(|live| {
        [live.total_formula(at), live.rate_formula(at), live.grade_formula(at), live.rank_formula(at)].map(Some)
    });
    let totals = totals(evaluation, at).into_iter().zip(formulas.unwrap_or_default());
    cells.extend(totals.map(|(cell, formula)| cell.computed(formula)));
    Row::of(cells)
}

/// 总分, 得分率, 等次 and 名次.
fn totals(evaluation: &Evaluation, at: usize) -> [Cell; 4] {
    let card = &evaluation.cards[at];
    let places = evaluation.submission.scheme.conventions.score_places;
    let (total, rate) = match card.total() {
        Some(total) => {
            let rate = total.0 / evaluation.submission.scheme.system.total_marks().0;
            let total = Cell::number(Role::Total, total.0, Format::Places(places));
            (total, Cell::number(Role::Number, rate, Format::Percent))
        }
        None => {
            let range = Cell::text(Role::Centre, range_text(card.low, card.high));
            (range.tinted(Some(Tint::Pending)), Cell::text(Role::Centre, "—"))
        }
    };
    let rank = match card.standing.rank {
        Some(rank) => Cell::number(Role::Centre, Decimal::from(rank), Format::Whole),
        None => Cell::text(Role::Centre, "—"),
    };
    [total, rate, Cell::text(Role::Centre, &card.standing.grade), rank]
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

/// The colours, under the table: a row of `sheet`.
fn legend(sheet: &mut Sheet, number: u32) -> Row {
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
    let mut row = Row::default();
    row.put(1, Cell::text(Role::Note, "颜色图例（得分率、状态）："));
    for (at, (tint, text)) in (0..).zip(entries) {
        let first = FIRST_COLUMN + 2 * at;
        row.put(first, Cell::text(Role::Centre, text).tinted(tint));
        row.put(first + 1, Cell::blank(Role::Centre));
        sheet.merges.push(Area::new((number, first), (number, first + 1)));
    }
    row
}
