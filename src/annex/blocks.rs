//! 得分明细 on A3: which indicators stand on one sheet. Nothing is made smaller; what does not fit goes on to another.

use crate::annex::measure::{lines, room};
use crate::annex::page::longer;
use crate::ground::Points;
use crate::scheme::IndicatorSystem;
use std::ops::Range;

/// Quarters of a character across an A3 page on its side between margins of 20 mm, with a little left over.
const PAGE: u32 = 702;
/// 序号
pub const NUMBER: u32 = 18;
/// 部门（单位）
pub const NAME: u32 = 79;
/// A subtotal or 总分, with two decimals.
const TOTAL: u32 = 24;
/// The narrowest column of an indicator: names run two characters a line.
const NARROWEST: u32 = 19;
/// The widest one: a short table does not fill the page.
const WIDEST: u32 = 40;
/// Size of the names of indicators, in half points.
pub const NAMES: u8 = 19;
/// Lines that a name may take before its column becomes wider.
const MOST_LINES: u32 = 12;

/// The indicators of one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The indicators.
    pub indicators: Range<usize>,
    /// The 一级指标 whose subtotals stand here.
    pub levels: Vec<usize>,
    /// Width of the column of an indicator, in quarters of a character.
    pub column: u32,
    /// Width of the column of a subtotal or 总分.
    pub total: u32,
}

impl Block {
    fn fits(&self) -> bool {
        let totals = (self.levels.len() as u32 + 1) * self.total;
        NUMBER + NAME + self.indicators.len() as u32 * self.column + totals <= PAGE
    }
}

/// All sheets: neighbouring 一级指标 share one while they fit; one that needs more goes on.
pub fn blocks(system: &IndicatorSystem, places: u32) -> Vec<Block> {
    let more = longer(places) + longer(whole_digits(system));
    let (column, total) = (narrowest(system, NARROWEST + more), TOTAL + more);
    let mut blocks: Vec<Block> = Vec::new();
    for (level, heading) in system.level1.iter().enumerate() {
        let members = heading.members();
        let joined = blocks.last().map(|last| Block {
            indicators: last.indicators.start..members.end,
            levels: last.levels.iter().copied().chain([level]).collect(),
            column,
            total,
        });
        match joined.filter(Block::fits) {
            Some(joined) => {
                blocks.pop();
                blocks.push(joined);
            }
            None => blocks.extend(split(members, level, (column, total))),
        }
    }
    blocks.iter_mut().for_each(widen);
    blocks
}

/// One 一级指标 over as many sheets as it needs, its subtotal on the last.
fn split(members: Range<usize>, level: usize, (column, total): (u32, u32)) -> Vec<Block> {
    let most = (PAGE.saturating_sub(NUMBER + NAME + 2 * total) / column).max(1) as usize;
    let starts: Vec<usize> = members.clone().step_by(most).collect();
    let part = |start: &usize| {
        let end = (start + most).min(members.end);
        let levels = if end == members.end { vec![level] } else { Vec::new() };
        Block { indicators: *start..end, levels, column, total }
    };
    starts.iter().map(part).collect()
}

/// Gives the columns what the page has left.
fn widen(block: &mut Block) {
    let wider = |column| Block { column, ..block.clone() }.fits();
    block.column =
        (block.column..=WIDEST.max(block.column)).take_while(|column| wider(*column)).last().unwrap_or(block.column);
}

/// Digits before the point of the highest 分值 of an indicator.
fn whole_digits(system: &IndicatorSystem) -> u32 {
    let digits = |marks: Points| marks.0.trunc().to_string().len() as u32;
    system.indicators.iter().map(|indicator| digits(indicator.marks)).max().unwrap_or(0)
}

/// The narrowest column, from a least one on, in which no name is too high.
fn narrowest(system: &IndicatorSystem, least: u32) -> u32 {
    let most = |column: u32| {
        let room = room(column, NAMES);
        system.indicators.iter().map(|indicator| lines(&indicator.path.level3, room)).max().unwrap_or(1)
    };
    (least..PAGE / 4).find(|column| most(*column) <= MOST_LINES).unwrap_or(PAGE / 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Place;
    use crate::scheme::Scheme;
    use crate::scheme::indicators::{IndicatorPath, LevelHeading};

    /// A table with so many indicators under each 一级指标.
    fn system(counts: &[usize], name: &str) -> IndicatorSystem {
        let built_in = Scheme::built_in().unwrap().system;
        let mut system = IndicatorSystem::default();
        for (level, count) in counts.iter().enumerate() {
            let first = system.indicators.len();
            let path = IndicatorPath { level3: name.into(), ..built_in.indicators[0].path.clone() };
            let one = crate::scheme::indicators::Indicator { path, ..built_in.indicators[0].clone() };
            system.indicators.extend(std::iter::repeat_n(one, *count));
            let name = format!("一级{level}");
            let stated: Option<Points> = None;
            system.level1.push(LevelHeading { name, stated, first, count: *count, place: Place::file() });
        }
        system
    }

    #[test]
    fn the_official_table_fills_one_page() {
        let blocks = blocks(&Scheme::built_in().unwrap().system, 2);
        assert_eq!(blocks, [Block { indicators: 0..25, levels: vec![0, 1, 2, 3], column: 19, total: 24 }]);
    }

    #[test]
    fn neighbours_share_a_page_while_they_fit_and_every_subtotal_stands_once() {
        for counts in [&[15, 15, 15, 15][..], &[60], &[3, 40, 2, 30], &[1]] {
            let system = system(counts, "预算完成率");
            let blocks = blocks(&system, 2);
            assert!(blocks.iter().all(Block::fits), "{counts:?}");
            let all: Vec<usize> = blocks.iter().flat_map(|block| block.indicators.clone()).collect();
            assert_eq!(all, (0..system.indicators.len()).collect::<Vec<usize>>(), "{counts:?}");
            let levels: Vec<usize> = blocks.iter().flat_map(|block| block.levels.clone()).collect();
            assert_eq!(levels, (0..counts.len()).collect::<Vec<usize>>(), "{counts:?}");
        }
    }

    #[test]
    fn a_long_name_makes_its_columns_wider() {
        let long = "推进全面小康建设指标任务完成情况及年度重点工作落实情况综合评价结果运用情况";
        let blocks = blocks(&system(&[25], long), 4);
        assert!(blocks.iter().all(|block| block.column > NARROWEST && block.fits()));
    }
}
