//! 自评 looked at as a reviewer does.

use super::CONTROL;
use crate::support::book::{Book, found, one, only};

const STAFF: &str = "财政供养人员控制率";

#[test]
fn the_self_assessment_is_looked_at_as_a_reviewer_does() {
    let book = one().own_marks(0, CONTROL, "4", "").own_marks(0, STAFF, "5", "超编").data(0, "重点项目支出", "");
    let evaluation = book.evaluate();
    for id in ["S01", "S02", "S03", "S06", "S07"] {
        assert_eq!(found(&evaluation.findings, id).len(), 1, "{id}");
    }
}

#[test]
fn full_marks_on_none_or_on_what_cannot_be_read_are_not_full_marks_on_nothing() {
    let none = one().data(0, "实际采购金额", "无").data(0, "采购预算", "无").evaluate();
    assert!(found(&none.findings, "S02").is_empty());
    let unreadable = one().data(0, "采购预算", "约350万").evaluate();
    assert!(found(&unreadable.findings, "S02").is_empty());
    assert_eq!(found(&unreadable.findings, "D02").len(), 1);
}

#[test]
fn a_department_whose_row_of_self_scores_holds_its_name_only_has_no_self_assessment() {
    let mut book = Book::good(&["甲局", "乙局"]);
    for col in 2..54 {
        book.put("自评得分", (6, col), "");
    }
    let evaluation = book.evaluate();
    assert_eq!(only(&evaluation, "S09").department, "乙局");
}
