//! The standard workbook, to be filled in: 填报说明, 参数, 评分表, 部门数据, 自评得分, 个性化指标, 审核公式.

mod data;
mod guide;
pub mod migration;
mod others;
mod parameters;
pub mod rows;
pub mod system;

use crate::scheme::Scheme;
use crate::submission::department_list::ListedDepartment;
use crate::workbook::sheet::Sheet;

pub use crate::template::data::allowed;
pub use crate::template::data::{FIRST_COLUMN as DATA_FIRST_COLUMN, FIRST_ROW as DATA_FIRST_ROW};
pub use crate::template::others::{OWN_FIRST_ROW, SELF_FIRST_COLUMN, SELF_FIRST_ROW};

/// All sheets of the template: `departments` are to be filled in.
pub fn template(scheme: &Scheme, departments: &[ListedDepartment]) -> Vec<Sheet> {
    vec![
        guide::sheet(scheme),
        parameters::sheet(scheme),
        system::sheet(scheme),
        data::sheet(scheme, departments),
        others::self_assessment(scheme, departments),
        others::own(),
        others::ties(scheme),
    ]
}

/// Rows left for departments where no names are given.
const BLANK_ROWS: usize = 40;

/// Rows to prepare for departments.
fn department_rows(departments: &[ListedDepartment]) -> u32 {
    let rows = if departments.is_empty() { BLANK_ROWS } else { departments.len() };
    u32::try_from(rows).unwrap_or(u32::MAX)
}
