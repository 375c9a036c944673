//! 收集情况, 收集疑点 and 部门别名 of the collected workbook.

use crate::collect::{Collected, FileReport, Judged, Status};
use crate::ground::names::{ALIAS, sheets};
use crate::ground::{Area, CellRef, Points};
use crate::result::findings::List;
use crate::result::json::findings;
use crate::result::{Table, columns, count_cell, header, words};
use crate::submission::Aliases;
use crate::workbook::sheet::{Cell, Row};
use crate::workbook::{Role, Sheet, Tint};

/// So many departments that have not filed are named.
const MOST_MISSING: usize = 10;
/// The row of the headings.
const HEADER: u32 = 2;

/// The sheets that say how the collection went.
pub fn sheets(collected: &Collected, aliases: &Aliases) -> Vec<Sheet> {
    let mut sheets = vec![status(collected)];
    if !collected.findings.is_empty() {
        let note = "“位置”是部门报送的文件、工作表和单元格。由“部门”处理的请部门更正后重新收集，由“局内”处理的先核实。";
        let mut sheet = List::sheet(sheets::COLLECTED_FINDINGS, "收集疑点清单", note, &collected.findings);
        // places name a file; what was expected is short
        for (col, width) in [(7, 16), (8, 8)] {
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
    let missing = collected.missing.iter().map(|name| FileReport::missing(name));
    let files: Vec<FileReport> = collected.files.iter().cloned().chain(missing).collect();
    let table = status_table();
    let mut sheet =
        table.titled(sheets::COLLECTED, 0, "收集情况", format!("{}{}", collected.counts(), collected.list_said));
    sheet.filter = table.filter(files.len());
    sheet.rows.extend((table.first_row()..).zip(&files).map(|(row, file)| table.row(row, file)));
    sheet
}

fn status_table<'a>() -> Table<'a, FileReport> {
    // a file that was not read has no numbers
    let number = |file: &FileReport, count| match file.status {
        Status::Read | Status::Doubtful => count_cell(Role::Centre, count),
        _ => Cell::blank(Role::Centre),
    };
    Table::new(HEADER)
        .numbered()
        .column("文件", 28, |file: &FileReport, _| words(&file.file))
        .column("部门（单位）名称", 20, |file, _| words(&file.department))
        .column("情况", 10, |file, _| Cell::text(Role::Centre, file.status.name()).tinted(tint(file)))
        .column("带入数据（个）", 8, move |file, _| number(file, file.values))
        .column("必须", 6, move |file, _| number(file, file.musts))
        .column("提示", 6, move |file, _| number(file, file.hints))
        .column("说明", 32, |file, _| words(&file.reason))
        .column("联系人", 8, |file, _| words(&file.contact))
        .column("联络电话", 13, |file, _| words(&file.phone))
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
    sheet.columns = columns(&[32, 32]);
    sheet.put_merged(Area::new((0, 0), (0, 1)), Cell::text(Role::Title, sheets::ALIASES));
    header(&mut sheet, 1, ["部门（单位）名称", ALIAS.name]);
    sheet.rows.extend(aliases.pairs().map(|(name, alias)| Row::of([name, alias].map(words))));
    sheet.freeze = Some(CellRef::new(2, 0));
    sheet
}

/// What the terminal shows at the end.
pub fn summary(collected: &Collected, output: &str) -> String {
    let mut text = format!("{}\n", collected.counts());
    if !collected.list_said.is_empty() {
        text += &format!("{}\n", collected.list_said);
    }
    text += &format!("疑点：{}。\n结果：{}\n", crate::result::text::counts(&collected.findings), output);
    text += &next_steps(collected, output);
    text += &match crate::result::text::first_findings(&collected.findings, &|_| Points::ZERO) {
        none if none.is_empty() => "请先看“收集情况”表，核对后用 jixiao score 评分。".to_string(),
        first => format!("请先看“收集情况”和“收集疑点”表中影响得分和须部门补正的各条。例如：{first}"),
    };
    text
}

/// Who has not filed, and what nobody files but the bureau.
fn next_steps(collected: &Collected, output: &str) -> String {
    let mut steps = String::new();
    if !collected.missing.is_empty() {
        let named = collected.missing.iter().take(MOST_MISSING).map(String::as_str).collect::<Vec<&str>>().join("、");
        let more = if collected.missing.len() > MOST_MISSING { "等" } else { "" };
        steps += &format!("还没有报送的{}个部门：{named}{more}，请催报。\n", collected.missing.len());
    }
    if let Some(judged) = judged(collected) {
        steps += &format!(
            "下一步：{judged}\n\
             要发给评审的打分表：jixiao 评审 {output} --judge 姓名 --judge 姓名；打好后用 --read 读回，取平均分填入。\n"
        );
    }
    steps
}

/// What nobody files but the judges give; none where there is nothing of the kind.
pub fn judged(collected: &Collected) -> Option<String> {
    let one = |Judged { table, indicators, marks }: &Judged| format!("{table}{indicators}项指标（共{marks}分）");
    let judged: Vec<String> = collected.judged.iter().map(one).collect();
    let what = "由评审人员打分，请在“部门数据”表的“评定得分”列填写；部门的填报表里没有这些分数。";
    (!judged.is_empty()).then(|| format!("{}{what}", judged.join("、")))
}

/// The same for `--json`.
pub fn json(collected: &Collected, output: &str) -> serde_json::Value {
    serde_json::json!({
        "output": output,
        "files": &collected.files,
        "departments": &collected.departments,
        "missing": &collected.missing,
        "list": &collected.list_said,
        "findings": findings(&collected.findings),
    })
}
