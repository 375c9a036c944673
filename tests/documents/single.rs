//! Documents that are written one at a time: the form to be filled in, 复核意见书.

use super::{tables, text};
use crate::support;
use crate::support::form::{Form, Official};
use jixiao::documents::filled_form;
use jixiao::form::blank_forms;
use jixiao::word::verified;
use jixiao::workbook::read::Book;
use serde_json::Value;
use std::fs;

/// What `collect` makes of a folder: every cell of the data sheets but notes, and how many findings it has.
fn collected(folder: &std::path::Path, name: &str) -> (String, usize) {
    let output = format!("{name}.xlsx");
    let (code, said) = support::said(folder, &["collect", name, "-o", &output, "--json"]);
    assert!(code < 2, "{said}");
    let json: Value = serde_json::from_str(&said).unwrap();
    let book: Book = jixiao::cli::files::read_book(&folder.join(&output)).unwrap();
    let mut cells = String::new();
    for sheet in book.sheets.iter().filter(|sheet| ["部门数据", "自评得分", "个性化指标"].contains(&&*sheet.name))
    {
        for (at, cell) in sheet.cells() {
            cells += &format!("{}!{at}: {}\n", sheet.name, jixiao::ground::original(cell));
        }
    }
    (cells, json["findings"].as_array().unwrap().len())
}

#[test]
fn a_form_filled_in_with_word_is_collected_to_the_same_figures_as_one_filled_in_with_excel() {
    let folder = support::folder();
    let official = Official::load();
    for (name, scale) in [("甲局", 1), ("乙局", 7)] {
        let form = Form::good(&official, name, scale);
        form.save(&folder.path().join("表格"), &format!("{name}.xlsx"));
        let word = folder.path().join("文档");
        fs::create_dir_all(&word).unwrap();
        fs::write(word.join(format!("{name}.docx")), verified(&filled_form(&form.sheets)).unwrap()).unwrap();
    }
    let (excel, _) = collected(folder.path(), "表格");
    let (word, _) = collected(folder.path(), "文档");
    assert!(excel.lines().count() > 200, "{excel}");
    assert_eq!(excel, word);
}

#[test]
fn the_blank_form_has_every_table_and_is_written_for_word_alone() {
    let form = filled_form(&blank_forms(None, "2024").unwrap()[0].sheets);
    let said = text(&form);
    for words in
        ["附件3", "附件3-1", "部门整体支出绩效评价自评报告", "2024", "局机关及二级机构汇总", "补充数据", "总 分"]
    {
        assert!(said.contains(words), "{words}");
    }
    assert!(!said.contains("浅黄底") && !said.contains("核对（不打印）"), "{said}");
    assert!(tables(&form).len() > 8);
    let folder = support::folder();
    let run = |arguments: &[&str]| support::said(folder.path(), arguments);
    let (code, said) = run(&["template", "--form", "-o", "附件3.docx"]);
    assert_eq!(code, 0, "{said}");
    let before = fs::read(folder.path().join("附件3.docx")).unwrap();
    // what is to be filled in never replaces a file
    assert_eq!(run(&["template", "--form", "-o", "附件3.docx"]).0, 2);
    assert_eq!(fs::read(folder.path().join("附件3.docx")).unwrap(), before);
    for (arguments, words) in [
        (["template", "-o", "模板.docx"].as_slice(), "只有部门填报表（--form）可以存为 .docx"),
        (&["template", "-o", "模板.doc"], "只能存为 .xlsx 或 .docx"),
        (&["template", "--form", "-o", "模板.wps"], "只能存为 .xlsx 或 .docx"),
    ] {
        let (code, said) = run(arguments);
        assert!(code == 2 && said.contains(words), "{said}");
    }
}

#[test]
fn an_answer_to_an_appeal_is_a_document_too_and_replaces_only_its_own() {
    let folder = support::folder();
    let example = support::path("workbooks/example.xlsx");
    let run = |department: &str, output: &str| {
        let arguments = ["explain", example.to_str().unwrap(), department, "--set", "三公经费预算=7.9", "-o", output];
        support::said(folder.path(), &arguments)
    };
    let (code, said) = run("司法局", "复核意见书.docx");
    assert!(code == 0 && said.contains("复核意见已存为：复核意见书.docx"), "{said}");
    let path = folder.path().join("复核意见书.docx");
    let first = fs::read(&path).unwrap();
    assert_eq!(run("司法局", "复核意见书.docx").0, 0);
    assert_eq!(fs::read(&path).unwrap(), first);
    // that of another department, and what another program has saved, stay
    let (code, said) = run("市财政局", "复核意见书.docx");
    assert!(code == 2 && said.contains("已经存在") && said.contains("司法局"), "{said}");
    fs::write(&path, "别人的文件").unwrap();
    assert_eq!(run("司法局", "复核意见书.docx").0, 2);
    assert_eq!(fs::read(&path).unwrap(), "别人的文件".as_bytes());
    let (code, said) = run("司法局", "复核意见书.pdf");
    assert!(code == 2 && said.contains("只能存为 .xlsx 或 .docx"), "{said}");
}
