//! Bytes ⇄ workbooks. Knows no meaning and no paths.
//!
//! Order of use: sheet ← lazy, read ← write.

pub mod lazy;
pub mod read;
pub mod sheet;
pub mod write;
