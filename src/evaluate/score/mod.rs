//! Scoring: each department's entries → its [`Scorecard`], exactly.

mod facts;
mod group;
mod own;
mod states;
pub mod working;

use crate::criterion::{Facts, Rule, Subject, Unscorable};
pub use crate::evaluate::score::facts::{Basis, Inputs};
use crate::evaluate::score::own::own_cell;
use crate::evaluate::scorecard::{Deduction, FigureCell, Score, Scorecard, Standing, State, shared};
use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::sheets;
use crate::ground::place::Place;
use crate::ground::quantity::Points;
use crate::submission::Submission;
use crate::submission::department::{Department, Entry};
use rayon::prelude::*;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Scores every department.
pub fn score(submission: &Submission) -> (Vec<Scorecard>, Vec<Finding>) {
    let scorer = Scorer::new(submission);
    let scored = submission.departments.par_iter().map(|department| {
        let mut findings = Vec::new();
        (scorer.department(department, &mut findings), findings)
    });
    let (cards, findings): (Vec<_>, Vec<_>) = scored.unzip();
    (cards, findings.concat())
}

/// Scores one department after another.
pub struct Scorer<'a> {
    submission: &'a Submission,
    inputs: Vec<Inputs>,
    /// Whether full marks are explained too.
    explain_everything: bool,
}

/// One indicator of one department.
#[derive(Clone, Copy)]
struct Case<'a> {
    department: &'a Department,
    index: usize,
    /// 分值 here; none where a shared one is not split.
    full: Option<Points>,
    /// The most the score can be.
    most: Points,
}

/// A score and what is to be said of it.
struct Outcome {
    score: Score,
    finding: Option<Finding>,
}

impl Outcome {
    /// The same, pointing at the cell at fault where it is known.
    fn at(mut self, cell: Option<FigureCell>) -> Outcome {
        if let (Some(cell), Some(finding)) = (cell, &mut self.finding) {
            finding.place = cell.place();
        }
        self.score.cell = cell.or(self.score.cell);
        self
    }
}

impl<'a> Scorer<'a> {
    /// Prepares the columns of each indicator.
    pub fn new(submission: &'a Submission) -> Scorer<'a> {
        let inputs = (0..submission.scheme.rules.len()).map(|index| Inputs::of(submission, index)).collect();
        Scorer { submission, inputs, explain_everything: false }
    }

    /// The same scorer, but full marks are explained too; a batch leaves that out for speed.
    pub fn explaining_everything(self) -> Scorer<'a> {
        Scorer { explain_everything: true, ..self }
    }

    /// The scorecard of one department, without its rank and grade.
    pub fn department(&self, department: &Department, findings: &mut Vec<Finding>) -> Scorecard {
        let fulls = self.full_marks(department, findings);
        let mut scores: Vec<Score> = Vec::with_capacity(fulls.len());
        for (index, full) in fulls.into_iter().enumerate() {
            let outcome = match full {
                Ok(full) => {
                    let most = full.unwrap_or(self.submission.scheme.system.indicators[index].marks);
                    self.indicator(Case { department, index, full, most })
                }
                Err(reason) => Outcome { score: self.unsplit_pending(index, &reason), finding: None },
            };
            findings.extend(outcome.finding);
            scores.push(outcome.score);
        }
        self.check_groups(department, &mut scores, findings);
        let deductions = self.deductions(department, &scores);
        let (low, high) = self.totals(&mut scores);
        Scorecard { scores, deductions, low, high, standing: Standing::default() }
    }

