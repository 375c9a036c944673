//! `jixiao collect`: the forms of all departments (附件3, 附件3-1, 补充数据) → one standard workbook.
//!
//! ```text
//! files → page → form (tables, labels, scoring, supplement) → settle → roster → assignment → layout → fill → checks
//! → report
//! ```
//!
//! Nothing is chosen silently: of two different values for one item none is taken, a name that is not on the list is
//! never merged with a similar one, and the note of every value names its file, sheet and cell.

mod assignment;
mod blocks;
mod checks;
pub mod files;
mod fill;
mod form;
mod labels;
mod layout;
mod one;
mod page;
mod report;
pub mod roster;
mod rows;
mod scoring;
mod settle;
mod supplement;
mod tables;

pub use crate::collect::assignment::Assignment;
pub use crate::collect::files::FormFile;

pub use crate::collect::fill::SOURCE;
pub use crate::collect::report::{json, judged, summary};

use crate::collect::fill::{Filler, Row, in_file};
use crate::collect::layout::layout;
use crate::collect::rows::Outcomes;
use crate::criterion::Needs;
use crate::evaluate::{magnitude, reconciliation, score, self_check};
use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Place, Points, Topic, sort};
use crate::scheme::Scheme;
use crate::scheme::several::Several;
use crate::submission;
use crate::submission::ListedDepartment;
use crate::submission::tables::{Filed, parse_several};
use crate::template::{DATA_FIRST_ROW, SELF_FIRST_ROW};
use crate::workbook::Sheet;
use crate::workbook::read::Book;
use crate::workbook::write::on_pages;
use serde::{Serialize, Serializer};

/// 情况 of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// 已读
    #[default]
    Read,
    /// 已读有疑点
    Doubtful,
    /// 未读
    Unread,
    /// 跳过: no form.
    Skipped,
    /// 未报送: a department without a file.
    Missing,
}

impl Status {
    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Status::Read => "已读",
            Status::Doubtful => "已读有疑点",
            Status::Unread => "未读",
            Status::Skipped => "跳过",
            Status::Missing => "未报送",
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How the reading of a file ended: a row of 收集情况.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Default)]
pub struct FileReport {
    /// The file, from the folder.
    pub file: String,
    /// 部门（单位）名称 it was taken for; empty where it was not read.
    pub department: String,
    /// 情况
    pub status: Status,
    /// Why it was not read, or the kinds of its findings.
    pub reason: String,
    /// How many values were taken.
    pub values: usize,
    /// Findings of level 必须.
    #[serde(rename = "must")]
    pub musts: usize,
    /// Findings of level 提示.
    #[serde(rename = "hint")]
    pub hints: usize,
    /// 联系人
    #[serde(skip)]
    pub contact: String,
    /// 联络电话
    #[serde(skip)]
    pub phone: String,
}

impl FileReport {
    fn new(file: &str, status: Status, reason: &str) -> FileReport {
        FileReport { file: file.to_string(), status, reason: reason.to_string(), ..FileReport::default() }
    }

    fn missing(department: &str) -> FileReport {
        let reason = "名单上有，没有收到可用的填报表；部门数据中留有空行";
        FileReport { department: department.to_string(), ..FileReport::new("", Status::Missing, reason) }
    }
}

/// Indicators that are judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The sheet of their 评分表, where there are several; else empty.
    pub table: String,
    /// How many they are.
    pub indicators: usize,
    /// Their 分值 together.
    pub marks: Points,
}

impl Judged {
    fn of(scheme: &Scheme) -> Option<Judged> {
        let is_judged = |index: &usize| scheme.rules[*index].rule.needs() == Needs::Judgement;
        let judged: Vec<usize> = (0..scheme.rules.len()).filter(is_judged).collect();
        let table = if scheme.table.is_one_of_several() { scheme.table.sheet.clone() } else { String::new() };
        let marks = scheme.system.marks_of(judged.iter().copied());
        (!judged.is_empty()).then_some(Judged { table, indicators: judged.len(), marks })
    }
}

