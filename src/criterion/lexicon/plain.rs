//! Words that decide nothing, and those that leave the marks to a person.

use crate::criterion::lexicon::Sense::Plain;
use crate::criterion::lexicon::{Seen, Words, words};

words! {
    /// 的.
    OF: Plain => Annex "的";

    /// Behind a number: the part of which it speaks.
    OF_PART: Plain => Annex "的", Near "的部分";

    /// The same, without 的.
    PART: Plain => Provinces "部分";

    /// Behind a condition before a proportion.
    WHEN: Plain => Annex "时";

    /// Behind 60%-95%, before a proportion.
    WITHIN_RANGE: Plain => Provinces "之间的";

    /// Behind a condition before a step.
    AFTER: Plain => Wordings "的部门", Provinces "后", Near "的单位 以后";

    /// Behind a condition, before its marks.
    CONDITION_ENDS: Plain => Annex "的 时", Wordings "的部门", Provinces "则 之间的 办结", Near "的单位 者 的部门单位 \
            办结的 的情况 的，则 ，则";

    /// Behind a condition, the name of its grade.
    GRADES: Plain => Provinces "为优 为良 为中 为差 为优秀", Near "为良好 为合格 为不合格 的为优 的为良 的为中 \
            的为差";

    /// Behind the name of a measure, before its numbers.
    LEAD_OVER: Plain => Annex "在", Provinces "控制在", Near "保持在 稳定在 处于 介于 位于 下降到 下降至 降到 降至 降低到 降低至 压减到 压减至 提高到 提高至 上升到 上升至";

    /// Before the name of a measure.
    LEAD_IN: Plain => Annex "对", Provinces "当 如 凡", Near "若 如果";

    /// How the name of a percentage in brackets ends.
    RATE_IN_BRACKETS: Plain => Provinces "率)";

    /// Headings, and what the read-back adds.
    REMARKS: Plain => Annex "评分标准 考核内容", Provinces "评价要点 本指标采取扣分制 采取扣分制 采用倒扣分",
        Near "符合的计该项分值，不符合的不计分 评价内容 计分标准 评分要点 评价标准 计分方法 评分方法 评分办法 \
            计分办法 考核要点 具体如下 评分细则 评分规则 其中 以下文字不影响计分 本指标采用扣分制 采用扣分制 实行倒扣分";

    /// How the official source of 职责履行 begins.
    OFFICIAL_SOURCE: Plain => Annex "此项指标根据";

    /// How it ends.
    OFFICIAL_SOURCE_ENDS: Plain => Annex "设置";

    /// The marks are left to discretion.
    DISCRETION: Plain => Wordings "酌情", Provinces "视情", Near "适当扣分 适当扣减 酌减 酌扣 斟酌";

    /// Departments set the indicator themselves.
    OWN: Plain => Annex "个性化指标 共性要素", Near "个性指标";

    /// Persons judge.
    PERSON: Plain => Near "专家打分 专家评分 评审组评定 由评审人员 人工评定 评审组打分 评价组打分 由评价小组";
}
