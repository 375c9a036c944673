//! Letters that are struck out, raised or lowered are read as a person sees them, whatever the format of the file.

use super::old_formats::{record, wide, xlsb};
use crate::support::parts::{Parts, unpack};
use crate::support::path;
use jixiao::ground::cell::{Raw, Shown};
use jixiao::ground::place::CellRef;
use jixiao::ground::quantity::to_cell;
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

fn shown(book: &Book, row: u32) -> Option<Shown> {
    book.sheets[0].cell(CellRef::new(row, 0)).and_then(|cell| cell.shown.as_deref()).cloned()
}

#[test]
fn what_a_number_format_shows_is_told_in_other_formats_too() {
    for file in ["looks.xls", "looks.ods"] {
        let book = read_bytes(&std::fs::read(path("tests/files").join(file)).unwrap()).unwrap();
        assert_eq!(shown(&book, 6), None, "{file}");
        assert_eq!(shown(&book, 8), Some(Shown::Worded("987000.00元".into())), "{file}");
        assert_eq!(shown(&book, 9), Some(Shown::Otherwise("987.00".into())), "{file}");
        assert_eq!(shown(&book, 10), Some(Shown::Otherwise("98.7万元".into())), "{file}");
        assert_eq!(shown(&book, 11), Some(Shown::Worded("12人".into())), "{file}");
        assert_eq!(shown(&book, 12), Some(Shown::Rounded(dec!(0.95))), "{file}");
    }
}

/// An .ods with these number formats and styles; its rows hold one cell each.
fn ods(styles: &str, named: &str, rows: &str) -> Book {
    let names = r#"xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n" xmlns:fo="f""#;
    let content = format!(
        r#"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let named = format!(
        r#"<office:document-styles {names}><office:styles>{named}</office:styles><office:automatic-styles><style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles></office:document-styles>"#
    );
    unpack(&std::fs::read(path("tests/files/looks.ods")).unwrap())
        .set("content.xml", content)
        .set("styles.xml", named)
        .read()
        .unwrap()
}

/// What an .ods shows of 60000 with this number format, the first of them for the cell.
fn ods_shows(formats: &str) -> Option<Shown> {
    let style = r#"<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>"#;
    let row = r#"<table:table-row><table:table-cell table:style-name="ce1" office:value-type="float" office:value="60000"/></table:table-row>"#;
    shown(&ods(&format!("{formats}{style}"), "", row), 0)
}

