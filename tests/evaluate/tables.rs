//! Several 评分表 in one workbook: each department by the table of its 部门类别.

use crate::support::city::{City, TABLES, all_rules};
use jixiao::evaluate::{Evaluation, Evaluations, Scorecard};
use jixiao::ground::finding::{Code, Finding};
use jixiao::ground::names::sheets;
use jixiao::result::report;
use jixiao::review::read_back::read_each;
use jixiao::submission::Entry;
use jixiao::template::migration::rebuild;
use jixiao::workbook::Tint;
use jixiao::workbook::read::Book;
use jixiao::workbook::sheet::{Sheet, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn by_name(evaluation: &Evaluation) -> BTreeMap<&str, &Scorecard> {
    let names = evaluation.submission.departments.iter().map(|department| department.name.as_str());
    names.zip(&evaluation.cards).collect()
}

/// What was found of departments: codes with their number.
fn counted(findings: &[Finding]) -> BTreeMap<(&str, &str, Code), usize> {
    let mut counted = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.code != Code::SimilarDepartment) {
        *counted.entry((finding.department.as_str(), finding.indicator.as_str(), finding.code)).or_default() += 1;
    }
    counted.retain(|(department, ..), _| !department.is_empty());
    counted
}

/// The independent check: a workbook with one table knows nothing of the others.
#[test]
fn each_table_gives_the_marks_that_it_gives_alone() {
    let settings: [&[(&str, &str)]; 3] = [
        &[],
        &[("缺少数据", "采信自评"), ("排名方式", "并列不跳号"), ("优秀比例上限", "30%")],
        &[("缺少数据", "计0分"), ("不适用", "剔除后折算"), ("得分小数位", "0")],
    ];
    for (seed, settings) in (1..).zip(settings) {
        let set = |city: City| settings.iter().fold(city, |city, (name, value)| city.setting(name, value));
        let joined = set(City::joined(seed)).evaluations();
        assert_eq!(joined.each.len(), TABLES.len());
        for (table, part) in joined.each.iter().enumerate() {
            let alone = set(City::alone(table, seed)).evaluations();
            let alone = &alone.each[0];
            let (cards, alone_cards) = (by_name(part), by_name(alone));
            let scores = part.cards.iter().flat_map(|card| &card.scores);
            let (known, all) =
                scores.fold((0, 0), |(known, all), one| (known + usize::from(one.low == one.high), all + 1));
            assert!(known * 2 > all, "the figures do not reach the scores: {known} of {all}");
            assert_eq!(cards.keys().collect::<Vec<_>>(), alone_cards.keys().collect::<Vec<_>>());
            for (name, card) in cards {
                let other = alone_cards[name];
                for (index, (one, two)) in card.scores.iter().zip(&other.scores).enumerate() {
                    let indicator = &part.scheme().system.indicators[index].path;
                    let facts = |score: &jixiao::evaluate::Score| (score.state, score.low, score.high, score.full);
                    assert_eq!(facts(one), facts(two), "seed {seed} {name} {indicator}");
                }
                assert_eq!((card.low, card.high, &card.standing), (other.low, other.high, &other.standing), "{name}");
            }
            assert_eq!(counted(&part.findings), counted(&alone.findings), "seed {seed} table {table}");
        }
    }
}

#[test]
fn columns_stand_once_and_none_is_missing() {
    let joined = City::joined(4).evaluations();
    let bad = [Code::ColumnMissing, Code::ColumnTwice, Code::ColumnUnknown, Code::OtherTable, Code::TableUnused];
    let found: Vec<&Finding> = joined.findings().iter().filter(|finding| bad.contains(&finding.code)).collect();
    assert!(found.is_empty(), "{found:#?}");
    let column = |table: usize, item: &str| {
        let submission = &joined.each[table].submission;
        submission.column_at[submission.scheme.item(item).unwrap()]
    };
    assert_eq!(column(0, "实有人数"), column(1, "实有人数"));
    assert_eq!(column(0, "项目总支出"), column(2, "项目总支出"));
}

/// 名次 among all: total ÷ full marks, compared without rounding.
#[test]
fn all_departments_are_ranked_by_the_share_of_their_own_full_marks() {
    let joined = City::joined(5).setting("缺少数据", "计0分").evaluations();
    let json = jixiao::result::json::result(joined.whole(), "", &[]);
    let mut shares: Vec<Decimal> = Vec::new();
    for one in &joined.each {
        let full = one.scheme().system.total_marks().0;
        shares.extend(one.cards.iter().filter_map(Scorecard::ranked_total).map(|total| total.0 / full));
    }
    let overall = json["overall"].as_array().unwrap();
    let ranked: Vec<_> = overall.iter().filter(|one| !one["rank"].is_null()).collect();
    assert_eq!(ranked.len(), shares.len());
    for one in ranked {
        let share: Decimal = one["rate"].as_str().unwrap().parse().unwrap();
        let better = shares.iter().filter(|other| other.round_dp(10) > share).count();
        assert_eq!(one["rank"].as_u64().unwrap() as usize, better + 1, "{one}");
    }
    assert_eq!(json["tables"][1]["full_marks"], "45");
}

#[test]
fn a_category_that_fits_no_table_or_several_or_is_blank_stops_the_run_at_its_cell() {
    let city = City::joined(1).category(0, "党群系统").category(3, "").category(4, "事业和党群");
    let faults = city.faults();
    let told: Vec<(String, Code)> = faults.iter().map(|fault| (fault.place.to_string(), fault.code)).collect();
    let at = |row: u32| (format!("部门数据!C{}", row + 6), Code::TableUnclear);
    assert_eq!(told, [at(0), at(3), at(4)], "{faults:#?}");
    let mut without_plain = City::joined(1);
    without_plain.sheets.retain(|sheet| sheet.name != sheets::SYSTEM);
    let faults = without_plain.faults();
    assert_eq!(faults.len(), 7, "{faults:#?}");
    assert!(faults[0].message.found.contains("“政府部门”没有对应的评分表"), "{faults:#?}");
}

