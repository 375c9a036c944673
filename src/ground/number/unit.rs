//! 单位 of a column: named in its header, `人员编制（人）`, and sometimes again in the cell, `16人`.

use crate::ground::number::tidy;
use rust_decimal::{Decimal, dec};

/// 计量单位.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 元
    Yuan,
    /// 千元
    Thousands,
    /// 万元
    Wanyuan,
    /// 亿元
    Yi,
    /// %
    Percent,
    /// 人
    Persons,
    /// 例、个、次、项、件
    Cases,
    /// 人次
    Visits,
    /// 公里
    Kilometres,
    /// 床日
    BedDays,
    /// 天
    Days,
    /// 分
    Marks,
    /// 平方米
    SquareMetres,
    /// What is counted or measured in a unit of its own: 篇, 户, 亩; a unit for each of another, 元/人.
    Other(&'static str),
    /// No unit.
    Plain,
}

/// Units with the ways they are written, the first being their name.
const UNITS: &[(Unit, &[&str])] = &[
    (Unit::Yuan, &["元", "元人民币", "人民币元", "圆"]),
    (Unit::Thousands, &["千元"]),
    (Unit::Wanyuan, &["万元", "万", "人民币万元", "万元人民币"]),
    (Unit::Yi, &["亿元", "亿"]),
    (Unit::Percent, &["%", "个百分点", "百分点", "百分比", "百分数"]),
    (Unit::Persons, &["人", "名", "位", "人数"]),
    (Unit::Cases, &["例", "个", "次", "项", "件", "起", "宗", "笔", "例数"]),
    (Unit::Visits, &["人次"]),
    (Unit::Kilometres, &["公里", "千米", "km"]),
    (Unit::BedDays, &["床日"]),
    (Unit::Days, &["天", "日"]),
    (Unit::Marks, &["分"]),
    (Unit::SquareMetres, &["平方米", "m2", "m²", "㎡"]),
    (Unit::Other("篇"), &["篇"]),
    (Unit::Other("户"), &["户"]),
    (Unit::Other("家"), &["家"]),
    (Unit::Other("台"), &["台", "台套", "台/套"]),
    (Unit::Other("辆"), &["辆"]),
    (Unit::Other("份"), &["份"]),
    (Unit::Other("场"), &["场", "场次"]),
    (Unit::Other("期"), &["期"]),
    (Unit::Other("批"), &["批", "批次"]),
    (Unit::Other("张"), &["张"]),
    (Unit::Other("套"), &["套"]),
    (Unit::Other("所"), &["所"]),
    (Unit::Other("处"), &["处"]),
    (Unit::Other("条"), &["条"]),
    (Unit::Other("亩"), &["亩"]),
    (Unit::Other("公顷"), &["公顷"]),
    (Unit::Other("吨"), &["吨"]),
    (Unit::Other("立方米"), &["立方米", "m3", "m³"]),
    (Unit::Other("平方公里"), &["平方公里", "平方千米"]),
    (Unit::Other("小时"), &["小时"]),
    (Unit::Other("学时"), &["学时"]),
    (Unit::Other("个月"), &["个月"]),
    (Unit::Other("元/人"), &["元/人", "元每人"]),
    (Unit::Other("万元/人"), &["万元/人"]),
    (Unit::Other("元/人次"), &["元/人次"]),
    (Unit::Other("万元/人次"), &["万元/人次"]),
    (Unit::Other("元/平方米"), &["元/平方米", "元/m2", "元/m²"]),
];

impl Unit {
    /// The Chinese name, empty for [`Unit::Plain`].
    pub fn name(self) -> &'static str {
        UNITS.iter().find(|(unit, _)| *unit == self).map_or("", |(_, spellings)| spellings[0])
    }

    /// The unit that these words are, if they are one.
    pub fn parse(words: &str) -> Option<Unit> {
        let words = tidy(words);
        let words = words.strip_prefix("单位:").unwrap_or(&words);
        UNITS.iter().find(|(_, spellings)| spellings.contains(&words)).map(|(unit, _)| *unit)
    }

    /// Whether it is one of money.
    pub fn is_money(&self) -> bool {
        self.yuan().is_some()
    }

    /// How many 元 one of it is, for units of money.
    fn yuan(self) -> Option<Decimal> {
        match self {
            Unit::Yuan => Some(dec!(1)),
            Unit::Thousands => Some(dec!(1000)),
            Unit::Wanyuan => Some(dec!(10000)),
            Unit::Yi => Some(dec!(100000000)),
            _ => None,
        }
    }

    /// `number` of this unit in `other`, where both are units of money.
    pub(super) fn convert(self, number: Decimal, other: Unit) -> Option<Decimal> {
        number.checked_mul(self.yuan()?)?.checked_div(other.yuan()?).map(|n| n.normalize())
    }
}

/// The words of a unit as they are shown: 件, not 例; the name where they say more than the unit (单位：万元).
pub fn unit_words(words: &str) -> String {
    let short = tidy(words);
    let is_written = UNITS.iter().any(|(_, spellings)| spellings.contains(&short.as_str()));
    match Unit::parse(&short) {
        Some(unit) if !is_written => unit.name().to_string(),
        _ => short,
    }
}

/// Splits the unit off a header: `人员编制（人）` is `人员编制` and [`Unit::Persons`]. Words in brackets that
/// are no unit stay part of the name.
pub fn split_unit(header: &str) -> (String, Option<Unit>) {
    let header = tidy(header);
    let split = header.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match split.and_then(|(name, words)| Some((name.to_string(), Unit::parse(words)?))) {
        Some((name, unit)) => (name, Some(unit)),
        None => (header, None),
    }
}

/// The words of the unit that a header names in brackets.
pub fn heading_unit(header: &str) -> Option<String> {
    let header = tidy(header);
    let words = header.strip_suffix(')')?.rsplit_once('(')?.1.to_string();
    Unit::parse(&words).map(|_| unit_words(&words))
}

/// Splits a unit off the end of a figure without spaces; the longest spelling counts.
pub(super) fn split_suffix(text: &str) -> (&str, Option<Unit>) {
    let spellings = UNITS.iter().flat_map(|(unit, spellings)| spellings.iter().map(|s| (*unit, *s)));
    let longest = spellings.filter(|(_, s)| text.ends_with(s)).max_by_key(|(_, s)| s.len());
    match longest {
        Some((unit, spelling)) => (&text[..text.len() - spelling.len()], Some(unit)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_its_unit_in_brackets() {
        assert_eq!(split_unit("人员编制（人）"), ("人员编制".to_string(), Some(Unit::Persons)));
        assert_eq!(split_unit("收入\n合计 (单位：万元)"), ("收入合计".to_string(), Some(Unit::Wanyuan)));
        assert_eq!(split_unit("在职人员控制率（％）"), ("在职人员控制率".to_string(), Some(Unit::Percent)));
        assert_eq!(split_unit("部门（单位）名称"), ("部门(单位)名称".to_string(), None));
        assert_eq!(split_unit("固定资产合计（原值）"), ("固定资产合计(原值)".to_string(), None));
    }
}
