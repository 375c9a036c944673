//! Names of sheets, headings, columns and units: the reader and the writer of the standard workbook both
//! take them from here, so that what the template writes is what the reader looks for.

use crate::expression::Expression;
use crate::model::{ColumnKey, Compiled, DataColumn, IndicatorSystem, Tie};
use crate::rules::{Item, Needs};
use crate::sheet::Tint;

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
    /// All input sheets in their order.
    pub const INPUT: [&str; 7] = [GUIDE, PARAMETERS, SYSTEM, DATA, SELF, OWN, TIES];

    /// 汇总
    pub const SUMMARY: &str = "汇总";
    /// 排名
    pub const RANKING: &str = "排名";
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
    /// 运行信息
    pub const RUN: &str = "运行信息";
    /// 部门别名: other names that departments go by.
    pub const ALIASES: &str = "部门别名";
    /// 收集情况: what became of each form.
    pub const COLLECTED: &str = "收集情况";
    /// 收集疑点: what was found in the forms.
    pub const COLLECTED_FINDINGS: &str = "收集疑点";
    /// Sheets beside the input that take no part in the scoring and go on as they are.
    pub const BESIDE: [&str; 3] = [ALIASES, COLLECTED, COLLECTED_FINDINGS];
    /// Sheets of the result that a later run must not take for input.
    pub const RESULT: [&str; 8] = [SUMMARY, RANKING, SCORES, WORKING, REASONS, FINDINGS, MORE_FINDINGS, RUN];
}

/// A heading and the other words it may stand under, all compared after [`crate::number::tidy`].
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

    /// Whether a tidy text, without its bracketed unit, is this heading.
    pub fn is(&self, tidy: &str) -> bool {
        self.name == tidy || self.aliases.contains(&tidy)
    }
}

/// Headings of the columns that a result adds to 评分表.
pub const READ_BACK: [&str; 3] = ["计分方式", "程序的理解", "边界示例"];

/// Headings of 评分表, in their order.
pub const SYSTEM_HEADINGS: [Heading; 7] = [
    Heading::new("一级指标", &["一级", "一级目标", "一级指标名称", "指标类别"]),
    Heading::new("二级指标", &["二级", "二级目标", "二级指标名称"]),
    Heading::new("三级指标", &["三级", "三级目标", "三级指标名称", "指标名称", "考核指标", "评价指标", "具体指标"]),
    Heading::new(
        "评分标准",
        &[
            "评价标准",
            "计分标准",
            "评分办法",
            "评分细则",
            "评分方法",
            "计分办法",
            "计分方法",
            "评分规则",
            "指标说明及评分标准",
            "评分标准及说明",
        ],
    ),
    Heading::new("分值", &["权重", "标准分", "满分", "标准分值", "权重分", "权重分值", "指标分值"]),
    Heading::new("计算公式", &["公式", "指标公式", "计算方法", "指标计算公式"]),
    Heading::new("公式依据", &["依据", "公式来源"]),
];

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

/// Headings of 个性化指标, in their order.
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

/// Headings of 部门别名, in their order.
pub const ALIAS_HEADINGS: [Heading; 2] =
    [DEPARTMENT, Heading::new("别名", &["其他名称", "曾用名", "简称", "又名", "别称"])];

/// Headings of 审核公式, in their order.
pub const TIE_HEADINGS: [Heading; 5] = [
    Heading::new("编号", &["序号"]),
    Heading::new("级别", &["类型"]),
    Heading::new("公式", &["审核公式", "勾稽关系"]),
    Heading::new("容差", &["误差", "允许误差"]),
    Heading::new("说明", &["备注"]),
];

/// Room on a printed page of a wide table, in half-width characters.
pub const PAGE_ROOM: u32 = 210;
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
/// What to write as 计算公式 to have an indicator scored by hand.
pub const BY_HAND: &str = "评定";
/// Heading of the 数据项 that only 审核公式 uses.
pub const TIE_GROUP: &str = "收支情况";
/// Second line of that heading.
pub const TIE_GROUP_NOTE: &str = "附件3第二部分，供勾稽核对";

