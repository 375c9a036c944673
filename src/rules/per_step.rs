//! 逐点扣分: full marks up to a base, then so many marks for every step beyond it
//! (`≤100%，计5分；每超过一个百分点扣0.5分，扣完为止`).

use super::condition::{Closure, Condition};
use super::figures;
use super::phrases::Meaning;
use super::reading::Reading;
use super::steps::{Direction, Step};
use super::tokens::{Quantity, Spanned, Unit};
use super::{Claim, Example, Fault, Subject, Unscorable};
use crate::convention::{Conventions, PartStep};
use crate::finding::Code;
use crate::quantity::{Exact, Points};
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
    /// The words before 按满分计算, where the text has them.
    pub not_applicable: Option<String>,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct PerStepTrace {
    /// The measure.
    pub value: Exact,
    /// How far it lies beyond the base, 0 or less where it does not.
    pub beyond: Exact,
    /// Steps beyond the base, with the part of one.
    pub steps: Exact,
    /// Steps charged.
    pub charged: Exact,
    /// Marks the steps cost, before any limit.
    pub due: Exact,
    /// Marks left.
    pub marks: Exact,
}

pub(super) fn parse(reading: &Reading) -> Claim {
    if reading.is_discretionary() {
        return Claim::None;
    }
    match reading.steps().as_slice() {
        [] => Claim::None,
        [step] => Claim::from(parse_step(reading, step)),
        [_, second, ..] => {
            let advice = "请只保留一种扣分办法，或改写成分档";
            Claim::Faults(vec![reading.fault(
                Code::NotUnderstood,
                &second.cost.span,
                "一条评分标准里有两种逐点扣分",
                advice,
            )])
        }
    }
}

fn parse_step(reading: &Reading, step: &Step) -> Result<(PerStep, Vec<Fault>), Vec<Fault>> {
    let mut faults = reading.unread(|_| false);
    faults.extend(award_faults(reading));
    let Some(direction) = direction(reading, step) else {
        faults.push(unclear(reading, step, "看不出是超过还是低于标准时扣分"));
        return Err(faults);
    };
    let base = match base(reading, step, direction) {
        Ok(base) => base,
        Err(fault) => {
            faults.push(fault);
            return Err(faults);
        }
    };
    let unit = match common_unit(&base, &step.step.value) {
        Some(unit) => unit,
        None => {
            faults.push(unclear(reading, step, "标准和每一步的单位不一致（一个有百分号，一个没有）"));
            return Err(faults);
        }
    };
    let deduction = reading.cost(&step.cost).filter(|cost| *cost <= reading.source.full_marks);
    let part = part(reading, step, &mut faults);
    let size = step.step.value.value;
    let Some(deduction) = deduction.filter(|_| size > Exact::ZERO) else {
        let message = "每一步应大于0，扣分应大于0且不超过分值";
        faults.push(reading.fault(Code::NotUnderstood, &step.cost.span, message, "请核对扣分数额"));
        return Err(faults);
    };
    let silent = reading.awards().iter().any(|(c, _)| c.is_point() && !c.is_bare()) && direction != Direction::Both;
    if silent {
        faults.push(silence(reading, direction, &base));
    }
    let rule = PerStep {
        full: reading.source.full_marks,
        base: base.value,
        unit,
        direction,
        step: size,
        deduction,
        most: reading.most(),
        silent,
        beyond_limit: step.from_zero && reading.awards().is_empty(),
        part,
        not_applicable: reading.not_applicable(),
    };
    Ok((rule, faults))
}

