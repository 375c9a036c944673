//! What stands between the entries and the scores, for the sheet 测算 that shows it step by step.

use crate::criterion::{Facts, judged};
use crate::evaluate::score::facts::{Basis, Partial};
use crate::evaluate::score::pin::Pin;
use crate::evaluate::score::{Scorer, Task};
use crate::evaluate::scorecard::{MarksRange, Score};
use crate::ground::{Exact, Points, ZeroBase};
use crate::submission::Department;

/// 状态 of the figures behind a score, before the 口径 turn it into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureState {
    /// 数据齐全
    Usable,
    /// 缺少数据
    Missing,
    /// 不适用
    NotApplicable,
    /// 待核
    Pending,
}

impl FigureState {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            FigureState::Usable => "数据齐全",
            FigureState::Missing => "缺少数据",
            FigureState::NotApplicable => "不适用",
            FigureState::Pending => "待核",
        }
    }
}

/// One indicator of one department, step by step.
#[derive(Clone, Debug)]
pub struct Working {
    /// 状态
    pub state: FigureState,
    /// 测算值: the measure, or the number of cases.
    pub value: Option<Exact>,
    /// What holds 测算值 where a formula alone could miss it.
    pub pin: Option<Pin>,
    /// 应扣次数 or 比较值.
    pub helper: Option<Exact>,
    /// 标准得分, not rounded; none where the rule gives none.
    pub marks: Option<Exact>,
    /// The score at worst and at best where a part of the figures is missing.
    pub range: Option<MarksRange>,
    /// 分值 of the department; the shared one where it is not split.
    pub full: Points,
    /// The score before a shared 分值 is checked.
    pub score: Score,
}

impl Working {
    /// Figures that cannot be used.
    fn pending(full: Points, score: Score) -> Working {
        Working {
            state: FigureState::Pending,
            value: None,
            pin: None,
            helper: None,
            marks: None,
            range: None,
            full,
            score,
        }
    }
}

/// How a department splits a shared 分值.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// 共用: not split.
    Shared,
    /// 已拆分
    Parts,
    /// 待核: the parts do not add up.
    Wrong,
}

impl Split {
    /// 拆分方式 in words.
    pub fn name(self) -> &'static str {
        match self {
            Split::Shared => "共用",
            Split::Parts => "已拆分",
            Split::Wrong => "待核",
        }
    }
}

impl Scorer<'_> {
    /// The steps of every indicator of a department.
    pub fn workings(&self, department: &Department) -> Vec<Working> {
        let fulls = self.full_marks(department, &mut Vec::new());
        let working = |(index, full): (usize, Result<Option<Points>, String>)| match full {
            Ok(full) => self.working(self.task(department, index, full)),
            Err(reason) => {
                let full = self.submission.scheme.system.indicators[index].marks;
                Working::pending(full, self.unsplit_pending(index, &reason))
            }
        };
        fulls.into_iter().enumerate().map(working).collect()
    }

    /// How a department splits the shared 分值 that begins at an indicator.
    pub fn split_of(&self, department: &Department, group: usize) -> Split {
        let first = self.submission.scheme.system.groups[group].members[0];
        match self.full_marks(department, &mut Vec::new())[first] {
            Ok(Some(_)) => Split::Parts,
            Ok(None) => Split::Shared,
            Err(_) => Split::Wrong,
        }
    }

    pub(super) fn working(&self, task: Task) -> Working {
        let pending = Working::pending(task.most, self.indicator(task).score);
        if task.department.own_of(task.index).next().is_some() {
            return self.own_working(task, pending);
        }
        if task.full == Some(Points::ZERO) {
            return Working { state: FigureState::Usable, marks: Some(Exact::ZERO), ..pending };
        }
        let zero_base = self.conventions.zero_base;
        let basis = self.basis(task);
        let pending = match basis.partial() {
            Some(known) => self.partly_known(task, known, pending),
            None => pending,
        };
        match basis {
            Basis::Facts { facts, .. } => self.usable(task, &facts, pending),
            Basis::Missing { .. } => Working { state: FigureState::Missing, ..pending },
            Basis::NotApplicable => Working { state: FigureState::NotApplicable, ..pending },
            Basis::ZeroBase(_) if zero_base == ZeroBase::NotApplicable => {
                Working { state: FigureState::NotApplicable, ..pending }
            }
            _ => pending,
        }
    }

    fn usable(&self, task: Task, facts: &Facts, pending: Working) -> Working {
        let conventions = self.conventions;
        let rule = &self.submission.scheme.rules[task.index].rule;
        let judged = judged(task.most);
        let is_judged = matches!(facts, Facts::Judgement(_));
        let pin = self.pin(task, facts);
        let pinned = pin.as_ref().map(|pin| facts.with_measure(Exact::from_decimal(pin.value)));
        let facts = pinned.as_ref().unwrap_or(facts);
        let marks = if is_judged && self.is_shared(task) { &judged } else { rule }.score(facts, conventions).ok();
        let (value, helper) = (facts.measure(), rule.helper_value(facts, conventions));
        let state = if is_judged && marks.is_none() { FigureState::Pending } else { FigureState::Usable };
        Working { state, value, pin, helper, marks, ..pending }
    }

    /// The range that is left, with the measure of a rule that has one all the same.
    fn partly_known(&self, task: Task, known: &Partial, pending: Working) -> Working {
        let (rule, conventions) = (&self.submission.scheme.rules[task.index].rule, self.conventions);
        let measured = [&known.worst, &known.best].into_iter().find(|facts| facts.measure().is_some());
        let value = measured.and_then(Facts::measure);
        let helper = measured.and_then(|facts| rule.helper_value(facts, conventions));
        Working { range: self.range(task, known).map(|known| known.range), value, helper, ..pending }
    }

    /// The own indicators of an official one together.
    fn own_working(&self, task: Task, pending: Working) -> Working {
        let sum = self.own_sum(task);
        let (state, known) = match () {
            () if sum.is_doubtful() => (FigureState::Pending, false),
            () if sum.is_missing() => (FigureState::Missing, false),
            () if sum.is_left_out() => (FigureState::NotApplicable, false),
            () => (FigureState::Usable, true),
        };
        let least = sum.least(self.conventions.not_applicable);
        let open = sum.is_doubtful() || sum.is_missing();
        let range = if open { self.own_range(task, &sum) } else { None };
        Working { state, marks: least.filter(|_| known), range, ..pending }
    }
}
