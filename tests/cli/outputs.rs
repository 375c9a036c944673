//! What may be overwritten, what an interrupted run leaves behind, and where nothing can be written or read.

use crate::support;
#[cfg(unix)]
use crate::support::PROGRAM;
use crate::support::book::Book;
use crate::support::said;
use jixiao::cli::batch::FORMS;
use jixiao::ground::names::sheets::DATA;
use jixiao::workbook::sheet::Value;
use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};
#[cfg(unix)]
use std::time::Duration;

/// A department's corrected figure.
const APPEAL: [&str; 4] = ["评分.xlsx", "甲局", "--set", "三公经费预算=100"];

/// The verbs that write a result, and what they call it.
fn verbs() -> [(&'static str, Vec<&'static str>); 4] {
    [
        ("评分结果", vec!["score", "评分.xlsx"]),
        ("评分标准读法", vec!["rules", "评分.xlsx"]),
        ("复核意见", [&["explain"], &APPEAL[..]].concat()),
        ("年度对比表", vec!["compare", "去年.xlsx", "评分.xlsx"]),
    ]
}

fn workbooks() -> tempfile::TempDir {
    let folder = support::folder();
    for name in ["去年.xlsx", "别的.xlsx"] {
        Book::good(&["甲局", "乙局"]).save(folder.path());
        fs::rename(folder.path().join("评分.xlsx"), folder.path().join(name)).unwrap();
    }
    Book::good(&["甲局", "乙局"]).data(0, "满意度", "90").save(folder.path());
    folder
}

/// Runs a verb with an output; what it said, and whether the file there is as it was.
fn over(folder: &Path, verb: &[&str], output: &str) -> (i32, String, bool) {
    let path = folder.join(output);
    let before = fs::read(&path).ok();
    let (code, said) = said(folder, &[verb, &["-o", output]].concat());
    (code, said, fs::read(&path).ok() == before)
}

#[test]
fn a_result_replaces_the_one_of_an_earlier_run_and_no_other() {
    let folder = workbooks();
    let path = folder.path();
    for (what, verb) in verbs() {
        for turn in ["first", "again"] {
            let (code, said, _) = over(path, &verb, &format!("{what}.xlsx"));
            assert!(code < 2, "{what}, {turn}: {said}");
        }
    }
    for (what, verb) in verbs() {
        for (other, _) in verbs().into_iter().filter(|(other, _)| *other != what) {
            let (code, said, kept) = over(path, &verb, &format!("{other}.xlsx"));
            assert!(code == 2 && kept && said.contains(&format!("是{other}，不是{what}，不覆盖")), "{said}");
        }
    }
    // the same sort, made of another workbook or of another department
    for (output, verb) in [
        ("评分结果", vec!["score", "别的.xlsx"]),
        ("评分标准读法", vec!["rules", "别的.xlsx"]),
        ("复核意见", vec!["explain", "评分.xlsx", "乙局", "--set", "三公经费预算=100"]),
        ("复核意见", vec!["explain", "别的.xlsx", "甲局", "--set", "三公经费预算=100"]),
        ("年度对比表", vec!["compare", "别的.xlsx", "评分.xlsx"]),
        ("年度对比表", vec!["compare", "评分.xlsx", "去年.xlsx"]),
    ] {
        let (code, said, kept) = over(path, &verb, &format!("{output}.xlsx"));
        assert!(code == 2 && kept && said.contains(&format!("的{output}，不是“")), "{said}");
        assert!(said.contains("请用 -o 另取文件名，或先移走原有文件"), "{said}");
    }
}

#[test]
fn what_people_wrote_is_never_replaced() {
    let folder = workbooks();
    let path = folder.path();
    fs::write(path.join("空的.xlsx"), "").unwrap();
    fs::write(path.join("文字.xlsx"), "不是工作簿").unwrap();
    fs::write(path.join("损坏.xlsx"), &fs::read(path.join("去年.xlsx")).unwrap()[..2_000]).unwrap();
    for (what, verb) in verbs() {
        for output in ["别的.xlsx", "空的.xlsx", "文字.xlsx", "损坏.xlsx"] {
            let (code, said, kept) = over(path, &verb, output);
            let told = said.contains(&format!("不是本程序以前写的{what}，不覆盖"));
            assert!(code == 2 && kept && told, "{what} over {output}: {said}");
        }
    }
}

