//! jixiao (绩效): scores the 部门整体支出绩效评价 of every department of a city.

pub mod convention;
pub mod expression;
pub mod finding;
pub mod quantity;
pub mod read;
pub mod rules;
pub mod sheet;
pub mod write;
