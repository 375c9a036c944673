//! The definition of a measure in the words of a table: 预算执行率＝实际支出÷预算数×100%，其中…

use crate::ground::{Expression, tidy};

/// How the names of measures end: 得分＝… is no definition of one.
#[rustfmt::skip]
const MEASURES: &[&str] = &["率", "度", "比例", "比重", "占比", "比", "额", "量", "数", "值", "成本", "费用", "天数", "人数"];

/// Where a formula may end within a sentence.
const ENDS: &[char] = &['，', '。', '；', ';', ',', '\n', '：', ':'];

/// A formula that a text gives to a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The measure: 预算执行率.
    pub label: String,
    /// Its formula as written.
    pub text: String,
    /// Its formula.
    pub formula: Expression,
}

/// All definitions of a text, in their order.
pub fn definitions(text: &str) -> Vec<Definition> {
    let chars: Vec<char> = text.chars().collect();
    let signs = (0..chars.len()).filter(|at| matches!(chars[*at], '=' | '＝'));
    signs.filter_map(|at| definition(&chars, at)).collect()
}

/// The definition around an equals sign.
fn definition(chars: &[char], at: usize) -> Option<Definition> {
    let label: String = chars[..at].iter().rev().take_while(|c| is_of_name(**c)).collect();
    let label: String = label.chars().rev().filter(|c| !c.is_whitespace()).collect();
    if !is_measure(&label) {
        return None;
    }
    let rest = &chars[at + 1..];
    let ends = (0..=rest.len()).filter(|end| rest.get(*end).is_none_or(|c| ENDS.contains(c)));
    ends.map(|end| rest[..end].iter().collect::<String>().trim().to_string()).find_map(|text| {
        let formula = Expression::parse(&text).ok().filter(|formula| formula.calculates() && is_of_items(formula))?;
        Some(Definition { label: label.clone(), text, formula })
    })
}

fn is_of_items(formula: &Expression) -> bool {
    !formula.variables().is_empty() && formula.divisor_always_zero().is_none()
}

fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '“' | '”' | '"' | '（' | '）' | '(' | ')' | ' ' | '\u{3000}')
}

fn is_measure(label: &str) -> bool {
    MEASURES.iter().any(|end| label.ends_with(end)) && !label.ends_with("分数")
}

/// The definition that is meant for an indicator: that of its name, of a part of it, or the only one.
pub fn meant_for<'a>(indicator: &str, all: &'a [Definition]) -> Option<&'a Definition> {
    let plain = |name: &str| tidy(name).replace('"', "");
    let wanted = plain(indicator);
    let same = |one: &&Definition| plain(&one.label) == wanted;
    let near = |one: &&Definition| {
        let label = plain(&one.label);
        wanted.contains(&label) || label.contains(&wanted)
    };
    let only = |found: Vec<&'a Definition>| match found[..] {
        [first, ..] if found.iter().all(|other| other.formula.is_same(&first.formula)) => Some(first),
        _ => None,
    };
    let chosen: Vec<&Definition> = all.iter().filter(same).collect();
    let chosen = if chosen.is_empty() { all.iter().filter(near).collect() } else { chosen };
    only(if chosen.is_empty() { all.iter().collect() } else { chosen })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(indicator: &str, text: &str) -> String {
        meant_for(indicator, &definitions(text)).map(|one| one.text.clone()).unwrap_or_default()
    }

    #[test]
    fn the_formula_of_a_measure_is_found_in_a_text() {
        for (indicator, text, formula) in [
            ("预算执行率", "预算执行率＝实际支出数÷预算数×100%。执行率≥95%得5分。", "实际支出数÷预算数×100%"),
            (
                "在职人员控制率",
                "在职人员控制率=（在职人员数/编制数）×100%，在职人员数：部门实际在职人数，以财政局确定的口径为准。",
                "（在职人员数/编制数）×100%",
            ),
            (
                "“三公经费”变动率",
                "“三公经费”变动率=[（本年度“三公经费”预算数-上年度“三公经费”预算数）/上年度“三公经费”预算数]×100%",
                "[（本年度“三公经费”预算数-上年度“三公经费”预算数）/上年度“三公经费”预算数]×100%",
            ),
            (
                "新建楼堂馆所投资概算控制率",
                "楼堂馆所投资预算控制率=实际投资金额/批准投资金额×100%。",
                "实际投资金额/批准投资金额×100%",
            ),
            (
                "结转结余率",
                "反映程度。结转结余率 ＝ 结转结余总额 ÷ 支出预算数 ×100%\n其中：",
                "结转结余总额 ÷ 支出预算数 ×100%",
            ),
            ("完成率", "甲率=甲÷乙×100%；完成率=丙÷丁×100%", "丙÷丁×100%"),
        ] {
            assert_eq!(found(indicator, text), formula, "{text}");
        }
    }

    #[test]
    fn marks_bounds_and_doubtful_texts_define_nothing() {
        for (indicator, text) in [
            ("完成率", "得分=完成率×15。"),
            ("完成率", "质量达标率=100%得满分，否则不得分"),
            ("预算调整率", "预算调整率=0，计3分；0-10%（含），计2分"),
            ("完成率", "甲率=甲÷乙×100%；丙率=丙÷丁×100%"),
            ("执行率", "执行率=实际支出÷预算数×100%（按季度计算后取平均值）"),
            ("执行率", "执行率=各季度平均"),
        ] {
            assert_eq!(found(indicator, text), "", "{text}");
        }
    }
}
