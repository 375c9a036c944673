//! The sums of the official form, typed into with LibreOffice.

use super::office;
use crate::support;
use jixiao::form::{fields, form};
use jixiao::ground::place::CellRef;
use jixiao::scheme::Scheme;
use jixiao::workbook::sheet::{Cell, Sheet, Value};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Where a text stands at or below `from`.
fn find(sheet: &Sheet, from: u32, text: &str) -> CellRef {
    let cells =
        (0..).zip(&sheet.rows).flat_map(|(row, line)| line.cells.iter().map(move |(col, cell)| (row, *col, cell)));
    let mut found = cells.filter(|(row, _, cell)| *row >= from && cell.value == Value::Text(text.into()));
    let (row, col, _) = found.next().unwrap_or_else(|| panic!("{text} is not there"));
    CellRef::new(row, col)
}

fn number(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

/// Types a figure where nothing but an entry stands.
fn enter(sheet: &mut Sheet, at: CellRef, figure: &str) {
    let cell = sheet.get_mut(at.row, at.col).unwrap();
    assert!(cell.formula().is_none(), "{at} is computed");
    *cell = Cell { value: Value::Number(number(figure)), ..cell.clone() };
}

/// One figure of section 二: table, label, 机构 row (0 is 汇总) and figure.
type Figure = (&'static str, &'static str, u32, &'static str);

/// 岳阳市金融办 2020, and a 二级机构 whose figures end in what floating point cannot hold.
const TYPED: &[Figure] = &[
    ("年度收入情况（万元）", "上年结转", 1, "60.29"),
    ("年度收入情况（万元）", "公共财政拨款", 1, "490.71"),
    ("年度收入情况（万元）", "其他收入", 1, "24.17"),
    ("年度收入情况（万元）", "公共财政拨款", 2, "0.1"),
    ("年度收入情况（万元）", "其他收入", 2, "0.2"),
    ("年度支出和结余情况（万元）", "人员支出", 1, "410.02"),
    ("年度支出和结余情况（万元）", "公用支出", 1, "143.04"),
    ("年度支出和结余情况（万元）", "项目支出", 2, "0.3"),
    ("三公经费（万元）", "公务接待费", 1, "0.69"),
    ("三公经费（万元）", "公务用车运维费", 1, "5.68"),
    ("固定资产（万元）", "在用固定资产", 1, "49.29"),
];

const EXPECTED: &[Figure] = &[
    ("年度收入情况（万元）", "收入合计", 1, "575.17"),
    ("年度收入情况（万元）", "收入合计", 2, "0.3"),
    ("年度收入情况（万元）", "收入合计", 0, "575.47"),
    ("年度收入情况（万元）", "上年结转", 0, "60.29"),
    ("年度收入情况（万元）", "公共财政拨款", 0, "490.81"),
    ("年度支出和结余情况（万元）", "支出合计", 1, "553.06"),
    ("年度支出和结余情况（万元）", "支出合计", 0, "553.36"),
    ("年度支出和结余情况（万元）", "基本支出", 1, "553.06"),
    ("年度支出和结余情况（万元）", "累计结余", 1, "22.11"),
    ("年度支出和结余情况（万元）", "累计结余", 2, "0"),
    ("年度支出和结余情况（万元）", "累计结余", 0, "22.11"),
    ("年度支出和结余情况（万元）", "当年结余", 1, "-38.18"),
    ("年度支出和结余情况（万元）", "当年结余", 0, "-38.18"),
    ("三公经费（万元）", "三公经费合计", 1, "6.37"),
    ("三公经费（万元）", "三公经费合计", 0, "6.37"),
    ("固定资产（万元）", "固定资产合计", 0, "49.29"),
];

fn place(sheet: &Sheet, (table, label, row, _): &Figure) -> CellRef {
    let caption = find(sheet, 0, table);
    let summary = find(sheet, caption.row, fields::SUMMARY_ROW);
    CellRef::new(summary.row + row, find(sheet, caption.row, label).col)
}

/// What the self scores of the public filing sum to, and what they earn.
const SELF: [&str; 25] = [
    "5", "0", "5", "3", "3", "2", "0", "3", "3", "3", "3", "3", "3", "4", "3", "5", "7", "5", "2", "2", "4", "5", "5",
    "5", "5",
];

#[test]
fn typed_figures_are_summed_as_the_form_ties_them() {
    if !office::present() {
        return;
    }
    let mut sheets = form(&Scheme { year: "2020".into(), ..Scheme::built_in().unwrap() });
    office::poison(&mut sheets);
    for figure in TYPED {
        let at = place(&sheets[1], figure);
        enter(&mut sheets[1], at, figure.3);
    }
    let name = find(&sheets[1], 0, "部门（单位）名称");
    sheets[1].get_mut(name.row, 3).unwrap().value = Value::Text("市金融办".into());
    for (row, marks) in (4..).zip(SELF) {
        enter(&mut sheets[3], CellRef::new(row, 5), marks);
    }
    let folder = support::folder();
    let path = folder.path().join("附件3.xlsx");
    jixiao::cli::save::save(&sheets, &path).unwrap();
    let read = office::read(&office::recalculated(&path));
    let value = |sheet: &str, at| read.get(&(sheet.to_string(), at)).cloned().unwrap_or_default();
    for figure in EXPECTED {
        let at = place(&sheets[1], figure);
        assert_eq!(value(fields::sheets::FORM, at), Value::Number(number(figure.3)), "{figure:?}");
    }
    // what nobody filled in stays blank: no 0 that could be taken for a figure
    let blanks = [("固定资产（万元）", "出租固定资产", 0, ""), ("三公经费（万元）", "三公经费合计", 3, "")];
    for figure in blanks {
        assert_eq!(value(fields::sheets::FORM, place(&sheets[1], &figure)), Value::Blank, "{figure:?}");
    }
    let score = find(&sheets[1], 0, "绩效自评综合得分");
    assert_eq!(value(fields::sheets::FORM, CellRef::new(score.row, 2)), Value::Number(Decimal::from(88)));
    assert_eq!(value(fields::sheets::FORM, CellRef::new(score.row, 6)), Value::Text("良好".into()));
    let whose = value(fields::sheets::SCORING, CellRef::new(2, 0));
    assert_eq!(whose, Value::Text("部门（单位）名称：市金融办".into()));
    // three scores are below their 分值 and none of them has a reason
    let checks: Vec<u32> = (4..29)
        .filter(|row| {
            value(fields::sheets::SCORING, CellRef::new(*row, 7)) == Value::Text("扣了分，请写扣分原因".into())
        })
        .collect();
    assert_eq!(checks, [5, 9, 10]);
}
