//! Word: documents as data → the bytes of a .docx in the layout of GB/T 9704-2012. Knows no meaning and no paths.
//!
//! ```text
//! Document ─ paragraph, table, section ─► Element (children in the order of the schema) ─ package ─► bytes
//! ```

mod document;
mod element;
mod order;
mod package;
mod page;
mod paragraph;
mod read_back;
mod styles;
mod table;

pub use crate::word::document::{Block, Document, Line, Lines, Section, Table, TableCell};
pub use crate::word::package::write;
pub use crate::word::page::{BODY_WIDTH, Page};
pub use crate::word::read_back::{is_own, own_title, verified};
pub use crate::word::styles::Style;
pub use crate::word::table::HEIGHT;
