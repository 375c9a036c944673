//! Names of sheets, headings, columns and units of the standard workbook. The template that writes them and the
//! parser that reads them both take them from here.

/// Names of the input sheets.
pub mod sheets {
    /// How to fill in.
    pub const GUIDE: &str = "填报说明";
    /// Settings.
    pub const PARAMETERS: &str = "参数";
    /// 附件3-1.
    pub const SYSTEM: &str = "评分表";
    /// One row for each department.
    pub const DATA: &str = "部门数据";
    /// What departments gave themselves.
    pub const SELF: &str = "自评得分";
    /// Departments' own indicators.
    pub const OWN: &str = "个性化指标";
    /// Ties.
    pub const TIES: &str = "审核公式";
    /// 申诉台账: the appeals, and what of them was accepted.
    pub const LEDGER: &str = "申诉台账";
    /// All input sheets in their order.
    pub const INPUT: [&str; 8] = [GUIDE, PARAMETERS, SYSTEM, DATA, SELF, OWN, TIES, LEDGER];

    /// 汇总
    pub const SUMMARY: &str = "汇总";
    /// 排名
    pub const RANKING: &str = "排名";
    /// 名次稳健性: how firm ranks are.
    pub const FIRMNESS: &str = "名次稳健性";
    /// 得分明细
    pub const SCORES: &str = "得分明细";
    /// 测算: how each score comes about, step by step.
    pub const WORKING: &str = "测算";
    /// 扣分原因
    pub const REASONS: &str = "扣分原因";
    /// 疑点
    pub const FINDINGS: &str = "疑点";
    /// 疑点（续）: where one sheet does not hold them all.
    pub const MORE_FINDINGS: &str = "疑点（续）";
    /// 初评终评对照: before and after the corrections of 申诉台账.
    pub const APPEALED: &str = "初评终评对照";
    /// 运行信息
    pub const RUN: &str = "运行信息";
    /// 部门别名: other names that departments go by.
    pub const ALIASES: &str = "部门别名";
    /// 收集情况: what became of each form.
    pub const COLLECTED: &str = "收集情况";
    /// 收集疑点: what was found in the forms.
    pub const COLLECTED_FINDINGS: &str = "收集疑点";
    /// 评审汇总: what each judge gave.
    pub const JUDGED: &str = "评审汇总";
    /// 评审疑点: what was found in the sheets of the judges.
    pub const JUDGED_FINDINGS: &str = "评审疑点";
    /// 公文用语: the words of the documents.
    pub const WORDING: &str = "公文用语";
    /// Other sheets of the input: they take no part in the scoring and stand in the result unchanged.
    pub const PASSED_ON: [&str; 6] = [WORDING, ALIASES, COLLECTED, COLLECTED_FINDINGS, JUDGED, JUDGED_FINDINGS];
    /// Those of the result that each 评分表 has, where there are several.
    pub const OF_TABLE: [&str; 6] = [SUMMARY, RANKING, FIRMNESS, SCORES, WORKING, REASONS];
    /// Sheets of the result that a later run must not take for input.
    #[rustfmt::skip]
    pub const RESULT: [&str; 10] =
        [SUMMARY, RANKING, FIRMNESS, SCORES, WORKING, REASONS, FINDINGS, MORE_FINDINGS, APPEALED, RUN];
}

/// A heading with its aliases, all compared after [`crate::ground::number::tidy`].
pub struct Heading {
    /// As the template writes it.
    pub name: &'static str,
    /// As others write it.
    pub aliases: &'static [&'static str],
}

