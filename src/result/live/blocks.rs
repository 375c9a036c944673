//! The columns of 测算: a block for each indicator.

use crate::criterion::formula::{Helper, Refs};
use crate::submission::Submission;

/// First block column; before it stand 序号, the name and 不适用项数.
pub const FIRST: u32 = 3;
/// Column of 不适用项数.
pub const NOT_APPLICABLE: u32 = 2;

/// The columns of one indicator.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// First and last column.
    pub span: (u32, u32),
    /// 拆分方式, at the first member of a shared 分值.
    pub split: Option<u32>,
    /// 本部门分值, of a member of a shared 分值.
    pub full: Option<u32>,
    /// 状态
    pub standing: u32,
    /// 测算值
    pub value: Option<u32>,
    /// 超出步数, 比较值 or 例数合计.
    pub helper: Option<(u32, Helper)>,
    /// 规则得分
    pub marks: u32,
    /// 缺数最低 and 缺数最高.
    pub range: Option<(u32, u32)>,
    /// 校核前得分 and 扣分, of a member of a shared 分值.
    pub shared: Option<(u32, u32)>,
    /// 共用扣分, at the last member of a shared 分值.
    pub lost: Option<u32>,
}

/// Plans the blocks; also the first column after them.
pub fn plan(submission: &Submission) -> (Vec<Block>, u32) {
    let mut next = FIRST;
    let blocks = (0..submission.scheme.rules.len()).map(|index| block(submission, index, &mut next)).collect();
    (blocks, next)
}

fn block(submission: &Submission, index: usize, next: &mut u32) -> Block {
    let first = *next;
    let mut take = || {
        *next += 1;
        *next - 1
    };
    let rule = &submission.scheme.rules[index].rule;
    let group =
        submission.scheme.system.indicators[index].group.map(|group| &submission.scheme.system.groups[group].members);
    let measured = rule.needs().is_measured();
    let formulas = rule.formulas(&Refs::default());
    let block = Block {
        split: group.filter(|members| members[0] == index).map(|_| take()),
        full: group.map(|_| take()),
        standing: take(),
        value: measured.then(&mut take),
        helper: formulas.helper.map(|helper| (take(), helper)),
        marks: take(),
        range: formulas.range.map(|_| (take(), take())),
        shared: group.map(|_| (take(), take())),
        lost: group.filter(|members| members.last() == Some(&index)).map(|_| take()),
        span: (first, first),
    };
    Block { span: (first, *next - 1), ..block }
}

impl Block {
    /// The columns with their headings, in order.
    pub fn headings(&self) -> Vec<(u32, &'static str)> {
        let mut headings = vec![(self.standing, "状态"), (self.marks, "规则得分")];
        let optional = [
            (self.split, "拆分方式"),
            (self.full, "本部门分值"),
            (self.value, "测算值"),
            (self.range.map(|(low, _)| low), "缺数最低"),
            (self.range.map(|(_, high)| high), "缺数最高"),
            (self.shared.map(|(before, _)| before), "校核前得分"),
            (self.shared.map(|(_, lost)| lost), "扣分"),
            (self.lost, "共用扣分"),
        ];
        headings.extend(optional.into_iter().filter_map(|(col, name)| Some((col?, name))));
        headings.extend(self.helper.iter().map(|(col, helper)| (*col, helper.heading)));
        headings.sort_unstable();
        headings
    }
}
