//! `jixiao score --forms`: each department's reviewed 附件3-1.

use crate::support;
use jixiao::ground::cell::Raw;
use jixiao::ground::names::sheets;
use jixiao::ground::number::original;
use jixiao::ground::place::CellRef;
use jixiao::workbook::read::{Book, Grid};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Columns of a reviewed form.
const OWN: u32 = 5;
const MARKS: u32 = 6;
const REASON: u32 = 7;
const FIRST_ROW: u32 = 4;

/// Exit code, standard output and standard error of `jixiao score …` in `folder`.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    support::run(folder, &[&["score"], arguments].concat())
}

fn example() -> String {
    support::path("workbooks/example.xlsx").display().to_string()
}

/// The example scored into `folder`: what `--json` says.
fn scored(folder: &Path, more: &[&str]) -> Value {
    let example = example();
    let arguments = [&[example.as_str(), "-o", "结果.xlsx", "--json", "--forms", "复核"], more].concat();
    let (code, out, err) = run(folder, &arguments);
    assert!(code < 2, "{err}");
    serde_json::from_str(&out).unwrap()
}

/// The example scored once for all tests that only read: the folder and what `--json` said.
fn once() -> (&'static Path, &'static Value) {
    static ONCE: LazyLock<(tempfile::TempDir, Value)> = LazyLock::new(|| {
        let folder = support::folder();
        let result = scored(folder.path(), &[]);
        (folder, result)
    });
    (ONCE.0.path(), &ONCE.1)
}

fn files(result: &Value) -> Vec<PathBuf> {
    result["forms"].as_array().unwrap().iter().map(|path| PathBuf::from(path.as_str().unwrap())).collect()
}

/// What a cell shows; numbers without trailing zeros.
fn shown(grid: &Grid, row: u32, col: u32) -> String {
    match grid.cell(CellRef::new(row, col)) {
        Some(cell) => match &cell.raw {
            Raw::Number(number) => number.normalize().to_string(),
            _ => original(cell),
        },
        None => String::new(),
    }
}

fn sheet<'a>(book: &'a Book, name: &str) -> &'a Grid {
    jixiao::workbook::read::sheet(book, name).unwrap()
}

/// 扣分原因 of the result, by 部门 and 三级指标 with its 一级 and 二级: those of a shared 分值 stand together.
fn reasons(result: &Book) -> BTreeMap<(String, String), Vec<String>> {
    let grid = sheet(result, sheets::REASONS);
    let mut reasons: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in grid.rows.iter().map(|row| row.index).filter(|row| *row > 3) {
        let path = [2, 3, 4].map(|col| shown(grid, row, col)).join("/");
        reasons.entry((shown(grid, row, 1), path)).or_default().push(shown(grid, row, 8));
    }
    reasons
}

/// Where the line below the title names a department.
fn named(form: &Grid, name: &str) -> bool {
    let whose = shown(form, 2, 0);
    whose.strip_prefix("部门（单位）名称：").is_some_and(|rest| rest.split('　').next() == Some(name))
}

/// What is told of an indicator, on the 续页 where its row says so.
fn told(form: &Grid, row: u32) -> String {
    let told = shown(form, row, REASON);
    let Some(number) = told.strip_prefix("见续页第").and_then(|rest| rest.strip_suffix("条。")) else {
        return told;
    };
    let rows: Vec<u32> = form.rows.iter().map(|row| row.index).collect();
    let begins = |row: &u32| shown(form, *row, 0).starts_with(&format!("{number}."));
    let first = rows.iter().copied().find(begins).unwrap();
    let more = rows.iter().copied().filter(|row| *row > first).take_while(|row| shown(form, *row, 0) == "（续）");
    [first].into_iter().chain(more).map(|row| shown(form, row, 3)).collect()
}

