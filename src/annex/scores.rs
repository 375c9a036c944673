//! 得分明细: A3 on its side; one column for each indicator, names and 总分 on every page.

use crate::annex::blocks::{Block, NAME, NAMES, NUMBER};
use crate::annex::measure::{height, lines, room, width};
use crate::annex::page::{Cells, Page, text};
use crate::annex::title::even;
use crate::annex::{Annex, SCORES, chinese};
use crate::evaluate::State;
use crate::evaluate::scorecard::Score;
use crate::ground::{Area, Points};
use crate::scheme::indicators::LevelHeading;
use crate::workbook::sheet::{AnnexPart, Cell, Paper};
use crate::workbook::{Format, Role, Sheet};
use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// 10 points.
const SIZE: u8 = 20;
const PAPER: Paper = Paper { a3: true, sides: 20, ends: (25, 22), footer: 14 };
/// Heights of a row of levels, of 分值 and of a department, in points.
const HEIGHTS: [u32; 3] = [20, 18, 20];
/// The first column of an indicator.
const FIRST: u32 = 2;
/// Points above and below the highest name.
const AROUND_NAMES: u32 = 6;

/// The sheet of some indicators: the only one, or one of several.
pub fn sheet(annex: Annex, name: &str, part: Option<usize>, block: Block) -> Sheet {
    let indicators = vec![block.column; block.indicators.len()];
    let subtotals = vec![block.total; block.levels.len() + 1];
    let columns = [vec![NUMBER, NAME], indicators, subtotals].concat();
    let places = places(annex, &block);
    let mut sheet = Scores { page: Page::new(name, &columns, PAPER, true), annex, block, places, signs: [false; 3] };
    let part = part.map_or(String::new(), |number| format!("（{}）", chinese(number)));
    sheet.page.head(annex.head(SCORES, &format!("得分明细表{part}"), "单位：分"));
    sheet.headings();
    let order = annex.order();
    let ranked = order.ranked.into_iter().flat_map(|(_, members)| members);
    for (number, index) in (1..).zip(ranked.chain(order.unranked)) {
        sheet.department(number, index);
    }
    sheet.page.end_table();
    sheet.notes();
    let [by, date] = annex.prepared();
    sheet.page.signed(by, date);
    sheet.page.finish()
}

struct Scores<'a> {
    page: Page,
    annex: Annex<'a>,
    block: Block,
    /// Places of the marks in each column.
    places: Vec<u32>,
    /// The signs that stand here.
    signs: [bool; 3],
}

/// What a score is marked with that is not given by its 评分标准, and how the note explains it.
const SIGNS: [(char, &str); 3] = [
    ('※', "带“※”的为不适用的指标，按规定计满分"),
    ('△', "带“△”的为缺少数据、不能复核的指标，按部门自评计分"),
    ('—', "“—”为不适用而不计入的指标，或本部门没有这一项分值"),
];

fn head(words: impl Into<String>) -> Cell {
    text(AnnexPart::Header, SIZE, words)
}

fn marks(number: Decimal, format: Format) -> Cell {
    Cell::number(Role::Annex(AnnexPart::Figure, SIZE), number, format)
}

fn dash() -> Cell {
    text(AnnexPart::Centre, SIZE, "—")
}

