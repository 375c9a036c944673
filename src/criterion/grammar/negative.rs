//! Whether a text leaves open what becomes of a value below 0.

use crate::criterion::fault::Fault;
use crate::criterion::grammar::condition::Condition;
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::lexicon::EITHER_WAY;
use crate::criterion::negative::Negative;
use crate::ground::{Code, Exact};
use std::ops::Range;

pub(crate) const ABSOLUTE: &str = "绝对值";
impl Reading<'_> {
    /// Whether the text or the indicator names a change that may go either way, and no number of the text
    /// says what becomes of a negative one.
    pub(crate) fn leaves_negative_open(&self) -> bool {
        let conditions = self.conditions();
        let named = EITHER_WAY.stand_in(self.source.indicator)
            || self.subjects().iter().any(|subject| EITHER_WAY.stand_in(&subject.value));
        let below = |c: &&Condition| {
            let reaches = |at: Exact| at.is_negative() || at.is_zero() && c.low.is_none();
            c.ends().any(|end| reaches(end.at.value))
        };
        named && !conditions.iter().any(below)
    }

    /// How negative values are taken, `open` where the numbers of the text do not say; with a remark at
    /// `span` where only the convention does.
    pub(crate) fn negative(&self, open: bool, span: &Range<usize>, faults: &mut Vec<Fault>) -> Negative {
        let stated = self.all(|m| if let Meaning::Negative(negative) = m { Some(*negative) } else { None });
        let absolute = self.conditions().iter().any(|c| c.sized || c.subject.value.contains(ABSOLUTE));
        match stated.first() {
            Some(stated) => *stated,
            None if absolute => Negative::Size,
            None if open => {
                faults.push(self.open_negative(span));
                Negative::ByConvention
            }
            None => Negative::AsItIs,
        }
    }

    /// 预算调整率≤5%: a cut of 30% is not above 5%. The text may mean the size of the change.
    fn open_negative(&self, span: &Range<usize>) -> Fault {
        let message = "没有写明结果为负数时怎样计分：口径“调整率取绝对值”为“是”时按绝对值计（调减8%按8%计），\
                       为“否”时按原数比较（负数都不超过标准）";
        let advice = "如无异议，可写明“数值为负的，按绝对值计”";
        self.fault(Code::SilentOnExcess, span, message, advice)
    }
}
