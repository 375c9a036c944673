//! The columns of 测算, in their order: those that lead a row, a block for each indicator, those of the total.

use crate::criterion::Refs;
use crate::scheme::Scheme;

/// A column before the blocks. Its number is that of the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadColumn {
    /// 序号
    Number,
    /// 部门（单位）名称
    Name,
    /// 数据行: the department's row of 部门数据; text where the name is not found there as at the run.
    DataRow,
    /// 自评行: the same of 自评得分.
    SelfRow,
    /// 明细行: its row of 得分明细.
    ScoreRow,
    /// 核对: whether a name has changed.
    Check,
    /// 不适用项数
    NotApplicable,
}

/// The columns before the blocks, with their headings and widths.
pub const LEAD: [(LeadColumn, &str, u32); 7] = [
    (LeadColumn::Number, "序号", 6),
    (LeadColumn::Name, "部门（单位）名称", 28),
    (LeadColumn::DataRow, "数据行", 9),
    (LeadColumn::SelfRow, "自评行", 11),
    (LeadColumn::ScoreRow, "明细行", 14),
    (LeadColumn::Check, "核对", 20),
    (LeadColumn::NotApplicable, "不适用项数", 11),
];
/// Width of every column of a block and of the total.
pub const WIDTH: u32 = 11;

/// A column of a block: a step from the figures to the 得分 of one indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// 拆分方式, at the first member of a shared 分值.
    Split,
    /// 本部门分值, of a member of a shared 分值.
    Full,
    /// 状态
    State,
    /// 测算值
    Value,
    /// 应扣次数, 比较值 or 例数合计.
    Helper,
    /// 标准得分
    Marks,
    /// 缺数最低
    Lowest,
    /// 缺数最高
    Highest,
    /// 校核前得分, of a member of a shared 分值.
    BeforeCheck,
    /// 扣分, of a member of a shared 分值.
    Lost,
    /// 共用扣分, at the last member of a shared 分值.
    SharedLost,
}

/// The columns of one indicator.
pub struct Block {
    /// The first of them.
    pub first: u32,
    /// What each is, with its heading.
    pub columns: Vec<(Step, &'static str)>,
}

impl Block {
    /// The column of a step, if the indicator has it.
    pub fn column(&self, step: Step) -> Option<u32> {
        let at = self.columns.iter().position(|(other, _)| *other == step)?;
        Some(self.first + at as u32)
    }

    /// The column behind the last.
    pub fn end(&self) -> u32 {
        self.first + self.columns.len() as u32
    }
}

/// Plans the blocks, one for each indicator; `detailed` are those that a department details in own indicators.
pub fn plan(scheme: &Scheme, detailed: &[usize]) -> Vec<Block> {
    let mut first = LEAD.len() as u32;
    let mut block = |index| {
        let block = Block { first, columns: columns(scheme, index, detailed.contains(&index)) };
        first = block.end();
        block
    };
    (0..scheme.rules.len()).map(&mut block).collect()
}

fn columns(scheme: &Scheme, index: usize, detailed: bool) -> Vec<(Step, &'static str)> {
    let rule = &scheme.rules[index].rule;
    let members = scheme.system.indicators[index].group.map(|group| scheme.system.groups[group].members.as_slice());
    let (shared, members) = (members.is_some(), members.unwrap_or_default());
    let formulas = rule.formulas(&Refs::default());
    let helper = formulas.helper.map(|helper| helper.heading);
    let range = formulas.range.is_some() || detailed;
    let columns = [
        (members.first() == Some(&index), Step::Split, "拆分方式"),
        (shared, Step::Full, "本部门分值"),
        (true, Step::State, "状态"),
        (rule.needs().is_measured(), Step::Value, "测算值"),
        (helper.is_some(), Step::Helper, helper.unwrap_or_default()),
        (true, Step::Marks, "标准得分"),
        (range, Step::Lowest, "缺数最低"),
        (range, Step::Highest, "缺数最高"),
        (shared, Step::BeforeCheck, "校核前得分"),
        (shared, Step::Lost, "扣分"),
        (members.last() == Some(&index), Step::SharedLost, "共用扣分"),
    ];
    columns.into_iter().filter(|(there, ..)| *there).map(|(_, step, heading)| (step, heading)).collect()
}

/// A column of what 总分, 等次 and 名次 need. Its number among them is that of the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalColumn {
    /// 待核项数
    Pending,
    /// 适用分值
    Applicable,
    /// 最低合计, before anything is left out.
    LowSum,
    /// 最高合计, before anything is left out.
    HighSum,
    /// 最低总分
    Low,
    /// 最高总分
    High,
    /// 排名总分: blank where the total is a range.
    Ranked,
    /// 排名组
    Scope,
    /// 同分首个: 1 for the first of each total in its scope.
    First,
    /// 超优秀名额: 1 where the cap takes the best grade away.
    Capped,
    /// 自评总分
    SelfTotal,
    /// 生成时总分: text or number, never a formula.
    Stored,
    /// 总分已变: 1 where the total is no longer the stored one.
    Changed,
}

