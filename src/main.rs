//! The program `jixiao`: runs what was typed, prints what it says, ends with its exit code.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the only place that prints")]
#![allow(clippy::disallowed_methods, reason = "the arguments and the terminal are its business")]

use jixiao::cli::arguments::{Parsed, parse};
use jixiao::cli::commands::run;
use jixiao::cli::outcome::{Exit, Outcome};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (Outcome { text, exit }, dragged) = match parse(std::env::args_os().collect()) {
        Parsed::Run { command, dragged } => (run(command).unwrap_or_else(Outcome::from), dragged),
        Parsed::Print(outcome) => (outcome, false),
    };
    match exit {
        Exit::NotRun => eprintln!("{text}"),
        Exit::Done | Exit::DoneWithFaults => print(&text),
    }
    if dragged && cfg!(windows) && std::io::stdout().is_terminal() {
        // the window would close before it is read
        print("\n按回车键关闭窗口。");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    ExitCode::from(exit as u8)
}

/// Prints; a closed pipe is no fault.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
