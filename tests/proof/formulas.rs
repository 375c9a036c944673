//! The formulas of the result say what the engine says: LibreOffice recalculates workbooks in which every
//! stored result was replaced, and each cell must come out as the engine has it. See docs/live.md.

use super::{all_wordings, office};
use crate::support;
use crate::support::book::Book;
use crate::support::city::City;
use crate::support::generated;
use crate::support::parts::merged;
use jixiao::criterion::{Needs, Rule, Unit};
use jixiao::evaluate::Whole;
use jixiao::ground::convention::SETTINGS;
use jixiao::ground::names::sheets;
use jixiao::ground::place::CellRef;
use jixiao::result::report;
use jixiao::workbook::sheet::{Cell, Sheet, Value};
use rust_decimal::Decimal;
use std::str::FromStr;

/// The formulas that differ once everything was recalculated, of how many.
fn differences<'a>(whole: impl Into<Whole<'a>>, edit: impl FnOnce(&mut [Sheet])) -> (Vec<String>, usize) {
    let folder = support::folder();
    let sheets = report(whole);
    let mut poisoned = sheets.clone();
    let count = office::poison(&mut poisoned);
    edit(&mut poisoned);
    let path = folder.path().join("结果.xlsx");
    jixiao::cli::save::save(&poisoned, &path).unwrap();
    let read = office::read(&office::recalculated(&path));
    (office::differences(&sheets, &read), count)
}

fn prove<'a>(whole: impl Into<Whole<'a>>, what: &str) {
    let (differences, count) = differences(whole, |_| {});
    let shown = differences[..differences.len().min(20)].join("\n");
    assert!(differences.is_empty(), "{what}: {} of {count} formulas differ:\n{shown}", differences.len());
}

#[test]
fn formulas_and_engine_agree_on_a_few_departments() {
    if office::present() {
        prove(&generated::departments(40, 1, 8).evaluate(), "default");
    }
}

/// Three 评分表 in one workbook: the sheets of each, and 汇总 and 排名 of all.
#[test]
fn formulas_and_engine_agree_on_several_tables() {
    if !office::present() {
        return;
    }
    let settings: [&[(&str, &str)]; 2] = [&[], &[("缺少数据", "采信自评"), ("排名方式", "并列不跳号")]];
    for (seed, settings) in (7..).zip(settings) {
        let city = settings.iter().fold(City::joined(seed), |city, (name, value)| city.setting(name, value));
        prove(&city.evaluations(), "several tables");
    }
}

/// Subtotals and own indicators that are left out, ranges where a part is known, and marks that are not rounded up.
#[test]
fn formulas_and_engine_agree_where_a_part_is_left_out_or_not_known() {
    if !office::present() {
        return;
    }
    let left_out = [("不适用", "剔除后折算"), ("基数为零", "不适用"), ("得分小数位", "0"), ("缺少数据", "计0分")];
    let rounded = [("得分小数位", "0"), ("不足一个百分点", "按比例扣"), ("缺少数据", "采信自评")];
    for (seed, settings) in [(31, &left_out[..]), (32, &rounded[..])] {
        let book = generated::departments(60, seed, 8);
        let book = settings.iter().fold(book, |book, (name, value)| book.setting(name, value));
        prove(&book.evaluate(), &format!("{settings:?}"));
    }
}

/// A hair beside the boundaries, with amounts of 13 digits: nearer than formulas can tell. An untouched result must
/// still be the engine's.
#[test]
fn formulas_and_engine_agree_nearer_to_a_boundary_than_formulas_can_tell() {
    if office::present() {
        prove(&generated::beside_boundaries().evaluate(), "beside boundaries");
    }
}

/// A merged category, a name over two rows, figures merged over two departments.
#[test]
fn formulas_and_engine_agree_where_cells_are_merged() {
    if !office::present() {
        return;
    }
    let names = ["甲局", "乙局", "丙局", "丁局"];
    let mut book =
        Book::good(&names).setting("排名范围", "按类别").setting("缺少数据", "计0分").data(0, "满意度", "80");
    for (at, value) in [((6, 2), ""), ((7, 2), "事业单位"), ((6, 3), ""), ((8, 1), "")] {
        book.put(sheets::DATA, at, value);
    }
    let bytes = merged(&book, sheets::DATA, &["C6:C7", "D6:D7", "B8:B9", "K6:L6"]);
    prove(&jixiao::evaluate("评分.xlsx", &bytes).unwrap(), "merged cells");
}

/// A committed workbook as users get it: written, read back and compared cell by cell on the way.
fn prove_file(name: &str) {
    prove_at(&support::path("workbooks").join(name), name);
}

