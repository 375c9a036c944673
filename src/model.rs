//! What is evaluated, as data: the indicator system, the departments and their scorecards. No I/O.

use crate::convention::Conventions;
use crate::expression::{Expression, Relation};
use crate::finding::{CellRef, Place};
use crate::layout::sheets;
use crate::quantity::Points;
use crate::rules::Rule;
use rust_decimal::Decimal;
use std::fmt;
use std::sync::Arc;

/// 一级/二级/三级指标: the key of an indicator (管理制度健全性 occurs twice).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorPath {
    /// 一级指标
    pub level1: String,
    /// 二级指标
    pub level2: String,
    /// 三级指标
    pub level3: String,
}

impl fmt::Display for IndicatorPath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}/{}", self.level1, self.level2, self.level3)
    }
}

/// A text of the workbook and the cell it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The text as it stands.
    pub text: String,
    /// Its cell.
    pub place: Place,
}

/// One 三级指标 of the 评分表.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its key.
    pub path: IndicatorPath,
    /// 评分标准; one text may serve several rows.
    pub criterion: Placed,
    /// 分值, or the 分值 that the whole group shares.
    pub marks: Points,
    /// The cell of the 分值.
    pub marks_place: Place,
    /// Index into [`IndicatorSystem::groups`] where one 分值 spans several rows.
    pub group: Option<usize>,
    /// 计算公式; empty where there is none.
    pub formula: Placed,
    /// 公式依据: where the formula comes from.
    pub source: String,
    /// Row in the sheet 评分表, from 0.
    pub row: u32,
}

/// One 分值 over several rows: each department splits it as it likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedMarks {
    /// The shared 分值.
    pub marks: Points,
    /// The indicators that share it, in order.
    pub members: Vec<usize>,
}

/// A 一级 or 二级 heading with the 分值 it states, if it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Name.
    pub name: String,
    /// The 分值 stated in brackets behind the name.
    pub stated: Option<Points>,
    /// First indicator under it.
    pub first: usize,
    /// Number of indicators under it.
    pub count: usize,
    /// Its cell.
    pub place: Place,
}

/// 指标体系: one 评分表.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct IndicatorSystem {
    /// Title of the table.
    pub title: String,
    /// 三级指标 in the order of the table.
    pub indicators: Vec<Indicator>,
    /// Shared 分值.
    pub groups: Vec<SharedMarks>,
    /// 一级指标.
    pub level1: Vec<Heading>,
    /// 二级指标.
    pub level2: Vec<Heading>,
    /// 备注 under the table.
    pub note: String,
    /// Columns that decide nothing, such as 指标解释 and 数据来源: kept for whoever reads the table.
    pub others: Vec<OtherColumn>,
}

/// A column of 评分表 that the program does not use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherColumn {
    /// Its heading; may be empty.
    pub heading: String,
    /// Its text for each 三级指标; one cell may serve several rows.
    pub cells: Vec<Placed>,
}

impl IndicatorSystem {
    /// 分值 of a run of indicators; a shared 分值 counts once.
    pub fn marks_of(&self, members: impl Iterator<Item = usize>) -> Points {
        let mut groups = Vec::new();
        let mut sum = Points::ZERO;
        for index in members {
            match self.indicators[index].group {
                Some(group) if groups.contains(&group) => {}
                Some(group) => {
                    groups.push(group);
                    sum = sum + self.groups[group].marks;
                }
                None => sum = sum + self.indicators[index].marks,
            }
        }
        sum
    }

    /// 总分.
    pub fn total_marks(&self) -> Points {
        self.marks_of(0..self.indicators.len())
    }

    /// 三级指标 as shown where names repeat: `管理制度健全性（资产管理）`.
    pub fn short_name(&self, index: usize) -> String {
        let path = &self.indicators[index].path;
        let twice = self.indicators.iter().filter(|i| i.path.level3 == path.level3).count() > 1;
        if twice { format!("{}（{}）", path.level3, path.level2) } else { path.level3.clone() }
    }
}

/// What a column of 部门数据 holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKey {
    /// A 数据项 of the formulas or ties.
    Item(String),
    /// Item `part` of a checklist, or a number of cases.
    Part {
        /// Index of the indicator.
        indicator: usize,
        /// Index of the item.
        part: usize,
    },
    /// 情况说明 or 说明.
    Remark(usize),
    /// 评定得分.
    Judged(usize),
    /// 本部门分值: the department's part of a shared 分值.
    Share(usize),
}

/// One planned column of 部门数据.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataColumn {
    /// What it holds.
    pub key: ColumnKey,
    /// 二级指标 above it.
    pub level2: String,
    /// 三级指标 above it.
    pub level3: String,
    /// Its own heading, without the unit.
    pub label: String,
    /// 单位: 万元, 人, %, 例, 分, or empty.
    pub unit: String,
    /// Note: the rule it serves.
    pub note: String,
}

