//! A file that cannot be scored is named for what it is, with the command that takes it; a result can be scored.

use crate::support;
use crate::support::book::Book;
use crate::support::form::{Form, Official};
use crate::support::{said, word};
use jixiao::cli::save::save;
use jixiao::ground::names::sheets::{DATA, SYSTEM};
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use std::fs;
use std::path::Path;

/// A sheet of these rows.
fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(*cells) {
            sheet.put(row, col, Cell::text(Role::Plain, *text));
        }
    }
    sheet
}

fn put(folder: &Path, name: &str, sheets: &[Sheet]) {
    save(sheets, &folder.join(name)).unwrap();
}

/// The files that people take for the workbook, with what each is and the command that takes it.
fn gallery(folder: &Path) -> Vec<(&'static str, &'static str, &'static str)> {
    let official = Official::load();
    let form = Form::good(&official, "甲局", 1);
    form.save(folder, "甲局附件3.xlsx");
    let alone = |part: &str| form.sheets.iter().filter(|sheet| sheet.name == part).cloned().collect::<Vec<_>>();
    put(folder, "只有附件3.xlsx", &alone("附件3"));
    put(folder, "只有附件3-1.xlsx", &alone("附件3-1"));
    fs::write(folder.join("甲局.docx"), word::document(&form.sheets).0).unwrap();
    let letter = sheet("函", &[&["市财政局关于2024年度绩效评价结果的通报"], &["各部门："], &["现将结果通报如下。"]]);
    fs::write(folder.join("通报.docx"), word::document(&[letter]).0).unwrap();
    let mut book = Book::good(&["甲局", "乙局"]);
    book.save(folder);
    for arguments in [
        &["评分.xlsx", "--forms", "复核表"][..],
        &["评分.xlsx", "--forms", "复核表", "--forms-in-one"],
        &["rules", "评分.xlsx", "-o", "读法.xlsx"],
        &["explain", "评分.xlsx", "甲局", "--set", "三公经费预算=100", "-o", "意见.xlsx"],
        &["compare", "评分.xlsx", "评分-评分结果.xlsx", "-o", "对比.xlsx"],
    ] {
        let (code, said) = said(folder, arguments);
        assert!(code < 2, "{said}");
    }
    let mut table = book.sheet(SYSTEM).clone();
    put(folder, "评分表.xlsx", std::slice::from_ref(&table));
    table.name = "Sheet1".into();
    put(folder, "印发的评分表.xlsx", &[table]);
    put(folder, "名单.xlsx", &[sheet("Sheet1", &[&["序号", "单位名称"], &["1", "甲局"], &["2", "乙局"]])]);
    fs::write(folder.join("名单.csv"), "部门名称\n甲局\n乙局\n").unwrap();
    let ranks = [
        &["附件2"][..],
        &["2024年度绩效评价得分排名表"],
        &["单位：分"],
        &["序号", "部门（单位）", "总分"],
        &["1", "甲局", "98"],
    ];
    put(folder, "2024-附件.xlsx", &[sheet("排名", &ranks)]);
    fs::create_dir(folder.join("报送")).unwrap();
    let (form, reviewed) = ("部门填报表（附件3、附件3-1）", "复核后的附件3-1（复核表）");
    let (collect, score) = ("jixiao 收集 文件夹", "jixiao 评分 工作簿");
    vec![
        ("甲局附件3.xlsx", form, collect),
        ("只有附件3.xlsx", form, collect),
        ("只有附件3-1.xlsx", form, collect),
        ("甲局.docx", form, collect),
        ("通报.docx", "Word 文档（开头是“市财政局关于2024年度绩效评价结果的通报”）", score),
        ("复核表/甲局-附件3-1复核表.xlsx", reviewed, score),
        ("复核表/附件3-1复核表汇编.xlsx", reviewed, score),
        ("读法.xlsx", "评分标准读法确认表", score),
        ("意见.xlsx", "复核意见", score),
        ("对比.xlsx", "年度对比表", "jixiao 对比 去年的工作簿 今年的工作簿"),
        ("2024-附件.xlsx", "印发用的附件（评价结果）", score),
        ("评分表.xlsx", "评分表（指标体系），没有部门数据", "jixiao 模板 --rules 评分表.xlsx -o"),
        ("印发的评分表.xlsx", "评分表（指标体系），没有部门数据", "jixiao 模板 --rules 印发的评分表.xlsx -o"),
        ("名单.xlsx", "部门名单一类的表", "jixiao 模板 --departments 名单.xlsx -o"),
        ("名单.csv", "文本文件，有2行名称", "jixiao 模板 --departments 名单.csv -o"),
        ("报送", "这是文件夹，不是文件", "jixiao 收集 文件夹"),
    ]
}

#[test]
fn a_wrong_file_is_named_for_what_it_is_with_the_right_command() {
    let folder = support::folder();
    for (file, what, command) in gallery(folder.path()) {
        for verb in
            [&["score", file][..], &["check", file], &["explain", file, "甲局"], &["compare", "评分.xlsx", file]]
        {
            let (code, said) = said(folder.path(), verb);
            assert!(code == 2 && said.contains(what) && said.contains(command), "{verb:?}: {said}");
        }
    }
    let (code, said) = said(folder.path(), &["collect", "评分.xlsx"]);
    assert!(code == 2 && said.contains("是文件，不是文件夹") && said.contains("jixiao 评分"), "{said}");
}

