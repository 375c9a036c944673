//! 每低于1个百分点扣0.5分，每高于1个百分点扣0.1分: a rule for each side of the base, or of the two ends of a range.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::formula::GUARD;
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::steps::Step;
use crate::criterion::kinds::per_step::PerStep;
use crate::criterion::kinds::per_step::parse::{direction, parse_step};
use crate::criterion::lexicon::{Direction, Side};
use crate::criterion::negative::Negative;
use crate::criterion::tail::Tail;
use crate::ground::{Code, Exact};

/// Two steps, one on each side; the rule of the lower side has that of the upper one.
pub(super) fn parse_sides(reading: &Reading, steps: &[&Step], faults: &mut Vec<Fault>) -> Result<PerStep, Fault> {
    let on = |wanted: Direction| steps.iter().find(|step| direction(reading, step) == Some(wanted));
    let (Some(down), Some(up)) = (on(Direction::Down), on(Direction::Up)) else {
        let (message, advice) = ("一条评分标准里有两种逐点扣分", "请只保留一种扣分办法，或改写成分档");
        let span = steps.last().map_or(0..0, |step| step.cost.span.clone());
        return Err(reading.fault(Code::NotUnderstood, &span, message, advice));
    };
    let (lower, upper) = (parse_step(reading, down, faults)?, parse_step(reading, up, faults)?);
    // 最多扣2分 between the two: of one side or of both?
    let last = steps.iter().map(|step| step.cost.span.end).max().unwrap_or_default();
    let between = |phrase: &&Phrase| {
        matches!(phrase.meaning, Meaning::Most(_) | Meaning::Floor(Some(_))) && phrase.span.start < last
    };
    if let Some(limit) = reading.phrases.iter().find(between) {
        let message = format!("“{}”只限前一侧，还是两侧都限，不能确定", reading.words(&limit.span));
        return Err(reading.fault(
            Code::NotUnderstood,
            &limit.span,
            message,
            "两侧都限的，请移到句末；否则请分成两项指标",
        ));
    }
    let absolute = [lower.negative, upper.negative].iter().any(|negative| *negative != Negative::AsItIs);
    let crossed = lower.base > upper.base || lower.unit != upper.unit;
    if crossed || absolute || lower.beyond_limit || upper.beyond_limit {
        let message = "低于和高于两侧的扣分不能衔接（标准、单位不合，或按绝对值计）";
        return Err(reading.fault(Code::BaseUnclear, &up.cost.span, message, "请写明两侧各从哪一个数值起扣分"));
    }
    Ok(PerStep { upper: Some(Box::new(upper)), ..lower })
}

impl PerStep {
    /// The rule of the side on which a value lies.
    pub(super) fn side_of(&self, value: Exact) -> &PerStep {
        self.upper.as_deref().filter(|upper| value > upper.base).unwrap_or(self)
    }

    /// `不低于95%且不超过105%的，计5分；低于95%的，每低于一个百分点扣0.5分；超过105%的，每超过一个百分点扣0.2分`
    pub(super) fn both_sides_words(&self) -> String {
        let upper = self.upper.as_deref().unwrap_or(self);
        let stated = |at: Exact| figures::stated(at, &self.unit);
        let (low, high, full) = (stated(self.base), stated(upper.base), self.deduction.common.full);
        let start = match self.base == upper.base {
            true => format!("等于{low}的，计{full}分"),
            false => format!("不低于{low}且不超过{high}的，计{full}分"),
        };
        format!("{start}；低于{low}的，{}；超过{high}的，{}", self.how(), upper.how())
    }

    /// Of the two formulas the one of the side on which the value lies.
    pub(super) fn of_side(&self, base: Exact, value: &str, (lower_one, upper_one): (&str, &str)) -> String {
        let above = Tail { side: Side::Above, at: base, closed: false };
        format!("IF({},{upper_one},{lower_one})", above.formula(&format!("ROUND({value},{GUARD})")))
    }
}
