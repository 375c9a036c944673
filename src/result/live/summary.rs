//! The formulas of 汇总, 排名 and 扣分原因, and of the 扣分 columns of 测算 that 汇总 adds up.

use crate::evaluate::score::working::Split;
use crate::evaluate::scorecard::Deduction;
use crate::ground::Points;
use crate::ground::names::sheets;
use crate::ground::place::CellRef;
use crate::result::live::columns::{LeadColumn, Step, TotalColumn};
use crate::result::live::parameters::GRADE_NAMES;
use crate::result::live::{At, FormulaOn, Live, plain};
use crate::result::reasons;
use crate::result::scores::ScoreColumn;
use crate::submission::Entry;
use rust_decimal::Decimal;

/// What a row of 扣分原因 and the banner of 汇总 say once a figure was changed.
const CHANGED: &str = "数据已改动，原因需重新生成";
/// What 核对 and the banner say of a department that is not found by its name as at the run.
pub const NAME_CHANGED: &str = "部门名称已改动或重复";
/// What the banner says until then.
pub const UNCHANGED: &str = "数据和口径未改动，得分与扣分原因一致";
/// Bytes of a sum that a formula holds beside the rest.
const LONGEST_SUM: usize = 6_000;
/// What 排名 says of a department whose rank has changed.
const RANK_CHANGED: &str = "名次已变";

