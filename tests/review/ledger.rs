//! 申诉台账: what is accepted counts as if the data had been corrected; nothing else does, and every fault is told.

use crate::support;
use crate::support::book::Book;
use crate::support::city::City;
use crate::support::gallery::{STRIKE, Shown, runs};
use crate::support::run;
use jixiao::ground::names::sheets;
use jixiao::ground::{Area, CellRef, Code, LedgerColumn};
use jixiao::workbook::sheet::Cell;
use jixiao::workbook::{Role, Sheet};
use serde_json::Value;
use std::path::Path;

/// First row to be filled in.
pub const FIRST: u32 = 3;
/// 部门, 指标, 原得分, 结论, 更正项目, 更正数值, 办理人: their columns.
const COLUMNS: [u32; 7] = [0, 1, 5, 6, 7, 8, 9];

/// Fills in rows of the ledger: the seven cells that are read.
pub fn with(mut book: Book, rows: &[[&str; 7]]) -> Book {
    for (row, cells) in (FIRST..).zip(rows) {
        for (col, text) in COLUMNS.into_iter().zip(cells).filter(|(_, text)| !text.is_empty()) {
            book.put(sheets::LEDGER, (row, col), text);
        }
    }
    book
}

/// A row that is agreed to.
pub fn agreed<'a>(item: &'a str, value: &'a str) -> [&'a str; 7] {
    ["乙局", "", "", "同意", item, value, "张三"]
}

/// 乙局 spent more on 三公经费 than planned, 丙局 pleased fewer people.
pub fn book() -> Book {
    Book::good(&["甲局", "乙局", "丙局"]).data(1, "三公经费预算", "5.5").data(2, "满意度", "90")
}

pub fn json(folder: &Path, arguments: &[&str]) -> Value {
    let (_, out, err) = run(folder, arguments);
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"))
}

pub fn departments(folder: &Path, book: &Book) -> Value {
    book.save(folder);
    json(folder, &["score", "评分.xlsx", "--no-annex", "--json"])["departments"].clone()
}

/// Findings of the ledger, as `A01 申诉台账!I4 found`.
pub fn told(folder: &Path, file: &str) -> Vec<String> {
    let found = json(folder, &["check", file, "--json"]);
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_string();
    let found = found.as_array().unwrap().iter().filter(|one| text(one, "code").starts_with('A'));
    found.map(|one| format!("{} {} {}", text(one, "code"), text(one, "place"), text(one, "found"))).collect()
}

fn told_of(rows: &[[&str; 7]]) -> Vec<String> {
    let folder = support::folder();
    with(book(), rows).save(folder.path());
    told(folder.path(), "评分.xlsx")
}

#[test]
fn an_accepted_correction_gives_what_the_corrected_data_would_give() {
    let corrections = [
        ("三公经费预算", "三公经费预算", "7.2"),
        ("采购预算", "采购预算", "无"),
        ("实有人数", "实有人数", "空白"),
        ("满意度", "满意度", "93.5%"),
        ("满意度", "满意度", "９３．５"),
        ("上年三公经费", "上年三公经费", "5万元"),
        ("资产管理安全性/③", "资产管理安全性/③", "2"),
        ("其他工作实绩指标完成情况/评定得分", "其他工作实绩指标完成情况/评定得分", "3.5"),
        ("管理制度健全性/①", "预算管理/管理制度健全性/①", "否"),
    ];
    let folder = support::folder();
    let before = departments(folder.path(), &book());
    for (label, item, value) in corrections {
        let stands = if value == "空白" { "" } else { value };
        let typed = departments(folder.path(), &book().data(1, label, stands));
        let by_ledger = departments(folder.path(), &with(book(), &[agreed(item, value)]));
        assert_eq!(by_ledger, typed, "{item} {value}");
        assert_ne!(by_ledger, before, "{item} {value}");
    }
}

#[test]
fn only_what_is_agreed_to_counts() {
    let folder = support::folder();
    let before = departments(folder.path(), &book());
    for verdict in ["不同意", "部分同意", "", "待定", "驳回", "准予", "同意（部分）", "不 同意", "同意？", "拟同意"]
    {
        let row = ["乙局", "", "", verdict, "三公经费预算", "7.2", ""];
        assert_eq!(departments(folder.path(), &with(book(), &[row])), before, "{verdict}");
    }
    // a word in other spaces is the same word
    let row = ["乙局", "", "", " 同 意", "三公经费预算", "7.2", ""];
    assert_ne!(departments(folder.path(), &with(book(), &[row])), before);
}

