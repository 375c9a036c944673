//! The house: who may use whom, and which door leads to which crate. Every rule is tried on a violation that it
//! must catch. A file that needs an exception needs a new plan of the house.
mod uses;

use std::fs;
use std::path::{Path, PathBuf};
use uses::{Use, uses};

/// The rooms, each with the rooms that it may use besides itself. `cli` may use all, and nobody uses `cli`.
#[rustfmt::skip]
const ROOMS: &[(&str, &[&str])] = &[
    ("ground", &[]),
    ("workbook", &["ground"]),
    ("criterion", &["ground"]),
    ("scheme", &["ground", "workbook", "criterion"]),
    ("submission", &["ground", "workbook", "criterion", "scheme"]),
    ("evaluate", &["ground", "workbook", "criterion", "scheme", "submission"]),
    ("result", &["ground", "workbook", "criterion", "scheme", "submission", "evaluate"]),
    ("annex", &["ground", "workbook", "criterion", "scheme", "submission", "evaluate", "result"]),
    ("template", &["ground", "workbook", "criterion", "scheme", "submission", "evaluate", "result"]),
    ("form", &["ground", "workbook", "criterion", "scheme", "submission", "evaluate", "result", "annex", "template"]),
    ("judges", &["ground", "workbook", "scheme", "submission", "evaluate", "result", "annex", "form"]),
    ("collect", &["ground", "workbook", "criterion", "scheme", "submission", "evaluate", "result", "annex", "template", "form"]),
    ("word", &["ground"]),
    ("review", &["ground", "workbook", "criterion", "scheme", "submission", "evaluate", "result", "annex"]),
    ("documents", &["ground", "word", "workbook", "criterion", "scheme", "submission", "evaluate", "result", "annex", "template", "form", "review"]),
    ("jobs", &["ground", "word", "workbook", "criterion", "scheme", "submission", "evaluate", "result", "annex", "template", "form", "judges", "collect", "review", "documents"]),
];

