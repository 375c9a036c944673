//! What a department's entries say about one indicator.

use crate::criterion::{Answer, Facts, Item, Needs};
use crate::evaluate::score::{Scorer, Task, quoted};
use crate::evaluate::scorecard::FigureCell;
use crate::ground::names::sheets;
use crate::ground::{Exact, Expression, NoValue, Points};
use crate::scheme::ColumnKey;
use crate::scheme::columns::is_change;
use crate::submission::{Entry, Submission};
use rust_decimal::Decimal;

/// The columns of 部门数据 that one indicator reads, as indices of planned columns.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// 数据项 with their columns; for a rule against another 数据项 that one is the last.
    pub items: Vec<(String, usize)>,
    /// The numbers of cases or the checklist items of the rule.
    pub rule_items: Vec<usize>,
    /// 评定得分
    pub judged: Option<usize>,
    /// Whether the event happened that takes all marks.
    pub event: Option<usize>,
    /// 说明
    pub remark: Option<usize>,
    /// 本部门分值
    pub share: Option<usize>,
    /// What the rule asks for, the same for all departments.
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
        let count = needs.parts();
        let column = |key| submission.scheme.column(&key);
        let item = |name: String| submission.scheme.item(&name).map(|at| (name, at));
        Inputs {
            items: names.into_iter().filter_map(item).collect(),
            rule_items: (0..count).filter_map(|item| column(ColumnKey::RuleItem { indicator: index, item })).collect(),
            judged: column(ColumnKey::Judged(index)),
            event: compiled.rule.event().and_then(|_| column(ColumnKey::RuleItem { indicator: index, item: count })),
            remark: column(ColumnKey::Remark(index)),
            share: column(ColumnKey::Share(index)),
            needs,
        }
    }

    /// The columns that the rule scores: those of 数据项, of cases or checklist items, or of 评定得分.
    pub fn columns(&self) -> Vec<usize> {
        let items = self.items.iter().map(|(_, column)| *column);
        items.chain(self.rule_items.iter().copied()).chain(self.judged).collect()
    }
}

/// What the entries give the rule to work on.
pub enum Basis {
    /// Everything the rule needs.
    Facts {
        /// The facts.
        facts: Facts,
        /// The cell to look at first.
        cell: Option<FigureCell>,
    },
    /// 缺少数据: these are blank.
    Missing {
        /// Names of what is blank.
        names: Vec<String>,
        /// The first blank column.
        column: Option<usize>,
        /// The facts with every blank at its worst and at its best, where the others are known.
        partial: Option<Partial>,
    },
    /// 不适用
    NotApplicable,
    /// 基数为零: the divisor.
    ZeroBase(String),
    /// An entry that cannot be used. Its finding was reported when it was read.
    Faulty {
        /// Why.
        why: String,
        /// As of what is missing.
        partial: Option<Partial>,
    },
    /// Some 不适用, some figures.
    Doubtful {
        /// Which, and what stays unclear.
        why: String,
        /// The column of the first 不适用.
        column: usize,
        /// As of what is missing.
        partial: Option<Partial>,
    },
    /// Beyond exact arithmetic.
    TooLarge,
}

/// The facts where a part of the entries is blank or cannot be used.
pub struct Partial {
    /// With every such entry at its worst.
    pub worst: Facts,
    /// With every such entry at its best.
    pub best: Facts,
}

impl Basis {
    /// The same with what the other entries leave possible.
    fn within(self, known: Option<Partial>) -> Basis {
        match self {
            Basis::Missing { names, column, .. } => Basis::Missing { names, column, partial: known },
            Basis::Faulty { why, .. } => Basis::Faulty { why, partial: known },
            Basis::Doubtful { why, column, .. } => Basis::Doubtful { why, column, partial: known },
            other => other,
        }
    }

    /// What is left possible where not everything is known.
    pub(super) fn partial(&self) -> Option<&Partial> {
        match self {
            Basis::Missing { partial, .. } | Basis::Faulty { partial, .. } | Basis::Doubtful { partial, .. } => {
                partial.as_ref()
            }
            _ => None,
        }
    }
}

fn faulty(why: String) -> Basis {
    Basis::Faulty { why, partial: None }
}

fn missing(name: impl Into<String>) -> Basis {
    Basis::Missing { names: vec![name.into()], column: None, partial: None }
}

