//! 评分表 as other places lay them out: read as they stand, or told which column is missing.

use jixiao::evaluate::Evaluation;
use jixiao::ground::{Finding, Points};
use jixiao::review::read_back::{ReadBack, read_back};
use jixiao::scheme::system_sheet::parse_system;
use jixiao::scheme::text_table::grid_of_text;
use jixiao::scheme::units::unit_of;
use jixiao::scheme::{ColumnKey, IndicatorSystem, Scheme};
use jixiao::workbook::read::{Book, read_book};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/criterion/evidence/tables")
}

fn book(path: &Path) -> Book {
    read_book(&path.display().to_string(), &std::fs::read(path).unwrap()).unwrap()
}

fn read(file: &str) -> Result<IndicatorSystem, Vec<Finding>> {
    parse_system(&book(&folder().join(file)).sheets[0]).map(|(system, _)| system)
}

/// Tables of other places, tests/files/tables.
fn case(file: &str) -> ReadBack {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/tables").join(file);
    read_back(&book(&path)).unwrap_or_else(|refusal| panic!("{file}: {refusal:?}"))
}

/// The table, where its structure is sound, though a wording may be refused.
fn faults_of_structure(faults: &[Finding]) -> Vec<String> {
    let structure = ["R15", "R16", "F10"];
    let of_structure = faults.iter().filter(|fault| structure.contains(&fault.code.info().id));
    of_structure.map(|fault| format!("{} {}", fault.place, fault.message.found)).collect()
}

