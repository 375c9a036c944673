//! The file: its parts, how they refer to each other, zipped. The same document gives the same bytes.

use crate::ground::same_on_every_system;
use crate::word::document::{Block, Document, Section};
use crate::word::element::Element;
use crate::word::page::footers;
use crate::word::paragraph::paragraph;
use crate::word::styles::{Style, styles};
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The namespace of the document.
pub const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Who writes the documents.
pub const AUTHOR: &str = "<dc:creator>jixiao</dc:creator>";
/// All parts of the file.
pub const PARTS_OF_FILE: [&str; 11] = [
    "[Content_Types].xml",
    "_rels/.rels",
    BODY,
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/footer3.xml",
    "word/footer4.xml",
    PROPERTIES,
];

/// The parts beside the document that it refers to, in the order of their relations: rId1, rId2 …
const PARTS: [&str; 6] = ["styles", "settings", "footer1", "footer2", "footer3", "footer4"];

/// The two parts that differ from document to document.
const BODY: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/core.xml";

/// How hard to compress; a workbook is compressed as hard.
const LEVEL: i64 = 3;

type Zip = ZipWriter<Cursor<Vec<u8>>>;

/// A zip of the other parts, which are made and compressed once.
static SAME: LazyLock<Vec<u8>> = LazyLock::new(|| same().unwrap_or_default());

fn same() -> ZipResult<Vec<u8>> {
    let [odd, even, odd_across, even_across] = footers();
    let relations = [content_types(), package_relations(), document_relations()];
    let footers = [odd, even, odd_across, even_across];
    let parts = relations.into_iter().chain([styles(), settings()]).chain(footers);
    let names = PARTS_OF_FILE.into_iter().filter(|name| ![BODY, PROPERTIES].contains(name));
    let mut zip = Zip::new(Cursor::default());
    names.zip(parts).try_for_each(|(name, part)| add(&mut zip, name, &part))?;
    Ok(zip.finish()?.into_inner())
}

/// The bytes of a .docx.
///
/// # Errors
/// Where the zip cannot be made.
pub fn write(document: &Document) -> ZipResult<Vec<u8>> {
    let mut same = ZipArchive::new(Cursor::new(&SAME[..]))?;
    let mut zip = Zip::new(Cursor::default());
    for name in PARTS_OF_FILE {
        match name {
            BODY => add(&mut zip, name, &body(document))?,
            PROPERTIES => add(&mut zip, name, &properties(&document.title))?,
            _ => zip.raw_copy_file(same.by_name(name)?)?,
        }
    }
    let mut bytes = zip.finish()?.into_inner();
    same_on_every_system(&mut bytes);
    Ok(bytes)
}

fn add(zip: &mut Zip, name: &str, part: &Element) -> ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default());
    zip.start_file(name, options)?;
    Ok(zip.write_all(part.to_part().as_bytes())?)
}

fn body(document: &Document) -> Element {
    let mut body = Element::new("w:body");
    for (at, section) in document.sections.iter().enumerate() {
        let is_last = at + 1 == document.sections.len();
        body = body.add_all(blocks(section, is_last));
    }
    // the properties of the last section stand in the body itself
    let last = document.sections.last().map(|section| section.page.properties());
    Element::new("w:document").with("xmlns:w", MAIN).with("xmlns:r", OFFICE).add(body.add_all(last))
}

/// The blocks of a section; its last paragraph ends it.
fn blocks(section: &Section, is_last: bool) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut ends = (!is_last).then(|| section.page.properties());
    let count = section.blocks.len();
    for (at, block) in section.blocks.iter().enumerate() {
        elements.extend(section.parted_before(at).then(|| low_line(None)));
        elements.push(match block {
            Block::Line(line) if at + 1 == count => line.element(ends.take()),
            Block::Line(line) => line.element(None),
            Block::Table(table) => table.element(section.page.width()),
        });
    }
    elements.extend(section.parted_before(count).then(|| low_line(ends)));
    elements
}

/// An empty paragraph that is too low to make a page of its own.
fn low_line(ends: Option<Element>) -> Element {
    let low = Element::new("w:spacing").with("w:line", 20).with("w:lineRule", "exact");
    paragraph(Style::TableNote, "", [low, Element::value("w:snapToGrid", 0)].into_iter().chain(ends))
}

fn content_types() -> Element {
    let default = |extension: &'static str, kind: &'static str| {
        Element::new("Default").with("Extension", extension).with("ContentType", kind)
    };
    let part = |name: String, kind: String| Element::new("Override").with("PartName", name).with("ContentType", kind);
    let parts = PARTS.map(|name| {
        part(format!("/word/{name}.xml"), format!("{WORD}.{}+xml", name.trim_end_matches(|c: char| c.is_ascii_digit())))
    });
    Element::new("Types")
        .with("xmlns", TYPES)
        .add(default("rels", "application/vnd.openxmlformats-package.relationships+xml"))
        .add(default("xml", "application/xml"))
        .add(part("/word/document.xml".into(), format!("{WORD}.document.main+xml")))
        .add_all(parts)
        .add(part("/docProps/core.xml".into(), "application/vnd.openxmlformats-package.core-properties+xml".into()))
}

fn relation(number: usize, kind: String, target: String) -> Element {
    let relation = Element::new("Relationship").with("Id", format!("rId{number}"));
    relation.with("Type", kind).with("Target", target)
}

fn package_relations() -> Element {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    Element::new("Relationships")
        .with("xmlns", RELATIONS)
        .add(relation(1, format!("{OFFICE}/officeDocument"), BODY.into()))
        .add(relation(2, core.into(), PROPERTIES.into()))
}

fn document_relations() -> Element {
    let one = |(at, name): (usize, &str)| {
        let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
        relation(at + 1, format!("{OFFICE}/{kind}"), format!("{name}.xml"))
    };
    Element::new("Relationships").with("xmlns", RELATIONS).add_all(PARTS.into_iter().enumerate().map(one))
}

fn settings() -> Element {
    let mode = Element::new("w:compatSetting").with("w:name", "compatibilityMode");
    let mode = mode.with("w:uri", "http://schemas.microsoft.com/office/word").with("w:val", 15);
    Element::new("w:settings")
        .with("xmlns:w", MAIN)
        .add(Element::new("w:evenAndOddHeaders"))
        .add(Element::new("w:compat").add(mode))
}

fn properties(title: &str) -> Element {
    Element::new("cp:coreProperties")
        .with("xmlns:cp", CORE)
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .add(Element::new("dc:title").text(title))
        .add(Element::new("dc:creator").text("jixiao"))
}
