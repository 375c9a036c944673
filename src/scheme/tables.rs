//! 几个评分表 in one workbook: which sheets they are, and which of them a 部门类别 is scored by.

use crate::ground::names::sheets;
use crate::ground::{CellRef, Code, Finding, Message, Place, tidy};
use crate::workbook::read::{Book, Grid};

/// What a 评分表 without brackets is marked with in a result where it stands beside others.
const OTHERS: &str = "（其余）";
/// The longest name in brackets: the sheets of its result have it too, and a name of a sheet has at most 31 characters.
const LONGEST: usize = 20;
/// Names in brackets that make a sheet another version of one, not another table; they end so, or are it.
const VERSIONS: [&str; 17] = [
    "副本", "备份", "稿", "版", "最终", "修改", "原", "新", "旧", "作废", "样表", "空白", "续", "去年", "上年", "今年",
    "说明",
];
/// What may follow the same name of a category: 党群, 党群类, 党群部门.
const ENDINGS: [&str; 5] = ["类", "部门", "单位", "机构", "机关"];
/// Between the categories of a row of 参数.
const BETWEEN: &[char] = &['、', '，', ',', '；', ';', '\n', '/', '|'];
/// How the name of a row of 参数 ends that says which categories a table serves.
pub const SERVES: [&str; 3] = ["适用部门类别", "适用类别", "适用的部门类别"];

/// Which of the 评分表 of a workbook a scheme is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableName {
    /// Its sheet.
    pub sheet: String,
    /// What the sheets of its result are marked with: `（党群）`; nothing where the workbook has one table.
    pub mark: String,
}

impl Default for TableName {
    fn default() -> TableName {
        TableName { sheet: sheets::SYSTEM.into(), mark: String::new() }
    }
}

impl TableName {
    /// A sheet of its result: `得分明细（党群）`.
    pub fn of(&self, sheet: &str) -> String {
        format!("{sheet}{}", self.mark)
    }

    /// The same as formulas refer to it.
    pub fn in_formulas(&self, sheet: &str) -> String {
        quoted(&self.of(sheet))
    }

    /// Its name in brackets where there are several tables; none for the plain one.
    pub fn name(&self) -> Option<String> {
        if self.is_one_of_several() { bracketed(&self.sheet) } else { None }
    }

    /// Whether there are several tables.
    pub fn is_one_of_several(&self) -> bool {
        !self.mark.is_empty()
    }
}

/// The name of a sheet as it stands in formulas.
pub fn quoted(name: &str) -> String {
    let plain = name.chars().all(char::is_alphanumeric) && !name.starts_with(|c: char| c.is_ascii());
    if plain { name.to_string() } else { format!("'{}'", name.replace('\'', "''")) }
}

/// The name that a sheet 评分表（党群） has in brackets or behind a dash; none for any other sheet.
pub fn bracketed(sheet: &str) -> Option<String> {
    let name = tidy(sheet);
    let rest = name.strip_prefix(sheets::SYSTEM)?;
    let inner = match rest.strip_prefix(['(', '[']) {
        Some(inner) => inner.strip_suffix([')', ']'])?,
        None => rest.strip_prefix(['-', '_', '·'])?,
    };
    let version = VERSIONS.iter().any(|word| inner == *word || (word.chars().count() > 1 && inner.ends_with(word)));
    let version = version || inner.ends_with('稿') || inner.ends_with('版');
    let named = inner.chars().any(char::is_alphabetic) && !inner.chars().any(|c| c.is_ascii_digit());
    (named && !version).then(|| inner.to_string())
}

/// The name of the sheet of a table as the program writes it.
pub fn sheet_of(name: &str) -> String {
    format!("{}（{name}）", sheets::SYSTEM)
}

/// A row of 参数 that says which categories a table serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serves {
    /// The table: its name in brackets, none for the plain one.
    pub table: Option<String>,
    /// Its categories, tidy.
    pub categories: Vec<String>,
    /// The cell.
    pub cell: CellRef,
}

impl Serves {
    /// Reads such a row; none where its name is another.
    pub fn read(name: &str, value: &str, cell: CellRef) -> Option<Serves> {
        let name = tidy(name);
        let table = SERVES.iter().find_map(|end| name.strip_suffix(end))?;
        let table = table.trim_end_matches('的').trim_matches('"');
        let table = if table == sheets::SYSTEM { None } else { Some(bracketed(table)?) };
        let categories = value.split(BETWEEN).map(tidy).filter(|category| !category.is_empty()).collect();
        Some(Serves { table, categories, cell })
    }
}

