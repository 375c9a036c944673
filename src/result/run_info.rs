//! 运行信息: what was run on what, under which 口径. No time stamp but the date that was given: same input, same bytes.

use crate::evaluate::{Evaluation, LastYearFile, Whole};
use crate::ground::names::sheets;
use crate::ground::{Area, original};
use crate::result::{columns, header};
use crate::submission::ledger::Correction;
use crate::workbook::read::{Book, sheet as sheet_of};
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet};

/// Name of the sheet.
pub const NAME: &str = sheets::RUN;
/// What was run.
const PROGRAM: &str = "程序";
/// Its name, before its version.
const JIXIAO: &str = "jixiao（绩效）";
/// What it was run on.
const INPUT: &str = "输入文件";

/// The sheet.
pub fn sheet(whole: Whole) -> Sheet {
    let mut sheet = Sheet::new(NAME);
    sheet.result = true;
    sheet.columns = columns(&[20, 74]);
    sheet.put_merged(Area::new((0, 0), (0, 1)), Cell::text(Role::Title, "运行信息"));
    header(&mut sheet, 2, ["项目", "内容"]);
    for (row, (name, value)) in (3..).zip(rows(whole)) {
        sheet.put(row, 0, Cell::text(Role::Text, name));
        sheet.put(row, 1, Cell::text(Role::Text, value));
    }
    sheet
}

fn rows(whole: Whole) -> Vec<(String, String)> {
    let evaluation = whole.first();
    let of_each = |count: fn(&Evaluation) -> usize| {
        let words = |one: &Evaluation| format!("{}{}", count(one), one.scheme().table.mark);
        whole.each.iter().map(words).collect::<Vec<String>>().join("、")
    };
    let mut rows: Vec<(String, String)> = vec![
        (PROGRAM.into(), format!("{JIXIAO}{}", crate::VERSION)),
        (INPUT.into(), evaluation.input_name.clone()),
        ("输入文件SHA-256".into(), evaluation.book.sha256.clone()),
        ("部门数".into(), of_each(|one| one.cards.len())),
        ("三级指标数".into(), of_each(|one| one.scheme().rules.len())),
        ("审核公式数".into(), of_each(|one| one.scheme().ties.len())),
        ("疑点数".into(), whole.findings.len().to_string()),
        ("结果形式".into(), evaluation.style.words().into()),
    ];
    rows.extend(Some(("日期".to_string(), evaluation.date.clone())).filter(|(_, date)| !date.is_empty()));
    if let Some(LastYearFile { name, sha256 }) = &evaluation.last_year {
        rows.push(("核对的去年工作簿".into(), name.clone()));
        rows.push(("去年工作簿SHA-256".into(), sha256.clone()));
    }
    rows.extend(evaluation.appealed.iter().flat_map(|appealed| &appealed.corrections).map(correction));
    let conventions = evaluation.scheme().conventions.in_words();
    rows.extend(conventions.into_iter().map(|(name, value)| (format!("口径：{name}"), value)));
    rows
}

/// A correction of 申诉台账: which cell, from what to what, by whom.
fn correction(correction: &Correction) -> (String, String) {
    let Correction { place, department, item, cell, before, after, by } = correction;
    let by = if by.is_empty() { "没有填写" } else { by };
    let row = place.cell.map_or(0, |cell| cell.row + 1);
    let words = format!("{department}“{item}”（{}!{cell}）由“{before}”更正为“{after}”；办理人：{by}", sheets::DATA);
    (format!("申诉台账第{row}行"), words)
}

/// The input file of an earlier result; none for a workbook that is no result of this program.
pub fn input_of(book: &Book) -> Option<String> {
    let grid = sheet_of(book, NAME)?;
    let beside = |name: &str| {
        let row = grid.rows.iter().find(|row| row.cells.first().is_some_and(|(_, cell)| original(cell) == name))?;
        row.cells.get(1).map(|(_, cell)| original(cell))
    };
    beside(PROGRAM).filter(|program| program.starts_with(JIXIAO)).and_then(|_| beside(INPUT))
}
