//! Names of files and sheets made from the names of departments: legal everywhere, and no two the same.

use std::collections::BTreeSet;

/// Characters that Windows, or a sheet of Excel, allows in no name; their full-width forms are written instead.
const REFUSED: &str = r#"<>:"/\|?*[]"#;
/// So far behind each character of ASCII stands its full-width form.
const FULL_WIDTH: u32 = '！' as u32 - '!' as u32;
/// Names of devices: no file of Windows may be called so, whatever its extension.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
/// UTF-16 units of the longest name of a sheet.
const SHEET: usize = 31;
/// UTF-16 units kept of a department's name in a file name: 255 bytes hold them with what is added.
const FILE: usize = 60;
/// Names of sheets that are taken: Excel's own, and the list of contents.
const TAKEN: [&str; 2] = ["History", crate::form::contents::NAME];

/// One file name without extension for each department.
pub fn file_names(departments: &[&str]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    departments.iter().map(|name| unique(&file_stem(name), FILE, &mut taken)).collect()
}

/// One sheet name for each department.
pub fn sheet_names(departments: &[&str]) -> Vec<String> {
    let mut taken: BTreeSet<String> = TAKEN.iter().map(|name| name.to_lowercase()).collect();
    departments.iter().map(|name| unique(legal(name).trim_matches('\''), SHEET, &mut taken)).collect()
}

/// A legal name that no file system changes: no dot or space at its end, no device.
fn file_stem(name: &str) -> String {
    let stem = legal(name);
    let stem = stem.trim_end_matches(['.', ' ']);
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |device: &str| {
        let number = first.strip_prefix(device);
        number.is_some_and(|n| n.chars().count() == 1 && n.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c)))
    };
    let is_device = DEVICES.contains(&first.as_str()) || numbered("COM") || numbered("LPT");
    if is_device { format!("_{stem}") } else { stem.to_string() }
}

/// Without characters that some program refuses, on one line.
fn legal(name: &str) -> String {
    let replaced = name.chars().map(|c| match c {
        _ if REFUSED.contains(c) => char::from_u32(c as u32 + FULL_WIDTH).unwrap_or(' '),
        _ if c.is_control() => ' ',
        _ => c,
    });
    let name: String = replaced.collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { "部门".into() } else { name }
}

/// Cut to `most` UTF-16 units and, where that name is taken, numbered; capitals do not tell names apart.
fn unique(name: &str, most: usize, taken: &mut BTreeSet<String>) -> String {
    let mut number = 1;
    loop {
        let suffix = if number == 1 { String::new() } else { format!("({number})") };
        let candidate = format!("{}{suffix}", cut(name, most - suffix.len()));
        if taken.insert(candidate.to_lowercase()) {
            return candidate;
        }
        number += 1;
    }
}

fn cut(name: &str, most: usize) -> &str {
    let mut units = 0;
    let end = name.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    name[..end.map_or(name.len(), |(at, _)| at)].trim_end_matches(['\'', '.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_characters_and_devices_give_legal_files() {
        let names = file_names(&["市财政局", "甲/乙:丙?", "con", "LPT1.市", "综合处. ", "", "COM10"]);
        assert_eq!(names, ["市财政局", "甲／乙：丙？", "_con", "_LPT1.市", "综合处", "部门", "COM10"]);
    }

    #[test]
    fn departments_of_one_name_get_files_and_sheets_of_their_own() {
        assert_eq!(file_names(&["A局", "a局", "A局"]), ["A局", "a局(2)", "A局(3)"]);
        let long = "很长的部门名称".repeat(9);
        let names = sheet_names(&[&long, &long, "目录", "'甲'", "history"]);
        assert_eq!(names[0].encode_utf16().count(), 31);
        assert!(names[1].ends_with("(2)") && names[1].encode_utf16().count() == 31, "{names:?}");
        assert_eq!(names[2..], ["目录(2)", "甲", "history(2)"]);
        let files = file_names(&[&long, "𠮷".repeat(80).as_str()]);
        assert!(files.iter().all(|name| name.len() <= 180 && name.encode_utf16().count() <= 60), "{files:?}");
    }
}
