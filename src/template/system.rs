//! 评分表: 附件3-1 as it is, with 计算公式 and 公式依据 added.

use crate::ground::Area;
use crate::ground::names::{BY_HAND, SYSTEM_HEADINGS, sheets};
use crate::result::{columns, header};
use crate::scheme::{IndicatorSystem, Scheme};
use crate::template::rows::Rows;
use crate::workbook::sheet::Cell;
use crate::workbook::{Column, Format, Print, Role, Sheet};

/// The columns of 附件3-1 with 计算公式 and 公式依据.
const COLUMNS: u32 = 7;
/// First indicator row.
pub const FIRST_ROW: u32 = 4;
const HEADER: u32 = 3;
const WIDTHS: [u32; COLUMNS as usize] = [8, 10, 16, 50, 6, 26, 20];
/// 备注 of the official table.
const NOTE: &str = "备注：如部门（单位）根据本部门实际情况修改调整了附件3《部门整体支出绩效评价指标体系（参考样表）》，须相应修改调整本表中的对应部分。";

/// 备注 of a 评分表, or that of the official one where it has none of its own.
pub fn note(system: &IndicatorSystem) -> &str {
    if system.note.is_empty() { NOTE } else { &system.note }
}

/// The sheet.
pub fn sheet(scheme: &Scheme) -> Sheet {
    let system = &scheme.system;
    let mut sheet = Sheet { columns: columns(&WIDTHS), ..Sheet::new(&scheme.table.sheet) };
    sheet.put(0, 0, Cell::text(Role::Attachment, "附件3-1"));
    let title = if system.title.is_empty() { "部门整体支出绩效评价评分表" } else { &system.title };
    sheet.put_merged(Area::new((1, 0), (1, 6)), Cell::text(Role::Title, title));
    sheet.put_merged(Area::new((2, 0), (2, 6)), Cell::text(Role::Unit, "单位：分"));
    header(&mut sheet, HEADER, SYSTEM_HEADINGS.map(|heading| heading.name));
    if let Some(cell) = sheet.get_mut(HEADER, 5) {
        cell.set_note(Some(format!(
            "计算公式由数据项和＋－×÷（）组成，数据项就是“{}”表的列。换用其他口径时改这里即可。\n填“{BY_HAND}”表示不自动计分，由评审人员在“评定得分”列打分。",
            sheets::DATA
        )));
    }
    official_columns(&mut sheet, system, &Rows::one_each(system, FIRST_ROW), "（{}分）");
    formulas(&mut sheet, system);
    others(&mut sheet, system);
    let total = FIRST_ROW + system.indicators.len() as u32;
    total_and_note(&mut sheet, system, total);
    sheet.freeze = Some(crate::ground::place::CellRef::new(FIRST_ROW, 3));
    sheet.print = Print {
        landscape: true,
        repeat_rows: Some((HEADER, HEADER)),
        repeat_columns: Some((0, 2)),
        starts: vec![COLUMNS],
        ..Print::default()
    };
    sheet
}

/// 一级指标 to 分值 of 附件3-1, merged as in the official table, from column A on; `stated` is how the 分值 of a
/// 一级 or 二级指标 is written, `{}` being the number.
pub fn official_columns(sheet: &mut Sheet, system: &IndicatorSystem, rows: &Rows, stated: &str) {
    for (col, headings) in (0..).zip([&system.level1, &system.level2]) {
        for heading in headings {
            let text = match heading.stated {
                Some(marks) => format!("{}\n{}", heading.name, stated.replace("{}", &marks.to_string())),
                None => heading.name.clone(),
            };
            sheet.put_framed(rows.area((heading.first, heading.count), col), Cell::text(Role::Centre, text));
        }
    }
    for (index, indicator) in system.indicators.iter().enumerate() {
        sheet.put_framed(rows.area((index, 1), 2), Cell::text(Role::Centre, &indicator.path.level3));
        let same_text = |other: usize| system.indicators[other].criterion.place == indicator.criterion.place;
        if index == 0 || !same_text(index - 1) {
            let count = (index..system.indicators.len()).take_while(|other| same_text(*other)).count();
            sheet.put_framed(rows.area((index, count), 3), Cell::text(Role::Text, &indicator.criterion.text));
        }
        let group = indicator.group.map(|group| &system.groups[group].members);
        if group.is_none_or(|members| members[0] == index) {
            let count = group.map_or(1, Vec::len);
            let marks = Cell::number(Role::Centre, indicator.marks.0, Format::General);
            sheet.put_framed(rows.area((index, count), 4), marks);
        }
    }
}

/// 指标解释, 数据来源 and the like, behind the columns that the program reads; cells that serve several rows
/// stay merged.
fn others(sheet: &mut Sheet, system: &IndicatorSystem) {
    for (col, column) in (COLUMNS..).zip(&system.others) {
        let longest = column.cells.iter().map(|cell| cell.text.chars().count()).max().unwrap_or(0);
        let width = if longest > 10 { 30 } else { 12 };
        sheet.columns.push(Column { width, ..Column::default() });
        sheet.put(HEADER, col, Cell::text(Role::Header, &column.heading));
        let mut first = 0;
        for same in column.cells.chunk_by(|above, cell| above.place == cell.place) {
            let top = FIRST_ROW + first;
            let area = Area::new((top, col), (top + same.len() as u32 - 1, col));
            sheet.put_framed(area, other(&same[0].text));
            first += same.len() as u32;
        }
    }
}

/// 序号 stays a number.
fn other(text: &str) -> Cell {
    match text.parse::<u32>() {
        Ok(number) if number.to_string() == text => Cell::number(Role::Centre, number.into(), Format::General),
        _ => Cell::text(Role::Text, text),
    }
}

/// 计算公式 and 公式依据.
fn formulas(sheet: &mut Sheet, system: &IndicatorSystem) {
    for (row, indicator) in (FIRST_ROW..).zip(&system.indicators) {
        sheet.put(row, 5, Cell::text(Role::Text, &indicator.formula.text));
        sheet.put(row, 6, Cell::text(Role::Text, &indicator.source));
    }
}

fn total_and_note(sheet: &mut Sheet, system: &IndicatorSystem, row: u32) {
    for col in 0..COLUMNS + system.others.len() as u32 {
        sheet.put(row, col, Cell::blank(Role::Total));
    }
    sheet.put_merged(Area::new((row, 0), (row, 3)), Cell::text(Role::Total, "总分"));
    sheet.put(row, 4, Cell::number(Role::Total, system.total_marks().0, Format::General));
    sheet.put_merged(Area::new((row + 1, 0), (row + 1, 6)), Cell::text(Role::Note, note(system)));
}
