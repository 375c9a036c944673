//! Names of sheets that Excel allows.

/// UTF-16 units of the longest name.
const LONGEST: usize = 31;

/// What is wrong with the name of a sheet, in Chinese words that follow the name; nothing with a good one.
pub fn sheet_name_faults(name: &str) -> Vec<&'static str> {
    let forbidden = |letter: char| letter.is_control() || ['[', ']', ':', '*', '?', '/', '\\'].contains(&letter);
    let faults = [
        (name.trim().is_empty(), "为空"),
        (name.encode_utf16().count() > LONGEST, "超过 31 个字符"),
        (name.contains(forbidden), "含有不允许的字符"),
        (name.starts_with('\'') || name.ends_with('\''), "以单引号开头或结尾"),
        (name.eq_ignore_ascii_case("History"), "是 Excel 的保留名"),
    ];
    faults.into_iter().filter(|(is_so, _)| *is_so).map(|(_, fault)| fault).collect()
}