fn prove_at(input: &std::path::Path, name: &str) {
    let folder = support::folder();
    let evaluation = jixiao::cli::run(input, &folder.path().join("结果.xlsx")).unwrap();
    if office::present() {
        prove(&evaluation, name);
    }
}

#[test]
fn formulas_and_engine_agree_on_the_worked_example() {
    prove_file("example.xlsx");
}

#[test]
fn formulas_and_engine_agree_on_another_citys_table_with_rules_of_other_kinds() {
    prove_file("second-city.xlsx");
}

#[test]
fn formulas_and_engine_agree_on_the_grades_of_a_table_of_55_marks() {
    prove_at(&support::path("tests/files/tables/full-55.xlsx"), "full-55.xlsx");
}

/// Settings under which the wordings are proven: each touches some kind of rule.
const READINGS: [&[(&str, &str)]; 5] = [
    &[],
    &[("不足一个百分点", "按比例扣"), ("得分小数位", "4"), ("缺少数据", "计0分")],
    &[("不足一个百分点", "按一个百分点扣"), ("得分小数位", "0"), ("基数为零", "不适用")],
    &[("调整率取绝对值", "否"), ("不适用", "剔除后折算"), ("得分小数位", "3")],
    &[("不适用", "剔除后折算"), ("基数为零", "不适用"), ("缺少数据", "计0分"), ("得分小数位", "1")],
];

#[test]
fn formulas_and_engine_agree_on_the_wordings_of_other_places() {
    if office::present() {
        prove(&all_wordings::workbook(0, READINGS[1]), "wordings");
    }
}

/// Grades in words, ranges for a person, and events that take all marks of a rule of any kind.
#[test]
fn formulas_and_engine_agree_on_the_frames_around_a_rule() {
    if !office::present() {
        return;
    }
    for number in all_wordings::frames()..all_wordings::workbooks() {
        prove(&all_wordings::workbook(number, READINGS[number % READINGS.len()]), &format!("frames {number}"));
    }
}

/// 目标值 in a column, for what is to be large and what is to be small.
#[test]
fn formulas_and_engine_agree_on_targets_of_a_column() {
    if office::present() {
        READINGS.iter().for_each(|settings| prove(&all_wordings::targets(settings), &format!("targets {settings:?}")));
    }
}

/// The wordings have every kind of rule and what else a formula depends on.
#[test]
fn the_wordings_of_other_places_hold_every_face_of_a_formula() {
    let rules = all_wordings::rules();
    let count = |is: &dyn Fn(&Rule) -> bool| rules.iter().filter(|rule| is(rule)).count();
    for kind in jixiao::criterion::KINDS {
        assert!(count(&|rule| rule.kind().id == kind.id) >= 3, "{}", kind.name);
    }
    // the read-back says what a formula depends on
    let says = |kind: &str, words: &[&str]| {
        let says = |rule: &Rule| words.iter().all(|words| rule.read_back().contains(words));
        count(&|rule| rule.kind().id == kind && says(rule))
    };
    let several = |rule: &Rule| {
        let is_several = |step: &str| step.chars().nth(2).is_some_and(|c| c.is_ascii_digit());
        rule.read_back().split('每').skip(1).any(|step| is_several(step) && step.contains("个百分点"))
    };
    let counted = |rule: &Rule| rule.kind().id == "per_step" && matches!(rule.unit(), Some(Unit::Named(_)));
    let faces = [
        ("每超过", says("per_step", &["每超过"])),
        ("每低于", says("per_step", &["每低于"])),
        ("每相差", says("per_step", &["每相差"])),
        ("several points a step", count(&several)),
        ("steps of days and the like", count(&counted)),
        ("最多扣", says("per_step", &["最多扣"])),
        ("a limit below which nothing is given", says("per_step", &["的，不得分"])),
        ("the text on a part of a step", says("per_step", &["；不足"])),
        ("bands against another 数据项", count(&|rule| matches!(rule.needs(), Needs::Against(_)))),
        ("否则", says("bands", &["其他情况，"])),
        ("没有…的按满分计算", count(&|rule| rule.not_applicable().is_some())),
    ];
    let missing: Vec<&str> = faces.iter().filter(|(_, count)| *count == 0).map(|(face, _)| *face).collect();
    assert_eq!(missing, [""; 0]);
}