#[test]
fn a_workbook_that_lacks_a_sheet_is_still_told_which() {
    let folder = support::folder();
    let mut book = Book::good(&["甲局"]);
    book.sheets.retain(|sheet| sheet.name != DATA);
    book.save(folder.path());
    let (code, said) = said(folder.path(), &["评分.xlsx"]);
    assert!(code == 2 && said.contains("F11 缺少工作表") && said.contains("工作表“部门数据”"), "{said}");
}

#[test]
fn a_result_is_scored_told_as_such_and_named_so_only_once() {
    let folder = support::folder();
    let path = folder.path();
    Book::good(&["甲局", "乙局"]).data(1, "满意度", "80").save(path);
    let first = said(path, &["评分.xlsx"]).1;
    assert!(!first.contains("以前的评分结果"), "{first}");
    for (input, output) in [
        ("评分-评分结果.xlsx", "评分-评分结果(2).xlsx"),
        ("评分-评分结果.xlsx", "评分-评分结果(2).xlsx"),
        ("评分-评分结果(2).xlsx", "评分-评分结果(3).xlsx"),
    ] {
        let (code, said) = said(path, &[input]);
        assert!(code < 2 && said.contains(&format!("“{input}”是以前的评分结果，已按其中的数据重新评分")), "{said}");
        assert!(said.contains(&format!("结果：{output}")) && path.join(output).exists(), "{said}");
    }
    let findings = said(path, &["check", "评分-评分结果.xlsx"]).1;
    assert!(findings.contains("F40 输入是评分结果"), "{findings}");
}

#[test]
fn a_list_of_departments_among_the_forms_is_named_and_a_form_is_none() {
    let folder = support::folder();
    let forms = folder.path().join("报表");
    let official = Official::load();
    Form::good(&official, "甲局", 1).save(&forms, "甲局.xlsx");
    let list = [&["序号", "部门名称"][..], &["1", "甲局"], &["2", "乙局"]];
    put(&forms, "部门名单.xlsx", &[sheet("Sheet1", &list)]);
    put(&forms, "参评单位.xlsx", &[sheet("Sheet1", &list)]);
    fs::write(forms.join("名单.txt"), "甲局\n乙局\n").unwrap();
    let reasons = |arguments: &[&str]| {
        let said = said(folder.path(), &[&["collect", "报表", "--json"], arguments].concat()).1;
        let said: serde_json::Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}"));
        let file = |one: &serde_json::Value| format!("{} {} {}", one["file"], one["status"], one["reason"]);
        said["files"].as_array().unwrap().iter().map(file).collect::<Vec<_>>()
    };
    let told = reasons(&["-o", "一.xlsx"]);
    let lists = told
        .iter()
        .filter(|line| line.contains("跳过") && line.contains("像是部门名单") && line.contains("--departments"));
    assert_eq!(lists.count(), 3, "{told:#?}");
    let told = reasons(&["-o", "二.xlsx", "--departments", "报表/部门名单.xlsx"]);
    assert!(
        told.iter().any(|line| line.contains("部门名单.xlsx") && line.contains("是选作部门名单的文件")),
        "{told:#?}"
    );
    // a form whose headings nobody knows is no list: it stays unread, for the department to mend
    let bent = [&["单位名称", "数"][..], &["甲局", "1"]];
    let mut bent = sheet("Sheet1", &bent);
    bent.put(2, 1, Cell::number(Role::Plain, 5.into(), jixiao::workbook::sheet::Format::General));
    put(&forms, "丙局.xlsx", &[bent]);
    let told = reasons(&["-o", "三.xlsx"]);
    assert!(told.iter().any(|line| line.contains("丙局.xlsx") && line.contains("未读")), "{told:#?}");
}

#[test]
fn a_reviewed_form_among_the_forms_is_not_read_as_a_departments_own() {
    let folder = support::folder();
    let path = folder.path();
    Book::good(&["甲局"]).save(path);
    assert_eq!(said(path, &["评分.xlsx", "--forms", "报表"]).0, 0);
    Form::good(&Official::load(), "甲局", 1).save(&path.join("报表"), "甲局.xlsx");
    let (_, said) = said(path, &["collect", "报表", "-o", "汇总.xlsx"]);
    assert!(said.contains("共2个文件：已读1个") && said.contains("跳过1个"), "{said}");
}

#[test]
fn a_year_is_four_digits() {
    let folder = support::folder();
    fs::create_dir(folder.path().join("报表")).unwrap();
    for verb in [&["template"][..], &["template", "--form"], &["collect", "报表"]] {
        let (code, said) = said(folder.path(), &[verb, &["--year", "24", "-o", "新.xlsx"]].concat());
        assert!(code == 2 && said.contains("如果是2024年，请写 --year 2024"), "{said}");
        assert!(!folder.path().join("新.xlsx").exists());
    }
    assert_eq!(said(folder.path(), &["template", "--year", "2024年度", "-o", "新.xlsx"]).0, 0);
    assert!(support::dump(&folder.path().join("新.xlsx")).contains("2024"));
}
