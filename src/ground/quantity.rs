//! Exact quantities: marks, exact ratios, their rounding and the only door to floating point.
//!
//! * [`Points`]: 分值、得分、扣分, a decimal number of 分.
//! * [`Exact`]: a fraction without any rounding. Every 计算公式 is evaluated in it and every
//!   threshold and step of a 评分标准 is compared on it.
//!
//! Percentages are fractions: 115.82% is `1.1582`, one 百分点 is `0.01`.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use std::fmt;
use std::str::FromStr;

/// 分: marks given, lost or available. Never rounded but by [`Points::rounded`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(pub Decimal);

impl Points {
    /// No marks.
    pub const ZERO: Points = Points(Decimal::ZERO);

    /// Rounds half away from zero (四舍五入) to `places` decimals, the one rounding of the program.
    pub fn rounded(self, places: u32) -> Points {
        Points(self.0.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
    }

    /// The same number as a fraction.
    pub fn exact(self) -> Exact {
        Exact::from_decimal(self.0)
    }
}

impl std::ops::Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }
}

impl std::ops::Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points(self.0 - other.0)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Points>>(parts: I) -> Points {
        parts.fold(Points::ZERO, |sum, part| sum + part)
    }
}

impl fmt::Display for Points {
    /// Without trailing zeros: `0.5`, `3`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl serde::Serialize for Points {
    /// As it is shown, so that nothing is rounded.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}分")
    }
}

/// An exact fraction. Arithmetic returns `None` where the numbers grow beyond 128 bits
/// or a divisor is zero; nothing is ever rounded on the way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio<i128>);

impl Exact {
    /// 0
    pub const ZERO: Exact = Exact(Ratio::new_raw(0, 1));
    /// 1, that is 100%
    pub const ONE: Exact = Exact(Ratio::new_raw(1, 1));

    /// The fraction that a decimal number is.
    pub fn from_decimal(number: Decimal) -> Exact {
        let number = number.normalize();
        let (mantissa, scale) = (number.mantissa(), 10_i128.pow(number.scale()));
        // numbers of 64 bits are shortened many times as fast
        match (i64::try_from(mantissa), i64::try_from(scale)) {
            (Ok(mantissa), Ok(scale)) => {
                let (numerator, denominator) = Ratio::new(mantissa, scale).into_raw();
                Exact(Ratio::new_raw(numerator.into(), denominator.into()))
            }
            _ => Exact(Ratio::new(mantissa, scale)),
        }
    }

    /// `number` percent: `Exact::percent(95)` is 0.95.
    pub fn percent(number: Decimal) -> Exact {
        Exact::from_decimal(number / Decimal::ONE_HUNDRED)
    }

    /// A whole number.
    pub fn whole(number: i64) -> Exact {
        Exact(Ratio::from_integer(number.into()))
    }

    /// Sum, or `None` on overflow.
    pub fn plus(self, other: Exact) -> Option<Exact> {
        self.0.checked_add(&other.0).map(Exact)
    }

    /// Difference, or `None` on overflow.
    pub fn minus(self, other: Exact) -> Option<Exact> {
        self.0.checked_sub(&other.0).map(Exact)
    }

    /// Product, or `None` on overflow.
    pub fn times(self, other: Exact) -> Option<Exact> {
        self.0.checked_mul(&other.0).map(Exact)
    }

    /// Quotient, or `None` on overflow or where `other` is zero.
    pub fn over(self, other: Exact) -> Option<Exact> {
        self.0.checked_div(&other.0).map(Exact)
    }

    /// Whether this is 0.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below 0.
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// The absolute value.
    pub fn abs(self) -> Exact {
        Exact(self.0.abs())
    }

    /// The largest whole number not above this.
    pub fn floor(self) -> Exact {
        Exact(self.0.floor())
    }

    /// The smallest whole number not below this.
    pub fn ceil(self) -> Exact {
        Exact(self.0.ceil())
    }

    /// Rounds half away from zero to `places` decimals, or `None` where the result is beyond [`Decimal`].
    pub fn to_decimal(self, places: u32) -> Option<Decimal> {
        let scale = 10_i128.checked_pow(places)?;
        let (whole, part) = (self.0.trunc().to_integer(), self.0.fract());
        // Ratio::round rounds half away from zero
        let part = part.checked_mul(&Ratio::from_integer(scale))?.round().to_integer();
        let mantissa = whole.checked_mul(scale)?.checked_add(part)?;
        Decimal::try_from_i128_with_scale(mantissa, places).ok()
    }

