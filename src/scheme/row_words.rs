//! Which rows of a table are totals, headings, signatures or notes, by their words. All texts are tidy.

use crate::ground::names::FULL_MARKS;

/// A heading without its bracketed unit: `分值（分）` is 分值. Names that end in brackets of their own
/// (部门（单位）名称) are kept.
pub fn without_unit(tidy: &str) -> &str {
    match (tidy.rfind('('), tidy.ends_with(')')) {
        (Some(open), true) if open > 0 => &tidy[..open],
        _ => tidy,
    }
}

/// Why a row of this name is no department, in words that follow 是; none where it may be one.
pub fn other_row(tidy_name: &str, figures: bool) -> Option<&'static str> {
    let bare = without_number(tidy_name);
    let numbered = bare.len() < tidy_name.len() && !bare.is_empty();
    let is_heading = numbered && (bare.starts_with('各') || (!figures && !is_office(bare)));
    let kinds = [
        (is_total_row(tidy_name), "合计行"),
        (is_statistic(tidy_name), "统计行"),
        (is_class(bare) || is_heading, "分类行"),
        (is_rest(bare), "未列明部门的行"),
        (["栏次", "行次", "列次", "栏号"].contains(&tidy_name), "栏次"),
        (FULL_MARKS.is(without_unit(tidy_name)), "分值行"),
    ];
    kinds.into_iter().find(|(is, _)| *is).map(|(_, what)| what)
}

/// Words of a total; a name may end with one of the first four.
const TOTALS: [&str; 6] = ["合计数", "合计", "小计", "总计", "累计", "共计"];

/// Whether a name is that of a total (合计, 合计：3个, 平均) under or inside the table.
pub fn is_total_row(tidy_name: &str) -> bool {
    const OTHERS: [&str; 5] = ["平均", "平均分", "平均值", "其中", "总分"];
    let tidy_name = tidy_name.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(tidy_name);
    let name = without_unit(tidy_name).trim_end_matches(':');
    let counts = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || ":,()共个家户名单位部门项".contains(c));
    let after = TOTALS.iter().find_map(|total| tidy_name.strip_prefix(total)).or(tidy_name.strip_prefix('共'));
    OTHERS.contains(&name)
        || tidy_name.starts_with("其中:")
        || after.is_some_and(|rest| counts(rest) && (rest.contains(|c: char| c.is_ascii_digit()) || name.len() > 3))
        || TOTALS[..4].iter().any(|end| name.ends_with(end) && name.chars().count() <= 8)
}

/// What a statistic is of.
const SCOPES: [&str; 14] =
    ["全市", "全县", "全区", "全省", "市级", "县级", "区级", "市直", "县直", "区直", "本级", "各部门", "部门", "单位"];
/// Statistics that stand alone (最高), and those that need a second word (标准差).
const STATISTICS: [&str; 6] = ["最高", "最低", "最大", "最小", "平均", "加权平均"];
const HALF_STATISTICS: [&str; 6] = ["均", "中位", "众", "极", "标准", "方"];

/// Whether a name is that of a statistic over all departments: 最高值, 全市平均分, 标准差.
fn is_statistic(tidy_name: &str) -> bool {
    let mut name = without_unit(tidy_name).trim_end_matches(':');
    while let Some(rest) = SCOPES.iter().find_map(|scope| name.strip_prefix(scope)) {
        name = rest;
    }
    let ends = ["值", "数", "差", "分", "得分", "总分", "水平"];
    STATISTICS.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || ends.contains(&rest)))
        || HALF_STATISTICS.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| ends.contains(&rest)))
}

/// What classes of departments are made of: `市直|行政|事业|单位`.
#[rustfmt::skip]
const OF_CLASS: [&str; 40] = [
    "市直属", "县直属", "区直属", "市直", "县直", "区直", "市级", "县级", "区级", "市属", "省属", "直属",
    "党政", "党群", "党委", "政府工作", "政府组成", "政府直属", "群团", "行政", "事业", "参公", "参照公务员法管理",
    "社会", "人民", "民主", "公益", "全额", "差额", "自收自支", "国有", "一级", "二级", "三级", "一类", "二类",
    "预算", "主管", "和", "及",
];
const CLASSES: [&str; 9] = ["机关", "单位", "部门", "组织", "团体", "党派", "企业", "机构", "系统"];

