//! 参数: 年度, 标题, the 口径, the grades and what is printed on the annex.

use crate::ground::Area;
use crate::ground::convention::{EXCELLENT_CAP, NO_CAP, SETTINGS};
use crate::ground::names::sheets;
use crate::result::{self, offer};
use crate::scheme::Scheme;
use crate::scheme::parameters::{TITLE, YEAR};
use crate::scheme::printed::PRINTED;
use crate::scheme::tables::{SERVES, Table};
use crate::template::titled;
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet};
use rust_decimal::Decimal;
use std::str::FromStr;

const HEADER: u32 = 2;

/// The sheet; where there are several `tables`, each has a row for the categories it serves.
pub fn sheet(scheme: &Scheme, tables: &[Table]) -> Sheet {
    let note = "各项口径都印在结果上。黄底的“值”列可改，从下拉列表中选择。";
    let mut sheet = titled(sheets::PARAMETERS, &[18, 22, 32, 64], ["参　数", note], 3);
    result::header(&mut sheet, HEADER, ["名称", "值", "可选值", "说明"]);
    let mut row = HEADER + 1;
    let mut put = |texts: [&str; 4], choices: &[&str]| {
        for (col, text) in (0..).zip(texts) {
            let role = if col == 1 { Role::Input } else { Role::Text };
            let cell = match Decimal::from_str(text) {
                Ok(number) if col == 1 => Cell::number(role, number, Format::General),
                _ => Cell::text(role, text),
            };
            sheet.put(row, col, cell);
        }
        if !choices.is_empty() {
            offer(&mut sheet, Area::new((row, 1), (row, 1)), choices, "请从下拉列表中选择");
        }
        row += 1;
    };
    put([YEAR, &scheme.year, "四位年份", "评价的预算年度，印在标题中"], &[]);
    put([TITLE, &scheme.title, "可空", "结果的标题；空白时用“××年度部门整体支出绩效评价结果”"], &[]);
    for setting in SETTINGS {
        let value = setting.value(&scheme.conventions);
        put([setting.name, value, &setting.values.join("、"), setting.meaning], setting.values);
    }
    let meaning = "达到最高等次的部门超过参评部门的这个比例时，超出的降一等，并写明原因；不限则不降";
    let cap = scheme.conventions.excellent_cap.and_then(|cap| cap.checked_mul(Decimal::ONE_HUNDRED));
    let cap = cap.map_or(NO_CAP.to_string(), |cap| format!("{}%", cap.normalize()));
    put([EXCELLENT_CAP, &cap, "不限，或百分数如30%", meaning], &[]);
    for table in tables {
        let name = format!("{}{}", table.written(), SERVES[0]);
        let listed = table.listed.as_ref().map(|listed| listed.join("、")).unwrap_or_default();
        let meaning = match table.name {
            Some(_) => "这个评分表用于哪些部门类别；空白的用于名称相同的类别（如“党群”用于党群部门、党群类）",
            None => "这个评分表用于哪些部门类别；空白的用于没有专门评分表的类别",
        };
        put([&name, &listed, "可空；几个类别用顿号隔开", meaning], &[]);
    }
    grades(&mut sheet, scheme, row + 1);
    printed(&mut sheet, scheme);
    sheet
}

fn grades(sheet: &mut Sheet, scheme: &Scheme, header: u32) {
    result::header(sheet, header, ["等次", "最低总分"]);
    let note = "总分达到“最低总分”即为该等次；自高到低排列，最后一个为0，不能有空缺或重叠";
    sheet.put_merged(Area::new((header, 2), (header, 3)), Cell::text(Role::Note, note));
    for (row, grade) in (header + 1..).zip(&scheme.conventions.grades) {
        sheet.put(row, 0, Cell::text(Role::Input, &grade.name));
        sheet.put(row, 1, Cell::number(Role::Input, grade.at_least.0, Format::General));
    }
}

/// Below the grades, with a blank row between: these rows may be left out.
fn printed(sheet: &mut Sheet, scheme: &Scheme) {
    let heading = sheet.rows.len() as u32 + 1;
    result::header(sheet, heading, ["附件用语", "内容"]);
    let note = "以下各项印在附件（另存的“-附件.xlsx”）上，都可以不填";
    sheet.put_merged(Area::new((heading, 2), (heading, 3)), Cell::text(Role::Note, note));
    for (row, printed) in (heading + 1..).zip(&PRINTED) {
        sheet.put(row, 0, Cell::text(Role::Text, printed.name));
        sheet.put(row, 1, Cell::text(Role::Input, scheme.printed.get(printed.id).unwrap_or_default()));
        sheet.put(row, 2, Cell::text(Role::Text, printed.example));
        sheet.put(row, 3, Cell::text(Role::Text, printed.meaning));
    }
}
