//! An [`Evaluation`] → the sheets of the result workbook.

mod appeals;
pub mod findings;
pub(crate) mod firmness;
mod input;
pub(crate) mod joined;
pub mod json;
pub mod leads;
pub mod live;
pub(crate) mod page;
mod ranking;
pub mod rated;
mod reasons;
pub mod run_info;
mod scores;
pub mod statistics;
mod summary;
pub(crate) mod table;
pub mod text;

pub use crate::result::json::{FindingView, StandingView};
pub(crate) use crate::result::page::Page;
pub(crate) use crate::result::table::Table;
pub use crate::result::text::{Asked, Found, Written};

use crate::evaluate::{Evaluation, Firmness, Scorecard, Style, Whole};
pub use crate::result::input::examples_text;

use crate::ground::names::sheets;
use crate::ground::{Area, CellRef, Points};
use crate::result::live::Live;
use crate::submission::Department;
use crate::workbook::read::{Book, Grid, same_sheet};
use crate::workbook::sheet::Cell;
use crate::workbook::{Allowed, Column, Format, LazySheet, Role, Sheet, Tint, Validation, Value};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::sync::Arc;

/// 颜色图例 of 填报说明: colour, name, meaning.
pub const LEGEND: [(Tint, &str, &str); 6] = [
    (Tint::Must, "影响得分、请部门补正", "有差错或缺数，局内处理或请部门补正"),
    (Tint::Hint, "供核对", "可能合理，请核对"),
    (Tint::Normalised, "写法统一", "写法已换成数字，请核对采用值"),
    (Tint::Pending, "待核", "不能计分，总分以区间表示"),
    (Tint::NotApplicable, "不适用", "部门填报“无”，按口径处理"),
    (Tint::Adopted, "采信自评", "缺少数据，采信部门自评得分"),
];

/// The sheets of the result workbook, in their order.
pub fn report<'a>(whole: impl Into<Whole<'a>>) -> Vec<Sheet> {
    let whole = whole.into();
    parts(whole, &lives(whole)).into_iter().map(made).collect()
}

fn made(sheet: LazySheet) -> Sheet {
    sheet.make().into_sheet().into_owned()
}

/// What the formulas of a result are made from, for each 评分表; nothing where values are written. To be kept until
/// its sheets are written.
pub fn lives<'a>(whole: impl Into<Whole<'a>>) -> Vec<Live<'a>> {
    let whole = whole.into();
    match whole.first().style {
        Style::Live => whole.each.iter().enumerate().map(|(at, one)| Live::new(one, at == 0)).collect(),
        _ => Vec::new(),
    }
}

/// The same sheets, to be made one after another: they can be large. `lives` are those of [`lives()`].
pub fn parts<'a>(whole: impl Into<Whole<'a>>, lives: &'a [Live<'a>]) -> Vec<LazySheet<'a>> {
    let whole = whole.into();
    let mut parts: Vec<LazySheet> = match lives {
        [] => results(whole, None).into_iter().chain(inputs(whole)).collect(),
        // formulas are not typed over by a slip of the hand; the copies of the input stay open
        _ => results(whole, Some(lives)).into_iter().map(LazySheet::locked).chain(live_inputs(whole)).collect(),
    };
    if let Some(appealed) = whole.first().appealed.as_deref() {
        parts.push(LazySheet::new(sheets::APPEALED, move || appeals::sheet(whole, appealed).into()));
    }
    parts.push(LazySheet::new(sheets::RUN, move || run_info::sheet(whole).into()));
    parts
}

/// The sheets that are no copies, of formulas where there are `lives`.
fn results<'a>(whole: Whole<'a>, lives: Option<&'a [Live<'a>]>) -> Vec<LazySheet<'a>> {
    let mut parts = if whole.is_several() { joined::parts(whole, lives) } else { Vec::new() };
    for (at, evaluation) in whole.each.iter().enumerate() {
        parts.extend(of_table(evaluation, lives.map(|lives| &lives[at])));
    }
    parts.push(LazySheet::new(sheets::FINDINGS, move || findings::sheet(whole, false)));
    if findings::need_second(whole.findings) {
        parts.push(LazySheet::new(sheets::MORE_FINDINGS, move || findings::sheet(whole, true)));
    }
    parts
}

