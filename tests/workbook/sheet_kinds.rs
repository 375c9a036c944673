//! Sheets without cells are left out and named; parts that are not read cannot spoil a file; results that nobody
//! calculated and formulas into other files are named.

use super::old_formats::{record, wide, xlsb};
use crate::support::parts::{Parts, unpack};
use crate::support::path;
use jixiao::ground::finding::Code;
use jixiao::submission::file::findings;
use jixiao::workbook::read::{Book, Results, read_bytes};

const WORKBOOK: &str = "xl/workbook.xml";
const RELS: &str = "xl/_rels/workbook.xml.rels";

fn found(book: &Book, code: Code) -> Vec<String> {
    findings(book).iter().filter(|f| f.code == code).map(|f| format!("{} {}", f.place, f.message.found)).collect()
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(path("tests/files").join(name)).unwrap()
}

const CELL: &str = r#"<row r="1"><c r="A1"><v>95.5</v></c></row>"#;

/// Sheets of a chart, of macros and a dialog beside the one of cells.
fn with_other_sheets() -> Parts {
    let sheets = r#"<sheet name="图" sheetId="7" r:id="r7"/><sheet name="宏" sheetId="8" r:id="r8"/><sheet name="国际宏" sheetId="9" r:id="r9"/><sheet name="框" sheetId="10" r:id="r10"/></sheets>"#;
    let link = |id: u32, kind: &str, to: &str| format!(r#"<Relationship Id="r{id}" Type="{kind}" Target="{to}"/>"#);
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let microsoft = "http://schemas.microsoft.com/office/2006/relationships";
    let links = [
        link(7, &format!("{office}/chartsheet"), "chartsheets/sheet1.xml"),
        link(8, &format!("{microsoft}/xlMacrosheet"), "macrosheets/sheet1.xml"),
        link(9, &format!("{microsoft}/xlIntlMacrosheet"), "macrosheets/sheet2.xml"),
        link(10, &format!("{office}/dialogsheet"), "dialogsheets/sheet1.xml"),
    ];
    let other = ["chartsheets/sheet1", "macrosheets/sheet1", "macrosheets/sheet2", "dialogsheets/sheet1"];
    let parts = Parts::with_rows(CELL).edit(WORKBOOK, "</sheets>", sheets).edit(
        RELS,
        "</Relationships>",
        &format!("{}</Relationships>", links.concat()),
    );
    other.iter().fold(parts, |parts, name| parts.set(&format!("xl/{name}.xml"), "<x/>"))
}

#[test]
fn sheets_of_charts_macros_and_dialogs_are_left_out_and_named() {
    let book = with_other_sheets().read().unwrap();
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(book.without_cells, ["图", "宏", "国际宏", "框"]);
    let told = found(&book, Code::SheetUnknown);
    assert_eq!(told.len(), 4);
    assert!(told.iter().any(|one| one.starts_with("宏 没有单元格")), "{told:?}");
}

/// The second sheet of LibreOffice's file said to be one of a chart, or of macros.
#[test]
fn an_xls_with_a_chart_or_macros_as_a_sheet_is_read_without_it() {
    for kind in [1, 2] {
        let mut bytes = file("libreoffice.xls");
        let name: Vec<u8> = "备用".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let second = [&[2, 1][..], &name].concat();
        let at = bytes.windows(second.len()).position(|window| window == second).expect("the second sheet");
        bytes[at - 1] = kind;
        let book = read_bytes(&bytes).unwrap();
        assert_eq!((book.sheets.len(), &book.without_cells[..]), (1, &["备用".to_string()][..]));
        assert!(!book.sheets[0].rows.is_empty());
    }
}

#[test]
fn an_xlsb_with_charts_and_macros_as_sheets_is_read_without_them() {
    for folder in ["chartsheets", "dialogsheets", "macrosheets"] {
        let parts = xlsb([1, 3]);
        let bundle = |id: &str, name: &str| record(0x9C, &[vec![0; 8], wide(id), wide(name)].concat());
        let workbook = [
            record(0x83, &[]),
            record(0x8F, &[]),
            bundle("rId9", "另一张"),
            bundle("rId1", "部门数据"),
            record(0x90, &[]),
            record(0x84, &[]),
        ]
        .concat();
        let link = format!(r#"<Relationship Id="rId9" Type="x" Target="{folder}/sheet1.bin"/></Relationships>"#);
        let book = parts
            .edit("xl/_rels/workbook.bin.rels", "</Relationships>", &link)
            .set("xl/workbook.bin", workbook)
            .set(&format!("xl/{folder}/sheet1.bin"), vec![0x81, 0x01, 0])
            .read()
            .unwrap();
        assert_eq!((book.sheets[0].name.as_str(), &book.without_cells[..]), ("部门数据", &["另一张".to_string()][..]));
        assert_eq!(book.sheets[0].rows.len(), 1);
    }
}

#[test]
fn parts_that_are_not_read_may_be_as_they_are() {
    let utf16 = |text: &str| -> Vec<u8> {
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let mut empty = Parts::with_rows(CELL);
    empty.0.push(("docProps/custom.xml".to_string(), Vec::new()));
    for (name, parts) in [
        ("customXml in UTF-16", Parts::with_rows(CELL).set("customXml/item1.xml", utf16("<a>是</a>"))),
        (
            "customXml in GBK",
            Parts::with_rows(CELL).set("customXml/item1.xml", r#"<?xml version="1.0" encoding="GBK"?><a/>"#),
        ),
        ("a DOCTYPE in properties", Parts::with_rows(CELL).set("docProps/app.xml", "<!DOCTYPE a><a/>")),
        ("an empty part", empty),
    ] {
        assert!(parts.read().is_ok(), "{name}: {}", parts.refusal());
    }
    let mut office = unpack(&file("libreoffice.ods"));
    office.0.push(("Configurations2/accelerator/current.xml".to_string(), Vec::new()));
    assert!(office.read().is_ok());
    // what is read is judged as before
    for (name, parts) in [
        ("strings", Parts::with_rows(CELL).set("xl/sharedStrings.xml", utf16("<sst/>"))),
        ("the theme", Parts::with_rows(CELL).set("xl/theme/theme1.xml", "<!DOCTYPE a><a/>")),
        ("relations", Parts::with_rows(CELL).edit(RELS, "UTF-8", "GBK")),
        ("content", unpack(&file("libreoffice.ods")).edit("content.xml", "UTF-8", "GBK")),
    ] {
        assert!(parts.read().is_err(), "{name}");
    }
}

#[test]
fn a_workbook_that_is_calculated_by_hand_is_named() {
    let formula = r#"<row r="2"><c r="B2"><f>1+1</f><v>3</v></c></row>"#;
    let with = |properties: &str| {
        Parts::with_rows(formula)
            .edit(WORKBOOK, "</sheets>", &format!("</sheets><calcPr {properties}/>"))
            .read()
            .unwrap()
    };
    let told = found(&with(r#"calcMode="manual""#), Code::ResultUnsure);
    assert_eq!(told, ["部门数据!B2 B2 等处是公式，文件设为手动重算，其中保存的结果可能不是最新的"]);
    assert!(found(&with(r#"calcMode="auto""#), Code::ResultUnsure).is_empty());
    assert!(found(&with(r#"calcMode="autoNoTable""#), Code::ResultUnsure).is_empty());
    let both = found(&with(r#"calcMode="manual" fullCalcOnLoad="1""#), Code::ResultUnsure);
    assert!(both[0].contains("打开时重新计算"), "{both:?}");
    let without = Parts::with_rows(CELL).edit(WORKBOOK, "</sheets>", r#"</sheets><calcPr calcMode="manual"/>"#);
    assert!(found(&without.read().unwrap(), Code::ResultUnsure).is_empty());
}

/// A record of no use (whether headings are printed) becomes the one that says how the sheet is calculated.
#[test]
fn an_xls_that_is_calculated_by_hand_says_so() {
    let calculated = |mode: u8| {
        let mut bytes = file("libreoffice.xls");
        let at = bytes.windows(4).position(|window| window == [0x2A, 0x00, 0x02, 0x00]).expect("the record");
        bytes[at..at + 6].copy_from_slice(&[0x0D, 0x00, 0x02, 0x00, mode, 0x00]);
        read_bytes(&bytes).unwrap().results
    };
    assert_eq!((calculated(0), calculated(1)), (Results::ByHand, Results::Usual));
}

#[test]
fn an_ods_and_an_xlsb_that_are_calculated_by_hand_say_so() {
    let settings = |automatic: &str| {
        let text = format!(
            r#"<a xmlns:config="c"><config:config-item config:name="AutoCalculate">{automatic}</config:config-item><config:config-item config:name="b">false</config:config-item></a>"#
        );
        unpack(&file("libreoffice.ods")).set("settings.xml", text).read().unwrap().results
    };
    assert_eq!((settings("false"), settings("true")), (Results::ByHand, Results::Usual));
    let mode = |mode: u8, opening: u8| {
        let parts = xlsb([1, 3]);
        let mut workbook = parts.0.iter().find(|(name, _)| name == "xl/workbook.bin").unwrap().1.clone();
        workbook.extend(record(157, &[&[1, 0, 0, 0, mode, 0, 0, 0][..], &[0; 16], &[opening, 0]].concat()));
        parts.set("xl/workbook.bin", workbook).read().unwrap().results
    };
    assert_eq!([mode(0, 0), mode(1, 0), mode(0, 1)], [Results::ByHand, Results::Usual, Results::OnOpening]);
}

/// LibreOffice keeps copies of the sheets of other files as tables of its own.
#[test]
fn formulas_of_an_ods_into_other_files_are_named_and_their_copies_are_no_sheets() {
    let names = r#"xmlns:office="o" xmlns:table="t" xmlns:text="x""#;
    let cell = |formula: &str| {
        format!(r#"<table:table-cell table:formula="of:={formula}" office:value-type="float" office:value="6"/>"#)
    };
    let link = "['file:///D:/%E8%A1%A8/%E9%A2%84%E7%AE%97.ods'#$一.A1]";
    let row = [cell("1+1"), cell(link), cell("[.A1]&amp;&quot;'#&quot;"), cell(&format!("SUM({link};1)"))].concat();
    let content = format!(
        r#"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="a"><table:table-row>{row}</table:table-row></table:table><table:table table:name="'file:///D:/%E8%A1%A8/%E9%A2%84%E7%AE%97.ods'#$一"><table:table-row>{}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#,
        cell("1")
    );
    let book = unpack(&file("libreoffice.ods")).set("content.xml", content).read().unwrap();
    assert_eq!(book.sheets.len(), 1);
    let told = found(&book, Code::ForeignFormula);
    assert_eq!(told, ["a!B1 从B1起有2个公式取自其他文件（预算.ods），采用的是保存的结果，可能不是最新的"]);
}

#[test]
fn links_of_an_xls_and_an_xlsb_to_other_files_are_named() {
    let book = read_bytes(&file("linked.xls")).unwrap();
    assert_eq!(
        found(&book, Code::ForeignFormula),
        ["整个文件 文件中有公式取自其他文件（预算.xlsx），采用的是保存的结果"]
    );
    let relations = r#"<Relationships xmlns="x"><Relationship Id="rId1" Type="externalLinkPath" Target="file:///D:/%E9%A2%84%E7%AE%97.xlsx" TargetMode="External"/></Relationships>"#;
    let book = xlsb([1, 3]).set("xl/externalLinks/_rels/externalLink1.bin.rels", relations).read().unwrap();
    assert_eq!(
        found(&book, Code::ForeignFormula),
        ["整个文件 文件中有公式取自其他文件（预算.xlsx），采用的是保存的结果"]
    );
}

#[test]
fn formulas_into_other_files_are_named_with_the_files() {
    let rows = r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>[1]预算!A1</f><v>2</v></c><c r="C1"><f t="shared" si="0" ref="C1:D1">'[2]一 月'!A1</f><v>2</v></c><c r="D1"><f t="shared" si="0"/><v>2</v></c><c r="E1"><f t="shared" si="1">A1</f><v>2</v></c><c r="F1"><f t="shared" si="1"/><v>2</v></c><c r="G1"><f>SUM(表1[支出])</f><v>2</v></c></row>"#;
    let target = |file: &str| {
        format!(
            r#"<Relationships xmlns="x"><Relationship Id="r" Type="externalLinkPath" Target="{file}" TargetMode="External"/></Relationships>"#
        )
    };
    let parts = Parts::with_rows(rows)
        .set("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        .set("xl/externalLinks/_rels/externalLink1.xml.rels", target("file:///D:/%E8%A1%A8/%E9%A2%84%E7%AE%97.xlsx"))
        .set("xl/externalLinks/externalLink2.xml", "<externalLink/>")
        .set("xl/externalLinks/_rels/externalLink2.xml.rels", target("决算.xls"));
    let told = found(&parts.read().unwrap(), Code::ForeignFormula);
    assert_eq!(
        told,
        ["部门数据!B1 从B1起有3个公式取自其他文件（预算.xlsx、决算.xls），采用的是保存的结果，可能不是最新的"]
    );
    assert!(found(&Parts::with_rows(CELL).read().unwrap(), Code::ForeignFormula).is_empty());
}

/// The same small workbook three times: as it is, encrypted with the password of Excel itself, and with one of a
/// person (both made by msoffcrypto-tool; Agile encryption, as Excel has used since 2010).
#[test]
fn what_excel_opens_without_asking_is_read_and_told() {
    let (plain, protected) = (file("openpyxl.xlsx"), file("protected.xlsx"));
    let (open, unlocked) = (read_bytes(&plain).unwrap(), read_bytes(&protected).unwrap());
    assert_eq!(format!("{:?}", open.sheets), format!("{:?}", unlocked.sheets));
    assert_ne!(open.sha256, unlocked.sha256, "the fingerprint is that of the file");
    assert!(found(&open, Code::FileProtected).is_empty());
    assert_eq!(
        found(&unlocked, Code::FileProtected),
        ["整个文件 设有保护（用 Excel 的默认密码加密，打开时不要密码），已照常读取"]
    );
    let message = read_bytes(&file("password.xlsx")).unwrap_err().to_string();
    assert!(message.contains("设有打开密码") && !message.contains("保护工作簿"), "{message}");
}

/// Whatever byte of an encrypted file is altered: read as before, or refused in words.
#[test]
fn an_altered_encrypted_file_is_never_read_as_another() {
    let good = file("protected.xlsx");
    let sheets = format!("{:?}", read_bytes(&good).unwrap().sheets);
    for at in (0..good.len()).step_by(1601) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        match read_bytes(&bytes) {
            Ok(book) => assert_eq!(format!("{:?}", book.sheets), sheets, "byte {at}"),
            Err(error) => assert!(!error.to_string().contains("程序"), "byte {at}: {error}"),
        }
    }
}

#[test]
fn a_protection_with_the_usual_password_is_named_with_the_way_out() {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    let message = read_bytes(&bytes).unwrap_err().to_string();
    assert!(message.contains("打开密码") && message.contains("保护工作簿"), "{message}");
}
