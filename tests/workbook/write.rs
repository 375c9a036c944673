//! The writer as a user meets it: files read back by other readers than the one that wrote them.

use crate::support;
use jixiao::cli::save::{SaveError, save};
use jixiao::ground::place::{Area, CellRef};
use jixiao::workbook::sheet::{
    Allowed, Cell, Chart, ChartKind, Column, Format, Print, Role, Sheet, Tint, Validation, Value,
};
use jixiao::workbook::write::{WriteError, to_bytes};
use rust_decimal::dec;
use std::io::{Cursor, Read};

/// A small workbook with one of everything.
fn workbook() -> Vec<Sheet> {
    let mut ranking = Sheet { result: true, ..Sheet::new("排名") };
    ranking.columns = vec![
        Column { width: 6, ..Column::default() },
        Column { width: 24, ..Column::default() },
        Column { width: 10, level: 1, ..Column::default() },
        Column { width: 10, level: 1, ..Column::default() },
    ];
    ranking.put_merged(Area::new((0, 0), (0, 3)), Cell::text(Role::Title, "2025年度部门整体支出绩效评价排名"));
    for (col, text) in (0..).zip(["名次", "部门", "总分", "得分率"]) {
        ranking.put(1, col, Cell::text(Role::Header, text));
    }
    for row in 2..5_u32 {
        let place = CellRef::new(row - 1, 0);
        let name = ["=市财政局", "-110", "市教育局\n（本级）"][row as usize - 2];
        let score = Cell::number(Role::Number, dec!(88.5), Format::Places(2));
        ranking.put(row, 0, Cell::number(Role::Centre, row.into(), Format::Whole));
        ranking.put(row, 1, Cell::text(Role::Text, name).linked("部门 数据", place).noted("同分\n并列"));
        ranking.put(row, 2, score.computed(Some(format!("ROUND('部门 数据'!A{row}*8.85,2)"))));
        ranking.put(row, 3, Cell::number(Role::Number, dec!(0.885), Format::Percent).tinted(Some(Tint::RateHigh)));
    }
    ranking.freeze = Some(CellRef::new(2, 2));
    ranking.filter = Some(Area::new((1, 0), (4, 3)));
    ranking.print = Print { landscape: true, repeat_rows: Some((1, 1)), ..Print::default() };
    ranking.charts.push(Chart {
        kind: ChartKind::Bar,
        title: "各部门总分".into(),
        value_axis: "总分（分）".into(),
        sheet: "排名".into(),
        names: Area::new((2, 1), (4, 1)),
        values: Area::new((2, 2), (4, 2)),
        second: None,
        format: Format::Places(2),
        at: CellRef::new(6, 0),
        size: (480, 240),
        plain: false,
    });
    let mut data = Sheet::new("部门 数据");
    for row in 0..4 {
        data.put(row, 0, Cell::number(Role::Plain, dec!(10), Format::General));
        data.put(row, 1, Cell::blank(Role::Input));
    }
    data.rows[3].hidden = true;
    data.print.breaks = vec![2];
    let allowed = Allowed::List(vec!["是".into(), "否".into()]);
    let prompt = "请填“是”或“否”".to_string();
    data.validations.push(Validation { area: Area::new((0, 1), (3, 1)), allowed, prompt, strict: true });
    data.names.push(("参数_基数".into(), Area::new((0, 0), (0, 0))));
    vec![ranking, data]
}

fn dumped(sheets: &[Sheet]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("结果.xlsx");
    save(sheets, &path).unwrap();
    support::dump(&path)
}

#[test]
fn everything_written_is_read_back() {
    support::snapshot("everything-written", &dumped(&workbook()));
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    assert!(to_bytes(&workbook()).unwrap() == to_bytes(&workbook()).unwrap());
}

/// A sheet with something of everything.
fn rows_of_all_kinds(rows: u32) -> Sheet {
    let mut sheet = Sheet::new("表");
    sheet.put_merged(Area::new((0, 0), (0, 40)), Cell::text(Role::Title, "标题"));
    for row in 1..rows {
        sheet.put(row, 0, Cell::text(Role::Text, format!("第{}行", row % 7)).noted("注"));
        sheet.put(row, 1, Cell::number(Role::Number, dec!(0.5), Format::Places(2)).linked("表", CellRef::new(0, 0)));
        sheet.put(row, 2, Cell::blank(Role::Text));
        let formula = |value| Cell { value, ..Cell::default() }.computed(Some(format!("IF(B{row}<1,\"<1\",2)")));
        let results = [Value::Number(dec!(1.5)), Value::Text("<1 & _x0041_".into()), Value::Blank];
        sheet.put(row, 3, formula(results[row as usize % 3].clone()));
        let odd = ["_x0041_", " <b>&\"'\n末行 ", "=1+1", "x_x"][row as usize % 4];
        let tint = (row % 5 == 0).then_some(Tint::Must);
        sheet.put(row, 4, Cell::text(Role::Total, odd).tinted(tint));
    }
    (sheet.rows[7].hidden, sheet.rows[8].height) = (true, Some(99));
    // a merge over rows that are written one by one, and one below all cells
    sheet.put_merged(Area::new((3, 2), (5, 2)), Cell::text(Role::Centre, "合并"));
    sheet.merges.push(Area::new((rows + 1, 0), (rows + 2, 1)));
    sheet
}

