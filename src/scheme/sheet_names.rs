//! Names of the standard workbook's sheets as files write them: spaces do not count, but two sheets of one name do.

use crate::ground::names::sheets;
use crate::ground::{CellRef, Code, Finding, GridCell, Message, Place, original, tidy};
use crate::workbook::read::{Book, Grid, same_sheet};
use std::collections::BTreeSet;

/// Gives the sheets that the program reads their own names, where a file writes them with other spaces.
///
/// # Errors
/// F30 for each name that two sheets have.
pub fn name_sheets(book: &mut Book) -> Result<Vec<Finding>, Vec<Finding>> {
    let (mut findings, mut faults) = (Vec::new(), Vec::new());
    for name in sheets::INPUT.into_iter().chain(sheets::PASSED_ON) {
        let all: Vec<usize> = (0..book.sheets.len()).filter(|at| same_sheet(&book.sheets[*at].name, name)).collect();
        match all[..] {
            [at] if book.sheets[at].name != name => {
                let found = format!("{}，按“{name}”读取", written(book, at));
                let message = Message::new(format!("“{name}”"), found, "无需处理；可在原文件中改名");
                findings.push(Finding::new(Code::SheetRenamed, Place::sheet(name), message));
                book.sheets[at].name = name.to_string();
            }
            // two sheets that are not read can stand beside each other
            [_, _, ..] if !is_read(name) => {}
            [first, second, ..] => {
                let found = format!("{}和{}是同一个名称", written(book, first), written(book, second));
                let advice = "请删去作废的一个，或改成别的名称";
                let message = Message::new(format!("只有一个“{name}”"), found, advice);
                faults.push(Finding::new(Code::SheetTwice, Place::sheet(name), message));
            }
            _ => {}
        }
    }
    if faults.is_empty() { Ok(findings) } else { Err(faults) }
}

/// Whether a sheet of that name decides anything.
fn is_read(name: &str) -> bool {
    name == sheets::ALIASES || (name != sheets::GUIDE && sheets::INPUT.contains(&name))
}

/// The name of a sheet as it is written, with its place: spaces cannot be seen.
fn written(book: &Book, at: usize) -> String {
    let name = &book.sheets[at].name;
    let spaces = name.chars().filter(|letter| tidy(&letter.to_string()).is_empty()).count();
    let told = if spaces == 0 { String::new() } else { format!("，含{spaces}个空格或看不见的字符") };
    format!("第{}个工作表“{name}”（{}个字{told}）", at + 1, name.chars().count())
}

/// Rows from the top in which the texts of two sheets are compared.
const HEAD: usize = 8;
/// Texts that a sheet must have there, for a likeness to mean anything.
const FEWEST_TEXTS: usize = 4;
/// What is put to the name of a sheet for another version of it.
const VERSIONS: [&str; 8] = ["副本", "备份", "稿", "版", "最终", "修改", "原", "新"];

/// What a sheet that is not read is, if it looks like a copy or a version of one that is: by its name (部门数据 (2)) or
/// by the texts at its head.
pub fn copy_of<'a>(grid: &Grid, book: &'a Book) -> Option<&'a Grid> {
    let read = |other: &&Grid| is_read(&other.name);
    let named = |other: &&Grid| {
        let name = tidy(&grid.name);
        let rest = name.replacen(&tidy(&other.name), "", 1);
        let version = || !rest.contains(char::is_alphabetic) || VERSIONS.iter().any(|word| rest.contains(word));
        rest.len() < name.len() && version()
    };
    let own = texts(grid);
    let alike = |other: &&Grid| {
        let there = texts(other);
        let both = own.intersection(&there).count();
        own.len() >= FEWEST_TEXTS && both * 10 >= 7 * own.len().max(there.len())
    };
    let all = || book.sheets.iter().filter(read);
    all().find(alike).or_else(|| all().find(named))
}

fn texts(grid: &Grid) -> BTreeSet<String> {
    let cells = grid.rows.iter().take(HEAD).flat_map(|row| &row.cells);
    cells.map(|(_, cell)| tidy(&original(cell))).filter(|text| text.chars().any(char::is_alphabetic)).collect()
}

/// How a sheet differs from the one that is read, in words.
pub fn difference(grid: &Grid, used: &Grid) -> String {
    let text = |cell: Option<&GridCell>| tidy(&cell.map(original).unwrap_or_default());
    let places: BTreeSet<CellRef> = grid.cells().chain(used.cells()).map(|(at, _)| at).collect();
    let mut differ = places.into_iter().filter(|at| text(grid.cell(*at)) != text(used.cell(*at)));
    match differ.next() {
        None => "内容相同".to_string(),
        Some(first) => {
            let shown = |grid: &Grid| match text(grid.cell(first)) {
                blank if blank.is_empty() => "空白".to_string(),
                text => format!("“{}”", text.chars().take(20).collect::<String>()),
            };
            let count = differ.count() + 1;
            format!("有{count}格不同，第一处是{first}：这里{}，“{}”是{}", shown(grid), used.name, shown(used))
        }
    }
}
