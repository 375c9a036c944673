//! 审核公式: two formulas that must be equal, or of which one must not exceed the other.

use crate::ground::expression::{Expression, FormulaFault, NoValue};
use crate::ground::quantity::Exact;
use rust_decimal::Decimal;
use std::fmt;

/// How the two sides of a 审核公式 compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// =
    Equal,
    /// ≤
    AtMost,
    /// ≥
    AtLeast,
    /// <
    Below,
    /// >
    Above,
}

/// The comparisons in their order, with the ways their signs are written, the printed one first.
const SIGNS: [(Comparison, &[&str]); 5] = [
    (Comparison::Equal, &["＝", "="]),
    (Comparison::AtMost, &["≤", "≦", "⩽", "<=", "＜＝"]),
    (Comparison::AtLeast, &["≥", "≧", "⩾", ">=", "＞＝"]),
    (Comparison::Below, &["＜", "<"]),
    (Comparison::Above, &["＞", ">"]),
];

impl Comparison {
    /// The sign as printed.
    pub fn sign(self) -> &'static str {
        SIGNS[self as usize].1[0]
    }

    /// What it asks of its left side, in words.
    pub fn demand(self) -> &'static str {
        match self {
            Comparison::Equal => "应为",
            Comparison::AtMost => "应不超过",
            Comparison::AtLeast => "应不低于",
            Comparison::Below => "应小于",
            Comparison::Above => "应大于",
        }
    }

    /// The same with its sides changed.
    pub fn reversed(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::Equal,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::AtLeast => Comparison::AtMost,
            Comparison::Below => Comparison::Above,
            Comparison::Above => Comparison::Below,
        }
    }
}

/// A 审核公式: `收入合计 = 上年结转 + 公共财政拨款`.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Left side.
    pub left: Expression,
    /// How they compare.
    pub op: Comparison,
    /// Right side.
    pub right: Expression,
}

/// By how much a 审核公式 fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Value of the left side.
    pub left: Exact,
    /// Value of the right side.
    pub right: Exact,
    /// Left minus right.
    pub difference: Exact,
}

impl Relation {
    /// Parses a 审核公式.
    ///
    /// # Errors
    /// The first fault, with the characters concerned.
    pub fn parse(text: &str) -> Result<Relation, FormulaFault> {
        let length = text.chars().count();
        let Some((at, sign, op)) = first_sign(text) else {
            return Err(FormulaFault { span: 0..length, message: "审核公式缺少＝、≤或≥".into() });
        };
        let after = at + sign.len();
        if let Some((second, sign, _)) = first_sign(&text[after..]) {
            let start = text[..after + second].chars().count();
            let span = start..start + sign.chars().count();
            return Err(FormulaFault { span, message: "审核公式只能有一个＝、≤或≥".into() });
        }
        let left = Expression::parse(&text[..at])?;
        let offset = text[..after].chars().count();
        let right = Expression::parse(&text[after..]).map_err(|fault| FormulaFault {
            span: fault.span.start + offset..fault.span.end + offset,
            message: fault.message,
        })?;
        Ok(Relation { left, op, right })
    }

    /// The 数据项 of both sides, each once.
    pub fn variables(&self) -> Vec<&str> {
        let mut names = self.left.variables();
        for name in self.right.variables() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// None where the relation holds within `tolerance` (容差, in the unit of the figures, not below 0).
    ///
    /// # Errors
    /// Where a side has no value; missing 数据项 of both sides are named together.
    pub fn check(
        &self,
        value: &dyn Fn(&str) -> Option<Exact>,
        tolerance: Decimal,
    ) -> Result<Option<Mismatch>, NoValue> {
        let (left, right) = match (self.left.evaluate(value), self.right.evaluate(value)) {
            (Ok(left), Ok(right)) => (left, right),
            (Err(NoValue::Missing(mut names)), Err(NoValue::Missing(others))) => {
                names.extend(others);
                names.dedup();
                return Err(NoValue::Missing(names));
            }
            // what is missing matters more than a zero divisor on the other side
            (_, Err(missing @ NoValue::Missing(_))) => return Err(missing),
            (Err(no_value), _) | (_, Err(no_value)) => return Err(no_value),
        };
        let difference = left.minus(right).ok_or(NoValue::TooLarge)?;
        let opposite = right.minus(left).ok_or(NoValue::TooLarge)?;
        let tolerance = Exact::from_decimal(tolerance.abs());
        let holds = match self.op {
            Comparison::Equal => difference.abs() <= tolerance,
            Comparison::AtMost => difference <= tolerance,
            Comparison::AtLeast => opposite <= tolerance,
            Comparison::Below => difference < tolerance,
            Comparison::Above => opposite < tolerance,
        };
        Ok((!holds).then_some(Mismatch { left, right, difference }))
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}{}", self.left, self.op.sign(), self.right)
    }
}

/// The first sign in `text`, the longest that it goes on with: its byte, itself, its meaning.
fn first_sign(text: &str) -> Option<(usize, &'static str, Comparison)> {
    let signs = || SIGNS.iter().flat_map(|(op, signs)| signs.iter().map(|sign| (*sign, *op)));
    text.char_indices().find_map(|(at, _)| {
        let found = signs().filter(|(sign, _)| text[at..].starts_with(sign)).max_by_key(|(sign, _)| sign.len());
        found.map(|(sign, op)| (at, sign, op))
    })
}
