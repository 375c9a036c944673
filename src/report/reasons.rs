//! 扣分原因: one row for each lost point.

use super::live::Live;
use super::{Evaluation, attachment_head, columns, header, marks_cell};
use crate::finding::CellRef;
use crate::layout::sheets;
use crate::model::Deduction;
use crate::quantity::Points;
use crate::sheet::{Area, Cell, Format, Print, Role, Sheet};

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
pub fn sheet(evaluation: &Evaluation, live: Option<&Live>) -> Sheet {
    let mut sheet = Sheet::new(sheets::REASONS);
    sheet.result = true;
    sheet.columns = columns(&WIDTHS);
    let title = format!("{}扣分原因表", evaluation.title());
    attachment_head(&mut sheet, NAMES.len() as u32 - 1, ["附件3", &title, "单位：分"]);
    header(&mut sheet, HEADER, &NAMES);
    let mut row = HEADER + 1;
    let cards = evaluation.submission.departments.iter().zip(&evaluation.cards).enumerate();
    for (at, (department, card)) in cards {
        for deduction in &card.deductions {
            sheet.put(row, 0, Cell::number(Role::Centre, super::count((row - HEADER) as usize), Format::Whole));
            sheet.put(row, 1, Cell::text(Role::Text, &department.name));
            reason(&mut sheet, row, evaluation, deduction);
            if let Some(live) = live {
                let formula = live.changed_formula(at, deduction, CellRef::new(row, 6));
                sheet.put(row, CHECK, Cell::blank(Role::Text).computed(Some(formula)));
            }
            row += 1;
        }
    }
    let mut last = 12;
    if live.is_some() && row > HEADER + 1 {
        sheet.put(HEADER, CHECK, Cell::text(Role::Header, "核对"));
        sheet.columns.extend(columns(&[20]));
        last = CHECK;
    }
    if row == HEADER + 1 {
        sheet.put_merged(Area::new((row, 0), (row, 12)), Cell::text(Role::Note, "没有扣分。"));
    } else {
        sheet.filter = Some(Area::new((HEADER, 0), (row - 1, last)));
    }
    sheet.freeze = Some(CellRef::new(HEADER + 1, 2));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    sheet
}

/// The column of 核对 as formulas of other sheets refer to it, if there are rows.
pub fn check_column(evaluation: &Evaluation) -> Option<String> {
    let rows = evaluation.cards.iter().map(|card| card.deductions.len()).sum::<usize>();
    let name = CellRef::column_name(CHECK);
    let first = HEADER as usize + 2;
    (rows > 0).then(|| format!("{}!${name}${first}:${name}${}", sheets::REASONS, first + rows - 1))
}

fn reason(sheet: &mut Sheet, row: u32, evaluation: &Evaluation, deduction: &Deduction) {
    let system = &evaluation.submission.system;
    let places = evaluation.submission.conventions.score_places;
    let path = &system.indicators[deduction.indicators[0]].path;
    let names: Vec<&str> = deduction.indicators.iter().map(|i| system.indicators[*i].path.level3.as_str()).collect();
    sheet.put(row, 2, Cell::text(Role::Centre, &path.level1));
    sheet.put(row, 3, Cell::text(Role::Centre, &path.level2));
    sheet.put(row, 4, Cell::text(Role::Text, names.join("、")));
    sheet.put(row, 5, Cell::number(Role::Number, deduction.full.0, Format::General));
    sheet.put(row, 6, marks_cell(Role::Number, Some(deduction.marks), places));
    sheet.put(row, 7, marks_cell(Role::Number, Some(deduction.lost()), places));
    sheet.put(row, 8, Cell::text(Role::Text, &*deduction.reason));
    sheet.put(row, 9, Cell::text(Role::Text, &*deduction.process));
    sheet.put(row, 10, marks_cell(Role::Number, deduction.self_marks, places));
    let deviation: Option<Points> = deduction.self_marks.map(|own| own - deduction.marks);
    sheet.put(row, 11, marks_cell(Role::Number, deviation, places));
    let cell = match deduction.cell.as_ref().map(|place| (place, place.cell)) {
        Some((place, Some(cell))) => Cell::text(Role::Centre, place.to_string()).linked(place.sheet.as_ref(), cell),
        _ => Cell::text(Role::Centre, "—"),
    };
    sheet.put(row, 12, cell);
}
