//! What the cells of a 评分表 mean by themselves: names with marks behind them, percentages, directions, bands.

use crate::ground::number::{Unit, unit_words};
use crate::ground::{GridCell, Points, original, tidy};
use crate::scheme::indicators::Direction;
use rust_decimal::Decimal;
use std::str::FromStr;

/// A name with the marks behind it: `投入\n（15分）` is 投入 with 15.
pub(crate) struct Named {
    /// Without line breaks, spaces and a unit: `受训人次（人次）` is 受训人次.
    pub name: String,
    pub stated: Option<Points>,
    /// The unit in brackets: 人次.
    pub unit: String,
}

/// Splits marks or a unit in brackets off a name.
pub(crate) fn named(text: &str) -> Named {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(open) = text.rfind(['（', '(', '〔', '[']) else {
        return Named { name: text, stated: None, unit: String::new() };
    };
    let inside = tidy(&text[open..]);
    let inside = inside.trim_start_matches(['(', '〔', '[']).trim_end_matches([')', '〕', ']']);
    let stated = Decimal::from_str(inside.strip_suffix('分').unwrap_or(inside)).ok().map(Points);
    let ends = text.ends_with(['）', ')', '〕', ']']);
    let is_unit = ends && open > 0 && Unit::parse(inside).is_some();
    let unit = if is_unit { unit_words(inside) } else { String::new() };
    let name = if stated.is_some() || is_unit { text[..open].to_string() } else { text };
    Named { name, stated, unit }
}

/// Whether a cell shows a percentage.
pub(crate) fn is_percent(cell: Option<&GridCell>) -> bool {
    cell.is_some_and(|cell| tidy(&original(cell)).ends_with('%'))
}

/// 备注 under the table.
pub(crate) fn is_remark(lead: &str) -> bool {
    ["备注", "注:", "说明:"].iter().any(|start| lead.starts_with(start))
}

/// The levels between the first and the indicator as one name.
pub(crate) fn joined(levels: &[String]) -> String {
    let mut names: Vec<&str> = levels.iter().map(String::as_str).collect();
    names.dedup();
    names.join("－")
}

/// 正向 or 逆向, as a column of its own says it.
pub(crate) fn direction(text: &str) -> Option<Direction> {
    let words = tidy(text);
    match words.strip_suffix("指标").unwrap_or(&words) {
        "正向" | "正" => Some(Direction::Forward),
        "逆向" | "反向" | "负向" | "逆" => Some(Direction::Reverse),
        _ => None,
    }
}

/// The share of 分值 that a column of bands gives: `B（得分值的80%）` is 0.8, `D（不得分）` is 0.
pub(crate) fn share_of_band(heading: &str) -> Option<Decimal> {
    const GRADES: &str = "ABCDE甲乙丙丁优良中差好一二三四五第档级等次ⅠⅡⅢⅣⅤ较";
    let heading = tidy(heading);
    let (grade, share) = heading.strip_suffix(')')?.split_once('(')?;
    if grade.is_empty() || grade.chars().count() > 4 || !grade.chars().all(|c| GRADES.contains(c)) {
        return None;
    }
    let mut share = share;
    for word in ["得", "计", "按", "该项", "指标", "分值的", "标准分的", "权重的", "满分的"] {
        share = share.strip_prefix(word).unwrap_or(share);
    }
    let share =
        ["的分值", "分值", "的分", "计分"].iter().fold(share, |share, word| share.strip_suffix(word).unwrap_or(share));
    match share {
        "不得分" | "不" | "0分" | "0" => Some(Decimal::ZERO),
        "满分" => Some(Decimal::ONE),
        _ => Some(Decimal::from_str(share.strip_suffix('%')?).ok()? / Decimal::ONE_HUNDRED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn marks_and_units_behind_a_name_are_told_apart_from_its_words() {
        for (text, name, stated) in [
            ("投入\n（15分）", "投入", Some(15)),
            ("投入（15）", "投入", Some(15)),
            ("受训人次（人次）", "受训人次", None),
            ("人均成本(元/人)", "人均成本", None),
            ("管理制度健全性（资产管理）", "管理制度健全性（资产管理）", None),
        ] {
            let found = named(text);
            assert_eq!((found.name.as_str(), found.stated), (name, stated.map(|marks: i64| Points(marks.into()))));
        }
    }

    #[test]
    fn a_column_of_bands_states_its_share_of_the_marks() {
        for (heading, share) in [
            ("A（得分值的100%）", Some(dec!(1))),
            ("B(80%)", Some(dec!(0.8))),
            ("良（分值的75％）", Some(dec!(0.75))),
            ("第三档（计60%分值）", Some(dec!(0.6))),
            ("优（满分）", Some(dec!(1))),
            ("D（不得分）", Some(dec!(0))),
            ("差（0分）", Some(dec!(0))),
            ("A", None),
            ("分值（分）", None),
            ("A（90%-100%）", None),
            ("完成率（80%）", None),
        ] {
            assert_eq!(share_of_band(heading), share, "{heading}");
        }
    }

    #[test]
    fn a_direction_is_one_of_two() {
        assert_eq!(direction("正向"), Some(Direction::Forward));
        assert_eq!(direction("逆向指标"), Some(Direction::Reverse));
        assert_eq!(direction("定量"), None);
    }
}
