//! Which rows of a table are totals, signatures or notes, by their words. All texts are tidy.

/// A heading without its bracketed unit: `分值（分）` is 分值. Names that end in brackets of their own
/// (部门（单位）名称) are kept.
pub fn without_unit(tidy: &str) -> &str {
    match (tidy.rfind('('), tidy.ends_with(')')) {
        (Some(open), true) if open > 0 => &tidy[..open],
        _ => tidy,
    }
}

/// Whether a name is that of a total (合计, 平均) under or inside the table.
pub fn is_total_row(tidy_name: &str) -> bool {
    const TOTALS: [&str; 8] = ["合计", "小计", "总计", "平均", "平均分", "平均值", "其中", "总分"];
    let name = without_unit(tidy_name).trim_end_matches(':');
    TOTALS.contains(&name)
        || tidy_name.starts_with("其中:")
        || ["合计", "小计", "总计", "合计数"].iter().any(|end| name.ends_with(end) && name.chars().count() <= 8)
}

/// How signatures and remarks begin.
#[rustfmt::skip]
const SIGNATURES: [&str; 28] = [
    "注:", "注1", "备注", "说明:", "填表", "填报人", "填报单位",
    "制表", "审核人", "复核人", "审核:", "复核:", "单位负责人", "负责人",
    "分管领导", "主要领导", "科室负责人", "联系人", "联系电话", "经办人", "填报日期",
    "填报时间", "日期:", "图例", "单位:", "附注", "(此表", "(盖章",
];

/// Whether a text begins as signatures and remarks do.
fn is_signature(tidy_text: &str) -> bool {
    SIGNATURES.iter().any(|start| tidy_text.starts_with(start))
}

/// Whether a text is a note, a signature or a remark under a table.
pub fn is_note(tidy_text: &str) -> bool {
    is_signature(tidy_text) || tidy_text.contains('。') || tidy_text.chars().count() > 60
}