/// Whether a name is a class of departments (事业单位, 市直党政机关) and not one of them.
fn is_class(bare: &str) -> bool {
    let mut rest = without_unit(bare).trim_end_matches([':', '类']);
    if !CLASSES.iter().any(|class| rest.ends_with(class)) {
        return false;
    }
    if rest == "政府部门" || rest == "党委部门" {
        return true;
    }
    let (mut parts, mut classes) = (0, 0);
    loop {
        rest = rest.trim_start_matches(['、', '/']);
        let class = CLASSES.iter().find_map(|class| rest.strip_prefix(class));
        let Some(next) = class.or_else(|| OF_CLASS.iter().find_map(|part| rest.strip_prefix(part))) else { break };
        (parts, classes) = (parts + 1, classes + usize::from(class.is_some()));
        rest = next;
    }
    rest.is_empty() && classes > 0 && parts > 1
}

/// Whether a name stands for departments that are not named: 其他, 其余各单位.
fn is_rest(bare: &str) -> bool {
    let name = without_unit(bare).trim_end_matches(':');
    let rest = ["其他", "其它", "其余"].iter().find_map(|other| name.strip_prefix(other));
    rest.is_some_and(|rest| ["", "各部门", "各单位", "部门", "单位", "机构", "预算单位"].contains(&rest))
        || ["以下空白", "空白", "略", "以下略", "以下无正文"].contains(&name)
}

/// How offices are called: a name that ends so is not taken for a heading.
const OFFICES: [char; 32] = [
    '局', '委', '办', '室', '院', '厅', '处', '队', '站', '所', '心', '校', '部', '馆', '团', '社', '联', '署', '台',
    '会', '府', '关', '司', '园', '学', '组', '库', '中', '区', '镇', '乡', '院',
];

/// Whether a name ends as those of offices do.
pub fn is_office(tidy_name: &str) -> bool {
    without_unit(tidy_name).ends_with(OFFICES)
}

/// A name without the number before it: `（二）`, `3.`, `一、`.
pub fn without_number(name: &str) -> &str {
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    if let Some(inner) = name.strip_prefix(['(', '[']) {
        let rest = inner.trim_start_matches(is_numeral);
        return match rest.strip_prefix([')', ']']) {
            Some(after) if rest.len() < inner.len() => after.trim_start_matches(['、', '.', '-']),
            _ => name,
        };
    }
    let rest = name.trim_start_matches(is_numeral);
    let after = rest.trim_start_matches(['、', '.', ')']);
    let is_number = rest.len() < name.len() && after.len() < rest.len() && !after.starts_with(is_numeral);
    if is_number { after } else { name.trim_start_matches(|c| ('①'..='⑳').contains(&c)) }
}

/// Whether a row only numbers the columns: 甲 乙 丙 1 2 3=1+2. `name` is what stands in the column of names.
pub fn numbers_columns(name: &str, texts: impl Iterator<Item = String>) -> bool {
    let marks: Option<Vec<u32>> = texts.filter(|text| !text.is_empty()).map(|text| column_mark(&text)).collect();
    let Some(marks) = marks else { return false };
    let stems = marks.iter().take_while(|mark| **mark == 0).count();
    if marks.len() <= 2 {
        return stems == 2;
    }
    let numbers = &marks[stems..];
    // figures without a name may grow too, so only what counts on one by one numbers the columns
    let counts = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let from_one = counts && numbers.len() > 3 && numbers.first() == Some(&1);
    let unnamed = counts && (name.is_empty() || column_mark(name).is_some_and(|mark| mark > 0));
    (stems > 1 && numbers.is_sorted_by(|one, next| one < next)) || from_one || unnamed
}

/// The number that a text gives to its column; 0 for 甲, 乙 …, which stand before the numbers.
fn column_mark(text: &str) -> Option<u32> {
    const STEMS: [&str; 13] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "栏次", "行次", "列次"];
    if STEMS.contains(&text) {
        return Some(0);
    }
    let bare = text.trim_matches(['(', ')', '[', ']', '栏', '列', '第']);
    let (number, formula) = bare.split_at(bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len()));
    let is_formula = |c: char| c.is_ascii_digit() || "=+-*/×÷()%".contains(c);
    number
        .parse()
        .ok()
        .filter(|_| formula.is_empty() || (formula.starts_with(['=', '(']) && formula.chars().all(is_formula)))
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
    is_signature(tidy_text) || is_sentence(tidy_text)
}

