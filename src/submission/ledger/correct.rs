//! Corrections that are proposed, and which of them can be made.

use crate::ground::names::sheets;
use crate::ground::{Code, Finding, GridCell, LedgerColumn, Message, Severity, original, tidy};
use crate::submission::Entry;
use crate::submission::ledger::rows::{Ledger, LedgerRow};
use crate::submission::ledger::target::Target;
use crate::submission::ledger::{BLANK, Correction, Run, shown, typed, with};
use crate::submission::tables::{Filed, parse_all};
use crate::workbook::read::{Book, sheet};

/// A correction that the ledger asks for.
pub struct Proposal {
    /// The rows that ask for it.
    pub rows: Vec<u32>,
    /// Where.
    target: Target,
    /// What is to stand there; none clears the cell.
    value: Option<GridCell>,
    /// What stood there.
    before: Option<GridCell>,
    /// 办理人
    by: String,
}

impl Proposal {
    /// That of a row.
    pub fn new(row: &LedgerRow, target: Target) -> Proposal {
        let by = row.text(LedgerColumn::By).to_string();
        Proposal { rows: vec![row.row], target, value: typed(row.value.as_ref()), before: None, by }
    }

    /// The same as it was made.
    pub fn correction(&self, ledger: &Ledger) -> Correction {
        let Target { department, item, cell, .. } = &self.target;
        let row = ledger.rows.iter().find(|row| self.rows.first() == Some(&row.row));
        Correction {
            place: row.map_or(crate::ground::Place::file(), |row| ledger.place(row, LedgerColumn::Value)),
            department: department.clone(),
            item: item.clone(),
            cell: *cell,
            before: shown(self.before.as_ref()),
            after: shown(self.value.as_ref()),
            by: self.by.clone(),
        }
    }

    /// What is put down beside the ledger.
    pub fn marks(&self) -> [GridCell; 3] {
        let kept = |cell: &Option<GridCell>| match cell {
            Some(cell) => GridCell { formula: false, ..cell.clone() },
            None => GridCell::text(BLANK),
        };
        let place = GridCell::text(&format!("{}!{}", sheets::DATA, self.target.cell));
        [place, kept(&self.before), kept(&self.value)]
    }

    /// Whether two ask for the same figure.
    fn agrees(&self, other: &Proposal) -> bool {
        let text = |one: &Proposal| one.value.as_ref().map(|cell| tidy(&original(cell)));
        text(self) == text(other)
    }
}

/// The workbook with these corrections.
pub fn corrected(book: &Book, proposals: &[Proposal]) -> Book {
    with(book, proposals.iter().map(|proposal| (proposal.target.cell, proposal.value.clone())).collect())
}

/// The proposals that can be made, each cell once, and what is filed with them; none where none can be made.
pub(super) fn settle_proposals(
    run: &mut Run,
    (book, first): (&Book, &Filed),
    proposals: Vec<Proposal>,
) -> Result<(Vec<Proposal>, Option<Filed>), Vec<Finding>> {
    let mut kept = once_each(run, proposals);
    let data = sheet(book, sheets::DATA);
    for proposal in &mut kept {
        proposal.before = data.and_then(|grid| grid.cell(proposal.target.cell)).cloned();
    }
    // a figure that cannot be read is found by reading it where it is to stand
    loop {
        if kept.is_empty() {
            return Ok((kept, None));
        }
        let filed = parse_all(&corrected(book, &kept))?;
        let all = kept.len();
        kept.retain(|proposal| match refused(proposal, first, &filed) {
            None => true,
            Some(message) => {
                tell(run, proposal, message);
                false
            }
        });
        if kept.len() == all {
            return Ok((kept, Some(filed)));
        }
    }
}

/// Each cell once; those that two rows want different are wanted by none.
fn once_each(run: &mut Run, proposals: Vec<Proposal>) -> Vec<Proposal> {
    let mut groups: Vec<Vec<Proposal>> = Vec::new();
    for proposal in proposals {
        match groups.iter_mut().find(|group| group[0].target.cell == proposal.target.cell) {
            Some(group) => group.push(proposal),
            None => groups.push(vec![proposal]),
        }
    }
    let mut kept = Vec::new();
    for mut group in groups {
        let rows: Vec<u32> = group.iter().flat_map(|proposal| proposal.rows.clone()).collect();
        if group.iter().all(|other| other.agrees(&group[0])) {
            let first = group.swap_remove(0);
            kept.push(Proposal { rows, ..first });
            continue;
        }
        let numbers: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
        for proposal in &group {
            let found = format!(
                "第{}行都同意更正部门数据!{}，更正数值不同，都没有采用",
                numbers.join("、"),
                proposal.target.cell
            );
            tell(run, proposal, Message::new("一格只更正成一个数", found, "请只留一个结论为“同意”"));
        }
    }
    kept
}

/// Why a correction is not made, if it is not.
fn refused(proposal: &Proposal, first: &Filed, filed: &Filed) -> Option<Message> {
    let Target { item, cell, .. } = &proposal.target;
    let value = shown(proposal.value.as_ref());
    let entry = proposal.target.entry(filed);
    if entry.is_none_or(|entry| *entry == Entry::Faulty) {
        let here = |finding: &&Finding| {
            finding.place.cell == Some(*cell)
                && finding.place.sheet == sheets::DATA
                && finding.severity() == Severity::Must
        };
        let all = filed.each.iter().flat_map(|(_, findings)| findings).chain(&filed.common);
        let (expected, why) = all
            .filter(|finding| here(finding))
            .map(|finding| (finding.message.expected.clone(), finding.message.found.clone()))
            .next()
            .unwrap_or_else(|| ("可以采用的数".into(), "这一列没有采用，请先看疑点".into()));
        let found = format!("“{item}”更正为“{value}”不能采用：{why}");
        return Some(Message::new(expected, found, "请改正更正数值"));
    }
    (entry == proposal.target.entry(first)).then(|| {
        let found = format!("部门数据!{cell}已经是“{}”，与更正数值相同，没有可更正的", shown(proposal.before.as_ref()));
        let advice = "请核对部门和项目；部门数据已经改过的，请改回申诉前的数，由程序更正";
        Message::new("与部门数据不同的数", found, advice)
    })
}

fn tell(run: &mut Run, proposal: &Proposal, message: Message) {
    let ledger = run.ledger;
    let of = |row: &&LedgerRow| proposal.rows.contains(&row.row);
    for row in ledger.rows.iter().filter(of) {
        let finding = Finding::new(Code::LedgerNotUsed, ledger.place(row, LedgerColumn::Value), message.clone());
        run.findings.push(finding.of(&proposal.target.department, ""));
    }
}
