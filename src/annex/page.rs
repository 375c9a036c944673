//! A sheet of the annex in the making: every row gets its height, the page is given beforehand.

use crate::annex::measure::{HIGHEST, height, lines, room, width};
use crate::annex::title::balanced;
use crate::ground::Area;
use crate::workbook::sheet::{AnnexPart, Cell, Paper};
use crate::workbook::{Column, Print, Role, Sheet, Value};
use std::ops::{Range, RangeInclusive};

/// 三号, 二号, 小四 and 五号, in half points.
pub const MARK: u8 = 32;
/// 二号
pub const TITLE: u8 = 44;
/// 小四
pub const SMALL_FOUR: u8 = 24;
/// 五号
pub const FIVE: u8 = 21;
/// Height of the 附件 mark, of a title of one line, of a line of a longer one, of 单位, in points.
const HEIGHTS: [u32; 4] = [22, 34, 30, 18];
/// Height of a note of one line.
const NOTE: u32 = 17;
/// Height of a line that is signed.
const SIGNED: u32 = 20;
/// By how many points a row of a table may be lower or higher.
const CHANGES: [i32; 12] = [0, -1, 1, -2, 2, -3, 3, 4, 5, 6, 7, 8];
/// Programs differ in how much a page holds, in hundredths.
const ROOMS: [u32; 3] = [96, 98, 100];
/// A last page that is filled less than one part of so many is nearly empty.
const SPARSE: u32 = 4;
/// What a title keeps off the sides, in quarters of a character.
const TITLE_SIDES: u32 = 4;

/// What a column of marks needs beyond two decimals, in quarters of a character: a number that does not fit is not
/// shown, or rounded.
pub fn longer(places: u32) -> u32 {
    4 * places.saturating_sub(2)
}

/// Cells of a row, each over the columns that it takes.
pub type Cells = Vec<(RangeInclusive<u32>, Cell)>;

/// A sheet and its next row.
pub struct Page {
    /// The sheet so far.
    pub sheet: Sheet,
    /// The next row.
    pub row: u32,
    /// The rows of the table whose end stays with what stands below it.
    table: Range<u32>,
}

/// What is wrong with the pages.
#[derive(Default)]
struct Faults {
    /// How many begin or end badly.
    torn: u32,
    /// Whether the last one is nearly empty.
    sparse: bool,
}

/// What stands above a table.
pub struct Head {
    /// 附件1
    pub mark: Option<String>,
    /// The title.
    pub title: String,
    /// 单位：分
    pub unit: &'static str,
    /// 发文字号
    pub document: Option<String>,
}

/// A cell of text.
pub fn text(part: AnnexPart, half_points: u8, text: impl Into<String>) -> Cell {
    Cell::text(Role::Annex(part, half_points), text)
}

impl Page {
    /// An empty sheet with columns of these widths, in quarters of a character.
    pub fn new(name: &str, quarters: &[u32], paper: Paper, landscape: bool) -> Page {
        let mut sheet = Sheet::new(name);
        let column = |quarters: &u32| Column { width: quarters.div_ceil(4), quarters: *quarters, ..Column::default() };
        sheet.columns = quarters.iter().map(column).collect();
        sheet.print = Print { landscape, paper: Some(paper), ..Print::default() };
        Page { sheet, row: 0, table: 0..0 }
    }

    /// The last column.
    pub fn last(&self) -> u32 {
        self.sheet.columns.len() as u32 - 1
    }

    /// Quarters of a character across some columns.
    pub fn quarters(&self, columns: &RangeInclusive<u32>) -> u32 {
        columns.clone().filter_map(|col| self.sheet.columns.get(col as usize)).map(|column| column.quarters).sum()
    }

    /// The column from which on the right half lies.
    pub fn middle(&self) -> u32 {
        let half = self.quarters(&(0..=self.last())) / 2;
        (1..=self.last()).find(|col| self.quarters(&(0..=*col)) > half).unwrap_or(self.last())
    }

