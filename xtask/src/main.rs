//! What the developers of jixiao run besides the program: `cargo xtask fingerprint`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool of the developers")]

mod fingerprint;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["fingerprint"] => fingerprint::print(root()),
        _ => Err("cargo xtask fingerprint".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository")
}
