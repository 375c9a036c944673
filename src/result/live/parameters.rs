//! 参数 as formulas read it: every setting has a defined name (`参数_得分小数位`); what the input does not state
//! is added with its default, so that it can be changed on the result.

use crate::evaluate::Evaluation;
use crate::ground::convention::{EXCELLENT_CAP, NO_CAP, SETTINGS, defined_name};
use crate::ground::names::sheets;
use crate::ground::{Area, CellRef, Conventions, Setting, tidy};
use crate::result::{columns, header, offer};
use crate::scheme::parameters::{GradeCells, Places, places};
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet, Value};
use rust_decimal::Decimal;
use std::str::FromStr;

const ADDED: &str = "以下参数输入文件没有写明，由程序按默认值补上，可以改动。";
/// The names under which formulas read 等次 and their 最低总分.
pub const GRADE_NAMES: &str = "参数_等次名称";
/// 最低总分
pub const GRADE_BOUNDS: &str = "参数_等次下限";

/// The copy of 参数 with names for its settings and with those that are missing; where there is none, one of them alone.
pub fn with_names(copy: Option<Sheet>, evaluation: &Evaluation) -> Sheet {
    let grid = crate::workbook::read::sheet(&evaluation.book, sheets::PARAMETERS);
    let places = grid.map(places).unwrap_or_default();
    let mut sheet = copy.unwrap_or_else(|| {
        let mut sheet = Sheet::new(sheets::PARAMETERS);
        sheet.columns = columns(&[20, 24, 34, 70]);
        sheet
    });
    let next = sheet.rows.len() as u32 + u32::from(!sheet.rows.is_empty());
    // without settings there, a table of them begins in column A
    let columns = places.columns.filter(|_| !places.values.is_empty());
    let mut namer = Namer { sheet: &mut sheet, conventions: &evaluation.scheme().conventions, next, columns };
    namer.settings(&places);
    namer.grades(&places);
    sheet
}

struct Namer<'a> {
    sheet: &'a mut Sheet,
    conventions: &'a Conventions,
    /// The next free row.
    next: u32,
    /// The columns of 名称 and 值; none while there is no table of settings.
    columns: Option<[u32; 2]>,
}

impl Namer<'_> {
    fn name(&mut self, name: &str, first: CellRef, last: CellRef) {
        self.sheet.names.push((name.to_string(), Area { first, last }));
    }

    /// The settings with fixed values, then 优秀比例上限.
    fn settings(&mut self, places: &Places) {
        for setting in SETTINGS.iter().map(Some).chain([None]) {
            let name = setting.map_or(EXCELLENT_CAP, |setting| setting.name);
            let found = places.values.iter().find(|(there, _)| *there == tidy(name)).map(|(_, cell)| *cell);
            let cell = found.unwrap_or_else(|| self.add(name, setting));
            self.value(setting, cell);
            self.name(&defined_name(name), cell, cell);
            if let Some(setting) = setting {
                self.choices(setting, cell);
            }
        }
    }

    /// A row for a setting that the input does not have; the cell of its value.
    fn add(&mut self, name: &str, setting: Option<&Setting>) -> CellRef {
        let [name_col, value_col] = self.columns.unwrap_or([0, 1]);
        let is_note = |cell: &Cell| cell.value == Value::Text(ADDED.into());
        if !self.sheet.rows.iter().flat_map(|row| &row.cells).any(|(_, cell)| is_note(cell)) {
            self.sheet.put(self.next, name_col, Cell::text(Role::Note, ADDED));
            self.next += 1;
        }
        if self.columns.is_none() {
            header(self.sheet, self.next, ["名称", "值", "可选值", "说明"]);
            self.next += 1;
            self.columns = Some([name_col, value_col]);
        }
        let row = self.next;
        self.next += 1;
        self.sheet.put(row, name_col, Cell::text(Role::Plain, name));
        if let Some(setting) = setting {
            let next = name_col.max(value_col) + 1;
            self.sheet.put(row, next, Cell::text(Role::Plain, setting.values.join("、")));
            self.sheet.put(row, next + 1, Cell::text(Role::Plain, setting.meaning));
        }
        CellRef::new(row, value_col)
    }

    /// The value in force (none is the cap), in the one writing that formulas compare with.
    fn value(&mut self, setting: Option<&Setting>, at: CellRef) {
        let text = |text: &str| Value::Text(text.into());
        let (value, format) =
            match (setting.map(|setting| setting.value(self.conventions)), self.conventions.excellent_cap) {
                (Some(word), _) => {
                    (Decimal::from_str(word).map_or_else(|_| text(word), Value::Number), Format::General)
                }
                (None, Some(cap)) => (Value::Number(cap), Format::Percent),
                (None, None) => (text(NO_CAP), Format::General),
            };
        let old = self.sheet.get(at.row, at.col).cloned().unwrap_or(Cell::blank(Role::Plain));
        if old.value != value {
            self.sheet.put(at.row, at.col, Cell { value, format, role: Role::Plain, ..old });
        }
    }

    fn choices(&mut self, setting: &Setting, at: CellRef) {
        if !self.sheet.validations.iter().any(|validation| validation.area.contains(at)) {
            let prompt = "改动后各表自动重算；扣分原因须重新运行程序生成";
            offer(self.sheet, Area { first: at, last: at }, setting.values, prompt);
        }
    }

    fn grades(&mut self, places: &Places) {
        let GradeCells { name, at_least, count } = places.grades.unwrap_or_else(|| {
            header(self.sheet, self.next + 1, ["等次", "最低总分"]);
            let cell = |col| CellRef::new(self.next + 2, col);
            GradeCells { name: cell(0), at_least: cell(1), count: self.conventions.grades.len() as u32 }
        });
        for (row, band) in (0..count).zip(&self.conventions.grades) {
            for (at, value) in [(name, Value::Text(band.name.clone())), (at_least, Value::Number(band.at_least.0))] {
                let old = self.sheet.get(at.row + row, at.col).cloned().unwrap_or(Cell::blank(Role::Plain));
                self.sheet.put(at.row + row, at.col, Cell { value, ..old });
            }
        }
        let last = |first: CellRef| CellRef::new(first.row + count.max(1) - 1, first.col);
        self.name(GRADE_NAMES, name, last(name));
        self.name(GRADE_BOUNDS, at_least, last(at_least));
    }
}
