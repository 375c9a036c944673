//! The rows of the input that belong to a department, found by the names that stand in them: rows that are sorted,
//! inserted or deleted take no score away from its name.

use crate::ground::{CellRef, original};
use crate::result::live::in_formulas;
use crate::workbook::read::Book;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the place of a row that is not found as often as at the run.
const LOST: &str = "名称变动";

/// The rows of one input sheet by the names in them.
pub struct Rows {
    /// The sheet, as written before `!`.
    pub sheet: String,
    /// The columns of the names.
    columns: Vec<u32>,
    /// First and last row that is searched: one more on either side, so that a row inserted there is noticed.
    searched: (u32, u32),
    /// What the run used, with the names as it used them.
    used: BTreeMap<u32, Vec<String>>,
    /// Rows whose name stands in the merged cell above: nobody can sort such a sheet, so they are found by their place.
    covered: BTreeSet<u32>,
    /// All rows that have the same names.
    same: IndexMap<Vec<String>, Vec<u32>>,
}

impl Rows {
    /// The rows that the run `used`, among all of the sheet.
    pub fn new(book: &Book, sheet: &str, columns: Vec<u32>, used: BTreeMap<u32, Vec<String>>) -> Rows {
        let first = used.keys().next().copied().unwrap_or_default().saturating_sub(1);
        let last = used.keys().next_back().copied().unwrap_or_default() + 1;
        let grid = crate::workbook::read::sheet(book, sheet);
        let mut names = used.clone();
        for row in grid.iter().flat_map(|grid| &grid.rows).filter(|row| (first..=last).contains(&row.index)) {
            let text = |col: &u32| grid?.cell(CellRef::new(row.index, *col)).map(original);
            let found = || columns.iter().map(|col| text(col).unwrap_or_default()).collect();
            names.entry(row.index).or_insert_with(found);
        }
        let is_covered = |row: u32| {
            let covers = |at: CellRef| grid.and_then(|grid| grid.merged(at)).is_some_and(|area| area.covers(at));
            columns.iter().any(|col| covers(CellRef::new(row, *col)))
        };
        let covered: BTreeSet<u32> = used.keys().copied().filter(|row| is_covered(*row)).collect();
        let mut same: IndexMap<Vec<String>, Vec<u32>> = IndexMap::new();
        let stand = names.iter().filter(|(row, _)| !covered.contains(row));
        stand.for_each(|(row, names)| same.entry(folded(names)).or_default().push(*row));
        Rows { sheet: in_formulas(book, sheet), columns, searched: (first, last), used, covered, same }
    }

    /// The formula of the number of a row that the run used: the one whose names are in `cells`, or the same of
    /// several. Text, and so no row, where there are now more or fewer of them.
    pub fn formula(&self, row: u32, cells: &[CellRef]) -> Option<String> {
        if self.covered.contains(&row) {
            let name = CellRef::column_name(*self.columns.first()?);
            return Some(format!("ROW({}!${name}${})", self.sheet, row + 1));
        }
        let same = self.same.get(&folded(self.used.get(&row)?))?;
        let (first, last) = (self.searched.0 + 1, self.searched.1 + 1);
        let all = |col: &u32| {
            let name = CellRef::column_name(*col);
            format!("{}!${name}${first}:${name}${last}", self.sheet)
        };
        let is = |(col, cell): (&u32, &CellRef)| format!("({}=${cell})", all(col));
        let is: Vec<String> = self.columns.iter().zip(cells).map(is).collect();
        let (is, rows, count) = (is.join("*"), format!("ROW({})", all(self.columns.first()?)), same.len());
        let number = match same.iter().filter(|other| **other >= row).count() {
            1 if count == 1 => format!("SUMPRODUCT({is}*{rows})"),
            behind => format!("SUMPRODUCT(LARGE({is}*{rows},{behind}))"),
        };
        Some(format!("IF(SUMPRODUCT(1*{is})={count},{number},\"{LOST}\")"))
    }
}

/// As formulas compare texts: capitals are no difference.
fn folded(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}
