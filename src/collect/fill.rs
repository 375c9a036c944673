//! The standard workbook, filled with what the forms hold; each value has its source as a note.

use crate::collect::form::{Stated, Supplied};
use crate::collect::layout::Shape;
use crate::collect::one::Filed;
use crate::collect::settle::Settled;
use crate::ground::names::sheets;
use crate::ground::number::{Unit, split_unit};
use crate::ground::{CellRef, Code, Finding, GridCell, Message, Place, Raw, tidy};
use crate::scheme::{ColumnKey, DataColumn};
use crate::submission::filled::{filled_columns, other_unit};
use crate::submission::{FilledColumn, ListedDepartment};
use crate::template::{DATA_FIRST_ROW, SELF_FIRST_ROW};
use crate::workbook::sheet::{Cell, copied};
use crate::workbook::{Format, Role, Sheet};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::str::FromStr;

/// 来源 of a value, as its note says.
pub const SOURCE: &str = "来源：";

/// A row of the workbook.
pub struct Row<'a> {
    /// The department.
    pub department: ListedDepartment,
    /// Its form, where there is one.
    pub filed: Option<&'a Filed>,
}

/// The workbook while it is filled.
pub struct Filler<'a> {
    /// Where the columns of each 评分表 stand.
    pub shapes: &'a [Shape],
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Cell of the workbook → where its value comes from.
    pub sources: IndexMap<Place, Place>,
    /// What the forms hold and the workbook has no column for, or cannot take.
    pub findings: Vec<Finding>,
    /// The file whose values are filled in.
    file: &'a str,
}

/// A place within a file as a place of its own: `一科/甲局.xlsx 附件3!C12`.
pub fn in_file(file: &str, place: &Place) -> Place {
    let sheet = if place.sheet.is_empty() { file.to_string() } else { format!("{file} {}", place.sheet) };
    Place { sheet: sheet.into(), cell: place.cell }
}

