//! Words of deductions: steps with their direction and base, cases, another 数据项.

use crate::criterion::lexicon::Direction::{Both, Down, Up};
use crate::criterion::lexicon::Sense::{Late, Part, Plain};
use crate::criterion::lexicon::{Seen, Sense, Words, words};
use crate::ground::PartStep;

words! {
    /// Behind 每: marks are lost above the base.
    UP: Sense::Direction(Up) => Annex "超过 超 增长 大于", Wordings "超出 高", Provinces "高于 增加 上升 提高",
        Near "高出 多于 增高";

    /// Marks are lost below the base.
    DOWN: Sense::Direction(Down) => Annex "减少 低于 低 少 减", Wordings "降低 降", Provinces "下降 未达到 不足 小于",
        Near "少于 下滑 低出 负增长";

    /// Marks are lost on both sides.
    BOTH: Sense::Direction(Both) => Wordings "相差", Provinces "偏离 偏差 ± 高于或低于", Near "增减 正负相差 \
            增加或减少 超过或低于 超出或低于 上下浮动 波动 增加或降低 正负偏差 超过或不足 增(减) 高(低)于 超(低) \
            超过(降低) 超过(低于) 超出(低于) 高于(低于) 高出(低于) 增加(减少) 增加(降低) 超过或降低 超出(降低) \
            增长(下降) 超过(减少) 低于(高于) 低于(超过) 降低(超过) 减少(增加) 高于或者低于 低于或高于 低于或超过 \
            增加或下降";

    /// After a time limit: the measure counts from 0.
    LATE: Late => Provinces "晚于 延迟 逾期 迟报 推迟 延误 延期 迟 晚", Near "超期 迟延 晚报 滞后 超时";

    /// Before what was done: there is none of it.
    NOT_DONE: Plain => Annex "未 无", Wordings "没有";

    /// Units of time that are counted in whole numbers.
    DAYS: Plain => Wordings "个工作日 工作日 日", Provinces "天";

    /// Short of the base, whichever side that is.
    FALLS_SHORT: Plain => Wordings "差";

    /// Before a step or a case.
    EVERY: Plain => Annex "每";

    /// Behind 每.
    MORE: Plain => Provinces "多", Near "再";

    /// A time limit, from which days are counted.
    TIME_LIMIT: Plain => Annex "规定时限 规定 时限", Wordings "规定时间", Provinces "规定日期", Near "截止日期 \
            规定期限 期限";

    /// The base in general, behind 每超过.
    THE_BASE: Plain => Annex "标准 目标", Wordings "计划", Provinces "目标值", Near "标准值 基准 基准值 该比例 \
            此比例 该标准";

    /// Before what is compared with: 与计划每相差4%.
    COMPARED: Plain => Annex "与 较 比 和", Provinces "同";

    /// Before a number that is compared with.
    WITH_NUMBER: Plain => Annex "与 较 比";

    /// Behind a number that is compared with.
    COMPARED_ENDS: Plain => Annex "标准 比较", Near "的标准 相比";

    /// The plan, that is 100%.
    THE_PLAN: Plain => Wordings "计划", Provinces "计划数", Near "计划进度 计划相比";

    /// What is compared with in general.
    THE_STANDARD: Plain => Annex "标准 目标 规定", Provinces "目标值 序时进度", Near "标准值 基准 标准相比 \
            目标值相比";

    /// The part above the base.
    PART_ABOVE: Sense::Direction(Up) => Provinces "超出部分", Near "超过部分 超出的部分 超过的部分 超额部分 超标部分";

    /// The part below the base.
    PART_BELOW: Sense::Direction(Down) => Near "不足部分 低于部分 不足的部分 低于的部分 未达到部分 未达到的部分";

    /// Before a number that is the base.
    STANDARD_BEFORE: Plain => Provinces "目标值", Near "标准值 基准值 目标值为 标准值为 基准值为 标准为 目标为 \
            基准为 目标值是 目标值： 标准值： 标准：";

    /// Behind a number that is the base: 以100%为标准.
    STANDARD_AFTER: Plain => Annex "为标准", Near "为基准 为标准值 为基数 为目标值 的基础上";

    /// Before 100%为标准.
    STANDARD_AROUND: Plain => Annex "以 在";

    /// Behind 每少: what is done.
    CARRIES_OUT: Plain => Annex "完成 建设 新增 服务", Wordings "组织", Provinces "开展 培训 发放", Near "举办 建成 实施 \
            救助 补助 养护";

    /// The target, before its number.
    TARGET_HEADINGS: Plain => Provinces "目标值", Near "指标值 年度指标值 年度目标值 年初目标值 计划值 绩效目标值 计划目标值 \
            指标目标值 目标值设定";

    /// Between 目标值 and its number.
    IS_TARGET: Plain => Annex "为", Wordings "：", Provinces "是", Near "设定为 定为 要求为 应为";

    /// Before a part of a step.
    LESS_THAN: Plain => Provinces "不足", Near "不满 未满";

    /// A part of a step costs nothing.
    PART_FREE: Part(PartStep::Ignore) => Provinces "不扣分 不扣", Near "忽略不计 不计算扣分";

    /// A part of a step costs its part.
    PART_IN_PROPORTION: Part(PartStep::Proportional) => Provinces "按比例扣分 按比例扣 按比例扣减",
        Near "按比例折算扣分";

    /// A part of a step is taken as a whole one.
    PART_AS: Part(PartStep::Whole) => Annex "按", Near "视为 计为";

    /// Behind 按一个百分点.
    PART_AS_COUNTS: Plain => Annex "计算 计 扣", Wordings "扣分", Near "计扣";

    /// What counts cases.
    COUNTERS: Plain => Annex "例 项 个 件 处 人 家", Wordings "起", Provinces "次 笔 案", Near "人次 宗 条 份 户 种 \
            类 回 环节";

    /// What counts what is done.
    COUNTERS_OF_DONE: Plain => Annex "批 名 年", Provinces "期", Near "条 场 篇 套 台 座 辆 册 户 家次 场次";

    /// Behind 个 or 工: a step, and no case.
    NO_COUNTER: Plain => Annex "百分点 点 月", Wordings "工作日", Provinces "季度", Near "小时 自然日";

    /// Behind 每: a case occurs.
    OCCURS: Plain => Annex "出现 有 少 累计 不符合", Wordings "发生 差", Provinces "发现 存在 缺 缺少 违反 查实 \
            未完成 迟报 不达标", Near "查出 检查发现 少报 漏报 漏 遗漏 被通报 累计发生 累计出现 经查实 审计发现 错报 \
            不满足";

    /// Behind 一项: a case occurs.
    FAILS: Plain => Annex "不符合 未", Provinces "不达标 不合规", Near "不合格";

    /// How the words before 每起 begin.
    OCCASION: Plain => Annex "出现 有 未 经", Wordings "发生 没有", Provinces "存在 发现 如有 违反";

    /// What follows such words.
    CASE_BEGINS: Plain => Annex "每 出现", Provinces "发现";

    /// Before 情况每出现一例.
    THESE: Plain => Annex "以上", Near "上述";

    /// Behind 以上.
    CASES: Plain => Annex "情况 内容 要求 指标 规定", Wordings "问题", Provinces "各项", Near "情形 条件 条款 事项";

    /// Behind 以上情况.
    AMONG: Plain => Annex "中";

    /// There is nothing of the measure.
    NOTHING_OF: Plain => Annex "无", Wordings "没有";

    /// There is something of the measure.
    SOME_OF: Plain => Annex "有";

    /// Between 有结余 and 不超过.
    BUT_WITHIN: Plain => Annex "，但 ，且 ， 但 且";

    /// No more than the other 数据项.
    WITHIN: Plain => Annex "不超过 ≤", Provinces "不大于", Near "未超过 没有超过 不高于";

    /// More than the other 数据项.
    BEYOND: Plain => Annex "超过 大于 >", Provinces "高于";
}
