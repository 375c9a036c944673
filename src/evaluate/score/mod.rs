//! Scoring: each department's entries → its [`Scorecard`], exactly.

mod again;
mod facts;
mod group;
pub mod own;
mod own_sum;
mod pin;
mod states;
pub mod working;

use crate::criterion::{Facts, Subject, Unscorable, judged};
pub use crate::evaluate::score::again::{Again, Given};
pub use crate::evaluate::score::facts::{Basis, Inputs};
use crate::evaluate::score::own::own_cell;
pub use crate::evaluate::score::pin::Pin;
use crate::evaluate::scorecard::{Deduction, FigureCell, MarksRange, Score, Scorecard, Standing, State, shared};
use crate::ground::names::sheets;
use crate::ground::{Code, Conventions, Finding, Message, Place, Points};
use crate::submission::{Department, Entry, Submission};
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
    /// 口径
    conventions: &'a Conventions,
    inputs: Vec<Inputs>,
    explains: Explains,
}

/// What gets its 扣分原因.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Explains {
    Nothing,
    Losses,
    Everything,
}

/// One step of scoring: one indicator of one department.
#[derive(Clone, Copy)]
struct Task<'a> {
    department: &'a Department,
    index: usize,
    /// 分值 here; none where a shared one is not split.
    full: Option<Points>,
    /// The most the score can be.
    most: Points,
}

/// A score and its findings.
struct Outcome {
    score: Score,
    findings: Vec<Finding>,
}

impl Outcome {
    /// A score without a finding.
    fn of(score: Score) -> Outcome {
        Outcome { score, findings: Vec::new() }
    }

    /// The same, pointing at the cell that causes it where that is known.
    fn at(mut self, cell: Option<FigureCell>) -> Outcome {
        if let Some(cell) = cell {
            self.findings.iter_mut().for_each(|finding| finding.place = cell.place());
        }
        self.score.cell = cell.or(self.score.cell);
        self
    }
}

impl<'a> Scorer<'a> {
    /// A scorer for the departments of a submission.
    pub fn new(submission: &'a Submission) -> Scorer<'a> {
        let inputs = (0..submission.scheme.rules.len()).map(|index| Inputs::of(submission, index)).collect();
        Scorer { submission, conventions: &submission.scheme.conventions, inputs, explains: Explains::Losses }
    }

    /// The same scorer, which explains full marks too. A whole city is scored without, for speed.
    pub fn explaining_everything(self) -> Scorer<'a> {
        Scorer { explains: Explains::Everything, ..self }
    }

    /// The scorecard of one department, without its rank and grade.
    pub fn department(&self, department: &Department, findings: &mut Vec<Finding>) -> Scorecard {
        let mut scores = self.scores(department, findings, |_| None);
        let deductions = self.deductions(department, &scores);
        let MarksRange { low, high } = self.total(&mut scores);
        Scorecard { scores, deductions, low, high, standing: Standing::default() }
    }

    /// The scores of one department; of some indicators they are `known`.
    fn scores(
        &self,
        department: &Department,
        findings: &mut Vec<Finding>,
        known: impl Fn(usize) -> Option<Score>,
    ) -> Vec<Score> {
        let fulls = self.full_marks(department, findings);
        let mut scores: Vec<Score> = Vec::with_capacity(fulls.len());
        for (index, full) in fulls.into_iter().enumerate() {
            let outcome = match (known(index), full) {
                (Some(score), _) => Outcome::of(score),
                (None, Ok(full)) => self.indicator(self.task(department, index, full)),
                (None, Err(reason)) => Outcome::of(self.unsplit_pending(index, &reason)),
            };
            findings.extend(outcome.findings);
            scores.push(outcome.score);
        }
        self.check_groups(department, &mut scores, findings);
        scores
    }

