//! The schemes of a workbook with several 评分表: one of each, under the same 参数 and 审核公式.

use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Gathered, Message};
use crate::scheme::compile::{Compiled, compile};
use crate::scheme::parameters::{Parameters, parse_parameters, serves};
use crate::scheme::system_sheet::{parse_system, read_table};
use crate::scheme::tables::{Choice, Serves, Table, choose, faults, tables};
use crate::scheme::ties::{Tie, parse_ties};
use crate::scheme::{IndicatorSystem, Scheme, View, WideHeader, items_of, ties_of};
use crate::workbook::read::{Book, sheet};
use std::collections::BTreeSet;

/// The 评分表 of a workbook with several.
pub struct Several {
    /// In the order of their sheets.
    pub tables: Vec<Table>,
    serves: Vec<Serves>,
}

/// A table as it was read, or its faults.
pub type ReadScheme = Result<(Scheme, Vec<Finding>), Vec<Finding>>;

impl Several {
    /// The tables, where a workbook has several in use: 参数 names them, a category is like the name of one, or there is
    /// no plain one. A sheet 评分表（旧稿） beside the plain one is only another sheet.
    pub fn of(book: &Book) -> Option<Several> {
        let serves = serves(sheet(book, sheets::PARAMETERS));
        let tables = tables(book, &serves);
        let only_plain = tables.iter().all(|table| table.name.is_none());
        let in_use = match tables.iter().position(|table| table.name.is_none()) {
            _ if !serves.is_empty() => true,
            _ if only_plain => false,
            Some(plain) => categories(book).iter().any(|category| choose(&tables, category) != Choice::One(plain)),
            None => true,
        };
        in_use.then_some(Several { tables, serves })
    }

    /// The tables of a workbook that is read for its tables alone: whether departments use them is not asked.
    pub fn of_rules(book: &Book) -> Option<Several> {
        let serves = serves(sheet(book, sheets::PARAMETERS));
        let mut tables = tables(book, &serves);
        let is_table = |table: &Table| sheet(book, &table.sheet).is_some_and(|grid| read_table(grid).is_ok());
        tables.retain(|table| table.name.is_none() || is_table(table));
        (tables.len() > 1).then_some(Several { tables, serves })
    }

    /// The categories that 参数 of another workbook lists, where this one lists none.
    pub fn listed_by(&mut self, other: &Book) {
        let rows = serves(sheet(other, sheets::PARAMETERS));
        for table in self.tables.iter_mut().filter(|table| table.listed.is_none()) {
            let row = rows.iter().find(|row| row.table == table.name);
            table.listed = row.map(|row| row.categories.clone());
        }
    }

    /// The tables with the usual 参数 and 审核公式.
    ///
    /// # Errors
    /// All that is not understood in any of them, at once.
    pub fn blank(&self, book: &Book) -> Result<Vec<Scheme>, Vec<Finding>> {
        self.each(book, |read, _| Scheme::new(read.0, read.1.clone(), Parameters::default(), ties_of(&read.1)))
    }

    /// The tables under 参数 and 审核公式 of another workbook.
    ///
    /// # Errors
    /// As [`Several::blank`].
    pub fn under(&self, book: &Book, parameters: &Parameters, ties: &[Tie]) -> Result<Vec<Scheme>, Vec<Finding>> {
        self.each(book, |read, items| {
            let own = items_of(&read.1);
            let ties = ties.iter().filter(|tie| is_of(tie, &own, items)).cloned().collect();
            Scheme::new(read.0, read.1, parameters.clone(), ties)
        })
    }

    /// A scheme of each table, given the 数据项 of all.
    fn each(
        &self,
        book: &Book,
        made: impl Fn((IndicatorSystem, Vec<Compiled>), &[BTreeSet<String>]) -> Scheme,
    ) -> Result<Vec<Scheme>, Vec<Finding>> {
        let mut found = Gathered { findings: Vec::new(), faults: faults(book, &self.tables, &self.serves) };
        let read = self.tables.iter().map(|table| found.gather(read(book, table).map(|read| (read, Vec::new()))));
        let read: Vec<Option<Read>> = read.collect();
        let (read, _) = found.finish(read.into_iter().collect::<Option<Vec<Read>>>())?;
        let items: Vec<BTreeSet<String>> = read.iter().map(|read| items_of(&read.rules)).collect();
        let scheme = |(table, read): (&Table, Read)| Scheme {
            table: table.table_name(),
            ..made((read.system, read.rules), &items)
        };
        Ok(self.tables.iter().zip(read).map(scheme).collect())
    }

