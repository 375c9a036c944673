//! 菜单, and several workbooks at once.

use crate::support;
use crate::support::book::Book;
use crate::support::run;
use jixiao::cli::menu::choose;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What is typed in a window, line by line → the arguments, and all that the window showed.
fn typed(folder: &Path, lines: &[&str]) -> (Option<Vec<String>>, String) {
    let (mut lines, mut shown) = (lines.iter(), String::new());
    let chosen = choose(folder, &mut |prompt| {
        shown += prompt;
        lines.next().map(|line| format!("{line}\r\n"))
    });
    let words =
        |word: std::ffi::OsString| word.to_string_lossy().replace(&*folder.to_string_lossy(), "夹").replace('\\', "/");
    (chosen.map(|arguments| arguments.into_iter().map(words).collect()), shown)
}

/// A folder with two workbooks, a folder with a space in its name, and what is not to be offered.
fn place() -> tempfile::TempDir {
    let folder = support::folder();
    for name in ["今年.xlsx", "去年 定稿.XLSX", "~$今年.xlsx", ".藏.xlsx", "说明.docx"] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }
    std::fs::create_dir(folder.path().join("填报 表")).unwrap();
    folder
}

#[test]
fn numbers_and_dragged_files_become_what_one_would_type() {
    let place = place();
    let dragged = format!("\"{}\" ", place.path().join("去年 定稿.XLSX").display());
    for (lines, arguments) in [
        (vec!["1", "1"], "score 夹/今年.xlsx"),
        (vec!["１", "２"], "score 夹/去年 定稿.XLSX"),
        (vec!["1", &dragged], "score 夹/去年 定稿.XLSX"),
        (vec!["3", "0", "3", "9", "", "没有.xlsx", "", "1"], "check 夹/今年.xlsx"),
        (vec!["2", "1", "", ""], "collect 夹/填报 表"),
        (vec!["2", "1", "没有.xlsx", "", &dragged, ""], "collect 夹/填报 表 --rules 夹/去年 定稿.XLSX"),
        (vec!["4", "2025", "", ""], "template -o 夹/部门整体支出绩效评价.xlsx --year 2025"),
        (vec!["5", "", ""], "template --form -o 夹/附件3部门整体支出绩效评价自评报告.xlsx"),
        (vec!["6", "2", "1"], "compare 夹/去年 定稿.XLSX 夹/今年.xlsx"),
        (vec!["8", "", "3", "1"], "check 夹/今年.xlsx"),
        (vec![&dragged], "夹/去年 定稿.XLSX"),
    ] {
        let (chosen, shown) = typed(place.path(), &lines);
        assert_eq!(chosen.map(|chosen| chosen.join(" ")).as_deref(), Some(arguments), "{lines:?}\n{shown}");
        assert!(!shown.contains("~$") && !shown.contains(".藏") && !shown.contains("说明.docx"), "{shown}");
    }
}

#[test]
fn the_menu_is_left_by_0_and_by_the_end_of_the_input() {
    let place = place();
    for lines in [vec!["0"], vec![], vec!["1", "0", "0"], vec!["2", "1"], vec!["乱写"]] {
        assert_eq!(typed(place.path(), &lines).0, None, "{lines:?}");
    }
    assert!(typed(place.path(), &["7x", "", "0"]).1.contains("没有“7x”这一项"));
}

#[test]
fn what_is_chosen_runs_and_waits_for_the_reader() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    let mut program = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .arg("菜单")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let file = folder.path().join("评分.xlsx");
    program.stdin.take().unwrap().write_all(format!("1\n{}\n", file.display()).as_bytes()).unwrap();
    let out = program.wait_with_output().unwrap();
    let shown = String::from_utf8(out.stdout).unwrap();
    assert!(shown.contains("评分完成：1个部门") && shown.ends_with("按回车键关闭窗口。"), "{shown}");
    assert!(folder.path().join("评分-评分结果.xlsx").exists());
}

#[test]
fn several_workbooks_are_scored_one_after_the_other() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    std::fs::copy(folder.path().join("评分.xlsx"), folder.path().join("二.xlsx")).unwrap();
    std::fs::write(folder.path().join("坏.xlsx"), "x").unwrap();
    let (code, out, err) = run(folder.path(), &["评分.xlsx", "坏.xlsx", "二.xlsx"]);
    assert_eq!(code, 2, "the worst of the three");
    assert_eq!(out.matches("评分完成：1个部门").count(), 2, "{out}");
    assert!(err.contains("坏.xlsx"), "{err}");
    assert!(folder.path().join("二-评分结果.xlsx").exists());
    // one that is not there: nothing is run
    let (code, out, err) = run(folder.path(), &["评分.xlsx", "没有.xlsx"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("没有.xlsx"), "{err}");
}
