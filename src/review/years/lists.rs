//! The lists of the comparison: 部门变化, 得分变动明细, 指标变化, 指标体系变化.

use crate::evaluate::{Evaluation, Score, Scorecard, State};
use crate::ground::{Area, tidy};
use crate::result::findings;
use crate::result::table::{Heading, heading};
use crate::result::text::score_text;
use crate::result::{Table, centred, count_cell, dash, range_text, rank_cell, total_cell, words};
use crate::review::BeforeAfter;
use crate::review::years::cells::{marks_cells, rank_cells, rate_cells};
use crate::review::years::figures::{DepartmentFigures, Figures, IndicatorFigures, Rates, ScoreFigures};
use crate::review::years::notes::twice;
use crate::review::years::{Comparable, Comparison};
use crate::scheme::Change;
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet, Tint};

pub(crate) const DEPARTMENTS: &str = "部门变化";
pub(crate) const SCORES: &str = "得分变动明细";
pub(crate) const INDICATORS: &str = "指标变化";
pub(crate) const SYSTEM: &str = "指标体系变化";
pub(crate) const CHECKED: &str = "与去年核对";
/// The row of the headings.
const HEADER: u32 = 3;

/// A row of 部门变化.
struct DepartmentRow<'a> {
    number: usize,
    name: &'a str,
    who: Who<'a>,
}

enum Who<'a> {
    /// A department of both years.
    Both(&'a DepartmentFigures<'a>),
    /// A department of last year (0) or this year (1) only.
    Only { year: usize, index: usize },
}

/// A list being filled from top to bottom.
pub(crate) struct List<'a, T> {
    table: Table<'a, T>,
    sheet: Sheet,
}

impl<'a, T: 'a> List<'a, T> {
    /// Its headings; `frozen` columns stay in sight.
    pub fn new(table: Table<'a, T>, name: &str, frozen: u32, [title, unit]: [&str; 2]) -> List<'a, T> {
        let sheet = table.attachment(name, frozen, ["附件", title, unit]);
        List { table, sheet }
    }

    pub fn add(&mut self, item: &T) {
        let number = self.sheet.rows.len() as u32;
        self.sheet.rows.push(self.table.row(number, item));
    }

    fn whole_row(&self) -> Area {
        let row = self.sheet.rows.len() as u32;
        Area::new((row, 0), (row, self.table.last()))
    }

    /// A heading over all columns.
    pub fn heading(&mut self, title: String) {
        let cell = Cell::text(Role::Total, title).tinted(Some(Tint::Group));
        self.sheet.put_framed(self.whole_row(), cell);
    }

    /// The sheet, with a note below the list.
    pub fn end(mut self, note: impl Into<String>) -> Sheet {
        self.sheet.put_merged(self.whole_row(), Cell::text(Role::Note, note));
        self.sheet
    }
}

impl Comparison<'_> {
    /// The sheets of the comparison, in their order.
    pub fn sheets(&self) -> Vec<Sheet> {
        let figures = Figures::of(self);
        let mut sheets = vec![
            figures.overview(),
            figures.departments(),
            figures.indicator_list(),
            figures.score_list(),
            figures.system_list(),
        ];
        if !self.findings.is_empty() {
            let note = "位置是今年工作簿中的单元格。";
            sheets.push(findings::List::sheet(CHECKED, "与去年核对的疑点", note, &self.findings));
        }
        sheets
    }

    /// 得分小数位, the larger of both.
    pub(crate) fn places(&self) -> u32 {
        let places = self.evaluations().map(|evaluation| evaluation.scheme().conventions.score_places);
        places.before.max(places.after)
    }
}

