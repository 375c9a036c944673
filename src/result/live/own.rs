//! 个性化指标: one row each under the departments of 测算, summed into the official indicator; and how a department
//! splits a shared 分值.

use crate::evaluate::score::own::ZERO_BASE;
use crate::ground::{CellRef, OwnColumn};
use crate::result::live::columns::{OwnMarkColumn, Step};
use crate::result::live::steps::zero_base;
use crate::result::live::{At, Live, PENDING, plain};
use crate::submission::{OwnIndicator, OwnMethod, Submission};

/// One own indicator; those of one department and indicator stand together.
pub struct OwnRow {
    /// The department and the official indicator.
    pub at: At,
    /// Its place in the department's list.
    pub number: usize,
}

/// All own indicators in the order of the table.
pub fn rows(submission: &Submission) -> Vec<OwnRow> {
    let mut rows = Vec::new();
    for (department, data) in submission.departments.iter().enumerate() {
        let at = |own: &OwnIndicator| At { department, index: own.indicator };
        rows.extend(data.own.iter().enumerate().map(|(number, own)| OwnRow { at: at(own), number }));
    }
    rows.sort_by_key(|row| (row.at.department, row.at.index));
    rows
}

/// Neighbouring cells of a column of the table.
struct OwnRange {
    cells: String,
    count: usize,
}

