//! Finding a table inside a sheet: its header, its columns, its rows.

use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::{DEPARTMENT, Heading};
use crate::ground::number::{original, tidy};
use crate::ground::place::{CellRef, Place};
use crate::workbook::read::Grid;

/// How far down a header is looked for.
const HEADER_SEARCH_ROWS: u32 = 60;

/// A heading without its bracketed unit: `分值（分）` is 分值. Names that end in brackets of their own
/// (部门（单位）名称) are kept.
pub fn without_unit(tidy: &str) -> &str {
    match (tidy.rfind('('), tidy.ends_with(')')) {
        (Some(open), true) if open > 0 => &tidy[..open],
        _ => tidy,
    }
}

/// A sheet with a view on its cells as shown (merges expanded).
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The sheet.
    pub grid: &'a Grid,
}

impl<'a> View<'a> {
    /// The text shown at a place, trimmed; empty where there is none.
    pub fn text(&self, row: u32, col: u32) -> String {
        self.grid.shown(CellRef::new(row, col)).map(|cell| original(cell).trim().to_string()).unwrap_or_default()
    }

    /// The tidy text shown at a place.
    pub fn tidy(&self, row: u32, col: u32) -> String {
        tidy(&self.text(row, col))
    }

    /// The place of a cell.
    pub fn place(&self, row: u32, col: u32) -> Place {
        Place::cell(self.grid.name.clone(), CellRef::new(row, col))
    }

    /// Last used column.
    pub fn last_col(&self) -> u32 {
        self.grid.rows.iter().filter_map(|row| row.cells.last().map(|(col, _)| *col)).max().unwrap_or(0)
    }

    /// Last used row.
    pub fn last_row(&self) -> u32 {
        self.grid.rows.last().map_or(0, |row| row.index)
    }

    /// The merged area that begins at a cell, or the cell itself: its last row.
    pub fn bottom(&self, row: u32, col: u32) -> u32 {
        let at = CellRef::new(row, col);
        self.grid.merges.iter().find(|area| area.contains(at)).map_or(row, |area| area.last.row)
    }

    /// The first row that has all `wanted` headings, with the column of each.
    pub fn header(&self, wanted: &[&Heading]) -> Option<(u32, Vec<u32>)> {
        let rows = self.grid.rows.iter().map(|row| row.index).take_while(|row| *row < HEADER_SEARCH_ROWS);
        rows.into_iter().find_map(|row| {
            let columns: Option<Vec<u32>> = wanted.iter().map(|heading| self.column(row, heading)).collect();
            columns.map(|columns| (row, columns))
        })
    }

    /// The column of a heading in a header row: the one that has its name, else the first with another word for it.
    pub fn column(&self, row: u32, heading: &Heading) -> Option<u32> {
        self.columns_of(row, heading).first().copied()
    }

    /// All columns that a heading may mean: those that have its name, or else those with another word for it.
    pub fn columns_of(&self, row: u32, heading: &Heading) -> Vec<u32> {
        let name = tidy(heading.name);
        let texts = (0..=self.last_col()).filter(|col| self.begins(row, *col)).map(|col| (col, self.tidy(row, col)));
        let (named, others): (Vec<_>, Vec<_>) =
            texts.partition(|(_, text)| *text == name || without_unit(text) == name);
        let is = |text: &str| heading.is(text) || heading.is(without_unit(text));
        let others = others.into_iter().filter(|(_, text)| is(text)).collect();
        let found: Vec<_> = if named.is_empty() { others } else { named };
        found.into_iter().map(|(col, _)| col).collect()
    }

    /// Whether no cell merged from the left shows at a place.
    fn begins(&self, row: u32, col: u32) -> bool {
        let at = CellRef::new(row, col);
        self.grid.merges.iter().find(|area| area.contains(at)).is_none_or(|area| area.first.col == col)
    }
}

/// 找不到表头: said where no row has all `wanted` headings.
pub fn header_missing(grid: &Grid, wanted: &[Heading]) -> Option<Finding> {
    if (View { grid }).header(&wanted.iter().collect::<Vec<_>>()).is_some() {
        return None;
    }
    let names: Vec<&str> = wanted.iter().map(|heading| heading.name).collect();
    let expected = format!("一行表头，含“{}”{}列", names.join("、"), names.len());
    let place = Place::sheet(grid.name.clone());
    let advice = "请按模板恢复表头；列的先后不限";
    Some(Finding::new(Code::HeaderMissing, place, Message::new(expected, "没有找到这样的表头", advice)))
}

