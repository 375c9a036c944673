//! 收集情况, 收集疑点 and 部门别名 of the collected workbook.

use crate::collect::{Collected, FileReport, Status};
use crate::ground::finding::Severity;
use crate::ground::names::{ALIAS_HEADINGS, sheets};
use crate::ground::place::{Area, CellRef};
use crate::result::findings::listing;
use crate::submission::aliases::Aliases;
use crate::workbook::sheet::{Cell, Column, Format, Print, Role, Sheet, Tint};
use rust_decimal::Decimal;

const HEADER: u32 = 2;
const NAMES: [&str; 10] =
    ["序号", "文件", "部门（单位）名称", "情况", "带入数据（个）", "必须", "提示", "说明", "联系人", "联络电话"];
const WIDTHS: [u32; 10] = [6, 44, 28, 12, 10, 8, 8, 56, 12, 16];
const LAST: u32 = NAMES.len() as u32 - 1;

/// The sheets that say how the collection went.
pub fn sheets(collected: &Collected, aliases: &Aliases) -> Vec<Sheet> {
    let mut sheets = vec![status(collected)];
    if !collected.findings.is_empty() {
        let note = "“位置”是部门报送的文件、工作表和单元格。“必须”的请部门更正后重新收集。";
        let mut sheet = listing((sheets::COLLECTED_FINDINGS, "收集疑点清单", note), &collected.findings);
        // places name a file; what was expected is short
        for (col, width) in [(6, 36), (7, 26)] {
            sheet.columns[col].width = width;
        }
        sheets.push(sheet);
    }
    if !aliases.is_empty() {
        sheets.push(alias_sheet(aliases));
    }
    sheets
}

/// 收集情况
fn status(collected: &Collected) -> Sheet {
    let mut sheet = Sheet::new(sheets::COLLECTED);
    sheet.columns = WIDTHS.map(|width| Column { width, ..Column::default() }).to_vec();
    sheet.put_merged(Area::new((0, 0), (0, LAST)), Cell::text(Role::Title, "收集情况"));
    sheet.put_merged(Area::new((1, 0), (1, LAST)), Cell::text(Role::Note, collected.counts()));
    for (col, name) in (0..).zip(NAMES) {
        sheet.put(HEADER, col, Cell::text(Role::Header, name));
    }
    let missing = collected.missing.iter().map(|name| FileReport::missing(name));
    let files: Vec<FileReport> = collected.files.iter().cloned().chain(missing).collect();
    for (row, file) in (HEADER + 1..).zip(&files) {
        file_row(&mut sheet, row, file);
    }
    if !files.is_empty() {
        sheet.filter = Some(Area::new((HEADER, 0), (HEADER + files.len() as u32, LAST)));
    }
    sheet.freeze = Some(CellRef::new(HEADER + 1, 0));
    sheet.print = Print { landscape: true, repeat_rows: Some((HEADER, HEADER)), ..Print::default() };
    sheet
}

fn file_row(sheet: &mut Sheet, row: u32, file: &FileReport) {
    let number = |count: usize| Decimal::from(count);
    let whole = |count: usize| Cell::number(Role::Centre, number(count), Format::Whole);
    let read = matches!(file.status, Status::Read | Status::Doubtful);
    sheet.put(row, 0, whole((row - HEADER) as usize));
    sheet.put(row, 1, Cell::text(Role::Text, &file.file));
    sheet.put(row, 2, Cell::text(Role::Text, &file.department));
    sheet.put(row, 3, Cell::text(Role::Centre, file.status.name()).tinted(tint(file)));
    for (col, count) in [(4, file.values), (5, file.musts), (6, file.hints)] {
        sheet.put(row, col, if read { whole(count) } else { Cell::blank(Role::Centre) });
    }
    for (col, text) in [(7, &file.reason), (8, &file.contact), (9, &file.phone)] {
        sheet.put(row, col, Cell::text(Role::Text, text));
    }
}

fn tint(file: &FileReport) -> Option<Tint> {
    match file.status {
        Status::Unread | Status::Missing => Some(Tint::Must),
        Status::Doubtful if file.musts > 0 => Some(Tint::Must),
        Status::Doubtful => Some(Tint::Hint),
        Status::Skipped => Some(Tint::NotApplicable),
        Status::Read => None,
    }
}

/// 部门别名, as it was read.
fn alias_sheet(aliases: &Aliases) -> Sheet {
    let mut sheet = Sheet::new(sheets::ALIASES);
    sheet.columns = [32, 32].map(|width| Column { width, ..Column::default() }).to_vec();
    sheet.put_merged(Area::new((0, 0), (0, 1)), Cell::text(Role::Title, sheets::ALIASES));
    for (col, name) in (0..).zip(["部门（单位）名称", ALIAS_HEADINGS[1].name]) {
        sheet.put(1, col, Cell::text(Role::Header, name));
    }
    for (row, (name, alias)) in (2..).zip(aliases.pairs()) {
        sheet.put(row, 0, Cell::text(Role::Text, name));
        sheet.put(row, 1, Cell::text(Role::Text, alias));
    }
    sheet.freeze = Some(CellRef::new(2, 0));
    sheet
}

/// What the terminal shows at the end.
pub fn summary(collected: &Collected, output: &str) -> String {
    let mut text = format!("{}\n", collected.counts());
    text += &format!("疑点：{}。\n结果：{}\n", crate::result::text::counts(&collected.findings), output);
    let worst: Vec<String> = collected
        .findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Must)
        .take(5)
        .map(|finding| format!("  {}\n", crate::result::text::one_line(finding)))
        .collect();
    match worst.is_empty() {
        true => text += "请先看“收集情况”表，核对后用 jixiao score 评分。",
        false => text += &format!("请先看“收集情况”和“收集疑点”表中级别为“必须”的各条。例如：\n{}", worst.concat()),
    }
    text.trim_end().to_string()
}

/// The same for machines.
pub fn json(collected: &Collected, output: &str) -> serde_json::Value {
    let file = |file: &FileReport| {
        serde_json::json!({
            "file": file.file,
            "department": file.department,
            "status": file.status.name(),
            "reason": file.reason,
            "values": file.values,
            "must": file.musts,
            "hint": file.hints,
        })
    };
    serde_json::json!({
        "output": output,
        "files": collected.files.iter().map(file).collect::<Vec<_>>(),
        "departments": collected.departments,
        "missing": collected.missing,
        "findings": crate::result::json::findings(&collected.findings),
    })
}
