//! All values on one side of a number, as the kinds of rules keep them: 低于60%, 不超过60%, 超过110%, 不低于110%.

use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::lexicon::Side;
use crate::ground::Exact;

/// The values on one side of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    pub(crate) side: Side,
    /// The number; a fraction for percentages.
    pub(crate) at: Exact,
    /// Whether the number itself is one of them.
    pub(crate) closed: bool,
}

impl Tail {
    pub(crate) fn contains(&self, value: Exact) -> bool {
        let beyond = if self.side == Side::Below { value < self.at } else { value > self.at };
        beyond || self.closed && value == self.at
    }

    /// 低于60%
    pub(crate) fn words(&self, unit: &Unit) -> String {
        let word = match (self.side, self.closed) {
            (Side::Below, false) => "低于",
            (Side::Below, true) => "不超过",
            (Side::Above, false) => "超过",
            (Side::Above, true) => "不低于",
        };
        format!("{word}{}", figures::stated(self.at, unit))
    }

    /// `；低于60%的，不得分` in a read-back.
    pub(crate) fn gives_nothing(&self, unit: &Unit) -> String {
        format!("；{}的，不得分", self.words(unit))
    }

    /// `值<0.6`
    pub(crate) fn formula(&self, value: &str) -> String {
        compared(value, self.side, self.closed, &self.at.in_formula())
    }
}

/// Whether a value lies on one side of another, as a formula: `值<0.6`.
pub(crate) fn compared(value: &str, side: Side, closed: bool, at: &str) -> String {
    let sign = if side == Side::Below { "<" } else { ">" };
    format!("{value}{sign}{}{at}", if closed { "=" } else { "" })
}
