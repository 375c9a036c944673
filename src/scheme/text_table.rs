//! A 评分表 as plain text: one row a line, cells separated by tabs, `\n` for a line break in a cell.

use crate::ground::{Area, GridCell};
use crate::workbook::read::{Grid, GridRow};

/// Stands in a cell that is merged with the one above.
const MERGED_WITH_ABOVE: &str = "↑";

/// The text as a sheet named 评分表, so that one parser reads files and texts.
pub fn grid_of_text(text: &str) -> Grid {
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let mut grid = Grid { name: crate::ground::names::sheets::SYSTEM.into(), ..Grid::default() };
    for (row, line) in (0..).zip(&lines) {
        let filled = (0..).zip(line).filter(|(_, text)| !text.is_empty() && **text != MERGED_WITH_ABOVE);
        let cells = filled.map(|(col, text)| (col, GridCell::text(&text.replace("\\n", "\n")))).collect();
        grid.rows.push(GridRow { index: row, hidden: false, cells });
    }
    grid.merges = merges(&lines);
    grid
}

/// Each run of `↑` with the cell above it.
fn merges(lines: &[Vec<&str>]) -> Vec<Area> {
    let continues = |row: usize, col: usize| {
        lines.get(row).and_then(|line| line.get(col)).is_some_and(|text| *text == MERGED_WITH_ABOVE)
    };
    let mut merges = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for col in (0..line.len()).filter(|col| !continues(row, *col)) {
            let below = (row + 1..lines.len()).take_while(|below| continues(*below, col)).count();
            if below > 0 {
                merges.push(Area::new((row as u32, col as u32), ((row + below) as u32, col as u32)));
            }
        }
    }
    merges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_continue_the_cell_above_and_are_no_text() {
        let grid = grid_of_text("甲\t1\n↑\t2\\n3\n↑\t↑\n乙\t4");
        assert_eq!(grid.merges, [Area::new((0, 0), (2, 0)), Area::new((1, 1), (2, 1))]);
        assert_eq!(grid.rows[1].cells, [(1, GridCell::text("2\n3"))]);
        assert!(grid.rows[2].cells.is_empty());
    }
}