#[test]
fn a_row_of_parameters_says_which_categories_a_table_serves() {
    let city = City::joined(1).category(0, "人大政协").setting("评分表（党群）适用部门类别", "党群部门、人大政协");
    let joined = city.evaluations();
    assert_eq!(joined.each.iter().map(|one| one.cards.len()).collect::<Vec<_>>(), [6, 8, 7]);
    let twice = City::joined(1)
        .setting("评分表（党群）适用部门类别", "党群部门、政府部门")
        .setting("评分表适用部门类别", "政府部门");
    assert!(twice.faults().iter().all(|fault| fault.code == Code::TableUnclear && fault.place.cell.is_some()));
}

#[test]
fn what_is_filled_in_for_another_table_is_told_and_a_table_without_departments_too() {
    let mut city = City::joined(1);
    let column = |sheet: &Sheet, label: &str| {
        let header = &sheet.rows[3];
        header.cells.iter().find(|(_, cell)| cell.value == Value::Text(label.into())).unwrap().0
    };
    let party = column(city.sheet(sheets::DATA), "党建工作");
    city.put(sheets::DATA, (5, party), "12");
    let joined = city.evaluations();
    let told: Vec<&Finding> = joined.findings().iter().filter(|one| one.code == Code::OtherTable).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!((told[0].place.cell.unwrap().col, told[0].department.as_str()), (party, "市政第0局"));
    let mut idle = City::joined(1);
    let mut copy = idle.sheet("评分表（党群）").clone();
    copy.name = "评分表（学校）".into();
    idle.sheets.push(copy);
    let told = idle.evaluations();
    let told: Vec<_> = told.findings().iter().filter(|one| one.code == Code::TableUnused).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0].place.sheet, "评分表（学校）");
}

#[test]
fn a_department_in_two_rows_of_different_tables_stops_the_run() {
    let mut city = City::joined(1);
    city.put(sheets::DATA, (5, 1), "党务第0局");
    let faults = city.faults();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].message.found.contains("重名"), "{faults:#?}");
}

#[test]
fn the_result_has_the_sheets_of_each_table_and_grey_cells_and_can_be_scored_again() {
    let city = City::joined(2);
    let joined = city.evaluations();
    let bytes = jixiao::write_result(&joined).unwrap();
    let sheets_made = report(&joined);
    let names: Vec<&str> = sheets_made.iter().map(|sheet| sheet.name.as_str()).collect();
    for name in ["汇总", "排名", "得分明细（其余）", "测算（党群）", "扣分原因（事业）", "排名（党群）"]
    {
        assert!(names.contains(&name), "{names:?}");
    }
    let grey = |sheet: &Sheet| {
        let cells = sheet.rows.iter().flat_map(|row| &row.cells);
        cells.filter(|(_, cell)| cell.tint == Some(Tint::NotApplicable)).count()
    };
    let data = sheets_made.iter().find(|sheet| sheet.name == sheets::DATA).unwrap();
    assert!(grey(data) > 100, "{}", grey(data));
    let again = Evaluations::of_bytes("结果.xlsx", &bytes).unwrap();
    for (one, other) in joined.each.iter().zip(&again.each) {
        assert_eq!(one.cards, other.cards);
    }
    let twice: Vec<String> = report(&again).into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(twice, names);
}

#[test]
fn an_old_version_of_the_table_is_no_other_table() {
    for name in ["评分表（旧）", "评分表（修订稿）", "评分表 (2)"] {
        let mut city = City::alone(0, 1);
        let mut copy = city.sheet(sheets::SYSTEM).clone();
        copy.name = name.into();
        city.sheets.push(copy);
        let evaluations = city.evaluations();
        assert_eq!(evaluations.each.len(), 1);
        let told = evaluations.findings().iter().any(|one| one.place.sheet == name && one.code == Code::SheetUnknown);
        assert!(told, "{name}");
    }
}

#[test]
fn what_takes_one_table_refuses_several() {
    let city = City::joined(1);
    let error = city.evaluations().only().err().unwrap().to_string();
    assert!(error.contains("3个评分表"), "{error}");
    let faults = jixiao::scheme::system_of(&all_rules()).err().unwrap();
    assert_eq!((faults.len(), faults[0].code), (1, Code::TableUnclear));
    assert_eq!(read_each(&all_rules()).unwrap().len(), 3);
}

#[test]
fn a_workbook_that_is_rebuilt_scores_the_same_and_a_new_year_takes_no_figures_along() {
    let city = City::joined(3).setting("评分表（党群）适用部门类别", "党群部门");
    let old = Book::of_sheets(&city.sheets);
    let rebuilt = City { sheets: rebuild(&old, None, "").unwrap().sheets };
    let (before, after) = (city.evaluations(), rebuilt.evaluations());
    assert_eq!(before.each.len(), after.each.len());
    for (one, other) in before.each.iter().zip(&after.each) {
        assert_eq!(one.cards, other.cards);
        assert_eq!(one.scheme().ties.len(), other.scheme().ties.len());
    }
    let next = City { sheets: rebuild(&old, None, "2025").unwrap().sheets }.evaluations();
    for (one, other) in before.each.iter().zip(&next.each) {
        assert_eq!(one.cards.len(), other.cards.len());
        let filled = other.submission.departments.iter().flat_map(|department| &department.entries);
        assert!(filled.filter(|entry| **entry != Entry::Blank).count() < other.cards.len() * 3);
    }
}
