//! The standard workbook of several 评分表: each table on its sheet, the columns of all on 部门数据 and 自评得分, each once.

use crate::criterion::Needs;
use crate::ground::names::TIE_GROUP;
use crate::ground::number::Unit;
use crate::ground::{Area, Code, Finding, Message, Place, tidy};
use crate::scheme::indicators::{Indicator, LevelHeading};
use crate::scheme::tables::{Choice, Table, choose};
use crate::scheme::wording::Wording;
use crate::scheme::{ColumnKey, Compiled, DataColumn, IndicatorSystem, Scheme};
use crate::submission::ListedDepartment;
use crate::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, SELF_FIRST_COLUMN, SELF_FIRST_ROW};
use crate::template::{data, guard, guide, others, parameters, system};
use crate::workbook::{Allowed, Sheet, Tint};

/// What the template of several tables is made of.
pub struct Tables {
    /// The columns of all tables, each indicator once with its rule, 参数 and 审核公式: what older figures are carried by.
    pub all: Scheme,
    schemes: Vec<Scheme>,
    tables: Vec<Table>,
    union: Union,
    /// The tables that have each indicator of `all`.
    of: Vec<Vec<usize>>,
}

impl Tables {
    /// All columns, each once.
    ///
    /// # Errors
    /// A 数据项 has different units in two tables.
    pub fn new(schemes: Vec<Scheme>, tables: Vec<Table>) -> Result<Tables, Vec<Finding>> {
        let union = Union::of(&schemes)?;
        let (system, rules, of) = indicators(&schemes);
        let all = Scheme { system, rules, ..union.scheme(&schemes) };
        Ok(Tables { all, schemes, tables, union, of })
    }

    /// The tables, in the order of their sheets.
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    /// Which of all columns is each column of a table.
    pub fn columns_of(&self, table: usize) -> Vec<usize> {
        let of = |at: usize| self.union.columns.iter().position(|joined| joined.of.contains(&(table, at)));
        (0..self.schemes[table].columns.len()).filter_map(of).collect()
    }

    /// Which of the indicators of all is each indicator of a table.
    pub fn indicators_of(&self, table: usize) -> Vec<usize> {
        let all = &self.all.system.indicators;
        let of = |own: &Indicator| all.iter().position(|one| is_same_indicator(one, own));
        self.schemes[table].system.indicators.iter().filter_map(of).collect()
    }

    /// All sheets of the template.
    ///
    /// # Errors
    /// The category of a department fits no table or several.
    pub fn sheets(&self, departments: &[ListedDepartment]) -> Result<Vec<Sheet>, Vec<Finding>> {
        let choices = choices(&self.tables, departments)?;
        let Scheme { system, rules, .. } = self.union.scheme(&self.schemes);
        let mut data = data::sheet(&Scheme { system, rules, ..self.all.clone() }, departments);
        self.union.drop_differing_guards(&self.schemes, &mut data);
        let ours = self.union.columns.iter().map(|column| column.tables.clone()).collect::<Vec<_>>();
        grey(&mut data, DATA_FIRST_ROW, DATA_FIRST_COLUMN, (&ours, &choices));
        let mut own = others::self_assessment(&self.all, departments);
        let ours: Vec<Vec<usize>> = self.of.iter().flat_map(|tables| [tables.clone(), tables.clone()]).collect();
        grey(&mut own, SELF_FIRST_ROW, SELF_FIRST_COLUMN, (&ours, &choices));
        let first = [guide::sheet(&self.all), parameters::sheet(&self.all, &self.tables)];
        let (ties, wording) = (others::ties(&self.all), super::wording::sheet(&Wording::default()));
        let last = [data, own, others::own(), ties, super::ledger::sheet(), wording];
        Ok(first.into_iter().chain(self.schemes.iter().map(system::sheet)).chain(last).collect())
    }
}

/// The table of each listed department; none where no category is listed.
fn choices(tables: &[Table], departments: &[ListedDepartment]) -> Result<Vec<Option<usize>>, Vec<Finding>> {
    let mut faults = Vec::new();
    let mut choice = |one: &ListedDepartment| match choose(tables, &tidy(&one.category)) {
        Choice::One(table) => Some(table),
        _ if one.category.is_empty() => None,
        _ => {
            let found = format!("“{}”的部门类别“{}”没有对应的评分表，或不止一个", one.name, one.category);
            let advice = "请核对部门名单中的类别和评分表的名称";
            let message = Message::new("有一个评分表对应的部门类别", found, advice);
            faults.push(Finding::new(Code::TableUnclear, Place::file(), message).of(&one.name, ""));
            None
        }
    };
    let choices = departments.iter().map(&mut choice).collect();
    if faults.is_empty() { Ok(choices) } else { Err(faults) }
}

