//! 勾稽关系 that do not hold, and slips of 元 and 万元.

use super::ADJUSTMENT;
use crate::support::book::{Book, found, marks, one, only};

#[test]
fn broken_ties_are_found_by_severity_and_a_slip_of_units_by_name() {
    let evaluation = one().data(0, "公共财政拨款", "499").data(0, "实有人数", "33").evaluate();
    assert_eq!(found(&evaluation.findings, "J01").len(), 1);
    assert_eq!(found(&evaluation.findings, "J02").len(), 1);
    let evaluation = one().data(0, "公共财政拨款", "5000000").evaluate();
    assert!(
        found(&evaluation.findings, "J03")[0]
            .contains("“公共财政拨款”填报5000000.00万元，似按元填报，如属实应为500万元")
    );
}

#[test]
fn a_slip_of_units_is_seen_between_the_amounts_of_a_formula() {
    for item in ["三公经费预算", "上年三公经费"] {
        let evaluation = one().data(0, item, "80000").evaluate();
        assert_eq!(only(&evaluation, "J03").message.found, format!("“{item}”80000.00是“三公经费合计”6.00的约一万倍"));
    }
}

#[test]
fn a_tiny_change_is_no_slip_of_units() {
    // 8 × 1.0001: a change of 0.01%, and an adjustment of 0.01%
    let book = one().data(0, "三公经费合计", "8.0008").data(0, "公务接待费", "3.0008").data(0, "上年三公经费", "8");
    let evaluation = book.data(0, "三公经费预算", "9").data(0, "预算调整数", "0.06").evaluate();
    assert_eq!(marks(&evaluation, 0, ADJUSTMENT), "2");
    assert!(found(&evaluation.findings, "J03").is_empty());
}

#[test]
fn a_figure_without_which_a_tie_would_hold_is_no_slip_of_yuan() {
    let book = Book::good(&["甲局"]).data(0, "基本支出", "100").data(0, "人员支出", "100").data(0, "公用支出", "25");
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "J03"), [""; 0], "0.0025 is within the tolerance of nought");
    let broken = found(&evaluation.findings, "J01");
    assert!(
        broken.iter().any(|line| line.contains("“基本支出”填报100万元，按公式应为125万元，相差25万元")),
        "{broken:?}"
    );
}
