//! The page: the same crates as the program, and nothing that Chromium 87 does not have.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The page's own code, in lines; and of one file.
const MOST: [usize; 2] = [1_500, 500];

/// What the oldest browser does not have, and what a page that keeps nothing and asks nobody does not use.
#[rustfmt::skip]
const NOT_THERE: &[&str] = &[
    ":has(", ":is(", ":where(", "@container", "inert", "aspect-ratio", "accent-color", "dvh", "color-mix", "subgrid",
    "text-wrap", "popover", "structuredClone", ".at(", "hasOwn(", "findLast", "showSaveFilePicker", "deflate-raw",
    "localStorage", "sessionStorage", "indexedDB", "fetch(", "XMLHttpRequest", "innerHTML", "http:", "https:", "@font-face",
];

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The crates of a lock file with their versions.
fn locked(path: &str) -> BTreeMap<(String, String), ()> {
    let text = text(path);
    let value = |line: &str| line.split('"').nth(1).unwrap_or_default().to_string();
    let packages = text.split("[[package]]").skip(1).map(|package| {
        let mut lines = package.trim().lines();
        (value(lines.next().unwrap()), value(lines.next().unwrap()))
    });
    packages.map(|package| (package, ())).collect()
}

fn versions<'a>(lock: &'a BTreeMap<(String, String), ()>, name: &str) -> Vec<&'a str> {
    lock.keys().filter(|(other, _)| other == name).map(|(_, version)| version.as_str()).collect()
}

#[test]
fn the_page_is_made_of_the_same_crates_as_the_program() {
    let (program, page) = (locked("Cargo.lock"), locked("web/Cargo.lock"));
    for (name, version) in page.keys().filter(|(name, _)| !["jixiao-web", "jixiao"].contains(&name.as_str())) {
        let of_program = versions(&program, name);
        assert!(of_program.is_empty() || of_program.contains(&version.as_str()), "{name} {version}: {of_program:?}");
    }
    let bindgen = locked("web/bindgen/Cargo.lock");
    assert_eq!(versions(&bindgen, "wasm-bindgen-cli-support"), versions(&page, "wasm-bindgen"));
}

/// The files of the page, with what stands in them.
fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/page/src");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.map(|name| format!("web/page/src/{name}")).collect();
    names.push("web/page/style.css".to_string());
    names.into_iter().map(|name| (name.clone(), text(&name))).collect()
}

#[test]
fn the_page_uses_what_the_oldest_browser_has() {
    for (name, text) in sources() {
        for word in NOT_THERE {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
    let policy = text("web/page/index.html");
    assert!(policy.contains("default-src 'none'") && !policy.contains("connect-src"));
}

#[test]
fn the_code_of_the_page_stays_small() {
    let counts: Vec<(String, usize)> = sources()
        .into_iter()
        .filter(|(name, _)| !name.ends_with(".css"))
        .map(|(name, text)| (name, text.lines().count()))
        .collect();
    assert!(counts.iter().all(|(_, lines)| *lines < MOST[1]), "{counts:?}");
    assert!(counts.iter().map(|(_, lines)| lines).sum::<usize>() <= MOST[0], "{counts:?}");
}
