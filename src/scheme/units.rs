//! 单位 of 数据项: as what uses them states it, else by their names. A name that does not tell has none.

use crate::ground::number::{Unit, unit_words};
use crate::ground::{Code, Expression, Finding, Message, tidy};
use crate::scheme::indicators::Indicator;

/// The 数据项 of the built-in table and of the official form in 万元.
#[rustfmt::skip]
const OFFICIAL_AMOUNTS: &[&str] = &[
    "三公经费合计", "上年三公经费", "三公经费预算", "重点项目支出", "项目总支出", "预算调整数", "预算数",
    "累计结余", "上年结转", "实际采购金额", "采购预算", "公务卡支出", "可刷卡支出", "在用固定资产", "固定资产合计",
    "出租固定资产", "其他固定资产", "收入合计", "公共财政拨款", "政府基金拨款", "纳入专户管理的非税收入拨款",
    "其他收入", "支出合计", "基本支出", "项目支出", "人员支出", "公用支出", "当年结余", "公务接待费",
    "公务用车运维费", "公务用车购置费", "因公出国费",
];

/// 单位 by the ending of a 数据项, the first that fits.
#[rustfmt::skip]
const ENDINGS: &[(&str, &[&str])] = &[
    ("人次", &["人次", "人次数"]),
    ("人", &["人数", "人员数", "编制", "编制数", "人员编制", "职工数", "学生数", "员数"]),
    ("%", &["率", "度", "比例", "占比", "比重", "百分比"]),
    ("天", &["天数", "工作日"]),
    ("床日", &["床日", "床日数"]),
    ("公里", &["公里", "公里数", "里程"]),
    ("平方米", &["面积"]),
    ("件", &["件", "件数"]),
    ("户", &["户数"]),
    ("个", &["项目数", "问题数", "任务数", "事项数", "项数", "数量", "单位数", "部门数", "机构数"]),
    ("例", &["例数", "次数", "个数"]),
];

/// Words that end as a rate or a count does and are none.
#[rustfmt::skip]
const NEITHER: &[&str] = &[
    "附件", "文件", "条件", "软件", "硬件", "年度", "季度", "月度", "额度", "长度", "宽度", "高度", "制度", "温度", "厚度",
    "深度",
];

/// 单位 of a 数据项, by its name or its ending; empty where the name does not tell.
pub fn unit_of(item: &str) -> &'static str {
    let ends = |ends: &[&str]| ends.iter().any(|end| item.ends_with(end));
    if OFFICIAL_AMOUNTS.contains(&item) {
        return "万元";
    }
    if ends(NEITHER) {
        return "";
    }
    ENDINGS.iter().find(|(_, endings)| ends(endings)).map_or("", |(unit, _)| unit)
}

/// The unit written behind a 数据项 in what uses it: `实有人数（人）÷人员编制（人）`.
pub(crate) fn stated_unit(note: &str, item: &str) -> Option<String> {
    let item = format!("{}(", tidy(item));
    let stated = |line: &str| {
        let line = tidy(line);
        let mut places = line.match_indices(&item);
        places.find_map(|(at, found)| {
            let inside_a_name = line[..at].ends_with(char::is_alphanumeric);
            let words = line[at + found.len()..].split_once(')')?.0;
            Unit::parse(words).filter(|_| !inside_a_name).map(|_| unit_words(words))
        })
    };
    note.lines().find_map(stated)
}

/// 单位 of a 数据项 that a formula uses; empty where neither tells.
pub fn unit_in(formula: &str, item: &str) -> String {
    stated_unit(formula, item).unwrap_or_else(|| unit_of(item).to_string())
}

/// 单位 of a 数据项 of an indicator's formula: its own value is in the unit of the indicator.
pub fn unit_of_item(indicator: &Indicator, item: &str) -> String {
    let unit = unit_in(&indicator.formula.text, item);
    let own = item.starts_with(&indicator.path.level3) && unit.is_empty();
    if own { indicator.unit.clone() } else { unit }
}

/// F21 for the 数据项 of a formula of which neither their names nor the formula tell the 单位.
pub fn asked(indicator: &Indicator, measure: &Expression) -> Option<Finding> {
    let is_open = |item: &&str| unit_of_item(indicator, item).is_empty();
    let open: Vec<&str> = measure.variables().into_iter().filter(is_open).collect();
    let first = open.first()?;
    let names: Vec<String> = open.iter().map(|item| format!("“{item}”")).collect();
    let found = format!("{}没有写单位，按填报的原数计算", names.concat());
    let advice = format!("请在计算公式的名称后写明单位，如“{first}（万元）”，或写在“部门数据”的表头");
    let message = Message::new("数据项写明单位", found, advice);
    let finding = Finding::new(Code::UnitUnknown, indicator.formula.place.clone(), message);
    Some(finding.of("", &indicator.path.level3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_a_unit_by_their_ending_or_not_at_all() {
        for (item, unit) in [
            ("实有人数", "人"),
            ("人员编制", "人"),
            ("受训人次", "人次"),
            ("办结件数", "件"),
            ("信访件", "件"),
            ("养护公里", "公里"),
            ("实际占用总床日数", "床日"),
            ("在职人员占比", "%"),
            ("满意度", "%"),
            ("逾期天数", "天"),
            ("完成任务数", "个"),
            ("三公经费合计", "万元"),
            ("上年结转", "万元"),
            // what no official form names
            ("本年三公经费", ""),
            ("实际政府采购金额", ""),
            ("预算安排数", ""),
            ("上年度", ""),
            ("资金额度", ""),
        ] {
            assert_eq!(unit_of(item), unit, "{item}");
        }
    }

    #[test]
    fn a_unit_behind_a_name_is_that_of_this_name_alone() {
        assert_eq!(stated_unit("培训总费用（元）÷受训人数（人次）", "受训人数").as_deref(), Some("人次"));
        assert_eq!(stated_unit("实有总人数（人）÷人数", "人数"), None);
        assert_eq!(stated_unit("绿化面积（m²）", "绿化面积").as_deref(), Some("m²"));
        assert_eq!(stated_unit("其他收入（非税）", "其他收入"), None);
    }
}
