//! Workbook files as they really are: odd, old, damaged, hostile. Nothing is lost silently, nothing panics.

use crate::support::parts::{Parts, alter, sheet};
use crate::support::{parts, path, read};
use jixiao::cli::files::read_book;
use jixiao::ground::cell::{GridCell, Raw};
use jixiao::ground::finding::Code;
use jixiao::ground::place::CellRef;
use jixiao::submission::file::findings;
use jixiao::workbook::read::{Book, read_bytes};
use rust_decimal::dec;
use xtask::random::Random;

fn cell(book: &Book, row: u32, col: u32) -> Option<&GridCell> {
    book.sheets[0].cell(CellRef::new(row, col))
}

fn raw(rows: &str) -> Raw {
    let book = Parts::with_rows(rows).read().unwrap();
    cell(&book, 0, 0).unwrap().raw.clone()
}

fn found(book: &Book, code: Code) -> Vec<String> {
    findings(book).iter().filter(|f| f.code == code).map(|f| format!("{} {}", f.place, f.message.found)).collect()
}

#[test]
fn two_cells_at_the_far_corners_are_two_cells() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let book = Parts::with_rows(rows).read().unwrap();
    assert_eq!(book.sheets[0].rows.len(), 2);
    assert_eq!(cell(&book, 1_048_575, 16_383).unwrap().raw, Raw::Number(dec!(2)));
}

