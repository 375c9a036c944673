//! 申诉台账 in the result, in other workbooks, and as it is added to one.

use super::ledger::{FIRST, agreed, book, departments, json, told, with};
use crate::support;
use crate::support::{read, run};
use jixiao::evaluate::Evaluation;
use jixiao::ground::names::sheets;
use jixiao::ground::{CellRef, original};
use jixiao::result::report;
use jixiao::workbook::read::{Book as Read, Grid, sheet};
use jixiao::workbook::sheet::{Cell, Role, Sheet, copied};
use std::path::Path;

/// The rows of a sheet as texts, blank cells left out.
fn rows(book: &Read, name: &str) -> Vec<Vec<String>> {
    let grid = sheet(book, name).unwrap_or_else(|| panic!("no {name}"));
    grid.rows.iter().map(|row| row.cells.iter().map(|(_, cell)| original(cell)).collect()).collect()
}

fn cell(book: &Read, name: &str, (row, col): (u32, u32)) -> String {
    sheet(book, name).and_then(|grid| grid.cell(CellRef::new(row, col))).map(original).unwrap_or_default()
}

fn score(folder: &Path, file: &str, output: &str) -> Read {
    let (code, out, err) = run(folder, &["score", file, "--no-annex", "-o", output]);
    assert!(code < 2, "{out}{err}");
    read(&folder.join(output))
}

#[test]
fn the_result_shows_the_correction_everywhere() {
    let folder = support::folder();
    with(book(), &[agreed("三公经费预算", "7.2")]).save(folder.path());
    let (_, out, _) = run(folder.path(), &["评分.xlsx"]);
    assert!(out.contains("申诉：按“申诉台账”更正1处，见“初评终评对照”表。"), "{out}");
    let result = read(&folder.path().join("评分-评分结果.xlsx"));
    let data = sheet(&result, sheets::DATA).unwrap();
    let at = CellRef::new(6, 15);
    assert_eq!(original(data.cell(at).unwrap()), "7.2");
    let note = data.notes.iter().find(|(cell, _)| *cell == at).map(|(_, text)| text.clone()).unwrap_or_default();
    assert!(note.contains("原为“5.5”，按申诉台账第4行更正为“7.2”"), "{note}");
    let run_info = rows(&result, sheets::RUN);
    let line = ["申诉台账第4行", "乙局“三公经费预算”（部门数据!P7）由“5.5”更正为“7.2”；办理人：张三"];
    assert!(run_info.iter().any(|row| *row == line), "{run_info:?}");
    let both = rows(&result, sheets::APPEALED);
    for row in [
        vec!["乙局", "三公经费预算", "P7", "5.5", "7.2", "张三"],
        vec!["乙局", "评分表", "94", "100", "第3名", "第1名", "优秀", "优秀"],
        vec!["丙局", "评分表", "98", "98", "第2名", "第3名", "优秀", "优秀"],
        vec!["乙局", "“三公经费”控制率", "6", "0", "6", "增加6分"],
        vec!["乙局", "预算调整率", "3", "3", "3", "不变"],
    ] {
        assert!(both.contains(&row.iter().map(ToString::to_string).collect()), "{row:?}\n{both:?}");
    }
    assert!(!both.iter().flatten().any(|text| text == "甲局"), "it stands where it stood");
    assert_eq!([10, 11, 12].map(|col| cell(&result, sheets::LEDGER, (FIRST, col))), ["部门数据!P7", "5.5", "7.2"]);
}

/// Values and formulas of the sheets that show the scores and the data.
fn live(evaluation: &Evaluation) -> Vec<String> {
    let shown = [sheets::SUMMARY, sheets::RANKING, sheets::SCORES, sheets::WORKING, sheets::REASONS, sheets::DATA];
    let made = report(evaluation).into_iter().filter(|sheet| shown.contains(&sheet.name.as_str()));
    let of_sheet = |sheet: Sheet| {
        let cells = sheet.rows.into_iter().flat_map(|row| row.cells);
        cells.map(move |(col, cell)| format!("{} {col} {:?} {:?}", sheet.name, cell.value, cell.formula()))
    };
    made.flat_map(of_sheet).filter(|text| !text.contains("供核对")).collect()
}

