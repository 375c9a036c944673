//! Every hostile workbook through the program itself, with 2 GB of address space: it ends with an exit code of
//! its own, says what it has to say in Chinese, and leaves a whole result or none.

use super::hostile_contents;
use crate::support;
use crate::support::{PROGRAM, hostile_files};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Address space in kilobytes.
const MEMORY: u32 = 2_000_000;
/// A debug build under load is slow; what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

fn all() -> Vec<(&'static str, Vec<u8>)> {
    let parts = hostile_files::refused().into_iter().chain(hostile_files::read());
    let files = parts.map(|(name, parts)| (name, parts.zip()));
    files.chain(hostile_contents::cases()).collect()
}

/// What is wrong with the way the program took a file, if anything.
fn fault(folder: &Path, bytes: &[u8]) -> Option<String> {
    let (input, result) = (folder.join("输入.xlsx"), folder.join("结果.xlsx"));
    fs::write(&input, bytes).unwrap();
    let _ = fs::remove_file(&result);
    let begun = Instant::now();
    let script = format!("ulimit -v {MEMORY}; exec \"$0\" \"$1\" -o \"$2\"");
    let output = Command::new("sh").args(["-c", &script, PROGRAM]).arg(&input).arg(&result).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let chinese = said.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
    let foreign = ["panicked", "RUST_BACKTRACE", "overflow", "Error", "error", "None", "程序出错"];
    let short: String = said.chars().take(400).collect();
    let whole = || jixiao::cli::files::read_book(&result).is_ok();
    match output.status.code() {
        None => Some(format!("killed by a signal: {short}")),
        Some(code @ 3..) => Some(format!("exit code {code}: {short}")),
        _ if begun.elapsed() > PATIENCE => Some("hung".into()),
        _ if !chinese || foreign.iter().any(|word| said.contains(word)) => Some(format!("said: {short}")),
        Some(2) => result.exists().then(|| "a result in spite of a refusal".into()),
        _ => (!whole()).then(|| "no whole result".into()),
    }
}

#[test]
fn no_hostile_workbook_stops_the_program_or_leaves_a_torn_result() {
    let folder = support::folder();
    let cases = all();
    assert!(cases.len() >= 150, "{}", cases.len());
    let mut faults = Vec::new();
    for (name, bytes) in &cases {
        faults.extend(fault(folder.path(), bytes).map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
fn a_folder_of_hostile_files_gives_its_one_good_form_and_an_account_of_each_file() {
    let folder = support::folder();
    let forms = folder.path().join("填报表");
    let official = support::form::Official::load();
    support::form::Form::good(&official, "市财政局", 1).save(&forms, "市财政局.xlsx");
    let cases = all();
    for (at, (_, bytes)) in cases.iter().enumerate() {
        fs::write(forms.join(format!("{at}.xlsx")), bytes).unwrap();
    }
    let result = folder.path().join("汇总.xlsx");
    let script = format!("ulimit -v {MEMORY}; exec \"$0\" collect \"$1\" -o \"$2\" --json");
    let output = Command::new("sh").args(["-c", &script, PROGRAM]).arg(&forms).arg(&result).output();
    let output = output.unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["files"].as_array().unwrap().len(), cases.len() + 1);
    let read = said["departments"].as_array().unwrap();
    assert!(read.contains(&serde_json::json!("市财政局")), "{read:?}");
    let blank = |file: &&serde_json::Value| file["status"] == "未读" && file["reason"].as_str().unwrap().is_empty();
    assert_eq!(said["files"].as_array().unwrap().iter().find(blank), None);
    assert!(jixiao::cli::files::read_book(&result).is_ok());
}
