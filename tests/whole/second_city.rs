//! Another city's table of its own making, from the workbook to the totals. The marks in
//! second-city-marks.tsv were computed by hand from the texts and the figures.

use crate::support::path;
use jixiao::evaluate::Evaluation;
use jixiao::ground::finding::Severity;
use std::path::PathBuf;
use xtask::example::second_city;

fn workbook() -> PathBuf {
    path(second_city::WORKBOOK)
}

fn evaluation() -> Evaluation {
    jixiao::cli::evaluate(&workbook()).unwrap_or_else(|error| panic!("{error:#?}"))
}

#[test]
fn the_committed_workbook_is_what_the_generator_writes() {
    let bytes = jixiao::workbook::write::to_bytes(&second_city::workbook()).unwrap();
    assert!(std::fs::read(workbook()).unwrap() == bytes, "run: cargo xtask example");
}

#[test]
fn every_department_has_the_marks_that_were_computed_by_hand() {
    let evaluation = evaluation();
    let lines: Vec<Vec<&str>> =
        include_str!("second-city-marks.tsv").lines().map(|line| line.split('\t').collect()).collect();
    let names: Vec<&str> = evaluation.submission.departments.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, lines[0][1..]);
    let mut wrong = Vec::new();
    for (index, indicator) in evaluation.submission.scheme.system.indicators.iter().enumerate() {
        let line = &lines[index + 1];
        assert_eq!(indicator.path.level3, line[0]);
        for (card, expected) in evaluation.cards.iter().zip(&line[1..]) {
            let score = &card.scores[index];
            let given = score.marks().map_or(score.state.name().to_string(), |marks| marks.to_string());
            if given != *expected {
                wrong.push(format!("{}: {given} instead of {expected}: {}", line[0], score.reason));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let totals: Vec<String> = evaluation.cards.iter().map(|card| card.total().unwrap().to_string()).collect();
    assert_eq!(totals, lines.last().unwrap()[1..]);
}

#[test]
fn levels_columns_and_points_of_another_city_are_understood() {
    let evaluation = evaluation();
    let system = &evaluation.submission.scheme.system;
    assert_eq!(system.total_marks().to_string(), "100");
    let level1: Vec<String> = system.level1.iter().map(|one| format!("{}{}", one.name, one.stated.unwrap())).collect();
    assert_eq!(level1, ["预算编制管理20", "预算执行管理30", "综合管理20", "履职产出15", "效益与满意度15"]);
    assert_eq!(system.title, "云川市市级部门整体支出绩效评价指标体系及评价标准");
    assert_eq!(system.note, "注：本表为演示而编，云川市是虚构的城市。");
    let kinds: Vec<&str> = evaluation.submission.scheme.rules.iter().map(|rule| rule.rule.kind().name).collect();
    let count = |name: &str| kinds.iter().filter(|kind| **kind == name).count();
    assert_eq!(
        ["逐点扣分", "分档计分", "按例扣分", "分项计分", "按比例计分", "人工评定"].map(count),
        [7, 5, 4, 3, 3, 3]
    );
}

#[test]
fn nothing_of_it_must_be_settled_and_the_grades_follow() {
    let evaluation = evaluation();
    let must: Vec<_> = evaluation.findings.iter().filter(|finding| finding.severity() == Severity::Must).collect();
    assert!(must.is_empty(), "{must:#?}");
    let grades: Vec<&str> = evaluation.cards.iter().map(|card| card.standing.grade.as_str()).collect();
    assert_eq!(grades, ["优秀", "良好", "良好", "不合格", "良好", "良好", "良好", "合格"]);
}
