//! The header of a wide table (部门数据, 自评得分): several rows, the upper ones merged over the columns they head.

use crate::ground::Heading;
use crate::ground::names::DEPARTMENT;
use crate::scheme::row_words::without_unit;
use crate::scheme::table::View;

/// A column of the header.
#[derive(Clone, Debug)]
pub struct HeaderColumn {
    /// The column in the sheet, from 0.
    pub col: u32,
    /// Its texts from top to bottom, tidy, those of merged cells in every column they cover; the last is the
    /// column's own heading.
    pub texts: Vec<String>,
}

impl HeaderColumn {
    /// Its own heading, which may end in a unit; empty where it has none.
    pub fn label(&self) -> &str {
        self.texts.last().map_or("", String::as_str)
    }

    /// The headings above its own.
    pub fn above(&self) -> &[String] {
        &self.texts[..self.texts.len().saturating_sub(1)]
    }
}

/// The header of a wide table.
pub struct WideHeader {
    /// Last header row.
    pub bottom: u32,
    /// Column of the department's name.
    pub name: u32,
    /// All columns of the sheet.
    pub columns: Vec<HeaderColumn>,
}

impl WideHeader {
    /// Finds the header by the department column; `known` says whether a tidy text is a heading of this table.
    pub fn find(view: View, known: &dyn Fn(&str) -> bool) -> Option<WideHeader> {
        let top = view.header(&[&DEPARTMENT])?;
        let (row, name) = (top.row, top.columns[0]);
        let mut bottom = view.bottom(row, name);
        if view.grid.merges.is_empty() {
            let own = |row: &u32| view.tidy(*row, name);
            let below = (row + 1..=row + 3).take_while(|row| own(row).is_empty() || DEPARTMENT.is(&own(row)));
            let is_header_row = |row: &u32| {
                let mut texts = (0..=view.last_col()).map(|col| view.tidy(*row, col));
                texts.any(|text| known(&text) || known(without_unit(&text)))
            };
            bottom = below.filter(is_header_row).last().unwrap_or(bottom);
        }
        let texts = |col| (row..=bottom).map(|row| view.tidy(row, col)).collect();
        let columns = (0..=view.last_col()).map(|col| HeaderColumn { col, texts: texts(col) }).collect();
        let mut header = WideHeader { bottom, name, columns };
        if view.grid.merges.is_empty() {
            header.continue_to_the_right();
        }
        Some(header)
    }

    /// Where a file states no merges, a blank upper heading continues the one to its left.
    fn continue_to_the_right(&mut self) {
        for at in 1..self.columns.len() {
            let (left, right) = self.columns.split_at_mut(at);
            let (left, right) = (&left[at - 1], &mut right[0]);
            for level in 0..left.above().len() {
                if right.texts[level].is_empty() {
                    right.texts[level].clone_from(&left.texts[level]);
                }
            }
        }
    }

    /// The columns that have a heading, that of the name excepted.
    pub fn headed(&self) -> impl Iterator<Item = &HeaderColumn> {
        self.columns.iter().filter(|column| column.col != self.name && !column.label().is_empty())
    }

    /// The first column of a heading.
    pub fn column(&self, heading: &Heading) -> Option<u32> {
        self.headed().find(|column| heading.is(column.label())).map(|column| column.col)
    }
}
