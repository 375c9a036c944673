//! 复核意见: the answer to an appeal as one page to be signed.

use crate::evaluate::scorecard::{Score, State};
use crate::ground::finding::Topic;
use crate::ground::place::Area;
use crate::result::range_text;
use crate::result::text::points_change;
use crate::review::appeal::{Appeal, Changed};
use crate::workbook::sheet::{Cell, Column, Print, Role, Sheet, Tint};

/// Name of the sheet.
const NAME: &str = "复核意见";
const WIDTHS: [u32; 6] = [14, 16, 12, 12, 12, 12];
const LAST: u32 = 5;
/// At most so many other departments are named; the page is one page.
const MOST_OTHERS: usize = 8;

impl Appeal {
    /// The page.
    pub fn opinion(&self) -> Sheet {
        let mut page = Page { sheet: Sheet::new(NAME), row: 0 };
        page.sheet.result = true;
        page.sheet.columns = WIDTHS.iter().map(|width| Column { width: *width, ..Column::default() }).collect();
        page.wide(Cell::text(Role::Title, "部门整体支出绩效评价复核意见"));
        page.wide(Cell::text(Role::Unit, "单位：分"));
        let year = self.before.year();
        let year = if year.is_empty() { "（未填年度）".to_string() } else { year };
        page.cells(&[
            (Role::Header, "部门（单位）", 0, 0),
            (Role::Text, &self.who().name, 1, 3),
            (Role::Header, "评价年度", 4, 4),
            (Role::Centre, &year, 5, 5),
        ]);
        self.corrections(&mut page);
        self.scores(&mut page);
        self.totals(&mut page);
        self.conclusion(&mut page);
        page.sheet.print = Print { pages_tall: 1, ..Print::default() };
        page.sheet
    }

    fn corrections(&self, page: &mut Page) {
        page.section("一、申诉事项（更正数据）");
        page.header(&[("数据项", 0, 1), ("单位", 2, 2), ("原数据", 3, 3), ("更正数据", 4, 4), ("数据位置", 5, 5)]);
        for correction in &self.corrections {
            page.cells(&[
                (Role::Text, &correction.item, 0, 1),
                (Role::Centre, &correction.unit, 2, 2),
                (Role::Centre, &correction.before, 3, 3),
                (Role::Centre, &correction.after, 4, 4),
                (Role::Centre, &format!("部门数据!{}", correction.cell), 5, 5),
            ]);
        }
    }

    fn scores(&self, page: &mut Page) {
        page.section("二、涉及指标");
        if self.changed.is_empty() {
            page.cells(&[(Role::Text, "各项得分和说明都不变。", 0, LAST)]);
            return;
        }
        page.header(&[("三级指标", 0, 1), ("分值", 2, 2), ("原得分", 3, 3), ("复核得分", 4, 4), ("增减", 5, 5)]);
        for changed in &self.changed {
            self.score(page, changed);
        }
    }

    fn score(&self, page: &mut Page, changed: &Changed) {
        let Changed { indicator, before, after } = changed;
        let system = &self.before.submission.scheme.system;
        let full = after.full.map_or("同组共用".to_string(), |full| full.to_string());
        let difference = before.marks().zip(after.marks()).map(|(one, other)| points_change(other - one));
        page.cells(&[
            (Role::Text, &system.short_name(*indicator), 0, 1),
            (Role::Centre, &full, 2, 2),
            (Role::Centre, &marks(before), 3, 3),
            (Role::Centre, &marks(after), 4, 4),
            (Role::Centre, &difference.unwrap_or("—".to_string()), 5, 5),
        ]);
        let texts = [
            (format!("原{}", reason_name(before)), &before.reason),
            (format!("复核{}", reason_name(after)), &after.reason),
            ("复核计算过程".to_string(), &after.process),
        ];
        for (name, words) in texts {
            if !words.is_empty() {
                page.cells(&[(Role::Centre, &name, 0, 0), (Role::Text, words, 1, LAST)]);
            }
        }
    }

    fn totals(&self, page: &mut Page) {
        page.section("三、总分、等次和名次");
        page.header(&[("项目", 0, 0), ("原结果", 1, 2), ("复核后", 3, 4), ("变化", 5, 5)]);
        for (name, before, after, change) in self.standing() {
            page.cells(&[
                (Role::Centre, name, 0, 0),
                (Role::Centre, &before, 1, 2),
                (Role::Centre, &after, 3, 4),
                (Role::Centre, &change, 5, 5),
            ]);
        }
        let others = self.others(MOST_OTHERS).unwrap_or("名次和等次都不变。".to_string());
        page.cells(&[(Role::Centre, "其他部门", 0, 0), (Role::Text, &others, 1, LAST)]);
    }

