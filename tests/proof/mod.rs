//! What LibreOffice, an independent calculator, makes of the formulas; see docs/live.md.

pub mod all_wordings;
mod compare;
mod edits;
mod form;
mod formulas;
mod office;
mod rows;
