//! One file → the form of a department, each item once, or why there is no form.

use crate::annex::is_annex;
use crate::collect::Assignment;
use crate::collect::files::{FormFile, Kind};
use crate::collect::form::{Form, Parts, Stated};
use crate::collect::roster::Whose;
use crate::collect::settle::{Settled, settle};
use crate::form::holds_reviewed_forms;
use crate::ground::names::{DEPARTMENT, sheets};
use crate::ground::{Code, Finding, GridCell, Message, Place, Raw, original, tidy};
use crate::submission::DepartmentList;
use crate::submission::file;
use crate::workbook::read::{Book, FileFormat, Grid, read_form, sheet};

/// What a file holds.
pub enum Outcome {
    /// A form.
    Form(Box<Filed>),
    /// A form that cannot be used: why, in Chinese.
    Unread(String),
    /// A form of a department whose 评分表 is not known: why, in Chinese.
    NoTable(String),
    /// No form: why it is left out, in Chinese.
    Skipped(String),
    /// The same bytes as a file before it: which, in Chinese.
    Copy(String),
}

/// A form that was filed.
pub struct Filed {
    /// The file as shown.
    pub file: String,
    /// The department as the list has it, else as the form has it.
    pub department: String,
    /// The number of its 评分表.
    pub table: usize,
    /// Whether it is on the list.
    pub whose: Whose,
    /// Where the form names it.
    pub named: Stated,
    /// 评价年度
    pub year: Option<Stated>,
    /// 联系人 and 联络电话.
    pub contact: [String; 2],
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its content; the places of findings are within the file.
    pub form: Settled,
}

/// Reads a file; `bytes` gives its content, or why it cannot be read.
pub fn read(file: &FormFile, bytes: &dyn Fn() -> Result<Vec<u8>, String>, assignment: &Assignment) -> Outcome {
    match file.kind {
        Kind::Text if file.name().contains("名单") => {
            return Outcome::Skipped(format!("像是部门名单，不是填报表；{HOW_TO_LIST}"));
        }
        Kind::Text => return Outcome::Unread("这是文本，不是填报表。请用 Excel 或 WPS 另存为 .xlsx".to_string()),
        Kind::Unread(why) => return Outcome::Unread(why.to_string()),
        Kind::Skipped(why) => return Outcome::Skipped(why.to_string()),
        Kind::Form => {}
    }
    let book = bytes().and_then(|bytes| read_form(file.name(), &bytes).map_err(|error| error.to_string()));
    match book {
        Ok(book) if sheet(&book, sheets::DATA).is_some() => {
            Outcome::Skipped("有“部门数据”表，是标准工作簿或本程序的结果，不是部门填报表".to_string())
        }
        Ok(book) if holds_reviewed_forms(&book) => {
            Outcome::Skipped("是本程序写出的复核表（有“复核得分”一列），不是部门填报表".to_string())
        }
        Ok(book) if is_annex(&book) => Outcome::Skipped("是本程序写出的附件，不是部门填报表".to_string()),
        Ok(book) => of_book(&book, &file.shown, assignment).unwrap_or_else(Outcome::Unread),
        Err(why) => Outcome::Unread(why),
    }
}

fn of_book(book: &Book, shown: &str, assignment: &Assignment) -> Result<Outcome, String> {
    let mut form = Form::read(book, &assignment.schemes[0].system);
    if !form.is_form() && form.parts.iter().any(|(_, parts)| parts.report) {
        return Ok(Outcome::Skipped("只有评价报告综述，没有附件3和附件3-1的表；文字不影响评分".to_string()));
    }
    if !form.is_form() {
        if is_list(book, shown) {
            return Ok(Outcome::Skipped(format!("像是部门名单，不是填报表；{HOW_TO_LIST}")));
        }
        let names: Vec<&str> = book.sheets.iter().map(|grid| grid.name.as_str()).collect();
        return Err(format!("没有找到附件3或附件3-1的表（工作表：{}）；请核对是否报错了文件", names.join("、")));
    }
    let table = assignment.table(&form.names, shown);
    if let Some(at @ 1..) = table.as_ref().ok().copied() {
        form = Form::read(book, &assignment.schemes[at].system);
    }
    let system = &assignment.schemes[table.clone().unwrap_or_default()].system;
    sheets_left(book, &mut form);
    of_file(book, &mut form);
    let other = table.as_ref().ok().and_then(|table| of_other_table(&form, book, assignment, *table));
    form.findings.extend(other);
    let (names, year) = (std::mem::take(&mut form.names), form.year.clone());
    let words =
        |label: &str| form.words(label).and_then(Stated::as_words).map(|stated| stated.text()).unwrap_or_default();
    let contact = [words("联系人"), words("联络电话")];
    let mut settled = settle(form, system);
    if settled.count() == 0 {
        return Err("是空白的填报表，没有填写任何数据；请部门填好后重新报送".to_string());
    }
    let around = || {
        file::around(&book.word)
            .iter()
            .map(|(kind, texts)| format!("；{kind}写有{texts}，不作正文读取"))
            .collect::<String>()
    };
    let (named, whose) = named(&names, shown, assignment, &mut settled).map_err(|why| why + &around())?;
    let table = match table {
        Ok(table) => table,
        Err(why) => return Ok(Outcome::NoTable(why)),
    };
    let department = whose.name(&named);
    let (file, sha256) = (shown.to_string(), book.sha256.clone());
    Ok(Outcome::Form(Box::new(Filed { file, department, table, whose, named, year, contact, sha256, form: settled })))
}

