//! The lists of the comparison: 部门变化, 得分变动明细, 指标变化, 指标体系变化.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::{Score, Scorecard, State};
use crate::ground::number::tidy;
use crate::ground::place::Area;
use crate::result::table::{Table, heading};
use crate::result::text::score_text;
use crate::result::{attachment_head, count_cell, range_text, rank_cell, total_cell};
use crate::review::BeforeAfter;
use crate::review::years::cells::{dash, marks_cells, rank_cells, rate_cells};
use crate::review::years::figures::{IndicatorMove, score_rate};
use crate::review::years::matching::Pair;
use crate::review::years::{Comparable, Comparison, IndicatorPair};
use crate::scheme::changes::Change;
use crate::scheme::indicators::IndicatorPath;
use crate::workbook::sheet::{Cell, Format, Role, Sheet, Tint};

pub(crate) const DEPARTMENTS: &str = "部门变化";
pub(crate) const SCORES: &str = "得分变动明细";
pub(crate) const INDICATORS: &str = "指标变化";
pub(crate) const SYSTEM: &str = "指标体系变化";
/// The row of the headings.
const HEADER: u32 = 3;

/// A row of 部门变化.
struct DepartmentRow<'a> {
    number: usize,
    who: Who<'a>,
}

enum Who<'a> {
    /// A department of both years.
    Both(&'a Pair),
    /// The index of a department of last year only.
    Before(usize),
    /// The index of a department of this year only.
    After(usize),
}

/// A row of 指标变化.
struct IndicatorRow<'a> {
    path: &'a IndicatorPath,
    /// 可比性
    words: String,
    same: bool,
    full: BeforeAfter<Cell>,
    moves: IndicatorMove,
}

/// A row of 得分变动明细.
struct ScoreRow<'a> {
    pair: &'a Pair,
    indicator: &'a IndicatorPair,
    scores: BeforeAfter<&'a Score>,
}

/// A list being filled from top to bottom.
struct List<'a, T> {
    table: Table<'a, T>,
    sheet: Sheet,
}

impl<'a, T: 'a> List<'a, T> {
    /// Its headings; `frozen` columns stay in sight.
    fn new(table: Table<'a, T>, name: &str, frozen: u32, [title, unit]: [&str; 2]) -> List<'a, T> {
        let mut sheet = table.sheet(name, frozen);
        sheet.result = true;
        attachment_head(&mut sheet, table.last(), ["附件", title, unit]);
        table.put_headings(&mut sheet);
        List { table, sheet }
    }

    fn add(&mut self, item: &T) {
        let number = self.sheet.rows.len() as u32;
        self.sheet.rows.push(self.table.row(number, item));
    }

    fn add_all(&mut self, items: &[T]) {
        items.iter().for_each(|item| self.add(item));
    }

    fn whole_row(&self) -> Area {
        let row = self.sheet.rows.len() as u32;
        Area::new((row, 0), (row, self.table.last()))
    }

    /// A heading over all columns.
    fn heading(&mut self, title: String) {
        let cell = Cell::text(Role::Total, title).tinted(Some(Tint::Group));
        self.sheet.put_framed(self.whole_row(), cell);
    }

    /// The sheet, with a note below the list.
    fn end(mut self, note: impl Into<String>) -> Sheet {
        self.sheet.put_merged(self.whole_row(), Cell::text(Role::Note, note));
        self.sheet
    }
}

fn text(text: &str) -> Cell {
    Cell::text(Role::Text, text)
}

fn centre(text: &str) -> Cell {
    Cell::text(Role::Centre, text)
}

impl Comparison {
    /// The sheets of the comparison, in their order.
    pub fn sheets(&self) -> Vec<Sheet> {
        vec![self.overview(), self.departments(), self.indicator_list(), self.score_list(), self.system_list()]
    }

    /// 部门变化, the greatest rise first, then those of one year only.
    fn departments(&self) -> Sheet {
        let head = ["部门得分和名次变化表", "单位：分"];
        let mut list = List::new(self.department_table(), DEPARTMENTS, 2, head);
        for (number, pair) in (1..).zip(self.sorted_pairs()) {
            list.add(&DepartmentRow { number, who: Who::Both(pair) });
        }
        let [before, after] = self.years();
        let matching = &self.matching;
        let only_before: Vec<Who> = matching.only_before.iter().map(|index| Who::Before(*index)).collect();
        let only_after: Vec<Who> = matching.only_after.iter().map(|index| Who::After(*index)).collect();
        for (year, only) in
            [(before, only_before), (after, only_after)].into_iter().filter(|(_, only)| !only.is_empty())
        {
            list.heading(format!("只在{year}参评的部门（{}个，不作比较）", only.len()));
            for (number, who) in (1..).zip(only) {
                list.add(&DepartmentRow { number, who });
            }
        }
        list.end(self.department_note())
    }

