//! A department scored, on one edit of a good workbook: marks, reasons, states.

use super::CONTROL;
use crate::support::book::{Book, found, marks, one, score};
use rust_decimal::Decimal;

#[test]
fn a_department_in_order_has_100_marks_and_no_finding_but_the_hint_of_the_table() {
    let evaluation = one().evaluate();
    assert_eq!(evaluation.cards[0].total().unwrap().to_string(), "100");
    assert_eq!(evaluation.cards[0].standing.grade, "优秀");
    let others: Vec<_> = evaluation.findings.iter().filter(|finding| finding.code.info().id != "R12").collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn the_reason_is_written_as_an_official_would() {
    let book = one().data(0, "三公经费合计", "6.37").data(0, "公务接待费", "0.69").data(0, "公务用车运维费", "5.68");
    let evaluation = book.data(0, "三公经费预算", "5.5").evaluate();
    assert_eq!(
        &*score(&evaluation, 0, CONTROL).reason,
        "“三公经费”控制率＝6.37÷5.50×100%＝115.82%，超过100%的标准15.82个百分点，按每超过一个百分点扣1分（不足一个百分点不扣）应扣15分，扣完为止，扣6分。"
    );
    assert_eq!(&*score(&evaluation, 0, CONTROL).process, "三公经费合计6.37〔F6〕÷三公经费预算5.50〔P6〕×100%");
}

#[test]
fn the_three_effects_may_be_split_in_any_way_that_sums_to_15() {
    let split = |parts: [&str; 3], marks: [&str; 3]| {
        let names = ["经济效益", "社会效益", "生态效益"];
        (0..3).fold(one(), |book, at| {
            let (share, judged) = (format!("{}/本部门分值", names[at]), format!("{}/评定得分", names[at]));
            book.data(0, &share, parts[at]).data(0, &judged, marks[at])
        })
    };
    let evaluation = split(["10", "5", ""], ["9", "5", ""]).evaluate();
    assert_eq!(evaluation.cards[0].total().unwrap().to_string(), "99");
    let wrong = split(["10", "6", ""], ["9", "5", ""]).evaluate();
    assert_eq!(found(&wrong.findings, "D13").len(), 1);
    assert_eq!((wrong.cards[0].low.to_string(), wrong.cards[0].high.to_string()), ("85".into(), "100".into()));
    let unsplit = split(["", "", ""], ["6", "4", "3"]).evaluate();
    assert_eq!(unsplit.cards[0].total().unwrap().to_string(), "98");
    assert_eq!(unsplit.cards[0].deductions[0].lost().to_string(), "2");
    assert_eq!(&*score(&unsplit, 0, "经济效益").reason, "评定得分6分。");
    let too_many = split(["", "", ""], ["6", "6", "6"]).evaluate();
    assert_eq!(found(&too_many.findings, "D13").len(), 1);
}

#[test]
fn some_items_none_and_some_figures_is_doubtful() {
    let evaluation = one().data(0, "实际采购金额", "无").evaluate();
    assert_eq!(marks(&evaluation, 0, "政府采购执行率"), "待核");
    assert_eq!(found(&evaluation.findings, "D23").len(), 1);
}

#[test]
fn a_dash_for_the_marks_of_a_judged_indicator_is_no_gift_of_full_marks() {
    let level3 = "省市重点民生实事完成情况";
    let evaluation = one().data(0, &format!("{level3}/评定得分"), "—").evaluate();
    assert_eq!(marks(&evaluation, 0, level3), "待核");
    assert_eq!(found(&evaluation.findings, "D23").len(), 1);
}

#[test]
fn a_checklist_with_a_blank_item_lies_between_its_worst_and_best() {
    let evaluation =
        one().data(0, "预决算信息公开性和完善性/①", "否").data(0, "预决算信息公开性和完善性/②", "").evaluate();
    let score = score(&evaluation, 0, "预决算信息公开性和完善性");
    assert_eq!((score.low.to_string(), score.high.to_string()), ("1.5".into(), "2".into()));
}

#[test]
fn the_order_of_departments_does_not_matter() {
    let edit = |book: Book, at: u32| book.data(at, "满意度", "80").data(at, "实有人数", "22");
    let first = edit(Book::good(&["甲局", "乙局"]), 0).evaluate();
    let second = edit(Book::good(&["乙局", "甲局"]), 1).evaluate();
    assert_eq!(first.cards[0].low, second.cards[1].low);
    assert_eq!(first.cards[0].standing, second.cards[1].standing);
    assert_eq!(first.cards[1].standing, second.cards[0].standing);
}

const BALANCE: &str = "资金结余";

/// The lowest and the highest score of an indicator.
fn ends(book: &Book, level3: &str) -> String {
    let evaluation = book.evaluate();
    let score = score(&evaluation, 0, level3);
    format!("{}{}～{}", score.state.name(), score.low, score.high)
}

#[test]
fn no_balance_needs_no_figure_of_last_year() {
    let book = |balance, carried| one().data(0, "累计结余", balance).data(0, "上年结转", carried);
    for (balance, carried, expected) in [
        ("0", "", "已评分3～3"),
        ("-5", "", "已评分3～3"),
        ("0", "无", "已评分3～3"),
        ("-5", "待定", "已评分3～3"),
        ("5", "", "待核0～2"),
        ("5", "无", "待核0～2"),
        ("5", "待定", "待核0～2"),
        ("", "5", "待核0～3"),
        ("", "", "待核0～3"),
        ("无", "无", "不适用3～3"),
    ] {
        assert_eq!(ends(&book(balance, carried), BALANCE), expected, "{balance}, {carried}");
    }
    assert_eq!(ends(&book("5", "").setting("缺少数据", "计0分"), BALANCE), "已评分0～0");
}

#[test]
fn what_is_known_stays_known_beside_an_entry_that_cannot_be_used() {
    let items = ["①", "②", "③", "④", "⑤"].map(|marker| format!("预决算信息公开性和完善性/{marker}"));
    let unread = one().data(0, &items[0], "否").data(0, &items[1], "大概");
    assert_eq!(ends(&unread, "预决算信息公开性和完善性"), "待核1.5～2");
    let beyond = one().data(0, &items[0], "1.5");
    assert_eq!(ends(&beyond, "预决算信息公开性和完善性"), "待核2～3");
    let cases = |value| one().data(0, "资产管理安全性/①", "1").data(0, "资产管理安全性/②", value);
    for value in ["待定", "1.5", "-1", ""] {
        assert_eq!(ends(&cases(value), "资产管理安全性"), "待核0～3", "{value}");
    }
}

#[test]
fn no_cases_at_all_is_not_applicable_and_some_beside_figures_is_doubtful() {
    let all = (1..=5)
        .fold(one(), |book, at| book.data(0, &format!("资产管理安全性/{}", ["①", "②", "③", "④", "⑤"][at - 1]), "无"));
    assert_eq!(ends(&all, "资产管理安全性"), "不适用4～4");
    let some = one().data(0, "资产管理安全性/①", "1").data(0, "资产管理安全性/②", "无");
    assert_eq!(ends(&some, "资产管理安全性"), "待核0～3");
    assert_eq!(found(&some.evaluate().findings, "D23").len(), 1);
}

#[test]
fn nothing_is_rounded_above_its_marks() {
    let names = ["经济效益", "社会效益", "生态效益"];
    let effects = |shares: [&str; 3], marks: [&str; 3]| {
        (0..3).fold(one().setting("得分小数位", "0"), |book, at| {
            let (share, judged) = (format!("{}/本部门分值", names[at]), format!("{}/评定得分", names[at]));
            book.data(0, &share, shares[at]).data(0, &judged, marks[at])
        })
    };
    let split = effects(["7.5", "7.5", "0"], ["7.5", "7.5", "0"]).evaluate();
    assert_eq!(split.cards[0].total().unwrap().to_string(), "100");
    assert_eq!(marks(&split, 0, names[0]), "7.5");
    let lower = effects(["7.4", "7.6", "0"], ["7.4", "7.5", "0"]).evaluate();
    assert_eq!([0, 1].map(|at| marks(&lower, 0, names[at])), ["7.4", "7.6"], "7.5 of 7.6 rounds to 8");
    let shared = effects(["", "", ""], ["5.5", "4.5", "5"]).evaluate();
    assert_eq!(shared.cards[0].total().unwrap().to_string(), "100");
    assert!(found(&shared.findings, "D13").is_empty());
    let less = effects(["", "", ""], ["5.5", "3.5", "5"]).evaluate();
    // 6 + 4 + 5
    assert_eq!(less.cards[0].total().unwrap().to_string(), "100");
    let more = effects(["", "", ""], ["5.5", "5", "5"]).evaluate();
    assert_eq!(found(&more.findings, "D13").len(), 1);
}

#[test]
fn subtotals_leave_out_what_does_not_apply() {
    let book = one().data(0, "公务卡支出", "无").data(0, "可刷卡支出", "无").data(0, "实有人数", "21");
    let evaluation = book.setting("不适用", "剔除后折算").evaluate();
    let level = |level| evaluation.level_marks(&evaluation.cards[0], level).map(|marks| marks.to_string());
    assert_eq!([0, 1].map(level), [Some("12.5".into()), Some("37".into())]);
    assert_eq!(evaluation.level_full(&evaluation.cards[0], 1).to_string(), "37");
    assert_eq!(evaluation.level_rates()[1].rate, Decimal::ONE);
    let note = evaluation.rescaling(0).unwrap();
    assert_eq!(note, "剔除后折算：不适用的指标不计入，各项得分合计94.5分，适用分值97分，94.5÷97×100，总分97.42分。");
}

/// Which of two rows counts is not the program's to say.
#[test]
fn a_department_that_stands_twice_is_not_ranked_until_one_goes() {
    let book = Book::good(&["甲局", "乙局", "甲局", "丙局"]).data(1, "满意度", "70");
    let evaluation = book.evaluate();
    let ranks: Vec<_> = evaluation.cards.iter().map(|card| card.standing.rank).collect();
    assert_eq!(ranks, [None, Some(2), None, Some(1)]);
    assert!(evaluation.cards.iter().all(|card| card.total().is_some()));
    let found = found(&evaluation.findings, "D07");
    assert!(found.iter().any(|one| one.contains("都不排名")), "{found:?}");
}

#[test]
fn what_is_pending_is_not_called_the_best_before_its_share_is_settled() {
    let names: Vec<String> = (1..=10).map(|at| format!("第{at}局")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let book = Book::good(&names).data(0, "满意度", "");
    let grade = |book: Book| book.evaluate().cards[0].standing.grade.clone();
    assert_eq!(grade(book), "优秀");
    let book = Book::good(&names).data(0, "满意度", "").setting("优秀比例上限", "30%");
    assert_eq!(grade(book), "良好～优秀");
}
