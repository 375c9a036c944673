//! Which rows of 部门数据 are departments, and why the others are none.

use super::Reader;
use crate::ground::number::Unit;
use crate::ground::{Code, Figure, Finding, GridCell, Marked, Message, Points, original, read_figure, tidy};
use crate::submission::row_kind::{RowKind, name_kind, row_kind};
use crate::submission::yes_no::{Check, read_yes_no};
use crate::workbook::read::GridRow;
use std::collections::BTreeSet;

/// The longest name of a department, in characters; a longer text is a remark.
const LONGEST_NAME: usize = 200;

/// What a row is.
enum Kind<'a> {
    Department(String),
    /// A row that says it is none, and why.
    Other(String),
    /// Figures without a usable name, and why.
    Nameless(&'static str),
    /// A name of which letters are struck out, raised or lowered.
    Marked(&'a Marked),
    Blank,
}

impl<'a> Reader<'a> {
    pub(super) fn rows(&mut self) {
        let bottom = self.header.bottom;
        let mut departments = Vec::new();
        for row in self.view.grid.rows.iter().filter(|row| row.index > bottom) {
            match self.kind(row) {
                Kind::Department(name) => departments.push((row, name)),
                Kind::Other(found) => self.skipped(row, found),
                Kind::Nameless(why) => self.name_missing(row, why),
                Kind::Marked(marked) => self.name_marked(row, marked),
                Kind::Blank => {}
            }
        }
        let rows: Vec<u32> = departments.iter().map(|(row, _)| row.index).collect();
        self.find_doubtful(&rows);
        for (row, name) in departments {
            self.department(row, &name);
        }
    }

    /// The rows of one of several tables; a merged figure may belong to a department of another.
    pub(super) fn part_rows(&mut self, own: &BTreeSet<u32>, all: &[u32]) {
        self.find_doubtful(all);
        for row in self.view.grid.rows.iter().filter(|row| own.contains(&row.index)) {
            let name = self.view.cell(row.index, self.header.name).map(original).unwrap_or_default();
            self.department(row, &name);
        }
    }

    /// What a row is. A name merged over several rows stands in each of them that has figures of its own.
    fn kind(&self, row: &GridRow) -> Kind<'a> {
        let col = self.header.name;
        let goes_on = self.view.top(row.index, col) < row.index;
        if goes_on
            && !row.cells.iter().any(|(col, cell)| self.planned(*col).is_some() && !tidy(&original(cell)).is_empty())
        {
            return Kind::Blank;
        }
        let cell = self.view.cell(row.index, col);
        if let Some(marked) = cell.and_then(GridCell::marked) {
            return Kind::Marked(marked);
        }
        let name = cell.map(original).unwrap_or_default();
        let key = tidy(&name);
        let figures = self.has_figures(row);
        let kind = row_kind(&key, figures, row);
        let beside_figures = matches!(kind, RowKind::Sentence | RowKind::Signs) && figures && is_short(&name);
        if kind == RowKind::Department || beside_figures {
            return Kind::Department(name);
        }
        if let Some(why) = self.other(row, &key, kind) {
            return Kind::Other(why);
        }
        match kind {
            RowKind::Blank if figures => Kind::Nameless("没有部门名称"),
            RowKind::Blank => Kind::Blank,
            RowKind::Number | RowKind::Signs if !figures => Kind::Other(format!("“{}”不是部门名称", shorten(&key))),
            _ if !figures => Kind::Other(format!("“{}”是表下的说明", shorten(&key))),
            RowKind::Sentence | RowKind::Signs => Kind::Nameless("名称栏是一大段文字，不是部门名称"),
            RowKind::Number => Kind::Nameless("名称栏是数字，不是部门名称"),
            _ => Kind::Nameless("名称栏是说明文字，不是部门名称"),
        }
    }

    /// Why a row is no department, whatever stands in it. Blank rows say nothing.
    fn other(&self, row: &GridRow, name: &str, kind: RowKind) -> Option<String> {
        let first = row.cells.first().map(|(_, cell)| tidy(&original(cell))).unwrap_or_default();
        let figures = self.has_figures(row);
        match kind {
            RowKind::Heading => Some("重复的表头".into()),
            RowKind::Blank if self.repeats_header(row) => Some("重复的表头".into()),
            RowKind::ColumnNumbers => Some("各栏的编号".into()),
            RowKind::Other(what) => Some(format!("“{}”是{what}，不是部门", shorten(name))),
            RowKind::Blank => match name_kind(&first, figures) {
                RowKind::Other(what) => Some(format!("“{}”是{what}，不是部门", shorten(&first))),
                RowKind::Label | RowKind::Sentence if !figures => Some(format!("“{}”是表下的说明", shorten(&first))),
                _ if !figures && !first.is_empty() && first.parse::<u32>().is_err() => {
                    Some(format!("“{}”不在部门名称列", shorten(&first)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether something stands in a planned column that can be a figure or an answer, not a signature or a date.
    fn has_figures(&self, row: &GridRow) -> bool {
        let mut planned = row.cells.iter().filter(|(col, _)| self.planned(*col).is_some());
        planned.any(|(_, cell)| {
            let unreadable = matches!(
                read_figure(Some(cell), Unit::Plain),
                Figure::Blank | Figure::Fault { code: Code::Unreadable, .. }
            );
            !unreadable || matches!(read_yes_no(Some(cell), Points::ZERO), Check::Answer { .. })
        })
    }

    /// Whether a row without a name repeats a row of the header, as at the top of a printed page.
    fn repeats_header(&self, row: &GridRow) -> bool {
        let texts = row.cells.iter().map(|(col, cell)| (*col as usize, tidy(&original(cell))));
        let mut texts = texts.filter(|(_, text)| !text.is_empty()).peekable();
        texts.peek().is_some()
            && texts.all(|(col, text)| self.header.columns.get(col).is_some_and(|head| head.texts.contains(&text)))
    }

    fn name_missing(&mut self, row: &GridRow, why: &str) {
        let place = self.view.place(row.index, self.header.name);
        let found = format!("第{}行有数据但{why}，没有采用", row.index + 1);
        let message = Message::new("部门（单位）名称", found, "请补上部门名称，或删去这一行的数据");
        self.findings.push(Finding::new(Code::NameMissing, place, message));
    }

    /// D25 for a name of which letters are struck out, raised or lowered.
    fn name_marked(&mut self, row: &GridRow, marked: &Marked) {
        let place = self.view.place(row.index, self.header.name);
        let found =
            format!("“{}”，有{}，不能确定是哪个部门，第{}行没有采用", marked.spelled(), marked.marks(), row.index + 1);
        let advice = "请只留确定的名称；作废的行请整行删去";
        self.findings.push(Finding::new(Code::MarkedFigure, place, Message::new("部门（单位）名称", found, advice)));
    }

    fn skipped(&mut self, row: &GridRow, found: String) {
        let place = self.view.place(row.index, row.cells.first().map_or(self.header.name, |(col, _)| *col));
        let message = Message::new("部门行", format!("{found}，没有参与计算"), "无需处理；如果是部门，请核对名称");
        let finding = Finding::new(Code::RowSkipped, place, message);
        self.findings.push(finding);
    }
}

/// Whether a name is not too long for one.
fn is_short(name: &str) -> bool {
    name.chars().count() <= LONGEST_NAME
}

fn shorten(text: &str) -> String {
    let short: String = text.chars().take(20).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
