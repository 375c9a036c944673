//! 逐点扣分: full marks up to a base, then so many marks for every step beyond it
//! (`≤100%，计5分；每超过一个百分点扣0.5分，扣完为止`).

mod parse;

pub(crate) use crate::criterion::kinds::per_step::parse::parse;

use crate::criterion::formula::{Formulas, GUARD, Refs, edge, points};
use crate::criterion::grammar::part;
use crate::criterion::grammar::steps::Direction;
use crate::criterion::grammar::tokens::Unit;
use crate::criterion::kinds::bands::{Edge, Limit};
use crate::criterion::{Example, Negative, Subject, Unscorable, figures};
use crate::ground::convention::{Conventions, PartStep};
use crate::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

/// A rule that takes marks for every step.
#[derive(Clone, Debug, PartialEq)]
pub struct PerStep {
    /// 分值.
    pub full: Points,
    /// Where the deduction begins; as a fraction for percentages.
    pub base: Exact,
    /// What base, step and measure count.
    pub unit: Unit,
    /// Which way marks are lost.
    pub direction: Direction,
    /// The size of a step, above 0.
    pub step: Exact,
    /// What a whole step costs, above 0.
    pub deduction: Points,
    /// 最多扣…分, where that is less than the full marks.
    pub most: Option<Points>,
    /// The text says 等于: it is silent on the other side, which is read as not reduced.
    pub silent: bool,
    /// The measure counts beyond a limit in words (超过规定时间): its base is 0.
    pub beyond_limit: bool,
    /// What the text itself says of a part of a step.
    pub part: Option<PartStep>,
    /// How a value below 0 is taken.
    pub negative: Negative,
    /// 低于60%不得分: where all marks are lost, whatever the steps cost.
    pub nothing: Option<Edge>,
    /// The words before 按满分计算, where the text has them.
    pub not_applicable: Option<String>,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct PerStepTrace {
    /// The measure.
    pub value: Exact,
    /// What was compared: the measure, or its size.
    pub compared: Exact,
    /// How far it lies beyond the base, 0 or less where it does not.
    pub beyond: Exact,
    /// Steps beyond the base, with the part of one.
    pub steps: Exact,
    /// Steps charged.
    pub charged: Exact,
    /// Marks the steps cost, before any limit.
    pub due: Exact,
    /// Whether the value lies where the text gives nothing.
    pub nothing: bool,
    /// Marks left.
    pub marks: Exact,
}

impl PerStepTrace {
    fn size_note(&self) -> &'static str {
        if self.compared == self.value { "" } else { "（按绝对值计）" }
    }
}

impl PerStep {
    pub(crate) fn score(&self, value: Exact, conventions: &Conventions) -> Result<PerStepTrace, Unscorable> {
        self.trace(value, conventions).ok_or(Unscorable::TooLarge)
    }

    fn part_step(&self, conventions: &Conventions) -> PartStep {
        self.part.unwrap_or(conventions.part_step)
    }

    fn trace(&self, value: Exact, conventions: &Conventions) -> Option<PerStepTrace> {
        let compared = self.negative.compared(value, conventions);
        let beyond = match self.direction {
            Direction::Up => compared.minus(self.base)?,
            Direction::Down => self.base.minus(compared)?,
            Direction::Both => compared.minus(self.base)?.abs(),
        };
        let steps = beyond.max(Exact::ZERO).over(self.step)?;
        let charged = part::charged(self.part_step(conventions), steps);
        let due = charged.times(self.deduction.exact())?;
        let limit = self.most.unwrap_or(self.full).exact();
        let nothing = self.gives_nothing(compared);
        let marks = if nothing { Exact::ZERO } else { self.full.exact().minus(due.min(limit))? };
        Some(PerStepTrace { value, compared, beyond, steps, charged, due, nothing, marks })
    }

    fn gives_nothing(&self, value: Exact) -> bool {
        let Some(Edge { at: Limit::Number(at), closed }) = self.nothing else { return false };
        let beyond = if self.direction == Direction::Down { value < at } else { value > at };
        beyond || closed && value == at
    }

    /// 低于60%, 超过110%
    fn nothing_words(&self) -> Option<String> {
        let Some(Edge { at: Limit::Number(at), closed }) = self.nothing else { return None };
        let word = match (self.direction, closed) {
            (Direction::Down, false) => "低于",
            (Direction::Down, true) => "不超过",
            (_, false) => "超过",
            (_, true) => "不低于",
        };
        Some(format!("{word}{}", figures::stated(at, &self.unit)))
    }

