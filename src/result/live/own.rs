//! 个性化指标: one row each under the departments of 测算, summed into the official indicator; and how a department
//! splits a shared 分值.

use crate::criterion::formula::InputRow;
use crate::evaluate::Evaluation;
use crate::ground::convention::{NotApplicableMarks, SettingId};
use crate::ground::names::{OwnColumn, sheets};
use crate::ground::number::original;
use crate::ground::place::CellRef;
use crate::result::live::columns::{OwnMarkColumn, Step};
use crate::result::live::rows::Rows;
use crate::result::live::steps::zero_base;
use crate::result::live::{At, FormulaOn, Live, PENDING, plain};
use crate::submission::Submission;
use crate::submission::department::{OwnIndicator, OwnMethod};
use std::ops::Range;

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

/// The columns of 个性化指标 by which a row is found, with those of 测算 where the same stands.
const NAMES: [(OwnColumn, OwnMarkColumn); 4] = [
    (OwnColumn::Department, OwnMarkColumn::Department),
    (OwnColumn::Level2, OwnMarkColumn::Level2),
    (OwnColumn::Level3, OwnMarkColumn::Level3),
    (OwnColumn::Name, OwnMarkColumn::Name),
];

/// What 核对 says of a department whose own indicators are not found by their names as at the run.
const NAME_CHANGED: &str = "个性化指标名称已改动或重复";

