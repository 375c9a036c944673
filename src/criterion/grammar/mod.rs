//! The grammar of a 评分标准: text → tokens → phrases → a [`Reading`](reading::Reading).

pub(crate) mod against;
pub(crate) mod condition;
pub(crate) mod negative;
pub(crate) mod part;
pub(crate) mod phrases;
pub(crate) mod ratio;
pub(crate) mod reading;
pub(crate) mod sentences;
pub(crate) mod steps;
pub(crate) mod text;
pub(crate) mod tokens;
