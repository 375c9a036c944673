//! Words of the frames around a rule: headings and what they explain, 完成值 against 指标值, ranges for a person,
//! shares of 分值 for items.

use crate::criterion::lexicon::Sense::Plain;
use crate::criterion::lexicon::{Seen, Words, words};

words! {
    /// What was done, measured against a target.
    DONE: Plain => Provinces "实际完成数 完成数 实际值",
        Near "实际完成值 完成值 实际完成数量 实际完成量 完成数量 实际产出数 实际达成值 指标完成值 \
            实际完成情况值";

    /// The target that it is measured against.
    TARGET: Plain => Annex "绩效目标",
        Provinces "目标值 计划完成数 计划数",
        Near "指标值 年度指标值 年初指标值 年度目标值 年初目标值 预期指标值 预期目标值 计划指标值 绩效目标值 \
            绩效指标值 计划完成值 计划值 计划完成数量 计划完成量 计划产出数 年度指标 年初目标 年度目标 预期目标 \
            预期指标 计划目标 既定目标 设定目标 设定目标值 年度任务目标";

    /// Before the target: it was reached.
    REACHED_TARGET: Plain => Annex "完成 ≥",
        Provinces "达到 全部完成 大于等于",
        Near "达到或超过 完成或超过 实现 达成 不低于 等于或大于 大于或等于 达到或者超过";

    /// All was done, with no target named.
    ALL_DONE: Plain => Provinces "全部完成",
        Near "全面完成 足额完成 按计划全部完成 全部按计划完成";

    /// Before the target: it was not reached.
    MISSED_TARGET: Plain => Annex "低于",
        Provinces "未完成 未达到 未达 未全部完成 小于 < 不足",
        Near "没有完成 没有达到 未实现 未达成 未能完成 未能达到 达不到";

    /// Between what was done and the target, in words.
    AGAINST_TARGET: Plain => Annex "与 占 和 ÷ /",
        Provinces "同",
        Near "除以";

    /// A proportion of two figures.
    PROPORTION_NOUN: Plain => Wordings "比例",
        Provinces "比率",
        Near "比值 百分比 比重 之比";

    /// Behind a proportion: it gives the marks.
    PROPORTION_GIVES: Plain => Annex "得分 计算",
        Wordings "计算得分",
        Provinces "计分",
        Near "记分 赋分 计算分值 给分 折算得分 折算分值 计算记分 计算计分 确定得分 相应得分 相应计分 相应记分 \
            折算";

    /// Behind a proportion: times 分值.
    PROPORTION_TIMES: Plain => Annex "×",
        Provinces "乘以 乘";

    /// No more than 分值, before its name.
    CAP_AT: Plain => Annex "不超过",
        Provinces "最高不超过",
        Near "最高为 最多为 最多不超过 以不超过 上限为 得分不超过 最高得分不超过 最高得";

    /// All marks of the indicator, as the frames name them.
    ALL_OF_IT: Plain => Provinces "指标满分 权重分 本项分值 指标分值",
        Near "该指标所赋全部分值 该指标全部分值 所赋全部分值 全部分值 指标全部分值 该项全部分值 该项指标全部分值 \
            该指标满分 该项满分 本项满分 本指标满分 全部权重分 全部分数 该项分值 该指标分值 本指标分值 \
            该指标的全部分值 标准分";

    /// Before 分值 in numbers, named.
    TOTAL_NAMED: Plain => Provinces "指标分值 本项分值 指标满分 指标满分为",
        Near "本指标分值 本指标分值为 指标分值为 该指标分值 该指标分值为 本项分值为 该项分值 该项分值为 \
            本指标满分 该指标满分 本项指标分值 本项指标分值为";

    /// Half of 分值.
    HALF: Plain => Near "一半分值 一半分 一半的分值 一半的分 半数分值 分值的一半 该项分值的一半 权重分的一半 \
            一半分数 该指标分值的一半";

    /// 分值, of which an item has a share.
    FULL_OF_ITEM: Plain => Annex "分值",
        Wordings "满分",
        Provinces "指标分值 本项分值 权重 指标权重 权重分",
        Near "本指标分值 该指标分值 该项分值 总分值 本指标权重 该指标权重 总分 该项指标分值 本指标总分值 \
            本项指标分值";

    /// Before the share of an item.
    PART_OF_FULL: Plain => Annex "占",
        Provinces "占比 权重",
        Near "占比为 各占 权重为 权重占 分值占比 分值占";

    /// What a list says of all its items.
    ITEMS_SAY: Plain => Near "符合的得分，不符合的不得分 符合要求的得相应分值，不符合的不得分 \
            符合得分，不符合不得分 符合的得相应分值，不符合的不得分 符合要求的得分，不符合要求的不得分 \
            符合要求得相应分值，不符合不得分 符合的得相应分，不符合的不得分 达到要求的得分，未达到要求的不得分 \
            符合要求的得相应分，不符合要求的不得分 符合要求的得分，不符合的不得分 符合得相应分值，不符合不得分 \
            每项符合得分，不符合不得分 符合要求的得相应分值，不符合要求的不得分";

    /// Headings of the rule.
    RULE_HEADINGS: Plain => Annex "评分标准",
        Near "评分规则 评分细则 评分方法 评分办法 计分标准 计分方法 计分办法 计分规则 计分细则 赋分标准 赋分规则 \
            赋分办法 赋分方法 扣分标准 得分标准 考核标准 考核办法 考核方法 评价标准 评价方法 评分说明 计分说明 \
            评定标准 打分标准 考核评分标准 按达成度赋分 具体评分标准 具体标准 评价评分标准";

    /// Headings of what explains the indicator.
    EXPLAINED: Plain => Annex "考核内容 计算公式",
        Provinces "评价要点",
        Near "指标解释 指标说明 指标内涵 指标定义 指标含义 指标内容 指标释义 名词解释 评价内容 考核要点 评分要点 \
            评价重点 考核目的 评价目的 设置目的 设立目的 计算方法 数据来源 资料来源 取数来源 取数依据 信息来源 \
            佐证材料 佐证资料 证明材料 评价依据 评分依据 考核依据 设置依据 指标依据 注 备注 说明 主要内容";

    /// Headings that name the kind of indicator, before its rule.
    INDICATOR_KINDS: Plain => Near "定量指标 定性指标 正向指标 正向定量指标 数量指标 质量指标 时效指标 产出指标 \
            效益指标 产出数量指标 社会效益指标 生态效益指标 经济效益指标 可持续影响指标 满意度指标";

    /// How the name of an indicator ends.
    NAME_ENDS: Plain => Annex "性 率 度 情况 管理 建设 公开 编制 执行 效果 效益 制度 绩效 工作 目标 程序 结果 \
            采购 核算 配置 任务 安全 评价",
        Wordings "报送",
        Provinces "质量 水平 保障 等次 监控 自评 影响 档案 立项 验收",
        Near "机制 成效 等级 落实 整改 内控 内部控制 决策 能力 流程 核查 覆盖面 准确程度";

    /// In a name: it is no heading.
    IN_HEADING: Plain => Annex "分值 得分 不得 其他 单位 部门 出现 符合 未",
        Wordings "满分 扣分 发生",
        Provinces "加分 否决 其余 存在 发现 如 凡 逾期 较上年 同比",
        Near "减分 反向 逆向 负向 地区 年度内 期间 阶段 情形 若";

    /// In an explanation: it decides marks.
    IN_EXPLANATION: Plain => Annex "得分 扣 分值 不得 以上 超过 低于 大于 % ≥ ≤ > = 每 其他",
        Wordings "满分 以下 最高 酌情",
        Provinces "计分 否则 以内 高于 小于 不足 达到 < 如 否决 其余 加分 不计 不含 最多 凡 平均",
        Near "记分 除外 少于 多于 若 为准 翻倍 减半 一律 视为 视同 方可 连续 较低 较高 减分 零分 不予 前提 只 仅 \
            取消 上限 最低 最少 封顶 另 一倍 合并 折算 允许 孰";

    /// How a sentence ends that says how a figure is found.
    FOUND_BY: Plain => Near "方式取得 方法取得 调查取得 方式获取 方法获取 调查获取 方式获得 问卷取得 系统取得 \
            系统获取 系统提取 系统数据 决算报表 决算数据 财务报表";

    /// In such a sentence.
    TAKEN_FROM: Plain => Near "数据取自 数据来源于 资料来源于 数据来自 取自 采用问卷调查";

    /// In a question that the indicator asks.
    WHETHER: Plain => Provinces "是否";

    /// Before a range of marks.
    RANGE_LEAD: Plain => Annex "得 计 评 在",
        Provinces "计分 打",
        Near "记 给 赋 得分在 得分为 可得 赋分 评分在 记分 应得";

    /// Behind a range of marks.
    RANGE_ENDS: Plain => Provinces "之间打分 之间 区间 打分 计分",
        Near "之间赋分 之间评分 之间计分 之间记分 之间给分 之间酌情赋分 之间酌情计分 之间评定 之间确定 区间赋分 \
            区间内赋分 区间内打分 区间评分 区间计分 赋分 范围内赋分 范围内打分 确定分值 合理确定分值 \
            区间内确定分值 区间内合理确定分值 区间合理确定分值 区间内评分 区间内计分 记分 之间合理确定分值 \
            之间赋分值 之间得分 之间确定分值";

    /// Before a range of marks: what a person goes by.
    JUDGED_BY: Plain => Annex "根据 按 依据 结合",
        Provinces "视 按照";

    /// Behind what a person goes by.
    JUDGED_BY_ENDS: Plain => Annex "情况 效果 实际",
        Provinces "质量 水平",
        Near "程度 成效 大小";

    /// How a sentence begins that leaves the marks to a person.
    PERSON_BY: Plain => Annex "根据 结合 依据 综合 以 经",
        Provinces "按照 由 采取 采用",
        Near "对照 通过";

    /// Who judges.
    PERSONS: Plain => Provinces "专家 评价组",
        Near "评审组 评审专家 评审人员 评价专家 评价小组 评价人员 评价机构 评审小组 评委 考评组 考核组 考核小组 \
            考评小组 工作组 评价工作组 绩效办 财政部门 主管部门 第三方机构 第三方 考评人员 考核人员 评审机构 \
            评议组 领导小组 考核办";

    /// How such a sentence ends.
    PERSON_ENDS: Plain => Annex "评分",
        Provinces "综合评分 打分",
        Near "综合打分 综合评判打分 综合评定 综合评判 综合评价 综合评价打分 综合赋分 综合评价赋分 综合分析评分 \
            定性评价 定性评分 定性打分 评判打分 评定 赋分 评定得分 评议打分 合议确定 集体评议 研究确定 评判 \
            综合考评 评价打分 评价赋分 评审打分 评价评分 综合确定得分 确定得分 综合评议 综合认定 评判赋分 \
            综合判定 综合判断评分";

    /// In a sentence that leaves the marks to a person: something that could be computed, or a rule elsewhere.
    NO_PERSON: Plain => Annex "率 标准 公式 每 不得",
        Wordings "比例 满分",
        Provinces "否则 否决 其余 平均",
        Near "比值 百分比 除外 翻倍 减半 另行 系数 汇总";

    /// How a sentence ends in which departments set the indicator.
    OWN_ENDS: Plain => Near "补充设置 自行设置 自行设定 自主设置 自行补充 自行设定并明确评分办法 自行增设 \
            自行确定指标";

    /// Behind the names of tiers.
    TIERS: Plain => Annex "三级",
        Near "三档 两档 四档 五档 三个档次 四个档次 五个档次 三个等级 四个等级 五个等级 四级 三类 三等";

    /// Before the names of tiers.
    TIERS_OF: Plain => Annex "为",
        Wordings "分为",
        Near "划分为 分成";

    /// Before the ranges of tiers.
    TIERS_GIVE: Plain => Provinces "按照",
        Near "分别按照 分别按 分别在 分别对应 依次按照 分别给予 分别得 分别计 分别按该指标";

    /// Behind 按照, before the ranges of tiers.
    TIERS_FULL: Plain => Annex "分值",
        Provinces "分值的 权重的",
        Near "该指标对应分值区间 该指标分值 该指标分值的 指标分值的 对应分值区间 该指标对应分值 该指标对应分值的 \
            指标分值区间 本指标分值的 该项分值的 该项指标分值的 满分的 权重分的 本项分值的 该指标满分的 \
            所赋分值的 总分的 该指标权重分的";

    /// Grades of one scale.
    GRADE_WORDS: Plain => Annex "中 好 满意",
        Wordings "差",
        Provinces "优秀 优 良好 良 合格 一般 较差 优良 达标 不达标",
        Near "中等 基本合格 不合格 较好 及格 不及格 很好 基本达标 基本满意 不满意 无效 显著 较显著 不显著 较低 \
            较高";

    /// Levels of one scale.
    GRADE_LEVELS: Plain => Annex "一级 二级 三级",
        Near "A级 B级 C级 D级 E级 AAA级 AA级 A档 B档 C档 D档 A等 B等 C等 D等 Ⅰ级 Ⅱ级 Ⅲ级 Ⅳ级 Ⅴ级 四级 五级 一档 \
            二档 三档 四档 五档 第一档 第二档 第三档 第四档 第五档 一等 二等 三等 一等奖 二等奖 三等奖 一类 二类 \
            三类 四类 甲级 乙级 丙级";

    /// What the read-back says of grades.
    SCALE_SAYS: Plain => Near "按所属的一个等级计分";

    /// Adjectives that have degrees.
    ADJECTIVES: Plain => Annex "健全 合规 符合 合理 有效 规范 完善 完整 及时 准确 真实 相符 细化 满意 相关",
        Provinces "科学 明确 到位 匹配 良好 合格 达标",
        Near "充分 清晰 完备 齐全 可行 有力 得力 明显 显著 落实 严格 适应 突出";

    /// Before an adjective: how much of it.
    DEGREES: Plain => Annex "较 比较 不 未 全部 极",
        Provinces "基本 部分 不够",
        Near "完全 较为 不太 不完全 欠 非常 十分 很 大部分 大体 不甚 有所";

    /// In the words of a grade: they are more than a grade.
    IN_GRADE: Plain => Annex "每 超过 低于 以上 增长 扣 且 并",
        Wordings "以下 比例 酌情",
        Provinces "高于 以内 下降 上升 较上年 同比 加分 达到",
        Near "另 另外 同时 除外";

    /// Before a grade.
    IS_GRADED: Plain => Annex "为",
        Provinces "结果为 考核等次为 等次为 考核结果为",
        Near "评定为 评为 被评为 等级为 评定等级为 评价等级为 评价结果为 获评 确定为 认定为 属于";

    /// No marks of the indicator, whatever its rule gives.
    NO_MARKS_AT_ALL: Plain => Provinces "该项不得分",
        Near "本项不得分 本指标不得分 该指标不得分 此项不得分 本项指标不得分 该项指标不得分 本项得0分 该项得0分 \
            本指标得0分 该指标得0分 此项得0分 本项计0分 该项计0分 本指标计0分 该指标计0分 此项计0分 本项不计分 \
            该项不计分 本指标不计分 该指标不计分 此项不计分 本项为0分 该项为0分 本项得零分 该项得零分 \
            本项指标得0分 该项指标得0分 本项记0分 该项记0分 本指标记0分 则本项不得分 则该项不得分 直接不得分";

    /// How an event begins.
    EVENT_BEGINS: Plain => Annex "出现 经 有 截留 挤占 挪用 虚列",
        Wordings "发生",
        Provinces "发现 存在 查实 审计 检查 虚报 违规 违反 造成 当年 如有 凡发现",
        Near "被 查出 抽查 弄虚作假 违法 因 受到 年内 本年 年度内 隐瞒 提供虚假 套取 骗取 贪污 伪造 造假 瞒报 \
            谎报 私设 擅自 资金被 恶意 数据造假 如发现 如发生 如存在 若发现 若发生 若存在 凡存在 凡发生 一经发现 \
            一经查实";

    /// In an event: it asks for a figure, for another year, or for the items.
    IN_EVENT: Plain => Annex "每 超过 低于 大于 上年 以上 得分 扣 整体 全部 结余",
        Wordings "以下 比例",
        Provinces "高于 小于 不足 达到 否则 以内 一项 两项 等次 否决 一票",
        Near "少于 多于 连续 除外 同期 任一 任意 其中 任何 上述 下列 之一 总分";

    /// How an event begins that is a case to be counted.
    EVENT_CASES: Plain => Annex "出现一例",
        Wordings "发生一起",
        Provinces "发现一例 发现一次 发现一处 发现一笔 查实一起",
        Near "发现一起 发生一例 发生一次 出现一起 出现一次 出现一处 存在一起 存在一例 存在一处 查出一起 有一起 \
            有一例 有一次";
}
