//! How a collection went.

use crate::collect::{self, Collected};
use crate::ground::Code;
use serde_json::{Map, Value};

/// What the command line gives as JSON, with the counts and why each department is missing.
pub fn collected(collected: &Collected, name: &str) -> Value {
    let missing = collected.findings.iter().filter(|finding| finding.code == Code::FormMissing);
    let why = missing.map(|finding| (finding.department.clone(), finding.message.found.clone().into()));
    let mut view = collect::json(collected, name);
    view["counts"] = collected.counts().into();
    view["listed"] = collected.listed.into();
    view["judged"] = collect::judged(collected).into();
    view["why"] = why.collect::<Map<String, Value>>().into();
    view
}
