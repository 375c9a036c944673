//! Paragraphs and tables → rows and columns of a [`Grid`].

use crate::ground::{Area, CellRef, GridCell, Marked, Pieces, Raw};
use crate::workbook::read::cells::{Budget, RowCollector};
use crate::workbook::read::docx::text::{Block, Cell, Row, Table, Vertical};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::Grid;
use crate::workbook::read::word_line::WordLine;
use crate::workbook::read::{limits, merges};

/// The blocks in rows, one below the other.
///
/// # Errors
/// More columns, rows or merged cells than the caps allow.
pub(crate) fn to_grid(blocks: Vec<Block>, name: &str) -> Result<Grid, ReadError> {
    let mut budget = Budget::new();
    let mut sheet = Sheet { cells: RowCollector::new(name, &mut budget), lines: Vec::new(), merges: Vec::new() };
    for block in blocks {
        match block {
            Block::Paragraph { number, text } => {
                sheet.text(0, text)?;
                sheet.lines.push(WordLine { table: 0, line: number, starts: Vec::new() });
            }
            Block::Table(table) => sheet.table(table)?,
        }
    }
    let (rows, lines, merges) = (sheet.cells.finish()?, sheet.lines, sheet.merges);
    let mut grid = Grid { name: name.to_string(), rows, merges, word_lines: lines, ..Grid::default() };
    merges::settle(&mut grid);
    Ok(grid)
}

struct Sheet<'a> {
    cells: RowCollector<'a>,
    lines: Vec<WordLine>,
    merges: Vec<Area>,
}

/// A cell of the row above.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Above {
    /// The row in which it begins.
    first: u32,
    /// Its columns from–to.
    columns: (u32, u32),
    /// Whether it may go on in the next row.
    open: bool,
}

impl Sheet<'_> {
    /// A table, then the tables that stand inside its cells.
    fn table(&mut self, table: Table) -> Result<(), ReadError> {
        let mut above = Vec::new();
        for row in table.rows {
            above = self.row(table.number, row, &above)?;
        }
        self.close(&above, &[], self.next())?;
        table.nested.into_iter().try_for_each(|nested| self.table(nested))
    }

    /// One row; returns its cells, some of which may go on in the next.
    fn row(&mut self, table: u32, row: Row, above: &[Above]) -> Result<Vec<Above>, ReadError> {
        let at = self.next();
        let (mut cells, mut starts) = (Vec::new(), Vec::new());
        for (columns, cell) in placed(row.before, row.cells)? {
            starts.push(columns.0);
            let over = above.iter().find(|over| over.open && over.columns == columns);
            cells.push(match over.filter(|_| cell.vertical == Vertical::Continue) {
                Some(over) => *over,
                None => Above { first: at, columns, open: cell.vertical == Vertical::Restart },
            });
            self.text(columns.0, cell.text)?;
        }
        self.lines.push(WordLine { table, line: row.number, starts });
        self.close(above, &cells, at)?;
        Ok(cells)
    }

    /// Merges the cells above that do not go on in `row`.
    fn close(&mut self, above: &[Above], cells: &[Above], row: u32) -> Result<(), ReadError> {
        let last = row.saturating_sub(1);
        for Above { first, columns: (from, to), .. } in above.iter().filter(|cell| !cells.contains(cell)) {
            if *first < last || from < to {
                self.merges.push(Area { first: CellRef::new(*first, *from), last: CellRef::new(last, *to) });
            }
        }
        match self.merges.len() > limits::MERGES {
            true => Err(refused("Word 表格中合并单元格太多，超出本程序的上限。请删去无关的表格后另存。")),
            false => Ok(()),
        }
    }

    /// The row that comes next.
    fn next(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    fn text(&mut self, col: u32, text: Pieces) -> Result<(), ReadError> {
        let at = CellRef::new(self.next(), col);
        match text.is_blank() {
            false => self.cells.push(at, cell(text)),
            true if at.row < limits::ROWS => Ok(()),
            true => Err(refused("Word 文档太长，超出本程序的上限。")),
        }
    }
}

/// A cell with the looks of its letters, where they change what a person reads.
fn cell(text: Pieces) -> GridCell {
    let letters = text.letters();
    match Marked::of(text) {
        Some(marked) => GridCell::new(Raw::Marked(marked.into())),
        None => GridCell::text(&letters),
    }
}

/// A cell and its columns from–to.
type Placed = ((u32, u32), Cell);

/// The cells of a row with their columns from–to; cells merged to the left belong to the cell before.
fn placed(before: u32, cells: Vec<Cell>) -> Result<Vec<Placed>, ReadError> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut next = before;
    for cell in cells {
        let end = next.saturating_add(cell.span);
        if end > limits::WORD_COLUMNS {
            let most = limits::WORD_COLUMNS;
            return Err(refused(format!("Word 表格超过 {most} 列，不像正常的表格。请在 Word 或 WPS 中核对后另存。")));
        }
        match placed.last_mut() {
            Some((columns, first)) if cell.goes_on_left => {
                columns.1 = end - 1;
                first.text.append(&cell.text);
            }
            _ => placed.push(((next, end - 1), cell)),
        }
        next = end;
    }
    Ok(placed)
}