#[test]
fn a_sheet_of_many_rows_is_written_as_a_short_one_is() {
    let (short, long) = (dumped(&[rows_of_all_kinds(50)]), dumped(&[rows_of_all_kinds(2_100)]));
    let first = |text: &str| {
        text.lines().filter(|line| line.starts_with(['A', 'B', 'C', 'D', 'E'])).take(40).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(first(&short), first(&long));
    for (text, merge) in [(&short, "A52:B53"), (&long, "A2102:B2103")] {
        assert!(text.contains("C4:C6") && text.contains(merge), "{text}");
    }
}

/// Rows of several heights, some empty ones between, with a long note here and there.
fn rows_of_all_heights(rows: u32) -> Sheet {
    let mut sheet = Sheet::new("表");
    for row in (0..rows).filter(|row| row % 9 != 4) {
        let text = "一二三四五六七八九十".repeat(1 + row as usize % 5);
        let cell = Cell::text(Role::Text, &text);
        sheet.put(row, 0, if row % 12 == 0 { cell.noted(text.repeat(10)) } else { cell });
    }
    sheet
}

/// A part of the file of a sheet.
fn part(sheet: Sheet, name: &str) -> String {
    let mut file = zip::ZipArchive::new(Cursor::new(to_bytes(&[sheet]).unwrap())).unwrap();
    let mut xml = String::new();
    file.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn rows_of_a_long_sheet_are_as_high_as_those_of_a_short_one() {
    let between = |text: &str, from: &str, to: &str| -> Vec<String> {
        text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap().to_string()).collect()
    };
    let [short, long] = [50, 500].map(|rows| {
        let xml = part(rows_of_all_heights(rows), "xl/worksheets/sheet1.xml");
        let notes = part(rows_of_all_heights(rows), "xl/drawings/vmlDrawing1.vml");
        // the number of a row with its height, without the columns in use
        let height =
            |row: String| row.split(' ').filter(|word| !word.starts_with("spans")).collect::<Vec<_>>().join(" ");
        let heights: Vec<String> = between(&xml, "<row r=", ">").into_iter().map(height).take(30).collect();
        let notes: Vec<String> = between(&notes, "<x:Anchor>", "<").into_iter().take(3).collect();
        (between(&xml, "<sheetFormatPr", ">"), heights, notes)
    });
    assert_eq!(short, long);
    assert!(short.1.iter().all(|row| !row.starts_with("\"5\"")), "{short:?}");
}

#[test]
fn a_formulas_text_result_stays_text() {
    let mut sheet = Sheet::new("表");
    for (row, text) in (0..).zip(["待核", "110", "1e5", "TRUE", "#N/A", "12号", "是&否<甲>"]) {
        sheet.put(row, 0, Cell { value: Value::Text(text.into()), ..Cell::default() }.computed(Some("B1".into())));
    }
    let expected =
        ["A1: 待核 [=B1]", "A2: 110", "A3: 1e5", "A4: TRUE", "A5: #N/A", "A6: 12号 [=B1]", "A7: 是&否<甲> [=B1]"];
    let text = dumped(&[sheet]);
    for line in expected {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
}

#[test]
fn control_characters_are_seen_and_do_no_harm() {
    let mut sheet = Sheet::new("表");
    sheet.put(0, 0, Cell::text(Role::Text, "市财\u{7}政局\u{0}_x0041_").noted("一\u{1F}二\u{FFFF}"));
    assert!(dumped(&[sheet]).contains("A1: 市财␇政局␀_x0041_ {一␟二\u{FFFD}}"));
}

#[test]
fn all_faults_of_a_workbook_are_said_at_once_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("结果.xlsx");
    let mut sheets = workbook();
    sheets[0].merges.push(Area::new((0, 0), (1, 0)));
    sheets[1].put(0, 0, Cell::text(Role::Text, "长".repeat(40_000)));
    let Err(SaveError::Content(WriteError(message))) = save(&sheets, &path) else { panic!("written") };
    assert!(message.contains("重叠") && message.contains("40000 个字符"), "{message}");
    assert!(!path.exists());
}

#[test]
fn a_sheet_name_with_quotes_and_signs_works_everywhere() {
    let name = "甲'乙 (1)%&-<丙>";
    let mut sheet = Sheet { result: true, ..Sheet::new(name) };
    for row in 0..3 {
        let formula = Some(format!("LEN('甲''乙 (1)%&-<丙>'!B{})", row + 1));
        sheet.put(row, 0, Cell::number(Role::Number, dec!(2), Format::Whole).computed(formula));
        sheet.put(row, 1, Cell::text(Role::Text, "见下").linked(name, CellRef::new(2, 0)));
    }
    sheet.names.push(("基数".into(), Area::new((0, 0), (2, 0))));
    sheet.print.repeat_rows = Some((0, 0));
    let mut first = Sheet { hidden: true, ..Sheet::new("隐藏") };
    first.columns = vec![Column { level: 1, hidden: true, ..Column::default() }; 2];
    first.put(0, 0, Cell::text(Role::Text, "折叠"));
    support::snapshot("odd-sheet-name", &dumped(&[first, sheet]));
}

#[test]
fn links_beyond_what_excel_keeps_stay_as_text() {
    let mut sheet = Sheet::new("表");
    for row in 0..65_532 {
        sheet.put(row, 0, Cell::text(Role::Text, "见").linked("表", CellRef::new(0, 0)));
    }
    let mut file = zip::ZipArchive::new(Cursor::new(to_bytes(&[sheet]).unwrap())).unwrap();
    let mut xml = String::new();
    file.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert_eq!(xml.matches("<hyperlink ").count(), 65_530);
    assert_eq!(xml.matches("<c r=").count(), 65_532);
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_cores() {
    // links of all three lead to the first
    let named = [("表", 2_100), ("短表", 40), ("另一表", 700)];
    let sheets = named.map(|(name, rows)| Sheet { name: name.into(), ..rows_of_all_kinds(rows) });
    let bytes = |cores| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
        pool.install(|| to_bytes(&sheets).unwrap())
    };
    assert!(bytes(1) == bytes(2) && bytes(2) == bytes(5));
}
