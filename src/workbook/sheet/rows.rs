//! Rows of a sheet to be written.

use crate::ground::CellRef;
use crate::workbook::sheet::cell::Cell;

/// One row.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// Cells with their columns, in ascending order.
    pub cells: Vec<(u32, Cell)>,
    /// Height in points; none lets write/ compute it from the wrapped text.
    pub height: Option<u32>,
    /// Hidden.
    pub hidden: bool,
}

impl Row {
    /// Cells from the first column on.
    pub fn of(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { cells: (0..).zip(cells).collect(), ..Row::default() }
    }

    /// Sets a cell.
    pub fn put(&mut self, col: u32, cell: Cell) {
        match self.cells.binary_search_by_key(&col, |(c, _)| *c) {
            Ok(found) => self.cells[found].1 = cell,
            Err(place) => self.cells.insert(place, (col, cell)),
        }
    }

    /// The cell there, if any.
    pub fn get(&self, col: u32) -> Option<&Cell> {
        self.cells.binary_search_by_key(&col, |(c, _)| *c).ok().map(|found| &self.cells[found].1)
    }

    /// The cell there, to be changed, if any.
    pub fn get_mut(&mut self, col: u32) -> Option<&mut Cell> {
        self.cells.binary_search_by_key(&col, |(c, _)| *c).ok().map(|found| &mut self.cells[found].1)
    }
}

/// The runs of ascending rows or columns that lie side by side, first and last.
pub fn runs(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

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
