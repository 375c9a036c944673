//! 部门数据 → [`Department`]s.

mod entries;
mod foreign;
mod merged;
mod rows;
mod units;

pub(super) use foreign::foreign;
pub(super) use merged::message as merged_figure;

use crate::criterion::{Item, Part};
use crate::ground::names::{CATEGORY, DEPARTMENT, NUMBER};
use crate::ground::number::{Unit, split_unit};
use crate::ground::{CellRef, Code, Finding, GridCell, Message, Place, Shown, original, tidy};
use crate::scheme::columns::is_change;
use crate::scheme::row_words::without_unit;
use crate::scheme::{ColumnKey, Compiled, DataColumn, HeaderColumn, Scheme, View, WideHeader};
use crate::submission::department::{Department, Entry, by_name};
use crate::submission::of_normalised;
use crate::submission::similar_names::similar_names;
use crate::workbook::read::{Grid, GridRow};
use std::collections::BTreeSet;

/// The departments and where each planned column was found.
pub struct Departments {
    /// In the order of the sheet.
    pub list: Vec<Department>,
    /// One for each planned column.
    pub column_at: Vec<Option<u32>>,
    /// Where 部门（单位）名称 was found.
    pub name_at: u32,
    /// Where 部门类别 was found.
    pub category_at: Option<u32>,
    /// The planned columns whose unit only their heading tells.
    pub units: Vec<(usize, String)>,
}

/// Reads 部门数据; what was found on the way comes too.
///
/// # Errors
/// No header, no department.
pub fn parse_departments(
    grid: &Grid,
    columns: &[DataColumn],
    rules: &[Compiled],
) -> Result<(Departments, Vec<Finding>), Vec<Finding>> {
    let header = find_header(grid, columns)?;
    let mut reader = Reader::new(View { grid }, &header, columns, kinds(columns, rules));
    reader.match_columns();
    reader.unused();
    reader.mixed_money(rules);
    reader.rows();
    reader.all_together()
}

/// Who stands in 部门数据, of which several tables have the `columns`: the departments without what they filed.
///
/// # Errors
/// No header, no department.
pub fn roster(grid: &Grid, columns: &[DataColumn]) -> Result<(Departments, Vec<Finding>), Vec<Finding>> {
    let header = find_header(grid, columns)?;
    let mut reader = Reader::new(View { grid }, &header, columns, vec![Kind::Words; columns.len()]);
    reader.names_only = true;
    for there in header.headed() {
        let planned = columns.iter().position(|column| is_column(column, there.label()));
        reader.planned[there.col as usize] = planned;
        if let Some(index) = planned {
            reader.out.column_at[index].get_or_insert(there.col);
        }
    }
    reader.unused();
    reader.rows();
    reader.all_together()
}

/// The departments of one of several tables, with what they filed in its columns.
///
/// # Errors
/// No header.
pub fn parse_part(grid: &Grid, scheme: &Scheme, part: TablePart) -> Result<(Departments, Vec<Finding>), Vec<Finding>> {
    let header = find_header(grid, &scheme.columns)?;
    let mut reader = Reader::new(View { grid }, &header, &scheme.columns, kinds(&scheme.columns, &scheme.rules));
    reader.foreign = part.foreign;
    reader.match_columns();
    reader.mixed_money(&scheme.rules);
    reader.part_rows(part.own, part.all);
    Ok((reader.out, reader.findings))
}

/// What of 部门数据 is of one of several tables.
pub struct TablePart<'a> {
    /// The rows of its departments.
    pub own: &'a BTreeSet<u32>,
    /// The rows of all departments.
    pub all: &'a [u32],
    /// The columns that only other tables have.
    pub foreign: BTreeSet<u32>,
}

/// The header of 部门数据.
///
/// # Errors
/// There is none.
pub fn find_header(grid: &Grid, columns: &[DataColumn]) -> Result<WideHeader, Vec<Finding>> {
    let view = View { grid };
    let labels: Vec<String> = columns.iter().map(|column| tidy(&column.label)).collect();
    let known = |text: &str| labels.iter().any(|label| label == text);
    let missing = || view.needed_header(&[&DEPARTMENT]).err().unwrap_or_default();
    WideHeader::find(view, &known).ok_or_else(missing)
}

