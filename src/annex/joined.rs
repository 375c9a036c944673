//! 汇总 and 排名 of several 评分表: all departments together, by 得分率.

use crate::annex::page::{Cells, FIVE, Head, Page, SMALL_FOUR, longer, text};
use crate::annex::{Annex, RANKING, SHEETS, SUMMARY, draft};
use crate::evaluate::{Evaluation, Whole};
use crate::ground::{Points, RankMode};
use crate::result::joined::{Member, categories, members, rate};
use crate::result::statistics::{percent, shown};
use crate::scheme::printed::PrintedId;
use crate::workbook::sheet::{AnnexPart, Cell, Paper};
use crate::workbook::{Format, Role, Sheet};
use rust_decimal::Decimal;
use std::ops::RangeInclusive;

const PAPER: Paper = Paper { a3: false, sides: 25, ends: (25, 25), footer: 14 };
/// Least height of headings and of a row, in points.
const HEIGHTS: [u32; 2] = [24, 22];
/// Widths of 排名; 备注 gives way to a longer 总分.
const RANKS: [u32; 8] = [22, 76, 42, 30, 24, 34, 28, 42];
const RANK_HEADINGS: [&str; 8] = ["序号", "部门（单位）", "部门类别", "总分", "满分", "得分率", "等次", "备注"];
/// Widths of 汇总.
const SUMS: [u32; 8] = [66, 30, 32, 32, 34, 34, 35, 35];
const SUM_HEADINGS: [&str; 8] =
    ["部门类别", "满分", "部门数", "已评定", "平均分", "平均得分率", "最高得分率", "最低得分率"];

/// A workbook with several tables.
#[derive(Clone, Copy)]
pub struct Joined<'a> {
    pub whole: Whole<'a>,
}

fn number(number: Decimal, format: Format) -> Cell {
    Cell::number(Role::Annex(AnnexPart::Figure, FIVE), number, format)
}

fn count(count: usize) -> Cell {
    number(Decimal::from(count), Format::Whole)
}

fn centre(words: impl Into<String>) -> Cell {
    text(AnnexPart::Centre, FIVE, words)
}

fn known(figure: Option<Decimal>, format: Format) -> Cell {
    figure.map_or_else(|| centre("—"), |figure| number(figure, format))
}

fn cells<const N: usize>(cells: [Cell; N]) -> Cells {
    (0..).zip(cells).map(|(col, cell)| (col..=col, cell)).collect()
}

fn headings<const N: usize>(names: [&str; N]) -> Cells {
    cells(names.map(|name| text(AnnexPart::Header, FIVE, name)))
}

