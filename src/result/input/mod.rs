//! The sheets of the input, copied cell for cell to the same places, annotated: problem cells are coloured
//! and have a note; 评分表 gains the read-back of each rule.

mod copy;
mod elsewhere;
mod notes;

use crate::criterion::Example;
use crate::evaluate::{Evaluation, Whole};
use crate::ground::names::{READ_BACK, sheets};
use crate::ground::{CellRef, Code, Finding};
use crate::result::LEGEND;
use crate::result::input::copy::{Copy, DEFAULT_WIDTH, header_rows};
use crate::result::input::elsewhere::Elsewhere;
use crate::result::input::notes::Notes;
use crate::scheme::tables::is_result;
use crate::workbook::read::{Book, Grid, same_sheet};
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Column, Role, Sheet, StreamedSheet, Value};

const READ_BACK_WIDTHS: [u32; 3] = [12, 44, 40];

/// Whether a sheet of the input is a result of an earlier run, which this run replaces.
pub fn replaced(book: &Book, name: &str) -> bool {
    sheets::RESULT.iter().any(|sheet| same_sheet(sheet, name)) || is_result(book, name)
}

/// The sheets of the input that the result has a copy of, in their order.
pub fn grids(book: &Book) -> impl Iterator<Item = &Grid> {
    book.sheets.iter().filter(|grid| !replaced(book, &grid.name))
}

/// The copy of a sheet with its own notes and nothing else.
pub fn plain(grid: &Grid) -> Sheet {
    let copy = Copy::of(grid, &[]);
    let mut sheet = copy.frame();
    let notes = Notes::of(grid, &sheet.merges, &[]);
    let row = |number| {
        let mut row = copy.row(number);
        notes.add(number, &mut row);
        row
    };
    sheet.rows = (0..copy.count().max(notes.end())).map(row).collect();
    sheet
}

/// The annotated copy of a sheet.
pub fn sheet<'a>(grid: &'a Grid, whole: Whole<'a>) -> StreamedSheet<'a> {
    let copy = Copy::of(grid, &merged_figures(grid, whole.findings));
    let mut sheet = copy.frame();
    let of_table = |one: &&Evaluation| same_sheet(&grid.name, &one.scheme().table.sheet);
    let (system, guide) = (whole.each.iter().find(of_table), same_sheet(&grid.name, sheets::GUIDE));
    // these two are changed as a whole; they are short
    let at_once = system.is_some() || guide;
    if at_once {
        sheet.rows = (0..copy.count()).map(|number| copy.row(number)).collect();
    }
    if let Some(evaluation) = system {
        read_back(&mut sheet, grid, evaluation);
    }
    if guide {
        colour_legend(&mut sheet);
    }
    let elsewhere = Elsewhere::of(grid, whole);
    let notes = Notes::of(grid, &sheet.merges, whole.findings);
    let count = copy.count().max(notes.end()) as usize;
    if at_once {
        sheet.rows.resize_with(count.max(sheet.rows.len()), Row::default);
        (0..).zip(&mut sheet.rows).for_each(|(number, row)| notes.add(number, row));
        return sheet.into();
    }
    let row = move |at| {
        let mut row = copy.row(at as u32);
        elsewhere.grey(at as u32, &mut row);
        notes.add(at as u32, &mut row);
        row
    };
    StreamedSheet::new(sheet, count, row)
}

/// The cells of a sheet whose figures are merged with others and so not used.
fn merged_figures(grid: &Grid, findings: &[Finding]) -> Vec<CellRef> {
    let here = |finding: &&Finding| finding.code == Code::MergedFigure && finding.place.sheet == grid.name;
    findings.iter().filter(here).filter_map(|finding| finding.place.cell).collect()
}

/// 颜色图例 keeps its colours.
fn colour_legend(sheet: &mut Sheet) {
    for (col, cell) in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let named = LEGEND.iter().find(|(_, name, _)| matches!(&cell.value, Value::Text(text) if text == name));
        if *col == 0 {
            cell.tint = named.map(|(tint, _, _)| *tint);
        }
    }
}

/// 计分方式, 程序的理解 and 边界示例 in the columns behind the table.
fn read_back(sheet: &mut Sheet, grid: &Grid, evaluation: &Evaluation) {
    let Some((header, _)) = header_rows(grid) else { return };
    let first = drop_old_read_back(sheet, header);
    let columns = sheet.columns.len().max(first as usize + READ_BACK.len());
    sheet.columns.resize(columns, Column { width: DEFAULT_WIDTH, ..Column::default() });
    for (col, (name, width)) in (first..).zip(READ_BACK.iter().zip(READ_BACK_WIDTHS)) {
        sheet.put(header, col, Cell::text(Role::Header, *name));
        sheet.columns[col as usize] = Column { width, ..Column::default() };
    }
    let submission = &evaluation.submission;
    for (indicator, compiled) in submission.scheme.system.indicators.iter().zip(&submission.scheme.rules) {
        let examples = compiled.rule.examples(&submission.scheme.conventions);
        let texts = [compiled.rule.kind().name.to_string(), compiled.rule.told(), examples_text(&examples)];
        for (col, text) in (first..).zip(texts) {
            sheet.put(indicator.row, col, Cell::text(Role::Text, text));
        }
    }
}

/// The first free column: where an earlier run wrote its read-back, its cells give way; what stands right of
/// them stays.
fn drop_old_read_back(sheet: &mut Sheet, header: u32) -> u32 {
    let cells = sheet.rows.get(header as usize).map(|row| row.cells.as_slice()).unwrap_or_default();
    let is_old = |cell: &Cell| matches!(&cell.value, Value::Text(text) if text == READ_BACK[0]);
    let old = cells.iter().find(|(_, cell)| is_old(cell)).map(|(col, _)| *col);
    let next = cells.iter().map(|(col, _)| col + 1).max().unwrap_or(0);
    let Some(old) = old else { return next };
    for row in &mut sheet.rows {
        row.cells.retain(|(col, _)| !(old..old + READ_BACK.len() as u32).contains(col));
    }
    old
}

/// `79.99%→3分；80%→4分`.
pub fn examples_text(examples: &[Example]) -> String {
    let texts: Vec<String> = examples
        .iter()
        .map(|example| match example.marks {
            Some(marks) => format!("{}→{marks}分", example.value),
            None => format!("{}→待核", example.value),
        })
        .collect();
    texts.join("；")
}
