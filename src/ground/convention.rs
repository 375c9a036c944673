//! 口径: the named readings of what the official text leaves open, set on 参数.

use crate::ground::number::tidy;
use crate::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

/// 不足一个百分点: what a part of a step costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartStep {
    /// 不扣 (default): only what the text says in so many words.
    Ignore,
    /// 按比例扣
    Proportional,
    /// 按一个百分点扣: a begun step counts whole.
    Whole,
}

/// 基数为零: what a zero denominator means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroBase {
    /// 待核 (default)
    Pending,
    /// 不适用
    NotApplicable,
}

/// 不适用: how an indicator that does not apply is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApplicableMarks {
    /// 计满分 (default)
    Full,
    /// 剔除后折算: left out, the rest scaled to 100.
    Rescale,
}

/// 缺少数据: what a blank figure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingData {
    /// 待核 (default)
    Pending,
    /// 采信自评: the department's own score stands, marked as such.
    AdoptSelf,
    /// 计0分
    Zero,
}

/// 排名方式: ranks after a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankMode {
    /// 并列跳号: 1, 2, 2, 4 (default)
    Skip,
    /// 并列不跳号: 1, 2, 2, 3
    Dense,
}

/// 排名范围.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankScope {
    /// 全市 (default)
    City,
    /// 按类别: each 部门类别 by itself.
    ByCategory,
}

/// One 等次 and the lowest total that earns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeBand {
    /// 优秀, 良好, …
    pub name: String,
    /// The lowest total of this grade, out of 100.
    pub at_least: Points,
}

/// All 口径 in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conventions {
    /// 不足一个百分点
    pub part_step: PartStep,
    /// 基数为零
    pub zero_base: ZeroBase,
    /// 不适用
    pub not_applicable: NotApplicableMarks,
    /// 缺少数据
    pub missing: MissingData,
    /// 调整率取绝对值: a cut of 5% is an adjustment of 5%. It touches bands that start at 0 and rules on a
    /// 调整率 or 偏差率 that say nothing of negative values; with 否 these are compared as they are, and lie
    /// in no band from 0 upwards (待核).
    pub absolute_adjustment: bool,
    /// 得分小数位, 0 to 4
    pub score_places: u32,
    /// 排名方式
    pub rank_mode: RankMode,
    /// 排名范围
    pub rank_scope: RankScope,
    /// 等次, the best first; the last one reaches down to 0.
    pub grades: Vec<GradeBand>,
    /// 优秀比例上限 as a fraction (0.3 is 30%), none where there is no cap.
    pub excellent_cap: Option<Decimal>,
}

impl Default for Conventions {
    fn default() -> Conventions {
        let band = |name: &str, at_least| GradeBand { name: name.into(), at_least: Points(at_least) };
        Conventions {
            part_step: PartStep::Ignore,
            zero_base: ZeroBase::Pending,
            not_applicable: NotApplicableMarks::Full,
            missing: MissingData::Pending,
            absolute_adjustment: true,
            score_places: 2,
            rank_mode: RankMode::Skip,
            rank_scope: RankScope::City,
            grades: vec![
                band("优秀", dec!(90)),
                band("良好", dec!(80)),
                band("合格", dec!(60)),
                band("不合格", dec!(0)),
            ],
            excellent_cap: None,
        }
    }
}

/// Which setting; the order is that of [`SETTINGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingId {
    /// 不足一个百分点, see [`PartStep`].
    PartStep,
    /// 基数为零, see [`ZeroBase`].
    ZeroBase,
    /// 不适用, see [`NotApplicableMarks`].
    NotApplicable,
    /// 缺少数据, see [`MissingData`].
    Missing,
    /// 调整率取绝对值
    AbsoluteAdjustment,
    /// 得分小数位
    ScorePlaces,
    /// 排名方式, see [`RankMode`].
    RankMode,
    /// 排名范围, see [`RankScope`].
    RankScope,
}

/// A setting with a fixed list of values: one row of 参数, one `--set 名称=值`.
pub struct Setting {
    /// Which.
    pub id: SettingId,
    /// 名称, for example 不足一个百分点.
    pub name: &'static str,
    /// 可选值, the default first.
    pub values: &'static [&'static str],
    /// 说明: what it means, one or two sentences.
    pub meaning: &'static str,
    apply: fn(&mut Conventions, usize),
    current: fn(&Conventions) -> Option<usize>,
}

/// A row of [`SETTINGS`]: 名称, 可选值, 说明, and the field of [`Conventions`] with what it is for each of 可选值.
macro_rules! setting {
    ($id:ident, $name:literal, $values:expr, $meaning:literal, $field:ident = $choices:expr) => {
        Setting {
            id: SettingId::$id,
            name: $name,
            values: &$values,
            meaning: $meaning,
            apply: |conventions, at| conventions.$field = $choices[at],
            current: |conventions| $choices.iter().position(|choice| *choice == conventions.$field),
        }
    };
}

