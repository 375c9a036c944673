//! Department forms sent in Word: read to the same cells as a workbook, or refused with the way out.

use crate::support::parts::Parts;
use crate::support::{path, snapshot};
use jixiao::cli::files::read_book;
use jixiao::ground::cell::Raw;
use jixiao::ground::finding::Code;
use jixiao::ground::place::CellRef;
use jixiao::submission::file::findings;
use jixiao::workbook::read::{Book, FileFormat, ReadError, read_bytes, read_form, read_form_bytes};
use proptest::prelude::*;
use std::fmt::Write;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A Word document whose body holds `content`.
pub fn document(content: &str) -> Parts {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{content}</w:body></w:document>"#
    );
    Parts(Vec::new()).set("[Content_Types].xml", TYPES).set("_rels/.rels", RELS).set("word/document.xml", document)
}

pub fn form(parts: &Parts) -> Result<Book, ReadError> {
    read_form_bytes(&parts.zip())
}

pub fn read(content: &str) -> Book {
    form(&document(content)).unwrap()
}

/// What stands at a place of the text, empty where nothing does.
pub fn text(book: &Book, row: u32, col: u32) -> String {
    match book.sheets[0].cell(CellRef::new(row, col)).map(|cell| &cell.raw) {
        Some(Raw::Text(text)) => text.to_string(),
        Some(Raw::Marked(marked)) => marked.spelled(),
        None => String::new(),
        Some(other) => panic!("{other:?}"),
    }
}

fn place(book: &Book, row: u32, col: u32) -> String {
    book.sheets[0].place(CellRef::new(row, col)).to_string()
}

pub fn told(book: &Book, code: Code) -> Vec<String> {
    findings(book).iter().filter(|f| f.code == code).map(|f| format!("{}: {}", f.place, f.message.found)).collect()
}

/// A paragraph.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A cell with properties.
pub fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

