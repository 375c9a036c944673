//! Which words of a formula name a 数据项: a noun, with a remark in brackets (其他收入（非税）), and nothing that
//! calculates.

use crate::ground::number::Unit;

/// Words that say how to calculate: what stands before them is no figure that a department has.
#[rustfmt::skip]
const CALCULATE: &[&str] = &[
    "之和", "之差", "之比", "之积", "之商", "绝对值", "最大值", "最小值", "较大者", "较小者", "孰高", "孰低", "四舍五入",
];

/// Words in brackets behind a name that change its figure.
const CHANGE: &[&str] = &["计算", "折算", "取平均", "取整", "取最", "取较", "乘以", "除以", "加权", "保留", "个百分点"];

/// Signs that stand in calculations and in lists of arguments, not in the remark behind a name.
const SIGNS: &[char] = &[
    '+', '＋', '*', '×', '＊', '÷', '/', '／', '=', '＝', '<', '＜', '>', '＞', '≤', '≥', ',', '，', ';', '；', '。',
    '%', '％', '|', '｜',
];

/// A unit behind a name is none of it: `实有人数（人）` is 实有人数.
pub(super) fn without_unit(mut name: String) -> String {
    if let Some((item, words)) = name.strip_suffix('）').and_then(|rest| rest.rsplit_once('（'))
        && !item.is_empty()
        && Unit::parse(words).is_some()
    {
        name.truncate(item.len());
    }
    name
}

/// `“实有人数”` is 实有人数; quotation marks inside a name stay.
pub(super) fn without_quotes(name: String) -> String {
    let inside = name.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    match inside.filter(|inside| !inside.is_empty() && !inside.contains(['“', '”'])) {
        Some(inside) => inside.to_string(),
        None => name,
    }
}

/// Why words are no 数据项, if they are none.
pub(super) fn why_no_item(name: &str) -> Option<String> {
    let (head, inside) = name.split_once('（').unwrap_or((name, ""));
    let function = !inside.is_empty() && head.chars().all(|c| c.is_ascii_alphabetic());
    if function || FUNCTIONS.contains(&head.to_ascii_uppercase().as_str()) {
        return Some(format!("“{head}”是函数，不能识别；计算公式只用数据项和＋－×÷（）"));
    }
    let runs_over = |c: char| SIGNS.contains(&c);
    let dash = |inside: &str| inside.contains(['-', '－', '−']) && !inside.chars().any(|c| c.is_ascii_digit());
    if inside.contains(runs_over) || dash(inside) {
        return Some("括号里是算式；括号前请写明运算符（＋ － × ÷）".to_string());
    }
    if let Some(word) = CHANGE.iter().find(|word| inside.contains(*word)) {
        return Some(format!("括号里的“{word}”改变了数据项的算法，请写成算式，或写进数据项的名称"));
    }
    if let Some(word) = CALCULATE.iter().find(|word| name.contains(*word)) {
        return Some(format!("“{word}”请写成算式，如“甲＋乙”"));
    }
    if name.ends_with("百分点") {
        return Some("“百分点”是单位，不是数据项".to_string());
    }
    name.starts_with("百分之").then(|| format!("“{name}”请写成数字，如“90%”"))
}

/// Functions of Excel as they stand without brackets.
const FUNCTIONS: &[&str] = &["MAX", "MIN", "IF", "SUM", "ABS", "AVERAGE", "ROUND"];

#[cfg(test)]
mod tests {
    use crate::ground::expression::Expression;

    fn items(text: &str) -> Vec<String> {
        let formula = Expression::parse(text).unwrap_or_else(|fault| panic!("{text}: {}", fault.message));
        formula.variables().into_iter().map(String::from).collect()
    }

    #[test]
    fn names_keep_their_remarks_and_lose_units_and_quotation_marks_around_them() {
        for (text, wanted) in [
            ("其他收入（非税）÷收入合计", ["其他收入（非税）", "收入合计"]),
            ("实有人数（人）÷人员编制（名）", ["实有人数", "人员编制"]),
            ("其他收入（非税）（万元）÷收入合计（万元）", ["其他收入（非税）", "收入合计"]),
            ("“实有人数”÷“人员编制”×100%", ["实有人数", "人员编制"]),
            ("本年度“三公经费”总额÷上年度“三公经费”总额", ["本年度“三公经费”总额", "上年度“三公经费”总额"]),
            ("绿化面积（m²）÷规划面积（㎡）", ["绿化面积", "规划面积"]),
            ("培训总费用（元）÷受训人数（人次）", ["培训总费用", "受训人数"]),
            ("2023年预算数÷100万元以上项目数", ["2023年预算数", "100万元以上项目数"]),
            ("结余（2022-2023年）÷GDP（万元）", ["结余（2022-2023年）", "GDP"]),
        ] {
            assert_eq!(items(text), wanted, "{text}");
        }
        assert_eq!(Expression::parse("甲÷乙×百分之百"), Expression::parse("甲÷乙×100%"));
    }

    #[test]
    fn what_calculates_or_is_a_unit_is_no_item() {
        for text in [
            "MAX（实际支出－预算数，0）÷预算数×100%",
            "max(实际支出,预算数)",
            "IF(预算数=0,0,实际支出/预算数)",
            "SUM（甲、乙）÷丙",
            "ABS（预算调整数）÷预算数",
            "绝对值（预算调整数）÷预算数",
            "各季度支出之和÷预算数",
            "支出与预算之差÷预算数",
            "实际支出÷预算数×100个百分点",
            "（完成率－目标率）个百分点",
            "完成率－5个百分点",
            "竣工面积²÷计划面积×100%",
            "实际支出÷预算数×百分之九十",
            "实际支出÷预算数（按季度计算后取平均值）",
            "预算数（年初＋追加）÷收入",
            "支出①÷预算②",
            "∑各项目完成率÷项目个数",
            "完成任务数÷3篇",
        ] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_same_formula_is_known_in_another_writing() {
        let same = |one: &str, other: &str| Expression::parse(one).unwrap().is_same(&Expression::parse(other).unwrap());
        assert!(same("（甲－乙）÷乙×100%", "[（甲-乙）/乙]×100%"));
        assert!(same("甲÷乙", "甲/乙*100%"));
        assert!(same("1－结余÷预算", "（预算－结余）÷预算"));
        assert!(!same("甲÷乙", "乙÷甲"));
        assert!(!same("甲÷乙", "甲÷丙"));
        assert!(!same("甲÷乙－1", "甲÷乙"));
    }

    #[test]
    fn a_divisor_that_is_always_zero_is_known() {
        let zero = |text: &str| Expression::parse(text).unwrap().divisor_always_zero();
        assert_eq!(zero("甲÷0×100%"), Some("0".into()));
        assert_eq!(zero("甲÷（乙－乙）"), Some("乙−乙".into()));
        assert_eq!(zero("甲÷（乙－丙）"), None);
    }
}