#[test]
fn what_is_not_settled_or_not_known_is_told_at_its_cell() {
    let row = |verdict| ["乙局", "", "", verdict, "三公经费预算", "7.2", ""];
    assert_eq!(
        told_of(&[row("不同意"), row("准予"), row("部分同意"), row(""), row("待定"), ["乙局", "", "", "", "", "", ""]]),
        [
            "A01 申诉台账!G5 结论“准予”不认识，没有更正",
            "A03 申诉台账!G6 结论是“部分同意”，更正数值没有采用",
            "A03 申诉台账!G7 申诉没有办结，没有更正",
            "A03 申诉台账!G8 申诉没有办结，没有更正",
            "A03 申诉台账!G9 申诉没有办结，没有更正",
        ]
    );
}

#[test]
fn a_row_that_cannot_be_applied_is_told_and_changes_nothing() {
    let faults: [([&str; 7], &str); 13] = [
        (["乙", "", "", "同意", "三公经费预算", "7.2", ""], "A01 申诉台账!A4 部门数据中没有“乙”；是不是：乙局"),
        (["", "", "", "同意", "三公经费预算", "7.2", ""], "A01 申诉台账!A4 没有写部门"),
        (
            ["乙局", "三公经费控制", "", "同意", "三公经费预算", "7.2", ""],
            "A01 申诉台账!B4 没有三级指标“三公经费控制”；是不是：“三公经费”控制率",
        ),
        (
            ["乙局", "管理制度健全性", "", "同意", "三公经费预算", "7.2", ""],
            "A01 申诉台账!B4 “管理制度健全性”不止一个：预算管理/管理制度健全性、资产管理/管理制度健全性",
        ),
        (agreed("三公预算", "7.2"), "A01 申诉台账!H4 没有数据项“三公预算”；是不是：三公经费预算"),
        (
            agreed("三公经费预算、预算数", "7.2"),
            "A01 申诉台账!H4 没有数据项“三公经费预算、预算数”；是不是：预算数、三公经费预算",
        ),
        (
            agreed("管理制度健全性/①", "否"),
            "A01 申诉台账!H4 “管理制度健全性/①”不止一列：预算管理/管理制度健全性/①已制定",
        ),
        (agreed("", "7.2"), "A01 申诉台账!H4 同意更正，但没有写更正项目"),
        (agreed("三公经费预算", ""), "A01 申诉台账!I4 同意更正，但没有写更正数值"),
        (agreed("三公经费预算", "约7"), "A01 申诉台账!I4 “三公经费预算”更正为“约7”不能采用：“约7”"),
        (agreed("三公经费预算", "7.2亿元"), "A01 申诉台账!I4 “三公经费预算”更正为“7.2亿元”不能采用："),
        (agreed("三公经费预算", "5.50"), "A01 申诉台账!I4 部门数据!P7已经是“5.5”，与更正数值相同，没有可更正的"),
        (agreed("三公经费预算", "#DIV/0!"), "A01 申诉台账!I4 “三公经费预算”更正为“#DIV/0!”不能采用："),
    ];
    let folder = support::folder();
    let before = departments(folder.path(), &book());
    for (row, expected) in faults {
        assert_eq!(departments(folder.path(), &with(book(), &[row])), before, "{expected}");
        let told = told(folder.path(), "评分.xlsx");
        assert!(told.len() == 1 && told[0].starts_with(expected), "{expected}\n{told:?}");
        assert_eq!(run(folder.path(), &["check", "评分.xlsx"]).0, 1, "the bureau must settle it: {expected}");
    }
}

#[test]
fn a_cell_that_does_not_show_what_it_holds_corrects_nothing() {
    let rows = [agreed("三公经费预算", "7.2"), agreed("满意度", ""), agreed("实有人数", "9")];
    let mut merged = with(book(), &rows);
    let value = LedgerColumn::Value as u32;
    let ledger = merged.sheets.iter_mut().find(|sheet| sheet.name == sheets::LEDGER).unwrap();
    ledger.merges.push(Area::new((FIRST, value), (FIRST + 1, value)));
    let struck = CellRef::new(FIRST + 2, LedgerColumn::Item as u32);
    let evaluation =
        Shown::of(merged).cell(sheets::LEDGER, struck, &runs(&[(STRIKE, "实有"), ("", "人数")])).evaluate();
    let told = evaluation.findings.iter().filter(|one| one.code == Code::LedgerNotUsed);
    let places: Vec<String> = told.map(|one| one.place.to_string()).collect();
    assert_eq!(places, ["申诉台账!I4", "申诉台账!I5", "申诉台账!H6"]);
    assert!(evaluation.findings.iter().all(|one| one.code != Code::LedgerUsed));
}

