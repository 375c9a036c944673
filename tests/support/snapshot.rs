//! Texts pinned in snapshots/: a long line goes on in the next ones, so that a person can read what changed.

/// Characters of a line.
const WIDTH: usize = 100;
/// How the rest of a line begins.
const REST: &str = "    ";

/// Pins a text in snapshots/ under a name.
pub fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, wrapped(text)));
}

/// The same text in lines of [`WIDTH`] characters at most.
fn wrapped(text: &str) -> String {
    text.lines().map(wrapped_line).collect::<Vec<_>>().join("\n")
}

/// Ends a line behind a cell where it can, else behind a sign, else anywhere.
fn wrapped_line(line: &str) -> String {
    let mut lines = Vec::new();
    let mut rest: Vec<char> = line.chars().collect();
    while rest.len() > WIDTH {
        let last = |is: fn(&[char]) -> bool, from: usize| (from..=WIDTH).rev().find(|end| is(&rest[..*end]));
        let cell = last(|text| text.ends_with(&[' ', '|', ' ']), 1);
        let sign = || last(|text| text.ends_with(&[',']) || "，。；、：）⏎ ".contains(text[text.len() - 1]), WIDTH / 2);
        let end = cell.or_else(sign).unwrap_or(WIDTH);
        let after = rest.split_off(end);
        lines.push(String::from_iter(rest).trim_end().to_string());
        rest = after;
    }
    lines.push(rest.into_iter().collect());
    lines.join(&format!("\n{REST}"))
}

#[test]
fn a_long_line_ends_behind_a_cell_a_sign_or_anywhere() {
    let cells = vec![format!("A1: {}", "甲".repeat(40)); 4].join(" | ");
    let (cell, long) = (format!("A1: {}", "甲".repeat(40)), "乙".repeat(130));
    assert_eq!(wrapped(&cells), format!("{cell} | {cell} |\n    {cell} | {cell}"));
    assert_eq!(wrapped(&long), format!("{}\n    {}", "乙".repeat(100), "乙".repeat(30)));
    let sentences = format!("{}。{}", "丙".repeat(80), "丙".repeat(40));
    assert_eq!(wrapped(&sentences), format!("{}。\n    {}", "丙".repeat(80), "丙".repeat(40)));
}

#[test]
fn no_pinned_line_is_too_long_to_read() {
    for entry in std::fs::read_dir(super::path("snapshots")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= 300, "{} has a line of {longest} characters", path.display());
    }
}