impl Figures<'_> {
    /// 部门变化, the greatest rise first, then those of one year only.
    pub(crate) fn departments(&self) -> Sheet {
        let head = ["部门得分和名次变化表", "单位：分"];
        let mut list = List::new(self.department_table(), DEPARTMENTS, 2, head);
        for (number, figures) in (1..).zip(&self.departments) {
            list.add(&DepartmentRow { number, name: figures.name, who: Who::Both(figures) });
        }
        let matching = &self.comparison.matching;
        let only = [(&self.only_before, &matching.only_before), (&self.only_after, &matching.only_after)];
        for ((year, word), (names, indices)) in (0..).zip(self.comparison.years()).zip(only) {
            if !names.is_empty() {
                list.heading(format!("只在{word}参评的部门（{}个，不作比较）", names.len()));
            }
            for (number, (name, index)) in (1..).zip(names.iter().zip(indices)) {
                list.add(&DepartmentRow { number, name, who: Who::Only { year, index: *index } });
            }
        }
        list.end(self.department_note())
    }

    fn department_table(&self) -> Table<'_, DepartmentRow<'_>> {
        let [before, after] = self.comparison.years();
        let years = |last: &str, width| self.years_and("", width, heading(last, width));
        let places = self.comparison.places();
        let mut table = Table::new(HEADER)
            .column("序号", 6, |row: &DepartmentRow, _| count_cell(Role::Centre, row.number))
            .column("部门（单位）名称", 18, |row, _| words(row.name))
            .columns(years("增减", 9), move |row, at| match row.who {
                Who::Both(figures) => {
                    let words = figures.cards.map(|card| range_text(card.low, card.high));
                    let totals = figures.cards.map(Scorecard::total);
                    marks_cells(at, totals, figures.difference, words, places)
                }
                Who::Only { .. } => self.in_its_year(row, |card| total_cell(Role::Number, card, places)),
            })
            .under("总分")
            .columns(years("增减\n（百分点）", 9), |row, at| match row.who {
                Who::Both(figures) => rate_cells(at, figures.rate, figures.rate.difference()),
                Who::Only { .. } => blanks(),
            })
            .under("得分率");
        if !self.same_table {
            table = table.columns(years("增减", 9), move |row, at| match row.who {
                Who::Both(figures) => {
                    let (marks, words) = (figures.same_marks, BeforeAfter { before: (), after: () });
                    marks_cells(at, marks, marks.difference(), words.map(|()| State::Pending.name().into()), places)
                }
                Who::Only { .. } => blanks(),
            });
            table = table.under(format!("可比得分（可比指标共{}分）", self.same_marks));
        }
        table
            .columns(years("升降", 7), |row, at| match row.who {
                Who::Both(figures) => rank_cells(at, figures.cards, figures.rank_move),
                Who::Only { .. } => self.in_its_year(row, rank_cell),
            })
            .under("名次")
            .columns([heading(&before, 8), heading(&after, 8)], |row, _| {
                let grade = |card: &Scorecard| centred(&card.standing.grade);
                match row.who {
                    Who::Both(figures) => figures.cards.map(grade).both(),
                    Who::Only { .. } => self.in_its_year(row, grade),
                }
            })
            .under("等次")
            .column("备注", 18, |row, _| self.remark(row))
    }

    /// A cell in the column of the year in which a department took part.
    fn in_its_year<const N: usize>(&self, row: &DepartmentRow, cell: impl Fn(&Scorecard) -> Cell) -> [Cell; N] {
        let mut cells = blanks();
        if let Who::Only { year, index } = row.who {
            cells[year] = cell(&self.comparison.evaluations().both()[year].cards[index]);
        }
        cells
    }

    /// 备注: another name, what is 待核, a name that looks alike.
    fn remark(&self, row: &DepartmentRow) -> Cell {
        let year = match row.who {
            Who::Both(figures) => return words(self.remarks(figures).join("；")),
            Who::Only { year, .. } => year,
        };
        let alike = self.alike.iter().filter(|names| names[year] == row.name).map(|names| names[1 - year]);
        let names: Vec<&str> = alike.collect();
        if names.is_empty() {
            return Cell::blank(Role::Centre);
        }
        let hint = format!("与另一年的“{}”名称相近，如是同一部门，请写入“部门别名”表", names.join("”“"));
        words(hint).tinted(Some(Tint::Hint))
    }

    fn remarks(&self, figures: &DepartmentFigures) -> Vec<String> {
        let years = self.comparison.years();
        let mut remarks = Vec::new();
        if tidy(figures.name_before) != tidy(figures.name) {
            remarks.push(format!("{}名称：{}", years[0], figures.name_before));
        }
        let pending = years.iter().zip(figures.cards.map(|card| card.count(State::Pending)).both());
        let pending = pending.filter(|(_, count)| *count > 0).map(|(year, count)| format!("{year}{count}项"));
        let pending: Vec<String> = pending.collect();
        if !pending.is_empty() {
            remarks.push(format!("待核：{}", pending.join("，")));
        }
        remarks
    }

    fn department_note(&self) -> String {
        let mut note = match self.same_table {
            true => "注：按总分增减由高到低排列；待核的列在后面，不作比较。".to_string(),
            false => "注：两年评分表不同，总分不完全可比；按可比得分（评分标准、分值、口径都没有变化的指标得分之和）增减由高到低排列；待核的列在后面，不作比较。".to_string(),
        };
        if !self.comparison.same_ranking() {
            note += "两年排名方式或排名范围不同，名次升降不作比较。";
        }
        note + &twice(self.doubled).unwrap_or_default()
    }

    /// A heading for each year and one for what changed.
    fn years_and(&self, of: &str, width: u32, change: Heading) -> [Heading; 3] {
        let [before, after] = self.comparison.years().map(|year| heading(format!("{year}{of}"), width));
        [before, after, change]
    }

    /// 指标变化
    pub(crate) fn indicator_list(&self) -> Sheet {
        let table = self.indicator_table();
        let mut list = List::new(table, INDICATORS, 3, ["指标得分率变化表", "单位：分、个"]);
        self.indicators.iter().chain(&self.gone).for_each(|indicator| list.add(indicator));
        list.end("注：平均得分率按两年都参评、该指标两年都已定分的部门计算；标为不作比较的，各按当年已定分的部门计算，不列增减。分值由几项指标共用而部门没有拆分的，不计算得分率。")
    }

    fn indicator_table(&self) -> Table<'_, IndicatorFigures<'_>> {
        let [before, after] = self.comparison.years();
        let Comparison { before: old, after: new, .. } = self.comparison;
        let moved = |row: &IndicatorFigures, at: usize| {
            row.rose_stayed_fell.map_or_else(dash, |moves| count_cell(Role::Centre, moves[at]))
        };
        Table::new(HEADER)
            .column("一级指标", 6, |row: &IndicatorFigures, _| centred(&row.path.level1))
            .column("二级指标", 8, |row, _| centred(&row.path.level2))
            .column("三级指标", 16, |row, _| words(&row.path.level3))
            .column("可比性", 18, |row, _| words(&row.words).tinted((!row.same).then_some(Tint::Hint)))
            .column(format!("{before}分值"), 7, |row, _| full_cell(old, row.index.before))
            .column(format!("{after}分值"), 7, |row, _| full_cell(new, row.index.after))
            .columns(self.years_and("平均得分率", 9, heading("增减\n（百分点）", 9)), |row, at| {
                let difference = row.rose_stayed_fell.and_then(|_| row.rate.difference());
                rate_cells(at, row.rate, difference)
            })
            .column("计入部门数", 8, |row, _| {
                let BeforeAfter { before, after } = row.departments;
                match before == after {
                    true => count_cell(Role::Centre, after),
                    false => centred(format!("{before}；{after}")),
                }
            })
            .column("上升部门", 7, move |row, _| moved(row, 0))
            .column("持平部门", 7, move |row, _| moved(row, 1))
            .column("下降部门", 7, move |row, _| moved(row, 2))
    }

    /// 得分变动明细: each score that moved, or that is 待核 in one of the years.
    pub(crate) fn score_list(&self) -> Sheet {
        let mut list = List::new(self.score_table(), SCORES, 2, ["部门各项指标得分变动明细", "单位：分"]);
        for department in &self.departments {
            let moved = department.scores.iter().filter(|score| score.moved());
            moved.for_each(|score| list.add(&(department.name, score)));
        }
        let rows = list.sheet.rows.len() - list.table.first_row() as usize;
        list.sheet.filter = list.table.filter(rows);
        list.end("注：只列可比指标中得分（率）有变动的，以及一年待核、另一年已定分的；只有分值变化的指标只比得分率。")
    }

    /// A row is the name of a department with a score of it.
    fn score_table(&self) -> Table<'_, (&str, &ScoreFigures<'_>)> {
        let [_, after] = self.comparison.years();
        let places = self.comparison.places();
        let system = &self.comparison.after.scheme().system;
        let in_words = |score: Option<&Score>| score.map(score_text).unwrap_or_default();
        Table::new(HEADER)
            .column("部门（单位）名称", 18, |(name, _): &(&str, &ScoreFigures), _| words(*name))
            .column("三级指标", 16, |(_, score), _| words(system.short_name(score.pair.after)))
            .columns(self.years_and("得分", 8, heading("增减", 8)), move |(_, score), at| {
                let same = score.pair.comparable == Comparable::Same;
                let difference = score.marks.difference().filter(|_| same);
                marks_cells(at, score.marks, difference, score.scores.map(in_words), places)
            })
            .columns(self.years_and("得分率", 9, heading("增减\n（百分点）", 9)), |(_, score), at| {
                let Rates(rate) = score.rate.unwrap_or_default();
                rate_cells(at, rate, rate.difference())
            })
            .column(format!("{after}扣分原因"), 46, |(_, score), _| {
                words(score.scores.after.map_or("", |score| &*score.reason))
            })
    }

    /// 指标体系变化
    pub(crate) fn system_list(&self) -> Sheet {
        let [before, after] = self.comparison.years();
        let table = Table::new(HEADER)
            .numbered()
            .column("指标（口径）", 26, |change: &Change, _| words(&change.indicator))
            .column("变化", 8, |change, _| centred(change.what))
            .column(before, 46, |change, _| words(&change.before))
            .column(after, 46, |change, _| words(&change.after));
        let mut list = List::new(table, SYSTEM, 2, ["评分表和口径变化表", ""]);
        self.changes.iter().for_each(|change| list.add(change));
        list.end(match self.changes.is_empty() {
            true => "两年的评分表和口径相同。".to_string(),
            false => format!(
                "注：可比指标{}项，共{}分。指标按二级、三级指标名称对应；评分标准、计算公式或有关口径改了的，不作比较；只改分值的，只比得分率。",
                self.comparison.same().len(),
                self.same_marks
            ),
        })
    }
}

/// Cells without a value.
fn blanks<const N: usize>() -> [Cell; N] {
    std::array::from_fn(|_| Cell::blank(Role::Centre))
}

/// 分值, `共15` where several indicators share it, or — in a year without the indicator.
fn full_cell(evaluation: &Evaluation, indicator: Option<usize>) -> Cell {
    let Some(indicator) = indicator.map(|at| &evaluation.scheme().system.indicators[at]) else { return dash() };
    match indicator.group {
        Some(_) => centred(format!("共{}", indicator.marks)),
        None => Cell::number(Role::Centre, indicator.marks.0, Format::General),
    }
}
