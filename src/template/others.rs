//! 自评得分, 个性化指标 and 审核公式.

use crate::ground::names::{OWN_HEADINGS, SELF_GRADE, SELF_MARKS, SELF_REASON, SELF_TOTAL, TIE_HEADINGS, sheets};
use crate::ground::{Area, CellRef};
use crate::scheme::{Scheme, Tie};
use crate::submission::ListedDepartment;
use crate::template::department_rows;
use crate::workbook::sheet::{Cell, PAGE_ROOM};
use crate::workbook::{Allowed, Column, Format, Print, Role, Sheet, Validation};
use rust_decimal::Decimal;

/// First department row of 自评得分.
pub const SELF_FIRST_ROW: u32 = 5;
const SELF_TOP: u32 = 2;
const SELF_BOTTOM: u32 = 4;
/// First indicator column of 自评得分.
pub const SELF_FIRST_COLUMN: u32 = 2;
/// First row of 个性化指标.
pub const OWN_FIRST_ROW: u32 = 3;
/// Rows left for 个性化指标.
const OWN_ROWS: u32 = 60;

/// 自评得分
pub fn self_assessment(scheme: &Scheme, departments: &[ListedDepartment]) -> Sheet {
    let mut sheet = Sheet::new(sheets::SELF);
    let indicators = &scheme.system.indicators;
    let total = SELF_FIRST_COLUMN + 2 * indicators.len() as u32;
    sheet.columns = [6, 28].map(|width| Column { width, ..Column::default() }).to_vec();
    for _ in indicators {
        sheet.columns.extend([10, 26].map(|width| Column { width, ..Column::default() }));
    }
    sheet.columns.extend([12, 12].map(|width| Column { width, ..Column::default() }));
    sheet.put_merged(Area::new((0, 0), (0, 9)), Cell::text(Role::Title, "自评得分"));
    let note = "照附件3-1抄录部门自评：扣了分的必须填扣分原因。没有自评的部门整行留空。";
    sheet.put_merged(Area::new((1, 0), (1, 9)), Cell::text(Role::Note, note));
    for (col, name) in [(0, "序号"), (1, "部门（单位）名称"), (total, SELF_TOTAL.name), (total + 1, SELF_GRADE.name)]
    {
        header(&mut sheet, Area::new((SELF_TOP, col), (SELF_BOTTOM, col)), name);
    }
    self_headings(&mut sheet, scheme);
    for (at, indicator) in indicators.iter().enumerate() {
        let col = SELF_FIRST_COLUMN + 2 * at as u32;
        let marks = match indicator.group {
            Some(_) => format!("同组共{}分", indicator.marks),
            None => format!("{}分", indicator.marks),
        };
        let note = format!("【{}】{marks}\n评分标准：{}", indicator.path.level3, indicator.criterion.text);
        sheet.put(SELF_BOTTOM, col, Cell::text(Role::Header, SELF_MARKS).noted(note));
        sheet.put(SELF_BOTTOM, col + 1, Cell::text(Role::Header, SELF_REASON.name));
        let area = Area::new((SELF_FIRST_ROW, col), (SELF_FIRST_ROW + department_rows(departments) - 1, col));
        let allowed = Allowed::Between(Decimal::ZERO, indicator.marks.0);
        let prompt = format!("填0至{}之间的自评得分", indicator.marks);
        sheet.validations.push(Validation { area, allowed, prompt, strict: false });
    }
    self_rows(&mut sheet, departments, total + 1);
    sheet.freeze = Some(CellRef::new(SELF_FIRST_ROW, SELF_FIRST_COLUMN));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((SELF_TOP, SELF_BOTTOM)),
        repeat_columns: Some((0, 1)),
        ..Print::default()
    };
    let starts: Vec<u32> = (0..indicators.len() as u32).map(|at| SELF_FIRST_COLUMN + 2 * at).collect();
    sheet.break_between(&starts, PAGE_ROOM);
    sheet
}

fn header(sheet: &mut Sheet, area: Area, text: &str) {
    for row in area.first.row..=area.last.row {
        for col in area.first.col..=area.last.col {
            sheet.put(row, col, Cell::blank(Role::Header));
        }
    }
    sheet.put_merged(area, Cell::text(Role::Header, text));
}

fn self_headings(sheet: &mut Sheet, scheme: &Scheme) {
    for heading in &scheme.system.level2 {
        let first = SELF_FIRST_COLUMN + 2 * heading.first as u32;
        let area = Area::new((SELF_TOP, first), (SELF_TOP, first + 2 * heading.count as u32 - 1));
        header(sheet, area, &heading.name);
    }
    for (at, indicator) in scheme.system.indicators.iter().enumerate() {
        let col = SELF_FIRST_COLUMN + 2 * at as u32;
        header(sheet, Area::new((SELF_TOP + 1, col), (SELF_TOP + 1, col + 1)), &indicator.path.level3);
    }
}

