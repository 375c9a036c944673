//! What there is to compile, and what is wrong with it.

use crate::ground::{Code, Points, Severity};
use std::ops::Range;

/// What there is to compile.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// 三级指标, for example “三公经费”控制率.
    pub indicator: &'a str,
    /// 评分标准 as it stands in the cell.
    pub text: &'a str,
    /// 分值.
    pub full_marks: Points,
}

/// What the table says beside a 评分标准.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// 计算公式; empty where there is none.
    pub formula: &'a str,
    /// 目标值; empty where there is none.
    pub target: &'a str,
}

/// A fault or remark of the compiler, pointing at the official text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which kind; its severity says whether it refuses the text.
    pub code: Code,
    /// The characters at fault, counted in `char`s of the original text.
    pub span: Range<usize>,
    /// What is wrong and what it could mean.
    pub message: String,
    /// The sentence to write instead, or what to do; may be empty.
    pub advice: String,
}

impl Fault {
    /// 级别; 必须 refuses the text.
    pub fn severity(&self) -> Severity {
        self.code.info().level.severity()
    }

    /// Whether this refuses the text.
    pub(crate) fn refuses(&self) -> bool {
        self.severity() == Severity::Must
    }
}