/// Full marks may be given once, for the side of the base that loses nothing.
fn award_faults(reading: &Reading) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    let awards = reading.awards();
    let all = awards.iter().map(|(_, marks)| *marks).chain(reading.word_awards().into_iter().map(|(_, marks)| marks));
    faults.extend(all.filter_map(|marks| reading.not_full(marks)));
    let in_time = reading.steps().iter().all(|step| step.from_zero);
    if let Some((words, marks)) = reading.word_awards().first().filter(|_| !in_time) {
        let message = format!("“{words}”没有写明对应的数值");
        faults.push(reading.fault(Code::NotUnderstood, &marks.span, message, "请写成“≤100%，计5分”一类的数值条件"));
    }
    if awards.len() + usize::from(in_time) * reading.word_awards().len() > 1 {
        let message = "逐点扣分之外又分档计分，不能确定按哪一种";
        faults.push(reading.fault(
            Code::NotUnderstood,
            &awards.last().map_or(0..0, |(c, _)| c.span.clone()),
            message,
            "请只保留一种",
        ));
    }
    faults.extend(reading.strays("逐点扣分", |m| {
        matches!(
            m,
            Meaning::Standard(_)
                | Meaning::Award { .. }
                | Meaning::WordAward { .. }
                | Meaning::Step(_)
                | Meaning::Floor(_)
                | Meaning::Most(_)
                | Meaning::PartStep { .. }
        )
    }));
    faults
}

/// The direction that the step, or the condition before it, names.
fn direction(reading: &Reading, step: &Step) -> Option<Direction> {
    let by_condition = |c: &Condition| match (&c.low, &c.high) {
        (Some(_), None) => Some(Direction::Up),
        (None, Some(_)) => Some(Direction::Down),
        _ => None,
    };
    let awarded = || match reading.awards().first() {
        // 达到90%得满分，每差一个百分点: short of a lower limit
        Some((c, _)) if c.low.is_some() && (c.high.is_none() || c.is_bare()) => Some(Direction::Down),
        _ => None,
    };
    match step.direction {
        Some(direction) => Some(direction),
        None if step.falls_short => awarded(),
        None => step.guard.as_ref().and_then(by_condition),
    }
}

/// The base, which every part of the text that names one must agree on.
fn base(reading: &Reading, step: &Step, direction: Direction) -> Result<Quantity, Fault> {
    let mut named: Vec<Spanned<Quantity>> = Vec::new();
    named.extend(reading.all(|m| if let Meaning::Standard(at) = m { Some(at.clone()) } else { None }));
    named.extend(step.base.clone());
    for (condition, _) in reading.awards() {
        named.push(full_end(reading, condition, direction)?);
    }
    if let Some(guard) = &step.guard {
        named.push(guard_end(reading, guard, direction)?);
    }
    if step.from_zero && named.is_empty() {
        return Ok(Quantity { value: Exact::ZERO, unit: step.step.value.unit.clone() });
    }
    if step.from_plan && named.is_empty() {
        return Ok(Quantity { value: Exact::ONE, unit: Unit::Percent });
    }
    let Some(first) = named.first() else {
        return Err(unclear(reading, step, "没有写明从哪一个数值起扣分"));
    };
    let zero_or_same = |x: &Quantity, y: &Quantity| x.value == y.value && (x.unit == y.unit || x.value.is_zero());
    match named.iter().find(|other| !zero_or_same(&other.value, &first.value)) {
        None => Ok(first.value.clone()),
        Some(other) => {
            let (one, two) = (reading.words(&first.span), reading.words(&other.span));
            let message = format!("“{one}”与“{two}”不是同一个标准，不能确定从哪里起扣分");
            Err(reading.fault(Code::BaseUnclear, &other.span, message, "请统一为一个数值"))
        }
    }
}

/// The end of the full-marks condition where the deduction begins.
fn full_end(reading: &Reading, condition: &Condition, direction: Direction) -> Result<Spanned<Quantity>, Fault> {
    let at = |end: &super::condition::End| Ok(Spanned { value: end.at.clone(), span: condition.span.clone() });
    let words = reading.words(&condition.span);
    match (&condition.low, &condition.high, direction) {
        // 100%计满分，每低于…: 100% or more. Upwards the sign may have been lost.
        (Some(low), Some(_), Direction::Down | Direction::Both) if condition.is_bare() => at(low),
        // with a subject the lost sign is reported already
        (Some(_), Some(_), Direction::Up) if condition.is_bare() && condition.subject.value.is_empty() => {
            let message = format!("“{words}”前面没有比较符号，低于它是否也得满分不明");
            Err(reading.fault(
                Code::LostComparison,
                &condition.span,
                message,
                format!("请写成“≤{words}”或“等于{words}”"),
            ))
        }
        (Some(low), Some(_), _) if condition.is_point() => at(low),
        (None, Some(high), Direction::Up) if high.closure != Closure::Open => at(high),
        (Some(low), None, Direction::Down) if low.closure != Closure::Open => at(low),
        (None, Some(end), Direction::Up) | (Some(end), None, Direction::Down) => {
            let number = figures::stated(end.at.value, &end.at.unit);
            let message = format!("恰为{number}时得不得满分没有写明");
            Err(reading.fault(Code::BandEndDoubtful, &condition.span, message, format!("请在{number}后注明（含）")))
        }
        _ => {
            let message = format!("得满分的条件“{words}”与扣分的方向不合");
            Err(reading.fault(Code::BaseUnclear, &condition.span, message, "请核对是“每超过”还是“每低于”"))
        }
    }
}

