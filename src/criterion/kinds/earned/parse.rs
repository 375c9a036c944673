//! From 每…得…分 and its limit to the rule of 按项得分.

use crate::criterion::fault::Fault;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Closure, Condition};
use crate::criterion::grammar::earn::Earn;
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Marks, Spanned};
use crate::criterion::kinds::earned::{Earned, KIND};
use crate::criterion::lexicon::Silence;
use crate::criterion::rule::{Claim, Common, claim};
use crate::ground::{Code, Exact, Points};
use rust_decimal::Decimal;

pub(crate) fn parse(reading: &Reading) -> Claim {
    let earns = reading.all(|m| if let Meaning::Earn(earn) = m { Some(earn) } else { None });
    match earns.as_slice() {
        _ if reading.is_discretionary() => None,
        [] => None,
        [earn] => claim(|faults| rule(reading, earn, faults)),
        [_, second, ..] => claim::<Earned>(|_| {
            let message = "一条评分标准里有两种按项得分";
            let advice = "请合并为一种，或分成两项指标";
            Err(reading.fault(Code::NotUnderstood, &second.each.span, message, advice))
        }),
    }
}

fn rule(reading: &Reading, earn: &Earn, faults: &mut Vec<Fault>) -> Result<Earned, Fault> {
    faults.extend(reading.leftovers(KIND.name, |m| {
        matches!(
            m,
            Meaning::Earn(_)
                | Meaning::BaseMarks(_)
                | Meaning::RatioCap
                | Meaning::Award { .. }
                | Meaning::Silence(Silence::Capped)
        )
    }));
    let full = reading.source.full_marks;
    let bases = reading.all(|m| if let Meaning::BaseMarks(marks) = m { Some(marks) } else { None });
    if let Some(second) = bases.get(1) {
        faults.push(reading.fault(Code::NotUnderstood, &second.span, "基础分写了两次", "请只保留一处"));
    }
    let base = bases.first().map_or(Points::ZERO, |marks| Points(marks.value));
    let each = Points(earn.each.value);
    if each <= Points::ZERO || each > full || base >= full {
        let message = format!("基础分应小于分值{full}分，每项得分应大于0且不超过分值");
        return Err(reading.fault(Code::MarksNotFull, &earn.each.span, message, "请核对得分数额"));
    }
    for (condition, marks) in reading.awards() {
        faults.extend(disagrees(reading, earn, base, (condition, marks)));
    }
    let told = |m: &Meaning| matches!(m, Meaning::RatioCap | Meaning::Total(_) | Meaning::Award { .. });
    let silent = !reading.has(told);
    if silent && earn.adds && bases.is_empty() {
        let message = format!("“{}加”分：没有写明在多少分的基础上加，最高多少分", earn.words.value);
        let advice = format!("请写成“{}得{each}分，最高{full}分”", earn.words.value);
        return Err(reading.fault(Code::BaseUnclear, &earn.each.span, message, advice));
    }
    if silent {
        let message = format!("没有写明合计超过{full}分时怎样计分，按满分封顶理解");
        faults.push(reading.fault(
            Code::SilentOnExcess,
            &earn.words.span,
            message,
            format!("如无异议，可加上“最高{full}分”"),
        ));
    }
    Ok(Earned {
        common: Common::new(&KIND, reading),
        base,
        each,
        words: earn.words.value.clone(),
        what: earn.what.clone(),
        unit: earn.unit.to_string(),
        silent,
    })
}

/// 完成3个及以上得满分 must say what 每完成1个得2分 gives.
fn disagrees(
    reading: &Reading,
    earn: &Earn,
    base: Points,
    (condition, marks): (&Condition, &Spanned<Marks>),
) -> Option<Fault> {
    let full = reading.source.full_marks;
    let low = condition.low.as_ref().filter(|low| condition.high.is_none() && low.closure != Closure::Open);
    let counted = low.filter(|low| low.at.unit == Unit::Named(earn.unit.to_string()));
    let same = condition.subject.value.is_empty() || earn.what.starts_with(&condition.subject.value);
    let reaches = |count: Exact| {
        let given = |count: Exact| count.times(Points(earn.each.value).exact())?.plus(base.exact());
        let before = count.minus(Exact::ONE).and_then(given);
        given(count).is_some_and(|at| at >= full.exact()) && before.is_some_and(|before| before < full.exact())
    };
    let agrees = same && reading.points(marks) == full && counted.is_some_and(|low| reaches(low.at.value));
    let message = format!("“{}”与每项得{}分不一致，不能确定怎样衔接", reading.words(&condition.span), show(earn));
    let advice = format!("请改为“最高{full}分”，或核对数值");
    (!agrees).then(|| reading.fault(Code::NotUnderstood, &condition.span, message, advice))
}

fn show(earn: &Earn) -> Decimal {
    earn.each.value.normalize()
}
