//! 与去年核对: this year's data beside last year's.

use crate::support;
use crate::support::book::{Book, FIRST_ROW, found};
use jixiao::evaluate::{Evaluation, Evaluations};
use jixiao::ground::place::CellRef;
use jixiao::review::years::last_year::check_against;
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use std::path::Path;

const NAMES: [&str; 3] = ["甲局", "乙局", "丙局"];

fn last() -> Book {
    Book::good(&NAMES).setting("年度", "2023").data(1, "累计结余", "12.5")
}

/// A year after [`last`]: the figures of 上年 are its own, and something moved in each department.
fn this() -> Book {
    let carried = |book: Book, at: u32| {
        let over = if at == 1 { "12.5" } else { "0" };
        book.data(at, "上年三公经费", "6").data(at, "上年结转", over).data(at, "公务卡支出", "8")
    };
    (0..3).fold(Book::good(&NAMES), carried)
}

fn checked(last: &Book, this: &Book) -> Evaluation {
    let mut evaluations = Evaluations::from(this.evaluate());
    check_against(&mut evaluations, &last.evaluate().into()).unwrap_or_else(|error| panic!("{error}"));
    evaluations.each.swap_remove(0)
}

/// All that was found beside last year's workbook.
fn told(last: &Book, this: &Book) -> Vec<String> {
    let findings = checked(last, this).findings;
    ["Y01", "Y02", "Y03", "Y04", "Y05"].iter().flat_map(|id| found(&findings, id)).collect()
}

fn at(book: &Book, row: u32, label: &str) -> CellRef {
    CellRef::new(FIRST_ROW + row, book.column(label))
}

#[test]
fn a_year_that_follows_from_the_last_has_no_finding() {
    assert_eq!(told(&last(), &this()), [""; 0]);
}

#[test]
fn figures_of_last_year_must_be_last_years_figures() {
    let book = this().data(0, "上年三公经费", "7.25").data(1, "上年结转", "").data(2, "上年结转", "0.01");
    let (expense, over) = (at(&book, 0, "上年三公经费"), at(&book, 1, "上年结转"));
    let (then, left) = (at(&book, 0, "三公经费合计"), at(&book, 1, "累计结余"));
    assert_eq!(
        told(&last(), &book),
        [
            format!(
                "部门数据!{expense} “上年三公经费”为7.25，去年的“三公经费合计”是6（“评分.xlsx”部门数据!{then}），相差1.25"
            ),
            format!("部门数据!{over} “上年结转”为空白，去年的“累计结余”是12.5（“评分.xlsx”部门数据!{left}），相差12.5"),
        ]
    );
}

#[test]
fn staff_and_assets_do_not_jump() {
    let just = this().data(0, "人员编制", "24").data(1, "固定资产合计", "450");
    assert_eq!(told(&last(), &just), [""; 0], "20% and 50%");
    let jumps = this().data(0, "人员编制", "25").data(1, "固定资产合计", "140");
    let told = told(&last(), &jumps);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("“人员编制”由去年的20（") && told[0].ends_with("变为25，增加25%"), "{told:?}");
    assert!(told[1].contains("“固定资产合计”由去年的300") && told[1].ends_with("变为140，减少53.33%"), "{told:?}");
}

