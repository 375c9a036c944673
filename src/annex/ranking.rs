//! 排名: A4 upright; 序号, 部门（单位）, 总分, 等次, 备注.

use crate::annex::page::{Cells, FIVE, Page, SMALL_FOUR, longer, text};
use crate::annex::{Annex, RANKING, chinese};
use crate::evaluate::State;
use crate::ground::{Level, Owner, Points, RankScope, SettingId};
use crate::result::rated::Unrated;
use crate::scheme::printed::PrintedId;
use crate::workbook::sheet::{AnnexPart, Cell, Paper};
use crate::workbook::{Format, Role, Sheet};
use rust_decimal::Decimal;

/// Widths; 备注 gives way to a longer 总分.
const COLUMNS: [u32; 5] = [24, 96, 34, 34, 110];
const HEADINGS: [&str; 5] = ["序号", "部门（单位）", "总分", "等次", "备注"];
const PAPER: Paper = Paper { a3: false, sides: 25, ends: (25, 25), footer: 14 };
/// Least height of the headings and of a row, in points.
const HEIGHTS: [u32; 2] = [24, 22];

/// The sheet.
pub fn sheet(annex: Annex) -> Sheet {
    let more = longer(annex.places());
    let [number, name, total, grade, remarks] = COLUMNS;
    let columns = [number, name, total + more, grade, remarks - more];
    let mut page = Page::new(&annex.sheet(RANKING), &columns, PAPER, false);
    page.head(annex.head(RANKING, "得分排名表", "单位：分"));
    let heading = |(col, name): (u32, &&str)| (col..=col, text(AnnexPart::Header, SMALL_FOUR, *name));
    page.headings(HEIGHTS[0], (0..).zip(&HEADINGS).map(heading).collect());
    let order = annex.order();
    let (mut number, mut group) = (0, 0);
    let by_category = order.ranked.iter().any(|(scope, _)| scope.is_some());
    for (scope, members) in &order.ranked {
        if let Some(scope) = scope {
            (number, group) = (0, group + 1);
            heading_row(&mut page, group, &format!("{scope}（{}个）", members.len()));
        }
        for index in members {
            number += 1;
            page.row(HEIGHTS[1], annex.ranked_row(number, *index));
        }
    }
    if by_category && !order.unranked.is_empty() {
        (number, group) = (0, group + 1);
        heading_row(&mut page, group, &format!("未排名（{}个）", order.unranked.len()));
    }
    for index in &order.unranked {
        number += 1;
        page.row(HEIGHTS[1], annex.unrated_row(number, *index));
    }
    page.end_table();
    annex.ranking_words().into_iter().for_each(|words| page.note(words));
    let [by, date] = annex.prepared();
    page.signed(by, date);
    page.finish()
}

fn heading_row(page: &mut Page, group: usize, words: &str) {
    let words = format!("（{}）{words}", chinese(group));
    let last = page.last();
    page.row(HEIGHTS[1], vec![(0..=last, text(AnnexPart::Group, SMALL_FOUR, words))]);
}

/// A number of things, centred.
fn count(number: usize) -> Cell {
    Cell::number(Role::Annex(AnnexPart::Figure, SMALL_FOUR), Decimal::from(number), Format::Whole)
}

