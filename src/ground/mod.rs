//! The base of all other modules: exact numbers, figures as written, 计算公式, findings, 口径, places, names.

pub mod archive;
pub mod areas;
pub mod cell;
pub mod convention;
pub mod expression;
pub mod file_names;
pub mod finding;
pub mod marked;
pub mod names;
pub mod near;
pub mod number;
pub mod personal;
pub mod place;
pub mod quantity;
pub mod year;

pub use crate::ground::archive::same_on_every_system;
pub use crate::ground::areas::{Areas, overlapping};
pub use crate::ground::cell::{GridCell, Raw, Shown};
pub use crate::ground::convention::{
    Conventions, GradeBand, MissingData, NotApplicableMarks, PartStep, RankMode, RankScope, Setting, SettingId,
    ZeroBase,
};
pub use crate::ground::expression::{Expression, NoValue};
pub use crate::ground::finding::{Code, Finding, Gathered, Level, Message, Owner, Severity, Topic, sort};
pub use crate::ground::marked::{Look, Marked, Pieces};
pub use crate::ground::names::{Heading, LedgerColumn, OwnColumn};
pub use crate::ground::near::nearest;
pub use crate::ground::number::{Figure, original, read_figure, tidy, words};
pub use crate::ground::place::{Area, CellRef, Place, Placed};
pub use crate::ground::quantity::{Exact, Points};
