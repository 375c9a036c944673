//! Workbooks written by hand, part by part, so that a test can spoil exactly one thing.

use super::book::Book;
use jixiao::workbook::read::{self, ReadError, read_bytes};
use jixiao::workbook::write::to_bytes;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of an xlsx, to be changed and packed.
#[derive(Clone)]
pub struct Parts(pub Vec<(String, Vec<u8>)>);

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="部门数据" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
/// Style 1 is `0.00%`, style 2 a date, style 3 `0"%"`.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="170" formatCode="0&quot;%&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>"#;

impl Parts {
    /// A good workbook with one sheet whose `sheetData` holds `rows`.
    pub fn with_rows(rows: &str) -> Parts {
        Parts::with_sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    /// A good workbook with one sheet that holds `content`.
    pub fn with_sheet(content: &str) -> Parts {
        let part = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
        Parts(vec![
            part("[Content_Types].xml", CONTENT_TYPES),
            part("_rels/.rels", RELS),
            part("xl/workbook.xml", WORKBOOK),
            part("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
            part("xl/styles.xml", STYLES),
            part("xl/worksheets/sheet1.xml", &sheet(content)),
        ])
    }

    /// The same with a part set.
    pub fn set(mut self, name: &str, content: impl Into<Vec<u8>>) -> Parts {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_string(), content.into()));
        self
    }

    /// The same with text replaced in a part.
    pub fn edit(mut self, name: &str, from: &str, to: &str) -> Parts {
        let part = self.0.iter_mut().find(|(n, _)| n == name).expect("a part of this name");
        let text = String::from_utf8(part.1.clone()).expect("text");
        assert!(text.contains(from), "{name} holds {from}");
        part.1 = text.replace(from, to).into_bytes();
        self
    }

    /// The zip.
    pub fn zip(&self) -> Vec<u8> {
        self.zip_as(CompressionMethod::Deflated)
    }

    /// The zip with its entries stored, so that a test can alter a byte in place.
    pub fn stored(&self) -> Vec<u8> {
        self.zip_as(CompressionMethod::Stored)
    }

    fn zip_as(&self, method: CompressionMethod) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Reads the zip.
    pub fn read(&self) -> Result<read::Book, ReadError> {
        read_bytes(&self.zip())
    }

    /// The message of the refusal.
    pub fn refusal(&self) -> String {
        self.read().unwrap_err().to_string()
    }
}

/// The XML of a sheet.
pub fn sheet(content: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{content}</worksheet>"#
    )
}

/// A workbook written with these areas of a sheet merged over what stands in them, as no writer of ours would.
pub fn merged(book: &Book, sheet: &str, areas: &[&str]) -> Vec<u8> {
    let at = book.sheets.iter().position(|other| other.name == sheet).unwrap();
    let part = format!("xl/worksheets/sheet{}.xml", at + 1);
    let areas: String = areas.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
    let parts = unpack(&to_bytes(&book.sheets).unwrap());
    let has = |(name, xml): &(String, Vec<u8>)| *name == part && String::from_utf8_lossy(xml).contains("</mergeCells>");
    let (end, all) = match parts.0.iter().any(has) {
        true => ("</mergeCells>", format!("{areas}</mergeCells>")),
        false => ("</sheetData>", format!("</sheetData><mergeCells>{areas}</mergeCells>")),
    };
    parts.edit(&part, end, &all).zip()
}

/// Replaces the first occurrence of `from` by `to` of the same length.
pub fn alter(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|window| window == from).expect("the bytes occur");
    bytes[at..at + to.len()].copy_from_slice(to);
}

/// The parts of a zip that hold something.
pub fn unpack(bytes: &[u8]) -> Parts {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if !content.is_empty() {
            parts.push((entry.name().unwrap().to_string(), content));
        }
    }
    Parts(parts)
}
