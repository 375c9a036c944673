//! 疑点: every finding, with a link to its cell.

use super::{Evaluation, columns, header};
use crate::finding::{CellRef, Finding, Severity};
use crate::layout::sheets;
use crate::sheet::{Area, Cell, Format, Print, Role, Sheet, Tint};

const HEADER: u32 = 2;
const NAMES: [&str; 10] = ["序号", "级别", "代码", "疑点", "部门（单位）", "指标", "位置", "应为", "实际", "建议"];
const WIDTHS: [u32; 10] = [6, 8, 7, 20, 22, 20, 16, 36, 50, 36];

/// More are not listed: a sheet has 1,048,576 rows, and no one reads so many. Each still stands in the note of
/// its cell.
const MOST: usize = 500_000;

/// The sheet.
pub fn sheet(evaluation: &Evaluation) -> Sheet {
    let title = format!("{}疑点清单", evaluation.title());
    let note = "“必须”的须处理后重新运行；点“位置”可到所在单元格。";
    let known: Vec<&str> = evaluation.book.sheets.iter().map(|grid| grid.name.as_str()).collect();
    let mut sheet = listing((sheets::FINDINGS, &title, note), &evaluation.findings, &known);
    sheet.result = true;
    sheet
}

/// A sheet that lists findings: its name, title and note; `known` are the sheets that places may link to.
pub fn listing(words: (&str, &str, &str), findings: &[Finding], known: &[&str]) -> Sheet {
    list(words, findings, known, MOST)
}

fn list((name, title, note): (&str, &str, &str), findings: &[Finding], known: &[&str], most: usize) -> Sheet {
    let mut sheet = Sheet::new(name);
    sheet.columns = columns(&WIDTHS);
    sheet.put_merged(Area::new((0, 0), (0, 9)), Cell::text(Role::Title, title));
    let counts = [Severity::Must, Severity::Hint, Severity::Normalised].map(|severity| {
        let count = findings.iter().filter(|finding| finding.severity() == severity).count();
        format!("{}{count}条", severity.name())
    });
    let more = match findings.len() > most {
        true => format!("条数太多，本表只列级别靠前的{most}条，其余见各单元格的批注。"),
        false => String::new(),
    };
    let note = format!("共{}条：{}。{more}{note}", findings.len(), counts.join("，"));
    let findings = &findings[..findings.len().min(most)];
    sheet.put_merged(Area::new((1, 0), (1, 9)), Cell::text(Role::Note, note));
    header(&mut sheet, HEADER, &NAMES);
    for (row, finding) in (HEADER + 1..).zip(findings) {
        sheet.put(row, 0, Cell::number(Role::Centre, super::count((row - HEADER) as usize), Format::Whole));
        finding_row(&mut sheet, row, finding, known);
    }
    if !findings.is_empty() {
        sheet.filter = Some(Area::new((HEADER, 0), (HEADER + findings.len() as u32, 9)));
    }
    sheet.freeze = Some(CellRef::new(HEADER + 1, 0));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    sheet
}

/// The colour of a severity.
pub fn severity_tint(severity: Severity) -> Tint {
    match severity {
        Severity::Must => Tint::Must,
        Severity::Hint => Tint::Hint,
        Severity::Normalised => Tint::Normalised,
    }
}

fn finding_row(sheet: &mut Sheet, row: u32, finding: &Finding, known: &[&str]) {
    let info = finding.code.info();
    let tint = Some(severity_tint(info.severity));
    sheet.put(row, 1, Cell::text(Role::Centre, info.severity.name()).tinted(tint));
    sheet.put(row, 2, Cell::text(Role::Centre, info.id));
    sheet.put(row, 3, Cell::text(Role::Text, info.title));
    sheet.put(row, 4, Cell::text(Role::Text, &finding.department));
    sheet.put(row, 5, Cell::text(Role::Text, &finding.indicator));
    let place = Cell::text(Role::Text, finding.place.to_string());
    let linked = known.contains(&finding.place.sheet.as_str()) && !super::input::replaced(&finding.place.sheet);
    let cell = finding.place.cell.unwrap_or(CellRef::new(0, 0));
    sheet.put(row, 6, if linked { place.linked(&finding.place.sheet, cell) } else { place });
    for (col, text) in [(7, &finding.expected), (8, &finding.found), (9, &finding.advice)] {
        sheet.put(row, col, Cell::text(Role::Text, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Place};

    #[test]
    fn findings_beyond_what_a_sheet_lists_are_counted_and_told() {
        let at = |row| Finding::new(Code::UnitMismatch, Place::cell("部门数据", CellRef::new(row, 0)), "", "", "");
        let findings: Vec<Finding> = (0..5).map(at).collect();
        let note = |sheet: &Sheet| format!("{:?}", sheet.get(1, 0).map(|cell| cell.value.clone()));
        let all = list(("疑点", "疑点清单", ""), &findings, &[], 5);
        assert_eq!((all.rows.len(), note(&all).contains("只列")), (8, false));
        let cut = list(("疑点", "疑点清单", ""), &findings, &[], 3);
        assert_eq!(cut.rows.len(), 6);
        assert!(note(&cut).contains("共5条") && note(&cut).contains("本表只列级别靠前的3条"), "{}", note(&cut));
    }
}
