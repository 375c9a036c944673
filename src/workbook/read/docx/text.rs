//! What a Word document holds: paragraphs, and tables of cells.

use crate::ground::Pieces;
use crate::workbook::read::grid::WordMarks;
use crate::workbook::read::left_out::LeftOut;

/// What a document holds.
#[derive(Default)]
pub(crate) struct Text {
    /// In order.
    pub blocks: Vec<Block>,
    /// Where the text is not simply what stands on the pages.
    pub marks: WordMarks,
    /// What is no text.
    pub left_out: LeftOut,
}

pub(crate) enum Block {
    /// A paragraph outside tables; `number` counts those that are not empty, up to and with this one.
    Paragraph { number: u32, text: Pieces },
    /// A table.
    Table(Table),
}

#[derive(Default)]
pub(crate) struct Table {
    /// From 1, in the order in which tables begin.
    pub number: u32,
    pub rows: Vec<Row>,
    /// Tables inside its cells.
    pub nested: Vec<Table>,
    /// The row that is open, and all rows begun.
    pub row: Row,
    pub begun: u32,
    /// w:tblStyle
    pub style: Option<String>,
}

#[derive(Default)]
pub(crate) struct Row {
    /// From 1, deleted rows counted.
    pub number: u32,
    /// w:gridBefore: columns left empty.
    pub before: u32,
    pub cells: Vec<Cell>,
    pub deleted: bool,
    pub hidden: bool,
}

#[derive(Default)]
pub(crate) struct Cell {
    pub text: Pieces,
    /// w:gridSpan: columns covered, at least 1.
    pub span: u32,
    pub vertical: Vertical,
    /// w:hMerge: merged with the cell at its left.
    pub goes_on_left: bool,
}

/// w:vMerge
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Vertical {
    #[default]
    Alone,
    /// May go on in the next row.
    Restart,
    /// Goes on from the row above.
    Continue,
}
