//! A list of departments (xlsx, csv, txt) → names and 部门类别 for the template, and what to say of it.

use crate::ground::names::sheets;
use crate::ground::{GridCell, tidy};
use crate::scheme::name_sheets;
use crate::scheme::row_words::is_office;
use crate::submission::filled::Filled;
use crate::submission::listed_names::{Listed, listed};
use crate::workbook::read::{Book, Grid, GridRow, ReadError, read_book, same_sheet, sheet};
use std::collections::BTreeSet;

/// A department as a list names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedDepartment {
    /// 部门（单位）名称
    pub name: String,
    /// 部门类别; may be empty.
    pub category: String,
}

impl ListedDepartment {
    /// A department with its 部门类别, which may be empty.
    pub fn new(name: impl Into<String>, category: impl Into<String>) -> ListedDepartment {
        ListedDepartment { name: name.into(), category: category.into() }
    }
}

/// A list of departments.
#[derive(Clone, Debug)]
pub struct DepartmentList {
    /// Each name once.
    pub departments: Vec<ListedDepartment>,
    /// The workbook it stands in, where it is one.
    pub book: Option<Book>,
    /// How many names were taken, the first and the last, and what was left: for the user, who knows the list.
    pub said: String,
}

impl DepartmentList {
    /// The departments on 部门数据 of a workbook that was filled in.
    pub fn of_data(data: &Grid) -> DepartmentList {
        let filled = Filled::read(data, &|_| false);
        let rows = filled.into_iter().flat_map(|filled| filled.rows);
        let mut seen = BTreeSet::new();
        let named = rows.filter(|row| !row.name.is_empty() && seen.insert(tidy(&row.name)));
        let departments = named.map(|row| ListedDepartment::new(row.name, row.category)).collect();
        DepartmentList::new(sheets::DATA, Listed { departments, ..Listed::default() })
    }

    /// The names of a workbook: those on 部门数据 where it has such a sheet, else those of the one sheet that names
    /// departments. `name` is that of its file.
    ///
    /// # Errors
    /// Why it is not known which names are meant, in Chinese.
    pub fn of_book(name: &str, book: &Book) -> Result<DepartmentList, String> {
        if let Some(data) = sheet(book, sheets::DATA) {
            return Ok(DepartmentList::of_data(data));
        }
        let (mut named, mut bare, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        for grid in book.sheets.iter().filter(|grid| !same_sheet(&grid.name, sheets::ALIASES)) {
            match listed(grid) {
                Ok(Some(listed)) if listed.heading.is_empty() => bare.push((&grid.name, listed)),
                Ok(Some(listed)) if !listed.departments.is_empty() => named.push((&grid.name, listed)),
                Ok(_) => {}
                Err(why) => faults.push(format!("工作表“{}”{why}", grid.name)),
            }
        }
        if named.is_empty() && !faults.is_empty() {
            return Err(faults.join("；"));
        }
        let lists = if named.is_empty() { bare } else { named };
        let names = |listed: &Listed| listed.departments.iter().map(|one| tidy(&one.name)).collect::<BTreeSet<_>>();
        let Some(first) = lists.first() else { return Ok(DepartmentList::new(name, Listed::default())) };
        if lists.iter().any(|(_, listed)| names(listed) != names(&first.1)) {
            let all: Vec<String> =
                lists.iter().map(|(sheet, listed)| format!("“{sheet}”（{}个）", listed.departments.len())).collect();
            return Err(format!("有几个工作表都像名单，内容不同：{}；请只留一个", all.join("、")));
        }
        Ok(DepartmentList::new(&format!("{name} {}", first.0), first.1.clone()))
    }

    fn new(source: &str, listed: Listed) -> DepartmentList {
        let said = said(source, &listed);
        DepartmentList { departments: listed.departments, book: None, said }
    }
}

/// What is said of a list, whenever it is used.
fn said(source: &str, listed: &Listed) -> String {
    let Listed { departments, heading, left, twice, coded, hidden, .. } = listed;
    let (Some(first), Some(last)) = (departments.first(), departments.last()) else { return String::new() };
    let column = if heading.is_empty() { String::new() } else { format!("“{heading}”一列") };
    let mut said = format!(
        "名单取自“{source}”{column}，共{}个部门，第一个是“{}”，最后一个是“{}”。",
        departments.len(),
        first.name,
        last.name
    );
    let some = |all: &[String]| {
        let first = all.iter().take(3).map(|one| format!("“{one}”")).collect::<String>();
        if all.len() > 3 { first + "等" } else { first }
    };
    if !coded.is_empty() {
        said += &format!("去掉了名称前的编码或编号{}处，如{}。", coded.len(), some(&coded[..1]));
    }
    if !twice.is_empty() {
        said += &format!("重复的{}个只列一次：{}。", twice.len(), some(twice));
    }
    if !left.is_empty() {
        said += &format!("有{}处不是部门名称，没有列入：{}。", left.len(), some(left));
    }
    let unlike: Vec<String> =
        departments.iter().map(|one| one.name.clone()).filter(|name| !is_office(&tidy(name))).collect();
    // most names tell how offices are called there; a heading that nobody knows stands out
    if heading.is_empty() && unlike.len() * 2 < departments.len() && !unlike.is_empty() {
        said += &format!("注意：{}不像部门名称，可能是表头或说明，也已列入，请核对。", some(&unlike));
    }
    if *hidden > 0 {
        said += &format!("其中{hidden}个所在的行被隐藏或筛选，也已列入。");
    }
    said
}

/// Reads a list; `path` is its name, with or without folder.
///
/// # Errors
/// The file is no workbook or text, holds no name, or does not tell which column names the departments.
pub fn read_names(path: &str, bytes: &[u8]) -> Result<DepartmentList, ReadError> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let refused = |why: String| {
        let way = "请每行写一个部门，或有“部门（单位）名称”一列；不止一列时请写明表头";
        ReadError(format!("部门名单“{name}”：{why}。{way}"))
    };
    let list = match ending.to_lowercase().as_str() {
        "csv" | "txt" | "tsv" => {
            DepartmentList::new(name, listed(&text_grid(bytes)).map_err(refused)?.unwrap_or_default())
        }
        _ => {
            let mut book = read_book(name, bytes)?;
            let twins = |faults: Vec<_>| faults.into_iter().map(|fault: crate::ground::Finding| fault.message.found);
            name_sheets(&mut book).map_err(|faults| refused(twins(faults).collect::<Vec<_>>().join("；")))?;
            let list = DepartmentList::of_book(name, &book).map_err(refused)?;
            DepartmentList { book: Some(book), ..list }
        }
    };
    if list.departments.is_empty() { Err(refused("没有部门名称".to_string())) } else { Ok(list) }
}

