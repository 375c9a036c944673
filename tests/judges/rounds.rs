//! Whole rounds: written, filled in, read back, scored.

use super::{blank, evaluations, filled, find, mark_at, put, save, shown, unjudged};
use crate::support;
use crate::support::book::{found, marks};
use crate::support::{read, run, said};
use jixiao::ground::names::sheets;
use jixiao::ground::quantity::Points;
use jixiao::judges;
use jixiao::judges::{Expected, Plan, Read};
use jixiao::workbook::Sheet;
use jixiao::workbook::read::Book as ReadBook;
use jixiao::workbook::sheet::Value;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::fs;
use std::str::FromStr;

const FIRST: &str = "推进全面小康建设指标任务完成情况";
const NAMES: [&str; 3] = ["甲局", "乙局", "丙局"];

#[test]
fn the_means_of_three_judges_are_scored() {
    let folder = support::folder();
    let path = folder.path();
    let book = unjudged(&NAMES);
    book.save(path);
    let (code, out) = said(path, &["评审", "评分.xlsx", "--judge", "张三", "--judge", "李四", "--judge", "王五"]);
    assert!(code == 0 && out.contains("3名评审（张三、李四、王五），3个部门"), "{out}");
    let written = read(&path.join("评分-评审打分表/评审打分表-李四.xlsx"));
    assert_eq!(written.sheets.len(), 1);
    // as if each had typed into the file of theirs
    let all = evaluations(&book);
    for (number, (name, mark)) in (1..).zip([("张三", "4"), ("李四", "4.5"), ("王五", "4.25")]) {
        let mut sheets = filled(&all, (name, number, 3), "1");
        let at = mark_at(&sheets[0], "乙局", FIRST);
        put(&mut sheets[0], at, mark);
        save(&sheets, path, &format!("评分-评审打分表/评审打分表-{name}.xlsx"));
    }
    let (code, out) = said(path, &["judges", "评分.xlsx", "--read", "评分-评审打分表"]);
    assert!(code == 0 && out.contains("没有填或没有改0格") && out.contains("评分-评定.xlsx"), "{out}");
    let evaluation = jixiao::evaluate("评分-评定.xlsx", &fs::read(path.join("评分-评定.xlsx")).unwrap()).unwrap();
    assert_eq!(marks(&evaluation, 1, FIRST), "4.25");
    assert_eq!(evaluation.cards[0].low, Points(Decimal::ONE_HUNDRED));
    assert_eq!(evaluation.cards[1].low.0, Decimal::new(9925, 2));
    for id in ["D24", "F01"] {
        assert_eq!(found(&evaluation.findings, id), [""; 0]);
    }
    let (code, out) = said(path, &["评分-评定.xlsx"]);
    assert!(code == 0 && out.contains("已定分3个"), "{out}");
    let result = read(&path.join("评分-评定-评分结果.xlsx"));
    assert!(result.sheets.iter().any(|grid| grid.name == sheets::JUDGED), "it is passed on");
}

/// What a workbook of means says of a mark: its row of 评审汇总.
fn told(sheets: &[Sheet], department: &str, indicator: &str) -> Vec<String> {
    let sheet = sheets.iter().find(|sheet| sheet.name == sheets::JUDGED).unwrap();
    let rows = sheet.rows.iter().map(|row| row.cells.iter().map(|(_, cell)| shown(cell)).collect::<Vec<String>>());
    let mut rows = rows.filter(|row| row.get(1).is_some_and(|name| name == department));
    rows.find(|row| row[2] == indicator).unwrap()[3..].to_vec()
}

