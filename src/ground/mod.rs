//! The base of all other modules: exact numbers, figures as written, 计算公式, findings, 口径, places, names.

pub mod cell;
pub mod convention;
pub mod expression;
pub mod file_names;
pub mod finding;
pub mod names;
pub mod number;
pub mod place;
pub mod quantity;
