//! Looking again: how 评分标准 are read, two tables, two years, an appeal.

pub mod appeal;
pub mod read_back;
pub mod tables;
pub mod years;

use serde::Serialize;

/// Something as it was and as it is: last year and this year, as filed and as corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BeforeAfter<T> {
    /// As it was.
    pub before: T,
    /// As it is.
    pub after: T,
}

impl<T> BeforeAfter<T> {
    /// The same of each.
    pub fn map<U>(self, of: impl Fn(T) -> U) -> BeforeAfter<U> {
        BeforeAfter { before: of(self.before), after: of(self.after) }
    }

    /// The one, then the other.
    pub fn both(self) -> [T; 2] {
        [self.before, self.after]
    }
}

impl<T: PartialEq> BeforeAfter<T> {
    /// Whether it is no longer what it was.
    pub fn changed(&self) -> bool {
        self.before != self.after
    }
}

impl<T: std::ops::Sub<Output = T>> BeforeAfter<Option<T>> {
    /// How much more it is, where both are known.
    pub fn difference(self) -> Option<T> {
        Some(self.after? - self.before?)
    }
}
