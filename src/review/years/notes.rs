//! Sentences of both comparisons, that of one 评分表 and that of several.

use crate::evaluate::Evaluation;
use rust_decimal::Decimal;

/// Before the names of the workbooks of both years.
pub(in crate::review) const COMPARED: &str = "取自";

/// `上升1.5个百分点`
pub(crate) fn percent_points(difference: Decimal) -> String {
    let points = (difference.abs() * Decimal::ONE_HUNDRED).normalize();
    match difference {
        none if none.is_zero() => "持平".to_string(),
        less if less.is_sign_negative() => format!("下降{points}个百分点"),
        _ => format!("上升{points}个百分点"),
    }
}

/// What is never compared, and how departments are matched.
pub(crate) const MATCHED: &str = "待核的不作0分，不参加比较；部门按名称和“部门别名”表对应，名称相近的不自动合并。";

/// Which workbook each year is.
pub(crate) fn inputs([before, after]: &[String; 2], [old, new]: [&Evaluation; 2]) -> String {
    format!(
        "{before}{COMPARED}“{}”，{after}{COMPARED}“{}”；都按各自工作簿的评分表、口径和数据重新评分。",
        old.input_name, new.input_name
    )
}

/// The departments that are not compared: those of one year only, those whose names are merely alike, those that stand
/// twice.
pub(crate) fn unmatched(
    years: &[String; 2],
    only: [&[&str]; 2],
    alike: impl Iterator<Item = [String; 2]>,
    doubled: &[String],
) -> Vec<String> {
    let of_one = years.iter().zip(only).filter(|(_, only)| !only.is_empty());
    let of_one = of_one.map(|(year, only)| format!("只在{year}参评的{}个：{}。", only.len(), only.join("、")));
    let [before, after] = years;
    let alike = alike.map(|[old, new]| {
        format!("{before}的“{old}”与{after}的“{new}”名称相近，如是同一部门，请写入“部门别名”表后重新对比。")
    });
    of_one.chain(alike).chain(twice(doubled)).collect()
}

/// Names that stand in two rows of one year, if there are any.
pub(crate) fn twice(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("同一年度有两行（或按别名是同一部门）、未作比较的：{}。", names.join("、")))
}
