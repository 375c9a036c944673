//! A list of departments (xlsx, csv, txt) → names and 部门类别 for the template.

use crate::ground::names::{CATEGORY, DEPARTMENT, sheets};
use crate::ground::{CellRef, GridCell, Heading, original, tidy};
use crate::scheme::row_words::is_total_row;
use crate::submission::filled::Filled;
use crate::workbook::read::{Book, Grid, GridRow, ReadError, read_book, same_sheet, sheet};
use std::collections::BTreeSet;

/// A department as a list names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedDepartment {
    /// 部门（单位）名称
    pub name: String,
    /// 部门类别; may be empty.
    pub category: String,
}

impl ListedDepartment {
    /// A department with its 部门类别, which may be empty.
    pub fn new(name: impl Into<String>, category: impl Into<String>) -> ListedDepartment {
        ListedDepartment { name: name.into(), category: category.into() }
    }
}

/// A list of departments.
#[derive(Clone, Debug)]
pub struct DepartmentList {
    /// Each name once.
    pub departments: Vec<ListedDepartment>,
    /// The workbook it stands in, where it is one.
    pub book: Option<Book>,
}

/// Reads a list; `path` is its name, with or without folder.
///
/// # Errors
/// The file is no workbook or text, or holds no name.
pub fn read_names(path: &str, bytes: &[u8]) -> Result<DepartmentList, ReadError> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let list = match ending.to_lowercase().as_str() {
        "csv" | "txt" => DepartmentList { departments: each_once(names_of(&text_grid(bytes))), book: None },
        _ => {
            let book = read_book(name, bytes)?;
            DepartmentList { departments: names_of_book(&book), book: Some(book) }
        }
    };
    if list.departments.is_empty() {
        return Err(ReadError(format!("“{path}”中没有部门名称：请每行写一个部门，或有“部门（单位）名称”一列")));
    }
    Ok(list)
}

/// The names of a workbook: those on 部门数据 where it has such a sheet, else those of its first sheet that
/// names departments.
pub fn names_of_book(book: &Book) -> Vec<ListedDepartment> {
    let others = book.sheets.iter().filter(|grid| !same_sheet(&grid.name, sheets::ALIASES));
    each_once(match sheet(book, sheets::DATA) {
        Some(data) => departments_of(data),
        None => others.map(names_of).find(|names| !names.is_empty()).unwrap_or_default(),
    })
}

/// The departments of a filled 部门数据.
fn departments_of(data: &Grid) -> Vec<ListedDepartment> {
    let filled = Filled::read(data, &|_| false);
    let rows = filled.into_iter().flat_map(|filled| filled.rows);
    rows.filter(|row| !row.name.is_empty()).map(|row| ListedDepartment::new(row.name, row.category)).collect()
}

fn each_once(mut all: Vec<ListedDepartment>) -> Vec<ListedDepartment> {
    let mut seen = BTreeSet::new();
    all.retain(|department| seen.insert(tidy(&department.name)));
    all
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

/// Names under the heading 部门（单位）名称; in a list without headings, in its first column.
fn names_of(grid: &Grid) -> Vec<ListedDepartment> {
    let column = |row: &GridRow, heading: &Heading| {
        row.cells.iter().find(|(_, cell)| heading.is(&tidy(&original(cell)))).map(|(col, _)| *col)
    };
    let header = grid.rows.iter().find_map(|row| Some((row, column(row, &DEPARTMENT)?)));
    let (first, name, category) = match header {
        Some((row, name)) => (row.index + 1, name, column(row, &CATEGORY)),
        None => (0, 0, None),
    };
    let text = |row: &GridRow, col: u32| {
        let cell = grid.cell(CellRef::new(row.index, col));
        cell.map(|cell| original(cell).trim().to_string()).unwrap_or_default()
    };
    let rows = grid.rows.iter().filter(|row| row.index >= first);
    let all =
        rows.map(|row| ListedDepartment::new(text(row, name), category.map(|col| text(row, col)).unwrap_or_default()));
    all.filter(|one| !one.name.is_empty() && !is_total_row(&tidy(&one.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Vec<ListedDepartment> {
        read_names("名单.csv", text.as_bytes()).unwrap().departments
    }

    #[test]
    fn names_stand_under_their_heading_or_in_the_first_column_of_a_list_without_headings() {
        let both = [ListedDepartment::new("市财政局", "政府部门"), ListedDepartment::new("市审计局", "")];
        assert_eq!(listed("序号,类别,单位名称\n1,政府部门,市财政局\n2,,市审计局\n3,,市 财政局\n合计,,合计"), both);
        assert_eq!(
            listed("市财政局,1\n市审计局,2"),
            ["市财政局", "市审计局"].map(|name| ListedDepartment::new(name, ""))
        );
    }
}
