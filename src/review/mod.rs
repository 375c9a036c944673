//! Looking again: how 评分标准 are read, two tables, two years, an appeal.

pub mod appeal;
pub mod read_back;
pub mod tables;
pub mod years;