/// The settings with fixed values, in the order of 参数.
#[rustfmt::skip]
pub const SETTINGS: &[Setting] = &[
    setting!(PartStep, "不足一个百分点", ["不扣", "按比例扣", "按一个百分点扣"],
        "“每超过一个百分点扣……”遇到不足一个百分点（或不足一档）的零头时怎么扣。评分标准未写明，默认只扣写明的整数部分。",
        part_step = [PartStep::Ignore, PartStep::Proportional, PartStep::Whole]),
    setting!(ZeroBase, "基数为零", ["待核", "不适用"],
        "计算公式的分母为0时：待核，由评审人员核定；或按“不适用”处理。",
        zero_base = [ZeroBase::Pending, ZeroBase::NotApplicable]),
    setting!(NotApplicable, "不适用", ["计满分", "剔除后折算"],
        "指标对部门不适用时：计满分；或剔除该指标，其余指标得分按比例折算成总分。评分标准自己写明的从其规定。",
        not_applicable = [NotApplicableMarks::Full, NotApplicableMarks::Rescale]),
    setting!(Missing, "缺少数据", ["待核", "采信自评", "计0分"],
        "计算所需数据为空时：待核（总分以区间表示，单独排列）；采信部门自评得分；或计0分。",
        missing = [MissingData::Pending, MissingData::AdoptSelf, MissingData::Zero]),
    setting!(AbsoluteAdjustment, "调整率取绝对值", ["是", "否"],
        "没有写明负数怎样计分的调整率、偏差率，以及从0起的分档：是，调减5%按5%计；否，按原数比较，从0起的分档作待核。",
        absolute_adjustment = [true, false]),
    setting!(ScorePlaces, "得分小数位", ["2", "0", "1", "3", "4"],
        "每项指标得分保留几位小数（四舍五入）。各项按保留后的得分相加，打印的数就是相加的数。",
        score_places = [2, 0, 1, 3, 4]),
    setting!(RankMode, "排名方式", ["并列跳号", "并列不跳号"],
        "总分相同时名次并列。跳号：1、2、2、4；不跳号：1、2、2、3。",
        rank_mode = [RankMode::Skip, RankMode::Dense]),
    setting!(RankScope, "排名范围", ["全市", "按类别"],
        "全市统一排名；或按部门类别分别排名。",
        rank_scope = [RankScope::City, RankScope::ByCategory]),
];

/// 优秀比例上限: the share of departments that may be of the best 等次.
pub const EXCELLENT_CAP: &str = "优秀比例上限";
/// How no cap is written.
pub const NO_CAP: &str = "不限";

impl Conventions {
    /// 得分 out of `full`, rounded. Full marks stay full marks (7.5 of 7.5 at no decimals), and nothing is rounded
    /// above them; none beyond exact arithmetic.
    pub fn rounded(&self, marks: Exact, full: Points) -> Option<Points> {
        if marks >= full.exact() { Some(full) } else { Some(marks.to_points(self.score_places)?.min(full)) }
    }

    /// The default 口径 changed by `名称=值`.
    ///
    /// # Errors
    /// A name or a value that is not known, in Chinese, with those that are.
    pub fn written(settings: &[String]) -> Result<Conventions, String> {
        let mut conventions = Conventions::default();
        for written in settings {
            let (name, value) = written.split_once(['=', '＝']).unwrap_or((written, ""));
            let Some(setting) = SETTINGS.iter().find(|setting| setting.name == tidy(name)) else {
                let names: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
                return Err(format!("没有口径“{name}”；可用的有：{}", names.join("、")));
            };
            if !setting.set(&mut conventions, &tidy(value)) {
                return Err(format!("口径“{name}”没有“{value}”这个取值；可用的有：{}", setting.values.join("、")));
            }
        }
        Ok(conventions)
    }

    /// All 口径 as (名称, value in words): the settings, then 等次 and 优秀比例上限.
    pub fn in_words(&self) -> Vec<(&'static str, String)> {
        let settings = SETTINGS.iter().map(|setting| (setting.name, setting.value(self).to_string()));
        let grades: Vec<String> = self.grades.iter().map(|band| format!("{}≥{}", band.name, band.at_least)).collect();
        let percent = |cap: Decimal| format!("{}%", (cap * Decimal::ONE_HUNDRED).normalize());
        let cap = self.excellent_cap.map_or(NO_CAP.to_string(), percent);
        settings.chain([("等次", grades.join("，")), (EXCELLENT_CAP, cap)]).collect()
    }
}

/// The defined name under which formulas of the result read a setting of 参数: `参数_得分小数位`.
pub fn defined_name(setting: &str) -> String {
    format!("参数_{setting}")
}

impl SettingId {
    /// Its row of [`SETTINGS`].
    pub fn setting(self) -> &'static Setting {
        &SETTINGS[self as usize]
    }

    /// 名称
    pub fn name(self) -> &'static str {
        self.setting().name
    }

    /// The name under which formulas of the result read it: `参数_得分小数位`.
    pub fn defined_name(self) -> String {
        defined_name(self.name())
    }

    /// A condition of a formula: `参数_排名范围="按类别"`. `value` is its number among [`Setting::values`], that is
    /// the number of the variant of its enum.
    pub fn has(self, value: usize) -> String {
        format!("{}=\"{}\"", self.defined_name(), self.setting().values[value])
    }
}

impl Setting {
    /// Sets this to the value written as `text`; false where it is not one of [`Setting::values`].
    pub fn set(&self, conventions: &mut Conventions, text: &str) -> bool {
        let found = self.values.iter().position(|value| *value == text);
        if let Some(index) = found {
            (self.apply)(conventions, index);
        }
        found.is_some()
    }

    /// The value in force; empty where it is none of [`Setting::values`], which no reading of 参数 gives.
    pub fn value(&self, conventions: &Conventions) -> &'static str {
        (self.current)(conventions).map_or("", |at| self.values[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_every_setting_can_be_set_and_read_back() {
        for (at, setting) in SETTINGS.iter().enumerate() {
            assert_eq!(setting.id as usize, at);
            let mut conventions = Conventions::default();
            assert_eq!(setting.value(&conventions), setting.values[0], "the default of {} stands first", setting.name);
            for value in setting.values {
                assert!(setting.set(&mut conventions, value));
                assert_eq!(setting.value(&conventions), *value);
            }
            assert!(!setting.set(&mut conventions, "别的"));
        }
    }
}
