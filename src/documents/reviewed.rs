//! 附件3-1复核表 of a department, on pages that lie across: the table of `--forms`, whole, however long its reasons are.

use crate::annex::DRAFT;
use crate::annex::measure::lines;
use crate::documents::letter::{Letter, title_lines};
use crate::documents::said::unnested;
use crate::documents::sheet::shown;
use crate::documents::tables::{centre, headings, words};
use crate::form::fields::{SCORING_HEADINGS, TOTAL_LABEL};
use crate::form::pages::{Line, Pages, stated};
use crate::form::reviewed::{self, REVIEWED};
use crate::word::{Block, Lines, Page, Section, Style, Table, TableCell};
use std::ops::Range;

/// Widths: three levels, 评分标准, 分值, 自评得分, 复核得分, 扣分原因.
const COLUMNS: [u32; 8] = [7, 7, 11, 37, 5, 6, 6, 21];
/// Points of a page, and what stands above its first row: 附件, the title, the line of names, the headings.
const PAGE: u32 = 420;
const HEADINGS: u32 = 32;
const ABOVE: [u32; 2] = [29 + 19, 32];
/// Points of a line of 9 points, and of the least row.
const LINE: u32 = 13;
const LEAST: u32 = 19;
/// The width of the page and the room at the sides of a cell, in points; a letter.
const WIDTH: u32 = 637;
const SIDES: u32 = 6;
/// Letters of a note, a row that is signed, and the lowest page, in points.
const NOTE: u32 = 11;
const SIGNED: u32 = 26;
const LOWEST: u32 = 200;
const LETTER: u32 = 9;

/// The pages, each with the names of its levels.
pub fn sections(letter: Letter, department: usize) -> Vec<Section> {
    let form = reviewed::contents(letter.evaluation(), department);
    let [_, title, whose] = &form.head;
    let draft = if title.ends_with(DRAFT) { "" } else { letter.draft() };
    let title = title_lines(&format!("{title}{draft}"));
    let above = ABOVE[0] + ABOVE[1] * title.split('\n').count() as u32;
    let parts = parts(&form, above);
    let one = |rows: &Range<usize>| {
        let mut page = Section { page: Page::Landscape, ..Section::default() };
        if rows.start == 0 {
            page.line_with_next(Style::AnnexMark, "附件");
            page.line_with_next(Style::Title, title.as_str());
            let unit = TableCell::new(Style::TableUnit, "单位：分");
            page.blocks.push(Block::Table(sides(words(whose.as_str()), unit)));
        }
        page.blocks.push(Block::Table(table(&form, rows)));
        page
    };
    let mut pages: Vec<Section> = parts.iter().map(one).collect();
    for line in &form.below {
        let Some(page) = pages.last_mut() else { break };
        match line {
            Line::Text(text) => page.line(Style::TableNote, text.as_str()),
            Line::Signed(left, right) => page.blocks.push(Block::Table(signed(left, right))),
        }
    }
    pages
}

/// The indicators of each page: on as few pages as can be, each as full as the others.
fn parts(form: &Pages, above: u32) -> Vec<Range<usize>> {
    let mut heights = heights(form);
    let note = |text: &str| lines(text, WIDTH * 100 / NOTE) * (NOTE + 4);
    let of_line = |line: &Line| if let Line::Text(text) = line { note(text) } else { SIGNED };
    let below: u32 = form.below.iter().map(of_line).sum();
    // 总分 and what stands below it goes with the last indicator
    heights.last_mut().into_iter().for_each(|last| *last += LEAST + below);
    let fewest = filled(&heights, above, PAGE).len();
    let limit = (LOWEST..PAGE).find(|limit| filled(&heights, above, *limit).len() <= fewest);
    filled(&heights, above, limit.unwrap_or(PAGE))
}

/// One page after another filled up to a limit.
fn filled(heights: &[u32], above: u32, limit: u32) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = vec![Range::default()];
    let mut left = limit.saturating_sub(above + HEADINGS);
    for (index, height) in heights.iter().copied().enumerate() {
        if height > left && !parts.last().is_some_and(Range::is_empty) {
            parts.push(index..index);
            left = limit.saturating_sub(HEADINGS);
        }
        left = left.saturating_sub(height);
        parts.last_mut().into_iter().for_each(|part| part.end = index + 1);
    }
    parts
}

