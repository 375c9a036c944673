//! What is looked up for every cell of a sheet, found out once.

use crate::ground::{Area, Areas};
use crate::workbook::read::grid::GridRow;
use std::sync::OnceLock;

/// Kept beside a sheet; no part of what it holds.
#[derive(Debug, Default)]
pub struct Lookup(OnceLock<Found>);

#[derive(Debug)]
struct Found {
    merges: Areas,
    rows: usize,
    last_col: u32,
}

impl Clone for Lookup {
    fn clone(&self) -> Lookup {
        Lookup::default()
    }
}

impl PartialEq for Lookup {
    fn eq(&self, _: &Lookup) -> bool {
        true
    }
}

impl Lookup {
    /// The merged area that holds a cell.
    pub(crate) fn merges<'a>(&'a self, rows: &[GridRow], merges: &'a [Area]) -> Option<&'a Areas> {
        let found = self.0.get_or_init(|| found(rows, merges));
        (found.merges.count() == merges.len()).then_some(&found.merges)
    }

    /// The last column that holds something.
    pub(crate) fn last_col(&self, rows: &[GridRow], merges: &[Area]) -> u32 {
        let found = self.0.get_or_init(|| found(rows, merges));
        if found.rows == rows.len() { found.last_col } else { last_col(rows) }
    }
}

fn found(rows: &[GridRow], merges: &[Area]) -> Found {
    Found { merges: Areas::of(merges), rows: rows.len(), last_col: last_col(rows) }
}

fn last_col(rows: &[GridRow]) -> u32 {
    rows.iter().filter_map(|row| row.cells.last().map(|(col, _)| *col)).max().unwrap_or(0)
}