/// A result as a person changed it: a text put into the first cell of its own words.
fn written_into(path: &Path, sheet: &str, from: &str, to: &str) {
    let parts = support::parts::unpack(&fs::read(path).unwrap());
    fs::write(path, parts.edit(sheet, from, to).zip()).unwrap();
}

#[test]
fn a_sheet_that_was_confirmed_or_decided_on_is_kept() {
    let folder = workbooks();
    let path = folder.path();
    let [_, (_, reading), (_, reply), _] = verbs();
    over(path, &reply, "意见.xlsx");
    written_into(&path.join("意见.xlsx"), "xl/sharedStrings.xml", "□ 同意更正", "☑ 同意更正");
    over(path, &reading, "读法.xlsx");
    let mut book = support::read(&path.join("读法.xlsx"));
    let grid = &mut book.sheets[0];
    let mut cells = grid.rows.iter().flat_map(|row| row.cells.iter().map(move |(col, cell)| (row.index, *col, cell)));
    let (row, col, _) = cells.find(|(_, _, cell)| jixiao::ground::original(cell) == "确认意见").unwrap();
    let mut sheet = jixiao::workbook::sheet::Sheet::new("评分标准读法");
    for (at, cells) in grid.rows.iter().map(|row| (row.index, &row.cells)) {
        for (col, cell) in cells {
            let text = Value::Text(jixiao::ground::original(cell));
            sheet.put(at, *col, jixiao::workbook::sheet::Cell { value: text, ..Default::default() });
        }
    }
    let save = |name: &str| jixiao::cli::save::save(std::slice::from_ref(&sheet), &path.join(name)).unwrap();
    save("未填.xlsx");
    sheet.put(row + 1, col, jixiao::workbook::sheet::Cell { value: Value::Text("同意".into()), ..Default::default() });
    let save = |name: &str| jixiao::cli::save::save(std::slice::from_ref(&sheet), &path.join(name)).unwrap();
    save("已填.xlsx");
    assert_eq!(over(path, &reading, "未填.xlsx").0, 0);
    for (verb, output) in [(&reading, "已填.xlsx"), (&reply, "意见.xlsx")] {
        let (code, said, kept) = over(path, verb, output);
        assert!(code == 2 && kept && said.contains("其中已有人填写的内容"), "{output}: {said}");
    }
}

#[test]
fn results_of_the_first_version_count() {
    let folder = workbooks();
    let path = folder.path();
    let [(_, score), (_, reading), _, _] = verbs();
    over(path, &score, "结果.xlsx");
    over(path, &reading, "读法.xlsx");
    let strings = "xl/sharedStrings.xml";
    let version = format!("（绩效）{}", env!("CARGO_PKG_VERSION"));
    written_into(&path.join("结果.xlsx"), strings, &version, "（绩效）0.1.0");
    written_into(&path.join("读法.xlsx"), strings, "本表依据“评分.xlsx”。", "");
    for (verb, output) in [(&score, "结果.xlsx"), (&reading, "读法.xlsx")] {
        let (code, said, kept) = over(path, verb, output);
        assert!(code < 2 && !kept, "{output}: {said}");
    }
}

