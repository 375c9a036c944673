//! 按比例计分: the measure times the full marks, at most the full marks (`得分＝预算执行率×10分，最高10分`).

mod parse;

pub(crate) use crate::criterion::kinds::proportional::parse::parse;

use crate::criterion::formula::{Formulas, GUARD, Refs, edge, points};
use crate::criterion::grammar::tokens::Unit;
use crate::criterion::kinds::bands::{Edge, Limit};
use crate::criterion::{Example, Subject, Unscorable, figures};
use crate::ground::convention::Conventions;
use crate::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

/// A rule that gives marks in proportion.
#[derive(Clone, Debug, PartialEq)]
pub struct Proportional {
    /// 分值.
    pub full: Points,
    /// Where the full marks begin: 1, or 0.95 in ≥95%，计5分.
    pub from: Exact,
    /// What the measure is divided by: 1, or 0.95 in 得分＝执行率÷95%×5分.
    pub over: Exact,
    /// 低于60%不得分: where there are no marks.
    pub nothing: Option<Edge>,
    /// The text says nothing of more than 100%: read as the full marks.
    pub silent: bool,
    /// The words before 按满分计算, where the text has them.
    pub not_applicable: Option<String>,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct ProportionalTrace {
    /// The measure, a fraction.
    pub value: Exact,
    /// Marks given.
    pub marks: Exact,
}

impl Proportional {
    pub(crate) fn score(&self, value: Exact) -> Result<ProportionalTrace, Unscorable> {
        let share = match () {
            () if self.gives_nothing(value) => Some(Exact::ZERO),
            () if value >= self.from => Some(Exact::ONE),
            () => value.over(self.over).map(|share| share.max(Exact::ZERO).min(Exact::ONE)),
        };
        let marks = share.and_then(|share| share.times(self.full.exact())).ok_or(Unscorable::TooLarge)?;
        Ok(ProportionalTrace { value, marks })
    }

    fn nothing_at(&self) -> Option<(Exact, bool)> {
        match self.nothing {
            Some(Edge { at: Limit::Number(at), closed }) => Some((at, closed)),
            _ => None,
        }
    }

    fn gives_nothing(&self, value: Exact) -> bool {
        self.nothing_at().is_some_and(|(at, closed)| value < at || closed && value == at)
    }

    /// 低于60%
    fn nothing_words(&self) -> Option<String> {
        let (at, closed) = self.nothing_at()?;
        Some(format!("{}{}", if closed { "不超过" } else { "低于" }, figures::stated(at, &Unit::Percent)))
    }

    /// ÷95%
    fn divisor(&self) -> String {
        if self.over == Exact::ONE {
            String::new()
        } else {
            format!("÷{}", figures::stated(self.over, &Unit::Percent))
        }
    }

    /// 「……＝95.88%，按比例计算得20×95.88%＝19.18分，扣0.82分。」
    pub(crate) fn explain(&self, trace: &ProportionalTrace, subject: &Subject, conventions: &Conventions) -> String {
        let mut thresholds = vec![Exact::ZERO, self.from];
        thresholds.extend(self.nothing_at().map(|(at, _)| at));
        let value = figures::measured(trace.value, &Unit::Percent, &thresholds);
        let opening = crate::criterion::opening(subject, &value);
        let marks = trace.marks.to_points(conventions.score_places).unwrap_or_default();
        let full = self.full;
        if let Some(words) = self.nothing_words().filter(|_| self.gives_nothing(trace.value)) {
            return format!("{opening}，{words}的不得分，扣{full}分。");
        }
        if trace.value >= self.from {
            let from = figures::stated(self.from, &Unit::Percent);
            return format!("{opening}，达到{from}，{}。", figures::award(full));
        }
        if trace.value <= Exact::ZERO {
            return format!("{opening}，按比例不得分，扣{full}分。");
        }
        format!("{opening}，按比例计算得{full}×{value}{}＝{marks}分，扣{}分。", self.divisor(), full - marks)
    }

    pub(crate) fn read_back(&self) -> String {
        let full = self.full;
        let product = format!("得分＝计算结果{}×{full}分", self.divisor());
        let from = figures::stated(self.from, &Unit::Percent);
        let (start, end) = match (self.from == Exact::ONE, self.silent) {
            (false, _) => (format!("不低于{from}的，计{full}分；低于{from}的，"), ""),
            (true, true) => (String::new(), "；超过100%的未作规定，按满分封顶理解"),
            (true, false) => (String::new(), ""),
        };
        let nothing = self.nothing_words().map_or(String::new(), |words| format!("；{words}的，不得分"));
        let absent = crate::criterion::not_applicable_words(self.not_applicable.as_deref());
        let most = if self.from == Exact::ONE && !self.silent { format!("，最高{full}分") } else { String::new() };
        format!("{start}{product}{most}{end}，最低0分{nothing}{absent}。")
    }

    pub(crate) fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let mut values =
            vec![dec!(0), dec!(50), dec!(80), dec!(95.88), dec!(99.99), dec!(100), dec!(100.01), dec!(120)];
        let ends = [Some(self.from).filter(|from| *from != Exact::ONE), self.nothing_at().map(|(at, _)| at)];
        for end in ends.into_iter().flatten() {
            let percent = end.times(Exact::whole(100)).and_then(|percent| percent.to_decimal(4)).unwrap_or_default();
            values.extend([percent - dec!(0.01), percent, percent + dec!(0.01)].map(|value| value.normalize()));
        }
        values.sort();
        values.dedup();
        let example = |value: Decimal| {
            let marks =
                self.score(Exact::percent(value)).ok().and_then(|t| t.marks.to_points(conventions.score_places));
            Example { value: format!("{value}%"), marks }
        };
        values.into_iter().take(12).map(example).collect()
    }
}

impl Proportional {
    /// `MAX(0,MIN(1,值))*20`, with `IF(ROUND(值,10)>=0.95,20,…)` where the full marks begin elsewhere.
    pub(crate) fn formulas(&self, refs: &Refs) -> Formulas {
        let full = points(self.full);
        let value = &refs.value;
        let share = if self.over == Exact::ONE { value.clone() } else { format!("{value}/{}", self.over.in_formula()) };
        let mut marks = format!("MAX(0,MIN(1,{share}))*{full}");
        let rounded = Refs { helper: format!("ROUND({value},{GUARD})"), ..refs.clone() };
        if self.from != Exact::ONE && self.over != self.from {
            let from = Edge { at: Limit::Number(self.from), closed: true };
            marks = format!("IF({},{full},{marks})", edge(&rounded, &from, (">", ">=")));
        }
        if let Some(nothing) = self.nothing {
            marks = format!("IF({},0,{marks})", edge(&rounded, &nothing, ("<", "<=")));
        }
        Formulas { marks, ..Formulas::default() }
    }
}
