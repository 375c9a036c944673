//! Another city with a table of its own: other names of levels and columns, other weights, another order.
//! workbooks/second-city.tsv is the table, workbooks/second-city-departments.tsv what its departments filled in.

use super::book::find;
use jixiao::ground::expression::Relation;
use jixiao::ground::names::sheets;
use jixiao::ground::number::{original, tidy};
use jixiao::ground::place::{Area, CellRef, Place};
use jixiao::scheme::Scheme;
use jixiao::scheme::columns::{ColumnKey, DataColumn};
use jixiao::scheme::compile::compile;
use jixiao::scheme::parameters::Parameters;
use jixiao::scheme::system_sheet::parse_system;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::scheme::ties::Tie;
use jixiao::submission::department_list::ListedDepartment;
use jixiao::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, OWN_FIRST_ROW, template};
use jixiao::workbook::read::Grid;
use jixiao::workbook::sheet::{Cell, Column, Format, Print, Role, Sheet};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Where the workbook stands in the repository.
pub const WORKBOOK: &str = "workbooks/second-city.xlsx";

const TABLE: &str = include_str!("../../../workbooks/second-city.tsv");
const DEPARTMENTS: &str = include_str!("../../../workbooks/second-city-departments.tsv");
const HEADER: u32 = 2;
const WIDTHS: [u32; 8] = [6, 14, 14, 20, 8, 26, 60, 36];

/// 审核公式 of this city.
const TIES: [(bool, &str, &str); 2] = [
    (true, "编制人数 ≥ 0", "编制人数不为负"),
    (false, "重点项目支出 ≤ 项目总支出", "重点项目支出是项目总支出的一部分"),
];

/// 个性化指标: 部门, 三级指标, 名称, 分值, 目标值, 完成值, 计分方式, 评定得分, 说明.
const OWN: [[&str; 9]; 2] = [
    ["市交通运输局", "社会效益", "农村公路通达里程（公里）", "6", "1000", "900", "按完成比例", "", "一个标段延期"],
    ["市交通运输局", "生态效益", "新能源公交占比", "4", "", "", "评定", "4", ""],
];

/// The workbook.
pub fn workbook() -> Vec<Sheet> {
    let table = grid_of_text(TABLE);
    let (system, _) = parse_system(&table).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let (rules, _) = compile(&system).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let parameters = Parameters { year: "2023".into(), ..Parameters::default() };
    let scheme = Scheme::new(system, rules, parameters, ties());
    let lines: Vec<Vec<&str>> = DEPARTMENTS.lines().map(|line| line.split('\t').collect()).collect();
    let names = lines[0][2..].iter().zip(&lines[1][2..]);
    let departments: Vec<ListedDepartment> =
        names.map(|(name, category)| ListedDepartment::new(*name, *category)).collect();
    let mut book = template(&scheme, &departments);
    *find(&mut book, sheets::SYSTEM) = own_table(&table);
    fill_data(find(&mut book, sheets::DATA), &scheme.columns, &lines[2..]);
    fill_own(find(&mut book, sheets::OWN));
    // this city collects no self assessments
    book.retain(|sheet| sheet.name != sheets::SELF);
    book
}

fn ties() -> Vec<Tie> {
    let tie = |(number, (must, text, meaning)): (usize, &(bool, &str, &str))| Tie {
        id: format!("Y{number}"),
        must: *must,
        text: text.to_string(),
        relation: Relation::parse(text).expect("a tie of ours"),
        tolerance: Decimal::ZERO,
        meaning: meaning.to_string(),
        place: Place::sheet(sheets::TIES),
    };
    (1..).zip(&TIES).map(tie).collect()
}

/// The table as the city prints it.
fn own_table(table: &Grid) -> Sheet {
    let mut sheet = Sheet::new(sheets::SYSTEM);
    sheet.columns = WIDTHS.iter().map(|width| Column { width: *width, ..Column::default() }).collect();
    let last = WIDTHS.len() as u32 - 1;
    let bottom = table.rows.last().map_or(0, |row| row.index);
    for row in HEADER..bottom {
        for col in 0..=last {
            sheet.put(row, col, Cell::blank(if row == HEADER { Role::Header } else { Role::Centre }));
        }
    }
    for row in &table.rows {
        for (col, cell) in &row.cells {
            let role = role(row.index, *col, bottom);
            sheet.put(row.index, *col, typed(role, &original(cell)));
        }
    }
    sheet.merges = table.merges.clone();
    for row in [0, bottom] {
        sheet.merges.push(Area::new((row, 0), (row, last)));
    }
    sheet.freeze = Some(CellRef::new(HEADER + 1, 4));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    sheet
}

fn role(row: u32, col: u32, bottom: u32) -> Role {
    match (row, col) {
        (0, _) => Role::Title,
        (HEADER, _) => Role::Header,
        (row, _) if row == bottom => Role::Note,
        (row, _) if row + 1 == bottom => Role::Total,
        (_, 5..) => Role::Text,
        _ => Role::Centre,
    }
}

/// Numbers as numbers, percentages and words as text.
fn typed(role: Role, text: &str) -> Cell {
    match Decimal::from_str(text) {
        Ok(number) => Cell::number(role, number, Format::General),
        Err(_) => Cell::text(role, text),
    }
}

fn fill_data(sheet: &mut Sheet, columns: &[DataColumn], lines: &[Vec<&str>]) {
    for line in lines {
        let col = DATA_FIRST_COLUMN + column(columns, line[0], line[1]) as u32;
        for (row, text) in (DATA_FIRST_ROW..).zip(&line[2..]) {
            sheet.put(row, col, typed(Role::Input, text));
        }
    }
}

/// The planned column of a label under a 三级指标; an item is told by its marker.
fn column(columns: &[DataColumn], level3: &str, label: &str) -> usize {
    let is = |column: &DataColumn| {
        let begins = matches!(column.key, ColumnKey::RuleItem { .. }) && tidy(&column.label).starts_with(&tidy(label));
        column.level3 == level3 && (column.label == label || begins)
    };
    columns.iter().position(is).unwrap_or_else(|| panic!("no column {label} under {level3}"))
}

fn fill_own(sheet: &mut Sheet) {
    for (row, own) in (OWN_FIRST_ROW..).zip(&OWN) {
        for (col, text) in (0..).zip(own) {
            sheet.put(row, col, typed(Role::Input, text));
        }
    }
}
