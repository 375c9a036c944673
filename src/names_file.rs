//! A list of departments (xlsx, csv, txt) → names and 部门类别 for the template.

use crate::layout::{CATEGORY, DEPARTMENT, sheets};
use crate::number::{original, tidy};
use crate::read::{Book, Grid, GridCell, GridRow, ReadError, read_book};
use indexmap::IndexMap;
use std::path::Path;

/// Names with their 部门类别 (empty where the list has none), each name once.
///
/// # Errors
/// The file cannot be read, or holds no name.
pub fn read_names(path: &Path) -> Result<Vec<(String, String)>, ReadError> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let names = match extension.as_str() {
        "csv" | "txt" => each_once(names_of(&text_grid(path)?)),
        _ => names_of_book(&read_book(path)?),
    };
    if names.is_empty() {
        let message = format!("“{}”中没有部门名称：请每行写一个部门，或有“部门（单位）名称”一列", path.display());
        return Err(ReadError::Refused { message });
    }
    Ok(names)
}

/// The names of a workbook: those on 部门数据 where it has such a sheet, else those of its first sheet that
/// names departments.
pub fn names_of_book(book: &Book) -> Vec<(String, String)> {
    let aliases = |grid: &&Grid| !crate::parse::same_sheet(&grid.name, sheets::ALIASES);
    match crate::parse::sheet(book, sheets::DATA) {
        Some(data) => each_once(departments_of(data)),
        None => each_once(
            book.sheets.iter().filter(aliases).map(names_of).find(|names| !names.is_empty()).unwrap_or_default(),
        ),
    }
}

/// The departments of a filled 部门数据.
fn departments_of(data: &Grid) -> Vec<(String, String)> {
    let filled = crate::parse::filled::Filled::read(data, &|_| false);
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
fn text_grid(path: &Path) -> Result<Grid, ReadError> {
    let bytes = std::fs::read(path).map_err(|error| ReadError::Open {
        path: path.display().to_string(),
        reason: match error.kind() {
            std::io::ErrorKind::NotFound => "没有这个文件".into(),
            _ => error.to_string(),
        },
    })?;
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.to_string(),
        Err(_) => encoding_rs::GB18030.decode(&bytes).0.into_owned(),
    };
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut grid = Grid::default();
    for (index, record) in (0..).zip(reader.records().flatten()) {
        let fields = (0..).zip(record.iter()).filter(|(_, field)| !field.trim().is_empty());
        let cells = fields.map(|(col, field)| (col, GridCell::text(field))).collect();
        grid.rows.push(GridRow { index, hidden: false, cells });
    }
    Ok(grid)
}

/// Names under the heading 部门（单位）名称, or else the first column.
fn names_of(grid: &Grid) -> Vec<(String, String)> {
    let is = |heading: &crate::layout::Heading, cell: &GridCell| heading.is(&tidy(&original(cell)));
    let header = grid.rows.iter().find(|row| row.cells.iter().any(|(_, cell)| is(&DEPARTMENT, cell)));
    let column = |heading: &crate::layout::Heading| {
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
    pairs.filter(|(name, _)| !name.is_empty() && !crate::parse::is_total_row(&tidy(name))).collect()
}
