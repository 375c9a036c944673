//! The habits of offices in a whole workbook: each is read as it is meant, or named with its cell, and the
//! other departments are scored all the same.

use crate::support;
use crate::support::book::{Book, FIRST_ROW, found, marks};
use jixiao::cli::RunError;
use jixiao::evaluate::{Evaluation, Refusal};
use jixiao::ground::names::sheets;
use jixiao::submission::department::Entry;
use jixiao::workbook::sheet::Value;

const NAME: u32 = 1;

fn names(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.submission.departments.iter().map(|department| department.name.as_str()).collect()
}

/// The findings of a level 必须, as codes.
fn musts(evaluation: &Evaluation) -> Vec<&str> {
    let must = evaluation.findings.iter().map(|finding| finding.code.info());
    must.filter(|info| info.level.severity() == jixiao::ground::finding::Severity::Must).map(|info| info.id).collect()
}

/// A row of 部门数据 below those of the departments.
fn below(book: &mut Book, row: u32, cells: &[(u32, &str)]) {
    for (col, value) in cells {
        book.put(sheets::DATA, (FIRST_ROW + row, *col), value);
    }
}

#[test]
fn totals_subtotals_and_rows_of_which_are_no_departments() {
    let mut book = Book::good(&["甲局", "乙局"]);
    let col = book.column("收入合计");
    let rows =
        ["合　计", "小计", "其中：", "其中：市直部门", "全市合计", "本页小计", "总计（万元）", "合计：", "平均值"];
    for (row, name) in (2..).zip(rows) {
        below(&mut book, row, &[(NAME, name), (col, "1200")]);
    }
    below(&mut book, 12, &[(0, "合计"), (col, "1200")]);
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局", "乙局"]);
    assert_eq!(found(&evaluation.findings, "F03").len(), 10);
    assert_eq!(musts(&evaluation), [""; 0]);
}

#[test]
fn signatures_and_notes_under_the_table_are_no_departments_wherever_they_stand() {
    let mut book = Book::good(&["甲局"]);
    let (early, late) = (book.column("实有人数"), book.column("收入合计"));
    below(&mut book, 2, &[(0, "单位负责人（签字）："), (early, "填表人：李四"), (late, "联系电话：0730-8880000")]);
    below(&mut book, 3, &[(NAME, "填表人：王五"), (late, "2025年3月1日")]);
    below(&mut book, 4, &[(0, "注：1.金额以万元计。2.空白表示没有。")]);
    below(&mut book, 5, &[(early, "（盖章）")]);
    below(&mut book, 6, &[(NAME, "本表一式三份，市财政局、主管部门和预算单位各存一份。")]);
    below(&mut book, 7, &[(late, "  ")]);
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局"]);
    assert_eq!(musts(&evaluation), [""; 0]);
    assert!(found(&evaluation.findings, "F03").len() >= 4);
}

#[test]
fn headers_repeated_at_each_printed_page_are_no_departments() {
    let mut book = Book::good(&["甲局", "乙局"]);
    let sheet = book.sheet(sheets::DATA).clone();
    let head: Vec<Vec<(u32, String)>> = (FIRST_ROW - 3..FIRST_ROW)
        .map(|row| {
            let cells = sheet.rows[row as usize].cells.iter();
            let texts = cells.filter_map(|(col, cell)| match &cell.value {
                Value::Text(text) => Some((*col, text.clone())),
                _ => None,
            });
            texts.collect()
        })
        .collect();
    for (row, cells) in (2..).zip(&head) {
        for (col, text) in cells {
            book.put(sheets::DATA, (FIRST_ROW + row, *col), text);
        }
    }
    let col = book.column("收入合计");
    below(&mut book, 5, &[(NAME, "栏次"), (col, "12")]);
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局", "乙局"]);
    assert_eq!(found(&evaluation.findings, "F03").len(), 4);
    assert_eq!(musts(&evaluation), [""; 0]);
}

#[test]
fn figures_without_a_name_are_told_and_not_taken() {
    let mut book = Book::good(&["甲局"]);
    let col = book.column("收入合计");
    below(&mut book, 2, &[(col, "600")]);
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "D22"), ["部门数据!B8 第8行有数据但没有部门名称，没有采用"]);
}

#[test]
fn a_department_that_stands_twice_is_told_with_both_cells() {
    let evaluation = Book::good(&["市财政局", "市教育局", "市 财政局"]).evaluate();
    let mut twice = found(&evaluation.findings, "D07");
    twice.retain(|line| line.starts_with(sheets::DATA));
    assert!(twice[0].starts_with("部门数据!B8") && twice[0].contains("部门数据!B6"), "{twice:?}");
    assert_eq!(evaluation.cards.len(), 3);
}

