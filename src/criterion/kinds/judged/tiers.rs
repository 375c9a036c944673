//! From ranges of marks to the tiers of 人工评定: which ends belong to which tier, and whether they fit 分值.

use crate::criterion::fault::Fault;
use crate::criterion::grammar::judging::{MarkEnd, MarkRange, MarkSpan};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::kinds::judged::{Judged, KIND, Tier, Why, common};
use crate::criterion::rule::{Claim, claim};
use crate::ground::{Code, Points};

pub(super) fn parse(reading: &Reading) -> Claim {
    claim(|faults| {
        faults.extend(reading.leftovers(KIND.name, |m| {
            matches!(
                m,
                Meaning::Range(_)
                    | Meaning::Tiers(_)
                    | Meaning::RangesOfTiers(_)
                    | Meaning::Person
                    | Meaning::Discretion(_)
            )
        }));
        let ranges = ranges(reading)?;
        faults.extend(wrong(reading, &ranges));
        let mut tiers: Vec<Tier> = ranges.iter().map(|range| tier(reading, &ranges, range)).collect();
        // 在0-6分之间打分 names no tier: all of 分值
        tiers.retain(|tier| !tier.words.is_empty());
        let why = Why::Person;
        Ok(Judged { common: common(reading.source.full_marks), why, tiers })
    })
}

fn refuse(reading: &Reading, message: &str, advice: &str) -> Fault {
    reading.fault(Code::NotUnderstood, &reading.whole(), message, advice)
}

/// The ranges with the names of their tiers.
fn ranges(reading: &Reading) -> Result<Vec<MarkRange>, Fault> {
    let ranges = reading.all(|m| if let Meaning::Range(range) = m { Some(range.clone()) } else { None });
    let named = reading.all(|m| if let Meaning::Tiers(names) = m { Some(names) } else { None });
    let listed = reading.all(|m| if let Meaning::RangesOfTiers(spans) = m { Some(spans) } else { None });
    let advice = "请逐档写明，例如“效果显著的得8-10分；效果一般的得5-7分”";
    match (named.as_slice(), listed.as_slice()) {
        ([names], [spans]) if ranges.is_empty() && names.len() == spans.len() => {
            let pairs = names.iter().zip(spans.iter());
            return Ok(pairs.map(|(words, span)| MarkRange { words: words.clone(), span: span.clone() }).collect());
        }
        (_, [_, ..]) => return Err(refuse(reading, "档次和分数区间的数目不一致", advice)),
        ([names], []) => {
            let fits =
                names.len() == ranges.len() && names.iter().zip(&ranges).all(|(name, range)| *name == range.words);
            if !fits {
                return Err(refuse(reading, "各档的名称和后面的分数区间对不上", advice));
            }
        }
        ([], []) => {}
        _ => return Err(refuse(reading, "档次写了两次", advice)),
    }
    match ranges.as_slice() {
        [] => Err(refuse(reading, "没有写明各档的分数区间", advice)),
        [_] => Ok(ranges),
        several if several.iter().any(|range| range.words.is_empty()) => Err(refuse(reading, "有一档没有名称", advice)),
        _ => Ok(ranges),
    }
}

/// The least and the most marks of a range.
fn ends(reading: &Reading, span: &MarkSpan) -> (Points, Points) {
    let full = reading.source.full_marks.0;
    let marks = |end: &MarkEnd| Points(if span.shares { (end.at * full).normalize() } else { end.at.normalize() });
    (marks(&span.low), marks(&span.high))
}

/// Marks beyond 分值, or 分值 that no tier reaches; a tier within another.
fn wrong(reading: &Reading, ranges: &[MarkRange]) -> Vec<Fault> {
    let full = reading.source.full_marks;
    let all: Vec<(Points, Points)> = ranges.iter().map(|range| ends(reading, &range.span)).collect();
    let most = all.iter().map(|(_, high)| *high).max().unwrap_or_default();
    let mut faults = Vec::new();
    if most != full {
        let message = format!("最高一档到{most}分，而分值是{full}分");
        faults.push(reading.fault(Code::MarksNotFull, &reading.whole(), message, "请核对各档的分数或分值"));
    }
    let mut sorted = all;
    sorted.sort();
    if sorted.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        faults.push(refuse(reading, "两档的分数区间重叠", "请改写各档的分数区间"));
    }
    faults
}

/// A tier: an end belongs to it unless the text says otherwise, or says that it belongs to the next one.
fn tier(reading: &Reading, ranges: &[MarkRange], range: &MarkRange) -> Tier {
    let (low, high) = ends(reading, &range.span);
    let others = || ranges.iter().filter(|other| *other != range);
    let taken_above = others().any(|other| ends(reading, &other.span).0 == high && other.span.low.closed == Some(true));
    let taken_below = others().any(|other| ends(reading, &other.span).1 == low && other.span.high.closed == Some(true));
    // 好的得60%以上, 差的得60%以下: silence on both sides leaves the end to both
    let closed = |end: &MarkEnd, taken: bool| end.closed.unwrap_or(!taken);
    Tier {
        words: range.words.clone(),
        low: (low, closed(&range.span.low, taken_below)),
        high: (high, closed(&range.span.high, taken_above)),
    }
}
