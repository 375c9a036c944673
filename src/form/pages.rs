//! The pages of a reviewed 附件3-1: two like the official one. Letters go from 10 to 9 points where two pages need it;
//! then the longest reasons go on to a third, the 续页.

use crate::annex::measure::{lines, pieces, room};
use crate::annex::title::balanced;
use crate::form::fields::{SCORING_HEADINGS, TOTAL_LABEL};
use crate::form::reviewed::REVIEWED;
use crate::form::scoring::{STATED, goes_on};
use crate::ground::{Area, CellRef};
use crate::scheme::IndicatorSystem;
use crate::scheme::indicators::LevelHeading;
use crate::workbook::sheet::{AnnexPart, Cell, Paper, Row};
use crate::workbook::{Column, Format, Print, Role, Sheet};
use std::ops::Range;

/// Columns of 自评得分, 复核得分 and 扣分原因.
const OWN: u32 = 5;
const MARKS: u32 = 6;
const REASON: u32 = 7;
/// Widths in quarters of a half-width character, each 1.5 points.
const COLUMNS: [u32; 8] = [31, 31, 42, 124, 15, 20, 20, 58];
const PAPER: Paper = Paper { a3: false, sides: 13, ends: (14, 14), footer: 7 };
/// Points of rows that a page holds: programs differ in the last per cent.
const PAGE: u32 = 748;
/// Heights of 附件3-1, the title, the line of names and the headings, in points.
const HEAD: [u32; 4] = [22, 34, 18, 30];
/// 二号, and the height of a line of a title of several.
const TITLE: u8 = 44;
const TITLE_LINE: u32 = 30;
/// Size of the line of names, in half points.
const WHOSE: u8 = 21;
/// Heights of 总分, of a line that is signed and of the lowest row.
const TOTAL: u32 = 23;
const SIGNED: u32 = 27;
const LOWEST: u32 = 20;
/// Sizes of letters in half points, the best first.
const SIZES: [u8; 3] = [20, 19, 18];
/// The highest row.
const HIGHEST: u32 = 400;
/// Lines of a row of the 续页.
const MOST_LINES: u32 = 28;

/// What is written into the table.
pub struct Fill {
    /// 自评得分 of each indicator.
    pub own: Vec<Cell>,
    /// 复核得分
    pub marks: Vec<Cell>,
    /// 扣分原因和其他说明
    pub reasons: Vec<String>,
}

/// The row of 总分.
pub struct Total {
    /// 自评得分 and 复核得分.
    pub marks: [Cell; 2],
    /// 评价等次
    pub words: String,
}

/// A line below the table.
pub enum Line {
    /// A paragraph.
    Text(String),
    /// What is signed at the left and at the right.
    Signed(String, String),
}

/// A cell of the form, its size to be set.
pub fn cell(part: AnnexPart, text: impl Into<String>) -> Cell {
    Cell::text(Role::Annex(part, SIZES[0]), text)
}

/// All that stands on the form.
pub struct Pages<'a> {
    pub system: &'a IndicatorSystem,
    pub fill: Fill,
    /// 附件3-1, title, name.
    pub head: [String; 3],
    pub total: Total,
    pub below: Vec<Line>,
}

/// Letters, heights and pages that go together.
struct Plan {
    size: u8,
    /// Points of the rows of each indicator together.
    heights: Vec<u32>,
    /// The indicators of each page.
    pages: Vec<Range<usize>>,
    /// The indicators whose reasons stand on the 续页.
    moved: Vec<usize>,
    /// Per cent that the lines below the table are higher.
    below_more: u32,
}

/// How much higher the fonts that stand in for the official ones are, in per cent.
const STAND_IN: u32 = 14;

/// Points of so many lines: those of the official fonts are 1.2 em high.
fn high(lines: u32, size: u8) -> u32 {
    (lines * u32::from(size) * 125).div_ceil(200) + 4
}

fn needed(text: &str, quarters: u32, size: u8) -> u32 {
    if text.is_empty() { 0 } else { high(lines(text, room(quarters, size)), size) }
}

