//! 汇总 and 排名 of a workbook with several 评分表: all departments together, by 得分率.

use crate::evaluate::{Evaluation, Scorecard, State, Whole};
use crate::ground::names::sheets;
use crate::ground::{Area, CellRef, Points, RankMode, SettingId};
use crate::result::live::{Live, UNCHANGED};
use crate::result::page::{Figure, Page};
use crate::result::scores::ScoreColumn;
use crate::result::statistics::{percent, shown};
use crate::result::table::Table;
use crate::result::text::{counts, open_count};
use crate::result::{centred, count_cell, dash, marks_format, number_cell, rank_cell, total_cell, words};
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Format, LazySheet, Role, Sheet, StreamedSheet, Tint};
use rust_decimal::Decimal;

/// The row of the headings of 排名.
const HEADER: u32 = 3;
/// The column of 得分率 on 排名.
const RATE: u32 = 6;
/// The columns of 汇总.
const WIDTHS: [u32; 8] = [13; 8];
/// The row of the banner on 汇总 of a table.
const BANNER: u32 = 3;
/// So many decimals of 得分率 decide a rank in formulas.
const RATE_PLACES: u32 = 10;

/// Both sheets.
pub fn parts<'a>(whole: Whole<'a>, lives: Option<&'a [Live<'a>]>) -> Vec<LazySheet<'a>> {
    vec![
        LazySheet::new(sheets::SUMMARY, move || summary(whole, lives).into()),
        LazySheet::new(sheets::RANKING, move || ranking(whole, lives)),
    ]
}

/// A department of one of the tables.
#[derive(Clone, Copy)]
pub struct Member {
    /// The number of its table.
    pub table: usize,
    /// Its number there.
    pub department: usize,
    /// 名次 among all by 得分率; none where it has none in its table.
    pub rank: Option<usize>,
}

/// All departments: those with a rank, the best 得分率 first, then the others in their order.
pub fn members(whole: Whole) -> Vec<Member> {
    let of_table = |(table, evaluation): (usize, &Evaluation)| {
        (0..evaluation.cards.len()).map(move |department| Member { table, department, rank: None })
    };
    let all: Vec<Member> = whole.each.iter().enumerate().flat_map(of_table).collect();
    let is_ranked = |member: &Member| card(whole, member).standing.rank.is_some();
    let (mut ranked, others): (Vec<Member>, Vec<Member>) = all.into_iter().partition(is_ranked);
    // total ÷ full without rounding: a ÷ b against c ÷ d is a × d against c × b
    let share = |one: &Member, other: &Member| card(whole, one).low.0 * full(whole, other).0;
    ranked.sort_by(|one, other| share(other, one).cmp(&share(one, other)));
    let dense = whole.first().scheme().conventions.rank_mode == RankMode::Dense;
    let mut rank = 0;
    for at in 0..ranked.len() {
        let tied = at > 0 && share(&ranked[at - 1], &ranked[at]) == share(&ranked[at], &ranked[at - 1]);
        if !tied {
            rank = if dense { rank + 1 } else { at + 1 };
        }
        ranked[at].rank = Some(rank);
    }
    ranked.into_iter().chain(others).collect()
}

fn card<'a>(whole: Whole<'a>, member: &Member) -> &'a Scorecard {
    &whole.each[member.table].cards[member.department]
}

fn full(whole: Whole, member: &Member) -> Points {
    whole.each[member.table].scheme().system.total_marks()
}

/// 得分率 as its cell holds it; none where the department has no rank.
pub fn rate(whole: Whole, member: &Member) -> Option<Decimal> {
    let total = card(whole, member).ranked_total()?;
    let full = full(whole, member).0;
    (!full.is_zero()).then(|| (total.0 / full).round_dp(RATE_PLACES))
}

/// Whether totals of the tables can be compared: the same indicators with the same marks.
fn are_alike(whole: Whole) -> bool {
    let marks = |one: &Evaluation| {
        let indicators = one.scheme().system.indicators.iter();
        indicators.map(|indicator| (indicator.path.to_string(), indicator.marks)).collect::<Vec<_>>()
    };
    whole.each.iter().all(|one| marks(one) == marks(whole.first()))
}