pub fn tbl(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

/// Everything that was read: places, texts, merges, findings.
fn dump(book: &Book) -> String {
    let mut out = String::new();
    for sheet in &book.sheets {
        writeln!(out, "== {}", sheet.name).unwrap();
        for row in &sheet.rows {
            for (col, _) in &row.cells {
                let place = sheet.place(CellRef::new(row.index, *col));
                let at = CellRef::new(row.index, *col);
                writeln!(out, "{at} {place}: {}", text(book, row.index, *col).replace('\n', "⏎")).unwrap();
            }
        }
        let merges: Vec<String> = sheet.merges.iter().map(|area| format!("{}:{}", area.first, area.last)).collect();
        writeln!(out, "merges: {}", merges.join(" ")).unwrap();
    }
    for finding in &findings(book) {
        writeln!(out, "{} {}: {}", finding.code.info().id, finding.place, finding.message.found).unwrap();
    }
    out
}

fn filing(name: &str) -> Book {
    read_form(name, &std::fs::read(path("tests/files").join(name)).unwrap()).unwrap()
}

#[test]
fn the_public_filing_in_word_is_read_cell_by_cell() {
    let book = filing("filing.docx");
    assert_eq!(book.format, FileFormat::Docx);
    snapshot("filing-docx", &dump(&book));
}

/// filing-libreoffice.docx went from .docx to .doc and back to .docx, the way out that a .doc is told.
#[test]
fn the_same_filing_saved_from_a_doc_reads_to_the_same_cells() {
    assert_eq!(dump(&filing("filing-libreoffice.docx")), dump(&filing("filing.docx")));
}

#[test]
fn a_paragraph_is_a_row_and_a_table_its_rows_at_the_columns_of_its_grid() {
    let rows = [
        tc(r#"<w:gridSpan w:val="2"/>"#, "收支") + &tc("", "备注"),
        tc("", "收入") + &tc("", "575.17") + &tc("", "甲"),
    ];
    let book = read(&(p("一、概况") + &p("") + &tbl(&rows) + &p("完")));
    assert_eq!(text(&book, 0, 0), "一、概况");
    assert_eq!([text(&book, 2, 0), text(&book, 2, 2)], ["收支", "备注"]);
    assert_eq!([text(&book, 3, 0), text(&book, 3, 1), text(&book, 3, 2)], ["收入", "575.17", "甲"]);
    assert_eq!(text(&book, 4, 0), "完");
    assert_eq!(book.sheets[0].merges.iter().map(|a| format!("{}:{}", a.first, a.last)).collect::<Vec<_>>(), ["A3:B3"]);
    assert_eq!(place(&book, 0, 0), "正文第1段");
    assert_eq!(place(&book, 2, 2), "第1个表第1行第2列", "counted as the cells of the row");
    assert_eq!(place(&book, 3, 2), "第1个表第2行第3列");
    assert_eq!(place(&book, 4, 0), "正文第2段", "empty paragraphs are not counted");
    assert_eq!(book.sheets[0].shown(CellRef::new(2, 1)).map(|cell| &cell.raw), Some(&Raw::Text("收支".into())));
}

#[test]
fn cells_merged_downwards_hold_their_text_once() {
    let restart = r#"<w:vMerge w:val="restart"/>"#;
    let rows = [
        tc(restart, "投入") + &tc(restart, "预算") + &tc("", "1"),
        tc("<w:vMerge/>", "") + &tc(r#"<w:vMerge w:val="continue"/>"#, "") + &tc("", "2"),
        tc("<w:vMerge/>", "") + &tc(restart, "过程") + &tc("", "3"),
        tc("<w:vMerge/>", "") + &tc("<w:vMerge/>", "另") + &tc("", "4"),
    ];
    let book = read(&tbl(&rows));
    let merges: Vec<_> = book.sheets[0].merges.iter().map(|a| format!("{}:{}", a.first, a.last)).collect();
    assert_eq!(merges, ["B1:B2", "A1:A4", "B3:B4"]);
    assert_eq!(
        told(&book, Code::HiddenUnderMerge),
        ["第1个表第4行第2列: 这里也有内容，被合并单元格盖住，看不见，没有采用"]
    );
    assert_eq!(book.sheets[0].shown(CellRef::new(3, 0)).map(|cell| &cell.raw), Some(&Raw::Text("投入".into())));
}

#[test]
fn a_row_may_begin_late_and_cells_may_be_merged_the_old_way() {
    let late = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>{}</w:tr></w:tbl>",
        tc(r#"<w:hMerge w:val="restart"/>"#, "其中") + &tc("<w:hMerge/>", ""),
        tc("", "右"),
        tc("", "乙")
    );
    let book = read(&late);
    assert_eq!([text(&book, 0, 0), text(&book, 0, 2), text(&book, 1, 1)], ["其中", "右", "乙"]);
    assert_eq!(book.sheets[0].merges[0].last, CellRef::new(0, 1));
    assert_eq!(place(&book, 1, 1), "第1个表第2行第1列");
}

#[test]
fn tabs_breaks_entities_fields_and_controls_are_text() {
    let run = "<w:p><w:r><w:t xml:space=\"preserve\"> 5</w:t><w:tab/><w:t>&lt;7&gt;&#x4E00;</w:t><w:br/><w:noBreakHyphen/></w:r>\
        <w:fldSimple w:instr=\"PAGE\"><w:r><w:t>8</w:t></w:r></w:fldSimple>\
        <w:r><w:fldChar/><w:instrText>SUM(ABOVE)</w:instrText></w:r>\
        <w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    assert_eq!(text(&read(run), 0, 0), " 5\t<7>一\n-8控件");
}

#[test]
fn what_was_deleted_is_gone_and_what_was_inserted_stays_and_both_are_told() {
    let run = "<w:p><w:r><w:t>6.3</w:t></w:r><w:del><w:r><w:delText>9</w:delText><w:t>9</w:t></w:r></w:del>\
        <w:ins><w:r><w:t>7</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>";
    let rows = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        tc("<w:tcPrChange><w:tcPr><w:gridSpan w:val=\"9\"/></w:tcPr></w:tcPrChange>", "甲") + &tc("", "1"),
        tc("", "乙"),
        tc("", "丙")
    );
    let book = read(&format!("{run}{rows}"));
    assert_eq!(text(&book, 0, 0), "6.37");
    assert_eq!([text(&book, 1, 0), text(&book, 1, 1), text(&book, 2, 0)], ["甲", "1", "丙"]);
    assert_eq!(place(&book, 2, 0), "第1个表第3行第1列", "a deleted row is still seen in Word, so it counts");
    assert_eq!(
        told(&book, Code::Revised),
        ["正文: 文档中有没有接受的修订，按接受后的内容读取：正文第1段、第1个表第2行第1列"]
    );
}

#[test]
fn hidden_text_is_left_out_and_told() {
    let hidden = |off: &str| format!("<w:r><w:rPr><w:vanish{off}/></w:rPr><w:t>7.2</w:t></w:r>");
    let book = read(&format!("<w:p><w:r><w:t>6.37</w:t></w:r>{}</w:p>", hidden("")));
    assert_eq!(text(&book, 0, 0), "6.37");
    assert_eq!(told(&book, Code::HiddenText), ["正文第1段: 有隐藏文字“7.2”，打印时看不见，没有采用"]);
    let shown = read(&format!("<w:p>{}</w:p>", hidden(" w:val=\"0\"")));
    assert_eq!(text(&shown, 0, 0), "7.2");
    let row = format!("<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr></w:tbl>", tc("", "暗"));
    assert_eq!(told(&read(&row), Code::HiddenText), ["第1个表第1行第1列: 有隐藏文字“暗”，打印时看不见，没有采用"]);
}

#[test]
fn a_text_box_is_read_once_and_pictures_are_told() {
    let boxed =
        |text: &str| format!("<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>", p(text));
    let run = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice>\
         <mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:drawing><a:pic/><a:t>图中字</a:t></w:drawing></w:r></w:p>",
        boxed("框"),
        boxed("框")
    );
    let book = read(&run);
    assert_eq!(text(&book, 0, 0), "前\n框");
    assert_eq!(told(&book, Code::LeftOut), ["正文: 有图片1个，其中的内容没有读取"]);
}

#[test]
fn a_table_in_a_cell_is_read_after_the_table_around_it_and_told() {
    let inner = tbl(&[tc("", "内") + &tc("", "22.11")]);
    let outer = format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc>{}</w:tr></w:tbl>", p("外前"), p("外后"), tc("", "旁"));
    let book = read(&(outer + &tbl(&[tc("", "下一个")])));
    assert_eq!([text(&book, 0, 0), text(&book, 0, 1)], ["外前\n外后", "旁"]);
    assert_eq!([text(&book, 1, 0), text(&book, 1, 1)], ["内", "22.11"]);
    assert_eq!([place(&book, 1, 1), place(&book, 2, 0)], ["第2个表第1行第2列", "第3个表第1行第1列"]);
    assert_eq!(told(&book, Code::NestedTable).len(), 1);
}

#[test]
fn scoring_a_word_document_says_that_it_is_no_workbook() {
    let bytes = document(&p("x")).zip();
    assert!(read_bytes(&bytes).unwrap_err().to_string().contains("这是 Word 文档，不是工作簿"));
    assert!(
        read_book(&path("tests/files/filing.docx"))
            .unwrap_err()
            .to_string()
            .contains("“filing.docx”：这是 Word 文档，不是工作簿")
    );
}

#[test]
fn the_name_of_a_file_does_not_matter() {
    let format = |name: &str, parts: Parts| read_form(name, &parts.zip()).unwrap().format;
    assert_eq!(format("其实是工作簿.docx", Parts::with_rows("")), FileFormat::Xlsx);
    assert_eq!(format("其实是文档.xlsx", document(&p("x"))), FileFormat::Docx);
}

/// A compound file with one stream of this name, as far as the reader looks.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[30] = 9;
    bytes[48] = 1;
    bytes[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    bytes[76..512].fill(0xFF);
    bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
    bytes[512..1024].fill(0xFF);
    bytes[512..516].copy_from_slice(&0xFFFF_FFFD_u32.to_le_bytes());
    bytes[516..520].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    bytes
}

#[test]
fn old_word_documents_are_told_the_way_out() {
    let message = read_form_bytes(&compound("WordDocument")).unwrap_err().to_string();
    assert!(message.contains("请用 Word 或 WPS 打开，另存为 .docx 后再汇总"), "{message}");
    let message = read_form_bytes(b"{\\rtf1 x}").unwrap_err().to_string();
    assert!(message.contains("请用 Word 或 WPS 打开，另存为 .docx 后再汇总"), "{message}");
    let message = read_form_bytes(b"<html><body><table>").unwrap_err().to_string();
    assert!(message.contains("另存为 .docx 或 .xlsx"), "{message}");
    let message = read_bytes(&compound("WordDocument")).unwrap_err().to_string();
    assert!(message.contains("不是工作簿"), "{message}");
}

#[test]
fn a_zip_that_is_no_document_is_refused_in_chinese() {
    let good = document(&p("x"));
    let broken = [
        ("no content types", good.clone().set("[Content_Types].xml", "<Types/>")),
        ("no relations", Parts(good.0.iter().filter(|(name, _)| name != "_rels/.rels").cloned().collect())),
        ("no document", Parts(good.0.iter().filter(|(name, _)| name != "word/document.xml").cloned().collect())),
        ("no body", good.clone().edit("word/document.xml", "w:body", "w:bodies")),
        ("unfinished", good.clone().edit("word/document.xml", "</w:body></w:document>", "")),
        ("a DOCTYPE", good.clone().edit("word/document.xml", "<w:document", "<!DOCTYPE a><w:document")),
        ("an unknown entity", good.clone().edit("word/document.xml", ">x<", ">&x;<")),
        ("no number", document(&tbl(&[tc(r#"<w:gridSpan w:val="-1"/>"#, "x")]))),
        ("a row outside tables", document("<w:tr/>")),
        ("a cell outside tables", document("<w:tc/>")),
    ];
    for (name, parts) in broken {
        let message = form(&parts).map(|book| dump(&book)).expect_err(name).to_string();
        assert!(message.contains('。') && !message.contains("Error"), "{name}: {message}");
    }
}

#[test]
fn spans_beyond_any_table_are_refused_before_anything_is_made_of_them() {
    for span in ["2147483648", "4294967295", "256"] {
        let wide = document(&tbl(&[tc(&format!("<w:gridSpan w:val=\"{span}\"/>"), "x")]));
        assert!(form(&wide).unwrap_err().to_string().contains("超过 255 列"), "{span}");
        let late =
            format!("<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"{span}\"/></w:trPr>{}</w:tr></w:tbl>", tc("", "x"));
        assert!(form(&document(&late)).unwrap_err().to_string().contains("超过 255 列"), "{span}");
    }
}

#[test]
fn depth_and_length_are_capped() {
    let deep = "<w:sdt>".repeat(1_001) + &"</w:sdt>".repeat(1_001);
    assert!(form(&document(&deep)).unwrap_err().to_string().contains("嵌套太深"));
    let nested = (0..400).fold(p("x"), |inner, _| format!("<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"));
    assert!(form(&document(&nested)).unwrap_err().to_string().contains("嵌套太深"));
    let long = "<w:p/>".repeat(1_000_001);
    assert!(form(&document(&long)).unwrap_err().to_string().contains("太长"));
    let empty_rows = format!("<w:tbl>{}</w:tbl>", "<w:tr/>".repeat(100));
    assert!(read(&(empty_rows + "<w:tbl/>")).sheets[0].rows.is_empty());
}

/// Pieces of documents, sound and unsound.
fn piece() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[0-9.万元 ]{0,6}".prop_map(|text| p(&text)),
        Just("<w:del><w:r><w:t>9</w:t></w:r></w:del>".to_string()),
        Just("<w:t>散</w:t><w:tab/>".to_string()),
        Just("<mc:Fallback>x</mc:Fallback><mc:Choice><w:p/></mc:Choice>".to_string()),
        (0_u32..300).prop_map(|n| format!("<w:tcPr><w:gridSpan w:val=\"{n}\"/><w:vMerge/></w:tcPr>")),
        (0_u32..300).prop_map(|n| format!("<w:trPr><w:gridBefore w:val=\"{n}\"/><w:hidden/></w:trPr>")),
        Just("<w:tcPr><w:vMerge w:val=\"restart\"/><w:hMerge/></w:tcPr>".to_string()),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        let tags =
            prop::sample::select(vec!["w:tbl", "w:tr", "w:tc", "w:p", "w:r", "w:ins", "w:sdt", "w:trPr", "w:rPr"]);
        (tags, prop::collection::vec(inner, 0..6)).prop_map(|(tag, inner)| format!("<{tag}>{}</{tag}>", inner.concat()))
    })
}

proptest! {
    /// Whatever stands inside what: a book whose places all have names, or a refusal; never a panic.
    #[test]
    fn any_nesting_is_read_or_refused(content in piece()) {
        match form(&document(&content)) {
            Ok(book) => {
                let sheet = &book.sheets[0];
                for row in &sheet.rows {
                    prop_assert!((row.index as usize) < sheet.word_lines.len());
                    prop_assert!(row.cells.windows(2).all(|pair| pair[0].0 < pair[1].0));
                }
                for area in &sheet.merges {
                    prop_assert!(area.first.row <= area.last.row && area.first.col <= area.last.col);
                    prop_assert!((area.last.row as usize) < sheet.word_lines.len());
                }
            }
            Err(error) => prop_assert!(!error.to_string().contains("文件内容已损坏"), "a panic was caught: {}", error),
        }
    }

    /// Bytes of the file as it lies on the disk changed at random.
    #[test]
    fn any_spoiled_file_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = include_bytes!("../files/filing-libreoffice.docx").to_vec();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Err(error) = read_form_bytes(&bytes) {
            let message = error.to_string();
            prop_assert!(message.contains('。') && !message.contains("文件内容已损坏"), "{message}");
        }
    }

    /// Bytes of the document changed at random.
    #[test]
    fn any_changed_byte_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let rows = [tc(r#"<w:gridSpan w:val="2"/>"#, "收支"), tc("<w:vMerge/>", "1") + &tc("", "2")];
        let mut parts = document(&(p("概况") + &tbl(&rows)));
        let content = &mut parts.0[2].1;
        let at = at.index(content.len());
        if cut { content.truncate(at) } else { content[at] = byte }
        if let Err(error) = form(&parts) {
            let message = error.to_string();
            prop_assert!(message.contains('。') && !message.contains("文件内容已损坏"), "{message}");
        }
    }
}