#[test]
fn the_number_formats_of_an_ods_are_read_as_those_of_excel() {
    let format = |inside: &str| format!(r#"<number:number-style style:name="N1">{inside}</number:number-style>"#);
    let digits = r#"<number:number number:decimal-places="2" number:min-integer-digits="1"/>"#;
    for (inside, expected) in [
        (digits.to_string(), None),
        (r#"<number:number number:min-integer-digits="1"/>"#.to_string(), None),
        (format!("{digits}<number:text>元</number:text>"), Some(Shown::Worded("60000.00元".into()))),
        (format!("{digits}<number:text>%</number:text>"), Some(Shown::Worded("60000.00%".into()))),
        (format!("{digits}<number:text> </number:text>"), None),
        (format!("<number:currency-symbol>￥</number:currency-symbol>{digits}"), None),
        (format!("<number:text>约</number:text>{digits}"), Some(Shown::Worded("约60000.00".into()))),
        (
            r#"<number:number number:decimal-places="1" number:display-factor="1000"/>"#.to_string(),
            Some(Shown::Otherwise("60.0".into())),
        ),
        (
            r#"<number:number number:decimal-places="0" number:display-factor="1000000"/>"#.to_string(),
            Some(Shown::Otherwise("".into())),
        ),
        (
            r#"<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="1000"><number:embedded-text number:position="1">.</number:embedded-text></number:number><number:text>万元</number:text>"#.to_string(),
            Some(Shown::Otherwise("6.0万元".into())),
        ),
        ("<number:text>保密</number:text>".to_string(), Some(Shown::Otherwise("保密".into()))),
        (r#"<number:scientific-number number:decimal-places="2"/>"#.to_string(), None),
        (r#"<number:fraction number:min-numerator-digits="1"/>"#.to_string(), None),
    ] {
        assert_eq!(ods_shows(&format(&inside)), expected, "{inside}");
    }
    let large = format(&format!(
        r#"<number:text>元</number:text><style:map style:condition="value()&gt;=10000" style:apply-style-name="N1P0"/>"#
    ));
    let part = r#"<number:number-style style:name="N1P0"><number:number number:decimal-places="0" number:display-factor="1000"/><number:text>千元</number:text></number:number-style>"#;
    assert_eq!(ods_shows(&format!("{part}{large}")), Some(Shown::Otherwise("60千元".into())));
}

#[test]
fn a_cell_of_an_ods_looks_as_its_style_its_row_or_its_column_says() {
    let named = r#"<number:number-style style:name="N9"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text>人</number:text></number:number-style><style:style style:name="划掉" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="人" style:family="table-cell" style:data-style-name="N9"/>"#;
    let styles = r#"<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="人"/><style:style style:name="ce2" style:family="table-cell" style:parent-style-name="划掉"/><style:style style:name="ce3" style:family="table-cell" style:parent-style-name="划掉"><style:text-properties style:text-line-through-style="none"/></style:style><style:style style:name="ce4" style:family="table-cell" style:parent-style-name="ce4"/><style:style style:name="P1" style:family="paragraph"><style:text-properties style:text-line-through-type="single"/></style:style>"#;
    let cell = |style: &str, text: &str| {
        format!(r#"<table:table-cell{style} office:value-type="float" office:value="18">{text}</table:table-cell>"#)
    };
    let row = |style: &str, cell: &str| format!("<table:table-row{style}>{cell}</table:table-row>");
    let own = |name: &str| format!(r#" table:style-name="{name}""#);
    let usual = |name: &str| format!(r#" table:default-cell-style-name="{name}""#);
    let text = r#"<table:table-cell table:style-name="ce1" office:value-type="string"><text:p text:style-name="P1">22</text:p><text:p>18</text:p></table:table-cell>"#;
    let rows = [
        format!(r#"<table:table-column{}/>"#, usual("ce1")),
        row("", &cell("", "")),
        row(&usual("ce2"), &cell("", "")),
        row(&usual("ce2"), &cell(&own("ce3"), "")),
        row("", &cell(&own("ce4"), "")),
        row("", text),
    ];
    let book = ods(styles, named, &rows.concat());
    assert_eq!(column_a(&book, 4), ["18", "〔删除线：18〕", "18", "18"]);
    assert_eq!(shown(&book, 0), Some(Shown::Worded("18人".into())));
    assert_eq!([1, 2, 3].map(|row| shown(&book, row)), [None, None, None]);
    assert_eq!(column_a(&book, 5)[4], "〔删除线：22\n〕18");
}

/// An .xlsb whose cells are of the format numbered as their rows, all in column A.
fn xlsb_cells(formats: &[(u16, u16)], cells: &[(u16, Vec<u8>)]) -> Book {
    let font = |flags: u16, script: u16| record(43, &[220_u16, flags, 400, script].map(u16::to_le_bytes).concat());
    let format = |number: u16, code: &str| record(44, &[&number.to_le_bytes()[..], &wide(code)].concat());
    let styles = [
        font(0, 0),
        font(8, 0),
        font(0, 1),
        format(200, "0.00\"元\""),
        format(201, "0.00,"),
        record(617, &[0; 4]),
        formats
            .iter()
            .flat_map(|(font, number)| record(47, &[0, *number, *font].map(u16::to_le_bytes).concat()))
            .collect(),
        record(618, &[]),
    ];
    let rich = [vec![1], wide("2218"), [1_u32.to_le_bytes(), [2, 0, 1, 0]].concat()].concat();
    let texts = [record(159, &[1, 0, 0, 0, 1, 0, 0, 0]), record(19, &rich), record(160, &[])];
    let row = |number: u32| {
        let mut row = vec![0; 25];
        row[..4].copy_from_slice(&number.to_le_bytes());
        row[11] = if number == 1 { 0x10 } else { 0 };
        record(0, &row)
    };
    let cell = |number: u32, (kind, value): &(u16, Vec<u8>)| {
        let head = [[0; 4], number.to_le_bytes()].concat();
        [row(number), record(*kind, &[head, value.clone()].concat())].concat()
    };
    let merge = [20_u32, 21, 0, 1].map(u32::to_le_bytes).concat();
    let sheet = [
        record(0x81, &[]),
        record(0x94, &[0; 16]),
        record(0x91, &[]),
        (0..).zip(cells).flat_map(|(number, one)| cell(number, one)).collect(),
        record(0x92, &[]),
        record(176, &merge),
        record(0x82, &[]),
    ];
    xlsb([1, 3])
        .set("xl/styles.bin", styles.concat())
        .set("xl/sharedStrings.bin", texts.concat())
        .set("xl/worksheets/sheet1.bin", sheet.concat())
        .read()
        .unwrap()
}

#[test]
fn an_xlsb_tells_looks_formats_hidden_rows_merges_and_the_cells_that_the_library_passes_over() {
    let number = |number| to_cell(number).to_le_bytes().to_vec();
    let inside = [vec![1], wide("181"), [1_u32.to_le_bytes(), [2, 0, 2, 0]].concat()].concat();
    let book = xlsb_cells(
        &[(0, 0), (0, 200), (0, 201), (1, 0), (0, 0), (0, 0), (0, 0), (0, 10), (0, 0)],
        &[
            (5, number(dec!(18))),
            (5, number(dec!(60000))),
            (5, number(dec!(6000))),
            (5, number(dec!(18))),
            (7, vec![0; 4]),
            (62, inside),
            (11, vec![0x07, 0, 0]),
            (5, number(dec!(0.949999988))),
            (9, number(dec!(7))),
        ],
    );
    let expected = ["18", "60000", "6000", "〔删除线：18〕", "22〔删除线：18〕", "18〔上标：1〕"];
    assert_eq!(column_a(&book, 6), expected);
    let cell = |row| book.sheets[0].cell(CellRef::new(row, 0)).unwrap();
    assert_eq!((cell(6).raw.clone(), cell(6).formula, cell(8).formula), (Raw::Error("#DIV/0!".into()), true, true));
    assert_eq!((shown(&book, 0), shown(&book, 1)), (None, Some(Shown::Worded("60000.00元".into()))));
    assert_eq!(shown(&book, 2), Some(Shown::Otherwise("6.00".into())));
    assert_eq!((shown(&book, 7), cell(7).percent), (Some(Shown::Rounded(dec!(0.95))), true));
    assert!(book.sheets[0].rows[1].hidden && !book.sheets[0].rows[2].hidden);
    assert_eq!(book.sheets[0].merges.len(), 1);
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
