//! A sheet of a form as a person sees it, with merged cells as one. Labels are compared after [`tidy`], so
//! `投  入` is 投入 and a cell that holds only U+3000 is empty.

use crate::collect::blocks::{Block, blocks};
use crate::collect::form::Stated;
use crate::ground::number::{Unit, split_unit};
use crate::ground::{CellRef, GridCell, Place, original, tidy};
use crate::workbook::read::Grid;
use std::collections::BTreeMap;

/// Merged areas are followed down over at most so many rows in all; a hostile file may state more.
const MOST_SPANS: usize = 1_000_000;

/// A cell that holds something, with the area it is merged over.
#[derive(Clone, Debug)]
pub struct Spot<'a> {
    /// Its top left cell.
    pub at: CellRef,
    /// Its last row and column.
    pub last: CellRef,
    /// Its tidy text.
    pub text: String,
    /// That text as a label.
    label: String,
    /// The cell.
    pub cell: &'a GridCell,
}

impl Spot<'_> {
    /// The text as a label: without colon, bracketed unit and 其中.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The columns it covers.
    pub fn columns(&self) -> Columns {
        Columns { first: self.at.col, last: self.last.col }
    }
}

/// A tidy text as a label: without colon, bracketed unit and 其中.
pub fn label(text: &str) -> String {
    let text = text.trim_end_matches([':', '*']);
    let text = split_unit(text).0;
    text.strip_prefix("其中:").unwrap_or(&text).to_string()
}

/// Columns that a heading covers, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Columns {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl Columns {
    /// Whether other columns reach over all of these.
    pub fn within(self, other: Columns) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    /// Whether a spot shows in one of them.
    pub fn meet(self, spot: &Spot) -> bool {
        spot.at.col <= self.last && spot.last.col >= self.first
    }
}

/// The names of two levels that a row belongs to. Where merged cells were split, a row without a name belongs to the
/// last name above it.
#[derive(Default)]
pub struct Above(pub [String; 2]);

impl Above {
    /// A name of a level; a new one of the upper level begins a new lower level.
    pub fn set(&mut self, level: usize, name: &str) {
        if level == 0 && self.0[0] != name {
            self.0[1].clear();
        }
        self.0[level] = name.to_string();
    }
}

/// A sheet.
pub struct Page<'a> {
    /// The sheet as read.
    pub grid: &'a Grid,
    /// All spots, by row and column.
    pub spots: Vec<Spot<'a>>,
    /// For each row the spots that show in it, by their index, from the left.
    rows: BTreeMap<u32, Vec<usize>>,
    /// Which part of the form each row belongs to.
    blocks: BTreeMap<u32, Block>,
}

impl<'a> Page<'a> {
    /// The cells of a sheet that show: cells under a merged area are left out, because nobody sees them.
    pub fn new(grid: &'a Grid) -> Page<'a> {
        let mut merges = grid.merges.clone();
        merges.sort_by_key(|area| area.first);
        let mut page = Page { grid, spots: Vec::new(), rows: BTreeMap::new(), blocks: BTreeMap::new() };
        let (mut next, mut open) = (0, Vec::new());
        for row in &grid.rows {
            while merges.get(next).is_some_and(|area| area.first.row <= row.index) {
                open.push(merges[next]);
                next += 1;
            }
            open.retain(|area| area.last.row >= row.index);
            for (col, cell) in &row.cells {
                let at = CellRef::new(row.index, *col);
                let area = open.iter().find(|area| area.contains(at));
                let text = tidy(&original(cell));
                if !text.is_empty() && area.is_none_or(|area| area.first == at) {
                    let label = label(&text);
                    page.spots.push(Spot { at, last: area.map_or(at, |area| area.last), text, label, cell });
                }
            }
        }
        page.index(grid.rows.last().map_or(0, |row| row.index));
        page.blocks = blocks(&page);
        page
    }

    fn index(&mut self, last_row: u32) {
        let mut left = MOST_SPANS;
        for (index, spot) in self.spots.iter().enumerate() {
            for row in spot.at.row..=spot.last.row.min(last_row) {
                if left == 0 {
                    return;
                }
                left -= 1;
                self.rows.entry(row).or_default().push(index);
            }
        }
        for spots in self.rows.values_mut() {
            spots.sort_by_key(|spot| self.spots[*spot].columns());
        }
    }

    /// The rows that hold something, ascending.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// The rows of a part of the form.
    pub fn rows_of(&self, block: Block) -> impl Iterator<Item = u32> {
        self.blocks.iter().filter(move |(_, other)| **other == block).map(|(row, _)| *row)
    }

    /// Which part of the form a row belongs to.
    pub fn block(&self, row: u32) -> Block {
        self.blocks.get(&row).copied().unwrap_or(Block::Form)
    }

    /// Last row that holds something.
    pub fn last_row(&self) -> u32 {
        self.rows.keys().next_back().copied().unwrap_or(0)
    }

    /// Last column that holds something.
    pub fn last_col(&self) -> u32 {
        self.spots.iter().map(|spot| spot.last.col).max().unwrap_or(0)
    }

    /// What shows in a row, from the left, with what is merged from above.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &Spot<'a>> {
        self.rows.get(&row).into_iter().flatten().map(|spot| &self.spots[*spot])
    }

