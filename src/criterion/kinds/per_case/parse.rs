//! From cases and items to the rule of 按例扣分.

use crate::criterion::deduction::Deduction;
use crate::criterion::fault::Fault;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Closure, Condition};
use crate::criterion::grammar::contrary::has_no_case;
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::steps::Case;
use crate::criterion::grammar::tokens::{Marks, Quantity, Spanned};
use crate::criterion::items::{MarkedItem, has_points, item_faults, items};
use crate::criterion::kinds::per_case::{KIND, PerCase};
use crate::criterion::lexicon::{IN_REQUIREMENT, NO_EXCEPTION, OCCURS, REQUIRES, STILL_REQUIRED, Side, connective_in};
use crate::criterion::rule::{Claim, Common, Item, claim};
use crate::criterion::tail::Tail;
use crate::ground::{Code, Exact, Points};
use rust_decimal::Decimal;

pub(crate) fn parse(reading: &Reading) -> Claim {
    let cases = reading.all(|m| if let Meaning::Case(case) = m { Some(case) } else { None });
    match cases.as_slice() {
        _ if reading.is_discretionary() => None,
        [] => None,
        [case] => claim(|faults| parse_case(reading, case, faults)),
        [_, second, ..] => {
            let (message, advice) = ("一条评分标准里有两种按例扣分", "请合并为一种扣法，或分成两项指标");
            claim::<PerCase>(|_| Err(reading.fault(Code::NotUnderstood, &second.cost.span, message, advice)))
        }
    }
}

fn parse_case(reading: &Reading, case: &Case, faults: &mut Vec<Fault>) -> Result<PerCase, Fault> {
    let items = items(reading);
    faults.extend(reading.unread(|index| is_requirement(reading, index)));
    faults.extend(other_marks(reading, case, &items));
    faults.extend(item_faults(reading));
    let Some(each) = reading.cost(&case.cost) else {
        let message = "每例扣分应大于0且不超过分值";
        return Err(reading.fault(Code::NotUnderstood, &case.cost.span, message, "请核对扣分数额"));
    };
    let nothing = nothing(reading, case, faults);
    let mut items: Vec<Item> = items.into_iter().map(|one| one.item).collect();
    if items.is_empty() {
        let text = if case.what.is_empty() { "扣分情形".to_string() } else { case.what.clone() };
        items.push(Item { marker: String::new(), text, marks: Points::ZERO });
    }
    let part = reading.all(|m| if let Meaning::PartStep { reading, .. } = m { Some(*reading) } else { None }).pop();
    Ok(PerCase {
        deduction: Deduction { common: Common::new(&KIND, reading), each, most: reading.most(), part },
        each: case.each,
        requirements: requirements(reading),
        items,
        words: case.words.value.clone(),
        what: case.what.clone(),
        unit: case.unit.to_string(),
        nothing,
    })
}

/// Other ways of giving marks that the text has.
fn other_marks(reading: &Reading, case: &Case, items: &[MarkedItem]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (words, marks) in reading.word_awards() {
        if reading.points(marks) == Points::ZERO {
            let message = format!("“{words}”直接不得分，与按例扣分怎样衔接不明");
            let advice = "请单列为一项指标，或改写成每例扣几分";
            faults.push(reading.fault(Code::NotUnderstood, &marks.span, message, advice));
        } else {
            faults.extend(reading.not_full(marks));
            faults.extend(never(reading, words, marks, case));
        }
    }
    faults.extend(reading.foreign(KIND.name, |m| {
        matches!(
            m,
            Meaning::Item { .. }
                | Meaning::Case(_)
                | Meaning::Award { .. }
                | Meaning::WordAward { .. }
                | Meaning::Floor(_)
                | Meaning::Most(_)
        ) || matches!(m, Meaning::PartStep { of, .. } if is_fewer(case, of))
    }));
    let marked = items.iter().filter_map(|one| Some((&one.item, one.marks?)));
    faults.extend(marked.map(|(item, marks)| {
        let message = format!("“{}{}”已有得分，又按例扣分，不能确定按哪一种", item.marker, item.text);
        reading.fault(Code::NotUnderstood, &marks.span, message, "请只保留一种计分办法")
    }));
    faults
}

