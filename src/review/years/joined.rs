//! 年度对比 where a year has several 评分表: departments by their tables of both years, all together by 得分率.

use crate::evaluate::{Evaluation, Refusal, Scorecard, State, Whole};
use crate::ground::{CellRef, Code, Finding, tidy};
use crate::result::findings;
use crate::result::joined::{members, rate};
use crate::result::json::{findings as finding_views, sorted};
use crate::result::page::Figure;
use crate::result::table::heading;
use crate::result::{Page, Table, centred, count_cell, dash, total_cell, words};
use crate::review::BeforeAfter;
use crate::review::years::cells::rate_cells;
use crate::review::years::figures::{Figures, count_moves};
use crate::review::years::last_year::{check, checked, groups};
use crate::review::years::lists::{CHECKED, DEPARTMENTS, INDICATORS, List, SCORES, SYSTEM};
use crate::review::years::matching::{Matching, Pair};
use crate::review::years::notes::{MATCHED, inputs, percent_points, unmatched};
use crate::review::years::overview::{OVERVIEW, OVERVIEW_TITLE};
use crate::review::years::words::on_screen;
use crate::review::years::{Comparison, years};
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet, Tint, Value};
use rust_decimal::Decimal;
use serde_json::json;
use std::cmp::Reverse;

/// The row of the headings of 部门变化.
const HEADER: u32 = 3;
/// So many departments that rose and that fell are named.
const TOP: usize = 5;
/// A sheet's name has at most so many characters.
const LONGEST: usize = 31;

/// Two workbooks side by side.
pub enum Compared<'a> {
    /// With one 评分表 each.
    One(Box<Comparison<'a>>),
    /// One of them, or both, with several.
    Several(Box<Joined<'a>>),
}

impl<'a> Compared<'a> {
    /// Matches the departments of both, and what means the same.
    ///
    /// # Errors
    /// A 部门别名 that stands for two departments.
    pub fn new(before: Whole<'a>, after: Whole<'a>) -> Result<Compared<'a>, Refusal> {
        if before.is_several() || after.is_several() {
            return Ok(Compared::Several(Box::new(Joined::new(before, after)?)));
        }
        Ok(Compared::One(Box::new(Comparison::new(before.first(), after.first())?)))
    }

    /// The sheets, in their order.
    pub fn sheets(&self) -> Vec<Sheet> {
        match self {
            Compared::One(one) => one.sheets(),
            Compared::Several(joined) => joined.sheets(),
        }
    }

    /// A few lines: what was compared, what not, where the result lies.
    pub fn text(&self, output: &str) -> String {
        match self {
            Compared::One(one) => one.text(output),
            Compared::Several(joined) => joined.text(output),
        }
    }

    /// For machines.
    pub fn json(&self, output: &str) -> serde_json::Value {
        match self {
            Compared::One(one) => one.json(output),
            Compared::Several(joined) => joined.json(output),
        }
    }
}

/// A department of both years.
struct Row<'a> {
    /// 序号
    number: usize,
    names: BeforeAfter<&'a str>,
    /// The sheets of its 评分表.
    tables: BeforeAfter<&'a str>,
    cards: BeforeAfter<&'a Scorecard>,
    rates: BeforeAfter<Option<Decimal>>,
    /// 名次 among all by 得分率.
    ranks: BeforeAfter<Option<usize>>,
}

impl Row<'_> {
    fn rank_move(&self) -> Option<i64> {
        let ranks = self.ranks.map(|rank| rank.and_then(|rank| i64::try_from(rank).ok()));
        BeforeAfter { before: ranks.after, after: ranks.before }.difference()
    }
}

/// The comparison where there are several 评分表.
pub struct Joined<'a> {
    before: Whole<'a>,
    after: Whole<'a>,
    matching: Matching,
    /// The departments of both years by their tables.
    groups: Vec<Comparison<'a>>,
    /// By the move of their 得分率, the greatest rise first, those without one last.
    rows: Vec<Row<'a>>,
    findings: Vec<Finding>,
}

