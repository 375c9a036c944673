//! What an earlier run wrote, known by its titles: only that may be replaced by a later one.

use crate::annex::{SHEETS, is_annex};
use crate::ground::{CellRef, original, tidy};
use crate::result::run_info;
use crate::review::appeal::{CHOICE, OPINION, OPINION_OF, OPINION_TITLE};
use crate::review::read_back::{CONFIRMED, MADE_OF, READ_BACK, READ_BACK_TITLE};
use crate::review::years::{COMPARED, OVERVIEW, OVERVIEW_TITLE};
use crate::workbook::read::{Book, Grid, sheet};

/// A file that an earlier run wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// What it was made of; empty where it does not say.
    pub of: String,
    /// Whether people have written into it since.
    pub filled_in: bool,
}

/// A sort of file that the program writes.
pub struct Sort {
    /// Its Chinese name.
    pub name: &'static str,
    /// The sheets by which it is known.
    pub sheets: &'static [&'static str],
    /// What an earlier one was made of; none where a workbook is none.
    pub earlier: fn(&Book) -> Option<Earlier>,
}

/// 评分结果
pub const RESULT: Sort =
    Sort { name: "评分结果", sheets: &[run_info::NAME], earlier: |book| Some(made_of(run_info::input_of(book)?)) };
/// 评分标准读法
pub const READING: Sort = Sort { name: "评分标准读法", sheets: &[READ_BACK], earlier: reading };
/// 复核意见
pub const REPLY: Sort = Sort { name: "复核意见", sheets: &[OPINION], earlier: reply };
/// 年度对比
pub const COMPARISON: Sort = Sort { name: "年度对比表", sheets: &[OVERVIEW], earlier: comparison };
/// 附件
pub const ANNEX: Sort = Sort { name: "附件", sheets: &SHEETS, earlier: annex };
/// All of them.
pub const SORTS: [&Sort; 5] = [&RESULT, &READING, &REPLY, &COMPARISON, &ANNEX];

/// What a 复核意见 is made of: a workbook and a department.
pub fn of_department(input: &str, department: &str) -> String {
    format!("{input}（{department}）")
}

/// What a 年度对比 is made of: the workbooks of two years.
pub fn of_years(before: &str, after: &str) -> String {
    format!("{before}、{after}")
}

fn made_of(of: String) -> Earlier {
    Earlier { of, filled_in: false }
}

fn reading(book: &Book) -> Option<Earlier> {
    // one sheet for each of several 评分表
    let names = book.sheets.iter().map(|grid| grid.name.as_str()).filter(|name| name.starts_with(READ_BACK));
    let all: Vec<Earlier> =
        names.filter_map(|name| reading_of(titled(book, name, |text| text == READ_BACK_TITLE)?)).collect();
    let filled_in = all.iter().any(|one| one.filled_in);
    Some(Earlier { of: all.first()?.of.clone(), filled_in })
}

fn reading_of(grid: &Grid) -> Option<Earlier> {
    let of = texts(grid).find_map(|(_, text)| Some(quoted(&text, MADE_OF)?.to_string()));
    let (heading, _) = texts(grid).find(|(_, text)| text == CONFIRMED)?;
    let filled_in = texts(grid).any(|(at, _)| at.col == heading.col && at.row > heading.row);
    Some(Earlier { of: of.unwrap_or_default(), filled_in })
}

fn reply(book: &Book) -> Option<Earlier> {
    let grid = titled(book, OPINION, |text| text == OPINION_TITLE)?;
    let input = texts(grid).find_map(|(_, text)| Some(quoted(&text, OPINION_OF)?.to_string()));
    let (row, _) = texts(grid).find(|(_, text)| tidy(text) == "部门(单位)")?;
    let department = texts(grid).find(|(at, _)| at.row == row.row && at.col > row.col);
    let of = input.zip(department).map(|(input, (_, department))| of_department(&input, &department));
    let filled_in = !texts(grid).any(|(_, text)| text == CHOICE);
    Some(Earlier { of: of.unwrap_or_default(), filled_in })
}

fn comparison(book: &Book) -> Option<Earlier> {
    let is_title = |text: &str| OVERVIEW_TITLE.iter().all(|part| text.contains(part));
    let grid = titled(book, OVERVIEW, is_title)?;
    let note = texts(grid).map(|(_, text)| text).find(|text| text.contains(COMPARED));
    let names = note.and_then(|note| {
        let before = quoted(&note, COMPARED)?;
        Some(of_years(before, quoted(&note[note.find(before)? + before.len()..], COMPARED)?))
    });
    Some(made_of(names.unwrap_or_default()))
}

/// An annex does not say what it was made of: it says nothing that is not for print.
fn annex(book: &Book) -> Option<Earlier> {
    is_annex(book).then(Earlier::default)
}

/// The sheet of a name that has a title.
fn titled<'a>(book: &'a Book, name: &str, is: impl Fn(&str) -> bool) -> Option<&'a Grid> {
    let grid = sheet(book, name)?;
    texts(grid).take_while(|(at, _)| at.row < 3).any(|(_, text)| is(&text)).then_some(grid)
}

/// What stands in the cells of a sheet, in their order.
fn texts(grid: &Grid) -> impl Iterator<Item = (CellRef, String)> {
    grid.cells().map(|(at, cell)| (at, original(cell)))
}

/// What stands in quotes behind some words.
fn quoted<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(&format!("{words}“"))?;
    after.split_once('”').map(|(name, _)| name)
}