/// The sheets of one 评分表.
fn of_table<'a>(evaluation: &'a Evaluation, live: Option<&'a Live<'a>>) -> Vec<LazySheet<'a>> {
    let firmness = Firmness::of(evaluation).map(Arc::new);
    let of_ranking = firmness.clone();
    let name = |sheet| evaluation.sheet_name(sheet);
    let mut parts = vec![
        LazySheet::new(name(sheets::SUMMARY), move || summary::sheet(evaluation, live).into()),
        LazySheet::new(name(sheets::RANKING), move || ranking::sheet(evaluation, live, of_ranking.as_deref())),
    ];
    let sheet = |firmness: Arc<Firmness>| {
        LazySheet::new(name(sheets::FIRMNESS), move || firmness::sheet(evaluation, &firmness).into())
    };
    parts.extend(firmness.map(sheet));
    parts.push(LazySheet::new(name(sheets::SCORES), move || scores::sheet(evaluation, live)));
    parts.extend(live.map(|live| live::sheet(live, name(sheets::WORKING))));
    parts.push(LazySheet::new(name(sheets::REASONS), move || reasons::sheet(evaluation, live)));
    parts
}

/// The copied sheets.
fn inputs(whole: Whole<'_>) -> impl Iterator<Item = LazySheet<'_>> {
    input::grids(&whole.first().book).map(move |grid| LazySheet::new(&grid.name, move || input::sheet(grid, whole)))
}

/// The copied sheets, fit for formulas: 参数 is there, and its settings have names.
fn live_inputs(whole: Whole<'_>) -> Vec<LazySheet<'_>> {
    let is_parameters = |sheet: &LazySheet| same_sheet(&sheet.name, sheets::PARAMETERS);
    let mut all: Vec<LazySheet> = inputs(whole).collect();
    let at = all.iter().position(is_parameters);
    let parameters = at.map(|at| made(all.remove(at)));
    let mut all: Vec<LazySheet> = all.into_iter().map(|sheet| normalised(sheet, whole)).collect();
    let named = live::with_names(parameters, whole.first());
    all.insert(at.unwrap_or(0), LazySheet::ready(Cow::Owned(named)));
    all
}

/// A copied sheet with its figures as they were used.
fn normalised<'a>(sheet: LazySheet<'a>, whole: Whole<'a>) -> LazySheet<'a> {
    LazySheet::new(sheet.name.clone(), move || {
        let mut sheet = made(sheet);
        whole.each.iter().for_each(|evaluation| live::normalise(&mut sheet, evaluation));
        sheet.into()
    })
}

/// The sheets of the input as they stood, without those of an earlier result and without findings.
pub(crate) fn copies(book: &Book) -> Vec<Sheet> {
    input::grids(book).map(input::plain).collect()
}

/// A sheet of the input as it stood.
pub(crate) fn copy_of(grid: &Grid) -> Sheet {
    input::plain(grid)
}

impl Evaluation {
    /// `2024年度`, or nothing.
    pub fn year(&self) -> String {
        match self.scheme().year.as_str() {
            "" => String::new(),
            year => format!("{}年度", year.trim_end_matches("年度").trim_end_matches('年')),
        }
    }

    /// The lowest and the highest sum of a department's scores, before 剔除后折算; a shared 分值 is not exceeded.
    pub(crate) fn sums(&self, department: usize) -> (Points, Points) {
        let system = &self.scheme().system;
        let scores = &self.cards[department].scores;
        let alone = || (0..scores.len()).filter(|index| system.indicators[*index].group.is_none());
        let low = scores.iter().map(|score| score.low).sum();
        let shared = system
            .groups
            .iter()
            .map(|group| group.members.iter().map(|index| scores[*index].high).sum::<Points>().min(group.marks));
        let high = alone().map(|index| scores[index].high).sum::<Points>() + shared.sum();
        (low, high)
    }

    /// 总分 as its cell holds it: a number, or the range as text.
    fn total_value(&self, department: usize) -> Value {
        let card = &self.cards[department];
        match card.total() {
            Some(total) => Value::Number(total.0),
            None => Value::Text(range_text(card.low, card.high)),
        }
    }

    /// The cell of 部门数据 with a department's 部门类别, if there is such a column.
    fn category_cell(&self, department: &Department) -> Option<CellRef> {
        self.submission.category_at.map(|col| CellRef::new(department.row, col))
    }

    /// The title of the result, without the name of the sheet.
    pub(crate) fn title(&self) -> String {
        format!("{}{}", self.whole_title(), self.scheme().table.mark)
    }

    /// The same for all 评分表 together.
    pub(crate) fn whole_title(&self) -> String {
        match self.scheme().title.as_str() {
            "" => format!("{}部门整体支出绩效评价", self.year()),
            title => title.trim_end_matches("结果").to_string(),
        }
    }

    /// A sheet of the result: 得分明细, or 得分明细（党群） where there are several 评分表.
    fn sheet_name(&self, sheet: &str) -> String {
        self.scheme().table.of(sheet)
    }
}

/// Columns of these widths.
pub(crate) fn columns(widths: &[u32]) -> Vec<Column> {
    widths.iter().map(|width| Column { width: *width, ..Column::default() }).collect()
}

/// 附件 mark, title and unit line, as on an official attachment; the table's header is row 3.
pub(crate) fn attachment_head(sheet: &mut Sheet, last: u32, texts: [&str; 3]) {
    let [mark, title, unit] = texts;
    sheet.put(0, 0, Cell::text(Role::Attachment, mark));
    sheet.put_merged(Area::new((1, 0), (1, last)), Cell::text(Role::Title, title));
    sheet.put_merged(Area::new((2, 0), (2, last)), Cell::text(Role::Unit, unit));
}

/// A row of header cells.
pub(crate) fn header(sheet: &mut Sheet, row: u32, names: impl IntoIterator<Item = &'static str>) {
    for (col, name) in (0..).zip(names) {
        sheet.put(row, col, Cell::text(Role::Header, name));
    }
}

/// Lets one of these texts be chosen in an area; no other is taken.
pub(crate) fn offer(sheet: &mut Sheet, area: Area, texts: &[&str], prompt: &str) {
    let allowed = Allowed::List(texts.iter().map(ToString::to_string).collect());
    sheet.validations.push(Validation { area, allowed, prompt: prompt.into(), strict: true });
}

/// Words of a table.
pub(crate) fn words(text: impl Into<String>) -> Cell {
    Cell::text(Role::Text, text)
}

/// Words of a table, centred.
pub(crate) fn centred(text: impl Into<String>) -> Cell {
    Cell::text(Role::Centre, text)
}

/// A number of things.
pub(crate) fn count_cell(role: Role, number: usize) -> Cell {
    Cell::number(role, Decimal::from(number), Format::Whole)
}

/// As many decimals as are kept, more where full marks have more: 7.5 of 7.5 is never shown as 8.
pub(crate) fn marks_format(marks: Points, places: u32) -> Format {
    Format::Places(places.max(marks.0.normalize().scale()))
}

/// 总分, or its range.
pub(crate) fn total_cell(role: Role, card: &Scorecard, places: u32) -> Cell {
    match card.total() {
        Some(total) => Cell::number(role, total.0, marks_format(total, places)),
        None => Cell::text(Role::Centre, range_text(card.low, card.high)).tinted(Some(Tint::Pending)),
    }
}

/// What stands where there is nothing to say.
pub(crate) fn dash() -> Cell {
    centred("—")
}

/// A figure, or — where there is none.
pub(crate) fn number_cell(role: Role, number: Option<Decimal>, format: Format) -> Cell {
    match number {
        Some(number) => Cell::number(role, number, format),
        None if role == Role::Number => dash(),
        None => Cell::text(role, "—"),
    }
}

/// 名次, or — where there is none.
pub(crate) fn rank_cell(card: &Scorecard) -> Cell {
    card.standing.rank.map_or_else(dash, |rank| count_cell(Role::Centre, rank as usize))
}

/// Marks as a number, or blank.
pub(crate) fn marks_cell(role: Role, marks: Option<Points>, places: u32) -> Cell {
    match marks {
        Some(marks) => Cell::number(role, marks.0, marks_format(marks, places)),
        None => Cell::blank(role),
    }
}

/// `72.5～85`, or one number where both ends are the same.
pub fn range_text(low: Points, high: Points) -> String {
    if low == high { low.to_string() } else { format!("{low}～{high}") }
}

/// Colour by 得分率: full marks have none.
fn rate_tint(marks: Points, full: Points) -> Option<Tint> {
    if full == Points::ZERO || marks >= full {
        return None;
    }
    let rate = marks.0 / full.0;
    Some(match rate {
        rate if rate >= Decimal::new(8, 1) => Tint::RateHigh,
        rate if rate >= Decimal::new(6, 1) => Tint::RateMiddle,
        _ => Tint::RateLow,
    })
}