    /// 附件 mark, title and 单位.
    pub fn head(&mut self, head: Head) {
        let [mark, one_line, line, unit] = HEIGHTS;
        let last = self.last();
        let mut top: Cells = vec![(0..=0, text(AnnexPart::Mark, MARK, head.mark.unwrap_or_default()))];
        top.extend(head.document.map(|number| (self.middle()..=last, text(AnnexPart::Unit, SMALL_FOUR, number))));
        self.row(mark, top);
        let across = self.quarters(&(0..=last)) - TITLE_SIDES;
        let lines = balanced(&head.title, room(across, TITLE));
        let high = if lines.len() == 1 { one_line } else { line };
        for title in lines {
            self.row(high, vec![(0..=last, text(AnnexPart::Title, TITLE, title))]);
        }
        self.row(unit, vec![(0..=last, text(AnnexPart::Unit, FIVE, head.unit))]);
    }

    /// A row of a given height; a text that needs more gets it.
    pub fn row(&mut self, least: u32, cells: Cells) {
        let needed = cells.iter().map(|(columns, cell)| self.needed(columns, cell)).max().unwrap_or(0);
        for (columns, cell) in cells {
            let area = Area::new((self.row, *columns.start()), (self.row, *columns.end()));
            match cell.role {
                Role::Annex(AnnexPart::Mark | AnnexPart::Title | AnnexPart::Unit, _)
                | Role::Annex(AnnexPart::Section | AnnexPart::Paragraph, _) => self.sheet.put_merged(area, cell),
                _ => self.sheet.put_framed(area, cell),
            }
        }
        self.sheet.rows.resize_with(self.sheet.rows.len().max(self.row as usize + 1), Default::default);
        self.sheet.rows[self.row as usize].height = Some(least.max(needed).min(HIGHEST));
        self.row += 1;
    }

    /// Points that a text needs; a number and what runs on in one line need none.
    fn needed(&self, columns: &RangeInclusive<u32>, cell: &Cell) -> u32 {
        let (Value::Text(text), Role::Annex(part, size)) = (&cell.value, cell.role) else { return 0 };
        match part {
            AnnexPart::Mark | AnnexPart::Title | AnnexPart::Unit | AnnexPart::Section => 0,
            AnnexPart::Figure | AnnexPart::Number => 0,
            // one line has the height that the row was given
            _ => match lines(text, room(self.quarters(columns), size)) {
                1 => 0,
                several => height(several, size),
            },
        }
    }

    /// The row of the headings: repeated on each page.
    pub fn headings(&mut self, least: u32, cells: Cells) {
        self.sheet.print.repeat_rows = Some((self.row, self.row));
        self.row(least, cells);
    }

    /// The table ends here; its rows stand below the repeated ones.
    pub fn end_table(&mut self) {
        let first = self.sheet.print.repeat_rows.map_or(0, |(_, last)| last + 1);
        self.table = first..self.row;
    }

    /// A note under a table.
    pub fn note(&mut self, words: impl Into<String>) {
        let last = self.last();
        self.row(NOTE, vec![(0..=last, text(AnnexPart::Paragraph, FIVE, words))]);
    }

    /// A line with something to be signed or stamped at its left and at its right.
    pub fn signed(&mut self, left: String, right: String) {
        let middle = self.middle();
        let wide = |words: &str, quarters: u32| width(words) > room(quarters, SMALL_FOUR);
        let last = self.last();
        let (at_left, at_right) = (0..=middle - 1, middle..=last);
        let narrow = wide(&left, self.quarters(&at_left)) || wide(&right, self.quarters(&at_right));
        let paragraph = |words: String| text(AnnexPart::Paragraph, SMALL_FOUR, words);
        if narrow {
            self.row(SIGNED, vec![(0..=last, paragraph(left))]);
            return self.row(SIGNED, vec![(0..=last, paragraph(right))]);
        }
        self.row(SIGNED, vec![(at_left, paragraph(left)), (at_right, paragraph(right))]);
    }

    /// Makes the rows of the table a little lower or higher where notes and signatures would stand alone on a page, or
    /// a heading at its foot; then where the last page would be nearly empty.
    fn keep_together(&mut self) {
        let torn = |more: &i32| {
            let each = || ROOMS.iter().map(|share| self.torn(*more, *share));
            (each().map(|faults| faults.torn).sum::<u32>(), each().filter(|faults| faults.sparse).count())
        };
        let more = CHANGES.into_iter().min_by_key(torn).unwrap_or(0);
        for row in &mut self.sheet.rows[self.table.start as usize..self.table.end as usize] {
            row.height = row.height.map(|height| height.saturating_add_signed(more).min(HIGHEST));
        }
    }

