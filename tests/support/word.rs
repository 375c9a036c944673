//! A form as a Word document: each sheet a table, and beside it what stands in each cell of each row.

use jixiao::workbook::sheet::{Format, Sheet, Value};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// Texts of a document: table, row, cell of the row.
pub type Tables = Vec<Vec<Vec<String>>>;

/// The bytes of the document, and its texts.
pub fn document(sheets: &[Sheet]) -> (Vec<u8>, Tables) {
    let mut body = String::new();
    let mut tables = Tables::new();
    for sheet in sheets {
        tables.push(table(sheet, &mut body));
        // two tables without a paragraph between them are one
        body += "<w:p/>";
    }
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml", document.as_str())]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    (zip.finish().unwrap().into_inner(), tables)
}

fn table(sheet: &Sheet, body: &mut String) -> Vec<Vec<String>> {
    let last = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| *col).max().unwrap_or(0);
    let mut texts = Vec::new();
    body.push_str("<w:tbl>");
    for row in 0..sheet.rows.len() as u32 {
        body.push_str("<w:tr>");
        let mut cells = Vec::new();
        let mut col = 0;
        while col <= last {
            let area = sheet.merges.iter().find(|area| area.contains(jixiao::ground::place::CellRef::new(row, col)));
            let end = area.map_or(col, |area| area.last.col);
            let down = match area {
                Some(area) if area.first.row < row => "<w:vMerge/>",
                Some(area) if area.last.row > row => r#"<w:vMerge w:val="restart"/>"#,
                _ => "",
            };
            let text = if down == "<w:vMerge/>" { String::new() } else { words(sheet, row, col) };
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let runs: Vec<String> =
                escaped.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{line}</w:t>"#)).collect();
            let span = end - col + 1;
            let paragraph = format!("<w:p><w:r>{}</w:r></w:p>", runs.join("<w:br/>"));
            write!(body, r#"<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>{paragraph}</w:tc>"#).unwrap();
            cells.push(text);
            col = end + 1;
        }
        body.push_str("</w:tr>");
        texts.push(cells);
    }
    body.push_str("</w:tbl>");
    texts
}

/// A value as it is typed.
fn words(sheet: &Sheet, row: u32, col: u32) -> String {
    let Some(cell) = sheet.get(row, col) else { return String::new() };
    match &cell.value {
        Value::Number(number) if cell.format == Format::Percent => {
            format!("{}%", (number * rust_decimal::Decimal::ONE_HUNDRED).normalize())
        }
        Value::Number(number) => number.normalize().to_string(),
        Value::Text(text) => text.clone(),
        Value::Blank => String::new(),
    }
}
