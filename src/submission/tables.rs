//! 部门数据 of a workbook with several 评分表: each department by the table of its 部门类别.

use crate::ground::names::{NOT_APPLICABLE_WORDS, sheets};
use crate::ground::{CellRef, Code, Finding, Gathered, Message, Place, tidy};
use crate::scheme::several::{ReadScheme, Several};
use crate::scheme::tables::{Choice, Table, choose};
use crate::scheme::{DataColumn, HeaderColumn, IndicatorSystem, Scheme, View, need};
use crate::submission::department::by_name;
use crate::submission::departments::{Departments, TablePart, find_header, foreign, parse_part, roster};
use crate::submission::{Department, Submission, beside_data, parse, told_once};
use crate::workbook::read::{Book, Grid, sheet};
use std::collections::BTreeSet;

/// So many cells are named that a department filled in though its table does not ask for them.
const MOST_CELLS: usize = 8;

/// What other tables of the workbook have.
#[derive(Default)]
pub struct Others<'a> {
    /// Their departments, tidy.
    pub names: BTreeSet<String>,
    /// Their indicators.
    pub systems: Vec<&'a IndicatorSystem>,
}

impl Others<'_> {
    /// Whether a column of 自评得分 is for an indicator that is not in the `own` table but exactly in another.
    pub fn has(&self, column: &HeaderColumn, own: &IndicatorSystem) -> bool {
        let under = |name: &str| column.texts.contains(&tidy(name));
        let has = |system: &IndicatorSystem| {
            system.indicators.iter().any(|one| under(&one.path.level3) && under(&one.path.level2))
        };
        !has(own) && self.systems.iter().any(|system| has(system))
    }
}

/// What the departments of a workbook filed, by one 评分表 or several.
pub struct Filed {
    /// One for each 评分表 in use, with what was found of its departments and its rules.
    pub each: Vec<(Submission, Vec<Finding>)>,
    /// What was found besides.
    pub common: Vec<Finding>,
}

/// Reads a workbook with one 评分表 or several.
///
/// # Errors
/// As [`parse`]; a department that no table, or more than one, may be for.
pub fn parse_all(book: &Book) -> Result<Filed, Vec<Finding>> {
    match Several::of(book) {
        None => Ok(Filed { each: vec![parse(book)?], common: Vec::new() }),
        Some(several) => parse_several(book, &several),
    }
}

/// Reads a workbook by several 评分表 that are known.
///
/// # Errors
/// As [`parse_all`].
pub fn parse_several(book: &Book, several: &Several) -> Result<Filed, Vec<Finding>> {
    let mut found = Gathered { findings: crate::submission::of_sheets(book), faults: Vec::new() };
    let schemes = several.schemes(book, &mut found);
    let columns: Vec<DataColumn> =
        schemes.iter().flatten().flat_map(|(scheme, _)| scheme.columns.iter().cloned()).collect();
    let data = found.gather(need(book, sheets::DATA).map(|data| (data, Vec::new())));
    let listed = data.and_then(|data| found.gather(roster(data, &columns)).map(|listed| (data, listed)));
    let Some((data, listed)) = listed else {
        found.faults.extend(schemes.into_iter().filter_map(Result::err).flatten());
        return Err(found.faults);
    };
    let choices = chosen(several, data, &listed, &mut found);
    let used: BTreeSet<usize> = choices.iter().flatten().copied().collect();
    found.findings.extend(unused(&several.tables, &used));
    let city = City { book, data, listed: &listed, choices: &choices };
    let Some(schemes) = in_use(schemes, &used, &mut found) else { return Err(found.faults) };
    let each = city.each(schemes, &mut found);
    if !found.faults.is_empty() {
        return Err(found.faults);
    }
    let Gathered { findings: mut common, .. } = found;
    let mut filed: Vec<(Submission, Vec<Finding>)> = each;
    common.extend(city.filled_elsewhere(&filed));
    told_once(&mut common);
    for (submission, findings) in &mut filed {
        // what is said of a department stands with its table
        let names: BTreeSet<&str> = submission.departments.iter().map(|one| one.name.as_str()).collect();
        let (own, rest) = common.into_iter().partition(|finding| names.contains(finding.department.as_str()));
        common = rest;
        findings.extend::<Vec<Finding>>(own);
        told_once(findings);
    }
    Ok(Filed { each: filed, common })
}

