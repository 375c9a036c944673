//! From the figures to the 标准得分: the formulas of one indicator's block in the row of one department.

use crate::criterion::Needs;
use crate::criterion::formula::{Formulas, GUARD, InputRow, Refs, sum_over};
use crate::evaluate::score::Pin;
use crate::ground::convention::{SettingId, ZeroBase};
use crate::result::live::columns::{LeadColumn, Step};
use crate::result::live::pattern::StepPatterns;
use crate::result::live::sheet::WORDS;
use crate::result::live::{At, FormulaOn, Live, PENDING, not_negative};
use crate::scheme::columns::is_change;
use crate::scheme::compile::Compiled;

/// The formulas of one block in one row; none where the value does not follow any cell.
#[derive(Debug, Default, PartialEq)]
pub struct Steps {
    /// 状态
    pub state: Option<String>,
    /// 测算值
    pub value: Option<String>,
    /// 应扣次数, 比较值 or 例数合计.
    pub helper: Option<String>,
    /// Whether that is 例数合计, which is there whatever the 状态 is.
    pub counts: bool,
    /// 标准得分
    pub marks: Option<String>,
    /// 缺数最低
    pub lowest: Option<String>,
    /// 缺数最高
    pub highest: Option<String>,
}

impl Steps {
    /// The formulas, in an order of their own.
    pub fn formulas(self) -> [Option<String>; 6] {
        [self.state, self.value, self.helper, self.marks, self.lowest, self.highest]
    }

    /// Of formulas in that order.
    pub fn of(counts: bool, formulas: [Option<String>; 6]) -> Steps {
        let [state, value, helper, marks, lowest, highest] = formulas;
        Steps { state, value, helper, counts, marks, lowest, highest }
    }
}

/// A measure that cannot be taken for one on the other side of a boundary.
fn pinned(pin: Option<&Pin>, measure: String) -> String {
    match pin {
        Some(Pin { value, within }) => format!("IF(ABS({measure}-({value}))<={within},{value},{measure})"),
        None => measure,
    }
}

/// 不适用 or 待核, as 基数为零 says.
pub fn zero_base() -> String {
    format!("IF({},\"不适用\",{PENDING})", SettingId::ZeroBase.has(ZeroBase::NotApplicable as usize))
}

