//! Sentences that several kinds share.

use crate::criterion::Subject;

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

/// A sentence, then the department's words, without doubled punctuation.
pub(crate) fn with_remark(sentence: String, label: &str, remark: &str) -> String {
    let remark = remark.trim().trim_end_matches(['。', '；', '，', '.', ';']);
    if remark.is_empty() { format!("{sentence}。") } else { format!("{sentence}。{label}：{remark}。") }
}

/// 没有……的按满分计算, at the end of a read-back.
pub(crate) fn not_applicable_words(words: Option<&str>) -> String {
    words.map_or(String::new(), |words| format!("；{words}按满分计算"))
}