impl Scores<'_> {
    /// The column of an indicator.
    fn column(&self, index: usize) -> u32 {
        FIRST + (index - self.block.indicators.start) as u32
    }

    /// The first column of the subtotals.
    fn subtotals(&self) -> u32 {
        FIRST + self.block.indicators.len() as u32
    }

    /// Four rows, repeated on each page: 一级, 二级, 三级, 分值.
    fn headings(&mut self) {
        let top = self.page.row;
        let system = &self.annex.evaluation.scheme().system;
        let level1 = self.level_cells(&system.level1);
        let level2 = self.level_cells(&system.level2);
        let last = self.page.last();
        let subtotals = self.subtotals();
        self.page.row(HEIGHTS[0], level1);
        self.page.row(HEIGHTS[0], level2);
        let name = |index: usize| {
            let columns = self.column(index)..=self.column(index);
            let words = even(&system.indicators[index].path.level3, room(self.page.quarters(&columns), NAMES));
            (columns, text(AnnexPart::Header, NAMES, words))
        };
        let mut names: Cells = self.block.indicators.clone().map(name).collect();
        let levels = self.block.levels.iter().map(|level| system.level1[*level].name.clone());
        names.extend((subtotals..).zip(levels).map(|(col, name)| (col..=col, head(name))));
        let highest = names.iter().map(|(columns, cell)| self.name_height(columns, cell)).max().unwrap_or(0);
        self.page.row(highest + AROUND_NAMES, names);
        self.full_marks();
        let put = |page: &mut Page, area: Area, words: &str| page.sheet.put_framed(area, head(words));
        put(&mut self.page, Area::new((top, 0), (top + 2, 0)), "序号");
        put(&mut self.page, Area::new((top, 1), (top + 2, 1)), "部门（单位）");
        if subtotals < last {
            put(&mut self.page, Area::new((top, subtotals), (top + 1, last - 1)), "小　计");
        }
        put(&mut self.page, Area::new((top, last), (top + 2, last)), "总分");
        self.page.sheet.print.repeat_rows = Some((top, top + 3));
    }

    fn name_height(&self, columns: &RangeInclusive<u32>, cell: &Cell) -> u32 {
        let crate::workbook::Value::Text(words) = &cell.value else { return 0 };
        height(lines(words, room(self.page.quarters(columns), NAMES)), NAMES)
    }

    /// The headings of a level over the indicators that stand here.
    fn level_cells(&self, level: &[LevelHeading]) -> Cells {
        let system = &self.annex.evaluation.scheme().system;
        let here = &self.block.indicators;
        let cell = |heading: &LevelHeading| {
            let members = heading.members();
            let (first, end) = (members.start.max(here.start), members.end.min(here.end));
            let full = system.marks_of(heading.members());
            let words = text(AnnexPart::Header, NAMES, format!("{}（{full}分）", heading.name));
            (first < end).then(|| (self.column(first)..=self.column(end - 1), words))
        };
        level.iter().filter_map(cell).collect()
    }

    /// 分值: a shared one over all that share it.
    fn full_marks(&mut self) {
        let system = &self.annex.evaluation.scheme().system;
        let number = |full: Points| Cell::number(Role::Annex(AnnexPart::Header, SIZE), full.0, Format::General);
        let mut cells: Cells = vec![(0..=1, head("分值"))];
        let mut index = self.block.indicators.start;
        while index < self.block.indicators.end {
            let group = system.indicators[index].group;
            let shares = |other: &usize| group.is_some() && system.indicators[*other].group == group;
            let end = (index + 1..self.block.indicators.end).take_while(shares).last().map_or(index, |last| last);
            let full = group.map_or(system.indicators[index].marks, |group| system.groups[group].marks);
            cells.push((self.column(index)..=self.column(end), number(full)));
            index = end + 1;
        }
        let levels = self.block.levels.iter().map(|level| system.marks_of(system.level1[*level].members()));
        let totals = levels.chain([system.total_marks()]);
        cells.extend((self.subtotals()..).zip(totals).map(|(col, full)| (col..=col, number(full))));
        self.page.row(HEIGHTS[1], cells);
    }

    fn department(&mut self, number: usize, index: usize) {
        let evaluation = self.annex.evaluation;
        let card = &evaluation.cards[index];
        let last = self.page.last();
        let mut cells: Cells = vec![
            (0..=0, marks(Decimal::from(number), Format::Whole)),
            (1..=1, text(AnnexPart::Text, SIZE, self.annex.department(index))),
        ];
        let Some(total) = card.ranked_total() else {
            // parts could be added up, so there are none
            cells.push((FIRST..=last, text(AnnexPart::Centre, SIZE, self.annex.not_rated(index))));
            return self.page.row(HEIGHTS[2], cells);
        };
        for indicator in self.block.indicators.clone() {
            let shown = self.score(indicator, &card.scores[indicator]);
            let col = self.column(indicator);
            cells.push((col..=col, shown));
        }
        let places = Format::Places(self.annex.places());
        let subtotals = self.block.levels.iter().map(|level| evaluation.level_marks(card, *level));
        let subtotals = subtotals.map(|sum| sum.map_or_else(dash, |sum| marks(sum.0, places)));
        let totals = subtotals.chain([marks(total.0, places)]);
        cells.extend((self.subtotals()..).zip(totals).map(|(col, cell)| (col..=col, cell)));
        self.page.row(HEIGHTS[2], cells);
    }

    /// A score; a column has one number of places.
    fn score(&mut self, indicator: usize, score: &Score) -> Cell {
        let places = self.places[indicator - self.block.indicators.start];
        let given = score.marks().filter(|_| score.full != Some(Points::ZERO));
        let (sign, cell) = match (given, score.state) {
            (None, _) => (2, dash()),
            (Some(given), State::NotApplicable) => (0, self.signed(indicator, given, SIGNS[0].0)),
            (Some(given), State::Adopted) => (1, self.signed(indicator, given, SIGNS[1].0)),
            (Some(given), _) => return marks(given.0, Format::Places(places)),
        };
        self.signs[sign] = true;
        cell
    }

    /// Marks with a sign: a number, as text where its column is too narrow for one.
    fn signed(&self, indicator: usize, given: Points, sign: char) -> Cell {
        let given = given.0.normalize();
        let (words, col) = (format!("{given}{sign}"), self.column(indicator));
        match width(&words) <= room(self.page.quarters(&(col..=col)), SIZE) {
            true => marks(given, Format::Signed(given.scale(), sign)),
            false => text(AnnexPart::Centre, SIZE, words),
        }
    }

    fn notes(&mut self) {
        let signs = SIGNS.iter().zip(self.signs).filter(|(_, stands)| *stands);
        let words: Vec<&str> = signs.map(|((_, words), _)| *words).collect();
        if !words.is_empty() {
            self.page.note(format!("注：{}。", words.join("；")));
        }
    }
}

/// Places of the marks in each column: as many as the longest of them needs.
fn places(annex: Annex, block: &Block) -> Vec<u32> {
    let of = |index: usize| {
        let marks = annex.evaluation.rated().filter_map(|card| card.scores[index].marks());
        marks.map(|marks| marks.0.normalize().scale()).max().unwrap_or(0)
    };
    block.indicators.clone().map(of).collect()
}
