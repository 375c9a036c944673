//! An [`Evaluation`] → the annex (附件) to a notice: what an official signs and attaches as it is. Four sheets of values
//! for paper: 汇总, 排名, 得分明细, 扣分情况.
//!
//! Of several 评分表 each has its four, and 汇总 and 排名 of all stand before them.
//!
//! Order of use: measure ← title ← page ← words, blocks ← summary, ranking, scores, deductions, joined ← mod.

mod blocks;
mod deductions;
pub(crate) mod joined;
pub(crate) mod measure;
pub(crate) mod page;
mod ranking;
mod scores;
mod summary;
pub(crate) mod title;
pub(crate) mod words;

use crate::annex::blocks::blocks;
use crate::annex::joined::Joined;
use crate::annex::page::Head;
use crate::evaluate::rank::scopes;
use crate::evaluate::scorecard::Total;
use crate::evaluate::{Evaluation, Scorecard, Whole};
use crate::ground::names::sheets;
use crate::ground::{Finding, original};
use crate::result::joined::categories;
use crate::result::text;
use crate::scheme::printed::PrintedId;
use crate::workbook::LazySheet;
use crate::workbook::read::{Book, sheet};

/// The sheets by their place in 附件编号.
const SUMMARY: usize = 0;
const RANKING: usize = 1;
const SCORES: usize = 2;
const DEDUCTIONS: usize = 3;
/// Names of the sheets.
pub const SHEETS: [&str; 4] = [sheets::SUMMARY, sheets::RANKING, sheets::SCORES, "扣分情况"];
/// Of more departments nobody prints lists.
pub const MOST_DEPARTMENTS: usize = 2_000;
/// Headings of 扣分情况.
pub const DEDUCTION_HEADINGS: [&str; 6] = ["部门（单位）", "三级指标", "分值", "得分", "扣分", "扣分原因"];
/// What the titles say while the bureau has something to settle.
pub(crate) const DRAFT: &str = "（未定稿）";
/// The headings of 扣分情况 stand among so many first rows.
const TOP: usize = 10;
/// A date for the pen.
const DATE: &str = "　　　　年　　月　　日";

/// What the sheets are made of.
#[derive(Clone, Copy)]
pub(crate) struct Annex<'a> {
    pub(crate) evaluation: &'a Evaluation,
}

/// Departments in the order of the lists.
pub(crate) struct Order {
    /// Those with a rank, best first; by 部门类别 where ranks are.
    pub(crate) ranked: Vec<(Option<String>, Vec<usize>)>,
    /// Those without a rank: without 总分, or with a name that stands twice.
    pub(crate) unranked: Vec<usize>,
}

/// The sheets of the annex, in their order.
pub fn parts<'a>(whole: impl Into<Whole<'a>>) -> Vec<LazySheet<'a>> {
    let whole = whole.into();
    let joined = Joined { whole };
    let mut parts = Vec::new();
    if whole.is_several() {
        parts.push(LazySheet::new(SHEETS[SUMMARY], move || joined.summary().into()));
        parts.push(LazySheet::new(SHEETS[RANKING], move || joined.ranking().into()));
    }
    parts.extend(whole.each.iter().flat_map(of_table));
    parts
}

fn of_table(evaluation: &Evaluation) -> Vec<LazySheet<'_>> {
    let annex = Annex { evaluation };
    let mut parts = vec![
        LazySheet::new(annex.sheet(SUMMARY), move || summary::sheet(annex).into()),
        LazySheet::new(annex.sheet(RANKING), move || ranking::sheet(annex).into()),
    ];
    let blocks = blocks(&evaluation.scheme().system, annex.places());
    let several = blocks.len() > 1;
    for (at, block) in blocks.into_iter().enumerate() {
        let number = several.then_some(at + 1);
        let scores = annex.sheet(SCORES);
        let name = number.map_or(scores.clone(), |number| format!("{scores}（{number}）"));
        parts.push(LazySheet::new(name.clone(), move || scores::sheet(annex, &name, number, block).into()));
    }
    parts.push(LazySheet::new(annex.sheet(DEDUCTIONS), move || deductions::sheet(annex).into()));
    parts
}

/// Whether a workbook is an annex: known by its sheets and the headings of 扣分情况.
pub fn is_annex(book: &Book) -> bool {
    let of = |at: usize| sheet(book, SHEETS[at]);
    let of_a_table = || book.sheets.iter().find(|grid| grid.name.starts_with(&format!("{}（", SHEETS[DEDUCTIONS])));
    let (Some(_), Some(_), Some(grid)) = (of(SUMMARY), of(RANKING), of(DEDUCTIONS).or_else(of_a_table)) else {
        return false;
    };
    grid.rows.iter().take(TOP).any(|row| row.cells.iter().map(|(_, cell)| original(cell)).eq(DEDUCTION_HEADINGS))
}

