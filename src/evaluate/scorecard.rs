//! What scoring gives: the scores of a department, its total, rank and grade.

use crate::ground::names::sheets;
use crate::ground::{CellRef, Place, Points};
use std::sync::Arc;

/// 状态 of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// 已评分
    Scored,
    /// 采信自评
    Adopted,
    /// 不适用（计满分）
    NotApplicable,
    /// 不适用（剔除）
    Excluded,
    /// 待核
    Pending,
}

impl State {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            State::Scored => "已评分",
            State::Adopted => "采信自评",
            State::NotApplicable => "不适用",
            State::Excluded => "不适用（剔除）",
            State::Pending => "待核",
        }
    }
}

/// What marks can be: the lowest and the highest, the same where they are certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarksRange {
    /// The lowest.
    pub low: Points,
    /// The highest.
    pub high: Points,
}

impl MarksRange {
    /// Marks that are certain.
    pub fn exactly(marks: Points) -> MarksRange {
        MarksRange { low: marks, high: marks }
    }

    /// Anything from 0.
    pub fn up_to(high: Points) -> MarksRange {
        MarksRange { low: Points::ZERO, high }
    }
}

/// The cell that a score rests on. There is one for each score, so it is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureCell {
    /// In 部门数据.
    Data(CellRef),
    /// In 个性化指标.
    Own(CellRef),
}

impl FigureCell {
    /// The same as a place.
    pub fn place(self) -> Place {
        match self {
            FigureCell::Data(cell) => Place::cell(sheets::DATA, cell),
            FigureCell::Own(cell) => Place::cell(sheets::OWN, cell),
        }
    }
}

/// 总分 of a department, as ranks need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The total, or its range.
    pub range: MarksRange,
    /// Whether a score is 待核: the department has no rank.
    pub pending: bool,
}

/// A text that is held in several places; an empty one takes no memory.
pub fn shared(text: String) -> Arc<str> {
    if text.is_empty() { Arc::default() } else { text.into() }
}

/// The score of one department in one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// 状态
    pub state: State,
    /// The lowest it can be, rounded; the 得分 itself unless it is 待核.
    pub low: Points,
    /// The highest it can be, rounded.
    pub high: Points,
    /// 分值 for this department; none where a shared 分值 is not split.
    pub full: Option<Points>,
    /// 扣分原因, or why the score is as it is.
    pub reason: Arc<str>,
    /// 计算过程: the formula with its cells.
    pub process: Arc<str>,
    /// The data cell to look at first.
    pub cell: Option<FigureCell>,
    /// Whether its rule gave it from whole facts: no 口径 of what is missing or does not apply had a part in it.
    pub by_rule: bool,
}

impl Score {
    /// 得分, or none where it is 待核 or excluded.
    pub fn marks(&self) -> Option<Points> {
        matches!(self.state, State::Scored | State::Adopted | State::NotApplicable).then_some(self.low)
    }
}

/// A lost point: one row of 扣分原因. Several indicators where they share an unsplit 分值.
#[derive(Clone, Debug, PartialEq)]
pub struct Deduction {
    /// The indicators concerned.
    pub indicators: Vec<usize>,
    /// 分值
    pub full: Points,
    /// 得分
    pub marks: Points,
    /// 扣分原因
    pub reason: Arc<str>,
    /// 计算过程
    pub process: Arc<str>,
    /// 自评得分, where given.
    pub self_marks: Option<Points>,
    /// The data cell.
    pub cell: Option<FigureCell>,
}

impl Deduction {
    /// 扣分
    pub fn lost(&self) -> Points {
        self.full - self.marks
    }
}

/// 名次 and 等次 of a department.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Standing {
    /// 名次; none where the total is 待核.
    pub rank: Option<u32>,
    /// Whether another department has the same rank.
    pub tied: bool,
    /// 等次; `良好～优秀` where the total is a range.
    pub grade: String,
    /// Why the grade is not the one of the total (优秀比例上限); empty otherwise.
    pub grade_reason: String,
    /// Whether its name stands in another row too: which of them counts is for the bureau to say.
    pub twice: bool,
}

/// All scores of one department.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Scorecard {
    /// One score for each indicator.
    pub scores: Vec<Score>,
    /// Lost points.
    pub deductions: Vec<Deduction>,
    /// The lowest total; the 总分 itself unless a score is 待核.
    pub low: Points,
    /// The highest total.
    pub high: Points,
    /// 名次 and 等次.
    pub standing: Standing,
}

impl Scorecard {
    /// How many scores are of a 状态.
    pub fn count(&self, state: State) -> usize {
        self.scores.iter().filter(|score| score.state == state).count()
    }

    /// Whether a score is 待核, so that the total is a range.
    pub fn pending(&self) -> bool {
        self.scores.iter().any(|score| score.state == State::Pending)
    }

    /// 总分 of a department that is rated (已评定): nothing of it is 待核, and its name stands in one row. Ranks, averages,
    /// 等次, what is published and the letters go by this; none otherwise.
    pub fn ranked_total(&self) -> Option<Points> {
        self.standing.rank.and(self.total())
    }

    /// 总分 and whether it is settled.
    pub fn standing_total(&self) -> Total {
        Total { range: MarksRange { low: self.low, high: self.high }, pending: self.pending() }
    }

    /// 总分, or none where it is a range.
    pub fn total(&self) -> Option<Points> {
        (!self.pending()).then_some(self.low)
    }
}
