//! The formulas of 汇总, 排名 and 扣分原因.

use crate::evaluate::score::working::Split;
use crate::evaluate::scorecard::Deduction;
use crate::ground::names::sheets;
use crate::ground::place::CellRef;
use crate::result::live::tail::Tail;
use crate::result::live::{FIRST_COLUMN, Live, plain};
use crate::submission::department::Entry;
use crate::workbook::sheet::Value;
use rust_decimal::Decimal;

/// What a row of 扣分原因 and the banner of 汇总 say once a figure was changed.
pub const CHANGED: &str = "数据已改动，原因需重新生成";
/// What the banner says until then.
pub const UNCHANGED: &str = "数据和口径未改动，得分与扣分原因一致";
/// What 排名 says of a department whose rank has changed.
pub const RANK_CHANGED: &str = "名次已变";

impl Live<'_> {
    /// The cases that a department reports for an indicator.
    pub(crate) fn cases(&self, department: usize, index: usize) -> Value {
        let entries = &self.evaluation.submission.departments[department].entries;
        let numbers = self.inputs[index].rule_items.iter().map(|column| match entries[*column] {
            Entry::Number(number) => number,
            _ => Decimal::ZERO,
        });
        Value::Number(numbers.sum())
    }

    /// 扣分 of a member of a shared 分值 that is split, else 0.
    pub(crate) fn lost(&self, department: usize, index: usize, group: usize) -> (Decimal, String) {
        let score = &self.evaluation.cards[department].scores[index];
        let split = self.splits[department][group] == Split::Parts;
        let value = match (split, score.full, score.marks()) {
            (true, Some(full), Some(marks)) => (full - marks).0,
            _ => Decimal::ZERO,
        };
        let cell = self.score_cell(department, index);
        let full = CellRef::new(self.row(department), self.blocks[index].full.unwrap_or(0));
        let split = self.split_cell(department, group);
        (value, format!("IF({split}=\"已拆分\",IF(ISNUMBER({cell}),ROUND({full}-{cell},8),0),0)"))
    }

    /// 扣分 of a shared 分值 that is not split, else 0.
    pub(crate) fn shared_lost(&self, department: usize, group: usize) -> (Decimal, String) {
        let shared = &self.evaluation.submission.scheme.system.groups[group];
        let deductions = &self.evaluation.cards[department].deductions;
        let of_group = deductions.iter().find(|deduction| deduction.indicators == shared.members);
        let value = of_group.map_or(Decimal::ZERO, |deduction| deduction.lost().0);
        let count = shared.members.len();
        let range = format!("{}!{}", sheets::SCORES, self.score_range(department, shared.members[0], count));
        let split = self.split_cell(department, group);
        let marks = plain(shared.marks.0);
        (value, format!("IF(AND({split}=\"共用\",COUNT({range})={count}),MAX(0,ROUND({marks}-SUM({range}),8)),0)"))
    }

    /// Whether the live score is still the one that a reason explains.
    pub fn changed_formula(&self, department: usize, deduction: &Deduction, marks: CellRef) -> String {
        let cells: Vec<String> = deduction.indicators.iter().map(|index| self.score_cell(department, *index)).collect();
        let list = cells.join(",");
        format!("IF(COUNT({list})={},IF(ROUND(SUM({list})-{marks},8)=0,\"\",\"{CHANGED}\"),\"{CHANGED}\")", cells.len())
    }

    /// The banner of 汇总; `marks` is the column of 扣分原因 that says what changed, if there is one.
    pub fn banner_formula(&self, marks: Option<&str>) -> String {
        let totals = self.whole(sheets::WORKING, Tail::at(self.tail).changed);
        let reasons = marks.map_or("0".into(), |column| format!("COUNTIF({column},\"{CHANGED}\")"));
        format!(
            "IF({reasons}+SUM({totals})=0,\"{UNCHANGED}\",\"{CHANGED}：扣分原因与现得分不符的\"&{reasons}&\"条，总分已变的部门\"&SUM({totals})&\"个\")"
        )
    }

    /// 总分 of all departments.
    pub fn totals(&self) -> String {
        self.whole(sheets::SCORES, self.total_column())
    }

    /// A column of 得分明细 for all departments: a subtotal.
    pub fn level(&self, level: usize) -> String {
        self.whole(sheets::SCORES, self.result_column(level))
    }

    /// `IF(COUNT(x)=0,"—",…)`: a statistic over numbers, where there are any.
    pub fn over(&self, range: &str, statistic: &str) -> String {
        format!("IF(COUNT({range})=0,\"—\",{statistic})")
    }

    /// A mean to two places.
    pub fn mean(&self, range: &str) -> String {
        self.over(range, &format!("ROUND(ROUND(SUM({range})/COUNT({range}),10),2)"))
    }

    /// How many settled departments have the grade of a number.
    pub fn grade_count(&self, at: usize) -> String {
        let grades = self.whole(sheets::SCORES, self.total_column() + 2);
        format!("SUMPRODUCT(({grades}=INDEX(参数_等次名称,{}))*ISNUMBER({}))", at + 1, self.totals())
    }

    /// 扣分合计 and 扣分部门数 of an indicator or of an unsplit 分值.
    pub fn loss_formulas(&self, indicators: &[usize]) -> (String, String) {
        let index = indicators[0];
        let system = &self.evaluation.submission.scheme.system;
        let lost = match indicators {
            [_] => self.blocks[index].shared.map(|(_, lost)| lost),
            _ => indicators.last().and_then(|last| self.blocks[*last].lost),
        };
        if let Some(col) = lost {
            let column = self.whole(sheets::WORKING, col);
            return (format!("ROUND(SUM({column}),8)"), format!("COUNTIF({column},\">0\")"));
        }
        let column = self.whole(sheets::SCORES, FIRST_COLUMN + index as u32);
        let full = plain(system.indicators[index].marks.0);
        (format!("ROUND({full}*COUNT({column})-SUM({column}),8)"), format!("COUNTIF({column},\"<{full}\")"))
    }

    /// The cell of 得分明细 in a column counted from the first after the scores.
    pub fn result_cell(&self, department: usize, at: usize) -> String {
        format!("{}!{}", sheets::SCORES, CellRef::new(self.row(department), self.result_column(at)))
    }

    /// 自评总分 of a department, on 测算.
    pub fn own_total(&self, department: usize) -> String {
        self.working_cell(department, Tail::at(self.tail).own)
    }

    /// All 自评总分.
    pub fn own_totals(&self) -> String {
        self.whole(sheets::WORKING, Tail::at(self.tail).own)
    }

    /// 自评平均分, over departments with both totals.
    pub fn own_mean(&self) -> String {
        let (own, total) = (self.own_totals(), self.totals());
        let both = format!("SUMPRODUCT(ISNUMBER({own})*ISNUMBER({total}))");
        // text and blanks of the other columns count as nothing
        format!("IF({both}=0,\"—\",ROUND(ROUND(SUMPRODUCT(--ISNUMBER({total}),{own})/{both},10),2))")
    }

    /// 偏差 = 自评总分 − 复核总分.
    pub fn deviation(&self, department: usize, none: &str) -> String {
        let own = self.own_total(department);
        let total = self.result_cell(department, self.evaluation.submission.scheme.system.level1.len());
        format!("IF(AND(ISNUMBER({own}),ISNUMBER({total})),ROUND({own}-{total},8),{none})")
    }

    /// 备注 of 排名: what it says, and whether the rank has changed since.
    pub fn rank_note(&self, department: usize, rank: &str, note: &str) -> String {
        let levels = self.evaluation.submission.scheme.system.level1.len();
        let live = self.result_cell(department, levels + 3);
        let changed = match note {
            "\"\"" => format!("\"{RANK_CHANGED}\""),
            note => format!("\"{RANK_CHANGED}；\"&{note}"),
        };
        format!("IF({live}={rank},{note},{changed})")
    }

    /// 部门类别, from 部门数据.
    pub fn category_formula(&self, department: usize) -> Option<String> {
        let department = &self.evaluation.submission.departments[department];
        let cell = self.evaluation.category_cell(department)?;
        let cell = format!("{}!{cell}", self.data_sheet);
        Some(format!("IF({cell}=\"\",\"\",{cell})"))
    }
}
