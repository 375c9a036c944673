//! Indicators and columns of 部门数据 as people name them: `三公经费预算`, `资产管理安全性/③`, `职责履行/评定得分`.

use crate::ground::tidy;
use crate::scheme::{ColumnKey, DataColumn, IndicatorPath, Scheme};

/// What a written name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// This one.
    One(usize),
    /// Nothing.
    None,
    /// Any of these.
    Several(Vec<usize>),
}

impl Named {
    fn of(found: Vec<usize>) -> Named {
        match found[..] {
            [] => Named::None,
            [one] => Named::One(one),
            [..] => Named::Several(found),
        }
    }
}

impl Scheme {
    /// The planned column of a written name; where several have it, those under the indicators of `under` come first.
    pub fn column_named(&self, written: &str, under: &[usize]) -> Named {
        let mut above: Vec<String> = written.split('/').map(tidy).collect();
        let label = above.pop().unwrap_or_default();
        let fits = |column: &DataColumn| {
            let levels = [tidy(&column.level2), tidy(&column.level3)];
            is_label(column, &label) && above.iter().all(|level| levels.contains(level))
        };
        let all: Vec<usize> = (0..self.columns.len()).filter(|at| fits(&self.columns[*at])).collect();
        let is_under = |at: &usize| self.indicator_of(*at).is_some_and(|index| under.contains(&index));
        let narrowed: Vec<usize> = all.iter().copied().filter(is_under).collect();
        Named::of(if narrowed.is_empty() { all } else { narrowed })
    }

    /// The indicator of a written name: its 三级指标, with the levels above it where names repeat.
    pub fn indicator_named(&self, written: &str) -> Named {
        let system = &self.system;
        let whole = tidy(written);
        let mut above: Vec<String> = written.split('/').map(tidy).collect();
        let last = above.pop().unwrap_or_default();
        let fits = |at: &usize| {
            let path = &system.indicators[*at].path;
            let levels = [tidy(&path.level1), tidy(&path.level2)];
            let by_levels = tidy(&path.level3) == last && above.iter().all(|level| levels.contains(level));
            by_levels || tidy(&path.level3) == whole || tidy(&system.short_name(*at)) == whole
        };
        Named::of((0..system.indicators.len()).filter(fits).collect())
    }

    /// The indicator under which a planned column stands, if one does.
    pub fn indicator_of(&self, column: usize) -> Option<usize> {
        let column = &self.columns[column];
        let is = |path: &IndicatorPath| path.level3 == column.level3 && path.level2 == column.level2;
        self.system.indicators.iter().position(|indicator| is(&indicator.path))
    }

    /// `三公经费预算`, or `资产管理安全性/③…` where other columns may have the name.
    pub fn column_name(&self, column: usize) -> String {
        let DataColumn { key, level2, level3, label, .. } = &self.columns[column];
        let twice = self.system.indicators.iter().filter(|other| other.path.level3 == *level3).count() > 1;
        match key {
            ColumnKey::DataItem(_) => label.clone(),
            _ if twice => format!("{level2}/{level3}/{label}"),
            _ => format!("{level3}/{label}"),
        }
    }
}

/// Whether a name is the label of a column, or the mark (③) of an item.
fn is_label(column: &DataColumn, label: &str) -> bool {
    let own = tidy(&column.label);
    let marked =
        matches!(column.key, ColumnKey::RuleItem { .. }) && label.chars().count() == 1 && own.starts_with(label);
    own == label || marked
}
