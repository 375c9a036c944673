//! Forms of departments under several 评分表: each is read by its own, and none where the 部门类别 is not known.

use crate::support;
use crate::support::city::{City, TABLES, rules};
use crate::support::form::{Form, Official};
use jixiao::evaluate::Evaluations;
use jixiao::form;
use jixiao::ground::names::sheets;
use jixiao::scheme::{Scheme, system_of};
use jixiao::submission::Entry;
use jixiao::workbook::write::to_bytes;
use serde_json::Value;
use std::path::Path;

/// Which departments file, by their table.
const FILED: [(usize, &str, i64); 5] =
    [(0, "市政第0局", 1), (1, "党务第1局", 2), (2, "公益第2局", 3), (0, "市政第3局", 4), (1, "党务第4局", 5)];

fn official(table: usize) -> Official {
    let system = system_of(&rules(&[(table, "评分表")])).unwrap();
    let scheme = Scheme { year: "2024".into(), ..Scheme::of_system(system).unwrap() };
    let mut blank = form::form(&scheme);
    let cells = blank.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
    cells.for_each(|(_, cell)| cell.set_formula(None));
    Official { scheme, blank }
}

fn good(table: usize, name: &str, scale: i64) -> Form {
    Form::good(&official(table), name, scale)
}

/// A folder with the workbook of all tables, its names without figures, and the forms below 表.
fn folder(forms: &[Form]) -> tempfile::TempDir {
    let folder = support::folder();
    let mut city = City::joined(1);
    let data = city.sheet(sheets::DATA);
    for row in data.rows.iter_mut().skip(5) {
        row.cells
            .iter_mut()
            .filter(|(col, _)| *col > 2)
            .for_each(|(_, cell)| cell.value = jixiao::workbook::sheet::Value::Blank);
    }
    std::fs::write(folder.path().join("规则.xlsx"), to_bytes(&city.sheets).unwrap()).unwrap();
    for form in forms {
        form.save(&folder.path().join("表"), &format!("{}.xlsx", form.name));
    }
    folder
}

fn collect(folder: &Path, more: &[&str]) -> (i32, Value) {
    let arguments = [&["collect", "表", "--rules", "规则.xlsx", "-o", "汇总.xlsx", "--json"], more].concat();
    let (code, out, err) = support::run(folder, &arguments);
    assert!(err.is_empty(), "{err}");
    (code, serde_json::from_str(&out).unwrap())
}

fn evaluations(path: &Path) -> Evaluations {
    Evaluations::of_bytes("汇总.xlsx", &std::fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

fn status<'a>(collected: &'a Value, name: &str) -> &'a Value {
    let files = collected["files"].as_array().unwrap();
    files.iter().find(|file| file["file"].as_str().unwrap().starts_with(name)).unwrap()
}

/// The independent check: a workbook with one table knows nothing of the others.
#[test]
fn each_form_is_read_by_its_table_and_scores_as_where_that_table_is_alone() {
    let all = folder(&FILED.map(|(table, name, scale)| good(table, name, scale)));
    let (_, collected) = collect(all.path(), &[]);
    assert!(collected["files"].as_array().unwrap().iter().all(|file| file["status"] != "未读"));
    let joined = evaluations(&all.path().join("汇总.xlsx"));
    assert_eq!(joined.each.len(), TABLES.len());
    for (table, part) in joined.each.iter().enumerate() {
        let own: Vec<_> = FILED.iter().filter(|(own, ..)| *own == table).collect();
        let forms: Vec<Form> = own.iter().map(|(_, name, scale)| good(table, name, *scale)).collect();
        let alone = folder(&forms);
        let city = City::alone(table, 1);
        std::fs::write(alone.path().join("规则.xlsx"), to_bytes(&city.sheets).unwrap()).unwrap();
        collect(alone.path(), &[]);
        let alone = evaluations(&alone.path().join("汇总.xlsx"));
        for (_, name, _) in own {
            let card = |one: &Evaluations| {
                let evaluation = one.whole().of_department(name);
                let at = evaluation.submission.departments.iter().position(|one| one.name == *name).unwrap();
                let filled = evaluation.submission.departments[at].entries.iter().filter(|one| **one != Entry::Blank);
                let own = evaluation.self_total(at);
                (filled.count(), evaluation.cards[at].scores.clone(), own)
            };
            let (one, other) = (card(&joined), card(&alone));
            assert!(one.0 > 5 && one.0 == other.0, "{name} {} {}", one.0, other.0);
            let facts = |scores: &[jixiao::evaluate::Score]| {
                scores.iter().map(|score| (score.state, score.low, score.high)).collect::<Vec<_>>()
            };
            assert_eq!(facts(&one.1), facts(&other.1), "{name}");
            assert_eq!(one.2, other.2, "{name}");
        }
        assert_eq!(part.scheme().year, "2024");
    }
}

