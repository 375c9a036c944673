//! Texts of an .xlsx whose letters have looks of their own: calamine joins them into one.

use crate::ground::{GridCell, Look, Marked, Pieces, Raw, original};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::xml::{DAMAGED, attribute, entity, is_true};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Pieces of a text; where there is no look the letters look as their cell does.
pub(crate) type Runs = Vec<(Option<Look>, String)>;

/// The shared texts that have looks of their own, by their numbers.
///
/// # Errors
/// Broken XML.
pub(crate) fn shared(part: impl BufRead) -> Result<BTreeMap<u32, Runs>, ReadError> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let (mut found, mut number, mut buffer) = (BTreeMap::new(), 0, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| refused(DAMAGED))? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                found.extend(runs(&mut xml)?.map(|runs| (number, runs)));
                number += 1;
            }
            Event::Eof => return Ok(found),
            _ => (),
        }
    }
}

/// Reads a text to the end of its element, which has just begun; none where no letter has a look of its own.
///
/// # Errors
/// Broken XML.
pub(crate) fn runs<R: BufRead>(xml: &mut Reader<R>) -> Result<Option<Runs>, ReadError> {
    let (mut runs, mut open, mut buffer) = (Runs::new(), Vec::new(), Vec::new());
    let mut looks = false;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| refused(DAMAGED))? {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_string();
                let inside = open.last().map_or("", String::as_str);
                match (inside, name.as_str()) {
                    (_, "r") => runs.push((None, String::new())),
                    ("rPr", property) => {
                        looks = true;
                        if let Some((look, _)) = runs.last_mut() {
                            *look = with_property(look.unwrap_or_default(), property, &element)?.into();
                        }
                    }
                    ("", "t") => runs.push((None, String::new())),
                    _ => (),
                }
                open.push(name);
            }
            Event::End(_) if open.pop().is_none() => return Ok(looks.then_some(runs)),
            Event::Text(part) if is_text(&open) => add(&mut runs, &part),
            Event::CData(part) if is_text(&open) => add(&mut runs, &part),
            Event::GeneralRef(name) if is_text(&open) => {
                add(&mut runs, &entity(&name).ok_or_else(|| refused(DAMAGED))?);
            }
            Event::Eof => return Err(refused(DAMAGED)),
            _ => (),
        }
    }
}

/// Whether text is that of a run; phonetic marks are no part of it.
fn is_text(open: &[String]) -> bool {
    open.last().is_some_and(|name| name == "t") && !open.iter().any(|name| name == "rPh")
}

fn add(runs: &mut Runs, text: &str) {
    if let Some((_, letters)) = runs.last_mut() {
        letters.push_str(text);
    }
}

/// A look with one more property of the letters; what is struck out stays so, raised or not.
fn with_property(look: Look, property: &str, element: &BytesStart) -> Result<Look, ReadError> {
    let value = || attribute(element, "val");
    Ok(match property {
        "strike" if value()?.is_none_or(|value| is_true(&value)) => Look::Struck,
        "vertAlign" if look != Look::Struck => match value()?.unwrap_or_default().as_str() {
            "superscript" => Look::Raised,
            "subscript" => Look::Lowered,
            _ => look,
        },
        _ => look,
    })
}

/// A cell as its letters look: `runs` are those of its text, `struck` says whether its format strikes it out.
pub(crate) fn seen(cell: GridCell, runs: Option<&Runs>, struck: bool) -> GridCell {
    let own = if struck { Look::Struck } else { Look::Plain };
    let marked = match (&cell.raw, runs) {
        (Raw::Text(_), Some(runs)) => {
            let mut pieces = Pieces::default();
            runs.iter().for_each(|(look, text)| pieces.push(look.unwrap_or(own), text));
            Marked::of(pieces)
        }
        (Raw::Error(_) | Raw::NoResult | Raw::BadNumber(_) | Raw::Marked(_), _) => None,
        _ if struck => Marked::struck(&original(&cell)),
        _ => None,
    };
    match marked {
        Some(marked) => GridCell { raw: Raw::Marked(marked.into()), ..cell },
        None => cell,
    }
}
