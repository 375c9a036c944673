//! 指标体系: one 评分表, as data.

use crate::ground::{Place, Placed, Points};
use std::fmt;
use std::ops::Range;

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
        let IndicatorPath { level1, level2, level3 } = self;
        // a table without levels names each as the indicator
        if level1 == level2 && level2 == level3 {
            return f.write_str(level3);
        }
        write!(f, "{level1}/{level2}/{level3}")
    }
}

/// 指标方向: whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 正向
    Forward,
    /// 逆向
    Reverse,
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
    /// The formula that the 评分标准 or 指标说明 defines, where one does.
    pub definition: Option<Placed>,
    /// 单位 of its value, behind its name or in a column of its own; empty where there is none.
    pub unit: String,
    /// 目标值; empty where there is none.
    pub target: Placed,
    /// 正向 or 逆向 of a table that has such a column.
    pub direction: Option<Direction>,
    /// 公式依据: where the formula comes from.
    pub source: String,
    /// Row in the sheet 评分表, from 0.
    pub row: u32,
}

/// One 分值 over several rows; each department may split it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedMarks {
    /// The shared 分值.
    pub marks: Points,
    /// The indicators that share it, in order.
    pub members: Vec<usize>,
}

/// A 一级 or 二级 heading with the 分值 it states, if it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelHeading {
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

impl LevelHeading {
    /// The indicators under it.
    pub fn members(&self) -> Range<usize> {
        self.first..self.first + self.count
    }
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
    pub level1: Vec<LevelHeading>,
    /// 二级指标.
    pub level2: Vec<LevelHeading>,
    /// Whether a row is 备注 under the table.
    pub note: String,
    /// Columns that the program does not use, such as 指标解释 and 数据来源; results show them again.
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

    /// The names of indicators: `经济效益、社会效益`.
    pub fn names(&self, members: &[usize]) -> String {
        members.iter().map(|index| self.short_name(*index)).collect::<Vec<String>>().join("、")
    }

    /// What indicators that share a 分值 are called together: `职责履行（6项共15分）`; one alone has its own name.
    pub fn common_name(&self, members: &[usize]) -> String {
        let [first, .., _] = members else { return self.short_name(members[0]) };
        let paths = || members.iter().map(|index| &self.indicators[*index].path);
        let path = &self.indicators[*first].path;
        let name = match () {
            () if paths().all(|other| other.level2 == path.level2) => path.level2.clone(),
            () if paths().all(|other| other.level1 == path.level1) => path.level1.clone(),
            () => format!("{}等", path.level3),
        };
        format!("{name}（{}项共{}分）", members.len(), self.marks_of(members.iter().copied()))
    }
}
