//! 扣分原因: one row for each lost point.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::{Deduction, FigureCell, Scorecard};
use crate::ground::names::sheets;
use crate::ground::place::{Area, CellRef, Place};
use crate::ground::quantity::Points;
use crate::result::live::Live;
use crate::result::{attachment_head, columns, header, marks_cell};
use crate::workbook::lazy::{Body, Made};
use crate::workbook::sheet::{Cell, Format, Print, Role, Row, Sheet};

const HEADER: u32 = 3;
/// Column of 核对: whether the reason still explains the score.
const CHECK: u32 = 13;
const NAMES: [&str; 13] = [
    "序号",
    "部门（单位）名称",
    "一级指标",
    "二级指标",
    "三级指标",
    "分值",
    "得分",
    "扣分",
    "扣分原因",
    "计算过程",
    "自评得分",
    "偏差",
    "数据单元格",
];
const WIDTHS: [u32; 13] = [6, 24, 8, 10, 18, 6, 7, 7, 60, 40, 9, 7, 16];

/// The sheet.
pub fn sheet<'a>(evaluation: &'a Evaluation, live: Option<&'a Live>) -> Made<'a> {
    let mut sheet = Sheet::new(sheets::REASONS);
    sheet.result = true;
    sheet.columns = columns(&WIDTHS);
    let title = format!("{}扣分原因表", evaluation.title());
    attachment_head(&mut sheet, NAMES.len() as u32 - 1, ["附件3", &title, "单位：分"]);
    header(&mut sheet, HEADER, &NAMES);
    let lost = |(at, card): (usize, &'a Scorecard)| card.deductions.iter().map(move |deduction| (at, deduction));
    let lost: Vec<(usize, &Deduction)> = evaluation.cards.iter().enumerate().flat_map(lost).collect();
    let end = HEADER + 1 + lost.len() as u32;
    let mut last = NAMES.len() as u32 - 1;
    if live.is_some() && !lost.is_empty() {
        sheet.put(HEADER, CHECK, Cell::text(Role::Header, "核对"));
        sheet.columns.extend(columns(&[20]));
        last = CHECK;
    }
    if lost.is_empty() {
        sheet.put_merged(Area::new((end, 0), (end, last)), Cell::text(Role::Note, "没有扣分。"));
    } else {
        sheet.filter = Some(Area::new((HEADER, 0), (end - 1, last)));
    }
    sheet.freeze = Some(CellRef::new(HEADER + 1, 2));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    let row = move |number: usize| {
        let (department, deduction) = lost[number];
        let mut row = reason(evaluation, number + 1, (department, deduction));
        if let Some(live) = live {
            let marks = CellRef::new(HEADER + 1 + number as u32, 6);
            let formula = live.changed_formula(department, deduction, marks);
            row.put(CHECK, Cell::blank(Role::Text).computed(Some(formula)));
        }
        row
    };
    Made::of(sheet, Body::new((end - HEADER - 1) as usize, row))
}

/// The column of 核对 as formulas of other sheets refer to it, if there are rows.
pub fn check_column(evaluation: &Evaluation) -> Option<String> {
    let rows = evaluation.cards.iter().map(|card| card.deductions.len()).sum::<usize>();
    let name = CellRef::column_name(CHECK);
    let first = HEADER as usize + 2;
    (rows > 0).then(|| format!("{}!${name}${first}:${name}${}", sheets::REASONS, first + rows - 1))
}

fn reason(evaluation: &Evaluation, number: usize, (department, deduction): (usize, &Deduction)) -> Row {
    let submission = &evaluation.submission;
    let places = submission.scheme.conventions.score_places;
    let path = &submission.scheme.system.indicators[deduction.indicators[0]].path;
    let names = deduction.indicators.iter().map(|i| submission.scheme.system.indicators[*i].path.level3.as_str());
    let names: Vec<&str> = names.collect();
    let deviation: Option<Points> = deduction.self_marks.map(|own| own - deduction.marks);
    let cell = match deduction.cell.map(FigureCell::place) {
        Some(Place { sheet, cell: Some(cell) }) => {
            Cell::text(Role::Centre, format!("{sheet}!{cell}")).linked(sheet, cell)
        }
        _ => Cell::text(Role::Centre, "—"),
    };
    Row::of([
        Cell::number(Role::Centre, crate::result::count(number), Format::Whole),
        Cell::text(Role::Text, &submission.departments[department].name),
        Cell::text(Role::Centre, &path.level1),
        Cell::text(Role::Centre, &path.level2),
        Cell::text(Role::Text, names.join("、")),
        Cell::number(Role::Number, deduction.full.0, Format::General),
        marks_cell(Role::Number, Some(deduction.marks), places),
        marks_cell(Role::Number, Some(deduction.lost()), places),
        Cell::text(Role::Text, &*deduction.reason),
        Cell::text(Role::Text, &*deduction.process),
        marks_cell(Role::Number, deduction.self_marks, places),
        marks_cell(Role::Number, deviation, places),
        cell,
    ])
}