    /// 「……＝115.82%，超过100%的标准15.82个百分点，按每超过一个百分点扣1分（不足一个百分点不扣）应扣15分，扣完为止，扣6分。」
    pub(crate) fn explain(&self, trace: &PerStepTrace, subject: &Subject, conventions: &Conventions) -> String {
        let places = conventions.score_places;
        let shown = figures::rounded(trace.compared, &self.unit, &self.thresholds(trace));
        let opening = format!("{}{}", crate::criterion::opening(subject, &self.shown_value(trace)), trace.size_note());
        let base = figures::stated(self.base, &self.unit);
        if trace.beyond <= Exact::ZERO {
            return format!("{opening}，{}，{}。", self.within(&base), figures::award(self.full));
        }
        let side = self.side(trace);
        let gap = shown.and_then(|shown| self.gap(shown)).unwrap_or_default();
        let lost =
            self.full.exact().minus(trace.marks).and_then(|_| trace.marks.to_points(places)).map(|m| self.full - m);
        let lost = lost.unwrap_or_default();
        if trace.nothing {
            let words = self.nothing_words().unwrap_or_default();
            return format!("{opening}，{words}的不得分，扣{lost}分。");
        }
        let how = format!("按{}", self.how());
        let part = part::reason(self.part_step(conventions), trace.steps, &figures::step(self.step, &self.unit));
        let due = figures::marks(trace.due, places);
        let limit = self.most.unwrap_or(self.full);
        let start = match self.beyond_limit {
            true => format!("{opening}，超过规定时间{gap}"),
            false => format!("{opening}，{side}{base}的标准{gap}"),
        };
        match () {
            () if trace.charged.is_zero() => {
                format!("{start}，{}，不扣分，{}。", self.less_than_a_step(), figures::award(self.full))
            }
            () if trace.due > limit.exact() && self.most.is_some() => {
                format!("{start}，{how}{part}应扣{due}分，最多扣{limit}分，扣{lost}分。")
            }
            () if trace.due > limit.exact() => format!("{start}，{how}{part}应扣{due}分，扣完为止，扣{lost}分。"),
            () => format!("{start}，{how}{part}，扣{lost}分。"),
        }
    }

    /// The measure with as many decimals as what was compared.
    fn shown_value(&self, trace: &PerStepTrace) -> String {
        let mut thresholds = self.thresholds(trace);
        if trace.compared != trace.value {
            thresholds = thresholds.into_iter().filter_map(|at| Exact::ZERO.minus(at)).collect();
        }
        figures::measured(trace.value, &self.unit, &thresholds)
    }

    /// Values at which the marks change, next to the value traced.
    fn thresholds(&self, trace: &PerStepTrace) -> Vec<Exact> {
        let at = |steps: Exact| {
            let distance = steps.times(self.step)?;
            let up =
                self.direction == Direction::Up || (self.direction == Direction::Both && trace.compared > self.base);
            if up { self.base.plus(distance) } else { self.base.minus(distance) }
        };
        let whole = trace.steps.floor();
        let nothing = self.nothing.and_then(|edge| match edge.at {
            Limit::Number(at) => Some(at),
            Limit::Reference => None,
        });
        [Some(self.base), at(whole), whole.plus(Exact::ONE).and_then(at), nothing].into_iter().flatten().collect()
    }

    /// 不超过100%的标准
    fn within(&self, base: &str) -> String {
        match self.direction {
            _ if self.beyond_limit => "未超过规定时间".into(),
            Direction::Up => format!("未超过{base}的标准"),
            Direction::Down => format!("达到{base}的标准"),
            Direction::Both => format!("与{base}的标准一致"),
        }
    }