#[test]
fn a_form_whose_category_is_not_known_is_not_used_and_told() {
    let forms = [good(0, "市政第0局", 1), good(1, "党务第1局", 2), good(1, "党务九局", 3)];
    let folder = folder(&forms);
    // 规则.xlsx knows the category of 市政第0局; nobody knows that of 市政新局
    std::fs::write(folder.path().join("名单.csv"), "单位名称,部门类别\n市政第0局,\n党务第1局,党群部门\n市政新局,\n")
        .unwrap();
    good(0, "市政新局", 4).save(&folder.path().join("表"), "市政新局.xlsx");
    let (code, collected) = collect(folder.path(), &["--departments", "名单.csv"]);
    assert_eq!(code, 1);
    assert_eq!(status(&collected, "市政第0局")["status"], "已读有疑点");
    assert_eq!(status(&collected, "党务第1局")["status"], "已读有疑点");
    for (name, why) in [("市政新局", "名单上没有写部门类别"), ("党务九局", "不在名单中，没有部门类别")]
    {
        let file = status(&collected, name);
        assert_eq!(file["status"], "未读", "{file}");
        assert!(file["reason"].as_str().unwrap().contains(why), "{file}");
    }
    let findings = collected["findings"].as_array().unwrap();
    let unread = findings.iter().filter(|one| one["code"] == "F32");
    assert_eq!(unread.count(), 2);
    let (_, said) = support::said(folder.path(), &["check", "汇总.xlsx"]);
    assert!(said.contains("部门类别空白"), "{said}");
}

#[test]
fn the_form_of_another_table_is_told() {
    let folder = folder(&[good(1, "市政第0局", 1)]);
    let (_, collected) = collect(folder.path(), &[]);
    let findings = collected["findings"].as_array().unwrap();
    let told = findings.iter().filter(|one| one["code"] == "B14");
    let words: Vec<&str> = told.map(|one| one["found"].as_str().unwrap()).collect();
    assert!(words.iter().any(|words| words.contains("附件3-1的指标是“评分表（党群）”的，不是“评分表”的")), "{words:?}");
}

#[test]
fn a_list_whose_categories_fit_no_table_or_contradict_the_workbook_is_refused_and_nothing_is_written() {
    let folder = folder(&[good(0, "市政第0局", 1)]);
    for (list, words) in [
        ("单位名称,部门类别\n市政第0局,党群系统\n", "“党群系统”可能用“评分表（党群）”"),
        ("单位名称,部门类别\n市政第0局,党群部门\n", "名单写“党群部门”，选作评分表的工作簿的部门数据写“政府部门”"),
    ] {
        std::fs::write(folder.path().join("名单.csv"), list).unwrap();
        let arguments = ["collect", "表", "--rules", "规则.xlsx", "--departments", "名单.csv", "-o", "汇总.xlsx"];
        let (code, said) = support::said(folder.path(), &arguments);
        assert!(code == 2 && said.contains(words), "{said}");
        assert!(!folder.path().join("汇总.xlsx").exists());
    }
}
