//! 个性化指标: what they roll up into, and what does not fit.

use crate::support::book::{found, marks, one, only, score};

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
