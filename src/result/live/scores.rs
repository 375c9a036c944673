//! The formulas of 得分明细: scores, subtotals, 总分, 得分率, 等次 and 名次.

use crate::criterion::formula::GUARD;
use crate::ground::CellRef;
use crate::ground::convention::{EXCELLENT_CAP, MissingData, NotApplicableMarks, RankMode, SettingId, defined_name};
use crate::ground::names::sheets;
use crate::result::live::columns::{LeadColumn, Step, TotalColumn};
use crate::result::live::parameters::{GRADE_BOUNDS, GRADE_NAMES};
use crate::result::live::pattern::Pattern;
use crate::result::live::{At, FormulaOn, Live, PENDING, plain};
use crate::result::scores::ScoreColumn;
use crate::scheme::View;

impl Live<'_> {
    /// The formula of a column of 得分明细 in a department's row.
    pub fn score_formula(&self, department: usize, column: ScoreColumn) -> Option<String> {
        match column {
            ScoreColumn::Number | ScoreColumn::Name => None,
            ScoreColumn::Category => self.category_formula(department),
            ScoreColumn::Score(index) => self.marks_formula(At { department, index }),
            ScoreColumn::Level(level) => Some(self.level_formula(department, level)),
            ScoreColumn::Total => Some(self.sum_formula(department)),
            ScoreColumn::Rate => Some(self.rate_formula(department)),
            ScoreColumn::Grade => Some(self.grade_formula(department)),
            ScoreColumn::Rank => Some(self.rank_formula(department)),
        }
    }

    /// 部门类别, from 部门数据.
    fn category_formula(&self, department: usize) -> Option<String> {
        let submission = &self.evaluation.submission;
        let at = self.evaluation.category_cell(self.department(department))?;
        let grid = crate::workbook::read::sheet(&self.evaluation.book, sheets::DATA)?;
        let shown = View { grid }.area(at.row, at.col).first;
        let cell = match shown == at || shown.col != at.col {
            true => self.data_row(FormulaOn::Other, department).cell(submission.category_at?),
            // nobody can sort such a sheet, so the cell that shows the category is found by its place
            false => format!("{}!${}${}", self.data_rows.sheet, CellRef::column_name(shown.col), shown.row + 1),
        };
        let category = format!("IF({cell}=\"\",\"\",{cell})");
        Some(self.where_found(FormulaOn::Other, department, [&category, "\"\""]))
    }

    /// The score of an indicator; most rows say the same of theirs.
    pub(crate) fn marks_formula(&self, at: At) -> Option<String> {
        let own = self.self_column(at);
        let usual = self.self_column(At { department: 0, ..at });
        let pattern = || {
            let word = |row| self.worded_marks(At { department: Live::department_of(row), ..at }, usual);
            self.patterns[at.index].score.get_or_init(|| Pattern::worded(word)).as_ref()
        };
        match if own == usual { pattern() } else { None } {
            Some(pattern) => Some(pattern.at(self.row(at.department))),
            None => self.worded_marks(at, own),
        }
    }

    /// The same without a pattern, with 自评得分 in a column.
    pub(crate) fn worded_marks(&self, at: At, own: Option<u32>) -> Option<String> {
        let Some(group) = self.system().indicators[at.index].group else {
            return self.resolved(at, FormulaOn::Other, own);
        };
        let shared = &self.system().groups[group];
        let before = |index| Some(self.refer(FormulaOn::Other, self.step(At { index, ..at }, Step::BeforeCheck)?));
        let cells: Vec<String> = shared.members.iter().map(|member| before(*member)).collect::<Option<_>>()?;
        let split = self.refer(FormulaOn::Other, self.split_cell(at.department, group)?);
        // rounding alone leads no group beyond its 分值: then the marks stand as they are
        let exact = |index: usize, other: String| {
            let marks = self.refer(FormulaOn::Other, self.step(At { index, ..at }, Step::Marks)?);
            Some(format!("IF(ISNUMBER({marks}),ROUND({marks},{GUARD}),{other})"))
        };
        let exacts = shared.members.iter().zip(&cells).map(|(member, cell)| exact(*member, format!("N({cell})")));
        let exacts: Vec<String> = exacts.collect::<Option<_>>()?;
        let (full, own) = (plain(shared.marks.0), before(at.index)?);
        Some(format!(
            "IF(AND({split}=\"共用\",ROUND(SUM({}),8)>{full}),IF(ROUND({},8)>{full},{PENDING},{}),{own})",
            cells.join(","),
            exacts.join("+"),
            exact(at.index, own.clone())?
        ))
    }

    /// Marks rounded as 得分小数位 says; full marks stay full marks, and nothing is rounded above them.
    pub(crate) fn rounded(&self, at: At, on: FormulaOn, marks: &str) -> String {
        let rounded = format!("ROUND(ROUND({marks},10),{})", SettingId::ScorePlaces.defined_name());
        let full = self.system().indicators[at.index].marks.0;
        match self.step(at, Step::Full) {
            None if full.normalize().scale() == 0 => rounded,
            cell => {
                let full = cell.map_or(plain(full), |cell| self.refer(on, cell));
                format!("IF(ROUND({marks},10)>={full},{full},MIN({full},{rounded}))")
            }
        }
    }

    /// 状态 and 标准得分 turned into a score by the 口径; the own score stands in a column of 自评得分.
    pub(crate) fn resolved(&self, at: At, on: FormulaOn, own: Option<u32>) -> Option<String> {
        let cell = |step| self.step(at, step).map(|cell| self.refer(on, cell));
        let (marks, state) = (cell(Step::Marks)?, cell(Step::State)?);
        let full = cell(Step::Full).unwrap_or(plain(self.system().indicators[at.index].marks.0));
        let low = cell(Step::Lowest).map_or("0".to_string(), |low| format!("N({low})"));
        let missing = |convention: MissingData| SettingId::Missing.has(convention as usize);
        let adopted = match own.map(|own| self.self_row(on, at.department).cell(own)) {
            Some(own) => format!(
                "IF(AND({},ISNUMBER({own})),IF(AND({own}>=0,{own}<={full}),{},{PENDING}),{PENDING})",
                missing(MissingData::AdoptSelf),
                self.rounded(at, on, &own)
            ),
            None => PENDING.to_string(),
        };
        let not_applicable = self.not_applicable(on, at, &full);
        Some(format!(
            "IF(ISNUMBER({marks}),{},IF({state}=\"不适用\",{not_applicable},IF({state}=\"缺少数据\",IF({},{low},{adopted}),{PENDING})))",
            self.rounded(at, on, &marks),
            missing(MissingData::Zero)
        ))
    }

    /// The score of what does not apply.
    fn not_applicable(&self, on: FormulaOn, at: At, full: &str) -> String {
        let rules = &self.scheme().rules;
        if rules[at.index].rule.not_applicable().is_some() {
            return full.to_string();
        }
        let all = self.lead(on, at.department, LeadColumn::NotApplicable);
        let left_out = match rules.iter().any(|rule| rule.rule.not_applicable().is_some()) {
            true => "\"不适用\"".to_string(),
            false => format!("IF({all}={},{PENDING},\"不适用\")", rules.len()),
        };
        format!("IF({},{full},{left_out})", SettingId::NotApplicable.has(NotApplicableMarks::Full as usize))
    }

    /// The subtotal of a 一级指标: 待核 where a score in it is none; what does not apply is left out.
    fn level_formula(&self, department: usize, level: usize) -> String {
        let heading = &self.system().level1[level];
        let cell = |index| self.score_cell(department, ScoreColumn::Score(index));
        let range = format!("{}:{}", cell(heading.first), cell(heading.members().end - 1));
        let (marks, left_out) = (format!("COUNT({range})"), format!("COUNTIF({range},\"不适用\")"));
        let settled = format!("IF({marks}=0,\"不适用\",ROUND(SUM({range}),8))");
        format!("IF({marks}+{left_out}={},{settled},{PENDING})", heading.count)
    }

    /// 总分, or the range that it lies in.
    fn sum_formula(&self, department: usize) -> String {
        let [low, high, pending] = self.low_high_pending(department);
        format!("IF({pending}>0,IF({low}={high},{low}&\"\",{low}&\"～\"&{high}),{low})")
    }

    fn low_high_pending(&self, department: usize) -> [String; 3] {
        let columns = [TotalColumn::Low, TotalColumn::High, TotalColumn::Pending];
        columns.map(|column| self.working_total(department, column))
    }

    fn rate_formula(&self, department: usize) -> String {
        let total = self.score_cell(department, ScoreColumn::Total);
        format!("IF(ISNUMBER({total}),{total}/{},\"—\")", plain(self.system().total_marks().0))
    }

    /// 等次: of the total, or of both ends of the range; the cap may take 优秀 away.
    fn grade_formula(&self, department: usize) -> String {
        let [low, high, pending] = self.low_high_pending(department);
        let bounds = self.of_full_marks(GRADE_BOUNDS);
        let grade = |x| format!("INDEX({GRADE_NAMES},MIN(ROWS({GRADE_NAMES}),1+SUMPRODUCT(--({bounds}>{x}))))");
        let (open_low, low, high) = (low.clone(), grade(low), grade(high));
        let range = |low: &str| format!("IF({low}={high},{low},{low}&\"～\"&{high})");
        if self.scheme().conventions.grades.len() < 2 {
            return format!("IF({pending}>0,{},{low})", range(&low));
        }
        let beyond = self.working_total(department, TotalColumn::Capped);
        // what is 待核 may yet fall outside 优秀比例上限
        let best = format!("IF(ISNUMBER({}),2,1)", defined_name(EXCELLENT_CAP));
        let lowest =
            format!("INDEX({GRADE_NAMES},MIN(ROWS({GRADE_NAMES}),MAX({best},1+SUMPRODUCT(--({bounds}>{open_low})))))");
        format!("IF({pending}>0,{},IF({beyond}=1,INDEX({GRADE_NAMES},2),{low}))", range(&lowest))
    }

    /// 名次 within its scope, by 排名方式.
    fn rank_formula(&self, department: usize) -> String {
        let here = |column| self.working_total(department, column);
        let all = |column| self.working_totals(column);
        let (total, scope) = (here(TotalColumn::Ranked), here(TotalColumn::Scope));
        let better = format!("{},\">\"&{total},{},{scope}", all(TotalColumn::Ranked), all(TotalColumn::Scope));
        format!(
            "IF(ISNUMBER({total}),1+IF({},SUMIFS({},{better}),COUNTIFS({better})),\"—\")",
            SettingId::RankMode.has(RankMode::Dense as usize),
            all(TotalColumn::First)
        )
    }
}