#[test]
fn numbers_texts_dates_truths_and_errors_are_told_apart() {
    assert_eq!(raw(r#"<row r="1"><c r="A1"><v>0.30000000000000004</v></c></row>"#), Raw::Number(dec!(0.3)));
    assert_eq!(raw(r#"<row r="1"><c r="A1" s="2"><v>45943</v></c></row>"#), Raw::Date("2025-10-13".into()));
    assert_eq!(raw(r#"<row r="1"><c r="A1" t="b"><v>1</v></c></row>"#), Raw::Bool(true));
    assert_eq!(raw(r#"<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c></row>"#), Raw::Error("#DIV/0!".into()));
    assert_eq!(raw(r#"<row r="1"><c r="A1" t="str"><v>无</v></c></row>"#), Raw::Text("无".into()));
    let inline = r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>财政</t></r><r><t>局</t></r></is></c></row>"#;
    assert_eq!(raw(inline), Raw::Text("财政局".into()));
}

#[test]
fn phonetic_marks_are_no_part_of_a_text() {
    let strings = r#"<?xml version="1.0" encoding="UTF-8"?><sst xmlns="x" count="1" uniqueCount="1"><si><r><t>财政</t></r><r><t xml:space="preserve"> 局</t></r><rPh sb="0" eb="2"><t>caizheng</t></rPh></si></sst>"#;
    let book = Parts::with_rows(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#)
        .set("xl/sharedStrings.xml", strings)
        .read()
        .unwrap();
    assert_eq!(cell(&book, 0, 0).unwrap().raw, Raw::Text("财政 局".into()));
}

#[test]
fn a_percent_format_is_seen_and_a_quoted_percent_sign_is_not() {
    let rows =
        r#"<row r="1"><c r="A1" s="1"><v>0.95</v></c><c r="B1" s="3"><v>95</v></c><c r="C1"><v>95</v></c></row>"#;
    let book = Parts::with_rows(rows).read().unwrap();
    assert_eq!([0, 1, 2].map(|col| cell(&book, 0, col).unwrap().percent), [true, false, false]);
}

#[test]
fn a_formula_without_a_stored_result_is_not_empty() {
    assert_eq!(raw(r#"<row r="1"><c r="A1"><f>1+1</f></c></row>"#), Raw::NoResult);
    assert_eq!(raw(r#"<row r="1"><c r="A1"><f>1+1</f><v/></c></row>"#), Raw::NoResult);
    assert_eq!(raw(r#"<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>"#), Raw::Text("".into()));
    assert_eq!(raw(r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>"#), Raw::Number(dec!(2)));
}

#[test]
fn a_number_that_is_none_is_told() {
    for wrong in ["NaN", "inf", "1e400", "1e300"] {
        let rows = format!(r#"<row r="1"><c r="A1"><v>{wrong}</v></c></row>"#);
        assert!(matches!(raw(&rows), Raw::BadNumber(_)), "{wrong}");
    }
}

#[test]
fn a_cell_that_stands_twice_is_refused_by_name() {
    let rows = r#"<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>"#;
    assert!(Parts::with_rows(rows).refusal().contains("部门数据!B2"));
    let rows = r#"<row r="2"><c r="B2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>"#;
    assert!(Parts::with_rows(rows).refusal().contains("部门数据!B2"));
}

#[test]
fn a_reference_beyond_the_sheet_or_in_another_row_is_refused() {
    for wrong in ["XFE1", "A1048577", "A0", "AAAAAAAAAAAAAA1", "A99999999999999", "A2"] {
        let rows = format!(r#"<row r="1"><c r="{wrong}"><v>1</v></c></row>"#);
        assert!(Parts::with_rows(&rows).refusal().contains("错误的单元格位置"), "{wrong}");
    }
    assert!(Parts::with_rows(r#"<row r="1048577"/>"#).refusal().contains("错误的单元格位置"));
}

#[test]
fn what_a_reader_would_skip_inside_a_number_is_refused() {
    for value in ["9<!-- -->5", "<![CDATA[95]]>", "9&#53;", "9<x/>5", "9<?x?>5"] {
        let rows = format!(r#"<row r="1"><c r="A1"><v>{value}</v></c></row>"#);
        assert!(Parts::with_rows(&rows).refusal().contains("部门数据!A1"), "{value}");
    }
}

#[test]
fn a_value_that_its_type_does_not_allow_is_refused_by_name() {
    for (kind, value) in [("e", "#SPILL!"), ("b", "2"), ("s", "x"), ("n", "十"), ("z", "1")] {
        let rows = format!(r#"<row r="3"><c r="C3" t="{kind}"><v>{value}</v></c></row>"#);
        assert!(Parts::with_rows(&rows).refusal().contains("部门数据!C3"), "{kind} {value}");
    }
}

#[test]
fn merged_areas_that_overlap_a_thousandfold_do_not_hang() {
    let row = |n: u32| format!(r#"<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>"#);
    let rows: String = (1..=200).map(row).collect();
    let merges = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(20_000);
    let content = format!("<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>");
    assert!(Parts::with_sheet(&content).read().is_ok());
}

#[test]
fn two_sheets_of_one_name_are_refused() {
    let two = r#"<sheet name="部门数据" sheetId="1" r:id="rId1"/><sheet name="部门数据" sheetId="2" r:id="rId2"/>"#;
    let parts = Parts::with_rows("").set("xl/worksheets/sheet2.xml", sheet("<sheetData/>")).edit(
        "xl/workbook.xml",
        r#"<sheet name="部门数据" sheetId="1" r:id="rId1"/>"#,
        two,
    );
    assert!(parts.refusal().contains("两个工作表都叫“部门数据”"));
}

#[test]
fn hidden_rows_columns_and_sheets_are_read_and_said() {
    let content = r#"<cols><col min="2" max="3" width="9.5" hidden="1"/><col min="9" max="16384" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="12" hidden="1"><c r="A12"><v>1</v></c></row><row r="13" hidden="true"><c r="A13"><v>1</v></c></row><row r="14" ht="0"><c r="A14"><v>1</v></c></row><row r="20" hidden="1"/></sheetData>"#;
    let parts = Parts::with_sheet(content).edit("xl/workbook.xml", "sheetId", r#"state="veryHidden" sheetId"#);
    let book = parts.read().unwrap();
    assert_eq!(
        found(&book, Code::HiddenUsed),
        [
            "部门数据 整个工作表被隐藏，但参与计算",
            "部门数据!B1 B列被隐藏，但参与计算",
            "部门数据!A12 第12–14行被隐藏，但参与计算"
        ]
    );
    assert_eq!(book.sheets[0].hidden_columns, [1]);
    assert_eq!(book.sheets[0].widths, [(1, 9)]);
}

#[test]
fn rows_that_a_filter_hides_are_said_to_be_filtered() {
    let content = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row></sheetData><autoFilter ref="A1:C5"><filterColumn colId="0"/></autoFilter>"#;
    let book = Parts::with_sheet(content).read().unwrap();
    assert_eq!(found(&book, Code::HiddenUsed), ["部门数据!A2 第2行被筛选掉或隐藏，但参与计算"]);
    assert!(book.sheets[0].filter.is_some());
}

#[test]
fn a_value_under_a_merged_cell_is_named() {
    let content = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>7</v></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#;
    let book = Parts::with_sheet(content).read().unwrap();
    assert_eq!(found(&book, Code::HiddenUnderMerge), ["部门数据!B1 B1 也有内容，被合并单元格盖住，看不见，没有采用"]);
    let shown = book.sheets[0].shown(CellRef::new(1, 1)).unwrap();
    assert_eq!(shown.raw, Raw::Number(dec!(1)));
}

#[test]
fn an_altered_byte_is_refused() {
    let mut bytes = Parts::with_rows(r#"<row r="1"><c r="A1"><v>95.5</v></c></row>"#).stored();
    assert!(read_bytes(&bytes).is_ok());
    alter(&mut bytes, b"95.5", b"59.5");
    assert!(read_bytes(&bytes).unwrap_err().to_string().contains("校验码不符"));
}

#[test]
fn a_truncated_file_is_refused_at_every_length() {
    let bytes = Parts::with_rows(r#"<row r="1"><c r="A1"><v>95.5</v></c></row>"#).zip();
    for length in 0..bytes.len() {
        assert!(read_bytes(&bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn unfinished_xml_in_a_whole_zip_is_refused() {
    for cut in [r#"</sheetData></worksheet>"#, "</worksheet>", "</v></c></row></sheetData></worksheet>"] {
        let parts = Parts::with_rows(r#"<row r="1"><c r="A1"><v>95.5</v></c></row>"#);
        assert!(parts.edit("xl/worksheets/sheet1.xml", cut, "").read().is_err(), "{cut}");
    }
}

#[test]
fn a_false_count_of_shared_strings_is_refused() {
    let strings = r#"<sst xmlns="x" count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>"#;
    assert!(Parts::with_rows("").set("xl/sharedStrings.xml", strings).refusal().contains("文字条数不合理"));
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = vec![b' '; 40 << 20];
    assert!(Parts::with_rows("").set("xl/media/a.bin", bomb).refusal().contains("解压后过大"));
}

#[test]
fn a_doctype_is_refused_wherever_it_stands() {
    let entity = r#"<!DOCTYPE x [<!ENTITY a "95">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#;
    for padding in [0, 65_530, 65_536] {
        let xml = format!("<!--{}-->{entity}", " ".repeat(padding));
        assert!(Parts::with_rows("").set("xl/worksheets/sheet1.xml", xml).refusal().contains("DOCTYPE"));
    }
}

#[test]
fn an_entry_that_stands_twice_is_refused() {
    let mut bytes = Parts::with_rows("").set("xl/worksheets/sheet9.xml", sheet("<sheetData/>")).stored();
    alter(&mut bytes, b"sheet9.xml", b"SHEET1.XML");
    alter(&mut bytes, b"sheet9.xml", b"SHEET1.XML");
    assert!(read_bytes(&bytes).unwrap_err().to_string().contains("出现了两次"));
}

#[test]
fn an_entry_with_two_names_is_refused() {
    // the styles would be missed, and with them the percent formats and dates, without a word
    let mut bytes = Parts::with_rows("").zip();
    let at = bytes.windows(13).rposition(|window| window == b"xl/styles.xml").unwrap();
    bytes[at + 5] = b'x';
    assert!(read_bytes(&bytes).is_err());
}

#[test]
fn files_that_are_no_workbooks_are_named_with_their_file_name() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, &[u8], &str); 6] = [
        ("~$评分.xlsx", b"\x05Admin", "临时文件"),
        ("导出.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "网页另存的xls"),
        ("数据.xlsx", "部门,人数\r\n财政局,12\r\n".as_bytes(), "csv"),
        ("空.xlsx", b"", "0 字节"),
        ("加密.xlsx", &encrypted(), "文件已加密"),
        ("乱.xlsx", b"PK\x03\x04 rubbish", "已损坏"),
    ];
    for (name, bytes, told) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let message = read_book(&path).unwrap_err().to_string();
        assert!(message.contains(told) && message.contains(name), "{message}");
    }
    assert!(read_book(folder.path()).unwrap_err().to_string().contains("这是文件夹"));
    assert!(read_book(&folder.path().join("没有.xlsx")).unwrap_err().to_string().contains("没有这个文件"));
}

fn encrypted() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    bytes
}

/// A sheet as text: every cell with its place, content and marks, then what is hidden and merged.
fn dump(book: &Book) -> String {
    let mut lines = Vec::new();
    for grid in &book.sheets {
        lines.push(format!("{} hidden={} columns={:?}", grid.name, grid.hidden, grid.hidden_columns));
        lines.extend(grid.merges.iter().map(|area| format!("merge {}:{}", area.first, area.last)));
        for row in &grid.rows {
            for (col, cell) in &row.cells {
                let marks = format!("{}{}{}", mark(cell.percent, '%'), mark(cell.formula, '='), mark(row.hidden, 'h'));
                lines.push(format!("{} {:?} {marks}", CellRef::new(row.index, *col), cell.raw));
            }
        }
    }
    lines.join("\n")
}

fn mark(set: bool, sign: char) -> String {
    if set { sign.to_string() } else { String::new() }
}

fn file(name: &str) -> Book {
    read(&path("tests/files").join(name))
}

#[test]
fn the_same_table_reads_alike_whichever_program_wrote_it() {
    let expected = dump(&file("xlsxwriter.xlsx"));
    for name in ["libreoffice.xlsx", "libreoffice.xls", "libreoffice.ods"] {
        // LibreOffice writes a truth as the formula TRUE(), in .ods even as the number 1
        let read = dump(&file(name)).replace("F5 Bool(true) =", "F5 Bool(true) ");
        assert_eq!(read.replace("F5 Number(1) =", "F5 Bool(true) "), expected, "{name}");
    }
    // openpyxl stores no results of formulas: D6 differs, and says so
    let openpyxl = dump(&file("openpyxl.xlsx"));
    assert!(openpyxl.contains("D6 NoResult ="), "{openpyxl}");
}

#[test]
fn old_formats_are_read_with_a_hint() {
    assert_eq!(found(&file("libreoffice.xls"), Code::OldFormat).len(), 1);
    assert_eq!(found(&file("libreoffice.ods"), Code::OldFormat).len(), 1);
    assert_eq!(found(&file("libreoffice.xlsx"), Code::OldFormat).len(), 0);
}

#[test]
fn results_that_the_writing_program_did_not_calculate_are_doubted() {
    assert_eq!(found(&file("xlsxwriter.xlsx"), Code::ResultUnsure).len(), 1);
    assert_eq!(found(&file("libreoffice.xlsx"), Code::ResultUnsure).len(), 0);
}

/// One to four bytes altered, a piece cut out, doubled or zeroed, or the end cut off.
fn spoil(good: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let from = random.below(bytes.len());
    let length = 1 + random.below(64.min(bytes.len() - from));
    match random.below(8) {
        0 => bytes.truncate(from),
        1 => drop(bytes.drain(from..from + length)),
        2 => bytes[from..from + length].fill(0),
        3 => bytes[from..from + length].fill(0xFF),
        4 => {
            let piece = bytes[from..from + length].to_vec();
            bytes.splice(from..from, piece);
        }
        _ => {
            for _ in 0..=random.below(4) {
                let at = random.below(bytes.len());
                bytes[at] = random.below(256) as u8;
            }
        }
    }
    bytes
}

fn spoiled_count() -> usize {
    std::env::var("JIXIAO_SPOILED").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

/// `JIXIAO_SPOILED=10000 cargo test --release --test reading spoiled` runs as many as docs/quality.md reports.
#[test]
fn a_spoiled_file_is_refused_or_read_as_it_was_and_never_stops_the_program() {
    for name in ["xlsxwriter.xlsx", "libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"] {
        let good = std::fs::read(path("tests/files").join(name)).unwrap();
        let whole = dump(&read_bytes(&good).unwrap());
        let mut random = Random::new(20_251_124);
        for turn in 0..spoiled_count() {
            let read = read_bytes(&spoil(&good, &mut random));
            // .xls has no checksums: there an altered figure cannot be noticed
            if let Ok(book) = read
                && !name.ends_with(".xls")
            {
                assert_eq!(dump(&book), whole, "{name}, turn {turn}");
            }
        }
    }
}

/// Here the checksums are right: whatever a hostile writer puts into the parts, the program goes on.
#[test]
fn spoiled_parts_in_a_sound_zip_never_stop_the_program() {
    for name in ["xlsxwriter.xlsx", "libreoffice.ods"] {
        let good = parts::unpack(&std::fs::read(path("tests/files").join(name)).unwrap());
        let mut random = Random::new(4_711);
        for _ in 0..spoiled_count() {
            let mut parts = good.clone();
            let part = random.below(parts.0.len());
            parts.0[part].1 = spoil(&parts.0[part].1, &mut random);
            let _ = parts.read();
        }
    }
}
