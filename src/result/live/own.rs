//! 个性化指标: one row each under the departments of 测算, summed into the official indicator.

use crate::evaluate::score::own::ZERO_BASE;
use crate::evaluate::score::working::Split;
use crate::ground::convention::{SettingId, ZeroBase};
use crate::ground::names::sheets;
use crate::ground::place::CellRef;
use crate::result::live::{Live, plain, quoted};
use crate::submission::Submission;
use crate::submission::department::OwnMethod;

/// Columns of 分值 and 测算得分 in the table of own indicators.
pub const MARKS: u32 = 4;
/// 测算得分
pub const SCORE: u32 = 5;
/// Columns of 个性化指标, as places in [`crate::ground::names::OWN_HEADINGS`].
const FULL_COLUMN: usize = 3;
const TARGET_COLUMN: usize = 4;
const DONE_COLUMN: usize = 5;
const JUDGED_COLUMN: usize = 7;

/// One own indicator; those of one department and indicator stand together.
pub struct OwnRow {
    pub department: usize,
    pub index: usize,
    /// Its place in the department's list.
    pub at: usize,
}

/// All own indicators in the order of the table.
pub fn rows(submission: &Submission) -> Vec<OwnRow> {
    let mut rows = Vec::new();
    for (department, data) in submission.departments.iter().enumerate() {
        let mut own: Vec<OwnRow> =
            data.own.iter().enumerate().map(|(at, own)| OwnRow { department, index: own.indicator, at }).collect();
        own.sort_by_key(|row| row.index);
        rows.append(&mut own);
    }
    rows
}

