//! The standard workbook filled in: the template of the program, and what the departments typed.

use super::department::{Department, text};
use super::official::Official;
use super::own_plants;
use super::planting::Slots;
use jixiao::ground::convention::Conventions;
use jixiao::ground::names::sheets;
use jixiao::ground::place::Area;
use jixiao::scheme::Scheme;
use jixiao::submission::department_list::ListedDepartment;
use jixiao::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, template};
use jixiao::workbook::sheet::{Cell, Column, Format, Role, Sheet, Value};
use rust_decimal::Decimal;

/// The standard workbook of these departments, with one column inserted by hand in 部门数据 (归口科室).
pub fn fill(official: &Official, departments: &[Department], slots: Slots, conventions: &Conventions) -> Vec<Sheet> {
    let count = slots.of(departments.len() - 1) + 1;
    let mut rows = vec![ListedDepartment::default(); count as usize];
    for (index, department) in departments.iter().enumerate() {
        rows[slots.of(index) as usize] = ListedDepartment::new(&department.name, &department.category);
    }
    let scheme = Scheme { year: "2020".into(), conventions: conventions.clone(), ..official.scheme.clone() };
    let mut book = template(&scheme, &rows);
    insert_column(find(&mut book, sheets::DATA), DATA_FIRST_COLUMN, "归口科室");
    for (index, department) in departments.iter().enumerate() {
        let slot = slots.of(index);
        fill_data(official, find(&mut book, sheets::DATA), (slot, index), department);
        fill_self(official, find(&mut book, sheets::SELF), (slot, index), department);
    }
    own_plants::fill(find(&mut book, sheets::OWN), departments, slots.blank_before.is_some());
    if let Some(blank) = slots.blank_before {
        for name in [sheets::DATA, sheets::SELF] {
            let row = DATA_FIRST_ROW + slots.of(blank) - 1;
            find(&mut book, name).put(row, 0, Cell::blank(Role::Centre));
        }
    }
    book
}

/// A sheet of the workbook.
pub fn find<'a>(book: &'a mut [Sheet], name: &str) -> &'a mut Sheet {
    book.iter_mut().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

fn numbered(sheet: &mut Sheet, row: u32, index: usize) {
    sheet.put(row, 0, Cell::number(Role::Centre, Decimal::from(index + 1), Format::Whole));
}

fn fill_data(official: &Official, sheet: &mut Sheet, (slot, index): (u32, usize), department: &Department) {
    let row = DATA_FIRST_ROW + slot;
    numbered(sheet, row, index);
    sheet.put(row, DATA_FIRST_COLUMN, text(&department.office));
    for (column, cell) in department.cells.iter().enumerate() {
        let at = official.data_cell(slot, column);
        sheet.put(at.row, at.col, cell.clone());
    }
}

fn fill_self(official: &Official, sheet: &mut Sheet, (slot, index): (u32, usize), department: &Department) {
    numbered(sheet, DATA_FIRST_ROW + slot, index);
    sheet.put(DATA_FIRST_ROW + slot, 1, text(&department.self_name));
    let Some(own) = &department.own_marks else { return };
    for indicator in 0..own.marks.len() {
        let at = official.self_cell(slot, indicator);
        sheet.put(at.row, at.col, own.cell(indicator));
        sheet.put(at.row, at.col + 1, text(&own.reasons[indicator]));
    }
    let at = official.self_total_cell(slot);
    sheet.put(at.row, at.col, own.total_cell());
    sheet.put(at.row, at.col + 1, text(own.grade));
}

/// Inserts a column as a user would: everything from `at` on moves right.
fn insert_column(sheet: &mut Sheet, at: u32, heading: &str) {
    let shift = |col: &mut u32| *col += u32::from(*col >= at);
    for row in &mut sheet.rows {
        row.cells.iter_mut().for_each(|(col, _)| shift(col));
    }
    for area in sheet.merges.iter_mut().chain(sheet.validations.iter_mut().map(|validation| &mut validation.area)) {
        shift(&mut area.first.col);
        shift(&mut area.last.col);
    }
    if let Some(freeze) = &mut sheet.freeze {
        shift(&mut freeze.col);
    }
    sheet.columns.insert(at as usize, Column { width: 14, ..Column::default() });
    for row in DATA_FIRST_ROW - 3..DATA_FIRST_ROW {
        sheet.put(row, at, Cell::blank(Role::Header));
    }
    let area = Area::new((DATA_FIRST_ROW - 3, at), (DATA_FIRST_ROW - 1, at));
    sheet.put_merged(area, Cell::text(Role::Header, heading));
}

/// The number in a cell, 0 where there is none: what SUM takes of it.
pub fn number_in(sheet: &Sheet, row: u32, col: u32) -> Decimal {
    match sheet.get(row, col).map(|cell| &cell.value) {
        Some(Value::Number(number)) => *number,
        _ => Decimal::ZERO,
    }
}
