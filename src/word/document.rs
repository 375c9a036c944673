//! A document as data: sections of paragraphs and tables.

use crate::word::page::Page;
use crate::word::styles::Style;
use std::ops::Range;

/// Letters of a line of text.
const LINE: usize = 28;

/// A whole document: 公文.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Document {
    /// What the properties of the file call it.
    pub title: String,
    /// Each begins on a page of its own; the page numbers go on.
    pub sections: Vec<Section>,
}

/// Pages of one shape.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Section {
    /// Upright or across.
    pub page: Page,
    /// What stands on them, in order.
    pub blocks: Vec<Block>,
}

impl Section {
    /// Adds a paragraph; a text of several lines is as many paragraphs.
    pub fn line(&mut self, style: Style, text: impl Into<String>) {
        let text = text.into();
        let parts: Vec<&str> = if style == Style::Body { text.split('\n').collect() } else { vec![&text] };
        for text in parts {
            self.blocks.push(Block::Line(Line { style, text: text.to_string(), keep_next: false }));
        }
    }

    /// Adds a paragraph that stays on one page with the next one.
    pub fn line_with_next(&mut self, style: Style, text: impl Into<String>) {
        self.blocks.push(Block::Line(Line { style, text: text.into(), keep_next: true }));
    }

    /// Keeps what stands below the last paragraph of text, one of several lines, on one page with it.
    pub fn keep_end(&mut self) {
        for block in self.blocks.iter_mut().rev() {
            let Block::Line(line) = block else { return };
            line.keep_next = true;
            if line.style == Style::Body && line.text.chars().count() > LINE {
                return;
            }
        }
    }

    /// Whether a paragraph must stand before the block of a number: two tables that touch are one, and Word wants a
    /// paragraph behind the last one.
    pub fn parted_before(&self, at: usize) -> bool {
        let is_table = |block: Option<&Block>| matches!(block, Some(Block::Table(_)));
        let before = at.checked_sub(1).and_then(|before| self.blocks.get(before));
        match self.blocks.get(at) {
            None => !matches!(before, Some(Block::Line(_))),
            block => is_table(block) && is_table(before),
        }
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.line(Style::Body, "");
    }
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Line(Line),
    /// A table.
    Table(Table),
}

/// A paragraph; `\n` in the text begins a line without a new paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its named style.
    pub style: Style,
    /// Its text.
    pub text: String,
    /// Whether it stays on one page with the next one.
    pub keep_next: bool,
}

/// A table; its rows are not broken over pages.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// Widths of the columns in parts of the page's width.
    pub columns: Vec<u32>,
    /// Parts of the page's width that are left free, half at either side.
    pub free: u32,
    /// How many rows are headings, which each page repeats.
    pub headings: usize,
    /// The rows; merged cells stand once, at their first place.
    pub rows: Vec<Vec<TableCell>>,
    /// The least heights of the first rows in points; 0 and the rows beyond are as high as usual.
    pub heights: Vec<u32>,
    /// The least height of all other rows in twentieths of a point; 0 is the usual one.
    pub least: u32,
    /// Rows that stay on one page: a part that is to be seen whole.
    pub together: Vec<Range<usize>>,
    /// Whether its letters are small: it has many columns.
    pub small: bool,
    /// Lines around its cells, or none.
    pub lines: Lines,
}

/// The lines of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lines {
    /// Around each cell.
    #[default]
    All,
    /// None, and white between the rows: bars of a chart, what is signed at the left and at the right.
    None,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// The text; each line of it is a paragraph.
    pub text: String,
    /// Its named style.
    pub style: Style,
    /// Over how many columns it goes.
    pub across: u32,
    /// Over how many rows it goes; the rows below have an empty cell at its place ([`TableCell::below`]).
    pub down: Down,
    /// Whether it is filled with grey: a bar of a chart.
    pub filled: bool,
}

/// Whether a cell is a part of one that goes over several rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Down {
    /// One row.
    One,
    /// The first of several.
    First,
    /// A further one.
    Below,
}

impl TableCell {
    /// A cell of one row and one column.
    pub fn new(style: Style, text: impl Into<String>) -> TableCell {
        TableCell { text: text.into(), style, across: 1, down: Down::One, filled: false }
    }

    /// The same over several columns.
    pub fn across(self, across: u32) -> TableCell {
        TableCell { across, ..self }
    }

    /// The same as the first of several rows.
    pub fn down(self) -> TableCell {
        TableCell { down: Down::First, ..self }
    }

    /// The place below a cell that goes over several rows.
    pub fn below(style: Style) -> TableCell {
        TableCell { down: Down::Below, ..TableCell::new(style, "") }
    }

    /// A bar over so many columns.
    pub fn bar(style: Style, across: u32) -> TableCell {
        TableCell { across, filled: true, ..TableCell::new(style, "") }
    }
}
