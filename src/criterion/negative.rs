//! 调整率取绝对值: how a value below 0 is taken by a rule that speaks of the size of a change.

use crate::ground::{Conventions, Exact, SettingId};

/// How a value below 0 is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Negative {
    /// As it is: −8% lies below 5%.
    AsItIs,
    /// As 调整率取绝对值 says: with 是 −8% is an adjustment of 8%.
    ByConvention,
    /// The text says 绝对值: −8% is always 8%.
    Size,
}

impl Negative {
    /// What is compared with the numbers of the text.
    pub(crate) fn compared(self, value: Exact, conventions: &Conventions) -> Exact {
        match self {
            Negative::ByConvention if conventions.absolute_adjustment => value.abs(),
            Negative::Size => value.abs(),
            Negative::AsItIs | Negative::ByConvention => value,
        }
    }

    /// The formula of what is compared.
    pub(crate) fn formula(self, value: &str) -> String {
        match self {
            Negative::AsItIs => value.to_string(),
            Negative::ByConvention => format!("IF({},ABS({value}),{value})", SettingId::AbsoluteAdjustment.has(0)),
            Negative::Size => format!("ABS({value})"),
        }
    }

    /// At the end of a read-back.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Negative::AsItIs => "",
            Negative::ByConvention => "；数值为负的，按“调整率取绝对值”口径处理",
            Negative::Size => "；数值为负的，按绝对值计",
        }
    }

    /// The 口径 that decides, where the text does not.
    pub(crate) fn convention(self) -> Option<SettingId> {
        (self == Negative::ByConvention).then_some(SettingId::AbsoluteAdjustment)
    }
}