    /// How pages of so many hundredths of their height begin and end: the rows below the table stay with its last one, a
    /// heading with the row below it, and the last page is not nearly empty.
    fn torn(&self, more: i32, share: u32) -> Faults {
        let Some(paper) = self.sheet.print.paper else { return Faults::default() };
        let [short, long] = if paper.a3 { [297, 420] } else { [210, 297] };
        let millimetres = if self.sheet.print.landscape { short } else { long };
        let room = (millimetres - paper.ends.0 - paper.ends.1) * 720 / 254 * share / 100;
        let height = |row: u32| {
            let height = self.sheet.rows[row as usize].height.unwrap_or(0);
            if self.table.contains(&row) { height.saturating_add_signed(more) } else { height }
        };
        let repeated: u32 = self.sheet.print.repeat_rows.map_or(0, |(first, last)| (first..=last).map(height).sum());
        let below = self.table.end.max(1)..self.row;
        let (mut used, mut torn, mut pages) = (0, 0, 1);
        for row in 0..self.row {
            if used + height(row) > room {
                used = repeated;
                pages += 1;
                torn += u32::from(below.contains(&row) || row > 0 && self.is_group(row - 1));
            }
            used += height(row);
        }
        Faults { torn, sparse: pages > 1 && used - repeated < room / SPARSE }
    }

    /// Whether a row is a heading within the table.
    fn is_group(&self, row: u32) -> bool {
        let role = self.sheet.get(row, 0).map(|cell| cell.role);
        matches!(role, Some(Role::Annex(AnnexPart::Group, _)))
    }

    /// The finished sheet: all of it is printed.
    pub fn finish(mut self) -> Sheet {
        self.keep_together();
        let last = self.last();
        self.sheet.locked = true;
        self.sheet.print.area = Some(Area::new((0, 0), (self.row.saturating_sub(1), last)));
        self.sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of so many rows with two lines below it.
    fn list(rows: u32) -> Page {
        let paper = Paper { a3: false, sides: 25, ends: (25, 25), footer: 14 };
        let mut page = Page::new("排名", &[100, 198], paper, false);
        let mark = Some("附件2".to_string());
        page.head(Head { mark, title: "排名表".into(), unit: "单位：分", document: None });
        page.headings(24, vec![(0..=1, text(AnnexPart::Header, FIVE, "部门"))]);
        for _ in 0..rows {
            page.row(22, vec![(0..=1, text(AnnexPart::Text, FIVE, "市财政局"))]);
        }
        page.end_table();
        page.note("注：按总分由高到低排列。");
        page.signed("编制单位：".into(), "编制日期：".into());
        page
    }

    #[test]
    fn what_stands_below_a_list_never_stands_alone_on_a_page() {
        let alone = |page: &Page| ROOMS.iter().any(|share| page.torn(0, *share).torn > 0);
        assert!((20..120).any(|rows| alone(&list(rows))), "else this shows nothing");
        for rows in 1..120 {
            let mut page = list(rows);
            page.keep_together();
            assert!(!alone(&page), "{rows}");
        }
    }

    #[test]
    fn no_heading_stands_alone_at_the_foot_of_a_page() {
        let by_category = |rows: u32| {
            let mut page = list(0);
            page.row = page.table.end;
            for row in 0..rows {
                let group = text(AnnexPart::Group, FIVE, "（一）党政机关");
                let name = text(AnnexPart::Text, FIVE, "市财政局");
                page.row(22, vec![(0..=1, if row % 23 == 0 { group } else { name })]);
            }
            page.end_table();
            page
        };
        let alone = |page: &Page| ROOMS.iter().any(|share| page.torn(0, *share).torn > 0);
        assert!((20..120).any(|rows| alone(&by_category(rows))), "else this shows nothing");
        for rows in 1..120 {
            let mut page = by_category(rows);
            page.keep_together();
            assert!(!alone(&page), "{rows}");
        }
    }
}
