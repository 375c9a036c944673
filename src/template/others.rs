//! 自评得分, 个性化指标 and 审核公式.

use crate::ground::names::{OWN_HEADINGS, SELF_GRADE, SELF_MARKS, SELF_REASON, SELF_TOTAL, TIE_HEADINGS, sheets};
use crate::ground::{Area, CellRef};
use crate::result::{header, offer};
use crate::scheme::{Scheme, Tie};
use crate::submission::ListedDepartment;
use crate::template::{department_cells, department_rows, titled};
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Allowed, Format, Print, Role, Sheet, Validation};
use rust_decimal::Decimal;

/// First department row of 自评得分.
pub const SELF_FIRST_ROW: u32 = 5;
const SELF_TOP: u32 = 2;
const SELF_BOTTOM: u32 = 4;
/// First indicator column of 自评得分.
pub const SELF_FIRST_COLUMN: u32 = 2;
/// First row of 个性化指标.
pub const OWN_FIRST_ROW: u32 = 3;
/// Rows left for 个性化指标: what one page holds.
const OWN_ROWS: u32 = 24;

/// 自评得分
pub fn self_assessment(scheme: &Scheme, departments: &[ListedDepartment]) -> Sheet {
    let indicators = &scheme.system.indicators;
    let total = SELF_FIRST_COLUMN + 2 * indicators.len() as u32;
    let note = "照附件3-1抄录部门自评：扣了分的必须填扣分原因。没有自评的部门整行留空。";
    let widths = [&[6, 28], [10, 26].repeat(indicators.len()).as_slice(), &[12, 12]].concat();
    let mut sheet = titled(sheets::SELF, &widths, ["自评得分", note], 9);
    for (col, name) in [(0, "序号"), (1, "部门（单位）名称"), (total, SELF_TOTAL.name), (total + 1, SELF_GRADE.name)]
    {
        sheet.put_framed(Area::new((SELF_TOP, col), (SELF_BOTTOM, col)), Cell::text(Role::Header, name));
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
    department_cells(&mut sheet, SELF_FIRST_ROW, departments, total + 1);
    sheet.freeze = Some(CellRef::new(SELF_FIRST_ROW, SELF_FIRST_COLUMN));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((SELF_TOP, SELF_BOTTOM)),
        repeat_columns: Some((0, 1)),
        starts: (0..indicators.len() as u32).map(|at| SELF_FIRST_COLUMN + 2 * at).collect(),
        ..Print::default()
    };
    sheet
}

fn self_headings(sheet: &mut Sheet, scheme: &Scheme) {
    for heading in &scheme.system.level2 {
        let first = SELF_FIRST_COLUMN + 2 * heading.first as u32;
        let area = Area::new((SELF_TOP, first), (SELF_TOP, first + 2 * heading.count as u32 - 1));
        sheet.put_framed(area, Cell::text(Role::Header, &heading.name));
    }
    for (at, indicator) in scheme.system.indicators.iter().enumerate() {
        let col = SELF_FIRST_COLUMN + 2 * at as u32;
        let area = Area::new((SELF_TOP + 1, col), (SELF_TOP + 1, col + 1));
        sheet.put_framed(area, Cell::text(Role::Header, &indicator.path.level3));
    }
}

/// 个性化指标
pub fn own() -> Sheet {
    let note = "部门把官方指标细化成自己的指标时填写，每项一行；同一官方指标（或共用一个分值的几项）下的分值合计必须等于官方分值。\
                计分方式“评定”：填评定得分；“按完成比例”：填目标值、完成值，达到目标值得满分，没有达到的按完成值÷目标值×分值；不得超过的目标值写“≤90”，超过的按目标值÷完成值×分值；也可写“＝90”“80～90”。没有个性化指标的部门不填。";
    let mut sheet = titled(sheets::OWN, &[18, 22, 24, 7, 10, 10, 12, 10, 24], ["个性化指标", note], 8);
    let names = OWN_HEADINGS[1..9].iter().map(|heading| heading.name);
    header(&mut sheet, 2, ["部门（单位）名称"].into_iter().chain(names));
    let blank = Row::of(vec![Cell::blank(Role::Input); 9]);
    sheet.rows.resize((OWN_FIRST_ROW + OWN_ROWS) as usize, blank);
    let area = Area::new((OWN_FIRST_ROW, 6), (OWN_FIRST_ROW + OWN_ROWS - 1, 6));
    offer(&mut sheet, area, &["评定", "按完成比例"], "从下拉列表中选择；空白按“评定”");
    sheet.freeze = Some(CellRef::new(3, 1));
    sheet.print = Print { landscape: true, repeat_rows: Some((2, 2)), ..Print::default() };
    sheet
}

/// 审核公式
pub fn ties(scheme: &Scheme) -> Sheet {
    let note =
        "“必须”：不成立即为差错；“提示”：可能合理，附说明即可。公式两边用 = ≤ ≥ 连接，容差内视为成立。可增删改。";
    let mut sheet = titled(sheets::TIES, &[8, 8, 62, 8, 54], ["审核公式（勾稽关系）", note], 4);
    header(&mut sheet, 2, TIE_HEADINGS.map(|heading| heading.name));
    sheet.rows.extend(scheme.ties.iter().map(tie_row));
    let last = 3 + scheme.ties.len().max(1) as u32 + 10;
    offer(&mut sheet, Area::new((3, 1), (last, 1)), &["必须", "提示"], "必须或提示");
    sheet.freeze = Some(CellRef::new(3, 0));
    sheet.print = Print { landscape: true, repeat_rows: Some((2, 2)), ..Print::default() };
    sheet
}

fn tie_row(tie: &Tie) -> Row {
    Row::of([
        Cell::text(Role::Centre, &tie.id),
        Cell::text(Role::Input, if tie.must { "必须" } else { "提示" }),
        Cell::text(Role::Input, &tie.text),
        Cell::number(Role::Input, tie.tolerance, Format::General),
        Cell::text(Role::Text, &tie.meaning),
    ])
}
