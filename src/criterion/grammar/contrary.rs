//! Whether one condition in words is the contrary of another: 按时报送 and 未按时报送 leave nothing between them,
//! 按时报送 and 未报送 leave what is late.

use crate::criterion::lexicon::{
    ABSENCE, ABSENCE_INSIDE, DOES, HOW_WELL, LEFT_OUT, NEGATIONS, OPPOSITES, OTHERWISE, PARTLY, THERE_IS,
};

/// Whether just one of the two holds, whatever happened.
pub(crate) fn are_contrary(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    OTHERWISE.has(&other)
        || ["不符合", "不符合要求", "不满足"].contains(&other.as_str())
        || opposites(&one, &other)
        || denies(&one, &other)
        || denies(&other, &one)
}

/// Whether `words` say that there is no case of `what`: 无投诉, 全部按时完成 where 未按时完成 is counted.
pub(crate) fn has_no_case(words: &str, what: &str) -> bool {
    let words = words.strip_prefix("部门").or(words.strip_prefix("单位")).unwrap_or(words);
    if ABSENCE.begin(words).is_some() || ABSENCE_INSIDE.stand_in(words) {
        return true;
    }
    let all = words.strip_prefix("全部").unwrap_or(words);
    let denied = NEGATIONS.words().filter_map(|word| what.strip_prefix(word)).any(|rest| {
        let rest = rest.trim_end_matches('的');
        rest.chars().count() > 1 && words.ends_with(rest)
    });
    let opposite = OPPOSITES
        .words()
        .filter_map(|pair| pair.split_once('/'))
        .any(|(x, y)| x.chars().count() > 1 && words.contains(x) && what.contains(y));
    denied || opposite || are_contrary(all, what)
}

/// One wording for what means the same.
fn plain(words: &str) -> String {
    let words = words.trim_end_matches('的').trim_end_matches("的部门").trim_end_matches("的单位");
    words.replace("超过", "超").replace("超出", "超")
}

/// 账实相符 and 账实不符, 零结余 and 有结余.
fn opposites(one: &str, other: &str) -> bool {
    let pair = |pair: &str| {
        let (x, y) = pair.split_once('/')?;
        let swaps = |one: &str, other: &str, x: &str, y: &str| {
            let begins = one.strip_prefix(x).zip(other.strip_prefix(y));
            let ends = one.strip_suffix(x).zip(other.strip_suffix(y));
            [begins, ends].into_iter().flatten().any(|(one, other)| one == other)
        };
        (swaps(one, other, x, y) || swaps(one, other, y, x)).then_some(())
    };
    OPPOSITES.words().find_map(pair).is_some()
}

/// Whether `denied` is `said` with a negation in it, which denies all of it.
fn denies(said: &str, denied: &str) -> bool {
    let places = denied.char_indices().map(|(at, _)| at);
    places.flat_map(|at| NEGATIONS.words().map(move |word| (at, word))).any(|(at, negation)| {
        let (before, rest) = denied.split_at(at);
        let Some(after) = rest.strip_prefix(negation) else { return false };
        let whole = said.strip_prefix(before).filter(|_| !PARTLY.stand_in(before) && !after.is_empty());
        whole.is_some_and(|whole| {
            let there_is = THERE_IS.begin(whole).map(|word| &whole[word.len()..]);
            [Some(whole), there_is].into_iter().flatten().any(|whole| is_said(whole, after))
        })
    })
}

/// Whether `after` says all of `whole`, but for words that a denial leaves out: 未达到 of 达到要求, 未开展 of 开展绩效监控.
fn is_said(whole: &str, after: &str) -> bool {
    let bare = |words: &str| words.strip_prefix('在').unwrap_or(words).to_string();
    let (whole, after) = (bare(whole), bare(after));
    match whole.strip_prefix(after.as_str()) {
        Some("") => true,
        Some(tail) => LEFT_OUT.has(tail) || DOES.end(&after).is_some() && !HOW_WELL.stand_in(tail),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leaves_nothing_between_is_contrary() {
        for (one, other) in [
            ("按时报送", "未按时报送"),
            ("规定时间内报送的", "未在规定时间内报送的"),
            ("已公开", "未公开"),
            ("合格", "不合格"),
            ("制度健全", "制度不健全"),
            ("不超过预算的", "超预算的"),
            ("无违规", "有违规"),
            ("账实相符", "账实不符"),
            ("达到要求", "未达到"),
            ("开展绩效运行监控的", "未开展的"),
            ("全部完成", "未全部完成"),
            ("按时报送", "否则"),
            ("零结余", "有结余"),
        ] {
            assert!(are_contrary(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("按时报送", "未报送"),
            ("全部完成", "全部未完成"),
            ("全部整改", "未整改"),
            ("制度健全", "没有制度"),
            ("资料齐全", "无资料"),
            ("优秀", "不合格"),
            ("报送及时", "未报送"),
            ("预算编制细化", "未编制预算"),
            ("通过国家验收", "未通过省级验收"),
            ("按规定公开", "拒不公开"),
            ("零投诉", "多次投诉"),
            ("完成", "发生重大舆情"),
            ("公开完整", "未公开"),
        ] {
            assert!(!are_contrary(one, other), "{one} {other}");
        }
    }
}
