//! 申诉台账: accepted corrections count as if the cells of 部门数据 had been corrected.
//!
//! A result shows the corrected figures and puts down beside the ledger what stood there before; so a result that is
//! scored again is first put back to what it was, and a conclusion that was changed counts.

mod correct;
mod rows;
mod target;

pub use crate::submission::ledger::rows::Verdict;

use crate::ground::names::sheets;
use crate::ground::{CellRef, Code, Finding, Gathered, GridCell, LedgerColumn, Message, Place, original, tidy};
use crate::submission::ledger::correct::{Proposal, corrected, settle_proposals};
use crate::submission::ledger::rows::{Ledger, LedgerRow, put_down};
use crate::submission::ledger::target::{Target, Who, cell_of, target, who_and_what};
use crate::submission::tables::{Filed, parse_all};
use crate::workbook::read::{Book, same_sheet, sheet};
use std::collections::BTreeMap;

/// How an empty cell is shown, and what is written to clear one.
pub const BLANK: &str = "空白";

/// A correction that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The cell of 申诉台账 with the new figure.
    pub place: Place,
    /// 部门
    pub department: String,
    /// 数据项, with its 三级指标 where the name alone does not say which.
    pub item: String,
    /// The cell in 部门数据.
    pub cell: CellRef,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
    /// 办理人; may be empty.
    pub by: String,
}

/// 原得分 as the ledger states it.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Its cell.
    pub place: Place,
    /// The number of the 评分表.
    pub table: usize,
    /// The row of the department in 部门数据.
    pub row: u32,
    /// The number of the indicator.
    pub indicator: usize,
    /// What is written.
    pub text: String,
}

/// A workbook read with its ledger.
pub struct Settled {
    /// The workbook as it counts.
    pub book: Book,
    /// What was filed, as it counts.
    pub filed: Filed,
    /// The same before the corrections, where there are any.
    pub first: Option<(Book, Filed)>,
    /// The corrections, in the order of the ledger.
    pub corrections: Vec<Correction>,
    /// What is to be compared with the scores before the corrections.
    pub stated: Vec<Stated>,
    /// What is to be said of the ledger.
    pub findings: Vec<Finding>,
}

impl Settled {
    fn without_ledger(book: Book, filed: Filed) -> Settled {
        Settled { book, filed, first: None, corrections: Vec::new(), stated: Vec::new(), findings: Vec::new() }
    }
}

/// Reads a workbook: what was filed, with the accepted corrections of 申诉台账.
///
/// # Errors
/// As [`parse_all`]; a ledger without its headings.
pub fn settle(book: Book) -> Result<Settled, Vec<Finding>> {
    let mut found = Gathered::default();
    let ledger = found.gather(Ledger::read(&book).map(|ledger| (ledger, Vec::new())));
    let filed = found.gather(parse_all(&book).map(|filed| (filed, Vec::new())));
    let (filed, _) = found.finish(filed)?;
    let Some(ledger) = ledger.flatten().filter(|ledger| !ledger.rows.is_empty()) else {
        return Ok(Settled::without_ledger(book, filed));
    };
    let mut run = Run { ledger: &ledger, findings: Vec::new(), disturbed: Vec::new() };
    let restored = run.taken_back(&book, &filed)?;
    let (first_book, first) = restored.unwrap_or_else(|| (book.clone(), filed));
    let (proposals, stated) = run.read_rows(&first);
    let (proposals, filed) = settle_proposals(&mut run, (&first_book, &first), proposals)?;
    let corrections: Vec<Correction> = proposals.iter().map(|proposal| proposal.correction(&ledger)).collect();
    run.findings.extend(corrections.iter().map(used));
    let Run { findings, disturbed, .. } = run;
    let mut counted = corrected(&first_book, &proposals);
    let place = (ledger.header, ledger.marks);
    let done = marks_of(&ledger, &proposals, &disturbed);
    if let Some(grid) = counted.sheets.iter_mut().find(|grid| same_sheet(&grid.name, sheets::LEDGER)) {
        put_down(grid, place, &done);
    }
    let settled = match filed {
        Some(filed) => {
            Settled { book: counted, filed, first: Some((first_book, first)), corrections, stated, findings }
        }
        None => Settled { book: counted, filed: first, first: None, corrections, stated, findings },
    };
    Ok(settled)
}