/// 颜色图例 of 填报说明: colour, name, meaning.
pub const LEGEND: [(Tint, &str, &str); 6] = [
    (Tint::Must, "必须", "有差错，须更正后重新运行"),
    (Tint::Hint, "提示", "可能合理，请核对"),
    (Tint::Normalised, "规范化", "写法已换成数字，请核对采用值"),
    (Tint::Pending, "待核", "不能计分，总分以区间表示"),
    (Tint::NotApplicable, "不适用", "部门填报“无”，按口径处理"),
    (Tint::Adopted, "采信自评", "缺少数据，采信部门自评得分"),
];

/// One default row of 审核公式: 级别, 公式, 容差, 说明.
pub struct DefaultTie {
    /// true for 必须.
    pub must: bool,
    /// 公式
    pub text: &'static str,
    /// 容差
    pub tolerance: &'static str,
    /// 说明
    pub meaning: &'static str,
}

const fn must(text: &'static str, meaning: &'static str) -> DefaultTie {
    DefaultTie { must: true, text, tolerance: "0.01", meaning }
}

const fn hint(text: &'static str, meaning: &'static str) -> DefaultTie {
    DefaultTie { must: false, text, tolerance: "0", meaning }
}

/// The ties of the department's form (附件3 第二部分), then what is merely unlikely.
pub const DEFAULT_TIES: &[DefaultTie] = &[
    must(
        "收入合计 = 上年结转 + 公共财政拨款 + 政府基金拨款 + 纳入专户管理的非税收入拨款 + 其他收入",
        "年度收入情况表：收入合计等于各项之和",
    ),
    must("支出合计 = 基本支出 + 项目支出", "年度支出和结余情况表：支出合计等于基本支出与项目支出之和"),
    must("基本支出 = 人员支出 + 公用支出", "年度支出和结余情况表：基本支出等于其中项之和"),
    must("累计结余 = 收入合计 - 支出合计", "累计结余等于收入合计减支出合计"),
    must("当年结余 = 累计结余 - 上年结转", "当年结余等于累计结余减上年结转"),
    must(
        "三公经费合计 = 公务接待费 + 公务用车运维费 + 公务用车购置费 + 因公出国费",
        "三公经费情况表：合计等于四项之和",
    ),
    must("固定资产合计 = 在用固定资产 + 出租固定资产 + 其他固定资产", "固定资产情况表：合计等于在用、出租、其他之和"),
    hint("实有人数 ≤ 人员编制 × 1.5", "实有人数远超编制时，请核对是否把离退休人员计入"),
    hint("重点项目支出 ≤ 项目总支出", "重点项目支出是项目总支出的一部分"),
    hint("项目总支出 = 项目支出", "重点支出安排率所用的项目总支出一般就是附件3的项目支出"),
    hint("公务卡支出 ≤ 可刷卡支出", "公务卡支出是可刷卡支出的一部分"),
    hint("实际采购金额 ≤ 采购预算 × 1.2", "实际采购金额远超采购预算时，请核对预算是否含追加"),
    hint("累计结余 ≥ 0", "累计结余为负，说明支出大于收入，请核对"),
    hint("三公经费合计 ≤ 公用支出", "三公经费一般在公用支出中列支"),
];

/// Endings of 数据项 that count things: 预算数 and 支出数 are amounts and not among them.
const COUNTED: &[&str] = &["项目数", "问题数", "任务数", "事项数", "户数", "件数", "项数", "数量"];

/// 单位 of a 数据项: by the form's names, else by the usual endings; 万元 otherwise.
pub fn unit_of(item: &str) -> &'static str {
    match item {
        "人员编制" | "实有人数" => "人",
        _ if item.ends_with("人数") || item.ends_with("编制") => "人",
        _ if item.ends_with('率') || item.ends_with('度') || item.ends_with("比例") => "%",
        _ if item.ends_with("天数") || item.ends_with("工作日") => "天",
        _ if item.ends_with("面积") => "平方米",
        _ if COUNTED.iter().any(|end| item.ends_with(end)) => "个",
        _ if item.ends_with("例数") || item.ends_with("次数") || item.ends_with("个数") => "例",
        _ => "万元",
    }
}

/// Whether a 数据项 is a change or a remainder: it may be negative, and it may be tiny beside its base.
pub fn is_change(item: &str) -> bool {
    ["结余", "调整", "变动", "增减", "差"].iter().any(|word| item.contains(word))
}

