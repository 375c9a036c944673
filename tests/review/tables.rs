//! Several 评分表 in what looks again: two years, last year's data, an appeal, two tables, the forms to be filled in.

use crate::support;
use crate::support::city::{City, TABLES};
use jixiao::workbook::write::to_bytes;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A folder with workbooks.
fn folder(cities: &[(&str, City)]) -> tempfile::TempDir {
    let folder = support::folder();
    cities.iter().for_each(|(name, city)| put(folder.path(), name, city));
    folder
}

fn put(folder: &Path, name: &str, city: &City) {
    std::fs::write(folder.join(name), to_bytes(&city.sheets).unwrap()).unwrap();
}

fn last(city: City) -> City {
    city.setting("年度", "2023")
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let (code, out, err) = support::run(folder, arguments);
    assert!(code < 2, "{err}");
    serde_json::from_str(&out).unwrap()
}

fn compared(folder: &Path) -> Value {
    json(folder, &["compare", "去年.xlsx", "今年.xlsx", "-o", "对比.xlsx", "--json"])
}

/// Findings of departments: how many of each code.
fn counted(findings: &Value) -> BTreeMap<(String, String), usize> {
    let mut counted = BTreeMap::new();
    for one in findings.as_array().unwrap() {
        let text = |name: &str| one[name].as_str().unwrap().to_string();
        if !text("department").is_empty() {
            *counted.entry((text("department"), text("code"))).or_default() += 1;
        }
    }
    counted
}

