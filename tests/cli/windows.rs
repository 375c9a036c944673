//! What only Windows does: files that another program holds, names that are none.

use crate::support;
use crate::support::book::Book;
use crate::support::run;
use std::fs::{self, File, OpenOptions};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

/// Opens a file so that nobody else may, as some programs do.
fn hold(path: &Path) -> File {
    OpenOptions::new().read(true).share_mode(0).open(path).unwrap()
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let (exit, out, err) = run(folder, arguments);
    assert_eq!(exit, 2, "{out}");
    err
}

#[test]
fn a_file_that_is_held_is_named_as_that_and_stays_as_it_is() {
    let folder = support::folder();
    let folder = folder.path();
    Book::good(&["甲局"]).save(folder);
    let held = hold(&folder.join("评分.xlsx"));
    assert!(refused(folder, &["评分.xlsx"]).contains("正被其他程序独占"));
    drop(held);
    let all = ["评分.xlsx", "--forms", "复核 表", "--word", "公文"];
    run(folder, &all);
    for name in ["评分-评分结果.xlsx", "评分-附件.xlsx", "复核 表/甲局-附件3-1复核表.xlsx", "公文/通报.docx"]
    {
        let before = fs::read(folder.join(name)).unwrap();
        let held = hold(&folder.join(name));
        let said = refused(folder, &all);
        assert!(said.contains("正被") && said.contains("请关闭后"), "{name}: {said}");
        drop(held);
        assert!(fs::read(folder.join(name)).unwrap() == before, "{name}");
    }
}

#[test]
fn a_file_that_is_held_for_a_moment_is_waited_for() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    let path = folder.path().join("结果.txt");
    fs::write(&path, "old").unwrap();
    let held = hold(&path);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(held);
        });
        jixiao::cli::save::replace(&path, b"new").unwrap();
    });
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn what_windows_takes_for_something_else_is_no_name() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    for name in ["NUL.xlsx", "CON.xlsx", "r:s.xlsx", "结果:s.xlsx", "结果?.xlsx", "夹 /结果.xlsx"] {
        let said = refused(folder.path(), &["评分.xlsx", "-o", name]);
        assert!(said.contains("请换一个名称") || said.contains(r"r:\s.xlsx"), "{said}");
    }
    for option in ["--forms", "--word"] {
        assert!(refused(folder.path(), &["评分.xlsx", option, "复核:表"]).contains("建不了文件夹"));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_folder_in_quotation_marks_with_a_last_stroke_is_that_folder() {
    let folder = support::folder();
    fs::create_dir(folder.path().join("报 送")).unwrap();
    let (_, out, err) = run(folder.path(), &["collect", "报 送\""]);
    assert!(format!("{out}{err}").contains("报 送") && !err.contains("没有这个文件夹"), "{out}{err}");
    assert!(refused(folder.path(), &["collect", "报 送\" -o 汇总.xlsx"]).contains("请去掉"));
}
