//! A department's form, filled in well, and what offices do to it before they send it in.

use super::folder;
use jixiao::cli::save::save;
use jixiao::criterion::Needs;
use jixiao::form;
use jixiao::form::fields;
use jixiao::form::fields::{BUREAU_ROW, FIELDS, SUMMARY_ROW, Table, field_of};
use jixiao::ground::number::tidy;
use jixiao::scheme::Scheme;
use jixiao::scheme::columns::{ColumnKey, DataColumn};
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet, Value};
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What the forms are made of.
pub struct Official {
    pub scheme: Scheme,
    pub blank: Vec<Sheet>,
}

impl Official {
    pub fn load() -> Official {
        let scheme = Scheme { year: "2024".into(), ..Scheme::built_in().unwrap() };
        let mut blank = form::form(&scheme);
        // Excel stores the results; what this program writes asks for them to be computed first
        let cells = blank.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
        cells.for_each(|(_, cell)| cell.set_formula(None));
        Official { scheme, blank }
    }
}

/// Figures of a department in hundredths, which tie; `scale` tells departments apart.
fn hundredths(item: &str, scale: i64) -> i64 {
    let base = match item {
        "人员编制" | "实有人数" => return 2_000 + 100 * (scale % 7),
        "收入合计" => 60_000,
        "上年结转" => 6_000,
        "公共财政拨款" => 50_000,
        "政府基金拨款" => 1_000,
        "纳入专户管理的非税收入拨款" => 600,
        "其他收入" => 2_400,
        "支出合计" => 57_000,
        "基本支出" => 40_000,
        "人员支出" => 30_000,
        "公用支出" => 10_000,
        "项目支出" => 17_000,
        "当年结余" => -3_000,
        "累计结余" => 3_000,
        "三公经费合计" => 600,
        "公务接待费" | "公务用车购置费" | "因公出国费" => 100,
        "公务用车运维费" => 300,
        "固定资产合计" => 5_000,
        "在用固定资产" => 4_800,
        "出租固定资产" | "其他固定资产" => 100,
        "上年三公经费" | "三公经费预算" => 610,
        "项目总支出" => 17_000,
        "重点项目支出" => 16_000,
        "预算数" => 56_000,
        "预算调整数" => 0,
        "实际采购金额" | "采购预算" => 4_000,
        "公务卡支出" | "可刷卡支出" => 2_000,
        "满意度" => return 9_600,
        _ => 1_000,
    };
    base * scale
}

/// A figure as typed.
pub fn figure(item: &str, scale: i64) -> Decimal {
    Decimal::new(hundredths(item, scale), 2).normalize()
}

/// A form in the making.
#[derive(Clone)]
pub struct Form {
    pub name: String,
    pub sheets: Vec<Sheet>,
}

impl Form {
    /// All that the form asks, ties that hold, full marks everywhere.
    pub fn good(official: &Official, name: &str, scale: i64) -> Form {
        let mut form = Form { name: name.to_string(), sheets: official.blank.clone() };
        form.beside("部门（单位）名称", name);
        form.beside("联系人", "张三");
        form.beside("联络电话", "0730-8880000");
        form.beside("职能职责概述", &format!("{name}承担第{scale}类职能，负责有关政策的研究拟订、组织实施和监督检查，并承办市委市政府交办的其他事项。"));
        for item in ["人员编制", "实有人数"] {
            form.beside(item, &figure(item, scale).to_string());
        }
        for table in Table::BY_INSTITUTION {
            for item in table.fields().filter_map(|field| field.item) {
                let own = Decimal::new(hundredths(item, scale) / 4 * 3, 2);
                let rest = figure(item, scale) - own;
                form.amount(0, item, &figure(item, scale).to_string());
                form.amount(1, item, &own.normalize().to_string());
                form.amount(2, item, &rest.normalize().to_string());
            }
        }
        form.second_institution();
        form.supplements(official, scale);
        form.full_marks(official);
        form
    }

    fn second_institution(&mut self) {
        let sheet = self.sheet(fields::sheets::FORM);
        let rows: Vec<u32> = (0..sheet.rows.len() as u32).filter(|row| text(sheet, *row, 0) == BUREAU_ROW).collect();
        for row in rows {
            if let Some(cell) = sheet.get_mut(row + 1, 0) {
                cell.value = Value::Text("市级二级机构".to_string());
            }
        }
    }

    fn supplements(&mut self, official: &Official, scale: i64) {
        for column in official.scheme.columns.clone() {
            let value = match &column.key {
                ColumnKey::DataItem(item) if field_of(item).is_none() => match column.unit.as_str() {
                    "%" => format!("{}%", figure(item, scale)),
                    _ => figure(item, scale).to_string(),
                },
                ColumnKey::RuleItem { indicator, .. } => match official.scheme.rules[*indicator].rule.needs() {
                    Needs::Checks(_) => "是".to_string(),
                    _ => "0".to_string(),
                },
                ColumnKey::Share(_) => "5".to_string(),
                _ => continue,
            };
            self.supplement(&column, &value);
        }
    }

