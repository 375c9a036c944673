//! The standard workbook, filled with what the forms hold; each value has its source as a note.

use crate::collect::form::{Entry, Supplied};
use crate::collect::settle::Settled;
use crate::ground::cell::{GridCell, Raw};
use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::sheets;
use crate::ground::number::{Unit, split_unit, tidy};
use crate::ground::place::{CellRef, Place};
use crate::scheme::Scheme;
use crate::scheme::columns::{ColumnKey, DataColumn};
use crate::submission::department_list::ListedDepartment;
use crate::submission::filled::{FilledColumn, filled_columns, other_unit};
use crate::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, SELF_FIRST_COLUMN, SELF_FIRST_ROW, template};
use crate::workbook::sheet::{Cell, Format, Role, Sheet, copied};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::str::FromStr;

/// 来源 of a value, as its note says.
pub const SOURCE: &str = "来源：";

/// A row of the workbook: a department, and its form where there is one.
pub struct Row<'a> {
    /// The file as shown.
    pub file: &'a str,
    /// Where the form names the department.
    pub named: Place,
    /// What it says.
    pub form: Option<&'a Settled>,
}

/// The workbook in the making.
pub struct Filler<'a> {
    /// What it is collected by.
    pub scheme: &'a Scheme,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Cell of the workbook → where its value comes from.
    pub sources: IndexMap<Place, Place>,
    /// What has no place in it.
    pub findings: Vec<Finding>,
}

/// A place within a file as a place of its own: `一科/甲局.xlsx 附件3!C12`.
pub fn in_file(file: &str, place: &Place) -> Place {
    let sheet = if place.sheet.is_empty() { file.to_string() } else { format!("{file} {}", place.sheet) };
    Place { sheet: sheet.into(), cell: place.cell }
}