#[test]
#[cfg(unix)]
fn links_pipes_and_folders_are_neither_replaced_nor_waited_for() {
    let folder = workbooks();
    let path = folder.path();
    let result = fs::canonicalize(path).unwrap().join("真.xlsx");
    assert_eq!(over(path, &["score", "评分.xlsx"], "真.xlsx").0, 0);
    std::os::unix::fs::symlink(&result, path.join("链接.xlsx")).unwrap();
    std::os::unix::fs::symlink("没有.xlsx", path.join("断链.xlsx")).unwrap();
    std::os::unix::fs::symlink("/dev/full", path.join("设备.xlsx")).unwrap();
    assert!(Command::new("mkfifo").arg(path.join("管道.xlsx")).status().unwrap().success());
    fs::create_dir(path.join("夹.xlsx")).unwrap();
    let before = fs::read(&result).unwrap();
    let templates = [("模板", vec!["template"]), ("表", vec!["template", "--form"]), ("汇总", vec!["collect", "."])];
    for (what, verb) in verbs().into_iter().chain(templates) {
        for (output, told) in [
            ("链接", "是一个链接"),
            ("断链", "是一个链接"),
            ("设备", "是一个链接"),
            ("管道", "管道、设备"),
            ("夹", "是一个文件夹"),
        ] {
            let (code, said) = patient(path, &[&verb[..], &["-o", &format!("{output}.xlsx")]].concat());
            assert!(code == 2 && said.contains(told), "{what} over {output}: {said}");
        }
    }
    assert!(fs::read(&result).unwrap() == before);
    assert!(fs::symlink_metadata(path.join("断链.xlsx")).unwrap().is_symlink());
    assert!(!path.join("没有.xlsx").exists());
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_any_input_is_refused_at_once() {
    let folder = workbooks();
    let path = folder.path();
    assert!(Command::new("mkfifo").arg(path.join("管道.xlsx")).status().unwrap().success());
    for verb in [
        &["score", "管道.xlsx"][..],
        &["check", "管道.xlsx"],
        &["rules", "管道.xlsx"],
        &["rules", "评分.xlsx", "--against", "管道.xlsx"],
        &["explain", "管道.xlsx", "甲局"],
        &["compare", "管道.xlsx", "评分.xlsx"],
        &["compare", "评分.xlsx", "管道.xlsx"],
        &["template", "--rules", "管道.xlsx", "-o", "新.xlsx"],
        &["template", "--from", "管道.xlsx", "-o", "新.xlsx"],
        &["template", "--departments", "管道.xlsx", "-o", "新.xlsx"],
        &["collect", "管道.xlsx", "-o", "新.xlsx"],
        &["collect", ".", "--rules", "管道.xlsx", "-o", "新.xlsx"],
        &["collect", ".", "--departments", "管道.xlsx", "-o", "新.xlsx"],
        &["score", "/dev/null"],
        &["score", "/dev/zero"],
    ] {
        let (code, said) = patient(path, verb);
        assert!(code == 2 && (said.contains("不是普通文件") || said.contains("不是文件夹")), "{verb:?}: {said}");
    }
    // one among the forms is told and keeps nobody
    fs::create_dir(path.join("报表")).unwrap();
    fs::rename(path.join("管道.xlsx"), path.join("报表/管道.xlsx")).unwrap();
    let official = support::form::Official::load();
    support::form::Form::good(&official, "甲局", 1).save(&path.join("报表"), "甲局.xlsx");
    let (code, said) = patient(path, &["collect", "报表", "-o", "汇总.xlsx"]);
    assert!(code < 2 && said.contains("未读1个"), "{said}");
}

/// Runs the program; 124 where it is still waiting after a minute.
#[cfg(unix)]
fn patient(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new("timeout").args(["60", PROGRAM]).args(arguments).current_dir(folder).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_said_is_no_success_and_no_panic() {
    let folder = workbooks();
    let full = || Stdio::from(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    let run = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(folder.path());
        command
    };
    for arguments in
        [&["评分.xlsx"][..], &["check", "评分.xlsx"], &["check", "评分.xlsx", "--json"], &["--help"], &["--version"]]
    {
        let said = run(arguments).stdout(full()).output().unwrap();
        let error = String::from_utf8(said.stderr).unwrap();
        assert_eq!(said.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains("写不出屏幕输出"), "{error}");
        assert_eq!(run(arguments).stdout(full()).stderr(full()).status().unwrap().code(), Some(2));
    }
    assert_eq!(run(&["没有.xlsx"]).stderr(full()).status().unwrap().code(), Some(2));
    // a reader that has had enough is no fault
    let mut child = run(&["rules", "评分.xlsx"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()));
}

#[test]
fn forms_of_departments_that_are_gone_are_named() {
    let folder = workbooks();
    let path = folder.path();
    let score = ["评分.xlsx", "--forms", "复核表"];
    assert!(!said(path, &score).1.contains("以前的复核表"));
    let mut book = Book::good(&["甲局", "乙局改名"]);
    book.put(DATA, (0, 0), "");
    book.save(path);
    let (code, said_now) = said(path, &score);
    assert!(code < 2 && said_now.contains("另有1个以前的复核表"), "{said_now}");
    assert!(said_now.contains("乙局-附件3-1复核表.xlsx"), "{said_now}");
    assert!(path.join("复核表/乙局-附件3-1复核表.xlsx").exists(), "named, not removed");
    let json = said(path, &[&score[..], &["--forms-in-one", "--json"]].concat()).1;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["old_forms"].as_array().unwrap().len(), 3, "{}", json["old_forms"]);
    assert!(!path.join("复核表").join(FORMS.mark()).exists());
}

#[test]
#[cfg(unix)]
fn forms_that_were_interrupted_are_marked_until_they_are_written() {
    let folder = support::folder();
    let path = folder.path();
    let names: Vec<String> = (0..80).map(|number| format!("第{number}局")).collect();
    Book::good(&names.iter().map(String::as_str).collect::<Vec<_>>()).save(path);
    let mark = path.join("复核表").join(FORMS.mark());
    let forms = || fs::read_dir(path.join("复核表")).map_or(0, |entries| entries.count());
    let mut child = Command::new(PROGRAM);
    child.args(["评分.xlsx", "--forms", "复核表"]).current_dir(path).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.spawn().unwrap();
    while forms() < 4 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(forms() < 81, "killed too late");
    let told = fs::read_to_string(&mark).unwrap();
    assert!(told.contains("不能使用") && told.contains("请重新运行"), "{told}");
    assert_eq!(said(path, &["评分.xlsx", "--forms", "复核表"]).0, 0);
    assert!(!mark.exists());
    // a file of that name that is not ours is in the way
    fs::write(&mark, "我的").unwrap();
    let (code, said) = said(path, &["评分.xlsx", "--forms", "复核表"]);
    assert!(code == 2 && said.contains(&FORMS.mark()), "{said}");
    assert_eq!(fs::read_to_string(&mark).unwrap(), "我的");
}

#[test]
fn a_run_that_could_not_save_its_result_leaves_no_mark() {
    let folder = workbooks();
    let path = folder.path();
    let arguments = ["评分.xlsx", "--forms", "复核表", "-o", "没有/结果.xlsx"];
    assert_eq!(said(path, &arguments).0, 2);
    assert!(!path.join("复核表").join(FORMS.mark()).exists());
}

#[test]
fn departments_of_odd_names_get_forms_that_can_be_opened() {
    let folder = support::folder();
    let odd = [
        "..",
        "'",
        "''",
        "'.'",
        "…",
        "局\u{202E}xslx",
        "\u{2066}审计局\u{2069}",
        "CON",
        ".隐藏",
        "~$锁",
        "目录",
        "甲/乙\\丙",
        "[甲]:*?",
        "History",
        "A局",
        "a局",
        "-附件",
        "局'",
        "很长的名称很长的名称很长的名称很长的名称很长的名称很长的名称",
    ];
    Book::good(&odd).save(folder.path());
    for how in [&["--forms-in-one"][..], &[]] {
        let (code, said) = said(folder.path(), &[&["评分.xlsx", "--forms", "复核表"], how].concat());
        assert!(code < 2, "{how:?}: {said}");
    }
    let files: Vec<String> = fs::read_dir(folder.path().join("复核表"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files.len(), odd.len() + 1);
    for name in &files {
        assert!(!name.starts_with(['.', '~']) && !name.contains(['\u{202E}', '\u{2066}', '\u{2069}']), "{name:?}");
        support::read(&folder.path().join("复核表").join(name));
    }
}

#[test]
fn marks_that_turn_the_direction_of_writing_are_no_part_of_a_results_name() {
    let folder = workbooks();
    let path = folder.path();
    fs::copy(path.join("评分.xlsx"), path.join("评\u{202E}分\u{200F}.xlsx")).unwrap();
    let (code, said) = said(path, &["评\u{202E}分\u{200F}.xlsx"]);
    assert!(code < 2 && path.join("评分-评分结果.xlsx").exists(), "{said}");
}
