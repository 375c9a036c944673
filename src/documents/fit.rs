//! The last page of a long table: rows are a little lower where it would hold a few of them only.

use crate::annex::measure::lines;
use crate::word::{BODY_WIDTH, Block, HEIGHT, Section, Style, Table, TableCell};

/// All heights are in twentieths of a point. Text on an upright page: 225 mm, a little less as programs differ.
const PAGE: u32 = 12600;
/// A line of the text, of a title and of a table.
const LINE: u32 = 579;
const TITLE_LINE: u32 = 640;
const TABLE_LINE: u32 = 305;
/// Room above and below, at the left and at the right of the text of a cell.
const ROOM: [u32; 2] = [30, 120];
/// Hundredths of a letter of a table, 10.5 points.
const LETTER: u32 = 210;
/// Least heights to try, the usual one first.
const HEIGHTS: [u32; 5] = [HEIGHT, 430, 405, 380, 350];
/// A page with so many rows is no waste.
const ENOUGH: usize = 6;

/// Sets the least height of the rows of the last table, below what stands above it on its first page, so that its last
/// page has room for the notes below it.
pub fn fitted(page: &mut Section, notes: &[String]) {
    let above: u32 =
        page.blocks.iter().map(|block| if let Block::Line(line) = block { of_line(line) } else { 0 }).sum();
    let below: u32 = notes.iter().map(|note| lines(note, BODY_WIDTH * 100 / LETTER) * TABLE_LINE).sum();
    let Some(Block::Table(table)) = page.blocks.last_mut() else { return };
    let is_good = |least: &u32| {
        let (pages, last) = pages(table, [above, below], *least);
        pages == 1 || last >= ENOUGH
    };
    table.least = HEIGHTS.into_iter().find(is_good).unwrap_or(HEIGHT);
}

fn of_line(line: &crate::word::Line) -> u32 {
    let lines = line.text.split('\n').count() as u32;
    match line.style {
        Style::Title => lines * TITLE_LINE,
        Style::TableUnit | Style::TableNote => lines * TABLE_LINE,
        _ => lines * LINE,
    }
}

/// How many pages a table fills, and how many rows stand on the last one.
fn pages(table: &Table, [above, below]: [u32; 2], least: u32) -> (usize, usize) {
    let headings: u32 = table.rows.iter().take(table.headings).map(|row| of_row(table, row, least)).sum();
    let (mut pages, mut rows, mut left) = (1, 0, PAGE.saturating_sub(above + headings));
    for row in table.rows.iter().skip(table.headings) {
        let height = of_row(table, row, least);
        if height > left {
            (pages, rows, left) = (pages + 1, 0, PAGE.saturating_sub(headings));
        }
        rows += 1;
        left = left.saturating_sub(height);
    }
    if below > left { (pages + 1, 0) } else { (pages, rows) }
}

fn of_row(table: &Table, row: &[TableCell], least: u32) -> u32 {
    let all: u32 = table.columns.iter().sum::<u32>().max(1);
    let mut from = 0;
    let most = row.iter().map(|cell| {
        let to = (from + cell.across as usize).min(table.columns.len());
        let columns: u32 = table.columns[from.min(to)..to].iter().sum();
        from = to;
        let room = (BODY_WIDTH * columns / all).saturating_sub(ROOM[1]).max(LETTER) * 100 / LETTER;
        lines(&cell.text, room)
    });
    (most.max().unwrap_or(1) * TABLE_LINE + ROOM[0]).max(least)
}