impl<'a> Filler<'a> {
    /// The template, with the names of the departments.
    pub fn new(scheme: &'a Scheme, departments: &[ListedDepartment]) -> Filler<'a> {
        Filler { scheme, sheets: template(scheme, departments), sources: IndexMap::new(), findings: Vec::new() }
    }

    /// Fills the row of the department `at` of the list.
    pub fn department(&mut self, at: usize, row: &Row) {
        let data_row = DATA_FIRST_ROW + at as u32;
        let name = Place::cell(sheets::DATA, CellRef::new(data_row, 1));
        let Some(form) = row.form else {
            self.note(&name, "没有收到可用的填报表".to_string());
            return;
        };
        self.sourced(name, &in_file(row.file, &row.named));
        for (col, entry) in (DATA_FIRST_COLUMN..).zip(self.entries(form, row.file)) {
            if let Some(entry) = entry {
                self.put(sheets::DATA, (data_row, col), (row.file, &entry));
            }
        }
        self.own_marks(SELF_FIRST_ROW + at as u32, row.file, form);
    }

    fn put(&mut self, sheet: &str, (row, col): (u32, u32), (file, entry): (&str, &Entry)) {
        if let Some(made) = self.sheets.iter_mut().find(|made| made.name == sheet) {
            made.put(row, col, written(&entry.cell));
        }
        self.sourced(Place::cell(sheet.to_string(), CellRef::new(row, col)), &in_file(file, &entry.place));
    }

    fn sourced(&mut self, place: Place, source: &Place) {
        self.note(&place, format!("{SOURCE}{source}"));
        self.sources.insert(place, source.clone());
    }

    fn note(&mut self, place: &Place, note: String) {
        let sheet = self.sheets.iter_mut().find(|sheet| sheet.name == place.sheet);
        if let Some(cell) = sheet.zip(place.cell).and_then(|(sheet, at)| sheet.get_mut(at.row, at.col)) {
            cell.set_note(Some(note));
        }
    }

    /// For each column of 部门数据 what the form has for it: a 数据项 of 附件3, or one of 补充数据.
    fn entries(&mut self, form: &Settled, file: &str) -> Vec<Option<Entry>> {
        let columns = &self.scheme.columns;
        let supplied: Vec<FilledColumn> = (0..).zip(&form.supplied).map(filled).collect();
        let taken = filled_columns(columns, &supplied);
        let mut entries = Vec::new();
        for (column, at) in columns.iter().zip(&taken) {
            let item = match &column.key {
                ColumnKey::DataItem(item) => form.items.get(item.as_str()),
                _ => None,
            };
            let supplement = at.map(|at| (&supplied[at], &form.supplied[at].entry));
            entries.push(match (item, supplement) {
                (Some(item), Some((_, other))) if !item.same(other) => self.differ(&column.label, (item, other), file),
                (Some(item), _) => Some(item.clone()),
                (None, Some((filled, entry))) => self.of_one_unit(column, filled, entry, file),
                (None, None) => None,
            });
        }
        self.left_over(form, &taken, file);
        entries
    }

    /// 附件3 and 补充数据 say two things.
    fn differ(&mut self, label: &str, (one, other): (&Entry, &Entry), file: &str) -> Option<Entry> {
        let found =
            format!("“{label}”在{}写“{}”，在{}写“{}”，都没有采用", one.place, one.text(), other.place, other.text());
        let place = in_file(file, &other.place);
        let advice = "请部门核对后更正";
        self.findings.push(Finding::new(Code::FormConflict, place, Message::new("两处一致", found, advice)));
        None
    }

    /// An entry under another unit is not taken.
    fn of_one_unit(&mut self, column: &DataColumn, filled: &FilledColumn, entry: &Entry, file: &str) -> Option<Entry> {
        let Some(unit) = other_unit(column, filled) else { return Some(entry.clone()) };
        let found = format!("“{}”写明的单位是{}，没有带入", column.label, unit.name());
        let expected =
            if column.unit.is_empty() { "没有单位".to_string() } else { format!("单位：{}", column.unit) };
        let place = in_file(file, &entry.place);
        self.findings.push(Finding::new(Code::FormUnit, place, Message::new(expected, found, "请部门换算后重填")));
        None
    }

    /// What is filled in and has no column.
    fn left_over(&mut self, form: &Settled, taken: &[Option<usize>], file: &str) {
        let mut left = |entry: &Entry, label: &str| {
            let found = format!("“{label}”填了“{}”，标准工作簿没有这一列", entry.text());
            let advice = "如果评分或审核要用，请在评分表的计算公式或审核公式中写上这个数据项，再重新收集";
            let place = in_file(file, &entry.place);
            let message = Message::new("部门数据中有这一列", found, advice);
            self.findings.push(Finding::new(Code::FormLeftOut, place, message));
        };
        for (at, supplied) in form.supplied.iter().enumerate() {
            if !taken.contains(&Some(at)) {
                left(&supplied.entry, &supplied.label);
            }
        }
        for (item, entry) in &form.items {
            let known = |column: &DataColumn| matches!(&column.key, ColumnKey::DataItem(name) if tidy(name) == *item);
            if !self.scheme.columns.iter().any(known) {
                left(entry, item);
            }
        }
    }

    /// 自评得分: each indicator's two columns, 自评总分 and 自评等次.
    fn own_marks(&mut self, row: u32, file: &str, form: &Settled) {
        for indicator in 0..self.scheme.system.indicators.len() {
            let col = SELF_FIRST_COLUMN + 2 * indicator as u32;
            for (col, entry) in [(col, form.marks.get(&indicator)), (col + 1, form.reasons.get(&indicator))] {
                if let Some(entry) = entry {
                    self.put(sheets::SELF, (row, col), (file, entry));
                }
            }
        }
        let total = SELF_FIRST_COLUMN + 2 * self.scheme.system.indicators.len() as u32;
        for (col, entry) in [(total, &form.total), (total + 1, &form.grade)] {
            if let Some(entry) = entry {
                self.put(sheets::SELF, (row, col), (file, entry));
            }
        }
    }
}

/// A cell as it stands; Word knows no numbers, and what is nothing but digits is one.
fn written(cell: &GridCell) -> Cell {
    let number = match &cell.raw {
        Raw::Text(text) if is_plain(text.trim()) => Decimal::from_str(text.trim()).ok(),
        _ => None,
    };
    number.map_or_else(|| copied(cell, Role::Input), |number| Cell::number(Role::Input, number, Format::General))
}

/// Digits with at most a sign and a point, few enough for a number of a workbook; 007 is no number.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction) && (whole == "0" || !whole.starts_with('0')) && whole.len() + fraction.len() <= 15
}

/// A row of 补充数据 as a column of an earlier workbook would be.
fn filled((col, supplied): (u32, &Supplied)) -> FilledColumn {
    let (label, unit) = split_unit(&supplied.label);
    FilledColumn { col, above: supplied.above.clone(), label, unit: unit.or(Unit::parse(&supplied.unit)) }
}