impl Heading {
    const fn new(name: &'static str, aliases: &'static [&'static str]) -> Heading {
        Heading { name, aliases }
    }

    /// Whether a tidy text without unit is this heading or one of its aliases.
    pub fn is(&self, tidy: &str) -> bool {
        self.name == tidy || self.aliases.contains(&tidy)
    }
}

/// Headings of the columns that a result adds to 评分表.
pub const READ_BACK: [&str; 3] = ["计分方式", "程序的理解", "边界示例"];

/// 一级指标 of 评分表.
pub const LEVEL1: Heading = Heading::new("一级指标", &["一级", "一级目标", "一级指标名称", "指标类别"]);
/// 二级指标 of 评分表.
pub const LEVEL2: Heading = Heading::new("二级指标", &["二级", "二级目标", "二级指标名称"]);
/// 三级指标 of 评分表.
#[rustfmt::skip]
pub const LEVEL3: Heading = Heading::new("三级指标", &[
    "三级", "三级目标", "三级指标名称", "指标名称", "考核指标", "评价指标", "具体指标",
]);
/// 四级指标 of 评分表, where it has four levels.
pub const LEVEL4: Heading = Heading::new("四级指标", &["四级", "四级目标", "四级指标名称"]);
/// 评分标准 of 评分表.
#[rustfmt::skip]
pub const CRITERION: Heading = Heading::new("评分标准", &[
    "评价标准", "计分标准", "评分办法", "评分细则", "评分方法", "计分办法", "计分方法", "评分规则",
    "指标说明及评分标准", "评分标准及说明",
]);
/// 分值 of 评分表.
#[rustfmt::skip]
pub const FULL_MARKS: Heading = Heading::new("分值", &[
    "权重", "权数", "标准分", "满分", "标准分值", "权重分", "权重分值", "指标分值",
]);
/// 计算公式 of 评分表.
pub const FORMULA: Heading = Heading::new("计算公式", &["公式", "指标公式", "计算方法", "指标计算公式"]);
/// 公式依据 of 评分表.
pub const FORMULA_SOURCE: Heading = Heading::new("公式依据", &["依据", "公式来源"]);
/// 目标值 of 评分表.
pub const TARGET: Heading = Heading::new(
    "目标值",
    &["指标值", "年度指标值", "绩效指标值", "计划指标值", "年初目标值", "年度目标值", "计划值", "目标指标值"],
);
/// 计量单位 of 评分表: that of the value of an indicator.
pub const MEASURED_IN: Heading = Heading::new("计量单位", &["单位", "度量单位", "指标单位"]);
/// 指标方向 of 评分表: 正向 or 逆向.
pub const DIRECTION: Heading =
    Heading::new("指标方向", &["方向", "指标性质", "指标属性", "正逆向", "正向/逆向", "正/逆向"]);
/// Headings of 评分表, in their order.
pub const SYSTEM_HEADINGS: [Heading; 7] = [LEVEL1, LEVEL2, LEVEL3, CRITERION, FULL_MARKS, FORMULA, FORMULA_SOURCE];

/// Heading of the column of names in 部门数据, 自评得分 and 个性化指标.
pub const DEPARTMENT: Heading = Heading::new(
    "部门(单位)名称",
    &["部门名称", "单位名称", "部门", "部门单位名称", "部门(单位)", "预算部门", "预算单位", "部门单位"],
);
/// 部门类别
pub const CATEGORY: Heading = Heading::new("部门类别", &["类别", "单位类别", "部门(单位)类别"]);
/// 序号
pub const NUMBER: Heading = Heading::new("序号", &["编号"]);
/// 自评得分
pub const SELF_MARKS: &str = "自评得分";
/// 扣分原因 of 自评得分.
pub const SELF_REASON: Heading = Heading::new("扣分原因", &["扣分原因和其他说明", "扣分原因及其他说明", "扣分说明"]);
/// 自评总分
pub const SELF_TOTAL: Heading = Heading::new("自评总分", &["绩效自评综合得分", "综合得分", "总分"]);
/// 自评等次
pub const SELF_GRADE: Heading = Heading::new("自评等次", &["评价等次", "等次"]);

/// Headings of 个性化指标, in their order; [`OwnColumn`] names them.
pub const OWN_HEADINGS: [Heading; 10] = [
    DEPARTMENT,
    Heading::new("三级指标", &["官方指标"]),
    Heading::new("个性化指标名称", &["个性化指标", "指标名称"]),
    Heading::new("分值", &["权重"]),
    Heading::new("目标值", &["绩效目标"]),
    Heading::new("完成值", &["实际完成值", "完成情况"]),
    Heading::new("计分方式", &["计分办法"]),
    Heading::new("评定得分", &["得分"]),
    Heading::new("说明", &["备注", "扣分原因"]),
    Heading::new("二级指标", &[]),
];

/// A column of 个性化指标; its number is its place in [`OWN_HEADINGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnColumn {
    /// 部门(单位)名称
    Department,
    /// 三级指标: the official indicator.
    Level3,
    /// 个性化指标名称
    Name,
    /// 分值
    FullMarks,
    /// 目标值
    Target,
    /// 完成值
    Done,
    /// 计分方式
    Method,
    /// 评定得分
    Judged,
    /// 说明
    Remark,
    /// 二级指标, where 三级指标 repeat.
    Level2,
}