/// The end of `变动率＞0，每超过…`.
fn guard_end(reading: &Reading, guard: &Condition, direction: Direction) -> Result<Spanned<Quantity>, Fault> {
    let end = match (&guard.low, &guard.high, direction) {
        (Some(low), None, Direction::Up) => Some(low),
        (None, Some(high), Direction::Down) => Some(high),
        _ => None,
    };
    end.map(|end| Spanned { value: end.at.clone(), span: guard.span.clone() }).ok_or_else(|| {
        let message = format!("“{}”与扣分的方向不合", reading.words(&guard.span));
        reading.fault(Code::BaseUnclear, &guard.span, message, "请核对是“每超过”还是“每低于”")
    })
}

fn common_unit(base: &Quantity, step: &Quantity) -> Option<Unit> {
    let same = base.unit == step.unit || base.value.is_zero() && base.unit == Unit::Plain;
    same.then(|| step.unit.clone())
}

/// What the text says of a part of a step; it must speak of the same step.
fn part(reading: &Reading, step: &Step, faults: &mut Vec<Fault>) -> Option<PartStep> {
    let (of, part) =
        reading.all(|m| if let Meaning::PartStep { of, reading } = m { Some((of, *reading)) } else { None }).pop()?;
    if *of != step.step.value {
        let message = "“不足……”与每一步的大小不一致";
        faults.push(reading.fault(Code::NotUnderstood, &step.step.span, message, "请统一两处的数值"));
    }
    Some(part)
}

fn unclear(reading: &Reading, step: &Step, message: &str) -> Fault {
    let span = step.step.span.start..step.cost.span.end;
    let advice = "请写明标准和方向，例如“以100%为标准，每超过一个百分点扣0.5分”";
    reading.fault(Code::BaseUnclear, &span, message, advice)
}

fn silence(reading: &Reading, direction: Direction, base: &Quantity) -> Fault {
    let (side, sign) = if direction == Direction::Down { ("超过", "≥") } else { ("低于", "≤") };
    let number = figures::stated(base.value, &base.unit);
    let span = reading.awards().first().map_or(0..0, |(c, _)| c.span.clone());
    let message = format!("没有写明{side}{number}时怎样计分，按不扣分理解");
    reading.fault(Code::SilentOnExcess, &span, message, format!("如无异议，可写成“{sign}{number}”"))
}

impl PerStep {
    pub(super) fn score(&self, value: Exact, conventions: &Conventions) -> Result<PerStepTrace, Unscorable> {
        self.trace(value, conventions).ok_or(Unscorable::TooLarge)
    }

    fn part_step(&self, conventions: &Conventions) -> PartStep {
        self.part.unwrap_or(conventions.part_step)
    }

    fn trace(&self, value: Exact, conventions: &Conventions) -> Option<PerStepTrace> {
        let beyond = match self.direction {
            Direction::Up => value.minus(self.base)?,
            Direction::Down => self.base.minus(value)?,
            Direction::Both => value.minus(self.base)?.abs(),
        };
        let steps = beyond.max(Exact::ZERO).over(self.step)?;
        let charged = match self.part_step(conventions) {
            PartStep::Ignore => steps.floor(),
            PartStep::Proportional => steps,
            PartStep::Whole => steps.ceil(),
        };
        let due = charged.times(self.deduction.exact())?;
        let limit = self.most.unwrap_or(self.full).exact();
        let marks = self.full.exact().minus(due.min(limit))?;
        Some(PerStepTrace { value, beyond, steps, charged, due, marks })
    }