/// What a run of collect gives.
#[derive(Clone, Debug)]
pub struct Collected {
    /// The standard workbook.
    pub sheets: Vec<Sheet>,
    /// One for each file, in the order of the files.
    pub files: Vec<FileReport>,
    /// Departments with a form, in the order of the workbook.
    pub departments: Vec<String>,
    /// Departments of the list without one.
    pub missing: Vec<String>,
    /// How many departments the list has.
    pub listed: usize,
    /// How many names the list has, the first and the last; empty where there is no list.
    pub list_said: String,
    /// The indicators of each 评分表 that are judged: their 评定得分 is on no form.
    pub judged: Vec<Judged>,
    /// All findings, sorted.
    pub findings: Vec<Finding>,
}

/// So many files are named where none of them is a form.
const MOST_NAMED: usize = 20;

impl Collected {
    /// What is in a folder without a form, in words.
    pub fn none(&self) -> String {
        if self.files.is_empty() {
            return "文件夹是空的；请核对是不是存放各部门填报表（附件3、附件3-1）的文件夹".to_string();
        }
        let line = |file: &FileReport| format!("\n  {}：{}", file.file, file.reason);
        let named: String = self.files.iter().take(MOST_NAMED).map(line).collect();
        let more = if self.files.len() > MOST_NAMED { "\n  ……" } else { "" };
        format!("共{}个文件，都没有采用，没有写出结果：{named}{more}", self.files.len())
    }

    /// How many files were read and how many departments filed, in one sentence.
    pub fn counts(&self) -> String {
        let count = |status| self.files.iter().filter(|file| file.status == status).count();
        let statuses = [Status::Read, Status::Doubtful, Status::Unread, Status::Skipped];
        let each: Vec<String> =
            statuses.iter().map(|status| format!("{}{}个", status.name(), count(*status))).collect();
        let departments = match self.listed {
            0 => format!("收到{}个部门（没有名单，不能核对是否收齐）", self.departments.len()),
            listed => {
                format!("名单上{listed}个部门，收到{}个，未报送{}个", listed - self.missing.len(), self.missing.len())
            }
        };
        format!("共{}个文件：{}。{departments}。", self.files.len(), each.join("，"))
    }
}

/// Reads files into one workbook. `bytes` gives the content of the file of an index, or why it cannot be read;
/// `tick` is called after each. A file that cannot be read is reported as B01 and does not stop the run.
///
/// # Errors
/// Faults of the workbook that is made: none, unless the scheme has them.
pub fn collect(
    files: &[FormFile],
    bytes: &dyn Fn(usize) -> Result<Vec<u8>, String>,
    assignment: Assignment,
    tick: &dyn Fn(),
) -> Result<Collected, Vec<Finding>> {
    let mut outcomes = Outcomes::new();
    for (at, file) in files.iter().enumerate() {
        outcomes.push((&file.shown, one::read(file, &|| bytes(at), &assignment)));
        tick();
    }
    let mut findings = rows::of_files(&mut outcomes, &assignment.roster);
    let year = rows::year(&outcomes, &assignment.schemes[0].year, &mut findings);
    let mut assignment = assignment;
    assignment.schemes.iter_mut().for_each(|scheme| scheme.year.clone_from(&year));
    let roster = &assignment.roster;
    let rows = rows::rows(&outcomes, roster);
    let departments: Vec<ListedDepartment> = rows.iter().map(|row| row.department.clone()).collect();
    let (sheets, shapes) = layout(assignment.schemes.clone(), assignment.tables.clone(), &departments)?;
    let mut filler = Filler::new(&shapes, sheets, &rows);
    filler.sheets = std::mem::take(&mut filler.sheets).into_iter().map(on_pages).collect();
    findings.append(&mut filler.findings);
    findings.extend(rows::of_forms(&outcomes, &assignment.schemes));
    findings.extend(of_workbook(&filler, &rows, &assignment)?);
    if !roster.listed.is_empty() {
        // similar names of one list belong to different departments
        findings.retain(|finding| finding.code != Code::SimilarDepartment);
    }
    submission::told_once(&mut findings);
    sort(&mut findings);
    let (with_form, without): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.filed.is_some());
    let names = |rows: Vec<&Row>| rows.into_iter().map(|row| row.department.name.clone()).collect();
    let mut collected = Collected {
        files: rows::reports(&outcomes, &findings),
        departments: names(with_form),
        missing: names(without),
        listed: roster.listed.len(),
        list_said: roster.said.clone(),
        judged: assignment.schemes.iter().filter_map(Judged::of).collect(),
        findings,
        sheets: filler.sheets,
    };
    let reports = report::sheets(&collected, &roster.aliases);
    collected.sheets.extend(reports.into_iter().map(on_pages));
    Ok(collected)
}