/// Greys the cells of each department in the columns that are not of its table.
fn grey(sheet: &mut Sheet, first_row: u32, first_col: u32, (ours, choices): (&[Vec<usize>], &[Option<usize>])) {
    for (row, choice) in (first_row..).zip(choices) {
        let Some(table) = choice else { continue };
        for (col, _) in (first_col..).zip(ours).filter(|(_, tables)| !tables.contains(table)) {
            if let Some(cell) = sheet.get_mut(row, col) {
                cell.tint = Some(Tint::NotApplicable);
            }
        }
    }
}

/// A column of several tables.
struct Joined {
    column: DataColumn,
    /// The tables that have it, each with the number of its column there.
    of: Vec<(usize, usize)>,
    /// The numbers of those tables.
    tables: Vec<usize>,
}

/// The columns of all tables, each once.
struct Union {
    columns: Vec<Joined>,
}

impl Union {
    fn of(schemes: &[Scheme]) -> Result<Union, Vec<Finding>> {
        let mut union = Union { columns: Vec::new() };
        let mut faults = Vec::new();
        let mut before = 0;
        for (table, scheme) in schemes.iter().enumerate() {
            for (at, column) in scheme.columns.iter().enumerate() {
                faults.extend(union.add((table, at), shifted(column, before), &scheme.table.sheet));
            }
            before += scheme.rules.len();
        }
        if faults.is_empty() { Ok(union) } else { Err(faults) }
    }

    /// Adds a column of a table, or counts it to the one that is there.
    fn add(&mut self, of: (usize, usize), column: DataColumn, sheet: &str) -> Option<Finding> {
        let Some(there) = self.columns.iter_mut().find(|there| is_same(&there.column, &column)) else {
            let at = self.place(&column);
            self.columns.insert(at, Joined { column, of: vec![of], tables: vec![of.0] });
            return None;
        };
        there.of.push(of);
        there.tables.push(of.0);
        if !there.column.note.contains(&column.note) {
            there.column.note = format!("{}\n{sheet}：{}", there.column.note, column.note);
        }
        let (one, other) = (&there.column.unit, &column.unit);
        let differ = Unit::parse(one) != Unit::parse(other) && !one.is_empty() && !other.is_empty();
        differ.then(|| {
            let found = format!("“{}”在“{sheet}”的单位是{other}，在另一个评分表是{one}", column.label);
            let message = Message::new("同一数据项在各评分表单位相同", found, "请统一单位，或改用不同的名称");
            Finding::new(Code::NameTwoWays, Place::sheet(sheet.to_string()), message)
        })
    }

    /// Behind the last column of its 三级指标, else of its 二级指标, else before what only ties use.
    fn place(&self, column: &DataColumn) -> usize {
        let last = |is: &dyn Fn(&DataColumn) -> bool| self.columns.iter().rposition(|there| is(&there.column));
        let same2 = |there: &DataColumn| there.level2 == column.level2;
        let last = last(&|there| same2(there) && there.level3 == column.level3).or(last(&same2));
        let ties = || self.columns.iter().position(|there| there.column.level2 == TIE_GROUP);
        last.map(|at| at + 1).or_else(ties).unwrap_or(self.columns.len())
    }

    /// The tables behind one another, with these columns: what the sheet 部门数据 is made of.
    fn scheme(&self, schemes: &[Scheme]) -> Scheme {
        let mut all =
            Scheme { columns: self.columns.iter().map(|joined| joined.column.clone()).collect(), ..first(schemes) };
        for scheme in schemes {
            all.system.indicators.extend(scheme.system.indicators.iter().cloned());
            all.rules.extend(scheme.rules.iter().cloned());
            let new: Vec<_> =
                scheme.ties.iter().filter(|tie| all.ties.iter().all(|one| one.text != tie.text)).collect();
            let new: Vec<_> = new.into_iter().cloned().collect();
            all.ties.extend(new);
        }
        all
    }

