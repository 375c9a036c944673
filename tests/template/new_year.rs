//! `jixiao template --from OLD --year Y`: another year begins without the figures of the old one.

use crate::support;
use crate::support::book::{Book, FIRST_ROW};
use jixiao::ground::number::original;
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use std::collections::BTreeSet;
use std::path::Path;

const OLD: &str = "评分.xlsx";
const NEW: &str = "新年.xlsx";

/// What was said when a year began from a workbook.
fn begun(folder: &Path, old: &Book, year: &str) -> String {
    old.save(folder);
    let (code, said) = support::said(folder, &["template", "--from", OLD, "--year", year, "-o", NEW]);
    assert_eq!(code, 0, "{said}");
    said
}

/// Every cell of a sheet from a row on, as `D6: 8`.
fn cells(folder: &Path, sheet: &str, from: u32) -> Vec<String> {
    let book = support::read(&folder.join(NEW));
    let grid = book.sheets.iter().find(|grid| grid.name == sheet).unwrap();
    let rows = grid.rows.iter().filter(|row| row.index >= from);
    let cell = |row: u32, col: u32, text: String| format!("{}: {text}", jixiao::ground::place::CellRef::new(row, col));
    rows.flat_map(|row| row.cells.iter().map(|(col, one)| cell(row.index, *col, original(one)))).collect()
}

/// 2024 with something in every sheet.
fn old() -> Book {
    let mut book = Book::good(&["甲局", "乙局"])
        .data(0, "三公经费合计", "6.34")
        .data(1, "三公经费合计", "'12.99万元")
        .data(0, "累计结余", "12.5")
        .data(1, "累计结余", "")
        .data(0, "上年结转", "777")
        .own_marks(0, "财政供养人员控制率", "4", "超编")
        .own_indicator(0, ["乙局", "其他工作实绩指标完成情况", "招商引资额", "4", "90", "60", "按完成比例", "", ""])
        .setting("缺少数据", "计0分");
    let mut aliases = Sheet::new("部门别名");
    for (row, (name, alias)) in (0..).zip([("部门（单位）名称", "别名"), ("甲局", "甲管理局、甲办")])
    {
        aliases.put(row, 0, Cell::text(Role::Text, name));
        aliases.put(row, 1, Cell::text(Role::Text, alias));
    }
    book.sheets.push(aliases);
    book
}

#[test]
fn a_new_year_takes_names_and_last_years_figures_into_their_columns_and_nothing_else() {
    let folder = support::folder();
    let book = old();
    let said = begun(folder.path(), &book, "2025");
    let at = |row: u32, label: &str| jixiao::ground::place::CellRef::new(FIRST_ROW + row, book.column(label));
    let expected = [
        "A6: 1".into(),
        "B6: 甲局".into(),
        "C6: 政府部门".into(),
        format!("{}: 6.34", at(0, "上年三公经费")),
        format!("{}: 12.5", at(0, "上年结转")),
        "A7: 2".into(),
        "B7: 乙局".into(),
        "C7: 政府部门".into(),
        format!("{}: 12.99万元", at(1, "上年三公经费")),
    ];
    let found: BTreeSet<String> = cells(folder.path(), "部门数据", FIRST_ROW).into_iter().collect();
    assert_eq!(found, BTreeSet::from(expected));
    assert_eq!(cells(folder.path(), "自评得分", FIRST_ROW), ["A6: 1", "B6: 甲局", "A7: 2", "B7: 乙局"]);
    assert_eq!(cells(folder.path(), "个性化指标", 3), [""; 0]);
    for kept in ["甲管理局、甲办", "计0分", "2025"] {
        assert!(support::dump(&folder.path().join(NEW)).contains(kept), "{kept}");
    }
    for line in [
        "新的一年：由2024年度的工作簿开始2025年度。带入2个部门的名称和类别",
        "\n  上年三公经费 ← 三公经费合计（2个部门）",
        "\n  上年结转 ← 累计结余（1个部门；空白或与别的单元格合并、没有带入的：乙局）",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    let source = format!("取自2024年度的“三公经费合计”（部门数据!{}）", at(0, "三公经费合计"));
    assert!(support::dump(&folder.path().join(NEW)).contains(&source), "{source}");
}

#[test]
fn a_new_year_is_scored_as_one_without_figures() {
    let folder = support::folder();
    begun(folder.path(), &Book::good(&["甲局", "乙局"]), "2025");
    let (_, said) = support::said(folder.path(), &["score", NEW, "-o", "结果.xlsx"]);
    assert!(said.contains("已定分0个，待核2个"), "{said}");
}

#[test]
fn the_same_year_carries_everything() {
    let folder = support::folder();
    old().save(folder.path());
    for (year, output) in [(&["--year", "2024年度"][..], "甲.xlsx"), (&[], "乙.xlsx")] {
        let (code, said) =
            support::said(folder.path(), &[&["template", "--from", OLD, "-o", output][..], year].concat());
        assert!(code == 0 && !said.contains("新的一年"), "{said}");
    }
    let [one, other] = ["甲.xlsx", "乙.xlsx"].map(|name| support::dump(&folder.path().join(name)));
    assert_eq!(one, other);
    for kept in ["超编", "招商引资额", "777", "甲管理局、甲办"] {
        assert!(one.contains(kept), "{kept}");
    }
}

#[test]
fn figures_of_a_year_that_is_not_the_one_before_are_not_last_years() {
    for year in ["2026", "2023"] {
        let folder = support::folder();
        let said = begun(folder.path(), &old(), year);
        let line = format!("  上年三公经费：2024年度不是{year}年度的上一年，没有带入，请填写");
        assert!(said.contains(&line), "{said}");
        assert_eq!(cells(folder.path(), "部门数据", FIRST_ROW).len(), 6, "number, name and class of two departments");
    }
}

#[test]
fn a_workbook_without_a_year_does_not_begin_another() {
    for (year, told) in [("", "没有填写"), ("明年", "“明年”")] {
        let folder = support::folder();
        Book::good(&["甲局"]).setting("年度", year).save(folder.path());
        let (code, said) = support::said(folder.path(), &["template", "--from", OLD, "--year", "2025", "-o", NEW]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(told) && said.contains("请在原工作簿的“参数”表填写它的年度"), "{said}");
        assert!(!folder.path().join(NEW).exists());
    }
}

#[test]
fn a_title_that_names_the_old_year_is_not_printed_on_the_new_one() {
    let folder = support::folder();
    let said = begun(folder.path(), &Book::good(&["甲局"]).setting("标题", "某市2024年评价结果"), "2025");
    assert!(said.contains("标题“某市2024年评价结果”写的是2024年，没有带入"), "{said}");
    let folder = support::folder();
    let said = begun(folder.path(), &Book::good(&["甲局"]).setting("标题", "某市评价结果"), "2025");
    assert!(!said.contains("没有带入；"), "{said}");
    assert!(support::dump(&folder.path().join(NEW)).contains("某市评价结果"));
}

#[test]
fn a_figure_in_another_unit_and_a_row_without_a_name_are_told() {
    let folder = support::folder();
    let mut book = Book::good(&["甲局", "乙局"]);
    let col = book.column("三公经费合计");
    book.put("部门数据", (4, col), "三公经费合计（元）");
    book.put("部门数据", (FIRST_ROW + 1, 1), "");
    let said = begun(folder.path(), &book, "2025");
    assert!(said.contains("  上年三公经费：2024年度的“三公经费合计”单位是元，新表是万元，没有带入，请填写"), "{said}");
    assert!(said.contains("“部门数据”没有部门名称、没有带入的行：第7行"), "{said}");
}
