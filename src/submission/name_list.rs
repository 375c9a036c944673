//! A list of departments (xlsx, csv, txt) → names and 部门类别 for the template.

use crate::ground::cell::GridCell;
use crate::ground::names::{CATEGORY, DEPARTMENT, sheets};
use crate::ground::number::{original, tidy};
use crate::workbook::read::{Book, Grid, GridRow, ReadError, read_book};
use indexmap::IndexMap;

/// A list of departments.
#[derive(Clone, Debug)]
pub struct NameList {
    /// Names with their 部门类别 (empty where the list has none), each name once.
    pub departments: Vec<(String, String)>,
    /// The workbook it stands in, where it is one.
    pub book: Option<Book>,
}

/// Reads a list; `path` is its name, with or without folder.
///
/// # Errors
/// The file is no workbook or text, or holds no name.
pub fn read_names(path: &str, bytes: &[u8]) -> Result<NameList, ReadError> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let list = match ending.to_lowercase().as_str() {
        "csv" | "txt" => NameList { departments: each_once(names_of(&text_grid(bytes))), book: None },
        _ => {
            let book = read_book(name, bytes)?;
            NameList { departments: names_of_book(&book), book: Some(book) }
        }
    };
    if list.departments.is_empty() {
        return Err(ReadError(format!("“{path}”中没有部门名称：请每行写一个部门，或有“部门（单位）名称”一列")));
    }
    Ok(list)
}

/// The names of a workbook: those on 部门数据 where it has such a sheet, else those of its first sheet that
/// names departments.
pub fn names_of_book(book: &Book) -> Vec<(String, String)> {
    let aliases = |grid: &&Grid| !crate::workbook::read::same_sheet(&grid.name, sheets::ALIASES);
    match crate::workbook::read::sheet(book, sheets::DATA) {
        Some(data) => each_once(departments_of(data)),
        None => each_once(
            book.sheets.iter().filter(aliases).map(names_of).find(|names| !names.is_empty()).unwrap_or_default(),
        ),
    }
}

/// The departments of a filled 部门数据.
fn departments_of(data: &Grid) -> Vec<(String, String)> {
    let filled = crate::submission::filled::Filled::read(data, &|_| false);
    let rows = filled.into_iter().flat_map(|filled| filled.rows);
    rows.map(|row| (row.name, row.category)).filter(|(name, _)| !name.is_empty()).collect()
}

fn each_once(all: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut names: IndexMap<String, (String, String)> = IndexMap::new();
    for (name, category) in all {
        names.entry(tidy(&name)).or_insert((name, category));
    }
    names.into_values().collect()
}

/// A text file as a sheet; Excel saves csv in GBK, others in UTF-8.
fn text_grid(bytes: &[u8]) -> Grid {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut grid = Grid::default();
    for (index, record) in (0..).zip(reader.records().flatten()) {
        let fields = (0..).zip(record.iter()).filter(|(_, field)| !field.trim().is_empty());
        let cells = fields.map(|(col, field)| (col, GridCell::text(field))).collect();
        grid.rows.push(GridRow { index, hidden: false, cells });
    }
    grid
}

/// Names under the heading 部门（单位）名称, or else the first column.
fn names_of(grid: &Grid) -> Vec<(String, String)> {
    let is = |heading: &crate::ground::names::Heading, cell: &GridCell| heading.is(&tidy(&original(cell)));
    let header = grid.rows.iter().find(|row| row.cells.iter().any(|(_, cell)| is(&DEPARTMENT, cell)));
    let column = |heading: &crate::ground::names::Heading| {
        let found = header?.cells.iter().find(|(_, cell)| is(heading, cell))?;
        Some(found.0)
    };
    let (name, category) = (column(&DEPARTMENT).unwrap_or(0), column(&CATEGORY));
    let rows = grid.rows.iter().filter(|row| header.is_none_or(|header| row.index > header.index));
    let text = |row: &GridRow, col: u32| {
        let cell = row.cells.iter().find(|(at, _)| *at == col);
        cell.map(|(_, cell)| original(cell).trim().to_string()).unwrap_or_default()
    };
    let pairs = rows.map(|row| (text(row, name), category.map(|col| text(row, col)).unwrap_or_default()));
    pairs.filter(|(name, _)| !name.is_empty() && !crate::scheme::table::is_total_row(&tidy(name))).collect()
}