impl Live<'_> {
    /// First row of the table of own indicators.
    pub(crate) fn own_first(&self) -> u32 {
        self.row(self.departments()) + 4
    }

    /// The rows of a department's own indicators for an indicator, as a column of the table.
    pub(crate) fn own_range(&self, department: usize, index: usize, col: u32) -> Option<(String, usize)> {
        let is = |row: &OwnRow| row.department == department && row.index == index;
        let first = self.own.iter().position(is)?;
        let count = self.own.iter().filter(|row| is(row)).count();
        let name = CellRef::column_name(col);
        let top = self.own_first() as usize + first + 1;
        Some((format!("${name}${top}:${name}${}", top + count - 1), count))
    }

    fn own_cell(&self, row: &OwnRow, column: usize) -> Option<String> {
        let own = &self.evaluation.submission.departments[row.department].own[row.at];
        let col = self.own_columns.get(column).copied().flatten()?;
        let found = self
            .evaluation
            .book
            .sheets
            .iter()
            .find(|grid| crate::workbook::read::same_sheet(&grid.name, sheets::OWN))?;
        Some(format!("{}!{}", quoted(&found.name), CellRef::new(own.row, col)))
    }

    /// 分值 of an own indicator.
    pub(crate) fn own_marks_formula(&self, row: &OwnRow) -> Option<String> {
        self.own_cell(row, FULL_COLUMN)
    }

    /// 测算得分 of an own indicator in a row of the table.
    pub(crate) fn own_score_formula(&self, row: &OwnRow, at: u32) -> Option<String> {
        let own = &self.evaluation.submission.departments[row.department].own[row.at];
        let full = CellRef::new(at, MARKS);
        match own.method {
            OwnMethod::Judged => {
                let judged = self.own_cell(row, JUDGED_COLUMN)?;
                Some(format!(
                    "IF(ISNUMBER({judged}),IF(AND({judged}>=0,{judged}<={full}),{judged},\"待核\"),\"缺少数据\")"
                ))
            }
            OwnMethod::Proportional => {
                let (target, done) = (self.own_cell(row, TARGET_COLUMN)?, self.own_cell(row, DONE_COLUMN)?);
                Some(format!(
                    "IF(COUNT({target},{done})<2,\"缺少数据\",IF({target}=0,\"{ZERO_BASE}\",MAX(0,MIN(1,{done}/{target}))*{full}))"
                ))
            }
        }
    }

    /// 状态 of an indicator that a department details in own indicators.
    pub(crate) fn own_standing(&self, department: usize, index: usize) -> Option<String> {
        let (scores, count) = self.own_range(department, index, SCORE)?;
        let zero = format!("IF({},\"不适用\",\"待核\")", SettingId::ZeroBase.has(ZeroBase::NotApplicable as usize));
        let first = |word: &str| format!("IFERROR(MATCH(\"{word}\",{scores},0),9999)");
        let standing = format!(
            "IF(COUNT({scores})={count},\"可算\",IF(COUNTIF({scores},\"待核\")+COUNTIF({scores},\"{ZERO_BASE}\")=0,\"缺少数据\",IF({}<{},\"待核\",{zero})))",
            first("待核"),
            first(ZERO_BASE)
        );
        let indicator = &self.evaluation.submission.scheme.system.indicators[index];
        if indicator.group.is_some() {
            return Some(standing);
        }
        let (marks, _) = self.own_range(department, index, MARKS)?;
        let full = plain(indicator.marks.0);
        Some(format!("IF(AND(SUM({marks})<>0,ROUND(SUM({marks}),8)<>{full}),\"待核\",{standing})"))
    }

    /// 规则得分 of such an indicator.
    pub(crate) fn own_sum(&self, department: usize, index: usize) -> Option<String> {
        let (scores, _) = self.own_range(department, index, SCORE)?;
        let standing = CellRef::new(self.row(department), self.blocks[index].standing);
        Some(format!("IF({standing}=\"可算\",SUM({scores}),\"\")"))
    }

    /// Whether a department has own indicators under a shared 分值.
    fn own_in_group(&self, department: usize, members: &[usize]) -> bool {
        self.own.iter().any(|row| row.department == department && members.contains(&row.index))
    }

    /// The cells of 本部门分值 of a shared 分值, in order.
    fn share_cells(&self, department: usize, members: &[usize]) -> Vec<String> {
        let submission = &self.evaluation.submission;
        let sheet = &self.data_sheet;
        let cell = |index: &usize| {
            let column = self.inputs[*index].share?;
            let usable = !self.unusable[column];
            let cell = submission.cell(&submission.departments[department], column).filter(|_| usable)?;
            Some(format!("{sheet}!{cell}"))
        };
        members.iter().map(|index| cell(index).unwrap_or_default()).collect()
    }

    /// 拆分方式: 共用, 已拆分 or 待核.
    pub(crate) fn split_formula(&self, department: usize, group: usize) -> Option<String> {
        let group = &self.evaluation.submission.scheme.system.groups[group];
        let marks = plain(group.marks.0);
        if self.own_in_group(department, &group.members) {
            let ranges = group.members.iter().filter_map(|index| self.own_range(department, *index, MARKS));
            let ranges: Vec<String> = ranges.map(|(range, _)| range).collect();
            return Some(format!("IF(ROUND(SUM({}),8)={marks},\"已拆分\",\"待核\")", ranges.join(",")));
        }
        let cells: Vec<String> =
            self.share_cells(department, &group.members).into_iter().filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() {
            return None;
        }
        let blanks: Vec<String> = cells.iter().map(|cell| format!("COUNTBLANK({cell})")).collect();
        let list = cells.join(",");
        Some(format!(
            "IF({}={},\"共用\",IF(AND(ROUND(SUM({list}),8)={marks},MIN(0,{list})=0),\"已拆分\",\"待核\"))",
            blanks.join("+"),
            cells.len()
        ))
    }

    /// 本部门分值 of a member of a shared 分值.
    pub(crate) fn share_formula(&self, department: usize, group: usize, index: usize) -> String {
        let shared = &self.evaluation.submission.scheme.system.groups[group];
        let split = self.split_cell(department, group);
        let part = if self.own_in_group(department, &shared.members) {
            self.own_range(department, index, MARKS).map_or("0".into(), |(range, _)| format!("SUM({range})"))
        } else {
            let at = shared.members.iter().position(|member| *member == index).unwrap_or(0);
            let cell = self.share_cells(department, &shared.members).swap_remove(at);
            if cell.is_empty() { "0".into() } else { format!("N({cell})") }
        };
        format!("IF({split}=\"已拆分\",{part},{})", plain(shared.marks.0))
    }

    /// The cell of 拆分方式, inside 测算.
    pub(crate) fn split_cell(&self, department: usize, group: usize) -> String {
        let first = self.evaluation.submission.scheme.system.groups[group].members[0];
        CellRef::new(self.row(department), self.blocks[first].split.unwrap_or(0)).to_string()
    }
}

/// 拆分方式 in words.
pub fn split_name(split: Split) -> &'static str {
    match split {
        Split::Shared => "共用",
        Split::Parts => "已拆分",
        Split::Wrong => "待核",
    }
}
