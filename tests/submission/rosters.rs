//! 部门名单 as offices have them: every name is taken, or the list is refused with what stands in it; what was taken is
//! said whenever a list is used.

use crate::support;
use crate::support::form::{Form, Official};
use jixiao::ground::place::Area;
use jixiao::submission::department_list::read_names;
use jixiao::workbook::sheet::{Cell, Role, Sheet};
use jixiao::workbook::write::to_bytes;

/// A workbook of sheets of text: rows by line, cells by `|`, `↑` for a cell merged with the one above.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let sheets: Vec<Sheet> = sheets
        .iter()
        .map(|(name, text)| {
            let mut sheet = Sheet::new(*name);
            for (row, line) in (0..).zip(text.lines()) {
                for (col, word) in (0..).zip(line.split('|')).filter(|(_, word)| !word.is_empty() && *word != "↑") {
                    sheet.put(row, col, Cell::text(Role::Text, word));
                }
                for (col, _) in (0..).zip(line.split('|')).filter(|(_, word)| *word == "↑") {
                    sheet.merges.push(Area::new((row - 1, col), (row, col)));
                }
            }
            sheet
        })
        .collect();
    to_bytes(&sheets).unwrap()
}

fn names(file: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    let list = read_names(file, bytes).map_err(|error| error.to_string())?;
    let (first, last) = (&list.departments[0].name, &list.departments[list.departments.len() - 1].name);
    assert!(list.said.contains(&format!("共{}个部门，第一个是“{first}”，最后一个是“{last}”", list.departments.len())));
    Ok(list.departments.into_iter().map(|one| one.name).collect())
}

const ALL: [&str; 4] = ["市财政局", "市教育局", "市水利局", "市民政局"];

/// Lists of which every name is taken.
const TAKEN: [&str; 14] = [
    "序号|单位名称|序号|单位名称\n1|市财政局|3|市水利局\n2|市教育局|4|市民政局",
    "单位名称|单位名称\n市财政局|市水利局\n市教育局|市民政局",
    "预算单位编码|预算单位名称\n219001|219001-市财政局\n220001|[220001]市教育局\n3|市水利局\n4|（四）市民政局",
    "类别|单位名称\n党政机关|市财政局\n↑|市教育局\n事业单位|市水利局\n|市民政局\n|合计：4个",
    "2024年市直部门名单\n序号|部门（单位）名称|联系人\n1|市财政局|甲\n2|市教育局|乙\n|小计|\n3|市水利局|丙\n4|市民政局|丁\n|合计4个|",
    "市财政局\n市教育局\n市水利局\n市民政局",
    "1.市财政局\n2.市教育局\n3.市水利局\n4.市民政局",
    "一、市财政局\n二、市教育局\n三、市水利局\n四、市民政局",
    "部门名单\n市财政局\n市教育局\n市水利局\n市民政局\n共4个部门",
    "219001市财政局\n219002市教育局\n219003市水利局\n219004市民政局",
    "二级预算单位|性质\n市财政局|行政\n市教育局|行政\n市水利局|行政\n市民政局|行政",
    "一、党政机关|\n序号|名称\n1|市财政局\n2|市教育局\n|（二）事业单位\n3|市水利局\n4|市民政局\n|数据来源：预算科",
    "主管部门|预算单位\n市府办|市财政局\n市府办|市教育局\n市府办|市水利局\n市府办|市民政局",
    "机构全称|代码\n市财政局|1\n市教育局|2\n市水利局|3\n市民政局|4",
];

#[test]
fn every_name_is_taken_from_a_list_of_any_layout() {
    for text in TAKEN {
        assert_eq!(names("名单.xlsx", &workbook(&[("Sheet1", text)])), Ok(ALL.map(String::from).to_vec()), "{text}");
        if !text.contains('↑') {
            for mark in [",", "\t", ";", "；"] {
                let taken = names("名单.csv", text.replace('|', mark).as_bytes());
                assert_eq!(taken, Ok(ALL.map(String::from).to_vec()), "{mark} {text}");
            }
        }
    }
    let unicode = TAKEN[0].replace('|', "\t").replace('\n', "\r\n");
    let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(unicode.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(names("名单.csv", &bytes).unwrap(), ALL);
}

/// Lists of which it is not known where the names stand, and what must be said.
const REFUSED: [(&str, &str); 6] = [
    ("219001|市财政局\n219002|市教育局", "“219001”“市财政局”"),
    ("编码|内容\n219001|市财政局", "“编码”“内容”"),
    ("一级预算单位|二级预算单位\n市财政局|国库中心", "“一级预算单位”“二级预算单位”"),
    ("预算单位|名称\n219001|市财政局\n219002|市教育局", "如“219001”"),
    ("219001\n219002", "如“219001”"),
    ("合计\n小计", "没有部门名称"),
];

#[test]
fn a_list_that_does_not_tell_its_names_is_refused_with_what_stands_in_it() {
    for (text, words) in REFUSED {
        for (file, bytes) in
            [("名单.xlsx", workbook(&[("Sheet1", text)])), ("名单.csv", text.replace('|', ",").into_bytes())]
        {
            let refused = names(file, &bytes).unwrap_err();
            assert!(refused.contains(words) && refused.contains(file), "{refused}");
        }
    }
}

#[test]
fn of_several_sheets_none_is_chosen_unless_they_say_the_same() {
    let (one, other) = ("单位名称\n市财政局", "单位名称\n市教育局");
    let refused = names("名单.xlsx", &workbook(&[("机关", one), ("事业", other)])).unwrap_err();
    assert!(refused.contains("“机关”（1个）、“事业”（1个）"), "{refused}");
    assert_eq!(names("名单.xlsx", &workbook(&[("甲", one), ("乙", one)])).unwrap(), ["市财政局"]);
    assert_eq!(names("名单.xlsx", &workbook(&[("说明", "本表|说明"), ("乙", one)])).unwrap(), ["市财政局"]);
}

#[test]
fn every_use_of_a_list_says_what_was_taken() {
    let official = Official::load();
    let folder = support::folder();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("名单.xlsx"), workbook(&[("Sheet1", TAKEN[2])])).unwrap();
    Form::good(&official, "市财政局", 1).save(&path("表"), "甲.xlsx");
    let wanted = "共4个部门，第一个是“市财政局”，最后一个是“市民政局”";
    for arguments in [
        &["template", "--departments", "名单.xlsx", "-o", "新.xlsx"][..],
        &["collect", "表", "--departments", "名单.xlsx", "-o", "汇.xlsx"],
        &["collect", "表", "--rules", "新.xlsx", "-o", "汇二.xlsx"],
        &["collect", "表", "--departments", "名单.xlsx", "-o", "汇三.xlsx", "--json"],
    ] {
        let (code, said) = support::said(folder.path(), arguments);
        assert!(code < 2 && said.contains(wanted), "{arguments:?}: {said}");
    }
    assert!(support::dump(&path("汇.xlsx")).contains(wanted));
    std::fs::write(path("乱.csv"), "219001,市财政局\n219002,市教育局").unwrap();
    let (code, said) = support::said(folder.path(), &["template", "--departments", "乱.csv", "-o", "无.xlsx"]);
    assert!(code == 2 && said.contains("“219001”“市财政局”") && !path("无.xlsx").exists(), "{said}");
}
