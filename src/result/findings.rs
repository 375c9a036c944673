//! 疑点: every finding, with a link to its cell.

use crate::evaluate::Evaluation;
use crate::ground::finding::{Finding, Severity};
use crate::ground::names::sheets;
use crate::ground::place::{Area, CellRef};
use crate::result::{columns, header};
use crate::workbook::lazy::{Body, Made};
use crate::workbook::sheet::{Cell, Format, Print, Role, Row, Sheet, Tint};
use std::ops::Range;

const HEADER: u32 = 2;
const NAMES: [&str; 10] = ["序号", "级别", "代码", "疑点", "部门（单位）", "指标", "位置", "应为", "实际", "建议"];
const WIDTHS: [u32; 10] = [6, 8, 7, 20, 22, 20, 16, 36, 50, 36];

/// More do not stand on one sheet, which has 1,048,576 rows.
const MOST: usize = 1_000_000;
/// So many are listed, on two sheets; the others stand in the notes of their cells.
pub const LISTED: usize = 2 * MOST;

/// Cells of one sheet that get a note: with more the file is slow to open, and each finding is listed anyway.
pub const MOST_NOTES: usize = 3_000;

/// The sheet; the second one continues it.
pub fn sheet(evaluation: &Evaluation, second: bool) -> Made<'_> {
    let title = format!("{}疑点清单", evaluation.title());
    let note = match evaluation.findings.len() {
        count if count <= MOST_NOTES => String::new(),
        count if count <= LISTED => {
            format!("一张表中有疑点的单元格太多时，只给级别靠前的{MOST_NOTES}个加批注，其余只标颜色。")
        }
        _ => "未列出的见各单元格的批注。".to_string(),
    };
    let note = note + "“必须”的须处理后重新运行；点“位置”可到所在单元格。";
    let known: Vec<&str> = crate::result::input::grids(evaluation).map(|grid| grid.name.as_str()).collect();
    let (name, title, from) = match second {
        false => (sheets::FINDINGS, title, 0),
        true => (sheets::MORE_FINDINGS, title + "（续）", MOST),
    };
    let mut made = list((name, &title, &note), &evaluation.findings, known, from..from + MOST);
    made.sheet.to_mut().result = true;
    made
}

/// Whether one sheet does not hold them all.
pub fn need_second(findings: &[Finding]) -> bool {
    findings.len() > MOST
}

/// A sheet that lists findings, without links: its name, title and note.
pub fn listing(words: (&str, &str, &str), findings: &[Finding]) -> Sheet {
    list(words, findings, Vec::new(), 0..MOST).into_sheet().into_owned()
}

/// `known` are the sheets that places may link to.
fn list<'a>(
    (name, title, note): (&str, &str, &str),
    all: &'a [Finding],
    known: Vec<&'a str>,
    part: Range<usize>,
) -> Made<'a> {
    let mut sheet = Sheet::new(name);
    sheet.columns = columns(&WIDTHS);
    sheet.put_merged(Area::new((0, 0), (0, 9)), Cell::text(Role::Title, title));
    let counts = [Severity::Must, Severity::Hint, Severity::Normalised].map(|severity| {
        let count = all.iter().filter(|finding| finding.severity() == severity).count();
        format!("{}{count}条", severity.name())
    });
    let more = match all.len() > part.len() {
        true => format!("条数太多，按级别排列，本表列第{}至第{}条。", part.start + 1, part.end.min(all.len())),
        false => String::new(),
    };
    let note = format!("共{}条：{}。{more}{note}", all.len(), counts.join("，"));
    let findings = &all[part.start..all.len().min(part.end)];
    sheet.put_merged(Area::new((1, 0), (1, 9)), Cell::text(Role::Note, note));
    header(&mut sheet, HEADER, &NAMES);
    if !findings.is_empty() {
        sheet.filter = Some(Area::new((HEADER, 0), (HEADER + findings.len() as u32, 9)));
    }
    sheet.freeze = Some(CellRef::new(HEADER + 1, 0));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    let row = move |at: usize| finding_row(part.start + at + 1, &findings[at], &known);
    Made::of(sheet, Body::new(findings.len(), row))
}

/// The colour of a severity.
pub fn severity_tint(severity: Severity) -> Tint {
    match severity {
        Severity::Must => Tint::Must,
        Severity::Hint => Tint::Hint,
        Severity::Normalised => Tint::Normalised,
    }
}

fn finding_row(number: usize, finding: &Finding, known: &[&str]) -> Row {
    let info = finding.code.info();
    let place = Cell::text(Role::Text, finding.place.to_string());
    let linked = known.contains(&finding.place.sheet.as_ref());
    let cell = finding.place.cell.unwrap_or(CellRef::new(0, 0));
    Row::of([
        Cell::number(Role::Centre, crate::result::count(number), Format::Whole),
        Cell::text(Role::Centre, info.severity.name()).tinted(Some(severity_tint(info.severity))),
        Cell::text(Role::Centre, info.id),
        Cell::text(Role::Text, info.title),
        Cell::text(Role::Text, &finding.department),
        Cell::text(Role::Text, &finding.indicator),
        if linked { place.linked(finding.place.sheet.as_ref(), cell) } else { place },
        Cell::text(Role::Text, &finding.message.expected),
        Cell::text(Role::Text, &finding.message.found),
        Cell::text(Role::Text, &finding.message.advice),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::finding::{Code, Message};
    use crate::ground::place::Place;
    use crate::workbook::sheet::Value;

    #[test]
    fn findings_beyond_what_a_sheet_lists_are_counted_and_told() {
        let at = |row| {
            Finding::new(Code::UnitMismatch, Place::cell("部门数据", CellRef::new(row, 0)), Message::new("", "", ""))
        };
        let findings: Vec<Finding> = (0..5).map(at).collect();
        let note = |sheet: &Sheet| format!("{:?}", sheet.get(1, 0).map(|cell| cell.value.clone()));
        let list = |part| list(("疑点", "疑点清单", ""), &findings, Vec::new(), part).into_sheet();
        let all = list(0..5);
        assert_eq!((all.rows.len(), note(&all).contains("本表列")), (8, false));
        let (first, second) = (list(0..3), list(3..6));
        assert_eq!((first.rows.len(), second.rows.len()), (6, 5));
        assert!(note(&first).contains("共5条") && note(&first).contains("本表列第1至第3条"), "{}", note(&first));
        assert!(note(&second).contains("共5条") && note(&second).contains("本表列第4至第5条"), "{}", note(&second));
        let number = |sheet: &Sheet, row| sheet.get(row, 0).map(|cell| cell.value.clone());
        assert_eq!(number(&second, 4), Some(Value::Number(crate::result::count(5))));
    }
}
