//! A result appears whole or not at all, whatever the disk, the folder or a colleague does.

use crate::support;
use crate::support::book::Book;
use crate::support::said;
use jixiao::cli::save::save;
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet};
use std::fs;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::Command;

fn sheets(rows: u32) -> Vec<Sheet> {
    let mut sheet = Sheet::new("表");
    for row in 0..rows {
        sheet.put(row, 0, Cell::text(Role::Text, format!("第{row}行{}", row.wrapping_mul(2_654_435_761))));
        sheet.put(row, 1, Cell::number(Role::Number, row.into(), Format::Whole));
    }
    vec![sheet]
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_is_saved_was_read_back_and_compared_first() {
    let folder = support::folder();
    let path = folder.path().join("结果.xlsx");
    save(&sheets(50), &path).unwrap();
    assert_eq!(jixiao::cli::files::read_book(&path).unwrap().sheets[0].rows.len(), 50);
    assert_eq!(names(folder.path()), ["结果.xlsx"]);
}

#[test]
fn a_result_that_is_the_input_by_another_name_is_refused() {
    let folder = support::folder();
    let input = Book::good(&["甲局"]).save(folder.path());
    let before = fs::read(&input).unwrap();
    fs::hard_link(&input, folder.path().join("硬链接.xlsx")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&input, folder.path().join("软链接.xlsx")).unwrap();
    for output in ["评分.xlsx", "./评分.xlsx", "硬链接.xlsx", "软链接.xlsx"] {
        if cfg!(unix) || output != "软链接.xlsx" {
            let (code, said) = said(folder.path(), &["评分.xlsx", "-o", output]);
            assert!(code == 2 && said.contains("结果不能存为原文件"), "{output}: {said}");
        }
    }
    fs::hard_link(&input, folder.path().join("评分-评分结果.xlsx")).unwrap();
    let (code, said) = said(folder.path(), &["评分.xlsx"]);
    assert!(code == 2 && said.contains("结果不能存为原文件"), "{said}");
    assert_eq!(fs::read(&input).unwrap(), before);
}

#[test]
fn the_input_is_not_changed_by_a_run() {
    let folder = support::folder();
    let input = Book::good(&["甲局"]).save(folder.path());
    let before = (fs::read(&input).unwrap(), fs::metadata(&input).unwrap().modified().unwrap());
    assert_eq!(said(folder.path(), &["评分.xlsx"]).0, 0);
    assert_eq!((fs::read(&input).unwrap(), fs::metadata(&input).unwrap().modified().unwrap()), before);
    assert_eq!(names(folder.path()), ["评分-评分结果.xlsx", "评分-附件.xlsx", "评分.xlsx"]);
}

#[test]
fn a_folder_in_the_place_of_the_result_is_named_and_kept() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    fs::create_dir_all(folder.path().join("评分-评分结果.xlsx/里面")).unwrap();
    let (code, said) = said(folder.path(), &["评分.xlsx"]);
    assert!(code == 2 && said.contains("这是一个文件夹"), "{said}");
    assert!(folder.path().join("评分-评分结果.xlsx/里面").exists());
}

/// /sys takes no files, not even from an administrator.
#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_may_not_be_written_is_named_with_what_to_do() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    let (code, said) = said(folder.path(), &["评分.xlsx", "-o", "/sys/结果.xlsx"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("请用 -o 指定另一个文件夹"), "{said}");
}

#[test]
fn two_runs_at_once_leave_one_whole_result_and_no_rubbish() {
    let folder = support::folder();
    let path = folder.path().join("结果.xlsx");
    std::thread::scope(|scope| {
        for rows in [100, 2_000, 300, 1_500] {
            let path = &path;
            scope.spawn(move || (0..5).for_each(|_| save(&sheets(rows), path).unwrap()));
        }
    });
    let rows = jixiao::cli::files::read_book(&path).unwrap().sheets[0].rows.len();
    assert!([100, 2_000, 300, 1_500].contains(&rows), "{rows}");
    assert_eq!(names(folder.path()), ["结果.xlsx"]);
}

#[test]
#[cfg(unix)]
fn a_new_result_is_readable_by_colleagues_and_an_old_one_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    let result = folder.path().join("评分-评分结果.xlsx");
    let mode = || fs::metadata(&result).unwrap().permissions().mode() & 0o777;
    assert_eq!(said(folder.path(), &["评分.xlsx"]).0, 0);
    fs::write(folder.path().join("新文件"), "").unwrap();
    assert_eq!(mode(), fs::metadata(folder.path().join("新文件")).unwrap().permissions().mode() & 0o777);
    fs::set_permissions(&result, fs::Permissions::from_mode(0o660)).unwrap();
    assert_eq!(said(folder.path(), &["评分.xlsx"]).0, 0);
    assert_eq!(mode(), 0o660);
}

#[test]
fn what_killed_runs_left_behind_is_swept_after_an_hour() {
    let folder = support::folder();
    Book::good(&["甲局"]).save(folder.path());
    for (name, age) in [(".jixiao-abc.tmp", 7_200), (".jixiao-xyz.tmp", 60), ("我的.tmp", 7_200)] {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(age)).unwrap();
    }
    assert_eq!(said(folder.path(), &["评分.xlsx"]).0, 0);
    assert_eq!(
        names(folder.path()),
        [".jixiao-xyz.tmp", "我的.tmp", "评分-评分结果.xlsx", "评分-附件.xlsx", "评分.xlsx"]
    );
}

/// Needs root: mounts a file system of 1 MB. `cargo test --test saving -- --ignored full_disk`
#[test]
#[ignore = "mounts a file system"]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_result_whole_and_is_named() {
    let folder = support::folder();
    let disk = folder.path().join("盘");
    fs::create_dir(&disk).unwrap();
    let mount = |options: &str| Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&disk).status();
    assert!(mount("size=1m").unwrap().success());
    let path = disk.join("结果.xlsx");
    save(&sheets(100), &path).unwrap();
    let old = fs::read(&path).unwrap();
    let error = save(&sheets(60_000), &path).unwrap_err().to_string();
    let kept = fs::read(&path).unwrap();
    let left = names(&disk);
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    assert!(error.contains("磁盘空间不足"), "{error}");
    assert!(kept == old);
    assert_eq!(left, ["结果.xlsx"]);
}
