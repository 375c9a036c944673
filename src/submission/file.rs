//! 疑点 of the file itself: hidden parts, covered values, old formats, what is not carried into the result.

use crate::ground::{Area, CellRef, Code, Finding, Message, Place};
use crate::workbook::read::{Book, FileFormat, Grid, GridRow, LeftOut, Results, TEXT_SHEET, WordMarks};
use crate::workbook::sheet::runs;
use std::collections::BTreeSet;

/// At most so many findings of one kind on one sheet; the rest is counted.
const MOST: usize = 20;
/// At most so many places of one kind in a Word document.
const MOST_WORD: usize = 10;

/// What a person must know of how a file was read, whichever sheets will be used.
pub fn findings(book: &Book) -> Vec<Finding> {
    let mut findings: Vec<Finding> = of_format(book.format).into_iter().collect();
    findings.extend(book.unlocked.then(protected));
    findings.extend(book.sheets.iter().flat_map(of_sheet));
    findings.extend(book.sheets.iter().filter_map(|grid| unsure_result(grid, book.results)));
    findings.extend(foreign(book));
    findings.extend(book.without_cells.iter().map(|name| without_cells(name)));
    match book.format {
        FileFormat::Docx => findings.extend(of_word(&book.word, &book.left_out)),
        _ => findings.extend(left_out(Place::file(), &book.left_out)),
    }
    findings.sort();
    findings
}

/// 旧格式文件.
fn of_format(format: FileFormat) -> Option<Finding> {
    let found = match format {
        FileFormat::Xlsx | FileFormat::Docx => return None,
        FileFormat::Xls => {
            "文件是旧格式（.xls 或 .et）：没有校验码，内容如有损坏不一定能发现；批注、图片、图表等不带入结果"
        }
        FileFormat::Ods => "文件是 .ods，不是 Excel 的格式，个别内容可能与 Excel 中不同；批注、图片、图表等不带入结果",
        FileFormat::Xlsb => "文件是 .xlsb（二进制工作簿）：批注、筛选、图片、图表等不带入结果",
    };
    let advice = "请用 Excel 或 WPS 另存为 .xlsx 后再评分，并核对数字";
    Some(Finding::new(Code::OldFormat, Place::file(), Message::new(".xlsx 工作簿", found, advice)))
}

/// 文件设有保护: Excel opens it without a password, and so was it read.
fn protected() -> Finding {
    let found = "设有保护（用 Excel 的默认密码加密，打开时不要密码），已照常读取";
    let advice = "无需处理；结果工作簿不带这种保护";
    Finding::new(Code::FileProtected, Place::file(), Message::new("没有加密的工作簿", found, advice))
}

/// Hidden parts that hold something, and values covered by merged cells.
fn of_sheet(grid: &Grid) -> Vec<Finding> {
    let mut findings: Vec<Finding> = left_out(Place::sheet(grid.name.clone()), &grid.left_out).into_iter().collect();
    if grid.rows.is_empty() {
        return findings;
    }
    if grid.hidden {
        findings.push(hidden(grid, None, "整个工作表被隐藏，但参与计算".to_string(), "请取消隐藏后核对"));
    }
    findings.extend(most(hidden_rows(grid)));
    findings.extend(most(hidden_columns(grid)));
    findings.extend(most(covered(grid)));
    findings.extend(most(marked(grid)));
    findings.extend(formulas(grid));
    findings
}

/// 公式按结果值保存: the copy of the sheet keeps results, not formulas.
fn formulas(grid: &Grid) -> Option<Finding> {
    let at = first_formula(grid)?;
    let count = grid.rows.iter().flat_map(|row| &row.cells).filter(|(_, cell)| cell.formula).count();
    let found = format!("从{at}起有{count}个公式，在结果工作簿中保存为计算结果");
    let advice = "无需处理；要改数据请改原文件，再重新运行";
    let message = Message::new("直接填写的数字", found, advice);
    Some(Finding::new(Code::FormulaAsValue, Place::cell(grid.name.clone(), at), message))
}

/// 有内容未带入结果: pictures, charts, conditional formats, macros …, as many as there are.
fn left_out(place: Place, left_out: &LeftOut) -> Option<Finding> {
    let found = format!("有{}，没有带入结果工作簿", left_out.words()?);
    let advice = "原文件没有改动；结果中也需要的，请从原文件复制过去";
    Some(Finding::new(Code::LeftOut, place, Message::new("结果带入全部内容", found, advice)))
}

fn hidden(grid: &Grid, cell: Option<CellRef>, found: String, advice: &str) -> Finding {
    let place = Place { sheet: grid.name.clone().into(), cell };
    Finding::new(Code::HiddenUsed, place, Message::new("参与计算的内容都能看见", found, advice))
}

