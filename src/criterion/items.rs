//! The items of a text, ①②③, which checklists and lists of cases have.

use crate::criterion::fault::Fault;
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Marks, Spanned};
use crate::criterion::lexicon::{IN_ITEM, NUMBERLESS};
use crate::criterion::rule::Item;
use crate::ground::{Code, Points};
use std::ops::Range;

/// An item and the marks that the text gives it, if it does.
pub(crate) struct MarkedItem<'a> {
    pub(crate) item: Item,
    pub(crate) marks: Option<&'a Spanned<Marks>>,
}

/// The items of a text.
pub(crate) fn items<'a>(reading: &'a Reading) -> Vec<MarkedItem<'a>> {
    let each = reading.all(|meaning| if let Meaning::Each(marks) = meaning { Some(marks) } else { None }).pop();
    reading.all(|meaning| match meaning {
        Meaning::Item { marker, words, marks, .. } => {
            let marks = marks.as_ref().or(each);
            let points = marks.map_or(Points::ZERO, |marks| reading.points(marks));
            Some(MarkedItem { item: Item { marker: marker.clone(), text: words.clone(), marks: points }, marks })
        }
        _ => None,
    })
}

/// Items must be numbered 1, 2, 3: a missing number is a lost item. No marks may be left in their words.
pub(crate) fn item_faults(reading: &Reading) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut expected = 1;
    for phrase in &reading.phrases {
        let Meaning::Item { ordinal, words, .. } = &phrase.meaning else { continue };
        if *ordinal != expected {
            let first = reading.text.as_str()[phrase.span.clone()].chars().next().map_or(0, char::len_utf8);
            let (start, message) = (phrase.span.start, format!("序号不连续：此处应为第{expected}项"));
            let advice = "请核对是否缺项或序号有误";
            faults.push(reading.fault(Code::NotUnderstood, &(start..start + first), message, advice));
        }
        if speaks_of_marks(words) {
            let message = format!("“{words}”中还有没有识别的得分或扣分");
            faults.push(reading.fault(Code::NotUnderstood, &phrase.span, message, "每项只写一个得分，放在末尾"));
        }
        faults.extend(numberless(reading, words, &phrase.span));
        expected = *ordinal + 1;
    }
    faults
}

/// Whether words hold a number of marks: 1分.
pub(crate) fn has_points(words: &str) -> bool {
    words.split('分').rev().skip(1).any(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether marks are left in the words of an item.
fn speaks_of_marks(words: &str) -> bool {
    has_points(words) || IN_ITEM.stand_in(words)
}

/// A comparison whose number is gone: 合格率不低于，计5分.
pub(crate) fn numberless(reading: &Reading, words: &str, span: &Range<usize>) -> Option<Fault> {
    let words = words.trim_end_matches('的');
    let word = NUMBERLESS.end(words)?;
    let message = format!("“{word}”后面没有数字");
    Some(reading.fault(Code::NotUnderstood, span, message, "请补上数字；如不是比较，请换一种说法"))
}
