//! [`Book`] → [`Submission`] and findings: gives the cells their meaning.

pub mod aliases;
mod departments;
pub mod filled;
pub mod names;
pub mod own;
pub mod parameters;
mod plain;
mod self_assessment;
mod system;
pub mod table;
mod ties;

pub use own::own_columns;
pub use plain::grid_of_text;
pub use system::{built_in_grid, parse_system};
pub use table::is_total_row;
pub use ties::default_ties;
pub use ties::parse_ties;

use crate::compile::compile;
use crate::finding::{Code, Finding, Place};
use crate::layout::{self, OWN_HEADINGS, sheets};
use crate::model::{IndicatorSystem, Submission};
use crate::number::tidy;
use crate::read::{Book, Grid};

/// Whether two sheet names are the same; spaces do not count.
pub fn same_sheet(one: &str, other: &str) -> bool {
    tidy(one) == tidy(other)
}

/// The sheet of a name.
pub fn sheet<'a>(book: &'a Book, name: &str) -> Option<&'a Grid> {
    book.sheets.iter().find(|grid| same_sheet(&grid.name, name))
}

/// The 评分表 of a workbook: the sheet of that name, else the only sheet that can be read as one.
///
/// # Errors
/// The table's faults of structure, or several sheets that could be it.
pub fn system_of(book: &Book) -> Result<IndicatorSystem, Vec<Finding>> {
    if let Some(grid) = sheet(book, sheets::SYSTEM) {
        return parse_system(grid).map(|(system, _)| system);
    }
    let outcomes = book.sheets.iter().map(|grid| parse_system(grid).map(|(system, _)| system));
    let (read, faults): (Vec<_>, Vec<_>) = outcomes.partition(Result::is_ok);
    if read.len() > 1 {
        let found = "没有这个表名，却有几个工作表都像评分表";
        let advice = "请把要用的一个命名为“评分表”";
        return Err(vec![Finding::new(Code::SheetMissing, Place::file(), "工作表“评分表”", found, advice)]);
    }
    let faults = faults.into_iter().filter_map(Result::err).flatten().collect();
    read.into_iter().find_map(Result::ok).ok_or(faults)
}

/// Reads a standard workbook.
///
/// # Errors
/// Whatever stops the run (a missing sheet or header, a text that is not understood), all at once.
pub fn parse(book: &Book) -> Result<(Submission, Vec<Finding>), Vec<Finding>> {
    let mut found = Gathered { findings: of_reader(book), faults: Vec::new() };
    let parameters = found.gather(parameters::parse_parameters(sheet(book, sheets::PARAMETERS)));
    let system_grid = found.need(book, sheets::SYSTEM);
    let system = system_grid.and_then(|grid| found.gather(parse_system(grid)));
    let ties = found.gather(ties::parse_ties(sheet(book, sheets::TIES)).map(|ties| (ties, Vec::new())));
    let rules = system.as_ref().and_then(|system| found.gather(compile(system)));
    let data = found.need(book, sheets::DATA);
    found.unknown_sheets(book);
    let (Some(parameters), Some(system), Some(ties), Some(rules), Some(data)) = (parameters, system, ties, rules, data)
    else {
        found.headers(book, &[sheets::DATA, sheets::SELF, sheets::OWN]);
        return Err(found.faults);
    };
    let columns = layout::columns(&system, &rules, &ties);
    let parsed = departments::parse_departments(data, &columns, &rules).map(|mut departments| {
        let findings = std::mem::take(&mut departments.findings);
        (departments, findings)
    });
    let Some(departments) = found.gather(parsed) else {
        found.headers(book, &[sheets::SELF, sheets::OWN]);
        return Err(found.faults);
    };
    let mut submission = Submission {
        year: parameters.year,
        title: parameters.title,
        conventions: parameters.conventions,
        system,
        rules,
        columns,
        column_at: departments.column_at,
        category_at: departments.category_at,
        departments: departments.list,
        ties,
    };
    let Submission { system, rules, departments, .. } = &mut submission;
    if let Some(grid) = sheet(book, sheets::SELF) {
        let parsed = self_assessment::parse_self(grid, system, departments);
        found.gather(parsed.map(|findings| ((), findings)));
    }
    if let Some(grid) = sheet(book, sheets::OWN) {
        let parsed = own::parse_own(grid, (system, rules), departments);
        found.gather(parsed.map(|findings| ((), findings)));
    }
    if found.faults.is_empty() { Ok((submission, found.findings)) } else { Err(found.faults) }
}

/// What the reader has to say, as far as it concerns a sheet that is used: what is hidden on another sheet takes
/// no part in the evaluation, and what an earlier result held is made anew.
fn of_reader(book: &Book) -> Vec<Finding> {
    let among = |list: &[&str], name: &str| list.iter().any(|sheet| same_sheet(sheet, name));
    let concerns = |finding: &&Finding| match finding.code {
        Code::OldFormat => true,
        // what the result shows otherwise than the input, whether it is used or not
        Code::LeftOut | Code::FormulaAsValue => !among(&sheets::RESULT, &finding.place.sheet),
        _ => among(&sheets::INPUT, &finding.place.sheet),
    };
    book.findings.iter().filter(concerns).cloned().collect()
}

/// Findings and faults of the steps so far.
struct Gathered {
    findings: Vec<Finding>,
    faults: Vec<Finding>,
}

impl Gathered {
    fn gather<T>(&mut self, outcome: Result<(T, Vec<Finding>), Vec<Finding>>) -> Option<T> {
        match outcome {
            Ok((value, mut findings)) => {
                self.findings.append(&mut findings);
                Some(value)
            }
            Err(mut faults) => {
                self.faults.append(&mut faults);
                None
            }
        }
    }

    fn need<'a>(&mut self, book: &'a Book, name: &str) -> Option<&'a Grid> {
        let found = sheet(book, name);
        if found.is_none() {
            let names: Vec<&str> = book.sheets.iter().map(|grid| grid.name.as_str()).collect();
            let advice = "请用 jixiao template 生成模板，把数据填入模板；工作表名称不要改";
            let existing = format!("只有：{}", names.join("、"));
            self.faults.push(Finding::new(
                Code::SheetMissing,
                Place::file(),
                format!("工作表“{name}”"),
                existing,
                advice,
            ));
        }
        found
    }

    /// Where a run stops before these sheets are read, a missing header is told all the same.
    fn headers(&mut self, book: &Book, names: &[&str]) {
        for name in names {
            let wanted = if *name == sheets::OWN { &OWN_HEADINGS[..4] } else { &OWN_HEADINGS[..1] };
            self.faults.extend(sheet(book, name).and_then(|grid| table::header_missing(grid, wanted)));
        }
    }

    fn unknown_sheets(&mut self, book: &Book) {
        let among = |list: &[&str], name: &str| list.iter().any(|sheet| same_sheet(sheet, name));
        let known = |name: &str| among(&sheets::INPUT, name) || among(&sheets::BESIDE, name);
        for grid in book.sheets.iter().filter(|grid| !known(&grid.name)) {
            let found = match among(&sheets::RESULT, &grid.name) {
                true => "是以前的评分结果，已重新生成",
                false => "没有参与计算，内容照样列入结果工作簿",
            };
            let place = Place::sheet(grid.name.clone());
            self.findings.push(Finding::new(
                Code::SheetUnknown,
                place,
                "本程序的工作表",
                found,
                "无需处理；如果是应读的表，请核对表名",
            ));
        }
    }
}
