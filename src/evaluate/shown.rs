//! Percentages that show rounded: where what shows gets other marks than what is stored, a person would not find the
//! score.

use crate::evaluate::Scorer;
use crate::evaluate::scorecard::Scorecard;
use crate::ground::names::sheets;
use crate::ground::number::percent_text;
use crate::ground::{Code, Finding, Message, Place};
use crate::submission::{Department, Entry, Submission};
use rust_decimal::Decimal;

/// D26 for each such percentage.
pub(crate) fn check(submission: &Submission, cards: &[Scorecard]) -> Vec<Finding> {
    let scorer = Scorer::new(submission);
    let with_cards = submission.departments.iter().zip(cards);
    let each =
        with_cards.flat_map(|(department, card)| department.shown.iter().map(move |shown| (department, card, shown)));
    each.filter_map(|(department, card, shown)| one(&scorer, submission, (department, card), *shown)).collect()
}

fn one(
    scorer: &Scorer,
    submission: &Submission,
    (department, card): (&Department, &Scorecard),
    (column, shown): (usize, Decimal),
) -> Option<Finding> {
    let stored = department.entries[column].number()?;
    let mut other = department.clone();
    other.entries[column] = Entry::Number(shown);
    let as_shown = scorer.department(&other, &mut Vec::new());
    let index = (0..card.scores.len()).find(|index| card.scores[*index].marks() != as_shown.scores[*index].marks())?;
    let marks =
        |card: &Scorecard| card.scores[index].marks().map_or("待核".to_string(), |marks| format!("{marks}分"));
    let found = format!(
        "显示为{}，存的是{}：按存的数计{}，按显示的数计{}",
        percent_text(shown),
        percent_text(stored),
        marks(card),
        marks(&as_shown)
    );
    let advice = "请核对确切的百分数后重填；显示的数就是确切的，请照它重填";
    let place = Place::cell(sheets::DATA, submission.cell(department, column)?);
    let level3 = &submission.scheme.system.indicators[index].path.level3;
    let message = Message::new("显示的与存储的得分相同", found, advice);
    Some(Finding::new(Code::ShownAcross, place, message).of(&department.name, level3))
}
