//! Names of sheets: spaces do not count, two of one name do, and a copy is mentioned.

use super::names;
use crate::support;
use crate::support::book::{Book, found};
use jixiao::ground::names::sheets;
use jixiao::workbook::write::to_bytes;

fn good() -> Book {
    Book::good(&["甲局", "乙局"])
}

/// Spaces and what cannot be seen, around or within a name.
const SPACES: [&str; 8] = [
    "部门数据 ",
    " 部门数据",
    "部门数据\u{3000}",
    "部门数据\u{200B}",
    "\u{FEFF}部门数据",
    "部 门 数 据",
    "部门数据\u{A0}\u{A0}",
    "部门\u{2060}数据",
];

#[test]
fn a_name_with_spaces_works_everywhere() {
    for name in SPACES {
        let mut book = good();
        book.sheet(sheets::DATA).name = name.into();
        let evaluation = support::scored(&book.sheets);
        assert_eq!(found(&evaluation.findings, "F31").len(), 1, "{name:?}");
        jixiao::write_result(&evaluation).unwrap();
    }
    for name in ["部门数据 ", "部门\u{200B}数据"] {
        let mut book = good().data(0, "满意度", "80");
        book.sheet(sheets::DATA).name = name.into();
        let folder = support::folder();
        book.save(folder.path());
        let run = |arguments: &[&str]| support::said(folder.path(), arguments);
        for arguments in [
            &["score", "评分.xlsx", "-o", "结果.xlsx"][..],
            &["score", "结果.xlsx", "-o", "再评.xlsx"],
            &["check", "评分.xlsx"],
            &["rules", "评分.xlsx"],
            &["explain", "评分.xlsx", "甲局"],
            &["explain", "评分.xlsx", "甲局", "--set", "满意度=90", "-o", "意见.xlsx"],
            &["compare", "评分.xlsx", "结果.xlsx", "-o", "对比.xlsx"],
            &["template", "--from", "评分.xlsx", "-o", "新.xlsx"],
            &["score", "评分.xlsx", "-o", "表.xlsx", "--forms", "复核"],
        ] {
            let (code, said) = run(arguments);
            assert_eq!((code, said.contains("程序出错")), (0, false), "{name:?} {arguments:?}: {said}");
        }
        assert!(run(&["check", "评分.xlsx"]).1.contains("F31"), "{name:?}");
        assert!(support::read(&folder.path().join("结果.xlsx")).sheets.iter().any(|grid| grid.name == sheets::DATA));
    }
}

#[test]
fn each_sheet_may_be_named_with_spaces() {
    let mut book = good();
    book.sheets.iter_mut().for_each(|sheet| sheet.name += " ");
    let evaluation = support::scored(&book.sheets);
    assert_eq!(found(&evaluation.findings, "F31").len(), book.sheets.len());
    assert_eq!(found(&evaluation.findings, "F01"), [""; 0]);
    jixiao::write_result(&evaluation).unwrap();
}

#[test]
fn two_sheets_of_one_name_are_both_named_and_nothing_is_chosen() {
    for (sheet, name) in [
        (sheets::DATA, "部门数据\u{3000}"),
        (sheets::DATA, "部 门数据"),
        (sheets::SYSTEM, "评分表 "),
        (sheets::SELF, "自评得分\u{200B}"),
        (sheets::PARAMETERS, " 参数"),
        (sheets::OWN, "个性化 指标"),
        (sheets::TIES, "审核公式 "),
    ] {
        for first in [true, false] {
            let mut book = good().setting("缺少数据", "随便");
            let mut twin = book.sheet(sheet).clone();
            twin.name = name.into();
            book.sheets.insert(if first { 0 } else { book.sheets.len() }, twin);
            let faults = book.faults();
            let twins = found(&faults, "F30");
            assert!(twins.len() == 1 && twins[0].contains(&format!("“{name}”")), "{twins:?}");
            assert!(twins[0].contains(&format!("“{sheet}”")), "{twins:?}");
            assert!(!found(&faults, "F12").is_empty(), "all faults at once");
        }
    }
    let mut book = good();
    let mut twin = book.sheet(sheets::SYSTEM).clone();
    twin.name = "评分表 ".into();
    book.sheets.push(twin);
    let folder = support::folder();
    book.save(folder.path());
    for arguments in [
        &["rules", "评分.xlsx"][..],
        &["template", "--rules", "评分.xlsx", "-o", "新.xlsx"],
        &["template", "--from", "评分.xlsx", "-o", "新.xlsx"],
        &["template", "--departments", "评分.xlsx", "-o", "新.xlsx"],
        &["collect", ".", "--rules", "评分.xlsx", "-o", "新.xlsx"],
    ] {
        let (code, said) = support::said(folder.path(), arguments);
        assert!(code == 2 && said.contains("同一个名称"), "{arguments:?}: {said}");
        assert!(!folder.path().join("新.xlsx").exists());
    }
}

#[test]
fn a_copy_of_a_sheet_is_mentioned_with_what_differs() {
    for (name, edit, words) in [
        ("部门数据 (2)", "", "内容相同"),
        ("最终", "21", "有1格不同，第一处是D6：这里“21”，“部门数据”是“18”"),
        ("Sheet1", "21", "有1格不同"),
        ("部门数据（定稿）", "21", "有1格不同"),
    ] {
        let mut book = good();
        let mut copy = book.sheet(sheets::DATA).clone();
        copy.name = name.into();
        book.sheets.push(copy);
        if !edit.is_empty() {
            book.put(name, (5, 3), edit);
        }
        let evaluation = jixiao::evaluate("评分.xlsx", &to_bytes(&book.sheets).unwrap()).unwrap();
        let told = found(&evaluation.findings, "F01");
        assert!(told.len() == 1 && told[0].contains("像是“部门数据”的副本") && told[0].contains(words), "{told:?}");
        assert_eq!(names(&evaluation), ["甲局", "乙局"]);
    }
    let mut book = good();
    book.sheets.push(jixiao::workbook::sheet::Sheet::new("通讯录"));
    book.put("通讯录", (0, 0), "姓名");
    assert!(!found(&support::scored(&book.sheets).findings, "F01")[0].contains("副本"));
}