/// What may be used only behind a door: the beginning of its path, and the files that may.
#[rustfmt::skip]
const DOORS: &[(&str, &[&str])] = &[
    ("calamine", &["workbook/read/"]),
    ("quick_xml", &["workbook/read/", "workbook/write/", "word/"]),
    ("zip", &["workbook/read/guard.rs", "workbook/write/", "word/"]),
    ("rawzip", &["workbook/write/pack.rs"]),
    ("flate2", &["workbook/write/pack.rs"]),
    ("rust_xlsxwriter", &["workbook/write/"]),
    ("sha2", &["workbook/read/mod.rs"]),
    ("winnow", &["criterion/grammar/", "ground/expression/"]),
    ("csv", &["submission/department_list.rs"]),
    ("encoding_rs", &["cli/windows.rs", "submission/department_list.rs"]),
    ("clap", &["cli/arguments.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("tempfile", &["cli/save.rs"]),
    ("same_file", &["cli/"]),
    ("f64", &["ground/quantity.rs"]),
    ("f32", &[]),
    ("std::fs", &["cli/"]),
    ("std::path", &["cli/"]),
    ("std::env", &["cli/", "main.rs"]),
    ("std::time", &["cli/"]),
    ("std::process", &["cli/page.rs", "cli/windows.rs", "main.rs"]),
    ("std::io::stdin", &["main.rs"]),
    ("std::io::stdout", &["main.rs"]),
    ("std::io::stderr", &["main.rs", "cli/progress.rs"]),
    ("println!", &["main.rs"]),
    ("eprintln!", &["main.rs"]),
    ("print!", &["main.rs"]),
    ("eprint!", &["main.rs"]),
    ("dbg!", &[]),
];

/// Methods that read without a budget or save without care, and the files that may call them.
#[rustfmt::skip]
const METHODS: &[(&str, &[&str])] = &[
    ("worksheet_range", &["workbook/read/legacy.rs"]),
    ("worksheet_range_at", &[]),
    ("worksheet_formula", &[]),
    ("worksheets", &[]),
    ("save", &[]),
];

/// The longest file, in lines.
const LONGEST: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    files.chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

/// What a rule finds in all of src.
fn found(rule: fn(&Use) -> Option<String>) -> Vec<String> {
    let root = root();
    let all = files(&root).into_iter().flat_map(|path| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        uses(&name, &fs::read_to_string(&path).unwrap())
    });
    all.filter_map(|used| rule(&used)).collect()
}

/// What a rule finds in a file that is made up.
fn planted(rule: fn(&Use) -> Option<String>, file: &str, text: &str) -> Vec<String> {
    uses(file, text).iter().filter_map(rule).collect()
}

fn is_among(file: &str, places: &[&str]) -> bool {
    places.iter().any(|place| file.starts_with(place))
}

/// A lower room does not use a higher one, and nobody uses cli.
fn order(used: &Use) -> Option<String> {
    let room = used.file.split('/').next()?;
    let wanted = used.path.strip_prefix("crate::")?.split("::").next()?;
    let (_, below) = ROOMS.iter().find(|(name, _)| *name == room)?;
    let is_room = wanted == "cli" || ROOMS.iter().any(|(name, _)| *name == wanted);
    (is_room && wanted != room && !below.contains(&wanted)).then(|| used.to_string())
}

/// A crate or a part of std is used only by the files that stand at its door.
fn door(used: &Use) -> Option<String> {
    let leads = |path: &str| used.path == path || used.path.starts_with(&format!("{path}::"));
    let (_, places) = DOORS.iter().find(|(path, _)| leads(path))?;
    (!used.is_method && !is_among(&used.file, places)).then(|| used.to_string())
}

fn method(used: &Use) -> Option<String> {
    let (_, places) = METHODS.iter().find(|(name, _)| used.path == *name)?;
    let foreign = used.path != "save" || used.file.starts_with("workbook/");
    (used.is_method && foreign && !is_among(&used.file, places)).then(|| used.to_string())
}

/// A kind of rules knows no other kind.
fn kinds_apart(used: &Use) -> Option<String> {
    let own = used.file.strip_prefix("criterion/kinds/")?.split_once('/')?.0;
    let other = used.path.strip_prefix("crate::criterion::kinds::")?.split("::").next()?;
    (other != own).then(|| used.to_string())
}

#[test]
fn a_lower_room_does_not_use_a_higher_one() {
    let group = "use crate::{report::Evaluation, evaluate::{Evaluation, rank}, ground::place::Place};";
    assert_eq!(planted(order, "ground/quantity.rs", group).len(), 2, "a group of imports");
    assert_eq!(planted(order, "workbook/write/long.rs", "fn f() { crate::cli::save::save(&[], p) }").len(), 1);
    assert_eq!(planted(order, "criterion/rule.rs", "fn f() { format!(\"{}\", crate::scheme::x()) }").len(), 1);
    assert_eq!(planted(order, "ground/number/mod.rs", "use super::super::result::text;").len(), 1);
    assert_eq!(planted(order, "form/blank.rs", "use crate::collect::collect;").len(), 1);
    assert_eq!(planted(order, "collect/mod.rs", "use crate::form::fields; use super::ground;").len(), 0);
    assert_eq!(found(order), [""; 0]);
}

#[test]
fn a_crate_is_used_at_its_door_alone() {
    for text in ["use zip::ZipArchive;", "use ::quick_xml::{Reader, events};", "fn f(x: f64) {}", "use calamine as c;"]
    {
        assert!(!planted(door, "result/mod.rs", text).is_empty(), "{text}");
    }
    assert_eq!(planted(door, "workbook/write/pack.rs", "use zip::ZipArchive; use clap::Parser;").len(), 1);
    assert_eq!(planted(door, "collect/mod.rs", "use std::{fmt, fs::File};").len(), 1);
    assert_eq!(
        planted(door, "collect/mod.rs", "use std::fs; fn f() { fs::read(p) }").len(),
        2,
        "and by its short name"
    );
    assert_eq!(planted(door, "cli/commands.rs", "fn f() { println!(\"x\") }").len(), 1);
    assert_eq!(planted(door, "main.rs", "fn f() { println!(\"x\") }").len(), 0);
    assert_eq!(planted(door, "result/mod.rs", "#[cfg(test)] mod tests { use std::fs; }").len(), 0, "tests may");
    assert_eq!(found(door), [""; 0]);
}

#[test]
fn nothing_reads_without_a_budget_or_saves_without_care() {
    assert_eq!(planted(method, "workbook/read/xlsx.rs", "fn f() { book.worksheet_range(n) }").len(), 1);
    assert_eq!(planted(method, "workbook/write/mod.rs", "fn f() { workbook.save(path) }").len(), 1);
    assert_eq!(found(method), [""; 0]);
}

#[test]
fn a_kind_of_rules_knows_no_other() {
    let other = "use crate::criterion::kinds::{bands::Edge, per_step::PerStep};";
    assert_eq!(planted(kinds_apart, "criterion/kinds/per_step/mod.rs", other).len(), 1);
    assert_eq!(planted(kinds_apart, "criterion/kinds/per_step/parse.rs", "use super::super::bands::Edge;").len(), 1);
    assert_eq!(found(kinds_apart), [""; 0]);
}

#[test]
fn every_room_stands_in_the_plan() {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let folders = entries.filter(|path| path.is_dir());
    let names: Vec<String> = folders.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    for name in &names {
        assert!(name == "cli" || ROOMS.iter().any(|(room, _)| room == name), "{name} is not in ROOMS");
    }
    for (room, below) in ROOMS {
        assert!(names.iter().any(|name| name == room), "there is no room {room}");
        assert!(below.iter().all(
            |one| ROOMS.iter().position(|(name, _)| name == one) < ROOMS.iter().position(|(name, _)| name == room)
        ));
    }
}

/// Files with more lines than [`LONGEST`].
fn too_long<'a>(files: impl Iterator<Item = (&'a Path, usize)>) -> Vec<String> {
    files.filter(|(_, lines)| *lines > LONGEST).map(|(path, lines)| format!("{}: {lines}", path.display())).collect()
}

#[test]
fn files_stay_short() {
    assert_eq!(too_long([(Path::new("a.rs"), LONGEST), (Path::new("b.rs"), LONGEST + 1)].into_iter()), ["b.rs: 501"]);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all: Vec<PathBuf> =
        ["src", "tests", "xtask/src", "web/src"].iter().flat_map(|folder| files(&repository.join(folder))).collect();
    let counted = all.iter().map(|path| (path.as_path(), fs::read_to_string(path).unwrap().lines().count()));
    assert_eq!(too_long(counted), [""; 0]);
}
