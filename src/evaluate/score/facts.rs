//! What a department's entries say about one indicator.

use crate::criterion::{Answer, Facts, Item, Needs};
use crate::evaluate::score::{Case, Scorer, quoted};
use crate::evaluate::scorecard::FigureCell;
use crate::ground::expression::{Expression, NoValue};
use crate::ground::names::sheets;
use crate::ground::place::CellRef;
use crate::ground::quantity::{Exact, Points};
use crate::scheme::columns::ColumnKey;
use crate::submission::Submission;
use crate::submission::department::{Department, Entry};
use rust_decimal::Decimal;

/// The columns of 部门数据 that one indicator reads, as indices of planned columns.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// 数据项 with their columns; for a rule against another 数据项 that one is the last.
    pub items: Vec<(String, usize)>,
    /// Cases or checklist items.
    pub parts: Vec<usize>,
    /// 评定得分
    pub judged: Option<usize>,
    /// 说明
    pub remark: Option<usize>,
    /// 本部门分值
    pub share: Option<usize>,
    /// What the rule asks for, told once for all departments.
    pub needs: Needs,
}

impl Inputs {
    /// The columns of an indicator.
    pub fn of(submission: &Submission, index: usize) -> Inputs {
        let compiled = &submission.scheme.rules[index];
        let needs = compiled.rule.needs();
        let mut names: Vec<String> =
            compiled.measure.iter().flat_map(Expression::variables).map(str::to_string).collect();
        if let Needs::Against(other) = &needs {
            names.push(other.clone());
        }
        let count = match &needs {
            Needs::Cases(items) | Needs::Checks(items) => items.len(),
            _ => 0,
        };
        let column = |key| submission.scheme.column(&key);
        let item = |name: String| submission.scheme.item(&name).map(|at| (name, at));
        Inputs {
            items: names.into_iter().filter_map(item).collect(),
            parts: (0..count).filter_map(|item| column(ColumnKey::RuleItem { indicator: index, item })).collect(),
            judged: column(ColumnKey::Judged(index)),
            remark: column(ColumnKey::Remark(index)),
            share: column(ColumnKey::Share(index)),
            needs,
        }
    }

    /// The column to look at first.
    pub fn first(&self) -> Option<usize> {
        self.items.first().map(|(_, at)| *at).or(self.parts.first().copied()).or(self.judged)
    }
}

/// What the entries amount to.
pub enum Basis {
    /// Everything the rule needs.
    Facts {
        /// The facts.
        facts: Facts,
        /// The 计算公式 with figures.
        calculation: String,
        /// The cell to look at first.
        cell: Option<FigureCell>,
    },
    /// 缺少数据: these are blank; the score lies between `partial` where a part is known.
    Missing {
        /// Names of what is blank.
        names: Vec<String>,
        /// The first blank column.
        column: Option<usize>,
        /// Facts with every blank at its worst and at its best.
        partial: Option<(Facts, Facts)>,
    },
    /// 不适用
    NotApplicable,
    /// 基数为零: the divisor.
    ZeroBase(String),
    /// An entry that cannot be used; its finding is there already.
    Faulty(String),
    /// Some 不适用, some figures; the column of the first 不适用.
    Doubtful(String, usize),
    /// Beyond exact arithmetic.
    TooLarge,
}

