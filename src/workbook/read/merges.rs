//! 合并单元格: areas that overlap an earlier one are none, and what stands under an area is taken out of the sheet,
//! because nobody sees it.

use crate::ground::{Area, CellRef, GridCell, Raw, tidy};
use crate::workbook::read::grid::{Grid, GridRow};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Drops areas that overlap, takes covered cells out of the rows, and keeps the places of those that differ from what
/// is shown.
pub(crate) fn settle(grid: &mut Grid) {
    if grid.merges.is_empty() {
        return;
    }
    let areas = drop_overlapping(&mut grid.merges);
    let taken = take_covered(&mut grid.rows, &areas);
    let differs = |(first, raw): (CellRef, &Raw)| {
        let blank = matches!(raw, Raw::Text(text) if tidy(text).is_empty());
        !blank && grid.cell(first).is_none_or(|shown| shown.raw != *raw)
    };
    let covered = taken.iter().filter(|taken| differs((taken.under, &taken.cell.raw)));
    grid.covered = covered.map(|taken| taken.at).collect();
    grid.rows.retain(|row| !row.cells.is_empty());
}

/// Keeps the first of areas that overlap; returns those that stay, from the top.
fn drop_overlapping(merges: &mut Vec<Area>) -> Vec<Area> {
    let mut order: Vec<usize> = (0..merges.len()).collect();
    order.sort_by_key(|at| merges[*at].first);
    let (mut open, mut stays) = (Open::default(), vec![false; merges.len()]);
    let mut areas = Vec::new();
    for at in order {
        let area = merges[at];
        open.close_above(area.first.row);
        if !open.meets(area) {
            open.add(area);
            stays[at] = true;
            areas.push(area);
        }
    }
    let mut stays = stays.into_iter();
    merges.retain(|_| stays.next().unwrap_or(true));
    areas
}

/// A cell that stood under a merged area.
struct Taken {
    /// The cell that the area shows.
    under: CellRef,
    at: CellRef,
    cell: GridCell,
}

/// `areas` do not overlap and come from the top.
fn take_covered(rows: &mut [GridRow], areas: &[Area]) -> Vec<Taken> {
    let (mut open, mut next, mut all) = (Open::default(), areas.iter().peekable(), Vec::new());
    for row in rows {
        while let Some(area) = next.next_if(|area| area.first.row <= row.index) {
            open.close_above(area.first.row);
            open.add(*area);
        }
        open.close_above(row.index);
        if open.by_column.is_empty() {
            continue;
        }
        for (col, cell) in std::mem::take(&mut row.cells) {
            let at = CellRef::new(row.index, col);
            match open.at(col).filter(|area| area.covers(at)) {
                Some(area) => all.push(Taken { under: area.first, at, cell }),
                None => row.cells.push((col, cell)),
            }
        }
    }
    all
}

/// The areas that cover a row, by their first column: no two overlap.
#[derive(Default)]
struct Open {
    by_column: BTreeMap<u32, Area>,
    /// Last row and first column of each, the next to end first.
    ends: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Open {
    fn add(&mut self, area: Area) {
        self.by_column.insert(area.first.col, area);
        self.ends.push(Reverse((area.last.row, area.first.col)));
    }

    /// Drops the areas that end above a row.
    fn close_above(&mut self, row: u32) {
        while let Some(Reverse((_, col))) = self.ends.peek().copied().filter(|Reverse((last, _))| *last < row) {
            self.ends.pop();
            self.by_column.remove(&col);
        }
    }

    /// The area over a column.
    fn at(&self, col: u32) -> Option<&Area> {
        self.by_column.range(..=col).next_back().map(|(_, area)| area).filter(|area| area.last.col >= col)
    }

    /// Whether one of the areas shares a column with another.
    fn meets(&self, area: Area) -> bool {
        let before = self.by_column.range(..=area.last.col).next_back();
        before.is_some_and(|(_, other)| other.last.col >= area.first.col)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(merges: &[Area]) -> Grid {
        let row = |index| {
            let cells = (0..4).map(|col| (col, GridCell::text(&format!("{index}{col}")))).collect();
            GridRow { index, hidden: false, cells }
        };
        let mut grid = Grid { rows: (0..4).map(row).collect(), merges: merges.to_vec(), ..Grid::default() };
        settle(&mut grid);
        grid
    }

    #[test]
    fn what_stands_under_an_area_is_taken_out_and_its_places_are_kept() {
        let grid = grid(&[Area::new((2, 0), (3, 3)), Area::new((0, 1), (1, 2))]);
        let left: Vec<usize> = grid.rows.iter().map(|row| row.cells.len()).collect();
        assert_eq!(left, [3, 2, 1]);
        let covered: Vec<String> = grid.covered.iter().map(ToString::to_string).collect();
        assert_eq!(covered, ["C1", "B2", "C2", "B3", "C3", "D3", "A4", "B4", "C4", "D4"]);
    }

    #[test]
    fn the_first_of_two_areas_that_overlap_stays() {
        let areas = [Area::new((1, 1), (3, 3)), Area::new((0, 0), (1, 1)), Area::new((2, 0), (2, 1))];
        let grid = grid(&areas);
        assert_eq!(grid.merges, [areas[1], areas[2]]);
    }
}