/// Room of a line of the title.
fn title_room() -> u32 {
    room(COLUMNS.iter().sum(), TITLE)
}

/// What stands in the place of a reason on the 续页.
fn see(number: usize) -> String {
    format!("见续页第{number}条。")
}

impl Pages<'_> {
    /// The sheet.
    pub fn sheet(self, name: &str) -> Sheet {
        let plan = self.eased(self.plan());
        let mut sheet = Sheet::new(name);
        sheet.result = true;
        let column = |quarters: u32| Column { width: quarters.div_ceil(4), quarters, ..Column::default() };
        sheet.columns = COLUMNS.map(column).to_vec();
        let mut made = Made { sheet, row: 0, size: plan.size };
        self.put_head(&mut made);
        let first = made.row;
        self.put_table(&mut made, &plan);
        self.put_total(&mut made);
        self.below.iter().for_each(|line| made.line(line, plan.below_more));
        self.put_moved(&mut made, &plan);
        let mut sheet = made.sheet;
        sheet.freeze = Some(CellRef::new(first, 3));
        sheet.print = Print {
            repeat_rows: Some((first - 1, first - 1)),
            area: Some(Area::new((0, 0), (made.row - 1, REASON))),
            paper: Some(PAPER),
            ..sheet.print
        };
        sheet
    }

    /// The largest letters with which the form has two pages; then the longest reasons give way.
    fn plan(&self) -> Plan {
        for size in SIZES {
            let plan = self.plan_of(size, Vec::new());
            if plan.pages.len() <= 2 {
                return plan;
            }
        }
        let smallest = SIZES[SIZES.len() - 1];
        let height = |index: &usize| needed(&self.fill.reasons[*index], COLUMNS[REASON as usize], smallest);
        let mut longest: Vec<usize> =
            (0..self.system.indicators.len()).filter(|index| height(index) > LOWEST).collect();
        longest.sort_by_key(|index| std::cmp::Reverse(height(index)));
        for count in 1..=longest.len() {
            let mut moved = longest[..count].to_vec();
            moved.sort_unstable();
            let plan = self.plan_of(smallest, moved);
            if plan.pages.len() <= 2 {
                return plan;
            }
        }
        // the table itself needs more: only what no row holds gives way
        let moved = longest.into_iter().filter(|index| height(index) > HIGHEST).collect();
        self.plan_of(SIZES[0], moved)
    }

    fn plan_of(&self, size: u8, mut moved: Vec<usize>) -> Plan {
        moved.sort_unstable();
        let heights = self.heights(size, &moved);
        let pages = self.pages(&heights, self.end_height(size));
        Plan { size, heights, pages, moved, below_more: 0 }
    }

    /// What a page has left goes to its rows, until the fonts that stand in for the official ones have room.
    fn eased(&self, mut plan: Plan) -> Plan {
        let last = plan.pages.len() - 1;
        for (number, page) in plan.pages.iter().enumerate() {
            let rows: u32 = plan.heights[page.clone()].iter().sum();
            let below = if number == last { self.end_height(plan.size) } else { 0 };
            let left = PAGE.saturating_sub(self.head_height(page.start) + rows + below);
            let more = (left * 100 / (rows + below).max(1)).min(STAND_IN);
            let higher = |height: &mut u32| *height = (*height + *height * more / 100).min(HIGHEST.max(*height));
            plan.heights[page.clone()].iter_mut().for_each(higher);
            if number == last {
                plan.below_more = more;
            }
        }
        plan
    }

    /// Points of 总分 and of all below it.
    fn end_height(&self, size: u8) -> u32 {
        self.total_height(size) + self.below.iter().map(|line| line.height(size)).sum::<u32>()
    }

    fn total_height(&self, size: u8) -> u32 {
        TOTAL.max(needed(&self.total.words, COLUMNS[REASON as usize], size))
    }

    /// Points above the rows of a page that begins with that indicator.
    fn head_height(&self, first: usize) -> u32 {
        if first == 0 { HEAD[0] + self.title_height() + self.whose_height() + HEAD[3] } else { HEAD[3] }
    }

    /// Points that each indicator needs for its name, its criterion and its reason.
    fn heights(&self, size: u8, moved: &[usize]) -> Vec<u32> {
        let indicators = &self.system.indicators;
        let own = |index: usize| {
            let reason = match moved.contains(&index) {
                true => see(99),
                false => self.fill.reasons[index].clone(),
            };
            let name = needed(&indicators[index].path.level3, COLUMNS[2], size);
            name.max(needed(&reason, COLUMNS[REASON as usize], size)).max(LOWEST)
        };
        let mut heights: Vec<u32> = (0..indicators.len()).map(own).collect();
        let stretch = |heights: &mut Vec<u32>, members: Range<usize>, needed: u32| {
            let present: u32 = heights[members.clone()].iter().sum();
            let more = needed.saturating_sub(present).div_ceil(members.len().max(1) as u32);
            heights[members].iter_mut().for_each(|height| *height += more);
        };
        for members in self.same_criterion() {
            let text = &indicators[members.start].criterion.text;
            stretch(&mut heights, members, needed(text, COLUMNS[3], size));
        }
        for (col, level) in [(0, &self.system.level1), (1, &self.system.level2)] {
            for heading in level {
                stretch(&mut heights, heading.members(), needed(&stated(heading), COLUMNS[col], size));
            }
        }
        heights
    }

    /// The runs of indicators with one 评分标准.
    pub fn same_criterion(&self) -> Vec<Range<usize>> {
        self.runs(|one, other| {
            self.system.indicators[one].criterion.place == self.system.indicators[other].criterion.place
        })
    }

    /// The runs of indicators with one 分值.
    pub fn same_marks(&self) -> Vec<Range<usize>> {
        let group = |index: usize| self.system.indicators[index].group;
        self.runs(|one, other| group(one).is_some() && group(one) == group(other))
    }

    fn runs(&self, same: impl Fn(usize, usize) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for index in 0..self.system.indicators.len() {
            match runs.last_mut() {
                Some(last) if same(last.start, index) => last.end = index + 1,
                _ => runs.push(index..index + 1),
            }
        }
        runs
    }

    /// One page after another is filled; best a page ends before a 二级指标, and never inside what is shared unless that
    /// needs more than a page. `end` are the points below the table.
    fn pages(&self, heights: &[u32], end: u32) -> Vec<Range<usize>> {
        let count = heights.len();
        let sum = |range: Range<usize>| heights[range].iter().sum::<u32>();
        let mut pages = Vec::new();
        let mut first = 0;
        while first < count {
            let room = PAGE - self.head_height(first);
            let fits = (first + 1..=count).take_while(|last| sum(first..*last) <= room).last().unwrap_or(first + 1);
            if fits == count && sum(first..count) + end <= room {
                pages.push(first..count);
                return pages;
            }
            let allowed: Vec<usize> =
                (first + 1..=fits.min(count - 1)).filter(|at| !goes_on(self.system, *at)).collect();
            let last_page = |at: usize| sum(at..count) + end <= PAGE - HEAD[3];
            let whole = |at: &usize| self.system.level2.iter().any(|heading| heading.first == *at);
            let best = allowed.iter().rev().find(|at| whole(at) && last_page(**at));
            let next = best.or_else(|| allowed.iter().rev().find(|at| last_page(**at)));
            let next = next.or(allowed.last()).copied().unwrap_or(fits);
            pages.push(first..next);
            first = next;
        }
        // what stands below the table goes on alone
        pages.push(count..count);
        pages
    }

    /// Points of the lines of the title.
    fn title_height(&self) -> u32 {
        match balanced(&self.head[1], title_room()).len() {
            1 => HEAD[1],
            lines => lines as u32 * TITLE_LINE,
        }
    }

    /// Points of the line with the name of the department.
    fn whose_height(&self) -> u32 {
        needed(&self.head[2], COLUMNS[..5].iter().sum(), WHOSE).max(HEAD[2])
    }

    fn put_head(&self, made: &mut Made) {
        let [mark, title, whose] = &self.head;
        let free = |part, size, text: &str| Cell::text(Role::Annex(part, size), text);
        made.merged((0, REASON), free(AnnexPart::Mark, 32, mark));
        made.end(HEAD[0]);
        let lines = balanced(title, title_room());
        let high = if lines.len() == 1 { HEAD[1] } else { TITLE_LINE };
        for line in lines {
            made.merged((0, REASON), free(AnnexPart::Title, TITLE, &line));
            made.end(high);
        }
        made.merged((0, 4), free(AnnexPart::Paragraph, WHOSE, whose));
        made.merged((OWN, REASON), free(AnnexPart::Unit, WHOSE, "单位：分"));
        made.end(self.whose_height());
        let [level1, level2, level3, criterion, marks, own, reason] = SCORING_HEADINGS;
        let broken = |name: &str| {
            let letters: Vec<char> = name.chars().collect();
            let (upper, lower) = letters.split_at(letters.len() / 2);
            format!("{}\n{}", upper.iter().collect::<String>(), lower.iter().collect::<String>())
        };
        let names = [
            broken(level1),
            broken(level2),
            level3.into(),
            criterion.into(),
            marks.into(),
            broken(own),
            broken(REVIEWED),
            reason.replacen("原因", "原因\n", 1),
        ];
        for (col, name) in (0..).zip(names) {
            made.sheet.put(made.row, col, made.cell(AnnexPart::Header, name));
        }
        made.end(HEAD[3]);
    }

    fn put_table(&self, made: &mut Made, plan: &Plan) {
        // an indicator whose text is higher than a row has several
        let rows_of = |index: usize| plan.heights[index].div_ceil(HIGHEST).max(1);
        let mut starts = vec![made.row];
        for index in 0..plan.heights.len() {
            starts.push(starts[index] + rows_of(index));
        }
        let area = |range: &Range<usize>, col| Area::new((starts[range.start], col), (starts[range.end] - 1, col));
        for page in plan.pages.iter().filter(|page| !page.is_empty()) {
            if page.start > 0 {
                made.sheet.print.breaks.push(starts[page.start]);
            }
            let here = |range: &Range<usize>| range.start.max(page.start)..range.end.min(page.end);
            let mut put = |range: Range<usize>, col: u32, cell: Cell| {
                let range = here(&range);
                if range.start < range.end {
                    made.sheet.put_framed(area(&range, col), cell);
                }
            };
            let text = |part, words: &str| Cell::text(Role::Annex(part, plan.size), words);
            for (col, level) in [(0, &self.system.level1), (1, &self.system.level2)] {
                for heading in level {
                    put(heading.members(), col, text(AnnexPart::Centre, &stated(heading)));
                }
            }
            for range in self.same_criterion() {
                let words = &self.system.indicators[range.start].criterion.text;
                put(range, 3, text(AnnexPart::Text, words));
            }
            for range in self.same_marks() {
                let full = self.system.indicators[range.start].marks.0;
                let full = Cell::number(Role::Annex(AnnexPart::Figure, plan.size), full, Format::General);
                put(range, 4, full);
            }
            for index in page.clone() {
                let one = index..index + 1;
                put(one.clone(), 2, text(AnnexPart::Centre, &self.system.indicators[index].path.level3));
                put(one.clone(), OWN, sized(&self.fill.own[index], plan.size));
                put(one.clone(), MARKS, sized(&self.fill.marks[index], plan.size));
                let reason = match plan.moved.iter().position(|moved| *moved == index) {
                    Some(at) => see(at + 1),
                    None => self.fill.reasons[index].clone(),
                };
                put(one, REASON, text(AnnexPart::Text, &reason));
            }
        }
        for (index, height) in plan.heights.iter().enumerate() {
            (0..rows_of(index)).for_each(|_| made.end(height.div_ceil(rows_of(index))));
        }
        if plan.pages.last().is_some_and(Range::is_empty) {
            made.sheet.print.breaks.push(made.row);
        }
    }

    fn put_total(&self, made: &mut Made) {
        let full = self.system.total_marks().0;
        let [own, marks] = &self.total.marks;
        let size = made.size;
        let total = made.cell(AnnexPart::Centre, TOTAL_LABEL);
        made.sheet.put_framed(Area::new((made.row, 0), (made.row, 3)), total);
        let full = Cell::number(Role::Annex(AnnexPart::Figure, size), full, Format::General);
        made.sheet.put(made.row, 4, full);
        made.sheet.put(made.row, OWN, sized(own, size));
        made.sheet.put(made.row, MARKS, sized(marks, size));
        made.sheet.put(made.row, REASON, made.cell(AnnexPart::Text, &*self.total.words));
        made.end(self.total_height(size));
    }

    /// The 续页: the reasons that found no room, numbered.
    fn put_moved(&self, made: &mut Made, plan: &Plan) {
        if plan.moved.is_empty() {
            return;
        }
        made.sheet.print.breaks.push(made.row);
        made.merged((0, REASON), Cell::text(Role::Annex(AnnexPart::Section, 24), "续页：扣分原因和其他说明"));
        made.end(HEAD[3]);
        let wide: u32 = COLUMNS[3..].iter().sum();
        for (at, index) in (1..).zip(&plan.moved) {
            let words = &self.fill.reasons[*index];
            let name = format!("{at}.{}", self.system.short_name(*index));
            for (part, words) in pieces(words, room(wide, made.size), MOST_LINES).into_iter().enumerate() {
                let name = if part == 0 { name.clone() } else { "（续）".to_string() };
                let left: u32 = COLUMNS[..3].iter().sum();
                let height = needed(&words, wide, made.size).max(needed(&name, left, made.size)).max(LOWEST);
                let row = made.row;
                let (name, words) = (made.cell(AnnexPart::Text, name), made.cell(AnnexPart::Text, words));
                made.sheet.put_framed(Area::new((row, 0), (row, 2)), name);
                made.sheet.put_framed(Area::new((row, 3), (row, REASON)), words);
                made.end(height);
            }
        }
    }
}