/// A 评分表 of a workbook, with the categories it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in brackets; none for the plain one.
    pub name: Option<String>,
    /// Its sheet.
    pub sheet: String,
    /// The categories that 参数 lists for it, tidy.
    pub listed: Option<Vec<String>>,
}

impl Table {
    /// As a scheme of several has it.
    pub fn table_name(&self) -> TableName {
        let mark = self.name.as_ref().map_or(OTHERS.to_string(), |name| format!("（{name}）"));
        TableName { sheet: self.written(), mark }
    }

    /// The name of its sheet as the program writes it.
    pub fn written(&self) -> String {
        self.name.as_deref().map_or(sheets::SYSTEM.into(), sheet_of)
    }

    /// Whether 参数 or the name in brackets says that it serves a category.
    fn lists(&self, category: &str) -> bool {
        let core = core(category);
        self.listed.iter().flatten().any(|listed| *listed == category || self::core(listed) == core)
    }

    fn is_named(&self, category: &str) -> bool {
        self.listed.is_none() && self.name.as_deref().is_some_and(|name| core(name) == core(category))
    }

    /// Whether a category may be meant, though it is written otherwise.
    fn is_near(&self, category: &str) -> bool {
        let core = core(category);
        let near = |own: &str| {
            let own = self::core(own);
            own.contains(core) || core.contains(own)
        };
        self.name.as_deref().is_some_and(near) || self.listed.iter().flatten().any(|listed| near(listed))
    }
}

/// Which table a category is scored by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    One(usize),
    /// None serves it.
    None,
    /// It may be any of these: nothing is guessed.
    Doubtful(Vec<usize>),
}

/// The table of a category, tidy: what 参数 lists comes first, then the name in brackets, then the plain table for what
/// is like none of the others.
pub fn choose(tables: &[Table], category: &str) -> Choice {
    let all = |is: &dyn Fn(&Table) -> bool| -> Vec<usize> { (0..tables.len()).filter(|at| is(&tables[*at])).collect() };
    if category.is_empty() {
        return Choice::Doubtful((0..tables.len()).collect());
    }
    let mut found = all(&|table| table.lists(category));
    if found.is_empty() {
        found = all(&|table| table.is_named(category));
    }
    if let [one] = found[..] {
        return Choice::One(one);
    }
    if found.is_empty() {
        found = all(&|table| table.is_near(category));
    }
    let plain = tables.iter().position(|table| table.name.is_none() && table.listed.is_none());
    match (found.is_empty(), plain) {
        (false, _) => Choice::Doubtful(found),
        (true, Some(plain)) => Choice::One(plain),
        (true, None) => Choice::None,
    }
}

/// A category without what may follow the same name.
fn core(category: &str) -> &str {
    let end = ENDINGS.iter().find_map(|end| category.strip_suffix(end)).filter(|rest| rest.chars().count() > 1);
    end.map_or(category, core)
}

/// The sheets of a workbook that are 评分表 by their names.
pub fn tables(book: &Book, serves: &[Serves]) -> Vec<Table> {
    let of = |grid: &Grid| {
        let name = bracketed(&grid.name);
        let is_one = name.is_some() || tidy(&grid.name) == sheets::SYSTEM;
        let listed = serves.iter().find(|row| row.table == name).map(|row| row.categories.clone());
        is_one.then(|| Table { name, sheet: grid.name.clone(), listed })
    };
    book.sheets.iter().filter_map(of).collect()
}

/// Rows of 参数 for tables that are not there, rows that stand twice, names that are too long.
pub fn faults(book: &Book, tables: &[Table], serves: &[Serves]) -> Vec<Finding> {
    let mut faults = Vec::new();
    for (at, row) in serves.iter().enumerate() {
        let sheet = row.table.as_deref().map_or(sheets::SYSTEM.to_string(), sheet_of);
        let found = if serves[..at].iter().any(|other| other.table == row.table) {
            format!("“{sheet}”的适用部门类别写了两行")
        } else if !tables.iter().any(|table| table.name == row.table) {
            let names: Vec<&str> = tables.iter().map(|table| table.sheet.as_str()).collect();
            format!("没有工作表“{sheet}”；评分表有：{}", names.join("、"))
        } else {
            continue;
        };
        let advice = "请核对评分表的名称，一个评分表写一行，几个类别用顿号隔开";
        let place = Place::cell(sheets::PARAMETERS, row.cell);
        faults.push(Finding::new(Code::TableUnclear, place, Message::new("评分表和适用的部门类别", found, advice)));
    }
    for table in tables {
        let long = table.name.as_ref().is_some_and(|name| name.chars().count() > LONGEST);
        if long && book.sheets.len() > 1 {
            let message = Message::new(
                format!("括号内不超过{LONGEST}个字"),
                format!("“{}”太长，结果各表的名称放不下", table.sheet),
                "请缩短括号里的名称",
            );
            faults.push(Finding::new(Code::TableUnclear, Place::sheet(table.sheet.clone()), message));
        }
    }
    faults
}

