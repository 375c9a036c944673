//! The borders between the modules: who may use what. A module that needs an exception needs a new plan.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// Lines of code (no comments, no tests) that have a word or call, as `src/x.rs:12: line`.
fn uses(word: &str, allowed: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for path in sources(&root.join("src")) {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if allowed.iter().any(|place| name.starts_with(place)) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in (1..).zip(code.lines()) {
            let line = line.split("//").next().unwrap();
            let word_at = |at: usize| {
                let inside = |c: char| c.is_alphanumeric() || c == '_';
                !line[..at].ends_with(inside) && !line[at + word.len()..].starts_with(inside)
            };
            if line.match_indices(word).any(|(at, _)| word_at(at)) {
                found.push(format!("{name}:{number}: {}", line.trim()));
            }
        }
    }
    found
}

#[test]
fn only_the_reader_knows_the_crates_that_read_files() {
    for word in ["calamine::", "zip::", "quick_xml::"] {
        assert_eq!(uses(word, &["src/read/"]), [""; 0], "{word}");
    }
}

#[test]
fn only_the_writer_knows_the_crate_that_writes_workbooks() {
    assert_eq!(uses("rust_xlsxwriter", &["src/write/"]), [""; 0]);
}

#[test]
fn floating_point_passes_one_door() {
    assert_eq!(uses("f64", &["src/quantity.rs"]), [""; 0]);
    assert_eq!(uses("f32", &[]), [""; 0]);
}

#[test]
fn only_the_command_line_knows_clap_and_only_main_prints() {
    assert_eq!(uses("clap", &["src/cli.rs"]), [""; 0]);
    for word in ["println!", "eprintln!", "print!", "eprint!"] {
        assert_eq!(uses(word, &["src/main.rs"]), [""; 0], "{word}");
    }
}

#[test]
fn calls_that_read_without_a_budget_or_write_without_care_are_not_used() {
    for word in ["worksheet_formula(", "open_workbook_auto", "worksheets("] {
        assert_eq!(uses(word, &[]), [""; 0], "{word}");
    }
    assert_eq!(uses("worksheet_range(", &["src/read/old.rs"]), [""; 0]);
    assert_eq!(uses("workbook.save(", &[]), [""; 0]);
    assert_eq!(uses("jixiao::cli::save::save(", &[]), [""; 0], "safe::save reads back what it writes");
}

/// quantity ← finding, model … ← stages ← lib ← main: a lower module does not use a higher one.
#[test]
fn imports_point_down() {
    let forbidden = [
        ("quantity.rs", vec!["finding", "model", "rules", "parse", "score", "report", "write", "layout"]),
        ("finding.rs", vec!["model", "rules", "parse", "score", "report", "write", "layout"]),
        ("convention.rs", vec!["model", "rules", "parse", "score", "report", "write"]),
        ("sheet.rs", vec!["model", "rules", "parse", "score", "report", "write"]),
        ("read/", vec!["model", "rules", "parse", "score", "report", "write", "layout"]),
        ("rules/", vec!["model", "parse", "score", "report", "write", "layout", "read"]),
        ("score/", vec!["parse", "report", "write", "read", "template"]),
        ("parse/", vec!["score", "report", "write", "template", "rank"]),
        ("report/", vec!["write", "template", "cli"]),
        ("write/", vec!["model", "parse", "score", "report", "rules", "read"]),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, words) in forbidden {
        let files: Vec<PathBuf> = sources(&root)
            .into_iter()
            .filter(|path| {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                name.starts_with(module)
            })
            .collect();
        assert!(!files.is_empty(), "no module {module}");
        for path in files {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for word in &words {
                let import = format!("crate::{word}::");
                assert!(!code.contains(&import), "{} uses {import}", path.display());
            }
        }
    }
}

#[test]
fn files_stay_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let long: Vec<_> = sources(&root.join("src"))
        .into_iter()
        .chain(sources(&root.join("tests")).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")))
        .filter(|path| fs::read_to_string(path).unwrap().lines().count() > 520)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}
