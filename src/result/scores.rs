//! 得分明细: departments × indicators.

use crate::evaluate::{Evaluation, Score, State};
use crate::ground::names::sheets;
use crate::ground::{Area, CellRef, Points};
use crate::result::live::Live;
use crate::result::{
    attachment_head, columns, count_cell, marks_format, number_cell, rank_cell, rate_tint, total_cell,
};
use crate::scheme::IndicatorSystem;
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Format, Print, Role, Sheet, StreamedSheet, Tint};
use rust_decimal::Decimal;
use std::ops::Range;

const TOP: u32 = 3;
/// The row of 分值.
const FULL: u32 = 6;
/// First department row.
pub const FIRST_ROW: u32 = 7;
/// First indicator column.
const FIRST_SCORE: u32 = 3;

/// A column of 得分明细.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreColumn {
    /// 序号
    Number,
    /// 部门（单位）名称
    Name,
    /// 部门类别
    Category,
    /// 得分 of an indicator, by its index.
    Score(usize),
    /// 一级指标小计, by its index.
    Level(usize),
    /// 总分
    Total,
    /// 得分率
    Rate,
    /// 等次
    Grade,
    /// 名次
    Rank,
}

impl ScoreColumn {
    /// All columns in their order, with their widths.
    fn all(system: &IndicatorSystem) -> Vec<(ScoreColumn, u32)> {
        let mut all = vec![(ScoreColumn::Number, 5), (ScoreColumn::Name, 22), (ScoreColumn::Category, 9)];
        all.extend((0..system.indicators.len()).map(|index| (ScoreColumn::Score(index), 7)));
        all.extend((0..system.level1.len()).map(|level| (ScoreColumn::Level(level), 8)));
        let last = [ScoreColumn::Total, ScoreColumn::Rate, ScoreColumn::Grade, ScoreColumn::Rank];
        all.extend(last.into_iter().zip([12, 9, 8, 6]));
        all
    }

    /// Its number, from 0.
    pub fn at(self, system: &IndicatorSystem) -> u32 {
        let first_level = FIRST_SCORE + system.indicators.len() as u32;
        let total = first_level + system.level1.len() as u32;
        match self {
            ScoreColumn::Number => 0,
            ScoreColumn::Name => 1,
            ScoreColumn::Category => 2,
            ScoreColumn::Score(index) => FIRST_SCORE + index as u32,
            ScoreColumn::Level(level) => first_level + level as u32,
            ScoreColumn::Total => total,
            ScoreColumn::Rate => total + 1,
            ScoreColumn::Grade => total + 2,
            ScoreColumn::Rank => total + 3,
        }
    }
}

/// The sheet.
pub fn sheet<'a>(evaluation: &'a Evaluation, live: Option<&'a Live>) -> StreamedSheet<'a> {
    let mut sheet = Sheet::new(evaluation.sheet_name(sheets::SCORES));
    sheet.result = true;
    let all = ScoreColumn::all(&evaluation.scheme().system);
    sheet.columns = columns(&all.iter().map(|(_, width)| *width).collect::<Vec<u32>>());
    let last = all.len() as u32 - 1;
    let system = &evaluation.scheme().system;
    let starts = system.level2.iter().map(|heading| ScoreColumn::Score(heading.first).at(system));
    let starts = starts.chain([ScoreColumn::Level(0).at(system)]);
    let title = format!("{}得分明细表", evaluation.title());
    attachment_head(&mut sheet, last, ["附件2", &title, "单位：分"]);
    headings(&mut sheet, &evaluation.scheme().system);
    let count = evaluation.cards.len();
    let legend = legend(&mut sheet, FIRST_ROW + count as u32 + 1);
    sheet.freeze = Some(CellRef::new(FIRST_ROW, FIRST_SCORE));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((TOP, FULL)),
        repeat_columns: Some((0, 1)),
        starts: starts.collect(),
        ..Print::default()
    };
    let cell = move |at, column| {
        let formula = live.and_then(|live| live.score_formula(at, column));
        cell(evaluation, at, column).computed(formula)
    };
    let row = move |at| match at {
        at if at < count => Row::of(all.iter().map(|(column, _)| cell(at, *column))),
        at if at == count => Row::default(),
        _ => legend.clone(),
    };
    StreamedSheet::new(sheet, count + 2, row)
}

