//! XML: elements one after another, attributes, entities.

use crate::workbook::read::error::{ReadError, refused};
use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::BufRead;

pub(crate) const DAMAGED: &str =
    "工作簿的结构已损坏，无法读取。请在 Excel 或 WPS 中打开，另存为新的 .xlsx 文件后再试。";

/// Calls `visit` for every element in order until it says `false`.
pub(crate) fn each_element(
    part: impl BufRead,
    mut visit: impl FnMut(&BytesStart) -> Result<bool, ReadError>,
) -> Result<(), ReadError> {
    let mut xml = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| refused(DAMAGED))? {
            Event::Start(element) | Event::Empty(element) if !visit(&element)? => return Ok(()),
            Event::Eof => return Ok(()),
            _ => (),
        }
    }
}

/// An attribute by its full name, unescaped.
pub(crate) fn attribute(element: &BytesStart, name: &str) -> Result<Option<String>, ReadError> {
    find_attribute(element, |key| key == name)
}

/// An attribute by its name without prefix: `r:id` is found as `id`.
pub(crate) fn local_attribute(element: &BytesStart, name: &str) -> Result<Option<String>, ReadError> {
    find_attribute(element, |key| key.rsplit(':').next() == Some(name))
}

fn find_attribute(element: &BytesStart, wanted: impl Fn(&str) -> bool) -> Result<Option<String>, ReadError> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| refused(DAMAGED))?;
        if wanted(attribute.key.as_ref()) {
            let value = unescape(&attribute.value).map_err(|_| refused(DAMAGED))?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// An XML truth value.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// What a reference stands for: `&amp;`, or `&#26159;`, as openpyxl writes Chinese; none where it is unknown.
pub(crate) fn entity(name: &BytesRef) -> Option<String> {
    if let Some(letter) = name.resolve_char_ref().ok()? {
        return Some(letter.to_string());
    }
    resolve_xml_entity(name).map(str::to_string)
}
