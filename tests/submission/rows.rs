//! Which rows of 部门数据 are departments: the others are named or passed over, and the departments are scored.

use super::{NAME, below, musts, names};
use crate::support::book::{Book, FIRST_ROW, found, only};
use jixiao::ground::names::sheets;
use jixiao::workbook::sheet::Value;

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
fn rows_between_the_departments_may_be_blank() {
    let mut book = Book::good(&["甲局", "乙局", "丙局"]);
    book.sheet(sheets::DATA).rows[FIRST_ROW as usize + 1].cells.clear();
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局", "丙局"]);
}

#[test]
fn a_missing_category_is_told_where_the_others_have_one() {
    let mut book = Book::good(&["甲局", "乙局"]);
    book.put("部门数据", (6, 2), "");
    assert_eq!(only(&book.evaluate(), "D16").place.to_string(), "部门数据!C7");
    book.put("部门数据", (5, 2), "");
    assert!(found(&book.evaluate().findings, "D16").is_empty());
}

/// What stands in the column of names, with figures beside it: none is a department.
const NO_DEPARTMENTS: [&str; 22] = [
    "（二）事业单位",
    "一、党政机关",
    "市直行政事业单位",
    "群团组织",
    "最高值",
    "最低分",
    "全市平均",
    "中位数",
    "标准差",
    "其他",
    "其余各单位",
    "合计：3个",
    "共3个部门",
    "累计",
    "分值",
    "栏次",
    "各部门最高得分",
    "加权平均值",
    "人民团体、民主党派",
    "二级单位",
    "三、其他",
    "省属单位",
];

#[test]
fn rows_of_classes_statistics_and_the_rest_are_no_departments() {
    let mut book = Book::good(&["甲局", "乙局"]);
    let col = book.column("收入合计");
    for (row, name) in (2..).zip(NO_DEPARTMENTS) {
        below(&mut book, row, &[(NAME, name), (col, "1200")]);
    }
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局", "乙局"]);
    assert_eq!(found(&evaluation.findings, "F03").len(), NO_DEPARTMENTS.len());
    assert_eq!(musts(&evaluation), [""; 0]);
}

#[test]
fn headings_and_labels_without_figures_are_no_departments() {
    let rows =
        ["（三）乡镇街道", "四、各类学校", "数据来源：决算报表", "取数口径：2024年决算", "……", "以下空白", "（3）"];
    let mut book = Book::good(&["甲局", "乙局"]);
    for (row, name) in (2..).zip(rows) {
        below(&mut book, row, &[(NAME, name)]);
    }
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局", "乙局"]);
    assert_eq!(found(&evaluation.findings, "F03").len(), rows.len());
    assert_eq!(musts(&evaluation), [""; 0]);
}

#[test]
fn a_row_that_numbers_the_columns_is_no_department() {
    for lead in [["甲", "乙", "丙"], ["甲", "乙", ""], ["", "甲", "乙"], ["1", "2", "3"], ["栏次", "", ""]] {
        let mut book = Book::good(&["甲局"]);
        let data = book.sheet(sheets::DATA);
        data.rows.insert(FIRST_ROW as usize, Default::default());
        data.validations.clear();
        let plan = book.plan();
        for (col, text) in (0..).zip(lead).filter(|(_, text)| !text.is_empty()) {
            book.put(sheets::DATA, (FIRST_ROW, col), text);
        }
        for (number, (col, _)) in (4..).zip(plan) {
            let text =
                if number % 5 == 0 { format!("{number}={}/{}", number - 2, number - 1) } else { number.to_string() };
            book.put(sheets::DATA, (FIRST_ROW, col), &text);
        }
        let evaluation = book.evaluate();
        assert_eq!(names(&evaluation), ["甲局"], "{lead:?}");
        assert_eq!(found(&evaluation.findings, "F03").len(), 1, "{lead:?}");
        assert_eq!(musts(&evaluation), [""; 0], "{lead:?}");
    }
}

#[test]
fn figures_beside_a_number_or_a_label_are_told_and_not_taken() {
    let mut book = Book::good(&["甲局", "甲"]);
    let col = book.column("收入合计");
    below(&mut book, 2, &[(NAME, "7"), (col, "600")]);
    below(&mut book, 3, &[(NAME, "数据来源：决算"), (col, "600")]);
    let evaluation = book.evaluate();
    assert_eq!(names(&evaluation), ["甲局", "甲"]);
    assert_eq!(found(&evaluation.findings, "D22").len(), 2);
}

#[test]
fn names_that_look_like_other_rows_are_departments() {
    let all = [
        "市人大机关",
        "县委机关",
        "三、市审计局",
        "第一中学",
        "其他工委",
        "共青团市委",
        "均安镇",
        "平安办",
        "市国有企业监事会",
    ];
    let evaluation = Book::good(&all).evaluate();
    assert_eq!(names(&evaluation), all);
    assert_eq!(found(&evaluation.findings, "F03"), [""; 0]);
}
