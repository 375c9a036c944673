//! Bytes ⇄ workbooks. Knows no meaning and no paths.
//!
//! Order of use: sheet ← lazy, read ← write.

pub mod lazy;
pub mod read;
pub mod sheet;
pub mod write;

pub use crate::workbook::lazy::{LazySheet, StreamedSheet};
pub use crate::workbook::sheet::{
    Allowed, Chart, ChartKind, Column, Format, Print, Role, Sheet, Tint, Validation, Value,
};
