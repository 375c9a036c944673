//! 公文: what each document says, and that its files are whole.

mod files;
mod tables;

use jixiao::documents::Documents;
use jixiao::evaluate::Evaluation;
use jixiao::ground::quantity::Points;
use jixiao::word::{Block, Document, Table};
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
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let texts = blocks.flat_map(|block| match block {
        Block::Line(line) => vec![line.text.clone()],
        Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.clone()).collect(),
    });
    texts.collect::<Vec<String>>().join("\n")
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
    let rated = evaluation.cards.iter().filter(|card| !card.pending()).count();
    assert_eq!(count("-复核结果反馈函.docx"), rated);
    assert!(count("-补正通知.docx") >= evaluation.cards.len() - rated);
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
    for (at, card) in evaluation.cards.iter().enumerate().filter(|(_, card)| !card.pending()) {
        let name = &evaluation.submission.departments[at].name;
        let found = all.iter().find(|(file, document)| {
            file.starts_with(name.as_str())
                && file.ends_with("反馈函.docx")
                && text(document).contains(&format!("复核得分{:.2}分", card.low.0))
        });
        let (_, document) = found.unwrap_or_else(|| panic!("{name}"));
        let Some(table) = tables(document).first().copied() else {
            assert!(card.deductions.is_empty(), "{name}");
            continue;
        };
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
    let words =
        ["待核", "口径", "采信", "规范化", "写法统一", "疑点", "部门数据", "可能得", "〔", "!", "jixiao", "【", "】"];
    for (name, document) in documents(&example()) {
        let text = text(&document);
        let said = words.iter().find(|word| text.contains(**word));
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
