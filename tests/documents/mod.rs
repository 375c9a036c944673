//! 公文: what each document says, and that its files are whole.

mod files;
mod public;
mod single;
mod supply;
mod tables;

use jixiao::documents::Documents;
use jixiao::evaluate::Evaluation;
use jixiao::ground::quantity::Points;
use jixiao::word::{Block, Document, Section, Table};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

fn example() -> Evaluation {
    let bytes = std::fs::read(crate::support::path("workbooks/example.xlsx")).unwrap();
    jixiao::evaluate("example.xlsx", &bytes).unwrap()
}

/// All documents with their names.
fn documents(evaluation: &Evaluation) -> Vec<(String, Document)> {
    let documents = Documents::of(evaluation).unwrap();
    documents.names.iter().enumerate().map(|(at, name)| (name.clone(), documents.document(at))).collect()
}

fn tables(document: &Document) -> Vec<&Table> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

/// The cells of a row as texts.
fn row(table: &Table, at: usize) -> Vec<&str> {
    table.rows[at].iter().map(|cell| cell.text.as_str()).collect()
}

/// Every text of a document, a line each.
fn text(document: &Document) -> String {
    document.sections.iter().map(text_of).collect::<Vec<String>>().join("\n")
}

fn text_of(section: &Section) -> String {
    let texts = section.blocks.iter().flat_map(|block| match block {
        Block::Line(line) => vec![line.text.clone()],
        Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.clone()).collect(),
    });
    texts.collect::<Vec<String>>().join("\n")
}

/// The document of a file name.
fn document(evaluation: &Evaluation, name: &str) -> Document {
    let documents = Documents::of(evaluation).unwrap();
    let at = documents.names.iter().position(|file| file == name).unwrap_or_else(|| panic!("no {name}"));
    documents.document(at)
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn each_department_gets_what_concerns_it() {
    let evaluation = example();
    let names: Vec<String> = Documents::of(&evaluation).unwrap().names;
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "no two files of one name");
    let count = |kind: &str| names.iter().filter(|name| name.ends_with(kind)).count();
    assert_eq!(count("通报.docx"), 1);
    let rated = evaluation.cards.iter().filter(|card| card.ranked_total().is_some()).count();
    assert_eq!(count("-复核结果反馈函.docx"), rated);
    // what only the reviewers have to mark is not asked of the department
    assert!(count("-补正通知.docx") > 10);
    assert!(!names.contains(&"市交通运输局-补正通知.docx".to_string()));
    let must = evaluation.cards.iter().filter(|card| {
        let low = ["合格", "不合格"].contains(&card.standing.grade.as_str());
        !card.pending() && (low || card.deductions.iter().any(|deduction| deduction.marks == Points::ZERO))
    });
    assert_eq!(count("-整改通知书.docx"), must.count());
}

#[test]
fn the_figures_of_a_feedback_are_those_of_the_evaluation() {
    let evaluation = example();
    let all = documents(&evaluation);
    let mut seen = 0;
    for (at, card) in evaluation.cards.iter().enumerate().filter(|(_, card)| card.ranked_total().is_some()) {
        let name = &evaluation.submission.departments[at].name;
        let found = all.iter().find(|(file, document)| {
            file.starts_with(name.as_str())
                && file.ends_with("反馈函.docx")
                && text(document).contains(&format!("复核得分{:.2}分", card.low.0))
        });
        let (_, document) = found.unwrap_or_else(|| panic!("{name}"));
        let [_, reviewed, ..] = document.sections.as_slice() else { panic!("{name}: no 附件") };
        assert!(text_of(reviewed).contains(&format!("部门（单位）名称：{name}")));
        let shown = document.sections.len() - 1;
        assert!(shown < 6, "{name}: {shown} pages");
        if card.deductions.is_empty() {
            continue;
        }
        let table = tables(document)[0];
        assert_eq!(table.rows.len(), card.deductions.len() + table.headings);
        for (line, deduction) in (table.headings..).zip(&card.deductions) {
            let cells = row(table, line);
            let marks = [deduction.full, deduction.marks, deduction.lost()].map(|marks| marks.0);
            assert_eq!(cells[2..5].iter().map(|cell| decimal(cell)).collect::<Vec<_>>(), marks, "{name}");
        }
        seen += 1;
    }
    assert!(seen > 10);
}

