//! Sentences that several kinds share.

use crate::criterion::rule::Subject;
use crate::ground::{Conventions, Exact, Points};

/// 「“三公经费”控制率＝6.37÷5.50×100%＝115.82%」
pub(crate) fn opening(subject: &Subject, value: &str) -> String {
    let name = if subject.indicator.is_empty() { "计算结果" } else { subject.indicator };
    let calculation = subject.calculation;
    let percent = value.ends_with('%') && !calculation.ends_with('%');
    match calculation.is_empty() {
        true => format!("{name}＝{value}"),
        false => format!("{name}＝{calculation}{}＝{value}", if percent { "×100%" } else { "" }),
    }
}

/// The indicator with what follows it, or nothing where it has no name.
pub(crate) fn named(subject: &Subject, after: &str) -> String {
    if subject.indicator.is_empty() { String::new() } else { format!("{}{after}", subject.indicator) }
}

/// 计5分 or 不得分.
pub(crate) fn award(marks: Points) -> String {
    if marks == Points::ZERO { "不得分".into() } else { format!("计{marks}分") }
}

/// `，扣1分`, nothing at full marks.
pub(crate) fn lost(full: Points, marks: Points) -> String {
    if marks == full { String::new() } else { format!("，扣{}分", full - marks) }
}

/// Marks as they are before they are rounded: 1.875, or 约0.3333 where no decimal ends, with so many more decimals than
/// are kept that rounding gives the same.
pub(crate) fn unrounded(marks: Exact, places: u32) -> String {
    let ends = (0..=6).find_map(|places| marks.to_points(places).filter(|points| points.exact() == marks));
    if let Some(points) = ends {
        return points.to_string();
    }
    let kept = marks.to_points(places);
    let shown = (places + 2..12).filter_map(|more| marks.to_points(more));
    let shown = shown.into_iter().find(|shown| Some(shown.rounded(places)) == kept);
    shown.map_or_else(|| format!("{marks:?}"), |shown| format!("约{shown}"))
}

/// `＝19.176`, `≈0.3333`.
pub(crate) fn equals(marks: Exact, conventions: &Conventions) -> String {
    let shown = unrounded(marks, conventions.score_places);
    shown.strip_prefix('约').map_or_else(|| format!("＝{shown}"), |about| format!("≈{about}"))
}

/// `，扣3.12分`; where rounding bites, `，得分1.875分，四舍五入为1.88分，扣3.12分`. Nothing at full marks.
pub(crate) fn outcome(full: Points, marks: Exact, conventions: &Conventions) -> String {
    let before = match is_kept(full, marks, conventions) {
        true => String::new(),
        false => format!("，得分{}分", unrounded(marks, conventions.score_places)),
    };
    format!("{before}{}", rounding(full, marks, conventions))
}

/// The same behind words that state the marks: `，四舍五入为1.88分，扣3.12分`.
pub(crate) fn rounding(full: Points, marks: Exact, conventions: &Conventions) -> String {
    let kept = conventions.rounded(marks, full).unwrap_or_default();
    match is_kept(full, marks, conventions) {
        true => lost(full, kept),
        false if kept == full => format!("，四舍五入为{kept}分，不扣分"),
        false => format!("，四舍五入为{kept}分{}", lost(full, kept)),
    }
}

/// Whether marks stand as they are, without any rounding.
pub(crate) fn is_kept(full: Points, marks: Exact, conventions: &Conventions) -> bool {
    conventions.rounded(marks, full).is_some_and(|kept| kept.exact() == marks)
}

/// The words of an item as they are quoted: “①制度健全”.
pub(crate) fn quoted(marker: &str, text: &str) -> String {
    format!("“{marker}{}”", text.replace('“', "‘").replace('”', "’"))
}

/// A sentence, then the department's words, without doubled punctuation.
pub(crate) fn with_remark(sentence: &str, label: &str, remark: &str) -> String {
    let remark = remark.trim().trim_end_matches(['。', '；', '，', '.', ';']);
    if remark.is_empty() { format!("{sentence}。") } else { format!("{sentence}。{label}：{remark}。") }
}
