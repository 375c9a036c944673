//! Sentences that several kinds share.

use crate::criterion::rule::Subject;
use crate::ground::Points;

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

/// A sentence, then the department's words, without doubled punctuation.
pub(crate) fn with_remark(sentence: &str, label: &str, remark: &str) -> String {
    let remark = remark.trim().trim_end_matches(['。', '；', '，', '.', ';']);
    if remark.is_empty() { format!("{sentence}。") } else { format!("{sentence}。{label}：{remark}。") }
}
