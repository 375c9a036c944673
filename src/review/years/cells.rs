//! Cells of a comparison: last year, this year, and their difference as a formula over both.

use crate::evaluate::Scorecard;
use crate::ground::{CellRef, Points};
use crate::result::{number_cell, rank_cell};
use crate::review::BeforeAfter;
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Tint};
use rust_decimal::Decimal;

/// The cell that one of a row begins at and the next one.
fn pair(at: CellRef) -> [CellRef; 2] {
    [at, CellRef::new(at.row, at.col + 1)]
}

/// Two marks and their difference, if they are compared; `words` stand where a mark is not known.
pub(crate) fn marks_cells(
    at: CellRef,
    marks: BeforeAfter<Option<Points>>,
    difference: Option<Points>,
    words: BeforeAfter<String>,
    places: u32,
) -> [Cell; 3] {
    let format = Format::Places(places);
    let cell = |marks: Option<Points>, words: String| match marks {
        Some(marks) => Cell::number(Role::Number, marks.0, format),
        None => Cell::text(Role::Centre, words).tinted(Some(Tint::Pending)),
    };
    let [before, after] = pair(at);
    let formula = difference.map(|_| format!("ROUND({after}-{before},{places})"));
    let difference = number_cell(Role::Number, difference.map(|points| points.0), format).computed(formula);
    [cell(marks.before, words.before), cell(marks.after, words.after), difference]
}

/// Two 得分率 and their difference in percentage points, if they are compared.
pub(crate) fn rate_cells(at: CellRef, rates: BeforeAfter<Option<Decimal>>, difference: Option<Decimal>) -> [Cell; 3] {
    let [before, after] = pair(at);
    let formula = difference.map(|_| format!("ROUND(({after}-{before})*100,2)"));
    let points = difference.map(|difference| difference * Decimal::ONE_HUNDRED);
    let [old, new] = rates.map(|rate| number_cell(Role::Number, rate, Format::Percent)).both();
    [old, new, number_cell(Role::Number, points, Format::Places(2)).computed(formula)]
}

/// Two 名次 and how many places up, if they are compared.
pub(crate) fn rank_cells(at: CellRef, cards: BeforeAfter<&Scorecard>, difference: Option<i64>) -> [Cell; 3] {
    let [before, after] = pair(at);
    let formula = difference.map(|_| format!("{before}-{after}"));
    let [old, new] = cards.map(rank_cell).both();
    [old, new, number_cell(Role::Centre, difference.map(Decimal::from), Format::Whole).computed(formula)]
}
