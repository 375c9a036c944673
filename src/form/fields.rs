//! Every field of the official form (附件3 部门整体支出绩效评价自评报告), in form order: the one place that
//! knows its words. The form is written from it and read with it.

use crate::ground::tidy;
use indexmap::IndexMap;
use std::sync::LazyLock;

/// 机构名称: the first column of the four tables of section 二.
pub const INSTITUTION: &str = "机构名称";
/// First row of those tables: the sum of all others, and the figures that go to 部门数据.
pub const SUMMARY_ROW: &str = "局机关及二级机构汇总";
/// Second row: the department itself; its 二级机构 follow, one a row.
pub const BUREAU_ROW: &str = "局机关";

/// Names of the form's sheets. A reader must not rely on them: departments rename sheets.
pub mod sheets {
    /// Sections 一 to 四.
    pub const FORM: &str = "附件3";
    /// Section 五.
    pub const REPORT: &str = "评价报告综述";
    /// The scoring table with 自评得分.
    pub const SCORING: &str = "附件3-1";
    /// The 数据项 that the rules need and the official form lacks.
    pub const SUPPLEMENT: &str = "补充数据";
    /// How to fill in.
    pub const GUIDE: &str = "填报说明";
}

/// Headings of the sections of 附件3.
pub const SECTIONS: [&str; 5] = [
    "一、部门（单位）基本概况",
    "二、部门（单位）收支情况",
    "三、部门（单位）整体支出绩效自评情况",
    "四、评价人员",
    "五、评价报告综述（文字部分）",
];

/// A table or block of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// 封面
    Cover,
    /// 一、基本概况: a label and, right of it, the entry.
    Overview,
    /// 年度收入情况: one row for each 机构.
    Income,
    /// 年度支出和结余情况: one row for each 机构.
    Spending,
    /// 三公经费: one row for each 机构.
    ThreePublic,
    /// 固定资产: one row for each 机构.
    Assets,
    /// 定性目标: 预期目标 and 实际完成.
    Qualitative,
    /// 定量目标: 指标类别, each with 绩效目标 and 完成情况.
    Quantitative,
    /// 综合得分 and 评价等次.
    Result,
    /// 四、评价人员: a row for each person, then signatures.
    People,
}

impl Table {
    /// The tables of section 二, one row for each 机构.
    pub const BY_INSTITUTION: [Table; 4] = [Table::Income, Table::Spending, Table::ThreePublic, Table::Assets];

    /// The heading printed above the table, without its unit.
    pub fn caption(self) -> &'static str {
        match self {
            Table::Cover => "部门整体支出绩效评价自评报告",
            Table::Overview => SECTIONS[0],
            Table::Income => "年度收入情况",
            Table::Spending => "年度支出和结余情况",
            Table::ThreePublic => "三公经费",
            Table::Assets => "固定资产",
            Table::Qualitative => "整体支出绩效定性目标及实施计划完成情况",
            Table::Quantitative => "整体支出绩效定量目标及实施计划完成情况",
            Table::Result => SECTIONS[2],
            Table::People => SECTIONS[3],
        }
    }

    /// Its fields, in form order.
    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().filter(move |field| field.table == self)
    }
}

/// One field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The table it stands in.
    pub table: Table,
    /// The heading above it (其中, 结余, 产出目标); empty where there is none.
    pub over: &'static str,
    /// The label as printed.
    pub label: &'static str,
    /// 单位: 万元 or 人; empty for words.
    pub unit: &'static str,
    /// The 数据项 of 部门数据 that it feeds, if any. In the tables of section 二 it is the figure of
    /// [`SUMMARY_ROW`].
    pub item: Option<&'static str>,
}

/// A figure in 万元 that feeds the 数据项 of the same name.
const fn amount(table: Table, over: &'static str, label: &'static str) -> Field {
    Field { table, over, label, unit: "万元", item: Some(label) }
}

/// Words.
const fn words(table: Table, over: &'static str, label: &'static str) -> Field {
    Field { table, over, label, unit: "", item: None }
}

