//! 申诉台账: the appeals, to be filled in; and the same added to a workbook without it.

use crate::ground::names::{LEDGER_HEADINGS, sheets};
use crate::ground::{Area, CellRef, Code, Finding, LedgerColumn, Message, Place};
use crate::result::{copies, header, offer};
use crate::scheme::need;
use crate::submission::file;
use crate::submission::ledger::Verdict;
use crate::template::titled;
use crate::workbook::read::{Book, same_sheet, sheet as sheet_of};
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Print, Role, Sheet};

/// First row to be filled in.
const FIRST_ROW: u32 = 3;
/// Rows left for appeals.
const ROWS: u32 = 60;

/// The sheet.
pub fn sheet() -> Sheet {
    let note = "一行更正部门数据的一格，一件申诉更正几格的写几行。只有结论为“同意”的，下次评分时按更正数值计分，部门数据不用改；\
                更正项目写部门数据的表头，几列同名的写“三级指标/表头”，如“资产管理安全性/③”；改为没有数据的，更正数值写“空白”。\
                原得分写更正前的，供核对。";
    let widths = [16, 17, 11, 20, 14, 8, 9, 17, 10, 8];
    let mut sheet = titled(sheets::LEDGER, &widths, ["申诉台账", note], 9);
    header(&mut sheet, FIRST_ROW - 1, LEDGER_HEADINGS.map(|heading| heading.name));
    let blank = Row::of(vec![Cell::blank(Role::Input); LEDGER_HEADINGS.len()]);
    sheet.rows.resize((FIRST_ROW + ROWS) as usize, blank);
    let verdict = LedgerColumn::Verdict as u32;
    let area = Area::new((FIRST_ROW, verdict), (FIRST_ROW + ROWS - 1, verdict));
    offer(&mut sheet, area, &Verdict::OFFERED, "只有“同意”的按更正数值计分");
    sheet.freeze = Some(CellRef::new(FIRST_ROW, 1));
    let heading = FIRST_ROW - 1;
    sheet.print = Print { landscape: true, repeat_rows: Some((heading, heading)), ..Print::default() };
    sheet
}

/// The sheets of a workbook as they stand, with an empty ledger, and what is to be said of them.
///
/// # Errors
/// The workbook has no 部门数据, or has a ledger.
pub fn added(book: &Book) -> Result<(Vec<Sheet>, Vec<String>), Vec<Finding>> {
    need(book, sheets::DATA)?;
    if sheet_of(book, sheets::LEDGER).is_some() {
        let message = Message::new("没有申诉台账的工作簿", "已经有“申诉台账”这张表", "请直接在这张表上填写");
        return Err(vec![Finding::new(Code::SheetTwice, Place::sheet(sheets::LEDGER), message)]);
    }
    let mut made = copies(book);
    let is_behind = |sheet: &Sheet| [sheets::TIES, sheets::OWN].iter().any(|name| same_sheet(&sheet.name, name));
    let at = made.iter().rposition(is_behind).map_or(made.len(), |at| at + 1);
    made.insert(at, sheet());
    let is_told = |finding: &Finding| matches!(finding.code, Code::LeftOut | Code::FormulaAsValue);
    let mut findings = file::findings(book);
    findings.retain(is_told);
    let mut notes: Vec<String> =
        findings.iter().map(|finding| format!("{}：{}", finding.place, finding.message.found)).collect();
    let left = book.sheets.len() + 1 - made.len();
    if left > 0 {
        notes.push(format!("原文件是评分结果，结果各表（{left}张）没有带入，评分时重新生成。"));
    }
    Ok((made, notes))
}
