//! Why a workbook cannot be written.

use rust_xlsxwriter::XlsxError;
use std::fmt::Display;

/// The workbook to be written is faulty: a fault of this program, one problem a line.
#[derive(Debug, thiserror::Error)]
#[error("生成工作簿时程序出错：{0}")]
pub struct WriteError(pub String);

/// How many problems are named; the rest is counted.
const MOST: usize = 20;

impl WriteError {
    /// The first problems of a list, and how many more there are.
    pub(crate) fn of(problems: &[String]) -> WriteError {
        let mut lines = problems[..problems.len().min(MOST)].join("\n");
        if problems.len() > MOST {
            lines += &format!("\n另有 {} 处", problems.len() - MOST);
        }
        WriteError(lines)
    }
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> WriteError {
        fault(error)
    }
}

/// What another library has to say.
pub(crate) fn fault(error: impl Display) -> WriteError {
    WriteError(error.to_string())
}
