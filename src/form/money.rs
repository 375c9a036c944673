//! Section 二, 收支情况: four tables with a row for each 机构. Whatever is a sum is a formula; the sums are the
//! ties (勾稽关系) of the form.

use crate::form::fields::{BUREAU_ROW, Field, INSTITUTION, SUMMARY_ROW, Table};
use crate::form::paper::Paper;
use crate::ground::{Area, CellRef};
use crate::workbook::sheet::Cell;
use crate::workbook::{Allowed, Role};
use indexmap::IndexMap;
use rust_decimal::Decimal;

/// Rows for 局机关 and its 二级机构; more can be inserted between them.
const INSTITUTIONS: u32 = 6;
const LINE: Option<u32> = Some(22);
const MOST: i64 = 1_000_000_000;

/// How many columns each field takes, so that every table is as wide as the page.
fn widths(table: Table) -> &'static [u32] {
    match table {
        Table::Income => &[1, 1, 1, 1, 2, 1],
        Table::ThreePublic => &[1, 1, 2, 2, 1],
        Table::Assets => &[1, 2, 2, 2],
        _ => &[1; 7],
    }
}

/// Where a field stands: its first and last column.
type Span = (u32, u32);

/// A table being written.
struct Grid {
    table: Table,
    fields: Vec<(&'static Field, Span)>,
    /// Row of 汇总.
    summary: u32,
}

impl Grid {
    fn cell(&self, label: &str, row: u32) -> Option<String> {
        let (_, span) = self.fields.iter().find(|(field, _)| field.label == label)?;
        Some(CellRef::new(row, span.0).to_string())
    }
}

/// All four tables.
pub fn tables(paper: &mut Paper) {
    let mut written: IndexMap<Table, Grid> = IndexMap::new();
    for table in Table::BY_INSTITUTION {
        // the first table stays with the heading of the section
        if table != Table::Income {
            paper.may_break(false);
        }
        let grid = header(paper, table);
        rows(paper, &grid, written.get(&Table::Income));
        written.insert(table, grid);
    }
}

/// Caption and the two rows of headings.
fn header(paper: &mut Paper, table: Table) -> Grid {
    paper.wide(LINE, Cell::text(Role::Label, format!("{}（万元）", table.caption())));
    let (upper, lower) = (paper.row, paper.row + 1);
    let mut col = 1;
    let mut fields = Vec::new();
    for (field, width) in table.fields().zip(widths(table)) {
        fields.push((field, (col, col + width - 1)));
        col += width;
    }
    paper.sheet.put_framed(Area::new((upper, 0), (lower, 0)), Cell::text(Role::Label, INSTITUTION));
    for run in fields.chunk_by(|(one, _), (next, _)| !one.over.is_empty() && one.over == next.over) {
        let over = run[0].0.over;
        if over.is_empty() {
            let (from, to) = run[0].1;
            paper.sheet.put_framed(Area::new((upper, from), (lower, to)), heading(table, run[0].0));
            continue;
        }
        let area = Area::new((upper, run[0].1.0), (upper, run[run.len() - 1].1.1));
        paper.sheet.put_framed(area, Cell::text(Role::Label, over));
        for (field, (from, to)) in run {
            paper.sheet.put_framed(Area::new((lower, *from), (lower, *to)), heading(table, field));
        }
    }
    paper.end_row(LINE);
    paper.end_row(Some(40));
    Grid { table, fields, summary: paper.row }
}

/// A heading; the note says what is computed and from what.
fn heading(table: Table, field: &Field) -> Cell {
    let cell = Cell::text(Role::Label, field.label);
    let parts: Vec<&str> = match field.label {
        "支出合计" => vec!["基本支出", "项目支出"],
        "基本支出" => vec!["人员支出", "公用支出"],
        "累计结余" => return cell.noted("自动计算：累计结余＝收入合计－支出合计"),
        "当年结余" => return cell.noted("自动计算：当年结余＝累计结余－上年结转"),
        _ if is_total(table, field) => table.fields().skip(1).map(|part| part.label).collect(),
        _ => return cell,
    };
    cell.noted(format!("自动计算：{}＝{}", field.label, parts.join("＋")))
}

/// Whether a field is the sum of all others of its table.
fn is_total(table: Table, field: &Field) -> bool {
    table != Table::Spending && table.fields().next() == Some(field)
}

fn rows(paper: &mut Paper, grid: &Grid, income: Option<&Grid>) {
    let (first, last) = (grid.summary + 1, grid.summary + INSTITUTIONS);
    paper.sheet.put(grid.summary, 0, Cell::text(Role::Label, SUMMARY_ROW));
    for (_, span) in &grid.fields {
        let of = |row| CellRef::new(row, span.0);
        let sum = sum(&format!("{}:{}", of(first), of(last)));
        put(paper, grid.summary, *span, figure(sum));
    }
    paper.end_row(Some(34));
    for row in first..=last {
        paper.sheet.put(row, 0, name(row, row - first, grid, income));
        for (field, span) in &grid.fields {
            let cell = match formula(grid, field, row, income) {
                Some(formula) => figure(formula),
                None => Cell::blank(Role::Input),
            };
            put(paper, row, *span, cell);
        }
        paper.end_row(LINE);
    }
    for (field, span) in &grid.fields {
        if formula(grid, field, first, income).is_none() {
            let area = Area::new((first, span.0), (last, span.1));
            let allowed = Allowed::Between(Decimal::from(-MOST), Decimal::from(MOST));
            paper.guard(area, allowed, "金额单位为万元（不是元），只填数字；没有这一项的留空");
        }
    }
}

fn put(paper: &mut Paper, row: u32, (from, to): Span, cell: Cell) {
    paper.sheet.put_framed(Area::new((row, from), (row, to)), cell);
}

/// Names are typed in the first table; the others repeat them.
fn name(row: u32, at: u32, grid: &Grid, income: Option<&Grid>) -> Cell {
    match (income, at) {
        (None, 0) => Cell::text(Role::Input, BUREAU_ROW),
        (None, 1) => Cell::blank(Role::Input)
            .noted("二级机构名称，每行一个。行数不够时，在最后一行之前插入行，并复制上一行的公式。"),
        (None, _) => Cell::blank(Role::Input),
        (Some(income), _) => {
            let typed = CellRef::new(income.summary + (row - grid.summary), 0);
            let typed_now = if at == 0 { BUREAU_ROW } else { "" };
            Cell::text(Role::Text, typed_now).computed(Some(format!("IF({typed}=\"\",\"\",{typed})")))
        }
    }
}

/// The formula of what is a sum or a difference, for one 机构.
fn formula(grid: &Grid, field: &Field, row: u32, income: Option<&Grid>) -> Option<String> {
    let here = |label| grid.cell(label, row);
    match field.label {
        "支出合计" => Some(sum(&format!("{},{}", here("基本支出")?, here("项目支出")?))),
        "基本支出" => Some(sum(&format!("{}:{}", here("人员支出")?, here("公用支出")?))),
        "累计结余" => {
            let received = income?.cell("收入合计", income?.summary + (row - grid.summary))?;
            Some(difference(&received, &here("支出合计")?))
        }
        "当年结余" => {
            let carried = income?.cell("上年结转", income?.summary + (row - grid.summary))?;
            let left = here("累计结余")?;
            Some(format!("IF({left}=\"\",\"\",ROUND({left}-N({carried}),6))"))
        }
        _ if is_total(grid.table, field) => {
            let (from, to) = (grid.fields.get(1)?.1.0, grid.fields.last()?.1.1);
            Some(sum(&format!("{}:{}", CellRef::new(row, from), CellRef::new(row, to))))
        }
        _ => None,
    }
}

/// A computed figure.
fn figure(formula: String) -> Cell {
    Cell::blank(Role::Number).computed(Some(formula))
}

/// Blank while nothing is filled in; six decimals keep every figure and lose the noise of floating point.
fn sum(cells: &str) -> String {
    format!("IF(COUNT({cells})=0,\"\",ROUND(SUM({cells}),6))")
}

fn difference(one: &str, other: &str) -> String {
    format!("IF(COUNT({one},{other})=0,\"\",ROUND(N({one})-N({other}),6))")
}
