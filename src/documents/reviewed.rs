//! 附件3-1复核表 of a department, on pages that lie across: the table of `--forms`, whole, however long its reasons are.

use crate::documents::letter::{Letter, title_lines};
use crate::documents::sheet::shown;
use crate::documents::tables::{centre, headings, words};
use crate::form::fields::{SCORING_HEADINGS, TOTAL_LABEL};
use crate::form::pages::{Line, Pages, stated};
use crate::form::reviewed::{self, REVIEWED};
use crate::word::{Block, Lines, Page, Section, Style, Table, TableCell};
use std::ops::Range;

/// Widths: three levels, 评分标准, 分值, 自评得分, 复核得分, 扣分原因.
const COLUMNS: [u32; 8] = [9, 9, 12, 32, 6, 7, 7, 30];

/// The pages.
pub fn section(letter: Letter, department: usize) -> Section {
    let form = reviewed::contents(letter.evaluation(), department);
    let mut page = Section { page: Page::Landscape, ..Section::default() };
    let [_, title, whose] = &form.head;
    page.line_with_next(Style::AnnexMark, "附件");
    page.line_with_next(Style::Title, title_lines(title));
    page.line_with_next(Style::TableNote, format!("{whose}　　单位：分"));
    page.blocks.push(Block::Table(table(&form)));
    for line in &form.below {
        match line {
            Line::Text(text) => page.line(Style::TableNote, text.as_str()),
            Line::Signed(left, right) => page.blocks.push(Block::Table(signed(left, right))),
        }
    }
    page
}

fn signed(left: &str, right: &str) -> Table {
    Table { columns: vec![1, 1], rows: vec![vec![words(left), words(right)]], lines: Lines::None, ..Table::default() }
}

fn table(form: &Pages) -> Table {
    let [level1, level2, level3, criterion, marks, own, reason] = SCORING_HEADINGS;
    let names = [&broken(level1), &broken(level2), level3, criterion, marks, &broken(own), &broken(REVIEWED), reason];
    let mut rows = vec![headings(&names)];
    rows.extend((0..form.system.indicators.len()).map(|index| row(form, index)));
    let [own, marks] = &form.total.marks;
    rows.push(vec![
        centre(TOTAL_LABEL).across(4),
        centre(form.system.total_marks().0.normalize().to_string()),
        centre(shown(own)),
        centre(shown(marks)),
        words(&*form.total.words),
    ]);
    Table { columns: COLUMNS.to_vec(), headings: 1, rows, ..Table::default() }
}

/// A name of four letters on two lines.
fn broken(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let (upper, lower) = letters.split_at(letters.len() / 2);
    format!("{}\n{}", upper.iter().collect::<String>(), lower.iter().collect::<String>())
}

fn row(form: &Pages, index: usize) -> Vec<TableCell> {
    let system = form.system;
    let indicator = &system.indicators[index];
    let mut cells: Vec<TableCell> = Vec::new();
    for level in [&system.level1, &system.level2] {
        let heading = level.iter().find(|heading| heading.members().contains(&index));
        let (members, name) =
            heading.map_or((index..index + 1, String::new()), |heading| (heading.members(), stated(heading)));
        cells.push(part(index, &members, centre(name)));
    }
    let run = |runs: Vec<Range<usize>>| runs.into_iter().find(|run| run.contains(&index)).unwrap_or(index..index + 1);
    cells.push(centre(&indicator.path.level3));
    cells.push(part(index, &run(form.same_criterion()), words(&indicator.criterion.text)));
    cells.push(part(index, &run(form.same_marks()), centre(indicator.marks.0.normalize().to_string())));
    cells.push(centre(shown(&form.fill.own[index])));
    cells.push(centre(shown(&form.fill.marks[index])));
    cells.push(words(&form.fill.reasons[index]));
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
