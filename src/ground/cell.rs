//! What stands in a cell that was read.

use crate::ground::marked::Marked;
use rust_decimal::Decimal;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// Text as it stands.
    Text(Box<str>),
    /// A number of 15 significant digits.
    Number(Decimal),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date or time, as ISO text.
    Date(Box<str>),
    /// `#DIV/0!` and the like.
    Error(Box<str>),
    /// A formula without a stored result.
    NoResult,
    /// A text, number or date of which something is struck out, raised or lowered.
    Marked(Box<Marked>),
    /// A number that is NaN, infinite or beyond 28 digits, as text.
    BadNumber(Box<str>),
}

/// One cell that holds something.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    /// Its content.
    pub raw: Raw,
    /// Whether its number format is a percentage.
    pub percent: bool,
    /// Whether a formula gives it.
    pub formula: bool,
    /// What a person sees of its number, where it is not the number itself.
    pub shown: Option<Box<Shown>>,
}

/// What the number format of a cell shows, where it is not the number itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A percentage, rounded: the fraction that shows.
    Rounded(Decimal),
    /// The number with words: `987000.00元`.
    Worded(Box<str>),
    /// Another number, or none: 987000 as `987.00`.
    Otherwise(Box<str>),
}

impl GridCell {
    /// A cell of text.
    pub fn text(text: &str) -> GridCell {
        GridCell::new(Raw::Text(text.into()))
    }

    /// A cell without format and formula.
    pub fn new(raw: Raw) -> GridCell {
        GridCell { raw, percent: false, formula: false, shown: None }
    }

    /// What its number format shows, where that is more than a rounded number.
    pub fn shows(&self) -> Option<&str> {
        match self.shown.as_deref() {
            Some(Shown::Worded(text) | Shown::Otherwise(text)) => Some(text),
            Some(Shown::Rounded(_)) | None => None,
        }
    }

    /// What is struck out, raised or lowered in it, if anything is.
    pub fn marked(&self) -> Option<&Marked> {
        match &self.raw {
            Raw::Marked(marked) => Some(marked),
            _ => None,
        }
    }
}