/// The table of each department; a fault for each that has none.
fn chosen(several: &Several, data: &Grid, listed: &Departments, found: &mut Gathered) -> Vec<Option<usize>> {
    let tables = &several.tables;
    let choices: Vec<Choice> = listed.list.iter().map(|one| choose(tables, &one.category)).collect();
    let place = |row, col| Place::cell(data.name.clone(), CellRef::new(row, col));
    let Some(col) = listed.category_at else {
        let message = Message::new(
            "“部门类别”一列",
            format!("没有这一列，不能确定各部门用哪个评分表（{}）", names(tables, 0..tables.len())),
            "请按模板补上这一列，并填写各部门的类别",
        );
        found.faults.push(Finding::new(Code::TableUnclear, Place::sheet(data.name.clone()), message));
        return choices.iter().map(|_| None).collect();
    };
    for (department, choice) in listed.list.iter().zip(&choices) {
        if let Some(message) = unclear(tables, &department.category, choice) {
            let finding = Finding::new(Code::TableUnclear, place(department.row, col), message);
            found.faults.push(finding.of(&department.name, ""));
        }
    }
    let one = |choice: &Choice| match choice {
        Choice::One(table) => Some(*table),
        _ => None,
    };
    let choices: Vec<Option<usize>> = choices.iter().map(one).collect();
    let first = by_name(&listed.list);
    for (at, department) in listed.list.iter().enumerate() {
        let first = first.get(&tidy(&department.name)).copied().unwrap_or(at);
        if let (Some(here), Some(there)) = (choices[at], choices[first])
            && here != there
        {
            let found_words = format!(
                "与第{}行重名，两行的部门类别不同，一行用“{}”，一行用“{}”",
                listed.list[first].row + 1,
                tables[here].sheet,
                tables[there].sheet
            );
            let message = Message::new("每个部门只有一行", found_words, "请核对后删去一行");
            let finding = Finding::new(Code::TableUnclear, place(department.row, listed.name_at), message);
            found.faults.push(finding.of(&department.name, ""));
        }
    }
    choices
}

/// Why it is not clear by which table a category is scored.
pub fn unclear(tables: &[Table], category: &str, choice: &Choice) -> Option<Message> {
    let expected = "有一个评分表对应的部门类别";
    let advice = "请核对部门类别；或在“参数”表加一行，名称如“评分表（党群）适用部门类别”，值写它的各个类别";
    let found = match choice {
        Choice::One(_) => return None,
        Choice::Doubtful(_) if category.is_empty() => {
            format!("部门类别空白，不能确定用哪个评分表（{}）", names(tables, 0..tables.len()))
        }
        Choice::Doubtful(near) => {
            format!("部门类别“{category}”可能用{}，写法不一致，不能确定", names(tables, near.iter().copied()))
        }
        Choice::None => format!("部门类别“{category}”没有对应的评分表（{}）", names(tables, 0..tables.len())),
    };
    Some(Message::new(expected, found, advice))
}

/// The sheets of some tables, for a sentence.
pub fn names(tables: &[Table], which: impl IntoIterator<Item = usize>) -> String {
    let names: Vec<String> = which.into_iter().map(|at| format!("“{}”", tables[at].sheet)).collect();
    names.join("、")
}

/// Tables that no department is scored by.
fn unused<'a>(tables: &'a [Table], used: &'a BTreeSet<usize>) -> impl Iterator<Item = Finding> + 'a {
    let unused = tables.iter().enumerate().filter(|(at, _)| !used.contains(at));
    unused.map(|(_, table)| {
        let found = format!("没有一个部门的类别用“{}”，没有采用", table.sheet);
        let advice = "请核对部门类别的写法；不再用的评分表可以删去";
        let message = Message::new("每个评分表都有部门", found, advice);
        Finding::new(Code::TableUnused, Place::sheet(table.sheet.clone()), message)
    })
}

/// The schemes of the tables in use, each with its number; none where one of them is faulty.
fn in_use(
    schemes: Vec<ReadScheme>,
    used: &BTreeSet<usize>,
    found: &mut Gathered,
) -> Option<Vec<(usize, Scheme, Vec<Finding>)>> {
    let mut read = Vec::new();
    for (at, scheme) in schemes.into_iter().enumerate().filter(|(at, _)| used.contains(at)) {
        match scheme {
            Ok((scheme, findings)) => read.push((at, scheme, findings)),
            Err(mut faults) => found.faults.append(&mut faults),
        }
    }
    (read.len() == used.len()).then_some(read)
}

/// All departments of the workbook with their tables.
struct City<'a> {
    book: &'a Book,
    data: &'a Grid,
    listed: &'a Departments,
    /// The table of each department.
    choices: &'a [Option<usize>],
}