/// What is put down beside each row; rows that cannot be put back keep what is there.
fn marks_of(ledger: &Ledger, proposals: &[Proposal], disturbed: &[u32]) -> Vec<(u32, Option<[GridCell; 3]>)> {
    let of_row = |row: &LedgerRow| {
        let proposal = proposals.iter().find(|one| one.rows.contains(&row.row));
        (row.row, proposal.map(Proposal::marks))
    };
    let had = |row: &&LedgerRow| row.done.is_some() || proposals.iter().any(|one| one.rows.contains(&row.row));
    ledger.rows.iter().filter(had).filter(|row| !disturbed.contains(&row.row)).map(of_row).collect()
}

/// A04 at the cell of 部门数据.
fn used(correction: &Correction) -> Finding {
    let Correction { place, department, item, cell, before, after, .. } = correction;
    let row = place.cell.map_or(0, |cell| cell.row + 1);
    let found = format!("“{item}”原为“{before}”，按申诉台账第{row}行更正为“{after}”");
    let advice = "请核对证明材料；撤销更正的，改申诉台账的结论后重新运行";
    let message = Message::new("同意的更正", found, advice);
    let data = Place::cell(sheets::DATA, *cell);
    Finding::new(Code::LedgerUsed, data, message).of(department, "")
}

/// A row that an earlier run corrected by, its cell, and what stood there before and after.
type Done<'a> = (&'a LedgerRow, Target, &'a (GridCell, GridCell));

/// A reading of the ledger.
struct Run<'a> {
    ledger: &'a Ledger<'a>,
    findings: Vec<Finding>,
    /// Rows that an earlier run corrected by and that cannot be put back.
    disturbed: Vec<u32>,
}

