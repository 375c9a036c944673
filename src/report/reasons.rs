//! 扣分原因: one row for each lost point.

use super::{Evaluation, attachment_head, columns, header, marks_cell};
use crate::finding::CellRef;
use crate::layout::sheets;
use crate::model::Deduction;
use crate::quantity::Points;
use crate::sheet::{Area, Cell, Format, Print, Role, Sheet};

const HEADER: u32 = 3;
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
pub fn sheet(evaluation: &Evaluation) -> Sheet {
    let mut sheet = Sheet::new(sheets::REASONS);
    sheet.result = true;
    sheet.columns = columns(&WIDTHS);
    let title = format!("{}扣分原因表", evaluation.title());
    attachment_head(&mut sheet, NAMES.len() as u32 - 1, ["附件3", &title, "单位：分"]);
    header(&mut sheet, HEADER, &NAMES);
    let mut row = HEADER + 1;
    for (department, card) in evaluation.submission.departments.iter().zip(&evaluation.cards) {
        for deduction in &card.deductions {
            sheet.put(row, 0, Cell::number(Role::Centre, super::count((row - HEADER) as usize), Format::Whole));
            sheet.put(row, 1, Cell::text(Role::Text, &department.name));
            reason(&mut sheet, row, evaluation, deduction);
            row += 1;
        }
    }
    if row == HEADER + 1 {
        sheet.put_merged(Area::new((row, 0), (row, 12)), Cell::text(Role::Note, "没有扣分。"));
    } else {
        sheet.filter = Some(Area::new((HEADER, 0), (row - 1, 12)));
    }
    sheet.freeze = Some(CellRef::new(HEADER + 1, 2));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    sheet
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
    sheet.put(row, 8, Cell::text(Role::Text, &deduction.reason));
    sheet.put(row, 9, Cell::text(Role::Text, &deduction.process));
    sheet.put(row, 10, marks_cell(Role::Number, deduction.self_marks, places));
    let deviation: Option<Points> = deduction.self_marks.map(|own| own - deduction.marks);
    sheet.put(row, 11, marks_cell(Role::Number, deviation, places));
    let cell = match deduction.cell.as_ref().map(|place| (place, place.cell)) {
        Some((place, Some(cell))) => Cell::text(Role::Centre, place.to_string()).linked(&place.sheet, cell),
        _ => Cell::text(Role::Centre, "—"),
    };
    sheet.put(row, 12, cell);
}