    fn conclusion(&self, page: &mut Page) {
        page.section("四、复核结论");
        page.cells(&[(Role::Centre, "试算结果", 0, 0), (Role::Text, &self.sentence(), 1, LAST)]);
        // what the 自评 says of itself is no part of the answer
        let concerns = self.findings.iter().filter(|finding| finding.code.topic() != Topic::SelfAssessment);
        let told: Vec<String> =
            concerns.map(|finding| format!("{}：{}", finding.code.info().title, finding.message.found)).collect();
        if !told.is_empty() {
            page.cells(&[(Role::Centre, "须核对", 0, 0), (Role::Text, &told.join("\n"), 1, LAST)]);
        }
        page.tall(
            44,
            &[
                (Role::Centre, "复核结论", 0, 0),
                (Role::Text, "□ 同意更正，按复核结果调整　　□ 不同意更正，维持原评价结果\n理由：", 1, LAST),
            ],
        );
        page.tall(
            52,
            &[
                (Role::Centre, "复核人\n（签字）", 0, 0),
                (Role::Text, "\n　　　　　　　年　　月　　日", 1, 2),
                (Role::Centre, "负责人\n（签字）", 3, 3),
                (Role::Text, "\n　　　　　　年　　月　　日", 4, LAST),
            ],
        );
        let note = format!(
            "注：本页按“{}”和上列更正数据试算，原工作簿没有改动；同意更正的，须改正原工作簿后重新评分。",
            self.before.input_name
        );
        page.wide(Cell::text(Role::Note, note));
    }

    /// The result in one sentence of an official reply.
    fn sentence(&self) -> String {
        let [total, grade, rank] = self.standing();
        let items: Vec<String> = self.corrections.iter().map(|correction| format!("“{}”", correction.item)).collect();
        let named = |(name, before, after, change): &(&str, String, String, String)| match change.as_str() {
            "不变" => format!("{name}{after}不变"),
            "有变化" => format!("{name}由{before}变为{after}"),
            _ => format!("{name}由{before}变为{after}，{change}"),
        };
        let all = [named(&total), named(&grade), named(&rank)].join("；");
        format!("按更正后的{}计算，{all}。", items.join("、"))
    }
}

/// 得分 as it is shown: a number, a range where it is 待核, or the state.
fn marks(score: &Score) -> String {
    match score.state {
        State::Pending => format!("待核（{}）", range_text(score.low, score.high)),
        State::Excluded => "不适用".to_string(),
        _ => score.low.to_string(),
    }
}

/// What the words beside a score are.
fn reason_name(score: &Score) -> &'static str {
    match score.marks().zip(score.full) {
        Some((marks, full)) if marks < full => "扣分原因",
        _ => "计分说明",
    }
}

/// The page, filled from top to bottom.
struct Page {
    sheet: Sheet,
    row: u32,
}

/// A role, a text and the columns from–to that it takes.
type Piece<'a> = (Role, &'a str, u32, u32);

impl Page {
    /// One cell over the whole width, without a frame.
    fn wide(&mut self, cell: Cell) {
        self.sheet.put_merged(Area::new((self.row, 0), (self.row, LAST)), cell);
        self.row += 1;
    }

    fn section(&mut self, text: &str) {
        self.cells(&[(Role::Text, text, 0, LAST)]);
        for col in 0..=LAST {
            if let Some(cell) = self.sheet.get_mut(self.row - 1, col) {
                cell.tint = Some(Tint::Group);
            }
        }
    }

    fn header(&mut self, texts: &[(&str, u32, u32)]) {
        let pieces: Vec<Piece> = texts.iter().map(|(text, first, last)| (Role::Header, *text, *first, *last)).collect();
        self.cells(&pieces);
    }

    /// One framed row.
    fn cells(&mut self, pieces: &[Piece]) {
        for (role, text, first, last) in pieces {
            for col in *first..=*last {
                self.sheet.put(self.row, col, Cell::blank(*role));
            }
            self.sheet.put_merged(Area::new((self.row, *first), (self.row, *last)), Cell::text(*role, *text));
        }
        self.row += 1;
    }

    /// One framed row of a height in points.
    fn tall(&mut self, height: u32, pieces: &[Piece]) {
        self.cells(pieces);
        if let Some(row) = self.sheet.rows.last_mut() {
            row.height = Some(height);
        }
    }
}