/// Whether a text is one of words, as no name is.
pub fn is_sentence(tidy_text: &str) -> bool {
    tidy_text.contains('。') || tidy_text.chars().count() > 60
}

/// Whether a text is a label (备注, 填表人), with what belongs to it (数据来源：…) or without, as no name of a department is.
pub fn is_label(tidy_text: &str) -> bool {
    let letters = |label: &str| label.chars().filter(|letter| letter.is_alphabetic()).count();
    is_signature(tidy_text)
        || tidy_text.split_once(':').is_some_and(|(label, _)| letters(label) > 1 && !is_office(label))
}

/// Whether a text is the title of a list or a table: 市直部门名单. An office may be called 目录 for short.
pub fn is_title(tidy_text: &str) -> bool {
    const TITLES: [&str; 7] = ["名单", "名录", "一览表", "清单", "目录", "汇总表", "情况表"];
    TITLES.iter().any(|end| without_unit(tidy_text).ends_with(end)) && tidy_text != "目录"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_no_departments_are_known_by_their_kind() {
        for (name, what) in [
            ("合计:3个", "合计行"),
            ("合计3个部门", "合计行"),
            ("总计(12家)", "合计行"),
            ("共3个单位", "合计行"),
            ("全市合计", "合计行"),
            ("最高值", "统计行"),
            ("全市平均分", "统计行"),
            ("标准差", "统计行"),
            ("各部门最低得分", "统计行"),
            ("中位数", "统计行"),
            ("(二)事业单位", "分类行"),
            ("一、党政机关", "分类行"),
            ("市直行政事业单位", "分类行"),
            ("群团组织:", "分类行"),
            ("政府组成部门", "分类行"),
            ("民主党派、人民团体", "分类行"),
            ("其他", "未列明部门的行"),
            ("其余各单位", "未列明部门的行"),
            ("五、其他", "未列明部门的行"),
            ("栏次", "栏次"),
            ("分值", "分值行"),
        ] {
            assert_eq!(other_row(name, true), Some(what), "{name}");
        }
        assert_eq!(other_row("(三)乡镇街道", false), Some("分类行"));
        assert_eq!(other_row("三、各类学校", false), Some("分类行"));
    }

    #[test]
    fn names_of_departments_are_none_of_them() {
        for name in [
            "市财政局",
            "(三)市审计局",
            "三、市政府办",
            "共青团市委",
            "市人大机关",
            "市政协机关",
            "县委机关",
            "市机关事务管理局",
            "机关本级",
            "局机关",
            "市直机关工委",
            "第一中学",
            "12345热线中心",
            "市总工会",
            "其他工委",
            "平安办",
            "最高检驻市联络处",
            "市标准化研究院",
            "市预算单位管理处",
            "市事业单位登记管理局",
            "单位管理局",
            "市国有企业监事会",
            "市供销合作总社",
            "市累计办",
            "均安镇",
        ] {
            for figures in [true, false] {
                assert_eq!(other_row(name, figures), None, "{name}");
            }
            assert!(!is_label(name) && !is_total_row(name), "{name}");
        }
    }

    #[test]
    fn a_row_that_numbers_the_columns_is_none_of_figures() {
        let numbers = |name: &str, row: &str| numbers_columns(name, row.split(' ').map(str::to_string));
        for (name, row) in [
            ("乙", "甲 乙 丙 1 2 3"),
            ("甲", "甲 1 2 3=1+2 4"),
            ("2", "1 2 3 4 5"),
            ("", "(1) (2) (3)"),
            ("", "栏次 1 2 3"),
            ("乙", "甲 乙 丙 1 2 3=1-2 4=(1+2)/3"),
            ("乙", "甲 乙"),
        ] {
            assert!(numbers(name, row), "{name} {row}");
        }
        for (name, row) in [
            ("", "18 20 600"),
            ("", "1 18 20 600"),
            ("甲", "1 甲 3 4 5"),
            ("甲", "1 甲"),
            ("甲", "甲"),
            ("甲局", "1 甲局 2 3"),
            ("甲", "1 甲 政府部门 7 2"),
            ("3", "3 50 48 6"),
        ] {
            assert!(!numbers(name, row), "{name} {row}");
        }
    }
}