/// The columns of the total with their headings.
pub const TOTALS: [(TotalColumn, &str); 13] = [
    (TotalColumn::Pending, "待核项数"),
    (TotalColumn::Applicable, "适用分值"),
    (TotalColumn::LowSum, "最低合计"),
    (TotalColumn::HighSum, "最高合计"),
    (TotalColumn::Low, "最低总分"),
    (TotalColumn::High, "最高总分"),
    (TotalColumn::Ranked, "排名总分"),
    (TotalColumn::Scope, "排名组"),
    (TotalColumn::First, "同分首个"),
    (TotalColumn::Capped, "超优秀名额"),
    (TotalColumn::SelfTotal, "自评总分"),
    (TotalColumn::Stored, "生成时总分"),
    (TotalColumn::Changed, "总分已变"),
];

/// The table of 个性化指标 under the departments. Its columns are the numbers of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnMarkColumn {
    /// 部门（单位）名称
    Department = 1,
    /// 数据行: its row of 个性化指标.
    Row,
    /// 二级指标
    Level2,
    /// 三级指标
    Level3,
    /// 个性化指标名称
    Name,
    /// 分值
    Full,
    /// 目标下限: what must be reached; blank where less is better.
    Low,
    /// 目标上限: what must not be passed; blank where more is better.
    High,
    /// 测算得分
    Marks,
}

/// Its columns with their headings.
pub const OWN: [(OwnMarkColumn, &str); 9] = [
    (OwnMarkColumn::Department, "部门（单位）名称"),
    (OwnMarkColumn::Row, "数据行"),
    (OwnMarkColumn::Level2, "二级指标"),
    (OwnMarkColumn::Level3, "三级指标"),
    (OwnMarkColumn::Name, "个性化指标名称"),
    (OwnMarkColumn::Full, "分值"),
    (OwnMarkColumn::Low, "目标下限"),
    (OwnMarkColumn::High, "目标上限"),
    (OwnMarkColumn::Marks, "测算得分"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_of_their_variants() {
        assert!((0..).zip(LEAD).all(|(at, (column, ..))| column as usize == at));
        assert!((0..).zip(TOTALS).all(|(at, (column, _))| column as usize == at));
        assert!((1..).zip(OWN).all(|(at, (column, _))| column as usize == at));
    }

    #[test]
    fn a_step_that_an_indicator_has_not_has_no_column() {
        let blocks = plan(&Scheme::built_in().unwrap(), &[20]);
        assert_eq!(blocks[0].column(Step::Split), None);
        for block in &blocks {
            let columns: Vec<u32> = block.columns.iter().filter_map(|(step, _)| block.column(*step)).collect();
            assert_eq!(columns, (block.first..block.end()).collect::<Vec<u32>>());
        }
    }
}