/// Whether a sheet is of an earlier result with several tables: `得分明细（党群）`.
pub fn is_result(book: &Book, name: &str) -> bool {
    let name = tidy(name);
    let Some((base, _)) = name.split_once('(') else { return false };
    let marks = book.sheets.iter().filter_map(|grid| bracketed(&grid.name));
    let mut marks = marks.map(|name| format!("（{name}）")).chain([OTHERS.to_string()]).map(|mark| tidy(&mark));
    let several = book.sheets.iter().any(|grid| bracketed(&grid.name).is_some());
    several && sheets::OF_TABLE.contains(&base) && marks.any(|mark| name[base.len()..] == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, listed: &[&str]) -> Table {
        let name = (!name.is_empty()).then(|| name.to_string());
        let sheet = name.as_deref().map_or(sheets::SYSTEM.into(), sheet_of);
        let listed = (!listed.is_empty()).then(|| listed.iter().map(ToString::to_string).collect());
        Table { name, sheet, listed }
    }

    #[test]
    fn a_table_has_its_name_in_brackets_or_behind_a_dash() {
        for (sheet, name) in [
            ("评分表（党群）", Some("党群")),
            ("评分表(党群)", Some("党群")),
            ("评分表 （ 党群 ）", Some("党群")),
            ("评分表-党群", Some("党群")),
            ("评分表—事业单位", Some("事业单位")),
            ("评分表", None),
            ("评分表（2）", None),
            ("评分表（2023年）", None),
            ("评分表（修订稿）", None),
            ("评分表（旧）", None),
            ("评分表 - 副本", None),
            ("评分表（征求意见稿）", None),
            ("党群评分表", None),
        ] {
            assert_eq!(bracketed(sheet).as_deref(), name, "{sheet}");
        }
    }

    #[test]
    fn a_category_is_scored_by_the_table_of_its_name_and_never_by_a_guess() {
        let tables = [table("", &[]), table("党群", &[]), table("事业", &[])];
        for (category, choice) in [
            ("党群", Choice::One(1)),
            ("党群部门", Choice::One(1)),
            ("党群类", Choice::One(1)),
            ("党群类部门", Choice::One(1)),
            ("事业单位", Choice::One(2)),
            ("政府部门", Choice::One(0)),
            ("党群系统", Choice::Doubtful(vec![1])),
            ("党群和事业", Choice::Doubtful(vec![1, 2])),
            ("", Choice::Doubtful(vec![0, 1, 2])),
        ] {
            assert_eq!(choose(&tables, category), choice, "{category}");
        }
        assert_eq!(choose(&tables[1..], "政府部门"), Choice::None);
    }

    #[test]
    fn what_parameters_list_comes_before_the_names() {
        let tables = [table("", &["政府部门"]), table("党群", &["党群部门", "人大政协"]), table("人大", &[])];
        for (category, choice) in [
            ("人大政协", Choice::One(1)),
            ("党群类", Choice::One(1)),
            ("政府部门", Choice::One(0)),
            ("人大", Choice::One(2)),
            ("政协", Choice::Doubtful(vec![1])),
            ("学校", Choice::None),
        ] {
            assert_eq!(choose(&tables, category), choice, "{category}");
        }
        let twice = [table("甲", &["学校"]), table("乙", &["学校"])];
        assert_eq!(choose(&twice, "学校"), Choice::Doubtful(vec![0, 1]));
    }

    #[test]
    fn rows_of_parameters_name_a_table_and_its_categories() {
        let read = |name: &str| Serves::read(name, "党群部门、人大政协；纪委", CellRef::default());
        let of_table = read("评分表（党群）适用部门类别").unwrap();
        assert_eq!(of_table.table.as_deref(), Some("党群"));
        assert_eq!(of_table.categories, ["党群部门", "人大政协", "纪委"]);
        assert_eq!(read("评分表 适用类别").unwrap().table, None);
        assert_eq!(read("适用部门类别"), None);
    }
}
