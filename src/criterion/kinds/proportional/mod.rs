//! 按比例计分: the measure times the full marks, at most the full marks (`得分＝预算执行率×10分，最高10分`).

mod parse;

use crate::criterion::figures::Unit;
use crate::criterion::formula::{Formulas, GUARD, Refs, points};
use crate::criterion::grammar::line::Line;
use crate::criterion::lexicon::Side;
use crate::criterion::rule::{Common, Example, Facts, Kind, Needs, OfTarget, RuleKind, Subject, Unscorable};
use crate::criterion::tail::Tail;
use crate::criterion::{figures, wording};
use crate::ground::{Conventions, Exact, Points};
use rust_decimal::{Decimal, dec};

pub(crate) const KIND: Kind = Kind {
    id: "proportional",
    name: "按比例计分",
    about: "计算结果乘以分值，最高为分值。",
    sample: "得分＝预算执行率×10分，最高10分。",
    sample_marks: 10,
    parse: parse::parse,
};

/// A rule that gives marks in proportion.
#[derive(Clone, Debug)]
struct Proportional {
    common: Common,
    /// Where the full marks begin: 1, or 0.95 in ≥95%，计5分.
    from: Exact,
    /// The share of the full marks: the measure, its share of 95%, （完成率-60%）÷40%, 1-结转率.
    line: Line,
    /// 低于60%不得分: where there are no marks.
    nothing: Option<Tail>,
    /// 超过100%的不得分, or beyond the end of a line that falls.
    beyond: Option<Tail>,
    /// The text says nothing of more than 100%: read as the full marks.
    silent: bool,
    /// The text names the measure: 完成值÷指标值.
    of_target: Option<OfTarget>,
}

impl Proportional {
    fn nothing_for(&self, value: Exact) -> Option<&Tail> {
        self.nothing.iter().chain(&self.beyond).find(|tail| tail.contains(value))
    }

    /// Whether the marks fall with the measure.
    fn falls(&self) -> bool {
        self.line.reach.is_negative()
    }

    fn is_full(&self, value: Exact) -> bool {
        if self.falls() { value <= self.from } else { value >= self.from }
    }

    /// The measure and its marks.
    fn marks(&self, facts: &Facts) -> Result<(Exact, Exact), Unscorable> {
        let Facts::Value(value) = *facts else { return Err(KIND.other_facts()) };
        let along = || value.minus(self.line.zero)?.over(self.line.reach);
        let share = match () {
            () if self.nothing_for(value).is_some() => Some(Exact::ZERO),
            () if self.is_full(value) => Some(Exact::ONE),
            () => along().map(|share| share.max(Exact::ZERO).min(Exact::ONE)),
        };
        let marks = share.and_then(|share| share.times(self.full_marks().exact())).ok_or(Unscorable::TooLarge)?;
        Ok((value, marks))
    }

    /// 计算结果÷95%, （计算结果−60%）÷40%, （100%−计算结果）÷100%, with `value` for 计算结果.
    fn share_words(&self, value: &str) -> String {
        let stated = |at: Exact| figures::stated(at, &Unit::Percent);
        let (zero, reach) = (stated(self.line.zero), stated(self.line.reach.abs()));
        match () {
            () if self.falls() => format!("（{zero}−{value}）÷{reach}"),
            () if !self.line.zero.is_zero() => format!("（{value}−{zero}）÷{reach}"),
            () if self.line.reach == Exact::ONE => value.to_string(),
            () => format!("{value}÷{reach}"),
        }
    }

    /// Where the line itself gives the full marks.
    fn line_end(&self) -> Option<Exact> {
        self.line.zero.plus(self.line.reach)
    }
}

impl RuleKind for Proportional {
    fn common(&self) -> &Common {
        &self.common
    }

    fn needs(&self) -> Needs {
        Needs::Measure
    }

    fn unit(&self) -> Option<&Unit> {
        Some(&Unit::Percent)
    }

    fn of_target(&self) -> Option<OfTarget> {
        self.of_target
    }

    fn score(&self, facts: &Facts, _: &Conventions) -> Result<Exact, Unscorable> {
        self.marks(facts).map(|(_, marks)| marks)
    }

