//! What lies in a folder of forms: each file has a line, a blank entry is blank, a folder without a form is refused.

use crate::support;
use crate::support::form::{Form, Official, find};
use jixiao::form::fields::sheets as parts;
use jixiao::ground::names::sheets;
use jixiao::ground::place::Area;
use jixiao::workbook::read::Grid;
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use std::path::Path;

/// 收集情况 as `file 情况 说明`, and what was said.
fn collected(folder: &Path) -> (Vec<String>, String) {
    let (code, said) = support::said(folder, &["collect", "表", "-o", "汇总.xlsx"]);
    assert!(code < 2, "{said}");
    let book = support::read(&folder.join("汇总.xlsx"));
    let status = book.sheets.iter().find(|grid| grid.name == sheets::COLLECTED).unwrap();
    let rows = status.rows.iter().filter(|row| row.index > 2).map(|row| row.index);
    let lines = rows.map(|row| [1, 3, 7].map(|col| shown(status, row, col)).join(" ")).collect();
    (lines, said)
}

fn shown(grid: &Grid, row: u32, col: u32) -> String {
    let cell = grid.cell(jixiao::ground::place::CellRef::new(row, col));
    cell.map(jixiao::ground::number::original).unwrap_or_default()
}

/// The entry of a 数据项 in 部门数据 of the only form.
fn value(form: &Form, item: &str) -> String {
    let folder = support::folder();
    form.save(&folder.path().join("表"), "甲.xlsx");
    collected(folder.path());
    let book = support::read(&folder.path().join("汇总.xlsx"));
    let data = book.sheets.iter().find(|grid| grid.name == sheets::DATA).unwrap();
    let head = (3..200).find(|col| shown(data, 4, *col).split('（').next() == Some(item)).unwrap();
    shown(data, 5, head)
}

#[test]
fn each_file_and_folder_that_is_not_read_has_a_line() {
    let official = Official::load();
    let folder = support::folder();
    let forms = folder.path().join("表");
    Form::good(&official, "市财政局", 1).save(&forms, "甲.xlsx");
    let others = folder.path().join("别处");
    Form::good(&official, "市审计局", 2).save(&others, "乙.xlsx");
    let files = [".乙.xlsx", "~$甲.xlsx", ".~丙.et", "._甲.xlsx", "Thumbs.db", "desktop.ini", "丁.tmp", ".DS_Store"];
    files.iter().for_each(|name| std::fs::write(forms.join(name), "x").unwrap());
    std::fs::create_dir(forms.join(".隐藏")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&others, forms.join("链接")).unwrap();
    let (lines, said) = collected(folder.path());
    for (name, words) in [
        (".乙.xlsx", "隐藏"),
        ("~$甲.xlsx", "临时文件"),
        (".~丙.et", "临时文件"),
        ("._甲.xlsx", "隐藏"),
        ("Thumbs.db", "系统"),
        ("desktop.ini", "系统"),
        ("丁.tmp", "临时文件"),
        (".隐藏", "隐藏"),
        #[cfg(unix)]
        ("链接", "链接"),
    ] {
        let line = lines.iter().find(|line| line.starts_with(&format!("{name} 跳过")));
        assert!(line.is_some_and(|line| line.contains(words)), "{name}: {lines:?}");
    }
    assert!(said.contains("已读1个"), "{said}");
}

#[test]
fn a_folder_without_a_form_is_refused_and_nothing_is_written() {
    let folder = support::folder();
    let forms = folder.path().join("表");
    std::fs::create_dir(&forms).unwrap();
    std::fs::write(folder.path().join("名单.txt"), "市财政局\n市审计局").unwrap();
    let refused = |words: &str| {
        for arguments in [&["collect", "表"][..], &["collect", "表", "--departments", "名单.txt", "--json"]] {
            let (code, said) = support::said(folder.path(), arguments);
            assert!(code == 2 && said.contains("“表”中没有填报表") && said.contains(words), "{said}");
            assert!(!folder.path().join("表-汇总.xlsx").exists());
        }
    };
    refused("文件夹是空的");
    std::fs::write(forms.join("盖章.pdf"), "%PDF").unwrap();
    refused("盖章.pdf：版式文件");
    std::fs::write(forms.join("旧.doc"), "x").unwrap();
    let official = Official::load();
    Form { name: "空".into(), sheets: official.blank.clone() }.save(&forms, "空.xlsx");
    refused("共3个文件，都没有采用");
    refused("空.xlsx：是空白的填报表");
}

#[test]
fn a_blank_entry_never_takes_what_stands_below_its_label() {
    let official = Official::load();
    for below in ["3", "三定方案核定", "12人"] {
        for label in ["人员编制", "实有人数"] {
            let mut form = Form::good(&official, "市财政局", 1);
            form.beside(label, "");
            let sheet = form.sheet(parts::FORM);
            let (row, col) = find(sheet, label, 0);
            let merged: Vec<Area> = sheet.merges.iter().filter(|area| area.first.row == row + 1).copied().collect();
            sheet.merges.retain(|area| !merged.contains(area));
            form.put(parts::FORM, (row + 1, col), below);
            assert_eq!(value(&form, label), "", "{label} over {below}");
        }
    }
}

#[test]
fn an_entry_below_its_label_is_taken_where_labels_head_columns() {
    let official = Official::load();
    let mut form = Form::good(&official, "市财政局", 1);
    form.beside("人员编制", "");
    form.beside("实有人数", "");
    let sheet = form.sheet(parts::FORM);
    for label in ["人员编制", "实有人数"] {
        let (row, col) = find(sheet, label, 0);
        sheet.put(row, col, Cell::blank(Role::Text));
    }
    let mut heads = Sheet::new("人员");
    for (at, words) in [((0, 0), "人员编制"), ((0, 1), "实有人数"), ((1, 0), "21"), ((1, 1), "20")] {
        heads.put(at.0, at.1, Cell::text(Role::Text, words));
    }
    form.sheets.push(heads);
    assert_eq!([value(&form, "人员编制"), value(&form, "实有人数")], ["21", "20"]);
}

/// A folder with a form on which the name of the department stands under another label.
fn labelled(official: &Official, label: &str) -> tempfile::TempDir {
    let folder = support::folder();
    let mut form = Form::good(official, "市财政局", 1);
    let sheet = form.sheet(parts::FORM);
    let (row, col) = find(sheet, "部门（单位）名称", 0);
    sheet.put(row, col, Cell::text(Role::Text, label));
    form.save(&folder.path().join("表"), "甲.xlsx");
    folder
}

#[test]
fn the_department_is_named_under_other_labels_too() {
    let official = Official::load();
    for label in [
        "预算部门",
        "单位名称",
        "预算单位名称",
        "填报单位（盖章）",
        "被评价部门",
        "部门名称：",
        "自评单位",
        "填报部门（单位）名称",
        "申报单位名称",
    ] {
        let folder = labelled(&official, label);
        let (lines, _) = collected(folder.path());
        assert!(lines[0].starts_with("甲.xlsx 已读"), "{label}: {lines:?}");
        let dump = support::dump(&folder.path().join("汇总.xlsx"));
        assert!(dump.contains("市财政局"), "{label}");
    }
    for label in ["主管部门", "评价机构", "单位"] {
        let folder = labelled(&official, label);
        let (code, said) = support::said(folder.path(), &["collect", "表"]);
        assert!(code == 2 && said.contains("没有填部门（单位）名称"), "{label}: {said}");
    }
}
