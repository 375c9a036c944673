//! Bands that take marks: 5%-10%（含）扣1分，超过10%扣2分. They are taken from 分值, they do not add up, and what lies
//! before the first of them keeps the full marks.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::account::says_in_time;
use crate::criterion::grammar::condition::{Closure, Condition, End};
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Marks, Quantity, Spanned};
use crate::criterion::kinds::bands::parse::Piece;
use crate::criterion::lexicon::{COUNTERS, DAYS, NOT_DONE};
use crate::ground::{Code, Exact, Points};

/// Whole numbers only: cases and whole days.
pub(super) fn is_counted(unit: &Unit) -> bool {
    matches!(unit, Unit::Named(name) if !unit.is_time() || DAYS.has(name))
}

impl Piece {
    fn is_taken(&self) -> bool {
        matches!(self.marks.value, Marks::Less(_))
    }

    fn unit(&self) -> Option<&Unit> {
        self.condition.low.as_ref().or(self.condition.high.as_ref()).map(|end| &end.at.unit)
    }
}

/// What is late begins after 0, and of 超过5%扣1分，超过10%扣2分 the first ends where the second begins.
pub(super) fn settle(pieces: &mut [Piece]) {
    let late = pieces.iter().any(|piece| piece.late);
    for piece in pieces.iter_mut().filter(|piece| late && piece.condition.low.is_none()) {
        let time = piece.condition.high.as_ref().filter(|end| end.at.unit.is_time() && end.at.value > Exact::ZERO);
        piece.condition.low = time.map(|end| end_at(Exact::ZERO, &end.at.unit, Closure::Open));
    }
    nest(pieces, |piece| piece.condition.high.is_none().then_some(&mut piece.condition.low), false);
    nest(pieces, |piece| piece.condition.low.is_none().then_some(&mut piece.condition.high), true);
}

/// Ends the bands of a deduction that are open on the same side where the next, dearer one begins.
fn nest(pieces: &mut [Piece], open: impl Fn(&mut Piece) -> Option<&mut Option<End>>, falling: bool) {
    let mut nested: Vec<(usize, End, Points)> = Vec::new();
    for (index, piece) in pieces.iter_mut().enumerate() {
        let (points, counts) = (piece.points, piece.is_taken() || piece.points == Points::ZERO);
        let Some(Some(end)) = open(piece).map(|end| end.clone()) else { continue };
        if !counts {
            return;
        }
        nested.push((index, end, points));
    }
    nested.sort_by_key(|(_, end, _)| end.at.value);
    if falling {
        nested.reverse();
    }
    let dearer = nested.windows(2).all(|pair| pair[0].1.at.value != pair[1].1.at.value && pair[0].2 > pair[1].2);
    if !dearer {
        return;
    }
    for pair in nested.windows(2) {
        let end = Some(beside(&pair[1].1));
        match falling {
            true => pieces[pair[0].0].condition.low = end,
            false => pieces[pair[0].0].condition.high = end,
        }
    }
}

/// The end of what lies on the other side of an end.
fn beside(end: &End) -> End {
    let closure = match end.closure {
        Closure::Closed | Closure::Lawful => Closure::Open,
        Closure::Open => Closure::Closed,
        doubtful => doubtful,
    };
    End { at: end.at.clone(), closure }
}

fn end_at(value: Exact, unit: &Unit, closure: Closure) -> End {
    End { at: Quantity { value, unit: unit.clone() }, closure }
}

/// The band before the first one, which words (with the marks `before`) or the deductions leave: 0天 of 逾期1-3天扣1分.
pub(super) fn untouched(
    reading: &Reading,
    pieces: &[Piece],
    before: Option<&Spanned<Marks>>,
    faults: &mut Vec<Fault>,
) -> Option<Piece> {
    let (low_open, high_open) = (
        pieces.iter().any(|piece| piece.condition.low.is_none()),
        pieces.iter().any(|piece| piece.condition.high.is_none()),
    );
    let full = reading.source.full_marks;
    let taken = pieces.iter().any(Piece::is_taken) && !pieces.iter().any(|piece| piece.points == full);
    if low_open == high_open || (before.is_none() && !taken) {
        return None;
    }
    let edge = |piece: &Piece| if high_open { piece.condition.low.clone() } else { piece.condition.high.clone() };
    let of = |piece: &&Piece| edge(piece).map(|end| end.at.value);
    let first = if high_open { pieces.iter().min_by_key(of) } else { pieces.iter().max_by_key(of) }?;
    let end = beside_counted(&edge(first)?, high_open);
    let (marks, points) = match before {
        Some(marks) => (marks.clone(), reading.points(marks)),
        None => (first.marks.clone(), full),
    };
    // the band beside it costs least, else a band is missing
    if before.is_none() && pieces.iter().any(|piece| piece.points > first.points) {
        return None;
    }
    if before.is_none() {
        let side = if high_open { "低于" } else { "高于" };
        let number = figures::stated(edge(first)?.at.value, &end.at.unit);
        let message = format!("没有写明{side}{number}时扣分，按不扣分（得{full}分）理解；各档扣分从满分中扣，不累加");
        faults.push(reading.fault(Code::SilentOnExcess, &first.condition.span, message, "如无异议，可写明“……不扣分”"));
    }
    let (low, high) = if high_open { (None, Some(end)) } else { (Some(end), None) };
    let condition = Condition { low, high, ..first.condition.clone() };
    Some(Piece { condition, marks, points, late: false })
}

/// As [`beside`]; of whole numbers the one before: 0 to 1次 before 2次.
fn beside_counted(end: &End, below: bool) -> End {
    let whole = matches!(&end.at.unit, Unit::Named(name) if COUNTERS.has(name) || DAYS.has(name));
    let counted = whole && end.at.value == end.at.value.floor() && end.closure != Closure::Open;
    let next = if below { end.at.value.minus(Exact::ONE) } else { end.at.value.plus(Exact::ONE) };
    match next.filter(|_| counted) {
        Some(next) => end_at(next, &end.at.unit, Closure::Closed),
        None => beside(end),
    }
}

/// Whether words say what lies before the first band: 按时报送 before the days late, 未完成 before the number done.
pub(super) fn says_before(reading: &Reading, pieces: &[Piece], (words, marks): (&str, &Spanned<Marks>)) -> bool {
    let first = pieces.iter().filter_map(|piece| piece.condition.low.as_ref()).min_by_key(|low| low.at.value);
    let begins = first.is_some_and(|low| match low.closure {
        Closure::Open => low.at.value.is_zero(),
        _ => low.at.value == Exact::ONE,
    });
    let unit = pieces.iter().find_map(Piece::unit);
    let full = reading.points(marks) == reading.source.full_marks;
    let nothing = reading.points(marks) == Points::ZERO;
    let time = unit.is_some_and(Unit::is_time);
    let in_time = time && full && pieces.iter().any(|piece| piece.late) && says_in_time(words);
    let subject = reading.awards().first().map_or("", |(condition, _)| condition.subject.value.as_str());
    let done = || NOT_DONE.begin(words).is_some_and(|not| !subject.is_empty() && words[not.len()..] == *subject);
    begins && (in_time || (!time && nothing && unit.is_some_and(is_counted) && done()))
}
