//! What words may stand where words are free: in names of measures, in notes, beside the marks of other words.

use crate::criterion::lexicon::Sense::Plain;
use crate::criterion::lexicon::{Seen, Words, words};

words! {
    /// Words of the closed classes (conjunctions, adverbs, prepositions, what sets a condition): the name of a measure
    /// consists of nouns and verbs, so one of these in it joins it to something else, or limits it.
    JOINING: Plain => Annex "且 并 在 于 对 经 前 时 以 将 到 为 按 全部 所有 但 三项 要求", Provinces "由 后 各 从 均 否则 否决 \
            两项", Near "同时 因 其中 分别 连续 仅 情况下 前提 条件下 基础上 之外 除外 剔除 扣除 任一 任何 之一 至少 被 较低 较高 孰 翻倍 加倍 减半 两者 \
            二者 两年 三年 而且 皆 如果";

    /// Words of nouns and verbs that are written with such a character.
    NOT_JOINING: Plain => Annex "在职 在用 时限 经费 财经 经济 对象 及时 按规定 定时 得到 关于 低于 符合要求", Wordings "按时 时间", Provinces "到位 \
            存在 平均 时点 序时 按期 按要求 绝对 行为 高于 批复后 在批复后 应缴尽缴", Near "时效 在编 在建 在校 在岗 在园 在册 在读 在院 在库 在线 在孵 在任 \
            所在 潜在 现在 按质 按量 按月 按季 按年 按计划 准时 实时 临时 小时 工时 学时 课时 时长 时段 时机 计时 经营 经办 经常 经验 经贸 经信 经开 对外 对口 \
            核对 应对 相对 对账 对接 结对 对比 所有权 所有制 到账 到户 到岗 到期 到达 到课 到校 到人 到村 到场 报到 签到 送到 合并 并购 并网 兼并 并联 归并 并轨 \
            人均 户均 年均 日均 月均 亩均 床均 次均 均衡 均等 均值 各级 各类 连续性 后续 后期 售后 事后 灾后 产后 后备 后勤 落后 前期 事前 目前 当前 提前 学前 \
            前置 以奖代补 以工代赈 以旧换新 作为 为民 成为 理由 自由 案由 事由 因公 因素 原因 病因 植被 被征地 被服 被救助 被采用 被采纳 被录用 被转发 被推广 被表彰 被授予 被批示 从业 从事 用于 属于 下达后 收到后 到账后 \
            验收后 发布后 受理后 印发后 结束后 在下达后 在收到后 将来";

    /// How the name of what is measured in percent ends.
    MEASURES: Plain => Annex "率 度 额 数 情况 经费 资金 结余 结转 进度 任务 值 支出 得分 增长 目标 收入 比 面 费", Wordings "比例 差 计划", Provinces "占比 \
            偏差 偏离 水平 成本 比率 幅 量 差异 增加 提高 上升 目标值", Near "面积 费用 比重 增速 分数 程度 系数 指数 投资 规模 余额 提升 比值 指标值";

    /// A share of what is to be done, without the name of a rate: 完成年度任务100%.
    COMPLETES: Plain => Annex "完成", Provinces "达到", Near "实现";

    /// Between two names.
    AND_NAME: Plain => Annex "和 与 、 或 及 以及", Near "或者";

    /// What two measures have between them: 执行率与序时进度偏差.
    DIFFERENCES: Plain => Wordings "相差 差", Provinces "偏差 偏离 绝对值 差异 差率 差异率 偏差率 偏离度", Near "差距 差额 之差 之比 \
            比值";

    /// Before the name of a measure, part of it: another measure.
    OF_ANOTHER: Plain => Annex "未 不 及时 足额 无 累计 重点 上年 超", Wordings "按时 没", Provinces "非 按期 优良 平均 优秀 \
            逾期 延期 一次", Near "如期 准时 提前 首次 人均 去年";

    /// Before the name of a measure: the same one.
    OF_THE_SAME: Plain => Annex "预算 部门 项目 单位 实际 专项 年度 的 资金 任务 支出 服务对象 综合 整体 公众 社会公众 总", Provinces "本 \
            该 群众 当年 受益群众", Near "全年 年末 本部门 本单位 总体 本年";

    /// Before a number: whether the measure is then above or below 0 is for its 计算公式 to say.
    SIGNED: Plain => Annex "减少 低", Wordings "降低 相差", Provinces "下降 压减 节约", Near "缩减 压缩 缩短 下浮 节省 负增长 \
            下滑 调减 精简 削减";

    /// Before the name of a change, against what.
    AGAINST_BEFORE: Plain => Provinces "较上年 比上年", Near "较去年 比去年 较上年度 比上年同期 较上年同期 较年初 比年初 同比上年 与上年相比 \
            较基期";

    /// In a 计算公式: what a change is counted from.
    BASE_FIGURES: Plain => Annex "上年 预算", Wordings "计划", Near "去年 基期 年初 法定 承诺 核定";

    /// Before what is denied.
    NEGATIONS: Plain => Annex "未 不 无", Wordings "没有 没", Provinces "未出现", Near "不能 未能 尚未 不存在 未发生 \
            未发现";

    /// Before what there is.
    THERE_IS: Plain => Annex "有 已 出现", Wordings "发生", Provinces "存在 发现 能", Near "已经 能够 有过";

    /// All or some of it: its denial leaves a part open.
    PARTLY: Plain => Annex "全部 所有 每 按 及时 足额 全面 全", Wordings "按时", Provinces "各 均 按期 零 两 多 基本", Near "都 \
            皆 完全 如期 准时 全额 多次 大部分 逐 分别 提前";

    /// What a denial leaves out without a change of meaning: 达到要求, 未达到.
    LEFT_OUT: Plain => Annex "要求 规定 标准 指标 目标 任务", Wordings "计划", Provinces "目标值", Near "条件 指标值 目标要求 \
            规定要求";

    /// What a denial must not leave out: 公开及时, 未公开.
    HOW_WELL: Plain => Annex "及时 完整 准确 规范 健全 有效 足额 合理 真实 合规 按 并 且 和 、 细化 全面 完善 全部 与 及", Provinces "科学 \
            到位 明确 良好 优秀", Near "齐全 充分 清晰 高效 严格";

    /// Verbs that stand for all of what is done: 开展绩效监控, 未开展.
    DOES: Plain => Annex "完成 执行 公开 制定 达 符合 编制 设立 上缴", Wordings "报送 组织", Provinces "开展 达到 建立 超编 获得 \
            办结", Near "通过 实施 提交 上报 落实 满足 取得 签订 出台 备案 整改 举办";

    /// Two words that deny each other.
    OPPOSITES: Plain => Near "相符/不符 有/无 有/没有 合规/违规 存在/不存在 是/否 有/零";

    /// Before marks for what was in time, beside days that are late.
    IN_TIME: Plain => Annex "时限 及时", Wordings "按时 规定时间", Provinces "按期 规定日期", Near "如期 准时 未逾期 未超期 \
            未延期 无逾期 未超过规定时间 未迟报 规定期限 限期内 不迟于";

    /// How words begin that say that there is no case.
    ABSENCE: Plain => Annex "无 未", Wordings "没有 没", Provinces "零 应缴尽缴", Near "从未 不存在 应收尽收 应公开尽公开 \
            应保尽保 应采尽采";

    /// Words that say that there is no case.
    ABSENCE_INSIDE: Plain => Provinces "未出现 应缴尽缴 零投诉", Near "未发生 未发现 没有出现 没有发生 没有发现 应收尽收 零事故 均未";

    /// In a sentence that says what is required: what must be done.
    REQUIRES: Plain => Annex "应 须 要求 下达 完成 公开 执行 健全 履行 规范 按规定 及时 符合 不得 无 编制 制定 上缴 拨付 支付 采购 核算 真实 完整 \
            准确 合规 合法 相符 审批 批复", Wordings "报送 按时", Provinces "建立 按照 达到 验收", Near "落实 签订 严格 不存在 整改 备案 \
            招标 登记 入账 盘点 一致 办理";

    /// In such a sentence: an exception.
    NO_EXCEPTION: Plain => Annex "不 标准 减", Provinces "除", Near "上浮 下浮 免 特殊 例外 单位可 部门可 新成立 加倍 翻 倍 半 \
            调整为 另行 视同 折算 仅 只";

    /// What such a sentence forbids or asks for.
    STILL_REQUIRED: Plain => Annex "不得 不超", Near "不存在 不发生 不出现 不擅自 不少于 不低于 不断 不良 不动产 标准化 按标准 开支标准 \
            支出标准 配备标准 执行标准 规定标准 免费 清除 消除 拆除 解除 减排 减税 减免 减负 上半年 下半年 半年";

    /// In words that were not read: they speak of marks.
    DECIDES: Plain => Annex "分 扣 减 加", Wordings "最", Provinces "否决 平均 零", Near "倍 半 除外 为准 排名 前提 适用 \
            不考核 另行 认定 折算 下浮 上浮 舍去 四舍五入";

    /// Headings of notes, before ：.
    NOTE_HEADINGS: Plain => Annex "依据", Near "备注 数据来源 说明 注 资料来源 评价依据 设定依据 指标解释 指标说明 指标内容 指标类型 指标属性 \
            指标性质 评价方法 评价方式 评价手段 考核方式 信息采集方式 采集方式 采集渠道 数据采集方式 取数方式 取数来源 取证方式 佐证材料 佐证资料 证明材料 支撑材料 参考资料 \
            参考依据 政策依据 文件依据 制定依据 设置依据 填报科室 填报单位 填报人 填表人 牵头科室 牵头单位 责任科室 责任单位 责任部门 责任人 实施单位 联系人 评价对象 \
            适用指标 考核对象 评价主体 考核主体 评价目的 设置目的 指标含义 指标定义 数据口径 指标名称 指标层级 所属类别 评价周期 考核周期 数据提供单位 资料提供单位 检查方式 \
            核查方式 查验资料 评价资料 所需资料 指标来源 信息来源 资料清单 附注 评价期间";

    /// Headings of codes, before ：.
    CODE_HEADINGS: Plain => Near "指标编码 指标代码 指标编号 编码 编号 指标序号";

    /// What a note speaks of, before its verb.
    NOTE_TOPICS: Plain => Annex "指标 此项指标 数据 满意度 资料", Provinces "本指标 主要 本项指标 该项 本项", Near "该指标 此指标 \
            该项指标 评价工作 考核工作 相关数据 有关数据 所需数据 满意度数据 相关资料 佐证材料";

    /// What a note says of it.
    NOTE_VERBS: Plain => Annex "考核 评价 根据 依据", Provinces "衡量 主要考核", Near "反映 用以反映 用于反映 用来反映 主要反映 考察 \
            用以考核 用于考核 用于评价 用以评价 用以衡量 用于衡量 主要评价 主要考察 旨在 属于 为共性指标 为个性指标 为定量指标 为定性指标 为产出指标 为过程指标 为投入指标 \
            为效果指标 为效益指标 为核心指标 为正向指标 为逆向指标 归口 参照 来源于 取自 来自 联系电话见 联系方式见 由财政部门组织 由主管部门组织 由部门组织 由第三方机构组织 \
            采用问卷调查 通过问卷调查 采用抽样调查 详见 体现";

    /// In a note: it would decide marks, or which figure counts.
    IN_NOTE: Plain => Annex "分 扣 减 不 未 低 且 并 前 可 每 超 为标准 ≥ ≤ > = % 调整 但 较 × ÷ 须", Wordings "高 最 酌情", Provinces "除 \
            均 后 < 零 否 达到 如 视 * ± 凡 不计", Near "无法 为准 倍 半 才 仅 只 达不 若 另 一律 封顶 认定 适用 翻 排名 排序 折算 加权 允许 \
            四舍五入 舍去 核定 例外 特殊 直接 从严 从宽 优先 暂 豁免 顺延 上浮 下浮 替代 代替 抵扣 加计 另计 限于 计入 计得 取最 取值 取整";

    /// Words of a note that are written with such a character and decide nothing.
    NOT_IN_NOTE: Plain => Annex "评分标准 调整率 预算调整 调整数 比较 会计核算", Provinces "部分 分配 分项 可衡量 提高 平均 是否", Near "充分 \
            分析 分解 分类 分工 分管 区分 分别 分级 分布 分档 评分依据 可行性 可持续 可靠 许可 认可 可比 可量化 高质量 高效 高校 高等 增加值 减排 减税 减免 减贫 \
            时效 不动产 不良 超额 最终 最新 最低成本法 半年 上半年 下半年 如期 如实 前期 事前 目前 当前 提前 以前年度 后续 后期 事后 后勤 并反映 并考核 人均 均衡 \
            视频 重视 除险 消除 扫除 解除 拆除 翻译 另外 才能 人才 零星 零售 倍增 否定 免除 比较法 责任";

    /// How the words end that say which document a figure is taken from.
    DOCUMENTS: Plain => Annex "批复 决算 数据 通知 结果 报告", Near "报表 系统 文件 台账 凭证 年鉴 公报 统计 记录 账簿 合同 批文 决算报表 \
            公告 清单 名单 账面 审定数 决算数 批复数 下达数 系统数 材料";

    /// In the words that say which document: two of them, or a mark.
    IN_DOCUMENT: Plain => Annex "分 低 减 不 超 较 上年", Wordings "最 高", Provinces "均 除 外 零 平均 取", Near "两者 \
            二者 孰 排名 另行 若 前提 加权 折算 为限";
}