/// 一级, 二级, 三级, then the 分值 under each.
fn headings(sheet: &mut Sheet, system: &IndicatorSystem) {
    let mut tall = |column: ScoreColumn, last_row, name| {
        let col = column.at(system);
        sheet.put_framed(Area::new((TOP, col), (last_row, col)), Cell::text(Role::Header, name));
    };
    tall(ScoreColumn::Number, FULL, "序号");
    tall(ScoreColumn::Name, FULL, "部门（单位）名称");
    tall(ScoreColumn::Category, FULL, "部门类别");
    tall(ScoreColumn::Total, FULL - 1, "总分");
    tall(ScoreColumn::Rate, FULL, "得分率");
    tall(ScoreColumn::Grade, FULL, "等次");
    tall(ScoreColumn::Rank, FULL, "名次");
    let over = |row, members: Range<usize>| {
        let col = |index| ScoreColumn::Score(index).at(system);
        Area::new((row, col(members.start)), (row, col(members.end - 1)))
    };
    for (row, headings) in [(TOP, &system.level1), (TOP + 1, &system.level2)] {
        for heading in headings {
            let full = system.marks_of(heading.members());
            let name = Cell::text(Role::Header, format!("{}（{full}分）", heading.name));
            sheet.put_framed(over(row, heading.members()), name);
        }
    }
    for (index, indicator) in system.indicators.iter().enumerate() {
        let col = ScoreColumn::Score(index).at(system);
        let note = format!("{}\n评分标准：{}", indicator.path, indicator.criterion.text);
        sheet.put(TOP + 2, col, Cell::text(Role::Header, &indicator.path.level3).noted(note));
        if indicator.group.is_none() {
            sheet.put(FULL, col, Cell::number(Role::Header, indicator.marks.0, Format::General));
        }
    }
    for group in &system.groups {
        let marks = Cell::text(Role::Header, format!("共{}", group.marks));
        sheet.put_framed(over(FULL, group.members[0]..group.members[0] + group.members.len()), marks);
    }
    subtotals(sheet, system);
}

/// 一级指标小计 and 总分, with their 分值.
fn subtotals(sheet: &mut Sheet, system: &IndicatorSystem) {
    let level = |level| ScoreColumn::Level(level).at(system);
    let area = Area::new((TOP, level(0)), (TOP + 1, level(system.level1.len() - 1)));
    sheet.put_framed(area, Cell::text(Role::Header, "一级指标小计"));
    let number = |full: Points| Cell::number(Role::Header, full.0, Format::General);
    for (at, heading) in system.level1.iter().enumerate() {
        sheet.put(TOP + 2, level(at), Cell::text(Role::Header, &heading.name));
        sheet.put(FULL, level(at), number(system.marks_of(heading.members())));
    }
    sheet.put(FULL, ScoreColumn::Total.at(system), number(system.total_marks()));
}

/// What stands in a column in a department's row.
fn cell(evaluation: &Evaluation, at: usize, column: ScoreColumn) -> Cell {
    let card = &evaluation.cards[at];
    let department = &evaluation.submission.departments[at];
    let places = evaluation.scheme().conventions.score_places;
    match column {
        ScoreColumn::Number => count_cell(Role::Centre, at + 1).linked(sheets::DATA, CellRef::new(department.row, 0)),
        ScoreColumn::Name => Cell::text(Role::Text, &department.name),
        ScoreColumn::Category => Cell::text(Role::Centre, &department.category),
        ScoreColumn::Score(index) => score_cell(&card.scores[index], places),
        ScoreColumn::Level(level) => match evaluation.level_marks(card, level) {
            Some(marks) => Cell::number(Role::Total, marks.0, marks_format(marks, places)),
            None if evaluation.level_left_out(card, level) => Cell::text(Role::Centre, State::NotApplicable.name()),
            None => Cell::text(Role::Centre, State::Pending.name()).tinted(Some(Tint::Pending)),
        },
        ScoreColumn::Total => match evaluation.rescaling(at) {
            Some(note) => total_cell(Role::Total, card, places).noted(note),
            None => total_cell(Role::Total, card, places),
        },
        ScoreColumn::Rate => {
            let rate = card.total().map(|total| total.0 / evaluation.scheme().system.total_marks().0);
            number_cell(Role::Number, rate, Format::Percent)
        }
        ScoreColumn::Grade => Cell::text(Role::Centre, &card.standing.grade),
        ScoreColumn::Rank => rank_cell(card),
    }
}

fn score_cell(score: &Score, places: u32) -> Cell {
    let number = |tint| Cell::number(Role::Number, score.low.0, marks_format(score.low, places)).tinted(tint);
    let text = |state: State, tint| Cell::text(Role::Centre, state.name()).tinted(Some(tint));
    let cell = match score.state {
        State::Scored => return number(score.full.and_then(|full| rate_tint(score.low, full))),
        State::Adopted => number(Some(Tint::Adopted)),
        State::NotApplicable => number(Some(Tint::NotApplicable)),
        State::Excluded => text(State::NotApplicable, Tint::NotApplicable),
        State::Pending => text(State::Pending, Tint::Pending),
    };
    cell.noted(&*score.reason)
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
    for (first, (tint, text)) in (FIRST_SCORE..).step_by(2).zip(entries) {
        row.put(first, Cell::text(Role::Centre, text).tinted(tint));
        row.put(first + 1, Cell::blank(Role::Centre));
        sheet.merges.push(Area::new((number, first), (number, first + 1)));
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Scheme;

    #[test]
    fn each_column_stands_at_its_number() {
        let system = Scheme::built_in().unwrap().system;
        let all = ScoreColumn::all(&system);
        assert!((0..).zip(&all).all(|(at, (column, _))| column.at(&system) == at));
    }
}
