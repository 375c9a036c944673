//! All tests of the whole program; folders are those of src, `support` helps them. `cargo test workbook::read`
//! runs one file's. `proof` needs LibreOffice, see docs/live.md.
#![allow(clippy::disallowed_methods, reason = "tests make and read files")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod support;

mod annex;
mod cli;
mod collect;
mod criterion;
mod documents;
mod evaluate;
mod form;
mod ground;
mod jobs;
mod judges;
mod proof;
mod result;
mod review;
mod scheme;
mod submission;
mod template;
mod whole;
mod workbook;