    fn indicator(&self, case: Case) -> Outcome {
        if case.department.own.iter().any(|own| own.indicator == case.index) {
            return self.own(case);
        }
        if case.full == Some(Points::ZERO) {
            return Outcome {
                score: self.plain(case, State::Scored, (Points::ZERO, Points::ZERO), String::new()),
                finding: None,
            };
        }
        match self.basis(case) {
            Basis::Facts { facts, calculation, cell } => self.by_rule(case, &facts, &calculation, cell),
            Basis::Missing { names, column, partial } => {
                self.missing(case, &names, partial).at(self.place(case, column))
            }
            Basis::NotApplicable => self.not_applicable(case, "部门填报为“无”或“不适用”"),
            Basis::ZeroBase(base) => {
                let column = self.inputs[case.index].items.iter().find(|(item, _)| *item == base);
                self.zero_base(case, &base).at(self.place(case, column.map(|(_, column)| *column)))
            }
            Basis::Faulty(why) => {
                let score = self.plain(case, State::Pending, (Points::ZERO, case.most), format!("待核：{why}。"));
                Outcome { score, finding: None }
            }
            Basis::Doubtful(why, column) => self
                .pending(
                    case,
                    Code::PartlyNotApplicable,
                    ("填数；确不适用的，数据项全部填“无”，评定得分直接填分", &why),
                )
                .at(self.place(case, Some(column))),
            Basis::TooLarge => self.pending(case, Code::TooLarge, ("可以精确计算的数", "数字过大，不能精确计算")),
        }
    }

    fn by_rule(&self, case: Case, facts: &Facts, calculation: &str, cell: Option<FigureCell>) -> Outcome {
        let conventions = &self.submission.scheme.conventions;
        let own;
        let rule = match (facts, case.full) {
            // a department's part of a shared 分值 is its full marks
            (Facts::Judgement(_), Some(full)) => {
                own = Rule::judged(full);
                &own
            }
            // where it is not split, no single part loses points: the group does
            (Facts::Judgement(marks), None) if (Points::ZERO..=case.most).contains(marks) => {
                own = Rule::judged(*marks);
                &own
            }
            _ => &self.submission.scheme.rules[case.index].rule,
        };
        let marking = match rule.score(facts, conventions) {
            Ok(marking) => marking,
            Err(Unscorable::NotCovered(what)) => {
                return self.pending(case, Code::NotCovered, ("评分标准各档之内的数值", &what));
            }
            Err(Unscorable::OutOfRange(what)) => {
                return self.pending(case, Code::MarksOutOfRange, ("0至分值之间的评定得分", &what));
            }
            Err(Unscorable::TooLarge) => {
                return self.pending(case, Code::TooLarge, ("可以精确计算的数", "数字过大，不能精确计算"));
            }
        };
        let Some(marks) = marking.marks.to_points(conventions.score_places) else {
            return self.pending(case, Code::TooLarge, ("可以精确计算的数", "数字过大，不能精确计算"));
        };
        let remark = self.remark(case);
        let lost = marks < case.most;
        let explained = lost || self.explain_everything;
        let reason = if explained {
            let indicator = &self.submission.scheme.system.indicators[case.index].path.level3;
            rule.explain(&marking, &Subject { indicator, calculation, remark }, conventions)
        } else {
            String::new()
        };
        let mut score = self.plain(case, State::Scored, (marks, marks), reason);
        score.cell = cell;
        if explained {
            score.process = self.process(case).into();
        }
        let judged_or_counted = matches!(facts, Facts::Judgement(_) | Facts::Counts(_));
        let finding =
            (lost && judged_or_counted && case.full.is_some() && remark.is_empty()).then(|| self.no_remark(case));
        Outcome { score, finding }
    }

    fn no_remark(&self, case: Case) -> Finding {
        let advice = "请在说明列写明扣分的事实，以备部门复核";
        self.finding(case, Code::ShortReason, "扣分有情况说明", "扣了分但说明列为空", advice)
    }

    /// A score with its look; marks rounded already.
    fn plain(&self, case: Case, state: State, (low, high): (Points, Points), reason: String) -> Score {
        Score {
            state,
            low,
            high,
            full: case.full,
            reason: shared(reason),
            process: Arc::default(),
            cell: self.first_cell(case),
        }
    }

    /// The cell to look at first: in 个性化指标 where the department detailed the indicator, else in 部门数据.
    fn first_cell(&self, case: Case) -> Option<FigureCell> {
        if let Some(own) = case.department.own.iter().find(|own| own.indicator == case.index) {
            return Some(own_cell(own));
        }
        let cell = self.inputs[case.index].first().and_then(|column| self.submission.cell(case.department, column));
        cell.map(FigureCell::Data)
    }

