//! 逐点扣分: full marks up to a base, then so many marks for every step beyond it
//! (`≤100%，计5分；每超过一个百分点扣0.5分，扣完为止`).

mod parse;
mod sides;

use crate::criterion::deduction::{Cost, Deduction};
use crate::criterion::figures::Unit;
use crate::criterion::formula::{Formulas, GUARD, Helper, Refs, points};
use crate::criterion::lexicon::Direction;
use crate::criterion::negative::Negative;
use crate::criterion::rule::{Common, Example, Facts, Kind, Needs, RuleKind, Subject, Unscorable};
use crate::criterion::tail::Tail;
use crate::criterion::{figures, wording};
use crate::ground::{Conventions, Exact, SettingId};
use rust_decimal::Decimal;

pub(crate) const KIND: Kind = Kind {
    id: "per_step",
    name: "逐点扣分",
    about: "达到标准得满分；超出（或不足）标准的，每一步扣若干分。",
    sample: "≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。",
    sample_marks: 5,
    parse: parse::parse,
};

/// A rule that takes marks for every step.
#[derive(Clone, Debug)]
struct PerStep {
    /// Where the deduction begins; as a fraction for percentages.
    base: Exact,
    /// What base, step and measure count.
    unit: Unit,
    /// Which way marks are lost.
    direction: Direction,
    /// The size of a step, above 0.
    step: Exact,
    /// What the steps cost.
    deduction: Deduction,
    /// The text says 等于: it is silent on the other side, which is read as not reduced.
    silent: bool,
    /// The measure counts beyond a limit in words (超过规定时间): its base is 0.
    beyond_limit: bool,
    /// How a value below 0 is taken.
    negative: Negative,
    /// 低于60%不得分: where all marks are lost, whatever the steps cost.
    nothing: Option<Tail>,
    /// The rule above the base (or above a higher one), where the text has one for each side.
    upper: Option<Box<PerStep>>,
}

/// What led to the marks.
struct Trace {
    /// The measure.
    value: Exact,
    /// What was compared: the measure, or its size.
    compared: Exact,
    /// How far it lies beyond the base, 0 or less where it does not.
    beyond: Exact,
    /// What the steps cost.
    cost: Cost,
    /// Whether the value lies where the text gives nothing.
    nothing: Option<Tail>,
}

impl Trace {
    /// Marks left.
    fn marks(&self) -> Exact {
        if self.nothing.is_some() { Exact::ZERO } else { self.cost.marks }
    }
}

impl PerStep {
    /// The rule of the side on which the value lies.
    fn side(&self, facts: &Facts) -> &PerStep {
        facts.measure().map_or(self, |value| self.side_of(value))
    }

    fn trace(&self, facts: &Facts, conventions: &Conventions) -> Result<Trace, Unscorable> {
        let Facts::Value(value) = *facts else { return Err(KIND.other_facts()) };
        let compared = self.negative.compared(value, conventions);
        let beyond = match self.direction {
            Direction::Up => compared.minus(self.base),
            Direction::Down => self.base.minus(compared),
            Direction::Both => compared.minus(self.base).map(Exact::abs),
        };
        let beyond = beyond.ok_or(Unscorable::TooLarge)?;
        let steps = beyond.max(Exact::ZERO).over(self.step);
        let cost = steps.and_then(|steps| self.deduction.cost(steps, conventions)).ok_or(Unscorable::TooLarge)?;
        let nothing = self.nothing.filter(|nothing| nothing.contains(compared));
        Ok(Trace { value, compared, beyond, cost, nothing })
    }

    /// What was compared, with so many decimals that the printed value has the same marks; in percent for percentages.
    fn printed(&self, trace: &Trace, conventions: &Conventions) -> Option<Decimal> {
        let kept = |trace: &Trace| conventions.rounded(trace.marks(), self.full_marks());
        let agrees = |value: Exact| {
            let told = self.trace(&Facts::Value(value), conventions);
            told.is_ok_and(|told| kept(&told) == kept(trace))
        };
        figures::rounded_where(trace.compared, &self.unit, &self.thresholds(trace), agrees)
    }

    /// The measure as it is printed.
    fn shown_value(&self, trace: &Trace, printed: Option<Decimal>) -> String {
        let absolute = trace.compared != trace.value;
        let signed = printed.map(|number| if absolute { -number } else { number });
        let shown = figures::printed(signed, &self.unit).unwrap_or_else(|| format!("{:?}", trace.value));
        if absolute { format!("{shown}（按绝对值计）") } else { shown }
    }