#[test]
fn every_score_is_that_of_the_result_and_every_lost_point_is_told() {
    let (folder, result) = once();
    let book = support::read(&folder.join("结果.xlsx"));
    let scores = sheet(&book, sheets::SCORES);
    let first = scores.rows.iter().map(|row| row.index).find(|row| shown(scores, *row, 0) == "1").unwrap();
    let departments = result["departments"].as_array().unwrap();
    assert_eq!(files(result).len(), departments.len());
    for ((at, department), path) in (0..).zip(departments).zip(files(result)) {
        let form = support::read(&folder.join(path));
        let form = sheet(&form, "附件3-1");
        let name = department["name"].as_str().unwrap();
        assert!(named(form, name), "{name}: {}", shown(form, 2, 0));
        assert_eq!(shown(scores, first + at, 1), name);
        let indicators = department["scores"].as_array().unwrap();
        for (index, score) in (0..).zip(indicators) {
            let row = FIRST_ROW + index;
            let path = score["indicator"].as_str().unwrap();
            assert!(path.ends_with(&shown(form, row, 2)), "{path}");
            let printed = shown(form, row, MARKS);
            let number = |key: &str| score[key].as_str().map(|text| text.parse::<Decimal>().unwrap());
            let none = score["state"] == "待核" || number("full_marks") == Some(Decimal::ZERO);
            match none {
                true => assert_eq!(printed, "—", "{name} {path}"),
                false => assert_eq!(printed, shown(scores, first + at, 3 + index), "{name} {path}"),
            }
            let reason = told(form, row);
            for word in ["部门数据!", "〔", "待核", "口径", "采信", "按自评计分："] {
                assert!(!reason.contains(word), "{name} {path}: {reason}");
            }
            let lost = number("full_marks").zip(number("marks")).map(|(full, marks)| full - marks);
            if let Some(lost) = lost.filter(|lost| *lost > Decimal::ZERO) {
                assert!(reason.contains(&format!("扣{}分", lost.normalize())), "{name} {path}: {reason}");
            } else if score["state"] != "已评分" {
                assert!(!reason.is_empty(), "{name} {path}");
            }
        }
        let end = FIRST_ROW + indicators.len() as u32;
        assert_eq!(shown(form, end, 0), "总 分");
        // of two rows with one name neither is rated
        let unrated = department["rank"].is_null();
        let total = department["total"].as_str().filter(|_| !unrated).unwrap_or("—");
        assert_eq!(shown(form, end, MARKS), total, "{name}");
        assert_eq!(shown(form, end, OWN), department["self_total"].as_str().unwrap_or_default(), "{name}");
        let words = shown(form, end, REASON);
        let grade = department["grade"].as_str().unwrap();
        let text = form.rows.iter().map(|row| shown(form, row.index, 0)).collect::<Vec<_>>().join("\n");
        if unrated {
            assert!(
                ["资料不全，暂不评定", "尚待评定", "名称重复，核定后评定"].contains(&words.as_str()),
                "{name}: {words}"
            );
            assert!(shown(form, 1, 0).ends_with("（未定稿）") && !text.contains("签字"), "{name}: {text}");
            assert!(
                ["补正后报", "评定后另行通知", "核定后另行通知"].iter().any(|then| text.contains(then)),
                "{name}: {text}"
            );
        } else {
            assert!(words.starts_with(&format!("评价等次：{grade}")), "{name}: {words}");
            assert!(!shown(form, 1, 0).contains("未定稿") && text.contains("部门（单位）负责人（签章）："), "{text}");
        }
    }
}

#[test]
fn a_form_has_two_pages_and_one_more_where_reasons_find_no_room() {
    let (folder, result) = once();
    let mut further = 0;
    for path in files(result) {
        let text = support::dump(&folder.join(&path));
        let print = text.lines().find(|line| line.starts_with("print:")).unwrap();
        let pages = print.matches("break after ").count() + 1;
        further += usize::from(pages == 3);
        assert!(pages == 2 || pages == 3 && text.contains("续页：扣分原因"), "{path:?}: {print}");
    }
    assert!(further > 0 && further < files(result).len() / 2, "{further}");
}

#[test]
fn the_reason_of_a_shared_full_mark_stands_at_its_first_indicator() {
    let folder = once().0;
    let book = support::read(&folder.join("结果.xlsx"));
    let together: Vec<_> = reasons(&book).into_iter().filter(|((_, path), _)| path.contains('、')).collect();
    assert!(!together.is_empty());
    for ((name, path), _) in together {
        let form = support::read(&folder.join(format!("复核/{name}-附件3-1复核表.xlsx")));
        let form = sheet(&form, "附件3-1");
        let first = path.rsplit('/').next().unwrap().split('、').next().unwrap();
        let row = (FIRST_ROW..40).find(|row| shown(form, *row, 2) == first).unwrap();
        assert!(told(form, row).contains('扣'), "{name}: {}", told(form, row));
    }
}

#[test]
fn the_form_of_a_department_is_as_pinned() {
    let form = once().0.join("复核/市纪委监委机关-附件3-1复核表.xlsx");
    support::snapshot("reviewed-form", &support::dump(&form));
}

