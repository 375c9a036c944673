//! 评分表: 附件3-1 as it is, with 计算公式 and 公式依据 added.

use super::Plan;
use crate::layout::{BY_HAND, SYSTEM_HEADINGS, sheets};
use crate::model::{Heading, IndicatorSystem};
use crate::sheet::{Area, Cell, Column, Format, Print, Role, Sheet};

/// The columns of 附件3-1 with 计算公式 and 公式依据.
const COLUMNS: u32 = 7;
/// First indicator row.
pub const FIRST_ROW: u32 = 4;
const HEADER: u32 = 3;
const WIDTHS: [u32; COLUMNS as usize] = [10, 12, 20, 60, 8, 36, 30];
const NOTE: &str = "备注：部门（单位）根据实际对附件3的指标作了调整的，应相应调整本表。";

/// The sheet.
pub fn sheet(plan: &Plan) -> Sheet {
    let system = plan.system;
    let mut sheet = Sheet::new(sheets::SYSTEM);
    sheet.columns = WIDTHS.iter().map(|width| Column { width: *width, ..Column::default() }).collect();
    sheet.put(0, 0, Cell::text(Role::Attachment, "附件3-1"));
    let title = if system.title.is_empty() { "部门整体支出绩效评价评分表" } else { &system.title };
    sheet.put_merged(Area::new((1, 0), (1, 6)), Cell::text(Role::Title, title));
    sheet.put_merged(Area::new((2, 0), (2, 6)), Cell::text(Role::Unit, "单位：分"));
    for (col, heading) in (0..).zip(&SYSTEM_HEADINGS) {
        sheet.put(HEADER, col, Cell::text(Role::Header, heading.name));
    }
    if let Some(cell) = sheet.get_mut(HEADER, 5) {
        cell.note = Some(format!(
            "计算公式由数据项和＋－×÷（）组成，数据项就是“{}”表的列。换用其他口径时改这里即可。\n填“{BY_HAND}”表示不自动计分，由评审人员在“评定得分”列打分。",
            sheets::DATA
        ));
    }
    headings(&mut sheet, &system.level1, 0);
    headings(&mut sheet, &system.level2, 1);
    indicators(&mut sheet, system);
    others(&mut sheet, system);
    let total = FIRST_ROW + system.indicators.len() as u32;
    total_and_note(&mut sheet, system, total);
    sheet.freeze = Some(crate::finding::CellRef::new(FIRST_ROW, 3));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    sheet
}

fn headings(sheet: &mut Sheet, headings: &[Heading], col: u32) {
    for heading in headings {
        let text = match heading.stated {
            Some(stated) => format!("{}\n（{stated}分）", heading.name),
            None => heading.name.clone(),
        };
        let first = FIRST_ROW + heading.first as u32;
        let area = Area::new((first, col), (first + heading.count as u32 - 1, col));
        fill(sheet, area);
        sheet.put_merged(area, Cell::text(Role::Centre, text));
    }
}

/// Borders for every cell of a merged area.
fn fill(sheet: &mut Sheet, area: Area) {
    for row in area.first.row..=area.last.row {
        for col in area.first.col..=area.last.col {
            sheet.put(row, col, Cell::blank(Role::Centre));
        }
    }
}

fn indicators(sheet: &mut Sheet, system: &IndicatorSystem) {
    for (index, indicator) in system.indicators.iter().enumerate() {
        let row = FIRST_ROW + index as u32;
        sheet.put(row, 2, Cell::text(Role::Centre, &indicator.path.level3));
        sheet.put(row, 5, Cell::text(Role::Text, &indicator.formula.text));
        sheet.put(row, 6, Cell::text(Role::Text, &indicator.source));
        let same_text = |other: usize| system.indicators[other].criterion.place == indicator.criterion.place;
        if index == 0 || !same_text(index - 1) {
            let last = (index..system.indicators.len()).take_while(|other| same_text(*other)).count() as u32;
            let area = Area::new((row, 3), (row + last - 1, 3));
            fill(sheet, area);
            sheet.put_merged(area, Cell::text(Role::Text, &indicator.criterion.text));
        }
        let same_marks = |other: usize| indicator.group.is_some() && system.indicators[other].group == indicator.group;
        if index == 0 || !same_marks(index - 1) {
            let last =
                (index..system.indicators.len()).take_while(|other| *other == index || same_marks(*other)).count();
            let area = Area::new((row, 4), (row + last as u32 - 1, 4));
            fill(sheet, area);
            sheet.put_merged(area, Cell::number(Role::Centre, indicator.marks.0, Format::General));
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
            fill(sheet, area);
            sheet.put_merged(area, other(&same[0].text));
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

fn total_and_note(sheet: &mut Sheet, system: &IndicatorSystem, row: u32) {
    for col in 0..COLUMNS + system.others.len() as u32 {
        sheet.put(row, col, Cell::blank(Role::Total));
    }
    sheet.put_merged(Area::new((row, 0), (row, 3)), Cell::text(Role::Total, "总分"));
    sheet.put(row, 4, Cell::number(Role::Total, system.total_marks().0, Format::General));
    let note = if system.note.is_empty() { NOTE } else { &system.note };
    sheet.put_merged(Area::new((row + 1, 0), (row + 1, 6)), Cell::text(Role::Note, note));
}
