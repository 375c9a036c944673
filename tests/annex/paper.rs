//! The annex fits its paper by itself: widths, heights, sizes.

use super::{annex, example};
use crate::support::book::Book;
use jixiao::workbook::sheet::{AnnexPart, Role};
use jixiao::workbook::{Sheet, Value};

/// Printable points across the page of a sheet.
fn across(sheet: &Sheet) -> u32 {
    let paper = sheet.print.paper.unwrap();
    let millimetres = match (paper.a3, sheet.print.landscape) {
        (true, true) => 420,
        (true, false) | (false, true) => 297,
        (false, false) => 210,
    };
    (millimetres - 2 * paper.sides) * 7200 / 2540
}

fn down(sheet: &Sheet) -> u32 {
    let paper = sheet.print.paper.unwrap();
    let millimetres = match (paper.a3, sheet.print.landscape) {
        (true, true) | (false, false) => 297,
        (true, false) => 420,
        (false, true) => 210,
    };
    (millimetres - paper.ends.0 - paper.ends.1) * 7200 / 2540
}

fn width(sheet: &Sheet) -> u32 {
    sheet.columns.iter().map(|column| column.quarters * 3 / 2).sum()
}

fn all() -> Vec<Sheet> {
    let long = "某某市某某某某新区某某产业园区管理委员会社会事务和综合执法局（加挂某某办公室牌子）";
    let names: Vec<String> = (0..100).map(|number| format!("{long}{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let many = Book::good(&names).data(3, "满意度", "").data(4, "满意度", "90").evaluate();
    [annex(&example()), annex(&many)].concat()
}

#[test]
fn columns_fill_the_page_and_never_more() {
    for sheet in all() {
        let (width, across) = (width(&sheet), across(&sheet));
        assert!(width <= across && width * 100 >= across * 90, "{}: {width} of {across}", sheet.name);
    }
}

#[test]
fn every_row_has_its_height_and_every_letter_its_size() {
    for sheet in all() {
        for (number, row) in sheet.all_rows().numbered() {
            assert!(row.height.is_some_and(|height| height <= 409), "{}!{}", sheet.name, number + 1);
        }
        for (at, cell) in sheet.all_rows().cells().filter(|(_, cell)| cell.value != Value::Blank) {
            let Role::Annex(part, half_points) = cell.role else { panic!("{}!{at} is for the screen", sheet.name) };
            // nothing below 9.3 points
            assert!(half_points >= 19, "{}!{at}", sheet.name);
            assert!(part != AnnexPart::Title || half_points == 44, "{}!{at}", sheet.name);
            assert!(part != AnnexPart::Mark || half_points == 32, "{}!{at}", sheet.name);
        }
    }
}

#[test]
fn the_summary_is_one_page_and_the_lists_repeat_their_headings() {
    for sheet in all() {
        let points: u32 = sheet.rows.iter().filter_map(|row| row.height).sum();
        match sheet.name.as_str() {
            "汇总" => assert!(points <= down(&sheet), "{points} of {}", down(&sheet)),
            name => {
                let (first, last) = sheet.print.repeat_rows.unwrap();
                let words = |row: u32| sheet.rows[row as usize].cells.iter().map(|(_, cell)| super::shown(cell));
                assert!((first..=last).flat_map(words).any(|text| text == "部门（单位）"), "{name}");
            }
        }
        assert_eq!(sheet.print.area.unwrap().last.row as usize + 1, sheet.rows.len());
    }
}

#[test]
fn it_is_written_with_its_own_page_and_protected_without_a_password() {
    let bytes = jixiao::write_annex(&example()).unwrap();
    let parts = crate::support::parts::unpack(&bytes);
    let text = |name: &str| {
        let (_, part) = parts.0.iter().find(|(part, _)| part == name).unwrap();
        String::from_utf8(part.clone()).unwrap()
    };
    let papers: Vec<(bool, bool)> = (1..=4)
        .map(|number| {
            let xml = text(&format!("xl/worksheets/sheet{number}.xml"));
            assert!(xml.contains("firstPageNumber=\"1\"") && xml.contains("useFirstPageNumber=\"1\""), "{number}");
            assert!(xml.contains("14— &amp;P —"), "{number}");
            assert!(xml.contains("<sheetProtection sheet=\"1\"") && xml.contains("formatColumns=\"0\""), "{number}");
            assert!(!xml.contains("password"), "{number}");
            (xml.contains("paperSize=\"8\""), xml.contains("orientation=\"landscape\""))
        })
        .collect();
    assert_eq!(papers, [(false, false), (false, false), (true, true), (false, true)]);
    let styles = text("xl/styles.xml");
    for font in ["方正小标宋简体", "仿宋_GB2312", "黑体", "Times New Roman"] {
        assert!(styles.contains(font), "{font}");
    }
    assert!(styles.contains("0.00_ _ ") && styles.contains("<sz val=\"10.5\"/>"));
}

#[test]
fn what_stands_below_a_list_is_not_alone_on_a_page() {
    for count in 20..60 {
        let names: Vec<String> = (0..count).map(|number| format!("第{number}局")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for sheet in annex(&Book::good(&names).data(0, "满意度", "").evaluate()) {
            if !["排名", "得分明细"].contains(&sheet.name.as_str()) {
                continue;
            }
            let height = |row: u32| sheet.rows[row as usize].height.unwrap();
            let (first, last) = sheet.print.repeat_rows.unwrap();
            let repeated: u32 = (first..=last).map(height).sum();
            let (mut used, mut begins) = (0, 0);
            for row in 0..sheet.rows.len() as u32 {
                if used + height(row) > down(&sheet) {
                    (used, begins) = (repeated, row);
                }
                used += height(row);
            }
            let begins = sheet.rows[begins as usize].cells.iter().map(|(_, cell)| super::shown(cell)).next().unwrap();
            assert!(begins.starts_with("附件") || begins.parse::<u32>().is_ok(), "{count}, {}: {begins}", sheet.name);
        }
    }
}
