//! How a sheet is spread over pages (版面). Nothing is printed smaller than 9 points: what is too wide for one page goes
//! on to the next by columns, the names of its rows repeated.

use crate::ground::{Area, CellRef};
use crate::workbook::lazy::StreamedSheet;
use crate::workbook::sheet::{Cell, Role, Sheet};
use crate::workbook::write::layout::Layout;
use std::borrow::Cow;

/// The smallest scale in per cent: letters of 11 points keep more than 9.3.
const LEAST: u32 = 85;
/// The smallest scale for which a sheet keeps the wide margins of an official document.
const NEARLY_WHOLE: u32 = 94;
/// How much of a page its columns may take, in per cent: programs differ in the width of a column.
const SURE: u32 = 97;

/// As many page breaks as Excel allows.
const MOST: usize = 1023;

/// Left, right, top and bottom margins in millimetres.
pub(crate) struct Margins {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) top: u32,
    pub(crate) bottom: u32,
}

/// 公文 margins (GB/T 9704: a text block of 156 mm × 225 mm).
const OFFICIAL: Margins = Margins { left: 28, right: 26, top: 37, bottom: 35 };
/// The same text block on a page turned on its side.
const OFFICIAL_LANDSCAPE: Margins = Margins { left: 37, right: 35, top: 28, bottom: 26 };
/// For tables that would shrink too much between official margins.
const NARROW: Margins = Margins { left: 15, right: 15, top: 18, bottom: 18 };

/// A page, as it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Upright,
    Landscape,
    /// A3, 横向: for tables of more than two pages.
    A3,
}

impl Page {
    /// Width and height in millimetres.
    fn size(self) -> [u32; 2] {
        match self {
            Page::Upright => [210, 297],
            Page::Landscape => [297, 210],
            Page::A3 => [420, 297],
        }
    }

    /// Printable pixels across (96 to the inch).
    fn pixels_across(self, margins: &Margins) -> u32 {
        (self.size()[0] - margins.left - margins.right) * 960 / 254
    }

    /// Pixels of columns that it holds at the smallest scale.
    fn most(self) -> u32 {
        self.pixels_across(&NARROW) * SURE / LEAST
    }
}

/// Where the columns of a sheet go.
pub(crate) struct Spread {
    /// Upright, or turned as asked for or because the sheet is too wide.
    pub(crate) page: Page,
    pub(crate) margins: &'static Margins,
    /// The scale in per cent.
    pub(crate) percent: u32,
    /// Columns before which a page begins; none where one page is wide enough.
    pub(crate) starts: Vec<u32>,
}

impl Spread {
    /// The best place for the columns of `sheet`.
    pub(crate) fn of(sheet: &Sheet, layout: &Layout) -> Spread {
        let (first, last) = printed(sheet, layout);
        let all = layout.pixels_across(sheet, first, last).max(1);
        let ways: &[Page] = if sheet.print.landscape { &[Page::Landscape] } else { &[Page::Upright, Page::Landscape] };
        for page in ways.iter().copied() {
            let official = if page == Page::Upright { &OFFICIAL } else { &OFFICIAL_LANDSCAPE };
            for (margins, least) in [(official, NEARLY_WHOLE), (&NARROW, LEAST)] {
                let percent = page.pixels_across(margins) * SURE / all;
                if percent >= least {
                    return Spread { page, margins, percent: percent.min(100), starts: Vec::new() };
                }
            }
        }
        let pages = Pages { sheet, layout, first, last };
        let (mut page, mut starts) = (Page::Landscape, pages.starts(Page::Landscape));
        if starts.len() > 1 {
            (page, starts) = (Page::A3, pages.starts(Page::A3));
        }
        let percent = page.pixels_across(&NARROW) * SURE / pages.widest(&starts).max(1);
        Spread { page, margins: &NARROW, percent: percent.clamp(LEAST, 100), starts }
    }

    /// Points of rows that one page holds, at its scale.
    pub(crate) fn points_down(&self) -> u32 {
        // 72 points to the inch; programs differ in the last per cent of a row
        (self.page.size()[1] - self.margins.top - self.margins.bottom) * 720 / 254 * 97 / self.percent
    }
}

/// The first and the last column that are printed.
fn printed(sheet: &Sheet, layout: &Layout) -> (u32, u32) {
    match sheet.print.area {
        Some(area) => (area.first.col, area.last.col),
        None => (0, (layout.widths.len() as u32).saturating_sub(1)),
    }
}

/// The pages of a sheet that is too wide for one.
struct Pages<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    first: u32,
    last: u32,
}

