//! The standard workbook, to be filled in: 填报说明, 参数, 评分表, 部门数据, 自评得分, 个性化指标, 审核公式, 申诉台账, 公文用语.

mod data;
mod guide;
pub mod ledger;
pub mod migration;
mod new_year;
mod others;
mod parameters;
pub mod rows;
mod several;
pub mod system;
mod wording;

pub use crate::template::rows::Rows;

use crate::ground::{Area, Finding};
use crate::result::{columns, count_cell};
use crate::scheme::several::Several;
use crate::scheme::wording::Wording;
use crate::scheme::{Scheme, system_of};
use crate::submission::ListedDepartment;
use crate::workbook::read::Book;
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet};

pub use crate::template::data::{FIRST_COLUMN as DATA_FIRST_COLUMN, FIRST_ROW as DATA_FIRST_ROW, guard};
pub use crate::template::several::Tables;

pub use crate::template::others::{OWN_FIRST_ROW, SELF_FIRST_COLUMN, SELF_FIRST_ROW};

/// The template of a year by the 评分表 of `rules` or the built-in one; its 参数 and 审核公式 are the usual ones.
///
/// # Errors
/// A 评分表 that is not understood.
pub fn blank_workbook(
    rules: Option<&Book>,
    year: &str,
    departments: &[ListedDepartment],
) -> Result<Vec<Sheet>, Vec<Finding>> {
    if let Some((book, several)) = rules.and_then(|book| Some((book, Several::of_rules(book)?))) {
        let schemes = several.blank(book)?.into_iter();
        let schemes = schemes.map(|scheme| Scheme { year: year.to_string(), ..scheme }).collect();
        return Tables::new(schemes, several.tables)?.sheets(departments);
    }
    let mut scheme = match rules {
        Some(book) => Scheme::of_system(system_of(book)?)?,
        None => Scheme::built_in()?,
    };
    (scheme.year, scheme.title) = (year.to_string(), String::new());
    Ok(template(&scheme, departments))
}

/// All sheets of the template: `departments` are to be filled in.
pub fn template(scheme: &Scheme, departments: &[ListedDepartment]) -> Vec<Sheet> {
    vec![
        guide::sheet(scheme),
        parameters::sheet(scheme, &[]),
        system::sheet(scheme),
        data::sheet(scheme, departments),
        others::self_assessment(scheme, departments),
        others::own(),
        others::ties(scheme),
        ledger::sheet(),
        wording::sheet(&Wording::default()),
    ]
}

/// A sheet of the template with its title and a note, which run over the columns up to `last`.
fn titled(name: &str, widths: &[u32], [title, note]: [&str; 2], last: u32) -> Sheet {
    let mut sheet = Sheet { columns: columns(widths), ..Sheet::new(name) };
    sheet.put_merged(Area::new((0, 0), (0, last)), Cell::text(Role::Title, title));
    sheet.put_merged(Area::new((1, 0), (1, last)), Cell::text(Role::Note, note));
    sheet
}

/// 序号 and name of each department from row `first` on, then cells to be filled in up to the column `last`.
fn department_cells(sheet: &mut Sheet, first: u32, departments: &[ListedDepartment], last: u32) {
    for at in 0..department_rows(departments) {
        let department = departments.get(at as usize);
        let number = department.map_or(Cell::blank(Role::Centre), |_| count_cell(Role::Centre, at as usize + 1));
        sheet.put(first + at, 0, number);
        let name = department.map_or("", |listed| &listed.name);
        sheet.put(first + at, 1, Cell::text(Role::Input, name));
        (2..=last).for_each(|col| sheet.put(first + at, col, Cell::blank(Role::Input)));
    }
}

/// Rows left for departments where no names are given: what one page holds, so that no columns are printed twice empty.
const BLANK_ROWS: usize = 30;

/// Rows to prepare for departments.
fn department_rows(departments: &[ListedDepartment]) -> u32 {
    let rows = if departments.is_empty() { BLANK_ROWS } else { departments.len() };
    u32::try_from(rows).unwrap_or(u32::MAX)
}