/// A text file as a sheet; Excel saves csv in GBK and 文本 in UTF-16, others write UTF-8.
fn text_grid(bytes: &[u8]) -> Grid {
    let text = match (encoding_rs::Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, _)), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_string(),
        (None, Err(_)) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let (text, separator) = separated(&text);
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut grid = Grid::default();
    for (index, record) in (0..).zip(reader.records().flatten()) {
        let fields = (0..).zip(record.iter()).filter(|(_, field)| !field.trim().is_empty());
        let cells = fields.map(|(col, field)| (col, GridCell::text(field))).collect();
        grid.rows.push(GridRow { index, hidden: false, cells });
    }
    grid
}

/// The text, and what separates its columns. Full-width marks are written as plain ones, a single line of names as one
/// name a line.
fn separated(text: &str) -> (String, u8) {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    if let (Some(only), None) = (lines.next(), lines.next())
        && only.contains(['、', '，', '；', ';', ','])
    {
        return (only.replace(['、', '，', '；', ';', ','], "\n"), b'\t');
    }
    match ['\t', ',', ';', '，', '；'].into_iter().find(|mark| text.contains(*mark)) {
        Some('\t') => (text.to_string(), b'\t'),
        Some(';') => (text.to_string(), b';'),
        Some(mark @ ('，' | '；')) => (text.replace(mark, ","), b','),
        _ => (text.to_string(), b','),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Vec<ListedDepartment> {
        read_names("名单.csv", text.as_bytes()).unwrap().departments
    }

    #[test]
    fn names_stand_under_their_heading_or_in_the_only_column() {
        let both = [ListedDepartment::new("市财政局", "政府部门"), ListedDepartment::new("市审计局", "")];
        for mark in [",", "\t", ";", "，"] {
            let text = "序号,类别,单位名称\n1,政府部门,市财政局\n2,,市审计局\n3,,市 财政局\n合计,,合计";
            assert_eq!(listed(&text.replace(',', mark)), both, "{mark}");
        }
        let bare = ["市财政局", "市审计局"].map(|name| ListedDepartment::new(name, ""));
        assert_eq!(listed("市财政局\n市审计局"), bare);
        assert_eq!(listed("市财政局、市审计局"), bare);
        let refused = read_names("名单.csv", "市财政局,1\n市审计局,2".as_bytes()).unwrap_err();
        assert!(refused.to_string().contains("“市财政局”“1”"), "{refused}");
    }

    #[test]
    fn what_was_taken_and_what_was_left_is_said() {
        let text = "编码;单位名称\n1;219001-市财政局\n2;219002-市审计局\n;219001-市财政局\n;合计：2个";
        let said = read_names("名单.txt", text.as_bytes()).unwrap().said;
        for words in
            ["共2个部门，第一个是“市财政局”，最后一个是“市审计局”", "编码或编号3处", "重复的1个", "“合计：2个”"]
        {
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn a_first_line_that_may_be_a_heading_is_said() {
        let said = |text: &str| read_names("名单.txt", text.as_bytes()).unwrap().said;
        assert!(said("评价对象\n市财政局\n市教育局").contains("注意：“评价对象”不像部门名称"));
        assert!(said("参评范围\n市财政局\n市教育局").contains("注意：“参评范围”"));
        for text in ["市财政局\n市教育局\n市残联", "市图书馆\n群艺馆", "单位名称\n市财政局\n市供销社总社\n烈士陵园管理"]
        {
            assert!(!said(text).contains("注意"), "{text}");
        }
    }

    #[test]
    fn a_text_is_read_as_whoever_saved_it_encodes_it() {
        let text = "单位名称\n市财政局";
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        for bytes in [utf16, gbk, text.as_bytes().to_vec(), format!("\u{FEFF}{text}").into_bytes()] {
            assert_eq!(read_names("a.txt", &bytes).unwrap().departments[0].name, "市财政局");
        }
    }
}
