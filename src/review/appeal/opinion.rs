//! 复核意见: the answer to an appeal as one page to be signed.

use crate::annex::Annex;
use crate::evaluate::Score;
use crate::ground::{Area, Topic};
use crate::result::text::{points_change, score_text};
use crate::result::{Page, centred, words};
use crate::review::BeforeAfter;
use crate::review::appeal::words::{Change, Outcome};
use crate::review::appeal::{Appeal, Changed};
use crate::workbook::sheet::{Cell, Paper};
use crate::workbook::{Print, Role, Sheet, Tint};
use std::ops::RangeInclusive;

/// Name of the sheet.
pub(in crate::review) const OPINION: &str = "复核意见";
/// Its title.
pub(in crate::review) const OPINION_TITLE: &str = "部门整体支出绩效评价复核意见";
/// Before the name of the workbook that it was made of.
pub(in crate::review) const OPINION_OF: &str = "本页按";
/// What the reviewer marks.
pub(in crate::review) const CHOICE: &str = "□ 同意更正，按复核结果调整　　□ 不同意更正，维持原评价结果\n理由：";
const WIDTHS: [u32; 6] = [14, 16, 12, 12, 12, 12];
/// The page: one is enough for a few indicators.
const PAPER: Paper = Paper { a3: false, sides: 17, ends: (15, 15), footer: 7 };
const LAST: u32 = 5;
/// The columns of a text with its name in the first column.
const TEXT: RangeInclusive<u32> = 1..=LAST;
/// A date for the pen.
const DATE: &str = "　　　　年　　月　　日";
/// Height of a row to be written into, in points.
const WRITTEN: u32 = 38;

impl Appeal {
    /// The page.
    pub fn opinion(&self) -> Sheet {
        let mut page = Page::new(OPINION, &WIDTHS);
        page.wide(Cell::text(Role::Title, OPINION_TITLE));
        page.wide(Cell::text(Role::Unit, "单位：分"));
        let year = self.before.year();
        let head = |name| Cell::text(Role::Header, name);
        page.framed([
            (0..=0, head("部门（单位）")),
            (1..=3, words(&self.who().name)),
            (4..=4, head("评价年度")),
            (5..=5, centred(if year.is_empty() { "（未填年度）" } else { &year })),
        ]);
        page.framed([(0..=0, head("受理日期")), (1..=3, words(DATE)), (4..=4, head("受理人")), (5..=5, centred(""))]);
        self.corrections(&mut page);
        self.scores(&mut page);
        self.totals(&mut page);
        self.conclusion(&mut page);
        // the note below is for whoever has the file, and no part of what is sealed
        let last = (page.sheet.rows.len() as u32).saturating_sub(2);
        let area = Some(Area::new((0, 0), (last, LAST)));
        page.sheet.print = Print { paper: Some(PAPER), area, ..Print::default() };
        page.sheet
    }

    fn corrections(&self, page: &mut Page) {
        band(page, "一、申诉事项");
        let headings = [(0..=1, "数据项"), (2..=2, "单位"), (3..=3, "原数据"), (4..=LAST, "更正数据")];
        let rows = self.corrections.iter().map(|correction| {
            [
                words(&correction.item),
                centred(&correction.unit),
                centred(correction.values.before.to_string()),
                centred(correction.values.after.to_string()),
            ]
        });
        page.table(&headings, rows);
        page.framed([(0..=0, centred("申诉理由")), (TEXT, words(""))]);
        page.last_row_height(WRITTEN);
        page.framed([(0..=0, centred("证明材料")), (TEXT, words("1.\n2."))]);
        page.last_row_height(WRITTEN);
    }

    fn scores(&self, page: &mut Page) {
        band(page, "二、涉及指标");
        if self.changed.is_empty() {
            page.framed([(0..=LAST, words("各项得分和说明都不变。"))]);
            return;
        }
        let headings = [(0..=1, "三级指标"), (2..=2, "分值"), (3..=3, "原得分"), (4..=4, "复核得分"), (5..=5, "增减")];
        page.table(&headings, None::<[Cell; 5]>);
        for changed in &self.changed {
            self.score(page, changed, headings.clone().map(|(columns, _)| columns));
        }
    }