    /// Values at which the marks change, next to the value traced.
    fn thresholds(&self, trace: &Trace) -> Vec<Exact> {
        let up = match self.direction {
            Direction::Both => trace.compared > self.base,
            direction => direction == Direction::Up,
        };
        let at = |steps: Exact| {
            let distance = steps.times(self.step)?;
            if up { self.base.plus(distance) } else { self.base.minus(distance) }
        };
        let whole = trace.cost.steps.floor();
        let nothing = self.nothing.map(|nothing| nothing.at);
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

    /// `，超过100%的标准15.82个百分点`
    fn excess(&self, trace: &Trace, base: &str, printed: Option<Decimal>) -> String {
        let gap = printed.and_then(|shown| self.gap(shown)).unwrap_or_default();
        let side = match self.direction {
            Direction::Up => "超过",
            Direction::Both if trace.compared > self.base => "超过",
            Direction::Down | Direction::Both => "低于",
        };
        if self.beyond_limit { format!("超过规定时间{gap}") } else { format!("{side}{base}的标准{gap}") }
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

    /// A printed value as it is compared.
    fn of_printed(&self, number: Decimal) -> Option<Exact> {
        let number = Exact::from_decimal(number);
        if self.unit == Unit::Percent { number.over(Exact::whole(100)) } else { Some(number) }
    }

    /// 一个百分点
    fn step(&self) -> String {
        figures::step(self.step, &self.unit)
    }

    /// 每超过一个百分点扣0.5分
    fn how(&self) -> String {
        let verb = match self.direction {
            Direction::Up => "超过",
            Direction::Down => "低于",
            Direction::Both => "相差",
        };
        let limit = if self.beyond_limit { "规定时间" } else { "" };
        format!("每{verb}{limit}{}扣{}分", self.step(), self.deduction.each)
    }

    /// The values of the examples: both sides of the base, of the steps and of the limits.
    fn telling_values(&self) -> Vec<Exact> {
        let (to_limit, hair) = (self.deduction.steps_to_limit(), figures::hair(&self.unit));
        let at = |steps: Exact, less: Exact| self.step.times(steps).and_then(|distance| distance.minus(less));
        let mut distances = vec![Exact::ZERO.minus(self.step), Some(Exact::ZERO)];
        for steps in [Exact::ONE, Exact::whole(2), to_limit] {
            distances.extend([at(steps, hair), at(steps, Exact::ZERO)]);
        }
        distances.push(to_limit.plus(Exact::whole(5)).and_then(|steps| at(steps, Exact::ZERO)));
        let down = self.direction == Direction::Down;
        let value = |distance: Exact| if down { self.base.minus(distance) } else { self.base.plus(distance) };
        let mut values: Vec<Exact> = distances.into_iter().flatten().filter_map(value).collect();
        if let Some(Tail { at, .. }) = self.nothing {
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
        values
    }

    /// `MAX(0,5-0.5*步数)`: whole steps of `ROUND(步数,10)`, the part of one as 不足一个百分点 says.
    fn steps_and_marks(&self, refs: &Refs) -> (String, String) {
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
        let full = points(self.full_marks());
        let due = format!("{}*{}", points(self.deduction.each), self.deduction.charged_formula(&refs.helper));
        let marks = match self.deduction.most {
            Some(most) => format!("{full}-MIN({},{due})", points(most)),
            None => format!("MAX(0,{full}-{due})"),
        };
        let marks = match self.nothing {
            Some(nothing) => format!("IF({},0,{marks})", nothing.formula(&format!("ROUND({compared},{GUARD})"))),
            None => marks,
        };
        (steps, marks)
    }
}

impl RuleKind for PerStep {
    fn common(&self) -> &Common {
        &self.deduction.common
    }

    fn needs(&self) -> Needs {
        Needs::Measure
    }

    fn unit(&self) -> Option<&Unit> {
        Some(&self.unit)
    }

    fn score(&self, facts: &Facts, conventions: &Conventions) -> Result<Exact, Unscorable> {
        self.side(facts).trace(facts, conventions).map(|trace| trace.marks())
    }

    /// 「……＝115.82%，超过100%的标准15.82个百分点，按每超过一个百分点扣1分（不足一个百分点不扣）应扣15分，扣完为止，扣6分。」
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable> {
        let side = self.side(facts);
        if !std::ptr::eq(side, self) {
            return side.explain(facts, subject, conventions);
        }
        let trace = self.trace(facts, conventions)?;
        let printed = self.printed(&trace, conventions);
        let opening = wording::opening(subject, &self.shown_value(&trace, printed));
        let base = figures::stated(self.base, &self.unit);
        let full = wording::award(self.full_marks());
        let how = match trace.nothing {
            _ if trace.beyond <= Exact::ZERO => format!("{}，{full}", self.within(&base)),
            Some(nothing) => format!("{}的不得分，扣{}分", nothing.words(&self.unit), self.full_marks()),
            None if trace.cost.charged.is_zero() => {
                format!("{}，不足{}，不扣分，{full}", self.excess(&trace, &base, printed), self.step())
            }
            None => {
                // the arithmetic of the sentence is that of its own words
                let told =
                    printed.and_then(|number| self.trace(&Facts::Value(self.of_printed(number)?), conventions).ok());
                let excess = self.excess(&trace, &base, printed);
                let kept = |marks: Exact| conventions.rounded(marks, self.full_marks());
                let same = told.filter(|told| kept(told.cost.marks) == kept(trace.cost.marks));
                let cost = same.map_or(trace.cost, |told| told.cost);
                let reason = self.deduction.reason(&cost, &self.step(), conventions);
                format!("{excess}，按{}{reason}", self.how())
            }
        };
        Ok(format!("{opening}，{how}。"))
    }

    fn read_back(&self) -> String {
        let base = figures::stated(self.base, &self.unit);
        let full = format!("计{}分", self.full_marks());
        let how = self.how();
        let start = match (self.direction, self.silent, self.beyond_limit) {
            _ if self.upper.is_some() => self.both_sides_words(),
            (_, _, true) => format!("未超过规定时间的，{full}；{how}"),
            (Direction::Up, false, _) => format!("不超过{base}的，{full}；超过{base}的，{how}"),
            (Direction::Up, true, _) => format!("等于{base}的，{full}；超过{base}的，{how}"),
            (Direction::Down, false, _) => format!("不低于{base}的，{full}；低于{base}的，{how}"),
            (Direction::Down, true, _) => format!("等于{base}的，{full}；低于{base}的，{how}"),
            (Direction::Both, ..) => format!("等于{base}的，{full}；{how}"),
        };
        let limit = self.deduction.limit_words();
        let upper = self.upper.as_ref().and_then(|upper| upper.nothing);
        let nothing: String =
            self.nothing.iter().chain(&upper).map(|nothing| nothing.gives_nothing(&self.unit)).collect();
        let part = self.deduction.part_words(&self.step());
        let other_side = if self.direction == Direction::Down { "超过" } else { "低于" };
        let silent = match self.silent {
            true => format!("；{other_side}{base}的未作规定，按不扣分理解"),
            false => String::new(),
        };
        let absent = self.common().not_applicable_words();
        format!("{start}，{limit}{nothing}{part}{silent}{}{absent}。", self.negative.words())
    }

    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let example = |value: Exact| self.example(figures::shown(value, &self.unit), &Facts::Value(value), conventions);
        let mut values = self.telling_values();
        if let Some(upper) = &self.upper {
            values.reverse();
            values.retain(|value| *value <= self.base);
            values.extend(upper.telling_values().into_iter().filter(|value| *value >= upper.base));
            values.dedup();
        }
        values.into_iter().map(example).collect()
    }

    /// The formulas of the side of the value, where the text has one for each side.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let (steps, marks) = self.steps_and_marks(refs);
        let (steps, marks) = match &self.upper {
            None => (steps, marks),
            Some(upper) => {
                let (upper_steps, upper_marks) = upper.steps_and_marks(refs);
                let of_side = |lower: &str, above: &str| self.of_side(upper.base, &refs.value, (lower, above));
                (of_side(&steps, &upper_steps), of_side(&marks, &upper_marks))
            }
        };
        Formulas { helper: Helper::of_measure("应扣次数", steps), marks, ..Formulas::default() }
    }

    fn helper_value(&self, facts: &Facts, conventions: &Conventions) -> Option<Exact> {
        self.side(facts).trace(facts, conventions).ok().map(|trace| trace.cost.steps)
    }

    fn open_conventions(&self) -> Vec<SettingId> {
        let part_step = self.deduction.part.is_none().then_some(SettingId::PartStep);
        self.negative.convention().into_iter().chain(part_step).collect()
    }
}
