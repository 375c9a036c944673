//! Words that give marks, take them, or limit them.

use crate::criterion::lexicon::Sense::{Plain, Proportion};
use crate::criterion::lexicon::{Says, Seen, Sense, Silence, Words, words};

words! {
    /// Before marks that are given.
    GIVES: Plain => Annex "计 得 为 评", Near "记 给 给予 计为 得分为 可得 评为 应得 则得 则计 赋 可计 即得";

    /// No marks.
    NO_MARKS: Plain => Annex "不得分 计0分 0分", Provinces "不计分 得0分", Near "不给分 不记分 得零分 计零分 记0分 \
            为0分 零分 均不得分";

    /// All marks.
    ALL_MARKS: Plain => Wordings "满分", Provinces "权重分 指标满分", Near "全分 全部分值 该项分值 \
            该项满分";

    /// All marks, behind a condition in numbers.
    UNTOUCHED: Plain => Provinces "不扣分", Near "不予扣分";

    /// Before marks that are taken.
    TAKES: Plain => Annex "扣 减", Provinces "扣减 倒扣", Near "扣除 扣去 减扣 扣掉 减去 减分 则扣";

    /// 分值.
    FULL: Plain => Annex "分值", Provinces "权重分 权重", Near "该项分值 标准分";

    /// 分值, of which a share is given.
    FULL_GIVEN: Plain => Wordings "满分", Provinces "本项分值 指标分值", Near "该指标分值 该项指标分值 本指标分值 该项权重分 \
            总分值";

    /// 分值, of which a share is taken.
    FULL_TAKEN: Plain => Provinces "本项分值 指标分值 指标权重", Near "该指标分值 该项指标分值 本指标分值 该项权重分 该项权重";

    /// 分值, which a rate is multiplied with.
    FULL_FACTOR: Plain => Wordings "满分", Provinces "本项分值 指标分值 指标权重", Near "该指标分值 满分值 \
            权重分值 该项权重";

    /// Every value in no band.
    OTHERWISE: Plain => Annex "其他", Provinces "否则 其他情况 其余 不在此区间", Near "其余情况 其他情形 其余情形 \
            反之 不在上述范围 不在此范围 不在该区间 不在上述区间";

    /// Below the only lower limit of a text: 达到100%得5分，未达到不得分.
    NOT_REACHED: Plain => Provinces "未达到 未达", Near "达不到 未能达到 没有达到 未达到标准 达不到标准 低于的";

    /// Behind the marks of an item: nothing new.
    OTHERWISE_NOTHING: Plain => Provinces "否则不得分 不符合不得分", Near "否则计0分 否则得0分 否则不计分 \
            不符合的不得分 反之不得分";

    /// No less than 0.
    FLOOR: Plain => Annex "扣完为止 扣完", Wordings "直至扣完", Provinces "扣完即止 直至扣完为止 扣至0分 扣至0分止 \
            至扣完为止", Near "减完为止 直到扣完 直到扣完为止 扣完该项分值为止 扣完本项分值为止 扣完该项分为止 \
            扣完该指标分值为止 扣完此项分值为止 扣完该项指标分值为止 扣光为止 扣至0分为止 扣到0分为止 不计负分 \
            不得负分 不出现负分 不倒扣 最低0分 最低为0分 最低得0分 扣完分值为止";

    /// Before 扣满5分为止.
    UNTIL: Plain => Wordings "直至 至", Near "直到";

    /// Before the most marks that are taken.
    UNTIL_TAKEN: Plain => Annex "扣完", Wordings "扣满", Near "扣足 扣至扣完";

    /// Behind the most marks that are taken.
    NO_MORE: Plain => Annex "为止 止";

    /// Before the most marks that are taken.
    MOST: Plain => Provinces "最多扣", Near "最高扣 最多扣减 最高扣减 最多扣除 累计最多扣 扣分最多 扣分不超过 \
            最多不超过 扣分上限";

    /// Before 最多扣3分.
    BUT: Plain => Annex "但";

    /// Before 最多扣3分: of what.
    THIS_ITEM: Plain => Annex "此项 此项指标 合计", Provinces "本项 该项 本指标 本项指标", Near "该指标 此指标 该项指标 共计";

    /// Marks on top of others.
    ADDS: Plain => Annex "加", Provinces "增加", Near "加计 加记 另加 奖励";

    /// What a department begins with.
    BASE_MARKS: Plain => Provinces "基础分", Near "基本分 底分";

    /// Before the most marks that are earned.
    FILLED: Plain => Wordings "计满", Provinces "得满", Near "加满 累计满 加至";

    /// Before 分值 in numbers.
    TOTAL: Plain => Annex "共 合计 分值", Wordings "满分 满分为 最高", Provinces "最高不超过 本项指标满分为 本项",
        Near "共计 总分 最高得 最多得 最高计 满分值 本项满分 本项满分为 该项满分为 本指标满分为 分值为 最高为 累计不超过 累计最高 累计最高不超过 累计得分不超过 合计不超过 最多不超过";

    /// Before the marks of an item.
    MOST_OF_ITEM: Plain => Wordings "最高", Provinces "最多";

    /// Before the marks of every item.
    EACH_ITEM: Plain => Provinces "每项 每符合一项 符合一项 每一项 各项 每符合一个要点 各", Near "每满足一项 \
            满足一项 每达到一项 每完成一项 每有一项符合 每项各 各项均 每符合一项要求 每满足一个要点 每个要点";

    /// Before 每项1分.
    OF_THESE: Plain => Annex "以上", Wordings "以下", Provinces "以下各项", Near "上述 以上各项 上述各项";

    /// Behind 每项.
    APIECE: Plain => Provinces "各";

    /// How the words before 按满分计算 begin.
    ABSENT: Plain => Annex "无", Wordings "没有", Near "不涉及 未安排 未发生 不存在 本年无 当年无 年度无 \
            不适用";

    /// All marks for what does not apply.
    COUNTS_AS_FULL: Plain => Wordings "按满分计算 按满分计 按满分", Near "按满分处理 视同满分 视为满分 \
            按满分计分 直接计满分 直接得满分 按满分得分";

    /// Before a proportion: the target was not reached.
    SHORT: Plain => Provinces "未完成的 未全部完成的 未达到的", Near "未达标的 达不到的 未达到标准的 低于的";

    /// Before the formula of the marks.
    SCORE_IS: Plain => Annex "按", Wordings "得分=", Provinces "实际得分= 评分= 评价得分=", Near "计分= 本项得分= \
            指标得分= 该项得分= 得分为 考核得分= 最终得分=";

    /// Multiplied by.
    TIMES: Plain => Annex "×", Provinces "* 乘以";

    /// Divided by.
    DIVIDED: Plain => Annex "÷ /", Near "除以";

    /// Behind the formula of the marks.
    COMPUTED: Plain => Annex "得分 计算", Wordings "计算得分", Provinces "计分", Near "确定得分 计算分值 计算分数 赋分 记分";

    /// Before 比例 or the name of a rate.
    BY: Plain => Annex "按 根据 以 依", Provinces "按照";

    /// Before 比例 or 率.
    OF_WHAT: Plain => Annex "完成 实际 执行 预算执行 支出", Provinces "实际完成 计划完成", Near "完成任务 目标完成 \
            实现";

    /// Marks in proportion, to what is not said.
    IN_PROPORTION: Proportion(Says::Proportion) => Wordings "比例计算得分 比例计算", Provinces "比例得分 比例计分",
        Near "比例计算分值 比例折算得分 比例给分 比例计得分 比例赋分";

    /// Marks in proportion to the rate.
    BY_RATE: Proportion(Says::Product) => Provinces "率计分", Near "率计算得分 率得分 率折算得分 率计算分值";

    /// Before a way of computing marks.
    USING: Plain => Annex "用 使用", Provinces "采用", Near "运用";

    /// Marks on the straight line between two bands.
    INTERPOLATED: Proportion(Says::Interpolation) => Near "插值法 内插法 线性插值法 线性插值 直线插值法 直线内插法 线性内插法 \
            区间插值法";

    /// The mean of several measures: not the measure itself.
    OF_AVERAGE: Plain => Provinces "平均", Near "均值";

    /// Marks taken in proportion.
    TAKEN_IN_PROPORTION: Proportion(Says::Deduction) => Provinces "比例扣分 比例扣减 比例扣", Near "比例扣除 \
            比例折算扣分 比例相应扣分 比例相应扣减";

    /// No more than 分值.
    CAP: Plain => Wordings "满分为止", Provinces "超过权重的按权重计", Near "得满为止 计满为止 最高不超过满分 \
            最高得满分 最高满分 不超过满分 最高计满分 最高为满分 加满为止 以满分为限 超过分值的按分值计";

    /// Before 超过100%的按100%计.
    CAPPED_RATE: Plain => Annex "执行率", Wordings "比例 预算执行率", Provinces "完成率 实际完成率";

    /// More than all.
    ABOVE_ALL: Plain => Provinces "超过100% 大于100% 高于100%";

    /// Taken as all.
    AS_ALL: Plain => Annex "以100%", Provinces "按100%";

    /// Behind 按100%.
    AS_ALL_COUNTS: Plain => Annex "计 计算", Wordings "计算得分", Provinces "计分";

    /// Taken as all marks.
    AS_FULL: Plain => Wordings "按满分计 按满分计算 计满分", Provinces "得满分", Near "按满分计分";

    /// What the read-back says of a value that the text says nothing of.
    READ_AS_FULL: Sense::Silence(Silence::Full) => Near "按不扣分理解";

    /// The same, for more than 100%.
    READ_AS_CAPPED: Sense::Silence(Silence::Capped) => Near "按满分封顶理解";

    /// The same, for a value in no band.
    READ_AS_PENDING: Sense::Silence(Silence::Pending) => Near "作待核处理";
}