#[test]
fn no_document_says_what_only_the_program_says() {
    let words = ["待核", "口径", "采信", "规范化", "写法统一", "疑点", "部门数据", "可能得", "!", "jixiao", "【", "】"];
    for (name, document) in documents(&example()) {
        let text = text(&document);
        // the report has a chapter of this name
        let is_said = |word: &&&str| text.contains(**word) && !(name == "评价报告.docx" && **word == "口径");
        let said = words.iter().find(is_said);
        let is_cell = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
        assert!(!text.split('〔').skip(1).any(is_cell), "{name}");
        assert_eq!(said, None, "{name}:\n{text}");
    }
}

#[test]
fn the_notice_lists_every_department_once_and_attaches_what_it_names() {
    let evaluation = example();
    let (_, notice) = &documents(&evaluation)[0];
    assert_eq!(notice.sections.len(), 3);
    for table in tables(notice) {
        let listed = table.rows.iter().skip(table.headings).filter(|row| row.len() > 1).count();
        assert_eq!(listed, evaluation.cards.len());
    }
    let settled = evaluation.settled();
    let said = text(notice);
    assert!(said.contains(&format!("其中{}个部门（单位）已评定", settled.len())), "{said}");
    for title in ["附件：1．", "　　　2．", "附件1", "附件2", "一、总体情况", "工作要求"] {
        assert!(said.contains(title), "{title}");
    }
}

#[test]
fn the_names_of_a_grade_are_as_many_as_it_has_and_none_is_not_rated() {
    let evaluation = example();
    let said = text(&document(&evaluation, "通报.docx"));
    for (grade, count) in evaluation.grades() {
        let lead = format!("{grade}{count}个：");
        let line = said.lines().find(|line| line.starts_with(&lead)).unwrap_or_else(|| panic!("{lead}\n{said}"));
        let names: Vec<&str> = line[lead.len()..].trim_end_matches('。').split('、').collect();
        assert_eq!(names.len(), count, "{line}");
        for name in names {
            let is = |at: &usize| evaluation.submission.departments[*at].name == name;
            let mut cards = (0..evaluation.cards.len()).filter(is).map(|at| &evaluation.cards[at]);
            assert!(cards.any(|card| card.ranked_total().is_some() && card.standing.grade == grade), "{name}");
        }
    }
}

#[test]
fn a_department_whose_name_stands_twice_is_named_but_gets_no_marks_and_no_letter() {
    let evaluation = example();
    let notice = document(&evaluation, "通报.docx");
    let ranking = tables(&notice)[0];
    let rows: Vec<Vec<&str>> = (0..ranking.rows.len()).map(|at| row(ranking, at)).collect();
    let twice: Vec<&Vec<&str>> = rows.iter().filter(|row| row.get(1) == Some(&"市统计局")).collect();
    assert_eq!(twice.len(), 2);
    for row in twice {
        assert_eq!(row[2..], ["—", "—", "名称重复，核定后评定"]);
    }
    let names: Vec<String> = Documents::of(&evaluation).unwrap().names;
    assert!(!names.iter().any(|name| name.contains("市统计局")), "{names:?}");
    assert!(!rows.iter().flatten().any(|text| text.contains("见附件") || text.ends_with('：')), "{rows:?}");
}

#[test]
fn who_is_not_rated_gets_no_marks_in_part() {
    let evaluation = example();
    let notice = document(&evaluation, "通报.docx");
    let marks = tables(&notice)[1];
    let rated = |name: &str| {
        let is = |at: &usize| evaluation.submission.departments[*at].name == name;
        (0..evaluation.cards.len()).filter(is).any(|at| evaluation.cards[at].ranked_total().is_some())
    };
    for at in marks.headings..marks.rows.len() {
        let cells = row(marks, at);
        let figures = cells[2..].iter().filter(|cell| cell.parse::<Decimal>().is_ok()).count();
        assert!(if rated(cells[1]) { figures > 3 } else { figures == 0 }, "{cells:?}");
    }
}