#[test]
fn the_formulas_stand_on_the_corrected_figures_as_on_typed_ones() {
    let by_ledger = with(book(), &[agreed("三公经费预算", "7.2"), agreed("满意度", "93.5")]).evaluate();
    let typed = book().data(1, "三公经费预算", "7.2").data(1, "满意度", "93.5").evaluate();
    assert_eq!(live(&by_ledger), live(&typed));
}

#[test]
fn without_an_accepted_correction_there_is_no_comparison() {
    let folder = support::folder();
    let row = ["乙局", "", "", "不同意", "三公经费预算", "7.2", ""];
    with(book(), &[row]).save(folder.path());
    let result = score(folder.path(), "评分.xlsx", "结果.xlsx");
    assert!(sheet(&result, sheets::APPEALED).is_none());
    assert_eq!(cell(&result, sheets::LEDGER, (FIRST, 6)), "不同意");
    assert_eq!(cell(&result, sheets::LEDGER, (FIRST, 10)), "");
}

#[test]
fn a_result_that_is_scored_again_says_the_same() {
    let folder = support::folder();
    let rows_of = [agreed("三公经费预算", "7.2万元"), agreed("实有人数", "空白"), agreed("满意度", "93.5%")];
    with(book(), &rows_of).save(folder.path());
    let first = json(folder.path(), &["score", "评分.xlsx", "--no-annex", "--json", "-o", "一.xlsx"]);
    let second = json(folder.path(), &["score", "一.xlsx", "--no-annex", "--json", "-o", "二.xlsx"]);
    assert_eq!(first["departments"], second["departments"]);
    assert_eq!(first["corrections"], second["corrections"]);
    let (one, two) = (read(&folder.path().join("一.xlsx")), read(&folder.path().join("二.xlsx")));
    assert_eq!(rows(&one, sheets::APPEALED), rows(&two, sheets::APPEALED));
    assert_eq!(rows(&one, sheets::LEDGER), rows(&two, sheets::LEDGER));
    assert_eq!(told(folder.path(), "一.xlsx"), told(folder.path(), "评分.xlsx"));
}

fn as_sheet(grid: &Grid) -> Sheet {
    let mut sheet = Sheet { merges: grid.merges.clone(), ..Sheet::new(&grid.name) };
    for (at, cell) in grid.cells() {
        sheet.put(at.row, at.col, copied(cell, Role::Plain));
    }
    sheet
}

/// A result in which someone changes cells.
fn changed(folder: &Path, result: &str, edits: &[(&str, (u32, u32), &str)]) {
    let book = read(&folder.join(result));
    let mut sheets: Vec<Sheet> = book.sheets.iter().map(as_sheet).collect();
    for (name, (row, col), text) in edits {
        let sheet = sheets.iter_mut().find(|sheet| sheet.name == *name).unwrap();
        sheet.put(*row, *col, Cell::text(Role::Input, *text));
    }
    jixiao::cli::save::save(&sheets, &folder.join("改过.xlsx")).unwrap();
}

#[test]
fn a_correction_is_taken_back_in_a_result_by_its_conclusion() {
    let folder = support::folder();
    let before = departments(folder.path(), &book());
    with(book(), &[agreed("三公经费预算", "7.2")]).save(folder.path());
    score(folder.path(), "评分.xlsx", "结果.xlsx");
    for (edits, value) in [
        (vec![(sheets::LEDGER, (FIRST, 6), "不同意")], "5.5"),
        (vec![(sheets::LEDGER, (FIRST, 6), "不同意"), (sheets::LEDGER, (FIRST, 8), "")], "5.5"),
        (vec![(sheets::LEDGER, (FIRST, 8), "5.8")], "5.8"),
    ] {
        changed(folder.path(), "结果.xlsx", &edits);
        let again = json(folder.path(), &["score", "改过.xlsx", "--no-annex", "--json", "-o", "再.xlsx"]);
        let wanted = departments(folder.path(), &book().data(1, "三公经费预算", value));
        assert_eq!(again["departments"], wanted, "{edits:?}");
        assert_eq!(again["departments"] == before, value == "5.5");
        let again = read(&folder.path().join("再.xlsx"));
        assert_eq!(cell(&again, sheets::DATA, (6, 15)), value);
        let marks = [11, 12].map(|col| cell(&again, sheets::LEDGER, (FIRST, col)));
        assert_eq!(marks, if value == "5.5" { ["", ""] } else { ["5.5", "5.8"] });
    }
}