fn hidden_rows(grid: &Grid) -> Vec<Finding> {
    let rows = grid.rows.iter().filter(|row| row.hidden).map(|row| row.index);
    let filtered = |row: u32| {
        let under = |area: Area| (area.first.row + 1..=area.last.row).contains(&row);
        grid.filtering && grid.filter.is_some_and(under)
    };
    let finding = |(first, last): (u32, u32)| {
        let how = if filtered(first) { "被筛选掉或隐藏" } else { "被隐藏" };
        let rows = match first == last {
            true => format!("第{}行", first + 1),
            false => format!("第{}–{}行", first + 1, last + 1),
        };
        let advice = "请清除筛选、取消隐藏后核对；不应参与评价的行请删去";
        hidden(grid, Some(CellRef::new(first, 0)), format!("{rows}{how}，但参与计算"), advice)
    };
    runs(rows).into_iter().map(finding).collect()
}

fn hidden_columns(grid: &Grid) -> Vec<Finding> {
    if grid.hidden_columns.is_empty() {
        return Vec::new();
    }
    let columns = grid.rows.iter().flat_map(|row| &row.cells).map(|(col, _)| *col);
    let used: BTreeSet<u32> = columns.filter(|col| grid.hidden_columns.binary_search(col).is_ok()).collect();
    let finding = |(first, last): (u32, u32)| {
        let (a, b) = (CellRef::column_name(first), CellRef::column_name(last));
        let columns = if first == last { format!("{a}列") } else { format!("{a}–{b}列") };
        let place = Some(CellRef::new(0, first));
        hidden(grid, place, format!("{columns}被隐藏，但参与计算"), "请展开或取消隐藏后核对")
    };
    runs(used.into_iter()).into_iter().map(finding).collect()
}

/// 合并单元格下藏有内容: what stands under a merged area and differs from what it shows.
fn covered(grid: &Grid) -> Vec<Finding> {
    grid.covered.iter().take(MOST + 1).map(|at| covered_cell(grid, *at)).collect()
}

/// 文字有删除线或上下标: every such cell, whatever it is used for.
fn marked(grid: &Grid) -> Vec<Finding> {
    let told = grid.cells().filter_map(|(at, cell)| {
        let marked = cell.marked()?;
        let whole = if marked.is_struck_whole() { "，全部划掉" } else { "" };
        let found = format!("“{}”，有{}{whole}", marked.spelled(), marked.marks());
        let message = Message::new("没有划掉的字和上下标", found, "请核对；划掉的字请删去，注释编号写在说明里");
        Some(Finding::new(Code::MarkedText, grid.place(at), message))
    });
    told.take(MOST + 1).collect()
}

fn covered_cell(grid: &Grid, at: CellRef) -> Finding {
    let area = grid.merged(at).filter(|_| grid.word_lines.is_empty());
    let (expected, found) = match area {
        Some(area) => (
            format!("合并单元格 {}:{} 只有左上角有内容", area.first, area.last),
            format!("{at} 也有内容，被合并单元格盖住，看不见，没有采用"),
        ),
        None => ("合并单元格只有第一格有内容".into(), "这里也有内容，被合并单元格盖住，看不见，没有采用".into()),
    };
    let advice = "请取消合并，核对后删去多余的内容，再合并";
    Finding::new(Code::HiddenUnderMerge, grid.place(at), Message::new(expected, found, advice))
}

/// The first findings, and how many there are besides.
fn most(mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() > MOST {
        let mut last = findings[MOST].clone();
        last.message.found = format!("还有更多同类情况（仅列出前{MOST}处），从这里起：{}", last.message.found);
        findings.truncate(MOST);
        findings.push(last);
    }
    findings
}

/// A sheet without cells is left out.
fn without_cells(name: &str) -> Finding {
    let found = "没有单元格（是图表、宏或对话框工作表），没有读取，也没有带入结果工作簿";
    let message = Message::new("有单元格的工作表", found, "无需处理；结果中也需要的，请从原文件复制过去");
    Finding::new(Code::SheetUnknown, Place::sheet(name.to_string()), message)
}

/// 公式取自其他文件: at the first such cell of each sheet; for the file where its format does not tell the cells.
fn foreign(book: &Book) -> Vec<Finding> {
    let files = match book.foreign_files.is_empty() {
        true => String::new(),
        false => format!("（{}）", book.foreign_files.join("、")),
    };
    let finding = |place: Place, found: String| {
        let advice = "请打开这些文件核对并更新链接，或把结果粘贴为数值后再评分";
        Finding::new(Code::ForeignFormula, place, Message::new("数字都在本文件中", found, advice))
    };
    let of_sheet = |grid: &Grid| {
        let at = *grid.foreign.first()?;
        let found =
            format!("从{at}起有{}个公式取自其他文件{files}，采用的是保存的结果，可能不是最新的", grid.foreign.len());
        Some(finding(Place::cell(grid.name.clone(), at), found))
    };
    let told: Vec<Finding> = book.sheets.iter().filter_map(of_sheet).collect();
    if told.is_empty() && matches!(book.format, FileFormat::Xls | FileFormat::Xlsb) && !files.is_empty() {
        return vec![finding(Place::file(), format!("文件中有公式取自其他文件{files}，采用的是保存的结果"))];
    }
    told
}

