//! [`Book`] → [`Submission`] and findings: gives the cells their meaning.

pub mod aliases;
pub mod department;
pub mod department_list;
mod departments;
pub mod file;
pub mod filled;
pub mod ledger;
mod listed_names;
pub mod own;
pub mod row_kind;
mod self_assessment;
pub mod similar_names;
pub mod tables;
pub mod target;
pub mod transfer;
pub mod yes_no;

pub use crate::submission::aliases::Aliases;
pub use crate::submission::department::{Department, Entry, OwnIndicator, OwnMethod, SelfAssessment};
pub use crate::submission::department_list::{DepartmentList, ListedDepartment};
pub use crate::submission::filled::FilledColumn;

use crate::ground::names::{DEPARTMENT, sheets};
use crate::ground::{CellRef, Code, Finding, Gathered, Message, Place};
use crate::scheme::several::Several;
use crate::scheme::sheet_names::{copy_of, difference};
use crate::scheme::tables::{bracketed, is_result};
use crate::scheme::{Scheme, View, need};
use crate::submission::tables::Others;
use crate::workbook::read::{Book, same_sheet, sheet};
use std::collections::BTreeSet;

/// 报送数据: what the departments filed, by the scheme they are scored by.
#[derive(Clone, Debug)]
pub struct Submission {
    /// What they are scored by.
    pub scheme: Scheme,
    /// Where each planned column stands in 部门数据; none where it is not there.
    pub column_at: Vec<Option<u32>>,
    /// Where 部门（单位）名称 stands in 部门数据.
    pub name_at: u32,
    /// Where 部门类别 stands in 部门数据.
    pub category_at: Option<u32>,
    /// 部门数据
    pub departments: Vec<Department>,
}

impl Submission {
    /// The cell in 部门数据 of a department's entry in a planned column.
    pub fn cell(&self, department: &Department, column: usize) -> Option<CellRef> {
        self.column_at[column].map(|col| CellRef::new(department.row, col))
    }

    /// What a department filed for a 数据项; none where no rule and no tie asks for it.
    pub fn entry<'d>(&self, department: &'d Department, item: &str) -> Option<&'d Entry> {
        self.scheme.item(item).map(|column| &department.entries[column])
    }

    /// 单位 of a 数据项; empty where it has none.
    pub fn unit(&self, item: &str) -> &str {
        self.scheme.item(item).map_or("", |column| self.scheme.columns[column].unit.as_str())
    }
}

/// Reads a standard workbook.
///
/// # Errors
/// Whatever stops the run (a missing sheet or header, a text that is not understood), all at once.
pub fn parse(book: &Book) -> Result<(Submission, Vec<Finding>), Vec<Finding>> {
    let mut found = Gathered { findings: of_sheets(book), faults: Vec::new() };
    let scheme = found.gather(Scheme::read(book));
    let data = found.gather(need(book, sheets::DATA).map(|data| (data, Vec::new())));
    let submission = match (scheme, data) {
        (Some(scheme), Some(_)) => found.gather(filed(scheme, book)),
        _ => {
            found.faults.extend(headers_missing(book, &[sheets::DATA, sheets::SELF, sheets::OWN]));
            None
        }
    };
    let (submission, mut findings) = found.finish(submission)?;
    told_once(&mut findings);
    Ok((submission, findings))
}

/// What is to be said of the file and of its sheets as a whole.
fn of_sheets(book: &Book) -> Vec<Finding> {
    of_file(book).into_iter().chain(unknown_sheets(book)).chain(result_as_input(book)).collect()
}

/// F22 is for cells of which nothing graver is said.
pub fn told_once(findings: &mut Vec<Finding>) {
    let graver = |finding: &&Finding| finding.code == Code::MarkedFigure || finding.code == Code::MarkedRule;
    let told: BTreeSet<Place> = findings.iter().filter(graver).map(|finding| finding.place.clone()).collect();
    findings.retain(|finding| finding.code != Code::MarkedText || !told.contains(&finding.place));
}

/// What the departments filed in a workbook, by a scheme that is known.
///
/// # Errors
/// Whatever of 部门数据, 自评得分 and 个性化指标 cannot be read, all at once.
pub fn filed(scheme: Scheme, book: &Book) -> Result<(Submission, Vec<Finding>), Vec<Finding>> {
    let data = need(book, sheets::DATA)?;
    let parsed = departments::parse_departments(data, &scheme.columns, &scheme.rules);
    beside_data(scheme, book, parsed, &Others::default())
}

/// What is read of 部门数据.
type Parsed = Result<(departments::Departments, Vec<Finding>), Vec<Finding>>;