impl Live<'_> {
    /// The cases that a department reports for an indicator.
    pub(crate) fn cases(&self, at: At) -> Decimal {
        let entries = &self.department(at.department).entries;
        let number = |column: &usize| match entries[*column] {
            Entry::Number(number) => number,
            _ => Decimal::ZERO,
        };
        self.inputs[at.index].rule_items.iter().map(number).sum()
    }

    /// 扣分 of a member of a shared 分值 that is split, else 0.
    pub(crate) fn lost(&self, at: At, group: usize) -> Decimal {
        let score = &self.evaluation.cards[at.department].scores[at.index];
        match (self.splits[at.department][group], score.full, score.marks()) {
            (Split::Parts, Some(full), Some(marks)) => (full - marks).0,
            _ => Decimal::ZERO,
        }
    }

    /// Its formula.
    pub(crate) fn lost_formula(&self, at: At, group: usize) -> Option<String> {
        let cell = self.working_score(at.department, ScoreColumn::Score(at.index));
        let (split, full) = (self.split_cell(at.department, group)?, self.step(at, Step::Full)?);
        Some(format!("IF({split}=\"已拆分\",IF(ISNUMBER({cell}),ROUND({full}-{cell},8),0),0)"))
    }

    /// 扣分 of a shared 分值 that is not split, else 0.
    pub(crate) fn shared_lost(&self, department: usize, group: usize) -> Decimal {
        let members = &self.system().groups[group].members;
        let of_group = self.evaluation.cards[department].deductions.iter().find(|one| one.indicators == *members);
        of_group.map_or(Decimal::ZERO, |deduction| deduction.lost().0)
    }

    /// Its formula.
    pub(crate) fn shared_lost_formula(&self, department: usize, group: usize) -> Option<String> {
        let split = self.split_cell(department, group)?;
        let group = &self.system().groups[group];
        let (range, count, marks) = (self.group_scores(department, group), group.members.len(), plain(group.marks.0));
        Some(format!("IF(AND({split}=\"共用\",COUNT({range})={count}),MAX(0,ROUND({marks}-SUM({range}),8)),0)"))
    }

    /// 核对 of a department on 测算: whether a name by which its rows are found has changed.
    pub(crate) fn name_check(&self, department: usize) -> String {
        let found = |column| format!("ISNUMBER({})", self.lead(FormulaOn::Working, department, column));
        let own = self.department(department).self_assessment.as_ref();
        let own = own.map_or_else(String::new, |_| format!(",{}", found(LeadColumn::SelfRow)));
        let others = self.own_name_check(department).unwrap_or("\"\"".into());
        format!("IF(AND({}{own}),{others},\"{NAME_CHANGED}\")", found(LeadColumn::DataRow))
    }

    /// 核对 of 扣分原因: whether the live score is still the one in the cell `marks`.
    pub fn check_formula(&self, department: usize, deduction: &Deduction, marks: CellRef) -> String {
        let cells = deduction.indicators.iter().map(|index| self.score(department, ScoreColumn::Score(*index)));
        let cells: Vec<String> = cells.collect();
        let list = cells.join(",");
        let name = self.lead(FormulaOn::Other, department, LeadColumn::Check);
        let count = cells.len();
        format!(
            "IF({name}<>\"\",{name},IF(COUNT({list})={count},IF(ROUND(SUM({list})-{marks},8)=0,\"\",\"{CHANGED}\"),\"{CHANGED}\"))"
        )
    }

    /// The banner of 汇总: how many rows of 扣分原因 and how many totals have changed.
    pub fn banner_formula(&self) -> String {
        let totals = self.working_totals(TotalColumn::Changed);
        let checks = reasons::checks(self.evaluation);
        let reasons = checks.map_or("0".into(), |checks| format!("COUNTIF({checks},\"{CHANGED}\")"));
        let names = format!("COUNTIF({},\"{NAME_CHANGED}\")", self.leads(LeadColumn::Check));
        format!(
            "IF({names}+{reasons}+SUM({totals})=0,\"{UNCHANGED}\",\"{CHANGED}：\"&IF({names}=0,\"\",\"{NAME_CHANGED}的\"&{names}&\"个，\")&\"扣分原因与现得分不符的\"&{reasons}&\"条，总分已变的部门\"&SUM({totals})&\"个\")"
        )
    }

    /// 总分 of the departments that are rated, on 测算.
    pub fn totals(&self) -> String {
        self.working_totals(TotalColumn::Ranked)
    }

    /// A number for each department that is rated, on 得分明细, whose rows may be in another order.
    fn rated(&self) -> String {
        self.all_scores(ScoreColumn::Rank)
    }

    /// `IF(COUNT(x)=0,"—",…)`: a statistic over numbers, where there are any.
    pub fn over(&self, range: &str, statistic: &str) -> String {
        format!("IF(COUNT({range})=0,\"—\",{statistic})")
    }

    /// A mean to two places.
    pub fn mean(&self, range: &str) -> String {
        self.over(range, &format!("ROUND(ROUND(SUM({range})/COUNT({range}),10),2)"))
    }

    /// Sum and number of the marks in a column of 得分明细, over the departments that are rated.
    fn sum_and_count(&self, column: ScoreColumn) -> [String; 2] {
        let (column, rated) = (self.all_scores(column), self.rated());
        [format!("SUMIFS({column},{rated},\">0\")"), format!("COUNTIFS({column},\">=0\",{rated},\">0\")")]
    }

    /// 平均得分 of a 一级指标.
    pub fn level_mean(&self, level: usize) -> String {
        let [sum, count] = self.sum_and_count(ScoreColumn::Level(level));
        format!("IF({count}=0,\"—\",ROUND(ROUND({sum}/{count},10),2))")
    }

    /// 得分率 of a 一级指标. None where the table is so long that no formula holds it.
    pub fn level_rate(&self, level: usize) -> Option<String> {
        let [sum, count] = self.sum_and_count(ScoreColumn::Level(level));
        let full = self.level_full(level, &count)?;
        Some(format!("IF({count}=0,\"—\",ROUND({sum}/{full},4))"))
    }

    /// 分值 of a 一级指标 over the rated departments, `count` of which have a subtotal of it: what does not apply is left
    /// out.
    fn level_full(&self, level: usize, count: &str) -> Option<String> {
        let system = self.system();
        let heading = &system.level1[level];
        let (subtotals, rated) = (self.all_scores(ScoreColumn::Level(level)), self.rated());
        let less = |marks: Points, left_out: String| {
            format!("-{}*SUMPRODUCT({left_out}*ISNUMBER({subtotals})*ISNUMBER({rated}))", plain(marks.0))
        };
        // neighbours of equal 分值 are counted together
        let mut runs: Vec<(Points, usize, usize)> = Vec::new();
        for index in heading.members().filter(|index| system.indicators[*index].group.is_none()) {
            let marks = system.indicators[index].marks;
            match runs.last_mut().filter(|(same, _, last)| *same == marks && *last + 1 == index) {
                Some((.., last)) => *last = index,
                None => runs.push((marks, index, index)),
            }
        }
        let alone = runs.into_iter().map(|(marks, first, last)| less(marks, self.left_out(first, last)));
        let groups = system.groups.iter().filter(|group| heading.members().contains(&group.members[0]));
        let groups = groups.map(|group| {
            let all: Vec<String> = group.members.iter().map(|index| self.left_out(*index, *index)).collect();
            less(group.marks, all.join("*"))
        });
        let text: String = alone.chain(groups).collect();
        let full = plain(system.marks_of(heading.members()).0);
        (text.len() < LONGEST_SUM).then(|| format!("({full}*{count}{text})"))
    }

    /// Where indicators side by side are 不适用, over all departments.
    fn left_out(&self, first: usize, last: usize) -> String {
        let first = self.all_scores(ScoreColumn::Score(first));
        let last = self.all_scores(ScoreColumn::Score(last));
        let until = last.rsplit_once(':').map_or("", |(_, until)| until);
        let from = first.split_once(':').map_or("", |(from, _)| from);
        format!("({from}:{until}=\"不适用\")")
    }

    /// How many rated departments have the grade of a number.
    pub fn grade_count(&self, at: usize) -> String {
        let grades = self.all_scores(ScoreColumn::Grade);
        format!("SUMPRODUCT(({grades}=INDEX({GRADE_NAMES},{}))*ISNUMBER({}))", at + 1, self.rated())
    }

    /// 扣分合计 and 扣分部门数 of an indicator, or of those that share a 分值.
    pub fn loss_formulas(&self, indicators: &[usize]) -> [String; 2] {
        let index = indicators[0];
        let lost = indicators.iter().filter_map(|index| self.blocks[*index].column(Step::Lost));
        let shared = indicators.last().and_then(|last| self.blocks[*last].column(Step::SharedLost));
        let columns: Vec<String> = lost.chain(shared).map(|col| self.whole(sheets::WORKING, col)).collect();
        if !columns.is_empty() {
            let (lost, rated) = (columns.join("+"), self.totals());
            let departments = format!("SUMPRODUCT(({lost}>0)*ISNUMBER({rated}))");
            return [format!("ROUND(SUMPRODUCT(({lost})*ISNUMBER({rated})),8)"), departments];
        }
        let [sum, count] = self.sum_and_count(ScoreColumn::Score(index));
        let (column, rated) = (self.all_scores(ScoreColumn::Score(index)), self.rated());
        let full = plain(self.system().indicators[index].marks.0);
        let departments = format!("COUNTIFS({column},\"<{full}\",{rated},\">0\")");
        [format!("ROUND({full}*{count}-{sum},8)"), departments]
    }

    /// 自评总分 of a department, on 测算.
    pub fn self_total(&self, department: usize) -> String {
        self.working_total(department, TotalColumn::SelfTotal)
    }

    /// 自评平均分, over departments with both totals.
    pub fn self_mean(&self) -> String {
        // both on 测算, in one order
        let [own, total] = [TotalColumn::SelfTotal, TotalColumn::Ranked].map(|column| self.working_totals(column));
        let both = format!("SUMPRODUCT(ISNUMBER({own})*ISNUMBER({total}))");
        // text and blanks of the other columns count as nothing
        format!("IF({both}=0,\"—\",ROUND(ROUND(SUMPRODUCT(--ISNUMBER({total}),{own})/{both},10),2))")
    }

    /// 偏差 = 自评总分 − 复核总分; `none` is the formula for where there is none.
    pub fn deviation(&self, department: usize, none: &str) -> String {
        let (own, total) = (self.self_total(department), self.score(department, ScoreColumn::Total));
        format!("IF(AND(ISNUMBER({own}),ISNUMBER({total})),ROUND({own}-{total},8),{none})")
    }

    /// 备注 of 排名: the note, and whether the rank has changed since; both as formulas have them.
    pub fn rank_note(&self, department: usize, rank: &str, note: &str) -> String {
        let live = self.score(department, ScoreColumn::Rank);
        let changed = match note {
            "\"\"" => format!("\"{RANK_CHANGED}\""),
            note => format!("\"{RANK_CHANGED}；\"&{note}"),
        };
        format!("IF({live}={rank},{note},{changed})")
    }
}
