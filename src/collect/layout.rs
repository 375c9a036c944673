//! The workbook to be filled: its sheets, and where the columns of each 评分表 stand on them.

use crate::ground::Finding;
use crate::scheme::Scheme;
use crate::scheme::tables::Table;
use crate::submission::ListedDepartment;
use crate::template::{DATA_FIRST_COLUMN, SELF_FIRST_COLUMN, Tables, template};
use crate::workbook::Sheet;

/// Where the columns of a 评分表 stand.
pub struct Shape {
    /// The table.
    pub scheme: Scheme,
    /// Its columns on 部门数据.
    pub columns: Vec<u32>,
    /// The first of the two columns of each of its indicators on 自评得分.
    pub indicators: Vec<u32>,
    /// 自评总分 on 自评得分, with 自评等次 behind it.
    pub total: u32,
}

/// The empty workbook, and the places of each 评分表 in it.
///
/// # Errors
/// A 数据项 that has different units in two tables.
pub fn layout(
    schemes: Vec<Scheme>,
    tables: Vec<Table>,
    departments: &[ListedDepartment],
) -> Result<(Vec<Sheet>, Vec<Shape>), Vec<Finding>> {
    if let [scheme] = &schemes[..] {
        let places = |count: usize| (0..count).collect::<Vec<usize>>();
        let (columns, indicators) = (places(scheme.columns.len()), places(scheme.rules.len()));
        return Ok((template(scheme, departments), vec![shape(scheme, &columns, &indicators, scheme.rules.len())]));
    }
    let joined = Tables::new(schemes, tables)?;
    let all = joined.all.rules.len();
    let each = joined.schemes().iter().enumerate();
    let shapes = each.map(|(at, scheme)| shape(scheme, &joined.columns_of(at), &joined.indicators_of(at), all));
    let shapes = shapes.collect();
    Ok((joined.sheets(departments)?, shapes))
}

fn shape(scheme: &Scheme, columns: &[usize], indicators: &[usize], all: usize) -> Shape {
    Shape {
        scheme: scheme.clone(),
        columns: columns.iter().map(|at| DATA_FIRST_COLUMN + *at as u32).collect(),
        indicators: indicators.iter().map(|at| SELF_FIRST_COLUMN + 2 * *at as u32).collect(),
        total: SELF_FIRST_COLUMN + 2 * all as u32,
    }
}