/// The same with 自评得分 and 个性化指标; `others` is what other tables of the workbook have.
fn beside_data(
    mut scheme: Scheme,
    book: &Book,
    parsed: Parsed,
    others: &Others,
) -> Result<(Submission, Vec<Finding>), Vec<Finding>> {
    let mut found = Gathered::default();
    let Some(mut departments) = found.gather(parsed) else {
        found.faults.extend(headers_missing(book, &[sheets::SELF, sheets::OWN]));
        return Err(found.faults);
    };
    if let Some(grid) = sheet(book, sheets::SELF) {
        let parsed = self_assessment::parse_self(grid, &scheme.system, &mut departments.list, others);
        found.gather(parsed.map(|findings| ((), findings)));
    }
    if let Some(grid) = sheet(book, sheets::OWN) {
        let parsed = own::parse_own(grid, &scheme, &mut departments.list, others);
        found.gather(parsed.map(|findings| ((), findings)));
    }
    let departments::Departments { column_at, name_at, category_at, list, units, .. } = departments;
    for (column, unit) in units {
        scheme.columns[column].unit = unit;
    }
    found.finish(Some(Submission { scheme, column_at, name_at, category_at, departments: list }))
}

/// F10 for sheets that are not read because the run stops before: all faults are reported at once.
fn headers_missing(book: &Book, names: &[&str]) -> Vec<Finding> {
    let missing = |name: &&str| {
        let wanted = if *name == sheets::OWN { own::needed_headings() } else { vec![&DEPARTMENT] };
        sheet(book, name).and_then(|grid| View { grid }.needed_header(&wanted).err())
    };
    names.iter().filter_map(missing).flatten().collect()
}

fn unknown_sheets(book: &Book) -> Vec<Finding> {
    let several = Several::of(book).is_some();
    let is_table = |name: &str| several && bracketed(name).is_some();
    let known = |name: &str| among(&sheets::INPUT, name) || among(&sheets::PASSED_ON, name) || is_table(name);
    let is_old = |name: &str| among(&sheets::RESULT, name) || is_result(book, name);
    let unknown = book.sheets.iter().filter(|grid| !known(&grid.name));
    let told = unknown.map(|grid| {
        let copy = if is_old(&grid.name) { None } else { copy_of(grid, book) };
        let (found, advice) = match copy {
            Some(used) => (
                format!(
                    "像是“{0}”的副本或另一稿（{1}），没有参与计算；采用的是“{0}”",
                    used.name,
                    difference(grid, used)
                ),
                "请核对哪一个是定稿，删去作废的一个",
            ),
            None if is_old(&grid.name) => ("是以前的评分结果，已重新生成".to_string(), "无需处理"),
            None => {
                let advice = "无需处理；如果是应读的表，请核对表名";
                ("没有参与计算，内容照样列入结果工作簿".to_string(), advice)
            }
        };
        let message = Message::new("本程序的工作表", found, advice);
        Finding::new(Code::SheetUnknown, Place::sheet(grid.name.clone()), message)
    });
    told.collect()
}

/// 输入是评分结果: a result is scored again.
fn result_as_input(book: &Book) -> Option<Finding> {
    let of_table = || book.sheets.iter().find(|grid| is_result(book, &grid.name));
    sheet(book, sheets::RUN).and(sheet(book, sheets::SCORES).or_else(of_table))?;
    let found = "有“得分明细”“运行信息”等结果表，是以前的评分结果；按其中的部门数据重新评分";
    let advice = "如果本来要评原来的工作簿，请改用那一个；在结果上改了数据的，无需处理";
    Some(Finding::new(Code::ResultAsInput, Place::file(), Message::new("填好的工作簿", found, advice)))
}

/// 数值写法已规范: what was read in another writing.
fn of_normalised(place: Place, original: &str, used: &str, department: &str) -> Finding {
    let found = format!("原文“{original}”，采用“{used}”");
    Finding::new(Code::Normalised, place, Message::new("规范的写法", found, "无需处理；请核对采用值"))
        .of(department, "")
}

fn among(list: &[&str], name: &str) -> bool {
    list.iter().any(|sheet| same_sheet(sheet, name))
}

/// What is to be said of the file, as far as it concerns a sheet that is used: what is hidden on another sheet
/// takes no part in the evaluation, and what an earlier result held is made anew.
fn of_file(book: &Book) -> Vec<Finding> {
    let several = Several::of(book).is_some();
    let is_input = |name: &str| among(&sheets::INPUT, name) || (several && bracketed(name).is_some());
    let concerns = |finding: &Finding| match finding.code {
        Code::OldFormat | Code::FileProtected | Code::SheetUnknown => true,
        Code::ForeignFormula if finding.place == Place::file() => true,
        // what the result shows otherwise than the input, whether it is used or not
        Code::LeftOut | Code::FormulaAsValue | Code::HiddenUnderMerge => {
            !among(&sheets::RESULT, &finding.place.sheet) && !is_result(book, &finding.place.sheet)
        }
        _ => is_input(&finding.place.sheet),
    };
    let mut findings = file::findings(book);
    findings.retain(concerns);
    for finding in &mut findings {
        // on a sheet that is not used it can cost no marks, but the result lacks it
        if finding.code == Code::HiddenUnderMerge && !is_input(&finding.place.sheet) {
            finding.code = Code::LeftOut;
        }
    }
    findings
}