/// Whether a workbook, or the text of a Word document, is a department's form.
pub fn is_form(book: &Book) -> bool {
    Scheme::built_in().is_ok_and(|scheme| form::Form::read(book, &scheme.system).is_form())
}

/// Findings that are left out here: `jixiao score` reports those that compare 自评 with the figures, and collect has
/// codes of its own for names.
const OF_SCORING: [Code; 6] = [
    Code::SelfDeviates,
    Code::SelfFullOnEmpty,
    Code::SelfNotRecomputable,
    Code::SelfMissing,
    Code::DuplicateDepartment,
    Code::CategoryMissing,
];

/// What the departments of the workbook filed, by each 评分表, and what was found on the way.
fn filed(filler: &Filler, rows: &[Row], assignment: &Assignment) -> Result<Filed, Vec<Finding>> {
    let mut book = Book::of_sheets(&filler.sheets);
    if assignment.tables.is_empty() {
        let scheme = filler.shapes[0].scheme.clone();
        return Ok(Filed { each: vec![submission::filed(scheme, &book)?], common: Vec::new() });
    }
    // a department without 部门类别 has an empty row, and no table to be read by
    let is_known = |row: u32, first: u32| {
        let row = row.checked_sub(first).and_then(|at| rows.get(at as usize));
        row.is_none_or(|row| assignment.is_known(&row.department.name))
    };
    for (name, first) in [(sheets::DATA, DATA_FIRST_ROW), (sheets::SELF, SELF_FIRST_ROW)] {
        let grids = book.sheets.iter_mut().filter(|grid| grid.name == name);
        grids.for_each(|grid| grid.rows.retain(|row| is_known(row.index, first)));
    }
    match Several::of_rules(&book) {
        Some(several) => parse_several(&book, &several),
        None => Ok(Filed { each: Vec::new(), common: Vec::new() }),
    }
}

/// The findings of the standard workbook about figures, 自评 and ties, with the places in the files.
fn of_workbook(filler: &Filler, rows: &[Row], assignment: &Assignment) -> Result<Vec<Finding>, Vec<Finding>> {
    let Filed { each, common: mut findings } = match filed(filler, rows, assignment) {
        Ok(filed) => filed,
        // a folder without a single form
        Err(faults) if faults.iter().all(|fault| fault.code == Code::NoDepartment) => return Ok(Vec::new()),
        Err(faults) => return Err(faults),
    };
    for (submission, read) in each {
        let (cards, _) = score::score(&submission);
        let mut own = read;
        own.extend(reconciliation::check_ties(&submission));
        own.extend(magnitude::check(&submission, &own));
        own.extend(self_check::check_self(&submission, &cards));
        findings.append(&mut own);
    }
    findings.retain(|finding| {
        let sheet = finding.place.sheet.as_ref();
        (sheet == sheets::DATA || sheet == sheets::SELF)
            && finding.place.cell.is_some()
            && !OF_SCORING.contains(&finding.code)
            && matches!(finding.code.topic(), Topic::Data | Topic::SelfAssessment | Topic::Tie)
    });
    let led_back = |finding: Finding| {
        let first = if finding.place.sheet == sheets::DATA { DATA_FIRST_ROW } else { SELF_FIRST_ROW };
        let row = finding.place.cell.and_then(|cell| rows.get(cell.row.checked_sub(first)? as usize));
        let file = || Some(in_file(row?.filed.map_or("", |filed| &filed.file), &Place::file()));
        let place = filler.sources.get(&finding.place).cloned().or_else(file);
        Finding { place: place.unwrap_or(finding.place.clone()), ..finding }
    };
    Ok(findings.into_iter().map(led_back).collect())
}
