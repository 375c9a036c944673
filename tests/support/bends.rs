//! What offices do to a form before they send it in. Each bend keeps every entry; only where it stands and how
//! it is written around changes.

use super::form::{Form, find, text};
use jixiao::form::fields::{SUMMARY_ROW, Table, sheets as parts};
use jixiao::ground::number::tidy;
use jixiao::ground::place::{Area, CellRef};
use jixiao::workbook::sheet::{Cell, Role, Row, Sheet, Value};
use xtask::random::Random;

/// Bends a form in several ways; returns their names.
pub fn bend(form: &mut Form, random: &mut Random) -> Vec<&'static str> {
    let mut bent = Vec::new();
    for (name, bend) in BENDS {
        if random.one_in(2) {
            bend(form, random);
            bent.push(*name);
        }
    }
    bent
}

type Bend = fn(&mut Form, &mut Random);

/// All bends, in an order in which they can be combined.
pub const BENDS: &[(&str, Bend)] = &[
    ("units in cells", units),
    ("marks for none", blanks),
    ("headers repeated", repeat_headers),
    ("spaces in words", spaces),
    ("rows inserted", rows_inserted),
    ("a column inserted", column_inserted),
    ("merged cells split", split),
    ("sheets renamed", renamed),
    ("another form beside", beside),
];

/// Drops what would have to move along and says nothing to a reader.
fn plain(sheet: &mut Sheet) {
    sheet.validations.clear();
    sheet.print = Default::default();
    sheet.freeze = None;
}

fn insert_row(sheet: &mut Sheet, at: u32) {
    plain(sheet);
    sheet.rows.insert(at as usize, Row::default());
    for area in &mut sheet.merges {
        area.first.row += u32::from(area.first.row >= at);
        area.last.row += u32::from(area.last.row >= at);
    }
}

fn units(form: &mut Form, random: &mut Random) {
    for item in ["收入合计", "三公经费合计", "在用固定资产"] {
        let at = form.amount_at(0, item);
        let sheet = form.sheet(parts::FORM);
        let written = text(sheet, at.0, at.1);
        let unit = ["万元", "万", " 万元"][random.below(3)];
        form.put(parts::FORM, at, &format!("{written}{unit}"));
    }
    let at = form.entry("人员编制");
    let written = text(form.sheet(parts::FORM), at.0, at.1);
    form.put(parts::FORM, at, &format!("{written}人"));
}

/// U+3000 where nothing is filled in.
fn blanks(form: &mut Form, random: &mut Random) {
    for sheet in &mut form.sheets {
        let merges = sheet.merges.clone();
        for (row, made) in (0..).zip(&mut sheet.rows) {
            for (col, cell) in made.cells.iter_mut().filter(|(_, cell)| cell.role == Role::Input) {
                let at = CellRef::new(row, *col);
                let under = merges.iter().any(|area| area.contains(at) && area.first != at);
                if cell.value == Value::Blank && !under && random.one_in(3) {
                    cell.value = Value::Text("\u{3000}".into());
                }
            }
        }
    }
}

/// The header stands again in the middle of 附件3-1 and between the 机构 of a table.
fn repeat_headers(form: &mut Form, _: &mut Random) {
    let scoring = form.sheet(parts::SCORING);
    let header = find(scoring, "三级指标", 0).0;
    let at = header + 14;
    insert_row(scoring, at);
    scoring.rows[at as usize] = scoring.rows[header as usize].clone();
    cut(scoring, at);
    let sheet = form.sheet(parts::FORM);
    let caption = find(sheet, &format!("{}（万元）", Table::Spending.caption()), 0).0;
    let summary = find(sheet, SUMMARY_ROW, caption).0;
    for (inserted, from) in [(summary + 2, summary - 2), (summary + 3, summary - 1)] {
        insert_row(sheet, inserted);
        sheet.rows[inserted as usize] = sheet.rows[from as usize].clone();
        cut(sheet, inserted);
    }
}

/// No merged area runs over a row: it ends above and what it showed stands again below.
fn cut(sheet: &mut Sheet, row: u32) {
    let over: Vec<Area> =
        sheet.merges.iter().filter(|area| area.first.row < row && area.last.row >= row).copied().collect();
    for area in over {
        sheet.merges.retain(|other| other != &area);
        let shown = sheet.get(area.first.row, area.first.col).cloned().unwrap_or_default();
        for (first, last) in [(area.first.row, row - 1), (row + 1, area.last.row)] {
            if first > last {
                continue;
            }
            sheet.put(first, area.first.col, shown.clone());
            let part = Area::new((first, area.first.col), (last, area.last.col));
            if part.first != part.last {
                sheet.merges.push(part);
            }
        }
    }
}

