//! What a number counts, and numbers as an official reads them: 115.82%, 5个工作日, 一个百分点.

use crate::criterion::lexicon::TIME;
use crate::ground::Exact;
use rust_decimal::{Decimal, dec};

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// %, 百分点: the value is a fraction, 1 is 100%.
    Percent,
    /// No unit written.
    Plain,
    /// 天, 个工作日, 件 …: a plain number of these.
    Named(String),
}

/// Decimals of a percentage, where they are enough to keep it apart from every threshold.
const PLACES: u32 = 2;
const MOST_PLACES: u32 = 12;

impl Unit {
    /// Whether it is a unit of time.
    pub(crate) fn is_time(&self) -> bool {
        matches!(self, Unit::Named(name) if TIME.has(name))
    }
}

impl Unit {
    /// A value of this unit in the unit `other`, where that is certain: 元 in 万元, 日 in 天. None for 月 in 天 and
    /// 工作日 in 天.
    pub(crate) fn convert(&self, value: Exact, other: &Unit) -> Option<Exact> {
        let (one, two) = (self.in_smallest()?, other.in_smallest()?);
        if one.0 != two.0 {
            return None;
        }
        value.times(Exact::whole(one.1))?.over(Exact::whole(two.1))
    }

    /// What the unit counts, and how many of the smallest unit it is.
    fn in_smallest(&self) -> Option<(&str, i64)> {
        Some(match self {
            Unit::Percent => ("%", 1),
            Unit::Plain => ("", 1),
            Unit::Named(name) => match name.as_str() {
                "日" | "天" | "个自然日" | "自然日" => ("天", 1),
                "个工作日" | "工作日" => ("工作日", 1),
                "个小时" | "小时" => ("小时", 1),
                "元" => ("元", 1),
                "万元" => ("元", 10_000),
                "亿元" => ("元", 100_000_000),
                "人" | "名" => ("人", 1),
                name => (name, 1),
            },
        })
    }
}

/// A value rounded for print with as few decimals (at least two) as keep it on its side of every threshold:
/// 100.996% must not be printed as 101.00% where 101% costs a mark. In percent for percentages.
pub(crate) fn rounded(value: Exact, unit: &Unit, thresholds: &[Exact]) -> Option<Decimal> {
    rounded_where(value, unit, thresholds, |_| true)
}

/// The same with as many decimals as make `agrees` hold of the printed value: the same marks come of it.
pub(crate) fn rounded_where(
    value: Exact,
    unit: &Unit,
    thresholds: &[Exact],
    agrees: impl Fn(Exact) -> bool,
) -> Option<Decimal> {
    let scaled = |x: Exact| if *unit == Unit::Percent { x.times(Exact::whole(100)) } else { Some(x) };
    let value = scaled(value)?;
    let thresholds: Vec<Exact> = thresholds.iter().filter_map(|threshold| scaled(*threshold)).collect();
    let same_side = |printed: Decimal| {
        let printed = Exact::from_decimal(printed);
        let same = thresholds.iter().all(|threshold| printed.cmp(threshold) == value.cmp(threshold));
        let plain = if *unit == Unit::Percent { printed.over(Exact::whole(100)) } else { Some(printed) };
        same && plain.is_some_and(&agrees)
    };
    let printed = (PLACES..MOST_PLACES).filter_map(|places| value.to_decimal(places));
    printed.into_iter().find(|printed| same_side(*printed)).or(value.to_decimal(MOST_PLACES))
}

/// A measured value: 115.82%, 8.00%, 7个工作日.
pub(crate) fn measured(value: Exact, unit: &Unit, thresholds: &[Exact]) -> String {
    printed(rounded(value, unit, thresholds), unit).unwrap_or_else(|| format!("{value:?}"))
}

/// A rounded value in words; in percent for percentages.
pub(crate) fn printed(rounded: Option<Decimal>, unit: &Unit) -> Option<String> {
    Some(match (rounded?, unit) {
        (number, Unit::Percent) => format!("{}%", signed(number)),
        (number, Unit::Plain) => signed(number.normalize()),
        (number, Unit::Named(name)) => format!("{}{name}", signed(number.normalize())),
    })
}

/// A true minus sign; no negative zero.
pub(crate) fn signed(number: Decimal) -> String {
    if number.is_sign_negative() && !number.is_zero() {
        format!("−{}", number.abs())
    } else {
        number.abs().to_string()
    }
}

/// A number of the official text: 100%, 0, 5个工作日.
pub(crate) fn stated(value: Exact, unit: &Unit) -> String {
    let exact = |value: Exact| value.to_decimal(10).map_or(format!("{value:?}"), |number| signed(number.normalize()));
    match unit {
        Unit::Percent if value.is_zero() => "0".into(),
        Unit::Percent => {
            value.times(Exact::whole(100)).map_or(format!("{value:?}"), |percent| format!("{}%", exact(percent)))
        }
        Unit::Plain => exact(value),
        Unit::Named(name) => format!("{}{name}", exact(value)),
    }
}

/// A value of an example, which needs its unit: 0%, 79.99%, 5个工作日.
pub(crate) fn shown(value: Exact, unit: &Unit) -> String {
    if value.is_zero() && *unit == Unit::Percent { "0%".into() } else { stated(value, unit) }
}

/// The smallest difference that examples show: 0.01%, 1个工作日.
pub(crate) fn hair(unit: &Unit) -> Exact {
    if *unit == Unit::Percent { Exact::percent(dec!(0.01)) } else { Exact::ONE }
}

/// The size of a step: 一个百分点, 5个百分点, 5个工作日.
pub(crate) fn step(size: Exact, unit: &Unit) -> String {
    match unit {
        Unit::Percent if size == Exact::percent(Decimal::ONE) => "一个百分点".into(),
        Unit::Percent => stated(size, unit).replace('%', "个百分点"),
        unit => stated(size, unit),
    }
}

/// Marks to so many decimals at most, without trailing zeros.
pub(crate) fn marks(marks: Exact, places: u32) -> String {
    marks.to_points(places).map_or_else(|| format!("{marks:?}"), |points| points.to_string())
}
