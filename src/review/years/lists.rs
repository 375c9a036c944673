//! The lists of the comparison: 部门变化, 得分变动明细, 指标变化, 指标体系变化.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::{Score, State};
use crate::ground::place::{Area, CellRef};
use crate::result::{attachment_head, columns, count, header, range_text};
use crate::review::years::figures::{Both, score_rate};
use crate::review::years::line::{Line, rank_cell, total_cell};
use crate::review::years::matching::Pair;
use crate::review::years::{Comparable, Comparison};
use crate::workbook::sheet::{Cell, Format, Print, Role, Sheet, Tint};

pub(crate) const DEPARTMENTS: &str = "部门变化";
pub(crate) const SCORES: &str = "得分变动明细";
pub(crate) const INDICATORS: &str = "指标变化";
pub(crate) const SYSTEM: &str = "指标体系变化";
const HEADER: u32 = 3;

impl Comparison {
    /// The sheets of the comparison, in their order.
    pub fn sheets(&self) -> Vec<Sheet> {
        vec![self.overview(), self.departments(), self.indicator_list(), self.score_list(), self.system_list()]
    }

    /// 部门变化, the greatest rise first.
    fn departments(&self) -> Sheet {
        let groups = self.column_groups();
        let last = 1 + groups.iter().map(|(_, names, _)| names.len() as u32).sum::<u32>() + 1;
        let mut widths = vec![6, 28];
        widths.extend(groups.iter().flat_map(|(_, names, width)| names.iter().map(|_| *width)));
        widths.push(34);
        let mut sheet = list(DEPARTMENTS, &widths);
        attachment_head(&mut sheet, last, ["附件", "部门得分和名次变化表", "单位：分"]);
        self.department_header(&mut sheet, &groups, last);
        let mut row = HEADER + 2;
        for (number, pair) in self.sorted_pairs().into_iter().enumerate() {
            sheet.put(row, 0, Cell::number(Role::Centre, count(number + 1), Format::Whole));
            self.department(&mut sheet, row, pair);
            row += 1;
        }
        let years = self.years();
        for (at, year) in years.iter().enumerate() {
            row = self.only(&mut sheet, row, last, (at, year));
        }
        sheet.put_merged(Area::new((row, 0), (row, last)), Cell::text(Role::Note, self.department_note()));
        sheet.freeze = Some(CellRef::new(HEADER + 2, 2));
        sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER + 1)), ..Print::default() };
        sheet
    }

    /// Headings over the columns: title, headings, width of each.
    fn column_groups(&self) -> Vec<(String, Vec<String>, u32)> {
        let [before, after] = self.years();
        let three = |last: &str| vec![before.clone(), after.clone(), last.to_string()];
        let mut groups =
            vec![("总分".to_string(), three("增减"), 11), ("得分率".to_string(), three("增减（百分点）"), 11)];
        if !self.same_table() {
            groups.push((format!("可比得分（可比指标共{}分）", self.same_marks()), three("增减"), 10));
        }
        groups.push(("名次".to_string(), three("升降"), 9));
        groups.push(("等次".to_string(), vec![before, after], 10));
        groups
    }

    fn department_header(&self, sheet: &mut Sheet, groups: &[(String, Vec<String>, u32)], last: u32) {
        let tall = |col| Area::new((HEADER, col), (HEADER + 1, col));
        for (col, name) in [(0, "序号"), (1, "部门（单位）名称"), (last, "备注")] {
            sheet.put_framed(tall(col), Cell::text(Role::Header, name));
        }
        let mut col = 2;
        for (title, names, _) in groups {
            let end = col + names.len() as u32;
            sheet.put_framed(Area::new((HEADER, col), (HEADER, end - 1)), Cell::text(Role::Header, title));
            for (at, name) in (col..end).zip(names) {
                sheet.put(HEADER + 1, at, Cell::text(Role::Header, name));
            }
            col = end;
        }
    }

    fn department(&self, sheet: &mut Sheet, row: u32, pair: &Pair) {
        let (before, after) = self.cards(pair);
        let name = &self.after.submission.departments[pair.after].name;
        sheet.put(row, 1, Cell::text(Role::Text, name));
        let mut line = Line { sheet, row, col: 2, places: self.places() };
        line.points(self.totals(pair), [before, after].map(|card| range_text(card.low, card.high)));
        line.rates(self.total_rates(pair));
        if !self.same_table() {
            line.points(self.same_totals(pair), ["待核", "待核"].map(String::from));
        }
        line.ranks((before, after), self.rank_move(pair));
        for card in [before, after] {
            line.put(Cell::text(Role::Centre, &card.standing.grade));
        }
        line.put(Cell::text(Role::Text, self.remark(pair)));
    }

    /// 备注: another name, what is 待核.
    fn remark(&self, pair: &Pair) -> String {
        let [before_year, after_year] = self.years();
        let (old, new) = (
            &self.before.submission.departments[pair.before].name,
            &self.after.submission.departments[pair.after].name,
        );
        let (before, after) = self.cards(pair);
        let (mut remarks, mut waiting) = (Vec::new(), Vec::new());
        if crate::ground::number::tidy(old) != crate::ground::number::tidy(new) {
            remarks.push(format!("{before_year}名称：{old}"));
        }
        for (card, year) in [(before, before_year), (after, after_year)] {
            let pending = card.scores.iter().filter(|score| score.state == State::Pending).count();
            if pending > 0 {
                waiting.push(format!("{year}{pending}项"));
            }
        }
        if !waiting.is_empty() {
            remarks.push(format!("待核：{}", waiting.join("，")));
        }
        remarks.join("；")
    }

    /// Departments of one year only.
    fn only(&self, sheet: &mut Sheet, mut row: u32, last: u32, (at, year): (usize, &str)) -> u32 {
        let (evaluation, only) = match at {
            0 => (&self.before, &self.matching.only_before),
            _ => (&self.after, &self.matching.only_after),
        };
        if only.is_empty() {
            return row;
        }
        let title = format!("只在{year}参评的部门（{}个，不作比较）", only.len());
        let cell = Cell::text(Role::Total, title).tinted(Some(Tint::Group));
        sheet.put_framed(Area::new((row, 0), (row, last)), cell);
        for (number, index) in only.iter().enumerate() {
            row += 1;
            for col in 0..=last {
                sheet.put(row, col, Cell::blank(Role::Centre));
            }
            self.only_department(sheet, (row, last), (evaluation, *index), at as u32);
            sheet.put(row, 0, Cell::number(Role::Centre, count(number + 1), Format::Whole));
        }
        row + 1
    }

    fn only_department(&self, sheet: &mut Sheet, (row, last): (u32, u32), whose: (&Evaluation, usize), at: u32) {
        let (evaluation, index) = whose;
        let card = &evaluation.cards[index];
        sheet.put(row, 1, Cell::text(Role::Text, &evaluation.submission.departments[index].name));
        sheet.put(row, 2 + at, total_cell(card, self.places()));
        let ranks = last - 5;
        sheet.put(row, ranks + at, rank_cell(card));
        sheet.put(row, ranks + 3 + at, Cell::text(Role::Centre, &card.standing.grade));
        let alike = self.matching.alike.iter().filter(|(old, new)| [*old, *new][at as usize] == index);
        let names: Vec<String> = alike
            .map(|(old, new)| match at {
                0 => self.after.submission.departments[*new].name.clone(),
                _ => self.before.submission.departments[*old].name.clone(),
            })
            .collect();
        if !names.is_empty() {
            let words = format!("与另一年的“{}”名称相近，如是同一部门，请写入“部门别名”表", names.join("”“"));
            sheet.put(row, last, Cell::text(Role::Text, words).tinted(Some(Tint::Hint)));
        }
    }

    fn department_note(&self) -> String {
        let mut note = match self.same_table() {
            true => "注：按总分增减由高到低排列；待核的列在后面，不作比较。".to_string(),
            false => "注：两年评分表不同，总分不完全可比；按可比得分（评分标准、分值、口径都没有变化的指标得分之和）增减由高到低排列；待核的列在后面，不作比较。".to_string(),
        };
        if !self.same_ranking() {
            note += "两年排名方式或排名范围不同，名次升降不作比较。";
        }
        if !self.matching.doubled.is_empty() {
            note +=
                &format!("同一年度有两行（或按别名是同一部门）、未作比较的：{}。", self.matching.doubled.join("、"));
        }
        note
    }

    /// 得分小数位, the larger of both.
    pub(crate) fn places(&self) -> u32 {
        let places = |evaluation: &Evaluation| evaluation.submission.scheme.conventions.score_places;
        places(&self.before).max(places(&self.after))
    }

    /// 指标变化
    fn indicator_list(&self) -> Sheet {
        let [before, after] = self.years();
        let names = [
            "一级指标".to_string(),
            "二级指标".into(),
            "三级指标".into(),
            "可比性".into(),
            format!("{before}分值"),
            format!("{after}分值"),
            format!("{before}平均得分率"),
            format!("{after}平均得分率"),
            "增减（百分点）".into(),
            "计入部门数".into(),
            "上升部门".into(),
            "持平部门".into(),
            "下降部门".into(),
        ];
        let mut sheet = list(INDICATORS, &[10, 12, 26, 24, 9, 9, 11, 11, 11, 10, 9, 9, 9]);
        attachment_head(&mut sheet, 12, ["附件", "指标得分率变化表", "单位：分、个"]);
        header(&mut sheet, HEADER, &names.iter().map(String::as_str).collect::<Vec<_>>());
        let mut row = HEADER + 1;
        for indicator in &self.indicators {
            self.indicator_row(&mut sheet, row, indicator);
            row += 1;
        }
        for at in &self.gone {
            self.gone_row(&mut sheet, row, *at);
            row += 1;
        }
        let note = "注：平均得分率按两年都参评、该指标两年都已定分的部门计算；标为不作比较的，各按当年已定分的部门计算，不列增减。分值由几项指标共用而部门没有拆分的，不计算得分率。";
        sheet.put_merged(Area::new((row, 0), (row, 12)), Cell::text(Role::Note, note));
        sheet.freeze = Some(CellRef::new(HEADER + 1, 3));
        sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
        sheet
    }

    fn indicator_row(&self, sheet: &mut Sheet, row: u32, pair: &crate::review::years::IndicatorPair) {
        let system = &self.after.submission.scheme.system;
        let path = &system.indicators[pair.after].path;
        let old = pair.before.map(|at| full_cell(&self.before, at));
        let moves = self.indicator_move(pair);
        let tint = (!matches!(pair.comparable, Comparable::Same)).then_some(Tint::Hint);
        for (col, text) in [(0, &path.level1), (1, &path.level2), (2, &path.level3)] {
            sheet.put(row, col, Cell::text(if col == 2 { Role::Text } else { Role::Centre }, text));
        }
        sheet.put(row, 3, Cell::text(Role::Text, pair.comparable.words()).tinted(tint));
        let mut line = Line { sheet, row, col: 4, places: 2 };
        line.put(old.unwrap_or(Cell::text(Role::Centre, "—")));
        line.put(full_cell(&self.after, pair.after));
        let compared = moves.moves.is_some();
        match compared {
            true => line.rates(moves.rates),
            false => line.rates_apart(moves.rates),
        }
        let counts = (moves.departments.before.unwrap_or(0), moves.departments.after.unwrap_or(0));
        line.put(match compared || counts.0 == counts.1 {
            true => Cell::number(Role::Centre, count(counts.1), Format::Whole),
            false => Cell::text(Role::Centre, format!("{}；{}", counts.0, counts.1)),
        });
        for at in 0..3 {
            line.put(match moves.moves {
                Some(moves) => Cell::number(Role::Centre, count(moves[at]), Format::Whole),
                None => Cell::text(Role::Centre, "—"),
            });
        }
    }

    fn gone_row(&self, sheet: &mut Sheet, row: u32, at: usize) {
        let indicator = &self.before.submission.scheme.system.indicators[at];
        let path = &indicator.path;
        let texts = [&path.level1, &path.level2, &path.level3];
        for (col, text) in (0..).zip(texts) {
            sheet.put(row, col, Cell::text(if col == 2 { Role::Text } else { Role::Centre }, text));
        }
        sheet.put(row, 3, Cell::text(Role::Text, "今年取消，不作比较").tinted(Some(Tint::Hint)));
        let (rate, departments) = self.gone_rate(at);
        let mut line = Line { sheet, row, col: 4, places: 2 };
        line.put(full_cell(&self.before, at));
        line.put(Cell::text(Role::Centre, "—"));
        line.rates_apart(Both { before: rate, after: None });
        line.put(Cell::number(Role::Centre, count(departments), Format::Whole));
        for _ in 0..3 {
            line.put(Cell::text(Role::Centre, "—"));
        }
    }

    /// 得分变动明细: each score that moved, or that is 待核 in one of the years.
    fn score_list(&self) -> Sheet {
        let [before, after] = self.years();
        let names = [
            "部门（单位）名称".to_string(),
            "三级指标".into(),
            format!("{before}得分"),
            format!("{after}得分"),
            "增减".into(),
            format!("{before}得分率"),
            format!("{after}得分率"),
            "增减（百分点）".into(),
            format!("{after}扣分原因"),
        ];
        let mut sheet = list(SCORES, &[26, 24, 10, 10, 9, 10, 10, 11, 60]);
        attachment_head(&mut sheet, 8, ["附件", "部门各项指标得分变动明细", "单位：分"]);
        header(&mut sheet, HEADER, &names.iter().map(String::as_str).collect::<Vec<_>>());
        let mut row = HEADER + 1;
        for pair in self.sorted_pairs() {
            for indicator in &self.indicators {
                row += u32::from(self.score_row(&mut sheet, row, pair, indicator));
            }
        }
        if row > HEADER + 1 {
            sheet.filter = Some(Area::new((HEADER, 0), (row - 1, 8)));
        }
        let note = "注：只列可比指标中得分（率）有变动的，以及一年待核、另一年已定分的；只有分值变化的指标只比得分率。";
        sheet.put_merged(Area::new((row, 0), (row, 8)), Cell::text(Role::Note, note));
        sheet.freeze = Some(CellRef::new(HEADER + 1, 2));
        sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
        sheet
    }

    fn score_row(
        &self,
        sheet: &mut Sheet,
        row: u32,
        pair: &Pair,
        indicator: &crate::review::years::IndicatorPair,
    ) -> bool {
        let rate_only = match indicator.comparable {
            Comparable::Same => false,
            Comparable::RateOnly => true,
            _ => return false,
        };
        let (before, after) = self.cards(pair);
        let Some(before) = indicator.before.map(|at| &before.scores[at]) else { return false };
        let after = &after.scores[indicator.after];
        let marks = Both { before: before.marks(), after: after.marks() };
        let rates = Both { before: score_rate(before), after: score_rate(after) };
        let still = if rate_only { rates.before == rates.after } else { marks.before == marks.after };
        if still {
            return false;
        }
        sheet.put(row, 0, Cell::text(Role::Text, &self.after.submission.departments[pair.after].name));
        sheet.put(row, 1, Cell::text(Role::Text, self.after.submission.scheme.system.short_name(indicator.after)));
        let mut line = Line { sheet, row, col: 2, places: self.places() };
        match rate_only {
            true => line.points_apart(marks, [before, after].map(score_text)),
            false => line.points(marks, [before, after].map(score_text)),
        }
        line.rates(rates);
        line.put(Cell::text(Role::Text, &*after.reason));
        true
    }

    /// 指标体系变化
    fn system_list(&self) -> Sheet {
        let [before, after] = self.years();
        let mut sheet = list(SYSTEM, &[6, 40, 12, 56, 56]);
        attachment_head(&mut sheet, 4, ["附件", "评分表和口径变化表", ""]);
        header(&mut sheet, HEADER, &["序号", "指标（口径）", "变化", &before, &after]);
        let mut row = HEADER + 1;
        for (number, change) in self.changes.iter().enumerate() {
            sheet.put(row, 0, Cell::number(Role::Centre, count(number + 1), Format::Whole));
            let texts = [change.indicator.as_str(), change.what, &change.before, &change.after];
            for (col, text) in (1..).zip(texts) {
                sheet.put(row, col, Cell::text(if col == 2 { Role::Centre } else { Role::Text }, text));
            }
            row += 1;
        }
        let note = match self.changes.is_empty() {
            true => "两年的评分表和口径相同。".to_string(),
            false => format!(
                "注：可比指标{}项，共{}分。指标按二级、三级指标名称对应；评分标准、计算公式或有关口径改了的，不作比较；只改分值的，只比得分率。",
                self.same().len(),
                self.same_marks()
            ),
        };
        sheet.put_merged(Area::new((row, 0), (row, 4)), Cell::text(Role::Note, note));
        sheet.freeze = Some(CellRef::new(HEADER + 1, 2));
        sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
        sheet
    }
}

/// An empty list.
fn list(name: &str, widths: &[u32]) -> Sheet {
    let mut sheet = Sheet::new(name);
    sheet.result = true;
    sheet.columns = columns(widths);
    sheet
}

/// 分值, or `共15` where several indicators share it.
fn full_cell(evaluation: &Evaluation, indicator: usize) -> Cell {
    let indicator = &evaluation.submission.scheme.system.indicators[indicator];
    match indicator.group {
        Some(_) => Cell::text(Role::Centre, format!("共{}", indicator.marks)),
        None => Cell::number(Role::Centre, indicator.marks.0, Format::General),
    }
}

/// 得分 in words where it is no number.
fn score_text(score: &Score) -> String {
    match score.state {
        State::Pending => format!("待核（{}）", range_text(score.low, score.high)),
        State::Excluded => "不适用".to_string(),
        _ => score.low.to_string(),
    }
}
