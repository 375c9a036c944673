//! 参数 and the columns of 评分表 that a user may set.

use crate::support::book::{found, marks, one, score};

const STAFF: &str = "财政供养人员控制率";

#[test]
fn grades_with_a_hole_or_an_overlap_are_refused() {
    let mut book = one();
    let sheet = book.sheet("参数");
    let row = sheet.rows.iter().position(
        |row| matches!(row.cells.first(), Some((0, cell)) if cell.value == jixiao::workbook::sheet::Value::Text("良好".into())),
    );
    book.put("参数", (row.unwrap() as u32, 1), "95");
    assert_eq!(found(&book.faults(), "F12").len(), 1);
}

#[test]
fn a_wrong_setting_and_a_text_not_understood_are_told_at_once_with_their_cells() {
    let book = one().setting("缺少数据", "随便").system_cell(
        STAFF,
        3,
        "在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。",
    );
    let faults = book.faults();
    assert!(found(&faults, "F12")[0].starts_with("参数!B"), "{faults:?}");
    assert!(found(&faults, "R02").iter().any(|text| text.starts_with("评分表!D5 “在职人员控制率100%”")), "{faults:?}");
    assert!(faults.iter().all(|fault| ["F12", "R02"].contains(&fault.code.info().id)), "{faults:?}");
}

#[test]
fn a_text_not_understood_is_scored_by_hand_only_where_the_user_says_so() {
    let book =
        one().system_cell("固定资产利用率", 3, "利用情况较好的得高分。").system_cell("固定资产利用率", 5, "评定");
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "R11").len(), 1);
    assert_eq!(marks(&evaluation, 0, "固定资产利用率"), "待核");
}

#[test]
fn another_base_is_set_in_the_workbook() {
    let evaluation =
        one().system_cell(STAFF, 5, "（实有人数＋公务接待费）÷人员编制").data(0, "公务接待费", "4").evaluate();
    assert_eq!(marks(&evaluation, 0, STAFF), "0");
    assert!(
        score(&evaluation, 0, STAFF).reason.starts_with("财政供养人员控制率＝(18+4.00)÷20×100%＝110.00%"),
        "{}",
        score(&evaluation, 0, STAFF).reason
    );
}

#[test]
fn a_year_that_has_not_four_digits_is_told_with_what_is_taken() {
    for (written, year, told) in [
        ("2024", "2024", ""),
        ("24", "2024", "“24”按“2024”采用"),
        ("2024年度", "2024", "“2024年度”按“2024”采用"),
        ("’24年度", "2024", "“’24年度”按“2024”采用"),
        ("二〇二四年", "2024", "“二〇二四年”按“2024”采用"),
        ("去年", "去年", "“去年”不是四位年份，照原样印在标题中"),
    ] {
        let evaluation = one().setting("年度", written).evaluate();
        assert_eq!(evaluation.submission.scheme.year, year, "{written}");
        let findings = found(&evaluation.findings, "F41");
        assert_eq!(findings.first().map_or("", |one| one.split_once(' ').unwrap().1), told, "{written}");
    }
}
