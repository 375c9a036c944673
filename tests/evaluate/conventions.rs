//! Each 口径 on one edit of a good workbook.

use super::{ADJUSTMENT, CHECKLIST, CONTROL, total};
use crate::support;
use crate::support::book::{Book, found, marks, one, score};

#[test]
fn a_part_of_a_percentage_point_costs_what_the_convention_says() {
    // 18.6 ÷ 18 = 103.333…%
    let book =
        |value| one().data(0, "三公经费合计", "18.6").data(0, "三公经费预算", "18").setting("不足一个百分点", value);
    for (value, expected) in [("不扣", "3"), ("按比例扣", "2.67"), ("按一个百分点扣", "2")] {
        assert_eq!(marks(&book(value).evaluate(), 0, CONTROL), expected, "{value}");
    }
}

#[test]
fn a_zero_base_is_pending_or_not_applicable() {
    let book = |value| one().data(0, "预算数", "0").setting("基数为零", value);
    let pending = book("待核").evaluate();
    assert_eq!(marks(&pending, 0, ADJUSTMENT), "待核");
    assert_eq!(found(&pending.findings, "D04").len(), 1);
    assert_eq!((pending.cards[0].low.to_string(), pending.cards[0].high.to_string()), ("97".into(), "100".into()));
    assert_eq!(pending.cards[0].standing.rank, None);
    let evaluation = book("不适用").evaluate();
    assert_eq!(marks(&evaluation, 0, ADJUSTMENT), "3");
    assert_eq!(score(&evaluation, 0, ADJUSTMENT).state.name(), "不适用");
}

#[test]
fn what_does_not_apply_counts_full_or_is_left_out_and_the_rest_scaled() {
    let book = |value| {
        let book = one().data(0, "公务卡支出", "无").data(0, "可刷卡支出", "无").data(0, "实有人数", "21");
        book.setting("不适用", value)
    };
    assert_eq!(total(&book("计满分")), "97.5");
    // (100 − 3 − 2.5) ÷ (100 − 3) × 100
    assert_eq!(total(&book("剔除后折算")), "97.42");
    assert_eq!(marks(&book("剔除后折算").evaluate(), 0, "公务卡刷卡率"), "不适用（剔除）");
}

#[test]
fn a_missing_figure_is_pending_taken_from_the_self_assessment_or_zero() {
    let book =
        |value| one().data(0, "三公经费预算", "").own_marks(0, CONTROL, "4", "超预算").setting("缺少数据", value);
    let pending = book("待核").evaluate();
    assert_eq!(marks(&pending, 0, CONTROL), "待核");
    assert_eq!(
        found(&pending.findings, "D03"),
        ["部门数据!P6 “三公经费预算”（部门数据!P6）为空，作待核，可能得0至6分"]
    );
    let adopted = book("采信自评").evaluate();
    assert_eq!(marks(&adopted, 0, CONTROL), "4");
    assert!(score(&adopted, 0, CONTROL).reason.contains("按部门自评计4分，扣2分。部门填写的扣分原因：超预算。"));
    let zero = book("计0分").evaluate();
    assert_eq!(marks(&zero, 0, CONTROL), "0");
}

#[test]
fn a_self_score_out_of_range_is_not_taken() {
    let book = one().data(0, "三公经费预算", "").own_marks(0, CONTROL, "7", "").setting("缺少数据", "采信自评");
    let evaluation = book.evaluate();
    assert_eq!(marks(&evaluation, 0, CONTROL), "待核");
    assert_eq!(found(&evaluation.findings, "S05").len(), 1);
}

#[test]
fn a_cut_is_an_adjustment_or_pending() {
    let book = |value| one().data(0, "预算调整数", "-90").setting("调整率取绝对值", value);
    assert_eq!(marks(&book("是").evaluate(), 0, ADJUSTMENT), "1");
    let pending = book("否").evaluate();
    assert_eq!(marks(&pending, 0, ADJUSTMENT), "待核");
    assert_eq!(found(&pending.findings, "D10").len(), 1);
}