#[test]
fn a_row_without_effect_does_not_keep_others_from_theirs() {
    let folder = support::folder();
    let typed = departments(folder.path(), &book().data(1, "三公经费预算", "7.2"));
    let rows = [agreed("三公经费", "1"), agreed("满意度", "很好"), agreed("三公经费预算", "7.2")];
    assert_eq!(departments(folder.path(), &with(book(), &rows)), typed);
    assert_eq!(told(folder.path(), "评分.xlsx").len(), 3);
}

#[test]
fn two_rows_for_one_cell_must_say_the_same() {
    let folder = support::folder();
    let before = departments(folder.path(), &book());
    let rows = [agreed("三公经费预算", "7.2"), agreed("三公经费预算", "7.3")];
    assert_eq!(departments(folder.path(), &with(book(), &rows)), before);
    let both = "第4、5行都同意更正部门数据!P7，更正数值不同，都没有采用";
    assert_eq!(told(folder.path(), "评分.xlsx"), ["I4", "I5"].map(|cell| format!("A01 申诉台账!{cell} {both}")));
    let rows = [agreed("三公经费预算", "7.2"), agreed("三公经费预算", "7.2")];
    let typed = departments(folder.path(), &book().data(1, "三公经费预算", "7.2"));
    assert_eq!(departments(folder.path(), &with(book(), &rows)), typed);
    assert_eq!(told(folder.path(), "评分.xlsx").len(), 1, "only that it was corrected");
}

#[test]
fn a_department_that_stands_twice_is_not_corrected() {
    let folder = support::folder();
    with(Book::good(&["甲局", "乙局", "乙局"]), &[agreed("满意度", "50")]).save(folder.path());
    let told = told(folder.path(), "评分.xlsx");
    assert_eq!(told, ["A01 申诉台账!A4 部门数据中有2行“乙局”，不能确定是哪一行"]);
}

/// The same with 部门别名.
fn with_aliases(mut book: Book, rows: &[[&str; 2]]) -> Book {
    let mut sheet = Sheet::new(sheets::ALIASES);
    for (row, cells) in (0..).zip([["部门（单位）名称", "别名"]].iter().chain(rows)) {
        (0..).zip(cells).for_each(|(col, text)| sheet.put(row, col, Cell::text(Role::Text, *text)));
    }
    book.sheets.push(sheet);
    book
}

#[test]
fn a_department_is_known_by_its_other_names() {
    let folder = support::folder();
    let row = |name| [name, "", "", "同意", "三公经费预算", "7.2", ""];
    let corrected = departments(folder.path(), &with(book(), &[row("乙局")]));
    let aliases = [["乙局", "市乙局、乙 局机关"], ["丙局", "乙局"]];
    for name in ["市乙局", "乙局机关", "乙局"] {
        let book = with_aliases(with(book(), &[row(name)]), &aliases);
        assert_eq!(departments(folder.path(), &book), corrected, "{name}");
    }
    // an alias of nobody who filed, and of two departments
    with_aliases(with(book(), &[row("市丁局")]), &[["丁局", "市丁局"]]).save(folder.path());
    assert_eq!(told(folder.path(), "评分.xlsx"), ["A01 申诉台账!A4 部门数据中没有“市丁局”"]);
    with_aliases(with(book(), &[row("市乙局")]), &[["乙局", "市乙局"], ["丙局", "市乙局"]]).save(folder.path());
    let (code, out, error) = run(folder.path(), &["check", "评分.xlsx"]);
    let is_said = [out, error].concat().contains("“市乙局”既是“乙局”的别名，又是“丙局”的别名");
    assert!(code == 2 && is_said, "{code}");
}

