//! 合并单元格 as offices make them: what shows is read, what is covered is told and not used, and there is a result.

use super::{NAME, names};
use crate::support::book::{Book, found, marks};
use crate::support::parts::merged;
use jixiao::evaluate::{Evaluation, Style};
use jixiao::ground::names::sheets;
use jixiao::workbook::read::{Book as ReadBook, read_bytes};

const POSTS: &str = "财政供养人员控制率";

fn good() -> Book {
    Book::good(&["甲局", "乙局", "丙局"])
}

fn scored(bytes: &[u8]) -> Evaluation {
    jixiao::evaluate("评分.xlsx", bytes).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The result is written; what it says when it is scored again.
fn again(evaluation: Evaluation) -> Evaluation {
    scored(&jixiao::write_result(&evaluation).unwrap())
}

fn data(evaluation: &Evaluation) -> ReadBook {
    read_bytes(&jixiao::write_result(evaluation).unwrap()).unwrap()
}

/// The codes of the findings about merged cells, with their places.
fn told(evaluation: &Evaluation) -> Vec<String> {
    let merged =
        evaluation.findings.iter().filter(|finding| ["F08", "D30", "D07", "F17"].contains(&finding.code.info().id));
    merged.map(|finding| format!("{} {}", finding.code.info().id, finding.place)).collect()
}

/// Areas merged over 部门数据, what is put there before, the departments, what is told.
type Case =
    (&'static [&'static str], &'static [((u32, u32), &'static str)], &'static [&'static str], &'static [&'static str]);

/// Columns A, B, C are 序号, 部门（单位）名称, 部门类别; D and E 实有人数 and 人员编制; the departments stand in rows 6 to 8.
const CASES: &[Case] = &[
    // a category over its departments, alike or written once
    (&["C6:C8"], &[], &["甲局", "乙局", "丙局"], &[]),
    (&["C6:C7"], &[((6, 2), "")], &["甲局", "乙局", "丙局"], &[]),
    (&["C6:C7"], &[((6, 2), "事业单位")], &["甲局", "乙局", "丙局"], &["F08 部门数据!C7"]),
    // a number over two departments
    (&["A6:A7"], &[((6, 0), "")], &["甲局", "乙局", "丙局"], &[]),
    // a name over two rows: the second has figures of its own, or none
    (&["B6:B7"], &[((6, NAME), "")], &["甲局", "甲局", "丙局"], &["D07 部门数据!B7"]),
    (&["B6:B7"], &[], &["甲局", "甲局", "丙局"], &["D07 部门数据!B7", "F08 部门数据!B7"]),
    (&["B8:B10"], &[], &["甲局", "乙局", "丙局"], &[]),
    // a name that runs over the category
    (&["B6:C6"], &[((5, 2), "")], &["甲局", "乙局", "丙局"], &[]),
    // a title over another text
    (&["K1:M1"], &[((0, 10), "看得见"), ((0, 11), "看不见")], &["甲局", "乙局", "丙局"], &["F08 部门数据!L1"]),
    // figures of two departments, of two items, of both
    (&["D6:D7"], &[((6, 3), "")], &["甲局", "乙局", "丙局"], &["D30 部门数据!D6", "D30 部门数据!D7"]),
    (
        &["D6:D7"],
        &[((6, 3), "23")],
        &["甲局", "乙局", "丙局"],
        &["D30 部门数据!D6", "D30 部门数据!D7", "F08 部门数据!D7"],
    ),
    (&["D6:E6"], &[((5, 4), "")], &["甲局", "乙局", "丙局"], &["D30 部门数据!D6", "D30 部门数据!E6"]),
    (&["C6:D6"], &[((5, 3), "")], &["甲局", "乙局", "丙局"], &["D30 部门数据!D6"]),
    // a figure over its own row and one that is no department's, and a blank one over two
    (&["D8:D9"], &[], &["甲局", "乙局", "丙局"], &[]),
    (&["D6:D7"], &[((5, 3), ""), ((6, 3), "")], &["甲局", "乙局", "丙局"], &[]),
    // a total merged over the number and the name
    (&["A9:B9"], &[((8, 0), "合计"), ((8, 3), "54")], &["甲局", "乙局", "丙局"], &[]),
];

#[test]
fn what_shows_is_read_and_what_is_covered_is_told_and_the_result_is_written() {
    for (areas, puts, departments, findings) in CASES {
        let mut book = good();
        puts.iter().for_each(|(at, value)| book.put(sheets::DATA, *at, value));
        let evaluation = scored(&merged(&book, sheets::DATA, areas));
        let mut codes = told(&evaluation);
        codes.sort();
        assert_eq!(names(&evaluation), *departments, "{areas:?} {puts:?}");
        assert_eq!(codes, *findings, "{areas:?} {puts:?}");
        let totals = |evaluation: &Evaluation| -> Vec<_> {
            evaluation.cards.iter().map(|card| (card.low, card.high, card.standing.rank)).collect()
        };
        assert_eq!(
            totals(&again(scored(&merged(&book, sheets::DATA, areas)))),
            totals(&evaluation),
            "{areas:?} {puts:?}"
        );
    }
}

