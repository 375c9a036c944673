//! The score of an official indicator from the department's 个性化指标: what is known of them stays known while others
//! are blank, have a 目标值 of 0 or cannot be used.

use crate::criterion::outcome;
use crate::evaluate::score::own::{NoMarks, OwnMarks, marks_of, own_cell};
use crate::evaluate::score::states::Known;
use crate::evaluate::score::{Outcome, Scorer, Task};
use crate::evaluate::scorecard::{MarksRange, State};
use crate::ground::names::sheets;
use crate::ground::{Code, Exact, Finding, Message, MissingData, NotApplicableMarks, Points, ZeroBase};
use crate::submission::OwnIndicator;

/// The own indicators of an official one together.
#[derive(Default)]
pub struct OwnSum {
    /// Marks of those that are known; none beyond exact arithmetic.
    known: Option<Exact>,
    /// 分值 of all.
    full: Points,
    /// 分值 of those that are not known.
    open: Points,
    /// 分值 of those that do not apply.
    left_out: Points,
    /// How lost marks come about.
    details: Vec<String>,
    /// The 目标值 of those that do not apply.
    zero_targets: Vec<String>,
    /// What is blank.
    missing: Vec<String>,
    /// Why others are 待核.
    doubts: Vec<String>,
    findings: Vec<Finding>,
}

impl OwnSum {
    /// Whether a part cannot be used.
    pub fn is_doubtful(&self) -> bool {
        !self.doubts.is_empty()
    }

    /// Whether a part is blank.
    pub fn is_missing(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Whether no part applies.
    pub fn is_left_out(&self) -> bool {
        self.left_out > Points::ZERO && self.left_out == self.full
    }

    /// What `marks` of the parts that apply are of all.
    fn of_all(&self, marks: Exact, convention: NotApplicableMarks) -> Option<Exact> {
        match convention {
            _ if self.left_out == Points::ZERO => Some(marks),
            NotApplicableMarks::Full => marks.plus(self.left_out.exact()),
            NotApplicableMarks::Rescale => marks.times(self.full.exact())?.over((self.full - self.left_out).exact()),
        }
    }

    /// The marks with all that is not known at its worst: those that are known.
    pub fn least(&self, convention: NotApplicableMarks) -> Option<Exact> {
        self.of_all(self.known?, convention)
    }

    /// The same at its best.
    fn most(&self, convention: NotApplicableMarks) -> Option<Exact> {
        self.of_all(self.known?.plus(self.open.exact())?, convention)
    }

    /// What the parts of a 目标值 of 0 come to, in words.
    fn left_out_words(&self, convention: NotApplicableMarks) -> Option<String> {
        let targets = self.zero_targets.join("、");
        let how = match convention {
            NotApplicableMarks::Full => format!("按“不适用计满分”口径计{}分", self.left_out),
            NotApplicableMarks::Rescale => {
                let applies = self.full - self.left_out;
                format!("按“剔除后折算”口径剔除{}分，其余得分÷{applies}×{}分", self.left_out, self.full)
            }
        };
        (!targets.is_empty()).then(|| format!("“{targets}”为0，该项不适用，{how}"))
    }
}

impl Scorer<'_> {
    /// The sum of the own indicators' marks, rounded once.
    pub(super) fn own(&self, task: Task) -> Outcome {
        let sum = self.own_sum(task);
        let conventions = self.conventions;
        if sum.is_left_out() {
            return self.zero_base(task, &sum.zero_targets.join("、"));
        }
        let Some((least, range)) = sum.least(conventions.not_applicable).zip(self.own_range(task, &sum)) else {
            return self.too_large(task);
        };
        let parts: Vec<String> =
            sum.details.iter().cloned().chain(sum.left_out_words(conventions.not_applicable)).collect();
        if !sum.doubts.is_empty() {
            let missing = sum.missing.iter().map(|what| format!("缺少{what}"));
            let why: Vec<String> = sum.doubts.iter().cloned().chain(missing).collect();
            let mut findings = sum.findings;
            if !sum.missing.is_empty() {
                findings.extend(self.missing(task, &sum.missing, Some(Known { range, least })).findings);
            }
            return Outcome { score: self.left_open(task, &why.join("；"), Some(range)), findings };
        }
        let result = outcome(task.most, least, conventions);
        if !sum.missing.is_empty() {
            let mut open = self.missing(task, &sum.missing, Some(Known { range, least }));
            if conventions.missing == MissingData::Zero {
                let others =
                    if parts.is_empty() { String::new() } else { format!("；其余{}，合计", parts.join("；")) };
                let result = if others.is_empty() { &result } else { result.trim_start_matches('，') };
                let missing = sum.missing.join("、");
                let reason = format!("缺少{missing}，按“缺少数据计0分”口径，缺少部分计0分{others}{result}。");
                open.score.reason = reason.into();
            }
            return open;
        }
        let reason = match (parts.len(), least < task.most.exact()) {
            (0, _) => String::new(),
            (_, false) => format!("个性化指标{}，合计计{}分。", parts.join("；"), task.most),
            (1, true) if parts[0].ends_with(&result) => format!("个性化指标{}。", parts[0]),
            (_, true) => format!("个性化指标{}，合计{}。", parts.join("；"), result.trim_start_matches('，')),
        };
        let mut score = self.plain(task, State::Scored, MarksRange::exactly(range.low), reason);
        let own = task.department.own_of(task.index);
        score.cell = own.clone().next().map(own_cell);
        let rows: Vec<String> = own.map(|own| format!("{}行", own.row + 1)).collect();
        score.process = format!("{}第{}", sheets::OWN, rows.join("、")).into();
        Outcome::of(score)
    }