#[test]
fn the_layouts_of_other_places_are_read_as_they_stand() {
    let expected = std::fs::read_to_string(folder().join("expect.json")).unwrap();
    let expected: Vec<Value> = serde_json::from_str(&expected).unwrap();
    let mut wrong = Vec::new();
    for table in expected.iter().filter(|table| table["indicators"].is_array()) {
        let file = table["file"].as_str().unwrap();
        match read(file) {
            Err(faults) => wrong.push(format!("{file}: {faults:#?}")),
            Ok(system) => differences(file, table, &system, &mut wrong),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn differences(file: &str, table: &Value, system: &IndicatorSystem, wrong: &mut Vec<String>) {
    let wanted = table["indicators"].as_array().unwrap();
    if wanted.len() != system.indicators.len() {
        wrong.push(format!("{file}: {} indicators", system.indicators.len()));
    }
    for (wanted, read) in wanted.iter().zip(&system.indicators) {
        let path: Vec<&str> = wanted["path"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let name = path[path.len() - 1];
        let text = wanted["text"].as_str().unwrap_or(&read.criterion.text);
        let marks = wanted["points"].as_i64().or(wanted["shared_points"].as_i64()).unwrap();
        let same = read.path.level3 == name && read.path.level1 == path[0] && read.criterion.text == text;
        if !same || read.marks != Points(marks.into()) || i64::from(read.row) + 1 != wanted["row"].as_i64().unwrap() {
            wrong.push(format!("{file}: {} {} {}", read.path, read.marks, read.criterion.text));
        }
        if wanted["formula"].as_str().is_some_and(|formula| read.formula.text != formula) {
            wrong.push(format!("{file}: {}", read.formula.text));
        }
        if wanted["target"].as_str().is_some_and(|target| read.target.text != target) {
            wrong.push(format!("{file}: {}", read.target.text));
        }
    }
    if system.total_marks() != Points(table["total"].as_i64().unwrap().into()) {
        wrong.push(format!("{file}: {} in all", system.total_marks()));
    }
}

#[test]
fn a_missing_column_is_named_with_the_headings_there_are() {
    let faults = read("13-no-criterion-column.xlsx").unwrap_err();
    let [fault] = &faults[..] else { panic!("{faults:#?}") };
    assert_eq!(fault.code.info().id, "F10");
    assert_eq!(
        fault.message.found,
        "没有“评分标准”一列；这一行的表头是：一级指标、二级指标、三级指标、分值、指标解释、得分"
    );
}

#[test]
fn columns_of_bands_make_one_text() {
    let system = read("09-bands-abcd.xlsx").unwrap();
    let texts: Vec<&str> = system.indicators.iter().map(|one| one.criterion.text.as_str()).collect();
    assert_eq!(
        texts[..2],
        [
            "≥95%得10分；90%（含）-95%得8分；80%（含）-90%得6分；＜80%不得分。",
            "健全得5分；比较健全得4分；基本健全得3分；不健全不得分。"
        ]
    );
    let unread = "一级指标\t二级指标\t三级指标\t分值\tA\tB\tC\n甲\t乙\t丙率\t5\t≥95%\t≥90%\t＜90%\n";
    let faults = parse_system(&grid_of_text(unread)).unwrap_err();
    assert_eq!(
        faults[0].message.found,
        "没有“评分标准”一列；这一行的表头是：一级指标、二级指标、三级指标、分值、A、B、C"
    );
}

#[test]
fn a_column_of_directions_chooses_the_half_of_the_text() {
    let half = |direction: &str| {
        let rows = format!(
            "指标名称\t指标方向\t分值\t评分标准\t计算公式\n完成率\t{direction}\t100\t\
             正向指标：完成率≥90%，计100分；其他情况不得分。逆向指标：完成率≤90%，计100分；其他情况不得分。\t完成数÷任务数×100%\n"
        );
        let system = parse_system(&grid_of_text(&rows)).unwrap().0;
        let understood = jixiao::scheme::compile::understand(&system.indicators[0]);
        understood.compiled.map(|compiled| compiled.rule.read_back())
    };
    assert!(half("正向").is_some_and(|text| text.contains("不低于")), "{:?}", half("正向"));
    assert!(
        half("逆向指标").is_some_and(|text| text.contains("不高于") || text.contains("不超过")),
        "{:?}",
        half("逆向指标")
    );
    // without a direction no half is taken for both
    assert_eq!(half(""), None);
}

/// 得分＝完成值÷目标值×分值 of an indicator of which less is better.
#[test]
fn a_proportion_against_the_direction_is_refused() {
    let read = |direction: &str, text: &str| {
        let rows = format!("指标名称\t指标方向\t目标值\t分值\t评分标准\n平均办理天数\t{direction}\t5\t100\t{text}\n");
        let system = parse_system(&grid_of_text(&rows)).unwrap().0;
        let understood = jixiao::scheme::compile::understand(&system.indicators[0]);
        understood.compiled.map(|compiled| compiled.measure.unwrap().to_string())
    };
    let (more, less) = ("得分=实际值÷目标值×分值，满分为止。", "得分=目标值÷实际值×分值，满分为止。");
    assert_eq!(read("逆向", more), None);
    assert_eq!(read("正向", less), None);
    assert_eq!(read("正向", more).as_deref(), Some("平均办理天数实际完成值÷5×100%"));
    assert_eq!(read("逆向", less).as_deref(), Some("5÷平均办理天数实际完成值×100%"));
}

/// What is told of the structure, and how many rows and marks there are.
fn outline(file: &str) -> (usize, String, Vec<&'static str>) {
    let read = case(file);
    let told = read.understandings.iter().flat_map(|one| &one.findings).map(|finding| finding.code.info().id);
    let told = told.filter(|id| ["R15", "R16", "R17", "R18", "R19", "R14", "F21"].contains(id)).collect();
    (read.system.indicators.len(), read.system.total_marks().to_string(), told)
}

#[test]
fn the_tables_of_five_places_are_read_as_they_stand() {
    // R15: the files are excerpts, and their levels still state the marks of the whole table
    let (indicators, marks, told) = outline("A-yuhua.xlsx");
    assert_eq!((indicators, marks.as_str()), (6, "33"));
    assert!(told.contains(&"R15") && told.contains(&"R17") && told.contains(&"R19"), "{told:?}");
    let formulas: Vec<String> =
        case("A-yuhua.xlsx").system.indicators.iter().map(|one| one.formula.text.clone()).collect();
    assert_eq!(formulas[0], "（在职人员数/编制数）×100%");
    assert!(formulas.iter().all(|formula| !formula.is_empty()), "{formulas:?}");
    let (indicators, marks, told) = outline("C-siji.xlsx");
    assert_eq!((indicators, marks.as_str()), (7, "39"));
    assert!(!told.contains(&"R16"), "{told:?}");
    assert_eq!(case("C-siji.xlsx").system.indicators[0].path.level2, "工作目标－目标设定");
    assert_eq!(outline("G-xiangmu.xlsx"), (5, "20".into(), vec!["R17"]));
    assert_eq!(outline("H-zhongyang.xlsx").0, 3);
    let b4 = case("B4.xlsx");
    let rule = b4.understandings[3].compiled.as_ref().unwrap();
    let units: Vec<String> =
        rule.measure.as_ref().unwrap().variables().into_iter().map(|item| unit_of(item).to_string()).collect();
    assert_eq!(units, ["人", "人"]);
}

#[test]
fn four_faults_of_a_table_are_told_in_one_round() {
    let read = case("four-faults.xlsx");
    let told: Vec<&str> = read
        .understandings
        .iter()
        .flat_map(|one| &one.findings)
        .filter(|finding| finding.is_open())
        .map(|finding| finding.code.info().id)
        .collect();
    assert!(told.contains(&"R02") && told.contains(&"R06") && told.contains(&"R15"), "{told:?}");
    assert!(read.refuses());
}

#[test]
fn a_rule_without_its_formula_still_shows_how_it_is_read() {
    let table = "指标名称\t分值\t评分标准\n丙率\t100\t丙率≥90%，计100分；其他情况不得分。\n";
    let mut book = book(&folder().join("07-flat.xlsx"));
    book.sheets = vec![grid_of_text(table)];
    let shown = read_back(&book).unwrap().text();
    assert!(shown.contains("R14") && shown.contains("程序的理解"), "{shown}");
}

#[test]
fn all_faults_of_a_table_are_told_in_one_round() {
    let faults = read("14-many-faults.xlsx").unwrap_err();
    let ids: Vec<&str> = faults.iter().map(|fault| fault.code.info().id).collect();
    let wanted = ["R02", "R06", "R03", "R13", "R15"];
    assert!(wanted.iter().all(|id| ids.contains(id)), "{ids:?}");
    assert_eq!(faults_of_structure(&faults).len(), 2, "{faults:#?}");
}

const FLAT: &str = "指标名称\t分值\t评分标准\t计算公式\n";

fn scheme(rows: &str) -> Scheme {
    Scheme::of_system(parse_system(&grid_of_text(&format!("{FLAT}{rows}"))).unwrap().0).unwrap()
}

fn units(scheme: &Scheme) -> Vec<(&str, &str)> {
    let items = scheme.columns.iter().filter_map(|column| match &column.key {
        ColumnKey::DataItem(item) => Some((item.as_str(), column.unit.as_str())),
        _ => None,
    });
    items.collect()
}

#[test]
fn a_unit_comes_from_the_formula_or_from_the_name_and_is_never_invented() {
    let scheme =
        scheme("控制率\t60\t控制率≦100%，计60分；每超过一个百分点扣0.5分，扣完为止。\t实有数（人）÷核定数×100%\n");
    assert_eq!(units(&scheme), [("实有数", "人"), ("核定数", "")]);
    for (item, unit) in [("公务人员数", "人"), ("编制数", "人"), ("三公经费合计", "万元"), ("覆盖数", "")]
    {
        assert_eq!(unit_of(item), unit, "{item}");
    }
}

#[test]
fn the_columns_of_the_form_of_another_place_are_not_asked_for() {
    let scheme =
        scheme("完成率\t60\t完成率≦100%，计60分；每超过一个百分点扣0.5分，扣完为止。\t完成任务数÷任务数×100%\n");
    assert_eq!(scheme.ties.len(), 0);
    assert_eq!(scheme.columns.len(), 2);
}

#[test]
fn other_full_marks_are_said() {
    let row = "控制率\t55\t控制率≦100%，计55分；每超过一个百分点扣0.5分，扣完为止。\t实有人数÷编制数×100%\n";
    let (_, findings) = parse_system(&grid_of_text(&format!("{FLAT}{row}"))).unwrap();
    let said: Vec<&str> = findings.iter().map(|finding| finding.code.info().id).collect();
    assert_eq!(said, ["R17"]);
}

/// Findings of a workbook with one rate, under the headings of 部门数据.
fn filed(headings: &str) -> (Vec<String>, String) {
    let rows = "丙率\t100\t丙率≥90%，计100分；其他情况不得分。\t办结数÷受理数×100%\n";
    let mut system = grid_of_text(&format!("{FLAT}{rows}"));
    system.name = "评分表".into();
    let mut data = grid_of_text(&format!("部门名称\t{headings}\n甲局\t95\t100\n"));
    data.name = "部门数据".into();
    let mut book = book(&folder().join("07-flat.xlsx"));
    book.sheets = vec![system, data];
    let evaluation = Evaluation::of_book(book, "丙.xlsx").unwrap();
    let asked = evaluation.findings.iter().filter(|finding| ["F21", "D06"].contains(&finding.code.info().id));
    let asked = asked.map(|finding| format!("{} {}", finding.code.info().id, finding.place)).collect();
    (asked, evaluation.cards[0].high.to_string())
}

#[test]
fn the_heading_of_the_data_tells_a_unit_that_nothing_else_does_or_is_asked() {
    assert_eq!(filed("办结数（件）\t受理数（件）"), (vec![], "100".into()));
    let asked = vec!["F21 部门数据!B1".to_string(), "F21 部门数据!C1".to_string()];
    assert_eq!(filed("办结数\t受理数"), (asked, "100".into()));
    // a quotient of 元 and 万元 would be wrong by a factor of 10000
    assert_eq!(filed("办结数（元）\t受理数（万元）").0, ["D06 部门数据!B1"]);
}

#[test]
fn grades_of_a_table_of_55_marks_go_by_the_share() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/tables/full-55.xlsx");
    let evaluation = Evaluation::of_book(book(&path), "full-55.xlsx").unwrap();
    let grades: Vec<(String, &str)> =
        evaluation.cards.iter().map(|card| (card.high.to_string(), card.standing.grade.as_str())).collect();
    let [first, second, third, fourth] = &grades[..] else { panic!("{grades:?}") };
    assert_eq!((first.0.as_str(), first.1), ("54", "优秀"));
    // 44 and 49.5 of 55 are 80% and 90%
    assert!(second.0 == "46" || second.1 == "良好", "{second:?}");
    assert_eq!(third.1, "不合格", "{third:?}");
    assert!(fourth.1.contains('～'), "{fourth:?}");
    assert!(evaluation.findings.iter().any(|finding| finding.code.info().id == "R17"));
}

#[test]
fn a_target_without_a_unit_is_in_that_of_its_indicator() {
    let read = read_back(&book(&folder().join("12-units-in-brackets.xlsx"))).unwrap();
    let readings: Vec<String> = read.understandings[..3]
        .iter()
        .map(|one| one.rule.as_ref().map_or(String::new(), |rule| rule.read_back()))
        .collect();
    for (reading, bound) in readings.iter().zip(["500人次", "550元/人", "90%"]) {
        assert!(reading.contains(bound), "{reading}");
    }
}
