//! Which texts leave the marks to a person.

use crate::criterion::fault::Fault;
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::kinds::judged::tiers;
use crate::criterion::kinds::judged::{Judged, KIND, Why, common};
use crate::criterion::rule::{Claim, claim};
use crate::ground::Code;

pub(crate) fn parse(reading: &Reading) -> Claim {
    // rules in a text that leaves the marks to a person
    let leftovers = || reading.leftovers(KIND.name, |m| matches!(m, Meaning::Own | Meaning::Person));
    let ranged = |m: &Meaning| matches!(m, Meaning::Range(_) | Meaning::Tiers(_) | Meaning::RangesOfTiers(_));
    if reading.has(ranged) {
        return tiers::parse(reading);
    }
    let (why, faults) = match () {
        () if reading.is_discretionary() => (Why::Discretion, discretion(reading)),
        () if reading.has(|m| matches!(m, Meaning::Own)) => (Why::Own, leftovers()),
        () if reading.has(|m| matches!(m, Meaning::Person)) => (Why::Person, leftovers()),
        () => return None,
    };
    claim(|all| {
        all.extend(faults);
        Ok(Judged { common: common(reading.source.full_marks), why, tiers: Vec::new() })
    })
}

/// Marks above 分值, and a remark at 酌情.
fn discretion(reading: &Reading) -> Vec<Fault> {
    let awards = reading.word_awards().into_iter().map(|(_, marks)| marks);
    let above = awards.filter(|marks| reading.points(marks) > reading.source.full_marks);
    let mut faults: Vec<Fault> = above.filter_map(|marks| reading.not_full(marks)).collect();
    let places = reading.all(|m| if let Meaning::Discretion(place) = m { Some(place.clone()) } else { None });
    let span = places.first().cloned().unwrap_or(0..0);
    let message = format!("“{}”没有写明扣多少分，由评审人员评定", reading.words(&span));
    let advice = "如要自动计分，请写成“每出现一例扣0.5分”一类的写法";
    faults.push(reading.fault(Code::Discretion, &span, message, advice));
    faults
}
