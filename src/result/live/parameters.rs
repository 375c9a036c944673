//! 参数 as formulas read it: every setting has a defined name (`参数_得分小数位`); what the input does not state
//! is added with its default, so that it can be changed on the result.

use crate::evaluate::Evaluation;
use crate::ground::convention::{Conventions, EXCELLENT_CAP, NO_CAP, SETTINGS, defined_name};
use crate::ground::names::sheets;
use crate::ground::number::tidy;
use crate::ground::place::{Area, CellRef};
use crate::result::live::data::added;
use crate::result::{columns, header};
use crate::scheme::parameters::{Places, places};
use crate::workbook::read::{Grid, same_sheet};
use crate::workbook::sheet::{Allowed, Cell, Format, Role, Sheet, Validation, Value};
use rust_decimal::Decimal;
use std::str::FromStr;

const ADDED: &str = "以下参数输入文件没有写明，由程序按默认值补上，可以改动。";

/// Names the settings of 参数 among the copied sheets; adds the sheet or rows that are missing.
pub fn name_settings(sheets: &mut Vec<Sheet>, evaluation: &Evaluation) {
    let grid = evaluation.book.sheets.iter().find(|grid| same_sheet(&grid.name, sheets::PARAMETERS));
    let places = grid.map(places).unwrap_or_default();
    let at = sheets.iter().position(|sheet| same_sheet(&sheet.name, sheets::PARAMETERS));
    let at = at.unwrap_or_else(|| {
        let mut sheet = Sheet::new(sheets::PARAMETERS);
        sheet.columns = columns(&[20, 24, 34, 70]);
        sheets.insert(0, sheet);
        0
    });
    let mut namer = Namer { sheet: &mut sheets[at], conventions: &evaluation.submission.scheme.conventions, next: 0 };
    namer.next = namer.sheet.rows.len() as u32 + u32::from(!namer.sheet.rows.is_empty());
    namer.settings(&places, grid);
    namer.grades(&places);
}

struct Namer<'a> {
    sheet: &'a mut Sheet,
    conventions: &'a Conventions,
    /// The next free row.
    next: u32,
}

impl Namer<'_> {
    fn name(&mut self, name: &str, first: CellRef, last: CellRef) {
        self.sheet.names.push((name.to_string(), Area { first, last }));
    }

    fn settings(&mut self, places: &Places, grid: Option<&Grid>) {
        let mut told = grid.is_some() && !places.values.is_empty();
        let column = places.values.first().map_or(1, |(_, cell)| cell.col);
        let names = SETTINGS.iter().map(|setting| setting.name).chain([EXCELLENT_CAP]);
        for name in names {
            let found = places.values.iter().find(|(there, _)| *there == tidy(name)).map(|(_, cell)| *cell);
            let cell = found.unwrap_or_else(|| self.add(name, column, &mut told));
            self.value(name, cell);
            self.name(&defined_name(name), cell, cell);
            self.choices(name, cell);
        }
    }

    /// A row for a setting that the input does not have.
    fn add(&mut self, name: &str, column: u32, told: &mut bool) -> CellRef {
        let said = |cell: &Cell| cell.value == Value::Text(ADDED.into());
        if !self.sheet.rows.iter().flat_map(|row| &row.cells).any(|(_, cell)| said(cell)) {
            self.sheet.put(self.next, column.saturating_sub(1), Cell::text(Role::Note, ADDED));
            self.next += 1;
        }
        if !*told {
            header(self.sheet, self.next, &["名称", "值", "可选值", "说明"]);
            self.next += 1;
            *told = true;
        }
        self.sheet.put(self.next, column.saturating_sub(1), added(name));
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) {
            self.sheet.put(self.next, column + 1, added(&setting.values.join("、")));
            self.sheet.put(self.next, column + 2, added(setting.meaning));
        }
        self.next += 1;
        CellRef::new(self.next - 1, column)
    }

    /// The value in force, in the one writing that formulas compare with.
    fn value(&mut self, name: &str, at: CellRef) {
        let (value, format) = match SETTINGS.iter().find(|setting| setting.name == name) {
            Some(setting) => {
                let text = setting.value(self.conventions);
                (Decimal::from_str(text).map_or_else(|_| Value::Text(text.into()), Value::Number), Format::General)
            }
            None => match self.conventions.excellent_cap {
                Some(cap) => (Value::Number(cap), Format::Percent),
                None => (Value::Text(NO_CAP.into()), Format::General),
            },
        };
        let old = self.sheet.get(at.row, at.col).cloned().unwrap_or(Cell::blank(Role::Plain));
        if old.value != value {
            self.sheet.put(at.row, at.col, Cell { value, format, role: Role::Plain, ..old });
        }
    }

    fn choices(&mut self, name: &str, at: CellRef) {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else { return };
        if self.sheet.validations.iter().any(|validation| validation.area.contains(at)) {
            return;
        }
        self.sheet.validations.push(Validation {
            area: Area { first: at, last: at },
            allowed: Allowed::List(setting.values.iter().map(ToString::to_string).collect()),
            prompt: "改动后各表自动重算；扣分原因须重新运行程序生成".into(),
            strict: true,
        });
    }

    fn grades(&mut self, places: &Places) {
        let (name, bound, count) = places.grades.unwrap_or_else(|| {
            header(self.sheet, self.next + 1, &["等次", "最低总分"]);
            let first = self.next + 2;
            (CellRef::new(first, 0), CellRef::new(first, 1), self.conventions.grades.len() as u32)
        });
        for (row, band) in (0..count).zip(&self.conventions.grades) {
            for (at, value) in [(name, Value::Text(band.name.clone())), (bound, Value::Number(band.at_least.0))] {
                let old = self.sheet.get(at.row + row, at.col).cloned().unwrap_or(Cell::blank(Role::Plain));
                self.sheet.put(at.row + row, at.col, Cell { value, ..old });
            }
        }
        let last = |first: CellRef| CellRef::new(first.row + count.max(1) - 1, first.col);
        self.name("参数_等次名称", name, last(name));
        self.name("参数_等次下限", bound, last(bound));
    }
}
