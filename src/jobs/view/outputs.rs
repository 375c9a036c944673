//! What can be saved of a scored workbook.

use crate::documents::kind_of;
use crate::evaluate::Whole;
use crate::ground::file_names;
use crate::jobs::public::Public;
use crate::jobs::{papers, scoring};
use indexmap::IndexMap;
use serde_json::{Value, json};

/// Each sort of file: its name, or those of its files, and why it is not there; what was left out for publishing.
pub fn outputs(whole: Whole, public: Option<&Public>) -> Value {
    let result = file_names::result(&whole.first().input_name);
    let annex = file_names::annex(&result);
    let documents = papers::documents(whole);
    let refused = documents.as_ref().err().map(super::refusal);
    let documents = documents.as_ref().map(document_kinds).unwrap_or_default();
    let forms = papers::forms(whole, false).map(|forms| forms.names).unwrap_or_default();
    let in_one = papers::forms(whole, true).ok().and_then(|forms| forms.names.first().cloned());
    json!({
        "result": result,
        "annex": annex,
        "no_annex": scoring::no_annex(whole),
        "draft": scoring::draft(whole),
        "documents": documents.iter().map(|(kind, files)| json!({ "kind": kind, "files": files })).collect::<Vec<Value>>(),
        "refused": refused,
        "forms": forms,
        "forms_in_one": in_one,
        "left_out": public.map(|public| &public.left_out),
        "reading": file_names::reading(&whole.first().input_name),
    })
}

/// The documents by their kinds: of each the numbers and names of its files.
pub fn document_kinds(documents: &papers::Papers) -> IndexMap<&'static str, Vec<(usize, String)>> {
    let mut kinds: IndexMap<&str, Vec<(usize, String)>> = IndexMap::new();
    for (at, name) in documents.names.iter().enumerate() {
        kinds.entry(kind_of(name).unwrap_or_default()).or_default().push((at, name.clone()));
    }
    kinds
}
