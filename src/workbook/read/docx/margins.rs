//! What stands around the text of a Word document and is not read as part of it: page headers and footers, notes at the
//! foot, comments. Their words are kept so that they can be told.

use crate::workbook::read::docx::DAMAGED;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::package::Package;
use crate::workbook::read::xml::{entity, local_attribute};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// The kinds of parts with their Chinese names.
const KINDS: [(&str, &str); 5] =
    [("header", "页眉"), ("footer", "页脚"), ("footnotes", "脚注"), ("endnotes", "尾注"), ("comments", "审阅批注")];
/// Letters of a text that are kept.
const MOST_LETTERS: usize = 60;
/// Texts that are kept.
const MOST_TEXTS: usize = 10_000;

/// The texts around a document, each with the Chinese name of its kind; page numbers are none.
///
/// # Errors
/// A part that is broken.
pub(crate) fn read(package: &mut Package, document: &str) -> Result<Vec<(&'static str, String)>, ReadError> {
    let mut texts = Vec::new();
    for link in package.links_of(document)? {
        let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == link.kind()) else { continue };
        if let Some(part) = package.part(&link.target)? {
            for text in texts_of(part)? {
                let one = (*kind, text);
                if !texts.contains(&one) && texts.len() < MOST_TEXTS {
                    texts.push(one);
                }
            }
        }
    }
    Ok(texts)
}

/// A text for each note of a part, or one for a part that is not parted into notes.
fn texts_of(part: impl BufRead) -> Result<Vec<String>, ReadError> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let (mut reader, mut buffer) = (TextReader::default(), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| broken())? {
            Event::Start(element) => reader.start(&element)?,
            Event::End(element) => reader.end(element.local_name().as_ref()),
            Event::Text(text) => reader.text(&text),
            Event::CData(text) => reader.text(&text),
            Event::GeneralRef(name) => reader.text(&entity(&name).ok_or_else(broken)?),
            Event::DocType(_) => return Err(broken()),
            Event::Eof => break,
            _ => (),
        }
    }
    reader.end("note");
    Ok(reader.texts)
}

fn broken() -> ReadError {
    refused(DAMAGED)
}

#[derive(Default)]
struct TextReader {
    texts: Vec<String>,
    text: String,
    /// Whether letters stand here that a reader sees, and whether they are the command of a field.
    in_text: bool,
    in_command: bool,
    /// A field that shows the number of a page or of pages.
    page_number: bool,
}

impl TextReader {
    fn start(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let text = |name| local_attribute(element, name).map(Option::unwrap_or_default).map_err(|_| broken());
        match element.local_name().as_ref() {
            "t" => self.in_text = true,
            "instrText" => self.in_command = true,
            "fldSimple" => self.page_number = is_page_number(&text("instr")?),
            "fldChar" if text("fldCharType")? == "end" => self.page_number = false,
            "p" | "br" | "tab" | "tc" if !self.text.is_empty() && !self.text.ends_with(' ') => self.text.push(' '),
            _ => (),
        }
        Ok(())
    }

    fn end(&mut self, element: &str) {
        match element {
            "t" => self.in_text = false,
            "instrText" => self.in_command = false,
            "fldSimple" => self.page_number = false,
            "note" | "footnote" | "endnote" | "comment" => {
                let text = std::mem::take(&mut self.text);
                if text.chars().any(|letter| letter.is_alphanumeric() && !"第页共".contains(letter)) {
                    self.texts.push(text.trim().to_string());
                }
            }
            _ => (),
        }
    }

    fn text(&mut self, letters: &str) {
        self.page_number |= self.in_command && is_page_number(letters);
        if self.in_text && !self.page_number && self.text.chars().count() < MOST_LETTERS {
            self.text.extend(letters.chars().take(MOST_LETTERS));
        }
    }
}

/// Whether the command of a field shows the number of a page or of pages.
fn is_page_number(command: &str) -> bool {
    let first = command.split_whitespace().next().unwrap_or_default();
    ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter().any(|name| first.eq_ignore_ascii_case(name))
}
