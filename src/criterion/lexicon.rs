//! The words of the field.

/// Which way the measure moves when marks are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 每超过
    Up,
    /// 每低于
    Down,
    /// 每相差
    Both,
}
