//! The states of a score that no rule gives: 待核, 不适用, 采信自评, 计0分.

use crate::criterion::{Needs, outcome, rounding};
use crate::evaluate::score::facts::Partial;
use crate::evaluate::score::{Outcome, Scorer, Task, possible};
use crate::evaluate::scorecard::{MarksRange, State};
use crate::ground::{Code, Exact, Message, MissingData, NotApplicableMarks, Points, ZeroBase};
use crate::submission::OwnMethod;

/// What is known of a score although a part of the entries is not.
pub(super) struct Known {
    /// The lowest and the highest it can be.
    pub(super) range: MarksRange,
    /// The lowest, not rounded.
    pub(super) least: Exact,
}

impl Scorer<'_> {
    /// 缺少数据.
    pub(super) fn missing(&self, task: Task, names: &[String], known: Option<Known>) -> Outcome {
        let range = known.as_ref().map(|known| known.range);
        let what = names.join("、");
        let (state, range, reason) = match self.conventions.missing {
            MissingData::AdoptSelf => match self.adopted(task) {
                Some((marks, given, own_reason)) => {
                    let result = rounding(task.most, given.exact(), self.conventions);
                    let reason = adopted_reason(&what, &format!("{given}分{result}"), marks < task.most, &own_reason);
                    (State::Adopted, MarksRange::exactly(marks), reason)
                }
                None => left_open(task, &what, range, "，部门也没有可用的自评得分"),
            },
            MissingData::Pending => left_open(task, &what, range, ""),
            MissingData::Zero => {
                let marks = range.map_or(Points::ZERO, |range| range.low);
                let least = known.map_or(Exact::ZERO, |known| known.least);
                let result = outcome(task.most, least, self.conventions);
                let reason = format!("缺少{what}，按“缺少数据计0分”口径，缺少部分计0分{result}。");
                (State::Scored, MarksRange::exactly(marks), reason)
            }
        };
        let found = format!("{what}为空，{}", consequence(state, range));
        let (code, expected, advice) = match self.waits_for_judges(task) {
            true => (Code::JudgementMissing, "评审人员打分", "请评审人员打分后重新运行"),
            false => (Code::Missing, "计算所需的数据", "请补报数据后重新运行"),
        };
        let finding = self.finding(task, code, Message::new(expected, found, advice));
        Outcome { score: self.plain(task, state, range, reason), findings: vec![finding] }
    }

    /// Whether nothing is missing but marks that a person in the bureau gives.
    fn waits_for_judges(&self, task: Task) -> bool {
        let judged = self.submission.scheme.rules[task.index].rule.needs() == Needs::Judgement;
        let mut own = task.department.own_of(task.index);
        judged && own.all(|own| own.method == OwnMethod::Judged || own.has_figures())
    }

    /// The marks with everything that is not known at its worst and at its best.
    pub(super) fn range(&self, task: Task, partial: &Partial) -> Option<Known> {
        let conventions = self.conventions;
        let rule = &self.submission.scheme.rules[task.index].rule;
        let marks = |facts| rule.score(facts, conventions).ok();
        // many cases cost marks, or earn them
        let (one, other) = (marks(&partial.worst)?, marks(&partial.best)?);
        let rounded = |marks: Exact| conventions.rounded(marks, task.most);
        let range = MarksRange { low: rounded(one.min(other))?, high: rounded(one.max(other))? };
        Some(Known { range, least: one.min(other) })
    }

    /// The department's own score, rounded and as it stands, with its reason; none where it is absent or out of range.
    fn adopted(&self, task: Task) -> Option<(Points, Points, String)> {
        let own = task.department.self_assessment.as_ref()?;
        let marks = own.marks[task.index]?;
        let fits = marks >= Points::ZERO && marks <= task.most;
        fits.then(|| {
            let kept = self.conventions.rounded(marks.exact(), task.most).unwrap_or(marks);
            (kept, marks, own.reasons[task.index].to_string())
        })
    }

    /// 不适用.
    pub(super) fn not_applicable(&self, task: Task, why: &str) -> Outcome {
        let stated = self.submission.scheme.rules[task.index].rule.not_applicable();
        let conventions = self.conventions;
        let (state, marks, how) = match (stated, conventions.not_applicable) {
            (Some(marks), _) => {
                let marks = marks.min(task.most);
                (State::NotApplicable, marks, format!("按评分标准计{marks}分"))
            }
            (None, NotApplicableMarks::Full) => {
                (State::NotApplicable, task.most, format!("按“不适用计满分”口径计{}分", task.most))
            }
            (None, NotApplicableMarks::Rescale) => {
                (State::Excluded, Points::ZERO, "按“剔除后折算”口径不计入，其余指标折算".to_string())
            }
        };
        let reason = format!("不适用：{why}，{how}。");
        let message = Message::new("适用的数据", &*reason, "请核对是否确不适用");
        let finding = self.finding(task, Code::NotApplicableFull, message);
        Outcome { score: self.plain(task, state, MarksRange::exactly(marks), reason), findings: vec![finding] }
    }

    /// 基数为零.
    pub(super) fn zero_base(&self, task: Task, base: &str) -> Outcome {
        match self.conventions.zero_base {
            ZeroBase::Pending => {
                let found = format!("“{base}”为0，不能作除数，作待核");
                self.pending(task, Code::ZeroBase, "分母不为0", &found)
            }
            ZeroBase::NotApplicable => self.not_applicable(task, &format!("“{base}”为0，按“基数为零作不适用”口径")),
        }
    }
}

fn left_open(task: Task, what: &str, range: Option<MarksRange>, more: &str) -> (State, MarksRange, String) {
    let range = range.unwrap_or(MarksRange::up_to(task.most));
    let reason = format!("待核：缺少{what}，不能计算{more}；{}。", possible(range));
    (State::Pending, range, reason)
}

fn adopted_reason(what: &str, given: &str, lost: bool, own_reason: &str) -> String {
    let own = match (own_reason.is_empty(), lost) {
        (false, _) => format!("部门填写的扣分原因：{}。", own_reason.trim_end_matches('。')),
        (true, true) => "部门没有填写扣分原因。".to_string(),
        (true, false) => String::new(),
    };
    format!("按自评计分：缺少{what}，不能复核，按部门自评计{given}。{own}")
}

fn consequence(state: State, MarksRange { low, high }: MarksRange) -> String {
    match state {
        State::Adopted => format!("按自评得分计{low}分"),
        State::Pending => format!("作待核，可能得{low}至{high}分"),
        _ => format!("按口径计{low}分"),
    }
}
