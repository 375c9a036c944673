//! 评分表 and what belongs to it: indicators, rules, columns, 口径, 审核公式.

pub mod changes;
pub mod columns;
pub mod compile;
pub mod definition;
mod direction;
pub mod indicators;
pub mod last_year;
pub mod measure;
pub mod named;
pub mod parameters;
pub mod printed;
pub mod row_words;
pub mod several;
pub mod sheet_names;
mod system_cells;
mod system_header;
pub mod system_sheet;
pub mod table;
pub mod tables;
pub mod text_table;
pub mod ties;
pub mod units;
pub mod wide_header;
pub mod wording;

pub use crate::scheme::changes::Change;
pub use crate::scheme::columns::{ColumnKey, DataColumn};
pub use crate::scheme::compile::Compiled;
pub use crate::scheme::indicators::{IndicatorPath, IndicatorSystem, SharedMarks};
pub use crate::scheme::sheet_names::name_sheets;
pub use crate::scheme::table::View;
pub use crate::scheme::tables::TableName;
pub use crate::scheme::ties::Tie;
pub use crate::scheme::wide_header::{HeaderColumn, WideHeader};

use crate::criterion::Needs;
use crate::ground::names::sheets;
use crate::ground::{Code, Conventions, Expression, Finding, Gathered, Message, Place};
use crate::scheme::columns::columns;
use crate::scheme::compile::compile;
use crate::scheme::parameters::{Parameters, parse_parameters};
use crate::scheme::printed::Printed;
use crate::scheme::several::Several;
use crate::scheme::system_sheet::{ReadTable, built_in_grid, parse_system, read_table};
use crate::scheme::ties::{default_ties, parse_ties};
use crate::workbook::read::{Book, Grid, sheet};
use std::collections::BTreeSet;

/// 评价方案: one 评分表 with its compiled rules, the columns of 部门数据 they need, 口径 and 审核公式.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    /// 年度, for example `2024`; may be empty.
    pub year: String,
    /// 标题 of the result; may be empty.
    pub title: String,
    /// 口径
    pub conventions: Conventions,
    /// What is printed on the annex.
    pub printed: Printed,
    /// 评分表
    pub system: IndicatorSystem,
    /// The rules, one for each indicator.
    pub rules: Vec<Compiled>,
    /// Planned columns of 部门数据.
    pub columns: Vec<DataColumn>,
    /// 审核公式
    pub ties: Vec<Tie>,
    /// Which 评分表 of the workbook it is.
    pub table: TableName,
}

impl Scheme {
    /// A table with its rules, 参数 and 审核公式.
    pub fn new(system: IndicatorSystem, rules: Vec<Compiled>, parameters: Parameters, ties: Vec<Tie>) -> Scheme {
        let columns = columns(&system, &rules, &ties);
        let Parameters { year, title, conventions, printed } = parameters;
        Scheme { year, title, conventions, printed, system, rules, columns, ties, table: TableName::default() }
    }

    /// A table with the usual 口径, and those of the usual 审核公式 whose 数据项 it has.
    ///
    /// # Errors
    /// Every 评分标准 that is refused, every 计算公式 that is missing or wrong: all at once.
    pub fn of_system(system: IndicatorSystem) -> Result<Scheme, Vec<Finding>> {
        let (rules, _) = compile(&system)?;
        let ties = ties_of(&rules);
        Ok(Scheme::new(system, rules, Parameters::default(), ties))
    }

    /// The built-in 附件3-1.
    ///
    /// # Errors
    /// None, as a test shows.
    pub fn built_in() -> Result<Scheme, Vec<Finding>> {
        let system = parse_system(&built_in_grid())?.0;
        let (rules, _) = compile(&system)?;
        Ok(Scheme::new(system, rules, Parameters::default(), default_ties()))
    }

    /// The table of a workbook (see [`system_of`]) with its 参数 and 审核公式, where it has such sheets.
    ///
    /// # Errors
    /// As [`system_of`] and [`Scheme::of_system`]; faults of 参数 or 审核公式.
    pub fn of_book(book: &Book) -> Result<Scheme, Vec<Finding>> {
        let system = system_of(book)?;
        let (rules, _) = compile(&system)?;
        let (parameters, _) = parse_parameters(sheet(book, sheets::PARAMETERS))?;
        let ties = match sheet(book, sheets::TIES) {
            Some(grid) => parse_ties(Some(grid))?,
            None => ties_of(&rules),
        };
        Ok(Scheme::new(system, rules, parameters, ties))
    }

