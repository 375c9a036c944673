//! Results under kill -9 and under a writer that fails: the old result or the new one, never a piece.
//!
//! `cargo test --release --test killed -- --ignored --nocapture` runs them and says what docs/quality.md reports.
#![cfg(target_os = "linux")]

use crate::support;
use crate::support::PROGRAM;
use crate::support::book::Book;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use xtask::random::Random;

const RESULT: &str = "结果.xlsx";
const TURNS: u32 = 200;

/// Two inputs with the results they give, whole.
struct Case {
    folder: tempfile::TempDir,
    inputs: [PathBuf; 2],
    results: [Vec<u8>; 2],
    /// How long a run takes.
    takes: Duration,
}

impl Case {
    fn new() -> Case {
        let folder = support::folder();
        let names: Vec<String> = (0..60).map(|number| format!("第{number}局")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let inputs = ["甲", "乙"].map(|name| {
            let home = folder.path().join(name);
            fs::create_dir(&home).unwrap();
            let marks = if name == "甲" { "1" } else { "2" };
            Book::good(&names).data(0, "资产管理安全性/①", marks).save(&home)
        });
        let mut case = Case { folder, inputs, results: Default::default(), takes: Duration::ZERO };
        for at in 0..2 {
            let begun = Instant::now();
            case.start(at).wait().unwrap();
            case.takes = begun.elapsed();
            case.results[at] = fs::read(case.result()).unwrap();
        }
        assert!(case.results[0] != case.results[1]);
        case
    }

    fn result(&self) -> PathBuf {
        self.folder.path().join(RESULT)
    }

    fn start(&self, at: usize) -> Child {
        let mut command = Command::new(PROGRAM);
        command.arg(&self.inputs[at]).arg("-o").arg(self.result());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Which of the two results is there, whole.
    fn whole(&self) -> Option<usize> {
        let found = fs::read(self.result()).unwrap();
        self.results.iter().position(|result| *result == found)
    }
}

/// Whether a run is writing at the moment.
fn is_writing(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).unwrap().flatten();
    entries.any(|entry| entry.file_name().to_string_lossy().starts_with(".jixiao-"))
}

#[test]
#[ignore = "kills 400 runs"]
fn a_run_killed_at_any_moment_leaves_a_whole_result() {
    let case = Case::new();
    let (mut torn, mut writing, mut finished) = (0, 0, 0);
    let mut random = Random::new(20_251_124);
    let mut wait = |most: usize| std::thread::sleep(Duration::from_micros(random.below(most) as u64));
    for turn in 0..2 * TURNS {
        let mut child = case.start(turn as usize % 2);
        let begun = Instant::now();
        if turn % 2 == 0 || turn >= TURNS {
            // at any moment of the run
            wait(case.takes.as_micros() as usize * 5 / 4);
        } else {
            // at any moment of the write: from when the temporary file appears
            while !is_writing(case.folder.path()) && begun.elapsed() < 2 * case.takes {}
            wait(1_500);
        }
        finished += u32::from(child.try_wait().unwrap().is_some());
        let _ = child.kill();
        child.wait().unwrap();
        torn += u32::from(case.whole().is_none());
        for entry in fs::read_dir(case.folder.path()).unwrap().flatten() {
            if entry.file_name().to_string_lossy().starts_with(".jixiao-") {
                writing += 1;
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }
    println!("killed {}: while writing {writing}, after the end {finished}, torn results {torn}", 2 * TURNS);
    assert_eq!(torn, 0);
}

/// The system refuses every byte beyond a limit: the write fails at each step of a kilobyte.
#[test]
#[ignore = "hundreds of runs"]
fn a_write_that_fails_at_any_byte_leaves_the_old_result() {
    let case = Case::new();
    let (size, old) = (case.results[0].len(), case.whole().unwrap());
    let mut failed = 0;
    for blocks in 0..size / 512 {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$1\" -o \"$2\"");
        let mut command = Command::new("dash");
        command.args(["-c", &script, PROGRAM]).arg(&case.inputs[0]).arg(case.result());
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), case.whole()), (Some(2), Some(old)), "{blocks}: {said}");
        assert!(said.contains("原有文件未改动"), "{said}");
        assert!(!is_writing(case.folder.path()), "no rubbish");
        failed += 1;
    }
    println!("failed writes {failed}, old result kept in all");
}

/// A file mounted over the target cannot be replaced: the rename fails.
#[test]
#[ignore = "mounts a file"]
fn a_rename_that_fails_leaves_the_old_result() {
    let case = Case::new();
    let other = case.folder.path().join("别的.xlsx");
    fs::write(&other, "别的").unwrap();
    let mounted = Command::new("mount").arg("--bind").args([&other, &case.result()]).status().unwrap();
    assert!(mounted.success());
    let code = case.start(0).wait().unwrap().code();
    let left = is_writing(case.folder.path());
    assert!(Command::new("umount").arg(case.result()).status().unwrap().success());
    assert_eq!((code, left, case.whole()), (Some(2), false, Some(1)));
}
