//! From items, or a condition in words, to the rule of 分项计分.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::grammar::contrary::are_contrary;
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::items::{MarkedItem, item_faults, items, numberless};
use crate::criterion::kinds::checklist::{Checklist, KIND};
use crate::criterion::rule::{Claim, Common, Item, claim};
use crate::criterion::scale::scale;
use crate::ground::{Code, Exact, Points};
use std::ops::Range;

pub(crate) fn parse(reading: &Reading) -> Claim {
    let other_kind = |m: &Meaning| {
        matches!(
            m,
            Meaning::Step(_)
                | Meaning::Case(_)
                | Meaning::Award { .. }
                | Meaning::Against { .. }
                | Meaning::Ratio(_)
                | Meaning::Own
                | Meaning::Person
        )
    };
    let items = items(reading);
    let marked = items.iter().any(|item| item.marks.is_some());
    if scale(reading).is_some() || reading.is_discretionary() || (!marked && reading.has(other_kind)) {
        return None;
    }
    match (items.is_empty(), reading.word_awards().is_empty()) {
        (false, _) => claim(|faults| Ok(parse_items(reading, items, faults))),
        (true, false) => claim(|faults| parse_single(reading, faults)),
        (true, true) => None,
    }
}

fn parse_items(reading: &Reading, items: Vec<MarkedItem>, faults: &mut Vec<Fault>) -> Checklist {
    let full = reading.source.full_marks;
    faults.extend(reading.leftovers(KIND.name, |m| {
        matches!(
            m,
            Meaning::Item { .. }
                | Meaning::WordAward { .. }
                | Meaning::Each(_)
                | Meaning::Floor(None)
                | Meaning::ItemsSay
        )
    }));
    faults.extend(item_faults(reading));
    let mut refuse = |span: &Range<usize>, message: String, advice: &str| {
        faults.push(reading.fault(Code::NotUnderstood, span, message, advice));
    };
    let each = reading.has(|m| matches!(m, Meaning::Each(_)));
    let phrases = reading.phrases.iter().filter(|p| matches!(p.meaning, Meaning::Item { marks: None, .. }));
    for phrase in phrases.filter(|_| !each) {
        let message = format!("“{}”没有写明得几分", reading.words(&phrase.span));
        refuse(&phrase.span, message, "请在该项末尾写明得分，例如“，1分”");
    }
    for (words, marks) in reading.word_awards() {
        refuse(&marks.span, format!("“{words}”不在①②③各项之内"), "请加上序号，或删去");
    }
    // 结余率低于90%，不得分 takes all marks away, or those of which item?
    for MarkedItem { item, marks } in items.iter().filter(|one| one.item.marks == Points::ZERO) {
        let Some(marks) = marks else { continue };
        let message = format!("“{}{}”不得分：是整项指标不得分，还是只有这一项不得分，不能确定", item.marker, item.text);
        refuse(&marks.span, message, "请写明该项符合时得几分；如是整项不得分，请单列为一项指标");
    }
    let sum = items.iter().try_fold(Exact::ZERO, |sum, one| sum.plus(one.item.marks.exact()));
    if sum != Some(full.exact()) && !faults.iter().any(Fault::refuses) {
        let sum = sum.map_or("?".into(), |sum| figures::marks(sum, 6));
        let message = format!("各项得分合计{sum}分，分值为{full}分");
        faults.push(reading.fault(Code::MarksNotFull, &marks_span(reading, &items), message, "请核对各项得分或分值"));
    }
    let items = items.into_iter().map(|one| one.item).collect();
    Checklist { common: Common::new(&KIND, reading), items }
}

/// From the first item's marks to the last one's.
fn marks_span(reading: &Reading, items: &[MarkedItem]) -> Range<usize> {
    let spans: Vec<&Range<usize>> = items.iter().filter_map(|one| Some(&one.marks?.span)).collect();
    spans.first().zip(spans.last()).map_or(reading.whole(), |(first, last)| first.start..last.end)
}

/// 规定时间内报送的得5分，未在规定时间内报送的计0分: yes or no.
fn parse_single(reading: &Reading, faults: &mut Vec<Fault>) -> Result<Checklist, Fault> {
    faults.extend(reading.leftovers(KIND.name, |m| matches!(m, Meaning::WordAward { .. } | Meaning::Floor(None))));
    let awards = reading.word_awards();
    let (nothing, given): (Vec<_>, Vec<_>) =
        awards.into_iter().partition(|(_, marks)| reading.points(marks) == Points::ZERO);
    if let Some((words, marks)) = given.get(1).or(nothing.get(1)) {
        let message = format!("“{words}”：几种情形没有编号，不能确定是分项相加还是分等选一");
        let advice = "分项相加的请加上①②③；分等选一的请在“计算公式”列填“评定”，由人工打分";
        return Err(reading.fault(Code::NotUnderstood, &marks.span, message, advice));
    }
    let Some((words, marks)) = given.first() else {
        return Err(reading.fault(Code::NotUnderstood, &reading.whole(), "没有写明怎样得分", "请写明得几分"));
    };
    let full = reading.source.full_marks;
    if let Some((denied, none)) = nothing.first().filter(|(denied, _)| !are_contrary(words, denied)) {
        let message = format!("“{denied}”不是“{words}”的反面：两者都不是的，怎样计分没有写明");
        let advice =
            format!("如果只看是否{words}，请写成“{words}的，计{full}分；否则不得分。”；如果还有其他情形，请分档写明");
        faults.push(reading.fault(Code::NotUnderstood, &none.span, message, advice));
    }
    faults.extend(reading.not_full(marks));
    faults.extend(numberless(reading, words, &marks.span));
    let item = Item { marker: String::new(), text: words.to_string(), marks: full };
    Ok(Checklist { common: Common::new(&KIND, reading), items: vec![item] })
}