    /// Where two tables allow different entries in one column, nothing is refused while it is filled in.
    fn drop_differing_guards(&self, schemes: &[Scheme], sheet: &mut Sheet) {
        let area = Area::new((0, 0), (0, 0));
        let allowed = |(table, at): &(usize, usize)| -> Option<Allowed> {
            let scheme = &schemes[*table];
            guard(scheme, &scheme.columns[*at], area).map(|guard| guard.allowed)
        };
        let differs = |joined: &Joined| joined.of.iter().any(|of| allowed(of) != allowed(&joined.of[0]));
        let columns = (DATA_FIRST_COLUMN..).zip(&self.columns);
        let differing: Vec<u32> = columns.filter(|(_, joined)| differs(joined)).map(|(col, _)| col).collect();
        sheet.validations.retain(|guard| !differing.contains(&guard.area.first.col));
    }
}

/// 年度, 标题 and 口径 of the first.
fn first(schemes: &[Scheme]) -> Scheme {
    let Some(first) = schemes.first() else { return Scheme::default() };
    let (year, title, conventions) = (first.year.clone(), first.title.clone(), first.conventions.clone());
    Scheme { year, title, conventions, ..Scheme::default() }
}

/// Its indicator counted through all tables.
fn shifted(column: &DataColumn, before: usize) -> DataColumn {
    let key = match column.key.clone() {
        ColumnKey::DataItem(item) => ColumnKey::DataItem(item),
        ColumnKey::RuleItem { indicator, item } => ColumnKey::RuleItem { indicator: indicator + before, item },
        ColumnKey::Remark(indicator) => ColumnKey::Remark(indicator + before),
        ColumnKey::Judged(indicator) => ColumnKey::Judged(indicator + before),
        ColumnKey::Share(indicator) => ColumnKey::Share(indicator + before),
    };
    DataColumn { key, ..column.clone() }
}

/// Whether two tables share a column: a 数据项 of one name, or what stands under one indicator with one heading.
fn is_same(one: &DataColumn, other: &DataColumn) -> bool {
    let is_item = |column: &DataColumn| matches!(column.key, ColumnKey::DataItem(_));
    let same = |one: &str, other: &str| tidy(one) == tidy(other);
    if !same(&one.label, &other.label) || is_item(one) != is_item(other) {
        return false;
    }
    is_item(one) || (same(&one.level2, &other.level2) && same(&one.level3, &other.level3))
}

/// Whether two tables share an indicator: by its 二级指标 and 三级指标.
fn is_same_indicator(one: &Indicator, other: &Indicator) -> bool {
    tidy(&one.path.level2) == tidy(&other.path.level2) && tidy(&one.path.level3) == tidy(&other.path.level3)
}

/// The indicators of all tables, each path once, by their 二级指标; their rules, and the tables that have each.
fn indicators(schemes: &[Scheme]) -> (IndicatorSystem, Vec<Compiled>, Vec<Vec<usize>>) {
    let mut all: Vec<(Indicator, Compiled, Vec<usize>)> = Vec::new();
    for (table, scheme) in schemes.iter().enumerate() {
        for (indicator, rule) in scheme.system.indicators.iter().zip(&scheme.rules) {
            if let Some((there, own, tables)) = all.iter_mut().find(|(there, ..)| is_same_indicator(there, indicator)) {
                there.marks = there.marks.max(indicator.marks);
                tables.push(table);
                if rule.rule.needs() == Needs::Judgement {
                    // its own indicators of a department have a place
                    *own = rule.clone();
                }
                continue;
            }
            let last = all.iter().rposition(|(there, ..)| tidy(&there.path.level2) == tidy(&indicator.path.level2));
            let new = (Indicator { group: None, ..indicator.clone() }, rule.clone(), vec![table]);
            all.insert(last.map_or(all.len(), |at| at + 1), new);
        }
    }
    let tables = all.iter().map(|(.., tables)| tables.clone()).collect();
    let (indicators, rules): (Vec<Indicator>, Vec<Compiled>) =
        all.into_iter().map(|(indicator, rule, _)| (indicator, rule)).unzip();
    let mut level2 = Vec::new();
    let mut first = 0;
    for run in indicators.chunk_by(|one, next| tidy(&one.path.level2) == tidy(&next.path.level2)) {
        let (name, place) = (run[0].path.level2.clone(), run[0].criterion.place.clone());
        level2.push(LevelHeading { name, stated: None, first, count: run.len(), place });
        first += run.len();
    }
    (IndicatorSystem { indicators, level2, ..IndicatorSystem::default() }, rules, tables)
}
