//! Column widths and row heights computed for Chinese text; nothing else knows pixels.

use crate::ground::{Area, Areas, CellRef};
use crate::workbook::sheet::{Cell, Format, Role, Row, Rows, Sheet, Value};
use crate::workbook::write::style::role_style;
use crate::workbook::write::text;

/// Pixels of a row of which nothing is known: 14.25 points.
pub(crate) const DEFAULT_ROW_PIXELS: u32 = 19;
/// Pixels of a column of which nothing is known, as in Chinese Excel.
pub(crate) const DEFAULT_COLUMN_PIXELS: u32 = 72;

/// Half-width characters in a column of the default width.
const DEFAULT_UNITS: u32 = 8;
/// Pixels of one half-width character of 11 pt, rounded up.
const UNIT_PIXELS: u32 = 8;
/// Pixels left and right of a cell's text together.
const PADDING_PIXELS: u32 = 5;
/// Half-width characters that Excel shows of a long number of the General format.
const GENERAL_UNITS: u32 = 11;
/// The size in points that a column's width is counted in.
const BODY_SIZE: u32 = 11;
/// Lowest row in points.
const LOWEST: u32 = 18;
/// Highest row in points that Excel allows.
pub(crate) const HIGHEST: u32 = 409;

/// The computed measures of a sheet, or of neighbouring rows of it.
#[derive(Default)]
pub(crate) struct Layout {
    /// Half-width units of each column from A on.
    pub(crate) widths: Vec<u32>,
    /// Points of each row; none keeps the default height.
    pub(crate) heights: Vec<Option<u32>>,
}

impl Layout {
    /// Measures `sheet`.
    pub(crate) fn of(sheet: &Sheet) -> Layout {
        Layout::measured(sheet, sheet.all_rows(), sheet.merges.clone())
    }

    /// Measures some rows of a long sheet; `sheet` need not have them.
    pub(crate) fn of_rows(sheet: &Sheet, rows: Rows) -> Layout {
        Layout::measured(sheet, rows, sheet.merges.iter().filter_map(|merge| part(*merge, rows)).collect())
    }

    /// Its columns alone.
    pub(crate) fn widths_of(sheet: &Sheet) -> Layout {
        Layout { widths: widths(sheet, sheet.all_rows(), &Areas::of(&sheet.merges)), heights: Vec::new() }
    }

    fn measured(sheet: &Sheet, rows: Rows, merges: Vec<Area>) -> Layout {
        let merged = Areas::of(&merges);
        let widths = widths(sheet, rows, &merged);
        let height = |(number, row): (u32, &Row)| row.height.or_else(|| row_height(number, row, &widths, &merged));
        let heights = rows.numbered().map(height).collect();
        let mut layout = Layout { widths, heights };
        for merge in merges {
            layout.stretch(rows, merge);
        }
        layout
    }

    /// Makes the rows of a merged area high enough for its text.
    fn stretch(&mut self, rows: Rows, merge: Area) {
        let Some(cell) = rows.get(merge.first.row, merge.first.col) else { return };
        let room = (merge.first.col..=merge.last.col).map(|col| self.units(col)).sum();
        let (first, last) = (merge.first.row - rows.first, merge.last.row - rows.first);
        let present: u32 = (first..=last).map(|row| self.points(row as usize)).sum();
        let stated = |row: u32| rows.rows.get(row as usize).is_some_and(|row| row.height.is_some());
        let free: Vec<usize> = (first..=last).filter(|row| !stated(*row)).map(|row| row as usize).collect();
        let missing = text_points(cell, room).saturating_sub(present);
        if missing == 0 || free.is_empty() {
            return;
        }
        let more = missing.div_ceil(free.len() as u32);
        for row in free {
            let points = self.points(row) + more;
            if self.heights.len() <= row {
                self.heights.resize(row + 1, None);
            }
            self.heights[row] = Some(points.min(HIGHEST));
        }
    }

    /// Points of a row.
    pub(crate) fn points(&self, row: usize) -> u32 {
        self.heights.get(row).copied().flatten().unwrap_or(LOWEST)
    }

    fn units(&self, col: u32) -> u32 {
        self.widths.get(col as usize).copied().unwrap_or(DEFAULT_UNITS)
    }

    /// Pixels of the columns `first..=last` that are shown.
    pub(crate) fn pixels_across(&self, sheet: &Sheet, first: u32, last: u32) -> u32 {
        let hidden = |col: u32| sheet.columns.get(col as usize).is_some_and(|column| column.hidden);
        (first..=last).filter(|col| !hidden(*col)).map(|col| pixels(self.units(col))).sum()
    }

    /// Pixels of all columns in use.
    pub(crate) fn total_pixels(&self, sheet: &Sheet) -> u32 {
        (self.widths.len() as u32).checked_sub(1).map_or(0, |last| self.pixels_across(sheet, 0, last))
    }
}

