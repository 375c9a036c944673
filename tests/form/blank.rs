//! `jixiao template --form`: the official form to be filled in.

use crate::support;
use crate::support::read;
use jixiao::criterion::Needs;
use jixiao::form::{fields, form};
use jixiao::ground::cell::Raw;
use jixiao::ground::number::tidy;
use jixiao::ground::place::CellRef;
use jixiao::scheme::columns::{ColumnKey, DataColumn};
use jixiao::scheme::{Scheme, system_of};
use jixiao::workbook::read::Book;
use jixiao::workbook::sheet::Sheet;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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

#[test]
fn no_two_entries_are_guarded_twice_and_every_formula_is_known_everywhere() {
    assert_eq!(jixiao::workbook::write::lint(&blank()), [""; 0]);
    let guarded: BTreeSet<String> = blank()[3].validations.iter().map(|rule| rule.area.first.to_string()).collect();
    assert_eq!(guarded.len(), 25);
}