    fn department_table(&self) -> Table<'_, DepartmentRow<'_>> {
        let [before, after] = self.years();
        let years = |last: &str, width| [before.as_str(), &after, last].map(|name| heading(name, width));
        let places = self.places();
        let mut table = Table::new(HEADER)
            .column("序号", 6, |row: &DepartmentRow, _| count_cell(Role::Centre, row.number))
            .column("部门（单位）名称", 28, |row, _| text(self.name_of(&row.who)))
            .columns(years("增减", 11), move |row, at| match row.who {
                Who::Both(pair) => {
                    let (totals, cards) = (self.totals(pair), self.cards(pair));
                    let words = cards.map(|card| range_text(card.low, card.high));
                    marks_cells(at, totals, totals.difference(), words, places)
                }
                _ => self.in_its_year(&row.who, |card| total_cell(Role::Number, card, places)),
            })
            .under("总分")
            .columns(years("增减（百分点）", 11), |row, at| match row.who {
                Who::Both(pair) => {
                    let rates = self.total_rates(pair);
                    rate_cells(at, rates, rates.difference())
                }
                _ => [(); 3].map(|()| Cell::blank(Role::Centre)),
            })
            .under("得分率");
        if !self.same_table() {
            table = table.columns(years("增减", 10), move |row, at| match row.who {
                Who::Both(pair) => {
                    let marks = self.same_totals(pair);
                    let words = BeforeAfter { before: "待核".into(), after: "待核".into() };
                    marks_cells(at, marks, marks.difference(), words, places)
                }
                _ => [(); 3].map(|()| Cell::blank(Role::Centre)),
            });
            table = table.under(format!("可比得分（可比指标共{}分）", self.same_marks()));
        }
        table
            .columns(years("升降", 9), |row, at| match row.who {
                Who::Both(pair) => rank_cells(at, self.cards(pair), self.rank_move(pair)),
                _ => self.in_its_year(&row.who, rank_cell),
            })
            .under("名次")
            .columns([heading(&before, 10), heading(&after, 10)], |row, _| {
                let grade = |card: &Scorecard| centre(&card.standing.grade);
                match row.who {
                    Who::Both(pair) => self.cards(pair).map(grade).both(),
                    _ => self.in_its_year(&row.who, grade),
                }
            })
            .under("等次")
            .column("备注", 34, |row, _| self.remark(&row.who))
    }

    fn name_of(&self, who: &Who) -> &str {
        let (evaluation, index) = match who {
            Who::Both(pair) => (&self.after, pair.after),
            Who::Before(index) => (&self.before, *index),
            Who::After(index) => (&self.after, *index),
        };
        &evaluation.submission.departments[index].name
    }

    /// A cell in the column of the year in which a department took part.
    fn in_its_year<const N: usize>(&self, who: &Who, cell: impl Fn(&Scorecard) -> Cell) -> [Cell; N] {
        let (year, card) = match who {
            Who::Before(index) => (0, &self.before.cards[*index]),
            Who::After(index) => (1, &self.after.cards[*index]),
            Who::Both(pair) => (1, &self.after.cards[pair.after]),
        };
        std::array::from_fn(|at| if at == year { cell(card) } else { Cell::blank(Role::Centre) })
    }

    /// 备注: another name, what is 待核, a name that looks alike.
    fn remark(&self, who: &Who) -> Cell {
        let alike = &self.matching.alike;
        let names: Vec<&str> = match who {
            Who::Both(pair) => return text(&self.remarks(pair).join("；")),
            Who::Before(index) => {
                alike.iter().filter(|one| one.before == *index).map(|one| self.names(one).after).collect()
            }
            Who::After(index) => {
                alike.iter().filter(|one| one.after == *index).map(|one| self.names(one).before).collect()
            }
        };
        if names.is_empty() {
            return Cell::blank(Role::Centre);
        }
        let words = format!("与另一年的“{}”名称相近，如是同一部门，请写入“部门别名”表", names.join("”“"));
        text(&words).tinted(Some(Tint::Hint))
    }

