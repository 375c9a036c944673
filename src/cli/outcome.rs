//! What a run says and the exit code it ends with.

use crate::cli::RunError;
use crate::evaluate::Refusal;
use crate::ground::Finding;
use crate::result::text;

/// The exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 完成
    Done = 0,
    /// 完成，有“必须”级疑点
    DoneWithFaults = 1,
    /// 未能运行
    NotRun = 2,
}

/// What a run says and how it ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// To be printed: on standard error where nothing was run.
    pub text: String,
    /// How it ends.
    pub exit: Exit,
}

impl Outcome {
    /// All went well.
    pub fn done(text: String) -> Outcome {
        Outcome { text, exit: Exit::Done }
    }

    /// Done; some findings may have to be settled.
    pub fn of(text: String, findings: &[Finding]) -> Outcome {
        Outcome::faulty(text, findings.iter().any(Finding::is_open))
    }

    /// Done, with faults or without.
    pub fn faulty(text: String, faults: bool) -> Outcome {
        Outcome { text, exit: if faults { Exit::DoneWithFaults } else { Exit::Done } }
    }
}

impl From<RunError> for Outcome {
    fn from(error: RunError) -> Outcome {
        let text = match error {
            RunError::Refused(Refusal::Faults(findings)) => text::faults(&findings),
            other => format!("未能运行：{other}"),
        };
        Outcome { text, exit: Exit::NotRun }
    }
}
