//! 部门别名: other names of departments. The sheet has the columns 部门（单位）名称 and 别名, with one alias in a row or
//! several in a cell, parted by 、 or ；. Only these names mean the same department; similar names never do.

use crate::ground::names::{ALIAS, DEPARTMENT, sheets};
use crate::ground::{Code, Finding, Message, tidy};
use crate::scheme::View;
use crate::scheme::table::{Header, no_header};
use crate::workbook::read::{Book, sheet};
use indexmap::IndexMap;

/// The aliases of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    /// Tidy alias → the department's name as written.
    names: IndexMap<String, String>,
}

impl Aliases {
    /// The department's own name for one of its aliases.
    pub fn canonical(&self, name: &str) -> Option<&str> {
        self.names.get(&tidy(name)).map(String::as_str)
    }

    /// Department and alias, in the order of the sheet.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(alias, name)| (name.as_str(), alias.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Reads 部门别名; without the sheet there are none.
///
/// # Errors
/// No header, or an alias that stands for two departments.
pub fn parse_aliases(book: &Book) -> Result<Aliases, Vec<Finding>> {
    let Some(grid) = sheet(book, sheets::ALIASES) else { return Ok(Aliases::default()) };
    let view = View { grid };
    let Some(Header { row: header, columns }) = view.header(&[&DEPARTMENT, &ALIAS]) else {
        return Err(no_header(grid, "一行表头，含“部门（单位）名称”和“别名”两列", "请补上表头"));
    };
    let mut aliases = Aliases::default();
    let mut faults = Vec::new();
    for row in view.rows_below(header) {
        let name = view.text(row, columns[0]);
        if name.is_empty() || DEPARTMENT.is(&tidy(&name)) {
            continue;
        }
        let words = view.text(row, columns[1]);
        let each = words.split(['、', '；', ';', '\n']).map(tidy).filter(|alias| !alias.is_empty());
        for alias in each.filter(|alias| *alias != tidy(&name)) {
            let before = aliases.names.get(&alias).filter(|other| tidy(other) != tidy(&name));
            if let Some(other) = before {
                let found = format!("“{alias}”既是“{other}”的别名，又是“{name}”的别名");
                let place = view.place(row, columns[1]);
                let message = Message::new("一个别名只属于一个部门", found, "请删去一处；两个部门不能共用一个别名");
                faults.push(Finding::new(Code::SettingInvalid, place, message));
            }
            aliases.names.entry(alias).or_insert_with(|| name.clone());
        }
    }
    if faults.is_empty() { Ok(aliases) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::text_table::grid_of_text;
    use crate::workbook::read::FileFormat;

    fn book(text: &str) -> Book {
        let mut grid = grid_of_text(text);
        grid.name = sheets::ALIASES.to_string();
        Book::new(FileFormat::Xlsx, vec![grid])
    }

    #[test]
    fn several_aliases_of_a_department_stand_in_one_cell_or_in_several_rows() {
        let aliases =
            parse_aliases(&book("部门（单位）名称\t别名\n市财政局\t财政局、岳阳市财政局\n市财政局\t市 财政")).unwrap();
        for alias in ["财政局", "岳阳市财政局", "市财政"] {
            assert_eq!(aliases.canonical(alias), Some("市财政局"), "{alias}");
        }
        assert_eq!(aliases.canonical("市财"), None);
    }
}