impl Live<'_> {
    /// First row of the table of own indicators.
    pub(crate) fn own_first(&self) -> u32 {
        self.row(self.departments()) + 4
    }

    /// What a row of the table is about.
    pub(crate) fn own_indicator(&self, row: &OwnRow) -> &OwnIndicator {
        &self.department(row.at.department).own[row.number]
    }

    /// The rows of a department's own indicators for an indicator, in a column of the table.
    fn own_range(&self, at: At, column: OwnMarkColumn) -> Option<OwnRange> {
        let is = |row: &OwnRow| row.at.department == at.department && row.at.index == at.index;
        let first = self.own.iter().position(is)?;
        let count = self.own.iter().filter(|row| is(row)).count();
        let name = CellRef::column_name(column as u32);
        let top = self.own_first() as usize + first + 1;
        Some(OwnRange { cells: format!("${name}${top}:${name}${}", top + count - 1), count })
    }

    /// A cell of 个性化指标.
    fn own_cell(&self, row: &OwnRow, column: OwnColumn) -> Option<String> {
        let col = self.own_columns.get(column as usize).copied().flatten()?;
        Some(format!("{}!{}", self.own_sheet, CellRef::new(self.own_indicator(row).row, col)))
    }

    /// 分值 of an own indicator.
    pub(crate) fn own_full(&self, row: &OwnRow) -> Option<String> {
        self.own_cell(row, OwnColumn::FullMarks)
    }

    /// 测算得分 of an own indicator in a row of the table.
    pub(crate) fn own_marks(&self, row: &OwnRow, number: u32) -> Option<String> {
        let full = CellRef::new(number, OwnMarkColumn::Full as u32);
        Some(match self.own_indicator(row).method {
            OwnMethod::Judged => {
                let judged = self.own_cell(row, OwnColumn::Judged)?;
                format!("IF(ISNUMBER({judged}),IF(AND({judged}>=0,{judged}<={full}),{judged},{PENDING}),\"缺少数据\")")
            }
            OwnMethod::Proportional => {
                let (target, done) = (self.own_cell(row, OwnColumn::Target)?, self.own_cell(row, OwnColumn::Done)?);
                format!(
                    "IF(COUNT({target},{done})<2,\"缺少数据\",IF({target}=0,\"{ZERO_BASE}\",MAX(0,MIN(1,{done}/{target}))*{full}))"
                )
            }
        })
    }

    /// 状态 of an indicator that a department details in own indicators.
    pub(crate) fn own_state(&self, at: At) -> Option<String> {
        let OwnRange { cells: scores, count } = self.own_range(at, OwnMarkColumn::Marks)?;
        let first = |word: &str| format!("IFERROR(MATCH(\"{word}\",{scores},0),9999)");
        let state = format!(
            "IF(COUNT({scores})={count},\"可算\",IF(COUNTIF({scores},\"待核\")+COUNTIF({scores},\"{ZERO_BASE}\")=0,\"缺少数据\",IF({}<{},{PENDING},{})))",
            first("待核"),
            first(ZERO_BASE),
            zero_base()
        );
        let indicator = &self.system().indicators[at.index];
        if indicator.group.is_some() {
            return Some(state);
        }
        let marks = self.own_range(at, OwnMarkColumn::Full)?.cells;
        let full = plain(indicator.marks.0);
        Some(format!("IF(AND(SUM({marks})<>0,ROUND(SUM({marks}),8)<>{full}),{PENDING},{state})"))
    }

    /// 规则得分 of such an indicator.
    pub(crate) fn own_sum(&self, at: At) -> Option<String> {
        let scores = self.own_range(at, OwnMarkColumn::Marks)?.cells;
        Some(format!("IF({}=\"可算\",SUM({scores}),\"\")", self.step(at, Step::State)?))
    }

    /// The members of a shared 分值, and whether the department details one of them in own indicators.
    fn members(&self, department: usize, group: usize) -> (&[usize], bool) {
        let members = &self.system().groups[group].members;
        let own = &self.department(department).own;
        (members, own.iter().any(|own| members.contains(&own.indicator)))
    }

    /// The cell of 本部门分值 of a member of a shared 分值, in 部门数据.
    fn share_cell(&self, at: At) -> Option<String> {
        let column = self.inputs[at.index].share.filter(|column| !self.unusable[*column])?;
        Some(format!("{}!{}", self.data_sheet, self.data_cell(at.department, column)?))
    }

    /// 拆分方式: 共用, 已拆分 or 待核.
    pub(crate) fn split_formula(&self, department: usize, group: usize) -> Option<String> {
        let marks = plain(self.system().groups[group].marks.0);
        let (members, own) = self.members(department, group);
        let members = members.iter().map(|index| At { department, index: *index });
        if own {
            let ranges = members.filter_map(|at| self.own_range(at, OwnMarkColumn::Full));
            let ranges: Vec<String> = ranges.map(|range| range.cells).collect();
            return Some(format!("IF(ROUND(SUM({}),8)={marks},\"已拆分\",{PENDING})", ranges.join(",")));
        }
        let cells: Vec<String> = members.filter_map(|at| self.share_cell(at)).collect();
        if cells.is_empty() {
            return None;
        }
        let blanks: Vec<String> = cells.iter().map(|cell| format!("COUNTBLANK({cell})")).collect();
        let list = cells.join(",");
        Some(format!(
            "IF({}={},\"共用\",IF(AND(ROUND(SUM({list}),8)={marks},MIN(0,{list})=0),\"已拆分\",{PENDING}))",
            blanks.join("+"),
            cells.len()
        ))
    }

    /// 本部门分值 of a member of a shared 分值.
    pub(crate) fn share_formula(&self, at: At, group: usize) -> Option<String> {
        let split = self.split_cell(at.department, group)?;
        let part = match self.members(at.department, group) {
            (_, true) => self.own_range(at, OwnMarkColumn::Full).map(|range| format!("SUM({})", range.cells)),
            (_, false) => self.share_cell(at).map(|cell| format!("N({cell})")),
        };
        let part = part.unwrap_or("0".into());
        Some(format!("IF({split}=\"已拆分\",{part},{})", plain(self.system().groups[group].marks.0)))
    }

    /// The cell of 拆分方式, inside 测算.
    pub(crate) fn split_cell(&self, department: usize, group: usize) -> Option<CellRef> {
        self.step(At { department, index: self.system().groups[group].members[0] }, Step::Split)
    }
}