    fn side(&self, trace: &PerStepTrace) -> &'static str {
        match self.direction {
            Direction::Up => "超过",
            Direction::Down => "低于",
            Direction::Both if figures::is_above(trace.compared, self.base) => "超过",
            Direction::Both => "低于",
        }
    }

    /// How far the printed value lies from the base: 15.82个百分点.
    fn gap(&self, shown: Decimal) -> Option<String> {
        let percent = self.unit == Unit::Percent;
        let base = if percent { self.base.times(Exact::whole(100))? } else { self.base };
        let gap = base.to_decimal(10)?.checked_sub(shown)?.abs().normalize();
        Some(match &self.unit {
            Unit::Percent => format!("{gap}个百分点"),
            Unit::Plain => gap.to_string(),
            Unit::Named(name) => format!("{gap}{name}"),
        })
    }

    /// 每超过一个百分点扣0.5分
    fn how(&self) -> String {
        let verb = match self.direction {
            Direction::Up => "超过",
            Direction::Down => "低于",
            Direction::Both => "相差",
        };
        let limit = if self.beyond_limit { "规定时间" } else { "" };
        format!("每{verb}{limit}{}扣{}分", figures::step(self.step, &self.unit), self.deduction)
    }

    fn less_than_a_step(&self) -> String {
        format!("不足{}", figures::step(self.step, &self.unit))
    }

    pub(crate) fn read_back(&self) -> String {
        let base = figures::stated(self.base, &self.unit);
        let full = format!("计{}分", self.full);
        let how = self.how();
        let start = match (self.direction, self.silent, self.beyond_limit) {
            (_, _, true) => format!("未超过规定时间的，{full}；{how}"),
            (Direction::Up, false, _) => format!("不超过{base}的，{full}；超过{base}的，{how}"),
            (Direction::Up, true, _) => format!("等于{base}的，{full}；超过{base}的，{how}"),
            (Direction::Down, false, _) => format!("不低于{base}的，{full}；低于{base}的，{how}"),
            (Direction::Down, true, _) => format!("等于{base}的，{full}；低于{base}的，{how}"),
            (Direction::Both, ..) => format!("等于{base}的，{full}；{how}"),
        };
        let floor = match self.most {
            Some(most) => format!("，最多扣{most}分"),
            None => "，扣完为止，最低0分".to_string(),
        };
        let part = part::read_back(self.part, &figures::step(self.step, &self.unit));
        let other_side = if self.direction == Direction::Down { "超过" } else { "低于" };
        let silent = if self.silent {
            format!("；{other_side}{base}的未作规定，按不扣分理解")
        } else {
            String::new()
        };
        let nothing = self.nothing_words().map_or(String::new(), |words| format!("；{words}的，不得分"));
        format!(
            "{start}{floor}{nothing}{part}{silent}{}{}。",
            self.negative.words(),
            crate::criterion::not_applicable_words(self.not_applicable.as_deref())
        )
    }

    pub(crate) fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let steps_to_nothing =
            self.most.unwrap_or(self.full).exact().over(self.deduction.exact()).map_or(Exact::ONE, Exact::ceil);
        let hair = if self.unit == Unit::Percent { Exact::percent(dec!(0.01)) } else { Exact::ONE };
        let at = |steps: Exact, less: Exact| self.step.times(steps).and_then(|d| d.minus(less));
        let mut distances = vec![Exact::ZERO.minus(self.step), Some(Exact::ZERO)];
        for steps in [Exact::ONE, Exact::whole(2), steps_to_nothing] {
            distances.push(at(steps, hair));
            distances.push(at(steps, Exact::ZERO));
        }
        distances.push(steps_to_nothing.plus(Exact::whole(5)).and_then(|steps| at(steps, Exact::ZERO)));
        let down = self.direction == Direction::Down;
        let value = |distance: Exact| if down { self.base.minus(distance) } else { self.base.plus(distance) };
        let mut values: Vec<Exact> = distances.into_iter().flatten().filter_map(value).collect();
        if let Some(Edge { at: Limit::Number(at), .. }) = self.nothing {
            values.extend([at.minus(hair), Some(at), at.plus(hair)].into_iter().flatten());
        }
        values.retain(|value| !value.is_negative() || self.base.is_zero() && !self.beyond_limit);
        if self.negative != Negative::AsItIs {
            let beyond = self.base.plus(self.step).and_then(|at| Exact::ZERO.minus(at));
            values.extend([Exact::ZERO.minus(self.base), beyond].into_iter().flatten());
        }
        values.sort();
        values.dedup();
        if down {
            values.reverse();
        }
        values.into_iter().map(|value| self.example(value, conventions)).collect()
    }

    fn example(&self, value: Exact, conventions: &Conventions) -> Example {
        let marks = self.trace(value, conventions).and_then(|trace| trace.marks.to_points(conventions.score_places));
        let shown = match figures::stated(value, &self.unit) {
            zero if zero == "0" && self.unit == Unit::Percent => "0%".to_string(),
            shown => shown,
        };
        Example { value: shown, marks }
    }
}

impl PerStep {
    /// `MAX(0,5-0.5*步数)`: whole steps of `ROUND(步数,10)`, the part of one as 不足一个百分点 says.
    pub(crate) fn formulas(&self, refs: &Refs) -> Formulas {
        let base = self.base.in_formula();
        let compared = self.negative.formula(&refs.value);
        let beyond = match self.direction {
            Direction::Up => format!("MAX(0,{compared}-{base})"),
            Direction::Down => format!("MAX(0,{base}-{compared})"),
            Direction::Both => format!("ABS({compared}-{base})"),
        };
        let per_unit = Exact::ONE.over(self.step).filter(|per| per.floor() == *per);
        let steps = match per_unit {
            Some(per) if per == Exact::ONE => beyond,
            Some(per) => format!("{beyond}*{}", per.in_formula()),
            None => format!("{beyond}/{}", self.step.in_formula()),
        };
        let full = points(self.full);
        let due = format!("{}*{}", points(self.deduction), part::formula(self.part, &refs.helper));
        let marks = match self.most {
            Some(most) => format!("{full}-MIN({},{due})", points(most)),
            None => format!("MAX(0,{full}-{due})"),
        };
        let marks = match self.nothing {
            Some(nothing) => {
                let signs = if self.direction == Direction::Down { ("<", "<=") } else { (">", ">=") };
                let value = Refs { helper: format!("ROUND({compared},{GUARD})"), ..refs.clone() };
                format!("IF({},0,{marks})", edge(&value, &nothing, signs))
            }
            None => marks,
        };
        Formulas { helper: Some(("超出步数", steps)), marks, ..Formulas::default() }
    }
}
