//! The standard workbook, to be filled in: 填报说明, 参数, 评分表, 部门数据, 自评得分, 个性化指标, 审核公式.

mod data;
mod guide;
mod others;
mod parameters;
pub mod rows;
pub mod system;

use crate::convention::Conventions;
use crate::model::{Compiled, DataColumn, IndicatorSystem, Tie};
use crate::sheet::Sheet;

pub use data::allowed;
pub use data::{FIRST_COLUMN as DATA_FIRST_COLUMN, FIRST_ROW as DATA_FIRST_ROW};
pub use others::{OWN_FIRST_ROW, SELF_FIRST_COLUMN, SELF_FIRST_ROW};

/// What a template is made of.
pub struct Plan<'a> {
    /// 年度; may be empty.
    pub year: &'a str,
    /// 标题 of the result; may be empty.
    pub title: &'a str,
    /// 口径 to be written on 参数.
    pub conventions: &'a Conventions,
    /// 评分表
    pub system: &'a IndicatorSystem,
    /// Its rules.
    pub rules: &'a [Compiled],
    /// 部门数据
    pub columns: &'a [DataColumn],
    /// 审核公式
    pub ties: &'a [Tie],
    /// Names and 部门类别 to be filled in.
    pub departments: &'a [(String, String)],
}

/// All sheets of the template.
pub fn template(plan: &Plan) -> Vec<Sheet> {
    vec![
        guide::sheet(plan),
        parameters::sheet(plan),
        system::sheet(plan),
        data::sheet(plan),
        others::self_assessment(plan),
        others::own(plan),
        others::ties(plan),
    ]
}

/// Rows left for departments where no names are given.
const BLANK_ROWS: usize = 40;

impl Plan<'_> {
    /// Rows to prepare for departments.
    fn department_rows(&self) -> u32 {
        let rows = if self.departments.is_empty() { BLANK_ROWS } else { self.departments.len() };
        u32::try_from(rows).unwrap_or(u32::MAX)
    }
}