#[test]
fn a_figure_merged_over_two_departments_is_neither_ones_whatever_the_setting() {
    for setting in ["待核", "计0分", "采信自评"] {
        let mut book = good().setting("缺少数据", setting);
        book.put(sheets::DATA, (6, 3), "");
        let mut evaluation = scored(&merged(&book, sheets::DATA, &["D6:D7"]));
        assert_eq!([0, 1, 2].map(|at| marks(&evaluation, at, POSTS)), ["待核", "待核", "5"], "{setting}");
        let told = found(&evaluation.findings, "D30");
        assert!(told[1].contains("D6:D7 合并成一格，写“18”"), "{told:?}");
        evaluation.style = if setting == "待核" { Style::Values } else { Style::Live };
        let copy = data(&evaluation);
        let copy = copy.sheets.iter().find(|sheet| sheet.name == sheets::DATA).unwrap();
        assert!(!copy.merges.iter().any(|area| area.first.row == 5), "{:?}", copy.merges);
        assert_eq!(
            [0, 1].map(|at| marks(&again(scored(&merged(&book, sheets::DATA, &["D6:D7"]))), at, POSTS)),
            ["待核"; 2]
        );
    }
}

#[test]
fn a_figure_under_a_merged_cell_can_be_corrected_by_an_appeal() {
    let mut book = good();
    book.put(sheets::DATA, (6, 3), "");
    let folder = crate::support::folder();
    std::fs::write(folder.path().join("评分.xlsx"), merged(&book, sheets::DATA, &["D6:D7"])).unwrap();
    let explain =
        |department| crate::support::said(folder.path(), &["explain", "评分.xlsx", department, "--set", "实有人数=18"]);
    let (code, said) = explain("乙局");
    assert!(code == 0 && said.contains("待核") && said.contains("5分"), "{said}");
    let (code, said) = explain("甲局");
    assert!(code == 2 && said.contains("合并成一格"), "{said}");
}

#[test]
fn a_merged_category_is_each_departments_own_and_ranks_it_there() {
    let mut book = good().setting("排名范围", "按类别").data(0, "满意度", "80");
    book.put(sheets::DATA, (6, 2), "");
    book.put(sheets::DATA, (7, 2), "事业单位");
    let evaluation = scored(&merged(&book, sheets::DATA, &["C6:C7"]));
    let ranks: Vec<Option<u32>> = evaluation.cards.iter().map(|card| card.standing.rank).collect();
    assert_eq!(ranks, [Some(2), Some(1), Some(1)]);
    assert_eq!(found(&evaluation.findings, "D16"), [""; 0]);
}

#[test]
fn merged_words_belong_to_each_row_they_cover() {
    let mut book = good();
    let col = book.column("资产管理安全性/情况说明");
    book.put(sheets::DATA, (5, col), "两局共用一处");
    let column = jixiao::ground::place::CellRef::column_name(col);
    let evaluation = scored(&merged(&book, sheets::DATA, &[&format!("{column}6:{column}7")]));
    let entries = &evaluation.submission.departments[1].entries;
    assert!(
        entries.iter().any(|entry| matches!(entry, jixiao::submission::Entry::Text(text) if &**text == "两局共用一处"))
    );
    assert_eq!(told(&evaluation), [""; 0]);
    again(evaluation);
}

#[test]
fn merged_marks_of_the_departments_own_are_not_taken() {
    let book = good();
    let evaluation = scored(&merged(&book, sheets::SELF, &["C6:C7"]));
    assert_eq!(told(&evaluation), ["D30 自评得分!C6", "D30 自评得分!C7"]);
    again(evaluation);
    let own = ["甲局", "其他工作实绩指标完成情况", "植树", "4", "", "", "评定", "3", ""];
    let book = good().own_indicator(0, own).own_indicator(1, [own[0], own[1], "护林", "4", "", "", "评定", "", ""]);
    let evaluation = scored(&merged(&book, sheets::OWN, &["A4:A5", "H4:H5"]));
    let codes = told(&evaluation);
    assert!(codes.contains(&"D30 个性化指标!H4".into()) && codes.contains(&"D30 个性化指标!H5".into()), "{codes:?}");
    assert_eq!(evaluation.submission.departments[0].own.len(), 2);
    again(evaluation);
}

#[test]
fn what_is_covered_on_a_sheet_that_is_not_used_is_said_to_be_left_out() {
    let mut book = good();
    let mut other = book.sheet(sheets::TIES).clone();
    other.name = "台账".into();
    book.sheets.push(other);
    let evaluation = scored(&merged(&book, "台账", &["A4:C5"]));
    let codes = told(&evaluation);
    assert!(codes.iter().all(|code| code.starts_with("F17 台账!")) && !codes.is_empty(), "{codes:?}");
    again(evaluation);
}

#[test]
fn merged_areas_that_overlap_are_no_reason_to_stop() {
    let evaluation = scored(&merged(&good(), sheets::TIES, &["G1:I3", "H2:J4"]));
    again(evaluation);
}