impl City<'_> {
    /// What each table's departments filed.
    fn each(
        &self,
        schemes: Vec<(usize, Scheme, Vec<Finding>)>,
        found: &mut Gathered,
    ) -> Vec<(Submission, Vec<Finding>)> {
        let all: Vec<u32> = self.listed.list.iter().map(|one| one.row).collect();
        let copies: Vec<(usize, Scheme)> = schemes.iter().map(|(table, scheme, _)| (*table, scheme.clone())).collect();
        let mut each = Vec::new();
        for (table, mut scheme, mut findings) in schemes {
            if copies.len() == 1 {
                // a result of one table has its usual sheets
                scheme.table.mark.clear();
            }
            let others: Vec<&Scheme> = copies.iter().filter(|(at, _)| *at != table).map(|(_, other)| other).collect();
            let parsed = self.part(table, &scheme, &others, &all);
            let beside = Others {
                names: self.members(|at| at != Some(table)).map(|one| tidy(&one.name)).collect(),
                systems: others.iter().map(|other| &other.system).collect(),
            };
            if let Some(submission) = found_of(beside_data(scheme, self.book, parsed, &beside), &mut findings, found) {
                each.push((submission, findings));
            }
        }
        each
    }

    fn part(
        &self,
        table: usize,
        scheme: &Scheme,
        others: &[&Scheme],
        all: &[u32],
    ) -> Result<(Departments, Vec<Finding>), Vec<Finding>> {
        let header = find_header(self.data, &scheme.columns)?;
        let others: Vec<&[DataColumn]> = others.iter().map(|other| other.columns.as_slice()).collect();
        let own = self.members(|at| at == Some(table)).map(|one| one.row).collect();
        parse_part(self.data, scheme, TablePart { own: &own, all, foreign: foreign(&header, &scheme.columns, &others) })
    }

    /// The departments whose table is a certain one.
    fn members(&self, is: impl Fn(Option<usize>) -> bool) -> impl Iterator<Item = &Department> {
        let all = self.listed.list.iter().zip(self.choices);
        all.filter(move |(_, choice)| is(**choice)).map(|(department, _)| department)
    }

    /// What departments filled in that only other tables ask for.
    fn filled_elsewhere(&self, filed: &[(Submission, Vec<Finding>)]) -> Vec<Finding> {
        let of =
            |submission: &Submission| -> BTreeSet<u32> { submission.column_at.iter().flatten().copied().collect() };
        let asked: BTreeSet<u32> = filed.iter().flat_map(|(submission, _)| of(submission)).collect();
        let mut told = Vec::new();
        for (submission, _) in filed {
            let own = of(submission);
            for department in &submission.departments {
                let cells = asked.difference(&own).map(|col| CellRef::new(department.row, *col));
                let whose = (department.name.as_str(), submission.scheme.table.sheet.as_str());
                told.extend(elsewhere(self.data, cells, whose));
            }
        }
        told.extend(filed.iter().flat_map(|(submission, _)| self.self_elsewhere(submission, filed)));
        told
    }

    /// The same on 自评得分.
    fn self_elsewhere(&self, submission: &Submission, filed: &[(Submission, Vec<Finding>)]) -> Vec<Finding> {
        let Some(grid) = sheet(self.book, sheets::SELF) else { return Vec::new() };
        let columns = |one: &Submission| -> BTreeSet<u32> {
            let own = one.departments.iter().filter_map(|one| one.self_assessment.as_ref());
            own.take(1).flat_map(|own| own.columns.iter().flatten().copied()).collect()
        };
        let (own, all) = (columns(submission), filed.iter().flat_map(|(other, _)| columns(other)));
        let other: BTreeSet<u32> = all.filter(|col| !own.contains(col)).collect();
        let filled = submission.departments.iter().filter_map(|one| Some((one, one.self_assessment.as_ref()?.row)));
        let sheet = submission.scheme.table.sheet.as_str();
        let of_row = |(one, row): (&Department, u32)| {
            let cells = other.iter().map(|col| CellRef::new(row, *col));
            elsewhere(grid, cells, (one.name.as_str(), sheet))
        };
        filled.filter_map(of_row).collect()
    }
}

/// F34 at the first of these cells that holds more than 无 or —, for all of them; `whose` is the department and its
/// table.
fn elsewhere(grid: &Grid, cells: impl Iterator<Item = CellRef>, whose: (&str, &str)) -> Option<Finding> {
    let view = View { grid };
    let is_filled = |cell: &CellRef| {
        let text = view.tidy(cell.row, cell.col);
        !text.is_empty() && !NOT_APPLICABLE_WORDS.iter().any(|word| tidy(word) == text)
    };
    let filled: Vec<CellRef> = cells.filter(is_filled).collect();
    let first = *filled.first()?;
    let (department, table) = whose;
    let shown: String = view.text(first.row, first.col).chars().take(20).collect();
    let named: Vec<String> = filled.iter().take(MOST_CELLS).map(CellRef::to_string).collect();
    let more = if filled.len() > MOST_CELLS { "等" } else { "" };
    let found = format!(
        "{}{more}{}格填了内容（{first}写“{shown}”），这些列不是“{table}”的项目，没有采用",
        named.join("、"),
        filled.len()
    );
    let message = Message::new("空白", found, "请核对部门类别是否正确；类别正确的，删去这些内容");
    Some(Finding::new(Code::OtherTable, Place::cell(grid.name.clone(), first), message).of(department, ""))
}

/// The value of a reading; what was found goes to the table, the faults to all.
fn found_of<T>(
    read: Result<(T, Vec<Finding>), Vec<Finding>>,
    findings: &mut Vec<Finding>,
    found: &mut Gathered,
) -> Option<T> {
    match read {
        Ok((value, mut said)) => {
            findings.append(&mut said);
            Some(value)
        }
        Err(mut faults) => {
            found.faults.append(&mut faults);
            None
        }
    }
}