/// Pixels of a column that holds `units` half-width characters.
pub(crate) fn pixels(units: u32) -> u32 {
    units * UNIT_PIXELS + PADDING_PIXELS
}

/// The part of a merged area that lies in `rows`.
fn part(merge: Area, rows: Rows) -> Option<Area> {
    let (first, end) = (merge.first.row.max(rows.first), (merge.last.row + 1).min(rows.end()));
    (first < end).then(|| Area::new((first, merge.first.col), (end - 1, merge.last.col)))
}

/// The widths asked for, made wider where a number would be shown as `####`.
fn widths(sheet: &Sheet, rows: Rows, merged: &Areas) -> Vec<u32> {
    let last = rows.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| col + 1).max();
    let count = (last.unwrap_or(0) as usize).max(sheet.columns.len());
    let asked = |col: usize| sheet.columns.get(col).map_or(0, |column| column.width);
    let mut widths: Vec<u32> = (0..count).map(|col| if asked(col) == 0 { DEFAULT_UNITS } else { asked(col) }).collect();
    for (at, cell) in rows.cells() {
        if matches!(cell.value, Value::Number(_)) && merged.at(at).is_none() {
            let width = &mut widths[at.col as usize];
            *width = (*width).max(number_width(cell));
        }
    }
    widths
}

/// Units that a number needs; Excel rounds one of the General format to what fits.
fn number_width(cell: &Cell) -> u32 {
    let units = text::line_width(&text::shown(cell));
    let units = if cell.format == Format::General { units.min(GENERAL_UNITS) } else { units };
    (units * role_style(cell.role).size).div_ceil(BODY_SIZE) + 1
}

/// Points that a row needs for its own cells; merged ones come later. One that is to be filled with text has no height
/// of its own: programs then fit it to what is typed.
fn row_height(number: u32, row: &Row, widths: &[u32], merged: &Areas) -> Option<u32> {
    let grows =
        |(col, cell): &(u32, Cell)| cell.role == Role::InputText && merged.at(CellRef::new(number, *col)).is_none();
    if row.cells.iter().any(grows) {
        return None;
    }
    let heights = row.cells.iter().map(|(col, cell)| match merged.at(CellRef::new(number, *col)).is_some() {
        true => LOWEST,
        false => text_height(cell, widths[*col as usize]),
    });
    heights.max()
}

/// Rows of the greatest height that `cell`'s text needs in a column of `room` half-width units.
pub fn rows_needed(cell: &Cell, room: u32) -> u32 {
    text_points(cell, room).div_ceil(HIGHEST)
}

/// Points that `cell`'s text gets in a cell of `room` half-width units.
fn text_height(cell: &Cell, room: u32) -> u32 {
    text_points(cell, room).clamp(LOWEST, HIGHEST)
}

/// Points that `cell`'s text needs.
fn text_points(cell: &Cell, room: u32) -> u32 {
    let style = role_style(cell.role);
    let room = (room * BODY_SIZE / style.size).max(2);
    let lines = match &cell.value {
        Value::Text(text) if style.wrap => text::lines(&text::clean(text), room),
        _ => 1,
    };
    lines * line_height(style.size) + 4
}

/// Points of one line: the fonts that stand in for 仿宋 and 黑体 are up to 1.45 em high.
fn line_height(size: u32) -> u32 {
    (size * 145).div_ceil(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::sheet::Column;
    use rust_decimal::dec;

    fn sheet(width: u32) -> Sheet {
        let mut sheet = Sheet::new("表");
        sheet.columns = vec![Column { width, ..Column::default() }; 3];
        sheet
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let mut sheet = sheet(10);
        sheet.put(0, 0, Cell::text(Role::Text, "短"));
        sheet.put(0, 1, Cell::text(Role::Text, "一二三四五六七八九十一二三"));
        assert_eq!(Layout::of(&sheet).heights, [Some(3 * 16 + 4)]);
    }

    #[test]
    fn merged_text_stretches_its_rows_together() {
        let mut sheet = sheet(10);
        sheet.put(1, 1, Cell::text(Role::Text, "短"));
        sheet.put_merged(Area::new((0, 0), (1, 0)), Cell::text(Role::Text, "一二三四五".repeat(8)));
        // eight lines need 132 pt; what the rows lack is shared
        assert_eq!(Layout::of(&sheet).heights, [Some(65), Some(67)]);
    }

    #[test]
    fn no_number_becomes_hashes() {
        let mut sheet = sheet(4);
        sheet.put(0, 1, Cell::number(Role::Number, dec!(12345678.9), Format::Amount));
        assert_eq!(Layout::of(&sheet).widths, [4, 14, 4]);
    }

    #[test]
    fn a_row_never_exceeds_what_excel_allows() {
        let mut sheet = sheet(4);
        sheet.put(0, 0, Cell::text(Role::Text, "很长".repeat(500)));
        assert_eq!(Layout::of(&sheet).heights, [Some(409)]);
    }
}