    /// 「……＝95.88%，按比例计算得20×95.88%＝19.18分，扣0.82分。」
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable> {
        let (value, marks) = self.marks(facts)?;
        let mut thresholds = vec![Exact::ZERO, self.from, self.line.zero];
        thresholds.extend(self.nothing.iter().chain(&self.beyond).map(|tail| tail.at));
        let shown = figures::measured(value, &Unit::Percent, &thresholds);
        let marks = marks.to_points(conventions.score_places).unwrap_or_default();
        let full = self.full_marks();
        let how = match self.nothing_for(value) {
            Some(nothing) => format!("{}的不得分，扣{full}分", nothing.words(&Unit::Percent)),
            None if self.is_full(value) => {
                let reached = if self.falls() { "不超过" } else { "达到" };
                format!("{reached}{}，{}", figures::stated(self.from, &Unit::Percent), wording::award(full))
            }
            None if marks == Points::ZERO => format!("按比例不得分，扣{full}分"),
            None => format!("按比例计算得{full}×{}＝{marks}分，扣{}分", self.share_words(&shown), full - marks),
        };
        Ok(format!("{}，{how}。", wording::opening(subject, &shown)))
    }

    fn read_back(&self) -> String {
        let full = self.full_marks();
        let from = figures::stated(self.from, &Unit::Percent);
        let by_line = self.falls() || !self.line.zero.is_zero();
        let (start, end) = match (self.from == Exact::ONE || by_line, self.silent) {
            (false, _) => (format!("不低于{from}的，计{full}分；低于{from}的，"), String::new()),
            (true, true) => (String::new(), format!("；超过{from}的未作规定，按满分封顶理解")),
            (true, false) => (String::new(), format!("，最高{full}分")),
        };
        let nothing = |tail: &Option<Tail>| tail.map_or(String::new(), |tail| tail.gives_nothing(&Unit::Percent));
        let (nothing, beyond) = (nothing(&self.nothing), nothing(&self.beyond));
        let absent = self.common().not_applicable_words();
        let share = self.share_words(self.of_target.map_or("计算结果", OfTarget::words));
        format!("{start}得分＝{share}×{full}分{end}，最低0分{nothing}{beyond}{absent}。")
    }

    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let mut values =
            vec![dec!(0), dec!(50), dec!(80), dec!(95.88), dec!(99.99), dec!(100), dec!(100.01), dec!(120)];
        let from = Some(self.from).filter(|from| *from != Exact::ONE);
        let zero = Some(self.line.zero).filter(|zero| !zero.is_zero() && *zero != Exact::ONE);
        let tails = self.nothing.iter().chain(&self.beyond).map(|tail| tail.at);
        for end in from.into_iter().chain(zero).chain(tails) {
            let percent = end.times(Exact::whole(100)).and_then(|percent| percent.to_decimal(4)).unwrap_or_default();
            values.extend([percent - dec!(0.01), percent, percent + dec!(0.01)].map(|value| value.normalize()));
        }
        values.sort();
        values.dedup();
        let example =
            |value: Decimal| self.example(format!("{value}%"), &Facts::Value(Exact::percent(value)), conventions);
        values.into_iter().take(12).map(example).collect()
    }

    /// `MAX(0,MIN(1,值))*20`, with `IF(ROUND(值,10)>=0.95,20,…)` where the full marks begin elsewhere.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let full = points(self.full_marks());
        let value = &refs.value;
        let (zero, reach) = (self.line.zero.in_formula(), self.line.reach.abs().in_formula());
        let share = match () {
            () if self.falls() => format!("({zero}-{value})/{reach}"),
            () if !self.line.zero.is_zero() => format!("({value}-{zero})/{reach}"),
            () if self.line.reach == Exact::ONE => value.clone(),
            () => format!("{value}/{reach}"),
        };
        let mut marks = format!("MAX(0,MIN(1,{share}))*{full}");
        let rounded = format!("ROUND({value},{GUARD})");
        if self.line_end() != Some(self.from) {
            let reached = Tail { side: Side::Above, at: self.from, closed: true };
            marks = format!("IF({},{full},{marks})", reached.formula(&rounded));
        }
        for tail in self.nothing.iter().chain(&self.beyond) {
            marks = format!("IF({},0,{marks})", tail.formula(&rounded));
        }
        Formulas { marks, ..Formulas::default() }
    }
}