    /// What begins in a row, from the left.
    pub fn own(&self, row: u32) -> impl Iterator<Item = &Spot<'a>> {
        self.row(row).filter(move |spot| spot.at.row == row)
    }

    /// The columns of the first spot that begins in a row and `is` a heading.
    pub fn heading(&self, row: u32, is: impl Fn(&Spot) -> bool) -> Option<Columns> {
        self.own(row).find(|spot| is(spot)).map(Spot::columns)
    }

    /// The spot that shows at a place.
    pub fn at(&self, row: u32, col: u32) -> Option<&Spot<'a>> {
        self.under(row, Columns { first: col, last: col })
    }

    /// The first spot that shows in a row in one of the columns.
    pub fn under(&self, row: u32, columns: Columns) -> Option<&Spot<'a>> {
        self.row(row).find(|spot| columns.meet(spot))
    }

    /// The next spot to the right of one, in its first row.
    pub fn right_of(&self, spot: &Spot) -> Option<&Spot<'a>> {
        self.row(spot.at.row).find(|other| other.at.col > spot.last.col)
    }

    /// What stands below a spot, in its first column.
    pub fn below(&self, spot: &Spot) -> Option<&Spot<'a>> {
        self.at(spot.last.row + 1, spot.at.col)
    }

    /// The place of a cell.
    pub fn place(&self, at: CellRef) -> Place {
        self.grid.place(at)
    }

    /// What a spot states.
    pub fn stated(&self, spot: &Spot) -> Stated {
        Stated { place: self.place(spot.at), cell: spot.cell.clone() }
    }
}

/// The unit that a text states: 单位：元, （万元）, 金额单位:万元.
pub fn stated_unit(text: &str) -> Option<Unit> {
    let after = text.rsplit_once("单位:").map(|(_, unit)| unit.trim_end_matches([')', ']']));
    after.and_then(Unit::parse).or_else(|| split_unit(text).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::text_table::grid_of_text;

    #[test]
    fn labels_are_the_same_with_spaces_units_and_colons() {
        for text in ["收 入　合计", "收入合计（万元）", "其中：收入合计", "收入合计："] {
            assert_eq!(label(&tidy(text)), "收入合计", "{text}");
        }
    }

    #[test]
    fn a_merged_cell_shows_in_all_its_rows_and_blank_ones_do_not_show() {
        let mut grid = grid_of_text("甲\t1\n↑\t　\n乙\t3");
        grid.name = "附件3".to_string();
        let page = Page::new(&grid);
        assert_eq!(page.at(1, 0).unwrap().text, "甲");
        assert!(page.at(1, 1).is_none());
        assert_eq!(page.below(&page.spots[0]).unwrap().text, "乙");
    }

    #[test]
    fn a_unit_is_told_however_it_is_stated() {
        assert_eq!(stated_unit(&tidy("金额单位：元")), Some(Unit::Yuan));
        assert_eq!(stated_unit(&tidy("年度收入情况（万元）")), Some(Unit::Wanyuan));
        assert_eq!(stated_unit(&tidy("（单位：万元）")), Some(Unit::Wanyuan));
        assert_eq!(stated_unit(&tidy("年度收入情况")), None);
    }
}
