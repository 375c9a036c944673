//! The tables of the documents.

use crate::documents::fit::fitted;
use crate::documents::letter::{Letter, shown};
use crate::documents::said::unnested;
use crate::evaluate::Deduction;
use crate::ground::Points;
use crate::word::{Block, Section, Style, Table, TableCell};

/// Letters of a cause that 备注 holds.
const MOST: usize = 24;

/// A row of headings.
pub fn headings(names: &[&str]) -> Vec<TableCell> {
    names.iter().map(|name| TableCell::new(Style::TableHeading, *name)).collect()
}

/// A cell in the middle.
pub fn centre(text: impl Into<String>) -> TableCell {
    TableCell::new(Style::TableCentre, text)
}

/// A cell from the left.
pub fn words(text: impl Into<String>) -> TableCell {
    TableCell::new(Style::TableText, text)
}

/// Adds a table.
pub fn put(page: &mut Section, columns: &[u32], names: &[&str], rows: Vec<Vec<TableCell>>) {
    let rows = [headings(names)].into_iter().chain(rows).collect();
    page.blocks.push(Block::Table(Table { columns: columns.to_vec(), headings: 1, rows, ..Table::default() }));
}

/// The names of the columns, and the rows.
type Rows<'a> = (&'a [&'a str], Vec<Vec<TableCell>>);

/// Adds the table that is all of an attachment, so that its last page is not nearly empty, and the notes below it.
pub fn put_long(page: &mut Section, columns: &[u32], (names, rows): Rows, notes: &[String]) {
    put(page, columns, names, rows);
    fitted(page, notes);
    notes.iter().for_each(|note| page.line(Style::TableNote, note.as_str()));
}

/// 序号, 三级指标, 分值, 得分, 扣分, 扣分原因 of a department.
pub fn deductions(letter: Letter, page: &mut Section, deductions: &[Deduction]) {
    let system = &letter.evaluation().scheme().system;
    let row = |(number, deduction): (usize, &Deduction)| {
        let [marks, lost] = [deduction.marks, deduction.lost()].map(shown);
        let marks = [plain(deduction.full), marks, lost].map(centre);
        let lead = [centre(number.to_string()), words(system.names(&deduction.indicators))];
        lead.into_iter().chain(marks).chain([words(unnested(&letter.annex.reason(deduction)))]).collect()
    };
    let names = ["序号", "指标", "分值", "得分", "扣分", "扣分原因"];
    put(page, &[7, 24, 7, 8, 8, 46], &names, (1..).zip(deductions).map(row).collect());
}

/// 序号, 部门（单位）, 总分, 等次, 备注: by rank, then those that are not rated.
pub fn ranking(letter: Letter, page: &mut Section) {
    let order = letter.annex.order();
    let mut rows = Vec::new();
    for (scope, members) in &order.ranked {
        if let Some(scope) = scope {
            rows.push(vec![words(format!("{scope}（{}个）", members.len())).across(5)]);
        }
        rows.extend((1..).zip(members).map(|(number, index)| ranking_row(letter, number, *index)));
    }
    let count: usize = order.ranked.iter().map(|(_, members)| members.len()).sum();
    rows.extend((count + 1..).zip(&order.unranked).map(|(number, index)| ranking_row(letter, number, *index)));
    let names = ["序号", "部门（单位）", "总分", "等次", "备注"];
    put_long(page, &[7, 30, 10, 10, 43], (&names, rows), &letter.annex.ranking_words());
}

fn ranking_row(letter: Letter, number: usize, index: usize) -> Vec<TableCell> {
    let card = &letter.evaluation().cards[index];
    let (total, grade, remark) = match card.ranked_total() {
        Some(total) => (shown(total), card.standing.grade.as_str(), letter.annex.remarks(number, index).join("；")),
        None => ("—".to_string(), "—", letter.annex.short_remark(index, MOST)),
    };
    let name = letter.annex.department(index);
    vec![centre(number.to_string()), words(name), centre(total), centre(grade), words(remark)]
}

/// 部门（单位）, then the marks of each 一级指标, 总分.
pub fn level_marks(letter: Letter, page: &mut Section) {
    let evaluation = letter.evaluation();
    let levels = &evaluation.scheme().system.level1;
    let mut names = vec!["序号".to_string(), "部门（单位）".to_string()];
    let full = |level: usize| evaluation.scheme().system.marks_of(levels[level].members());
    names.extend(levels.iter().enumerate().map(|(at, level)| format!("{}\n（{}分）", level.name, plain(full(at)))));
    names.push("总分".into());
    let order = letter.annex.order();
    let all = order.ranked.iter().flat_map(|(_, members)| members).chain(&order.unranked);
    let row = |(number, index): (usize, &usize)| {
        let card = &evaluation.cards[*index];
        let lead = [centre(number.to_string()), words(letter.annex.department(*index))];
        // who is not rated gets no marks in part
        let Some(total) = card.ranked_total() else {
            let none = centre(letter.annex.not_rated(*index)).across(levels.len() as u32 + 1);
            return lead.into_iter().chain([none]).collect();
        };
        let marks = (0..levels.len()).map(|level| evaluation.level_marks(card, level).map_or("—".into(), shown));
        lead.into_iter().chain(marks.map(centre)).chain([centre(shown(total))]).collect()
    };
    let rows = (1..).zip(all).map(row).collect();
    let columns: Vec<u32> = [8, 28].into_iter().chain(levels.iter().map(|_| 15)).chain([13]).collect();
    put_long(page, &columns, (&names.iter().map(String::as_str).collect::<Vec<_>>(), rows), &[]);
}

/// Marks as short as they are.
pub fn plain(marks: Points) -> String {
    marks.0.normalize().to_string()
}