/// 全部整改的得满分 beside 每出现一例扣1分: full marks must be for what has no case.
fn never(reading: &Reading, words: &str, marks: &Spanned<Marks>, case: &Case) -> Option<Fault> {
    if connective_in(words).is_none() && has_no_case(words, &case.what) {
        return None;
    }
    let message = format!("“{words}”与“{}”不是一回事：两者都有的，怎样计分没有写明", case.words.value);
    let (full, cost) = (reading.source.full_marks, reading.words(&case.cost.span));
    let advice = format!("如果没有出现就得满分，请写成“没有出现的，计{full}分；{}扣{cost}。”", case.words.value);
    Some(reading.fault(Code::NotUnderstood, &marks.span, message, advice))
}

/// 出现三次及以上不得分: of the same cases, above a number of them. Other conditions in numbers have no place here.
fn nothing(reading: &Reading, case: &Case, faults: &mut Vec<Fault>) -> Option<Tail> {
    let awards = reading.awards();
    let tail = |condition: &Condition, marks: &Spanned<Marks>| {
        let low = condition.low.as_ref().filter(|_| condition.high.is_none())?;
        let subject = condition.subject.value.as_str();
        let same = subject.is_empty() || OCCURS.has(subject) || (!case.what.is_empty() && subject.contains(&case.what));
        let counted = low.at.unit == Unit::Named(case.unit.to_string()) && low.at.value > Exact::ZERO;
        let sure = same && counted && low.closure != Closure::Unmarked && reading.points(marks) == Points::ZERO;
        sure.then_some(Tail { side: Side::Above, at: low.at.value, closed: low.closure != Closure::Open })
    };
    let first = awards.first().and_then(|(condition, marks)| tail(condition, marks));
    let doubtful = if first.is_some() { awards.get(1) } else { awards.first() };
    faults.extend(doubtful.map(|(condition, _)| {
        let message = format!("“{}”与按例扣分并存，不能确定怎样衔接", reading.words(&condition.span));
        reading.fault(Code::NotUnderstood, &condition.span, message, "请只保留一种计分办法，或分成两项指标")
    }));
    first
}

/// 不足2例的不扣分, where the text deducts for 每出现2例.
fn is_fewer(case: &Case, of: &Quantity) -> bool {
    let same_unit = matches!(&of.unit, Unit::Named(unit) if unit == case.unit);
    same_unit && case.each > Decimal::ONE && of.value == Exact::from_decimal(case.each)
}

fn requirements(reading: &Reading) -> Vec<String> {
    let phrases = reading.phrases.iter().enumerate();
    let kept =
        phrases.filter(|(index, phrase)| matches!(phrase.meaning, Meaning::Unread) && is_requirement(reading, *index));
    kept.map(|(_, phrase)| reading.text.as_str()[phrase.span.clone()].to_string()).collect()
}

/// Sentences before the deduction that describe what is required (春节前下达……的50%) decide nothing, as
/// long as they speak of no marks and make no exception.
fn is_requirement(reading: &Reading, index: usize) -> bool {
    let case = reading.phrases.iter().position(|phrase| matches!(phrase.meaning, Meaning::Case(_)));
    let Some(before) = case.and_then(|case| reading.phrases.get(index..case)) else { return false };
    let ends_apart = before.last().is_some_and(|last| last.ends_sentence);
    let text = reading.phrases.get(index).map(|phrase| &reading.text.as_str()[phrase.span.clone()]).unwrap_or_default();
    let plain = !IN_REQUIREMENT.stand_in(text) && connective_in(text).is_none();
    ends_apart
        && !has_points(text)
        && plain
        && REQUIRES.stand_in(text)
        && NO_EXCEPTION.find_outside(text, &STILL_REQUIRED).is_none()
}
