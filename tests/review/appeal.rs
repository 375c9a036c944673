//! 申诉试算: what a corrected figure would change, without changing anything.

use crate::support;
use crate::support::book::Book;
use crate::support::run;
use serde_json::Value;
use std::path::Path;

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let (_, out, err) = run(folder, arguments);
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"))
}

/// 乙局 spent more on 三公经费 than planned.
fn book() -> Book {
    Book::good(&["甲局", "乙局", "丙局"]).data(1, "三公经费预算", "5.5").data(2, "满意度", "90")
}

fn try_it(corrections: &[&str]) -> (i32, String, String) {
    let folder = support::folder();
    book().save(folder.path());
    let sets = corrections.iter().flat_map(|correction| ["--set", correction]);
    let arguments: Vec<&str> = ["解释", "评分.xlsx", "乙局"].into_iter().chain(sets).collect();
    run(folder.path(), &arguments)
}

#[test]
fn a_corrected_figure_shows_score_reason_and_rank_before_and_after() {
    let (code, out, err) = try_it(&["三公经费预算=7.2"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for line in [
        "三公经费预算（万元）：5.5 → 7.2〔P7〕",
        "【过程/预算执行/“三公经费”控制率】\n  原：分值6分，得0分",
        "说明：“三公经费”控制率＝6.00÷5.50×100%＝109.09%",
        "  复核：分值6分，得6分",
        "总分：94.00分 → 100.00分（增加6分）",
        "等次：优秀 → 优秀（不变）",
        "名次：第3名 → 并列第1名（上升2名）",
        "其他部门：丙局第2名→第3名。",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    assert_eq!(out.matches('【').count(), 1, "only what changed: {out}");
}

#[test]
fn what_is_tried_is_what_the_corrected_workbook_would_give() {
    let corrections = [
        ("三公经费预算", "7.2", "7.2"),
        ("采购预算", "无", "无"),
        ("实有人数", "", ""),
        ("满意度", "93.5%", "93.5%"),
        ("资产管理安全性/③", "2", "2"),
        ("其他工作实绩指标完成情况/评定得分", "3.5", "3.5"),
        ("管理制度健全性/①", "否", "否"),
    ];
    for (label, typed, stands) in corrections {
        let folder = support::folder();
        book().save(folder.path());
        // 管理制度健全性 stands under two 二级指标
        let name = if label.starts_with("管理") { format!("预算管理/{label}") } else { label.to_string() };
        let set = format!("{name}={typed}");
        let tried = json(folder.path(), &["explain", "评分.xlsx", "乙局", "--set", &set, "--json"]);
        book().data(1, label, stands).save(folder.path());
        let scored = json(folder.path(), &["score", "评分.xlsx", "--json"]);
        for key in ["total", "low", "high", "grade", "rank"] {
            assert_eq!(tried["after"][key], scored["departments"][1][key], "{set} {key}");
        }
        assert_ne!(tried["indicators"], Value::Array(vec![]), "{set}");
        for changed in tried["indicators"].as_array().unwrap() {
            let scores = scored["departments"][1]["scores"].as_array().unwrap();
            let after = &changed["after"];
            let score = scores.iter().find(|score| score["indicator"] == after["indicator"]).unwrap();
            for key in ["marks", "low", "high", "state", "cell"] {
                assert_eq!(after[key], score[key], "{set} {key}");
            }
        }
    }
}

#[test]
fn nothing_is_changed_and_nothing_is_written() {
    let folder = support::folder();
    let path = book().save(folder.path());
    let before = std::fs::read(&path).unwrap();
    run(folder.path(), &["解释", "评分.xlsx", "乙局", "--set", "三公经费预算=7.2"]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let (code, _, err) =
        run(folder.path(), &["解释", "评分.xlsx", "乙局", "--set", "三公经费预算=7.2", "-o", "评分.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("原文件不改动"), "{err}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_name_that_is_not_there_is_told_the_nearest_and_a_setting_its_place() {
    let told = |set: &str| {
        let (code, out, err) = try_it(&[set]);
        assert_eq!((code, out.as_str()), (2, ""), "{set}");
        err
    };
    assert!(told("三公预算=3").contains("没有数据项“三公预算”；是不是：三公经费预算"));
    assert!(told("政府采购预算数=3").contains("是不是：") && told("政府采购预算数=3").contains("采购预算"));
    assert!(told("不足一个百分点=不扣").contains("是口径，不是部门数据"));
    assert!(told("评定得分=3").contains("不止一列，请写明是哪一列：推进全面小康建设指标任务完成情况/评定得分"));
    assert!(told("三公经费预算").contains("--set 后面写“数据项=值”"));
    assert!(told("③=1").contains("资金使用合规性/③"));
}

#[test]
fn values_that_cannot_be_read_are_refused_all_at_once() {
    let (code, out, err) = try_it(&["三公经费预算=72000元", "实有人数=十八个", "公务卡支出=-3"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("“三公经费预算=72000元”不能采用") && err.contains("请填 7.2（万元）"), "{err}");
    assert!(err.contains("“实有人数=十八个”不能采用"), "{err}");
    assert!(err.contains("“公务卡支出=-3”不能采用"), "{err}");
    let (code, _, err) = try_it(&["三公经费预算=7", "三公经费预算=8"]);
    assert_eq!(code, 2);
    assert!(err.contains("“三公经费预算”写了两次"), "{err}");
}

#[test]
fn an_indicator_tells_which_column_is_meant_and_is_shown_even_where_it_does_not_change() {
    let folder = support::folder();
    book().save(folder.path());
    let arguments = ["解释", "评分.xlsx", "乙局", "其他工作实绩指标完成情况", "--set", "评定得分=4"];
    let (code, out, err) = run(folder.path(), &arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("其他工作实绩指标完成情况/评定得分（分）：4 → 4"), "{out}");
    assert!(out.contains("【产出/职责履行/其他工作实绩指标完成情况】"), "{out}");
    assert!(out.contains("总分：94.00分 → 94.00分（不变）"), "{out}");
}

#[test]
fn a_tie_that_the_corrected_figure_breaks_is_told() {
    let (code, out, _) = try_it(&["三公经费合计=5.4"]);
    assert_eq!(code, 0);
    assert!(out.contains("更正后新出现的疑点：[二 请部门补正·部门]") && out.contains("勾稽关系不符"), "{out}");
}

#[test]
fn a_department_in_two_rows_cannot_appeal() {
    let folder = support::folder();
    Book::good(&["甲局", "甲局"]).save(folder.path());
    let (code, _, err) = run(folder.path(), &["解释", "评分.xlsx", "甲局", "--set", "三公经费预算=7"]);
    assert_eq!(code, 2);
    assert!(err.contains("有第6行、第7行，不能确定更正哪一行"), "{err}");
}

#[test]
fn the_answer_is_written_as_one_page_to_be_signed() {
    let folder = support::folder();
    book().save(folder.path());
    let arguments =
        ["解释", "评分.xlsx", "乙局", "--set", "三公经费预算=7.2", "--set", "三公经费合计=5.4", "-o", "意见.xlsx"];
    let (code, out, err) = run(folder.path(), &arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("复核意见已存为：意见.xlsx"), "{out}");
    let page = support::dump(&folder.path().join("意见.xlsx"));
    assert!(page.contains("A4 portrait,"), "{page}");
    for words in ["受理日期", "申诉理由", "证明材料", "复核单位⏎（盖章）"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("部门数据!") && !page.contains("甲局"), "no cells, and nobody else's rank: {page}");
    support::snapshot("appeal-复核意见", &page);
}

#[test]
fn a_page_without_a_correction_is_refused() {
    let folder = support::folder();
    book().save(folder.path());
    let (code, _, err) = run(folder.path(), &["解释", "评分.xlsx", "乙局", "-o", "意见.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("缺少参数：--set"), "{err}");
}
