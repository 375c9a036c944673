//! Names of the files that the program writes.

/// The template.
pub const TEMPLATE: &str = "部门整体支出绩效评价.xlsx";
/// The form that departments fill in.
pub const FORM: &str = "附件3部门整体支出绩效评价自评报告.xlsx";
/// All reviewed forms in one workbook.
pub const REVIEWED_FORMS: &str = "附件3-1复核表汇编.xlsx";

/// `年度评分.xlsx` → `年度评分-评分结果.xlsx`
pub fn result(workbook: &str) -> String {
    named(stem(workbook), "评分结果")
}

/// `2025年.xlsx` → `2025年-年度对比.xlsx`
pub fn comparison(workbook: &str) -> String {
    named(stem(workbook), "年度对比")
}

/// `报送` → `报送-汇总.xlsx`
pub fn collected(folder: &str) -> String {
    named(folder, "汇总")
}

/// No department sends its own form under this name.
pub fn reviewed_form(department: &str) -> String {
    named(department, "附件3-1复核表")
}

fn named(before: &str, what: &str) -> String {
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
}
