//! Many rectangles that do not overlap, found by a cell or a row in a time that hardly grows with their number.

use crate::ground::place::{Area, CellRef};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Areas by their places. The rows of each are cut into blocks of 1, 2, 4 … rows, as few as can be; to find an area is
/// to look into the one block of each size that holds the row.
#[derive(Clone, Debug, Default)]
pub struct Areas {
    blocks: BTreeMap<Block, Part>,
    /// Sizes of the blocks in use, as powers of two.
    sizes: BTreeSet<u32>,
    /// The row behind the last one: most sheets have areas at their head alone.
    end: u32,
    count: usize,
}

/// Where a part of an area begins; sorted by block, then column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Block {
    size: u32,
    number: u32,
    first_col: u32,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    last_col: u32,
    /// The number of its area, from 0.
    area: usize,
}

impl Areas {
    /// These areas, numbered as they come.
    pub fn of(areas: &[Area]) -> Areas {
        let mut all = Areas { count: areas.len(), ..Areas::default() };
        areas.iter().enumerate().for_each(|(number, area)| all.add(number, *area));
        all
    }

    fn add(&mut self, number: usize, area: Area) {
        let (mut row, end) = (area.first.row, area.last.row.saturating_add(1));
        self.end = self.end.max(end);
        while row < end {
            // the largest block that begins here and ends in time
            let size = row.trailing_zeros().min((end - row).ilog2());
            let block = Block { size, number: row >> size, first_col: area.first.col };
            self.blocks.entry(block).or_insert(Part { last_col: area.last.col, area: number });
            self.sizes.insert(size);
            row += 1 << size;
        }
    }

    /// The number of the area that a cell lies in.
    pub fn at(&self, cell: CellRef) -> Option<usize> {
        if cell.row >= self.end {
            return None;
        }
        let found = |size: &u32| {
            let block = |first_col| Block { size: *size, number: cell.row >> size, first_col };
            let (_, part) = self.blocks.range(block(0)..=block(cell.col)).next_back()?;
            (part.last_col >= cell.col).then_some(part.area)
        };
        self.sizes.iter().filter_map(found).min()
    }

    /// The numbers of the areas that a row goes through, ascending.
    pub fn in_row(&self, row: u32) -> Vec<usize> {
        let parts = |size: &u32| {
            let block = |first_col| Block { size: *size, number: row >> size, first_col };
            self.blocks.range(block(0)..=block(u32::MAX)).map(|(_, part)| part.area)
        };
        let mut found: Vec<usize> = self.sizes.iter().flat_map(parts).collect();
        found.sort_unstable();
        found
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// Pairs of areas that share a cell, as numbers; each area with one of those before it, from the top.
pub fn overlapping(areas: &[Area]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by_key(|at| (areas[*at].first, *at));
    // those that go through the row, by their first column, and their ends, the next one first
    let mut open: BTreeMap<u32, usize> = BTreeMap::new();
    let mut ends = BinaryHeap::new();
    let mut found = Vec::new();
    for at in order {
        let area = areas[at];
        while let Some(Reverse((_, col))) = ends.peek().copied().filter(|Reverse((last, _))| *last < area.first.row) {
            ends.pop();
            open.remove(&col);
        }
        let before = open.range(..=area.last.col).next_back().map(|(_, other)| *other);
        match before.filter(|other| areas[*other].last.col >= area.first.col) {
            Some(other) => found.push((at, other)),
            None => {
                open.insert(area.first.col, at);
                ends.push(Reverse((area.last.row, area.first.col)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Areas of many shapes side by side.
    fn shapes() -> Vec<Area> {
        let tall = (0..5).map(|col| Area::new((3 + col, col), (60 - 7 * col, col)));
        let wide = (0..40).map(|row| Area::new((row, 6), (row, 6 + row % 5)));
        let blocks = (0..10).map(|n| Area::new((n * 5 + 1, 20), (n * 5 + 4, 30 - n)));
        tall.chain(wide).chain(blocks).collect()
    }

    #[test]
    fn an_area_is_found_by_each_of_its_cells_and_by_no_other() {
        let shapes = shapes();
        let areas = Areas::of(&shapes);
        for row in 0..70 {
            for col in 0..35 {
                let at = CellRef::new(row, col);
                assert_eq!(areas.at(at), shapes.iter().position(|area| area.contains(at)), "{at}");
            }
            let through = |area: &Area| (area.first.row..=area.last.row).contains(&row);
            let expected: Vec<usize> = (0..shapes.len()).filter(|at| through(&shapes[*at])).collect();
            assert_eq!(areas.in_row(row), expected, "{row}");
        }
    }

    #[test]
    fn a_whole_column_takes_few_blocks() {
        let areas = Areas::of(&[Area::new((1, 2), (1_048_575, 2))]);
        assert!(areas.blocks.len() <= 20, "{}", areas.blocks.len());
        assert_eq!(areas.at(CellRef::new(999_999, 2)), Some(0));
        assert_eq!(areas.at(CellRef::new(0, 2)), None);
    }

    #[test]
    fn areas_that_share_a_cell_are_told_in_pairs() {
        assert_eq!(overlapping(&shapes()), []);
        let areas = [Area::new((5, 0), (9, 3)), Area::new((0, 3), (5, 3)), Area::new((10, 0), (10, 9))];
        assert_eq!(overlapping(&areas), [(0, 1)]);
        assert_eq!(overlapping(&[areas[2], areas[2]]), [(1, 0)]);
    }
}
