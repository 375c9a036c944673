//! What is written on the cells of the input: their own notes, and the findings that point at them.

use crate::ground::{Area, Areas, CellRef, Finding};
use crate::result::findings::{LISTED, MOST_NOTES, severity_tint};
use crate::workbook::Role;
use crate::workbook::read::Grid;
use crate::workbook::sheet::{Cell, Row};
use indexmap::IndexSet;
use std::collections::BTreeMap;

/// Begins the findings in a note. What stands before it was there; what stands behind it is of an earlier run.
const NOTE_MARK: &str = "——评分疑点——";
/// Longer notes of the input give way to the findings: a note holds 32,767 characters.
const NOTE_ROOM: usize = 20_000;

/// Notes and colours of a sheet.
pub(crate) struct Notes<'a> {
    /// The input's own notes, without what an earlier run added.
    own: BTreeMap<CellRef, String>,
    /// Findings by their cells, the gravest first.
    findings: Vec<(CellRef, &'a Finding)>,
    /// The cells whose findings get a note.
    noted: IndexSet<CellRef>,
}

impl<'a> Notes<'a> {
    /// For a sheet with these merged areas.
    pub(crate) fn of(grid: &Grid, merges: &[Area], findings: &'a [Finding]) -> Notes<'a> {
        // what is not listed must be said here
        let most = if findings.len() > LISTED { usize::MAX } else { MOST_NOTES };
        let own = grid.notes.iter().filter_map(|(at, text)| Some((*at, own_note(text)?))).collect();
        let merged = Areas::of(merges);
        let mut notes = Notes { own, findings: Vec::new(), noted: IndexSet::new() };
        for finding in findings.iter().filter(|finding| finding.place.sheet == grid.name) {
            let Some(cell) = finding.place.cell else { continue };
            // a merged area shows the notes of its top left cell only
            let at = merged.at(cell).map_or(cell, |number| merges[number].first);
            if notes.noted.len() < most {
                notes.noted.insert(at);
            }
            notes.findings.push((at, finding));
        }
        notes.findings.sort_by_key(|(at, _)| *at);
        notes
    }

    /// The number behind the last row that has any.
    pub(crate) fn end(&self) -> u32 {
        let own = self.own.keys().next_back().map_or(0, |at| at.row + 1);
        self.findings.last().map_or(0, |(at, _)| at.row + 1).max(own)
    }

    /// Adds those of a row to it.
    pub(crate) fn add(&self, number: u32, row: &mut Row) {
        for (at, text) in self.own.range(CellRef::new(number, 0)..CellRef::new(number + 1, 0)) {
            let cell = row.get(at.col).cloned().unwrap_or(Cell::blank(Role::Note));
            row.put(at.col, cell.noted(text));
        }
        let first = self.findings.partition_point(|(at, _)| at.row < number);
        let last = self.findings.partition_point(|(at, _)| at.row <= number);
        for of_cell in self.findings[first..last].chunk_by(|(one, _), (next, _)| one == next) {
            let (at, gravest) = of_cell[0];
            let mut cell = row.get(at.col).cloned().unwrap_or(Cell::blank(Role::Plain));
            cell.tint = Some(severity_tint(gravest.severity()));
            if self.noted.contains(&at) {
                let texts: Vec<String> = of_cell.iter().map(|(_, finding)| note(finding)).collect();
                let text = with_findings(cell.note(), &texts);
                cell.set_note(Some(text));
            }
            row.put(at.col, cell);
        }
    }
}

/// What a note of the input says itself, if anything.
fn own_note(text: &str) -> Option<String> {
    let own = text.split(NOTE_MARK).next().unwrap_or_default().trim_end();
    let short: String = own.chars().take(NOTE_ROOM / 2).collect();
    match short.len() < own.len() {
        _ if own.is_empty() => None,
        true => Some(format!("{short}……（批注过长，全文见原文件）")),
        false => Some(short),
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
        "{} {}：{indicator}{}。{}",
        info.level.name(),
        info.id,
        finding.message.found.trim_end_matches('。'),
        finding.message.advice
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::finding::{Code, Message};
    use crate::ground::place::Place;

    #[test]
    fn the_gravest_cells_get_notes_and_all_their_colour() {
        let at = |row| Place::cell("部门数据", CellRef::new(row, 0));
        let finding = |row| Finding::new(Code::UnitMismatch, at(row), Message::new("", "实际", "建议"));
        let findings: Vec<Finding> = (0..MOST_NOTES as u32 + 3).map(finding).collect();
        let grid = Grid { name: "部门数据".into(), ..Grid::default() };
        let notes = Notes::of(&grid, &[], &findings);
        let cell = |number| {
            let mut row = Row::default();
            notes.add(number, &mut row);
            row.get(0).cloned().unwrap()
        };
        let cells: Vec<Cell> = (0..notes.end()).map(cell).collect();
        assert_eq!(cells.iter().filter(|cell| cell.tint.is_some()).count(), MOST_NOTES + 3);
        assert_eq!(cells.iter().filter(|cell| cell.note().is_some()).count(), MOST_NOTES);
        assert!(cells[0].note().is_some());
    }
}