/// B14 where 附件3-1 is that of another table: it has all indicators of that one and not all of its own.
fn of_other_table(form: &Form, book: &Book, assignment: &Assignment, table: usize) -> Option<Finding> {
    let has_all = |form: &Form, at: usize| {
        let indicators = 0..assignment.schemes[at].system.indicators.len();
        !form.scores.is_empty() && indicators.clone().all(|one| form.scores.iter().any(|row| row.indicator == one))
    };
    let others = (0..assignment.tables.len()).filter(|at| *at != table && !has_all(form, table));
    let fits = |at: &usize| has_all(&Form::read(book, &assignment.schemes[*at].system), *at);
    let other = others.into_iter().find(fits)?;
    let own = &assignment.tables[table].sheet;
    let found = format!("附件3-1的指标是“{}”的，不是“{own}”的", assignment.tables[other].sheet);
    let message =
        Message::new(format!("“{own}”的附件3-1"), found, "请核对部门类别；类别正确的，请部门改用本类的填报表");
    let place = form
        .parts
        .iter()
        .find(|(_, parts)| parts.scoring)
        .map_or(Place::file(), |(name, _)| Place::sheet(name.clone()));
    Some(Finding::new(Code::FormScoring, place, message))
}

/// How a list of departments is to be given.
const HOW_TO_LIST: &str = "要用它核对是否收齐，请把它选作部门名单（--departments），重新收集";

/// Whether a workbook that is no form is a list of departments: it is called so, or has names under their heading and
/// no number besides 序号 beside them.
fn is_list(book: &Book, shown: &str) -> bool {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    let cells = || book.sheets.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
    let is_heading = |cell: &GridCell| DEPARTMENT.is(&tidy(&original(cell)));
    let several = || DepartmentList::of_book(name, book).is_ok_and(|list| list.departments.len() > 1);
    let called_so = name.contains("名单") && several();
    called_so || (cells().any(|(_, cell)| is_heading(cell)) && cells().all(|(col, cell)| *col == 0 || !is_number(cell)))
}

fn is_number(cell: &GridCell) -> bool {
    matches!(cell.raw, Raw::Number(_))
}

/// Whose a form is, by the name on it; where it has none, by the one name of the list in its file name.
fn named(
    names: &[Stated],
    shown: &str,
    assignment: &Assignment,
    settled: &mut Settled,
) -> Result<(Stated, Whose), String> {
    let whose: Vec<(&Stated, Whose)> = names.iter().map(|name| (name, assignment.roster.whose(&name.text()))).collect();
    let Some((named, first)) = whose.first() else {
        let Some(listed) = assignment.roster.in_file_name(shown) else {
            return Err("表内没有填部门（单位）名称，不知道是哪个部门的；请补填后重新收集".to_string());
        };
        let found = format!("表内没有填，按文件名列入“{listed}”");
        let message = Message::new("填写部门（单位）名称", found, "请核对是否这个部门的表");
        settled.findings.push(Finding::new(Code::NameFromFile, Place::file(), message));
        let named = Stated { place: Place::file(), cell: GridCell::text(&listed) };
        return Ok((named, Whose::Known(listed)));
    };
    let key = |whose: &Whose, written: &Stated| tidy(&whose.name(written));
    if whose.iter().any(|(written, other)| key(other, written) != key(first, named)) {
        let all: Vec<String> = names.iter().map(|name| format!("“{}”（{}）", name.text(), name.place)).collect();
        return Err(format!("表内写了不止一个部门：{}；请分成几个文件，每个部门一个", all.join("、")));
    }
    Ok(((*named).clone(), first.clone()))
}

/// The reader's findings about the sheets of the form, without those about what the result of a workbook leaves out.
fn of_file(book: &Book, form: &mut Form) {
    // a workbook's pictures and formats take no part; of a Word document the text is all that is read
    let quiet: &[Code] = match book.format {
        FileFormat::Docx => &[],
        _ => &[Code::FormulaAsValue, Code::LeftOut, Code::OldFormat],
    };
    let unused = |sheet: &str| form.parts.iter().any(|(name, parts)| name == sheet && *parts == Parts::default());
    let mut findings = file::findings(book);
    findings.retain(|finding| !quiet.contains(&finding.code) && !unused(&finding.place.sheet));
    form.findings.extend(findings);
}

/// Reports B10 for sheets that are not part of the form and for a second 附件3-1; not for the form's own 填报说明
/// and empty sheets.
fn sheets_left(book: &Book, form: &mut Form) {
    let mut told = |name: &str, found: String, advice: &str| {
        let place = Place::sheet(name.to_string());
        let message = Message::new("附件3、附件3-1各一份", found, advice);
        form.findings.push(Finding::new(Code::FormSheetUnknown, place, message));
    };
    let scoring: Vec<&str> =
        form.parts.iter().filter(|(_, parts)| parts.scoring).map(|(name, _)| name.as_str()).collect();
    for name in scoring.iter().skip(1) {
        let found = format!("除“{}”外，“{name}”也是附件3-1；两份填写不一致的另行列出", scoring[0]);
        told(name, found, "请核实后删去作废的一份");
    }
    for (name, _) in form.parts.iter().filter(|(_, parts)| *parts == Parts::default()) {
        let grid = book.sheets.iter().find(|grid| grid.name == *name);
        if grid.is_none_or(|grid| grid.rows.is_empty() || is_guide(grid)) {
            continue;
        }
        let found = format!("“{name}”不是附件3、附件3-1、补充数据或评价报告综述，没有采用");
        told(name, found, "无需处理；如果是应读的表，请核对表头");
    }
}

/// Whether a sheet is 填报说明, by its name or its first cell.
fn is_guide(grid: &Grid) -> bool {
    let first = grid.rows.iter().flat_map(|row| &row.cells).next();
    tidy(&grid.name) == sheets::GUIDE || first.is_some_and(|(_, cell)| tidy(&original(cell)) == sheets::GUIDE)
}
