//! Neighbouring rows of a sheet, with their numbers.

use crate::ground::place::CellRef;
use crate::workbook::sheet::{Cell, Row};

/// Neighbouring rows of a sheet.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// The number of the first one, from 0.
    pub first: u32,
    /// The rows.
    pub rows: &'a [Row],
}

impl<'a> Rows<'a> {
    /// Each with its number.
    pub fn numbered(self) -> impl Iterator<Item = (u32, &'a Row)> {
        (self.first..).zip(self.rows)
    }

    /// The number behind the last one.
    pub fn end(self) -> u32 {
        self.first + self.rows.len() as u32
    }

    /// Those from row `first` on.
    pub fn from(self, first: u32) -> Rows<'a> {
        let above = (first.saturating_sub(self.first) as usize).min(self.rows.len());
        Rows { first: self.first + above as u32, rows: &self.rows[above..] }
    }

    /// Each cell with its place.
    pub fn cells(self) -> impl Iterator<Item = (CellRef, &'a Cell)> {
        self.numbered()
            .flat_map(|(row, line)| line.cells.iter().map(move |(col, cell)| (CellRef::new(row, *col), cell)))
    }

    /// The cell there, if any.
    pub fn get(self, row: u32, col: u32) -> Option<&'a Cell> {
        self.rows.get(row.checked_sub(self.first)? as usize)?.get(col)
    }
}