    /// The tables with 参数 and 审核公式 of the workbook.
    ///
    /// # Errors
    /// All that is not understood in any of them, at once.
    pub fn read(&self, book: &Book) -> Result<Vec<Scheme>, Vec<Finding>> {
        let mut found = Gathered::default();
        let read = self.schemes(book, &mut found);
        let schemes: Vec<Option<Scheme>> = read.into_iter().map(|read| found.gather(read)).collect();
        found.finish(schemes.into_iter().collect()).map(|(schemes, _)| schemes)
    }

    /// All tables with the same 参数 and the 审核公式 that are theirs; what is common to all is in `found`.
    pub fn schemes(&self, book: &Book, found: &mut Gathered) -> Vec<ReadScheme> {
        found.faults.extend(faults(book, &self.tables, &self.serves));
        let parameters = found.gather(parse_parameters(sheet(book, sheets::PARAMETERS))).unwrap_or_default();
        let stated = sheet(book, sheets::TIES).map(|grid| parse_ties(Some(grid)).map(|ties| (ties, Vec::new())));
        let stated = stated.and_then(|ties| found.gather(ties));
        let read: Vec<Result<Read, Vec<Finding>>> = self.tables.iter().map(|table| read(book, table)).collect();
        let items: Vec<BTreeSet<String>> = read.iter().flatten().map(|read| items_of(&read.rules)).collect();
        if let Some(stated) = stated.as_ref().filter(|_| read.iter().all(Result::is_ok)) {
            let nobody = |tie: &&Tie| !items.iter().any(|own| is_of(tie, own, &items));
            found.findings.extend(stated.iter().filter(nobody).map(of_no_table));
        }
        let scheme = |(table, read): (&Table, Result<Read, Vec<Finding>>)| {
            let Read { system, rules, findings } = read?;
            let own = items_of(&rules);
            let ties = match &stated {
                Some(stated) => stated.iter().filter(|tie| is_of(tie, &own, &items)).cloned().collect(),
                None => ties_of(&rules),
            };
            let scheme = Scheme::new(system, rules, parameters.clone(), ties);
            Ok((Scheme { table: table.table_name(), ..scheme }, findings))
        };
        self.tables.iter().zip(read).map(scheme).collect()
    }
}

struct Read {
    system: IndicatorSystem,
    rules: Vec<Compiled>,
    findings: Vec<Finding>,
}

fn read(book: &Book, table: &Table) -> Result<Read, Vec<Finding>> {
    let grid = crate::scheme::need(book, &table.sheet)?;
    let (system, mut findings) = parse_system(grid)?;
    let (rules, mut said) = compile(&system)?;
    findings.append(&mut said);
    Ok(Read { system, rules, findings })
}

/// Whether a 审核公式 is for a table: none of its 数据项 is asked by other tables alone.
fn is_of(tie: &Tie, own: &BTreeSet<String>, all: &[BTreeSet<String>]) -> bool {
    let is_ours = |item: &str| own.contains(item) || !all.iter().any(|items| items.contains(item));
    tie.relation.variables().into_iter().all(is_ours)
}

fn of_no_table(tie: &Tie) -> Finding {
    let found = format!("“{}”的数据项分属几个评分表，没有一类部门全部填报，没有核对", tie.text);
    let message = Message::new("同一评分表的数据项", found, "请按评分表分开写，或删去这一条");
    Finding::new(Code::TableUnused, tie.place.clone(), message)
}

/// What stands under 部门类别 in 部门数据, tidy.
fn categories(book: &Book) -> BTreeSet<String> {
    let Some(grid) = sheet(book, sheets::DATA) else { return BTreeSet::new() };
    let view = View { grid };
    let header = WideHeader::find(view, &|_| false);
    let place = header.and_then(|header| Some((header.bottom, header.column(&crate::ground::names::CATEGORY)?)));
    let Some((bottom, col)) = place else { return BTreeSet::new() };
    let texts = view.rows_below(bottom).map(|row| view.tidy_of_column(row, col));
    texts.filter(|text| !text.is_empty()).collect()
}