    /// What a department's own indicators of an official one come to.
    pub(super) fn own_sum(&self, task: Task) -> OwnSum {
        let mut sum = OwnSum { known: Some(Exact::ZERO), ..OwnSum::default() };
        for one in task.department.own_of(task.index) {
            sum.full = sum.full + one.marks;
            match marks_of(one) {
                Ok(OwnMarks { marks, detail }) => {
                    sum.known = sum.known.and_then(|known| known.plus(marks));
                    if marks < one.marks.exact() {
                        sum.details.push(detail);
                    }
                }
                Err(why) => self.own_unknown(task, &mut sum, (one, why)),
            }
        }
        sum
    }

    fn own_unknown(&self, task: Task, sum: &mut OwnSum, (one, why): (&OwnIndicator, NoMarks)) {
        let zero_base = self.conventions.zero_base;
        let (code, expected, found) = match why {
            NoMarks::ZeroTarget(what) if zero_base == ZeroBase::NotApplicable => {
                sum.left_out = sum.left_out + one.marks;
                sum.zero_targets.push(what);
                return;
            }
            NoMarks::Missing(what) => {
                sum.open = sum.open + one.marks;
                sum.missing.push(what);
                return;
            }
            NoMarks::Faulty(what) => (None, String::new(), what),
            NoMarks::ZeroTarget(what) => {
                let found = format!("“{what}”为0，不能作除数，作待核");
                (Some(Code::ZeroBase), "目标值不为0；不得超过0的写“≤0”".to_string(), found)
            }
            NoMarks::NotGiven(what) => (Some(Code::PartlyNotApplicable), "填数".to_string(), what),
            NoMarks::OutOfRange(what) => (Some(Code::MarksOutOfRange), format!("0至{}之间的评定得分", one.marks), what),
        };
        sum.open = sum.open + one.marks;
        if let Some(code) = code {
            let indicator = self.submission.scheme.system.short_name(task.index);
            let message = Message::new(expected, &*found, "请核对数据后重新运行");
            let finding = Finding::new(code, own_cell(one).place(), message);
            sum.findings.push(finding.of(&task.department.name, indicator));
        }
        sum.doubts.push(found);
    }

    /// The score at worst and at best.
    pub(super) fn own_range(&self, task: Task, sum: &OwnSum) -> Option<MarksRange> {
        let conventions = self.conventions;
        let rounded = |marks: Exact| conventions.rounded(marks, task.most);
        let low = rounded(sum.least(conventions.not_applicable)?)?;
        Some(MarksRange { low, high: rounded(sum.most(conventions.not_applicable)?)? })
    }
}
