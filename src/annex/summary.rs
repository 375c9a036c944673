//! 汇总: one A4 page of figures over the departments that are rated.

use crate::annex::page::{Cells, FIVE, Page, SMALL_FOUR, text};
use crate::annex::{Annex, SUMMARY, chinese};
use crate::evaluate::{Scorecard, Whole};
use crate::ground::{Area, CellRef, Points};
use crate::result::statistics::{Loss, mean, quoted, round, shown};
use crate::scheme::printed::PrintedId;
use crate::workbook::sheet::{AnnexPart, Cell, Paper};
use crate::workbook::{Chart, ChartKind, Format, Role, Sheet};
use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// Four columns of the tables, a gap, four beside it.
const COLUMNS: [u32; 9] = [32, 52, 36, 34, 4, 36, 36, 34, 34];
const PAPER: Paper = Paper { a3: false, sides: 25, ends: (22, 22), footer: 14 };
/// Points of rows that the page holds.
const PAGE: u32 = 712;
/// Heights of headings of sections, of headings and rows of tables, and of key figures, in points.
const SECTION: u32 = 20;
const ROW: u32 = 17;
const LOSS: u32 = 16;
const FIGURE: u32 = 22;
/// 四号
const FIGURE_SIZE: u8 = 28;
/// 10 points.
const LOSS_SIZE: u8 = 20;
/// Pixels across the columns beside a table, two for a quarter of a character.
const CHART_WIDTH: u32 = 2 * (36 + 36 + 34 + 34);
/// The most indicators in the table of losses.
const MOST_LOSSES: usize = 10;
/// Points of what stands below the table of losses.
const BELOW: u32 = 57;
/// The columns of a table on the left.
const LEFT: [RangeInclusive<u32>; 4] = [0..=0, 1..=1, 2..=2, 3..=3];
/// The columns of the key figures and of the table of losses.
const FIGURES: [RangeInclusive<u32>; 6] = [0..=1, 2..=3, 4..=5, 6..=6, 7..=7, 8..=8];
const LOSSES: [RangeInclusive<u32>; 6] = [0..=0, 1..=4, 5..=5, 6..=6, 7..=7, 8..=8];

/// The sheet.
pub fn sheet(annex: Annex) -> Sheet {
    let page = Page::new(&annex.sheet(SUMMARY), &COLUMNS, PAPER, false);
    let mut summary =
        Summary { page, losses: annex.evaluation.losses(), rated: annex.evaluation.rated().collect(), annex };
    summary.page.head(annex.head(SUMMARY, "结果汇总", "单位：分、个"));
    summary.figures();
    summary.paragraph();
    summary.grades();
    summary.levels();
    summary.losses();
    summary.end();
    let mut sheet = summary.page.finish();
    sheet.print.pages_tall = 1;
    sheet
}

struct Summary<'a> {
    page: Page,
    annex: Annex<'a>,
    rated: Vec<&'a Scorecard>,
    losses: Vec<Loss>,
}

/// Cells over their columns.
fn over<const N: usize>(columns: [RangeInclusive<u32>; N], cells: [Cell; N]) -> Cells {
    columns.into_iter().zip(cells).collect()
}

fn heads<const N: usize>(columns: [RangeInclusive<u32>; N], names: [&str; N]) -> Cells {
    over(columns, names.map(|name| text(AnnexPart::Header, FIVE, name)))
}

fn figure(size: u8, number: Option<Decimal>, format: Format) -> Cell {
    match number {
        Some(number) => Cell::number(Role::Annex(AnnexPart::Figure, size), number, format),
        None => text(AnnexPart::Centre, size, "—"),
    }
}

fn number(size: u8, number: Option<Decimal>, format: Format) -> Cell {
    match number {
        Some(number) => Cell::number(Role::Annex(AnnexPart::Number, size), number, format),
        None => text(AnnexPart::Centre, size, "—"),
    }
}