impl OwnColumn {
    /// How many of [`OWN_HEADINGS`], from the first, a sheet 个性化指标 must have.
    pub const NEEDED: usize = 4;

    /// Its heading.
    pub fn heading(self) -> &'static Heading {
        &OWN_HEADINGS[self as usize]
    }
}

/// Headings of 申诉台账, in their order; [`LedgerColumn`] names them.
pub const LEDGER_HEADINGS: [Heading; 10] = [
    Heading::new("部门", &["部门(单位)名称", "部门名称", "单位名称", "部门(单位)", "部门单位", "申诉部门"]),
    Heading::new("指标", &["三级指标", "指标名称", "涉及指标"]),
    Heading::new("提出日期", &["申诉日期", "受理日期"]),
    Heading::new("申请事项", &["申诉事项"]),
    Heading::new("证明材料", &[]),
    Heading::new("原得分", &["初评得分"]),
    Heading::new("结论", &["复核结论", "处理结论"]),
    Heading::new("更正项目", &["数据项", "更正数据项"]),
    Heading::new("更正数值", &["更正数据", "更正后数据"]),
    Heading::new("办理人", &["经办人"]),
];
/// Headings of the columns that the program adds to 申诉台账 when it corrects: the cell, what stood there, what stands there.
pub const LEDGER_MARKS: [&str; 3] = ["更正单元格", "更正前", "更正后"];

/// A column of 申诉台账; its number is its place in [`LEDGER_HEADINGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerColumn {
    /// 部门
    Department,
    /// 指标
    Indicator,
    /// 提出日期
    Date,
    /// 申请事项
    Matter,
    /// 证明材料
    Evidence,
    /// 原得分
    Marks,
    /// 结论
    Verdict,
    /// 更正项目
    Item,
    /// 更正数值
    Value,
    /// 办理人
    By,
}

impl LedgerColumn {
    /// Its heading.
    pub fn heading(self) -> &'static Heading {
        &LEDGER_HEADINGS[self as usize]
    }
}

/// 别名 of 部门别名.
pub const ALIAS: Heading = Heading::new("别名", &["其他名称", "曾用名", "简称", "又名", "别称"]);

/// 编号 of 审核公式.
pub const TIE_ID: Heading = Heading::new("编号", &["序号"]);
/// 级别 of 审核公式.
pub const TIE_SEVERITY: Heading = Heading::new("级别", &["类型"]);
/// 公式 of 审核公式.
pub const TIE_FORMULA: Heading = Heading::new("公式", &["审核公式", "勾稽关系"]);
/// 容差 of 审核公式.
pub const TIE_TOLERANCE: Heading = Heading::new("容差", &["误差", "允许误差"]);
/// 说明 of 审核公式.
pub const TIE_MEANING: Heading = Heading::new("说明", &["备注"]);
/// Headings of 审核公式, in their order.
pub const TIE_HEADINGS: [Heading; 5] = [TIE_ID, TIE_SEVERITY, TIE_FORMULA, TIE_TOLERANCE, TIE_MEANING];

/// 全市: the scope of a ranking of all.
pub const ANYWHERE: &str = "全市";
/// The ways of writing 不适用 that the formulas of the result know; others are written as 无 there.
pub const NOT_APPLICABLE_WORDS: [&str; 10] =
    ["无", "不适用", "不涉及", "未涉及", "无此项", "无此项目", "—", "——", "-", "/"];

/// 说明 column of a judged indicator.
pub const REMARK: &str = "说明";
/// 情况说明 column of cases and checklists.
pub const CASE_REMARK: &str = "情况说明";
/// 评定得分 column.
pub const JUDGED: &str = "评定得分";
/// 本部门分值 column of a shared 分值.
pub const SHARE: &str = "本部门分值";
/// 例数 column of a per-case rule without a list.
pub const COUNT: &str = "例数";
/// Heading of the grade of an indicator that is scored by one.
pub const GRADE: &str = "所属等级";
/// What to write as 计算公式 to have an indicator scored by hand.
pub const BY_HAND: &str = "评定";
/// Heading of the 数据项 that only 审核公式 uses.
pub const TIE_GROUP: &str = "收支情况";
/// Second line of that heading.
pub const TIE_GROUP_NOTE: &str = "附件3第二部分，供勾稽核对";
