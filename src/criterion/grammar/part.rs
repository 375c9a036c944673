//! 不足一步: what a part of a step costs, by what the text says of it or by the convention 不足一个百分点.

use crate::criterion::formula::GUARD;
use crate::ground::convention::{PartStep, SettingId};
use crate::ground::quantity::Exact;

/// The steps that are charged.
pub(crate) fn charged(part: PartStep, steps: Exact) -> Exact {
    match part {
        PartStep::Ignore => steps.floor(),
        PartStep::Proportional => steps,
        PartStep::Whole => steps.ceil(),
    }
}

/// The formula of the steps charged; without words of the text it asks the convention.
pub(crate) fn formula(part: Option<PartStep>, steps: &str) -> String {
    let whole = format!("INT(ROUND({steps},{GUARD}))");
    let begun = format!("ROUNDUP(ROUND({steps},{GUARD}),0)");
    match part {
        Some(PartStep::Ignore) => whole,
        Some(PartStep::Proportional) => steps.to_string(),
        Some(PartStep::Whole) => begun,
        None => {
            let is = |part: PartStep| SettingId::PartStep.has(part as usize);
            format!("IF({},{steps},IF({},{begun},{whole}))", is(PartStep::Proportional), is(PartStep::Whole))
        }
    }
}

/// `（不足一个百分点不扣）` in a reason, where a part of a step is left.
pub(crate) fn reason(part: PartStep, steps: Exact, step: &str) -> String {
    if steps == steps.floor() {
        return String::new();
    }
    match part {
        PartStep::Ignore => format!("（不足{step}不扣）"),
        PartStep::Proportional => format!("（不足{step}按比例扣）"),
        PartStep::Whole => format!("（不足{step}按{step}扣）"),
    }
}

/// `；不足一个百分点的不扣分` in a read-back, where the text says it.
pub(crate) fn read_back(part: Option<PartStep>, step: &str) -> String {
    match part {
        None => String::new(),
        Some(PartStep::Ignore) => format!("；不足{step}的不扣分"),
        Some(PartStep::Proportional) => format!("；不足{step}的按比例扣"),
        Some(PartStep::Whole) => format!("；不足{step}的按{step}扣"),
    }
}