    fn task<'d>(&self, department: &'d Department, index: usize, full: Option<Points>) -> Task<'d> {
        let most = full.unwrap_or(self.submission.scheme.system.indicators[index].marks);
        Task { department, index, full, most }
    }

    fn indicator(&self, task: Task) -> Outcome {
        if task.department.own_of(task.index).next().is_some() {
            return self.own(task);
        }
        if task.full == Some(Points::ZERO) {
            return Outcome::of(self.plain(task, State::Scored, MarksRange::exactly(Points::ZERO), String::new()));
        }
        let basis = self.basis(task);
        let known = basis.partial().and_then(|partial| self.range(task, partial));
        match basis {
            Basis::Facts { facts, cell } => self.by_rule(task, &facts, cell),
            Basis::Missing { names, column, .. } => self.missing(task, &names, known).at(self.cell(task, column)),
            Basis::NotApplicable => self.not_applicable(task, "部门填报为“无”或“不适用”"),
            Basis::ZeroBase(base) => self.zero_base(task, &base).at(self.cell(task, self.item_column(task, &base))),
            Basis::Faulty { why, .. } => Outcome::of(self.left_open(task, &why, known.map(|known| known.range))),
            Basis::Doubtful { why, column, .. } => {
                let expected = "填数；确不适用的，数据项全部填“无”，评定得分直接填分";
                let message = Message::new(expected, &*why, "请核对数据后重新运行");
                let findings = vec![self.finding(task, Code::PartlyNotApplicable, message)];
                let range = known.map(|known| known.range);
                Outcome { score: self.left_open(task, &why, range), findings }.at(self.cell(task, Some(column)))
            }
            Basis::TooLarge => self.too_large(task),
        }
    }

    fn by_rule(&self, task: Task, facts: &Facts, cell: Option<FigureCell>) -> Outcome {
        let conventions = self.conventions;
        let own;
        let rule = match (facts, task.full) {
            // a department's part of a shared 分值 is its full marks; elsewhere the text may have ranges
            (Facts::Judgement(_), Some(full)) if self.is_shared(task) => {
                own = judged(full);
                &own
            }
            // where it is not split, no single part loses points: the group does
            (Facts::Judgement(marks), None) if (Points::ZERO..=task.most).contains(marks) => {
                own = judged(*marks);
                &own
            }
            _ => &self.submission.scheme.rules[task.index].rule,
        };
        let marks = match rule.score(facts, conventions) {
            Ok(marks) => marks,
            Err(Unscorable::NotCovered(what)) => {
                return self.pending(task, Code::NotCovered, "评分标准各档之内的数值", &what);
            }
            Err(Unscorable::OutOfRange(what)) => {
                return self.pending(task, Code::MarksOutOfRange, "0至分值之间的评定得分", &what);
            }
            Err(Unscorable::TooLarge) => return self.too_large(task),
        };
        let Some(marks) = conventions.rounded(marks, task.most) else {
            return self.too_large(task);
        };
        let remark = self.remark(task.department, task.index);
        let lost = marks < task.most;
        let explained = lost && self.explains != Explains::Nothing || self.explains == Explains::Everything;
        let reason = if explained {
            let indicator = &self.submission.scheme.system.indicators[task.index].path.level3;
            let subject = Subject { indicator, calculation: &self.calculation(task, facts), remark };
            let reason = rule.explain(facts, &subject, conventions).unwrap_or_default();
            match facts {
                // of an unsplit 分值 nothing is lost here, but it is rounded here
                Facts::Judgement(given) if task.full.is_none() && *given != marks => {
                    reason.replacen(&format!("评定得分{given}分"), &format!("评定得分{given}分{}", kept_as(marks)), 1)
                }
                _ => reason,
            }
        } else {
            String::new()
        };
        let mut score = self.plain(task, State::Scored, MarksRange::exactly(marks), reason);
        (score.cell, score.by_rule) = (cell, true);
        if explained {
            score.process = self.process(task).into();
        }
        let judged_or_counted = matches!(facts, Facts::Judgement(_) | Facts::Counts(_));
        let no_remark = lost && judged_or_counted && task.full.is_some() && remark.is_empty();
        let finding = no_remark.then(|| {
            let advice = "请在说明列写明扣分的事实，以备部门复核";
            self.finding(task, Code::ShortReason, Message::new("扣分有情况说明", "扣了分但说明列为空", advice))
        });
        Outcome { score, findings: finding.into_iter().collect() }
    }

    /// Whether the indicator is one of a shared 分值.
    fn is_shared(&self, task: Task) -> bool {
        self.submission.scheme.system.indicators[task.index].group.is_some()
    }

    /// A score of marks that are rounded already.
    fn plain(&self, task: Task, state: State, range: MarksRange, reason: String) -> Score {
        Score {
            state,
            low: range.low,
            high: range.high,
            full: task.full,
            reason: shared(reason),
            process: Arc::default(),
            cell: self.first_cell(task),
            by_rule: false,
        }
    }

    /// The cell to look at first: in 个性化指标 where the department detailed the indicator, else in 部门数据.
    fn first_cell(&self, task: Task) -> Option<FigureCell> {
        if let Some(own) = task.department.own_of(task.index).next() {
            return Some(own_cell(own));
        }
        let columns = self.inputs[task.index].columns();
        let cell = columns.first().and_then(|column| self.submission.cell(task.department, *column));
        cell.map(FigureCell::Data)
    }

    fn pending(&self, task: Task, code: Code, expected: &str, found: &str) -> Outcome {
        let reason = format!("待核：{}。", found.trim_end_matches('。'));
        let score = self.plain(task, State::Pending, MarksRange::up_to(task.most), reason);
        let finding = self.finding(task, code, Message::new(expected, found, "请核对数据后重新运行"));
        Outcome { score, findings: vec![finding] }
    }

    /// 待核, within what the other entries leave possible.
    fn left_open(&self, task: Task, why: &str, known: Option<MarksRange>) -> Score {
        let possible = known.map_or(String::new(), |range| format!("，{}", possible(range)));
        let range = known.unwrap_or(MarksRange::up_to(task.most));
        self.plain(task, State::Pending, range, format!("待核：{}{possible}。", why.trim_end_matches('。')))
    }

    fn too_large(&self, task: Task) -> Outcome {
        self.pending(task, Code::TooLarge, "可以精确计算的数", "数字过大，不能精确计算")
    }

    fn finding(&self, task: Task, code: Code, message: Message) -> Finding {
        let place = self.first_cell(task).map_or(Place::sheet(sheets::DATA), FigureCell::place);
        let indicator = self.submission.scheme.system.short_name(task.index);
        Finding::new(code, place, message).of(&task.department.name, indicator)
    }

    /// 说明 or 情况说明 of an indicator; empty where there is none.
    fn remark<'d>(&self, department: &'d Department, index: usize) -> &'d str {
        match self.inputs[index].remark.map(|column| &department.entries[column]) {
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

    /// 总分, from the printed scores.
    fn total(&self, scores: &mut [Score]) -> MarksRange {
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
            return MarksRange { low, high };
        }
        let applicable = system.total_marks() - excluded;
        let conventions = self.conventions;
        // 剔除后折算: marks out of what applies, as marks out of all
        let total = system.total_marks();
        let scaled =
            |sum: Points| conventions.rounded(sum.exact().times(total.exact())?.over(applicable.exact())?, total);
        match (scaled(low), scaled(high)) {
            (Some(low), Some(high)) => MarksRange { low, high },
            _ => {
                // nothing applies, so there is nothing to scale
                scores.iter_mut().for_each(|score| score.state = State::Pending);
                MarksRange::up_to(system.total_marks())
            }
        }
    }
}

/// `，四舍五入为6分`
fn kept_as(marks: Points) -> String {
    format!("，四舍五入为{marks}分")
}

/// `可能得0至2分`
fn possible(MarksRange { low, high }: MarksRange) -> String {
    format!("可能得{low}至{high}分")
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