impl Live<'_> {
    fn compiled(&self, at: At) -> &Compiled {
        &self.scheme().rules[at.index]
    }

    /// The other 数据项 of a rule against one.
    fn other_of(&self, at: At) -> Option<&str> {
        match &self.inputs[at.index].needs {
            Needs::Against(other) => Some(other),
            _ => None,
        }
    }

    /// Whether the measure may have marks while the other 数据项 has no figure.
    fn is_scored_alone(&self, at: At, formulas: &Formulas) -> bool {
        self.other_of(at).is_some() && formulas.range.is_some()
    }

    fn refs(&self, at: At, columns: &[usize]) -> Refs {
        let here = |step| self.step(at, step).map(|cell| cell.to_string());
        let other = self.other_of(at).and_then(|other| self.item_cell(at, other));
        Refs {
            value: here(Step::Value).unwrap_or_default(),
            helper: here(Step::Helper).unwrap_or_default(),
            other: other.unwrap_or_default(),
            other_signed: self.other_of(at).is_some_and(is_change),
            row: self.row_of(at),
            items: self.data_columns(columns),
            event: self.event_cell(at),
            full: here(Step::Full),
        }
    }

    /// The department's row of 部门数据, for 测算.
    fn row_of(&self, at: At) -> InputRow {
        self.data_row(FormulaOn::Working, at.department)
    }

    /// The cell of the event that takes all marks.
    fn event_cell(&self, at: At) -> Option<String> {
        Some(self.row_of(at).cell(self.evaluation.submission.column_at[self.inputs[at.index].event?]?))
    }

    /// 状态 with the event before everything else.
    fn with_event(&self, at: At, refs: &Refs, state: String) -> String {
        match (self.inputs[at.index].event, &refs.event) {
            (None, _) => state,
            (Some(_), None) => "\"缺少数据\"".into(),
            (Some(_), Some(event)) => format!(
                "IF({event}=\"是\",\"数据齐全\",IF(OR({event}=\"否\",{event}=\"不适用\",{event}=\"不涉及\"),{state},IF({event}=\"\",\"缺少数据\",{PENDING})))"
            ),
        }
    }

    /// The cell of a 数据项.
    fn item_cell(&self, at: At, name: &str) -> Option<String> {
        let (_, column) = self.inputs[at.index].items.iter().find(|(item, _)| item == name)?;
        Some(self.row_of(at).cell(self.evaluation.submission.column_at[*column]?))
    }

    /// The formulas of an indicator's block in a department's row: 待核 where its row of 部门数据 is not found.
    pub fn steps(&self, at: At) -> Steps {
        let pin = self.workings[at.department][at.index].pin.as_ref();
        // most departments have nothing of their own in them
        let pattern = || {
            let word = |row| self.worded_steps(At { department: Live::department_of(row), ..at }, None);
            self.patterns[at.index].steps.get_or_init(|| StepPatterns::worded(word)).as_ref()
        };
        let pattern = if pin.is_none() && !self.is_own(at) { pattern() } else { None };
        match pattern {
            Some(pattern) => pattern.at(self.row(at.department)),
            None => self.worded_steps(at, pin),
        }
    }

    /// The same without a pattern; `pin` is that of the measure.
    pub(crate) fn worded_steps(&self, at: At, pin: Option<&Pin>) -> Steps {
        let steps = self.shared_steps(at, pin);
        let state = steps.state.map(|state| self.where_found(FormulaOn::Working, at.department, [&state, PENDING]));
        Steps { state, ..steps }
    }

    /// The same for a row that is found.
    fn shared_steps(&self, at: At, pin: Option<&Pin>) -> Steps {
        let own = self.own_state(at);
        let is_own = own.is_some();
        let [lowest, highest] = self.own_limits(at).map_or([None, None], |limits| limits.map(Some));
        let steps = match is_own {
            true => Steps { state: own, marks: self.own_sum(at), lowest, highest, ..Steps::default() },
            false => self.rule_steps(at, pin),
        };
        let Some(group) = self.system().indicators[at.index].group else { return steps };
        let Some((split, full)) = self.split_cell(at.department, group).zip(self.step(at, Step::Full)) else {
            return Steps::default();
        };
        let unless_nothing = |zero: &str, rest: String| match is_own {
            true => rest,
            false => format!("IF({full}=0,{zero},{rest})"),
        };
        let state = |rest| format!("IF({split}=\"待核\",{PENDING},{})", unless_nothing("\"数据齐全\"", rest));
        Steps { state: steps.state.map(state), marks: steps.marks.map(|rest| unless_nothing("0", rest)), ..steps }
    }

    /// The same as the rule gives them, whatever is shared.
    fn rule_steps(&self, at: At, pin: Option<&Pin>) -> Steps {
        let Some(state) = self.step(at, Step::State) else { return Steps::default() };
        let columns = self.inputs[at.index].columns();
        let refs = self.refs(at, &columns);
        let formulas = self.compiled(at).rule.formulas(&refs);
        let when_usable = |formula: String| format!("IF({state}=\"数据齐全\",{formula},\"\")");
        let when_found = |formula: String| self.where_found(FormulaOn::Working, at.department, [&formula, "\"\""]);
        let alone = self.is_scored_alone(at, &formulas);
        let needed = if alone { &refs.items[..refs.items.len() - 1] } else { &refs.items[..] };
        let complete = needed.iter().all(Option::is_some);
        let event = self.inputs[at.index].event;
        let broken = columns.iter().chain(&event).any(|column| self.unusable[*column]);
        let unless_event = |formula: String| match &refs.event {
            Some(event) => format!("IF({event}=\"是\",\"\",{formula})"),
            None => formula,
        };
        let measure = self.compiled(at).measure.as_ref().filter(|_| complete);
        let cell = |name: &str| self.item_cell(at, name).unwrap_or_default();
        // a rule against another 数据项 has a range only where its measure is known
        let known = match (alone, complete) {
            (false, _) => "TRUE".to_string(),
            (true, true) => format!("ISNUMBER({})", refs.value),
            (true, false) => "FALSE".to_string(),
        };
        let when_missing = |formula: String| self.limit(at, &known, &formula);
        let (lowest, highest) = formulas.range.clone().unzip();
        let counts = formulas.helper.as_ref().is_some_and(|helper| helper.counts);
        let helper = formulas.helper.as_ref().map(|helper| helper.formula.clone());
        Steps {
            state: (!broken).then(|| self.with_event(at, &refs, self.state_formula(at, &columns, &refs, &formulas))),
            value: measure.map(|measure| pinned(pin, measure.formula(&cell))).map(|measure| match alone {
                true => self.value_alone(at, &unless_event(measure)),
                false => when_usable(unless_event(measure)),
            }),
            counts,
            helper: helper.map(|helper| match alone {
                _ if counts => when_found(helper),
                true => format!("IF(ISNUMBER({}),{helper},\"\")", refs.value),
                false => when_usable(unless_event(helper)),
            }),
            marks: complete.then(|| when_usable(formulas.marks)),
            lowest: lowest.map(when_missing),
            highest: highest.map(when_missing),
        }
    }

    /// 缺数最低 or 缺数最高, where the figures leave it open and it is `known`.
    pub(crate) fn limit(&self, at: At, known: &str, marks: &str) -> String {
        let Some(state) = self.step(at, Step::State) else { return "\"\"".into() };
        let row = self.lead(FormulaOn::Working, at.department, LeadColumn::DataRow);
        format!(
            "IF(AND(OR({state}=\"缺少数据\",{state}=\"待核\"),ISNUMBER({row}),{known}),{},\"\")",
            self.rounded(at, FormulaOn::Working, marks)
        )
    }

    /// The measure of a rule against another 数据项, whether that is known or not.
    fn value_alone(&self, at: At, measure: &str) -> String {
        let columns = self.inputs[at.index].columns();
        let own = &columns[..columns.len().saturating_sub(1)];
        let usable = format!("{}={}", self.usable_figures(at, own), own.len());
        let cell = |name: &str| self.item_cell(at, name).unwrap_or_default();
        let formula = self.compiled(at).measure.as_ref();
        let divisors = formula.map(|formula| formula.divisors(&cell)).unwrap_or_default();
        let value = divisors
            .iter()
            .rev()
            .fold(measure.to_string(), |rest, divisor| format!("IF(ROUND({divisor},{GUARD})=0,\"\",{rest})"));
        self.where_found(FormulaOn::Working, at.department, [&format!("IF({usable},{value},\"\")"), "\"\""])
    }

    fn state_formula(&self, at: At, columns: &[usize], refs: &Refs, formulas: &Formulas) -> String {
        let count = refs.items.len();
        let absent = refs.items.iter().filter(|col| col.is_none()).count();
        let all = refs.runs();
        let blank = sum_over(&all, |run| format!("COUNTBLANK({run})"));
        let blank = if absent == 0 { blank } else { format!("{blank}+{absent}") };
        let measured = self.blocks[at.index].column(Step::Value).is_some();
        let (usable, none, mixed) = match measured {
            true => (
                self.usable_figures(at, columns),
                sum_over(&all, |run| format!("SUMPRODUCT(--({WORDS}={run}))")),
                PENDING,
            ),
            false => {
                // 无 beside figures may be 0 or not applicable; an item that does not apply counts as fulfilled
                let counts = matches!(self.inputs[at.index].needs, Needs::Cases(_));
                let mixed = if counts { PENDING } else { "\"数据齐全\"" };
                (formulas.usable.clone(), formulas.not_applicable.clone(), mixed)
            }
        };
        let then = if measured && absent == 0 { self.unless_divisor_is_zero(at) } else { "\"数据齐全\"".into() };
        let not_all = match count {
            1 if none.is_empty() => PENDING.to_string(),
            1 => format!("IF({none}=1,\"不适用\",{PENDING})"),
            _ => format!("IF({none}={count},\"不适用\",{mixed})"),
        };
        if count == 1 {
            return format!("IF({usable}=1,{then},IF({blank}=1,\"缺少数据\",{not_all}))");
        }
        let open = format!("IF({usable}+{blank}+{none}<{count},{PENDING},IF({blank}>0,\"缺少数据\",{not_all}))");
        let open = match &formulas.range {
            // 无结余: the other figure does not matter
            Some((least, most)) if self.is_scored_alone(at, formulas) => {
                format!("IF(IF(ISNUMBER({}),{least}={most},FALSE),\"数据齐全\",{open})", refs.value)
            }
            _ => open,
        };
        format!("IF({usable}={count},{then},{open})")
    }

    /// How many of the 数据项 are figures that can be used.
    fn usable_figures(&self, at: At, columns: &[usize]) -> String {
        let of = |negative: bool| -> Vec<String> {
            let wanted = columns.iter().filter(|column| not_negative(&self.scheme().columns[**column].key) != negative);
            let wanted: Vec<usize> = wanted.copied().collect();
            self.row_of(at).runs(&self.data_columns(&wanted).into_iter().flatten().collect::<Vec<u32>>())
        };
        let mut terms: Vec<String> = of(false).iter().map(|run| format!("COUNTIF({run},\">=0\")")).collect();
        terms.extend(of(true).iter().map(|run| format!("COUNT({run})")));
        if terms.is_empty() { "0".into() } else { terms.join("+") }
    }

    /// 数据齐全, unless a divisor is 0.
    fn unless_divisor_is_zero(&self, at: At) -> String {
        let Some(measure) = &self.compiled(at).measure else { return PENDING.into() };
        let cell = |name: &str| self.item_cell(at, name).unwrap_or_default();
        measure.divisors(&cell).iter().rev().fold("\"数据齐全\"".to_string(), |rest, divisor| {
            format!("IF(ROUND({divisor},{GUARD})=0,{},{rest})", zero_base())
        })
    }
}
