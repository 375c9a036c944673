//! 公文 of several 评分表: one 通报, and for each department what its own table gives.

use super::{row, tables, text};
use crate::support;
use crate::support::city::{City, TABLES};
use jixiao::documents::AllDocuments;
use jixiao::evaluate::Evaluations;
use jixiao::workbook::write::to_bytes;
use std::collections::BTreeMap;

fn city(seed: u64) -> City {
    City::joined(seed).setting("缺少数据", "计0分")
}

/// Every document as text, by its name.
fn documents(evaluations: &Evaluations) -> BTreeMap<String, String> {
    let all = AllDocuments::of(evaluations.whole()).unwrap();
    let one = |(at, name): (usize, &String)| (name.clone(), text(&all.document(at)));
    all.names.iter().enumerate().map(one).collect()
}

/// The lines of a document, whatever their order: it is that of the columns. What tells that the table is one of
/// several, and whether the document is final, is left out.
fn bare(text: &str) -> Vec<String> {
    let text = text.replace("（满分45分）", "").replace("（未定稿）", "").replace("价结\n果", "价结果");
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('．').to_string())
        .collect();
    lines.sort();
    lines
}

/// The independent check: a workbook with one table knows nothing of the others.
#[test]
fn each_department_gets_what_its_table_alone_gives() {
    let joined = documents(&city(2).evaluations());
    // one 通报, and the report of each table
    let mut count = 1 + TABLES.len();
    for table in 0..TABLES.len() {
        let alone = documents(&City::alone(table, 2).setting("缺少数据", "计0分").evaluations());
        for (name, words) in alone.iter().filter(|(name, _)| name.contains('-')) {
            assert_eq!(bare(&joined[name]), bare(words), "{name}");
            count += 1;
        }
    }
    assert_eq!(joined.len(), count);
    let told = joined.iter().find(|(name, _)| name.starts_with("党务") && name.contains("反馈函"));
    assert!(told.unwrap().1.contains("分（满分45分）"), "{told:?}");
}

#[test]
fn one_notice_names_the_departments_of_all_tables_and_ranks_them_by_their_share() {
    let evaluations = city(3).evaluations();
    let all = AllDocuments::of(evaluations.whole()).unwrap();
    assert_eq!(all.names.iter().filter(|name| name.contains("通报")).count(), 1);
    let notice = all.document(0);
    let words = text(&notice);
    for department in evaluations.each.iter().flat_map(|one| &one.submission.departments) {
        assert!(words.contains(&department.name), "{} is not in {words}", department.name);
    }
    assert!(
        words.contains("）党群部门\n“投入”分值16分") && words.contains("1．2024年度部门整体支出绩效评价得分排名总表"),
        "{words}"
    );
    let json = jixiao::result::json::result(evaluations.whole(), "", &[]);
    let ranked: Vec<&str> = json["overall"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| !one["rank"].is_null())
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    let ranking = tables(&notice)[0];
    let listed: Vec<&str> = (1..=ranked.len()).map(|at| row(ranking, at)[1]).collect();
    assert_eq!(listed, ranked);
    assert_eq!(tables(&notice).len(), 4);
}

#[test]
fn the_files_lie_in_the_folder() {
    let folder = support::folder();
    std::fs::write(folder.path().join("评分.xlsx"), to_bytes(&city(1).sheets).unwrap()).unwrap();
    for _ in 0..2 {
        let (code, said) = support::said(folder.path(), &["score", "评分.xlsx", "--word", "公文", "--no-annex"]);
        assert!(code < 2, "{said}");
    }
    assert!(
        folder.path().join("公文/通报.docx").exists()
            && folder.path().join("公文/党务第1局-复核结果反馈函.docx").exists()
    );
    assert!(!folder.path().join("公文/公文未写完.txt").exists());
}