#[test]
fn original_marks_are_those_before_all_corrections() {
    let name = "“三公经费”控制率";
    let row = |marks, verdict| ["乙局", name, marks, verdict, "三公经费预算", "7.2", ""];
    for right in ["0", "0分", "0.00"] {
        for verdict in ["同意", "不同意"] {
            let told = told_of(&[row(right, verdict)]);
            assert!(told.iter().all(|one| one.starts_with("A04")), "{right} {verdict} {told:?}");
        }
    }
    for wrong in ["6", "待核", "1分", "没有"] {
        let found = format!("A02 申诉台账!F4 原得分写“{wrong}”，更正前“{name}”的得分是0分");
        assert!(told_of(&[row(wrong, "同意")]).contains(&found), "{wrong}");
        assert_eq!(told_of(&[row(wrong, "不同意")]), [found]);
    }
    // where no indicator is named, that of the column; a 数据项 stands under the first that uses it
    assert!(
        told_of(&[["乙局", "", "4", "同意", "资产管理安全性/③", "1", ""]]).iter().all(|one| one.starts_with("A04"))
    );
    assert_eq!(
        told_of(&[["乙局", "", "4", "不同意", "", "", ""]]),
        ["A03 申诉台账!B4 写了原得分，没有写指标，没有核对"]
    );
}

#[test]
fn a_ledger_without_its_headings_stops_the_run_and_a_doubled_one_too() {
    let folder = support::folder();
    let mut book = with(book(), &[agreed("三公经费预算", "7.2")]);
    book.put(sheets::LEDGER, (2, 6), "处理");
    book.save(folder.path());
    let (code, _, err) = run(folder.path(), &["评分.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("申诉台账 F10") && err.contains("结论"), "{err}");
    book.put(sheets::LEDGER, (2, 6), "结论");
    book.sheet(sheets::LEDGER).put(2, 10, Cell::text(Role::Header, "结论"));
    book.save(folder.path());
    let (code, _, err) = run(folder.path(), &["评分.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("申诉台账!K3 F15"), "{err}");
}

#[test]
fn every_verb_sees_the_corrected_figures() {
    let folder = support::folder();
    with(book(), &[agreed("三公经费预算", "7.2")]).save(folder.path());
    let (_, out, _) = run(folder.path(), &["解释", "评分.xlsx", "乙局", "“三公经费”控制率"]);
    assert!(out.contains("三公经费预算7.20〔P7〕") && out.contains("得6分"), "{out}");
    // a trial begins with what counts, and its own figure wins
    let (_, out, _) = run(folder.path(), &["解释", "评分.xlsx", "乙局", "--set", "三公经费预算=5.5"]);
    assert!(out.contains("三公经费预算（万元）：7.2 → 5.5〔P7〕") && out.contains("总分：100.00分 → 94.00分"), "{out}");
    book().save(folder.path());
    std::fs::rename(folder.path().join("评分.xlsx"), folder.path().join("去年.xlsx")).unwrap();
    with(book(), &[agreed("三公经费预算", "7.2")]).save(folder.path());
    let compared = run(folder.path(), &["对比", "去年.xlsx", "评分.xlsx", "--json"]).1;
    assert!(compared.contains("\"100\"") && compared.contains("\"94\""), "{compared}");
    let (code, out, _) = run(folder.path(), &["规则", "评分.xlsx", "--against", "去年.xlsx", "--json"]);
    assert_eq!(code, 0);
    assert!(!out.contains("\"94\""), "{out}");
}

#[test]
fn each_department_is_corrected_by_its_own_table() {
    let ledger = |item: &str, value: &str| {
        let mut city = City::joined(1);
        let name = city.evaluations().each[1].submission.departments[0].name.clone();
        let cells = [(0, name.as_str()), (6, "同意"), (7, item), (8, value)];
        cells.into_iter().for_each(|(col, text)| city.put(sheets::LEDGER, (FIRST, col), text));
        city.evaluations()
    };
    let (before, after) = (City::joined(1).evaluations(), ledger("组织生活/例数", "77"));
    let changed: Vec<usize> = (0..3).filter(|at| before.each[*at].cards != after.each[*at].cards).collect();
    assert_eq!(changed, [1]);
    let appealed = after.each[0].appealed.as_deref().unwrap();
    assert_eq!(appealed.corrections.len(), 1);
    assert!((0..3).all(|at| appealed.before.each[at].cards == before.each[at].cards));
    // what only another table asks for
    let other = ledger("三公经费预算", "7");
    assert!(other.each[0].appealed.is_none());
    assert!(other.findings().iter().any(|one| one.code.info().id == "A01" && one.message.found.contains("没有数据项")));
}
