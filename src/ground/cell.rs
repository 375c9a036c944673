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
}

impl GridCell {
    /// A cell of text.
    pub fn text(text: &str) -> GridCell {
        GridCell::new(Raw::Text(text.into()))
    }

    /// A cell without format and formula.
    pub fn new(raw: Raw) -> GridCell {
        GridCell { raw, percent: false, formula: false }
    }

    /// What is struck out, raised or lowered in it, if anything is.
    pub fn marked(&self) -> Option<&Marked> {
        match &self.raw {
            Raw::Marked(marked) => Some(marked),
            _ => None,
        }
    }
}