/// How a planned column is read.
#[derive(Clone)]
enum Kind {
    Figure { unit: Unit, may_be_negative: bool },
    Count(Unit),
    Check(Item),
    Grade(Vec<String>),
    Event,
    Words,
}

/// What a department filed in a planned column.
#[derive(Clone, Copy)]
struct Filed<'a> {
    department: &'a str,
    /// Index of the planned column.
    index: usize,
    at: CellRef,
    cell: &'a GridCell,
}

struct Reader<'a> {
    view: View<'a>,
    plan: &'a [DataColumn],
    kinds: Vec<Kind>,
    /// The planned column of each column of the sheet.
    planned: Vec<Option<usize>>,
    header: &'a WideHeader,
    number: Option<u32>,
    /// The first cells of merged areas over figures of which nobody can tell whose they are.
    doubtful: BTreeSet<CellRef>,
    /// The columns that only other 评分表 have, where there are several.
    foreign: BTreeSet<u32>,
    /// Whether what departments filed is not read.
    names_only: bool,
    out: Departments,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(view: View<'a>, header: &'a WideHeader, plan: &'a [DataColumn], kinds: Vec<Kind>) -> Reader<'a> {
        Reader {
            view,
            plan,
            kinds,
            planned: vec![None; view.last_col() as usize + 1],
            header,
            number: header.column(&NUMBER),
            doubtful: BTreeSet::new(),
            foreign: BTreeSet::new(),
            names_only: false,
            out: Departments {
                list: Vec::new(),
                column_at: vec![None; plan.len()],
                name_at: header.name,
                category_at: header.column(&CATEGORY),
                units: Vec::new(),
            },
            findings: Vec::new(),
        }
    }

    fn match_columns(&mut self) {
        for (index, column) in self.plan.iter().enumerate() {
            let own = self.header.headed().filter(|there| !self.foreign.contains(&there.col));
            let candidates: Vec<_> = own.filter(|there| is_column(column, there.label())).collect();
            let exact: Vec<_> = candidates.iter().filter(|there| under(column, there)).collect();
            match (&exact[..], &candidates[..]) {
                ([one], _) => self.take(index, one),
                ([], [one]) if self.is_only_one(column) => self.take(index, one),
                ([first, second, ..], _) => self.twice(column, first.col, second.col),
                _ => self.column_missing(column),
            }
        }
    }

    /// The departments, with what is to be said of them together.
    fn all_together(mut self) -> Result<(Departments, Vec<Finding>), Vec<Finding>> {
        self.duplicates();
        self.similar();
        self.uncategorised();
        if self.out.list.is_empty() {
            let place = self.view.place(self.header.bottom + 1, self.header.name);
            let message = Message::new("每个部门一行", "表头下没有部门", "请填写部门数据");
            return Err(vec![Finding::new(Code::NoDepartment, place, message)]);
        }
        Ok((self.out, self.findings))
    }

    /// Whether no other planned column has the label of this one.
    fn is_only_one(&self, column: &DataColumn) -> bool {
        self.plan.iter().filter(|other| other.label == column.label).count() == 1
    }

    fn take(&mut self, index: usize, there: &HeaderColumn) {
        let column = &self.plan[index];
        let col = there.col;
        self.planned[col as usize] = Some(index);
        self.out.column_at[index] = Some(col);
        if let (Some(there), Some(planned)) = (split_unit(there.label()).1, Unit::parse(&column.unit))
            && there != planned
        {
            let place = self.view.place(self.header.bottom, col);
            let found = format!("表头写的单位是“{}”，整列作待核", there.name());
            let advice = format!("请把整列换算成{}，并把表头单位改为{}", column.unit, column.unit);
            let expected = format!("“{}”的单位为{}", column.label, column.unit);
            self.findings.push(Finding::new(Code::UnitMismatch, place, Message::new(expected, found, advice)));
            self.planned[col as usize] = None;
        }
        if matches!(column.key, ColumnKey::DataItem(_)) && column.unit.is_empty() {
            self.unit_of_heading(index, there);
        }
    }

    fn twice(&mut self, column: &DataColumn, first: u32, second: u32) {
        let place = self.view.place(self.header.bottom, second);
        let found =
            format!("{}列和{}列都是这个表头，都没有采用", CellRef::column_name(first), CellRef::column_name(second));
        let expected = format!("“{}”只有一列", column.label);
        let message = Message::new(expected, found, "请删去多余的一列");
        self.findings.push(Finding::new(Code::ColumnTwice, place, message));
    }

    /// Reports F14 once for a missing column, not for each department.
    fn column_missing(&mut self, column: &DataColumn) {
        if matches!(column.key, ColumnKey::Remark(_) | ColumnKey::Share(_)) {
            return;
        }
        let place = self.view.place(self.header.bottom, self.header.name);
        let expected = format!("“{}/{}”下的“{}”一列", column.level2, column.level3, column.label);
        let advice = "请按模板补上这一列；没有数据时相关指标按“缺少数据”口径处理";
        let finding = Finding::new(Code::ColumnMissing, place, Message::new(expected, "没有这一列", advice));
        self.findings.push(finding.of("", column.level3.clone()));
    }

    fn unused(&mut self) {
        for column in self.header.headed() {
            let col = Some(column.col);
            let used = self.out.column_at.contains(&col) || (self.names_only && self.planned(column.col).is_some());
            if !used && self.out.category_at != col && self.number != col {
                let place = self.view.place(self.header.bottom, column.col);
                let found = format!("“{}”不是填报项目，没有参与计算", column.label());
                let message = Message::new("填报项目的表头", found, "如果是应填的数据，请核对表头文字");
                self.findings.push(Finding::new(Code::ColumnUnknown, place, message));
            }
        }
    }

    /// The planned column that a column of the sheet is read as.
    fn planned(&self, col: u32) -> Option<usize> {
        self.planned.get(col as usize).copied().flatten()
    }

    fn department(&mut self, row: &GridRow, name: &str) {
        let used: String =
            name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}')).collect();
        if used != name {
            let place = self.view.place(row.index, self.header.name);
            self.findings.push(of_normalised(place, name, &used, &used));
        }
        let category = self.out.category_at.map(|col| self.view.tidy_of_column(row.index, col)).unwrap_or_default();
        if self.names_only {
            self.out.list.push(Department { name: used, category, row: row.index, ..Department::default() });
            return;
        }
        let mut entries = vec![Entry::Blank; self.plan.len()];
        for (index, at) in self.out.column_at.iter().enumerate() {
            if at.is_some_and(|col| self.planned[col as usize].is_none()) {
                entries[index] = Entry::Faulty;
            }
        }
        let mut shown = Vec::new();
        for (col, cell) in self.filed(row) {
            if let Some(index) = self.planned(col) {
                if let Some(Shown::Rounded(fraction)) = cell.shown.as_deref() {
                    shown.push((index, *fraction));
                }
                let at = CellRef::new(row.index, col);
                entries[index] = self.entry(Filed { department: &used, index, at, cell });
            }
        }
        let department = Department { name: used, category, row: row.index, entries, shown, ..Department::default() };
        self.out.list.push(department);
    }

    /// Reports D01 where the cell has another writing of what was used.
    fn normalised(&mut self, filed: Filed, used: Option<String>) {
        let Some(used) = used else { return };
        let place = self.view.place(filed.at.row, filed.at.col);
        self.findings.push(of_normalised(place, &original(filed.cell), &used, filed.department));
    }

    fn fault(&mut self, filed: Filed, code: Code, message: Message) -> Entry {
        let place = self.view.place(filed.at.row, filed.at.col);
        let indicator = self.plan[filed.index].level3.clone();
        self.findings.push(Finding::new(code, place, message).of(filed.department, indicator));
        Entry::Faulty
    }

    /// The cell of a department's name.
    fn name_of(&self, department: &Department) -> CellRef {
        CellRef::new(department.row, self.header.name)
    }

    fn duplicates(&mut self) {
        let first = by_name(&self.out.list);
        for (index, department) in self.out.list.iter().enumerate() {
            let place = |department| Place::cell(self.view.grid.name.clone(), self.name_of(department));
            let first = first.get(&tidy(&department.name)).filter(|first| **first != index);
            if let Some(first) = first.map(|first| &self.out.list[*first]) {
                let found = format!("与{}重名，两行都列入结果，都不排名", place(first));
                let message = Message::new("每个部门只有一行", found, "请核对后删去一行");
                let finding = Finding::new(Code::DuplicateDepartment, place(department), message);
                self.findings.push(finding.of(&department.name, ""));
            }
        }
    }

    /// Reports D16 for departments without 部门类别 where others have one.
    fn uncategorised(&mut self) {
        let Some(col) = self.out.category_at else { return };
        if self.out.list.iter().all(|department| department.category.is_empty()) {
            return;
        }
        for department in self.out.list.iter().filter(|department| department.category.is_empty()) {
            let place = self.view.place(department.row, col);
            let advice = "请补填部门类别；按类别排名时单独列为“未分类”";
            let finding = Finding::new(Code::CategoryMissing, place, Message::new("部门类别", "空白", advice));
            self.findings.push(finding.of(&department.name, ""));
        }
    }

    fn similar(&mut self) {
        let names: Vec<&str> = self.out.list.iter().map(|department| department.name.as_str()).collect();
        for (longer, shorter) in similar_names(&names) {
            let [at, other] = [longer, shorter].map(|index| self.name_of(&self.out.list[index]));
            let found = format!("与{other}的“{}”只差一两个字", names[shorter]);
            let message = Message::new("不同部门名称有明显区别", found, "请核对是否同一部门；程序不合并");
            let finding = Finding::new(Code::SimilarDepartment, self.view.place(at.row, at.col), message);
            self.findings.push(finding.of(names[longer], ""));
        }
    }
}

