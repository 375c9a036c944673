//! 个性化指标: what they roll up into, and what does not fit.

use crate::support::book::{Book, found, marks, one, only, score};

#[test]
fn own_indicators_roll_up_into_the_official_one() {
    let level3 = "其他工作实绩指标完成情况";
    let book = one()
        .own_indicator(0, ["甲局", level3, "招商引资额", "3", "90", "60", "按完成比例", "", ""])
        .own_indicator(1, ["甲局", level3, "信息报送", "1", "", "", "评定", "0.5", "漏报两期"]);
    let evaluation = book.evaluate();
    assert_eq!(marks(&evaluation, 0, level3), "2.5");
    let reason = &score(&evaluation, 0, level3).reason;
    assert!(reason.contains("“招商引资额”完成值60÷目标值90×3分＝2分，扣1分"), "{reason}");
    assert!(reason.contains("（漏报两期）"), "{reason}");
}

#[test]
fn own_indicators_that_do_not_add_up_are_pending() {
    let level3 = "其他工作实绩指标完成情况";
    let evaluation = one().own_indicator(0, ["甲局", level3, "招商引资额", "3", "", "", "评定", "3", ""]).evaluate();
    assert_eq!(marks(&evaluation, 0, level3), "待核");
    assert_eq!(found(&evaluation.findings, "D11").len(), 1);
}

#[test]
fn what_is_missing_in_an_own_indicator_is_told_at_its_row() {
    let level3 = "其他工作实绩指标完成情况";
    let blank = one().own_indicator(0, ["甲局", level3, "招商引资额", "4", "", "", "评定", "", ""]).evaluate();
    assert_eq!(only(&blank, "D24").place.to_string(), "个性化指标!A4");
    let nought = one().own_indicator(1, ["甲局", level3, "招商引资额", "4", "0", "3", "按完成比例", "", ""]).evaluate();
    assert_eq!(only(&nought, "D04").place.to_string(), "个性化指标!A5");
}

#[test]
fn an_indicator_scored_by_rule_cannot_be_replaced_by_own_indicators() {
    let book = one().data(0, "累计结余", "50").data(0, "收入合计", "650").data(0, "公共财政拨款", "550");
    let book =
        book.data(0, "当年结余", "-50").own_indicator(0, ["甲局", "资金结余", "盘活率", "3", "", "", "评定", "3", ""]);
    let evaluation = book.evaluate();
    assert_eq!(marks(&evaluation, 0, "资金结余"), "2");
    assert_eq!(only(&evaluation, "D12").place.to_string(), "个性化指标!B4");
}

#[test]
fn what_does_not_fit_in_an_own_indicator_is_named_by_its_column() {
    let level3 = "其他工作实绩指标完成情况";
    let book = one()
        .own_indicator(0, ["乙局", level3, "招商引资额", "4", "", "", "评定", "4", ""])
        .own_indicator(1, ["甲局", "安全生产", "事故起数", "4", "", "", "评定", "4", ""])
        .own_indicator(2, ["甲局", level3, "招商引资额", "4", "", "", "按进度", "4", ""]);
    let evaluation = book.evaluate();
    let unknown = evaluation.findings.iter().filter(|finding| finding.code.info().id == "D12");
    let advice: Vec<&str> = unknown.map(|finding| finding.message.advice.as_str()).collect();
    assert_eq!(advice, ["请核对部门名称的写法", "请核对三级指标的写法", "请核对计分方式的写法"]);
}

const LEVEL3: &str = "其他工作实绩指标完成情况";

/// Two own indicators of 2 marks each: 目标值, 完成值, 评定得分; with a 目标值 they are scored by it.
fn two(parts: [[&str; 3]; 2]) -> Book {
    (0..).zip(parts).fold(one(), |book, (row, [target, done, judged])| {
        let method = if target.is_empty() && done.is_empty() { "评定" } else { "按完成比例" };
        let name = ["甲", "乙"][row as usize];
        book.own_indicator(row, ["甲局", LEVEL3, name, "2", target, done, method, judged, ""])
    })
}

/// The lowest and the highest score, or the state of one that is certain.
fn range(book: &Book) -> String {
    let evaluation = book.evaluate();
    let score = score(&evaluation, 0, LEVEL3);
    match score.marks() {
        Some(marks) => format!("{}{marks}", score.state.name()),
        None => format!("{}{}～{}", score.state.name(), score.low, score.high),
    }
}

