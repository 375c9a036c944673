//! 部门数据: 附件3-1 turned on its side, one row for each department.

use crate::criterion::Part;
use crate::ground::names::sheets;
use crate::ground::{Area, CellRef};
use crate::scheme::{ColumnKey, DataColumn, Scheme};
use crate::submission::ListedDepartment;
use crate::template::{department_cells, department_rows, titled};
use crate::workbook::sheet::Cell;
use crate::workbook::{Allowed, Column, Print, Role, Sheet, Validation};
use rust_decimal::Decimal;

const TOP: u32 = 2;
const BOTTOM: u32 = 4;
/// First department row.
pub const FIRST_ROW: u32 = 5;
/// First planned column; before it stand 序号, name and 部门类别.
pub const FIRST_COLUMN: u32 = 3;

/// The sheet.
pub fn sheet(scheme: &Scheme, departments: &[ListedDepartment]) -> Sheet {
    let last = FIRST_COLUMN + scheme.columns.len().max(1) as u32 - 1;
    let note = "金额单位：万元。空白表示没有数据（不是0）；数据项确实没有的填“无”。是/否项目也可填实际得分。";
    let mut sheet = titled(sheets::DATA, &[6, 28, 14], ["部门数据", note], 9.min(last));
    sheet.columns.extend(columns(&scheme.columns));
    for (col, name) in (0..).zip(["序号", "部门（单位）名称", "部门类别"]) {
        sheet.put_framed(Area::new((TOP, col), (BOTTOM, col)), Cell::text(Role::Header, name));
    }
    spans(&mut sheet, &scheme.columns, TOP, |column| column.level2.clone());
    spans(&mut sheet, &scheme.columns, TOP + 1, |column| format!("{}\u{1}{}", column.level2, column.level3));
    for (col, column) in (FIRST_COLUMN..).zip(&scheme.columns) {
        let unit = if column.unit.is_empty() { String::new() } else { format!("（{}）", column.unit) };
        let cell = Cell::text(Role::Header, format!("{}{unit}", column.label)).noted(&column.note);
        sheet.put(BOTTOM, col, cell);
    }
    rows(&mut sheet, scheme, departments);
    sheet.freeze = Some(CellRef::new(FIRST_ROW, FIRST_COLUMN));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((TOP, BOTTOM)),
        repeat_columns: Some((0, 1)),
        starts: group_starts(&scheme.columns),
        ..Print::default()
    };
    sheet
}

/// Where each 三级指标 begins.
fn group_starts(plan: &[DataColumn]) -> Vec<u32> {
    let first_of_group = |at: &usize| *at == 0 || plan[at - 1].level3 != plan[*at].level3;
    (0..plan.len()).filter(first_of_group).map(|at| FIRST_COLUMN + at as u32).collect()
}

fn columns(plan: &[DataColumn]) -> impl Iterator<Item = Column> {
    plan.iter().enumerate().map(|(at, column)| {
        // the first column of each 二级指标 stays when its group is folded
        let first = at == 0 || plan[at - 1].level2 != column.level2;
        let width = match column.key {
            ColumnKey::Remark(_) => 24,
            ColumnKey::RuleItem { .. } => 18,
            _ => 13,
        };
        Column { width, level: u8::from(!first), ..Column::default() }
    })
}

/// A heading over the columns that share it.
fn spans(sheet: &mut Sheet, plan: &[DataColumn], row: u32, name: fn(&DataColumn) -> String) {
    let mut col = FIRST_COLUMN;
    for run in plan.chunk_by(|a, b| name(a) == name(b)) {
        let last = col + run.len() as u32 - 1;
        let text = name(&run[0]);
        let text = text.rsplit('\u{1}').next().unwrap_or_default();
        sheet.put_framed(Area::new((row, col), (row, last)), Cell::text(Role::Header, text));
        col = last + 1;
    }
}

fn rows(sheet: &mut Sheet, scheme: &Scheme, departments: &[ListedDepartment]) {
    department_cells(sheet, FIRST_ROW, departments, FIRST_COLUMN + scheme.columns.len() as u32 - 1);
    for (row, department) in (FIRST_ROW..).zip(departments) {
        sheet.put(row, 2, Cell::text(Role::Input, &department.category));
    }
    let last = FIRST_ROW + department_rows(departments) - 1;
    for (col, column) in (FIRST_COLUMN..).zip(&scheme.columns) {
        sheet.validations.extend(guard(scheme, column, Area::new((FIRST_ROW, col), (last, col))));
    }
}

/// What may be filled in for a planned column, in an area of it.
pub fn guard(scheme: &Scheme, column: &DataColumn, area: Area) -> Option<Validation> {
    let (allowed, prompt, strict) = match &column.key {
        ColumnKey::DataItem(_) if column.unit == "人" => (Allowed::Count, "填人数；没有的填“无”".into(), false),
        ColumnKey::DataItem(_) if column.unit == "%" => {
            let prompt = "填百分数，如95%或95；不要填0.95".to_string();
            (Allowed::Between(Decimal::ZERO, Decimal::ONE_THOUSAND), prompt, false)
        }
        ColumnKey::RuleItem { indicator, item } => match scheme.rules[*indicator].rule.part(*item) {
            Part::Grade(words) => {
                let prompt = format!("填所属的等级：{}", words.join("、"));
                (Allowed::List(words), prompt, false)
            }
            Part::Event => {
                let list = ["是", "否"].map(str::to_string).to_vec();
                (Allowed::List(list), "发生的填“是”，本项不得分；没有发生的填“否”".into(), false)
            }
            Part::Check(_) => {
                let list = ["是", "否", "不适用"].map(str::to_string).to_vec();
                (Allowed::List(list), "填“是”或“否”；也可填这一项的实际得分".into(), false)
            }
            Part::Count => {
                let prompt = match scheme.rules[*indicator].rule.counts_done() {
                    Some(unit) => format!("填完成的数量（{unit}）；没有的填0"),
                    None => "填不符合要求的例数；没有的填0".into(),
                };
                (Allowed::Count, prompt, false)
            }
        },
        ColumnKey::Judged(indicator) => {
            let marks = scheme.system.indicators[*indicator].marks;
            let hint = scheme.rules[*indicator].rule.hint();
            // Excel shows no more
            let hint = hint.map(|hint| format!("：{hint}")).filter(|hint| hint.chars().count() < 220);
            let prompt = format!("填0至{marks}之间的评定得分{}", hint.unwrap_or_default());
            (Allowed::Between(Decimal::ZERO, marks.0), prompt, true)
        }
        ColumnKey::Share(indicator) => {
            let marks = scheme.system.indicators[*indicator].marks;
            let prompt = format!("本部门这一项的分值；同组合计{marks}分。不拆分的，同组都留空");
            (Allowed::Between(Decimal::ZERO, marks.0), prompt, true)
        }
        ColumnKey::DataItem(_) | ColumnKey::Remark(_) => return None,
    };
    Some(Validation { area, allowed, prompt, strict })
}
