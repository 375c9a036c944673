//! What steps or cases cost: so many marks for each, and for a part of one what the text says of it or the
//! convention 不足一个百分点, up to a limit.

use crate::criterion::formula::GUARD;
use crate::criterion::rule::Common;
use crate::criterion::wording;
use crate::ground::{Conventions, Exact, PartStep, Points, SettingId};

/// 每…扣0.5分，扣完为止.
#[derive(Clone, Debug)]
pub(crate) struct Deduction {
    pub(crate) common: Common,
    /// What a step, or so many cases together, cost; above 0.
    pub(crate) each: Points,
    /// 最多扣…分, where that is less than the full marks.
    pub(crate) most: Option<Points>,
    /// What the text itself says of a part of a step.
    pub(crate) part: Option<PartStep>,
}

/// What some steps cost.
pub(crate) struct Cost {
    /// Steps beyond the base, with the part of one.
    pub(crate) steps: Exact,
    /// Steps charged.
    pub(crate) charged: Exact,
    /// Marks the steps cost, before any limit.
    due: Exact,
    /// Marks left.
    pub(crate) marks: Exact,
}

impl Deduction {
    fn limit(&self) -> Points {
        self.most.unwrap_or(self.common.full)
    }

    fn part_step(&self, conventions: &Conventions) -> PartStep {
        self.part.unwrap_or(conventions.part_step)
    }

    /// What so many steps cost; none where that is beyond exact arithmetic.
    pub(crate) fn cost(&self, steps: Exact, conventions: &Conventions) -> Option<Cost> {
        let charged = match self.part_step(conventions) {
            PartStep::Ignore => steps.floor(),
            PartStep::Proportional => steps,
            PartStep::Whole => steps.ceil(),
        };
        let due = charged.times(self.each.exact())?;
        let marks = self.common.full.exact().minus(due.min(self.limit().exact()))?;
        Some(Cost { steps, charged, due, marks })
    }

    /// How many steps cost all that can be lost.
    pub(crate) fn steps_to_limit(&self) -> Exact {
        self.limit().exact().over(self.each.exact()).map_or(Exact::ONE, Exact::ceil)
    }

    /// `（不足一个百分点不扣）应扣15分，扣完为止，扣6分`, after 每超过一个百分点扣1分.
    pub(crate) fn reason(&self, cost: &Cost, step: &str, conventions: &Conventions) -> String {
        let part = match self.part_step(conventions) {
            _ if cost.steps == cost.steps.floor() => String::new(),
            PartStep::Ignore => format!("（不足{step}不扣）"),
            PartStep::Proportional => format!("（不足{step}按比例扣）"),
            PartStep::Whole => format!("（不足{step}按{step}扣）"),
        };
        let result = wording::outcome(self.common.full, cost.marks, conventions);
        let due = wording::unrounded(cost.due, conventions.score_places);
        match self.most {
            _ if cost.due <= self.limit().exact() => {
                match wording::is_kept(self.common.full, cost.marks, conventions) {
                    true => format!("{part}{result}"),
                    false => format!("{part}应扣{due}分{result}"),
                }
            }
            Some(most) => format!("{part}应扣{due}分，最多扣{most}分{result}"),
            None => format!("{part}应扣{due}分，扣完为止{result}"),
        }
    }

    /// `扣完为止，最低0分` in a read-back.
    pub(crate) fn limit_words(&self) -> String {
        self.most.map_or("扣完为止，最低0分".to_string(), |most| format!("最多扣{most}分"))
    }

    /// `；不足一个百分点的不扣分` in a read-back, where the text says it.
    pub(crate) fn part_words(&self, step: &str) -> String {
        match self.part {
            None => String::new(),
            Some(PartStep::Ignore) => format!("；不足{step}的不扣分"),
            Some(PartStep::Proportional) => format!("；不足{step}的按比例扣"),
            Some(PartStep::Whole) => format!("；不足{step}的按{step}扣"),
        }
    }

    /// The formula of the steps charged; without words of the text it asks the convention.
    pub(crate) fn charged_formula(&self, steps: &str) -> String {
        let whole = format!("INT(ROUND({steps},{GUARD}))");
        let begun = format!("ROUNDUP(ROUND({steps},{GUARD}),0)");
        match self.part {
            Some(PartStep::Ignore) => whole,
            Some(PartStep::Proportional) => steps.to_string(),
            Some(PartStep::Whole) => begun,
            None => {
                let is = |part: PartStep| SettingId::PartStep.has(part as usize);
                format!("IF({},{steps},IF({},{begun},{whole}))", is(PartStep::Proportional), is(PartStep::Whole))
            }
        }
    }
}