/// `过　程` and its 分值 below.
pub fn stated(heading: &LevelHeading) -> String {
    match heading.stated {
        Some(marks) => format!("{}\n{}", heading.name, STATED.replace("{}", &marks.to_string())),
        None => heading.name.clone(),
    }
}

/// The same cell in letters of that size.
fn sized(cell: &Cell, size: u8) -> Cell {
    let role = match cell.role {
        Role::Annex(part, _) => Role::Annex(part, size),
        role => role,
    };
    Cell { role, ..cell.clone() }
}

/// The sheet in the making and its next row.
struct Made {
    sheet: Sheet,
    row: u32,
    size: u8,
}

impl Made {
    fn cell(&self, part: AnnexPart, text: impl Into<String>) -> Cell {
        Cell::text(Role::Annex(part, self.size), text)
    }

    fn merged(&mut self, (first, last): (u32, u32), cell: Cell) {
        self.sheet.put_merged(Area::new((self.row, first), (self.row, last)), cell);
    }

    fn end(&mut self, height: u32) {
        let at = self.row as usize;
        self.sheet.rows.resize_with(self.sheet.rows.len().max(at + 1), Row::default);
        self.sheet.rows[at].height = Some(height);
        self.row += 1;
    }

    /// A line below the table, higher by `more` per cent.
    fn line(&mut self, line: &Line, more: u32) {
        match line {
            Line::Text(words) => {
                let cell = self.cell(AnnexPart::Paragraph, &**words);
                self.merged((0, REASON), cell);
            }
            Line::Signed(left, right) => {
                let cells = [left, right].map(|words| self.cell(AnnexPart::Paragraph, &**words));
                let [left, right] = cells;
                self.merged((0, 2), left);
                self.merged((3, REASON), right);
            }
        }
        let height = line.height(self.size);
        self.end((height + height * more / 100).min(HIGHEST));
    }
}

impl Line {
    fn height(&self, size: u8) -> u32 {
        match self {
            Line::Text(words) => (needed(words, COLUMNS.iter().sum(), size) + 2).min(HIGHEST),
            Line::Signed(..) => SIGNED,
        }
    }
}
