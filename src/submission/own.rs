//! 个性化指标 → each department's [`OwnIndicator`]s.

use crate::criterion::Needs;
use crate::ground::cell::GridCell;
use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::OWN_HEADINGS;
use crate::ground::number::{Figure, Unit, read_figure, tidy};
use crate::ground::place::{CellRef, Place};
use crate::ground::quantity::Points;
use crate::scheme::compile::Compiled;
use crate::scheme::indicators::IndicatorSystem;
use crate::scheme::table::{View, header_missing, is_note, is_total_row};
use crate::submission::department::{Department, Entry, OwnIndicator, OwnMethod};
use crate::workbook::read::Grid;
use indexmap::IndexMap;

/// Reads 个性化指标 into the departments.
///
/// # Errors
/// No header.
pub fn parse_own(
    grid: &Grid,
    (system, rules): (&IndicatorSystem, &[Compiled]),
    departments: &mut [Department],
) -> Result<Vec<Finding>, Vec<Finding>> {
    let view = View { grid };
    let wanted: Vec<_> = OWN_HEADINGS[..4].iter().collect();
    let Some((header, columns)) = view.header(&wanted) else {
        return Err(header_missing(grid, &OWN_HEADINGS[..4]).into_iter().collect());
    };
    let mut at: IndexMap<String, usize> = IndexMap::new();
    for (index, department) in departments.iter().enumerate() {
        at.entry(tidy(&department.name)).or_insert(index);
    }
    let columns = all_columns(view, header, &columns);
    let mut reader = Reader { view, system, rules, columns, findings: Vec::new() };
    for row in grid.rows.iter().map(|row| row.index).filter(|row| *row > header) {
        let name = reader.text(row, 0);
        let key = tidy(&name);
        if key.is_empty() && reader.text(row, 2).is_empty() || is_total_row(&key) || is_note(&key) {
            continue;
        }
        match (at.get(&key), reader.indicator(row)) {
            (Some(department), Some(indicator)) => {
                let own = reader.own(row, indicator, &name);
                departments[*department].own.extend(own);
            }
            (None, _) => reader.unknown(row, 0, "部门数据中的部门", &name),
            (_, None) => reader.unknown(row, 1, "评分表中由人工评定的三级指标", &reader.text(row, 1)),
        }
    }
    Ok(reader.findings)
}

/// The columns of [`OWN_HEADINGS`] on a sheet, for those that are there; empty without a header.
pub fn own_columns(grid: &Grid) -> Vec<Option<u32>> {
    let view = View { grid };
    let wanted: Vec<_> = OWN_HEADINGS[..4].iter().collect();
    view.header(&wanted).map_or_else(Vec::new, |(header, columns)| all_columns(view, header, &columns))
}

/// The column of each of [`OWN_HEADINGS`]; the first four are found already.
fn all_columns(view: View, header: u32, first: &[u32]) -> Vec<Option<u32>> {
    let column = |(i, heading)| first.get(i).copied().or(view.column(header, heading));
    OWN_HEADINGS.iter().enumerate().map(column).collect()
}

