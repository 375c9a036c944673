//! Names of the files that the program writes.

use crate::ground::number::is_invisible;

/// The template.
pub const TEMPLATE: &str = "部门整体支出绩效评价.xlsx";
/// The form that departments fill in.
pub const FORM: &str = "附件3部门整体支出绩效评价自评报告.xlsx";
/// All reviewed forms in one workbook.
pub const REVIEWED_FORMS: &str = "附件3-1复核表汇编.xlsx";

/// What a result is called behind the name of its workbook.
const RESULT: &str = "评分结果";
/// What its annex is called behind it.
const ANNEX: &str = "附件";
/// What a reviewed form is called behind the name of its department.
const REVIEWED_FORM: &str = "附件3-1复核表";
/// What the scoring sheet of a judge is called before the name of the judge.
const JUDGE_SHEET: &str = "评审打分表";
/// Names of devices: no file of Windows may be called so, whatever its extension.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// `年度评分.xlsx` → `年度评分-评分结果.xlsx`; a result that is scored again is not named so twice:
/// `年度评分-评分结果.xlsx` → `年度评分-评分结果(2).xlsx`.
pub fn result(workbook: &str) -> String {
    let stem = stem(workbook);
    match again(stem) {
        Some((before, number)) => named(before, &format!("{RESULT}({number})")),
        None => named(stem, RESULT),
    }
}

/// What the annex of a result is called: `年度评分-评分结果(2).xlsx` → `年度评分-附件(2).xlsx`, `结果.xlsx` → `结果-附件.xlsx`.
pub fn annex(result: &str) -> String {
    let stem = stem(result);
    match again(stem) {
        Some((before, 2)) => named(before, ANNEX),
        Some((before, next)) => named(before, &format!("{ANNEX}({})", next.saturating_sub(1))),
        None => named(stem, ANNEX),
    }
}

/// The name before 评分结果 of a result, and the number of the next one.
fn again(stem: &str) -> Option<(&str, u32)> {
    let (before, after) = stem.rsplit_once(&format!("-{RESULT}"))?;
    let number = after.trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
    let is_numbered = after != number && !number.is_empty();
    match number.parse::<u32>() {
        _ if after.is_empty() => Some((before, 2)),
        Ok(number) if is_numbered => Some((before, number.saturating_add(1))),
        _ => None,
    }
}

/// `2025年.xlsx` → `2025年-年度对比.xlsx`
pub fn comparison(workbook: &str) -> String {
    named(stem(workbook), "年度对比")
}

/// `报送` → `报送-汇总.xlsx`
pub fn collected(folder: &str) -> String {
    named(folder, "汇总")
}

/// `年度评分.xlsx` → `年度评分-评分标准读法.xlsx`
pub fn reading(workbook: &str) -> String {
    named(stem(workbook), "评分标准读法")
}

/// `年度评分.xlsx` → `年度评分-评审打分表`, a folder
pub fn judge_sheets(workbook: &str) -> String {
    format!("{}-{JUDGE_SHEET}", stem(workbook))
}

/// `张三` → `评审打分表-张三.xlsx`
pub fn judge_sheet(judge: &str) -> String {
    named(JUDGE_SHEET, judge)
}

/// `年度评分.xlsx` → `年度评分-评定.xlsx`
pub fn judged(workbook: &str) -> String {
    named(stem(workbook), "评定")
}

/// `年度评分.xlsx` → `年度评分-台账.xlsx`
pub fn with_ledger(workbook: &str) -> String {
    named(stem(workbook), "台账")
}

/// No department sends its own form under this name.
pub fn reviewed_form(department: &str) -> String {
    named(department, REVIEWED_FORM)
}

/// Whether a file is called like a reviewed form, or like all of them in one.
pub fn is_reviewed_form(name: &str) -> bool {
    name == REVIEWED_FORMS || name.ends_with(&named("", REVIEWED_FORM))
}

/// Whether Windows takes a file of that name, with its extension or without, for a device.
pub fn is_device(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default().trim().to_uppercase();
    let numbered = |device: &str| {
        let number = first.strip_prefix(device);
        number.is_some_and(|n| n.chars().count() == 1 && n.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c)))
    };
    DEVICES.contains(&first.as_str()) || numbered("COM") || numbered("LPT")
}

/// Marks that turn the direction of writing make `局\u{202E}xslx.exe` look like another file: they are left out.
fn named(before: &str, what: &str) -> String {
    let before: String = before.chars().filter(|letter| !is_invisible(*letter)).collect();
    format!("{before}-{what}.xlsx")
}

/// The name without its extension.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_extension_alone_gives_way() {
        let names = ["年度评分.xlsx", "1.2版.et", "评分", ".xlsx"].map(result);
        assert_eq!(names, ["年度评分", "1.2版", "评分", ".xlsx"].map(|stem| format!("{stem}-评分结果.xlsx")));
        assert_eq!(collected("2024.报送"), "2024.报送-汇总.xlsx");
    }

    #[test]
    fn a_result_is_named_so_only_once() {
        let names =
            ["年度-评分结果.xlsx", "年度-评分结果(2).xlsx", "年度-评分结果（9）.xlsx", "年度-评分结果说明.xlsx"];
        let again = ["年度-评分结果(2)", "年度-评分结果(3)", "年度-评分结果(10)", "年度-评分结果说明-评分结果"];
        assert_eq!(names.map(result), again.map(|stem| format!("{stem}.xlsx")));
    }

    #[test]
    fn an_annex_goes_by_the_name_of_its_result() {
        let names = ["年度-评分结果.xlsx", "年度-评分结果(2).xlsx", "年度-评分结果(10).xlsx", "结果.xlsx"].map(annex);
        assert_eq!(
            names,
            ["年度-附件", "年度-附件(2)", "年度-附件(10)", "结果-附件"].map(|stem| format!("{stem}.xlsx"))
        );
    }

    #[test]
    fn what_turns_the_direction_of_writing_is_no_part_of_a_name() {
        assert_eq!(result("年度\u{202E}xslx.gpj\u{2069}.xlsx"), "年度xslx.gpj-评分结果.xlsx");
        assert_eq!(reviewed_form("市\u{200F}财政局\u{61C}"), "市财政局-附件3-1复核表.xlsx");
    }

    #[test]
    fn devices_of_windows_are_known_with_any_extension() {
        let devices = ["con.xlsx", "NUL", "lpt1.市.xlsx", "Com¹.xlsx", "aux .xlsx"];
        assert!(devices.iter().all(|name| is_device(name)));
        assert!(!["COM10.xlsx", "console.xlsx", "市.con.xlsx"].iter().any(|name| is_device(name)));
    }
}
