//! A sheet as it stood, row by row, with the look of a table.

use crate::ground::names::{DEPARTMENT, LEVEL3, TIE_FORMULA};
use crate::ground::{Area, Areas, CellRef, GridCell, original, tidy};
use crate::workbook::read::Grid;
use crate::workbook::sheet::{Cell, PAGE_ROOM, Row, copied};
use crate::workbook::{Column, Print, Role, Sheet};
use std::collections::BTreeSet;

/// How many columns a note under the table may run over.
const NOTE_COLUMNS: u32 = 9;
/// The widest column: beside the names it is no wider than a page.
const WIDEST: u32 = 85;
/// Room on a page for the columns that are repeated, in half-width characters.
const NAMES_ROOM: u32 = 50;
/// Width of columns whose width the file does not state.
pub(crate) const DEFAULT_WIDTH: u32 = 12;

/// Whether a cell is a heading by which a table is known.
fn is_head(cell: &GridCell) -> bool {
    let text = tidy(&original(cell));
    [&DEPARTMENT, &LEVEL3, &TIE_FORMULA].iter().any(|heading| heading.is(&text)) || text == "名称"
}

/// Header rows: the first row with a heading we know, down to the end of its merged area.
pub(crate) fn header_rows(grid: &Grid) -> Option<(u32, u32)> {
    let row = grid.rows.iter().find(|row| row.cells.iter().any(|(_, cell)| is_head(cell)))?;
    let (col, _) = row.cells.iter().find(|(_, cell)| is_head(cell))?;
    let at = CellRef::new(row.index, *col);
    let last = grid.merged(at).map_or(row.index, |area| area.last.row);
    Some((row.index, last))
}

/// What the copy of a sheet is made of.
pub(crate) struct Copy<'a> {
    grid: &'a Grid,
    header: Option<(u32, u32)>,
    columns: Vec<Column>,
    /// The merged areas of the input, each with the cell it shows.
    areas: Vec<(Area, Cell)>,
    /// The numbers of those that the copy does not merge, because nobody can tell whose their figure is.
    split: BTreeSet<usize>,
    /// Where they are, by their number.
    places: Areas,
    /// Behind the last column of the table.
    end: u32,
}

