//! Marks that are taken: 扣0.5分, 扣该项分值的10%, 扣权重的1/4, and a band of a deduction: 5%-10%（含）扣1分.

use crate::criterion::grammar::tokens::{
    Input, Marks, Parsed, Spanned, Taken, any_of, comma, marks, part_of_all, points, spanned,
};
use crate::criterion::lexicon::{FULL, FULL_TAKEN, OF, TAKES, UNTOUCHED};
use winnow::combinator::{alt, opt, preceded};
use winnow::prelude::*;

/// 扣0.5分, 扣减该项分值的10%
pub(crate) fn taken(input: &mut Input<'_>) -> Parsed<Spanned<Taken>> {
    any_of([&TAKES]).parse_next(input)?;
    let share = (any_of([&FULL, &FULL_TAKEN]), opt(any_of([&OF])), part_of_all).map(|(_, _, share)| share);
    let share_after = (part_of_all, opt(any_of([&OF])), any_of([&FULL, &FULL_TAKEN])).map(|(share, _, _)| share);
    let share = alt((share, share_after)).map(Taken::Share);
    spanned(alt((share, points.map(Taken::Points)))).parse_next(input)
}

/// Marks given, 不扣分 (the full marks) or 扣1分 (so many less), behind a condition in numbers.
pub(crate) fn marks_or_deduction(input: &mut Input<'_>) -> Parsed<Spanned<Marks>> {
    let untouched = preceded(comma, spanned(any_of([&UNTOUCHED]).map(|_| Marks::Full)));
    let less = preceded(comma, taken).map(|Spanned { value, span }| Spanned { value: Marks::Less(value), span });
    alt((marks, untouched, less)).parse_next(input)
}
