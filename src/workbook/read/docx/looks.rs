//! How the letters of a Word document look: what a run says itself, and what its styles say.

use crate::ground::Look;
use crate::workbook::read::docx::DAMAGED;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::xml::local_attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Styles upon styles: Word itself allows ten.
const MOST_BASES: usize = 20;

/// What a run or a style says of its letters; none where it says nothing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Properties {
    struck: Option<bool>,
    struck_twice: Option<bool>,
    hidden: Option<bool>,
    height: Option<Look>,
    /// Of a style: whether its paragraphs are numbered.
    numbered: Option<bool>,
}

impl Properties {
    /// Takes an element of `w:rPr`.
    ///
    /// # Errors
    /// A broken attribute.
    pub fn take(&mut self, name: &str, element: &BytesStart) -> Result<(), ReadError> {
        match name {
            "strike" => self.struck = Some(is_on(element)?),
            "dstrike" => self.struck_twice = Some(is_on(element)?),
            "vanish" => self.hidden = Some(is_on(element)?),
            "vertAlign" => {
                self.height = Some(match value(element)?.unwrap_or_default().as_str() {
                    "superscript" => Look::Raised,
                    "subscript" => Look::Lowered,
                    _ => Look::Plain,
                });
            }
            "position" => {
                let text = value(element)?.unwrap_or_default();
                let none = text.trim_start_matches('-').trim_matches('0').is_empty();
                let moved = if text.starts_with('-') { Look::Lowered } else { Look::Raised };
                self.height = Some(if none { Look::Plain } else { moved });
            }
            _ => (),
        }
        Ok(())
    }

    /// These, and where they say nothing those of the base.
    fn over(self, base: Properties) -> Properties {
        Properties {
            struck: self.struck.or(base.struck),
            struck_twice: self.struck_twice.or(base.struck_twice),
            hidden: self.hidden.or(base.hidden),
            height: self.height.or(base.height),
            numbered: self.numbered.or(base.numbered),
        }
    }
}

/// The styles of a run, by their ids.
#[derive(Clone, Copy, Default)]
pub(crate) struct StyleIds<'a> {
    pub table: Option<&'a str>,
    pub paragraph: Option<&'a str>,
    pub run: Option<&'a str>,
}

/// What the styles of a document say.
#[derive(Default)]
pub(crate) struct Styles {
    /// By id: the style that it is based on, and what it says itself.
    styles: BTreeMap<String, (String, Properties)>,
    /// What holds for the whole document.
    usual: Properties,
    /// The style of paragraphs that name none.
    paragraph: String,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// Broken XML.
    pub fn read(part: impl BufRead) -> Result<Styles, ReadError> {
        let mut xml = Reader::from_reader(part);
        xml.config_mut().expand_empty_elements = true;
        let (mut styles, mut open, mut buffer) = (Styles::default(), Vec::new(), Vec::new());
        let mut id = String::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| refused(DAMAGED))? {
                Event::Start(element) => {
                    let name = element.local_name().as_ref().to_string();
                    styles.element(&name, &open, &element, &mut id)?;
                    open.push(name);
                }
                Event::End(_) => _ = open.pop(),
                Event::Eof => return Ok(styles),
                _ => (),
            }
        }
    }

    fn element(&mut self, name: &str, open: &[String], element: &BytesStart, id: &mut String) -> Result<(), ReadError> {
        let around = |back: usize| open.iter().nth_back(back).map_or("", String::as_str);
        match (around(1), around(0), name) {
            (_, _, "style") => {
                let text = |key| local_attribute(element, key).map(Option::unwrap_or_default);
                *id = text("styleId")?;
                if text("type")? == "paragraph" && matches!(text("default")?.as_str(), "1" | "true" | "on") {
                    self.paragraph.clone_from(id);
                }
                self.styles.insert(id.clone(), Default::default());
            }
            (_, "style", "basedOn") => {
                let base = value(element)?.unwrap_or_default();
                self.styles.entry(id.clone()).or_default().0 = base;
            }
            ("pPr", "numPr", "numId") if around(2) == "style" => {
                self.styles.entry(id.clone()).or_default().1.numbered = Some(numbers(element)?);
            }
            ("style", "rPr", _) => self.styles.entry(id.clone()).or_default().1.take(name, element)?,
            ("rPrDefault", "rPr", _) => self.usual.take(name, element)?,
            _ => (),
        }
        Ok(())
    }

    /// Whether Word numbers the paragraphs of a style.
    pub fn numbers(&self, style: Option<&str>) -> bool {
        self.of(style.or(Some(&self.paragraph))).numbered == Some(true)
    }

    /// What a style says with those that it is based on.
    fn of(&self, id: Option<&str>) -> Properties {
        let (mut all, mut next) = (Properties::default(), id);
        for _ in 0..MOST_BASES {
            let Some((base, own)) = next.and_then(|id| self.styles.get(id)) else { break };
            all = all.over(*own);
            next = Some(base.as_str());
        }
        all
    }

    /// How letters look, and whether they are hidden. Of styles on several levels that strike out or hide, two
    /// lift each other; what the run says itself counts alone.
    pub fn seen(&self, own: Properties, ids: StyleIds) -> (Look, bool) {
        let paragraph = ids.paragraph.unwrap_or(&self.paragraph);
        let levels = [self.of(ids.run), self.of(Some(paragraph)), self.of(ids.table)];
        let toggled = |says: fn(&Properties) -> Option<bool>| {
            let odd = levels.iter().filter(|level| says(level) == Some(true)).count() % 2 == 1;
            says(&own).unwrap_or(odd || says(&self.usual) == Some(true))
        };
        let [run, paragraph, table] = levels;
        let all = own.over(run).over(paragraph).over(table).over(self.usual);
        let struck = toggled(|level| level.struck) || all.struck_twice == Some(true);
        let look = if struck { Look::Struck } else { all.height.unwrap_or_default() };
        (look, toggled(|level| level.hidden))
    }
}

/// `w:val`
pub(crate) fn value(element: &BytesStart) -> Result<Option<String>, ReadError> {
    local_attribute(element, "val").map_err(|_| refused(DAMAGED))
}

/// Whether a `w:numId` numbers a paragraph; 0 lifts the number that a style gives.
///
/// # Errors
/// A broken attribute.
pub(crate) fn numbers(element: &BytesStart) -> Result<bool, ReadError> {
    Ok(value(element)?.is_some_and(|number| number.trim() != "0"))
}

/// A property that is on unless it says that it is off.
pub(crate) fn is_on(element: &BytesStart) -> Result<bool, ReadError> {
    Ok(!value(element)?.is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off")))
}
