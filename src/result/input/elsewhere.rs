//! Cells of 部门数据 and 自评得分 that only another 评分表 asks for, where there are several: they are greyed.

use crate::evaluate::{Evaluation, Whole};
use crate::ground::names::sheets;
use crate::workbook::read::{Grid, same_sheet};
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Role, Tint};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The greyed columns of each row.
#[derive(Default)]
pub(crate) struct Elsewhere {
    rows: BTreeMap<u32, Arc<BTreeSet<u32>>>,
}

impl Elsewhere {
    /// Those of a sheet.
    pub(crate) fn of(grid: &Grid, whole: Whole) -> Elsewhere {
        let (data, own) = (same_sheet(&grid.name, sheets::DATA), same_sheet(&grid.name, sheets::SELF));
        if !whole.is_several() || !(data || own) {
            return Elsewhere::default();
        }
        let columns = |one: &Evaluation| if data { of_data(one) } else { of_self(one) };
        let all: BTreeSet<u32> = whole.each.iter().flat_map(columns).collect();
        let mut rows = BTreeMap::new();
        for one in whole.each {
            let own = columns(one);
            let others: Arc<BTreeSet<u32>> = Arc::new(all.difference(&own).copied().collect());
            let departments = one.submission.departments.iter();
            let row = |department: &crate::submission::Department| match data {
                true => Some(department.row),
                false => department.self_assessment.as_ref().map(|own| own.row),
            };
            rows.extend(departments.filter_map(row).map(|row| (row, Arc::clone(&others))));
        }
        Elsewhere { rows }
    }

    /// Greys those of a row.
    pub(crate) fn grey(&self, number: u32, row: &mut Row) {
        let Some(columns) = self.rows.get(&number) else { return };
        for col in columns.iter() {
            let cell = row.get(*col).cloned().unwrap_or(Cell::blank(Role::Plain));
            row.put(*col, cell.tinted(Some(Tint::NotApplicable)));
        }
    }
}

fn of_data(one: &Evaluation) -> BTreeSet<u32> {
    one.submission.column_at.iter().flatten().copied().collect()
}

fn of_self(one: &Evaluation) -> BTreeSet<u32> {
    let own = one.submission.departments.iter().find_map(|department| department.self_assessment.as_ref());
    own.iter().flat_map(|own| own.columns.iter().flatten().copied()).collect()
}
