//! Grades, events, cases and numbers of what was done on their way: form, collect, score, compare.

use crate::support;
use crate::support::form::{Form, Official};
use crate::support::run;
use jixiao::cli::save::save;
use jixiao::form;
use jixiao::scheme::Scheme;
use jixiao::scheme::compile::compile;
use jixiao::scheme::parameters::Parameters;
use jixiao::scheme::system_sheet::parse_system;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::submission::department_list::ListedDepartment;
use jixiao::template::template;
use jixiao::workbook::sheet::{Cell, Role};
use serde_json::Value;
use std::path::Path;

const TABLE: &str = "一级指标\t二级指标\t三级指标\t评分标准\t分值\t计算公式
管理\t制度\t制度健全性\t管理制度健全的得10分，基本健全的得6分，不健全的不得分。\t10\t
管理\t资金\t资金合规\t每发现一例违规扣2分，扣完为止；发现挪用资金的，本项不得分。\t10\t
产出\t数量\t培训期数\t每举办1期培训得5分，最高20分。\t20\t
产出\t质量\t验收合格率\t≥95%，计30分；90%（含）-95%，计20分；低于90%的不得分；弄虚作假的，本项不得分。\t30\t验收合格数÷验收总数×100%
产出\t质量\t完成率\t目标值为95%，完成率达到目标值的得30分，每低于目标值1个百分点扣3分，扣完为止。\t30\t完成数÷计划数×100%";

/// What each department fills in, by the heading of the column.
const FILED: [(&str, [(&str, &str); 9]); 3] = [
    ("市财政局", of("健全", ["0", "否"], "3", ["96", "100", "否"], ["96", "100"])),
    ("市教育局", of("基本 健全", ["2", "无"], "0", ["92", "100", "有"], ["90", "100"])),
    ("市水利局", of("较好", ["", ""], "5期", ["92", "100", "否"], ["90", "100"])),
];

const fn of(
    grade: &'static str,
    [cases, misused]: [&'static str; 2],
    trainings: &'static str,
    [good, all, false_figures]: [&'static str; 3],
    [done, planned]: [&'static str; 2],
) -> [(&'static str, &'static str); 9] {
    [
        ("所属等级", grade),
        ("例数", cases),
        ("是否发现挪用资金", misused),
        ("举办培训", trainings),
        ("验收合格数", good),
        ("验收总数", all),
        ("是否弄虚作假", false_figures),
        ("完成数", done),
        ("计划数", planned),
    ]
}

fn scheme() -> Scheme {
    let (system, _) = parse_system(&grid_of_text(TABLE)).unwrap();
    let (rules, _) = compile(&system).unwrap();
    Scheme::new(system, rules, Parameters { year: "2024".into(), ..Parameters::default() }, Vec::new())
}

/// 评分表.xlsx and the forms of three departments in 填报.
fn filed(folder: &Path) {
    let scheme = scheme();
    save(&template(&scheme, &[]), &folder.join("评分表.xlsx")).unwrap();
    std::fs::create_dir(folder.join("填报")).unwrap();
    let mut blank = form::form(&scheme);
    let cells = blank.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
    cells.for_each(|(_, cell)| cell.set_formula(None));
    let official = Official { scheme, blank };
    for (name, cells) in FILED {
        let mut form = Form { name: name.into(), sheets: official.blank.clone() };
        form.beside("部门（单位）名称", name);
        for (label, value) in cells.iter().filter(|(_, value)| !value.is_empty()) {
            let column = official.scheme.columns.iter().find(|column| column.label == *label).unwrap();
            form.supplement(column, value);
        }
        form.save(&folder.join("填报"), &format!("{name}.xlsx"));
    }
}

fn collected(folder: &Path) {
    filed(folder);
    let (code, _, err) = run(folder, &["collect", "填报", "--rules", "评分表.xlsx", "-o", "汇总.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
}

/// Marks of each department, `-` where they are not settled.
fn marks(folder: &Path, input: &str) -> Vec<String> {
    let (_, out, _) = run(folder, &["score", input, "-o", "结果.xlsx", "--json"]);
    std::fs::remove_file(folder.join("结果.xlsx")).unwrap();
    let result: Value = serde_json::from_str(&out).unwrap();
    let scores = |department: &Value| {
        let scores = department["scores"].as_array().unwrap().iter();
        scores.map(|score| score["marks"].as_str().unwrap_or("-").to_string()).collect::<Vec<_>>().join(" ")
    };
    result["departments"].as_array().unwrap().iter().map(scores).collect()
}

#[test]
fn what_the_forms_say_is_scored_by_grade_event_and_number() {
    let folder = support::folder();
    collected(folder.path());
    // in the order of the files; 较好 is none of the grades; without the cases and the event the marks stay open; 5期 is 5
    assert_eq!(marks(folder.path(), "汇总.xlsx"), ["6 6 0 0 15", "- - 20 20 15", "10 10 15 30 30"]);
}

#[test]
fn all_that_is_blank_is_named_beside_a_blank_event() {
    let folder = support::folder();
    collected(folder.path());
    let (_, out, _) = run(folder.path(), &["explain", "汇总.xlsx", "市水利局"]);
    assert!(out.contains("缺少“是否发现挪用资金”（部门数据!H7）、“例数”（部门数据!F7）"), "{out}");
}

#[test]
fn two_years_are_compared_by_grade_and_event() {
    let folder = support::folder();
    collected(folder.path());
    let mut after = template(&scheme(), &FILED.map(|(name, _)| ListedDepartment::new(name, "政府部门")));
    let data = after.iter_mut().find(|sheet| sheet.name == "部门数据").unwrap();
    for (row, (_, cells)) in (5..).zip(FILED) {
        for (label, value) in cells {
            let value = match (label, value) {
                ("所属等级", "健全") => "基本健全",
                ("是否发现挪用资金", "无") => "是",
                other => other.1,
            };
            let at = data.rows[4]
                .cells
                .iter()
                .find(|(col, _)| support::form::text(data, 4, *col).split('（').next() == Some(label));
            let col = at.unwrap().0;
            data.put(row, col, Cell::text(Role::Input, value));
        }
    }
    save(&after, &folder.path().join("今年.xlsx")).unwrap();
    let (code, out, err) = run(folder.path(), &["compare", "汇总.xlsx", "今年.xlsx", "-o", "对比.xlsx", "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let compared: Value = serde_json::from_str(&out).unwrap();
    let moved = |department: &Value| {
        let scores = department["scores"].as_array().unwrap().iter();
        let one = |score: &Value| format!("{}→{}", score["marks"]["before"], score["marks"]["after"]).replace('"', "");
        scores.take(2).map(one).collect::<Vec<_>>().join(" ")
    };
    let moved: Vec<String> = compared["departments"].as_array().unwrap().iter().take(2).map(moved).collect();
    assert_eq!(moved, ["10→6 10→10", "6→6 6→0"]);
}