#[test]
fn no_page_begins_inside_a_merged_cell() {
    let (folder, result) = once();
    for path in files(result) {
        let form = folder.join(path);
        let text = support::dump(&form);
        let print = text.lines().find(|line| line.starts_with("print:")).unwrap();
        let breaks = print.split("break after ").skip(1).map(|rest| rest.split(',').next().unwrap().parse().unwrap());
        let breaks: Vec<u32> = breaks.collect();
        assert!(!breaks.is_empty() && print.contains("A4 portrait"), "{print}");
        assert!(print.contains("$4:$4"), "the header is repeated: {print}");
        let book = support::read(&form);
        let merges = &sheet(&book, "附件3-1").merges;
        for at in breaks {
            let cut = merges.iter().find(|area| area.first.row < at && at <= area.last.row);
            assert_eq!(cut, None, "a page begins in row {}", at + 1);
            let level1 = shown(sheet(&book, "附件3-1"), at, 0);
            assert!(!level1.is_empty(), "row {} has no 一级指标", at + 1);
        }
    }
}

#[test]
fn all_forms_in_one_workbook_have_a_sheet_each_and_a_list_of_links() {
    let folder = support::folder();
    let result = scored(folder.path(), &["--forms-in-one"]);
    let [path] = &files(&result)[..] else { panic!("{result}") };
    let all = folder.path().join(path);
    let departments = result["departments"].as_array().unwrap();
    let book = support::read(&all);
    assert_eq!(book.sheets.len(), departments.len() + 1);
    let list = sheet(&book, "目录");
    let header = list.rows.iter().map(|row| row.index).find(|row| shown(list, *row, 0) == "序号").unwrap();
    let ranked = departments.iter().filter(|department| !department["rank"].is_null()).count();
    let ranks: Vec<String> = (header + 1..).take(ranked).map(|row| shown(list, row, 4)).collect();
    let mut sorted: Vec<u64> = departments.iter().filter_map(|department| department["rank"].as_u64()).collect();
    sorted.sort_unstable();
    assert_eq!(ranks, sorted.iter().map(u64::to_string).collect::<Vec<_>>());
    let links = support::dump(&all);
    let links = links.lines().filter(|line| line.contains("<'")).count();
    assert_eq!(links, departments.len());
    for (department, grid) in departments.iter().zip(&book.sheets[1..]) {
        let name = department["name"].as_str().unwrap();
        assert!(named(grid, name), "{name}");
        if grid.name == name {
            let alone = once().0.join(format!("复核/{name}-附件3-1复核表.xlsx"));
            let alone = support::read(&alone);
            assert_eq!(sheet(&alone, "附件3-1").rows, grid.rows, "{name}");
        }
    }
}