/// A number of people that feeds the 数据项 of the same name.
const fn people(table: Table, label: &'static str) -> Field {
    Field { table, over: "", label, unit: "人", item: Some(label) }
}

/// Every field of sections 一 to 四, in form order.
pub const FIELDS: &[Field] = &[
    words(Table::Cover, "", "部门（单位）名称"),
    words(Table::Cover, "", "评价年度"),
    words(Table::Cover, "", "填报日期"),
    words(Table::Overview, "", "联系人"),
    words(Table::Overview, "", "联络电话"),
    people(Table::Overview, "人员编制"),
    people(Table::Overview, "实有人数"),
    words(Table::Overview, "", "职能职责概述"),
    words(Table::Overview, "", "年度主要工作内容"),
    words(Table::Overview, "", "年度部门（单位）总体运行情况及取得的成绩"),
    amount(Table::Income, "", "收入合计"),
    amount(Table::Income, "其中", "上年结转"),
    amount(Table::Income, "其中", "公共财政拨款"),
    amount(Table::Income, "其中", "政府基金拨款"),
    amount(Table::Income, "其中", "纳入专户管理的非税收入拨款"),
    amount(Table::Income, "其中", "其他收入"),
    amount(Table::Spending, "", "支出合计"),
    amount(Table::Spending, "", "基本支出"),
    amount(Table::Spending, "其中", "人员支出"),
    amount(Table::Spending, "其中", "公用支出"),
    amount(Table::Spending, "", "项目支出"),
    amount(Table::Spending, "结余", "当年结余"),
    amount(Table::Spending, "结余", "累计结余"),
    amount(Table::ThreePublic, "", "三公经费合计"),
    amount(Table::ThreePublic, "其中", "公务接待费"),
    amount(Table::ThreePublic, "其中", "公务用车运维费"),
    amount(Table::ThreePublic, "其中", "公务用车购置费"),
    amount(Table::ThreePublic, "其中", "因公出国费"),
    amount(Table::Assets, "", "固定资产合计"),
    amount(Table::Assets, "其中", "在用固定资产"),
    amount(Table::Assets, "其中", "出租固定资产"),
    // the form says 其他; 部门数据 must tell it from other remainders
    Field { table: Table::Assets, over: "其中", label: "其他", unit: "万元", item: Some("其他固定资产") },
    words(Table::Qualitative, "", "预期目标"),
    words(Table::Qualitative, "", "实际完成"),
    words(Table::Quantitative, "产出目标", "质量指标"),
    words(Table::Quantitative, "产出目标", "数量指标"),
    words(Table::Quantitative, "产出目标", "数量指标"),
    words(Table::Quantitative, "产出目标", "时效指标"),
    words(Table::Quantitative, "效益目标", "社会效益"),
    words(Table::Quantitative, "效益目标", "经济效益"),
    words(Table::Quantitative, "效益目标", "生态效益"),
    words(Table::Result, "", "绩效自评综合得分"),
    words(Table::Result, "", "评价等次"),
    words(Table::People, "", "姓名"),
    words(Table::People, "", "职务/职称"),
    words(Table::People, "", "单位"),
    words(Table::People, "", "签字"),
];

/// Columns of 定量目标.
pub const QUANTITATIVE_HEADINGS: [&str; 4] = ["评价内容", "指标类别", "绩效目标", "完成情况"];

/// What is signed and dated under 评价人员: the label, and whether a stamp (签章) belongs there.
pub const SIGNATURES: [(&str, bool); 3] =
    [("评价组组长（签字）", false), ("部门（单位）意见", true), ("财政部门归口业务科室意见", true)];
/// Last line of section 四.
pub const SIGNED_LAST: [&str; 2] = ["填报人（签名）", "联系电话"];

