//! Page breaks (分页) where a form may break: the rows of a group stay together where they fit, and a merged
//! cell that has to go over a break is written again on the next page.

use crate::ground::{Area, CellRef};
use crate::workbook::sheet::Sheet;
use crate::workbook::write::layout::Layout;
use crate::workbook::write::spread::Spread;

/// The rows before which a page may begin, ascending.
pub struct PageStarts {
    /// The first rows of groups.
    pub preferred: Vec<u32>,
    /// Rows that may begin a page where the whole group does not fit.
    pub possible: Vec<u32>,
}

/// Share of a page, in per cent, that may stay blank so that a group is kept whole.
const BLANK: u32 = 25;

/// Sets the page breaks of `sheet` (those it has stay) and splits the merged cells that a break would cut.
pub fn paginate(sheet: &mut Sheet, starts: &PageStarts) {
    let layout = Layout::of(sheet);
    let room = Spread::of(sheet, &layout).points_down();
    let height = |first: u32, end: u32| -> u32 { (first..end).map(|row| layout.points(row as usize)).sum() };
    let repeated = sheet.print.repeat_rows.map_or(0, |(first, last)| height(first, last + 1));
    let last = sheet.rows.len() as u32;
    let mut breaks = std::mem::take(&mut sheet.print.breaks);
    let forced = breaks.clone();
    let mut page = 0;
    for row in 0..last {
        if forced.contains(&row) {
            page = row;
            continue;
        }
        let room = if page == 0 { room } else { room.saturating_sub(repeated) };
        if height(page, row + 1) <= room || row == page {
            continue;
        }
        let latest = |rows: &[u32]| rows.iter().copied().filter(|start| (page + 1..=row).contains(start)).max();
        let whole =
            latest(&starts.preferred).filter(|start| (room - height(page, *start).min(room)) * 100 <= room * BLANK);
        // a page shorter than one group is cut where it ends
        page = whole.or_else(|| latest(&starts.possible)).or_else(|| latest(&starts.preferred)).unwrap_or(row);
        breaks.push(page);
    }
    breaks.sort_unstable();
    for at in &breaks {
        split(sheet, *at);
    }
    sheet.print.breaks = breaks;
}

/// Splits the merged areas that go over the start of row `at`; both parts show the cell.
fn split(sheet: &mut Sheet, at: u32) {
    let crosses = |area: &Area| area.first.row < at && at <= area.last.row;
    let (cut, whole): (Vec<Area>, Vec<Area>) = std::mem::take(&mut sheet.merges).into_iter().partition(crosses);
    sheet.merges = whole;
    for area in cut {
        let upper = Area { first: area.first, last: CellRef::new(at - 1, area.last.col) };
        let lower = Area { first: CellRef::new(at, area.first.col), last: area.last };
        if let Some(cell) = sheet.get(area.first.row, area.first.col).cloned() {
            sheet.put(at, area.first.col, cell);
        }
        sheet.merges.extend([upper, lower].into_iter().filter(|part| part.first != part.last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::sheet::{Cell, Column, Role, Value};

    /// Rows of 100 pt under one merged heading of six rows, then as many more.
    fn tall(rows: u32) -> Sheet {
        let mut sheet = Sheet::new("附件3-1");
        sheet.columns = vec![Column { width: 30, ..Column::default() }; 2];
        for row in 0..rows {
            sheet.put(row, 1, Cell::text(Role::Text, "行"));
            sheet.rows[row as usize].height = Some(100);
        }
        sheet.put_framed(Area::new((0, 0), (rows - 1, 0)), Cell::text(Role::Centre, "过程"));
        sheet
    }

    fn text(sheet: &Sheet, row: u32) -> Option<Value> {
        sheet.get(row, 0).map(|cell| cell.value.clone()).filter(|value| *value != Value::Blank)
    }

    #[test]
    fn a_merged_cell_over_a_break_stands_on_both_pages() {
        let mut sheet = tall(10);
        paginate(&mut sheet, &PageStarts { preferred: Vec::new(), possible: (0..10).collect() });
        let at = sheet.print.breaks[0];
        assert_eq!(sheet.print.breaks.len(), 1);
        assert_eq!(text(&sheet, at), Some(Value::Text("过程".into())));
        assert_eq!(sheet.merges, [Area::new((0, 0), (at - 1, 0)), Area::new((at, 0), (9, 0))]);
    }

    #[test]
    fn a_group_is_kept_whole_unless_much_of_the_page_would_stay_blank() {
        let all: Vec<u32> = (0..10).collect();
        let mut sheet = tall(10);
        paginate(&mut sheet, &PageStarts { preferred: vec![5], possible: all.clone() });
        let kept = sheet.print.breaks.clone();
        let mut sheet = tall(10);
        paginate(&mut sheet, &PageStarts { preferred: vec![1], possible: all });
        assert_eq!(kept[0], 5);
        assert!(sheet.print.breaks[0] > 1, "{:?}", sheet.print.breaks);
    }

    #[test]
    fn a_break_that_was_asked_for_stays() {
        let mut sheet = tall(3);
        sheet.print.breaks = vec![1];
        paginate(&mut sheet, &PageStarts { preferred: Vec::new(), possible: Vec::new() });
        assert_eq!(sheet.print.breaks, [1]);
        assert_eq!(sheet.merges, [Area::new((1, 0), (2, 0))]);
    }
}