    fn score(&self, page: &mut Page, changed: &Changed, columns: [RangeInclusive<u32>; 5]) {
        let Changed { indicator, scores: BeforeAfter { before, after } } = changed;
        let full = after.full.map_or("同组共用".to_string(), |full| full.to_string());
        let difference = before.marks().zip(after.marks()).map(|(one, other)| points_change(other - one));
        page.framed(columns.into_iter().zip([
            words(self.before.scheme().system.short_name(*indicator)),
            centred(&full),
            centred(score_text(before)),
            centred(score_text(after)),
            centred(difference.as_deref().unwrap_or("—")),
        ]));
        // the reason has the figures; full marks have no reason
        let after_text = if after.reason.is_empty() { &after.process } else { &after.reason };
        let texts = [
            (format!("原{}", reason_name(before)), &before.reason),
            (format!("复核{}", reason_name(after)), after_text),
        ];
        for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
            page.framed([(0..=0, centred(name)), (TEXT, words(self.said(text)))]);
        }
    }

    fn totals(&self, page: &mut Page) {
        band(page, "三、总分、等次和名次");
        let headings = [(0..=0, "项目"), (1..=2, "原结果"), (3..=4, "复核后"), (5..=5, "变化")];
        let row = |outcome: Outcome| {
            let Outcome { name, before, after, change } = &outcome;
            [name, before.as_str(), after, change.words()].map(centred)
        };
        page.table(&headings, self.outcomes().map(row));
    }

    /// A text of the program as an official letter says it, without cells.
    fn said(&self, text: &str) -> String {
        Annex { evaluation: &self.before }.said(text)
    }

    fn conclusion(&self, page: &mut Page) {
        band(page, "四、复核结论");
        page.framed([(0..=0, centred("重新计算结果")), (TEXT, words(self.sentence()))]);
        // what the 自评 says of itself is no part of the answer
        let concerns = self.findings.iter().filter(|finding| finding.code.topic() != Topic::SelfAssessment);
        let concerns: Vec<String> = concerns
            .map(|finding| format!("{}：{}", finding.code.info().title, self.said(&finding.message.found)))
            .collect();
        if !concerns.is_empty() {
            page.framed([(0..=0, centred("须核对")), (TEXT, words(concerns.join("\n")))]);
        }
        page.framed([(0..=0, centred("复核结论")), (TEXT, words(CHOICE))]);
        page.last_row_height(44);
        page.framed([
            (0..=0, centred("复核人\n（签字）")),
            (1..=2, words("")),
            (3..=3, centred("负责人\n（签字）")),
            (4..=LAST, words("")),
        ]);
        page.last_row_height(WRITTEN);
        page.framed([(0..=0, centred("复核单位\n（盖章）")), (TEXT, words(format!("\n\n{}{DATE}", "　".repeat(16))))]);
        page.last_row_height(56);
        page.note(format!(
            "注：{OPINION_OF}“{}”和上列更正数据试算，原工作簿没有改动；同意更正的，须改正原工作簿后重新评分。",
            self.before.input_name
        ));
    }

    /// The result in one sentence of an official reply.
    fn sentence(&self) -> String {
        let items: Vec<String> = self.corrections.iter().map(|correction| format!("“{}”", correction.item)).collect();
        let named = |Outcome { name, before, after, change }: Outcome| match change {
            Change::None => format!("{name}{after}不变"),
            Change::Other(_) => format!("{name}由{before}变为{after}"),
            Change::By(change) => format!("{name}由{before}变为{after}，{change}"),
        };
        format!("按更正后的{}计算，{}。", items.join("、"), self.outcomes().map(named).join("；"))
    }
}

/// The heading of a part of the page, coloured over the whole width.
fn band(page: &mut Page, heading: &str) {
    page.framed([(0..=LAST, words(heading))]);
    if let Some(row) = page.sheet.rows.last_mut() {
        row.cells.iter_mut().for_each(|(_, cell)| cell.tint = Some(Tint::Group));
    }
}

/// What the words beside a score are.
fn reason_name(score: &Score) -> &'static str {
    match score.marks().zip(score.full) {
        Some((marks, full)) if marks < full => "扣分原因",
        _ => "计分说明",
    }
}
