//! The sheets of the input, copied cell for cell to the same places, annotated: problem cells are coloured
//! and have a note; 评分表 gains the read-back of each rule.

use super::Evaluation;
use super::findings::{LISTED, MOST_NOTES, severity_tint};
use crate::finding::{CellRef, Finding};
use crate::layout::{DEPARTMENT, LEGEND, PAGE_ROOM, READ_BACK, SYSTEM_HEADINGS, TIE_HEADINGS, sheets};
use crate::number::{copied, original, tidy};
use crate::parse::same_sheet;
use crate::read::{Grid, GridCell};
use crate::rules::Example;
use crate::sheet::{Area, Cell, Column, Print, Role, Sheet, Value};
use indexmap::IndexMap;

const READ_BACK_WIDTHS: [u32; 3] = [12, 50, 50];
/// How many columns a note under the table may run over.
const NOTE_COLUMNS: u32 = 9;
/// Excel's limit is 255 half-width characters; some files state more.
const WIDEST: u32 = 250;
/// Width of columns whose width the file does not state.
const DEFAULT_WIDTH: u32 = 12;

/// Whether a sheet of the input is a result of an earlier run, which this run replaces.
pub fn replaced(name: &str) -> bool {
    sheets::RESULT.iter().any(|sheet| same_sheet(sheet, name))
}

/// The sheets of the input that the result has a copy of, in their order.
pub fn grids(evaluation: &Evaluation) -> impl Iterator<Item = &Grid> {
    evaluation.book.sheets.iter().filter(|grid| !replaced(&grid.name))
}

/// The annotated copy of a sheet.
pub fn sheet(grid: &Grid, evaluation: &Evaluation) -> Sheet {
    let mut sheet = copy(grid);
    if same_sheet(&grid.name, sheets::SYSTEM) {
        read_back(&mut sheet, grid, evaluation);
    }
    if same_sheet(&grid.name, sheets::GUIDE) {
        colour_legend(&mut sheet);
    }
    carry_notes(&mut sheet, grid);
    annotate(&mut sheet, &evaluation.findings);
    sheet
}

/// 颜色图例 keeps its colours.
fn colour_legend(sheet: &mut Sheet) {
    for (col, cell) in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let named = LEGEND.iter().find(|(_, name, _)| matches!(&cell.value, Value::Text(text) if text == name));
        if *col == 0 {
            cell.tint = named.map(|(tint, _, _)| *tint);
        }
    }
}

/// Header rows: the first row with a heading we know, down to the end of its merged area.
fn header_rows(grid: &Grid) -> Option<(u32, u32)> {
    let heads = [&DEPARTMENT, &SYSTEM_HEADINGS[2], &TIE_HEADINGS[2]];
    let is_head = |cell: &GridCell| {
        let text = tidy(&original(cell));
        heads.iter().any(|heading| heading.is(&text)) || text == "名称"
    };
    let row = grid.rows.iter().find(|row| row.cells.iter().any(|(_, cell)| is_head(cell)))?;
    let (col, _) = row.cells.iter().find(|(_, cell)| is_head(cell))?;
    let at = CellRef::new(row.index, *col);
    let last = grid.merges.iter().find(|area| area.contains(at)).map_or(row.index, |area| area.last.row);
    Some((row.index, last))
}

fn copy(grid: &Grid) -> Sheet {
    let mut sheet = Sheet::new(&grid.name);
    sheet.hidden = grid.hidden;
    let header = header_rows(grid);
    let last = grid.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| *col).max().unwrap_or(0);
    sheet.columns = (0..=last).map(|col| column(grid, col)).collect();
    for row in &grid.rows {
        let inside = header.is_none_or(|(first, _)| row.index >= first);
        let heading = header.is_some_and(|(first, last)| (first..=last).contains(&row.index));
        for (col, cell) in &row.cells {
            let role = match (inside, heading) {
                (_, true) => Role::Header,
                (true, false) => Role::Plain,
                (false, false) => Role::Note,
            };
            sheet.put(row.index, *col, copied(cell, role));
        }
        if let Some(made) = sheet.rows.get_mut(row.index as usize) {
            made.hidden = row.hidden;
        }
    }
    frame_blanks(&mut sheet, grid, header);
    frame_merges(&mut sheet, grid, header);
    sheet.validations.clone_from(&grid.validations);
    let wide = sheet.columns.iter().map(|column| column.width).sum::<u32>() > PAGE_ROOM;
    sheet.freeze = header.map(|(_, last)| CellRef::new(last + 1, if wide { 2 } else { 0 }));
    sheet.print =
        Print { landscape: true, repeat_rows: header, repeat_columns: wide.then_some((0, 1)), ..Print::default() };
    if let Some((first, last)) = header.filter(|_| wide) {
        sheet.break_between(&group_starts(grid, (first, last)), PAGE_ROOM);
    }
    sheet
}

