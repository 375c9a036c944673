//! The marks of one 个性化指标.

use crate::criterion::{lost, unrounded};
use crate::evaluate::scorecard::FigureCell;
use crate::ground::names::sheets;
use crate::ground::{CellRef, Exact, Points, ZeroBase};
use crate::submission::target::{FiledTarget, Target};
use crate::submission::{Entry, OwnIndicator, OwnMethod};
use rust_decimal::Decimal;

/// The marks of one own indicator.
pub struct OwnMarks {
    /// Not rounded.
    pub marks: Exact,
    /// How they come about, for 扣分原因.
    pub detail: String,
}

/// Why an own indicator has no marks, in words.
pub enum NoMarks {
    /// 缺少数据: what is blank.
    Missing(String),
    /// 基数为零: the 目标值.
    ZeroTarget(String),
    /// 无, which may be 0 or not applicable.
    NotGiven(String),
    /// A figure that cannot be used. Its finding was reported when it was read.
    Faulty(String),
    /// A 评定得分 beyond its bounds, or numbers beyond exact arithmetic.
    OutOfRange(String),
}

impl NoMarks {
    /// What 测算 shows in the place of the marks.
    pub fn word(&self, zero_base: ZeroBase) -> &'static str {
        match self {
            NoMarks::Missing(_) => "缺少数据",
            NoMarks::ZeroTarget(_) if zero_base == ZeroBase::NotApplicable => "不适用",
            _ => "待核",
        }
    }
}

/// The cell of an own indicator.
pub(super) fn own_cell(own: &OwnIndicator) -> FigureCell {
    FigureCell::Own(CellRef::new(own.row, 0))
}

/// The marks of one own indicator.
///
/// # Errors
/// Something that it needs is blank, nought, out of range or cannot be used.
pub fn marks_of(own: &OwnIndicator) -> Result<OwnMarks, NoMarks> {
    match own.method {
        OwnMethod::Judged => judged(own),
        OwnMethod::Proportional => proportional(own),
    }
}

/// `“招商引资额”的完成值（个性化指标第4行）`
fn place(own: &OwnIndicator, what: &str) -> String {
    format!("“{}”的{what}（{}第{}行）", own.name, sheets::OWN, own.row + 1)
}

/// Why an entry is no figure.
fn no_figure(own: &OwnIndicator, entry: &Entry, what: &str) -> NoMarks {
    let place = place(own, what);
    match entry {
        Entry::Blank => NoMarks::Missing(place),
        Entry::NotApplicable => NoMarks::NotGiven(format!("{place}填“无”，不能确定是0、不适用还是没有评定")),
        _ => NoMarks::Faulty(format!("{place}不能采用")),
    }
}

fn judged(own: &OwnIndicator) -> Result<OwnMarks, NoMarks> {
    let (name, full) = (&own.name, own.marks);
    let given = Points(own.judged.number().ok_or_else(|| no_figure(own, &own.judged, "评定得分"))?);
    if !(Points::ZERO..=full).contains(&given) {
        return Err(NoMarks::OutOfRange(format!("“{name}”评定得分{given}，分值{full}")));
    }
    let remark = in_brackets(&own.remark);
    let detail = format!("“{name}”分值{full}分，评定得分{given}分{}{remark}", lost(full, given));
    Ok(OwnMarks { marks: given.exact(), detail })
}

fn proportional(own: &OwnIndicator) -> Result<OwnMarks, NoMarks> {
    let target = match &own.target {
        FiledTarget::Set(target) => Ok(*target),
        FiledTarget::Blank => Err(Entry::Blank),
        FiledTarget::NotApplicable => Err(Entry::NotApplicable),
        FiledTarget::Faulty => Err(Entry::Faulty),
    };
    let (target, done) = match (target, &own.done) {
        (Ok(target), Entry::Number(done)) => (target, done.normalize()),
        // what cannot be used weighs more than what is blank
        (Err(entry @ (Entry::Faulty | Entry::NotApplicable)), _) => return Err(no_figure(own, &entry, "目标值")),
        (_, entry @ (Entry::Faulty | Entry::NotApplicable)) => return Err(no_figure(own, entry, "完成值")),
        _ => return Err(NoMarks::Missing(place(own, "目标值或完成值"))),
    };
    if target.is_zero_base() {
        return Err(NoMarks::ZeroTarget(format!("{}目标值", own.name)));
    }
    let (how, share) = share(target, done);
    let marks = share.and_then(|share| share.times(own.marks.exact()));
    let marks = marks.ok_or_else(|| NoMarks::OutOfRange(format!("“{}”的目标值、完成值过大", own.name)))?;
    Ok(OwnMarks { marks, detail: format!("“{}”{how}{}", own.name, result(own.marks, marks)) })
}

/// The share of the marks that a 完成值 earns, and the words for it.
fn share(target: Target, done: Decimal) -> (String, Option<Exact>) {
    let ratio = |above: Decimal, below: Decimal| Exact::from_decimal(above).over(Exact::from_decimal(below));
    match (target.low, target.high) {
        (Some(low), _) if done < low && done <= Decimal::ZERO => {
            (format!("完成值{done}，目标值{target}，不得分"), Some(Exact::ZERO))
        }
        (Some(low), high) if done < low => {
            let low = low.normalize();
            let of_range = if high.is_some() {
                format!("目标值{target}，完成值{done}低于目标，")
            } else {
                String::new()
            };
            (format!("{of_range}完成值{done}÷目标值{low}"), ratio(done, low))
        }
        (_, Some(high)) if done > high => {
            let high = high.normalize();
            (format!("目标值{target}，完成值{done}超过目标，目标值{high}÷完成值{done}"), ratio(high, done))
        }
        _ => (format!("完成值{done}，达到目标值{target}"), Some(Exact::ONE)),
    }
}

/// `×3分＝2分，扣1分`; marks that do not end are 约.
fn result(full: Points, marks: Exact) -> String {
    if marks == Exact::ZERO {
        return format!("，扣{full}分");
    }
    let shown = unrounded(marks, 2);
    let exact = marks.to_points(4).filter(|points| points.exact() == marks);
    let equals = shown.strip_prefix('约').map_or_else(|| format!("＝{shown}"), |about| format!("≈{about}"));
    format!("×{full}分{equals}分{}", exact.map_or(String::new(), |points| lost(full, points)))
}

/// A 情况说明 behind what it explains; nothing where it is empty.
pub(super) fn in_brackets(remark: &str) -> String {
    if remark.is_empty() { String::new() } else { format!("（{}）", remark.trim_end_matches('。')) }
}
