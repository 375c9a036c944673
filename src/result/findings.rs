//! 疑点: every finding, with a link to its cell.

use crate::evaluate::Whole;
use crate::ground::names::sheets;
use crate::ground::{Finding, Level, Points, Severity};
use crate::result::leads::{Cost, Lead, costs, leads};
use crate::result::table::Table;
use crate::result::text::counts;
use crate::result::{centred, count_cell, words};
use crate::workbook::{Role, Sheet, StreamedSheet, Tint};
use std::ops::Range;

/// The row of the headings.
const HEADER: u32 = 2;

/// More do not stand on one sheet, which has 1,048,576 rows.
const MOST: usize = 1_000_000;
/// So many are listed, on two sheets; the others stand in the notes of their cells.
pub const LISTED: usize = 2 * MOST;

/// Cells of one sheet that get a note: with more the file is slow to open, and each finding is listed anyway.
pub const MOST_NOTES: usize = 3_000;

/// The sheet; the second one continues it.
pub fn sheet(whole: Whole<'_>, second: bool) -> StreamedSheet<'_> {
    let title = format!("{}疑点清单", whole.first().whole_title());
    let note = match whole.findings.len() {
        count if count <= MOST_NOTES => String::new(),
        count if count <= LISTED => {
            format!("一张表中有疑点的单元格太多时，只给级别靠前的{MOST_NOTES}个加批注，其余只标颜色。")
        }
        _ => "未列出的见各单元格的批注。".to_string(),
    };
    let (name, title, from) = match second {
        false => (sheets::FINDINGS, title, 0),
        true => (sheets::MORE_FINDINGS, title + "（续）", MOST),
    };
    let cost = costs(whole);
    let list = List {
        name,
        title,
        note: note + "“影响得分”由“局内”处理的，处理后重新运行；由“部门”处理的，请部门补报；点“位置”可到所在单元格。",
        findings: whole.findings,
        part: from..from + MOST,
    };
    let links = crate::result::input::grids(&whole.first().book).map(|grid| grid.name.as_str()).collect();
    let mut made = list.made(links, &cost);
    made.head.to_mut().result = true;
    made
}

/// Whether one sheet does not hold them all.
pub fn need_second(findings: &[Finding]) -> bool {
    findings.len() > MOST
}

/// A sheet that lists findings.
pub struct List<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its title.
    pub title: String,
    /// What its note says behind the counts.
    pub note: String,
    /// All findings.
    pub findings: &'a [Finding],
    /// Which of them it lists.
    pub part: Range<usize>,
}

impl<'a> List<'a> {
    /// The whole sheet, without links.
    pub fn sheet(name: &'a str, title: &str, note: &str, findings: &'a [Finding]) -> Sheet {
        let list = List { name, title: title.into(), note: note.into(), findings, part: 0..MOST };
        list.made(Vec::new(), &|_| Points::ZERO).into_sheet().into_owned()
    }

    /// The sheet; `links` are the sheets that places may link to, `cost` is what each finding costs.
    fn made(self, links: Vec<&'a str>, cost: &Cost) -> StreamedSheet<'a> {
        let List { findings: all, part, .. } = self;
        let more = match all.len() > part.len() {
            true => format!("条数太多，按级别排列，本表列第{}至第{}条。", part.start + 1, part.end.min(all.len())),
            false => String::new(),
        };
        let leads = leads(&all[part.start..all.len().min(part.end)], cost);
        let fewer = match leads.len() < part.len().min(all.len()) {
            true => format!("同一部门同一原因的并为一行，本表{}行。", leads.len()),
            false => String::new(),
        };
        let note = format!("共{}条：{}。{more}{fewer}{}", all.len(), counts(all), self.note);
        let table = table(links, part.start);
        let mut sheet = table.titled(self.name, 0, &self.title, note);
        sheet.filter = table.filter(leads.len());
        StreamedSheet::new(sheet, leads.len(), move |at| table.row(table.first_row() + at as u32, &leads[at]))
    }
}

/// The colour of a severity.
pub fn severity_tint(severity: Severity) -> Tint {
    match severity {
        Severity::Must => Tint::Must,
        Severity::Hint => Tint::Hint,
        Severity::Normalised => Tint::Normalised,
    }
}

/// The columns; so many findings stand `before` the first row.
fn table<'a>(links: Vec<&'a str>, before: usize) -> Table<'a, Lead<'a>> {
    let place = move |finding: &Finding| {
        let place = words(finding.place.to_string());
        match links.contains(&finding.place.sheet.as_ref()) {
            true => place.linked(finding.place.sheet.as_ref(), finding.place.cell.unwrap_or_default()),
            false => place,
        }
    };
    let level = |level: Level| centred(level.name()).tinted(Some(severity_tint(level.severity())));
    Table::new(HEADER)
        .column("序号", 5, move |_: &Lead, at| count_cell(Role::Centre, before + (at.row - HEADER) as usize))
        .column("级别", 6, move |row, _| level(row.first.code.info().level))
        .column("处理", 6, |row, _| centred(row.first.code.info().owner.name()))
        .column("代码", 6, |row, _| centred(row.first.code.info().id))
        .column("疑点", 10, |row, _| words(row.first.code.info().title))
        .column("部门（单位）", 14, |row, _| words(&row.first.department))
        .column("指标", 12, |row, _| words(row.indicator()))
        .column("位置", 15, move |row, _| place(row.first))
        .column("应为", 10, |row, _| words(&row.first.message.expected))
        .column("实际", 22, |row, _| words(row.found()))
        .column("涉及项目", 17, |row, _| words(row.items()))
        .column("建议", 13, |row, _| words(&row.first.message.advice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::finding::{Code, Message};
    use crate::ground::place::{CellRef, Place};
    use crate::workbook::sheet::Value;

    #[test]
    fn findings_beyond_what_a_sheet_lists_are_counted_in_its_note() {
        let at = |row| {
            Finding::new(Code::UnitMismatch, Place::cell("部门数据", CellRef::new(row, 0)), Message::new("", "", ""))
        };
        let findings: Vec<Finding> = (0..5).map(at).collect();
        let note = |sheet: &Sheet| format!("{:?}", sheet.get(1, 0).map(|cell| cell.value.clone()));
        let list = |part| {
            let (title, note) = (String::new(), String::new());
            List { name: "疑点", title, note, findings: &findings, part }
                .made(Vec::new(), &|_| Points::ZERO)
                .into_sheet()
        };
        let all = list(0..5);
        assert_eq!((all.rows.len(), note(&all).contains("本表列")), (8, false));
        let (first, second) = (list(0..3), list(3..6));
        assert_eq!((first.rows.len(), second.rows.len()), (6, 5));
        assert!(note(&first).contains("共5条") && note(&first).contains("本表列第1至第3条"), "{}", note(&first));
        assert!(note(&second).contains("共5条") && note(&second).contains("本表列第4至第5条"), "{}", note(&second));
        let number = |sheet: &Sheet, row| sheet.get(row, 0).map(|cell| cell.value.clone());
        assert_eq!(number(&second, 4), Some(Value::Number(5.into())));
    }
}