/// Columns at which no merged heading is cut: where the second-lowest header row begins a new one.
fn group_starts(grid: &Grid, (first, last): (u32, u32)) -> Vec<u32> {
    let row = if last > first { last - 1 } else { last };
    let columns = grid.rows.iter().filter(|made| made.index == row).flat_map(|made| &made.cells);
    columns.map(|(col, _)| *col).filter(|col| *col > 1).collect()
}

/// Blank cells of the table have borders too.
fn frame_blanks(sheet: &mut Sheet, grid: &Grid, header: Option<(u32, u32)>) {
    let Some((_, bottom)) = header else { return };
    let width = sheet.columns.len() as u32;
    for row in bottom + 1..sheet.rows.len() as u32 {
        let cells = &sheet.rows[row as usize].cells;
        let merged = grid.merges.iter().any(|area| (area.first.row..=area.last.row).contains(&row));
        if let ([(col, note)], false) = (&cells[..], merged) {
            let (col, note) = (*col, Cell { role: Role::Note, ..note.clone() });
            spread_note(sheet, (row, col), note);
            continue;
        }
        for col in (0..width).filter(|_| cells.len() > 2).collect::<Vec<_>>() {
            if sheet.get(row, col).is_none() {
                sheet.put(row, col, Cell::blank(Role::Plain));
            }
        }
    }
}

fn column(grid: &Grid, col: u32) -> Column {
    let stated = grid.widths.iter().find(|(at, _)| *at == col).map(|(_, width)| *width);
    Column {
        width: stated.map_or(DEFAULT_WIDTH, |width| width.min(WIDEST)),
        level: 0,
        hidden: grid.hidden_columns.contains(&col),
    }
}

/// A note under the table may run over the blank cells beside it.
fn spread_note(sheet: &mut Sheet, (row, col): (u32, u32), note: Cell) {
    let last = (col + NOTE_COLUMNS).min(sheet.columns.len() as u32 - 1);
    let area = Area::new((row, col), (row, last));
    if !sheet.merges.iter().any(|merge| merge.contains(area.first) || (merge.first.row..=merge.last.row).contains(&row))
    {
        sheet.put_merged(area, note);
    }
}

/// Merged cells keep their borders; a title above the table looks like one.
fn frame_merges(sheet: &mut Sheet, grid: &Grid, header: Option<(u32, u32)>) {
    for area in &grid.merges {
        let first = sheet.get(area.first.row, area.first.col).cloned().unwrap_or_default();
        let above = header.is_none_or(|(first, _)| area.first.row < first);
        let is_title = above && area.first.row < 2 && area.first.row == area.last.row && area.last.col > area.first.col;
        let role = if is_title && area.first.row == title_row(grid) { Role::Title } else { first.role };
        let cell = Cell { role, ..first };
        match above {
            true => sheet.put_merged(*area, cell),
            false => sheet.put_framed(*area, cell),
        }
    }
}

/// The first row with merged cells is the title.
fn title_row(grid: &Grid) -> u32 {
    grid.merges.iter().map(|area| area.first.row).min().unwrap_or(u32::MAX)
}

/// 计分方式, 程序的理解 and 边界示例 beside each 评分标准.
fn read_back(sheet: &mut Sheet, grid: &Grid, evaluation: &Evaluation) {
    let Some((header, _)) = header_rows(grid) else { return };
    let first = drop_old_read_back(sheet, header);
    let columns = sheet.columns.len().max(first as usize + READ_BACK.len());
    sheet.columns.resize(columns, Column { width: DEFAULT_WIDTH, ..Column::default() });
    for (col, (name, width)) in (first..).zip(READ_BACK.iter().zip(READ_BACK_WIDTHS)) {
        sheet.put(header, col, Cell::text(Role::Header, *name));
        sheet.columns[col as usize] = Column { width, ..Column::default() };
    }
    let submission = &evaluation.submission;
    for (indicator, compiled) in submission.system.indicators.iter().zip(&submission.rules) {
        let examples = compiled.rule.examples(&submission.conventions);
        let texts = [compiled.rule.kind_name().to_string(), compiled.rule.read_back(), examples_text(&examples)];
        for (col, text) in (first..).zip(texts) {
            sheet.put(indicator.row, col, Cell::text(Role::Text, text));
        }
    }
    sheet.print.pages_wide = 1;
}

