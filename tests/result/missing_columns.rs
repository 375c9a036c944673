//! A workbook that lacks a column: what is not there has no formula, and is never taken for column A.

use crate::support::book::Book;
use jixiao::ground::convention::SETTINGS;
use jixiao::ground::finding::Code;
use jixiao::ground::names::sheets;
use jixiao::result::report;
use jixiao::workbook::sheet::{Cell, Role, Sheet, Value};
use jixiao::workbook::write::to_bytes;

const OWN: &str = "其他工作实绩指标完成情况";

/// Two departments; the first details an indicator in 个性化指标.
fn book() -> Book {
    let own = |method, target, done, judged| ["甲局", OWN, "招商引资额", "2", target, done, method, judged, ""];
    Book::good(&["甲局", "乙局"])
        .own_indicator(0, own("按完成比例", "90", "60", ""))
        .own_indicator(1, own("评定", "", "", "1.5"))
}

/// The same without a column of a sheet.
fn without(mut book: Book, sheet: &str, col: u32) -> Book {
    for row in &mut book.sheet(sheet).rows {
        row.cells.retain(|(at, _)| *at != col);
    }
    book
}

fn sheet<'a>(sheets: &'a [Sheet], name: &str) -> &'a Sheet {
    sheets.iter().find(|sheet| sheet.name == name).unwrap()
}

/// All formulas, each with its place. None refers to column A of an input sheet, where the numbers of the rows stand.
fn formulas(sheets: &[Sheet]) -> Vec<(String, String)> {
    let mut formulas = Vec::new();
    for sheet in sheets {
        for (at, cell) in sheet.all_rows().cells() {
            let Some(formula) = cell.formula() else { continue };
            for input in [sheets::DATA, sheets::SELF] {
                let in_column_a = |behind: &str| {
                    let rest = behind.trim_start_matches('$').strip_prefix('A').unwrap_or("other");
                    rest.starts_with(['$', ':']) || rest.starts_with(|c: char| c.is_ascii_digit())
                };
                let before = format!("{input}!");
                assert!(!formula.split(&before).skip(1).any(in_column_a), "{}!{at}: {formula}", sheet.name);
            }
            formulas.push((format!("{}!{at}", sheet.name), formula.to_string()));
        }
    }
    formulas
}

/// The column of a heading of 测算, counted among those of this name.
fn working(sheet: &Sheet, heading: &str, number: usize) -> u32 {
    let is = |cell: &Cell| cell.value == Value::Text(heading.into());
    let headings = sheet.rows[6].cells.iter().filter(|(_, cell)| is(cell));
    headings.map(|(col, _)| *col).nth(number).unwrap()
}

#[test]
fn no_formula_takes_a_column_that_is_not_there_for_column_a() {
    let planned = book().plan();
    for (col, column) in &planned {
        let evaluation = without(book(), sheets::DATA, *col).evaluate();
        assert!(!formulas(&report(&evaluation)).is_empty(), "{}", column.label);
    }
    for col in [0, 1, 2, 3, 4, 5, 10, 11] {
        formulas(&report(&without(book(), sheets::SELF, 2 + 2 * col).evaluate()));
    }
    for col in [4, 5, 6, 7, 8] {
        formulas(&report(&without(book(), sheets::OWN, col).evaluate()));
    }
    formulas(&report(&without(book(), sheets::DATA, 2).evaluate()));
}

#[test]
fn without_shares_a_department_has_the_whole_of_a_shared_full_marks() {
    let shares: Vec<u32> =
        book().plan().iter().filter(|(_, column)| column.label == "本部门分值").map(|(col, _)| *col).collect();
    assert!(shares.len() > 1);
    let lacking = shares.iter().fold(book(), |book, col| without(book, sheets::DATA, *col));
    let sheets = report(&lacking.evaluate());
    let sheet = sheet(&sheets, sheets::WORKING);
    // 乙局 has no own indicators, so nothing says how it splits
    let row = 8;
    let split = sheet.get(row, working(sheet, "拆分方式", 0)).unwrap();
    assert_eq!((&split.value, split.formula()), (&Value::Text("共用".into()), None));
    let full = sheet.get(row, working(sheet, "本部门分值", 1)).unwrap();
    let expected = "\"已拆分\",0,";
    assert!(full.formula().unwrap().contains(expected), "{:?}", full.formula());
    for heading in ["校核前得分", "扣分", "共用扣分"] {
        assert!(sheet.get(row, working(sheet, heading, 0)).unwrap().formula().is_some(), "{heading}");
    }
}

#[test]
fn a_figure_without_a_column_is_missing_and_keeps_no_formula_of_its_value() {
    let col = book().column("三公经费预算");
    let sheets = report(&without(book(), sheets::DATA, col).evaluate());
    let sheet = sheet(&sheets, sheets::WORKING);
    let states = sheet.rows[7].cells.iter().filter(|(_, cell)| cell.value == Value::Text("缺少数据".into()));
    let [(state, _)] = states.collect::<Vec<_>>()[..] else { panic!("one indicator lacks its figure") };
    assert!(sheet.get(7, *state).unwrap().formula().unwrap().contains("缺少数据"));
    let value = sheet.get(7, state + 1).unwrap();
    assert_eq!((&value.value, value.formula()), (&Value::Blank, None));
}

#[test]
fn own_indicators_without_a_column_of_their_figures_keep_no_formula() {
    let sheets = report(&without(book(), sheets::OWN, 4).evaluate());
    let sheet = sheet(&sheets, sheets::WORKING);
    let marks: Vec<Option<&str>> = sheet
        .rows
        .iter()
        .filter_map(|row| match row.get(5).map(|cell| &cell.value) {
            Some(Value::Text(name)) if name == "招商引资额" => Some(row.get(9).unwrap().formula()),
            _ => None,
        })
        .collect();
    assert_eq!(marks.len(), 2);
    assert!(marks.iter().any(Option::is_none) && marks.iter().any(Option::is_some), "{marks:?}");
}

#[test]
fn settings_that_are_added_stand_under_the_headings_of_the_table() {
    let mut book = book();
    // 值 to the left of 名称, a column between them, and one setting alone
    let sheet = book.sheet(sheets::PARAMETERS);
    sheet.rows.clear();
    sheet.merges.clear();
    sheet.validations.clear();
    for (row, value, name) in [(0, "值", "名称"), (1, "1", "得分小数位")] {
        sheet.put(row, 0, Cell::text(Role::Plain, value));
        sheet.put(row, 2, Cell::text(Role::Plain, name));
    }
    let evaluation = book.evaluate();
    let sheets = report(&evaluation);
    let again = jixiao::evaluate("评分.xlsx", &to_bytes(&sheets).unwrap()).unwrap();
    assert_eq!(again.submission.scheme.conventions, evaluation.submission.scheme.conventions);
    let defaults = again.findings.iter().filter(|finding| finding.code == Code::SettingDefault);
    assert_eq!(defaults.map(|finding| finding.message.expected.clone()).collect::<Vec<String>>(), [""; 0]);
    let parameters = self::sheet(&sheets, sheets::PARAMETERS);
    for setting in SETTINGS {
        let name = format!("参数_{}", setting.name);
        let (_, area) = parameters.names.iter().find(|(named, _)| *named == name).unwrap();
        assert_eq!(area.first.col, 0);
        let label = parameters.get(area.first.row, 2).unwrap();
        assert_eq!(label.value, Value::Text(setting.name.into()));
    }
}
