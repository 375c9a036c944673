//! The score of an official indicator from the department's 个性化指标.

use crate::evaluate::score::{Outcome, Scorer, Task};
use crate::evaluate::scorecard::{FigureCell, MarksRange, State};
use crate::ground::names::sheets;
use crate::ground::{Code, Exact, Finding, Message, Points};
use crate::submission::{OwnIndicator, OwnMethod};

/// The marks of one own indicator.
pub struct OwnMarks {
    /// Not rounded.
    pub marks: Exact,
    /// How they come about, for 扣分原因.
    pub detail: String,
}

/// Why an own indicator has no marks.
pub enum NoMarks {
    /// 缺少数据: what is blank.
    Missing(String),
    /// 基数为零: the 目标值.
    ZeroTarget(String),
    /// A figure that cannot be used, with the bound.
    OutOfRange(String),
}

/// What 测算 shows where the 目标值 is 0.
pub const ZERO_BASE: &str = "基数为零";

impl NoMarks {
    /// What 测算 shows in the place of the marks.
    pub fn word(&self) -> &'static str {
        match self {
            NoMarks::Missing(_) => "缺少数据",
            NoMarks::ZeroTarget(_) => ZERO_BASE,
            NoMarks::OutOfRange(_) => "待核",
        }
    }
}

impl Scorer<'_> {
    /// The sum of the own indicators' marks, rounded once.
    pub(super) fn own(&self, task: Task) -> Outcome {
        let own = task.department.own_of(task.index);
        let places = self.conventions.score_places;
        let mut sum = Exact::ZERO;
        let mut details = Vec::new();
        let mut missing = Vec::new();
        for one in own.clone() {
            match marks_of(one) {
                Ok(OwnMarks { marks, detail }) => {
                    sum = sum.plus(marks).unwrap_or(sum);
                    if marks < one.marks.exact() {
                        details.push(detail);
                    }
                }
                Err(NoMarks::Missing(what)) => missing.push(what),
                Err(NoMarks::ZeroTarget(what)) => return self.zero_base(task, &what),
                Err(NoMarks::OutOfRange(what)) => return self.own_out_of_range(task, one, &what),
            }
        }
        if !missing.is_empty() {
            return self.missing(task, &missing, None);
        }
        let Some(marks) = sum.to_points(places) else {
            return self.too_large(task);
        };
        let lost = task.most - marks;
        let reason = match details.is_empty() {
            true => String::new(),
            false => format!("个性化指标{}，共扣{lost}分。", details.join("；")),
        };
        let mut score = self.plain(task, State::Scored, MarksRange::exactly(marks), reason);
        score.cell = own.clone().next().map(own_cell);
        score.process = format!("{}第{}", sheets::OWN, own_rows(own)).into();
        Outcome::of(score)
    }

    fn own_out_of_range(&self, task: Task, own: &OwnIndicator, found: &str) -> Outcome {
        let reason = format!("待核：{found}。");
        let score = self.plain(task, State::Pending, MarksRange::up_to(task.most), reason);
        let expected = format!("0至{}之间的评定得分", own.marks);
        let indicator = self.submission.scheme.system.short_name(task.index);
        let message = Message::new(expected, found, "请核对评定得分");
        let finding = Finding::new(Code::MarksOutOfRange, own_cell(own).place(), message);
        Outcome { score, finding: Some(finding.of(&task.department.name, indicator)) }
    }
}

/// The cell of an own indicator.
pub(super) fn own_cell(own: &OwnIndicator) -> FigureCell {
    FigureCell::Own(crate::ground::place::CellRef::new(own.row, 0))
}

fn own_rows<'a>(own: impl Iterator<Item = &'a OwnIndicator>) -> String {
    own.map(|own| format!("{}行", own.row + 1)).collect::<Vec<_>>().join("、")
}

/// The marks of one own indicator.
///
/// # Errors
/// Something that it needs is blank, nought or out of range.
pub fn marks_of(own: &OwnIndicator) -> Result<OwnMarks, NoMarks> {
    match own.method {
        OwnMethod::Judged => judged(own),
        OwnMethod::Proportional => proportional(own),
    }
}

fn missing(own: &OwnIndicator, what: &str) -> NoMarks {
    NoMarks::Missing(format!("“{}”的{what}（{}第{}行）", own.name, sheets::OWN, own.row + 1))
}

fn judged(own: &OwnIndicator) -> Result<OwnMarks, NoMarks> {
    let (name, full) = (&own.name, own.marks);
    let given = Points(own.judged.number().ok_or_else(|| missing(own, "评定得分"))?);
    if !(Points::ZERO..=full).contains(&given) {
        return Err(NoMarks::OutOfRange(format!("“{name}”评定得分{given}，分值{full}")));
    }
    let remark = in_brackets(&own.remark);
    let detail = format!("“{name}”分值{full}分，评定得分{given}分，扣{}分{remark}", full - given);
    Ok(OwnMarks { marks: given.exact(), detail })
}

fn proportional(own: &OwnIndicator) -> Result<OwnMarks, NoMarks> {
    let (name, full) = (&own.name, own.marks);
    let (target, done) = own.target.zip(own.done).ok_or_else(|| missing(own, "目标值或完成值"))?;
    if target.is_zero() {
        return Err(NoMarks::ZeroTarget(format!("{name}目标值")));
    }
    let rate = Exact::from_decimal(done).over(Exact::from_decimal(target));
    let marks = rate.and_then(|rate| rate.clamp(Exact::ZERO, Exact::ONE).times(full.exact()));
    let marks = marks.ok_or_else(|| NoMarks::OutOfRange(format!("“{name}”的目标值、完成值过大")))?;
    let shown = marks.to_points(2).unwrap_or_default();
    let (done, target, lost) = (done.normalize(), target.normalize(), full - shown);
    let detail = format!("“{name}”完成值{done}÷目标值{target}×{full}分＝{shown}分，扣{lost}分");
    Ok(OwnMarks { marks, detail })
}

/// A 情况说明 behind what it explains; nothing where it is empty.
pub(super) fn in_brackets(remark: &str) -> String {
    if remark.is_empty() { String::new() } else { format!("（{}）", remark.trim_end_matches('。')) }
}
