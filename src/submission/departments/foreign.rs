//! The columns of 部门数据 that only other 评分表 have, where there are several.

use super::{has_label, is_column, under};
use crate::scheme::{ColumnKey, DataColumn, HeaderColumn, WideHeader};
use std::collections::BTreeSet;

/// The columns that are not for a table with the `own` columns: another table has exactly that column, or it cannot be
/// told which of two indicators of one wording it is for.
pub fn foreign(header: &WideHeader, own: &[DataColumn], others: &[&[DataColumn]]) -> BTreeSet<u32> {
    let others = || others.iter().flat_map(|columns| columns.iter());
    let is_foreign = |there: &&HeaderColumn| {
        if own.iter().any(|column| is_exactly(column, there)) {
            return false;
        }
        others().any(|column| is_exactly(column, there)) || is_disputed(there, own, others())
    };
    header.headed().filter(is_foreign).map(|there| there.col).collect()
}

/// Whether a heading is that of a planned column: a 数据项 by its name, another by its indicator too.
fn is_exactly(column: &DataColumn, there: &HeaderColumn) -> bool {
    has_label(column, there.label()) && (is_item(column) || under(column, there))
}

fn is_item(column: &DataColumn) -> bool {
    matches!(column.key, ColumnKey::DataItem(_))
}

/// Whether a heading that names no indicator may be that of different ones.
fn is_disputed<'a>(there: &HeaderColumn, own: &[DataColumn], others: impl Iterator<Item = &'a DataColumn>) -> bool {
    let loose = |column: &&DataColumn| !is_item(column) && is_column(column, there.label()) && !under(column, there);
    let Some(own) = own.iter().find(loose) else { return false };
    let mut others = others.filter(loose);
    others.any(|other| other.level3 != own.level3)
}
