//! The same departments under another 评分表.

use crate::ground::tidy;
use crate::scheme::changes::old_indicators;
use crate::scheme::parameters::Parameters;
use crate::scheme::{ColumnKey, DataColumn, Scheme};
use crate::submission::Submission;
use crate::submission::department::{Department, Entry, OwnIndicator, SelfAssessment};

/// The same departments under another table: what has no place there is left out, what is new is blank. 年度,
/// 标题, 口径 and 审核公式 stay as they were.
pub fn transfer(submission: &Submission, table: Scheme) -> Submission {
    let Scheme { year, title, conventions, printed, ties, .. } = submission.scheme.clone();
    let parameters = Parameters { year, title, conventions, printed };
    let scheme = Scheme::new(table.system, table.rules, parameters, ties);
    let indicators = old_indicators(&submission.scheme.system, &scheme.system);
    let old = |column: &DataColumn| old_column(&submission.scheme.columns, column, &indicators);
    let columns: Vec<Option<usize>> = scheme.columns.iter().map(old).collect();
    let entry =
        |department: &Department, old: Option<usize>| old.map_or(Entry::Blank, |old| department.entries[old].clone());
    let departments = submission.departments.iter().map(|department| Department {
        entries: columns.iter().map(|old| entry(department, *old)).collect(),
        self_assessment: department.self_assessment.as_ref().map(|own| self_assessment(own, &indicators)),
        own: department.own.iter().filter_map(|own| own_indicator(own, &indicators)).collect(),
        ..department.clone()
    });
    Submission {
        departments: departments.collect(),
        column_at: columns.iter().map(|old| submission.column_at[(*old)?]).collect(),
        name_at: submission.name_at,
        category_at: submission.category_at,
        scheme,
    }
}

fn self_assessment(own: &SelfAssessment, indicators: &[Option<usize>]) -> SelfAssessment {
    let reason = |old: &Option<usize>| old.map(|old| own.reasons[old].clone()).unwrap_or_default();
    SelfAssessment {
        marks: indicators.iter().map(|old| own.marks[(*old)?]).collect(),
        reasons: indicators.iter().map(reason).collect(),
        columns: indicators.iter().map(|old| own.columns[(*old)?]).collect(),
        ..own.clone()
    }
}

fn own_indicator(own: &OwnIndicator, indicators: &[Option<usize>]) -> Option<OwnIndicator> {
    let indicator = indicators.iter().position(|old| *old == Some(own.indicator))?;
    Some(OwnIndicator { indicator, ..own.clone() })
}

/// The old column that holds the same. 数据项 are matched by their name, items and cases by their words and unit (a
/// number of cases is not a mark), 说明 and 评定得分 by their indicator.
fn old_column(old: &[DataColumn], new: &DataColumn, indicators: &[Option<usize>]) -> Option<usize> {
    let same = |column: &DataColumn| match (&column.key, &new.key) {
        (ColumnKey::DataItem(one), ColumnKey::DataItem(other)) => tidy(one) == tidy(other),
        (ColumnKey::RuleItem { indicator, .. }, ColumnKey::RuleItem { indicator: at, .. }) => {
            let same = tidy(&column.label) == tidy(&new.label) && column.unit == new.unit;
            same && indicators[*at] == Some(*indicator)
        }
        (ColumnKey::Remark(indicator), ColumnKey::Remark(at))
        | (ColumnKey::Judged(indicator), ColumnKey::Judged(at))
        | (ColumnKey::Share(indicator), ColumnKey::Share(at)) => indicators[*at] == Some(*indicator),
        _ => false,
    };
    old.iter().position(same)
}
