//! What staff add to a workbook by hand: a total row, notes under the table, a hidden row, another sheet.

use super::book::{find, number_in};
use super::department::{Department, text};
use super::official::Official;
use super::planting::{Expected, Plant, Slots};
use jixiao::ground::finding::Code;
use jixiao::ground::names::sheets;
use jixiao::ground::place::{Area, CellRef, Place};
use jixiao::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW};
use jixiao::workbook::sheet::{Cell, Column, Format, Role, Sheet};

/// The row that someone hid.
const HIDDEN: &str = "市林业局";
/// A department of 自评得分 only.
const GONE: &str = "市环境保护局";
/// A sheet of the bureau's own.
const OWN_SHEET: &str = "工作记录";

/// Adds it all; the plants say where.
pub fn add(official: &Official, book: &mut Vec<Sheet>, departments: &[Department], slots: Slots) -> Vec<Plant> {
    let below = DATA_FIRST_ROW + slots.of(departments.len() - 1) + 1;
    let data = find(book, sheets::DATA);
    total_row(official, data, below);
    notes(data, below + 2);
    let hidden = departments.iter().position(|department| department.name == HIDDEN).expect("the hidden row");
    let hidden = DATA_FIRST_ROW + slots.of(hidden);
    data.rows[hidden as usize].hidden = true;
    gone_department(official, find(book, sheets::SELF), below);
    let parameters = find(book, sheets::PARAMETERS);
    set_parameter(parameters, "标题", "临湖市2020年度部门整体支出绩效评价结果");
    set_parameter(parameters, "编制单位", "临湖市财政局");
    set_parameter(parameters, "得分小数位", "");
    let unknown = unknown_parameter(parameters);
    book.push(own_sheet());
    plants(official, (below, hidden, unknown), departments, slots)
}

/// 合计, as live sums.
fn total_row(official: &Official, sheet: &mut Sheet, row: u32) {
    sheet.put(row, 0, Cell::blank(Role::Total));
    sheet.put(row, 1, Cell::text(Role::Total, "合计"));
    sheet.put(row, 2, Cell::blank(Role::Total));
    sheet.put(row, DATA_FIRST_COLUMN, Cell::blank(Role::Total));
    for (index, column) in official.scheme.columns.iter().enumerate() {
        let at = official.data_cell(0, index);
        let mut cell = Cell::blank(Role::Total);
        if matches!(column.unit.as_str(), "万元" | "人") {
            let sum = (DATA_FIRST_ROW..row).map(|row| number_in(sheet, row, at.col)).sum();
            let format = if column.unit == "人" { Format::Whole } else { Format::Amount };
            let letters = CellRef::column_name(at.col);
            cell = Cell::number(Role::Total, sum, format);
            cell.set_formula(Some(format!("SUM({letters}{}:{letters}{row})", DATA_FIRST_ROW + 1)));
        }
        sheet.put(row, at.col, cell);
    }
}

fn notes(sheet: &mut Sheet, row: u32) {
    let lines = [
        "注：本表数据取自各部门2020年度决算和附件3，金额单位为万元。",
        "填表人：　　　　审核人：　　　　填报日期：2021年4月15日",
    ];
    for (row, line) in (row..).zip(lines) {
        sheet.put_merged(Area::new((row, 0), (row, 9)), Cell::text(Role::Note, line));
    }
}

fn gone_department(official: &Official, sheet: &mut Sheet, row: u32) {
    sheet.put(row, 0, Cell::blank(Role::Centre));
    sheet.put(row, 1, text(GONE));
    for indicator in 0..official.scheme.system.indicators.len() {
        let at = official.self_cell(row - DATA_FIRST_ROW, indicator);
        sheet.put(at.row, at.col, Cell::blank(Role::Input));
        sheet.put(at.row, at.col + 1, Cell::blank(Role::Input));
    }
    let at = official.self_total_cell(row - DATA_FIRST_ROW);
    sheet.put(at.row, at.col, Cell::number(Role::Input, 91.into(), Format::General));
    sheet.put(at.row, at.col + 1, text("优秀"));
}