/// Why ranks go by 得分率.
fn by_rate(whole: Whole) -> &'static str {
    match are_alike(whole) {
        true => "各评分表的指标和分值相同，评分标准不同，全部部门的名次按得分率（总分÷本评分表满分）排列",
        false => "各评分表的满分或指标不同，总分不能直接比较，全部部门的名次按得分率（总分÷本评分表满分）排列",
    }
}

/// What a row of 排名 is.
enum Line {
    Heading(String),
    Department(Member),
}

fn ranking<'a>(whole: Whole<'a>, lives: Option<&'a [Live<'a>]>) -> StreamedSheet<'a> {
    let lines = lines(whole);
    let rates = format!("${0}${1}:${0}${2}", CellRef::column_name(RATE), HEADER + 2, HEADER + 1 + lines.len() as u32);
    let table = table(whole, lives, rates);
    let (first, last) = (table.first_row(), table.last());
    let title = format!("{}得分排名总表", whole.first().whole_title());
    let mut sheet = table.attachment(sheets::RANKING, 2, ["附件1", &title, "单位：分"]);
    let whole_row = |at: usize| Area::new((first + at as u32, 0), (first + at as u32, last));
    let headings = lines.iter().enumerate().filter(|(_, line)| matches!(line, Line::Heading(_)));
    sheet.merges.extend(headings.map(|(at, _)| whole_row(at)));
    sheet.merges.push(whole_row(lines.len()));
    let names: Vec<String> = whole.each.iter().map(|one| one.sheet_name(sheets::RANKING)).collect();
    let cap = match whole.first().scheme().conventions.excellent_cap {
        Some(_) => "优秀比例上限在各评分表内分别计算。",
        None => "",
    };
    let note = format!(
        "注：{}；等次按总分占本评分表满分的比例评定。{cap}各评分表内的名次见{}。",
        by_rate(whole),
        names.join("、")
    );
    let count = lines.len() + 1;
    let row = move |at: usize| match lines.get(at) {
        Some(Line::Heading(text)) => {
            let blanks = (0..last).map(|_| Cell::blank(Role::Total));
            Row::of([Cell::text(Role::Total, text).tinted(Some(Tint::Group))].into_iter().chain(blanks))
        }
        Some(Line::Department(member)) => table.row(first + at as u32, member),
        None => Row::of([Cell::text(Role::Note, &note)]),
    };
    StreamedSheet::new(sheet, count, row)
}

fn lines(whole: Whole) -> Vec<Line> {
    let (ranked, others): (Vec<Member>, Vec<Member>) =
        members(whole).into_iter().partition(|member| member.rank.is_some());
    let (pending, twice): (Vec<Member>, Vec<Member>) =
        others.into_iter().partition(|member| card(whole, member).pending());
    let mut lines: Vec<Line> = ranked.into_iter().map(Line::Department).collect();
    for (members, what) in [(pending, "待核部门"), (twice, "部门重复")] {
        if !members.is_empty() {
            lines.push(Line::Heading(format!("{what}（{}个，不参加排名）", members.len())));
            lines.extend(members.into_iter().map(Line::Department));
        }
    }
    lines
}

