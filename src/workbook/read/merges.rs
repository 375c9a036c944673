//! 合并单元格: areas that overlap an earlier one are none, and what stands under an area is taken out of the sheet,
//! because nobody sees it.

use crate::ground::{Area, Areas, CellRef, GridCell, Raw, overlapping, tidy};
use crate::workbook::read::grid::{Grid, GridRow};
use std::collections::BTreeSet;

/// Drops areas that overlap, takes covered cells out of the rows, and keeps the places of those that differ from what
/// is shown.
pub(crate) fn settle(grid: &mut Grid) {
    if grid.merges.is_empty() {
        return;
    }
    drop_overlapping(&mut grid.merges);
    let taken = take_covered(&mut grid.rows, &grid.merges);
    let differs = |(first, raw): (CellRef, &Raw)| {
        let blank = matches!(raw, Raw::Text(text) if tidy(text).is_empty());
        !blank && grid.cell(first).is_none_or(|shown| shown.raw != *raw)
    };
    let covered = taken.iter().filter(|taken| differs((taken.under, &taken.cell.raw)));
    grid.covered = covered.map(|taken| taken.at).collect();
    grid.rows.retain(|row| !row.cells.is_empty());
}

/// Keeps the first of areas that overlap.
fn drop_overlapping(merges: &mut Vec<Area>) {
    let dropped: BTreeSet<usize> = overlapping(merges).into_iter().map(|(later, _)| later).collect();
    let mut numbers = 0..merges.len();
    merges.retain(|_| numbers.next().is_none_or(|number| !dropped.contains(&number)));
}

/// A cell that stood under a merged area.
struct Taken {
    /// The cell that the area shows.
    under: CellRef,
    at: CellRef,
    cell: GridCell,
}

/// `merges` do not overlap.
fn take_covered(rows: &mut [GridRow], merges: &[Area]) -> Vec<Taken> {
    let (areas, mut all) = (Areas::of(merges), Vec::new());
    for row in rows {
        if areas.in_row(row.index).is_empty() {
            continue;
        }
        for (col, cell) in std::mem::take(&mut row.cells) {
            let at = CellRef::new(row.index, col);
            match areas.at(at).map(|number| merges[number]).filter(|area| area.covers(at)) {
                Some(area) => all.push(Taken { under: area.first, at, cell }),
                None => row.cells.push((col, cell)),
            }
        }
    }
    all
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