    fn full_marks(&mut self, official: &Official) {
        for (index, indicator) in official.scheme.system.indicators.iter().enumerate() {
            let marks = indicator.group.map_or(indicator.marks.0, |_| Decimal::from(5));
            self.marks(index, &marks.to_string(), "");
        }
        self.stated("100", "优秀");
    }

    pub fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
    }

    /// A text that is a number or a percentage is written as one.
    pub fn put(&mut self, sheet: &str, (row, col): (u32, u32), value: &str) {
        let sheet = self.sheet(sheet);
        if sheet.get(row, col).is_none() {
            sheet.put(row, col, Cell::blank(Role::Input));
        }
        let cell = sheet.get_mut(row, col).unwrap();
        (cell.value, cell.format) = match (Decimal::from_str(value), value.strip_suffix('%').map(Decimal::from_str)) {
            (Ok(number), _) => (Value::Number(number), Format::General),
            (_, Some(Ok(percent))) => (Value::Number(percent / Decimal::ONE_HUNDRED), Format::Percent),
            _ if value.is_empty() => (Value::Blank, Format::General),
            _ => (Value::Text(value.to_string()), Format::General),
        };
    }

    /// What stands right of a label of 附件3.
    pub fn beside(&mut self, label: &str, value: &str) {
        let at = self.entry(label);
        self.put(fields::sheets::FORM, at, value);
    }

    /// The cell right of a label of 附件3, beyond the area it is merged over.
    pub fn entry(&mut self, label: &str) -> (u32, u32) {
        let sheet = self.sheet(fields::sheets::FORM);
        let (row, col) = find(sheet, label, 0);
        let area = sheet.merges.iter().find(|area| area.first.row == row && area.first.col == col);
        (row, area.map_or(col, |area| area.last.col) + 1)
    }

    /// The cell of a figure: 0 is 汇总, 1 is 局机关, 2 the next.
    pub fn amount_at(&mut self, row: u32, item: &str) -> (u32, u32) {
        let field = FIELDS.iter().find(|field| field.item == Some(item)).unwrap();
        let sheet = self.sheet(fields::sheets::FORM);
        let caption = find(sheet, &format!("{}（万元）", field.table.caption()), 0).0;
        let (header, col) = find(sheet, field.label, caption + 1);
        let summary = (header..).find(|row| text(sheet, *row, 0) == SUMMARY_ROW).unwrap();
        (summary + row, col)
    }

    pub fn amount(&mut self, row: u32, item: &str, value: &str) {
        let at = self.amount_at(row, item);
        self.put(fields::sheets::FORM, at, value);
    }

    /// The row of an item of 补充数据.
    pub fn supplement_at(&mut self, column: &DataColumn) -> (u32, u32) {
        let sheet = self.sheet(fields::sheets::SUPPLEMENT);
        let mut above = [String::new(), String::new()];
        for row in 4..sheet.rows.len() as u32 {
            for (level, name) in above.iter_mut().enumerate() {
                let shown = text(sheet, row, level as u32);
                if !shown.is_empty() {
                    *name = shown;
                }
            }
            if above == [column.level2.clone(), column.level3.clone()] && text(sheet, row, 2) == column.label {
                return (row, 4);
            }
        }
        panic!("no row {}/{}", column.level3, column.label)
    }

    pub fn supplement(&mut self, column: &DataColumn, value: &str) {
        let at = self.supplement_at(column);
        self.put(fields::sheets::SUPPLEMENT, at, value);
    }

    /// 自评得分 and 扣分原因 of an indicator.
    pub fn marks(&mut self, indicator: usize, marks: &str, reason: &str) {
        let row = 4 + indicator as u32;
        self.put(fields::sheets::SCORING, (row, 5), marks);
        self.put(fields::sheets::SCORING, (row, 6), reason);
    }

    /// 综合得分 in both places, and 评价等次.
    pub fn stated(&mut self, total: &str, grade: &str) {
        self.beside("绩效自评综合得分", total);
        self.beside("评价等次", grade);
        let sheet = self.sheet(fields::sheets::SCORING);
        let row = find(sheet, "总分", 0).0;
        self.put(fields::sheets::SCORING, (row, 5), total);
    }

    pub fn save(&self, folder: &Path, file: &str) -> PathBuf {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        save(&self.sheets, &path).unwrap();
        path
    }

    /// The only form of a new folder.
    pub fn alone(&self) -> tempfile::TempDir {
        let folder = folder();
        self.save(folder.path(), &format!("{}.xlsx", self.name));
        folder
    }
}

/// The text of a cell; empty where there is none.
pub fn text(sheet: &Sheet, row: u32, col: u32) -> String {
    match sheet.get(row, col).map(|cell| &cell.value) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The first cell with these words, from a row on.
pub fn find(sheet: &Sheet, words: &str, from: u32) -> (u32, u32) {
    let rows = (0..).zip(&sheet.rows).filter(|(row, _)| *row >= from);
    let mut cells = rows.flat_map(|(row, made)| made.cells.iter().map(move |(col, cell)| (row, *col, cell)));
    let is = |cell: &Cell| matches!(&cell.value, Value::Text(text) if tidy(text) == tidy(words));
    let found = cells.find(|(_, _, cell)| is(cell));
    found.map(|(row, col, _)| (row, col)).unwrap_or_else(|| panic!("no {words} on {}", sheet.name))
}
