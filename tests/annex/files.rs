//! Result and annex as files: together or not at all.

use crate::support;
use crate::support::book::Book;
use crate::support::{run, said};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn json(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&run(folder, arguments).1).unwrap()
}

#[test]
fn a_run_writes_it_beside_the_result_and_names_it() {
    let folder = support::folder();
    let path = folder.path();
    Book::good(&["甲局"]).save(path);
    let (code, out, err) = run(path, &["评分.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("附件：评分-附件.xlsx\n") && !out.contains("未定稿"), "{out}");
    assert!(path.join("评分-附件.xlsx").exists());
    let said = json(path, &["score", "评分.xlsx", "-o", "结果.xlsx", "--json"]);
    assert_eq!((&said["annex"], &said["annex_draft"]), (&Value::from("结果-附件.xlsx"), &Value::Null));
    let said = json(path, &["score", "评分-评分结果.xlsx", "--json"]);
    assert_eq!(said["annex"], "评分-附件(2).xlsx");
}

#[test]
fn a_draft_is_called_one_and_the_message_says_why() {
    let folder = support::folder();
    Book::good(&["甲局", "甲局"]).save(folder.path());
    let (code, out, _) = run(folder.path(), &["评分.xlsx"]);
    assert!(code == 1 && out.contains("未定稿：局内必须处理的疑点还有") && out.contains("D07 部门重复"), "{out}");
    let said = json(folder.path(), &["score", "评分.xlsx", "--json"]);
    assert!(said["annex_draft"].as_str().unwrap().contains("D07"), "{said}");
}

#[test]
fn it_can_be_left_out_and_an_older_one_is_told() {
    let folder = support::folder();
    let path = folder.path();
    Book::good(&["甲局"]).save(path);
    let said = json(path, &["score", "评分.xlsx", "--no-annex", "--json"]);
    assert_eq!(said["annex"], Value::Null);
    assert!(!path.join("评分-附件.xlsx").exists());
    run(path, &["评分.xlsx"]);
    let before = fs::read(path.join("评分-附件.xlsx")).unwrap();
    let (_, out, _) = run(path, &["score", "评分.xlsx", "--no-annex"]);
    assert!(out.contains("评分-附件.xlsx”是以前的"), "{out}");
    assert!(fs::read(path.join("评分-附件.xlsx")).unwrap() == before);
}

#[test]
fn what_is_no_annex_is_not_replaced_and_the_result_stays_as_it_was() {
    let folder = support::folder();
    let path = folder.path();
    Book::good(&["甲局"]).save(path);
    run(path, &["评分.xlsx"]);
    let result = fs::read(path.join("评分-评分结果.xlsx")).unwrap();
    Book::good(&["甲局"]).data(0, "满意度", "90").save(path);
    let annex = path.join("评分-附件.xlsx");
    let whole = fs::read(&annex).unwrap();
    let kept = |why: &str, before: &[u8]| {
        let (code, said) = said(path, &["评分.xlsx"]);
        assert!(code == 2 && said.contains("评分-附件.xlsx"), "{why}: {said}");
        assert!(fs::read(path.join("评分-评分结果.xlsx")).unwrap() == result, "{why}");
        assert!(before.is_empty() || fs::read(&annex).unwrap() == before, "{why}");
    };
    fs::write(&annex, "我的文件").unwrap();
    kept("somebody's file", "我的文件".as_bytes());
    fs::copy(path.join("评分.xlsx"), &annex).unwrap();
    kept("another workbook", &fs::read(path.join("评分.xlsx")).unwrap());
    fs::remove_file(&annex).unwrap();
    fs::create_dir(&annex).unwrap();
    kept("a folder", b"");
    fs::remove_dir(&annex).unwrap();
    fs::write(&annex, &whole).unwrap();
    let mut mode = fs::metadata(&annex).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&annex, mode).unwrap();
    kept("read-only", &whole);
    fs::remove_file(&annex).unwrap();
    assert_eq!(run(path, &["评分.xlsx"]).0, 0);
    assert!(fs::read(path.join("评分-评分结果.xlsx")).unwrap() != result);
    let left = fs::read_dir(path).unwrap().count();
    assert_eq!(left, 3, "nothing is left behind");
}

#[test]
fn neither_is_there_where_the_second_cannot_be_put_in_its_place() {
    let folder = support::folder();
    let path = folder.path();
    let evaluation = Book::good(&["甲局"]).evaluate();
    let (output, annex) = (path.join("结果.xlsx"), path.join("没有的文件夹/附件.xlsx"));
    let write = |annex: &Path| {
        let sheets = jixiao::annex::parts(&evaluation);
        let annex = jixiao::cli::save::Annex { sheets, path: annex };
        jixiao::cli::save::save_with_annex(
            jixiao::result::parts(&evaluation, &jixiao::result::lives(&evaluation)),
            &output,
            annex,
        )
    };
    assert!(write(&annex).is_err() && !output.exists());
    fs::write(&output, "以前的").unwrap();
    assert!(write(&annex).is_err());
    assert_eq!(fs::read_to_string(&output).unwrap(), "以前的");
    assert_eq!(fs::read_dir(path).unwrap().count(), 1);
    write(&path.join("附件.xlsx")).unwrap();
    assert_eq!(fs::read_dir(path).unwrap().count(), 2);
}

#[test]
fn a_new_template_keeps_what_is_printed() {
    let folder = support::folder();
    let path = folder.path();
    Book::good(&["甲局"]).setting("编制单位", "某市财政局").setting("附件编号", "2、3、4、5").save(path);
    assert_eq!(said(path, &["template", "--from", "评分.xlsx", "-o", "新.xlsx"]).0, 0);
    let evaluation = jixiao::evaluate("新.xlsx", &fs::read(path.join("新.xlsx")).unwrap()).unwrap();
    let all: Vec<String> = super::annex(&evaluation).iter().map(super::texts).collect();
    assert!(all[0].starts_with("附件2\n") && all[0].contains("编制单位：某市财政局"), "{}", all[0]);
}

#[test]
fn among_the_forms_of_departments_it_is_passed_over() {
    let folder = support::folder();
    let path = folder.path();
    fs::create_dir(path.join("报表")).unwrap();
    let bytes = jixiao::write_annex(&Book::good(&["甲局"]).evaluate()).unwrap();
    fs::write(path.join("报表/年度-附件.xlsx"), bytes).unwrap();
    let (_, said) = said(path, &["collect", "报表", "--json"]);
    assert!(said.contains("是本程序写出的附件") && !said.contains("\"B01\""), "{said}");
}