/// 公式结果可能未计算: formulas in a file whose writer asks for a calculation on opening, or that is calculated when
/// somebody asks for it.
fn unsure_result(grid: &Grid, results: Results) -> Option<Finding> {
    let at = first_formula(grid)?;
    let (found, advice) = match results {
        Results::Usual => return None,
        Results::OnOpening => (
            format!("{at} 等处是公式，文件要求打开时重新计算，其中保存的结果可能不是算出来的"),
            "请在 Excel 或 WPS 中打开并保存一次，再评分",
        ),
        Results::ByHand => (
            format!("{at} 等处是公式，文件设为手动重算，其中保存的结果可能不是最新的"),
            "请在 Excel 或 WPS 的“公式→计算选项”中改为“自动”，按 F9 重算并保存，再评分",
        ),
    };
    let message = Message::new("公式保存了计算结果", found, advice);
    Some(Finding::new(Code::ResultUnsure, Place::cell(grid.name.clone(), at), message))
}

fn first_formula(grid: &Grid) -> Option<CellRef> {
    let in_row = |row: &GridRow| {
        let (col, _) = row.cells.iter().find(|(_, cell)| cell.formula)?;
        Some(CellRef::new(row.index, *col))
    };
    grid.rows.iter().find_map(in_row)
}

/// What the text of a Word document leaves out or adds.
fn of_word(marks: &WordMarks, left_out: &LeftOut) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add =
        |code, place: &str, message| findings.push(Finding::new(code, Place::sheet(place.to_string()), message));
    if !marks.revised.is_empty() {
        let found = format!("文档中有没有接受的修订，按接受后的内容读取：{}", places(&marks.revised));
        let advice = "请在 Word 或 WPS 的“审阅”中接受或拒绝全部修订，核对后重新提交";
        add(Code::Revised, TEXT_SHEET, Message::new("没有修订的定稿", found, advice));
    }
    for (place, hidden) in marks.hidden.iter().take(MOST_WORD) {
        let found = format!("有隐藏文字“{hidden}”，打印时看不见，没有采用");
        let advice = "请在 Word 或 WPS 中显示隐藏文字，核对后删去或取消隐藏";
        add(Code::HiddenText, place, Message::new("文字都能看见", found, advice));
    }
    if !marks.nested.is_empty() {
        let found = format!("表格的格子里还有表格，放在外层表格之后另行读取：{}", places(&marks.nested));
        add(Code::NestedTable, TEXT_SHEET, Message::new("表格里没有表格", found, "请核对其中的数字是否读对"));
    }
    let numbered = &marks.numbered;
    if !numbered.is_empty() {
        let found = format!("有 Word 自动加的编号或项目符号，编号没有读取，文字照常读取：{}", places(numbered));
        let advice = "无需处理；编号如果是应填报的数字，请改为直接填写后重新提交";
        add(Code::LeftOut, TEXT_SHEET, Message::new("内容都是文字和表格", found, advice));
    }
    for (kind, texts) in around(marks) {
        let found = format!("{kind}写有{texts}，没有读取");
        let advice = "如有部门名称、单位、数字等应填报的内容，请写在正文或表格里后重新提交";
        add(Code::LeftOut, TEXT_SHEET, Message::new("应填报的内容都在正文里", found, advice));
    }
    if let Some(words) = left_out.words() {
        let found = format!("有{words}，其中的内容没有读取");
        let advice = "如有应填报的数字或文字，请改为直接填写后重新提交";
        add(Code::LeftOut, TEXT_SHEET, Message::new("内容都是文字和表格", found, advice));
    }
    findings
}

/// The texts around a Word document by their kinds: `“部门名称：市财政局”、“内部资料”`.
pub fn around(marks: &WordMarks) -> Vec<(&'static str, String)> {
    let mut kinds: Vec<&'static str> = marks.around.iter().map(|(kind, _)| *kind).collect();
    kinds.dedup();
    let said = |kind: &'static str| {
        let texts: Vec<&str> =
            marks.around.iter().filter(|(other, _)| *other == kind).map(|(_, text)| text.as_str()).collect();
        let first = texts.iter().take(MOST_WORD).map(|text| format!("“{text}”")).collect::<Vec<_>>().join("、");
        (kind, if texts.len() > MOST_WORD { format!("{first}等{}处", texts.len()) } else { first })
    };
    let mut seen = BTreeSet::new();
    kinds.into_iter().filter(|kind| seen.insert(*kind)).map(said).collect()
}

/// The first places, and how many there are.
fn places(all: &[String]) -> String {
    let first = all[..all.len().min(MOST_WORD)].join("、");
    if all.len() > MOST_WORD { format!("{first}等{}处", all.len()) } else { first }
}
