//! The styles of an .ods: which letters they strike out, raise or lower, and what their number formats show. A number
//! format is put into the words of Excel and read as one of those.

use crate::ground::Look;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::number_format::NumberFormat;
use crate::workbook::read::xml::{DAMAGED, attribute};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Styles have parents; more than so many are a circle.
const MOST_PARENTS: usize = 20;
/// Digits of a format that are kept; a number has no more.
const MOST_DIGITS: usize = 30;

/// The styles of a file, as far as they say how content looks.
#[derive(Default)]
pub(crate) struct Styles {
    styles: BTreeMap<Name, Style>,
    formats: BTreeMap<String, Format>,
    /// The style, or the number format, whose properties follow.
    style: Option<Name>,
    format: Option<String>,
    /// The element of a number format whose text follows.
    words: Words,
    /// The formats in use by which not every number shows as it is, and their numbers.
    used: BTreeMap<u16, NumberFormat>,
    numbers: BTreeMap<String, Option<u16>>,
}

/// A style of a cell or of letters: their names may be the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    of_cells: bool,
    name: String,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    look: Option<Look>,
    format: Option<String>,
}

/// A number format in the words of Excel.
#[derive(Default)]
struct Format {
    code: String,
    percent: bool,
    /// Conditions with the formats for the numbers that fulfil them.
    maps: Vec<(String, String)>,
}

/// What the text inside a number format is.
#[derive(Default)]
enum Words {
    #[default]
    None,
    Text,
    /// Words among the digits, so many from the last one.
    Among(usize),
}

impl Styles {
    /// The named styles of `styles.xml`; those that it keeps for headers have names of their own.
    ///
    /// # Errors
    /// Broken XML.
    pub fn read(part: impl BufRead) -> Result<Styles, ReadError> {
        let mut xml = Reader::from_reader(part);
        xml.config_mut().expand_empty_elements = true;
        let (mut styles, mut named, mut buffer) = (Styles::default(), false, Vec::new());
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| refused(DAMAGED))? {
                Event::Start(element) if element.name().as_ref() == "office:styles" => named = true,
                Event::Start(element) if named => styles.start(&element)?,
                Event::End(element) if element.name().as_ref() == "office:styles" => return Ok(styles),
                Event::End(element) => styles.end(element.name().as_ref()),
                Event::Text(letters) if named => styles.text(&letters),
                Event::Eof => return Ok(styles),
                _ => (),
            }
        }
    }

    /// Takes what an opening tag tells of styles.
    pub fn start(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let text = |name| attribute(element, name);
        match element.name().as_ref() {
            "style:style" => {
                let of_cells = text("style:family")?.as_deref() == Some("table-cell");
                let name = Name { of_cells, name: text("style:name")?.unwrap_or_default() };
                let (parent, format) = (text("style:parent-style-name")?, text("style:data-style-name")?);
                self.styles.insert(name.clone(), Style { parent, look: None, format });
                self.style = Some(name);
            }
            "style:text-properties" => self.properties(element)?,
            "number:number-style" | "number:currency-style" | "number:percentage-style" => {
                let percent = element.name().as_ref() == "number:percentage-style";
                let name = text("style:name")?.unwrap_or_default();
                self.formats.insert(name.clone(), Format { percent, ..Format::default() });
                self.format = Some(name);
            }
            "number:number" => self.add(&digits(element)?),
            // powers of ten and fractions show the number itself
            "number:scientific-number" | "number:fraction" => self.add("E"),
            "number:text" | "number:currency-symbol" => self.words = Words::Text,
            "number:embedded-text" => {
                let position = text("number:position")?.and_then(|text| text.parse().ok());
                self.words = Words::Among(position.unwrap_or(0));
            }
            "style:map" => {
                let map = (text("style:condition")?.unwrap_or_default(), text("style:apply-style-name")?);
                if let (Some(format), (condition, Some(name))) = (self.open_format(), map) {
                    format.maps.push((condition, name));
                }
            }
            _ => (),
        }
        Ok(())
    }

    /// Takes what a closing tag tells of styles.
    pub fn end(&mut self, element: &str) {
        match element {
            "style:style" => self.style = None,
            "number:number-style" | "number:currency-style" | "number:percentage-style" => self.format = None,
            "number:text" | "number:currency-symbol" | "number:embedded-text" => self.words = Words::None,
            _ => (),
        }
    }

    /// Letters that stand in a number format.
    pub fn text(&mut self, letters: &str) {
        let among = match self.words {
            Words::None => return,
            Words::Text => None,
            Words::Among(position) => Some(position),
        };
        let Some(format) = self.open_format() else { return };
        let percent = format.percent;
        let letter = |letter: char| match letter {
            '%' if percent => "%".to_string(),
            letter => format!("\\{letter}"),
        };
        let words: String = letters.chars().map(letter).collect();
        match among {
            Some(position) => format.code = with_words(&format.code, position, &words),
            None if !letters.trim().is_empty() => format.code.push_str(&words),
            None => (),
        }
    }

    /// What a style of cells says: whether it strikes out, and the number of its format.
    pub fn cell(&mut self, name: &str) -> (bool, Option<u16>) {
        let struck = self.own(true, name, |style| style.look) == Some(Look::Struck);
        let format = self.own(true, name, |style| style.format.clone());
        (struck, format.and_then(|format| self.number(&format)))
    }

    /// The look that a style of letters gives.
    pub fn letters(&self, name: &str) -> Option<Look> {
        self.own(false, name, |style| style.look)
    }

    /// The formats by which not every number shows as it is, by the numbers that cells have been given.
    pub fn into_formats(self) -> BTreeMap<u16, NumberFormat> {
        self.used
    }

    /// What a style says, or else the nearest of its parents.
    fn own<T>(&self, of_cells: bool, name: &str, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut name = name.to_string();
        for _ in 0..MOST_PARENTS {
            let style = self.styles.get(&Name { of_cells, name })?;
            if let Some(own) = says(style) {
                return Some(own);
            }
            name = style.parent.clone()?;
        }
        None
    }

    fn number(&mut self, name: &str) -> Option<u16> {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let format = self.code(name).and_then(|code| NumberFormat::parse(&code));
        let number = format.and_then(|format| {
            let number = u16::try_from(self.used.len()).ok()?;
            self.used.insert(number, format);
            Some(number)
        });
        self.numbers.insert(name.to_string(), number);
        number
    }

    /// A format with its conditions, as Excel writes it: `[>=10000]0.0;0`.
    fn code(&self, name: &str) -> Option<String> {
        let format = self.formats.get(name)?;
        let conditions: Vec<&str> = format.maps.iter().map(|(condition, _)| condition.as_str()).collect();
        // what Excel takes for granted
        let usual = matches!(conditions[..], [] | ["value()>=0"] | ["value()>0", "value()<0"]);
        let mut sections = Vec::new();
        for (condition, name) in &format.maps {
            let code = &self.formats.get(name)?.code;
            let bound = condition.strip_prefix("value()").filter(|_| !usual).map(|bound| bound.replace("!=", "<>"));
            sections.push(bound.map_or(code.clone(), |bound| format!("[{bound}]{code}")));
        }
        sections.push(format.code.clone());
        Some(sections.join(";"))
    }

    fn properties(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        if let Some(style) = self.style.as_ref().and_then(|name| self.styles.get_mut(name)) {
            style.look = look_of(element)?;
        } else if attribute(element, "fo:color")?.is_some() {
            self.add("[Red]");
        }
        Ok(())
    }

    fn open_format(&mut self) -> Option<&mut Format> {
        self.format.as_ref().and_then(|name| self.formats.get_mut(name))
    }

    fn add(&mut self, code: &str) {
        if let Some(format) = self.open_format() {
            format.code.push_str(code);
        }
    }
}

