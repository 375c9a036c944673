//! A row of a comparison, filled from left to right: two years and their difference.

use crate::evaluate::scorecard::Scorecard;
use crate::ground::place::CellRef;
use crate::ground::quantity::Points;
use crate::result::range_text;
use crate::review::years::figures::Both;
use crate::workbook::sheet::{Cell, Format, Role, Sheet, Tint};
use rust_decimal::Decimal;

/// 总分, or its range.
pub(crate) fn total_cell(card: &Scorecard, places: u32) -> Cell {
    match card.total() {
        Some(total) => Cell::number(Role::Number, total.0, Format::Places(places)),
        None => Cell::text(Role::Centre, range_text(card.low, card.high)).tinted(Some(Tint::Pending)),
    }
}

/// 名次, or — where there is none.
pub(crate) fn rank_cell(card: &Scorecard) -> Cell {
    match card.standing.rank {
        Some(rank) => Cell::number(Role::Centre, Decimal::from(rank), Format::Whole),
        None => Cell::text(Role::Centre, "—"),
    }
}

/// A row being filled from left to right.
pub(crate) struct Line<'a> {
    pub sheet: &'a mut Sheet,
    pub row: u32,
    pub col: u32,
    pub places: u32,
}

impl Line<'_> {
    /// The next cell.
    pub fn put(&mut self, cell: Cell) {
        self.sheet.put(self.row, self.col, cell);
        self.col += 1;
    }

    /// The address of the cell so many columns to the left.
    fn left(&self, columns: u32) -> CellRef {
        CellRef::new(self.row, self.col - columns)
    }

    /// Two marks and their difference; `words` stand where a mark is not known.
    pub fn points(&mut self, points: Both<Points>, words: [String; 2]) {
        self.points_alone(points, words);
        let (before, after) = (self.left(2), self.left(1));
        let format = Format::Places(self.places);
        self.put(match points.difference() {
            Some(difference) => Cell::number(Role::Number, difference.0, format)
                .computed(Some(format!("ROUND({after}-{before},{})", self.places))),
            None => Cell::text(Role::Centre, "—"),
        });
    }

    /// Two marks that are not compared.
    pub fn points_apart(&mut self, points: Both<Points>, words: [String; 2]) {
        self.points_alone(points, words);
        self.put(Cell::text(Role::Centre, "—"));
    }

    fn points_alone(&mut self, points: Both<Points>, words: [String; 2]) {
        for (points, words) in [points.before, points.after].into_iter().zip(words) {
            self.put(match points {
                Some(points) => Cell::number(Role::Number, points.0, Format::Places(self.places)),
                None => Cell::text(Role::Centre, words).tinted(Some(Tint::Pending)),
            });
        }
    }

    /// Two 得分率 and their difference in percentage points.
    pub fn rates(&mut self, rates: Both<Decimal>) {
        self.rates_alone(rates);
        let (before, after) = (self.left(2), self.left(1));
        self.put(match rates.difference() {
            Some(difference) => {
                let points = difference * Decimal::ONE_HUNDRED;
                Cell::number(Role::Number, points, Format::Places(2))
                    .computed(Some(format!("ROUND(({after}-{before})*100,2)")))
            }
            None => Cell::text(Role::Centre, "—"),
        });
    }

    /// Two 得分率 that are not compared.
    pub fn rates_apart(&mut self, rates: Both<Decimal>) {
        self.rates_alone(rates);
        self.put(Cell::text(Role::Centre, "—"));
    }

    fn rates_alone(&mut self, rates: Both<Decimal>) {
        for rate in [rates.before, rates.after] {
            self.put(match rate {
                Some(rate) => Cell::number(Role::Number, rate, Format::Percent),
                None => Cell::text(Role::Centre, "—"),
            });
        }
    }

    /// Two 名次 and how many places up.
    pub fn ranks(&mut self, (before, after): (&Scorecard, &Scorecard), difference: Option<i64>) {
        self.put(rank_cell(before));
        self.put(rank_cell(after));
        let (old, new) = (self.left(2), self.left(1));
        self.put(match difference {
            Some(difference) => Cell::number(Role::Centre, Decimal::from(difference), Format::Whole)
                .computed(Some(format!("{old}-{new}"))),
            None => Cell::text(Role::Centre, "—"),
        });
    }
}
