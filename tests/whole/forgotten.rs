//! Every file of tests/ runs: one that no `mod` leads to would be passed over in silence.

use crate::support::path;
use std::collections::BTreeMap;
use std::path::Path;

/// The text of each .rs file below a folder, by its path from there.
fn sources(folder: &Path, within: &str, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{within}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            sources(&path, &format!("{name}/"), found);
        } else if name.ends_with(".rs") {
            found.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The files that no `mod` leads to, from main.rs on.
fn forgotten(mut files: BTreeMap<String, String>) -> Vec<String> {
    let mut open = vec!["main.rs".to_string()];
    while let Some(file) = open.pop() {
        let Some(text) = files.remove(&file) else { continue };
        let stem = file.trim_end_matches("main.rs").trim_end_matches("mod.rs").trim_end_matches(".rs");
        let folder = if stem.is_empty() || stem.ends_with('/') { stem.to_string() } else { format!("{stem}/") };
        let declared = text.lines().filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod "));
        for module in declared.filter_map(|rest| rest.strip_suffix(';')) {
            open.extend([format!("{folder}{module}.rs"), format!("{folder}{module}/mod.rs")]);
        }
    }
    files.into_keys().collect()
}

#[test]
fn no_file_of_tests_is_forgotten() {
    let mut files = BTreeMap::new();
    sources(&path("tests"), "", &mut files);
    assert!(files.len() > 40, "{}", files.len());
    assert_eq!(forgotten(files), [""; 0]);
}

#[test]
fn a_forgotten_file_is_found() {
    let file = |(name, text): (&str, &str)| (name.to_string(), text.to_string());
    let files = [
        ("main.rs", "mod one;\nmod two;"),
        ("one/mod.rs", "pub mod inner;\n// mod lost;"),
        ("one/inner.rs", "mod deep;"),
        ("one/inner/deep.rs", ""),
        ("one/lost.rs", ""),
        ("two.rs", ""),
        ("inner.rs", ""),
    ];
    assert_eq!(forgotten(files.map(file).into_iter().collect()), ["inner.rs", "one/lost.rs"]);
}