#[test]
fn what_is_known_of_own_indicators_stays_known_while_another_is_missing() {
    let book = || two([["", "", "2"], ["", "", ""]]);
    assert_eq!(range(&book()), "待核2～4");
    assert_eq!(range(&book().setting("缺少数据", "计0分")), "已评分2");
    let reason = &score(&book().setting("缺少数据", "计0分").evaluate(), 0, LEVEL3).reason.clone();
    assert!(reason.ends_with("按“缺少数据计0分”口径，缺少部分计0分，扣2分。"), "{reason}");
    let adopted = book().setting("缺少数据", "采信自评").own_marks(0, LEVEL3, "3", "");
    assert_eq!(range(&adopted), "采信自评3");
    // one of which a part is known, one that cannot be used
    for (parts, expected) in [
        ([["9", "3", ""], ["9", "", ""]], "待核0.67～2.67"),
        ([["9", "3", ""], ["", "", "2.5"]], "待核0.67～2.67"),
        ([["9", "3", ""], ["9", "待定", ""]], "待核0.67～2.67"),
        ([["9", "3", ""], ["无", "3", ""]], "待核0.67～2.67"),
        ([["9", "3", ""], ["9", "无", ""]], "待核0.67～2.67"),
        ([["9", "3", ""], ["", "", "无"]], "待核0.67～2.67"),
        ([["9", "3", ""], ["0", "3", ""]], "待核0.67～2.67"),
        ([["", "", ""], ["0", "3", ""]], "待核0～4"),
    ] {
        assert_eq!(range(&two(parts)), expected, "{parts:?}");
    }
    // 计0分 is for what is blank, not for what cannot be used
    assert_eq!(range(&two([["9", "3", ""], ["9", "待定", ""]]).setting("缺少数据", "计0分")), "待核0.67～2.67");
}

#[test]
fn every_fault_of_own_indicators_is_told() {
    let evaluation = two([["", "", "3"], ["0", "2", ""]]).evaluate();
    assert_eq!(only(&evaluation, "D09").place.to_string(), "个性化指标!A4");
    assert_eq!(only(&evaluation, "D04").place.to_string(), "个性化指标!A5");
    let evaluation = two([["", "", ""], ["9", "无", ""]]).evaluate();
    assert_eq!(only(&evaluation, "D24").place.to_string(), "个性化指标!A4");
    assert_eq!(only(&evaluation, "D23").place.to_string(), "个性化指标!A5");
}

#[test]
fn a_target_of_nought_leaves_only_its_own_part_out() {
    let parts = [["0", "5", ""], ["100", "50", ""]];
    let book = |not_applicable| two(parts).setting("基数为零", "不适用").setting("不适用", not_applicable);
    // 2 of full marks, and half of 2
    assert_eq!(range(&book("计满分")), "已评分3");
    // half of what applies is half of all
    assert_eq!(range(&book("剔除后折算")), "已评分2");
    let reason = score(&book("剔除后折算").evaluate(), 0, LEVEL3).reason.to_string();
    assert_eq!(
        reason,
        "个性化指标“乙”完成值50÷目标值100×2分＝1分，扣1分；“甲目标值”为0，该项不适用，按“剔除后折算”口径剔除2分，其余得分÷2×4分，合计扣2分。"
    );
    let both = two([["0", "5", ""], ["0", "50", ""]]).setting("基数为零", "不适用");
    assert_eq!(range(&both), "不适用4");
    let blank = two([["0", "5", ""], ["100", "", ""]]).setting("基数为零", "不适用");
    assert_eq!(range(&blank), "待核2～4");
}

#[test]
fn a_target_that_must_not_be_passed_is_not_scored_as_more_is_better() {
    for (target, done, expected) in [
        ("≤90", "80", "4"),
        ("≤90", "90", "4"),
        ("≤90", "120", "3.5"),
        ("不超过90", "180", "3"),
        ("90以内", "91", "3.98"),
        ("≤0", "0", "4"),
        ("≤0", "1", "2"),
        ("≥90", "45", "3"),
        ("90", "45", "3"),
        ("＝5", "5", "4"),
        ("＝5", "10", "3"),
        ("＝5", "4", "3.6"),
        ("80-100", "90", "4"),
        ("80～100", "40", "3"),
        ("80～100", "200", "3"),
    ] {
        assert_eq!(range(&two([["", "", "2"], [target, done, ""]])), format!("已评分{expected}"), "{target} {done}");
    }
    let reason = score(&two([["", "", "2"], ["≤90", "120", ""]]).evaluate(), 0, LEVEL3).reason.to_string();
    assert_eq!(reason, "个性化指标“乙”目标值≤90，完成值120超过目标，目标值90÷完成值120×2分＝1.5分，扣0.5分。");
    // words beside it say so too
    let cells = ["甲局", LEVEL3, "事故起数（越少越好）", "4", "3", "6", "按完成比例", "", ""];
    assert_eq!(range(&one().own_indicator(0, cells)), "已评分2");
    let cells = ["甲局", LEVEL3, "事故起数", "4", "3", "6", "按完成比例（越少越好）", "", ""];
    assert_eq!(range(&one().own_indicator(0, cells)), "已评分2");
}

#[test]
fn a_target_that_could_mean_two_things_is_told_and_not_used() {
    for target in [">90", "90%", "较多", "-5", "90～80", "≥90%"] {
        let evaluation = two([["", "", "2"], [target, "90", ""]]).evaluate();
        assert_eq!(evaluation.findings.iter().filter(|one| one.place.to_string() == "个性化指标!E5").count(), 1);
        assert_eq!(range(&two([["", "", "2"], [target, "90", ""]])), "待核2～4", "{target}");
    }
    let cells = ["甲局", LEVEL3, "事故起数（越少越好）", "4", "≥3", "6", "按完成比例", "", ""];
    assert_eq!(range(&one().own_indicator(0, cells)), "待核0～4");
}
