//! 年度对比: two workbooks side by side, nothing compared that does not mean the same.

use crate::support;
use crate::support::book::Book;
use crate::support::run;
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

/// A folder with 去年.xlsx and 今年.xlsx.
fn two(before: Book, after: Book) -> tempfile::TempDir {
    let folder = support::folder();
    for (book, year, name) in [(before, "2023", "去年.xlsx"), (after, "2024", "今年.xlsx")] {
        let path = book.setting("年度", year).save(folder.path());
        std::fs::rename(path, folder.path().join(name)).unwrap();
    }
    folder
}

fn compared(before: Book, after: Book) -> Value {
    let folder = two(before, after);
    json(folder.path(), ["去年.xlsx", "今年.xlsx"])
}

fn json(folder: &Path, [before, after]: [&str; 2]) -> Value {
    let output = format!("{before}{after}");
    let (code, out, err) = run(folder, &["compare", before, after, "-o", &output, "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

fn said(before: Book, after: Book) -> String {
    let folder = two(before, after);
    let (code, out, err) = run(folder.path(), &["对比", "去年.xlsx", "今年.xlsx", "-o", "对比.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

fn with_aliases(mut book: Book, pairs: &[(&str, &str)]) -> Book {
    let mut sheet = Sheet::new("部门别名");
    let rows = [("部门（单位）名称", "别名")].into_iter().chain(pairs.iter().copied());
    for (row, (name, alias)) in (0..).zip(rows) {
        sheet.put(row, 0, Cell::text(Role::Text, name));
        sheet.put(row, 1, Cell::text(Role::Text, alias));
    }
    book.sheets.push(sheet);
    book
}

fn department<'a>(comparison: &'a Value, name: &str) -> &'a Value {
    comparison["departments"].as_array().unwrap().iter().find(|department| department["name"] == name).unwrap()
}

fn indicator<'a>(comparison: &'a Value, level3: &str) -> &'a Value {
    let all = comparison["indicators"].as_array().unwrap();
    all.iter().find(|indicator| indicator["indicator"].as_str().unwrap().ends_with(level3)).unwrap()
}

#[test]
fn scores_ranks_and_rates_move_by_department_and_by_indicator() {
    let before = Book::good(&["甲局", "乙局", "丙局"]).data(1, "三公经费预算", "5.5").data(2, "满意度", "90");
    let after = Book::good(&["乙局", "甲局", "丙局"]).data(1, "满意度", "80").data(2, "满意度", "90");
    let comparison = compared(before, after);
    assert_eq!(comparison["same_table"], true);
    let rose = department(&comparison, "乙局");
    assert_eq!((&rose["before"]["total"], &rose["after"]["total"]), (&"94".into(), &"100".into()));
    assert_eq!((&rose["difference"], &rose["rank_move"]), (&"6".into(), &2.into()));
    assert_eq!(rose["rate"], serde_json::json!({ "before": "0.94", "after": "1" }));
    let fell = department(&comparison, "甲局");
    assert_eq!((&fell["difference"], &fell["rank_move"]), (&"-4".into(), &(-2).into()));
    let names: Vec<_> = comparison["departments"].as_array().unwrap().iter().map(|d| d["name"].clone()).collect();
    assert_eq!(names, ["乙局", "丙局", "甲局"], "the greatest rise first");
    assert_eq!(indicator(&comparison, "“三公经费”控制率")["rose_stayed_fell"], serde_json::json!([1, 2, 0]));
    assert_eq!(indicator(&comparison, "满意度")["rose_stayed_fell"], serde_json::json!([0, 2, 1]));
    let levels = comparison["levels"].as_array().unwrap();
    // 过程 40: (40 + 34 + 40) of 120
    assert_eq!(levels[1]["rate"], serde_json::json!({ "before": "0.95", "after": "1" }));
}

#[test]
fn every_figure_is_the_one_that_scoring_each_workbook_gives() {
    let before = Book::good(&["甲局", "乙局"]).data(1, "实有人数", "21").data(0, "公务卡支出", "");
    let after = Book::good(&["甲局", "乙局"]).data(0, "固定资产合计", "40").data(1, "满意度", "77%");
    let folder = two(before, after);
    let comparison = json(folder.path(), ["去年.xlsx", "今年.xlsx"]);
    for (year, file) in [("before", "去年.xlsx"), ("after", "今年.xlsx")] {
        let (_, out, _) = run(folder.path(), &["score", file, "--json"]);
        let scored: Value = serde_json::from_str(&out).unwrap();
        for alone in scored["departments"].as_array().unwrap() {
            let together = department(&comparison, alone["name"].as_str().unwrap());
            for key in ["total", "low", "high", "grade", "rank"] {
                assert_eq!(together[year][key], alone[key], "{year} {key}");
            }
            let marks = together["scores"].as_array().unwrap().iter().map(|score| score["marks"][year].clone());
            let own = alone["scores"].as_array().unwrap().iter().map(|score| score["marks"].clone());
            assert_eq!(marks.collect::<Vec<_>>(), own.collect::<Vec<_>>(), "{year}");
        }
    }
}

#[test]
fn a_result_workbook_compares_as_the_workbook_it_came_from() {
    let before = Book::good(&["甲局", "乙局"]).data(1, "三公经费预算", "5.5");
    let after = Book::good(&["甲局", "乙局"]).data(0, "满意度", "90");
    let folder = two(before, after);
    let inputs = json(folder.path(), ["去年.xlsx", "今年.xlsx"]);
    run(folder.path(), &["score", "去年.xlsx", "-o", "去年结果.xlsx"]);
    run(folder.path(), &["score", "今年.xlsx", "-o", "今年结果.xlsx", "--values"]);
    let results = json(folder.path(), ["去年结果.xlsx", "今年结果.xlsx"]);
    for key in ["departments", "indicators", "levels", "changes", "average"] {
        assert_eq!(inputs[key], results[key], "{key}");
    }
}

#[test]
fn departments_are_matched_by_alias_and_names_that_look_alike_only_suggested() {
    let before = Book::good(&["市商务局", "市教育局", "市林业局", "市地震局"]);
    let after = Book::good(&["市商务和口岸局", "市教育体育局", "市林业局"]);
    let after = with_aliases(after, &[("市商务和口岸局", "市商务局、商务局")]);
    let folder = two(before, after);
    let comparison = json(folder.path(), ["去年.xlsx", "今年.xlsx"]);
    assert_eq!(department(&comparison, "市商务和口岸局")["name_before"], "市商务局");
    assert_eq!(comparison["departments"].as_array().unwrap().len(), 2);
    assert_eq!(comparison["only_before"], serde_json::json!(["市教育局", "市地震局"]));
    assert_eq!(comparison["only_after"], serde_json::json!(["市教育体育局"]));
    assert_eq!(comparison["alike"], serde_json::json!([["市教育局", "市教育体育局"]]));
    let (_, out, _) = run(folder.path(), &["compare", "去年.xlsx", "今年.xlsx"]);
    assert!(
        out.contains("2023年度的“市教育局”与2024年度的“市教育体育局”名称相近，如是同一部门，请写入“部门别名”表"),
        "{out}"
    );
    assert!(out.contains("只在2023年度参评的2个：市教育局、市地震局。"), "{out}");
    assert!(folder.path().join("今年-年度对比.xlsx").exists(), "{out}");
}

#[test]
fn an_alias_that_would_make_one_of_two_departments_of_a_year_merges_nothing() {
    let before = Book::good(&["市体育局", "市教育局"]);
    let after = with_aliases(Book::good(&["市教育局", "市林业局"]), &[("市教育局", "市体育局")]);
    let comparison = compared(before, after);
    assert_eq!(comparison["departments"], Value::Array(vec![]));
    assert_eq!(comparison["doubled"], serde_json::json!(["市教育局", "市体育局"]));
    assert_eq!(comparison["only_after"], serde_json::json!(["市林业局"]));
}

#[test]
fn an_alias_of_two_departments_is_refused() {
    let after = with_aliases(Book::good(&["甲局", "乙局"]), &[("甲局", "旧局"), ("乙局", "旧局")]);
    let folder = two(Book::good(&["甲局"]), after);
    let (code, out, err) = run(folder.path(), &["compare", "去年.xlsx", "今年.xlsx"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("“今年.xlsx”") && err.contains("“旧局”既是“甲局”的别名，又是“乙局”的别名"), "{err}");
    let before = with_aliases(Book::good(&["旧局"]), &[("甲局", "旧局")]);
    let folder = two(before, with_aliases(Book::good(&["甲局", "乙局"]), &[("乙局", "旧局")]));
    let (code, _, err) = run(folder.path(), &["compare", "去年.xlsx", "今年.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("“旧局”在去年的“部门别名”中是“甲局”，在今年的是“乙局”，请改为一致"), "{err}");
}

#[test]
fn a_department_renamed_twice_is_still_the_same() {
    let before = with_aliases(Book::good(&["甲局"]), &[("甲局", "老局")]);
    let after = with_aliases(Book::good(&["新局"]), &[("新局", "甲局、老局")]);
    assert_eq!(department(&compared(before, after), "新局")["name_before"], "甲局");
}

#[test]
fn what_is_not_settled_is_never_taken_for_nought() {
    let before = Book::good(&["甲局", "乙局"]).data(0, "三公经费预算", "");
    let comparison = compared(before, Book::good(&["甲局", "乙局"]));
    let pending = department(&comparison, "甲局");
    assert_eq!((&pending["before"]["low"], &pending["before"]["high"]), (&"94".into(), &"100".into()));
    for key in ["difference", "move", "rank_move"] {
        assert_eq!(pending[key], Value::Null, "{key}");
    }
    assert_eq!(comparison["settled_in_both"], 1);
    assert_eq!(indicator(&comparison, "“三公经费”控制率")["rose_stayed_fell"], serde_json::json!([0, 1, 0]));
    // over 乙局 alone
    assert_eq!(comparison["levels"][1]["departments"], 1);
}

/// 评分标准 of one indicator stricter, 分值 of two judged ones exchanged, one indicator under another name.
fn changed(book: Book) -> Book {
    let text = "以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣1分，扣完为止。";
    book.system_cell("财政供养人员控制率", 3, text)
        .system_cell("省市重点民生实事完成情况", 4, "3")
        .system_cell("其他工作实绩指标完成情况", 4, "3")
        .system_cell("固定资产利用率", 2, "资产利用率")
}

#[test]
fn an_indicator_that_changed_is_marked_and_not_compared() {
    let before = Book::good(&["甲局", "乙局"]).data(0, "实有人数", "21");
    let after = changed(Book::good(&["甲局", "乙局"]).data(0, "实有人数", "21"))
        .data(0, "省市重点民生实事完成情况/评定得分", "1.5")
        .data(1, "省市重点民生实事完成情况/评定得分", "3")
        .data(0, "其他工作实绩指标完成情况/评定得分", "3")
        .data(1, "其他工作实绩指标完成情况/评定得分", "3");
    let comparison = compared(before, after);
    let what = |level3: &str| indicator(&comparison, level3)["words"].clone();
    assert_eq!(what("财政供养人员控制率"), "评分标准变化，不作比较");
    assert_eq!(what("省市重点民生实事完成情况"), "分值变化，只比得分率");
    assert_eq!(what("资产利用率"), "今年新增，不作比较");
    assert_eq!(indicator(&comparison, "财政供养人员控制率")["rose_stayed_fell"], Value::Null);
    // 1.5 of 3 and 3 of 3 after 2 of 2 and 2 of 2
    let rates = indicator(&comparison, "省市重点民生实事完成情况");
    assert_eq!(rates["rate"], serde_json::json!({ "before": "1", "after": "0.75" }));
    assert_eq!(rates["rose_stayed_fell"], serde_json::json!([0, 1, 1]));
    // 100 − 5 (text) − 6 (two 分值) − 3 (gone)
    assert_eq!(comparison["same_marks"], "86");
    let first = department(&comparison, "甲局");
    assert_eq!(first["same_marks"], serde_json::json!({ "before": "86", "after": "86" }));
    assert_eq!((&first["move"], &first["difference"]), (&"0".into(), &"-4".into()), "{first}");
    assert_eq!(comparison["changes"].as_array().unwrap().len(), 5, "{}", comparison["changes"]);
}

#[test]
fn an_indicator_is_not_compared_where_a_convention_that_touches_it_changed() {
    let after = Book::good(&["甲局"]).setting("不足一个百分点", "按比例扣").setting("得分小数位", "1");
    let comparison = compared(Book::good(&["甲局"]), after);
    assert_eq!(indicator(&comparison, "财政供养人员控制率")["words"], "口径“不足一个百分点”变化，不作比较");
    assert_eq!(indicator(&comparison, "资金结余")["words"], "可比");
    let changes: Vec<_> =
        comparison["changes"].as_array().unwrap().iter().map(|change| change["indicator"].clone()).collect();
    assert_eq!(changes, ["口径：不足一个百分点", "口径：得分小数位"]);
}

#[test]
fn ranks_given_in_another_way_are_not_compared() {
    let comparison = compared(Book::good(&["甲局"]), Book::good(&["甲局"]).setting("排名范围", "按类别"));
    assert_eq!(department(&comparison, "甲局")["rank_move"], Value::Null);
    assert_eq!(department(&comparison, "甲局")["difference"], "0");
}

#[test]
fn years_that_stand_the_wrong_way_round_are_doubted() {
    let folder = two(Book::good(&["甲局"]), Book::good(&["甲局"]));
    let (_, out, _) = run(folder.path(), &["compare", "今年.xlsx", "去年.xlsx", "-o", "对比.xlsx"]);
    assert!(out.contains("前一个工作簿是2024年度，后一个是2023年度，先写去年、后写今年，是否写反了？"), "{out}");
    assert!(!said(Book::good(&["甲局"]), Book::good(&["甲局"])).contains("是否写反"));
}

#[test]
fn a_workbook_that_cannot_be_scored_is_named_with_all_its_faults() {
    let folder = two(Book::good(&["甲局"]).setting("缺少数据", "随便"), Book::good(&["甲局"]));
    let (code, out, err) = run(folder.path(), &["compare", "去年.xlsx", "今年.xlsx"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("“去年.xlsx”不能评分") && err.contains("F12"), "{err}");
    assert!(!folder.path().join("今年-年度对比.xlsx").exists());
}

#[test]
fn neither_workbook_is_ever_the_result() {
    let folder = two(Book::good(&["甲局"]), Book::good(&["甲局"]));
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let (before, after) = (bytes("去年.xlsx"), bytes("今年.xlsx"));
    for output in ["去年.xlsx", "今年.xlsx"] {
        let (code, _, err) = run(folder.path(), &["compare", "去年.xlsx", "今年.xlsx", "-o", output]);
        assert_eq!(code, 2);
        assert!(err.contains("原文件不改动"), "{err}");
    }
    let (code, _, err) = run(folder.path(), &["compare", "去年.xlsx", "去年.xlsx"]);
    assert_eq!(code, 2);
    assert!(err.contains("同一个文件"), "{err}");
    assert!(before == bytes("去年.xlsx") && after == bytes("今年.xlsx"));
}

#[test]
fn the_comparison_is_written_print_ready_and_its_differences_are_formulas() {
    let before = Book::good(&["市商务局", "乙局", "丙局", "丁局", "市教育局"])
        .data(0, "实有人数", "21")
        .data(1, "三公经费预算", "5.5")
        .data(3, "三公经费预算", "");
    let after = Book::good(&["市商务和口岸局", "乙局", "丙局", "丁局", "市教育体育局"])
        .data(2, "满意度", "90")
        .setting("优秀比例上限", "30%");
    let after = changed(with_aliases(after, &[("市商务和口岸局", "市商务局")]));
    let after = (0..5).fold(after, |book, at| {
        book.data(at, "省市重点民生实事完成情况/评定得分", "2.5").data(at, "其他工作实绩指标完成情况/评定得分", "3")
    });
    let folder = two(before, after);
    let (code, _, err) = run(folder.path(), &["compare", "去年.xlsx", "今年.xlsx", "-o", "对比.xlsx"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let dump = support::dump(&folder.path().join("对比.xlsx"));
    support::snapshot("compare", &dump);
    assert!(check_differences(&dump) > 20);
}

/// Every `A-B` among the formulas gives its stored result; how many there were.
fn check_differences(dump: &str) -> usize {
    let mut checked = 0;
    for sheet in dump.split("== ").skip(1) {
        let cells: BTreeMap<&str, &str> =
            sheet.lines().flat_map(|line| line.split(" | ")).filter_map(|cell| cell.split_once(": ")).collect();
        for text in cells.values() {
            let Some((value, formula)) = text.split_once(" [=") else { continue };
            let formula = formula.split(']').next().unwrap();
            let inner = formula.trim_start_matches("ROUND(").trim_start_matches('(');
            let (one, rest) = inner.split_once('-').unwrap();
            let other: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
            let number = |at: &str| Decimal::from_str(cells[at].split(' ').next().unwrap()).unwrap();
            let scale = if formula.contains("*100") { Decimal::ONE_HUNDRED } else { Decimal::ONE };
            let expected = (number(one) - number(&other)) * scale;
            assert_eq!(Decimal::from_str(value).unwrap().round_dp(8), expected.round_dp(8), "{text}");
            checked += 1;
        }
    }
    checked
}
