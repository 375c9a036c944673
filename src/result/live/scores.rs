//! The formulas of 得分明细: scores, subtotals, 总分, 得分率, 等次 and 名次.

use crate::ground::convention::{MissingData, NotApplicableMarks, RankMode, SettingId};
use crate::ground::names::sheets;
use crate::ground::place::CellRef;
use crate::result::live::blocks::NOT_APPLICABLE;
use crate::result::live::tail::Tail;
use crate::result::live::{FIRST_COLUMN, Live, PENDING, plain};

impl Live<'_> {
    /// A cell of 得分明细 in a department's row, without the sheet.
    fn own_sheet_cell(&self, department: usize, col: u32) -> String {
        CellRef::new(self.row(department), col).to_string()
    }

    /// The scores of some indicators of a department, on 得分明细: `D8:AC8`.
    pub(crate) fn score_range(&self, department: usize, first: usize, count: usize) -> String {
        let row = self.row(department);
        let (from, to) = (FIRST_COLUMN + first as u32, FIRST_COLUMN + (first + count) as u32 - 1);
        format!("{}:{}", CellRef::new(row, from), CellRef::new(row, to))
    }

    /// The 得分 of an indicator.
    pub fn score_formula(&self, department: usize, index: usize) -> String {
        let indicator = &self.evaluation.submission.scheme.system.indicators[index];
        let Some(group) = indicator.group else {
            return self.resolved(department, index, &format!("{}!", sheets::WORKING));
        };
        let shared = &self.evaluation.submission.scheme.system.groups[group];
        let before = |member: &usize| self.blocks[*member].shared.map_or(0, |(before, _)| before);
        let cells: Vec<String> =
            shared.members.iter().map(|member| self.working_cell(department, before(member))).collect();
        let split = format!("{}!{}", sheets::WORKING, self.split_cell(department, group));
        let own = self.working_cell(department, before(&index));
        format!("IF(AND({split}=\"共用\",ROUND(SUM({}),8)>{}),{PENDING},{own})", cells.join(","), plain(shared.marks.0))
    }

    /// 状态 and 规则得分 turned into a score by the 口径; `sheet` is `测算!` or empty.
    pub(crate) fn resolved(&self, department: usize, index: usize, sheet: &str) -> String {
        let block = &self.blocks[index];
        let at = |col: u32| format!("{sheet}{}", self.own_sheet_cell(department, col));
        let (marks, standing, places) = (at(block.marks), at(block.standing), SettingId::ScorePlaces.defined_name());
        let full = match block.full {
            Some(col) => at(col),
            None => plain(self.evaluation.submission.scheme.system.indicators[index].marks.0),
        };
        let low = block.range.map_or("0".to_string(), |(low, _)| at(low));
        let missing = |convention: MissingData| SettingId::Missing.has(convention as usize);
        let adopted = match self.self_cell(department, index) {
            Some(own) => format!(
                "IF(AND({},ISNUMBER({own}),{own}>=0,{own}<={full}),ROUND({own},{places}),{PENDING})",
                missing(MissingData::AdoptSelf)
            ),
            None => PENDING.to_string(),
        };
        format!(
            "IF(ISNUMBER({marks}),ROUND(ROUND({marks},10),{places}),IF({standing}=\"不适用\",{},IF({standing}=\"缺少数据\",IF({},{low},{adopted}),{PENDING})))",
            self.not_applicable(department, index, (sheet, &full)),
            missing(MissingData::Zero)
        )
    }

    /// The score of what does not apply.
    fn not_applicable(&self, department: usize, index: usize, (sheet, full): (&str, &str)) -> String {
        let rules = &self.evaluation.submission.scheme.rules;
        if rules[index].rule.not_applicable().is_some() {
            return format!("ROUND({full},{})", SettingId::ScorePlaces.defined_name());
        }
        let all = format!("{sheet}{}", self.own_sheet_cell(department, NOT_APPLICABLE));
        let left_out = match rules.iter().any(|rule| rule.rule.not_applicable().is_some()) {
            true => "\"不适用\"".to_string(),
            false => format!("IF({all}={},{PENDING},\"不适用\")", rules.len()),
        };
        format!("IF({},{full},{left_out})", SettingId::NotApplicable.has(NotApplicableMarks::Full as usize))
    }

    /// The subtotal of a 一级指标: 待核 where a score in it is none.
    pub fn level_formula(&self, department: usize, level: usize) -> String {
        let heading = &self.evaluation.submission.scheme.system.level1[level];
        let range = self.score_range(department, heading.first, heading.count);
        format!("IF(COUNT({range})={},ROUND(SUM({range}),8),{PENDING})", heading.count)
    }

    /// 总分, or the range that it lies in.
    pub fn total_formula(&self, department: usize) -> String {
        let tail = Tail::at(self.tail);
        let cell = |col| self.working_cell(department, col);
        let (low, high) = (cell(tail.low), cell(tail.high));
        format!("IF({}>0,IF({low}={high},{low}&\"\",{low}&\"～\"&{high}),{low})", cell(tail.pending))
    }

    /// 得分率
    pub fn rate_formula(&self, department: usize) -> String {
        let total = self.own_sheet_cell(department, self.total_column());
        format!(
            "IF(ISNUMBER({total}),{total}/{},\"—\")",
            plain(self.evaluation.submission.scheme.system.total_marks().0)
        )
    }

    /// 等次: of the total, or of both ends of the range; the cap may take 优秀 away.
    pub fn grade_formula(&self, department: usize) -> String {
        let tail = Tail::at(self.tail);
        let grade = |col| {
            let x = self.working_cell(department, col);
            format!("INDEX(参数_等次名称,MIN(ROWS(参数_等次名称),1+SUMPRODUCT(--(参数_等次下限>{x}))))")
        };
        let (low, high) = (grade(tail.low), grade(tail.high));
        let range = format!("IF({low}={high},{low},{low}&\"～\"&{high})");
        let pending = self.working_cell(department, tail.pending);
        if self.evaluation.submission.scheme.conventions.grades.len() < 2 {
            return format!("IF({pending}>0,{range},{low})");
        }
        let beyond = self.working_cell(department, tail.capped);
        format!("IF({pending}>0,{range},IF({beyond}=1,INDEX(参数_等次名称,2),{low}))")
    }

    /// 名次 within its scope, by 排名方式.
    pub fn rank_formula(&self, department: usize) -> String {
        let tail = Tail::at(self.tail);
        let whole = |col| self.whole(sheets::WORKING, col);
        let (total, scope) = (self.working_cell(department, tail.ranked), self.working_cell(department, tail.scope));
        let better = format!("{},\">\"&{total},{},{scope}", whole(tail.ranked), whole(tail.scope));
        format!(
            "IF(ISNUMBER({total}),1+IF({},SUMIFS({},{better}),COUNTIFS({better})),\"—\")",
            SettingId::RankMode.has(RankMode::Dense as usize),
            whole(tail.first)
        )
    }
}
