//! Headers as offices write them: found by their words wherever they stand, or the run stops before it writes.

use super::musts;
use crate::support;
use crate::support::book::{Book, FIRST_ROW, found, marks};
use jixiao::cli::RunError;
use jixiao::evaluate::Refusal;
use jixiao::ground::names::sheets;
use jixiao::submission::department::Entry;

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