/// The independent check: workbooks with one table know nothing of the others.
#[test]
fn each_table_is_compared_with_that_of_last_year_as_where_it_is_alone() {
    let years = folder(&[("去年.xlsx", last(City::joined(1))), ("今年.xlsx", City::joined(2))]);
    let joined = compared(years.path());
    let tables = joined["tables"].as_array().unwrap();
    assert_eq!(tables.len(), TABLES.len());
    let mut findings = BTreeMap::new();
    for (table, figures) in tables.iter().enumerate() {
        let alone = folder(&[("去年.xlsx", last(City::alone(table, 1))), ("今年.xlsx", City::alone(table, 2))]);
        let alone = compared(alone.path());
        for part in ["levels", "indicators", "same_marks", "average", "changes"] {
            assert_eq!(figures[part], alone[part], "{table} {part}");
        }
        let by_name = |figures: &Value| {
            let all = figures["departments"].as_array().unwrap().clone();
            all.into_iter().map(|one| (one["name"].to_string(), one)).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(by_name(figures), by_name(&alone), "{table}");
        findings.extend(counted(&alone["findings"]));
    }
    assert_eq!(counted(&joined["findings"]), findings);
    assert!(findings.len() > 3, "the figures of last year are not looked at");
    let departments = joined["departments"].as_array().unwrap();
    assert_eq!(departments.len(), 21);
    let book = support::read(&years.path().join("对比.xlsx"));
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    for name in
        ["对比汇总", "部门变化", "指标变化（党群）", "得分变动明细（其余）", "指标体系变化（事业）", "与去年核对"]
    {
        assert!(names.contains(&name), "{names:?}");
    }
    compared(years.path());
}

#[test]
fn one_table_last_year_is_compared_with_several_this_year_and_a_department_that_changed_its_table_by_its_rate() {
    let one = folder(&[("去年.xlsx", last(City::alone(1, 1))), ("今年.xlsx", City::joined(2))]);
    let joined = compared(one.path());
    let tables = joined["tables"].as_array().unwrap();
    assert_eq!((tables.len(), &tables[0]["table"]["after"]), (1, &"评分表（党群）".into()));
    assert_eq!(joined["only_after"].as_array().unwrap().len(), 14);
    // one department of 事业 is now of 党群
    let city = City::joined(2).category(20, "党群部门");
    let moved = folder(&[("去年.xlsx", last(City::joined(1))), ("今年.xlsx", city)]);
    let joined = compared(moved.path());
    let groups = joined["tables"].as_array().unwrap();
    let group = groups.iter().find(|group| group["table"]["before"] != group["table"]["after"]).unwrap();
    assert_eq!(group["departments"].as_array().unwrap().len(), 1);
    let (_, said, _) = support::run(moved.path(), &["compare", "去年.xlsx", "今年.xlsx", "-o", "对比.xlsx"]);
    assert!(said.contains("两年所用评分表不同的1个：公益第6局"), "{said}");
    let names: Vec<String> =
        support::read(&moved.path().join("对比.xlsx")).sheets.into_iter().map(|sheet| sheet.name).collect();
    assert!(names.contains(&"指标变化（事业→党群）".to_string()), "{names:?}");
}

#[test]
fn rates_of_all_are_ranked_together() {
    let years = folder(&[
        ("去年.xlsx", last(City::joined(1)).setting("缺少数据", "计0分")),
        ("今年.xlsx", City::joined(2).setting("缺少数据", "计0分")),
    ]);
    let joined = compared(years.path());
    let score = json(years.path(), &["score", "今年.xlsx", "--json", "-o", "结果.xlsx"]);
    let overall: BTreeMap<&str, &Value> =
        score["overall"].as_array().unwrap().iter().map(|one| (one["name"].as_str().unwrap(), &one["rank"])).collect();
    for one in joined["departments"].as_array().unwrap() {
        assert_eq!(&one["rank"]["after"], overall[one["name"].as_str().unwrap()], "{one}");
    }
}

#[test]
fn this_years_figures_are_checked_against_last_years_table_by_table() {
    let years = folder(&[("去年.xlsx", last(City::joined(1))), ("今年.xlsx", City::joined(2))]);
    let check = |folder: &Path| json(folder, &["check", "今年.xlsx", "--last-year", "去年.xlsx", "--json"]);
    let of_years = |findings: &Value| {
        let mut counted = counted(findings);
        counted.retain(|(_, code), _| code.starts_with('Y'));
        counted
    };
    let mut alone = BTreeMap::new();
    for table in 0..TABLES.len() {
        let one = folder(&[("去年.xlsx", last(City::alone(table, 1))), ("今年.xlsx", City::alone(table, 2))]);
        alone.extend(of_years(&check(one.path())));
    }
    assert_eq!(of_years(&check(years.path())), alone);
    assert!(alone.values().sum::<usize>() > 10, "{alone:?}");
    // the result has them too, with the table of the department
    let arguments = ["score", "今年.xlsx", "--last-year", "去年.xlsx", "-o", "结果.xlsx", "--json"];
    assert_eq!(of_years(&json(years.path(), &arguments)["findings"]), alone);
    // one table last year: the other departments have no last year
    put(years.path(), "去年.xlsx", &last(City::alone(0, 1)));
    let findings = check(years.path());
    let words = findings.as_array().unwrap().iter().filter(|one| one["code"] == "Y05");
    let words: Vec<&str> = words.map(|one| one["found"].as_str().unwrap()).collect();
    assert!(words[0].starts_with("去年没有（或有两行）的部门：党务第0局"), "{words:?}");
}

#[test]
fn an_appeal_is_tried_by_the_departments_own_table() {
    let folder = folder(&[("评分.xlsx", City::joined(1))]);
    let arguments = ["explain", "评分.xlsx", "党务第1局", "--set", "满意度=60%", "-o", "意见.xlsx"];
    let (code, out, err) = support::run(folder.path(), &arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("社会公众或服务对象满意度") && out.contains("本评分表名次"), "{out}");
    // 总分 of 45, as --json says it
    let explained = json(folder.path(), &[&arguments[..5], &["--json"]].concat());
    assert!(explained.to_string().contains("党务第1局"), "{explained}");
    let refused = ["explain", "评分.xlsx", "党务第1局", "--set", "三公经费合计=9"];
    let (code, said) = support::said(folder.path(), &refused);
    assert!(code == 2 && said.contains("没有数据项“三公经费合计”"), "{said}");
}

#[test]
fn tables_are_compared_by_their_names_and_a_table_of_one_side_is_told() {
    let mut other = City::joined(1);
    other.sheets.retain(|sheet| sheet.name != "评分表（事业）");
    other.sheet("评分表（党群）").put(6, 0, jixiao::workbook::sheet::Cell::blank(jixiao::workbook::sheet::Role::Text));
    let folder = folder(&[("甲.xlsx", City::joined(1)), ("乙.xlsx", other)]);
    let (code, out, err) = support::run(folder.path(), &["rules", "甲.xlsx", "--against", "乙.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("【评分表（党群）】\n两张评分表相同") && out.contains("党务第0局："), "{out}");
    assert!(out.contains("评分表（事业）只在原工作簿，没有同名的可比") && !out.contains("公益第0局"), "{out}");
    let against = json(folder.path(), &["rules", "甲.xlsx", "--against", "乙.xlsx", "--json"]);
    assert_eq!(against["tables"].as_array().unwrap().len(), 2);
    assert_eq!(against["only_before"], serde_json::json!(["评分表（事业）"]));
    for _ in 0..2 {
        let (code, said) = support::said(folder.path(), &["rules", "甲.xlsx", "-o", "读法.xlsx"]);
        assert_eq!(code, 0, "{said}");
    }
}

#[test]
fn each_table_has_its_form() {
    let folder = folder(&[("甲.xlsx", City::joined(1))]);
    let arguments = ["template", "--form", "--rules", "甲.xlsx", "--year", "2024", "-o", "填报表.xlsx"];
    let (code, said) = support::said(folder.path(), &arguments);
    assert!(code == 0 && said.contains("每个评分表一个文件"), "{said}");
    for (mark, indicator) in [("其余", "支付进度"), ("党群", "组织生活"), ("事业", "预算编制完整率")]
    {
        let book = support::read(&folder.path().join(format!("填报表（{mark}）.xlsx")));
        let scoring = book.sheets.iter().find(|sheet| sheet.name == "附件3-1").unwrap();
        let texts: Vec<String> = scoring.cells().map(|(_, cell)| jixiao::ground::number::original(cell)).collect();
        assert!(texts.iter().any(|text| text == indicator), "{mark}: {texts:?}");
        assert_eq!(texts[1].contains(mark), mark != "其余", "{}", texts[1]);
    }
    let (code, said) = support::said(folder.path(), &arguments);
    assert!(code == 2 && said.contains("填报表（其余）.xlsx"), "{said}");
}