/// Why the titles carry （未定稿）, in Chinese; none where the bureau has settled everything.
pub fn draft_reason<'a>(whole: impl Into<Whole<'a>>) -> Option<String> {
    let findings = findings(whole.into());
    let first = findings.iter().find(|finding| finding.is_open())?;
    let count = text::open_count(findings);
    let first = text::one_line(first);
    Some(format!(
        "局内必须处理的疑点还有{count}条（如：{first}），附件标题带“{}”；处理后重新运行即为定稿",
        DRAFT.trim_matches(['（', '）'])
    ))
}

/// （未定稿） where the bureau has something to settle.
pub(crate) fn draft<'a>(whole: impl Into<Whole<'a>>) -> &'static str {
    if findings(whole.into()).iter().any(Finding::is_open) { DRAFT } else { "" }
}

/// The findings among which the bureau's stand.
fn findings(whole: Whole<'_>) -> &[Finding] {
    let first = whole.first();
    match () {
        () if whole.is_several() => whole.findings,
        () if first.open_in_all.is_empty() => &first.findings,
        () => &first.open_in_all,
    }
}

impl Annex<'_> {
    /// The name of one of its sheets: 排名, or 排名（党群） of several 评分表.
    fn sheet(&self, at: usize) -> String {
        self.evaluation.scheme().table.of(SHEETS[at])
    }

    /// What its titles are marked with where there are several 评分表: （党群）; the plain one by its 部门类别.
    pub(crate) fn mark(&self) -> String {
        let table = &self.evaluation.scheme().table;
        if !table.is_one_of_several() || table.name().is_some() {
            return table.mark.clone();
        }
        match categories(self.evaluation)[..] {
            [only] => format!("（{only}）"),
            _ => "（其余部门）".to_string(),
        }
    }

    /// The title of the evaluation.
    pub(crate) fn title(&self) -> String {
        format!("{}{}", self.evaluation.whole_title(), self.mark())
    }

    /// 附件3; empty where the sheet is to have no number.
    fn name_of(&self, at: usize) -> String {
        let number = self.evaluation.scheme().printed.number(at);
        number.map_or(format!("“{}”", self.sheet(at)), |number| format!("附件{number}{}", self.mark()))
    }

    /// What stands above a table.
    fn head(&self, at: usize, title: &str, unit: &'static str) -> Head {
        let printed = &self.evaluation.scheme().printed;
        let draft = draft(self.evaluation);
        Head {
            mark: printed.number(at).map(|number| format!("附件{number}{}", self.mark())),
            title: format!("{}{title}{draft}", self.title()),
            unit,
            document: printed.get(PrintedId::Document).map(str::to_string),
        }
    }

    /// `编制单位：××市财政局`, or room for the pen.
    fn stated(&self, id: PrintedId, name: &str, blank: &str) -> String {
        format!("{name}：{}", self.evaluation.scheme().printed.get(id).unwrap_or(blank))
    }

    /// 编制单位 and 编制日期.
    fn prepared(&self) -> [String; 2] {
        let date = Some(self.evaluation.date.as_str()).filter(|date| !date.is_empty()).unwrap_or(DATE);
        [self.stated(PrintedId::PreparedBy, "编制单位", ""), self.stated(PrintedId::Date, "编制日期", date)]
    }

    /// A date until which something is to be done, or room for it: `2025年7月10日前`.
    pub(crate) fn until(&self, id: PrintedId) -> String {
        let date = self.evaluation.scheme().printed.get(id).unwrap_or(DATE);
        if date.ends_with(['前', '内']) { date.to_string() } else { format!("{date}前") }
    }

    pub(crate) fn order(&self) -> Order {
        let Evaluation { submission, cards, .. } = self.evaluation;
        let totals: Vec<Total> = cards.iter().map(Scorecard::standing_total).collect();
        let scopes = scopes(&submission.departments, &totals, &submission.scheme.conventions);
        let mut unranked: Vec<usize> = (0..cards.len()).filter(|index| cards[*index].standing.rank.is_none()).collect();
        unranked.sort_by_key(|index| cards[*index].pending());
        Order {
            ranked: scopes.into_iter().map(|(scope, members)| (scope.map(str::to_string), members)).collect(),
            unranked,
        }
    }

    /// 得分小数位
    fn places(&self) -> u32 {
        self.evaluation.scheme().conventions.score_places
    }

    pub(crate) fn department(&self, index: usize) -> &str {
        &self.evaluation.submission.departments[index].name
    }
}

/// 一, 二, … of headings.
pub(crate) fn chinese(number: usize) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match number {
        0..=9 => DIGITS[number].to_string(),
        10..=99 => {
            let tens = if number < 20 { String::new() } else { DIGITS[number / 10].to_string() };
            let ones = if number.is_multiple_of(10) { String::new() } else { DIGITS[number % 10].to_string() };
            format!("{tens}十{ones}")
        }
        more => more.to_string(),
    }
}
