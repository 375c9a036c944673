//! What stands in a file and is not read as cells: pictures, charts, macros …, counted so that it can be said.

use std::collections::BTreeMap;

/// Kinds of things that are not read, with their measure words, in the order in which they are said.
const KINDS: [(&str, &str); 20] = [
    ("图片", "个"),
    ("图表", "个"),
    ("图形", "个"),
    ("数据透视表", "个"),
    ("切片器", "个"),
    ("嵌入对象", "个"),
    ("控件", "个"),
    ("表格（套用格式）", "个"),
    ("迷你图", "组"),
    ("条件格式", "处"),
    ("数据有效性", "处"),
    ("超链接", "处"),
    ("工作表保护", "处"),
    ("页眉页脚图片", "处"),
    ("宏", "个"),
    ("外部链接", "个"),
    // of a Word document
    ("脚注和尾注", "处"),
    ("审阅批注", "处"),
    ("特殊符号", "个"),
    ("插入的文件", "个"),
];

/// How many there are of each of [`KINDS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut(BTreeMap<usize, usize>);

impl LeftOut {
    /// Counts one more.
    pub(crate) fn add(&mut self, kind: &str) {
        if let Some(at) = KINDS.iter().position(|(name, _)| *name == kind) {
            *self.0.entry(at).or_default() += 1;
        }
    }

    /// Leaves out a kind that is told otherwise.
    pub(crate) fn forget(&mut self, kind: &str) {
        self.0.retain(|at, _| KINDS[*at].0 != kind);
    }

    /// `图片2个、条件格式3处`; none where there is nothing of them.
    pub fn words(&self) -> Option<String> {
        let words: Vec<String> =
            self.0.iter().map(|(at, count)| format!("{}{count}{}", KINDS[*at].0, KINDS[*at].1)).collect();
        (!words.is_empty()).then(|| words.join("、"))
    }
}