    fn remarks(&self, pair: &Pair) -> Vec<String> {
        let years = self.years();
        let names = self.names(pair);
        let mut remarks = Vec::new();
        if tidy(names.before) != tidy(names.after) {
            remarks.push(format!("{}名称：{}", years[0], names.before));
        }
        let pending = years.iter().zip(self.cards(pair).both()).map(|(year, card)| (year, card.count(State::Pending)));
        let pending = pending.filter(|(_, count)| *count > 0).map(|(year, count)| format!("{year}{count}项"));
        let pending: Vec<String> = pending.collect();
        if !pending.is_empty() {
            remarks.push(format!("待核：{}", pending.join("，")));
        }
        remarks
    }

    fn department_note(&self) -> String {
        let mut note = match self.same_table() {
            true => "注：按总分增减由高到低排列；待核的列在后面，不作比较。".to_string(),
            false => "注：两年评分表不同，总分不完全可比；按可比得分（评分标准、分值、口径都没有变化的指标得分之和）增减由高到低排列；待核的列在后面，不作比较。".to_string(),
        };
        if !self.same_ranking() {
            note += "两年排名方式或排名范围不同，名次升降不作比较。";
        }
        note + &self.doubled_note().unwrap_or_default()
    }

    /// 得分小数位, the larger of both.
    pub(crate) fn places(&self) -> u32 {
        let places = self.evaluations().map(|evaluation| evaluation.scheme().conventions.score_places);
        places.before.max(places.after)
    }

    /// 指标变化
    fn indicator_list(&self) -> Sheet {
        let table = self.indicator_table();
        let mut list = List::new(table, INDICATORS, 3, ["指标得分率变化表", "单位：分、个"]);
        list.add_all(&self.indicators.iter().map(|pair| self.indicator_row(pair)).collect::<Vec<_>>());
        list.add_all(&self.gone.iter().map(|index| self.gone_row(*index)).collect::<Vec<_>>());
        list.end("注：平均得分率按两年都参评、该指标两年都已定分的部门计算；标为不作比较的，各按当年已定分的部门计算，不列增减。分值由几项指标共用而部门没有拆分的，不计算得分率。")
    }