impl Annex<'_> {
    fn ranked_row(&self, number: usize, index: usize) -> Cells {
        let card = &self.evaluation.cards[index];
        let places = Format::Places(self.places());
        let centre = |words: &str| text(AnnexPart::Centre, SMALL_FOUR, words);
        vec![
            (0..=0, count(number)),
            (1..=1, text(AnnexPart::Text, SMALL_FOUR, self.department(index))),
            (2..=2, Cell::number(Role::Annex(AnnexPart::Number, SMALL_FOUR), card.low.0, places)),
            (3..=3, centre(&card.standing.grade)),
            (4..=4, text(AnnexPart::Text, FIVE, self.remarks(number, index).join("；"))),
        ]
    }

    fn unrated_row(&self, number: usize, index: usize) -> Cells {
        let dash = || text(AnnexPart::Centre, SMALL_FOUR, "—");
        vec![
            (0..=0, count(number)),
            (1..=1, text(AnnexPart::Text, SMALL_FOUR, self.department(index))),
            (2..=2, dash()),
            (3..=3, dash()),
            (4..=4, text(AnnexPart::Text, FIVE, self.remark_cause(index))),
        ]
    }

    /// What bears on a department's place, and nothing else.
    pub(crate) fn remarks(&self, number: usize, index: usize) -> Vec<String> {
        let card = &self.evaluation.cards[index];
        let standing = &card.standing;
        let mut remarks = Vec::new();
        match standing.rank {
            Some(rank) if standing.tied => remarks.push(format!("并列第{rank}名")),
            Some(rank) if rank as usize != number => remarks.push(format!("第{rank}名")),
            _ => {}
        }
        let left_out = card.count(State::NotApplicable) + card.count(State::Excluded);
        for (number, words) in [(left_out, "项指标不适用"), (card.count(State::Adopted), "项指标按自评计分")]
        {
            remarks.extend((number > 0).then(|| format!("{number}{words}")));
        }
        remarks.extend(Some(standing.grade_reason.clone()).filter(|reason| !reason.is_empty()));
        remarks.extend(self.is_in_doubt(index).then(|| "有数据待补正".to_string()));
        remarks
    }

    /// Whether a department that is rated has been asked about a figure that may change its marks; not published.
    fn is_in_doubt(&self, index: usize) -> bool {
        let name = self.department(index);
        let asked = |finding: &crate::ground::Finding| {
            let info = finding.code.info();
            finding.department == name && info.level == Level::AffectsMarks && info.owner == Owner::Department
        };
        !self.evaluation.public && self.evaluation.findings.iter().any(asked)
    }

    /// How the table is ordered, what its remarks mean, and what those without a place are to do.
    pub(crate) fn ranking_words(&self) -> Vec<String> {
        let conventions = &self.evaluation.scheme().conventions;
        let scope = if conventions.rank_scope == RankScope::ByCategory { "按部门类别分别排列，" } else { "" };
        let mode = SettingId::RankMode.setting().value(conventions);
        let ties = match mode.contains("不跳号") {
            true => "总分相同的名次并列，其后的名次连续",
            false => "总分相同的名次并列",
        };
        let mut words = vec![format!("注：{scope}按总分由高到低排列；{ties}。")];
        let full = self.evaluation.scheme().system.total_marks();
        if full != Points(Decimal::ONE_HUNDRED) {
            words.push(format!("　　满分{full}分，等次按总分占满分的比例评定。"));
        }
        words.extend(self.states_note().map(|note| format!("　　{note}")));
        let unrated: Vec<Unrated> =
            (0..self.evaluation.cards.len()).filter_map(|index| self.evaluation.unrated(index)).collect();
        if unrated.contains(&Unrated::Lacking) {
            let until = self.until(PrintedId::SupplyBy);
            words.push(format!("　　资料不全的部门（单位）请于{until}补正资料，补正后另行评定。"));
        }
        let of_bureau = [(Unrated::ToJudge, "尚待评定"), (Unrated::Twice, "名称重复")];
        let of_bureau: Vec<&str> =
            of_bureau.into_iter().filter(|(why, _)| unrated.contains(why)).map(|(_, words)| words).collect();
        if !of_bureau.is_empty() {
            words.push(format!("　　{}的部门（单位），由我局评定后另行公布。", of_bureau.join("和")));
        }
        words
    }

    /// How what is 不适用 or 按自评计分 counts, where a rated department has any.
    pub(crate) fn states_note(&self) -> Option<String> {
        let has = |state| self.evaluation.rated().any(|card| card.count(state) > 0);
        let states = [
            (State::NotApplicable, "不适用的指标按规定计满分"),
            (State::Excluded, "不适用的指标不计入，总分按其余指标折算"),
            (State::Adopted, "缺少数据、不能复核的指标按部门自评计分"),
        ];
        let words: Vec<&str> = states.into_iter().filter(|(state, _)| has(*state)).map(|(_, words)| words).collect();
        (!words.is_empty()).then(|| format!("{}。", words.join("；")))
    }
}