    /// The number as an Excel formula has it: `0.005`, or `(1/3)` where no decimal is exact.
    pub fn in_formula(self) -> String {
        match self.to_decimal(15).filter(|decimal| Exact::from_decimal(*decimal) == self) {
            Some(decimal) => decimal.normalize().to_string(),
            None => format!("({self:?})"),
        }
    }

    /// The marks this is, rounded half away from zero; see [`Exact::to_decimal`].
    pub fn to_points(self, places: u32) -> Option<Points> {
        self.to_decimal(places).map(Points)
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A number read from a cell: 15 significant digits, as Excel itself keeps them, so that
/// `0.1 + 0.2` is 0.3. `None` for NaN, infinity and numbers beyond 28 digits.
pub fn from_cell(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    quick(number).or_else(|| Decimal::from_scientific(&format!("{number:.14e}")).ok()).map(|n| n.normalize())
}

/// The same where the shortest text that gives the number back has no more than 15 digits: rounding to 15
/// then changes nothing, and the text is made much faster.
fn quick(number: f64) -> Option<Decimal> {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return Some(Decimal::from(number as i64));
    }
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits <= 15).then(|| Decimal::from_str_exact(&text).ok()).flatten()
}

/// The number that goes into a cell.
pub fn to_cell(number: Decimal) -> f64 {
    let (mantissa, scale) = (number.mantissa(), number.scale());
    // both are exact as they stand, so their quotient is rounded once, as the text's number would be
    if mantissa.unsigned_abs() < 1 << 53 && scale <= 15 {
        return mantissa as f64 / 10_u64.pow(scale) as f64;
    }
    // a decimal's text is always a number
    f64::from_str(&number.to_string()).unwrap_or_default()
}

/// A number as a cell holds it, to be compared bit for bit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CellNumber(u64);

impl From<f64> for CellNumber {
    fn from(number: f64) -> CellNumber {
        // 0 and -0 are one number
        CellNumber(if number == 0.0 { 0 } else { number.to_bits() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn noise_of_binary_fractions_is_gone() {
        assert_eq!(from_cell(0.1 + 0.2), Some(dec!(0.3)));
        assert_eq!(from_cell(1.1582), Some(dec!(1.1582)));
        assert_eq!(from_cell(-38.18), Some(dec!(-38.18)));
        assert_eq!(from_cell(f64::NAN), None);
        assert_eq!(from_cell(1e300), None);
    }

    #[test]
    fn the_quick_way_gives_what_rounding_to_15_digits_gives() {
        let rounded = |number: f64| Decimal::from_scientific(&format!("{number:.14e}")).ok().map(|n| n.normalize());
        for step in 0..200_000_u32 {
            let number = f64::from(step) * 0.01 - 38.18 + f64::from(step % 7) * 1e-9;
            assert_eq!(from_cell(number), rounded(number), "{number}");
            assert_eq!(from_cell(number * 1e9), rounded(number * 1e9), "{number}");
            assert_eq!(from_cell(number.trunc()), rounded(number.trunc()), "{number}");
            let decimal = Decimal::new(i64::from(step) * 7_919, step % 20);
            assert_eq!(to_cell(decimal), f64::from_str(&decimal.to_string()).unwrap(), "{decimal}");
        }
    }

    #[test]
    fn half_is_rounded_away_from_zero() {
        assert_eq!(Points(dec!(0.125)).rounded(2), Points(dec!(0.13)));
        assert_eq!(Exact::from_decimal(dec!(-0.125)).to_decimal(2), Some(dec!(-0.13)));
        assert_eq!(Exact::from_decimal(dec!(9.588)).to_decimal(2), Some(dec!(9.59)));
    }

    #[test]
    fn a_third_times_three_is_one() {
        let third = Exact::ONE.over(Exact::whole(3)).unwrap();
        assert_eq!(third.times(Exact::whole(3)), Some(Exact::ONE));
        assert_eq!(Exact::ONE.over(Exact::ZERO), None);
    }
}
