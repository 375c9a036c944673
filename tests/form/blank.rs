//! `jixiao template --form`: the official form to be filled in.

use crate::support;
use crate::support::{office, read};
use jixiao::criterion::Needs;
use jixiao::form::{fields, form};
use jixiao::ground::cell::Raw;
use jixiao::ground::number::tidy;
use jixiao::ground::place::CellRef;
use jixiao::scheme::columns::{ColumnKey, DataColumn};
use jixiao::scheme::{Scheme, system_of};
use jixiao::workbook::read::Book;
use jixiao::workbook::sheet::{Cell, Sheet, Value};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Exit code and what was said, of `jixiao template --form …` in `folder`.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    support::said(folder, &[&["template", "--form"], arguments].concat())
}

fn written(folder: &Path, arguments: &[&str]) -> PathBuf {
    let (code, said) = run(folder, arguments);
    assert_eq!(code, 0, "{said}");
    folder.join("附件3部门整体支出绩效评价自评报告.xlsx")
}

fn workbook(name: &str) -> String {
    support::path("workbooks").join(name).display().to_string()
}

/// Tidy texts of a sheet with their places, merged cells once.
fn texts(book: &Book, sheet: &str) -> Vec<(CellRef, String)> {
    let grid = book.sheets.iter().find(|grid| grid.name == sheet).unwrap();
    let cells = grid.rows.iter().flat_map(|row| row.cells.iter().map(|(col, cell)| (row.index, *col, cell)));
    let text = |(row, col, cell): (u32, u32, &jixiao::ground::cell::GridCell)| match &cell.raw {
        Raw::Text(text) => Some((CellRef::new(row, col), tidy(text))),
        _ => None,
    };
    cells.filter_map(text).collect()
}

#[test]
fn the_form_is_as_pinned() {
    let folder = support::folder();
    let text = support::dump(&written(folder.path(), &["--year", "2024"]));
    for sheet in text.split("\n== ") {
        let name = sheet.trim_start_matches("== ").split_whitespace().next().unwrap();
        support::snapshot(&format!("form-{name}"), sheet);
    }
}

#[test]
fn every_field_of_the_registry_stands_on_the_form_in_its_order() {
    let folder = support::folder();
    let book = read(&written(folder.path(), &[]));
    let found = texts(&book, fields::sheets::FORM);
    let mut last = 0;
    for field in fields::FIELDS {
        let label = tidy(field.label);
        let table = tidy(field.table.caption());
        let start = found.iter().position(|(_, text)| text.starts_with(&table)).unwrap_or(0);
        let at = found.iter().skip(start).position(|(_, text)| *text == label);
        let row = at.map(|at| found[start + at].0.row).unwrap_or_else(|| panic!("{label} is not there"));
        assert!(row >= last, "{label} stands above the field before it");
        last = row.saturating_sub(1);
    }
    for section in &fields::SECTIONS[..4] {
        assert!(found.iter().any(|(_, text)| *text == tidy(section)), "{section}");
    }
    let report = texts(&book, fields::sheets::REPORT);
    for (heading, parts) in fields::REPORT_HEADINGS {
        for text in [&heading].into_iter().chain(parts) {
            assert!(report.iter().any(|(_, found)| *found == tidy(text)), "{text}");
        }
    }
}

/// 二级, 三级 and 数据项 of 补充数据, as a reader gets them.
fn asked(path: &Path) -> Vec<[String; 3]> {
    let book = read(path);
    let Some(grid) = book.sheets.iter().find(|grid| grid.name == fields::sheets::SUPPLEMENT) else { return Vec::new() };
    let text = |row, col| match grid.shown(CellRef::new(row, col)).map(|cell| &cell.raw) {
        Some(Raw::Text(text)) => text.to_string(),
        _ => String::new(),
    };
    let rows = grid.rows.iter().map(|row| row.index).skip_while(|row| text(*row, 2) != "数据项").skip(1);
    rows.map(|row| [text(row, 0), text(row, 1), text(row, 2)]).collect()
}

/// What must be asked, from the rules alone.
fn needed(book: Option<&Book>) -> Vec<[String; 3]> {
    let scheme = book.map_or_else(Scheme::built_in, Scheme::of_book).unwrap();
    let on_form = |item: &str| fields::FIELDS.iter().any(|field| field.item == Some(item));
    let lacking = |column: &DataColumn| match &column.key {
        ColumnKey::DataItem(item) => !on_form(item),
        ColumnKey::Judged(_) => false,
        ColumnKey::Remark(indicator) => scheme.rules[*indicator].rule.needs() != Needs::Judgement,
        ColumnKey::RuleItem { .. } | ColumnKey::Share(_) => true,
    };
    scheme
        .columns
        .clone()
        .into_iter()
        .filter(lacking)
        .map(|column| [column.level2, column.level3, column.label])
        .collect()
}

#[test]
fn exactly_what_the_rules_need_and_the_form_lacks_is_asked_besides() {
    let folder = support::folder();
    let built_in = asked(&written(folder.path(), &[]));
    assert_eq!(built_in, needed(None));
    for item in ["上年三公经费", "三公经费预算", "预算数", "预算调整数", "采购预算"] {
        assert_eq!(built_in.iter().filter(|[.., label]| label == item).count(), 1, "{item}");
    }
    for item in ["人员编制", "累计结余", "三公经费合计", "评定得分"] {
        assert!(!built_in.iter().any(|[.., label]| label == item), "{item} is asked twice");
    }
    let other = workbook("second-city.xlsx");
    let folder = support::folder();
    let asked = asked(&written(folder.path(), &["--rules", &other]));
    assert_eq!(asked, needed(Some(&read(Path::new(&other)))));
    assert_ne!(asked, built_in);
}

#[test]
fn another_table_gives_another_form() {
    let folder = support::folder();
    let other = workbook("second-city.xlsx");
    let path = written(folder.path(), &["--rules", &other]);
    let system = system_of(&read(Path::new(&other))).unwrap();
    let found = texts(&read(&path), fields::sheets::SCORING);
    for indicator in &system.indicators {
        for text in [&indicator.path.level3, &indicator.criterion.text] {
            assert!(found.iter().any(|(_, found)| *found == tidy(text)), "{text}");
        }
    }
}

#[test]
fn what_does_not_go_together_is_refused_in_chinese() {
    let folder = support::folder();
    let (code, said) = run(folder.path(), &["--from", "旧.xlsx"]);
    assert_eq!(code, 2);
    assert!(said.contains("不能与") && said.contains("同时使用"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The sheets of the form, to be typed into.
fn blank() -> Vec<Sheet> {
    form(&Scheme { year: "2020".into(), ..Scheme::built_in().unwrap() })
}

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
    let mut sheets = blank();
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

#[test]
fn no_two_entries_are_guarded_twice_and_every_formula_is_known_everywhere() {
    assert_eq!(jixiao::workbook::write::lint(&blank()), [""; 0]);
    let guarded: BTreeSet<String> = blank()[3].validations.iter().map(|rule| rule.area.first.to_string()).collect();
    assert_eq!(guarded.len(), 25);
}