/// Every wording under one reading, each reading in turn; all wordings under all readings where the proof is whole.
#[test]
#[ignore = "minutes long; .ci/run runs it"]
fn formulas_and_engine_agree_on_all_wordings_under_the_readings() {
    if !office::present() {
        return;
    }
    let readings = READINGS.len();
    let rounds = if groups() < WHOLE { 1 } else { readings };
    for (number, round) in (0..all_wordings::workbooks()).flat_map(|number| (0..rounds).map(move |at| (number, at))) {
        let settings = READINGS[(number + round + 1) % readings];
        prove(&all_wordings::workbook(number, settings), &format!("wordings {number}, {settings:?}"));
    }
}

/// What the input lacks on 参数 is added to the result, and the formulas follow what is typed there.
#[test]
fn formulas_follow_settings_that_the_input_does_not_have() {
    if !office::present() {
        return;
    }
    let settings =
        [("不足一个百分点", "按比例扣"), ("得分小数位", "3"), ("缺少数据", "计0分"), ("排名方式", "并列不跳号")];
    let names: Vec<String> = (1..=8).map(|at| format!("第{at}局")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let book = || {
        let book =
            Book::good(&names).data(0, "实有人数", "23.111").data(1, "采购预算", "").data(2, "三公经费合计", "9.3");
        book.data(3, "满意度", "80").data(4, "满意度", "80").data(5, "满意度", "70")
    };
    let wanted = settings.iter().fold(book(), |book, (name, value)| book.setting(name, value)).evaluate();
    let mut without_rows = book();
    let rows = &mut without_rows.sheet(sheets::PARAMETERS).rows;
    let is_setting = |cell: &(u32, Cell)| settings.iter().any(|(name, _)| cell.1.value == Value::Text((*name).into()));
    rows.iter_mut().filter(|row| row.cells.iter().any(is_setting)).for_each(|row| row.cells.clear());
    let mut without_sheet = book();
    without_sheet.sheets.retain(|sheet| sheet.name != sheets::PARAMETERS);
    for book in [without_rows, without_sheet] {
        let mut edited = report(&book.evaluate());
        settings.iter().for_each(|setting| set(&mut edited, *setting));
        office::poison(&mut edited);
        let folder = support::folder();
        let path = folder.path().join("结果.xlsx");
        jixiao::cli::save::save(&edited, &path).unwrap();
        let scores: Vec<Sheet> = report(&wanted).into_iter().filter(|sheet| sheet.name == sheets::SCORES).collect();
        assert_eq!(office::differences(&scores, &office::read(&office::recalculated(&path))), [""; 0]);
    }
}

/// Types the value of a setting where its defined name leads.
fn set(sheets: &mut [Sheet], (setting, text): (&str, &str)) {
    let name = format!("参数_{setting}");
    for sheet in sheets {
        let Some(at) = sheet.names.iter().find(|(found, _)| *found == name).map(|(_, area)| area.first) else {
            continue;
        };
        sheet.get_mut(at.row, at.col).unwrap().value = match Decimal::from_str(text) {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Text(text.into()),
        };
    }
}

#[test]
fn a_broken_formula_is_caught() {
    if !office::present() {
        return;
    }
    let evaluation = generated::departments(12, 2, 8).evaluate();
    let (found, _) = differences(&evaluation, |sheets| {
        let broken = sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells);
        for (_, cell) in broken {
            // half a step too much
            let formula = cell.formula().map(|formula| formula.replace("INT(ROUND(", "INT(0.5+ROUND("));
            cell.set_formula(formula);
        }
    });
    assert!(found.iter().any(|line| line.starts_with("得分明细")), "{found:?}");
}

/// The formulas of one department, to be read by a person.
#[test]
fn the_formulas_of_one_department_are_as_pinned() {
    let sheets = report(&Book::good(&["市财政局", "市教育局"]).evaluate());
    let mut text = String::new();
    for sheet in sheets.iter().filter(|sheet| sheet.result) {
        for (row, line) in (0..).zip(&sheet.rows) {
            let whole = sheet.name == "汇总" || (sheet.name == "测算" || sheet.name == "得分明细") && row == 7;
            for (col, cell) in line.cells.iter().filter(|(_, cell)| whole && cell.formula().is_some()) {
                let formula = cell.formula().unwrap();
                text += &format!("{}!{} ={formula}\n", sheet.name, CellRef::new(row, *col));
            }
        }
    }
    support::snapshot("formulas", &text);
}

/// Workbooks of 250 departments that make 1,000.
const WHOLE: u64 = 4;

/// How many workbooks prove each setting; CI takes fewer than all, and smaller ones.
fn groups() -> u64 {
    std::env::var("JIXIAO_PROOF_GROUPS").ok().and_then(|groups| groups.parse().ok()).unwrap_or(WHOLE)
}