impl Summary<'_> {
    fn places(&self) -> Format {
        Format::Places(self.annex.places().max(2))
    }

    fn totals(&self) -> impl Iterator<Item = Points> {
        self.rated.iter().map(|card| card.low)
    }

    fn average(&self) -> Option<Decimal> {
        mean(self.totals().map(|total| total.0).sum(), self.rated.len())
    }

    fn figures(&mut self) {
        let (all, rated) = (self.annex.evaluation.cards.len(), self.rated.len());
        let names = ["参评部门（单位）", "已评定", "暂不评定", "平均分", "最高分", "最低分"];
        self.page.row(SECTION, heads(FIGURES, names));
        // more decimals need the room that larger digits take
        let size = if self.annex.places() > 2 { FIVE } else { FIGURE_SIZE };
        let count = |number: usize| figure(size, Some(Decimal::from(number)), Format::Whole);
        let places = self.places();
        let marks = |marks: Option<Decimal>| figure(size, marks, places);
        let (best, worst) = (self.totals().max(), self.totals().min());
        let cells = [
            count(all),
            count(rated),
            count(all - rated),
            marks(self.average()),
            marks(best.map(|points| points.0)),
            marks(worst.map(|points| points.0)),
        ];
        self.page.row(FIGURE, over(FIGURES, cells));
    }

    /// One paragraph for the notice, from the figures alone.
    fn paragraph(&mut self) {
        let words = format!("　　{}", self.words());
        let last = self.page.last();
        self.page.row(ROW, vec![(0..=last, text(AnnexPart::Paragraph, SMALL_FOUR, words))]);
    }

    fn words(&self) -> String {
        let evaluation = self.annex.evaluation;
        let (all, rated) = (evaluation.cards.len(), self.rated.len());
        let mut words = format!("{}共有{all}个部门（单位）参加部门整体支出绩效评价。", evaluation.year());
        let Some(average) = self.average() else {
            let unrated = Whole::from(evaluation).unrated_words();
            return unrated.map_or(words.clone(), |unrated| format!("{words}{unrated}。"));
        };
        words += &format!("{rated}个部门（单位）已评定，平均{}分，{}", shown(average), self.extremes());
        words += &Whole::from(evaluation).unrated_words().map_or(String::new(), |unrated| format!("；{unrated}"));
        words += "。";
        let system = &evaluation.scheme().system;
        let named = |loss: &Loss| quoted(&system.names(&loss.indicators));
        let dearest = self.losses.iter().take(3).map(named);
        let dearest: String = dearest.collect();
        if !dearest.is_empty() {
            words += &format!("扣分较多的指标是{dearest}。");
        }
        words + &self.self_words()
    }

    /// `最高98.67分（市农业农村局），最低51.80分（…）`
    fn extremes(&self) -> String {
        let evaluation = self.annex.evaluation;
        let one = |name: &str, total: Option<Points>| {
            let is = |index: &usize| evaluation.cards[*index].ranked_total() == total;
            let members: Vec<usize> = (0..evaluation.cards.len()).filter(is).collect();
            let names: Vec<&str> = members.iter().take(2).map(|index| self.annex.department(*index)).collect();
            let more = if members.len() > 2 { format!("等{}个部门", members.len()) } else { String::new() };
            format!("{name}{}分（{}{more}）", shown(total.unwrap_or_default().0), names.join("、"))
        };
        format!("{}，{}", one("最高", self.totals().max()), one("最低", self.totals().min()))
    }

    /// 自评 against 复核, over the rated departments with both.
    fn self_words(&self) -> String {
        let Some(own) = self.annex.evaluation.self_summary() else { return String::new() };
        let (by, mean) = (own.own - own.reviewed, shown(own.reviewed));
        let difference = match by {
            by if by.is_zero() => format!("与其复核平均分（{mean}分）一致"),
            by if by.is_sign_positive() => format!("比其复核平均分（{mean}分）高{}分", shown(by)),
            by => format!("比其复核平均分（{mean}分）低{}分", shown(by.abs())),
        };
        format!("{}个部门（单位）自评平均{}分，{difference}。", own.departments, shown(own.own))
    }

    fn section(&mut self, number: usize, words: &str) {
        let last = self.page.last();
        let words = format!("{}、{words}", chinese(number));
        self.page.row(SECTION, vec![(0..=last, text(AnnexPart::Section, SMALL_FOUR, words))]);
    }

    /// A chart beside the table whose headings stand in row `top`: of its last column but one, or of its last.
    fn chart(&mut self, top: u32, title: &str, (column, format): (u32, Format)) {
        if self.rated.is_empty() {
            return;
        }
        let (first, last) = (top + 1, self.page.row - 1);
        let points: u32 = (top..=last).map(|row| self.page.sheet.rows[row as usize].height.unwrap_or(ROW)).sum();
        self.page.sheet.charts.push(Chart {
            kind: ChartKind::Column,
            title: title.into(),
            value_axis: title.into(),
            sheet: self.annex.sheet(SUMMARY),
            names: Area::new((first, 0), (last, 0)),
            values: Area::new((first, column), (last, column)),
            second: None,
            format,
            at: CellRef::new(top, 5),
            size: (CHART_WIDTH, points * 4 / 3),
            plain: true,
        });
    }

    fn grades(&mut self) {
        self.section(1, "等次分布");
        let top = self.page.row;
        self.page.row(ROW, heads(LEFT, ["等次", "分数段", "部门数", "占比"]));
        let rated = self.rated.len();
        for ((name, count), span) in self.annex.evaluation.grades().into_iter().zip(self.spans()) {
            let share = (rated > 0).then(|| Decimal::from(count) / Decimal::from(rated));
            let cells = [
                text(AnnexPart::Centre, FIVE, name),
                text(AnnexPart::Centre, FIVE, span),
                number(FIVE, Some(Decimal::from(count)), Format::Whole),
                number(FIVE, share, Format::Percent),
            ];
            self.page.row(ROW, over(LEFT, cells));
        }
        self.chart(top, "等次分布", (2, Format::Whole));
    }

    /// 分数段 of each 等次: 90（含）～100.
    fn spans(&self) -> Vec<String> {
        let scheme = self.annex.evaluation.scheme();
        let full = scheme.system.total_marks();
        let bound = |at_least: Points| round(at_least.0 * full.0 / Decimal::ONE_HUNDRED).normalize();
        let mut above = None;
        let mut spans = Vec::new();
        for band in &scheme.conventions.grades {
            let low = bound(band.at_least);
            spans.push(match above {
                _ if low.is_zero() => above.map_or("全部".into(), |above: Decimal| format!("{above}以下")),
                None => format!("{low}（含）～{full}"),
                Some(above) => format!("{low}（含）～{above}"),
            });
            above = Some(low);
        }
        spans
    }

    fn levels(&mut self) {
        self.section(2, "一级指标得分率");
        let top = self.page.row;
        self.page.row(ROW, heads(LEFT, ["一级指标", "分值", "平均得分", "得分率"]));
        for level in self.annex.evaluation.level_rates() {
            let rated = level.departments > 0;
            let cells = [
                text(AnnexPart::Centre, FIVE, &level.name),
                number(FIVE, Some(level.full.0), Format::General),
                number(FIVE, rated.then_some(level.average), Format::Places(2)),
                number(FIVE, rated.then_some(level.rate), Format::Percent),
            ];
            self.page.row(ROW, over(LEFT, cells));
        }
        self.chart(top, "一级指标得分率", (3, Format::Percent));
    }

    fn losses(&mut self) {
        let used: u32 = self.page.sheet.rows.iter().filter_map(|row| row.height).sum();
        let room = PAGE.saturating_sub(used + SECTION + ROW + BELOW) / LOSS;
        let losses: Vec<Loss> = std::mem::take(&mut self.losses);
        let shown: Vec<Loss> = losses.into_iter().take(MOST_LOSSES.min(room as usize)).collect();
        if shown.is_empty() {
            return;
        }
        self.section(3, &format!("扣分最多的{}项指标", chinese(shown.len())));
        self.page.row(ROW, heads(LOSSES, ["序号", "三级指标", "分值", "扣分部门", "扣分合计", "平均扣分"]));
        let places = self.places();
        let system = &self.annex.evaluation.scheme().system;
        for (at, loss) in (1..).zip(shown) {
            let cells = [
                Cell::number(Role::Annex(AnnexPart::Figure, LOSS_SIZE), Decimal::from(at), Format::Whole),
                text(AnnexPart::Text, LOSS_SIZE, system.names(&loss.indicators)),
                number(LOSS_SIZE, Some(loss.full.0), Format::General),
                number(LOSS_SIZE, Some(Decimal::from(loss.departments)), Format::Whole),
                number(LOSS_SIZE, Some(loss.lost.0), places),
                number(LOSS_SIZE, mean(loss.lost.0, self.rated.len()), Format::Places(2)),
            ];
            self.page.row(LOSS, over(LOSSES, cells));
        }
    }

    fn end(&mut self) {
        self.page.note(format!("注：本表按已评定的{}个部门（单位）统计。", self.rated.len()));
        let [by, date] = self.annex.prepared();
        self.page.signed(by, date);
        let annex = self.annex;
        let made = annex.stated(PrintedId::MadeBy, "制表", "");
        self.page.signed(made, annex.stated(PrintedId::CheckedBy, "审核", ""));
    }
}