impl Pages<'_> {
    /// Pixels of the columns of a page, those repeated on it included.
    fn pixels(&self, from: u32, to: u32) -> u32 {
        let own = self.layout.pixels_across(self.sheet, from, to);
        match self.sheet.print.repeat_columns {
            Some((first, last)) if from > last => own + self.layout.pixels_across(self.sheet, first, last),
            _ => own,
        }
    }

    /// One page after another is filled; it ends before a group of columns that does not fit.
    fn starts(&self, page: Page) -> Vec<u32> {
        let room = page.most();
        let repeated = self.sheet.print.repeat_columns.map_or(0, |(_, last)| last + 1);
        let mut starts = Vec::new();
        let mut from = self.first;
        for col in self.first..=self.last {
            if col <= from.max(repeated) || self.pixels(from, col) <= room {
                continue;
            }
            let groups = self.sheet.print.starts.iter().copied();
            if starts.len() == MOST {
                break;
            }
            let group = groups.filter(|start| *start > from.max(repeated) && *start <= col).max();
            from = group.unwrap_or(col);
            starts.push(from);
        }
        starts
    }

    /// Pixels of the widest page.
    fn widest(&self, starts: &[u32]) -> u32 {
        let from = [self.first].into_iter().chain(starts.iter().copied());
        let to = starts.iter().map(|start| start - 1).chain([self.last]);
        from.zip(to).map(|(from, to)| self.pixels(from, to)).max().unwrap_or(0)
    }
}

/// Ends what stands above and below a table (its title, its notes) on the first page, and writes a heading over
/// several pages again on each of them.
pub(crate) fn keep_on_pages(sheet: &mut Cow<Sheet>) {
    let starts = Spread::of(sheet, &Layout::widths_of(sheet)).starts;
    let several = !starts.is_empty();
    for start in starts {
        let sheet = sheet.to_mut();
        let crosses = |area: &Area| area.first.col < start && start <= area.last.col;
        let (cut, mut kept): (Vec<Area>, Vec<Area>) = std::mem::take(&mut sheet.merges).into_iter().partition(crosses);
        for area in cut {
            let Some(cell) = sheet.get(area.first.row, area.first.col).cloned() else {
                kept.push(area);
                continue;
            };
            let left = Area { first: area.first, last: CellRef::new(area.last.row, start - 1) };
            let right = Area { first: CellRef::new(area.first.row, start), last: area.last };
            match cell.role {
                role if is_free(role) => kept.push(left),
                Role::Header => {
                    kept.extend([left, right]);
                    sheet.put(right.first.row, right.first.col, again(cell));
                }
                _ => kept.push(area),
            }
        }
        kept.retain(|area| area.first != area.last);
        sheet.merges = kept;
    }
    if several {
        keep_notes_off(sheet.to_mut());
    }
}

/// The same for a long sheet, whose rows are made one by one: its headings stay as they are.
pub(crate) fn keep_long_on_pages(sheet: &mut StreamedSheet) {
    let Some(end) = Spread::of(&sheet.head, &Layout::widths_of(&sheet.head)).starts.first().copied() else { return };
    let free = |area: &Area| {
        let (row, col) = (area.first.row as usize, area.first.col);
        sheet.rows(row..row + 1).first().and_then(|row| row.get(col)).is_some_and(|cell| is_free(cell.role))
    };
    let cut = |area: &Area| area.first.col < end && area.last.col >= end && free(area);
    let cut: Vec<usize> =
        sheet.head.merges.iter().enumerate().filter(|(_, area)| cut(area)).map(|(at, _)| at).collect();
    let merges = &mut sheet.head.to_mut().merges;
    cut.into_iter().for_each(|at| merges[at].last.col = end - 1);
    merges.retain(|area| area.first != area.last);
    keep_notes_off(sheet.head.to_mut());
}

/// Moves the notes above a table out of the columns that are repeated: there they would show as a cut piece on each
/// further page. Titles stand in the middle and 单位 at the right.
fn keep_notes_off(sheet: &mut Sheet) {
    let Some(((top, _), (_, last))) = sheet.print.repeat_rows.zip(sheet.print.repeat_columns) else { return };
    let above = |area: &Area| area.first.row < top && area.first.col <= last && area.last.col > last;
    for at in (0..sheet.merges.len()).filter(|at| above(&sheet.merges[*at])).collect::<Vec<usize>>() {
        let area = sheet.merges[at];
        let note = sheet.get_mut(area.first.row, area.first.col).filter(|cell| is_note(cell.role));
        let Some(note) = note.map(|cell| std::mem::replace(cell, Cell::blank(cell.role))) else { continue };
        sheet.put(area.first.row, last + 1, note);
        sheet.merges[at].first.col = last + 1;
    }
    sheet.merges.retain(|area| area.first != area.last);
}

