//! Looking again: how 评分标准 are read, two tables, two years, an appeal.

pub mod appeal;
pub mod earlier;
pub mod read_back;
pub mod tables;
pub mod years;

use serde::{Serialize, Serializer};

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

    /// Each with what stands beside it in another pair.
    pub fn zip<U>(self, other: BeforeAfter<U>) -> BeforeAfter<(T, U)> {
        BeforeAfter { before: (self.before, other.before), after: (self.after, other.after) }
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

impl<T> BeforeAfter<Option<T>> {
    /// Both, where both are known.
    pub fn known(self) -> Option<BeforeAfter<T>> {
        Some(BeforeAfter { before: self.before?, after: self.after? })
    }
}

impl<T: std::ops::Sub<Output = T>> BeforeAfter<Option<T>> {
    /// How much more it is, where both are known.
    pub fn difference(self) -> Option<T> {
        Some(self.after? - self.before?)
    }
}

/// A value of JSON as it is shown.
fn shown<S: Serializer>(value: &impl std::fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
