//! The kinds of rules, one folder each.

pub(crate) mod bands;
pub(crate) mod checklist;
pub(crate) mod judged;
pub(crate) mod per_case;
pub(crate) mod per_step;
pub(crate) mod proportional;