/// The columns of 排名; `rates` are the cells of 得分率.
fn table<'a>(whole: Whole<'a>, lives: Option<&'a [Live<'a>]>, rates: String) -> Table<'a, Member> {
    let of = move |member: &Member| &whole.each[member.table];
    let department = move |member: &Member| &of(member).submission.departments[member.department];
    let live = move |member: &Member, column| lives.map(|lives| lives[member.table].score(member.department, column));
    let places = whole.first().scheme().conventions.score_places;
    let is_once = move |member: &Member| !card(whole, member).standing.twice;
    Table::new(HEADER)
        .column("名次", 7, move |member: &Member, at| {
            let cell = member.rank.map_or_else(dash, |rank| count_cell(Role::Centre, rank));
            cell.computed(lives.filter(|_| is_once(member)).map(|_| rank_formula(at.row, &rates)))
        })
        .column("部门（单位）名称", 30, move |member, _| words(&department(member).name))
        .column("部门类别", 14, move |member, _| centred(&department(member).category))
        .column("评分表", 18, move |member, _| centred(&of(member).scheme().table.sheet))
        .column("总分", 13, move |member, _| {
            total_cell(Role::Number, card(whole, member), places).computed(live(member, ScoreColumn::Total))
        })
        .column("满分", 8, move |member, _| {
            let full = full(whole, member);
            Cell::number(Role::Number, full.0, marks_format(full, 0))
        })
        .column("得分率", 10, move |member, _| {
            let cell = number_cell(Role::Number, rate(whole, member), Format::Percent);
            let rate = live(member, ScoreColumn::Rate).filter(|_| is_once(member));
            cell.computed(rate.map(|rate| format!("IF(ISNUMBER({rate}),ROUND({rate},{RATE_PLACES}),\"—\")")))
        })
        .column("等次", 14, move |member, _| {
            centred(&card(whole, member).standing.grade).computed(live(member, ScoreColumn::Grade))
        })
        .column("本表名次", 9, move |member, _| {
            rank_cell(card(whole, member)).computed(live(member, ScoreColumn::Rank))
        })
        .column("备注", 26, move |member, _| {
            let card = card(whole, member);
            let pending = card.pending().then(|| format!("待核{}项", card.count(State::Pending)));
            words(pending.unwrap_or_else(|| card.standing.grade_reason.clone()))
        })
}

/// 名次 by 得分率, by 排名方式.
fn rank_formula(row: u32, rates: &str) -> String {
    let own = CellRef::new(row, RATE);
    let dense = SettingId::RankMode.has(RankMode::Dense as usize);
    let levels =
        format!("ROUND(SUMPRODUCT(ISNUMBER({rates})*({rates}>{own})/(COUNTIF({rates},{rates})+({rates}=\"\"))),0)");
    format!("IF(ISNUMBER({own}),1+IF({dense},{levels},COUNTIF({rates},\">\"&{own})),\"—\")")
}

fn summary(whole: Whole, lives: Option<&[Live]>) -> Sheet {
    let mut page = Page::new(sheets::SUMMARY, &WIDTHS);
    page.sheet.put(0, 0, Cell::text(Role::Attachment, "附件"));
    page.row = 1;
    page.wide(Cell::text(Role::Title, format!("{}结果汇总", whole.first().whole_title())));
    page.wide(Cell::text(Role::Unit, "单位：分、个"));
    if lives.is_some() {
        page.wide(Cell::text(Role::Note, UNCHANGED).computed(Some(banner(whole))));
    }
    figures(&mut page, whole);
    page.section("一、通报参考段落");
    page.note(notice(whole));
    page.section("二、各评分表");
    let headings = [
        (0..=1, "评分表（满分）"),
        (2..=3, "部门类别"),
        (4..=4, "部门数"),
        (5..=5, "已定分"),
        (6..=6, "平均分"),
        (7..=7, "平均得分率"),
    ];
    page.table(&headings, whole.each.iter().enumerate().map(|(at, one)| table_row(one, lives.map(|lives| &lives[at]))));
    page.note(format!("注：{}，见“{}”表；平均分只计已定分的部门。", by_rate(whole), sheets::RANKING));
    page.section("三、等次");
    for one in whole.each {
        let grades: Vec<String> = one.grades().iter().map(|(name, number)| format!("{name}{number}个")).collect();
        page.note(format!(
            "{}：{}。详见“{}”表。",
            one.scheme().table.sheet,
            grades.join("，"),
            one.sheet_name(sheets::SUMMARY)
        ));
    }
    page.section("四、疑点");
    let text = format!("{}。点此查看“疑点”表。", counts(whole.findings));
    page.wide(Cell::text(Role::Note, text).linked(sheets::FINDINGS, CellRef::new(0, 0)));
    page.section("五、采用的口径");
    let conventions = whole.first().scheme().conventions.in_words();
    let texts: Vec<String> = conventions.iter().map(|(name, value)| format!("{name}：{value}")).collect();
    page.note(format!("{}。", texts.join("；")));
    page.sheet
}

