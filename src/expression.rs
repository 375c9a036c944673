//! 计算公式 and 审核公式: a small arithmetic language over 数据项.

use crate::quantity::Exact;
use std::ops::Range;

/// A parsed 计算公式.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {}

/// What is wrong in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaFault {
    /// The characters at fault, counted in `char`s of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// The divisor, as written, is 0.
    ZeroBase(String),
    /// These 数据项 have no value.
    Missing(Vec<String>),
    /// Beyond exact arithmetic.
    TooLarge,
}

impl Expression {
    /// Parses a formula; full-width and half-width signs, × ÷ * / % and brackets are understood.
    pub fn parse(text: &str) -> Result<Expression, FormulaFault> {
        let _ = text;
        todo!()
    }

    /// The 数据项 it uses, each once, in the order of the text.
    pub fn variables(&self) -> Vec<&str> {
        todo!()
    }

    /// Its value; `value` gives a 数据项's figure, or none where it is missing.
    pub fn evaluate(&self, value: &dyn Fn(&str) -> Option<Exact>) -> Result<Exact, NoValue> {
        let _ = value;
        todo!()
    }

    /// The formula with figures in place of names: `(6.37−3.21)÷3.21`.
    pub fn with_figures(&self, figure: &dyn Fn(&str) -> String) -> String {
        let _ = figure;
        todo!()
    }
}