/// The digits of a number in the words of Excel: `0.00`, `0,,` for millions.
fn digits(element: &BytesStart) -> Result<String, ReadError> {
    let text = |name| attribute(element, name);
    let count = |text: Option<String>| text.and_then(|text| text.parse::<usize>().ok()).map(|n| n.min(MOST_DIGITS));
    let whole = count(text("number:min-integer-digits")?).unwrap_or(0);
    let Some(decimals) = count(text("number:decimal-places")?) else { return Ok("General".to_string()) };
    let needed = count(text("number:min-decimal-places")?.or(text("loext:min-decimal-places")?)).unwrap_or(decimals);
    let needed = if text("number:decimal-replacement")?.is_some() { 0 } else { needed.min(decimals) };
    let factor = text("number:display-factor")?.unwrap_or_default();
    let thousands = factor.trim_start_matches('1').split('.').next().unwrap_or_default().len() / 3;
    let whole = if whole == 0 { "#".to_string() } else { "0".repeat(whole) };
    let point = if decimals == 0 { "" } else { "." };
    let (nought, free) = ("0".repeat(needed), "#".repeat(decimals - needed));
    Ok(format!("{whole}{point}{nought}{free}{}", ",".repeat(thousands)))
}

/// A format with words among the digits before its point.
fn with_words(code: &str, position: usize, words: &str) -> String {
    let is_digit = |letter: char| matches!(letter, '0' | '#');
    let end = code.find(['.', ',']).unwrap_or(code.len());
    let start = code[..end].rfind(|letter| !is_digit(letter)).map_or(0, |at| at + 1);
    let (before, digits, after) = (&code[..start], &code[start..end], &code[end..]);
    let missing = "#".repeat((position + 1).min(MOST_DIGITS).saturating_sub(digits.len()));
    let digits = format!("{missing}{digits}");
    let (left, right) = digits.split_at(digits.len().saturating_sub(position));
    format!("{before}{left}{words}{right}{after}")
}

/// The look that the properties of a style give; none where they say nothing of it.
fn look_of(element: &BytesStart) -> Result<Option<Look>, ReadError> {
    let says = |name| attribute(element, name).map(Option::unwrap_or_default);
    let lines = [says("style:text-line-through-style")?, says("style:text-line-through-type")?];
    if lines.iter().any(|line| !line.is_empty() && line != "none") {
        return Ok(Some(Look::Struck));
    }
    let position = says("style:text-position")?;
    let first = position.split_whitespace().next().unwrap_or_default();
    Ok(match first {
        "super" => Some(Look::Raised),
        "sub" => Some(Look::Lowered),
        "" if lines.iter().all(String::is_empty) => None,
        "" | "0%" => Some(Look::Plain),
        lowered if lowered.starts_with('-') => Some(Look::Lowered),
        _ => Some(Look::Raised),
    })
}
