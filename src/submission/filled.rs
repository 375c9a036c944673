//! A wide sheet (部门数据, 自评得分) as it was filled in, whatever its headings are: it may belong to an earlier
//! 评分表. Its columns are matched to the planned ones.

use crate::ground::names::{CATEGORY, DEPARTMENT, NUMBER};
use crate::ground::number::{Unit, split_unit};
use crate::ground::{Area, CellRef, GridCell, original, tidy};
use crate::scheme::row_words::{is_labelled, is_note, numbers_columns, other_row};
use crate::scheme::{ColumnKey, DataColumn, HeaderColumn, View, WideHeader};
use crate::workbook::read::Grid;

/// A column with its headings; all texts are tidy.
#[derive(Clone, Debug)]
pub struct FilledColumn {
    /// Its place in the sheet.
    pub col: u32,
    /// The headings above its own, from the top.
    pub above: Vec<String>,
    /// Its own heading, without the unit.
    pub label: String,
    /// The unit in its heading.
    pub unit: Option<Unit>,
}

impl FilledColumn {
    fn of(column: &HeaderColumn) -> FilledColumn {
        let (label, unit) = split_unit(column.label());
        FilledColumn { col: column.col, above: column.above().to_vec(), label, unit }
    }

    /// Its name in messages: 三级指标/heading.
    pub fn name(&self) -> String {
        match self.above.last().filter(|above| !above.is_empty() && **above != self.label) {
            Some(above) => format!("{above}/{}", self.label),
            None => self.label.clone(),
        }
    }
}

/// A row of a department.
#[derive(Clone, Debug)]
pub struct FilledRow {
    /// Its place in the sheet.
    pub row: u32,
    /// 部门（单位）名称; empty where someone forgot it.
    pub name: String,
    /// 部门类别
    pub category: String,
}

/// The sheet.
pub struct Filled<'a> {
    grid: &'a Grid,
    /// Its columns, save 序号, name and 部门类别.
    pub columns: Vec<FilledColumn>,
    /// Its rows, save totals, notes and blank ones.
    pub rows: Vec<FilledRow>,
}

impl<'a> Filled<'a> {
    /// Reads a sheet; `known` says whether a tidy text is a heading of it. None where it has no header.
    pub fn read(grid: &'a Grid, known: &dyn Fn(&str) -> bool) -> Option<Filled<'a>> {
        let view = View { grid };
        let header = WideHeader::find(view, known)?;
        let category = header.column(&CATEGORY);
        let of_a_row = |label: &str| CATEGORY.is(label) || NUMBER.is(label);
        let columns = header.headed().filter(|column| !of_a_row(column.label())).map(FilledColumn::of).collect();
        let mut filled = Filled { grid, columns, rows: Vec::new() };
        for row in view.rows_below(header.bottom) {
            let text = |col: u32| view.text(row, col).chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let own_text = |col: u32| if view.left(row, col) == col { text(col) } else { String::new() };
            let (name, category) = (text(header.name), category.map(own_text).unwrap_or_default());
            let key = tidy(&name);
            let filled_in = filled.columns.iter().any(|column| filled.cell(row, column).is_some());
            let goes_on = view.top(row, header.name) < row;
            let says_nothing = !filled_in && (key.is_empty() || goes_on || is_note(&key) || is_labelled(&key));
            let here = || grid.rows.binary_search_by_key(&row, |one| one.index);
            let texts = || here().into_iter().flat_map(|at| &grid.rows[at].cells);
            let numbers = || numbers_columns(&key, texts().map(|(_, cell)| tidy(&original(cell))));
            let is_other = DEPARTMENT.is(&key) || says_nothing || other_row(&key, filled_in).is_some() || numbers();
            if !is_other {
                filled.rows.push(FilledRow { row, name, category });
            }
        }
        Some(filled)
    }

    /// What stands in a row under a column; not what is merged with other cells, see [`Filled::merged`].
    pub fn cell(&self, row: u32, column: &FilledColumn) -> Option<&'a GridCell> {
        let at = CellRef::new(row, column.col);
        let cell = self.grid.cell(at)?;
        let merged = self.grid.merged(at).is_some_and(|area| self.is_filled(&area));
        (!merged && !tidy(&original(cell)).is_empty()).then_some(cell)
    }

    /// The merged areas under the columns that show something: nobody can tell whose it is.
    pub fn merged(&self) -> impl Iterator<Item = Area> {
        self.grid.merges.iter().filter(|area| self.is_filled(area)).copied()
    }

    fn is_filled(&self, area: &Area) -> bool {
        let under = |column: &FilledColumn| (area.first.col..=area.last.col).contains(&column.col);
        let beside = |row: &FilledRow| (area.first.row..=area.last.row).contains(&row.row);
        let shows = self.grid.cell(area.first).is_some();
        shows && self.columns.iter().any(under) && self.rows.iter().any(beside)
    }

    /// How many departments filled a column in.
    pub fn filled_in(&self, column: &FilledColumn) -> usize {
        self.rows.iter().filter(|row| self.cell(row.row, column).is_some()).count()
    }
}

/// For each planned column the filled one that holds the same, as an index. Items and marks are matched by their words
/// under the same 三级指标, which may have moved to another 二级指标; a 数据项 by its name, wherever it stands.
pub fn filled_columns(plan: &[DataColumn], filled: &[FilledColumn]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> =
        plan.iter().map(|column| only(filled, |one| is_under(column, one, true))).collect();
    for (index, column) in plan.iter().enumerate() {
        let free = |found: &[Option<usize>], at: usize| !found.contains(&Some(at));
        if found[index].is_none() {
            let loosely = |one: &FilledColumn| match column.key {
                ColumnKey::DataItem(_) => fits(column, one),
                _ => is_under(column, one, false),
            };
            found[index] = only(filled, loosely).filter(|at| free(&found, *at));
        }
    }
    found
}

/// The one column for which `is` holds, if there is just one.
fn only(filled: &[FilledColumn], is: impl Fn(&FilledColumn) -> bool) -> Option<usize> {
    let mut all = (0..filled.len()).filter(|at| is(&filled[*at]));
    all.next().filter(|_| all.next().is_none())
}

/// Whether a filled column has the label of a planned one and, for items, its unit: a number of cases is not a mark.
fn fits(column: &DataColumn, filled: &FilledColumn) -> bool {
    let counts_the_same = match column.key {
        ColumnKey::RuleItem { .. } => filled.unit == Unit::parse(&column.unit),
        _ => true,
    };
    filled.label == split_unit(&column.label).0 && counts_the_same
}

/// As [`fits`], under the same 三级指标 and, with `level2`, under the same 二级指标 if the sheet has one.
fn is_under(column: &DataColumn, filled: &FilledColumn, level2: bool) -> bool {
    let above = |name: &str| filled.above.iter().any(|text| *text == tidy(name));
    fits(column, filled) && above(&column.level3) && (!level2 || filled.above.len() < 2 || above(&column.level2))
}

/// The unit that a heading states where it is not the planned one: the figures would be read wrongly.
pub fn other_unit(column: &DataColumn, filled: &FilledColumn) -> Option<Unit> {
    filled.unit.filter(|unit| Unit::parse(&column.unit) != Some(*unit))
}