#[test]
fn names_that_are_nearly_the_same_are_a_hint_with_both_cells() {
    let evaluation = Book::good(&["市财政局", "财政局"]).evaluate();
    let near = found(&evaluation.findings, "D08");
    assert!(near[0].starts_with("部门数据!B6") && near[0].contains("B7"), "{near:?}");
    assert_eq!(musts(&evaluation), [""; 0]);
}

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
fn a_unit_in_the_header_that_is_not_the_planned_one_makes_the_column_pending() {
    let mut book = Book::good(&["甲局"]);
    let col = book.column("三公经费合计");
    book.put(sheets::DATA, (FIRST_ROW - 1, col), "三公经费合计（元）");
    let evaluation = book.evaluate();
    assert_eq!(marks(&evaluation, 0, "“三公经费”控制率"), "待核");
    assert_eq!(found(&evaluation.findings, "D06").len(), 1);
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
    let slips = found(&book.evaluate().findings, "G03");
    assert!(
        slips.iter().any(|slip| slip.contains("“上年三公经费”80000.00是“三公经费合计”6.00的约一万倍")),
        "{slips:?}"
    );
    assert!(slips.iter().any(|slip| slip.contains("改为600则等式成立")), "{slips:?}");
}

#[test]
fn headers_with_line_breaks_spaces_and_full_width_signs_are_the_same_headers() {
    let mut book = Book::good(&["甲局"]);
    let (staff, income) = (book.column("人员编制"), book.column("收入合计"));
    book.put(sheets::DATA, (FIRST_ROW - 1, staff), "人 员\n编　制 （ 人 ）");
    book.put(sheets::DATA, (FIRST_ROW - 1, income), "收入合计\r\n(单位:万元)");
    let evaluation = book.evaluate();
    assert_eq!(found(&evaluation.findings, "F14"), [""; 0]);
    assert_eq!(musts(&evaluation), [""; 0]);
}

#[test]
fn a_column_put_in_between_is_passed_over_and_said() {
    let mut book = Book::good(&["甲局"]);
    let col = book.column("人员编制");
    let mut data = book.sheet(sheets::DATA).clone();
    data.validations.clear();
    data.merges.clear();
    for row in &mut data.rows {
        row.cells.iter_mut().filter(|(at, _)| *at >= col).for_each(|(at, _)| *at += 1);
    }
    *book.sheet(sheets::DATA) = data;
    book.put(sheets::DATA, (FIRST_ROW - 1, col), "联系人");
    book.put(sheets::DATA, (FIRST_ROW, col), "李四");
    let evaluation = book.evaluate();
    let unknown = found(&evaluation.findings, "F02");
    assert!(unknown[0].contains("“联系人”不是填报项目"), "{unknown:?}");
    assert_eq!(evaluation.submission.departments[0].entries.iter().filter(|e| **e == Entry::Faulty).count(), 0);
    assert_eq!(musts(&evaluation), [""; 0]);
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
fn rows_between_the_departments_may_be_blank() {
    let mut book = Book::good(&["甲局", "乙局", "丙局"]);
    book.sheet(sheets::DATA).rows[FIRST_ROW as usize + 1].cells.clear();
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局", "丙局"]);
}

#[test]
fn all_faults_of_structure_are_told_at_once_before_anything_is_written() {
    let mut book = Book::good(&["甲局"]).setting("缺少数据", "随便").system_cell(
        "预算调整率",
        3,
        "预算调整率100%，计3分；其他情况看着办。",
    );
    for name in [sheets::DATA, sheets::SELF, sheets::OWN] {
        book.sheet(name).rows.iter_mut().for_each(|row| row.cells.clear());
        book.sheet(name).merges.clear();
        book.put(name, (0, 0), "空表");
    }
    book.put(sheets::TIES, (4, 2), "收入合计 等于 支出合计");
    let folder = support::folder();
    let (input, output) = (book.save(folder.path()), folder.path().join("结果.xlsx"));
    let Err(RunError::Refused(Refusal::Faults(faults))) = jixiao::cli::run(&input, &output) else {
        panic!("no faults")
    };
    let told = |id: &str, sheet: &str| faults.iter().any(|f| f.code.info().id == id && f.place.sheet == sheet);
    for (id, sheet) in [("F12", sheets::PARAMETERS), ("F10", sheets::DATA), ("F10", sheets::SELF), ("F10", sheets::OWN)]
    {
        assert!(told(id, sheet), "{id} {sheet}: {faults:#?}");
    }
    assert!(told("R13", sheets::TIES), "{faults:#?}");
    assert!(faults.iter().any(|fault| fault.code.info().id.starts_with('R') && fault.place.sheet == sheets::SYSTEM));
    assert!(!output.exists());
}