#[test]
fn a_corrected_figure_that_was_changed_in_the_result_is_told_and_stays() {
    let folder = support::folder();
    with(book(), &[agreed("三公经费预算", "7.2")]).save(folder.path());
    score(folder.path(), "评分.xlsx", "结果.xlsx");
    changed(folder.path(), "结果.xlsx", &[(sheets::DATA, (6, 15), "6.1")]);
    for file in ["改过.xlsx", "再.xlsx"] {
        let told = told(folder.path(), file_or_scored(folder.path(), file));
        let expected = "A01 申诉台账!I4 部门数据!P7现在是“6.1”，不是以前按这一行更正成的“7.2”";
        assert!(told.len() == 1 && told[0].starts_with(expected), "{told:?}");
    }
}

fn file_or_scored<'a>(folder: &Path, file: &'a str) -> &'a str {
    if file == "再.xlsx" {
        let result = score(folder, "改过.xlsx", file);
        assert_eq!(cell(&result, sheets::DATA, (6, 15)), "6.1");
    }
    file
}

#[test]
fn a_ledger_is_added_to_a_workbook_and_no_other_sheet_changes() {
    let folder = support::folder();
    let mut old = book();
    old.sheets.retain(|sheet| sheet.name != sheets::LEDGER);
    let path = old.save(folder.path());
    let before = departments(folder.path(), &old);
    let bytes = std::fs::read(&path).unwrap();
    let (code, out, err) = run(folder.path(), &["台账", "评分.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("已加上“申诉台账”，其他各表照抄：评分-台账.xlsx"), "{out}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let (was, is) = (read(&path), read(&folder.path().join("评分-台账.xlsx")));
    assert_eq!(is.sheets.len(), was.sheets.len() + 1);
    for grid in &was.sheets {
        assert_eq!(rows(&was, &grid.name), rows(&is, &grid.name), "{}", grid.name);
    }
    let heads =
        ["部门", "指标", "提出日期", "申请事项", "证明材料", "原得分", "结论", "更正项目", "更正数值", "办理人"];
    assert!(rows(&is, sheets::LEDGER).contains(&heads.map(str::to_string).to_vec()));
    let after = json(folder.path(), &["score", "评分-台账.xlsx", "--no-annex", "--json"]);
    assert_eq!(after["departments"], before);
    for (file, output, expected) in [
        ("评分-台账.xlsx", "又.xlsx", "已经有“申诉台账”"),
        ("评分.xlsx", "评分-台账.xlsx", "评分-台账.xlsx"),
        ("评分.xlsx", "评分.xlsx", "原文件不改动"),
        ("没有.xlsx", "又.xlsx", "没有这个文件"),
    ] {
        let (code, _, err) = run(folder.path(), &["ledger", file, "-o", output]);
        assert_eq!(code, 2, "{err}");
        assert!(err.contains(expected), "{err}");
    }
    assert!(!folder.path().join("又.xlsx").exists());
}

#[test]
fn a_rebuilt_workbook_of_the_same_year_keeps_the_ledger() {
    let folder = support::folder();
    with(book(), &[agreed("三公经费预算", "7.2")]).save(folder.path());
    let scored = json(folder.path(), &["score", "评分.xlsx", "--no-annex", "--json", "-o", "结果.xlsx"]);
    for from in ["评分.xlsx", "结果.xlsx"] {
        let new = format!("新-{from}");
        let (code, out, err) = run(folder.path(), &["模板", "--from", from, "-o", &new]);
        assert_eq!(code, 0, "{out}{err}");
        let again = json(folder.path(), &["score", &new, "--no-annex", "--json"]);
        for key in ["departments", "corrections"] {
            assert_eq!(again[key], scored[key], "{from} {key}");
        }
    }
    let (code, out, _) = run(folder.path(), &["模板", "--from", "评分.xlsx", "--year", "2025", "-o", "明年.xlsx"]);
    assert_eq!(code, 0);
    assert!(out.contains("申诉台账"), "{out}");
    let next = read(&folder.path().join("明年.xlsx"));
    assert!(!rows(&next, sheets::LEDGER).iter().flatten().any(|text| text.contains("乙局")));
}
