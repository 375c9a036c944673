//! What only the whole text tells: a heading stands first, and 编制细化（2分）、编制及时（1分） are items without numbers.

use crate::criterion::fault::Source;
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::text::Text;
use crate::criterion::grammar::tokens::{Marks, Spanned};
use crate::criterion::lexicon::ENDS_SUBJECT;
use crate::ground::Points;
use rust_decimal::Decimal;

/// The phrases with their frame.
pub(crate) fn frame(mut phrases: Vec<Phrase>, text: &Text, source: &Source) -> Vec<Phrase> {
    headings_stand_first(&mut phrases);
    items_without_numbers(&mut phrases, text, source.full_marks);
    phrases
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