#[test]
fn a_department_that_filed_last_years_figures_again_is_told() {
    let told = told(&last(), &this().data(2, "公务卡支出", "9"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("部门数据!B8 ") && told[0].ends_with("个数全部与“评分.xlsx”部门数据!B8一行相同"),
        "{told:?}"
    );
}

#[test]
fn two_years_with_the_same_data_are_one_finding_of_the_bureau() {
    let same = (0..3).fold(this(), |book, at| book.data(at, "公务卡支出", "9")).data(1, "累计结余", "12.5");
    let evaluation = checked(&last(), &same);
    let all = found(&evaluation.findings, "Y04");
    assert_eq!(all, ["部门数据 两年都有的3个部门，数据全部与“评分.xlsx”相同，不是两年的数据"]);
    assert_eq!(found(&evaluation.findings, "Y03"), [""; 0]);
    let finding = evaluation.findings.iter().find(|finding| finding.code.info().id == "Y04").unwrap();
    assert!(finding.is_open());
}

#[test]
fn what_nothing_of_last_year_stands_beside_is_told() {
    let mut renamed = this();
    renamed.put("部门数据", (FIRST_ROW, 1), "甲管理局");
    renamed.put("自评得分", (FIRST_ROW, 1), "甲管理局");
    let without = last().data(2, "三公经费合计", "");
    assert_eq!(
        told(&without, &renamed),
        [
            "部门数据 “上年三公经费”：去年没有填“三公经费合计”的部门：丙局",
            "部门数据 去年没有（或有两行）的部门：甲管理局"
        ]
    );
    let mut aliases = Sheet::new("部门别名");
    for (row, (name, alias)) in (0..).zip([("部门（单位）名称", "别名"), ("甲管理局", "甲局")]) {
        aliases.put(row, 0, Cell::text(Role::Text, name));
        aliases.put(row, 1, Cell::text(Role::Text, alias));
    }
    renamed.sheets.push(aliases);
    assert_eq!(told(&last(), &renamed), [""; 0]);
}

/// 去年.xlsx and 今年.xlsx in a folder.
fn save(folder: &Path, last: &Book, this: &Book) {
    for (book, name) in [(last, "去年.xlsx"), (this, "今年.xlsx")] {
        let path = book.save(folder);
        std::fs::rename(path, folder.join(name)).unwrap();
    }
}

#[test]
fn score_and_check_take_last_years_workbook_and_the_result_names_it() {
    let folder = support::folder();
    save(folder.path(), &last(), &this().data(0, "上年三公经费", "7.25"));
    let (_, said) = support::said(folder.path(), &["检查", "今年.xlsx", "--last-year", "去年.xlsx"]);
    assert!(said.contains("Y01 与去年的数不符（甲局）"), "{said}");
    let (_, said) =
        support::said(folder.path(), &["score", "今年.xlsx", "--last-year", "去年.xlsx", "-o", "结果.xlsx"]);
    assert!(said.contains("评分完成") && said.contains("与去年的“去年.xlsx”核对：疑点1条。"), "{said}");
    let dump = support::dump(&folder.path().join("结果.xlsx"));
    assert!(dump.contains("Y01") && dump.contains("核对的去年工作簿") && dump.contains("去年.xlsx"), "{dump}");
    let (_, alone) = support::said(folder.path(), &["check", "今年.xlsx"]);
    assert!(!alone.contains("Y01"), "{alone}");
}

#[test]
fn a_workbook_that_is_not_of_the_year_before_is_refused() {
    let folder = support::folder();
    save(folder.path(), &last().setting("年度", "2022"), &this());
    let score =
        |last: &str| support::said(folder.path(), &["score", "今年.xlsx", "--last-year", last, "-o", "结果.xlsx"]);
    let (code, said) = score("去年.xlsx");
    assert!(code == 2 && said.contains("“去年.xlsx”是2022年度，要评分的是2024年度，不是上一年"), "{said}");
    let (code, said) = score("今年.xlsx");
    assert!(code == 2 && said.contains("就是要评分的工作簿"), "{said}");
    assert!(!folder.path().join("结果.xlsx").exists());
}

#[test]
fn last_years_workbook_is_never_the_result() {
    let folder = support::folder();
    save(folder.path(), &last(), &this());
    let before = std::fs::read(folder.path().join("去年.xlsx")).unwrap();
    let (code, said) =
        support::said(folder.path(), &["score", "今年.xlsx", "--last-year", "去年.xlsx", "-o", "去年.xlsx"]);
    assert!(code == 2 && said.contains("原文件不改动"), "{said}");
    assert!(before == std::fs::read(folder.path().join("去年.xlsx")).unwrap());
}

#[test]
fn a_comparison_lists_what_it_found_and_says_first_that_the_data_are_the_same() {
    let folder = support::folder();
    save(folder.path(), &last(), &this().data(0, "上年三公经费", "7.25"));
    let compare = ["compare", "去年.xlsx", "今年.xlsx", "-o", "对比.xlsx"];
    let (code, said) = support::said(folder.path(), &compare);
    assert!(code == 0 && said.contains("与去年的数据核对，有疑点1条，见“与去年核对”表。"), "{said}");
    let dump = support::dump(&folder.path().join("对比.xlsx"));
    assert!(dump.contains("== 与去年核对") && dump.contains("“上年三公经费”为7.25"), "{dump}");
    let folder = support::folder();
    let same = (0..3).fold(this(), |book, at| book.data(at, "公务卡支出", "9")).data(1, "累计结余", "12.5");
    save(folder.path(), &last(), &same);
    let (_, said) = support::said(folder.path(), &compare);
    assert!(
        said.starts_with("（两年都有的3个部门，数据全部与“去年.xlsx”相同，不是两年的数据，以下的升降没有意义。）"),
        "{said}"
    );
}