impl Run<'_> {
    fn say(&mut self, code: Code, row: &LedgerRow, column: LedgerColumn, message: Message) {
        let finding = Finding::new(code, self.ledger.place(row, column), message);
        self.findings.push(finding);
    }

    /// The workbook as it was before an earlier run corrected it; none where none did.
    fn taken_back(&mut self, book: &Book, filed: &Filed) -> Result<Option<(Book, Filed)>, Vec<Finding>> {
        let ledger = self.ledger;
        let mut done: Vec<Done> = Vec::new();
        for row in &ledger.rows {
            let Some(cells) = &row.done else { continue };
            match cell_of(filed, row) {
                Ok(target) => done.push((row, target, cells)),
                Err((column, mut message)) => {
                    message.found += "；以前按这一行更正过，不能恢复更正前的数";
                    self.disturbed.push(row.row);
                    self.say(Code::LedgerNotUsed, row, column, message);
                }
            }
        }
        if done.is_empty() {
            return Ok(None);
        }
        let set = |which: fn(&(GridCell, GridCell)) -> &GridCell,
                   of: &[(&LedgerRow, Target, &(GridCell, GridCell))]| {
            let cells = of.iter().map(|(_, target, cells)| (target.cell, typed(Some(which(cells)))));
            with(book, cells.collect())
        };
        // whether the cells still hold what they were corrected to is told by reading both
        let probe = parse_all(&set(|cells| &cells.1, &done))?;
        let (same, other): (Vec<_>, Vec<_>) =
            done.into_iter().partition(|(_, target, _)| target.entry(filed) == target.entry(&probe));
        for (row, target, (_, after)) in other {
            self.say_changed(book, row, (&target, after));
        }
        let before = set(|cells| &cells.0, &same);
        let filed = parse_all(&before)?;
        Ok(Some((before, filed)))
    }

    /// A corrected cell that holds something else by now.
    fn say_changed(&mut self, book: &Book, row: &LedgerRow, (target, after): (&Target, &GridCell)) {
        let stands = shown(sheet(book, sheets::DATA).and_then(|grid| grid.cell(target.cell)));
        let found = format!(
            "部门数据!{}现在是“{stands}”，不是以前按这一行更正成的“{}”；没有再更正，按现在的数计分",
            target.cell,
            original(after).trim()
        );
        let message = Message::new("更正后的数没有另改", found, "请在原工作簿上改数据，或把这一格改回更正后的数");
        self.disturbed.push(row.row);
        self.say(Code::LedgerNotUsed, row, LedgerColumn::Value, message);
    }

    /// The corrections that are proposed, and 原得分 as stated.
    fn read_rows(&mut self, filed: &Filed) -> (Vec<Proposal>, Vec<Stated>) {
        let (mut proposals, mut stated) = (Vec::new(), Vec::new());
        for row in &self.ledger.rows {
            if let Some((column, found)) = self.ledger.unclear(row) {
                let message = Message::new("看得清楚、各占一行的内容", found, "请改正这一格后重新运行");
                self.say(Code::LedgerNotUsed, row, column, message);
                continue;
            }
            self.say_verdict(row);
            match who_and_what(filed, row) {
                Ok((who, named)) => {
                    stated.extend(self.stated(filed, row, who, named));
                    proposals.extend(self.proposal(filed, row));
                }
                Err(_) if self.disturbed.contains(&row.row) => {}
                Err((column, message)) => {
                    let agreed = row.verdict == Verdict::Agreed;
                    let code = if agreed { Code::LedgerNotUsed } else { Code::LedgerCheck };
                    self.say(code, row, column, message);
                }
            }
        }
        (proposals, stated)
    }

    /// Says what keeps a row from being settled.
    fn say_verdict(&mut self, row: &LedgerRow) {
        let (code, message) = match row.verdict {
            Verdict::Unknown => {
                let found = format!("结论“{}”不认识，没有更正", row.text(LedgerColumn::Verdict));
                let message = Message::new(Verdict::OFFERED.join("、"), found, "请从下拉列表中选择结论");
                (Code::LedgerNotUsed, message)
            }
            Verdict::Partly if row.value.is_some() => {
                let found = "结论是“部分同意”，更正数值没有采用";
                let advice = "同意更正成这个数的，结论改为“同意”；不更正的，清空更正数值";
                (Code::LedgerCheck, Message::new("同意", found, advice))
            }
            Verdict::Open => {
                let message = Message::new("已有结论", "申诉没有办结，没有更正", "办结后填写结论，重新运行");
                (Code::LedgerCheck, message)
            }
            Verdict::Agreed | Verdict::Partly | Verdict::Refused => return,
        };
        self.say(code, row, LedgerColumn::Verdict, message);
    }

    /// The correction that a row proposes, if it is agreed to and can be made out.
    fn proposal(&mut self, filed: &Filed, row: &LedgerRow) -> Option<Proposal> {
        if row.verdict != Verdict::Agreed || self.disturbed.contains(&row.row) {
            return None;
        }
        match target(filed, row) {
            Ok(target) => Some(Proposal::new(row, target)),
            Err((column, message)) => {
                self.say(Code::LedgerNotUsed, row, column, message);
                None
            }
        }
    }

    /// 原得分 of a row: of the indicator that it names, else of the one that the corrected column stands under.
    fn stated(&mut self, filed: &Filed, row: &LedgerRow, who: Who, named: Option<usize>) -> Option<Stated> {
        let text = row.text(LedgerColumn::Marks).to_string();
        if text.is_empty() {
            return None;
        }
        let of_item = || cell_of(filed, row).ok().and_then(|target| target.indicator);
        let Some(indicator) = named.or_else(of_item) else {
            let message = Message::new("原得分和它的指标", "写了原得分，没有写指标，没有核对", "请写明指标");
            self.say(Code::LedgerCheck, row, LedgerColumn::Indicator, message);
            return None;
        };
        let place = self.ledger.place(row, LedgerColumn::Marks);
        Some(Stated { place, table: who.table, row: who.row, indicator, text })
    }
}

/// What is typed into 部门数据 for a cell of the ledger: the same, or nothing for 空白.
fn typed(cell: Option<&GridCell>) -> Option<GridCell> {
    let cell = cell.filter(|cell| tidy(&original(cell)) != BLANK)?;
    Some(GridCell { formula: false, ..cell.clone() })
}

/// What a cell says, or 空白.
fn shown(cell: Option<&GridCell>) -> String {
    let text = cell.map(original).unwrap_or_default().trim().to_string();
    if text.is_empty() { BLANK.to_string() } else { text }
}

/// The workbook with cells of 部门数据 set.
fn with(book: &Book, cells: BTreeMap<CellRef, Option<GridCell>>) -> Book {
    let mut book = book.clone();
    let is_data = |name: &str| same_sheet(name, sheets::DATA);
    if let Some(grid) = book.sheets.iter_mut().find(|grid| is_data(&grid.name)) {
        cells.into_iter().for_each(|(at, cell)| grid.set(at, cell));
    }
    book
}
