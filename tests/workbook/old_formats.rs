//! .xls, .ods and .xlsb as they really are: what has no guard of its own in the library is capped before it.

use crate::support::parts::{Parts, unpack};
use crate::support::path;
use jixiao::ground::cell::Raw;
use jixiao::ground::place::CellRef;
use jixiao::ground::quantity::to_cell;
use jixiao::workbook::read::{FileFormat, read_bytes};
use rust_decimal::dec;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(path("tests/files").join(name)).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    read_bytes(bytes).unwrap_err().to_string()
}

/// Where bytes stand in a file.
fn find(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).position(|window| window == wanted).expect("the bytes occur")
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) {
    bytes[at..at + new.len()].copy_from_slice(new);
}

#[test]
fn a_chain_of_sectors_that_bites_its_tail_is_refused() {
    let good = file("libreoffice.xls");
    let fat = u32::from_le_bytes(good[76..80].try_into().unwrap()) as usize;
    for sector in 0..10 {
        let mut bytes = good.clone();
        put(&mut bytes, (fat + 1) * 512 + sector * 4, &(sector as u32).to_le_bytes());
        // the sectors of the table itself belong to no chain
        let _ = read_bytes(&bytes);
    }
    let directory = u32::from_le_bytes(good[48..52].try_into().unwrap());
    let mut bytes = good.clone();
    put(&mut bytes, (fat + 1) * 512 + directory as usize * 4, &directory.to_le_bytes());
    assert!(refusal(&bytes).contains("已损坏"));
}

#[test]
fn a_sheet_that_claims_to_be_larger_than_a_sheet_is_refused() {
    let mut bytes = file("libreoffice.xls");
    let at = find(&bytes, &[0x00, 0x02, 0x0E, 0x00]);
    put(&mut bytes, at + 8, &0xFFFF_FFFF_u32.to_le_bytes());
    assert!(refusal(&bytes).contains("已损坏"));
}

#[test]
fn two_far_cells_in_an_xls_do_not_ask_for_the_memory_between_them() {
    let mut bytes = file("libreoffice.xls");
    // a NUMBER record of D2: moved to the last row and a column beyond the sheet
    let at = find(&bytes, &[0x03, 0x02, 0x0E, 0x00, 0x01, 0x00, 0x03, 0x00]);
    put(&mut bytes, at + 4, &[0xFF, 0xFF, 0xFF, 0xFF]);
    assert!(refusal(&bytes).contains("过大"));
}

#[test]
fn an_xls_with_a_password_is_named_as_encrypted() {
    let mut bytes = file("libreoffice.xls");
    let at = find(&bytes, &[0x42, 0x00, 0x02, 0x00]);
    put(&mut bytes, at, &[0x2F, 0x00]);
    assert!(refusal(&bytes).contains("密码"));
}

fn ods(content: &str) -> Parts {
    let head = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>"#;
    let tail = "</office:spreadsheet></office:body></office:document-content>";
    unpack(&file("libreoffice.ods")).set("content.xml", format!("{head}{content}{tail}"))
}