impl Scorer<'_> {
    /// What the department's entries amount to for an indicator.
    pub(crate) fn basis(&self, case: Case) -> Basis {
        match &self.inputs[case.index].needs {
            Needs::Measure => self.measured(case, None),
            Needs::Against(other) => self.measured(case, Some(other)),
            Needs::Cases(items) => self.counted(case, items),
            Needs::Checks(items) => self.checked(case, items),
            Needs::Judgement => self.judged(case),
        }
    }

    fn entry<'d>(&self, department: &'d Department, column: usize) -> &'d Entry {
        &department.entries[column]
    }

    /// The cell of a planned column, where there is one.
    pub(crate) fn place(&self, case: Case, column: Option<usize>) -> Option<FigureCell> {
        self.submission.cell(case.department, column?).map(FigureCell::Data)
    }

    /// `“三公经费预算”（部门数据!H12）`.
    pub(crate) fn named(&self, case: Case, column: usize) -> String {
        let label = &self.submission.scheme.columns[column].label;
        let short: String = label.chars().take(16).collect();
        let short = if short.len() < label.len() { format!("{short}…") } else { short };
        match self.submission.cell(case.department, column) {
            Some(cell) => format!("“{short}”（{}!{cell}）", sheets::DATA),
            None => format!("“{short}”（没有这一列）"),
        }
    }

    /// What keeps the entries from being figures, if anything does.
    fn obstacle(&self, case: Case, columns: &[usize]) -> Option<Basis> {
        let of = |wanted: fn(&Entry) -> bool| -> Vec<usize> {
            columns.iter().copied().filter(|column| wanted(self.entry(case.department, *column))).collect()
        };
        let names =
            |columns: Vec<usize>| columns.into_iter().map(|column| self.named(case, column)).collect::<Vec<_>>();
        let faulty = of(|entry| matches!(entry, Entry::Faulty | Entry::Text(_)));
        let blank = of(|entry| matches!(entry, Entry::Blank));
        let none = of(|entry| matches!(entry, Entry::NotApplicable));
        if !faulty.is_empty() {
            return Some(Basis::Faulty(format!("{}不能采用", names(faulty).join("、"))));
        }
        if !blank.is_empty() {
            let column = blank.first().copied();
            return Some(Basis::Missing { names: names(blank), column, partial: None });
        }
        match none.len() {
            0 => None,
            all if all == columns.len() => Some(Basis::NotApplicable),
            _ => {
                let first = none[0];
                let why = format!("{}填“无”，其余有数，不能确定是0还是不适用", names(none).join("、"));
                Some(Basis::Doubtful(why, first))
            }
        }
    }

    fn number(&self, case: Case, name: &str) -> Option<Decimal> {
        let column = self.inputs[case.index].items.iter().find(|(item, _)| item == name)?.1;
        match self.entry(case.department, column) {
            Entry::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn measured(&self, case: Case, other: Option<&str>) -> Basis {
        let columns: Vec<usize> = self.inputs[case.index].items.iter().map(|(_, at)| *at).collect();
        if let Some(obstacle) = self.obstacle(case, &columns) {
            return obstacle;
        }
        let Some(measure) = &self.submission.scheme.rules[case.index].measure else {
            return Basis::Faulty("没有计算公式".into());
        };
        let value = match measure.evaluate(&|name| self.number(case, name).map(Exact::from_decimal)) {
            Ok(value) => value,
            Err(NoValue::ZeroBase(base)) => return Basis::ZeroBase(base),
            Err(NoValue::Missing(names)) => return Basis::Missing { names, column: None, partial: None },
            Err(NoValue::TooLarge) => return Basis::TooLarge,
        };
        let facts = match other.map(|other| self.number(case, other)) {
            None => Facts::Value(value),
            Some(Some(bound)) => Facts::Against(value, Exact::from_decimal(bound)),
            Some(None) => {
                return Basis::Missing {
                    names: vec![format!("“{}”", other.unwrap_or_default())],
                    column: None,
                    partial: None,
                };
            }
        };
        let cell = columns.first().and_then(|column| self.place(case, Some(*column)));
        Basis::Facts { facts, calculation: self.calculation(case, measure), cell }
    }

    /// `6.37÷5.50`: the formula with figures, empty where it is one figure alone.
    fn calculation(&self, case: Case, measure: &Expression) -> String {
        if measure.variables().first().is_some_and(|only| measure.to_string() == *only) {
            return String::new();
        }
        let figure = |name: &str| {
            let unit = self.submission.unit(name);
            self.number(case, name).map(|number| quoted(number, unit)).unwrap_or_default()
        };
        measure.with_figures(&figure)
    }

    fn counted(&self, case: Case, items: &[Item]) -> Basis {
        let parts = &self.inputs[case.index].parts;
        if let Some(obstacle) = self.obstacle(case, parts) {
            return match obstacle {
                Basis::Missing { names, column, .. } => {
                    Basis::Missing { names, column, partial: self.partial_counts(case) }
                }
                // 无 says that there was no such case
                Basis::Doubtful(..) => self.counts(case, items),
                other => other,
            };
        }
        self.counts(case, items)
    }

    fn counts(&self, case: Case, items: &[Item]) -> Basis {
        let parts = &self.inputs[case.index].parts;
        if parts.len() != items.len() {
            return Basis::Missing { names: vec!["例数各列".into()], column: None, partial: None };
        }
        let counts: Vec<Decimal> = parts.iter().map(|column| self.count(case, *column, Decimal::ZERO)).collect();
        let first = parts.iter().zip(&counts).find(|(_, count)| !count.is_zero()).map(|(column, _)| *column);
        let cell = first.or(parts.first().copied()).and_then(|column| self.place(case, Some(column)));
        Basis::Facts { facts: Facts::Counts(counts), calculation: String::new(), cell }
    }

    fn count(&self, case: Case, column: usize, otherwise: Decimal) -> Decimal {
        match self.entry(case.department, column) {
            Entry::Number(number) => *number,
            _ => otherwise,
        }
    }

    /// With every blank count: many cases at worst, none at best.
    fn partial_counts(&self, case: Case) -> Option<(Facts, Facts)> {
        let parts = &self.inputs[case.index].parts;
        let all = |otherwise| Facts::Counts(parts.iter().map(|column| self.count(case, *column, otherwise)).collect());
        Some((all(Decimal::ONE_THOUSAND), all(Decimal::ZERO)))
    }

    fn checked(&self, case: Case, items: &[Item]) -> Basis {
        let parts = &self.inputs[case.index].parts;
        if parts.len() != items.len() {
            return Basis::Missing { names: vec!["分项各列".into()], column: None, partial: None };
        }
        match self.obstacle(case, parts) {
            Some(Basis::Missing { names, column, .. }) => {
                let partial = (self.answers(case, Answer::No).0, self.answers(case, Answer::Yes).0);
                Basis::Missing { names, column, partial: Some(partial) }
            }
            // an item that does not apply counts as fulfilled
            Some(Basis::Doubtful(..)) | None => {
                let (facts, first) = self.answers(case, Answer::No);
                let cell = first.or(parts.first().copied()).and_then(|column| self.place(case, Some(column)));
                Basis::Facts { facts, calculation: String::new(), cell }
            }
            Some(other) => other,
        }
    }

    /// The answers, blanks taken as `blank`, and the column of the first that loses marks.
    fn answers(&self, case: Case, blank: Answer) -> (Facts, Option<usize>) {
        let mut first = None;
        let answers = self.inputs[case.index].parts.iter().map(|column| {
            let answer = match self.entry(case.department, *column) {
                Entry::Yes | Entry::NotApplicable => Answer::Yes,
                Entry::Number(number) => Answer::Marks(Points(*number)),
                Entry::No => Answer::No,
                _ => blank,
            };
            if answer != Answer::Yes && first.is_none() {
                first = Some(*column);
            }
            answer
        });
        (Facts::Checks(answers.collect()), first)
    }

    fn judged(&self, case: Case) -> Basis {
        let Some(column) = self.inputs[case.index].judged else {
            return Basis::Missing { names: vec!["“评定得分”".into()], column: None, partial: None };
        };
        match self.obstacle(case, &[column]) {
            // full marks by a dash would be a gift: a person who finds it not applicable writes the marks
            Some(Basis::NotApplicable) => {
                let why = format!("{}填“无”，不能确定是不适用还是没有评定", self.named(case, column));
                return Basis::Doubtful(why, column);
            }
            Some(obstacle) => return obstacle,
            None => {}
        }
        let marks = Points(self.count(case, column, Decimal::ZERO));
        Basis::Facts {
            facts: Facts::Judgement(marks),
            calculation: String::new(),
            cell: self.place(case, Some(column)),
        }
    }

    /// 计算过程: every figure with the cell it came from.
    pub(crate) fn process(&self, case: Case) -> String {
        let inputs = &self.inputs[case.index];
        if let Some(measure) = &self.submission.scheme.rules[case.index].measure {
            let figure = |name: &str| self.figure_and_cell(case, name);
            let mut text = measure.with_figures(&figure);
            if let Needs::Against(other) = &inputs.needs {
                text = format!("{text}，对照{}", figure(other));
            }
            return text;
        }
        let columns = inputs.parts.iter().copied().chain(inputs.judged);
        let cells: Vec<String> = columns.map(|column| self.value_and_cell(case, column)).collect();
        cells.join("；")
    }

    fn figure_and_cell(&self, case: Case, name: &str) -> String {
        let number =
            self.number(case, name).map(|number| quoted(number, self.submission.unit(name))).unwrap_or_default();
        let cell = self.inputs[case.index].items.iter().find(|(item, _)| item == name);
        match cell.and_then(|(_, column)| self.submission.cell(case.department, *column)) {
            Some(cell) => format!("{name}{number}〔{cell}〕"),
            None => format!("{name}{number}"),
        }
    }

    fn value_and_cell(&self, case: Case, column: usize) -> String {
        let value = match self.entry(case.department, column) {
            Entry::Number(number) => number.normalize().to_string(),
            Entry::Yes => "是".into(),
            Entry::No => "否".into(),
            Entry::NotApplicable => "不适用".into(),
            _ => "空".into(),
        };
        let label = &self.submission.scheme.columns[column].label;
        let short: String = label.chars().take(1).collect();
        let name = if ('①'..='⑳').contains(&short.chars().next().unwrap_or(' ')) { short } else { label.clone() };
        let cell = self.submission.cell(case.department, column).unwrap_or(CellRef::new(0, 0));
        format!("{name}{value}〔{cell}〕")
    }
}
