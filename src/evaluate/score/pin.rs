//! Measures that formulas cannot tell from a boundary. Formulas compare with 15 digits, after rounding to 10 decimals;
//! the engine compares exactly. Where the two could part, the sheet 测算 holds a measure of the engine instead.

use crate::criterion::Facts;
use crate::evaluate::score::{Scorer, Task};
use crate::ground::{Exact, Points};
use rust_decimal::Decimal;

/// What stands as 测算值 in place of what the formula computes.
#[derive(Clone, Debug)]
pub struct Pin {
    /// The exact measure, or one a hair away from it on the same side of the boundary.
    pub value: Decimal,
    /// It stands for all results of the formula that are not farther away than this.
    pub within: Decimal,
}

/// How near to a boundary a measure must be, in parts of itself: well above what rounding to 10 decimals can move,
/// also in steps of 1%.
const HAIR: Decimal = Decimal::from_parts(1, 0, 0, false, 8);
/// Differences of amounts from here on lose the tenth decimal.
const LARGE: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);
/// What a formula may lose of its largest figure.
const LOST: Decimal = Decimal::from_parts(4, 0, 0, false, 15);

impl Scorer<'_> {
    /// The pin of a measure; none nearly always.
    pub(super) fn pin(&self, task: Task, facts: &Facts) -> Option<Pin> {
        let measure = facts.measure()?;
        let largest = self.largest_figure(task);
        let is_short = Exact::from_decimal(measure.to_decimal(8)?) == measure;
        if is_short && largest < LARGE {
            return None;
        }
        let hair = HAIR.checked_mul(measure.abs().to_decimal(8)? + Decimal::ONE)?;
        let hair_exact = Exact::from_decimal(hair);
        let here = self.rounded_marks(task, facts)?;
        let beside = [measure.minus(hair_exact)?, measure.plus(hair_exact)?];
        let [below, above] = beside.map(|value| self.rounded_marks(task, &facts.with_measure(value)) == Some(here));
        if below && above {
            return None;
        }
        let value = match () {
            () if is_short => measure,
            () if below => beside[0],
            () if above => beside[1],
            () => measure,
        };
        let within = hair.checked_mul(Decimal::TWO)?.checked_add(largest.checked_mul(LOST)?)?;
        Some(Pin { value: value.to_decimal(12)?.normalize(), within: within.normalize() })
    }

    fn largest_figure(&self, task: Task) -> Decimal {
        let columns = self.inputs[task.index].columns();
        let figures = columns.iter().filter_map(|column| task.department.entries[*column].number());
        figures.map(|figure| figure.abs()).max().unwrap_or_default()
    }

    fn rounded_marks(&self, task: Task, facts: &Facts) -> Option<Points> {
        let rule = &self.submission.scheme.rules[task.index].rule;
        self.conventions.rounded(rule.score(facts, self.conventions).ok()?, task.most)
    }
}