    /// The scheme of a standard workbook, which must have a sheet 评分表.
    ///
    /// # Errors
    /// All that is missing or not understood in 参数, 评分表 and 审核公式, at once.
    pub fn read(book: &Book) -> Result<(Scheme, Vec<Finding>), Vec<Finding>> {
        let mut found = Gathered::default();
        let parameters = found.gather(parse_parameters(sheet(book, sheets::PARAMETERS)));
        let system = found.gather(need(book, sheets::SYSTEM).and_then(parse_system));
        let rules = system.as_ref().and_then(|system| found.gather(compile(system)));
        let ties = match (sheet(book, sheets::TIES), &rules) {
            (None, Some(rules)) => Some(ties_of(rules)),
            (grid, _) => found.gather(parse_ties(grid).map(|ties| (ties, Vec::new()))),
        };
        let scheme = || Some(Scheme::new(system?, rules?, parameters?, ties?));
        found.finish(scheme())
    }

    /// The index of a planned column.
    pub fn column(&self, key: &ColumnKey) -> Option<usize> {
        self.columns.iter().position(|column| column.key == *key)
    }

    /// The index of the column of a 数据项.
    pub fn item(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| matches!(&column.key, ColumnKey::DataItem(item) if item == name))
    }
}

/// The usual 审核公式 of a workbook without any: those of which the rules use every 数据项, so that 附件3's
/// 收支情况 is not asked of those who do not have it.
fn ties_of(rules: &[Compiled]) -> Vec<Tie> {
    let items = items_of(rules);
    let used = |tie: &Tie| tie.relation.variables().into_iter().all(|item| items.contains(item));
    default_ties().into_iter().filter(used).collect()
}

/// The 数据项 that rules use.
fn items_of(rules: &[Compiled]) -> BTreeSet<String> {
    let of_rule = |rule: &Compiled| {
        let against = match rule.rule.needs() {
            Needs::Against(other) => Some(other),
            _ => None,
        };
        let of_measure = rule.measure.iter().flat_map(Expression::variables).map(str::to_string);
        of_measure.chain(against).collect::<Vec<String>>()
    };
    rules.iter().flat_map(of_rule).collect()
}

/// The sheet of a name.
///
/// # Errors
/// F11, which names the sheets that are there.
pub fn need<'a>(book: &'a Book, name: &str) -> Result<&'a Grid, Vec<Finding>> {
    sheet(book, name).ok_or_else(|| {
        let names: Vec<&str> = book.sheets.iter().map(|grid| grid.name.as_str()).collect();
        let (expected, found) = (format!("工作表“{name}”"), format!("只有：{}", names.join("、")));
        let advice = "请先生成模板（jixiao 模板，页面的“模板与填报表”），把数据填入模板；工作表名称不要改";
        vec![Finding::new(Code::SheetMissing, Place::file(), Message::new(expected, found, advice))]
    })
}

/// The 评分表 of a workbook: the sheet of that name, else the only sheet that can be read as one.
///
/// # Errors
/// The table's faults of structure, or several sheets that could be it.
pub fn system_of(book: &Book) -> Result<IndicatorSystem, Vec<Finding>> {
    let table = table_of(book)?;
    if table.faults.is_empty() {
        return Ok(table.system);
    }
    let mut faults = table.faults;
    faults.append(&mut compile(&table.system).err().unwrap_or_default());
    Err(faults)
}

/// As [`system_of`], with the faults of its structure beside what can be read.
///
/// # Errors
/// No sheet that is one, or several that could be it.
pub fn table_of(book: &Book) -> Result<ReadTable, Vec<Finding>> {
    if let Some(several) = Several::of_rules(book) {
        let names: Vec<&str> = several.tables.iter().map(|table| table.sheet.as_str()).collect();
        let found = format!("有几个评分表：{}，这里一次只用一个", names.join("、"));
        let advice = "请只留要用的一个，另存为一个工作簿；不再用的一个可以在名称后写“（旧）”";
        let message = Message::new("一个评分表", found, advice);
        return Err(vec![Finding::new(Code::TableUnclear, Place::file(), message)]);
    }
    if let Some(grid) = sheet(book, sheets::SYSTEM) {
        return read_table(grid);
    }
    let (read, faults): (Vec<_>, Vec<_>) = book.sheets.iter().map(read_table).partition(Result::is_ok);
    let read: Vec<ReadTable> = read.into_iter().flatten().collect();
    let (sound, faulty): (Vec<_>, Vec<_>) = read.into_iter().partition(|table| table.faults.is_empty());
    let candidates = if sound.is_empty() { faulty } else { sound };
    if candidates.len() > 1 {
        let found = "没有这个表名，却有几个工作表都像评分表";
        let message = Message::new("工作表“评分表”", found, "请把要用的一个命名为“评分表”");
        return Err(vec![Finding::new(Code::SheetMissing, Place::file(), message)]);
    }
    let faults = faults.into_iter().filter_map(Result::err).flatten().collect();
    candidates.into_iter().next().ok_or(faults)
}
