//! Letters that a Word document does not write as text: symbols, and what fields of old forms show.

use crate::workbook::read::docx::DAMAGED;
use crate::workbook::read::docx::looks::{is_on, value};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::xml::local_attribute;
use quick_xml::events::BytesStart;

/// Stands for a sign that has no letter of its own: no figure can be read with it.
pub(crate) const UNKNOWN_SYMBOL: &str = "〔符号〕";
/// Stands for a calculation that is drawn (EQ fields).
pub(crate) const DRAWN: &str = "〔算式〕";

/// Signs of the fonts of symbols, by their numbers there.
const SYMBOLS: &[(&str, u32, char)] = &[
    ("Symbol", 0xA3, '≤'),
    ("Symbol", 0xB0, '°'),
    ("Symbol", 0xB1, '±'),
    ("Symbol", 0xB3, '≥'),
    ("Symbol", 0xB4, '×'),
    ("Symbol", 0xB8, '÷'),
    ("Symbol", 0xB9, '≠'),
    ("Wingdings", 0x6F, '□'),
    ("Wingdings", 0xA8, '□'),
    ("Wingdings", 0xFB, '✗'),
    ("Wingdings", 0xFC, '✓'),
    ("Wingdings", 0xFE, '☑'),
    ("Wingdings 2", 0x4F, '✗'),
    ("Wingdings 2", 0x50, '✓'),
    ("Wingdings 2", 0x52, '☑'),
    ("Wingdings 2", 0xA3, '□'),
];

/// The letter that a `w:sym` shows, where it is known.
///
/// # Errors
/// A broken attribute.
pub(crate) fn symbol(element: &BytesStart) -> Result<Option<char>, ReadError> {
    let text = |name| local_attribute(element, name).map(Option::unwrap_or_default).map_err(|_| refused(DAMAGED));
    let (font, number) = (text("font")?, u32::from_str_radix(&text("char")?, 16).unwrap_or(0));
    // the fonts of symbols put their signs into a private corner
    let inner = if (0xF000..=0xF0FF).contains(&number) { number - 0xF000 } else { number };
    let listed = SYMBOLS.iter().find(|(name, at, _)| *name == font && *at == inner).map(|(_, _, sign)| *sign);
    let of_symbols =
        ["Symbol", "Wingdings", "Webdings", "Marlett", "MT Extra"].iter().any(|name| font.starts_with(name));
    let letter = char::from_u32(inner).filter(|letter| !letter.is_control());
    Ok(match (listed, font.as_str()) {
        (Some(sign), _) => Some(sign),
        (None, "Symbol") => letter.filter(|letter| letter.is_ascii_digit() || ".,%+()/=<>".contains(*letter)),
        _ if of_symbols || inner != number => None,
        _ => letter,
    })
}

/// A field of an old form: a list to choose from or a box to tick. Its text stands nowhere in the document.
#[derive(Default)]
pub(crate) struct FormField {
    entries: Vec<String>,
    chosen: usize,
    ticked: Option<bool>,
}

impl FormField {
    /// Takes an element inside `w:ffData`.
    ///
    /// # Errors
    /// A broken attribute.
    pub fn take(&mut self, name: &str, element: &BytesStart) -> Result<(), ReadError> {
        match name {
            "listEntry" => self.entries.push(value(element)?.unwrap_or_default()),
            "result" => self.chosen = value(element)?.and_then(|text| text.parse().ok()).unwrap_or(0),
            "checkBox" => self.ticked = Some(false),
            "default" if self.ticked.is_some() => self.ticked = Some(is_on(element)?),
            "checked" => self.ticked = Some(is_on(element)?),
            _ => (),
        }
        Ok(())
    }

    /// What it shows.
    pub fn shown(&self) -> &str {
        match self.ticked {
            Some(true) => "☑",
            Some(false) => "□",
            None => self.entries.get(self.chosen).map_or("", String::as_str),
        }
    }
}