#[test]
fn scores_are_rounded_to_the_places_set_and_then_summed() {
    let book = |value| {
        let book = one().data(0, "三公经费合计", "18.6").data(0, "三公经费预算", "18").data(0, "上年三公经费", "18.6");
        book.setting("不足一个百分点", "按比例扣").setting("得分小数位", value)
    };
    for (places, expected) in [("0", "3"), ("1", "2.7"), ("2", "2.67"), ("3", "2.667"), ("4", "2.6667")] {
        let evaluation = book(places).evaluate();
        assert_eq!(marks(&evaluation, 0, CONTROL), expected);
        let sum: jixiao::ground::quantity::Points = evaluation.cards[0].scores.iter().map(|score| score.low).sum();
        assert_eq!(evaluation.cards[0].low, sum);
    }
}

#[test]
fn ranks_and_grades_follow_their_settings() {
    let names = ["甲局", "乙局", "丙局", "丁局"];
    let book = || Book::good(&names).data(1, "满意度", "90").data(2, "满意度", "90").data(3, "满意度", "80");
    let ranks = |book: Book| book.evaluate().cards.iter().map(|card| card.standing.rank.unwrap()).collect::<Vec<_>>();
    assert_eq!(ranks(book()), [1, 2, 2, 4]);
    assert_eq!(ranks(book().setting("排名方式", "并列不跳号")), [1, 2, 2, 3]);
    let capped = book().setting("优秀比例上限", "'50%").evaluate();
    let grades: Vec<_> = capped.cards.iter().map(|card| card.standing.grade.as_str()).collect();
    assert_eq!(grades, ["优秀", "良好", "良好", "良好"]);
    let mut by_category = book().setting("排名范围", "按类别");
    by_category.put("部门数据", (support::book::FIRST_ROW + 3, 2), "事业单位");
    assert_eq!(ranks(by_category), [1, 2, 2, 1]);
}

#[test]
fn what_a_missing_figure_costs_is_told_to_the_half_point() {
    let book = || one().data(0, "三公经费预算", "");
    let zero = book().setting("缺少数据", "计0分").evaluate();
    assert!(score(&zero, 0, CONTROL).reason.ends_with("缺少部分计0分，扣6分。"), "{}", score(&zero, 0, CONTROL).reason);
    let part = one().data(0, &format!("{CHECKLIST}/①"), "否").data(0, &format!("{CHECKLIST}/②"), "");
    let part = part.setting("缺少数据", "计0分").evaluate();
    let lost = score(&part, 0, CHECKLIST).reason.to_string();
    assert!(lost.ends_with("缺少部分计0分，扣1.5分。"), "{lost}");
    let adopted = |own: &str, why: &str| {
        let evaluation = book().own_marks(0, CONTROL, own, why).setting("缺少数据", "采信自评").evaluate();
        let said = found(&evaluation.findings, "D03").join("");
        assert!(said.contains(&format!("按自评得分计{own}分")), "{said}");
        score(&evaluation, 0, CONTROL).reason.to_string()
    };
    let full = adopted("6", "");
    assert!(full.ends_with("按部门自评计6分。"), "{full}");
    let silent = adopted("5.5", "");
    assert!(silent.ends_with("按部门自评计5.5分，扣0.5分。部门没有填写扣分原因。"), "{silent}");
    let told = adopted("5.5", "超预算。");
    assert!(told.ends_with("扣0.5分。部门填写的扣分原因：超预算。"), "{told}");
}

#[test]
fn what_is_left_out_of_a_total_is_left_out_of_its_base() {
    let book = one().data(0, "公务卡支出", "无").data(0, "可刷卡支出", "无").data(0, "预算数", "0");
    let book = book.setting("基数为零", "不适用").setting("不适用", "剔除后折算").data(0, "实有人数", "21");
    let total = book.evaluate().cards[0].total().unwrap().to_string();
    // 100 less 公务卡刷卡率 3 and 预算调整率 3, of which 2.5 are lost
    assert_eq!(total, "97.34");
}