/// The planned columns of 部门数据: the 数据项 of each indicator in the order of 评分表, each once, then
/// those that only the ties use.
pub fn columns(system: &IndicatorSystem, rules: &[Compiled], ties: &[Tie]) -> Vec<DataColumn> {
    let mut plan = Plan { system, columns: Vec::new() };
    for (index, compiled) in rules.iter().enumerate() {
        plan.indicator(index, compiled);
    }
    for tie in ties {
        for item in tie.relation.variables() {
            let group = (TIE_GROUP.to_string(), TIE_GROUP_NOTE.to_string());
            plan.item(item, group, format!("供审核公式{}核对：{}", tie.id, tie.text));
        }
    }
    plan.columns
}

struct Plan<'a> {
    system: &'a IndicatorSystem,
    columns: Vec<DataColumn>,
}

impl Plan<'_> {
    fn indicator(&mut self, index: usize, compiled: &Compiled) {
        let indicator = &self.system.indicators[index];
        let heading = (indicator.path.level2.clone(), indicator.path.level3.clone());
        for item in compiled.measure.iter().flat_map(Expression::variables) {
            self.item(item, heading.clone(), self.rule_note(index));
        }
        match compiled.rule.needs() {
            Needs::Measure => {}
            Needs::Against(other) => self.item(&other, heading, self.rule_note(index)),
            Needs::Cases(items) => self.parts(index, &items, "例"),
            Needs::Checks(items) => self.parts(index, &items, ""),
            Needs::Judgement => self.judgement(index),
        }
    }

    /// A 数据项 stands once, under the first indicator that uses it; the note names the others.
    fn item(&mut self, item: &str, (level2, level3): (String, String), note: String) {
        let key = ColumnKey::Item(item.to_string());
        match self.columns.iter_mut().find(|column| column.key == key) {
            Some(column) => {
                if !column.note.contains(&note) {
                    column.note = format!("{}\n{note}", column.note);
                }
            }
            None => {
                let unit = unit_of(item).to_string();
                self.columns.push(DataColumn { key, level2, level3, label: item.to_string(), unit, note });
            }
        }
    }

    fn parts(&mut self, indicator: usize, items: &[Item], unit: &str) {
        for (part, item) in items.iter().enumerate() {
            let label = match (item.marker.is_empty(), unit) {
                (true, "例") => COUNT.to_string(),
                _ => format!("{}{}", item.marker, item.text),
            };
            self.own_column(ColumnKey::Part { indicator, part }, label, unit);
        }
        self.own_column(ColumnKey::Remark(indicator), CASE_REMARK.to_string(), "");
    }

    fn judgement(&mut self, indicator: usize) {
        if self.system.indicators[indicator].group.is_some() {
            self.own_column(ColumnKey::Share(indicator), SHARE.to_string(), "分");
        }
        self.own_column(ColumnKey::Judged(indicator), JUDGED.to_string(), "分");
        self.own_column(ColumnKey::Remark(indicator), REMARK.to_string(), "");
    }

    fn own_column(&mut self, key: ColumnKey, label: String, unit: &str) {
        let index = match key {
            ColumnKey::Part { indicator, .. } => indicator,
            ColumnKey::Remark(indicator) | ColumnKey::Judged(indicator) | ColumnKey::Share(indicator) => indicator,
            ColumnKey::Item(_) => return,
        };
        let path = &self.system.indicators[index].path;
        self.columns.push(DataColumn {
            key,
            level2: path.level2.clone(),
            level3: path.level3.clone(),
            label,
            unit: unit.to_string(),
            note: self.rule_note(index),
        });
    }

    fn rule_note(&self, index: usize) -> String {
        let indicator = &self.system.indicators[index];
        let marks = match indicator.group {
            Some(group) => format!("与同组共{}分", self.system.groups[group].marks),
            None => format!("{}分", indicator.marks),
        };
        let mut note = format!("【{}】{marks}\n评分标准：{}", indicator.path.level3, indicator.criterion.text);
        if !indicator.formula.text.is_empty() {
            note = format!("{note}\n计算公式：{}", indicator.formula.text);
        }
        note
    }
}
