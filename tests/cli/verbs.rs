//! The program itself, as a user runs it.

use crate::support;
use crate::support::book::Book;
use crate::support::run;
use serde_json::Value;
use std::path::Path;

fn json(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&run(folder, arguments).1).unwrap()
}

#[test]
fn a_bare_file_is_scored_beside_itself() {
    let folder = support::folder();
    Book::good(&["甲局", "乙局"]).save(folder.path());
    let (code, out, err) = run(folder.path(), &["评分.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("评分完成：2个部门，已定分2个，待核0个。"), "{out}");
    assert!(out.contains("等次：优秀2个，良好0个，合格0个，不合格0个；平均分100.00分。"), "{out}");
    assert!(out.contains("结果：评分-评分结果.xlsx"), "{out}");
    assert!(folder.path().join("评分-评分结果.xlsx").exists());
}

#[test]
fn a_finding_that_must_be_settled_gives_exit_code_1_and_is_shown_first() {
    let folder = support::folder();
    Book::good(&["甲局", "甲局"]).save(folder.path());
    let (code, out, _) = run(folder.path(), &["评分", "评分.xlsx", "-o", "结果.xlsx"]);
    assert_eq!(code, 1);
    assert!(out.contains("D07 部门重复（甲局）"), "{out}");
    assert!(folder.path().join("结果.xlsx").exists());
}

#[test]
fn faults_of_structure_stop_the_run_and_leave_an_earlier_result_alone() {
    let folder = support::folder();
    let mut book = Book::good(&["甲局"]).setting("缺少数据", "随便");
    book.sheets.retain(|sheet| sheet.name != "部门数据");
    book.save(folder.path());
    std::fs::write(folder.path().join("评分-评分结果.xlsx"), "以前的结果").unwrap();
    let (code, out, err) = run(folder.path(), &["评分.xlsx"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("F11 缺少工作表") && err.contains("参数!B9 F12"), "{err}");
    assert_eq!(std::fs::read_to_string(folder.path().join("评分-评分结果.xlsx")).unwrap(), "以前的结果");
}

#[test]
fn the_input_is_never_overwritten_nor_changed() {
    let folder = support::folder();
    let path = Book::good(&["甲局"]).save(folder.path());
    let before = std::fs::read(&path).unwrap();
    let (code, _, err) = run(folder.path(), &["score", "评分.xlsx", "-o", "./评分.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("原文件不改动"), "{err}");
    run(folder.path(), &["评分.xlsx"]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = support::folder();
    Book::good(&["甲局", "乙局"]).data(1, "满意度", "80").save(folder.path());
    for output in ["一.xlsx", "二.xlsx"] {
        run(folder.path(), &["score", "评分.xlsx", "-o", output]);
    }
    let bytes = |name| std::fs::read(folder.path().join(name)).unwrap();
    assert!(bytes("一.xlsx") == bytes("二.xlsx"));
}

#[test]
fn a_result_can_be_scored_again_and_gives_the_same_marks() {
    let folder = support::folder();
    Book::good(&["甲局", "乙局"]).data(1, "满意度", "80").data(0, "实有人数", "23").save(folder.path());
    let first = json(folder.path(), &["score", "评分.xlsx", "--json"]);
    let second = json(folder.path(), &["score", "评分-评分结果.xlsx", "--json"]);
    assert_eq!(first["departments"], second["departments"]);
}

#[test]
fn a_file_that_is_not_there_or_no_workbook_is_named_in_chinese() {
    let folder = support::folder();
    let (code, _, err) = run(folder.path(), &["没有.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("没有.xlsx"), "{err}");
    std::fs::write(folder.path().join("空.xlsx"), "").unwrap();
    let (code, _, err) = run(folder.path(), &["空.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("未能运行："), "{err}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn check_lists_findings_and_writes_nothing() {
    let folder = support::folder();
    Book::good(&["甲局"]).data(0, "公共财政拨款", "499").save(folder.path());
    let (code, out, _) = run(folder.path(), &["检查", "评分.xlsx"]);
    assert_eq!(code, 0, "the department has to put it right");
    assert!(
        out.contains("J01 勾稽关系不符（必须）（甲局）：“收入合计”填报600万元，按公式应为599万元，相差1万元"),
        "{out}"
    );
    let findings = json(folder.path(), &["check", "评分.xlsx", "--json"]);
    assert!(findings.as_array().unwrap().iter().any(|finding| finding["code"] == "J01"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn rules_tells_how_each_text_is_understood() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    let (code, out, _) = run(folder.path(), &["规则", "评分.xlsx"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("程序的理解：不超过100%的，计5分；超过100%的，每超过一个百分点扣0.5分，扣完为止，最低0分。"),
        "{out}"
    );
    let rules = json(folder.path(), &["rules", "评分.xlsx", "--json"]);
    assert_eq!(rules.as_array().unwrap().len(), 25);
}

#[test]
fn one_sentence_can_be_tried_without_a_workbook() {
    let folder = support::folder();
    let text = "每低于100%一个百分点扣0.1分，扣完为止。";
    let tried = json(folder.path(), &["rules", "--text", text, "--points", "3", "--try", "100;98.5;不适用", "--json"]);
    assert_eq!(tried["kind"], "per_step");
    assert_eq!(tried["tries"][1]["marks"], "2.9");
    let proportional =
        ["rules", "--text", text, "--points", "3", "--try", "98.5", "--set", "不足一个百分点=按比例扣", "--json"];
    assert_eq!(json(folder.path(), &proportional)["tries"][0]["marks"], "2.85");
    let (_, out, _) =
        run(folder.path(), &["rules", "--text", "控制率100%，计5分；每超过一个百分点扣0.5分。", "--points", "5"]);
    assert!(out.contains("^^^^"), "{out}");
    let (code, _, err) = run(folder.path(), &["rules", "--text", text, "--points", "3", "--set", "不足=不扣"]);
    assert_eq!(code, 2);
    assert!(err.contains("没有口径“不足”"), "{err}");
}

#[test]
fn explain_shows_the_whole_calculation_and_names_near_departments() {
    let folder = support::folder();
    Book::good(&["市甲局"]).save(folder.path());
    let (code, out, _) = run(folder.path(), &["解释", "评分.xlsx", "市甲局", "财政供养人员控制率"]);
    assert_eq!(code, 0);
    assert!(out.contains("计算过程：实有人数18〔D6〕÷人员编制20〔E6〕×100%"), "{out}");
    assert!(out.contains("90.00%"), "{out}");
    let (code, _, err) = run(folder.path(), &["explain", "评分.xlsx", "甲"]);
    assert_eq!(code, 2);
    assert!(err.contains("没有部门“甲”；是不是：市甲局"), "{err}");
}

#[test]
fn what_is_to_be_filled_in_never_replaces_a_file() {
    let folder = support::folder();
    std::fs::create_dir(folder.path().join("报表")).unwrap();
    std::fs::write(folder.path().join("已填.xlsx"), "填好的内容").unwrap();
    for arguments in [&["template"][..], &["template", "--form"], &["collect", "报表"]] {
        let (code, out, err) = run(folder.path(), &[arguments, &["-o", "已填.xlsx"]].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains("“已填.xlsx”已经存在") && err.contains("不覆盖"), "{err}");
        assert_eq!(std::fs::read_to_string(folder.path().join("已填.xlsx")).unwrap(), "填好的内容");
    }
}

#[test]
fn a_template_takes_the_table_of_a_workbook_and_a_list_of_names() {
    let folder = support::folder();
    Book::good(&["甲局"]).system_cell("固定资产利用率", 2, "资产利用率").save(folder.path());
    // 部门名称,类别 / 市水利局,政府部门, as Excel saves csv
    let list =
        encoding_rs::GB18030.encode("部门名称,类别\r\n市水利局,政府部门\r\n市水利局,政府部门\r\n").0.into_owned();
    std::fs::write(folder.path().join("名单.csv"), list).unwrap();
    let made = run(folder.path(), &["模板", "-o", "新.xlsx", "--rules", "评分.xlsx", "--departments", "名单.csv"]);
    assert_eq!(made.0, 0, "{}", made.2);
    let result = json(folder.path(), &["score", "新.xlsx", "--json"]);
    assert_eq!(result["departments"].as_array().unwrap().len(), 1);
    assert_eq!(result["departments"][0]["name"], "市水利局");
    let scores = result["departments"][0]["scores"].as_array().unwrap();
    assert!(scores.iter().any(|score| score["indicator"] == "过程/资产管理/资产利用率" && score["state"] == "待核"));
}

#[test]
fn two_tables_are_compared_and_the_same_data_scored_under_both() {
    let folder = support::folder();
    let text = "以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣1分，扣完为止。";
    Book::good(&["甲局"]).system_cell("财政供养人员控制率", 3, text).save(folder.path());
    std::fs::rename(folder.path().join("评分.xlsx"), folder.path().join("今年.xlsx")).unwrap();
    Book::good(&["甲局", "乙局"]).data(1, "实有人数", "20.6").save(folder.path());
    let (code, out, err) = run(folder.path(), &["rules", "评分.xlsx", "--against", "今年.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("评分表有1处变化："), "{out}");
    assert!(out.contains("【投入/预算配置/财政供养人员控制率】评分标准"), "{out}");
    assert!(out.contains("乙局：98.5分（第2名）→97分（第2名），减少1.5分"), "{out}");
    assert!(out.contains("甲局：100分（第1名）→100分（第1名），不变"), "{out}");
}

#[test]
fn the_reading_of_every_text_can_be_written_as_a_sheet_even_where_one_is_refused() {
    let folder = support::folder();
    Book::good(&["甲局"])
        .system_cell("财政供养人员控制率", 3, "控制率100%，计5分；每超过一个百分点扣1分。")
        .save(folder.path());
    let (code, out, _) = run(folder.path(), &["rules", "评分.xlsx"]);
    assert_eq!(code, 1);
    assert!(out.contains("共25项，其中1项不能采用，请按建议改写。"), "{out}");
    let (code, _, _) = run(folder.path(), &["rules", "评分.xlsx", "-o", "读法.xlsx"]);
    assert_eq!(code, 1);
    let sheet = support::dump(&folder.path().join("读法.xlsx"));
    assert!(sheet.contains("不能采用") && sheet.contains("每低于一个百分点扣0.1分"), "{sheet}");
}
