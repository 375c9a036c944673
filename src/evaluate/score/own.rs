//! 个性化指标 rolled up into the official indicator.

use crate::evaluate::score::{Case, Outcome, Scorer};
use crate::evaluate::scorecard::{FigureCell, State};
use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::sheets;
use crate::ground::quantity::{Exact, Points};
use crate::submission::department::{Entry, OwnIndicator, OwnMethod};
use rust_decimal::Decimal;

/// The marks of one own indicator, or what is in the way.
pub(crate) enum Own {
    Marks(Exact, String),
    Missing(String),
    ZeroTarget(String),
    OutOfRange(String),
}

impl Scorer<'_> {
    /// The sum of the own indicators' marks, rounded once.
    pub(crate) fn own(&self, case: Case) -> Outcome {
        let own = case.department.own.iter().filter(|own| own.indicator == case.index);
        let places = self.submission.scheme.conventions.score_places;
        let mut sum = Exact::ZERO;
        let mut details = Vec::new();
        let mut missing = Vec::new();
        for one in own.clone() {
            match marks_of(one) {
                Own::Marks(marks, detail) => {
                    sum = sum.plus(marks).unwrap_or(sum);
                    if marks < one.marks.exact() {
                        details.push(detail);
                    }
                }
                Own::Missing(what) => missing.push(what),
                Own::ZeroTarget(what) => return self.zero_base(case, &what),
                Own::OutOfRange(what) => return self.own_out_of_range(case, one, &what),
            }
        }
        if !missing.is_empty() {
            return self.missing(case, &missing, None);
        }
        let Some(marks) = sum.to_points(places) else {
            return self.pending(case, Code::TooLarge, ("可以精确计算的数", "数字过大，不能精确计算"));
        };
        let lost = case.most - marks;
        let reason = match details.is_empty() {
            true => String::new(),
            false => format!("个性化指标{}，共扣{lost}分。", details.join("；")),
        };
        let mut score = self.plain(case, State::Scored, (marks, marks), reason);
        score.cell = own.clone().next().map(own_cell);
        score.process = format!("{}第{}", sheets::OWN, own_rows(own)).into();
        Outcome { score, finding: None }
    }

    fn own_out_of_range(&self, case: Case, own: &OwnIndicator, found: &str) -> Outcome {
        let reason = format!("待核：{found}。");
        let score = self.plain(case, State::Pending, (Points::ZERO, case.most), reason);
        let expected = format!("0至{}之间的评定得分", own.marks);
        let indicator = self.submission.scheme.system.short_name(case.index);
        let finding =
            Finding::new(Code::MarksOutOfRange, own_cell(own).place(), Message::new(expected, found, "请核对评定得分"));
        Outcome { score, finding: Some(finding.of(&case.department.name, indicator)) }
    }
}

/// The cell of an own indicator.
pub(crate) fn own_cell(own: &OwnIndicator) -> FigureCell {
    FigureCell::Own(crate::ground::place::CellRef::new(own.row, 0))
}

fn own_rows<'a>(own: impl Iterator<Item = &'a OwnIndicator>) -> String {
    own.map(|own| format!("{}行", own.row + 1)).collect::<Vec<_>>().join("、")
}

/// The marks of one own indicator.
pub(crate) fn marks_of(own: &OwnIndicator) -> Own {
    match own.method {
        OwnMethod::Judged => judged(own),
        OwnMethod::Proportional => proportional(own),
    }
}

fn judged(own: &OwnIndicator) -> Own {
    let name = &own.name;
    match own.judged {
        Entry::Number(number) if number < Decimal::ZERO || number > own.marks.0 => {
            Own::OutOfRange(format!("“{name}”评定得分{}，分值{}", number.normalize(), own.marks))
        }
        Entry::Number(number) => {
            let lost = own.marks - Points(number);
            let remark = if own.remark.is_empty() {
                String::new()
            } else {
                format!("（{}）", own.remark.trim_end_matches('。'))
            };
            Own::Marks(
                Exact::from_decimal(number),
                format!("“{name}”分值{}分，评定得分{}分，扣{lost}分{remark}", own.marks, Points(number)),
            )
        }
        _ => Own::Missing(format!("“{name}”的评定得分（{}第{}行）", sheets::OWN, own.row + 1)),
    }
}

fn proportional(own: &OwnIndicator) -> Own {
    let name = &own.name;
    let (Some(target), Some(done)) = (own.target, own.done) else {
        return Own::Missing(format!("“{name}”的目标值或完成值（{}第{}行）", sheets::OWN, own.row + 1));
    };
    if target.is_zero() {
        return Own::ZeroTarget(format!("{name}目标值"));
    }
    let rate = Exact::from_decimal(done).over(Exact::from_decimal(target));
    let marks = rate.and_then(|rate| rate.clamp(Exact::ZERO, Exact::ONE).times(own.marks.exact()));
    match marks {
        None => Own::OutOfRange(format!("“{name}”的目标值、完成值过大")),
        Some(marks) => {
            let shown = marks.to_points(2).unwrap_or_default();
            let detail = format!(
                "“{name}”完成值{}÷目标值{}×{}分＝{shown}分，扣{}分",
                done.normalize(),
                target.normalize(),
                own.marks,
                own.marks - shown
            );
            Own::Marks(marks, detail)
        }
    }
}
