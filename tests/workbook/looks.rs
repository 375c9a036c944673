//! Letters that are struck out, raised or lowered are read as a person sees them, whatever the format of the file.

use crate::support::parts::Parts;
use crate::support::path;
use jixiao::ground::cell::{Raw, Shown};
use jixiao::ground::place::CellRef;
use jixiao::workbook::read::{Book, read_bytes};
use rust_decimal::dec;

/// What stands in column A, what is struck out, raised or lowered in words.
fn column_a(book: &Book, rows: u32) -> Vec<String> {
    let text = |row| match book.sheets[0].cell(CellRef::new(row, 0)).map(|cell| &cell.raw) {
        Some(Raw::Text(text)) => text.to_string(),
        Some(Raw::Marked(marked)) => marked.spelled(),
        Some(Raw::Number(number)) => number.normalize().to_string(),
        other => format!("{other:?}"),
    };
    (0..rows).map(text).collect()
}

/// looks.xls and looks.ods are LibreOffice's, from a workbook that openpyxl wrote.
#[test]
fn the_formats_of_other_programs_tell_the_same() {
    for file in ["looks.xls", "looks.ods"] {
        let book = read_bytes(&std::fs::read(path("tests/files").join(file)).unwrap()).unwrap();
        let expected = [
            "〔删除线：22〕18",
            "18〔上标：1〕",
            "〔删除线：987〕",
            "H〔下标：2〕O",
            "财政局",
            "〔删除线：划掉〕",
            "18",
            "〔删除线：95%〕",
        ];
        assert_eq!(column_a(&book, 8), expected, "{file}");
    }
}

#[test]
fn what_a_number_format_shows_is_told_in_an_xls_too() {
    let book = read_bytes(&std::fs::read(path("tests/files/looks.xls")).unwrap()).unwrap();
    let shown = |row| book.sheets[0].cell(CellRef::new(row, 0)).and_then(|cell| cell.shown.as_deref()).cloned();
    assert_eq!(shown(6), None);
    assert_eq!(shown(8), Some(Shown::Worded("987000.00元".into())));
    assert_eq!(shown(9), Some(Shown::Otherwise("987.00".into())));
    assert_eq!(shown(10), Some(Shown::Otherwise("98.7万元".into())));
    assert_eq!(shown(11), Some(Shown::Worded("12人".into())));
    assert_eq!(shown(12), Some(Shown::Rounded(dec!(0.95))));
}

#[test]
fn runs_of_shared_and_inner_texts_are_read_with_their_looks() {
    let strings = r#"<sst xmlns="x"><si><t>甲</t></si><si><r><rPr><strike/></rPr><t>22</t></r><r><t>18</t></r></si><si><r><t>18</t></r><r><rPr><b/><vertAlign val="superscript"/></rPr><t>①</t></r></si><si><r><rPr><strike val="0"/><vertAlign val="baseline"/></rPr><t>95</t></r><r><rPr><b/></rPr><t>.5</t></r></si><si><r><rPr><strike val="1"/></rPr><t xml:space="preserve"> </t></r><r><t>7</t></r></si><si><r><rPr><vertAlign val="superscript"/></rPr><t>全</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>部</t></r></si><si><r><rPr><strike/><vertAlign val="subscript"/></rPr><t>&#x65E7;</t></r><r><t>新</t></r><rPh sb="0" eb="1"><t>xin</t></rPh></si></sst>"#;
    let row = |number: u32| format!(r#"<row r="{0}"><c r="A{0}" t="s"><v>{1}</v></c></row>"#, number + 1, number);
    let rows: String = (0..7).map(row).collect();
    let book = Parts::with_rows(&rows).set("xl/sharedStrings.xml", strings).read().unwrap();
    let expected = ["甲", "〔删除线：22〕18", "18〔上标：①〕", "95.5", " 7", "全部", "〔删除线：旧〕新"];
    assert_eq!(column_a(&book, 7), expected);
    let inner =
        r#"<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>是</t></r><r><t>否</t></r></is></c></row>"#;
    assert_eq!(column_a(&Parts::with_rows(inner).read().unwrap(), 1), ["〔删除线：是〕否"]);
}

/// Style 4 is struck out.
#[test]
fn a_struck_cell_keeps_the_runs_that_are_not() {
    let struck = |rows: &str| {
        Parts::with_rows(rows)
            .edit("xl/styles.xml", "<cellXfs", "<fonts><font/><font><strike/></font></fonts><cellXfs")
            .edit("xl/styles.xml", "</cellXfs>", r#"<xf numFmtId="0" fontId="1"/></cellXfs>"#)
            .read()
            .unwrap()
    };
    let text = |inner: &str| {
        column_a(&struck(&format!(r#"<row r="1"><c r="A1" s="4" t="inlineStr"><is>{inner}</is></c></row>"#)), 1)
    };
    assert_eq!(text("<t>作废</t>"), ["〔删除线：作废〕"]);
    assert_eq!(text("<r><t>旧</t></r><r><rPr><b/></rPr><t>新</t></r>"), ["〔删除线：旧〕新"]);
    assert_eq!(text("<r><rPr><b/></rPr><t>新</t></r>"), ["新"]);
    assert_eq!(column_a(&struck(r#"<row r="1"><c r="A1" s="4"><v>18</v></c></row>"#), 1), ["〔删除线：18〕"]);
    assert_eq!(column_a(&struck(r#"<row r="1"><c r="A1" s="4" t="b"><v>1</v></c></row>"#), 1), ["〔删除线：TRUE〕"]);
    assert_eq!(column_a(&struck(r#"<row r="1"><c r="A1" s="4"/></row>"#), 1), ["None"]);
}
