//! Words around numbers: comparisons, what belongs to a band, units, values below 0.

use crate::criterion::lexicon::Sense::{Includes, Plain};
use crate::criterion::lexicon::{Compare, Seen, Sense, Side, Words, words};
use crate::criterion::negative::Negative;

words! {
    /// The number and more.
    AT_LEAST: Sense::Compare(Compare::AtLeast) => Annex "≥", Provinces "大于等于", Near "不低于 不少于 不小于 \
            大于或等于 高于等于 高于或等于 至少 等于或大于 等于或高于 不得低于";

    /// The number and more, where 以上 behind it does not say more: 达到90%以上.
    REACHES: Sense::Compare(Compare::Reaches) => Annex "达", Provinces "达到", Near "达到或超过";

    /// The number and less.
    AT_MOST: Sense::Compare(Compare::AtMost) => Annex "≤ 不超过", Provinces "不大于 小于等于 小于或等于",
        Near "不高于 不多于 低于等于 低于或等于 等于或小于 等于或低于 不得超过 不得高于 未超过 没有超过 未高于 未超出 \
            不超出";

    /// More than the number.
    ABOVE: Sense::Compare(Compare::Above) => Annex "> 大于 超过", Wordings "超出", Provinces "高于", Near "多于";

    /// Less than the number.
    BELOW: Sense::Compare(Compare::Below) => Annex "低于", Provinces "< 小于 未达到 未达 不足", Near "未到 不到 少于 \
            达不到 不满 没有达到 没达到 未满 不及";

    /// The number itself.
    EQUAL: Sense::Compare(Compare::Equal) => Annex "= 等于";

    /// The number itself, unless 以上 or 以下 follows it: 为95%以上.
    IS: Sense::Compare(Compare::Is) => Annex "为", Provinces "是";

    /// Behind a number: it and more; the law includes it, usage does not always.
    UPWARDS: Sense::Side(Side::Above) => Annex "以上", Provinces "及以上", Near "或以上 或者以上 及其以上";

    /// Behind a number: it and less.
    DOWNWARDS: Sense::Side(Side::Below) => Annex "内", Wordings "以下", Provinces "以内", Near "及以下 或以下 \
            或者以下 及以内 之内";

    /// Before 以上 or 以下: the number belongs to it.
    INCLUSIVE: Includes(true) => Annex "及 或";

    /// In brackets behind a number: it belongs to the band.
    INCLUDED: Includes(true) => Annex "含", Near "包含 含本数";

    /// In brackets behind a number: it does not belong to the band.
    EXCLUDED: Includes(false) => Provinces "不含", Near "不包含 不含本数";

    /// Behind two numbers: both belong to the band.
    BOTH_INCLUDED: Includes(true) => Provinces "(均含)", Near "(都含) (含两端) (两端均含) (含上下限) (含端点) (含本数)";

    /// From one number to another.
    TO: Plain => Annex "- 到", Wordings "至", Near "--";

    /// Behind 80%-90%.
    BETWEEN: Plain => Provinces "之间 区间 以内", Near "范围内";

    /// Between two conditions on one measure.
    AND: Plain => Annex "且 但 ，但 ，且 、 ，", Near "并且 ，并且 同时 而";

    /// Between two conditions that give the same marks.
    OR: Plain => Annex "或", Near "或者";

    /// Percentages and their points.
    PERCENT: Plain => Annex "% 个百分点 百分点", Near "个点";

    /// Tenths: 九成.
    TENTHS: Plain => Annex "成";

    /// Units of time.
    TIME: Plain => Wordings "个工作日 工作日 日", Provinces "天 个季度", Near "个自然日 自然日 个月 个小时 小时";

    /// Other units.
    COUNTED: Plain => Annex "批 年 人 名 例 项 件 个 家", Wordings "起", Provinces "次 万元 元 期", Near "户 条 份 亿元 \
            平方米 公里 人次 套 场 篇 台 吨 亩 公顷 座 辆 册 床日 千米 千瓦时 万人次 元/人 元/人次 元/平方米 元/亩 \
            元/公里 元/户 元/床日 元/天 元/年 元/次 万元/人 万元/公里 万元/亩 万元/年";

    /// How the names of percentages end.
    RATES: Plain => Annex "率 度", Wordings "比例";

    /// How the names of what is counted end.
    NUMBERS: Plain => Annex "金额 人数 得分", Wordings "时间", Provinces "次数 天数", Near "数量 个数 件数 户数 分数 人次 里程 \
            面积";

    /// How more of them end.
    SHARES: Plain => Provinces "占比", Near "比重";

    /// Measures that may go either way.
    EITHER_WAY: Plain => Annex "调整率", Provinces "调整幅度 偏差 偏离 差异率", Near "调增调减 变更率";

    /// A value below 0 is taken by its size.
    SIZE: Sense::Negative(Negative::Size) => Near "数值为负的，按绝对值计 负数按绝对值计 负数按绝对值计算 \
            结果为负数的，按绝对值计算 按绝对值计算 取绝对值计算 取绝对值 调整率取绝对值 调整率按绝对值计算 \
            预算调整率取绝对值 预算调整率按绝对值计算";

    /// The 口径 decides.
    SIZE_BY_CONVENTION: Sense::Negative(Negative::ByConvention) => Near "数值为负的，按“调整率取绝对值”口径处理";
}
