//! The scoring sheets of the judges: written, filled in by code, read back.

mod faults;
mod outputs;
mod paper;
mod rounds;

use crate::support::book::{Book, FIRST_ROW};
use jixiao::evaluate::Evaluations;
use jixiao::ground::names::sheets;
use jixiao::judges;
use jixiao::judges::{Judge, Plan};
use jixiao::scheme::ColumnKey;
use jixiao::workbook::sheet::{Cell, Format, Value};
use jixiao::workbook::write::to_bytes;
use jixiao::workbook::{Role, Sheet};
use rust_decimal::Decimal;
use std::fs;
use std::path::Path;
use std::str::FromStr;

/// A good workbook in which nobody has judged anything.
fn unjudged(names: &[&str]) -> Book {
    let mut book = Book::good(names);
    for (col, column) in book.plan() {
        if matches!(column.key, ColumnKey::Judged(_)) {
            (FIRST_ROW..).take(names.len()).for_each(|row| book.put(sheets::DATA, (row, col), ""));
        }
    }
    book
}

fn evaluations(book: &Book) -> Evaluations {
    Evaluations::of_bytes("评分.xlsx", &to_bytes(&book.sheets).unwrap()).unwrap()
}

/// The scoring sheets of a judge.
fn blank(evaluations: &Evaluations, (name, number, of): (&str, usize, usize)) -> Vec<Sheet> {
    let plan = Plan::of(evaluations.whole()).unwrap();
    judges::sheets_of(&plan, &Judge { name: name.into(), number, of })
}

fn shown(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Blank => String::new(),
    }
}

/// The row or column of a text, on one line or on two.
fn find(sheet: &Sheet, words: &str) -> (u32, u32) {
    let mut cells = sheet.all_rows().cells();
    let (at, _) =
        cells.find(|(_, cell)| shown(cell).replace('\n', "") == words).unwrap_or_else(|| panic!("no {words}"));
    (at.row, at.col)
}

/// The cell of a mark.
fn mark_at(sheet: &Sheet, department: &str, indicator: &str) -> (u32, u32) {
    (find(sheet, department).0, find(sheet, indicator).1)
}

/// Puts a number, or a text as it is.
fn put(sheet: &mut Sheet, (row, col): (u32, u32), value: &str) {
    let cell = match Decimal::from_str(value) {
        Ok(number) => Cell::number(Role::Text, number, Format::General),
        Err(_) => Cell::text(Role::Text, value),
    };
    sheet.put(row, col, cell);
}

/// A judge who gives full marks, or a share of them, everywhere.
fn filled(evaluations: &Evaluations, judge: (&str, usize, usize), share: &str) -> Vec<Sheet> {
    let mut sheets = blank(evaluations, judge);
    let share = Decimal::from_str(share).unwrap();
    for sheet in &mut sheets {
        let allowed: Vec<_> = sheet.validations.clone();
        for guard in allowed {
            let jixiao::workbook::Allowed::Between(_, most) = guard.allowed else { panic!() };
            for row in guard.area.first.row..=guard.area.last.row {
                put(sheet, (row, guard.area.first.col), &(most * share).to_string());
            }
        }
    }
    sheets
}

fn save(sheets: &[Sheet], folder: &Path, name: &str) {
    fs::write(folder.join(name), to_bytes(sheets).unwrap()).unwrap();
}