/// `投  入`, `投　入`: in short labels only.
fn spaces(form: &mut Form, random: &mut Random) {
    for sheet in &mut form.sheets {
        let cells = sheet.rows.iter_mut().flat_map(|row| &mut row.cells);
        for (_, cell) in cells {
            let Value::Text(text) = &cell.value else { continue };
            let short = (2..=10).contains(&text.chars().count()) && !text.starts_with(|c: char| c.is_ascii_digit());
            if cell.role != Role::Input && short && random.one_in(2) {
                let gap = ["  ", "\u{3000}", "\n"][random.below(3)];
                let mut letters = text.chars();
                let first: String = letters.by_ref().take(1).collect();
                cell.value = Value::Text(format!("{first}{gap}{}", letters.as_str()));
            }
        }
    }
}

fn rows_inserted(form: &mut Form, random: &mut Random) {
    for name in [parts::FORM, parts::SCORING, parts::SUPPLEMENT] {
        let sheet = form.sheet(name);
        for _ in 0..3 {
            let at = random.below(sheet.rows.len() - 1) as u32;
            let merged = sheet.merges.iter().any(|area| area.first.row < at && area.last.row >= at);
            // Excel asks before it tears a merged area
            if !merged {
                insert_row(sheet, at);
            }
        }
    }
}

fn column_inserted(form: &mut Form, random: &mut Random) {
    let name = [parts::FORM, parts::SCORING, parts::SUPPLEMENT][random.below(3)];
    let at = random.below(3) as u32;
    let sheet = form.sheet(name);
    plain(sheet);
    sheet.columns.clear();
    for (col, _) in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        *col += u32::from(*col >= at);
    }
    for area in &mut sheet.merges {
        area.first.col += u32::from(area.first.col >= at);
        area.last.col += u32::from(area.last.col >= at);
    }
}

/// Merged cells come apart: the others blank, or each with the same text.
fn split(form: &mut Form, random: &mut Random) {
    let repeat = random.one_in(2);
    for sheet in &mut form.sheets {
        let areas = std::mem::take(&mut sheet.merges);
        for area in areas.iter().filter(|_| repeat) {
            let shown = sheet.get(area.first.row, area.first.col).cloned().unwrap_or_default();
            // a paragraph over the whole page is typed once
            if matches!(&shown.value, Value::Text(text) if text.chars().count() > 20) || shown.role == Role::Input {
                continue;
            }
            for row in area.first.row..=area.last.row {
                for col in area.first.col..=area.last.col {
                    if CellRef::new(row, col) != area.first {
                        let mut copy = shown.clone();
                        copy.set_note(None);
                        sheet.put(row, col, copy);
                    }
                }
            }
        }
    }
}

fn renamed(form: &mut Form, random: &mut Random) {
    for (at, sheet) in form.sheets.iter_mut().enumerate() {
        let names = [format!("Sheet{}", at + 1), format!("表{}（定稿）", at + 1), format!("{} (2)", sheet.name)];
        sheet.name.clone_from(&names[random.below(3)]);
    }
}

/// A table of another purpose, and the scoring table of another year without a single score.
fn beside(form: &mut Form, _: &mut Random) {
    let mut other = Sheet::new("国有资产年报");
    for (row, words) in [["单位名称", "账面原值"], ["本级", "1234.5"], ["固定资产", "999"]].iter().enumerate()
    {
        for (col, word) in words.iter().enumerate() {
            other.put(row as u32, col as u32, Cell::text(Role::Text, *word));
        }
    }
    form.sheets.insert(0, other);
    let is_scoring = |sheet: &&Sheet| {
        let mut cells = sheet.rows.iter().flat_map(|row| &row.cells);
        cells.any(|(_, cell)| matches!(&cell.value, Value::Text(text) if tidy(text) == "扣分原因和其他说明"))
    };
    let scoring = form.sheets.iter().find(is_scoring);
    let mut blank = scoring.unwrap().clone();
    blank.name = "评分表（空表）".to_string();
    for (_, cell) in blank.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if cell.role == Role::Input {
            cell.value = Value::Blank;
        }
    }
    let total = blank.rows.iter_mut().rev().flat_map(|row| &mut row.cells);
    for (_, cell) in total.filter(|(_, cell)| cell.role == Role::Label && matches!(cell.value, Value::Number(_))) {
        cell.value = Value::Blank;
    }
    form.sheets.push(blank);
}