#[test]
fn the_figures_of_the_report_are_those_of_the_evaluation() {
    let evaluation = example();
    let report = document(&evaluation, "评价报告.docx");
    let said = text(&report);
    for title in [
        "一、基本概况",
        "二、评价工作开展情况",
        "三、指标体系和评分口径",
        "四、评价结论",
        "五、各级指标分析",
        "六、共性问题",
        "七、意见建议",
    ] {
        assert!(said.contains(title), "{title}");
    }
    let listed: Vec<Vec<&str>> =
        tables(&report).into_iter().flat_map(|table| (0..table.rows.len()).map(|at| row(table, at))).collect();
    // those that share a 分值 are named one by one
    let named = |indicators: &[usize]| evaluation.scheme().system.names(indicators);
    for rate in evaluation.indicator_rates() {
        let found = listed.iter().any(|row| {
            row.first() == Some(&&*named(&rate.indicators)) && row.len() == 5 && decimal(row[2]) == rate.average
        });
        assert!(found, "{}", rate.name);
    }
    for loss in evaluation.losses() {
        let found = listed.iter().any(|row| {
            row.len() == 6
                && row[1] == named(&loss.indicators)
                && row[3] == loss.departments.to_string()
                && decimal(row[4]) == loss.lost.0
        });
        assert!(found, "{}", loss.name);
    }
    for rate in evaluation.level_rates() {
        assert!(said.contains(&format!("平均得分{:.2}分", rate.average)), "{}", rate.name);
    }
}

/// What is published is of the departments that are rated, everywhere: the levels add up to the mean, and the annex says
/// the same.
#[test]
fn the_averages_of_the_levels_add_up_to_the_mean_that_is_published() {
    let evaluation = example();
    let rates = evaluation.level_rates();
    let sum: Decimal = rates.iter().map(|rate| rate.average).sum();
    let mean = evaluation.average().unwrap();
    assert!((sum - mean).abs() <= Decimal::new(2, 2), "{sum} {mean}");
    assert!(rates.iter().all(|rate| rate.departments == evaluation.settled().len()));
    for name in ["通报.docx", "评价报告.docx"] {
        let said = text(&document(&evaluation, name));
        for rate in &rates {
            assert!(said.contains(&format!("{:.2}分", rate.average)), "{name}: {} {}", rate.name, rate.average);
        }
    }
}

#[test]
fn the_names_of_the_levels_stand_on_every_page_of_a_reviewed_form() {
    let evaluation = example();
    let document = document(&evaluation, "市水利局-复核结果反馈函.docx");
    let pages: Vec<&Table> = tables(&document).into_iter().filter(|table| table.columns.len() == 8).collect();
    assert!(pages.len() > 1);
    let indicators = pages.iter().map(|table| table.rows.len() - table.headings).sum::<usize>();
    assert_eq!(indicators, evaluation.scheme().system.indicators.len() + 1, "and 总分");
    for page in pages {
        let first = row(page, page.headings);
        assert!(!first[0].is_empty() && !first[1].is_empty(), "{first:?}");
    }
}

#[test]
fn a_bureau_writes_to_itself_as_to_a_part_of_it() {
    let evaluation = example();
    for kind in ["复核结果反馈函", "整改通知书"] {
        let said = text(&document(&evaluation, &format!("市财政局-{kind}.docx")));
        assert!(said.contains("本部门") && !said.contains("你单位"), "{said}");
        assert!(text(&document(&evaluation, &format!("司法局-{kind}.docx"))).contains("你单位"));
    }
}

#[test]
fn a_good_department_that_must_rectify_reads_why_and_by_when() {
    let said = text(&document(&example(), "市财政局-整改通知书.docx"));
    assert!(said.contains("等次为“优秀”，其中“公务卡刷卡率”没有得分。"), "{said}");
    assert!(said.contains("于　　　　年　　月　　日前将整改情况填入所附回执"), "{said}");
    let book = crate::support::book::Book::good(&["甲局"]).setting("整改期限", "2025-08-31").data(0, "公务卡支出", "0");
    let evaluation = book.evaluate();
    let said = text(&document(&evaluation, "甲局-整改通知书.docx"));
    assert!(said.contains("于2025年8月31日前将整改情况填入所附回执"), "{said}");
}

#[test]
fn percentages_and_marks_of_a_table_have_as_many_places() {
    for name in ["评价报告.docx", "通报.docx"] {
        let said = text(&document(&example(), name));
        for part in said.split('%').filter(|part| part.ends_with(|c: char| c.is_ascii_digit())) {
            let number = part.rsplit(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap();
            assert_eq!(number.split('.').nth(1).map(str::len), Some(2), "{name}: {number}%");
        }
    }
}

#[test]
fn while_something_is_open_every_attached_table_says_so() {
    for name in ["评价报告.docx", "通报.docx"] {
        let document = document(&example(), name);
        for section in &document.sections {
            assert!(text_of(section).contains("（未定稿）"), "{name}");
        }
    }
}