/// Headings of section 五 and what each tells.
pub const REPORT_HEADINGS: [(&str, &[&str]); 6] = [
    (
        "一、部门（单位）概况",
        &["（一）部门（单位）基本情况", "（二）部门（单位）整体支出规模、使用方向和主要内容、涉及范围等"],
    ),
    ("二、部门（单位）整体支出管理及使用情况", &["（一）基本支出", "（二）“三公”经费使用和管理情况", "（三）项目支出"]),
    ("三、部门（单位）专项组织实施情况", &[]),
    ("四、部门（单位）整体支出绩效情况", &[]),
    ("五、存在的主要问题", &[]),
    ("六、改进措施和有关建议", &[]),
];

/// Columns of 附件3-1.
pub const SCORING_HEADINGS: [&str; 7] =
    ["一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明"];
/// Last row of 附件3-1.
pub const SCORING_TOTAL: &str = "总分";
/// The same as it is printed.
pub const TOTAL_LABEL: &str = "总 分";

/// Columns of 补充数据: the first three are the three rows of the header of 部门数据 (an item of a
/// checklist has the same words in several indicators), 填报 is the entry.
pub const SUPPLEMENT_HEADINGS: [&str; 6] = ["二级指标", "三级指标", "数据项", "单位", "填报", "填报说明"];

/// Other words for a label that later years and other cities print, tidy; nothing that could mean something else.
const ALIASES: &[(&str, &[&str])] = &[
    ("联络电话", &["联系电话"]),
    ("人员编制", &["编制人数", "编制数", "核定编制", "人员编制数"]),
    ("实有人数", &["实有人员", "实有人员数"]),
    ("公共财政拨款", &["一般公共预算拨款", "一般公共预算财政拨款", "公共财政预算拨款"]),
    ("政府基金拨款", &["政府性基金拨款", "政府性基金预算拨款"]),
    ("纳入专户管理的非税收入拨款", &["纳入专户管理的非税收入", "纳入财政专户管理的非税收入拨款"]),
    ("公务用车运维费", &["公务用车运行维护费", "公务用车运行费", "公车运维费"]),
    ("公务用车购置费", &["公务用车购置", "公车购置费"]),
    ("因公出国费", &["因公出国(境)费", "因公出国(境)费用", "因公出国境费"]),
    ("绩效自评综合得分", &["自评综合得分", "综合得分"]),
];

/// The fields that a tidy label, without unit and colon, names; 其他 and 数量指标 name several.
pub fn called(label: &str) -> &'static [&'static Field] {
    static CALLED: LazyLock<IndexMap<String, Vec<&'static Field>>> = LazyLock::new(|| {
        let mut called: IndexMap<String, Vec<&'static Field>> = IndexMap::new();
        for field in FIELDS {
            let others = ALIASES.iter().filter(|(name, _)| *name == field.label).flat_map(|(_, all)| *all);
            for name in [field.label].iter().chain(others) {
                called.entry(tidy(name)).or_default().push(field);
            }
        }
        called
    });
    CALLED.get(label).map_or(&[], Vec::as_slice)
}

/// The field that feeds a 数据项, if the official form has one.
pub fn field_of(item: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.item == Some(item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::ties::{DEFAULT_TIES, default_ties};
    use crate::scheme::units::unit_of;

    #[test]
    fn every_figure_of_the_form_feeds_one_item_of_the_same_unit() {
        for field in FIELDS {
            let Some(item) = field.item else { continue };
            assert_eq!(unit_of(item), field.unit, "{item}");
            assert_eq!(FIELDS.iter().filter(|other| other.item == field.item).count(), 1, "{item}");
        }
    }

    #[test]
    fn the_ties_that_must_hold_speak_of_the_form_alone() {
        let ties = default_ties();
        assert_eq!(ties.len(), DEFAULT_TIES.len());
        for tie in ties.iter().filter(|tie| tie.must) {
            for item in tie.relation.variables() {
                assert!(field_of(item).is_some(), "{item} of {}", tie.text);
            }
        }
    }

    #[test]
    fn a_table_gives_its_fields_in_form_order() {
        let labels: Vec<&str> = Table::Spending.fields().map(|field| field.label).collect();
        assert_eq!(labels, ["支出合计", "基本支出", "人员支出", "公用支出", "项目支出", "当年结余", "累计结余"]);
    }
}
