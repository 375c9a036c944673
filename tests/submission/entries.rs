//! What a cell of 部门数据 says, or why it says nothing: named with its cell, the other departments are scored.

use super::musts;
use crate::support::book::{Book, found, marks, one};

#[test]
fn blank_is_never_nought_and_none_is_not_blank() {
    let book = Book::good(&["甲局", "乙局", "丙局", "丁局"]);
    let evaluation = book.data(0, "满意度", "").data(1, "满意度", "无").data(2, "满意度", "'　").evaluate();
    assert_eq!([0, 1, 2, 3].map(|at| marks(&evaluation, at, "社会公众或服务对象满意度")), ["待核", "5", "待核", "5"]);
    assert_eq!(found(&evaluation.findings, "D03").len(), 2);
    assert_eq!(found(&evaluation.findings, "D21").len(), 1);
}

#[test]
fn marks_above_the_full_marks_or_below_nought_are_pending_with_their_cell() {
    let label = "《政府工作报告》目标任务完成情况/评定得分";
    let book = Book::good(&["甲局", "乙局", "丙局"]).data(0, label, "6").data(1, label, "-1").data(2, label, "5");
    let evaluation = book.evaluate();
    let level3 = "《政府工作报告》目标任务完成情况";
    assert_eq!([0, 1, 2].map(|at| marks(&evaluation, at, level3)), ["待核", "待核", "5"]);
    assert_eq!(found(&evaluation.findings, "D09").len(), 2);
}

#[test]
fn counts_below_nought_or_in_parts_and_negative_amounts_are_pending() {
    let book = Book::good(&["甲局", "乙局", "丙局", "丁局"]);
    let case = "资产管理安全性/①";
    let evaluation =
        book.data(0, case, "-1").data(1, case, "1.5").data(2, "实有人数", "(18)").data(3, case, "2").evaluate();
    assert_eq!([0, 1, 3].map(|at| marks(&evaluation, at, "资产管理安全性")), ["待核", "待核", "2"]);
    assert_eq!(marks(&evaluation, 2, "财政供养人员控制率"), "待核");
    assert_eq!(found(&evaluation.findings, "D15").len(), 3);
}

#[test]
fn yuan_in_a_column_of_wanyuan_is_told_with_both_readings_and_never_converted() {
    let evaluation = Book::good(&["甲局", "乙局"]).data(0, "三公经费合计", "60000元").evaluate();
    assert_eq!(marks(&evaluation, 0, "“三公经费”控制率"), "待核");
    let finding = evaluation.findings.iter().find(|finding| finding.code.info().id == "D06").unwrap();
    assert!(
        finding.message.advice.contains("请填 6（万元）") && finding.message.advice.contains("60000 万元"),
        "{}",
        finding.message.advice
    );
    assert_eq!(marks(&evaluation, 1, "“三公经费”控制率"), "6");
}

#[test]
fn a_figure_ten_thousand_times_last_years_or_its_own_sum_is_named() {
    let book = Book::good(&["甲局", "乙局"]).data(0, "上年三公经费", "80000").data(1, "支出合计", "6000000");
    let slips = found(&book.evaluate().findings, "J03");
    assert!(
        slips.iter().any(|slip| slip.contains("“上年三公经费”80000.00是“三公经费合计”6.00的约一万倍")),
        "{slips:?}"
    );
    assert!(slips.iter().any(|slip| slip.contains("如属实应为600万元")), "{slips:?}");
}

#[test]
fn what_was_normalised_is_listed_with_the_original_beside_the_figure_used() {
    let book = Book::good(&["甲局"]).data(0, "收入合计", "'６００．０").data(0, "三公经费合计", "'6 万元");
    let evaluation = book.evaluate();
    let listed = found(&evaluation.findings, "D01");
    assert!(listed.iter().any(|line| line.contains("原文“６００．０”，采用“600”")), "{listed:?}");
    assert!(listed.iter().any(|line| line.contains("原文“6 万元”，采用“6”")), "{listed:?}");
    assert_eq!(musts(&evaluation), [""; 0]);
}

#[test]
fn a_fault_in_one_cell_leaves_the_other_departments_scored() {
    let evaluation = Book::good(&["甲局", "乙局"]).data(0, "收入合计", "'1,23").data(0, "人员编制", "约20").evaluate();
    assert_eq!(marks(&evaluation, 0, "财政供养人员控制率"), "待核");
    assert_eq!(evaluation.cards[1].total().unwrap().to_string(), "100");
    assert_eq!(found(&evaluation.findings, "D02").len(), 2);
}

#[test]
fn formulas_are_told_because_the_copy_keeps_their_results_only() {
    let mut book = one();
    let col = book.column("收入合计");
    book.sheet("部门数据").get_mut(5, col).unwrap().set_formula(Some("500+100".into()));
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "F04").len(), 1);
}

#[test]
fn figures_are_read_in_the_writings_of_offices_and_what_was_changed_is_said() {
    let book = one()
        .data(0, "收入合计", "'６００．００")
        .data(0, "公共财政拨款", "'500万元")
        .data(0, "上年结转", "'　100 ")
        .data(0, "满意度", "'96．5％")
        .data(0, "当年结余", "'（100）");
    let evaluation = book.evaluate();
    assert!(!evaluation.cards[0].pending(), "{:#?}", evaluation.findings);
    assert_eq!(evaluation.cards[0].total().unwrap().to_string(), "100");
    assert_eq!(found(&evaluation.findings, "D01").len(), 5, "{:#?}", evaluation.findings);
}
