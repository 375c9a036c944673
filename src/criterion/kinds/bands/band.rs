//! A band, and the other 数据项 that bands may be set against.

use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::formula::GUARD;
use crate::criterion::lexicon::Side;
use crate::criterion::tail::{Tail, compared};
use crate::ground::{Exact, Points};

/// An interval and its marks.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// Lower end; none where it is open downwards.
    pub(super) low: Option<Edge>,
    /// Upper end; none where it is open upwards.
    pub(super) high: Option<Edge>,
    /// 得分.
    pub(super) marks: Points,
}

/// An end of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// The number, a fraction for percentages; none for the figure of the other 数据项, or its share.
    pub(super) at: Option<Exact>,
    /// Whether it belongs to the band.
    pub(super) closed: bool,
}

/// 结余 against 上年结转.
#[derive(Clone, Debug)]
pub(super) struct Against {
    /// 结余
    pub(super) measure: String,
    /// 上年结转, the other 数据项.
    pub(super) reference: String,
    /// How much of it is the limit: 0.1 in 不超过上年结转的10%, 1 without such words.
    pub(super) share: Exact,
}

impl Edge {
    /// The values on one side of this end.
    fn tail(&self, side: Side, reference: Option<Exact>) -> Option<Tail> {
        Some(Tail { side, at: self.at.or(reference)?, closed: self.closed })
    }

    /// Comparing `helper` with this end; `other` is the cell of the other 数据项.
    fn formula(&self, side: Side, helper: &str, other: &str) -> String {
        let at = self.at.map_or_else(|| format!("ROUND({other},{GUARD})"), Exact::in_formula);
        compared(helper, side, self.closed, &at)
    }
}

impl Band {
    pub(super) fn contains(&self, value: Exact, reference: Option<Exact>) -> bool {
        let inside = |edge: Option<Edge>, side| {
            edge.is_none_or(|edge| edge.tail(side, reference).is_some_and(|tail| tail.contains(value)))
        };
        inside(self.low, Side::Above) && inside(self.high, Side::Below)
    }

    /// The band in words; `both` marks open ends as well as closed ones.
    pub(super) fn words(&self, unit: &Unit, both: bool) -> String {
        let number = |edge: &Edge| edge.at.map_or(String::new(), |at| figures::stated(at, unit));
        let note = |edge: &Edge| match (edge.closed, both) {
            (true, _) => "（含）",
            (false, true) => "（不含）",
            (false, false) => "",
        };
        let beyond = |edge: &Edge, side| edge.tail(side, None).map_or(String::new(), |tail| tail.words(unit));
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.at == high.at => format!("等于{}", number(low)),
            (Some(low), Some(high)) => format!("{}{}至{}{}", number(low), note(low), number(high), note(high)),
            (Some(low), None) => beyond(low, Side::Above),
            (None, Some(high)) => beyond(high, Side::Below),
            (None, None) => "任意数值".into(),
        }
    }

    /// Whether `helper` lies in the band; `other` is the cell of the other 数据项.
    pub(super) fn formula(&self, helper: &str, other: &str) -> String {
        let low = self.low.map(|low| low.formula(Side::Above, helper, other));
        let high = self.high.map(|high| high.formula(Side::Below, helper, other));
        match (low, high) {
            (Some(_), Some(_)) if self.low == self.high => {
                let at = self.low.and_then(|low| low.at).unwrap_or(Exact::ZERO);
                format!("{helper}={}", at.in_formula())
            }
            (Some(low), Some(high)) => format!("AND({low},{high})"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => "TRUE".into(),
        }
    }

    /// Whether another band gives the same marks and has no end in common.
    fn is_apart_from(&self, other: &Band) -> bool {
        let meets = |end: Option<Edge>, start: Option<Edge>| end.zip(start).is_some_and(|(x, y)| x.at == y.at);
        self.marks == other.marks && !meets(self.high, other.low) && !meets(other.high, self.low)
    }
}

/// The bands one by one; two in a row that give the same marks and do not touch stand together: 低于80%或超过120%.
pub(super) fn united(bands: &[Band]) -> Vec<&[Band]> {
    let mut united = Vec::new();
    let mut rest = bands;
    while let [first, others @ ..] = rest {
        let count = if others.first().is_some_and(|second| first.is_apart_from(second)) { 2 } else { 1 };
        let (one, others) = rest.split_at(count);
        united.push(one);
        rest = others;
    }
    united
}

impl Against {
    /// 上年结转, 上年结转的10%
    fn limit(&self) -> String {
        match self.share == Exact::ONE {
            true => self.reference.clone(),
            false => format!("{}的{}", self.reference, figures::stated(self.share, &Unit::Percent)),
        }
    }

    /// A band in words; `fully` says what 无 means.
    pub(super) fn words(&self, band: &Band, fully: bool) -> String {
        let (measure, reference) = (&self.measure, self.limit());
        match (&band.low, &band.high) {
            (None, _) if fully => format!("无{measure}（{measure}为0或负数）"),
            (None, _) => format!("无{measure}"),
            (_, Some(_)) => format!("有{measure}，但不超过{reference}"),
            (_, None) => format!("{measure}超过{reference}"),
        }
    }
}
