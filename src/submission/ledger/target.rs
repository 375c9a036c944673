//! Whom and what a row of 申诉台账 is about.

use crate::ground::{CellRef, LedgerColumn, Message, nearest, tidy};
use crate::scheme::Scheme;
use crate::scheme::named::Named;
use crate::submission::ledger::rows::LedgerRow;
use crate::submission::tables::Filed;
use crate::submission::{Entry, Submission};

/// What is wrong with a row, and in which column.
pub type Fault = (LedgerColumn, Message);

/// The department of a row.
#[derive(Clone, Copy)]
pub struct Who {
    /// The number of its 评分表.
    pub table: usize,
    /// Its row in 部门数据.
    pub row: u32,
}

/// The cell of 部门数据 that a row corrects.
#[derive(Clone)]
pub struct Target {
    /// The number of the 评分表.
    table: usize,
    /// The number of the planned column.
    column: usize,
    /// 部门
    pub department: String,
    /// 数据项, as it is named.
    pub item: String,
    /// The cell.
    pub cell: CellRef,
    /// The indicator that the ledger names, or the only one that the column stands under.
    pub indicator: Option<usize>,
}

impl Target {
    /// What was filed there.
    pub fn entry<'f>(&self, filed: &'f Filed) -> Option<&'f Entry> {
        let (submission, _) = filed.each.get(self.table)?;
        let department = submission.departments.iter().find(|one| one.row == self.cell.row)?;
        department.entries.get(self.column)
    }
}

/// The department of a row, and the indicator where it names one.
pub fn who_and_what(filed: &Filed, row: &LedgerRow) -> Result<(Who, Option<usize>), Fault> {
    let who = who(filed, row)?;
    Ok((who, indicator(&filed.each[who.table].0.scheme, row)?))
}

/// The cell that a row corrects.
pub fn target(filed: &Filed, row: &LedgerRow) -> Result<Target, Fault> {
    let target = cell_of(filed, row)?;
    if row.value.is_none() {
        let found = "同意更正，但没有写更正数值";
        let advice = "请填写更正数值；要改为没有数据的，写“空白”";
        return Err((LedgerColumn::Value, Message::new("更正成的数", found, advice)));
    }
    Ok(target)
}

/// The same, whether it says what is to stand there or not.
pub fn cell_of(filed: &Filed, row: &LedgerRow) -> Result<Target, Fault> {
    let (who, named) = who_and_what(filed, row)?;
    let submission = &filed.each[who.table].0;
    let scheme = &submission.scheme;
    let column = column(scheme, row, named)?;
    let item = scheme.column_name(column);
    let Some(col) = submission.column_at[column] else {
        let found = format!("部门数据表中没有“{item}”这一列");
        return Err((LedgerColumn::Item, Message::new("部门数据的一列", found, "请先按模板补上这一列")));
    };
    let department = name(submission, who.row).to_string();
    let indicator = named.or_else(|| scheme.indicator_of(column));
    Ok(Target { table: who.table, column, department, item, cell: CellRef::new(who.row, col), indicator })
}

fn name(submission: &Submission, row: u32) -> &str {
    submission.departments.iter().find(|one| one.row == row).map_or("", |one| &one.name)
}

fn who(filed: &Filed, row: &LedgerRow) -> Result<Who, Fault> {
    let written = row.text(LedgerColumn::Department);
    let all = || {
        filed.each.iter().enumerate().flat_map(|(table, (submission, _))| {
            submission.departments.iter().map(move |one| (table, one.row, one.name.as_str()))
        })
    };
    let named = |wanted: &str| all().filter(|(_, _, name)| tidy(name) == tidy(wanted)).collect();
    let mut found: Vec<(usize, u32, &str)> = named(written);
    if let Some(name) = row.canonical.as_ref().filter(|_| found.is_empty()) {
        found = named(name);
    }
    let fault = |found: String, advice: &str| {
        Err((LedgerColumn::Department, Message::new("部门数据中的一个部门", found, advice)))
    };
    match found[..] {
        [(table, row, _)] => Ok(Who { table, row }),
        [] if written.is_empty() => fault("没有写部门".into(), "请写明部门，与部门数据一致"),
        [] => {
            let near = nearest(written, all().map(|(_, _, name)| name));
            fault(format!("部门数据中没有“{written}”{}", is_it(&near)), "请改成部门数据中的名称")
        }
        [..] => fault(format!("部门数据中有{}行“{written}”，不能确定是哪一行", found.len()), "请先删去重复的行"),
    }
}

fn indicator(scheme: &Scheme, row: &LedgerRow) -> Result<Option<usize>, Fault> {
    let written = row.text(LedgerColumn::Indicator);
    if written.is_empty() {
        return Ok(None);
    }
    let fault = |found: String, advice: &str| {
        Err((LedgerColumn::Indicator, Message::new("评分表的一个三级指标", found, advice)))
    };
    match scheme.indicator_named(written) {
        Named::One(indicator) => Ok(Some(indicator)),
        Named::None => {
            let near = nearest(written, scheme.system.indicators.iter().map(|one| one.path.level3.as_str()));
            fault(format!("没有三级指标“{written}”{}", is_it(&near)), "请改成评分表中的名称")
        }
        Named::Several(found) => {
            let path = |at: &usize| {
                let path = &scheme.system.indicators[*at].path;
                format!("{}/{}", path.level2, path.level3)
            };
            let names: Vec<String> = found.iter().map(path).collect();
            fault(format!("“{written}”不止一个：{}", names.join("、")), "请写明二级指标")
        }
    }
}

fn column(scheme: &Scheme, row: &LedgerRow, indicator: Option<usize>) -> Result<usize, Fault> {
    let written = row.text(LedgerColumn::Item);
    let fault =
        |found: String, advice: &str| Err((LedgerColumn::Item, Message::new("部门数据的一个数据项", found, advice)));
    if written.is_empty() {
        return fault("同意更正，但没有写更正项目".into(), "请填写更正项目，如“三公经费预算”“资产管理安全性/③”");
    }
    match scheme.column_named(written, indicator.as_slice()) {
        Named::One(column) => Ok(column),
        Named::None => {
            let near = nearest(written, scheme.columns.iter().map(|column| column.label.as_str()));
            fault(format!("没有数据项“{written}”{}", is_it(&near)), "请改成部门数据的表头；一行只写一项")
        }
        Named::Several(found) => {
            let names: Vec<String> = found.iter().map(|at| scheme.column_name(*at)).collect();
            fault(format!("“{written}”不止一列：{}", names.join("、")), "请写明是哪一列")
        }
    }
}

fn is_it(near: &[&str]) -> String {
    if near.is_empty() { String::new() } else { format!("；是不是：{}", near.join("、")) }
}
