//! From awards in words to the grades of one scale.

use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::kinds::grades::{Grades, KIND};
use crate::criterion::rule::{Claim, Common, claim};
use crate::criterion::scale::{Scale, scale};

pub(crate) fn parse(reading: &Reading) -> Claim {
    let Scale { subject, grades } = scale(reading).filter(|_| !reading.is_discretionary())?;
    claim(|faults| {
        let belongs = |m: &Meaning| matches!(m, Meaning::WordAward { .. } | Meaning::Floor(None));
        faults.extend(reading.leftovers(KIND.name, belongs));
        Ok(Grades { common: Common::new(&KIND, reading), subject, grades })
    })
}