    /// 「……＝115.82%，超过100%的标准15.82个百分点，按每超过一个百分点扣1分（不足一个百分点不扣）应扣15分，扣完为止，扣6分。」
    pub(super) fn explain(&self, trace: &PerStepTrace, subject: &Subject, conventions: &Conventions) -> String {
        let places = conventions.score_places;
        let shown = figures::rounded(trace.value, &self.unit, &self.thresholds(trace));
        let value = figures::measured(trace.value, &self.unit, &self.thresholds(trace));
        let opening = super::opening(subject, &value);
        let base = figures::stated(self.base, &self.unit);
        if trace.beyond <= Exact::ZERO {
            return format!("{opening}，{}，{}。", self.within(&base), figures::award(self.full));
        }
        let side = self.side(trace);
        let gap = shown.and_then(|shown| self.gap(shown)).unwrap_or_default();
        let lost =
            self.full.exact().minus(trace.marks).and_then(|_| trace.marks.to_points(places)).map(|m| self.full - m);
        let lost = lost.unwrap_or_default();
        let how = format!("按{}", self.how());
        let part = self.part_words(trace, conventions);
        let due = figures::marks(trace.due, places);
        let limit = self.most.unwrap_or(self.full);
        let start = format!("{opening}，{side}{base}的标准{gap}");
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

    /// Values at which the marks change, next to the value traced.
    fn thresholds(&self, trace: &PerStepTrace) -> Vec<Exact> {
        let at = |steps: Exact| {
            let distance = steps.times(self.step)?;
            let up = self.direction == Direction::Up || (self.direction == Direction::Both && trace.value > self.base);
            if up { self.base.plus(distance) } else { self.base.minus(distance) }
        };
        let whole = trace.steps.floor();
        [Some(self.base), at(whole), whole.plus(Exact::ONE).and_then(at)].into_iter().flatten().collect()
    }

    /// 不超过100%的标准
    fn within(&self, base: &str) -> String {
        match self.direction {
            Direction::Up => format!("未超过{base}的标准"),
            Direction::Down => format!("达到{base}的标准"),
            Direction::Both => format!("与{base}的标准一致"),
        }
    }

    fn side(&self, trace: &PerStepTrace) -> &'static str {
        match self.direction {
            Direction::Up => "超过",
            Direction::Down => "低于",
            Direction::Both if figures::is_above(trace.value, self.base) => "超过",
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

    /// The convention, only where there is a part of a step.
    fn part_words(&self, trace: &PerStepTrace, conventions: &Conventions) -> String {
        if trace.steps == trace.steps.floor() {
            return String::new();
        }
        let less = self.less_than_a_step();
        match self.part_step(conventions) {
            PartStep::Ignore => format!("（{less}不扣）"),
            PartStep::Proportional => format!("（{less}按比例扣）"),
            PartStep::Whole => format!("（{less}按{}扣）", figures::step(self.step, &self.unit)),
        }
    }

    pub(super) fn read_back(&self) -> String {
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
        let less = self.less_than_a_step();
        let part = match self.part {
            None => String::new(),
            Some(PartStep::Ignore) => format!("；{less}的不扣分"),
            Some(PartStep::Proportional) => format!("；{less}的按比例扣"),
            Some(PartStep::Whole) => format!("；{less}的按{}扣", figures::step(self.step, &self.unit)),
        };
        let other_side = if self.direction == Direction::Down { "超过" } else { "低于" };
        let silent = if self.silent {
            format!("；{other_side}{base}的未作规定，按不扣分理解")
        } else {
            String::new()
        };
        format!("{start}{floor}{part}{silent}{}。", super::not_applicable_words(self.not_applicable.as_deref()))
    }

    pub(super) fn examples(&self, conventions: &Conventions) -> Vec<Example> {
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
        values.retain(|value| !value.is_negative() || self.base.is_zero() && !self.beyond_limit);
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
