//! Names of files and sheets made from the names of departments: legal everywhere, and no two the same.

use crate::ground::file_names::is_device;
use crate::ground::number::is_invisible;
use std::collections::BTreeSet;

/// Characters that Windows, or a sheet of Excel, allows in no name; their full-width forms are written instead.
const REFUSED: &str = r#"<>:"/\|?*[]"#;
/// So far behind each character of ASCII stands its full-width form.
const FULL_WIDTH: u32 = '！' as u32 - '!' as u32;
/// What a department is called whose name leaves nothing to write.
const NAMELESS: &str = "部门";
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

/// A legal name that no file system changes or hides: no dot at its start, no dot or space at its end, no device, no
/// name of a temporary file.
fn file_stem(name: &str) -> String {
    let stem = legal(name);
    let stem = stem.trim_end_matches(['.', ' ']);
    let is_hidden = stem.starts_with(['.', '~']);
    if is_device(stem) || is_hidden { format!("_{stem}") } else { stem.to_string() }
}

/// Without characters that some program refuses or that do not show, on one line.
fn legal(name: &str) -> String {
    let shown = name.chars().filter(|c| !is_invisible(*c));
    let replaced = shown.map(|c| match c {
        _ if REFUSED.contains(c) => char::from_u32(c as u32 + FULL_WIDTH).unwrap_or(' '),
        _ if c.is_control() => ' ',
        _ => c,
    });
    let name: String = replaced.collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cut to `most` UTF-16 units and, where that name is taken, numbered; capitals do not tell names apart. A name of
/// which nothing is left (`..`) is 部门.
fn unique(name: &str, most: usize, taken: &mut BTreeSet<String>) -> String {
    let name = if cut(name, most).is_empty() { NAMELESS } else { name };
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
    fn a_name_of_which_nothing_is_left_is_called_a_department() {
        let odd = ["..", "'", "''", ".'.", " . ", "\u{202E}", "\u{200B}\u{2069}", "\u{1}"];
        let numbered: Vec<String> =
            (1..=odd.len()).map(|n| if n == 1 { "部门".into() } else { format!("部门({n})") }).collect();
        assert_eq!(sheet_names(&odd), numbered);
        assert_eq!(file_names(&["..", "\u{202E}", "\u{1}"]), numbered[..3]);
    }

    #[test]
    fn no_file_is_hidden_temporary_or_written_backwards() {
        let names = file_names(&[".隐藏局", "~$财政局", "~.局", "市\u{202E}xslx.局", "\u{2066}审计局\u{2069}"]);
        assert_eq!(names, ["_.隐藏局", "_~$财政局", "_~.局", "市xslx.局", "审计局"]);
        assert_eq!(sheet_names(&["市\u{202D}财政局'."])[0], "市财政局");
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
