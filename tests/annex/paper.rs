//! The annex fits its paper by itself: widths, heights, sizes.

use super::{annex, example};
use crate::support::book::Book;
use jixiao::workbook::sheet::{AnnexPart, Role};
use jixiao::workbook::{Format, Sheet, Value};

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
            assert!(xml.contains("useFirstPageNumber=\"1\""), "{number}");
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
    for count in [22, 24, 25, 46, 53] {
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

/// A number as it is shown, with the blanks that keep it off the border.
fn printed(cell: &jixiao::workbook::sheet::Cell) -> String {
    let Value::Number(number) = &cell.value else { return String::new() };
    let fixed = |number: rust_decimal::Decimal, places: usize| format!("{number:.places$}");
    let shown = match cell.format {
        Format::Places(places) => fixed(*number, places as usize),
        Format::Whole => fixed(*number, 0),
        Format::Percent => fixed(*number * rust_decimal::Decimal::ONE_HUNDRED, 2) + "%",
        _ => number.normalize().to_string(),
    };
    shown + if matches!(cell.role, Role::Annex(AnnexPart::Number, _)) { " " } else { "" }
}

#[test]
fn no_number_is_too_long_for_its_column() {
    for places in ["0", "2", "4"] {
        let book =
            Book::good(&["甲局", "乙局", "丙局"]).setting("得分小数位", places).setting("不足一个百分点", "按比例扣");
        let book = book.data(0, "在用固定资产", "287.123").data(1, "其他工作实绩指标完成情况/评定得分", "3.3333");
        for sheet in annex(&book.evaluate()) {
            for (at, cell) in sheet.all_rows().cells() {
                let Role::Annex(_, half_points) = cell.role else { continue };
                let merged = sheet.merges.iter().find(|merge| merge.first == at);
                let last = merged.map_or(at.col, |merge| merge.last.col);
                let columns = &sheet.columns[at.col as usize..=last as usize];
                let room = columns.iter().map(|column| column.quarters * 150).sum::<u32>() - 300;
                let needed = printed(cell).chars().count() as u32 * u32::from(half_points) * 25;
                assert!(needed <= room, "{places}, {}!{at}: {}", sheet.name, printed(cell));
            }
        }
    }
}