struct Reader<'a> {
    view: View<'a>,
    system: &'a IndicatorSystem,
    rules: &'a [Compiled],
    columns: Vec<Option<u32>>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn text(&self, row: u32, at: usize) -> String {
        self.columns[at].map(|col| self.view.text(row, col)).unwrap_or_default()
    }

    /// The judged official indicator a row details, by its 三级指标 and, where names repeat, its 二级指标. What the
    /// official text scores by a rule cannot be detailed.
    fn indicator(&self, row: u32) -> Option<usize> {
        let (level3, level2) = (tidy(&self.text(row, 1)), tidy(&self.text(row, 9)));
        let path = |index: &usize| &self.system.indicators[*index].path;
        let named = (0..self.system.indicators.len()).filter(|index| tidy(&path(index).level3) == level3);
        let named: Vec<usize> =
            named.filter(|index| level2.is_empty() || tidy(&path(index).level2) == level2).collect();
        match named[..] {
            [one] => Some(one).filter(|one| self.rules[*one].rule.needs() == Needs::Judgement),
            _ => None,
        }
    }

    fn unknown(&mut self, row: u32, at: usize, expected: &str, found: &str) {
        let place = self.view.place(row, self.columns[at].unwrap_or(0));
        let advice = format!("请核对{}的写法", if at == 0 { "部门名称" } else { OWN_HEADINGS[at].name });
        let message = Message::new(expected, format!("“{found}”，没有采用"), advice);
        self.findings.push(Finding::new(Code::OwnUnknown, place, message));
    }

    fn figure(&mut self, row: u32, at: usize, unit: Unit, department: &str) -> Entry {
        let Some(col) = self.columns[at] else { return Entry::Blank };
        let at = CellRef::new(row, col);
        match read_figure(self.view.grid.shown(at), unit) {
            Figure::Number { value, .. } => Entry::Number(value),
            Figure::Blank => Entry::Blank,
            Figure::NotApplicable => Entry::NotApplicable,
            Figure::Fault { code, message } => {
                let place = Place::cell(self.view.grid.name.clone(), at);
                self.findings.push(Finding::new(code, place, message).of(department, ""));
                Entry::Faulty
            }
        }
    }

    fn own(&mut self, row: u32, indicator: usize, department: &str) -> Option<OwnIndicator> {
        let Entry::Number(marks) = self.figure(row, 3, Unit::Marks, department) else {
            self.unknown(row, 3, "个性化指标的分值", &self.text(row, 3));
            return None;
        };
        let method = self.method(row)?;
        let proportional = method == OwnMethod::Proportional;
        let mut target = |at| match proportional.then(|| self.figure(row, at, Unit::Plain, department)) {
            Some(Entry::Number(number)) => Some(number),
            _ => None,
        };
        let (target, done) = (target(4), target(5));
        Some(OwnIndicator {
            indicator,
            name: self.text(row, 2),
            marks: Points(marks),
            target,
            done,
            method,
            judged: self.figure(row, 7, Unit::Marks, department),
            remark: self.text(row, 8),
            row,
        })
    }

    fn method(&mut self, row: u32) -> Option<OwnMethod> {
        match tidy(&self.text(row, 6)).as_str() {
            "" | "评定" | "人工评定" => Some(OwnMethod::Judged),
            "按完成比例" | "按比例" | "按比例计分" => Some(OwnMethod::Proportional),
            other => {
                let other = other.to_string();
                self.unknown(row, 6, "计分方式为“评定”或“按完成比例”", &other);
                None
            }
        }
    }
}

/// A row of 个性化指标 as it was filled in.
pub struct FilledOwn<'a> {
    /// Its place in the sheet.
    pub row: u32,
    /// 三级指标
    pub level3: String,
    /// 二级指标; may be empty.
    pub level2: String,
    /// Its cells in the order of [`OWN_HEADINGS`].
    pub cells: Vec<Option<&'a GridCell>>,
}

/// The rows of a sheet 个性化指标; none where it has no header.
pub fn filled_own(grid: &Grid) -> Vec<FilledOwn<'_>> {
    let view = View { grid };
    let wanted: Vec<_> = OWN_HEADINGS[..4].iter().collect();
    let Some((header, columns)) = view.header(&wanted) else { return Vec::new() };
    let columns = all_columns(view, header, &columns);
    let text = |row: u32, at: usize| columns[at].map(|col| view.text(row, col)).unwrap_or_default();
    let rows = grid.rows.iter().map(|row| row.index).filter(|row| *row > header);
    let rows = rows.filter(|row| !text(*row, 1).is_empty() || !text(*row, 2).is_empty());
    let cell = |row: u32, col: &Option<u32>| col.and_then(|col| grid.shown(CellRef::new(row, col)));
    rows.map(|row| FilledOwn {
        row,
        level3: text(row, 1),
        level2: text(row, 9),
        cells: columns.iter().map(|col| cell(row, col)).collect(),
    })
    .collect()
}