#[test]
fn the_overview_has_each_mark_mean_and_spread_and_each_figure_its_source() {
    let book = unjudged(&NAMES);
    let all = evaluations(&book);
    let plan = Plan::of(all.whole()).unwrap();
    let mut findings = Vec::new();
    let mut reads: Vec<Read> = Vec::new();
    for (number, (name, mark)) in (1..).zip([("张三", "4"), ("李四", "4.5"), ("王五", "4.6")]) {
        let mut sheets = filled(&all, (name, number, 3), "1");
        let at = mark_at(&sheets[0], "乙局", FIRST);
        put(&mut sheets[0], at, mark);
        reads.extend(judges::read(&plan, name, &ReadBook::of_sheets(&sheets), &mut findings));
    }
    let settled = judges::settle(&plan, reads, (&Expected::default(), false), findings);
    assert!(settled.findings.is_empty(), "{:?}", settled.findings);
    let made = judges::workbook(&plan, &settled);
    // 13.1 ÷ 3 = 4.366…
    assert_eq!(told(&made, "乙局", FIRST), ["5", "4", "4.5", "4.6", "4.37", "0.6", "已填入"]);
    let data = made.iter().find(|sheet| sheet.name == sheets::DATA).unwrap();
    let noted = data.all_rows().cells().find(|(_, cell)| cell.value == Value::Number(Decimal::new(437, 2))).unwrap().1;
    assert_eq!(noted.note(), Some("评审平均：张三4分、李四4.5分、王五4.6分，平均4.37分"));
    let names: Vec<&str> = made.iter().map(|sheet| sheet.name.as_str()).collect();
    let before: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).chain([sheets::JUDGED]).collect();
    assert_eq!(names, before, "every sheet is kept, and nothing was found");
}

#[test]
fn all_judges_may_stand_in_one_workbook_and_several_tables_have_a_sheet_each() {
    let folder = support::folder();
    let path = folder.path();
    let city = crate::support::city::City::joined(1);
    save(&city.sheets, path, "评分.xlsx");
    let (code, out) = said(path, &["评审", "评分.xlsx", "--judges", "2", "-o", "打分.xlsx"]);
    assert_eq!(code, 0, "{out}");
    let written = read(&path.join("打分.xlsx"));
    let names: Vec<&str> = written.sheets.iter().map(|grid| grid.name.as_str()).collect();
    let all = city.evaluations();
    let judged = all.each.iter().filter(|one| {
        one.scheme().columns.iter().any(|column| matches!(column.key, jixiao::scheme::ColumnKey::Judged(_)))
    });
    let per_judge = judged.count();
    assert!(per_judge > 0);
    assert_eq!(names.len(), 2 * per_judge, "{names:?}");
    assert!(names[0].starts_with("评审1") && names[per_judge].starts_with("评审2"), "{names:?}");
    let plan = Plan::of(all.whole()).unwrap();
    let (mut findings, mut reads) = (Vec::new(), Vec::new());
    for judge in [("评审1", 1, 2), ("评审2", 2, 2)] {
        let sheets = filled(&all, judge, "0.3");
        reads.extend(judges::read(&plan, "打分.xlsx", &ReadBook::of_sheets(&sheets), &mut findings));
    }
    let settled = judges::settle(&plan, reads, (&Expected::default(), false), findings);
    assert!(settled.judged.iter().all(|judged| judged.mean.is_some_and(|mean| mean <= judged.most)));
    assert_eq!(settled.judged.len(), plan.keys().count());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_mean_lies_between_the_marks_and_the_order_of_the_files_does_not_matter(
        marks in prop::collection::vec(prop::option::weighted(0.9, 0u32..=500), 8),
        order in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let all = evaluations(&unjudged(&["甲局", "乙局"]));
        let plan = Plan::of(all.whole()).unwrap();
        let files: Vec<(Vec<Read>, Vec<jixiao::ground::Finding>)> = (0..4).map(|judge| {
            let name = ["张三", "李四", "王五", "赵六"][judge];
            let mut sheets = blank(&all, (name, judge + 1, 4));
            for (at, department) in ["甲局", "乙局"].into_iter().enumerate() {
                let cell = mark_at(&sheets[0], department, FIRST);
                let mark = marks[judge * 2 + at].map(|mark| Decimal::new(mark.into(), 2).to_string());
                put(&mut sheets[0], cell, &mark.unwrap_or_default());
            }
            let mut findings = Vec::new();
            (judges::read(&plan, name, &ReadBook::of_sheets(&sheets), &mut findings), findings)
        }).collect();
        let settle = |order: &[usize], partial: bool| {
            let reads = order.iter().flat_map(|at| files[*at].0.clone()).collect();
            let findings = order.iter().flat_map(|at| files[*at].1.clone()).collect();
            judges::settle(&plan, reads, (&Expected::default(), partial), findings)
        };
        let one = settle(&[0, 1, 2, 3], true);
        for judged in &one.judged {
            let given: Vec<Points> = judged.marks.iter().flatten().copied().collect();
            let bounds = given.iter().min().zip(given.iter().max());
            prop_assert_eq!(bounds.is_some(), judged.mean.is_some());
            if let Some(((least, most), mean)) = bounds.zip(judged.mean) {
                prop_assert!(*least <= mean && mean <= *most);
                prop_assert_eq!(judged.spread, Some(*most - *least));
            }
        }
        let other = settle(&order, true);
        let text = |settled: &judges::Settled| judges::json(&plan, settled, "").to_string();
        prop_assert_eq!(text(&one), text(&other));
        // without leave of the clerk a blank keeps the cell as it is
        for (judged, strict) in one.judged.iter().zip(&settle(&order, false).judged) {
            let whole = judged.marks.iter().all(Option::is_some);
            prop_assert_eq!(whole, strict.outcome == judges::Outcome::Filled);
        }
    }
}

