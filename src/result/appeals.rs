//! 初评终评对照: what the accepted corrections of 申诉台账 changed, for each department that they touch and for each other
//! whose rank or grade is another.

use crate::evaluate::{Appealed, Evaluation, Score, Scorecard, Whole};
use crate::ground::Points;
use crate::ground::names::sheets;
use crate::result::text::{points_change, rank_text, score_text};
use crate::result::{Page, centred, range_text, words};
use crate::submission::ledger::Correction;
use crate::workbook::sheet::Cell;
use crate::workbook::{Print, Role, Sheet, Tint};
use std::ops::RangeInclusive;

const WIDTHS: [u32; 8] = [24, 26, 12, 12, 12, 12, 12, 12];
/// The columns of each figure before and after, behind the name.
const STANDINGS: [(RangeInclusive<u32>, &str); 8] = [
    (0..=0, "部门（单位）"),
    (1..=1, "评分表"),
    (2..=2, "初评总分"),
    (3..=3, "终评总分"),
    (4..=4, "初评名次"),
    (5..=5, "终评名次"),
    (6..=6, "初评等次"),
    (7..=7, "终评等次"),
];
const CORRECTIONS: [(RangeInclusive<u32>, &str); 6] = [
    (0..=0, "部门（单位）"),
    (1..=2, "更正项目"),
    (3..=3, "单元格"),
    (4..=5, "更正前"),
    (6..=6, "更正后"),
    (7..=7, "办理人"),
];
const SCORES: [(RangeInclusive<u32>, &str); 6] = [
    (0..=0, "部门（单位）"),
    (1..=2, "三级指标"),
    (3..=3, "分值"),
    (4..=5, "初评得分"),
    (6..=6, "终评得分"),
    (7..=7, "增减"),
];

/// A department before and after.
struct Pair<'a> {
    evaluation: &'a Evaluation,
    /// Its number in both.
    department: usize,
    before: &'a Scorecard,
    after: &'a Scorecard,
}

/// The sheet.
pub fn sheet(whole: Whole, appealed: &Appealed) -> Sheet {
    let mut page = Page::new(sheets::APPEALED, &WIDTHS);
    page.wide(Cell::text(Role::Title, format!("{}初评终评对照", whole.first().whole_title())));
    page.wide(Cell::text(Role::Unit, "单位：分"));
    page.note(format!(
        "初评按更正前的数据计算，终评按“{}”中结论为“同意”的更正计算；没有办结或不同意的不更正。名次是本评分表内的名次。",
        sheets::LEDGER
    ));
    page.section("一、采用的更正");
    page.table(&CORRECTIONS, appealed.corrections.iter().map(correction));
    let pairs = pairs(whole, appealed);
    let is_touched = |pair: &&Pair| appealed.corrections.iter().any(|one| one.department == pair.name());
    let (touched, others): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(is_touched);
    page.section("二、更正所涉部门的总分、名次和等次");
    page.table(&STANDINGS, touched.iter().map(|pair| pair.standing()));
    page.section("三、名次或等次随之变化的其他部门");
    let moved: Vec<&&Pair> = others.iter().filter(|pair| pair.moves()).collect();
    match moved.is_empty() {
        true => page.note("没有。"),
        false => page.table(&STANDINGS, moved.iter().map(|pair| pair.standing())),
    }
    page.section("四、更正所涉部门的各项得分");
    page.table(&SCORES, touched.iter().flat_map(|pair| pair.scores()));
    page.sheet.print = Print { landscape: true, ..Print::default() };
    page.sheet
}

fn pairs<'a>(whole: Whole<'a>, appealed: &'a Appealed) -> Vec<Pair<'a>> {
    let tables = whole.each.iter().zip(&appealed.before.each);
    let of_table = |(after, before): (&'a Evaluation, &'a Evaluation)| {
        let cards = before.cards.iter().zip(&after.cards).enumerate();
        cards.map(move |(department, (before, card))| Pair { evaluation: after, department, before, after: card })
    };
    tables.flat_map(of_table).collect()
}

fn correction(correction: &Correction) -> [Cell; 6] {
    let Correction { department, item, cell, before, after, by, .. } = correction;
    [
        words(department),
        words(item),
        centred(cell.to_string()),
        centred(before),
        centred(after),
        centred(if by.is_empty() { "—" } else { by }),
    ]
}

impl Pair<'_> {
    fn name(&self) -> &str {
        &self.evaluation.submission.departments[self.department].name
    }

    /// Whether it stands elsewhere.
    fn moves(&self) -> bool {
        let (before, after) = (&self.before.standing, &self.after.standing);
        before.rank != after.rank || before.grade != after.grade
    }

    fn standing(&self) -> [Cell; 8] {
        let total = |card: &Scorecard| range_text(card.low, card.high);
        let (before, after) = (&self.before.standing, &self.after.standing);
        let texts = [
            total(self.before),
            total(self.after),
            rank_text(before.rank),
            rank_text(after.rank),
            before.grade.clone(),
            after.grade.clone(),
        ];
        let [a, b, c, d, e, f] = texts.map(centred);
        [words(self.name()), centred(&self.evaluation.scheme().table.sheet), a, b, c, d, e, f]
    }

    /// A row for each indicator.
    fn scores(&self) -> impl Iterator<Item = [Cell; 6]> + use<'_> {
        let both = self.before.scores.iter().zip(&self.after.scores).enumerate();
        both.map(|(indicator, (before, after))| {
            [
                words(self.name()),
                words(self.evaluation.scheme().system.short_name(indicator)),
                centred(after.full.map_or("同组共用".to_string(), |full| full.to_string())),
                centred(score_text(before)),
                centred(score_text(after)),
                centred(change(before, after)).tinted((before != after).then_some(Tint::Group)),
            ]
        })
    }
}

/// By how much a score is another.
fn change(before: &Score, after: &Score) -> String {
    let difference = before.marks().zip(after.marks()).map(|(before, after)| after - before);
    match difference {
        Some(difference) if difference == Points::ZERO => "不变".to_string(),
        Some(difference) => points_change(difference),
        None if before == after => "不变".to_string(),
        None => "有变化".to_string(),
    }
}