/// Every department of a workbook: its evaluation, card, 得分率 and 名次 among all.
fn all(whole: Whole<'_>) -> Vec<(&Evaluation, &Scorecard, Option<Decimal>, Option<usize>)> {
    let mut members = members(whole);
    members.sort_by_key(|member| (member.table, member.department));
    let one = |member: &crate::result::joined::Member| {
        let evaluation = &whole.each[member.table];
        let shown = rate(whole, member).map(|rate| rate.round_dp(4));
        (evaluation, &evaluation.cards[member.department], shown, member.rank)
    };
    members.iter().map(one).collect()
}

fn names(whole: Whole<'_>) -> Vec<&str> {
    whole.each.iter().flat_map(|one| &one.submission.departments).map(|one| one.name.as_str()).collect()
}

impl<'a> Joined<'a> {
    fn new(before: Whole<'a>, after: Whole<'a>) -> Result<Joined<'a>, Refusal> {
        let matching = Matching::new(before, after)?;
        let comparison = |group: crate::review::years::last_year::Group| {
            let matching = Matching { pairs: group.pairs, ..Matching::default() };
            Comparison::of(&before.each[group.tables.before], &after.each[group.tables.after], matching)
        };
        let groups = groups(before, after, &matching).into_iter().map(comparison).collect();
        let (olds, news) = (all(before), all(after));
        let both = BeforeAfter { before: names(before), after: names(after) };
        let row = |pair: &Pair| {
            let (old, new) = (&olds[pair.before], &news[pair.after]);
            Row {
                number: 0,
                names: BeforeAfter { before: both.before[pair.before], after: both.after[pair.after] },
                tables: BeforeAfter { before: old.0, after: new.0 }.map(|one| one.scheme().table.sheet.as_str()),
                cards: BeforeAfter { before: old.1, after: new.1 },
                rates: BeforeAfter { before: old.2, after: new.2 },
                ranks: BeforeAfter { before: old.3, after: new.3 },
            }
        };
        let mut rows: Vec<Row> = matching.pairs.iter().map(row).collect();
        rows.sort_by_key(|row| Reverse(row.rates.difference()));
        (1..).zip(&mut rows).for_each(|(number, row)| row.number = number);
        let findings = check(before, after, &matching);
        Ok(Joined { before, after, matching, groups, rows, findings })
    }

    fn years(&self) -> [String; 2] {
        years(self.before.first(), self.after.first())
    }

    fn sheets(&self) -> Vec<Sheet> {
        let mut sheets = vec![self.overview(), self.departments()];
        for (group, mark) in self.groups.iter().zip(self.marks()) {
            let figures = Figures::of(group);
            let own = [figures.departments(), figures.indicator_list(), figures.score_list(), figures.system_list()];
            sheets.extend(own.into_iter().map(|sheet| marked(sheet, &mark)));
        }
        if !self.findings.is_empty() {
            let note = "位置是今年工作簿中的单元格。";
            sheets.push(findings::List::sheet(CHECKED, "与去年核对的疑点", note, &self.findings));
        }
        sheets
    }

    /// What the sheets of each group are marked with: the table of this year, or both where it is not told by that.
    fn marks(&self) -> Vec<String> {
        let of = |one: &Evaluation| one.scheme().table.mark.clone();
        let marks: Vec<BeforeAfter<String>> =
            self.groups.iter().map(|group| BeforeAfter { before: of(group.before), after: of(group.after) }).collect();
        let bare = |mark: &String| match mark.trim_matches(['（', '）']) {
            "" => "评分表".to_string(),
            name => name.to_string(),
        };
        let only = |mark: &String, side: fn(&BeforeAfter<String>) -> &String| {
            !mark.is_empty() && marks.iter().filter(|other| side(other) == mark).count() == 1
        };
        let one = |(number, BeforeAfter { before, after }): (usize, &BeforeAfter<String>)| match () {
            () if before == after || only(after, |one| &one.after) => after.clone(),
            () if after.is_empty() && only(before, |one| &one.before) => before.clone(),
            () => {
                let both = format!("（{}→{}）", bare(before), bare(after));
                let fits = SCORES.chars().count() + both.chars().count() <= LONGEST;
                if fits { both } else { format!("（第{number}组）") }
            }
        };
        (1..).zip(&marks).map(one).collect()
    }

    fn only<'b>(&'b self, whole: Whole<'b>, list: &[usize]) -> Vec<&'b str> {
        let names = names(whole);
        list.iter().map(|at| names[*at]).collect()
    }

    /// Averages of 得分率 over departments settled in both years, and how many they are.
    fn average<'b>(rows: impl Iterator<Item = &'b Row<'b>>) -> (BeforeAfter<Option<Decimal>>, usize) {
        let known: Vec<BeforeAfter<Decimal>> = rows.filter_map(|row| row.rates.known()).collect();
        let count = Decimal::from(known.len());
        let mean = |sum: Decimal| (!known.is_empty()).then(|| (sum / count).round_dp(4));
        let (old, new) = (known.iter().map(|one| one.before).sum(), known.iter().map(|one| one.after).sum());
        (BeforeAfter { before: mean(old), after: mean(new) }, known.len())
    }

    fn rose_stayed_fell(&self) -> [usize; 3] {
        count_moves(self.rows.iter().filter_map(|row| row.rates.difference()))
    }

    fn paragraph(&self) -> String {
        let [before, after] = self.years();
        let same = self.findings.iter().find(|finding| finding.code == Code::LastYearSame);
        let mut text = same.map(|one| format!("（{}，以下的升降没有意义。）", one.message.found)).unwrap_or_default();
        text += &format!(
            "{after}参评部门{}个，{before}{}个，两年都参评的{}个。{after}有{}个评分表，{before}有{}个，全部部门按得分率（总分÷本评分表满分）比较。",
            self.after.departments(),
            self.before.departments(),
            self.rows.len(),
            self.after.each.len(),
            self.before.each.len()
        );
        let (average, count) = Self::average(self.rows.iter());
        if let Some(BeforeAfter { before, after }) = average.known() {
            let percent = |rate: Decimal| (rate * Decimal::ONE_HUNDRED).normalize();
            text += &format!(
                "两年都已定分的{count}个部门，平均得分率由{}%变为{}%，{}。",
                percent(before),
                percent(after),
                percent_points(after - before)
            );
        }
        let [rose, stayed, fell] = self.rose_stayed_fell();
        if rose + stayed + fell > 0 {
            text += &format!("按得分率，上升{rose}个，持平{stayed}个，下降{fell}个。");
        }
        text
    }

    fn notes(&self) -> Vec<String> {
        let (years, inputs_of) = (self.years(), [self.before.first(), self.after.first()]);
        let mut notes = vec![inputs(&years, inputs_of)];
        notes.push("各项指标按部门两年所用的两个评分表对应比较：评分标准、计算公式或有关口径改了的不作比较，只改分值的只比得分率。".into());
        notes.push(MATCHED.to_string());
        let moved: Vec<&str> =
            self.rows.iter().filter(|row| self.changed_table(row)).map(|row| row.names.after).collect();
        if !moved.is_empty() {
            notes.push(format!("两年所用评分表不同的{}个：{}。", moved.len(), moved.join("、")));
        }
        let only =
            [self.only(self.before, &self.matching.only_before), self.only(self.after, &self.matching.only_after)];
        let (olds, news) = (names(self.before), names(self.after));
        let alike = self.matching.alike.iter().map(|pair| [olds[pair.before], news[pair.after]].map(str::to_string));
        notes.extend(unmatched(&years, [&only[0], &only[1]], alike, &self.matching.doubled));
        notes.extend(checked(inputs_of[0], inputs_of[1], &self.findings));
        notes
    }

    /// Whether a department had another table last year: where both years have several.
    fn changed_table(&self, row: &Row) -> bool {
        self.before.is_several() && self.after.is_several() && row.tables.changed()
    }

    fn text(&self, output: &str) -> String {
        on_screen(&self.paragraph(), [self.before.first(), self.after.first()], &self.notes(), output)
    }

    fn json(&self, output: &str) -> serde_json::Value {
        let input = |whole: Whole| json!({"input": whole.first().input_name, "year": whole.first().scheme().year});
        let table = |group: &Comparison| {
            let mut figures = sorted(Figures::of(group));
            figures["table"] =
                json!({"before": group.before.scheme().table.sheet, "after": group.after.scheme().table.sheet});
            figures
        };
        let text =
            |rates: BeforeAfter<Option<Decimal>>| rates.map(|rate| rate.map(|rate| rate.normalize().to_string()));
        let department = |row: &Row| {
            json!({
                "name": row.names.after,
                "name_before": row.names.before,
                "table": row.tables,
                "total": row.cards.map(|card| card.total().map(|total| total.to_string())),
                "rate": text(row.rates),
                "rate_move": row.rates.difference().map(|rate| rate.normalize().to_string()),
                "rank": row.ranks,
                "rank_move": row.rank_move(),
            })
        };
        json!({
            "before": input(self.before),
            "after": input(self.after),
            "tables": self.groups.iter().map(table).collect::<Vec<_>>(),
            "departments": self.rows.iter().map(department).collect::<Vec<_>>(),
            "only_before": self.only(self.before, &self.matching.only_before),
            "only_after": self.only(self.after, &self.matching.only_after),
            "doubled": self.matching.doubled,
            "findings": sorted(finding_views(&self.findings)),
            "output": output,
        })
    }
}

