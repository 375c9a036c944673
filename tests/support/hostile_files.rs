//! Workbooks that no office program writes: what must be refused, and what is odd but plain.

use super::parts::{Parts, sheet};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const WORKBOOK: &str = "xl/workbook.xml";
const RELS: &str = "xl/_rels/workbook.xml.rels";
const STRINGS: &str = "xl/sharedStrings.xml";
const CELL: &str = r#"<row r="1"><c r="A1"><v>95.5</v></c></row>"#;

fn good() -> Parts {
    Parts::with_rows(CELL)
}

fn cell(xml: &str) -> Parts {
    Parts::with_rows(&format!(r#"<row r="1">{xml}</row>"#))
}

fn strings(xml: &str) -> Parts {
    cell(r#"<c r="A1" t="s"><v>0</v></c>"#).set(STRINGS, format!(r#"<sst xmlns="x">{xml}</sst>"#))
}

fn wide(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn without(name: &str) -> Parts {
    Parts(good().0.into_iter().filter(|(n, _)| n != name).collect())
}

/// What must be refused.
pub fn refused() -> Vec<(&'static str, Parts)> {
    let target = |to: &str| good().edit(RELS, "worksheets/sheet1.xml", to);
    let start = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    vec![
        ("no package relationships", without("_rels/.rels")),
        ("no workbook", without(WORKBOOK)),
        ("no workbook relationships", without(RELS)),
        ("no sheet", without(SHEET)),
        ("an empty sheet part", good().set(SHEET, "")),
        ("an empty workbook part", good().set(WORKBOOK, "")),
        ("an empty styles part", good().set("xl/styles.xml", "")),
        ("a sheet of rubbish", good().set(SHEET, "rubbish")),
        ("a sheet in UTF-16", good().set(SHEET, wide(&sheet("<sheetData/>")))),
        ("a sheet in GBK", good().edit(SHEET, "UTF-8", "GBK")),
        ("a sheet with a NUL at its head", good().edit(SHEET, start, "\0")),
        ("a sheet that ends early", good().edit(SHEET, "</worksheet>", "")),
        ("a tag closed by another", good().edit(SHEET, "</row>", "</raw>")),
        ("a tag not closed", good().edit(SHEET, "</v></c>", "</v>")),
        ("two sheetData", Parts::with_sheet(&format!("<sheetData>{CELL}</sheetData><sheetData/>"))),
        ("no sheetData", Parts::with_sheet("")),
        ("a chart's XML as a sheet", good().set(SHEET, "<chartsheet/>")),
        ("a sheet without relationship", good().edit(WORKBOOK, r#"r:id="rId1""#, r#"r:id="rId9""#)),
        ("a relationship to nowhere", target("worksheets/none.xml")),
        ("a relationship out of the package", target("../../../etc/passwd")),
        ("two sheets in one part", {
            let two = r#"<sheet name="a" r:id="rId1"/><sheet name="b" r:id="rId1"/></sheets>"#;
            good().edit(WORKBOOK, "</sheets>", two)
        }),
        ("two sheets of one name but for case", {
            let two = r#"<sheets><sheet name="DATA" r:id="rId1"/><sheet name="data" r:id="rId2"/>"#;
            good().set("xl/worksheets/sheet2.xml", sheet("<sheetData/>")).edit(WORKBOOK, "<sheets>", two)
        }),
        ("no sheets at all", good().edit(WORKBOOK, r#"<sheet name="部门数据" sheetId="1" r:id="rId1"/>"#, "")),
        ("an unknown state of a sheet", good().edit(WORKBOOK, "sheetId", r#"state="lost" sheetId"#)),
        ("a path with two dots", good().set("xl/../x.xml", "<x/>")),
        ("a row nought", Parts::with_rows(r#"<row r="0"/>"#)),
        ("a negative row", Parts::with_rows(r#"<row r="-1"/>"#)),
        ("half a row", Parts::with_rows(r#"<row r="1.5"/>"#)),
        ("a row beyond 32 bits", Parts::with_rows(r#"<row r="4294967297"/>"#)),
        ("a reference without row", cell(r#"<c r="A"><v>1</v></c>"#)),
        ("a reference without column", cell(r#"<c r="1"><v>1</v></c>"#)),
        ("an empty reference", cell(r#"<c r=""><v>1</v></c>"#)),
        ("a full-width reference", cell(r#"<c r="Ａ1"><v>1</v></c>"#)),
        ("an attribute twice", cell(r#"<c r="A1" r="B1"><v>1</v></c>"#)),
        ("a cell inside a cell", cell(r#"<c r="A1"><c r="B1"><v>1</v></c></c>"#)),
        ("a string that is not there", cell(r#"<c r="A1" t="s"><v>7</v></c>"#)),
        ("a string of negative number", strings("<si><t>a</t></si>").edit(SHEET, "<v>0</v>", "<v>-1</v>")),
        ("a string beyond 64 bits", strings("").edit(SHEET, "<v>0</v>", "<v>99999999999999999999</v>")),
        ("strings that end early", strings("").set(STRINGS, "<sst><si><t>a")),
        ("strings that promise too many", strings("").set(STRINGS, r#"<sst uniqueCount="4294967295"/>"#)),
        ("strings that promise a word", strings("").set(STRINGS, r#"<sst uniqueCount="many"/>"#)),
        ("a merge upside down", Parts::with_sheet(r#"<sheetData/><mergeCells><mergeCell ref="C3:A1"/></mergeCells>"#)),
        (
            "a merge beyond the sheet",
            Parts::with_sheet(r#"<sheetData/><mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>"#),
        ),
        ("a column nought", Parts::with_sheet(r#"<cols><col min="0" max="3"/></cols><sheetData/>"#)),
        ("a column beyond the sheet", Parts::with_sheet(r#"<cols><col min="1" max="16385"/></cols><sheetData/>"#)),
        ("a dimension of nonsense", Parts::with_sheet(r#"<dimension ref="ZZZZZZZ9999999999"/><sheetData/>"#)),
        ("an unknown entity in a text", cell(r#"<c r="A1" t="inlineStr"><is><t>&lol;</t></is></c>"#)),
        ("an unknown entity in a name", good().edit(WORKBOOK, "部门数据", "&lol;")),
        ("more cell formats than Excel has", {
            good().edit("xl/styles.xml", r#"<xf numFmtId="0"/>"#, &r#"<xf numFmtId="0"/>"#.repeat(131_073))
        }),
        ("a number format of a megabyte", good().edit("xl/styles.xml", "0&quot;", &"0".repeat(1 << 20))),
        ("a type that does not exist", cell(r#"<c r="A1" t="x"><v>1</v></c>"#)),
    ]
}

/// What is odd but plain.
pub fn read() -> Vec<(&'static str, Parts)> {
    let deep = format!("{}{}", "<x>".repeat(100_000), "</x>".repeat(100_000));
    vec![
        ("no styles", without("xl/styles.xml")),
        ("no content types", without("[Content_Types].xml")),
        ("a byte order mark", good().edit(SHEET, "<?xml", "\u{FEFF}<?xml")),
        ("an absolute target", good().edit(RELS, "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml")),
        ("backslashes in a path", without(SHEET).set("xl\\worksheets\\sheet1.xml", sheet(&format!("<sheetData>{CELL}</sheetData>")))),
        ("upper case in a path", without(SHEET).set("xl/WORKSHEETS/Sheet1.xml", sheet(&format!("<sheetData>{CELL}</sheetData>")))),
        ("a prefix for everything", good().set(SHEET, r#"<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>95.5</x:v></x:c></x:row></x:sheetData></x:worksheet>"#)),
        ("cells without references", Parts::with_rows("<row><c><v>95.5</v></c></row>")),
        ("a deep tree beside the data", Parts::with_sheet(&format!("<sheetData>{CELL}</sheetData><extLst>{deep}</extLst>"))),
        ("a long attribute", good().edit(SHEET, "<worksheet", &format!("<worksheet x=\"{}\"", "y".repeat(1 << 20)))),
        ("a style that is not there", good().edit(SHEET, r#"r="A1""#, r#"r="A1" s="99999999""#)),
        ("a style that is a word", good().edit(SHEET, r#"r="A1""#, r#"r="A1" s="bold""#)),
        ("a formula of a megabyte", good().edit(SHEET, "<v>", &format!("<f>{}</f><v>", "1+".repeat(1 << 19)))),
        ("a shared formula without master", good().edit(SHEET, "<v>", r#"<f t="shared" si="7"/><v>"#)),
        ("rows in the wrong order", Parts::with_rows(&format!(r#"<row r="9"><c r="A9"><v>1</v></c></row>{CELL}"#))),
        ("columns in the wrong order", cell(r#"<c r="C1"><v>1</v></c><c r="A1"><v>95.5</v></c>"#)),
        ("comments between cells", cell(r#"<!-- a --><c r="A1"><!-- b --><v>95.5</v></c><?c?>"#)),
        ("an entry that is no XML", good().set("xl/vbaProject.bin", vec![0xD0; 4096])),
    ]
}