/// The first free column: where an earlier run wrote its read-back, its cells give way; what stands right of
/// them stays.
fn drop_old_read_back(sheet: &mut Sheet, header: u32) -> u32 {
    let cells = sheet.rows.get(header as usize).map(|row| row.cells.as_slice()).unwrap_or_default();
    let is_old = |cell: &Cell| matches!(&cell.value, Value::Text(text) if text == READ_BACK[0]);
    let old = cells.iter().find(|(_, cell)| is_old(cell)).map(|(col, _)| *col);
    let next = cells.iter().map(|(col, _)| col + 1).max().unwrap_or(0);
    let Some(old) = old else { return next };
    for row in &mut sheet.rows {
        row.cells.retain(|(col, _)| !(old..old + READ_BACK.len() as u32).contains(col));
    }
    old
}

/// `79.99%→3分；80%→4分`.
pub fn examples_text(examples: &[Example]) -> String {
    let texts: Vec<String> = examples
        .iter()
        .map(|example| match example.marks {
            Some(marks) => format!("{}→{marks}分", example.value),
            None => format!("{}→待核", example.value),
        })
        .collect();
    texts.join("；")
}

/// Begins the findings in a note. What stands before it was there; what stands behind it is of an earlier run.
const NOTE_MARK: &str = "——评分疑点——";
/// Longer notes of the input give way to the findings: a note holds 32,767 characters.
const NOTE_ROOM: usize = 20_000;

/// The input's own notes, without what an earlier run added.
fn carry_notes(sheet: &mut Sheet, grid: &Grid) {
    for (at, text) in &grid.notes {
        let own = text.split(NOTE_MARK).next().unwrap_or_default().trim_end();
        if own.is_empty() {
            continue;
        }
        let short: String = own.chars().take(NOTE_ROOM / 2).collect();
        let own = if short.len() < own.len() {
            format!("{short}……（批注过长，全文见原文件）")
        } else {
            short
        };
        let cell = sheet.get(at.row, at.col).cloned().unwrap_or(Cell::blank(Role::Note));
        sheet.put(at.row, at.col, cell.noted(own));
    }
}

/// Colours and notes on the cells that findings point at.
fn annotate(sheet: &mut Sheet, findings: &[Finding]) {
    let mut notes: IndexMap<CellRef, Vec<&Finding>> = IndexMap::new();
    for finding in findings.iter().filter(|finding| finding.place.sheet == sheet.name) {
        if let Some(cell) = finding.place.cell {
            // a merged area shows the notes of its top left cell only
            let merge = sheet.merges.iter().find(|merge| merge.contains(cell));
            notes.entry(merge.map_or(cell, |merge| merge.first)).or_default().push(finding);
        }
    }
    // what is not listed must be told here
    let most = if findings.len() > LISTED { usize::MAX } else { MOST_NOTES };
    for (number, (at, findings)) in notes.into_iter().enumerate() {
        let mut cell = sheet.get(at.row, at.col).cloned().unwrap_or(Cell::blank(Role::Plain));
        let gravest = findings.iter().map(|finding| finding.severity()).min();
        cell.tint = gravest.map(severity_tint);
        if number < most {
            let texts: Vec<String> = findings.iter().map(|finding| note(finding)).collect();
            let text = with_findings(cell.note(), &texts);
            cell.set_note(Some(text));
        }
        sheet.put(at.row, at.col, cell);
    }
}

/// A note and below it the findings, as many as a note holds.
fn with_findings(own: Option<&str>, texts: &[String]) -> String {
    let mut note = own.map(|own| format!("{own}\n")).unwrap_or_default() + NOTE_MARK;
    for text in texts {
        if note.chars().count() + text.chars().count() > NOTE_ROOM {
            return note + "\n其余见“疑点”表。";
        }
        note += &format!("\n{text}");
    }
    note
}

fn note(finding: &Finding) -> String {
    let info = finding.code.info();
    let indicator = if finding.indicator.is_empty() { String::new() } else { format!("【{}】", finding.indicator) };
    format!(
        "{}{}：{indicator}{}。{}",
        info.severity.name(),
        info.id,
        finding.found.trim_end_matches('。'),
        finding.advice
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Place};

    #[test]
    fn the_gravest_cells_get_notes_and_all_their_colour() {
        let at = |row| Place::cell("部门数据", CellRef::new(row, 0));
        let finding = |row| Finding::new(Code::UnitMismatch, at(row), "", "实际", "建议");
        let findings: Vec<Finding> = (0..MOST_NOTES as u32 + 3).map(finding).collect();
        let mut sheet = Sheet::new("部门数据");
        annotate(&mut sheet, &findings);
        let cells = || sheet.rows.iter().flat_map(|row| &row.cells).map(|(_, cell)| cell);
        assert_eq!(cells().filter(|cell| cell.tint.is_some()).count(), MOST_NOTES + 3);
        assert_eq!(cells().filter(|cell| cell.note().is_some()).count(), MOST_NOTES);
        assert!(cells().next().is_some_and(|cell| cell.note().is_some()));
    }
}