    fn indicator_row(&self, pair: &IndicatorPair) -> IndicatorRow<'_> {
        let before = pair.before.map_or_else(dash, |at| full_cell(&self.before, at));
        IndicatorRow {
            path: &self.after.scheme().system.indicators[pair.after].path,
            words: pair.comparable.words(),
            same: pair.comparable == Comparable::Same,
            full: BeforeAfter { before, after: full_cell(&self.after, pair.after) },
            moves: self.indicator_move(pair),
        }
    }

    fn gone_row(&self, index: usize) -> IndicatorRow<'_> {
        IndicatorRow {
            path: &self.before.scheme().system.indicators[index].path,
            words: "今年取消，不作比较".to_string(),
            same: false,
            full: BeforeAfter { before: full_cell(&self.before, index), after: dash() },
            moves: self.gone_move(index),
        }
    }

    fn indicator_table(&self) -> Table<'_, IndicatorRow<'_>> {
        let [before, after] = self.years();
        let moved = |row: &IndicatorRow, at: usize| {
            row.moves.moves.map_or_else(dash, |moves: [usize; 3]| count_cell(Role::Centre, moves[at]))
        };
        Table::new(HEADER)
            .column("一级指标", 10, |row: &IndicatorRow, _| centre(&row.path.level1))
            .column("二级指标", 12, |row, _| centre(&row.path.level2))
            .column("三级指标", 26, |row, _| text(&row.path.level3))
            .column("可比性", 24, |row, _| text(&row.words).tinted((!row.same).then_some(Tint::Hint)))
            .column(format!("{before}分值"), 9, |row, _| row.full.before.clone())
            .column(format!("{after}分值"), 9, |row, _| row.full.after.clone())
            .columns(
                [
                    heading(format!("{before}平均得分率"), 11),
                    heading(format!("{after}平均得分率"), 11),
                    heading("增减（百分点）", 11),
                ],
                |row, at| {
                    let IndicatorMove { rates, moves, .. } = row.moves;
                    rate_cells(at, rates, rates.difference().filter(|_| moves.is_some()))
                },
            )
            .column("计入部门数", 10, |row, _| {
                let BeforeAfter { before, after } = row.moves.departments;
                match before == after {
                    true => count_cell(Role::Centre, after),
                    false => centre(&format!("{before}；{after}")),
                }
            })
            .column("上升部门", 9, move |row, _| moved(row, 0))
            .column("持平部门", 9, move |row, _| moved(row, 1))
            .column("下降部门", 9, move |row, _| moved(row, 2))
    }

    /// 得分变动明细: each score that moved, or that is 待核 in one of the years.
    fn score_list(&self) -> Sheet {
        let mut list = List::new(self.score_table(), SCORES, 2, ["部门各项指标得分变动明细", "单位：分"]);
        let all = self.sorted_pairs().into_iter().flat_map(|pair| self.indicators.iter().map(move |one| (pair, one)));
        let rows: Vec<ScoreRow> = all.filter_map(|(pair, indicator)| self.score_row(pair, indicator)).collect();
        list.sheet.filter = list.table.filter(rows.len());
        list.add_all(&rows);
        list.end("注：只列可比指标中得分（率）有变动的，以及一年待核、另一年已定分的；只有分值变化的指标只比得分率。")
    }

    /// A score that moved.
    fn score_row<'a>(&'a self, pair: &'a Pair, indicator: &'a IndicatorPair) -> Option<ScoreRow<'a>> {
        let cards = self.cards(pair);
        let before = &cards.before.scores[indicator.before?];
        let scores = BeforeAfter { before, after: &cards.after.scores[indicator.after] };
        let (marks, rates) = (scores.map(Score::marks), scores.map(score_rate));
        let moved = match indicator.comparable {
            Comparable::Same => marks.before != marks.after,
            Comparable::RateOnly => rates.before != rates.after,
            _ => false,
        };
        moved.then_some(ScoreRow { pair, indicator, scores })
    }

    fn score_table(&self) -> Table<'_, ScoreRow<'_>> {
        let [before, after] = self.years();
        let places = self.places();
        let system = &self.after.scheme().system;
        Table::new(HEADER)
            .column("部门（单位）名称", 26, |row: &ScoreRow, _| text(self.names(row.pair).after))
            .column("三级指标", 24, |row, _| text(&system.short_name(row.indicator.after)))
            .columns(
                [heading(format!("{before}得分"), 10), heading(format!("{after}得分"), 10), heading("增减", 9)],
                move |row, at| {
                    let marks = row.scores.map(Score::marks);
                    let difference = marks.difference().filter(|_| row.indicator.comparable == Comparable::Same);
                    marks_cells(at, marks, difference, row.scores.map(score_text), places)
                },
            )
            .columns(
                [
                    heading(format!("{before}得分率"), 10),
                    heading(format!("{after}得分率"), 10),
                    heading("增减（百分点）", 11),
                ],
                |row, at| {
                    let rates = row.scores.map(score_rate);
                    rate_cells(at, rates, rates.difference())
                },
            )
            .column(format!("{after}扣分原因"), 60, |row, _| text(&row.scores.after.reason))
    }

    /// 指标体系变化
    fn system_list(&self) -> Sheet {
        let [before, after] = self.years();
        let table = Table::new(HEADER)
            .column("序号", 6, |_, at| count_cell(Role::Centre, (at.row - HEADER) as usize))
            .column("指标（口径）", 40, |change: &Change, _| text(&change.indicator))
            .column("变化", 12, |change, _| centre(change.what))
            .column(before, 56, |change, _| text(&change.before))
            .column(after, 56, |change, _| text(&change.after));
        let mut list = List::new(table, SYSTEM, 2, ["评分表和口径变化表", ""]);
        list.add_all(&self.changes);
        list.end(match self.changes.is_empty() {
            true => "两年的评分表和口径相同。".to_string(),
            false => format!(
                "注：可比指标{}项，共{}分。指标按二级、三级指标名称对应；评分标准、计算公式或有关口径改了的，不作比较；只改分值的，只比得分率。",
                self.same().len(),
                self.same_marks()
            ),
        })
    }
}

/// 分值, or `共15` where several indicators share it.
fn full_cell(evaluation: &Evaluation, indicator: usize) -> Cell {
    let indicator = &evaluation.scheme().system.indicators[indicator];
    match indicator.group {
        Some(_) => centre(&format!("共{}", indicator.marks)),
        None => Cell::number(Role::Centre, indicator.marks.0, Format::General),
    }
}
