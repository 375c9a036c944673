//! The last columns of 测算: what 总分, 等次 and 名次 need.

use crate::evaluate::rank::{NO_CATEGORY, scope};
use crate::evaluate::{Evaluation, Scorecard, State};
use crate::ground::convention::{EXCELLENT_CAP, defined_name};
use crate::ground::names::{ANYWHERE, sheets};
use crate::ground::{CellRef, RankScope, SettingId};
use crate::result::live::columns::{LeadColumn, Step, TotalColumn};
use crate::result::live::parameters::GRADE_BOUNDS;
use crate::result::live::{At, FormulaOn, Live, plain};
use crate::result::scores::{FIRST_ROW, ScoreColumn};
use crate::scheme::SharedMarks;
use crate::workbook::Value;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// For each department whether it is the first of its 排名组 with its 排名总分.
pub fn firsts(evaluation: &Evaluation) -> Vec<bool> {
    let conventions = &evaluation.scheme().conventions;
    let mut seen = BTreeSet::new();
    let all = evaluation.submission.departments.iter().zip(&evaluation.cards);
    let is_first = |(department, card): (_, &Scorecard)| {
        card.ranked_total().is_some_and(|total| seen.insert((scope(department, conventions), total)))
    };
    all.map(is_first).collect()
}

impl Live<'_> {
    /// What a column of the total holds in a department's row, as the engine has it.
    pub(crate) fn total_value(&self, department: usize, column: TotalColumn) -> Value {
        let card = &self.evaluation.cards[department];
        let count = |number: usize| Value::Number(Decimal::from(number));
        let some = |number: Option<Decimal>| number.map_or(Value::Blank, Value::Number);
        match column {
            TotalColumn::Pending => count(card.count(State::Pending)),
            TotalColumn::Applicable => Value::Number(self.applicable_marks(department)),
            TotalColumn::LowSum => Value::Number(self.evaluation.sums(department).0.0),
            TotalColumn::HighSum => Value::Number(self.evaluation.sums(department).1.0),
            TotalColumn::Low => Value::Number(card.low.0),
            TotalColumn::High => Value::Number(card.high.0),
            TotalColumn::Ranked => some(card.ranked_total().map(|total| total.0)),
            TotalColumn::Scope => Value::Text(self.scope(department).unwrap_or(ANYWHERE).to_string()),
            TotalColumn::First => count(usize::from(self.firsts[department])),
            TotalColumn::Capped => count(usize::from(!card.standing.grade_reason.is_empty())),
            TotalColumn::SelfTotal => some(self.evaluation.self_total(department).map(|own| own.0)),
            TotalColumn::Stored => self.evaluation.total_value(department),
            TotalColumn::Changed => count(0),
        }
    }

    /// The formula of that column.
    pub(crate) fn total_formula(&self, department: usize, column: TotalColumn) -> Option<String> {
        let here = |column| self.total(department, column);
        let scores = || self.scores(department, 0, self.scheme().rules.len());
        Some(match column {
            // a row that was deleted on 得分明细 is not ranked
            TotalColumn::Pending => format!("IFERROR(COUNTIF({},\"待核\"),{})", scores(), self.blocks.len()),
            TotalColumn::Applicable => self.applicable(department, &scores()),
            TotalColumn::LowSum => self.low_sum(department, &scores())?,
            TotalColumn::HighSum => self.high_sum(department, &scores())?,
            TotalColumn::Low => self.rescaled(department, TotalColumn::LowSum),
            TotalColumn::High => self.rescaled(department, TotalColumn::HighSum),
            // which of two rows of one name counts must be settled first
            TotalColumn::Ranked if self.evaluation.cards[department].standing.twice => "\"\"".into(),
            TotalColumn::Ranked => {
                format!("IF({}>0,\"\",{})", here(TotalColumn::Pending), here(TotalColumn::Low))
            }
            TotalColumn::Scope => self.scope_formula(department),
            TotalColumn::First => self.first_formula(department),
            TotalColumn::Capped => self.capped_formula(department),
            TotalColumn::SelfTotal => self.self_total_formula(department)?,
            TotalColumn::Stored => return None,
            TotalColumn::Changed => {
                let total = self.working_score(department, ScoreColumn::Total);
                format!("IFERROR(IF({total}={},0,1),1)", here(TotalColumn::Stored))
            }
        })
    }

    /// A bound of 等次, which is out of 100, as marks of this table.
    pub(crate) fn of_full_marks(&self, bound: &str) -> String {
        let full = self.system().total_marks().0;
        if full == Decimal::ONE_HUNDRED { bound.to_string() } else { format!("ROUND({bound}*{}/100,10)", plain(full)) }
    }

    /// The scores given, and the worst of those that are partly known.
    fn low_sum(&self, department: usize, scores: &str) -> Option<String> {
        let worst: Vec<String> = self
            .ranged(department)
            .map(|(at, low, _)| {
                format!("+IF({}=\"待核\",N({low}),0)", self.working_score(department, ScoreColumn::Score(at.index)))
            })
            .collect();
        Some(format!("SUM({scores}){}", worst.concat()))
    }

    /// The scores given, the full marks of what is 待核 (less what is known lost), a shared 分值 at most once.
    fn high_sum(&self, department: usize, scores: &str) -> Option<String> {
        let mut sum = format!("SUM({scores})+SUMPRODUCT(--({scores}=\"待核\"),{})", self.full_row());
        let alone = |at: &At| self.system().indicators[at.index].group.is_none();
        for (at, _, high) in self.ranged(department).filter(|(at, ..)| alone(at)) {
            let (score, full) = (
                self.working_score(department, ScoreColumn::Score(at.index)),
                plain(self.system().indicators[at.index].marks.0),
            );
            sum += &format!("+IF(AND({score}=\"待核\",ISNUMBER({high})),{high}-{full},0)");
        }
        for group in &self.system().groups {
            let pending = group.members.iter().map(|index| {
                let at = At { department, index: *index };
                let full = self.step(at, Step::Full)?;
                let most = match self.step(at, Step::Highest) {
                    Some(high) => format!("IF(ISNUMBER({high}),{high},{full})"),
                    None => full.to_string(),
                };
                Some(format!("IF({}=\"待核\",{most},0)", self.working_score(department, ScoreColumn::Score(*index))))
            });
            let pending: Vec<String> = pending.collect::<Option<_>>()?;
            let (marks, members) = (plain(group.marks.0), self.group_scores(department, group));
            sum += &format!("+MIN({marks},SUM({members})+{})-SUM({members})", pending.join("+"));
        }
        Some(sum)
    }

    /// The indicators whose score may lie in a range although it is 待核, with its ends.
    fn ranged(&self, department: usize) -> impl Iterator<Item = (At, CellRef, CellRef)> {
        let all = (0..self.blocks.len()).map(move |index| At { department, index });
        all.filter_map(|at| Some((at, self.step(at, Step::Lowest)?, self.step(at, Step::Highest)?)))
    }

    /// The row of 分值 on 得分明细; what is shared stands there as text.
    fn full_row(&self) -> String {
        let column = |index| CellRef::column_name(ScoreColumn::Score(index).at(self.system()));
        let (from, to) = (column(0), column(self.scheme().rules.len() - 1));
        format!("{}!{from}${FIRST_ROW}:{to}${FIRST_ROW}", self.sheet(sheets::SCORES))
    }

    /// The scores of the members of a shared 分值.
    pub(crate) fn group_scores(&self, department: usize, group: &SharedMarks) -> String {
        self.scores(department, group.members[0], group.members.len())
    }

    fn applicable(&self, department: usize, scores: &str) -> String {
        let total = plain(self.system().total_marks().0);
        let mut text = format!("{total}-SUMPRODUCT(--({scores}=\"不适用\"),{})", self.full_row());
        for group in &self.system().groups {
            let (count, marks) = (group.members.len(), plain(group.marks.0));
            let members = self.group_scores(department, group);
            text += &format!("-IF(COUNTIF({members},\"不适用\")={count},{marks},0)");
        }
        text
    }

    fn applicable_marks(&self, department: usize) -> Decimal {
        let system = self.system();
        let scores = &self.evaluation.cards[department].scores;
        let left_out = |index: &usize| scores[*index].state == State::Excluded;
        let alone = (0..scores.len()).filter(|index| system.indicators[*index].group.is_none() && left_out(index));
        let shared = system.groups.iter().filter(|group| group.members.iter().all(left_out));
        let out: Decimal = alone.map(|index| system.indicators[index].marks.0).sum::<Decimal>()
            + shared.map(|group| group.marks.0).sum::<Decimal>();
        system.total_marks().0 - out
    }

    /// 剔除后折算 where something is left out.
    fn rescaled(&self, department: usize, sum: TotalColumn) -> String {
        let (sum, applicable) = (self.total(department, sum), self.total(department, TotalColumn::Applicable));
        let total = plain(self.system().total_marks().0);
        let places = SettingId::ScorePlaces.defined_name();
        format!(
            "IF(OR({applicable}={total},{applicable}=0),ROUND({sum},8),MIN({total},ROUND(ROUND({sum}*{total}/{applicable},10),{places})))"
        )
    }

    /// Whom a department is ranked with; none is the whole city.
    fn scope(&self, department: usize) -> Option<&str> {
        scope(self.department(department), &self.scheme().conventions)
    }

    fn scope_formula(&self, department: usize) -> String {
        let category = self.working_score(department, ScoreColumn::Category);
        let own = format!("IF({category}=\"\",\"{NO_CATEGORY}\",{category})");
        format!("IF({},{own},\"{ANYWHERE}\")", SettingId::RankScope.has(RankScope::ByCategory as usize))
    }

    fn first_formula(&self, department: usize) -> String {
        let so_far = |column| {
            let name = CellRef::column_name(self.total_column(column));
            format!("{name}${}:{name}{}", FIRST_ROW + 1, self.row(department) + 1)
        };
        let (total, scope) = self.ranked(department);
        format!(
            "IF(ISNUMBER({total}),IF(COUNTIFS({},{total},{},{scope})=1,1,0),0)",
            so_far(TotalColumn::Ranked),
            so_far(TotalColumn::Scope)
        )
    }

    /// 排名总分 and 排名组 of a department.
    fn ranked(&self, department: usize) -> (CellRef, CellRef) {
        (self.total(department, TotalColumn::Ranked), self.total(department, TotalColumn::Scope))
    }

    fn capped_formula(&self, department: usize) -> String {
        let (total, scope) = self.ranked(department);
        let [totals, scopes] = [TotalColumn::Ranked, TotalColumn::Scope].map(|column| self.working_totals(column));
        let cap = defined_name(EXCELLENT_CAP);
        let best = self.of_full_marks(&format!("INDEX({GRADE_BOUNDS},1)"));
        format!(
            "IF(AND(ISNUMBER({cap}),ISNUMBER({total})),IF(AND({total}>={best},COUNTIFS({totals},\">=\"&{total},{scopes},{scope})>INT(ROUND({cap}*COUNTIFS({totals},\">=0\",{scopes},{scope}),8))),1,0),0)"
        )
    }

    fn self_total_formula(&self, department: usize) -> Option<String> {
        let own = self.department(department).self_assessment.as_ref()?;
        if let Some((_, col)) = own.total {
            let cell = self.self_row(FormulaOn::Working, department).cell(col);
            return Some(format!("IF(ISNUMBER({cell}),{cell},\"\")"));
        }
        let cells = (0..own.columns.len()).map(|index| self.self_cell(FormulaOn::Working, At { department, index }));
        let cells: Vec<String> = cells.collect::<Option<_>>()?;
        let (list, row) = (cells.join(","), self.lead(FormulaOn::Working, department, LeadColumn::SelfRow));
        Some(format!("IF(ISNUMBER({row}),IF(COUNT({list})={},SUM({list}),\"\"),\"\")", cells.len()))
    }
}