impl<'a> Filler<'a> {
    /// The template, which has the names of the departments, filled in.
    pub fn new(shapes: &'a [Shape], sheets: Vec<Sheet>, rows: &[Row<'a>]) -> Filler<'a> {
        let mut filler = Filler { shapes, sheets, sources: IndexMap::new(), findings: Vec::new(), file: "" };
        for (at, row) in (0..).zip(rows) {
            filler.department(at, row.filed);
        }
        filler
    }

    /// Fills the row of the department `at` of the list.
    fn department(&mut self, at: u32, filed: Option<&'a Filed>) {
        let row = DATA_FIRST_ROW + at;
        let name = Place::cell(sheets::DATA, CellRef::new(row, 1));
        let Some(Filed { file, named, form, table, .. }) = filed else {
            self.note(&name, "没有收到可用的填报表".to_string());
            return;
        };
        self.file = file;
        self.source(name, &named.place);
        let shape = &self.shapes[*table];
        let columns = shape.columns.iter().zip(&shape.scheme.columns);
        for ((col, column), stated) in columns.zip(self.figures(form, shape)) {
            let is_words = matches!(column.key, ColumnKey::Remark(_));
            let stated = if is_words { stated.and_then(|stated| stated.as_words()) } else { stated };
            self.put(sheets::DATA, CellRef::new(row, *col), stated.as_ref());
        }
        self.own_marks(SELF_FIRST_ROW + at, form, shape);
    }

    /// Writes what is stated, if anything is.
    fn put(&mut self, sheet: &'static str, at: CellRef, stated: Option<&Stated>) {
        let Some(stated) = stated else { return };
        if let Some(made) = self.sheets.iter_mut().find(|made| made.name == sheet) {
            made.put(at.row, at.col, written(&stated.cell));
        }
        self.source(Place::cell(sheet, at), &stated.place);
    }

    /// Says where a value comes from.
    fn source(&mut self, place: Place, inside: &Place) {
        let source = in_file(self.file, inside);
        self.note(&place, format!("{SOURCE}{source}"));
        self.sources.insert(place, source);
    }

    fn finding(&mut self, code: Code, at: &Stated, message: Message) {
        self.findings.push(Finding::new(code, in_file(self.file, &at.place), message));
    }

    fn note(&mut self, place: &Place, note: String) {
        let sheet = self.sheets.iter_mut().find(|sheet| sheet.name == place.sheet);
        if let Some(cell) = sheet.zip(place.cell).and_then(|(sheet, at)| sheet.get_mut(at.row, at.col)) {
            cell.set_note(Some(note));
        }
    }

    /// For each column of 部门数据 what the form has for it: a 数据项 of 附件3, or one of 补充数据.
    fn figures(&mut self, form: &Settled, shape: &Shape) -> Vec<Option<Stated>> {
        let columns = &shape.scheme.columns;
        let supplied: Vec<FilledColumn> = (0..).zip(&form.supplied).map(filled).collect();
        let taken = filled_columns(columns, &supplied);
        let mut figures = Vec::new();
        for (column, at) in columns.iter().zip(&taken) {
            let item = match &column.key {
                ColumnKey::DataItem(item) => form.items.get(item.as_str()),
                _ => None,
            };
            let supplement = at.map(|at| (&supplied[at], &form.supplied[at].stated));
            figures.push(match (item, supplement) {
                (Some(item), Some((_, other))) if !item.same(other) => self.differ(&column.label, item, other),
                (Some(item), _) => Some(item.clone()),
                (None, Some((filled, stated))) => self.of_one_unit(column, filled, stated),
                (None, None) => None,
            });
        }
        self.left_over(form, shape, &taken);
        figures
    }

    /// Reports B09 where 附件3 and 补充数据 state different values; neither is taken.
    fn differ(&mut self, label: &str, one: &Stated, other: &Stated) -> Option<Stated> {
        let found = both_stated(label, one, other);
        self.finding(Code::FormConflict, other, Message::new("两处一致", found, "请部门核对后更正"));
        None
    }

    /// The value, unless it is stated in another unit than the column's: then B16 is reported.
    fn of_one_unit(&mut self, column: &DataColumn, filled: &FilledColumn, stated: &Stated) -> Option<Stated> {
        let Some(unit) = other_unit(column, filled) else { return Some(stated.clone()) };
        let found = format!("“{}”写明的单位是{}，没有带入", column.label, unit.name());
        let expected =
            if column.unit.is_empty() { "没有单位".to_string() } else { format!("单位：{}", column.unit) };
        self.finding(Code::FormUnit, stated, Message::new(expected, found, "请部门换算后重填"));
        None
    }

    /// Reports B17 for what is filled in and has no column.
    fn left_over(&mut self, form: &Settled, shape: &Shape, taken: &[Option<usize>]) {
        let is_column = |item: &str| {
            let is = |column: &DataColumn| matches!(&column.key, ColumnKey::DataItem(name) if tidy(name) == item);
            shape.scheme.columns.iter().any(is)
        };
        let table = &shape.scheme.table;
        let whose = if table.is_one_of_several() { format!("“{}”", table.sheet) } else { "标准工作簿".into() };
        let supplied = form.supplied.iter().enumerate().filter(|(at, _)| !taken.contains(&Some(*at)));
        let supplied = supplied.map(|(_, supplied)| (supplied.label.as_str(), &supplied.stated));
        let items = form.items.iter().filter(|(item, _)| !is_column(item)).map(|(item, stated)| (*item, stated));
        for (label, stated) in supplied.chain(items).collect::<Vec<_>>() {
            let found = format!("“{label}”填了“{}”，{whose}没有这一列", stated.text());
            let advice = "如果评分或审核要用，请在评分表的计算公式或审核公式中写上这个数据项，再重新收集";
            self.finding(Code::FormLeftOut, stated, Message::new("部门数据中有这一列", found, advice));
        }
    }

    /// 自评得分: each indicator's two columns, 自评总分 and 自评等次.
    fn own_marks(&mut self, row: u32, form: &Settled, shape: &Shape) {
        let reason = |indicator| form.reasons.get(&indicator).and_then(Stated::as_words);
        for (indicator, col) in shape.indicators.iter().enumerate() {
            self.put(sheets::SELF, CellRef::new(row, *col), form.marks.get(&indicator));
            self.put(sheets::SELF, CellRef::new(row, col + 1), reason(indicator).as_ref());
        }
        for (col, stated) in (shape.total..).zip([&form.total, &form.grade]) {
            self.put(sheets::SELF, CellRef::new(row, col), stated.as_ref());
        }
    }
}

/// Names two cells of a form that state different values for one item.
pub fn both_stated(label: &str, one: &Stated, other: &Stated) -> String {
    format!("“{label}”在{}写“{}”，在{}写“{}”，都没有采用", one.place, one.text(), other.place, other.text())
}

/// A cell as it stands. A text of digits becomes a number, because Word has no numbers.
fn written(cell: &GridCell) -> Cell {
    let number = match &cell.raw {
        Raw::Text(text) if is_plain(text.trim()) => Decimal::from_str(text.trim()).ok(),
        _ => None,
    };
    number.map_or_else(|| copied(cell, Role::Input), |number| Cell::number(Role::Input, number, Format::General))
}

/// Whether a text is digits with at most a sign and a point, and at most 15 of them; 007 is not a number.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction) && (whole == "0" || !whole.starts_with('0')) && whole.len() + fraction.len() <= 15
}

/// A row of 补充数据 in the shape of a column of 部门数据, so that both are matched by the same code.
fn filled((col, supplied): (u32, &Supplied)) -> FilledColumn {
    let (label, unit) = split_unit(&supplied.label);
    FilledColumn { col, above: supplied.above.clone(), label, unit: unit.or(Unit::parse(&supplied.unit)) }
}
