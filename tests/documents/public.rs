//! `score --public`: what the annex and the documents leave out, and what is not written at all.

use crate::support;
use crate::support::book::Book;
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Read};

const REMARK: &str = "李四经办的凭证不全";

/// A workbook with persons, a note and a 自评 with a reason.
fn book(remark: &str) -> Book {
    Book::good(&["甲局", "乙局"])
        .setting("联系人", "张三 0730-8880000")
        .setting("制表", "王五")
        .setting("审核", "赵六")
        .data(0, "支付进度/例数", "2")
        .data(0, "支付进度/情况说明", remark)
        .data(1, "三公经费合计", "")
}

fn texts(path: &std::path::Path) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut all = String::new();
    for name in names {
        archive.by_name(&name).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}

#[test]
fn names_of_persons_notes_and_findings_are_left_out_and_listed() {
    let folder = support::folder();
    book(REMARK).save(folder.path());
    let run = |public: &[&str]| {
        let mut arguments = vec!["score", "评分.xlsx", "--word", "公文", "--json"];
        arguments.extend(public);
        let (code, said) = support::said(folder.path(), &arguments);
        assert!(code < 2, "{said}");
        serde_json::from_str::<Value>(&said).unwrap()
    };
    let all = |json: &Value| {
        let mut paths: Vec<&str> = json["word"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
        paths.push(json["annex"].as_str().unwrap());
        paths.into_iter().map(|path| texts(&folder.path().join(path))).collect::<String>()
    };
    let before = run(&[]);
    let said = all(&before);
    for word in ["张三", "王五", "赵六", REMARK] {
        assert!(said.contains(word), "{word}: else this shows nothing");
    }
    assert!(before["left_out_for_public"].is_null());
    fs::remove_dir_all(folder.path().join("公文")).unwrap();
    let json = run(&["--public"]);
    let said = all(&json);
    for word in ["张三", "8880000", "王五", "赵六", "李四"] {
        assert!(!said.contains(word), "{word}");
    }
    assert!(said.contains("甲局") && said.contains("乙局"));
    let left_out = json["left_out_for_public"].to_string();
    for word in ["联系人（姓名、电话）", "制表人", "审核人", "情况说明和部门填写的扣分原因1处", "疑点", "补正通知1份"]
    {
        assert!(left_out.contains(word), "{word}: {left_out}");
    }
    assert!(!folder.path().join("公文/乙局-补正通知.docx").exists());
    // the marks are the same, and the result keeps what is left out of the rest
    assert_eq!(before["departments"], json["departments"]);
    let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文", "--public"]);
    assert!(code < 2 && said.contains("供公开的附件和公文略去：联系人"), "{said}");
}

#[test]
fn a_telephone_or_an_identity_number_anywhere_stops_what_is_to_be_published() {
    for number in [
        "6222020200112233445",
        "13800138000",
        "138 0013 8000",
        "1380013-8000",
        "１３８００１３８０００",
        "430602 19900101 123X",
    ] {
        let folder = support::folder();
        let mut book = book(REMARK);
        book.put("公文用语", (4, 2), &format!("各部门（单位）（李四，{number}）："));
        book.save(folder.path());
        let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文", "--public"]);
        assert_eq!(code, 2, "{number}: {said}");
        assert!(said.contains("通报.docx") && said.contains(number) && said.contains("没有写出任何文件"), "{said}");
        assert!(!folder.path().join("公文").exists() && !folder.path().join("评分-评分结果.xlsx").exists());
    }
}

#[test]
fn a_person_that_the_workbook_names_stops_what_is_to_be_published_and_a_department_does_not() {
    let folder = support::folder();
    let mut named = book(REMARK);
    named.put("公文用语", (4, 2), "各部门（单位）（张三负责）：");
    named.save(folder.path());
    let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文", "--public"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("通报.docx") && said.contains("张三”（人名，见参数）"), "{said}");
    assert!(!folder.path().join("公文").exists());
    // a name that is a part of a department's is published with it
    Book::good(&["王五大桥管理处", "乙局"]).setting("制表", "王五").save(folder.path());
    let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文", "--public"]);
    assert!(code < 2, "{said}");
    assert!(said.contains("写明的1个") && said.contains("公开前请通读"), "{said}");
}

#[test]
fn persons_on_any_sheet_of_the_workbook_are_looked_for() {
    let folder = support::folder();
    let mut named = Book::good(&["甲局", "乙局"]);
    named.put("公文用语", (4, 2), "各部门（单位）（欧阳修远）：");
    named.sheets.push(jixiao::workbook::Sheet::new("联络表"));
    named.put("联络表", (0, 0), "单位");
    named.put("联络表", (0, 1), "单位负责人");
    named.put("联络表", (1, 0), "甲局");
    named.put("联络表", (1, 1), "李四");
    named.put("联络表", (2, 1), "欧阳修远");
    named.save(folder.path());
    let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文", "--public"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("欧阳修远”（人名，见联络表“单位负责人”）"), "{said}");
}
