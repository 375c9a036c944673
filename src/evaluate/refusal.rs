//! Why there is no evaluation.

use crate::ground::Finding;
use crate::workbook::read::ReadError;

/// Why there is no evaluation.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The workbook has faults of structure: all of them, with their places.
    #[error("工作簿有{}处问题，未能评分", .0.len())]
    Faults(Vec<Finding>),
    /// The request cannot be met: a name that is not there, a value that cannot be read.
    #[error("{0}")]
    Asked(String),
}

impl From<Vec<Finding>> for Refusal {
    fn from(faults: Vec<Finding>) -> Refusal {
        Refusal::Faults(faults)
    }
}