impl<'a> Copy<'a> {
    /// A copy in which the merged areas over these cells are split.
    pub(crate) fn of(grid: &'a Grid, split: &[CellRef]) -> Copy<'a> {
        let columns = (0..=grid.last_col()).map(|col| column(grid, col)).collect();
        let (header, places) = (header_rows(grid), Areas::of(&grid.merges));
        let (split, end) = (split.iter().filter_map(|at| places.at(*at)).collect(), table_end(grid, header));
        let mut copy = Copy { grid, header, columns, areas: Vec::new(), split, places, end };
        copy.areas = grid.merges.iter().map(|area| (*area, copy.shown_in(*area))).collect();
        for number in &copy.split {
            let (area, shown) = &mut copy.areas[*number];
            let text = grid.cell(area.first).map(original).unwrap_or_default();
            *shown = Cell::text(shown.role, format!("{}（原为合并单元格）", text.trim()));
        }
        copy
    }

    fn merges(&self) -> impl Iterator<Item = Area> {
        let kept = self.areas.iter().enumerate().filter(|(number, _)| !self.split.contains(number));
        kept.map(|(_, (area, _))| *area)
    }

    /// How many rows it has.
    pub(crate) fn count(&self) -> u32 {
        let rows = self.grid.rows.last().map_or(0, |row| row.index + 1);
        let last = |area: &Area| if self.above(area.first.row) { area.first.row } else { area.last.row };
        let areas = self.merges().map(|area| last(&area) + 1);
        areas.max().unwrap_or(0).max(rows)
    }

    /// The sheet without its rows.
    pub(crate) fn frame(&self) -> Sheet {
        let (grid, header) = (self.grid, self.header);
        let mut sheet = Sheet::new(&grid.name);
        sheet.hidden = grid.hidden;
        sheet.columns.clone_from(&self.columns);
        let spread = grid.rows.iter().filter_map(|row| self.spread(row.index));
        sheet.merges = spread.chain(self.merges()).filter(|area| area.first != area.last).collect();
        sheet.validations.clone_from(&grid.validations);
        let wide = sheet.columns.iter().map(|column| column.width).sum::<u32>() > PAGE_ROOM;
        let names = wide.then(|| names_end(grid, header, &sheet.columns));
        sheet.freeze = header.map(|(_, last)| CellRef::new(last + 1, names.map_or(0, |last| last + 1)));
        let starts = header.filter(|_| wide).map(|header| group_starts(grid, header)).unwrap_or_default();
        let repeat_columns = names.map(|last| (0, last));
        sheet.print = Print { landscape: true, repeat_rows: header, repeat_columns, starts, ..Print::default() };
        sheet
    }

    /// A row.
    pub(crate) fn row(&self, number: u32) -> Row {
        let mut row = self.without_merges(number);
        if let Some(area) = self.spread(number)
            && let Some(note) = row.get_mut(area.first.col)
        {
            note.role = Role::Note;
        }
        for at in self.places.in_row(number) {
            let (area, cell) = &self.areas[at];
            if self.split.contains(&at) {
                (area.first.col..=area.last.col).for_each(|col| row.put(col, cell.clone()));
                continue;
            }
            if !self.above(area.first.row) {
                (area.first.col..=area.last.col).for_each(|col| row.put(col, Cell::blank(cell.role)));
            }
            if area.first.row == number {
                row.put(area.first.col, cell.clone());
            }
        }
        row
    }

    /// A row as it is without merged areas. Blank cells of the table have borders too.
    fn without_merges(&self, number: u32) -> Row {
        let Ok(at) = self.grid.rows.binary_search_by_key(&number, |row| row.index) else { return Row::default() };
        let row = &self.grid.rows[at];
        let role = self.role(number);
        let cells = row.cells.iter().map(|(col, cell)| (*col, copied(cell, role))).collect();
        let mut copy = Row { cells, height: None, hidden: row.hidden };
        if self.is_below_header(number) && copy.cells.len() > 2 {
            let missing: Vec<u32> = (0..self.end).filter(|col| copy.get(*col).is_none()).collect();
            missing.into_iter().for_each(|col| copy.put(col, Cell::blank(Role::Plain)));
        }
        copy
    }

    fn role(&self, number: u32) -> Role {
        match self.header {
            Some((first, last)) if (first..=last).contains(&number) => Role::Header,
            Some((first, _)) if number < first => Role::Note,
            _ => Role::Plain,
        }
    }

    /// Whether a row stands above the table; without a header all do.
    fn above(&self, number: u32) -> bool {
        self.header.is_none_or(|(first, _)| number < first)
    }

    fn is_below_header(&self, number: u32) -> bool {
        self.header.is_some_and(|(_, last)| number > last)
    }

    /// A note alone in its row under the table runs over the blank cells beside it.
    fn spread(&self, number: u32) -> Option<Area> {
        let at = self.grid.rows.binary_search_by_key(&number, |row| row.index).ok()?;
        let [(col, _)] = self.grid.rows[at].cells[..] else { return None };
        let merged = !self.places.in_row(number).is_empty();
        let last = (col + NOTE_COLUMNS).min(self.columns.len() as u32 - 1);
        (self.is_below_header(number) && !merged).then(|| Area::new((number, col), (number, last)))
    }

    /// The cell that a merged area shows; a title above the table looks like one.
    fn shown_in(&self, area: Area) -> Cell {
        let first = self.without_merges(area.first.row).get(area.first.col).cloned().unwrap_or_default();
        let wide = area.first.row == area.last.row && area.last.col > area.first.col;
        let is_title = self.above(area.first.row) && area.first.row < 2 && wide;
        let role = if is_title && area.first.row == title_row(self.grid) { Role::Title } else { first.role };
        Cell { role, ..first }
    }
}

/// The last of the columns that say what a row is about: repeated on each page where there is room for them.
fn names_end(grid: &Grid, header: Option<(u32, u32)>, columns: &[Column]) -> u32 {
    let row = header.and_then(|(first, _)| grid.rows.iter().find(|row| row.index == first));
    let head = row.and_then(|row| row.cells.iter().find(|(_, cell)| is_head(cell))).map(|(col, _)| *col);
    let width = |last: u32| columns.iter().take(last as usize + 1).map(|column| column.width).sum::<u32>();
    head.into_iter().chain([1, 0]).find(|last| width(*last) <= NAMES_ROOM).unwrap_or(0)
}

/// Behind the last column that has a heading: what stands right of it is no part of the table.
fn table_end(grid: &Grid, header: Option<(u32, u32)>) -> u32 {
    let Some((first, last)) = header else { return 0 };
    let rows = grid.rows.iter().filter(|row| (first..=last).contains(&row.index));
    let cells = rows.flat_map(|row| row.cells.last()).map(|(col, _)| *col);
    let merged = grid.merges.iter().filter(|area| area.first.row <= last && area.last.row >= first);
    cells.chain(merged.map(|area| area.last.col)).max().map_or(0, |col| col + 1)
}

/// The first row with merged cells is the title.
fn title_row(grid: &Grid) -> u32 {
    grid.merges.iter().map(|area| area.first.row).min().unwrap_or(u32::MAX)
}

/// Columns at which no merged heading is cut: where the second-lowest header row begins a new one.
fn group_starts(grid: &Grid, (first, last): (u32, u32)) -> Vec<u32> {
    let row = if last > first { last - 1 } else { last };
    let columns = grid.rows.iter().filter(|made| made.index == row).flat_map(|made| &made.cells);
    columns.map(|(col, _)| *col).filter(|col| *col > 1).collect()
}

fn column(grid: &Grid, col: u32) -> Column {
    let stated = grid.widths.binary_search_by_key(&col, |(at, _)| *at).ok().map(|at| grid.widths[at].1);
    Column {
        width: stated.map_or(DEFAULT_WIDTH, |width| width.min(WIDEST)),
        hidden: grid.hidden_columns.binary_search(&col).is_ok(),
        ..Column::default()
    }
}
