//! What only the whole text tells: a heading stands first, and 编制细化（2分）、编制及时（1分） are items without numbers.

use crate::criterion::fault::Source;
use crate::criterion::grammar::contrary::are_contrary;
use crate::criterion::grammar::labels::is_counted;
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::steps::{Case, case};
use crate::criterion::grammar::text::Text;
use crate::criterion::grammar::tokens::{Marks, Parsed, Spanned};
use crate::criterion::lexicon::ENDS_SUBJECT;
use crate::ground::Points;
use rust_decimal::Decimal;
use winnow::prelude::*;
use winnow::stream::LocatingSlice;

/// The phrases with their frame.
pub(crate) fn frame(mut phrases: Vec<Phrase>, text: &Text, source: &Source) -> Vec<Phrase> {
    headings_stand_first(&mut phrases);
    items_without_numbers(&mut phrases, text, source.full_marks);
    vetoes_without_a_rule(&mut phrases, source.full_marks);
    grades_alone(&mut phrases);
    phrases
}

/// An event takes the marks that a rule gives. Alone it is a case that costs all (发现一起挪用的，本项不得分), beside its contrary
/// the other half of 是 and 否 (未发生事故得5分，发生事故不得分).
fn vetoes_without_a_rule(phrases: &mut [Phrase], full: Points) {
    let decides = |phrase: &Phrase| {
        matches!(
            phrase.meaning,
            Meaning::Award { .. }
                | Meaning::Against { .. }
                | Meaning::Step(_)
                | Meaning::Case(_)
                | Meaning::Item { .. }
                | Meaning::Ratio(_)
                | Meaning::Earn(_)
                | Meaning::Reached(_)
        )
    };
    if phrases.iter().any(decides) {
        return;
    }
    let words: Vec<String> = phrases.iter().filter_map(word_award).collect();
    let count = phrases.iter().filter(|phrase| matches!(phrase.meaning, Meaning::Veto { .. })).count();
    for phrase in phrases {
        let Meaning::Veto { event, marks, marked } = &phrase.meaning else { continue };
        let contrary = words.iter().any(|words| are_contrary(words, &event.value));
        if words.is_empty() && count == 1 && is_counted(&event.value) {
            let all = format!("每{}的扣{full}分", event.value);
            let case: Parsed<Case> = case.parse_next(&mut LocatingSlice::new(all.as_str()));
            if let Ok(case) = case {
                let words = Spanned { span: phrase.span.clone(), ..case.words };
                let cost = Spanned { span: phrase.span.clone(), ..case.cost };
                phrase.meaning = Meaning::Case(Case { words, cost, ..case });
            }
        } else if contrary || !marked {
            phrase.meaning = Meaning::WordAward { words: event.value.clone(), marks: marks.clone() };
        }
    }
}

/// 好，得5分 with no other grade beside it says nothing.
fn grades_alone(phrases: &mut [Phrase]) {
    let alone = phrases.iter().filter_map(word_award).count() < 2;
    for phrase in phrases.iter_mut().filter(|_| alone) {
        if word_award(phrase).is_some_and(|words| words.chars().count() < 2) {
            phrase.meaning = Meaning::Unread;
        }
    }
}

fn word_award(phrase: &Phrase) -> Option<String> {
    if let Meaning::WordAward { words, .. } = &phrase.meaning { Some(words.clone()) } else { None }
}

/// A name behind a rule would be the heading of a second one: 东部：…；西部：….
fn headings_stand_first(phrases: &mut [Phrase]) {
    let mut first = true;
    for phrase in phrases {
        match &phrase.meaning {
            Meaning::Heading { is_name: true, .. } if !first => phrase.meaning = Meaning::Unread,
            Meaning::Heading { is_name, .. } => first &= !is_name,
            Meaning::Remark | Meaning::Note => {}
            _ => first = false,
        }
    }
}

/// `预算编制细化（2分）、编制及时（1分）`, `采购方式合规1分，采购程序规范1分`: awards in words that together give 分值 and
/// none of which gives it alone. 省级表彰3分，市级表彰2分 and 健全3分，基本健全2分 may be grades and stay as they are.
fn items_without_numbers(phrases: &mut [Phrase], text: &Text, full: Points) {
    let listed: Vec<(&str, &Spanned<Marks>)> = phrases.iter().filter_map(|phrase| award(phrase, text)).collect();
    let others = phrases.iter().any(|phrase| match &phrase.meaning {
        Meaning::WordAward { .. } => award(phrase, text).is_none(),
        Meaning::Heading { .. } | Meaning::Remark | Meaning::Note | Meaning::Total(_) | Meaning::ItemsSay => false,
        Meaning::Label(_) => false,
        _ => true,
    });
    let sum: Decimal = listed.iter().filter_map(|(_, marks)| given(marks)).sum();
    let each_less = listed.iter().filter_map(|(_, marks)| given(marks)).all(|marks| marks < full.0);
    let words: Vec<&str> = listed.iter().map(|(words, _)| *words).collect();
    if others || listed.len() < 2 || sum != full.0 || !each_less || may_be_grades(&words) {
        return;
    }
    let mut ordinal = 0;
    for phrase in phrases {
        let Meaning::WordAward { words, marks } = &phrase.meaning else { continue };
        ordinal += 1;
        let marker = char::from_u32('①' as u32 + ordinal - 1).filter(|_| ordinal <= 20);
        let Some(marker) = marker.map(String::from) else { continue };
        phrase.meaning = Meaning::Item { marker, ordinal, words: words.clone(), marks: Some(marks.clone()) };
    }
}

fn given(marks: &Spanned<Marks>) -> Option<Decimal> {
    if let Marks::Given(marks) = marks.value { Some(marks) } else { None }
}

/// An award in words whose marks stand bare or in brackets: 得2分 would leave open whether they add up.
fn award<'p>(phrase: &'p Phrase, text: &Text) -> Option<(&'p str, &'p Spanned<Marks>)> {
    let Meaning::WordAward { words, marks } = &phrase.meaning else { return None };
    let written = text.as_str().get(marks.span.clone())?;
    let bare = written.starts_with(|c: char| c == '(' || c.is_ascii_digit());
    let some = given(marks).is_some_and(|marks| marks > Decimal::ZERO);
    (bare && some).then_some((words.as_str(), marks))
}

/// Whether two of the words end alike (健全, 基本健全), or one of them denies.
fn may_be_grades(words: &[&str]) -> bool {
    let ending = |words: &str| words.chars().rev().take(2).collect::<Vec<char>>();
    let alike = |at: usize| words[..at].iter().any(|other| ending(other) == ending(words[at]));
    let denies = |words: &&str| ENDS_SUBJECT.begin(words).is_some();
    (1..words.len()).any(alike) || words.iter().any(denies)
}