    fn pending(&self, case: Case, code: Code, (expected, found): (&str, &str)) -> Outcome {
        let reason = format!("待核：{}。", found.trim_end_matches('。'));
        let score = self.plain(case, State::Pending, (Points::ZERO, case.most), reason);
        let finding = self.finding(case, code, expected, found, "请核对数据后重新运行");
        Outcome { score, finding: Some(finding) }
    }

    fn finding(&self, case: Case, code: Code, expected: &str, found: &str, advice: &str) -> Finding {
        let place = self.first_cell(case).map_or(Place::sheet(sheets::DATA), FigureCell::place);
        let indicator = self.submission.scheme.system.short_name(case.index);
        Finding::new(code, place, Message::new(expected, found, advice)).of(&case.department.name, indicator)
    }

    fn remark<'c>(&self, case: Case<'c>) -> &'c str {
        match self.inputs[case.index].remark.map(|column| &case.department.entries[column]) {
            Some(Entry::Text(text)) => text,
            _ => "",
        }
    }

    /// Lost points, those of an unsplit group in one.
    fn deductions(&self, department: &Department, scores: &[Score]) -> Vec<Deduction> {
        let mut deductions = Vec::new();
        for (index, score) in scores.iter().enumerate() {
            match (score.full, score.marks()) {
                (Some(full), Some(marks)) if marks < full => deductions.push(Deduction {
                    indicators: vec![index],
                    full,
                    marks,
                    reason: score.reason.clone(),
                    process: score.process.clone(),
                    self_marks: department.self_assessment.as_ref().and_then(|own| own.marks[index]),
                    cell: score.cell,
                }),
                (None, Some(_)) => deductions.extend(self.group_deduction(department, index, scores)),
                _ => {}
            }
        }
        deductions.shrink_to_fit();
        deductions
    }

    /// 总分 as (lowest, highest); the printed scores are summed.
    fn totals(&self, scores: &mut [Score]) -> (Points, Points) {
        let system = &self.submission.scheme.system;
        let (mut low, mut high, mut excluded) = (Points::ZERO, Points::ZERO, Points::ZERO);
        for (index, indicator) in system.indicators.iter().enumerate() {
            if indicator.group.is_none() {
                low = low + scores[index].low;
                high = high + scores[index].high;
                if scores[index].state == State::Excluded {
                    excluded = excluded + indicator.marks;
                }
            }
        }
        for group in &system.groups {
            let members = || group.members.iter().map(|index| &scores[*index]);
            low = low + members().map(|score| score.low).sum();
            high = high + members().map(|score| score.high).sum::<Points>().min(group.marks);
            if members().all(|score| score.state == State::Excluded) {
                excluded = excluded + group.marks;
            }
        }
        if excluded == Points::ZERO {
            return (low, high);
        }
        let applicable = system.total_marks() - excluded;
        let places = self.submission.scheme.conventions.score_places;
        let scaled = |sum: Points| rescaled(sum, applicable, system.total_marks(), places);
        match (scaled(low), scaled(high)) {
            (Some(low), Some(high)) => (low, high),
            _ => {
                // nothing applies, so there is nothing to scale
                scores.iter_mut().for_each(|score| score.state = State::Pending);
                (Points::ZERO, system.total_marks())
            }
        }
    }
}

/// 剔除后折算: marks out of what applies, as marks out of all.
fn rescaled(sum: Points, applicable: Points, total: Points, places: u32) -> Option<Points> {
    sum.exact().times(total.exact())?.over(applicable.exact())?.to_points(places)
}

/// The figure of a 数据项 as it is quoted: amounts with two decimals at least, percentages with %.
pub fn quoted(number: Decimal, unit: &str) -> String {
    match unit {
        "%" => format!("{}%", (number * Decimal::ONE_HUNDRED).normalize()),
        "万元" => {
            let mut shown = number.normalize();
            shown.rescale(shown.scale().max(2));
            shown.to_string()
        }
        _ => number.normalize().to_string(),
    }
}

impl Submission {
    /// 单位 of a 数据项.
    pub fn unit(&self, item: &str) -> &str {
        self.scheme.item(item).map_or("", |column| self.scheme.columns[column].unit.as_str())
    }
}