fn self_rows(sheet: &mut Sheet, departments: &[ListedDepartment], last: u32) {
    for at in 0..department_rows(departments) {
        let row = SELF_FIRST_ROW + at;
        let department = departments.get(at as usize);
        match department {
            Some(_) => sheet.put(row, 0, Cell::number(Role::Centre, Decimal::from(at + 1), Format::Whole)),
            None => sheet.put(row, 0, Cell::blank(Role::Centre)),
        }
        sheet.put(row, 1, Cell::text(Role::Input, department.map(|listed| listed.name.as_str()).unwrap_or_default()));
        for col in 2..=last {
            sheet.put(row, col, Cell::blank(Role::Input));
        }
    }
}

/// 个性化指标
pub fn own() -> Sheet {
    let mut sheet = Sheet::new(sheets::OWN);
    let widths = [28, 30, 34, 8, 12, 12, 14, 12, 40];
    sheet.columns = widths.map(|width| Column { width, ..Column::default() }).to_vec();
    sheet.put_merged(Area::new((0, 0), (0, 8)), Cell::text(Role::Title, "个性化指标"));
    let note = "部门把官方指标细化成自己的指标时填写，每项一行；同一官方指标（或共用一个分值的几项）下的分值合计必须等于官方分值。\
                计分方式“评定”：填评定得分；“按完成比例”：填目标值、完成值，得分＝完成值÷目标值×分值，最高为分值。没有个性化指标的部门不填。";
    sheet.put_merged(Area::new((1, 0), (1, 8)), Cell::text(Role::Note, note));
    for (col, heading) in (0..9).zip(&OWN_HEADINGS) {
        let name = if col == 0 { "部门（单位）名称" } else { heading.name };
        sheet.put(2, col, Cell::text(Role::Header, name));
    }
    for row in OWN_FIRST_ROW..OWN_FIRST_ROW + OWN_ROWS {
        for col in 0..9 {
            sheet.put(row, col, Cell::blank(Role::Input));
        }
    }
    let list = ["评定", "按完成比例"].map(str::to_string).to_vec();
    let area = Area::new((OWN_FIRST_ROW, 6), (OWN_FIRST_ROW + OWN_ROWS - 1, 6));
    let prompt = "从下拉列表中选择；空白按“评定”".to_string();
    sheet.validations.push(Validation { area, allowed: Allowed::List(list), prompt, strict: true });
    sheet.freeze = Some(CellRef::new(3, 1));
    sheet.print = Print { landscape: true, repeat_rows: Some((2, 2)), ..Print::default() };
    sheet
}

/// 审核公式
pub fn ties(scheme: &Scheme) -> Sheet {
    let mut sheet = Sheet::new(sheets::TIES);
    sheet.columns = [8, 10, 70, 10, 60].map(|width| Column { width, ..Column::default() }).to_vec();
    sheet.put_merged(Area::new((0, 0), (0, 4)), Cell::text(Role::Title, "审核公式（勾稽关系）"));
    let note =
        "“必须”：不成立即为差错；“提示”：可能合理，附说明即可。公式两边用 = ≤ ≥ 连接，容差内视为成立。可增删改。";
    sheet.put_merged(Area::new((1, 0), (1, 4)), Cell::text(Role::Note, note));
    for (col, heading) in (0..).zip(&TIE_HEADINGS) {
        sheet.put(2, col, Cell::text(Role::Header, heading.name));
    }
    for (row, tie) in (3..).zip(&scheme.ties) {
        tie_row(&mut sheet, row, tie);
    }
    let last = 3 + scheme.ties.len().max(1) as u32 + 10;
    let list = ["必须", "提示"].map(str::to_string).to_vec();
    sheet.validations.push(Validation {
        area: Area::new((3, 1), (last, 1)),
        allowed: Allowed::List(list),
        prompt: "必须或提示".into(),
        strict: true,
    });
    sheet.freeze = Some(CellRef::new(3, 0));
    sheet.print = Print { landscape: true, repeat_rows: Some((2, 2)), ..Print::default() };
    sheet
}

fn tie_row(sheet: &mut Sheet, row: u32, tie: &Tie) {
    sheet.put(row, 0, Cell::text(Role::Centre, &tie.id));
    sheet.put(row, 1, Cell::text(Role::Input, if tie.must { "必须" } else { "提示" }));
    sheet.put(row, 2, Cell::text(Role::Input, &tie.text));

    sheet.put(row, 3, Cell::number(Role::Input, tie.tolerance, Format::General));
    sheet.put(row, 4, Cell::text(Role::Text, &tie.meaning));
}