fn row_of(sheet: &Sheet, name: &str) -> u32 {
    let named = |row: &u32| sheet.get(*row, 0).is_some_and(|cell| *cell == Cell::text(Role::Text, name));
    (0..sheet.rows.len() as u32).find(named).unwrap_or_else(|| panic!("no setting {name}"))
}

fn set_parameter(sheet: &mut Sheet, name: &str, value: &str) {
    sheet.put(row_of(sheet, name), 1, text(value));
}

/// A line of the bureau's own, under the settings of the program.
fn unknown_parameter(sheet: &mut Sheet) -> u32 {
    let row = row_of(sheet, "优秀比例上限") + 1;
    sheet.put(row, 0, Cell::text(Role::Text, "经办科室"));
    sheet.put(row, 1, text("绩效管理科"));
    row
}

fn own_sheet() -> Sheet {
    let mut sheet = Sheet::new(OWN_SHEET);
    sheet.columns = [16, 60].map(|width| Column { width, ..Column::default() }).to_vec();
    let lines = [
        ("日期", "事项"),
        ("2021-03-10", "印发通知，布置2020年度部门整体支出绩效自评。"),
        ("2021-04-15", "汇总各部门附件3，退回6个部门补充材料。"),
        ("2021-05-20", "开展现场复核，登记不符合要求的例数。"),
    ];
    for (row, (day, what)) in (0..).zip(lines) {
        let role = if row == 0 { Role::Header } else { Role::Text };
        sheet.put(row, 0, Cell::text(role, day));
        sheet.put(row, 1, Cell::text(role, what));
    }
    sheet
}

fn plants(official: &Official, rows: (u32, u32, u32), departments: &[Department], slots: Slots) -> Vec<Plant> {
    let (below, hidden, parameter) = rows;
    let data = |row, col| Place::cell(sheets::DATA, CellRef::new(row, col));
    let plant = |department: &str, place: Place, code: Code, planted: &str| Plant {
        department: department.to_string(),
        place: place.clone(),
        planted: planted.to_string(),
        expected: vec![Expected::Finding(code, place)],
    };
    let row_of = |name: &str, last: bool| {
        let named = |department: &&Department| department.name == name;
        let first = departments.iter().position(|one| named(&one)).expect("a department");
        let found = if last { departments.iter().rposition(|one| named(&one)).unwrap_or(first) } else { first };
        DATA_FIRST_ROW + slots.of(found)
    };
    let blank = slots.blank_before.map_or(below, |before| DATA_FIRST_ROW + slots.of(before) - 1);
    let sums = official.data_cell(below - DATA_FIRST_ROW, 0);
    vec![
        plant("市统计局", data(row_of("市统计局", true), 1), Code::DuplicateDepartment, "the same department twice"),
        plant("", data(row_of("", false), 1), Code::NameMissing, "a row with figures and no name"),
        plant(HIDDEN, data(hidden, 0), Code::HiddenUsed, "a hidden row: it is scored all the same"),
        Plant { expected: Vec::new(), ..plant("", data(blank, 0), Code::RowSkipped, "a blank row: passed over") },
        plant("", data(below, 1), Code::RowSkipped, "a total row"),
        plant("", Place::cell(sheets::DATA, sums), Code::ResultUnsure, "live SUM formulas in it"),
        plant("", Place::cell(sheets::DATA, sums), Code::FormulaAsValue, "(the same)"),
        plant("", data(below + 2, 0), Code::RowSkipped, "a note under the table"),
        plant("", data(below + 3, 0), Code::RowSkipped, "a line for signatures"),
        plant("", data(DATA_FIRST_ROW - 1, DATA_FIRST_COLUMN), Code::ColumnUnknown, "an inserted column: 归口科室"),
        plant(
            GONE,
            Place::cell(sheets::SELF, CellRef::new(below, 1)),
            Code::SelfUnknown,
            "自评 of a department not in 部门数据",
        ),
        plant("", Place::sheet(sheets::PARAMETERS), Code::SettingDefault, "得分小数位 left blank"),
        plant(
            "",
            Place::cell(sheets::PARAMETERS, CellRef::new(parameter, 1)),
            Code::SettingUnknown,
            "a line of the bureau's own: 经办科室",
        ),
        plant("", Place::sheet(OWN_SHEET), Code::SheetUnknown, "a sheet of the bureau's own"),
    ]
}
