//! A document that was written is read back before it is given away, and a file is known for one that nobody changed.

use crate::word::document::{Block, Document};
use crate::word::package::{AUTHOR, PARTS_OF_FILE, write};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The bytes of a .docx, after each paragraph was read back and found as it was meant.
///
/// # Errors
/// In Chinese: it cannot be made, or reads back otherwise.
pub fn verified(document: &Document) -> Result<Vec<u8>, String> {
    let bytes = write(document).map_err(|error| format!("公文写不出来：{error}"))?;
    let read = part(&bytes, "word/document.xml").and_then(|xml| paragraphs(&xml));
    match read.is_some_and(|read| read == meant(document)) {
        true => Ok(bytes),
        false => Err("公文写出后读回的内容不一致，没有保存".into()),
    }
}

/// Whether a file is a document that this program wrote and no other program has saved since.
pub fn is_own(bytes: &[u8]) -> bool {
    own_title(bytes).is_some()
}

/// The title of such a document; none for every other file.
pub fn own_title(bytes: &[u8]) -> Option<String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let ours = names.len() == PARTS_OF_FILE.len() && names.iter().all(|name| PARTS_OF_FILE.contains(&name.as_str()));
    let core = part(bytes, "docProps/core.xml").filter(|core| ours && core.contains(AUTHOR))?;
    let (_, title) = core.split_once("<dc:title>")?;
    let (title, _) = title.split_once("</dc:title>")?;
    quick_xml::escape::unescape(title).ok().map(|title| title.into_owned())
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The texts of all paragraphs as a reader finds them.
fn paragraphs(xml: &str) -> Option<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut text, mut inside) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => inside = start.name().as_ref() == "w:t",
            Event::Text(words) if inside => text += &words,
            Event::GeneralRef(sign) if inside => {
                text += quick_xml::escape::resolve_predefined_entity(&sign)?;
            }
            Event::Empty(empty) if empty.name().as_ref() == "w:br" => text.push('\n'),
            Event::Empty(empty) if empty.name().as_ref() == "w:p" => all.push(String::new()),
            Event::End(end) if end.name().as_ref() == "w:t" => inside = false,
            Event::End(end) if end.name().as_ref() == "w:p" => all.push(std::mem::take(&mut text)),
            Event::Eof => return Some(all),
            _ => {}
        }
    }
}

/// The same as they were meant.
fn meant(document: &Document) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for section in &document.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            all.extend(section.parted_before(at).then(String::new));
            match block {
                Block::Line(line) => all.push(line.text.clone()),
                Block::Table(table) => {
                    let cells = table.rows.iter().flatten();
                    all.extend(cells.flat_map(|cell| cell.text.split('\n')).map(str::to_string));
                }
            }
        }
        all.extend(section.parted_before(section.blocks.len()).then(String::new));
    }
    all
}