/// Points that each row needs; a 评分标准 of several rows is spread over them.
fn heights(form: &Pages) -> Vec<u32> {
    let all: u32 = COLUMNS.iter().sum();
    let needed = |text: &str, column: usize| {
        let room = (WIDTH * COLUMNS[column] / all - SIDES) * 100 / LETTER;
        lines(text, room) * LINE + 3
    };
    let indicators = &form.system.indicators;
    let own =
        |index: usize| needed(&indicators[index].path.level3, 2).max(needed(&form.fill.reasons[index], 7)).max(LEAST);
    let mut heights: Vec<u32> = (0..indicators.len()).map(own).collect();
    for members in form.same_criterion() {
        let present: u32 = heights[members.clone()].iter().sum();
        let criterion = needed(&indicators[members.start].criterion.text, 3);
        let more = criterion.saturating_sub(present).div_ceil(members.len().max(1) as u32);
        heights[members].iter_mut().for_each(|height| *height += more);
    }
    heights
}

/// A row to be signed at the left and at the right, without lines.
pub fn signed(left: &str, right: &str) -> Table {
    sides(words(left), words(right))
}

fn sides(left: TableCell, right: TableCell) -> Table {
    Table { columns: vec![1, 1], rows: vec![vec![left, right]], lines: Lines::None, ..Table::default() }
}

fn table(form: &Pages, on_page: &Range<usize>) -> Table {
    let [level1, level2, level3, criterion, marks, own, reason] = SCORING_HEADINGS;
    let names = [&broken(level1), &broken(level2), level3, criterion, marks, &broken(own), &broken(REVIEWED), reason];
    let mut rows = vec![headings(&names)];
    rows.extend(on_page.clone().map(|index| row(form, index, on_page)));
    if on_page.end == form.system.indicators.len() {
        let [own, marks] = &form.total.marks;
        rows.push(vec![
            centre(TOTAL_LABEL).across(4),
            centre(form.system.total_marks().0.normalize().to_string()),
            centre(shown(own)),
            centre(shown(marks)),
            words(&*form.total.words),
        ]);
    }
    Table { columns: COLUMNS.to_vec(), headings: 1, small: true, rows, ..Table::default() }
}

/// A name of four letters on two lines.
fn broken(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let (upper, lower) = letters.split_at(letters.len() / 2);
    format!("{}\n{}", upper.iter().collect::<String>(), lower.iter().collect::<String>())
}

fn row(form: &Pages, index: usize, on_page: &Range<usize>) -> Vec<TableCell> {
    let part = |members: &Range<usize>, cell: TableCell| {
        part(index, &(members.start.max(on_page.start)..members.end.min(on_page.end)), cell)
    };
    let system = form.system;
    let indicator = &system.indicators[index];
    let mut cells: Vec<TableCell> = Vec::new();
    for level in [&system.level1, &system.level2] {
        let heading = level.iter().find(|heading| heading.members().contains(&index));
        let (members, name) =
            heading.map_or((index..index + 1, String::new()), |heading| (heading.members(), stated(heading)));
        cells.push(part(&members, centre(name)));
    }
    let run = |runs: Vec<Range<usize>>| runs.into_iter().find(|run| run.contains(&index)).unwrap_or(index..index + 1);
    cells.push(centre(&indicator.path.level3));
    cells.push(part(&run(form.same_criterion()), words(&indicator.criterion.text)));
    cells.push(part(&run(form.same_marks()), centre(indicator.marks.0.normalize().to_string())));
    cells.push(centre(shown(&form.fill.own[index])));
    cells.push(centre(shown(&form.fill.marks[index])));
    cells.push(words(unnested(&form.fill.reasons[index])));
    cells
}

/// A cell that several rows share, or the place below it.
fn part(index: usize, members: &Range<usize>, cell: TableCell) -> TableCell {
    match () {
        () if members.len() < 2 => cell,
        () if members.start == index => cell.down(),
        () => TableCell::below(cell.style),
    }
}
