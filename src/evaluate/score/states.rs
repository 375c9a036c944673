//! The states of a score that no rule gives: 待核, 不适用, 采信自评, 计0分.

use crate::criterion::Facts;
use crate::evaluate::score::{Case, Outcome, Scorer};
use crate::evaluate::scorecard::State;
use crate::ground::convention::{MissingData, NotApplicableMarks, ZeroBase};
use crate::ground::finding::Code;
use crate::ground::quantity::Points;

impl Scorer<'_> {
    /// 缺少数据.
    pub(crate) fn missing(&self, case: Case, names: &[String], partial: Option<(Facts, Facts)>) -> Outcome {
        let what = names.join("、");
        let worst_and_best = partial.as_ref().and_then(|(worst, best)| self.range(case, worst, best));
        let (state, low, high, reason) = match self.submission.scheme.conventions.missing {
            MissingData::AdoptSelf => match self.adopted(case) {
                Some((marks, own_reason)) => {
                    (State::Adopted, marks, marks, adopted_reason(&what, marks, case.most, &own_reason))
                }
                None => self.left_open(case, &what, worst_and_best, "，部门也没有可采信的自评得分"),
            },
            MissingData::Pending => self.left_open(case, &what, worst_and_best, ""),
            MissingData::Zero => {
                let marks = worst_and_best.map_or(Points::ZERO, |(worst, _)| worst);
                let lost = case.most - marks;
                let reason = format!("缺少{what}，按“缺少数据计0分”口径，缺少部分计0分，扣{lost}分。");
                (State::Scored, marks, marks, reason)
            }
        };
        let found = format!("{what}为空，{}", consequence(state, low, high));
        let finding = self.finding(case, Code::Missing, "计算所需的数据", &found, "请补报数据后重新运行");
        Outcome { score: self.plain(case, state, (low, high), reason), finding: Some(finding) }
    }

    fn left_open(
        &self,
        case: Case,
        what: &str,
        range: Option<(Points, Points)>,
        more: &str,
    ) -> (State, Points, Points, String) {
        let (low, high) = range.unwrap_or((Points::ZERO, case.most));
        let reason = format!("待核：缺少{what}，不能计算{more}；可能得{low}至{high}分。");
        (State::Pending, low, high, reason)
    }

    /// The marks with every blank at its worst and at its best.
    pub(crate) fn range(&self, case: Case, worst: &Facts, best: &Facts) -> Option<(Points, Points)> {
        let conventions = &self.submission.scheme.conventions;
        let rule = &self.submission.scheme.rules[case.index].rule;
        let marks = |facts| rule.score(facts, conventions).ok()?.marks.to_points(conventions.score_places);
        Some((marks(worst)?, marks(best)?))
    }

    /// The department's own score, rounded, with its reason; none where it is absent or out of range.
    pub(crate) fn adopted(&self, case: Case) -> Option<(Points, String)> {
        let own = case.department.self_assessment.as_ref()?;
        let marks = own.marks[case.index]?;
        let fits = marks >= Points::ZERO && marks <= case.most;
        fits.then(|| {
            (marks.rounded(self.submission.scheme.conventions.score_places), own.reasons[case.index].to_string())
        })
    }

    /// 不适用.
    pub(crate) fn not_applicable(&self, case: Case, why: &str) -> Outcome {
        let stated = self.submission.scheme.rules[case.index].rule.not_applicable();
        let finding =
            |found: &str| Some(self.finding(case, Code::NotApplicableFull, "适用的数据", found, "请核对是否确不适用"));
        if let Some(marks) = stated {
            let marks = marks.rounded(self.submission.scheme.conventions.score_places);
            let reason = format!("不适用：{why}，按评分标准计{marks}分。");
            let score = self.plain(case, State::NotApplicable, (marks, marks), reason.clone());
            return Outcome { score, finding: finding(&reason) };
        }
        match self.submission.scheme.conventions.not_applicable {
            NotApplicableMarks::Full => {
                let reason = format!("不适用：{why}，按“不适用计满分”口径计{}分。", case.most);
                let score = self.plain(case, State::NotApplicable, (case.most, case.most), reason.clone());
                Outcome { score, finding: finding(&reason) }
            }
            NotApplicableMarks::Rescale => {
                let reason = format!("不适用：{why}，按“剔除后折算”口径不计入，其余指标折算。");
                let score = self.plain(case, State::Excluded, (Points::ZERO, Points::ZERO), reason.clone());
                Outcome { score, finding: finding(&reason) }
            }
        }
    }

    /// 基数为零.
    pub(crate) fn zero_base(&self, case: Case, base: &str) -> Outcome {
        match self.submission.scheme.conventions.zero_base {
            ZeroBase::Pending => {
                let found = format!("“{base}”为0，不能作除数，作待核");
                self.pending(case, Code::ZeroBase, ("分母不为0", &found))
            }
            ZeroBase::NotApplicable => self.not_applicable(case, &format!("“{base}”为0，按“基数为零作不适用”口径")),
        }
    }
}

fn adopted_reason(what: &str, marks: Points, most: Points, own_reason: &str) -> String {
    let lost = if marks < most { format!("，扣{}分", most - marks) } else { String::new() };
    let own = match (own_reason.is_empty(), marks < most) {
        (false, _) => format!("部门填写的扣分原因：{}。", own_reason.trim_end_matches('。')),
        (true, true) => "部门没有填写扣分原因。".to_string(),
        (true, false) => String::new(),
    };
    format!("采信自评：缺少{what}，不能复核，采信部门自评得分{marks}分{lost}。{own}")
}

fn consequence(state: State, low: Points, high: Points) -> String {
    match state {
        State::Adopted => format!("采信自评得分{low}分"),
        State::Pending => format!("作待核，可能得{low}至{high}分"),
        _ => format!("按口径计{low}分"),
    }
}