impl Scorer<'_> {
    /// What the department's entries give the rule of an indicator: nothing else counts where its event happened.
    pub(super) fn basis(&self, task: Task) -> Basis {
        let Some(column) = self.inputs[task.index].event else { return self.basis_of_rule(task) };
        match &task.department.entries[column] {
            Entry::No | Entry::NotApplicable => self.basis_of_rule(task),
            Entry::Yes => self.facts(task, Facts::Vetoed, Some(column)),
            entry => {
                let basis = self.basis_of_rule(task);
                let also = if let Basis::Missing { names, .. } = &basis { names.clone() } else { Vec::new() };
                let event = self.named(task, column);
                // a measure alone has no range of its own
                let best = self.best(task, basis);
                let partial = best.map(|best| Partial { worst: Facts::Vetoed, best });
                match entry {
                    Entry::Blank => {
                        let names = [event].into_iter().chain(also).collect();
                        Basis::Missing { names, column: Some(column), partial }
                    }
                    _ => Basis::Faulty { why: format!("{event}不能采用"), partial },
                }
            }
        }
    }

    /// The facts that give the most marks where the event did not happen, of a rule that knows its range.
    fn best(&self, task: Task, basis: Basis) -> Option<Facts> {
        let nothing_wrong = match &self.inputs[task.index].needs {
            Needs::Cases(_) => Some(Facts::Counts(self.counts(task, Decimal::ZERO))),
            Needs::Checks(items) => Some(Facts::Checks(vec![Answer::Yes; items.len()])),
            Needs::Grade(_) => Some(Facts::Grade(0)),
            Needs::Against(_) => None,
            Needs::Measure | Needs::Judgement => return None,
        };
        let candidates = match basis {
            Basis::Facts { facts, .. } => vec![facts],
            Basis::Missing { partial: Some(known), .. }
            | Basis::Faulty { partial: Some(known), .. }
            | Basis::Doubtful { partial: Some(known), .. } => vec![known.worst, known.best],
            Basis::NotApplicable => nothing_wrong.into_iter().collect(),
            _ => Vec::new(),
        };
        let scheme = &self.submission.scheme;
        let marks = |facts: &Facts| scheme.rules[task.index].rule.score(facts, self.conventions).ok();
        let scored = candidates.into_iter().filter_map(|facts| Some((marks(&facts)?, facts)));
        scored.max_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, facts)| facts)
    }

    /// The same without the event.
    fn basis_of_rule(&self, task: Task) -> Basis {
        match &self.inputs[task.index].needs {
            Needs::Measure => self.measured(task, None),
            Needs::Against(other) => self.measured(task, Some(other)),
            Needs::Cases(items) => self.counted(task, items),
            Needs::Checks(items) => self.checked(task, items),
            Needs::Judgement => self.judged(task),
            Needs::Grade(words) => self.graded(task, words),
        }
    }

    /// The grade that was filled in.
    fn graded(&self, task: Task, words: &[String]) -> Basis {
        let Some(column) = self.inputs[task.index].rule_items.first().copied() else {
            return missing("“所属等级”");
        };
        let known = Some(Partial { worst: Facts::Grade(words.len() - 1), best: Facts::Grade(0) });
        let word = match &task.department.entries[column] {
            Entry::Text(word) => words.iter().position(|one| one.as_str() == &**word),
            Entry::NotApplicable => return Basis::NotApplicable,
            Entry::Blank => {
                return Basis::Missing { names: vec![self.named(task, column)], column: Some(column), partial: known };
            }
            _ => None,
        };
        match word {
            Some(at) => self.facts(task, Facts::Grade(at), Some(column)),
            None => faulty(format!("{}不能采用", self.named(task, column))).within(known),
        }
    }

    /// The cell of a planned column, where there is one.
    pub(super) fn cell(&self, task: Task, column: Option<usize>) -> Option<FigureCell> {
        self.submission.cell(task.department, column?).map(FigureCell::Data)
    }

    fn facts(&self, task: Task, facts: Facts, column: Option<usize>) -> Basis {
        Basis::Facts { facts, cell: self.cell(task, column) }
    }

    /// `“三公经费预算”（部门数据!H12）`.
    fn named(&self, task: Task, column: usize) -> String {
        let label = &self.submission.scheme.columns[column].label;
        let short: String = label.chars().take(16).collect();
        let short = if short.len() < label.len() { format!("{short}…") } else { short };
        match self.submission.cell(task.department, column) {
            Some(cell) => format!("“{short}”（{}!{cell}）", sheets::DATA),
            None => format!("“{short}”（没有这一列）"),
        }
    }

    /// What keeps the entries from being figures, if anything does.
    fn obstacle(&self, task: Task, columns: &[usize]) -> Option<Basis> {
        let of = |wanted: fn(&Entry) -> bool| -> Vec<usize> {
            columns.iter().copied().filter(|column| wanted(&task.department.entries[*column])).collect()
        };
        let names = |columns: &[usize]| columns.iter().map(|column| self.named(task, *column)).collect::<Vec<_>>();
        let faulty = of(|entry| matches!(entry, Entry::Faulty | Entry::Text(_)));
        let blank = of(|entry| matches!(entry, Entry::Blank));
        let none = of(|entry| matches!(entry, Entry::NotApplicable));
        if !faulty.is_empty() {
            return Some(self::faulty(format!("{}不能采用", names(&faulty).join("、"))));
        }
        if !blank.is_empty() {
            return Some(Basis::Missing { names: names(&blank), column: blank.first().copied(), partial: None });
        }
        match none[..] {
            [] => None,
            _ if none.len() == columns.len() => Some(Basis::NotApplicable),
            [column, ..] => {
                let why = format!("{}填“无”，其余有数，不能确定是0还是不适用", names(&none).join("、"));
                Some(Basis::Doubtful { why, column, partial: None })
            }
        }
    }

    /// The column of a 数据项 of the indicator.
    pub(super) fn item_column(&self, task: Task, name: &str) -> Option<usize> {
        self.inputs[task.index].items.iter().find(|(item, _)| item == name).map(|(_, column)| *column)
    }

    fn number(&self, task: Task, name: &str) -> Option<Decimal> {
        task.department.entries[self.item_column(task, name)?].number()
    }

    fn measured(&self, task: Task, other: Option<&str>) -> Basis {
        let columns = self.inputs[task.index].columns();
        if let Some(obstacle) = self.obstacle(task, &columns) {
            return match other {
                Some(other) => self.without_other(task, other, obstacle),
                None => obstacle,
            };
        }
        let Some(measure) = &self.submission.scheme.rules[task.index].measure else {
            return faulty("没有计算公式".into());
        };
        let value = match measure.evaluate(&|name| self.number(task, name).map(Exact::from_decimal)) {
            Ok(value) => value,
            Err(NoValue::ZeroBase(base)) => return Basis::ZeroBase(base),
            Err(NoValue::Missing(names)) => return Basis::Missing { names, column: None, partial: None },
            Err(NoValue::TooLarge) => return Basis::TooLarge,
        };
        let facts = match other.map(|other| (other, self.number(task, other))) {
            None => Facts::Value(value),
            Some((_, Some(bound))) => Facts::Against(value, Exact::from_decimal(bound)),
            Some((other, None)) => return missing(format!("“{other}”")),
        };
        let cell = self.cell(task, columns.first().copied());
        Basis::Facts { facts, cell }
    }

    /// A rule against another 数据项 whose figure is not known: the marks that every figure would give (无结余), or those
    /// that are possible.
    fn without_other(&self, task: Task, other: &str, obstacle: Basis) -> Basis {
        let compiled = &self.submission.scheme.rules[task.index];
        let number = |name: &str| self.number(task, name).map(Exact::from_decimal);
        let measured = compiled.measure.as_ref().and_then(|measure| measure.evaluate(&number).ok());
        let Some(value) = measured else { return obstacle };
        let marks = |facts: &Facts| compiled.rule.score(facts, self.conventions).ok();
        let mut possible = compiled.rule.possible(value, is_change(other));
        possible.sort_by_key(marks);
        match (possible.first(), possible.last()) {
            (Some(worst), Some(best)) if marks(worst) == marks(best) => {
                let cell = self.cell(task, self.inputs[task.index].columns().first().copied());
                Basis::Facts { facts: Facts::Value(value), cell }
            }
            (Some(worst), Some(best)) => obstacle.within(Some(Partial { worst: worst.clone(), best: best.clone() })),
            _ => obstacle,
        }
    }

    /// `6.37÷5.50`: the 计算公式 with figures where it gave the facts, empty where it is one figure alone.
    pub(super) fn calculation(&self, task: Task, facts: &Facts) -> String {
        let measure = match facts {
            Facts::Value(_) | Facts::Against(..) => self.submission.scheme.rules[task.index].measure.as_ref(),
            _ => None,
        };
        let Some(measure) = measure else { return String::new() };
        if measure.variables().first().is_some_and(|only| measure.to_string() == *only) {
            return String::new();
        }
        measure.with_figures(&|name| self.quoted(task, name))
    }

    /// The figure of a 数据项, as it is quoted; empty where there is none.
    fn quoted(&self, task: Task, name: &str) -> String {
        self.number(task, name).map(|number| quoted(number, self.submission.unit(name))).unwrap_or_default()
    }

    fn counted(&self, task: Task, items: &[Item]) -> Basis {
        let columns = &self.inputs[task.index].rule_items;
        if let Some(obstacle) = self.obstacle(task, columns) {
            // many cases at worst, none at best
            let [worst, best] =
                [Decimal::ONE_THOUSAND, Decimal::ZERO].map(|unknown| Facts::Counts(self.counts(task, unknown)));
            return obstacle.within(Some(Partial { worst, best }));
        }
        if columns.len() != items.len() {
            return missing("例数各列");
        }
        let counts = self.counts(task, Decimal::ZERO);
        let first = columns.iter().zip(&counts).find(|(_, count)| !count.is_zero()).map(|(column, _)| *column);
        self.facts(task, Facts::Counts(counts), first.or(columns.first().copied()))
    }

    /// The number of cases of each kind; `unknown` where there is none.
    fn counts(&self, task: Task, unknown: Decimal) -> Vec<Decimal> {
        let entries = self.inputs[task.index].rule_items.iter().map(|column| &task.department.entries[*column]);
        entries.map(|entry| entry.number().unwrap_or(unknown)).collect()
    }

    fn checked(&self, task: Task, items: &[Item]) -> Basis {
        let columns = &self.inputs[task.index].rule_items;
        if columns.len() != items.len() {
            return missing("分项各列");
        }
        match self.obstacle(task, columns) {
            Some(obstacle @ (Basis::Missing { .. } | Basis::Faulty { .. })) => {
                let [worst, best] = [Answer::No, Answer::Yes].map(|unknown| Facts::Checks(self.answers(task, unknown)));
                obstacle.within(Some(Partial { worst, best }))
            }
            // an item that does not apply counts as fulfilled
            Some(Basis::Doubtful { .. }) | None => {
                let answers = self.answers(task, Answer::No);
                let lost = columns.iter().zip(&answers).find(|(_, answer)| **answer != Answer::Yes);
                let first = lost.map_or(columns.first().copied(), |(column, _)| Some(*column));
                self.facts(task, Facts::Checks(answers), first)
            }
            Some(other) => other,
        }
    }

    /// The answers; `unknown` where there is none.
    fn answers(&self, task: Task, unknown: Answer) -> Vec<Answer> {
        let answer = |column: &usize| match task.department.entries[*column] {
            Entry::Yes | Entry::NotApplicable => Answer::Yes,
            Entry::Number(number) => Answer::Marks(Points(number)),
            Entry::No => Answer::No,
            _ => unknown,
        };
        self.inputs[task.index].rule_items.iter().map(answer).collect()
    }

    fn judged(&self, task: Task) -> Basis {
        let Some(column) = self.inputs[task.index].judged else { return missing("“评定得分”") };
        match self.obstacle(task, &[column]) {
            // a dash must not give full marks: a reviewer who finds the indicator not applicable writes the marks
            Some(Basis::NotApplicable) => {
                let why = format!("{}填“无”，不能确定是不适用还是没有评定", self.named(task, column));
                Basis::Doubtful { why, column, partial: None }
            }
            Some(obstacle) => obstacle,
            None => {
                let marks = Points(task.department.entries[column].number().unwrap_or_default());
                self.facts(task, Facts::Judgement(marks), Some(column))
            }
        }
    }

    /// 计算过程: every figure with the cell it came from.
    pub(super) fn process(&self, task: Task) -> String {
        let inputs = &self.inputs[task.index];
        let event = inputs.event.map(|column| self.value_and_cell(task, column));
        if let Some(measure) = &self.submission.scheme.rules[task.index].measure {
            let figure = |name: &str| self.figure_and_cell(task, name);
            let text = measure.with_figures(&figure);
            let text = match &inputs.needs {
                Needs::Against(other) => format!("{text}，对照{}", figure(other)),
                _ => text,
            };
            return event.map_or(text.clone(), |event| format!("{text}；{event}"));
        }
        let cells = inputs.columns().into_iter().map(|column| self.value_and_cell(task, column));
        let cells: Vec<String> = cells.chain(event).collect();
        cells.join("；")
    }

    fn figure_and_cell(&self, task: Task, name: &str) -> String {
        let number = self.quoted(task, name);
        self.with_cell(task, format!("{name}{number}"), self.item_column(task, name))
    }

    /// A text with the cell that it speaks of behind it.
    fn with_cell(&self, task: Task, text: String, column: Option<usize>) -> String {
        match column.and_then(|column| self.submission.cell(task.department, column)) {
            Some(cell) => format!("{text}〔{cell}〕"),
            None => text,
        }
    }

    fn value_and_cell(&self, task: Task, column: usize) -> String {
        let value = match &task.department.entries[column] {
            Entry::Number(number) => number.normalize().to_string(),
            Entry::Yes => "是".into(),
            Entry::No => "否".into(),
            Entry::NotApplicable => "不适用".into(),
            Entry::Text(word) => word.to_string(),
            _ => "空".into(),
        };
        let label = &self.submission.scheme.columns[column].label;
        let marker = label.chars().next().filter(|letter| ('①'..='⑳').contains(letter));
        let name = marker.map_or_else(|| label.clone(), String::from);
        self.with_cell(task, format!("{name}{value}"), Some(column))
    }
}
