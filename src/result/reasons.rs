//! 扣分原因: one row for each lost point.

use crate::evaluate::scorecard::FigureCell;
use crate::evaluate::{Deduction, Evaluation, Scorecard};
use crate::ground::names::sheets;
use crate::ground::{Area, CellRef, Place};
use crate::result::live::Live;
use crate::result::table::Table;
use crate::result::{centred, dash, marks_cell, words};
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, StreamedSheet};

/// The row of the headings.
const HEADER: u32 = 3;

/// A row: a lost point of a department, by its index.
struct Lost<'a> {
    department: usize,
    deduction: &'a Deduction,
}

/// The sheet.
pub fn sheet<'a>(evaluation: &'a Evaluation, live: Option<&'a Live>) -> StreamedSheet<'a> {
    let of_card = |(department, card): (usize, &'a Scorecard)| {
        card.deductions.iter().map(move |deduction| Lost { department, deduction })
    };
    let lost: Vec<Lost> = evaluation.cards.iter().enumerate().flat_map(of_card).collect();
    let live = live.filter(|_| !lost.is_empty());
    let table = table(evaluation, live);
    let title = format!("{}扣分原因表", evaluation.title());
    let mut sheet = table.attachment(&evaluation.sheet_name(sheets::REASONS), 2, ["附件3", &title, "单位：分"]);
    let first = table.first_row();
    if lost.is_empty() {
        let none = Cell::text(Role::Note, "没有扣分。");
        sheet.put_merged(Area::new((first, 0), (first, table.last())), none);
    }
    sheet.filter = table.filter(lost.len());
    let count = lost.len();
    StreamedSheet::new(sheet, count, move |at| table.row(first + at as u32, &lost[at]))
}

/// The column of 核对 as formulas of other sheets refer to it, if there are rows.
pub fn checks(evaluation: &Evaluation) -> Option<String> {
    let rows = evaluation.cards.iter().map(|card| card.deductions.len()).sum::<usize>();
    let table = table(evaluation, None);
    let (name, first) = (CellRef::column_name(table.width()), table.first_row() as usize + 1);
    let sheet = evaluation.scheme().table.in_formulas(sheets::REASONS);
    (rows > 0).then(|| format!("{sheet}!${name}${first}:${name}${}", first + rows - 1))
}

/// The columns; the last one, 核对, says in formulas whether the reason still explains the score.
fn table<'a>(evaluation: &'a Evaluation, live: Option<&'a Live>) -> Table<'a, Lost<'a>> {
    let (system, departments) = (&evaluation.scheme().system, &evaluation.submission.departments);
    let places = evaluation.scheme().conventions.score_places;
    let marks = move |marks| marks_cell(Role::Number, marks, places);
    let path = |row: &Lost| &system.indicators[row.deduction.indicators[0]].path;
    let names = |row: &Lost| {
        let names = row.deduction.indicators.iter().map(|index| system.indicators[*index].path.level3.as_str());
        names.collect::<Vec<&str>>().join("、")
    };
    let table = Table::new(HEADER)
        .numbered()
        .column("部门（单位）名称", 16, |row: &Lost, _| words(&departments[row.department].name))
        .column("一级指标", 6, move |row, _| centred(&path(row).level1))
        .column("二级指标", 8, move |row, _| centred(&path(row).level2))
        .column("三级指标", 14, move |row, _| words(names(row)))
        .column("分值", 5, |row, _| Cell::number(Role::Number, row.deduction.full.0, Format::General))
        .column("得分", 6, move |row, _| marks(Some(row.deduction.marks)));
    let given = table.last();
    let table = table
        .column("扣分", 6, move |row, _| marks(Some(row.deduction.lost())))
        .column("扣分原因", 56, |row, _| words(&*row.deduction.reason))
        .column("计算过程", 46, |row, _| words(&*row.deduction.process))
        .column("自评得分", 9, move |row, _| marks(row.deduction.self_marks))
        .column("偏差", 7, move |row, _| marks(row.deduction.self_marks.map(|own| own - row.deduction.marks)))
        .column("数据单元格", 16, |row, _| figure_cell(row.deduction.cell))
        .end_title();
    let Some(live) = live else { return table };
    table.column("核对", 20, move |row, at| {
        let formula = live.check_formula(row.department, row.deduction, CellRef::new(at.row, given));
        Cell::blank(Role::Text).computed(Some(formula))
    })
}

fn figure_cell(cell: Option<FigureCell>) -> Cell {
    match cell.map(FigureCell::place) {
        Some(Place { sheet, cell: Some(cell) }) => centred(format!("{sheet}!{cell}")).linked(sheet, cell),
        _ => dash(),
    }
}
