//! What one department filed.

use crate::ground::{Figure, Points, tidy};
use crate::submission::target::FiledTarget;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::sync::Arc;

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

impl From<Figure> for Entry {
    fn from(figure: Figure) -> Entry {
        match figure {
            Figure::Number { value, .. } => Entry::Number(value),
            Figure::NotApplicable => Entry::NotApplicable,
            Figure::Blank => Entry::Blank,
            Figure::Fault { .. } => Entry::Faulty,
        }
    }
}

impl Entry {
    /// The figure, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Entry::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// 自评: what a department gave itself.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SelfAssessment {
    /// Row in the sheet 自评得分.
    pub row: u32,
    /// Column there of 部门（单位）名称.
    pub name_at: u32,
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
    /// 目标值; blank where it is judged.
    pub target: FiledTarget,
    /// 完成值; blank where it is judged.
    pub done: Entry,
    /// 计分方式: how it is scored.
    pub method: OwnMethod,
    /// 评定得分
    pub judged: Entry,
    /// 说明
    pub remark: String,
    /// Row in the sheet 个性化指标.
    pub row: u32,
}

impl OwnIndicator {
    /// Whether neither 目标值 nor 完成值 is blank.
    pub fn has_figures(&self) -> bool {
        self.target != FiledTarget::Blank && self.done != Entry::Blank
    }
}

/// 计分方式 of an own indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnMethod {
    /// 评定: 评定得分 is given by a person.
    Judged,
    /// 按完成比例: 分值 where the 完成值 meets the 目标值, else its share: 完成值 ÷ 目标值 below it, 目标值 ÷ 完成值 above.
    Proportional,
}

/// The index of each department by its tidy name; the first where two have the same.
pub fn by_name(departments: &[Department]) -> IndexMap<String, usize> {
    let mut at = IndexMap::new();
    for (index, department) in departments.iter().enumerate() {
        at.entry(tidy(&department.name)).or_insert(index);
    }
    at
}

/// One department.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Department {
    /// 部门（单位）名称
    pub name: String,
    /// 部门类别; may be empty.
    pub category: String,
    /// Row in 部门数据, from 0.
    pub row: u32,
    /// What it filled in, one for each planned column.
    pub entries: Vec<Entry>,
    /// Percentages that show rounded: the planned column, and the fraction that shows.
    pub shown: Vec<(usize, Decimal)>,
    /// 自评, if any.
    pub self_assessment: Option<SelfAssessment>,
    /// 个性化指标.
    pub own: Vec<OwnIndicator>,
}

impl Department {
    /// The 个性化指标 that detail an official indicator.
    pub fn own_of(&self, indicator: usize) -> impl Iterator<Item = &OwnIndicator> + Clone {
        self.own.iter().filter(move |own| own.indicator == indicator)
    }
}
