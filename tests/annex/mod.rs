//! The annex: what is printed, signed and attached.

mod contents;
mod files;
mod paper;
mod tables;

use jixiao::evaluate::{Evaluation, Whole};
use jixiao::workbook::Sheet;
use jixiao::workbook::sheet::{Cell, Value};

/// All sheets of an annex.
fn annex(evaluation: &Evaluation) -> Vec<Sheet> {
    annex_of(evaluation.into())
}

/// The same of a workbook with one 评分表 or several.
fn annex_of(whole: Whole) -> Vec<Sheet> {
    jixiao::annex::parts(whole).into_iter().map(|sheet| sheet.make().into_sheet().into_owned()).collect()
}

fn example() -> Evaluation {
    let bytes = std::fs::read(crate::support::path("workbooks/example.xlsx")).unwrap();
    jixiao::evaluate("example.xlsx", &bytes).unwrap()
}

fn named<'a>(sheets: &'a [Sheet], name: &str) -> &'a Sheet {
    sheets.iter().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

fn shown(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Blank => String::new(),
    }
}

/// The rows of a sheet as texts.
fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(|(_, cell)| shown(cell)).collect()).collect()
}

/// Every text of a sheet, a line each.
fn texts(sheet: &Sheet) -> String {
    rows(sheet).concat().join("\n")
}
