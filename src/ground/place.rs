//! Places: a cell, a rectangle of cells, a cell of a named sheet.

use std::borrow::Cow;
use std::fmt;

/// A cell, counted from 0; shown as in Excel (`H12`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, 0 is Excel's row 1.
    pub row: u32,
    /// Column, 0 is Excel's column A.
    pub col: u32,
}

impl CellRef {
    /// The cell at `row` and `col`, both from 0.
    pub const fn new(row: u32, col: u32) -> CellRef {
        CellRef { row, col }
    }

    /// The letters of a column: 0 is `A`, 27 is `AB`.
    pub fn column_name(col: u32) -> String {
        let mut name = String::new();
        let mut rest = col + 1;
        while rest > 0 {
            name.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        name
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", CellRef::column_name(self.col), self.row + 1)
    }
}

/// Where a finding is: `部门数据!H12`. Sorted by sheet, then row, then column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Sheet name; empty for the file as a whole.
    pub sheet: Cow<'static, str>,
    /// Cell, or none for the sheet as a whole.
    pub cell: Option<CellRef>,
}

impl Place {
    /// A cell of a sheet.
    pub fn cell(sheet: impl Into<Cow<'static, str>>, cell: CellRef) -> Place {
        Place { sheet: sheet.into(), cell: Some(cell) }
    }

    /// A sheet as a whole.
    pub fn sheet(sheet: impl Into<Cow<'static, str>>) -> Place {
        Place { sheet: sheet.into(), cell: None }
    }

    /// The file as a whole.
    pub fn file() -> Place {
        Place { sheet: Cow::default(), cell: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (&self.cell, self.sheet.is_empty()) {
            (Some(cell), _) => write!(f, "{}!{}", self.sheet, cell),
            (None, false) => write!(f, "{}", self.sheet),
            (None, true) => write!(f, "整个文件"),
        }
    }
}

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Top left.
    pub first: CellRef,
    /// Bottom right.
    pub last: CellRef,
}

impl Area {
    /// From `(row, col)` to `(row, col)`, from 0.
    pub fn new(first: (u32, u32), last: (u32, u32)) -> Area {
        Area { first: CellRef::new(first.0, first.1), last: CellRef::new(last.0, last.1) }
    }

    /// Whether `cell` lies inside.
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row) && (self.first.col..=self.last.col).contains(&cell.col)
    }

    /// Whether a cell is hidden under the merged area: in it, and not its first cell.
    pub fn covers(&self, cell: CellRef) -> bool {
        self.contains(cell) && cell != self.first
    }

    /// Whether two areas share a cell.
    pub fn meets(&self, other: Area) -> bool {
        self.first.row <= other.last.row
            && other.first.row <= self.last.row
            && self.first.col <= other.last.col
            && other.first.col <= self.last.col
    }
}

/// A text of the workbook and the cell it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The text as it stands.
    pub text: String,
    /// Its cell.
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_excel() {
        assert_eq!(CellRef::new(11, 7).to_string(), "H12");
        assert_eq!(CellRef::new(0, 26).to_string(), "AA1");
        assert_eq!(CellRef::new(1_048_575, 16_383).to_string(), "XFD1048576");
    }
}
