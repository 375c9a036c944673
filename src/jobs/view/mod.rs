//! What the page shows, as JSON in parts: marks are decimals in strings, sentences are those of the result.

mod asked;
mod charts;
mod collected;
mod department;
mod lines;
mod outputs;
mod overview;
mod reading;

pub use crate::jobs::view::asked::asked;
pub use crate::jobs::view::charts::charts;
pub use crate::jobs::view::collected::collected;
pub use crate::jobs::view::department::{appeal, department, inputs};
pub use crate::jobs::view::lines::{deductions, findings, line, lines};
pub use crate::jobs::view::outputs::{document_kinds, outputs};
pub use crate::jobs::view::overview::overview;
pub use crate::jobs::view::reading::{against, reading, readings, settings};

use crate::evaluate::Refusal;
use crate::jobs::JobError;
use serde_json::{Value, json};

/// Why a job cannot be done: the sentence, what to do, or the faults of the workbook.
pub fn refusal(error: &JobError) -> Value {
    match error {
        JobError::Refused(Refusal::Faults(faults)) => json!({ "faults": findings(faults) }),
        JobError::Other { what, on_page, .. } => json!({ "what": what, "steps": [format!("{on_page}。")] }),
        other => json!({ "what": other.to_string() }),
    }
}