#[test]
fn a_file_that_is_no_reviewed_form_is_never_overwritten() {
    let folder = support::folder();
    let forms = folder.path().join("复核");
    fs::create_dir(&forms).unwrap();
    let foreign = forms.join("市财政局-附件3-1复核表.xlsx");
    fs::copy(example(), &foreign).unwrap();
    let before = fs::read(&foreign).unwrap();
    let (code, out, err) = run(folder.path(), &[&example(), "-o", "结果.xlsx", "--forms", "复核"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("不是本程序生成的复核表") && err.contains("市财政局-附件3-1复核表.xlsx"), "{err}");
    assert_eq!(fs::read(&foreign).unwrap(), before);
    assert_eq!(fs::read_dir(&forms).unwrap().count(), 1);
    assert!(!folder.path().join("结果.xlsx").exists());
}

#[test]
fn a_second_run_writes_the_same_forms_again() {
    let folder = support::folder();
    let path = folder.path().join(&files(&scored(folder.path(), &[]))[0]);
    let before = fs::read(&path).unwrap();
    scored(folder.path(), &[]);
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn a_folder_that_cannot_be_is_told_before_anything_is_written() {
    let folder = support::folder();
    fs::write(folder.path().join("复核"), "一个文件").unwrap();
    let (code, _, err) = run(folder.path(), &[&example(), "-o", "结果.xlsx", "--forms", "复核"]);
    assert_eq!(code, 2);
    assert!(err.contains("建不了文件夹“复核”：这是一个文件"), "{err}");
    assert!(!folder.path().join("结果.xlsx").exists());
    let (code, _, err) = run(folder.path(), &[&example(), "--forms-in-one"]);
    assert_eq!(code, 2);
    assert!(err.contains("--forms"), "{err}");
}

#[test]
fn the_result_is_not_lost_under_a_form() {
    let folder = support::folder();
    let clash = "复核/附件3-1复核表汇编.xlsx";
    let (code, _, err) = run(folder.path(), &[&example(), "-o", clash, "--forms", "复核", "--forms-in-one"]);
    assert_eq!(code, 2);
    assert!(err.contains("请把复核表存到另一个文件夹"), "{err}");
    assert!(!folder.path().join(clash).exists());
}

#[test]
fn odd_names_of_departments_give_legal_files_and_sheets() {
    let folder = support::folder();
    let names = ["甲/乙局:本级", "CON", "con", "目录", &"很长的名称".repeat(20)];
    support::book::Book::good(&names).save(folder.path());
    for more in [&[][..], &["--forms-in-one"]] {
        let arguments = [&["评分.xlsx", "--forms", "复核"], more].concat();
        let (code, out, err) = run(folder.path(), &arguments);
        assert!(code < 2, "{out}{err}");
    }
    let mut written: Vec<String> = fs::read_dir(folder.path().join("复核"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(written.len(), names.len() + 1, "{written:?}");
    assert!(written.contains(&"甲／乙局：本级-附件3-1复核表.xlsx".to_string()), "{written:?}");
    assert!(written.contains(&"_CON-附件3-1复核表.xlsx".to_string()), "{written:?}");
    let book = support::read(&folder.path().join("复核/附件3-1复核表汇编.xlsx"));
    assert_eq!(
        book.sheets.iter().map(|grid| grid.name.to_lowercase()).collect::<std::collections::BTreeSet<_>>().len(),
        6
    );
}

#[test]
fn without_self_scores_the_column_is_blank_and_a_note_says_why() {
    let folder = support::folder();
    let mut book = support::book::Book::good(&["甲局"]);
    book.sheets.retain(|sheet| sheet.name != sheets::SELF);
    book.save(folder.path());
    let (code, out, err) = run(folder.path(), &["评分.xlsx", "--forms", "复核"]);
    assert!(code < 2 && out.contains("各部门复核后的附件3-1：复核/甲局-附件3-1复核表.xlsx"), "{out}{err}");
    let book = support::read(&folder.path().join("复核/甲局-附件3-1复核表.xlsx"));
    let form = sheet(&book, "附件3-1");
    assert!((FIRST_ROW..FIRST_ROW + 27).all(|row| shown(form, row, OWN).is_empty()));
    let notes = (30..40).map(|row| shown(form, row, 0)).collect::<Vec<_>>().join("\n");
    assert!(notes.contains("部门没有报送自评得分"), "{notes}");
}

#[test]
fn a_reason_longer_than_a_row_can_be_high_is_printed_whole() {
    let folder = support::folder();
    let long = "某专项资金未按进度下达，".repeat(40);
    support::book::Book::good(&["甲局"]).data(0, "例数", "2").data(0, "情况说明", &long).save(folder.path());
    let (code, out, err) = run(folder.path(), &["评分.xlsx", "--forms", "复核"]);
    assert!(code < 2, "{out}{err}");
    let book = support::read(&folder.path().join("复核/甲局-附件3-1复核表.xlsx"));
    let form = sheet(&book, "附件3-1");
    let row = (FIRST_ROW..20).find(|row| shown(form, *row, 2) == "支付进度").unwrap();
    assert!(shown(form, row, REASON).starts_with("见续页第"), "{}", shown(form, row, REASON));
    assert!(told(form, row).contains(long.trim_end_matches('，')), "{}", told(form, row));
    assert_eq!(shown(form, row + 1, 2), "资金结余");
}

#[cfg(unix)]
#[test]
fn a_form_that_cannot_be_written_is_named_and_the_others_are_there() {
    let folder = support::folder();
    let forms = files(&scored(folder.path(), &[]));
    let locked = folder.path().join(&forms[1]);
    let mut mode = fs::metadata(&locked).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&locked, mode).unwrap();
    let other = folder.path().join(&forms[2]);
    fs::remove_file(&other).unwrap();
    let (code, _, err) = run(folder.path(), &[&example(), "-o", "结果.xlsx", "--forms", "复核"]);
    assert_eq!(code, 2);
    let name = locked.file_name().unwrap().to_string_lossy().into_owned();
    assert!(err.contains("有1个复核表没有写出（已写出44个）") && err.contains(&name), "{err}");
    assert!(other.exists());
}

#[test]
fn a_thousand_forms_and_their_list_fit_into_one_workbook() {
    let folder = support::folder();
    let sheet = |number: u32| {
        let mut sheet = jixiao::workbook::sheet::Sheet::new(format!("第{number}号单位"));
        sheet.put(0, 0, jixiao::workbook::sheet::Cell::text(jixiao::workbook::sheet::Role::Text, "附件3-1"));
        sheet
    };
    let sheets: Vec<_> = (0..1_001).map(sheet).collect();
    let path = folder.path().join("汇编.xlsx");
    jixiao::cli::save::save(&sheets, &path).unwrap();
    assert_eq!(support::read(&path).sheets.len(), 1_001);
}