/// Whether the banners of all tables say that nothing was changed.
fn banner(whole: Whole) -> String {
    let sheet = |one: &Evaluation| one.scheme().table.in_formulas(sheets::SUMMARY);
    let same = whole.each.iter().map(|one| format!("{}!$A${}=\"{UNCHANGED}\"", sheet(one), BANNER + 1));
    let same = same.collect::<Vec<String>>().join(",");
    format!("IF(AND({same}),\"{UNCHANGED}\",\"数据或口径已改动，见各评分表的汇总\")")
}

fn figures(page: &mut Page, whole: Whole) {
    let settled = whole.settled();
    let (all, must) = (whole.departments(), open_count(whole.findings));
    let pending = whole.each.iter().flat_map(|one| &one.cards).filter(|card| card.pending()).count();
    let figure = |caption: &str, number: usize, tint: Option<Tint>| Figure {
        cell: count_cell(Role::Figure, number).tinted(tint.filter(|_| number > 0)),
        caption: caption.into(),
    };
    page.figures(&[
        figure("参评部门", all, None),
        figure("已定分", settled, None),
        figure(if all - settled > pending { "待核或名称重复" } else { "待核" }, all - settled, Some(Tint::Pending)),
        figure("局内必须处理的疑点", must, Some(Tint::Must)),
    ]);
}

/// A row of the table of 评分表.
fn table_row(one: &Evaluation, live: Option<&Live>) -> [Cell; 6] {
    let full = one.scheme().system.total_marks();
    let totals = live.map(Live::totals);
    let mean = live.zip(totals.as_ref()).map(|(live, totals)| live.mean(totals));
    let rate = mean.as_ref().map(|mean| format!("IF(ISNUMBER({mean}),ROUND({mean}/{},4),\"—\")", full.0.normalize()));
    let average = one.average();
    let share = average.filter(|_| full != Points::ZERO).map(|mean| (mean / full.0).round_dp(4));
    let places = Format::Places(one.scheme().conventions.score_places.max(2));
    [
        words(format!("{}（{full}分）", one.scheme().table.sheet)),
        words(categories(one).join("、")),
        count_cell(Role::Number, one.cards.len()),
        count_cell(Role::Number, one.settled().len()).computed(totals.map(|totals| format!("COUNT({totals})"))),
        number_cell(Role::Number, average, places).computed(mean),
        number_cell(Role::Number, share, Format::Percent).computed(rate),
    ]
}

/// The categories of the departments of a table, each once.
pub(crate) fn categories(one: &Evaluation) -> Vec<&str> {
    let mut categories: Vec<&str> = Vec::new();
    for department in &one.submission.departments {
        if !categories.contains(&department.category.as_str()) {
            categories.push(&department.category);
        }
    }
    categories
}

/// One ready paragraph for the 通报.
fn notice(whole: Whole) -> String {
    let first = whole.first();
    let mut text = format!(
        "{}全市共有{}个部门（单位）参加部门整体支出绩效评价，按部门类别分别采用{}个评分表。",
        first.year(),
        whole.departments(),
        whole.each.len()
    );
    for one in whole.each {
        let full = one.scheme().system.total_marks();
        let (all, settled) = (one.cards.len(), one.settled().len());
        text += &format!("按“{}”（满分{full}分）评价的{all}个", one.scheme().table.sheet);
        let unrated = Whole::from(one).unrated_words().map(|words| format!("，其中已评定{settled}个，{words}"));
        let pending = unrated.unwrap_or_default();
        text += &match one.average() {
            Some(mean) => {
                let share = percent(mean / full.0);
                format!("{pending}，平均得分{}分，得分率{share}；", shown(mean))
            }
            None => format!("{pending}，尚未定分；"),
        };
    }
    format!("{}。", text.trim_end_matches('；'))
}