/// Rows that are not departments but stand under or inside the table.
pub fn is_total_row(tidy_name: &str) -> bool {
    const TOTALS: [&str; 8] = ["合计", "小计", "总计", "平均", "平均分", "平均值", "其中", "总分"];
    let name = without_unit(tidy_name).trim_end_matches(':');
    TOTALS.contains(&name)
        || tidy_name.starts_with("其中:")
        || ["合计", "小计", "总计", "合计数"].iter().any(|end| name.ends_with(end) && name.chars().count() <= 8)
}

/// Signatures and remarks that begin with a word of their own.
pub fn is_signature(tidy_text: &str) -> bool {
    const STARTS: [&str; 28] = [
        "注:",
        "注1",
        "备注",
        "说明:",
        "填表",
        "填报人",
        "填报单位",
        "制表",
        "审核人",
        "复核人",
        "审核:",
        "复核:",
        "单位负责人",
        "负责人",
        "分管领导",
        "主要领导",
        "科室负责人",
        "联系人",
        "联系电话",
        "经办人",
        "填报日期",
        "填报时间",
        "日期:",
        "图例",
        "单位:",
        "附注",
        "(此表",
        "(盖章",
    ];
    STARTS.iter().any(|start| tidy_text.starts_with(start))
}

/// Notes, signatures and remarks under a table.
pub fn is_note(tidy_text: &str) -> bool {
    is_signature(tidy_text) || tidy_text.contains('。') || tidy_text.chars().count() > 60
}

/// The header of a wide table: for each column its texts from top to bottom, tidy, merges expanded.
pub struct WideHeader {
    /// Last header row.
    pub bottom: u32,
    /// Column of the department's name.
    pub name: u32,
    /// Column and its texts; the last text is the column's own heading.
    pub columns: Vec<(u32, Vec<String>)>,
}

impl WideHeader {
    /// Finds the header by the department column; `known` says whether a tidy text is a heading of this table.
    pub fn find(view: View, known: &dyn Fn(&str) -> bool) -> Option<WideHeader> {
        let (top, columns) = view.header(&[&DEPARTMENT])?;
        let name = columns[0];
        let mut bottom = view.bottom(top, name);
        if view.grid.merges.is_empty() {
            let own = |row: &u32| view.tidy(*row, name);
            let below = (top + 1..=top + 3).take_while(|row| own(row).is_empty() || DEPARTMENT.is(&own(row)));
            let last = below.filter(|row| Self::is_header_row(view, *row, known)).last();
            bottom = last.unwrap_or(bottom);
        }
        let mut header = WideHeader { bottom, name, columns: Vec::new() };
        for col in 0..=view.last_col() {
            header.columns.push((col, (top..=bottom).map(|row| view.tidy(row, col)).collect()));
        }
        if view.grid.merges.is_empty() {
            header.carry_right();
        }
        Some(header)
    }

    fn is_header_row(view: View, row: u32, known: &dyn Fn(&str) -> bool) -> bool {
        let mut texts = (0..=view.last_col()).map(|col| view.tidy(row, col));
        texts.any(|text| known(&text) || known(without_unit(&text)))
    }

    /// Where a file states no merges, a blank upper heading continues the one to its left.
    fn carry_right(&mut self) {
        for at in 1..self.columns.len() {
            let (left, right) = self.columns.split_at_mut(at);
            let (above, _) = right[0].1.split_at_mut(left[at - 1].1.len().saturating_sub(1));
            for (level, text) in above.iter_mut().enumerate() {
                if text.is_empty() {
                    text.clone_from(&left[at - 1].1[level]);
                }
            }
        }
    }

    /// The column's own heading, without unit.
    pub fn label(texts: &[String]) -> &str {
        texts.last().map_or("", String::as_str)
    }

    /// Columns that have a heading, a department or number column excepted.
    pub fn headed(&self) -> impl Iterator<Item = &(u32, Vec<String>)> {
        self.columns.iter().filter(|(col, texts)| *col != self.name && !Self::label(texts).is_empty())
    }
}