impl Joined<'_> {
    fn annex(&self) -> Annex<'_> {
        Annex { evaluation: self.whole.first() }
    }

    fn head(&self, at: usize, title: &str, unit: &'static str) -> Head {
        let first = self.whole.first();
        let draft = draft(self.whole);
        let title = format!("{}{title}{draft}", first.whole_title());
        let printed = &first.scheme().printed;
        Head {
            mark: printed.number(at).map(|number| format!("附件{number}")),
            title,
            unit,
            document: printed.get(PrintedId::Document).map(str::to_string),
        }
    }

    /// 汇总
    pub fn summary(&self) -> Sheet {
        let mut page = Page::new(SHEETS[SUMMARY], &SUMS, PAPER, false);
        page.head(self.head(SUMMARY, "结果汇总", "单位：分、个"));
        let last = page.last();
        let words = format!("　　{}", self.words());
        page.row(HEIGHTS[1], vec![(0..=last, text(AnnexPart::Paragraph, SMALL_FOUR, words))]);
        section(&mut page, "一、各类部门（单位）");
        page.row(HEIGHTS[0], headings(SUM_HEADINGS));
        let all = members(self.whole);
        for (at, one) in self.whole.each.iter().enumerate() {
            page.row(HEIGHTS[1], self.table_row(&all, at, one));
        }
        section(&mut page, "二、等次分布");
        self.grades(&mut page);
        page.note("注：各类部门（单位）所用的评分表满分或指标不同，得分率为总分占本类评分表满分的比例；平均分、得分率按已评定的部门（单位）统计。");
        let [by, date] = self.annex().prepared();
        page.signed(by, date);
        page.finish()
    }

    fn table_row(&self, all: &[Member], at: usize, one: &Evaluation) -> Cells {
        let full = one.scheme().system.total_marks();
        let rates: Vec<Decimal> =
            all.iter().filter(|member| member.table == at).filter_map(|member| rate(self.whole, member)).collect();
        let average = one.average();
        let share = average.filter(|_| full != Points::ZERO).map(|mean| mean / full.0);
        cells([
            text(AnnexPart::Text, FIVE, categories(one).join("、")),
            number(full.0, Format::General),
            count(one.cards.len()),
            count(one.settled().len()),
            known(average, Format::Places(2)),
            known(share, Format::Percent),
            known(rates.iter().max().copied(), Format::Percent),
            known(rates.iter().min().copied(), Format::Percent),
        ])
    }

    /// How many of each class have each 等次.
    fn grades(&self, page: &mut Page) {
        let names = self.whole.grade_names();
        let columns = |names: &[String]| -> Vec<RangeInclusive<u32>> {
            let last = page.last() as usize;
            let each = (last / (names.len() + 1)).max(1);
            let at = |index: usize| (1 + index * each) as u32;
            (0..=names.len())
                .map(|index| if index == names.len() { at(index)..=last as u32 } else { at(index)..=at(index + 1) - 1 })
                .collect()
        };
        // more grades than the page has columns are told in words
        if names.len() + 1 > page.last() as usize {
            return self.whole.each.iter().for_each(|one| page.note(in_words(one)));
        }
        let columns = columns(&names);
        let lead = |cell: Cell| (0..=0, cell);
        let heads = names.iter().map(String::as_str).chain(["未评定"]);
        let heads = columns.iter().cloned().zip(heads.map(|name| text(AnnexPart::Header, FIVE, name)));
        page.row(HEIGHTS[0], [lead(text(AnnexPart::Header, FIVE, "部门类别"))].into_iter().chain(heads).collect());
        for one in self.whole.each {
            let grades = one.grades();
            let of = |name: &String| grades.iter().find(|(other, _)| other == name).map_or(0, |(_, count)| *count);
            let pending = one.cards.len() - one.settled().len();
            let counts = names.iter().map(of).chain([pending]);
            let counts = columns.iter().cloned().zip(counts.map(count));
            let name = lead(text(AnnexPart::Text, FIVE, categories(one).join("、")));
            page.row(HEIGHTS[1], [name].into_iter().chain(counts).collect());
        }
    }

    /// One paragraph for the notice.
    pub fn words(&self) -> String {
        let (all, unrated) = (self.whole.departments(), self.whole.unrated_words());
        let rated = self.whole.settled();
        let mut words = format!(
            "{}共有{all}个部门（单位）参加部门整体支出绩效评价，按部门类别分别采用{}个评分表。",
            self.whole.first().year(),
            self.whole.each.len()
        );
        if rated == 0 {
            return words + &unrated.map_or(String::new(), |unrated| format!("{unrated}。"));
        }
        words += &format!("{rated}个部门（单位）已评定");
        words += &unrated.map_or(String::new(), |unrated| format!("；{unrated}"));
        let tables: Vec<String> = self.whole.each.iter().map(of_table).collect();
        format!("{words}。{}。", tables.join("；"))
    }

    /// 排名
    pub fn ranking(&self) -> Sheet {
        let more = longer(self.annex().places());
        let mut columns = RANKS;
        columns[3] += more;
        columns[7] = columns[7].saturating_sub(more);
        let mut page = Page::new(SHEETS[RANKING], &columns, PAPER, false);
        page.head(self.head(RANKING, "得分排名总表", "单位：分"));
        page.headings(HEIGHTS[0], headings(RANK_HEADINGS));
        let all = members(self.whole);
        let tied = |member: &Member| all.iter().filter(|other| other.rank == member.rank).count() > 1;
        for (at, member) in (1..).zip(&all) {
            page.row(HEIGHTS[1], self.row(at, member, tied(member)));
        }
        page.end_table();
        let dense = self.whole.first().scheme().conventions.rank_mode == RankMode::Dense;
        let ties = if dense {
            "得分率相同的名次并列，其后的名次连续"
        } else {
            "得分率相同的名次并列"
        };
        page.note(format!(
            "注：各类部门（单位）所用的评分表不同，按得分率（总分占本类评分表满分的比例）由高到低排列；{ties}。"
        ));
        if all.iter().any(|member| self.card(member).pending()) {
            let until = self.annex().until(PrintedId::SupplyBy);
            page.note(format!("　　资料不全的部门（单位）请于{until}补正资料，补正后另行评定。"));
        }
        let [by, date] = self.annex().prepared();
        page.signed(by, date);
        page.finish()
    }

    fn annex_of(&self, member: &Member) -> Annex<'_> {
        Annex { evaluation: &self.whole.each[member.table] }
    }

    fn card(&self, member: &Member) -> &crate::evaluate::Scorecard {
        &self.whole.each[member.table].cards[member.department]
    }

    fn row(&self, at: usize, member: &Member, tied: bool) -> Cells {
        let evaluation = &self.whole.each[member.table];
        let (card, department) = (self.card(member), &evaluation.submission.departments[member.department]);
        let places = Format::Places(evaluation.scheme().conventions.score_places);
        let remark = match member.rank {
            None => self.annex_of(member).not_rated(member.department).to_string(),
            Some(rank) if tied => format!("并列第{rank}名"),
            Some(rank) if rank != at => format!("第{rank}名"),
            Some(_) => String::new(),
        };
        let remarks = [remark, card.standing.grade_reason.clone()];
        let remarks: Vec<&str> = remarks.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
        cells([
            count(at),
            text(AnnexPart::Text, FIVE, &department.name),
            centre(&department.category),
            known(card.ranked_total().map(|total| total.0), places),
            number(evaluation.scheme().system.total_marks().0, Format::General),
            known(rate(self.whole, member), Format::Percent),
            centre(if card.ranked_total().is_none() { "—" } else { &card.standing.grade }),
            text(AnnexPart::Text, FIVE, remarks.join("；")),
        ])
    }
}

fn section(page: &mut Page, words: &str) {
    let last = page.last();
    page.row(HEIGHTS[0], vec![(0..=last, text(AnnexPart::Section, SMALL_FOUR, words))]);
}

/// `政府部门7个，平均85.5分，得分率85.5%`
pub(crate) fn of_table(one: &Evaluation) -> String {
    let (names, full) = (categories(one).join("、"), one.scheme().system.total_marks());
    let lead = format!("{names}{}个（评分表满分{full}分）", one.cards.len());
    match one.average().filter(|_| full != Points::ZERO) {
        Some(mean) => {
            let share = percent(mean / full.0);
            format!("{lead}，已评定{}个，平均{}分，平均得分率{share}", one.settled().len(), shown(mean))
        }
        None => format!("{lead}，均暂不评定"),
    }
}

fn in_words(one: &Evaluation) -> String {
    let grades: Vec<String> = one.grades().iter().map(|(name, number)| format!("{name}{number}个")).collect();
    format!("{}：{}。", categories(one).join("、"), grades.join("，"))
}