/// The rows of 个性化指标; `columns` are its columns in the order of its headings.
pub fn input_rows(evaluation: &Evaluation, columns: &[Option<u32>]) -> Rows {
    let names = |(name, _): &(OwnColumn, OwnMarkColumn)| Some((*name, columns.get(*name as usize).copied().flatten()?));
    let names: Vec<(OwnColumn, u32)> = NAMES.iter().filter_map(names).collect();
    let grid = crate::workbook::read::sheet(&evaluation.book, sheets::OWN);
    let text = |row, col| grid.and_then(|grid| grid.cell(CellRef::new(row, col))).map(original).unwrap_or_default();
    let mut used = std::collections::BTreeMap::new();
    for department in &evaluation.submission.departments {
        for own in &department.own {
            let name = |(name, col): &(OwnColumn, u32)| match name {
                OwnColumn::Department => department.name.clone(),
                OwnColumn::Name => own.name.clone(),
                _ => text(own.row, *col),
            };
            used.insert(own.row, names.iter().map(name).collect());
        }
    }
    Rows::new(&evaluation.book, sheets::OWN, names.into_iter().map(|(_, col)| col).collect(), used)
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

    /// The own indicators whose `key` is `wanted`: they are in the order of departments, then of indicators.
    fn own_of<K: Ord>(&self, key: impl Fn(&OwnRow) -> K, wanted: K) -> Range<usize> {
        let first = self.own.partition_point(|row| key(row) < wanted);
        first..first + self.own[first..].partition_point(|row| key(row) == wanted)
    }

    /// The own indicators in which a department details an indicator.
    fn own_in(&self, at: At) -> Range<usize> {
        self.own_of(|row| (row.at.department, row.at.index), (at.department, at.index))
    }

    /// Whether there are such.
    pub(crate) fn is_own(&self, at: At) -> bool {
        !self.own_in(at).is_empty()
    }

    /// The rows of a department's own indicators for an indicator, in a column of the table.
    fn own_range(&self, at: At, column: OwnMarkColumn) -> Option<OwnRange> {
        let own = self.own_in(at);
        if own.is_empty() {
            return None;
        }
        let name = CellRef::column_name(column as u32);
        let [top, end] = [own.start + 1, own.end].map(|row| self.own_first() as usize + row);
        Some(OwnRange { cells: format!("${name}${top}:${name}${end}"), count: own.len() })
    }

    /// The column of 个性化指标 under a heading.
    fn own_column(&self, column: OwnColumn) -> Option<u32> {
        self.own_columns.get(column as usize).copied().flatten()
    }

    /// The row of an own indicator in 个性化指标, found by the names in a row of the table.
    pub(crate) fn own_row(&self, row: &OwnRow, number: u32) -> Option<String> {
        let named = NAMES.iter().filter(|(name, _)| self.own_column(*name).is_some());
        let cells: Vec<CellRef> = named.map(|(_, column)| CellRef::new(number, *column as u32)).collect();
        self.own_rows.formula(self.own_indicator(row).row, &cells)
    }

    /// 二级指标 or 三级指标 of an own indicator, as 个性化指标 has it.
    pub(crate) fn own_path(&self, row: &OwnRow, column: OwnColumn) -> String {
        let grid = crate::workbook::read::sheet(&self.evaluation.book, sheets::OWN);
        let at = self.own_column(column).map(|col| CellRef::new(self.own_indicator(row).row, col));
        grid.zip(at).and_then(|(grid, at)| grid.cell(at)).map(original).unwrap_or_default()
    }

    /// A cell of 个性化指标, and `formula` of it where its row is found, else `none`.
    fn own_found(
        &self,
        number: u32,
        columns: &[OwnColumn],
        none: &str,
        formula: impl Fn(&[String]) -> String,
    ) -> Option<String> {
        let found = CellRef::new(number, OwnMarkColumn::Row as u32);
        let row = InputRow { sheet: self.own_rows.sheet.clone(), number: found.to_string() };
        let cells = columns.iter().map(|column| Some(row.cell(self.own_column(*column)?)));
        let cells: Vec<String> = cells.collect::<Option<_>>()?;
        Some(format!("IF(ISNUMBER({found}),{},{none})", formula(&cells)))
    }

    /// Whether the rows of all own indicators of a department are found; none where it has none.
    pub(crate) fn own_name_check(&self, department: usize) -> Option<String> {
        let own = self.own_of(|row| row.at.department, department);
        if own.is_empty() {
            return None;
        }
        let cell = |at: usize| CellRef::new(self.own_first() + at as u32, OwnMarkColumn::Row as u32);
        let (from, to, count) = (cell(own.start), cell(own.end - 1), own.len());
        Some(format!("IF(COUNT({from}:{to})={count},\"\",\"{NAME_CHANGED}\")"))
    }

    /// 分值 of an own indicator in a row of the table.
    pub(crate) fn own_full(&self, number: u32) -> Option<String> {
        self.own_found(number, &[OwnColumn::FullMarks], "\"\"", |cells| cells.concat())
    }

    /// 目标下限 or 目标上限 of an own indicator in a row of the table: `90`, `≥90`, `≤90`, `＝90` and `80～90`.
    pub(crate) fn own_target(&self, row: &OwnRow, number: u32, is_low: bool) -> Option<String> {
        if self.own_indicator(row).method == OwnMethod::Judged {
            return None;
        }
        // only what is written as a number is one: not 90%, not 1/2
        let read = |text: &str| format!("IF(VALUE({text})&\"\"={text},VALUE({text}),\"\")");
        self.own_found(number, &[OwnColumn::Target], "\"\"", |cells| {
            let target = &cells[0];
            let begins = |sign: &str| format!("LEFT({target},1)=\"{sign}\"");
            let (sign, plain) = match is_low {
                true => ("≥", format!("IF({target}>=0,{target},\"\")")),
                false => ("≤", "\"\"".to_string()),
            };
            let (behind, to) = (format!("MID({target},2,30)"), format!("FIND(\"～\",{target})"));
            let (from, until) = (format!("LEFT({target},{to}-1)"), format!("MID({target},{to}+1,30)"));
            let end = read(if is_low { &from } else { &until });
            let signed = format!("OR({},{})", begins(sign), begins("＝"));
            let range = format!("IF(VALUE({from})<=VALUE({until}),{end},\"\")");
            format!("IF(ISNUMBER({target}),{plain},IFERROR(IF({signed},{},{range}),\"\"))", read(&behind))
        })
    }

    /// 测算得分 of an own indicator in a row of the table.
    pub(crate) fn own_marks(&self, row: &OwnRow, number: u32) -> Option<String> {
        let here = |column: OwnMarkColumn| CellRef::new(number, column as u32);
        let full = here(OwnMarkColumn::Full);
        match self.own_indicator(row).method {
            OwnMethod::Judged => self.own_found(number, &[OwnColumn::Judged], PENDING, |cells| {
                let judged = &cells[0];
                format!(
                    "IF(ISNUMBER({judged}),IF(AND({judged}>=0,{judged}<={full}),{judged},{PENDING}),IF({judged}=\"\",\"缺少数据\",{PENDING}))"
                )
            }),
            OwnMethod::Proportional => self.own_found(number, &[OwnColumn::Target, OwnColumn::Done], PENDING, |cells| {
                let (target, done) = (&cells[0], &cells[1]);
                let (low, high) = (here(OwnMarkColumn::Low), here(OwnMarkColumn::High));
                let unusable = format!(
                    "OR(AND({target}<>\"\",COUNT({low},{high})=0),AND({done}<>\"\",NOT(ISNUMBER({done}))))"
                );
                let share = format!(
                    "IF(AND(ISNUMBER({low}),{done}<{low}),IF({low}=0,0,MAX(0,{done}/{low})),IF(AND(ISNUMBER({high}),{done}>{high}),{high}/{done},1))"
                );
                let zero = format!("AND({low}=0,ISNUMBER({low}),NOT(ISNUMBER({high})))");
                format!(
                    "IF({unusable},{PENDING},IF(OR({target}=\"\",{done}=\"\"),\"缺少数据\",IF({zero},{},{share}*{full})))",
                    zero_base()
                )
            }),
        }
    }

    /// 状态 of an indicator that a department details in own indicators.
    pub(crate) fn own_state(&self, at: At) -> Option<String> {
        let OwnRange { cells: scores, count } = self.own_range(at, OwnMarkColumn::Marks)?;
        let some = |word: &str| format!("COUNTIF({scores},\"{word}\")");
        let state = format!(
            "IF({}>0,{PENDING},IF({}>0,\"缺少数据\",IF({}={count},\"不适用\",\"数据齐全\")))",
            some("待核"),
            some("缺少数据"),
            some("不适用")
        );
        if self.system().indicators[at.index].group.is_some() {
            return Some(state);
        }
        Some(format!("IF({},{state},{PENDING})", self.own_sums_up(at)?))
    }

    /// Whether the 分值 of own indicators are that of the official one.
    fn own_sums_up(&self, at: At) -> Option<String> {
        let indicator = &self.system().indicators[at.index];
        match indicator.group {
            Some(group) => Some(format!("{}=\"已拆分\"", self.split_cell(at.department, group)?)),
            None => {
                let marks = self.own_range(at, OwnMarkColumn::Full)?.cells;
                Some(format!("OR(SUM({marks})=0,ROUND(SUM({marks}),8)={})", plain(indicator.marks.0)))
            }
        }
    }

    /// The marks of own indicators with `more` behind those that are known; what does not apply is full or left out.
    fn own_together(&self, at: At, more: &str) -> Option<String> {
        let (scores, full) = (self.own_range(at, OwnMarkColumn::Marks)?, self.own_range(at, OwnMarkColumn::Full)?);
        let (scores, full) = (scores.cells, full.cells);
        let known = format!("SUM({scores}){more}");
        let left_out = format!("SUMIF({scores},\"不适用\",{full})");
        Some(format!(
            "IF({},{known}+{left_out},IF({left_out}<SUM({full}),({known})*SUM({full})/(SUM({full})-{left_out}),0))",
            SettingId::NotApplicable.has(NotApplicableMarks::Full as usize)
        ))
    }

    /// 标准得分 of such an indicator.
    pub(crate) fn own_sum(&self, at: At) -> Option<String> {
        let sum = self.own_together(at, "")?;
        Some(format!("IF({}=\"数据齐全\",{sum},\"\")", self.step(at, Step::State)?))
    }

    /// 缺数最低 and 缺数最高 of such an indicator: what is not known is nothing, or its 分值.
    pub(crate) fn own_limits(&self, at: At) -> Option<[String; 2]> {
        let (scores, full) = (self.own_range(at, OwnMarkColumn::Marks)?, self.own_range(at, OwnMarkColumn::Full)?);
        let unknown = |word: &str| format!("+SUMIF({},\"{word}\",{})", scores.cells, full.cells);
        let most = self.own_together(at, &(unknown("缺少数据") + &unknown("待核")))?;
        let (least, sums_up) = (self.own_together(at, "")?, self.own_sums_up(at)?);
        Some([least, most].map(|marks| self.limit(at, &sums_up, &marks)))
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
        let row = self.data_row(FormulaOn::Working, at.department);
        Some(row.cell(self.evaluation.submission.column_at[column]?))
    }

    /// 拆分方式: 共用, 已拆分 or 待核.
    pub(crate) fn split_formula(&self, department: usize, group: usize) -> Option<String> {
        let split = self.split_found(department, group)?;
        Some(self.where_found(FormulaOn::Working, department, [&split, PENDING]))
    }

    /// The same where the department's row is found.
    fn split_found(&self, department: usize, group: usize) -> Option<String> {
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