fn is_note(role: Role) -> bool {
    matches!(role, Role::Note | Role::Banner)
}

/// Whether a cell stands outside the table.
fn is_free(role: Role) -> bool {
    matches!(role, Role::Attachment | Role::Title | Role::Unit | Role::Section | Role::Note | Role::Banner)
}

/// A heading on a further page; its note is on the first.
fn again(mut cell: Cell) -> Cell {
    cell.set_note(None);
    cell
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::sheet::{Column, Print, Value};

    /// A table of so many columns of 10 half-width characters, the first two repeated.
    fn table(count: u32, starts: &[u32]) -> Sheet {
        let mut sheet = Sheet::new("部门数据");
        sheet.columns = vec![Column { width: 10, ..Column::default() }; count as usize];
        sheet.print = Print { repeat_columns: Some((0, 1)), starts: starts.to_vec(), ..Print::default() };
        sheet.put_merged(Area::new((0, 0), (0, count - 1)), Cell::text(Role::Title, "部门数据"));
        sheet.put_framed(Area::new((1, 2), (1, count - 1)), Cell::text(Role::Header, "过程").noted("附件3-1"));
        sheet
    }

    fn spread(sheet: &Sheet) -> Spread {
        Spread::of(sheet, &Layout::of(sheet))
    }

    #[test]
    fn a_wider_table_is_turned_then_goes_on_to_further_pages_and_never_shrinks_below_the_least() {
        for (count, page, pages) in [
            (5, Page::Upright, 1),
            (9, Page::Upright, 1),
            (10, Page::Landscape, 1),
            (13, Page::Landscape, 1),
            (14, Page::Landscape, 2),
            (24, Page::Landscape, 2),
            (25, Page::A3, 2),
        ] {
            let spread = spread(&table(count, &[]));
            assert_eq!((spread.page, spread.starts.len() + 1), (page, pages), "{count}");
            assert!((LEAST..=100).contains(&spread.percent), "{count}");
        }
        for count in 15..200 {
            let sheet = table(count, &[]);
            let (spread, layout) = (spread(&sheet), Layout::of(&sheet));
            let pages = Pages { sheet: &sheet, layout: &layout, first: 0, last: count - 1 };
            let room = spread.page.pixels_across(&NARROW) * 100 / spread.percent;
            assert!(pages.widest(&spread.starts) <= room, "{count}");
        }
    }

    #[test]
    fn a_page_begins_with_a_group() {
        assert_eq!(spread(&table(20, &[2, 9, 11, 18])).starts, [11]);
        // a group wider than a page is cut where the page ends
        assert_eq!(spread(&table(30, &[2])).starts, [19]);
    }

    #[test]
    fn a_note_stands_on_the_first_page_alone() {
        let note = |count: u32| {
            let mut sheet = Sheet { merges: Vec::new(), rows: Vec::new(), ..table(count, &[]) };
            sheet.print.repeat_rows = Some((2, 2));
            sheet.put_merged(Area::new((1, 0), (1, count - 1)), Cell::text(Role::Note, "金额单位：万元"));
            let mut sheet = Cow::Owned(sheet);
            keep_on_pages(&mut sheet);
            let at = sheet.all_rows().cells().find(|(_, cell)| cell.value == Value::Text("金额单位：万元".into()));
            (at.unwrap().0.col, sheet.merges.iter().find(|area| area.first.row == 1).unwrap().last.col)
        };
        assert_eq!(note(40), (2, 18));
        assert_eq!(note(9), (0, 8), "one page takes it");
    }

    #[test]
    fn the_title_ends_on_the_first_page_and_a_heading_stands_on_each() {
        let mut sheet = Cow::Owned(table(40, &[]));
        keep_on_pages(&mut sheet);
        assert_eq!(sheet.merges[0], Area::new((0, 0), (0, 18)));
        assert_eq!(sheet.merges[1..], [(2, 18), (19, 35), (36, 39)].map(|(from, to)| Area::new((1, from), (1, to))));
        for col in [2, 19, 36] {
            let cell = sheet.get(1, col).unwrap();
            assert_eq!((&cell.value, cell.note().is_some()), (&Value::Text("过程".into()), col == 2));
        }
    }
}