fn kinds(plan: &[DataColumn], rules: &[Compiled]) -> Vec<Kind> {
    plan.iter().map(|column| kind_of(column, rules)).collect()
}

fn kind_of(column: &DataColumn, rules: &[Compiled]) -> Kind {
    match &column.key {
        ColumnKey::Remark(_) => Kind::Words,
        ColumnKey::Judged(_) | ColumnKey::Share(_) => Kind::Figure { unit: Unit::Marks, may_be_negative: true },
        ColumnKey::DataItem(item) => {
            Kind::Figure { unit: Unit::parse(&column.unit).unwrap_or(Unit::Plain), may_be_negative: is_change(item) }
        }
        ColumnKey::RuleItem { indicator, item } => match rules[*indicator].rule.part(*item) {
            Part::Check(item) => Kind::Check(item),
            Part::Grade(words) => Kind::Grade(words),
            Part::Event => Kind::Event,
            Part::Count => Kind::Count(Unit::parse(&column.unit).unwrap_or(Unit::Cases)),
        },
    }
}

/// Whether a heading of the sheet is the whole label of a planned column.
fn has_label(column: &DataColumn, heading: &str) -> bool {
    let label = tidy(&column.label);
    heading == label || without_unit(heading) == label
}

/// The same; for items of a checklist the marker (①) suffices.
fn is_column(column: &DataColumn, heading: &str) -> bool {
    if has_label(column, heading) {
        return true;
    }
    match (&column.key, column.label.chars().next()) {
        (ColumnKey::RuleItem { .. }, Some(marker)) if ('①'..='⑳').contains(&marker) => {
            heading.starts_with(tidy(&marker.to_string()).as_str())
        }
        _ => false,
    }
}

/// Whether a column stands under the 三级指标 (and 二级指标, where the sheet has it) of a planned one.
fn under(column: &DataColumn, there: &HeaderColumn) -> bool {
    let above = there.above();
    let (level2, level3) = (tidy(&column.level2), tidy(&column.level3));
    let has = |wanted: &str| above.iter().any(|text| text == wanted || without_unit(text) == wanted);
    has(&level3) && (above.len() < 2 || has(&level2))
}
