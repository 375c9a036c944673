//! Words that decide where no word should: in names, descriptions, items.

use crate::criterion::lexicon::Sense::Plain;
use crate::criterion::lexicon::{Seen, Words, words};

words! {
    /// Words that decide wherever they stand: a name that has one is no name of a measure. 和 and 或 are not among
    /// them, as official names have them: 预决算信息公开性和完善性, 社会公众或服务对象满意度.
    CONNECTIVES: Plain => Annex "且 并", Provinces "均 否则 否决", Near "连续 前提 除外 较低 较高 翻倍 减半";

    /// In the name of a measure: a comparison was not understood as a whole.
    IN_SUBJECT: Plain => Annex "≥ ≤ > = % 低于 超过 大于 等于 以上 每 扣 (含", Wordings "超出 以下", Provinces "< ± \
            高于 小于 不足 以内 达到 不含 除 否则", Near "不到 以外 少于 多于";

    /// At the end of the name of a measure: the comparison would be turned round.
    ENDS_SUBJECT: Plain => Annex "不 未 无 不得", Wordings "没 没有", Provinces "非 约", Near "尚未 从未 不是 不能 \
            难以 不再 几乎 接近";

    /// At the end of the measure of 结余超过上年结转.
    ENDS_MEASURE: Plain => Annex "未 不 无 有", Wordings "没";

    /// In the name of a 数据项: it ends there.
    IN_NAME: Plain => Annex "扣 每 不 超";

    /// In the words for what is counted.
    IN_CASE: Plain => Annex "得分 分值 累计 合计 每 扣 以上 超过 百分", Wordings "满分 最高 以下 至",
        Provinces "计分 最多 以内 不足 否则 加分", Near "除外";

    /// In the words before 每起.
    IN_OCCASION: Plain => Annex "但 超过 低于 以上 扣 得分 前 每", Wordings "超出 以下 满分", Provinces "除 外 高于 \
            不足 以内";

    /// In a sentence that says what is required.
    IN_REQUIREMENT: Plain => Annex "扣 得分 每 分值 评分 可 超过 以上情况", Wordings "满分 最高", Provinces "计分 \
            加分 除 否则 不计 否决 最多 起扣 不含 如 凡", Near "减分 例外 视为 零分 取消 归零 直接 允许 免 上限 封顶 \
            最低 不予 若 一律 适用";

    /// In the formula in words.
    IN_DEFINITION: Plain => Annex "= > ≤ ≥ % 每 扣", Provinces "<";

    /// In the words before 按满分计算.
    IN_ABSENCE: Plain => Annex "每 扣";

    /// In a condition in words: a rule in numbers was not read as a whole.
    IN_AWARD: Plain => Annex "得分 百分 以上 评分", Wordings "满分 以下 酌情", Provinces "以内 ‰ 计分 打分",
        Near "除外 评定 赋分";

    /// Where a condition in words ends.
    ENDS_AWARD: Plain => Annex "% 每 ≤ ≥ > =", Provinces "<";

    /// Before marks: these are no marks that are given.
    BEFORE_MARKS: Plain => Annex "累计 合计 分值 得分 扣 减 加 少 不 超过 低于 第 或", Provinces "基础分 各 均 多 倒 \
            达到 约", Near "基本分 底分 总计 小计 总分 扣除 另";

    /// Before 得2分: its opposite, or left to another condition.
    DENIED: Plain => Annex "不 未", Provinces "不可", Near "才 不能 不予 不应 不再 不宜 不该 不准 不可以 无法 未能 \
            才能 才可 方能 方可";

    /// In the words of an item: marks that were not understood.
    IN_ITEM: Plain => Annex "扣 得分", Wordings "满分", Provinces "不计分 加分 否则", Near "减分";

    /// In a sentence that leaves the marks to a person: a rule.
    IN_SENTENCE_FOR_A_PERSON: Plain => Annex "扣 不得分 %", Wordings "满分";

    /// In the measure of a proportion: it is not the measure itself.
    IN_MEASURE: Plain => Annex "- = × / ÷ ( ) %", Provinces "绝对值 *", Near "+ ,";

    /// At the end of words: a comparison whose number is gone.
    NUMBERLESS: Plain => Annex "超过 大于 低于 等于", Provinces "小于 高于", Near "少于 多于";

    /// How a rule in brackets behind a deduction begins.
    BRACKETS: Plain => Provinces "(不足 (完成率超过", Near "(不满 (未满 (扣完 (最多 (最高扣 (直至扣完 (超过100% \
            (执行率超过 (满分 (最高";
}
