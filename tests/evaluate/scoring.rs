//! A department scored, on one edit of a good workbook: marks, reasons, states.

use super::CONTROL;
use crate::support::book::{Book, found, marks, one, score};

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