/// 1,000 departments under one setting, in four workbooks.
fn prove_setting(seed: u64, (name, value): (&str, &str)) {
    let more = match name {
        "不足一个百分点" => [("得分小数位", "4"), ("缺少数据", "采信自评")],
        _ => [("不足一个百分点", "按比例扣"), ("优秀比例上限", "30%")],
    };
    // the defaults are always proven whole
    let groups = if name.is_empty() { WHOLE } else { groups() };
    let departments = if groups < WHOLE { 100 } else { 250 };
    for part in 0..groups {
        // most departments of every other workbook are settled, so that ranks and grades are put to the test
        let mut book = generated::departments(departments, 10 * seed + part, if part % 2 == 0 { 8 } else { 0 });
        for (other, setting) in more.into_iter().filter(|_| !name.is_empty()) {
            book = book.setting(other, setting);
        }
        if !name.is_empty() {
            book = book.setting(name, value);
        }
        prove(&book.evaluate(), &format!("{name}={value}"));
        said_proven(name, value, (part, departments));
    }
}

/// Progress of a proof that takes minutes.
#[allow(clippy::print_stderr, reason = "a long proof must be seen to go on")]
fn said_proven(name: &str, value: &str, (part, departments): (u64, usize)) {
    eprintln!("一致：{name}={value}，第{}组{departments}个部门", part + 1);
}

/// The defaults, then every other value of every setting; `half` is run beside the other half.
fn prove_settings(half: usize) {
    if !office::present() {
        return;
    }
    let others = SETTINGS.iter().flat_map(|setting| setting.values[1..].iter().map(|value| (setting.name, *value)));
    let all = [("", "")].into_iter().chain(others).enumerate();
    for (seed, setting) in all.filter(|(number, _)| number % 2 == half) {
        prove_setting(seed as u64, setting);
    }
}

#[test]
#[ignore = "minutes long; .ci/run runs it"]
fn formulas_and_engine_agree_on_a_thousand_departments_under_every_convention() {
    prove_settings(0);
}

#[test]
#[ignore = "minutes long; .ci/run runs it"]
fn and_under_the_other_half_of_the_conventions() {
    prove_settings(1);
}

#[test]
fn formulas_and_engine_agree_on_the_size_of_a_change() {
    if !office::present() {
        return;
    }
    let bands = "预算调整率≤5%，得3分；5%-10%（含），得2分；＞10%，不得分。";
    let absolute = "预算调整率绝对值≤5%，计3分；每超过一个百分点扣0.5分，扣完为止；超过9%不得分。";
    let steps = "偏差率≤5%，计5分；每超过一个百分点扣0.5分，扣完为止；超过14%不得分。";
    for (setting, text) in [("是", bands), ("否", absolute), ("否", bands)] {
        let mut book = generated::departments(60, 77, 4)
            .system_cell("预算调整率", 3, text)
            .system_cell("“三公经费”变动率", 3, steps)
            .setting("调整率取绝对值", setting);
        for (at, cut) in (0..).zip(["-5", "-5.01", "-6", "-9", "-9.01", "-10", "-10.01", "-40", "7", "0"]) {
            book = book.data(at, "预算数", "100").data(at, "预算调整数", cut);
            let now = (Decimal::from(100) + Decimal::from_str(cut).unwrap()).to_string();
            book = book.data(at, "三公经费合计", &now).data(at, "上年三公经费", "100");
        }
        prove(&book.evaluate(), &format!("{setting} {text}"));
    }
}

#[test]
fn formulas_and_engine_agree_on_shares_and_on_cases_that_cost_together() {
    if !office::present() {
        return;
    }
    let cases = "①资产保存完整；②资产配置合理；③资产处置规范；④资产账务管理合规，帐实相符；⑤资产有偿使用及处置收入及时足额上缴；以上情况每出现2例不符合有关要求的扣1分，扣完为止。";
    let limit = "无结余，3分；有结余，但不超过上年结转的90%，2分；结余超过上年结转的90%，不得分。";
    let divided = "≥95%，计3分；低于95%的，得分＝执行率÷95%×3分；低于60%不得分。";
    let plain = "≥50%，计3分；低于50%的，得分＝刷卡率×3分。";
    for part in ["不扣", "按比例扣", "按一个百分点扣"] {
        let book = generated::departments(120, 91, 6)
            .system_cell("资产管理安全性", 3, cases)
            .system_cell("资金结余", 3, limit)
            .system_cell("政府采购执行率", 3, divided)
            .system_cell("公务卡刷卡率", 3, plain)
            .setting("不足一个百分点", part);
        prove(&book.evaluate(), part);
    }
}
