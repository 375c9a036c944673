//! Bytes ⇄ workbooks. Knows no meaning and no paths.

pub mod lazy;
pub mod read;
pub mod sheet;
pub mod write;
