//! A workbook with more scores than formulas are good for: the program writes values by itself, and says so.

use crate::support;
use calamine::{Data, Reader, Xlsx, open_workbook};
use jixiao::evaluate::{MOST_LIVE_SCORES, Style};
use jixiao::ground::names::sheets;
use jixiao::scheme::Scheme;
use jixiao::scheme::columns::ColumnKey;
use jixiao::scheme::system_sheet::parse_system;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::submission::department_list::ListedDepartment;
use jixiao::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, template};
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet};
use rust_decimal::Decimal;

const INDICATORS: usize = 1000;

/// Indicators that a person judges: the cheapest scores there are.
fn workbook(departments: usize) -> Vec<Sheet> {
    let mut table = String::from("一级指标\t二级指标\t三级指标\t评分标准\t分值\n");
    table.extend((1..=INDICATORS).map(|at| format!("产出\t数量\t指标{at}\t由评审人员评定。\t0.1\n")));
    let (system, _) = parse_system(&grid_of_text(&table)).unwrap();
    let scheme = Scheme { ties: Vec::new(), ..Scheme::of_system(system).unwrap() };
    let names: Vec<ListedDepartment> =
        (1..=departments).map(|at| ListedDepartment::new(format!("第{at}局"), "")).collect();
    let mut made = template(&scheme, &names);
    made.retain(|sheet| sheet.name != sheets::SELF);
    let data = made.iter_mut().find(|sheet| sheet.name == sheets::DATA).unwrap();
    let judged =
        (DATA_FIRST_COLUMN..).zip(&scheme.columns).filter(|(_, column)| matches!(column.key, ColumnKey::Judged(_)));
    for (col, _) in judged {
        for row in (DATA_FIRST_ROW..).take(departments) {
            data.put(row, col, Cell::number(Role::Input, Decimal::new(1, 1), Format::General));
        }
    }
    made
}

#[test]
fn beyond_the_limit_values_are_written_and_the_program_says_so() {
    let folder = support::folder();
    let departments = MOST_LIVE_SCORES / INDICATORS + 1;
    jixiao::cli::save::save(&workbook(departments), &folder.path().join("评分.xlsx")).unwrap();
    let (_, said) = support::said(folder.path(), &["评分.xlsx"]);
    assert!(said.contains(&format!("结果形式：{}。", Style::TooMany.words())), "{said}");
    let mut result: Xlsx<_> = open_workbook(folder.path().join("评分-评分结果.xlsx")).unwrap();
    assert!(!result.sheet_names().iter().any(|name| name == sheets::WORKING));
    assert_eq!(result.worksheet_formula(sheets::SCORES).unwrap().used_cells().count(), 0);
    let told = result.worksheet_range(sheets::RUN).unwrap();
    let words = Data::String(Style::TooMany.words().into());
    assert!(told.used_cells().any(|(_, _, cell)| *cell == words), "运行信息 does not say so");
}
