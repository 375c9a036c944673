//! The kinds of rules, one folder each. This list alone knows them all, and no kind knows another: what several
//! use stands one level up.

mod bands;
mod checklist;
mod earned;
mod grades;
mod judged;
mod per_case;
mod per_step;
mod proportional;

pub use crate::criterion::kinds::judged::judged;

use crate::criterion::rule::Kind;

/// All kinds of rules.
pub const KINDS: &[Kind] = &[
    per_step::KIND,
    bands::KIND,
    per_case::KIND,
    checklist::KIND,
    grades::KIND,
    earned::KIND,
    proportional::KIND,
    judged::KIND,
];