/// A sheet of one group of tables.
fn marked(mut sheet: Sheet, mark: &str) -> Sheet {
    sheet.name += mark;
    if let Some(Value::Text(title)) = sheet.get_mut(1, 0).map(|cell| &mut cell.value) {
        *title += mark;
    }
    sheet
}

/// The sheets.
impl Joined<'_> {
    fn overview(&self) -> Sheet {
        let [before, after] = self.years();
        let mut page = Page::new(OVERVIEW, &[11; 8]);
        page.sheet.put(0, 0, Cell::text(Role::Attachment, "附件"));
        page.row = 1;
        let [lead, end] = OVERVIEW_TITLE;
        page.wide(Cell::text(Role::Title, format!("{lead}{after}与{before}{end}")));
        page.wide(Cell::text(Role::Unit, "单位：个"));
        let [rose, stayed, fell] = self.rose_stayed_fell();
        let whole = |number: usize| count_cell(Role::Figure, number);
        let figures = [
            ("两年都参评".to_string(), whole(self.rows.len())),
            (format!("只在{before}"), whole(self.matching.only_before.len())),
            (format!("只在{after}"), whole(self.matching.only_after.len())),
            ("得分率上升／持平／下降".to_string(), Cell::text(Role::Figure, format!("{rose}／{stayed}／{fell}"))),
        ];
        page.figures(&figures.map(|(caption, cell)| Figure { cell, caption }));
        page.section("一、通报参考段落");
        page.note(self.paragraph());
        page.section("二、各评分表平均得分率");
        self.tables(&mut page);
        page.section("三、得分率升降最大的部门");
        self.tops(&mut page);
        page.section("四、对比口径");
        self.notes().into_iter().for_each(|text| page.note(text));
        let cell = Cell::text(Role::Note, format!("各部门的升降见“{DEPARTMENTS}”表。"));
        page.wide(cell.linked(DEPARTMENTS, CellRef::new(0, 0)));
        for mark in self.marks() {
            let sheet = format!("{INDICATORS}{mark}");
            let text = format!("各项指标见“{sheet}”“{SCORES}{mark}”“{SYSTEM}{mark}”表。");
            page.wide(Cell::text(Role::Note, text).linked(sheet, CellRef::new(0, 0)));
        }
        page.sheet
    }

    fn tables(&self, page: &mut Page) {
        let [before, after] = self.years();
        let headings = [
            (0..=1, format!("{before}评分表")),
            (2..=3, format!("{after}评分表")),
            (4..=4, "部门数".into()),
            (5..=5, before),
            (6..=6, after),
            (7..=7, "增减\n（百分点）".into()),
        ];
        let headings = headings.each_ref().map(|(columns, name)| (columns.clone(), name.as_str()));
        let top = page.row + 1;
        let row = |(at, group): (u32, &Comparison)| {
            let tables = BeforeAfter { before: group.before, after: group.after };
            let tables = tables.map(|one| one.scheme().table.sheet.as_str());
            let own = self.rows.iter().filter(|row| row.tables == tables);
            let (average, count) = Self::average(own);
            let [old, new, difference] = rate_cells(CellRef::new(at, 5), average, average.difference());
            [words(tables.before), words(tables.after), count_cell(Role::Centre, count), old, new, difference]
        };
        page.table(&headings, (top..).zip(&self.groups).map(row));
        page.note("注：部门数是两年都已定分的部门。");
    }

    fn tops(&self, page: &mut Page) {
        let moved: Vec<(&Row, Decimal)> =
            self.rows.iter().filter_map(|row| Some((row, row.rates.difference()?))).collect();
        let rose = moved.iter().filter(|(_, by)| *by > Decimal::ZERO).take(TOP);
        let fell = moved.iter().rev().filter(|(_, by)| *by < Decimal::ZERO).take(TOP);
        let moved: Vec<&(&Row, Decimal)> = rose.chain(fell).collect();
        if moved.is_empty() {
            return page.note("没有升降。");
        }
        let [before, after] = self.years();
        let headings = [
            (0..=2, "部门（单位）名称".to_string()),
            (3..=3, format!("{before}得分率")),
            (4..=4, format!("{after}得分率")),
            (5..=5, "增减\n（百分点）".into()),
            (6..=6, format!("{before}名次")),
            (7..=7, format!("{after}名次")),
        ];
        let headings = headings.each_ref().map(|(columns, name)| (columns.clone(), name.as_str()));
        let top = page.row + 1;
        let row = |(at, (row, by)): (u32, &&(&Row, Decimal))| {
            let [old, new, difference] = rate_cells(CellRef::new(at, 3), row.rates, Some(*by));
            let [old_rank, new_rank] = row.ranks.map(rank).both();
            [Cell::text(Role::Text, row.names.after), old, new, difference, old_rank, new_rank]
        };
        page.table(&headings, (top..).zip(&moved).map(row));
    }

    /// 部门变化 of all, by 得分率.
    fn departments(&self) -> Sheet {
        let [before, after] = self.years();
        let both = |width| [heading(&before, width), heading(&after, width)];
        let moved = |width, words: &str| [heading(&before, width), heading(&after, width), heading(words, width)];
        let places = self.after.first().scheme().conventions.score_places;
        let table = Table::new(HEADER)
            .column("序号", 5, |row: &Row, _| count_cell(Role::Centre, row.number))
            .column("部门（单位）名称", 16, |row: &Row, _| words(row.names.after))
            .column("评分表", 12, |row, _| centred(row.tables.after))
            .columns(both(8), move |row, _| row.cards.map(|card| total_cell(Role::Number, card, places)).both())
            .under("总分")
            .columns(moved(9, "增减\n（百分点）"), |row, at| rate_cells(at, row.rates, row.rates.difference()))
            .under("得分率")
            .columns(moved(6, "升降"), |row, at| {
                let [old, new] = row.ranks.map(rank).both();
                let by = row.rank_move();
                let next = CellRef::new(at.row, at.col + 1);
                let cell = by.map_or_else(dash, |by| Cell::number(Role::Centre, Decimal::from(by), Format::Whole));
                [old, new, cell.computed(by.map(|_| format!("{at}-{next}")))]
            })
            .under("名次（全部部门，按得分率）")
            .column("备注", 14, |row, _| {
                words(self.remarks(row)).tinted(self.changed_table(row).then_some(Tint::Hint))
            });
        let mut list = List::new(table, DEPARTMENTS, 2, ["部门得分率和名次变化表", "单位：分"]);
        self.rows.iter().for_each(|row| list.add(row));
        for (year, whole, only) in
            [(&before, self.before, &self.matching.only_before), (&after, self.after, &self.matching.only_after)]
        {
            if !only.is_empty() {
                let names = self.only(whole, only).join("、");
                list.heading(format!("只在{year}参评的部门（{}个，不作比较）：{names}", only.len()));
            }
        }
        list.end("注：按得分率（总分÷本评分表满分）增减由高到低排列；待核的列在后面，不作比较。")
    }

    fn remarks(&self, row: &Row) -> String {
        let years = self.years();
        let mut remarks = Vec::new();
        if tidy(row.names.before) != tidy(row.names.after) {
            remarks.push(format!("{}名称：{}", years[0], row.names.before));
        }
        if self.changed_table(row) {
            remarks.push(format!("{}用“{}”", years[0], row.tables.before));
        }
        let pending = years.iter().zip(row.cards.map(|card| card.count(State::Pending)).both());
        let pending = pending.filter(|(_, count)| *count > 0).map(|(year, count)| format!("{year}{count}项"));
        let pending: Vec<String> = pending.collect();
        if !pending.is_empty() {
            remarks.push(format!("待核：{}", pending.join("，")));
        }
        remarks.join("；")
    }
}

fn rank(rank: Option<usize>) -> Cell {
    rank.map_or_else(dash, |rank| count_cell(Role::Centre, rank))
}