#[test]
fn a_department_with_indicators_of_its_own_or_with_another_split_is_judged_within_its_marks() {
    let own = ["甲局", FIRST, "小康监测指标", "5", "", "", "评定", "4", ""];
    let book = unjudged(&NAMES).own_indicator(0, own).data(1, "经济效益/本部门分值", "15");
    let book = book.data(1, "社会效益/本部门分值", "0").data(1, "生态效益/本部门分值", "0");
    let all = evaluations(&book);
    let sheet = &blank(&all, ("张三", 1, 1))[0];
    let at = |department: &str, indicator: &str| {
        let (row, col) = mark_at(sheet, department, indicator);
        let guard = sheet.validations.iter().find(|guard| guard.area.contains(jixiao::ground::CellRef::new(row, col)));
        (shown(sheet.get(row, col).unwrap()), guard.map(|guard| guard.prompt.clone()))
    };
    assert_eq!(at("甲局", FIRST), ("—".into(), None));
    assert_eq!(at("乙局", FIRST), (String::new(), Some("填0至5之间的分数".into())));
    assert_eq!(at("乙局", "经济效益"), (String::new(), Some("填0至15之间的分数".into())));
    assert_eq!(at("乙局", "社会效益"), ("—".into(), None));
    assert_eq!(at("丙局", "经济效益").1, Some("填0至5之间的分数".into()));
    let note = |words: &str| sheet.all_rows().cells().any(|(_, cell)| shown(cell).contains(words));
    assert!(
        note("自行拆分为经济效益15分的：乙局。")
            && note("自行拆分为经济效益5分、社会效益5分、生态效益5分的：甲局、丙局。")
    );
    assert!(note("“—”不在本表打分") && note("本表依据“评分.xlsx”"));
    assert_eq!(find(sheet, "评审：张三").1, 0);
}

#[test]
fn a_workbook_that_leaves_nothing_to_judges_is_told() {
    let folder = support::folder();
    let rules =
        "一级指标\t二级指标\t三级指标\t评分标准\t分值\n投入\t预算\t公开\t①按时公开，60分；②内容完整，40分。\t100";
    let grid = jixiao::scheme::text_table::grid_of_text(rules);
    let system = jixiao::scheme::system_sheet::parse_system(&grid).unwrap().0;
    let scheme = jixiao::scheme::Scheme::of_system(system).unwrap();
    let made = jixiao::template::template(&scheme, &[jixiao::submission::ListedDepartment::new("甲局", "")]);
    save(&made, folder.path(), "评分.xlsx");
    let (code, _, err) = run(folder.path(), &["评审", "评分.xlsx", "--judges", "2"]);
    assert!(code == 2 && err.contains("没有由评审人员打分的指标"), "{err}");
}

#[test]
fn marks_are_decimals_and_stay_exact() {
    let all = evaluations(&unjudged(&["甲局"]));
    let plan = Plan::of(all.whole()).unwrap();
    let (mut reads, mut findings) = (Vec::new(), Vec::new());
    for (number, mark) in (1..).zip(["0.1", "0.2", "0.15"]) {
        let mut sheets = filled(&all, (&format!("评审{number}"), number, 3), "1");
        let at = mark_at(&sheets[0], "甲局", FIRST);
        put(&mut sheets[0], at, mark);
        reads.extend(judges::read(&plan, "打分", &ReadBook::of_sheets(&sheets), &mut findings));
    }
    let settled = judges::settle(&plan, reads, (&Expected::default(), false), findings);
    assert_eq!(settled.judged[0].mean.unwrap().0, Decimal::from_str("0.15").unwrap());
}