#[test]
fn repeated_cells_of_an_ods_are_unfolded_under_a_cap() {
    let row = |rows: &str, cols: &str, text: &str| {
        ods(&format!(
            r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{cols}" office:value-type="string"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"#
        ))
    };
    assert_eq!(row("2", "3", "x").read().unwrap().sheets[0].rows[1].cells.len(), 3);
    assert!(row("1048576", "16384", "x").refusal().contains("过大"));
    assert!(row("1000", "1000", &"x".repeat(1000)).refusal().contains("过大"));
    assert!(row("1", "1", r#"<text:s text:c="999999999"/>"#).refusal().contains("过大"));
    assert!(row("1", "-1", "x").refusal().contains("已损坏"));
}

#[test]
fn two_far_cells_in_an_ods_do_not_ask_for_the_memory_between_them() {
    let cell = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let parts = ods(&format!(
        r#"<table:table table:name="a"><table:table-row>{cell}</table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="5000"/>{cell}</table:table-row></table:table>"#
    ));
    assert!(parts.refusal().contains("过大"));
}

#[test]
fn a_wide_table_of_an_ods_is_counted_once() {
    let cells = r#"<table:table-cell office:value-type="float" office:value="1"/>"#.repeat(2_000);
    let row = format!("<table:table-row>{cells}</table:table-row>");
    let parts = ods(&format!(r#"<table:table table:name="a">{}</table:table>"#, row.repeat(20)));
    assert_eq!(parts.read().unwrap().sheets[0].rows[19].cells.len(), 2_000);
}

#[test]
fn the_empty_rest_of_an_ods_sheet_costs_nothing() {
    let parts = ods(
        r#"<table:table table:name="a"><table:table-row><table:table-cell office:value-type="percentage" office:value="0.95"/><table:table-cell table:number-columns-repeated="16383"/></table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
    );
    let book = parts.read().unwrap();
    let cell = book.sheets[0].cell(CellRef::new(0, 0)).unwrap();
    assert_eq!((cell.raw.clone(), cell.percent), (Raw::Number(dec!(0.95)), true));
}

#[test]
fn an_error_of_a_formula_in_an_ods_is_an_error() {
    let parts = ods(
        r##"<table:table table:name="a"><table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" ><text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>"##,
    );
    let book = parts
        .edit(
            "content.xml",
            r#"office:value-type="string""#,
            r#"office:value-type="string" calcext:value-type="error" xmlns:calcext="c""#,
        )
        .read()
        .unwrap();
    assert_eq!(book.sheets[0].rows[0].cells[0].1.raw, Raw::Error("#DIV/0!".into()));
}

#[test]
fn an_ods_with_a_password_is_named_as_encrypted() {
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let parts = ods("").set("content.xml", vec![0, 1, 2, 3]).set("META-INF/manifest.xml", manifest);
    assert!(parts.refusal().contains("已加密"));
}

/// A record of an .xlsb.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = match kind {
        0..=0x7F => vec![kind as u8],
        _ => vec![(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8],
    };
    record.push(data.len() as u8);
    record.extend_from_slice(data);
    record
}

pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    (units.len() as u32).to_le_bytes().into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

/// An .xlsb with one sheet that holds a text and a number, each at its column of row 2.
pub fn xlsb(columns: [u32; 2]) -> Parts {
    let bundle = [vec![0; 8], wide("rId1"), wide("部门数据")].concat();
    let workbook = [record(0x83, &[]), record(0x8F, &[]), record(0x9C, &bundle), record(0x90, &[]), record(0x84, &[])];
    let cell = |col: u32, value: &[u8]| [&col.to_le_bytes()[..], &[0; 4], value].concat();
    let mut row = vec![0; 25];
    row[0] = 1;
    let sheet = [
        record(0x81, &[]),
        record(0x94, &[0; 16]),
        record(0x91, &[]),
        record(0x00, &row),
        record(0x06, &cell(columns[0], &wide("市财政局"))),
        record(0x05, &cell(columns[1], &to_cell(dec!(575.17)).to_le_bytes())),
        record(0x92, &[]),
        record(0x82, &[]),
    ];
    let parts = Parts::with_rows("").edit("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet1.bin");
    let rels = parts.0.iter().find(|(name, _)| name.ends_with("workbook.xml.rels")).unwrap().1.clone();
    let kept = parts.0.into_iter().filter(|(name, _)| !name.starts_with("xl/")).collect();
    Parts(kept)
        .edit("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin")
        .set("xl/_rels/workbook.bin.rels", rels)
        .set("xl/workbook.bin", workbook.concat())
        .set("xl/worksheets/sheet1.bin", sheet.concat())
}

#[test]
fn an_xlsb_is_read_with_its_cells_at_their_places() {
    let book = xlsb([1, 3]).read().unwrap();
    assert_eq!(book.format, FileFormat::Xlsb);
    let raw = |col| book.sheets[0].cell(CellRef::new(1, col)).unwrap().raw.clone();
    assert_eq!(raw(1), Raw::Text("市财政局".into()));
    assert_eq!(raw(3), Raw::Number(dec!(575.17)));
}

#[test]
fn an_xlsb_with_a_cell_twice_or_beyond_the_sheet_is_refused() {
    assert!(xlsb([3, 3]).refusal().contains("部门数据!D2"));
    assert!(xlsb([1, 99_999]).refusal().contains("超出表格范围"));
}