/// What a department filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A figure; percentages as fractions.
    Number(Decimal),
    /// 是
    Yes,
    /// 否
    No,
    /// Words of a 说明 column.
    Text(Box<str>),
    /// 无, —, 不适用
    NotApplicable,
    /// Nothing.
    Blank,
    /// Something that cannot be used; a finding says why.
    Faulty,
}

/// 自评: what a department gave itself.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SelfAssessment {
    /// Row in the sheet 自评得分.
    pub row: u32,
    /// 自评得分, one for each indicator.
    pub marks: Vec<Option<Points>>,
    /// 扣分原因, one for each indicator.
    pub reasons: Vec<Box<str>>,
    /// Column of each 自评得分; all departments have the same.
    pub columns: Arc<[Option<u32>]>,
    /// 自评总分 as stated, with its column.
    pub total: Option<(Points, u32)>,
    /// 自评等次 as stated, with its column.
    pub grade: Option<(String, u32)>,
}

impl SelfAssessment {
    /// Whether nothing at all was filled in.
    pub fn is_blank(&self) -> bool {
        let no_marks = self.marks.iter().all(Option::is_none) && self.total.is_none();
        no_marks && self.grade.is_none() && self.reasons.iter().all(|reason| reason.is_empty())
    }
}

/// 个性化指标: one of a department's own indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnIndicator {
    /// The official indicator it details.
    pub indicator: usize,
    /// 个性化指标名称
    pub name: String,
    /// 分值
    pub marks: Points,
    /// 目标值
    pub target: Option<Decimal>,
    /// 完成值
    pub done: Option<Decimal>,
    /// 计分方式: how it is scored.
    pub method: OwnMethod,
    /// 评定得分
    pub judged: Entry,
    /// 说明
    pub remark: String,
    /// Row in the sheet 个性化指标.
    pub row: u32,
}

/// 计分方式 of an own indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnMethod {
    /// 评定: 评定得分 is given by a person.
    Judged,
    /// 按完成比例: 完成值 ÷ 目标值 × 分值, at most 分值.
    Proportional,
}

/// One department.
#[derive(Clone, Debug, PartialEq)]
pub struct Department {
    /// 部门（单位）名称
    pub name: String,
    /// 部门类别; may be empty.
    pub category: String,
    /// Row in 部门数据, from 0.
    pub row: u32,
    /// What it filled in, one for each planned column.
    pub entries: Vec<Entry>,
    /// 自评, if any.
    pub self_assessment: Option<SelfAssessment>,
    /// 个性化指标.
    pub own: Vec<OwnIndicator>,
}

/// 勾稽关系: one row of 审核公式.
#[derive(Clone, Debug)]
pub struct Tie {
    /// 编号
    pub id: String,
    /// 级别: true for 必须, false for 提示.
    pub must: bool,
    /// 公式 as written.
    pub text: String,
    /// 公式 as parsed.
    pub relation: Relation,
    /// 容差, in the unit of the figures.
    pub tolerance: Decimal,
    /// 说明
    pub meaning: String,
    /// Its cell.
    pub place: Place,
}

/// An indicator with its compiled rule and formula; no rule means it is refused.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The rule.
    pub rule: Rule,
    /// 计算公式, for rules that need one.
    pub measure: Option<Expression>,
}

/// Everything there is to score.
#[derive(Clone, Debug)]
pub struct Submission {
    /// 年度, for example `2024`; may be empty.
    pub year: String,
    /// 标题 of the result.
    pub title: String,
    /// 口径
    pub conventions: Conventions,
    /// 评分表
    pub system: IndicatorSystem,
    /// The rules, one for each indicator.
    pub rules: Vec<Compiled>,
    /// Planned columns of 部门数据.
    pub columns: Vec<DataColumn>,
    /// Where each planned column stands in 部门数据; none where it is not there.
    pub column_at: Vec<Option<u32>>,
    /// Where 部门类别 stands in 部门数据.
    pub category_at: Option<u32>,
    /// 部门数据
    pub departments: Vec<Department>,
    /// 审核公式
    pub ties: Vec<Tie>,
}

impl Submission {
    /// The index of a planned column.
    pub fn column(&self, key: &ColumnKey) -> Option<usize> {
        self.columns.iter().position(|column| column.key == *key)
    }

    /// The index of the column of a 数据项.
    pub fn item(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| matches!(&column.key, ColumnKey::Item(item) if item == name))
    }

    /// The cell in 部门数据 of a department's entry in a planned column.
    pub fn cell(&self, department: &Department, column: usize) -> Option<CellRef> {
        self.column_at[column].map(|col| CellRef::new(department.row, col))
    }
}

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

/// A text that several hold; an empty one takes no memory.
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
}

/// All scores of one department.
#[derive(Clone, Debug, PartialEq)]
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
    /// Whether a score is 待核, so that the total is a range.
    pub fn pending(&self) -> bool {
        self.scores.iter().any(|score| score.state == State::Pending)
    }

    /// 总分, or none where it is a range.
    pub fn total(&self) -> Option<Points> {
        (!self.pending()).then_some(self.low)
    }
}
