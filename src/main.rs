//! The program `jixiao`: runs what was typed, prints what it says, ends with its exit code.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the only place that prints")]
#![allow(clippy::disallowed_methods, reason = "the arguments and the terminal are its business")]

use jixiao::cli::arguments::{Parsed, parse};
use jixiao::cli::commands::run;
use jixiao::cli::io_words::in_words;
use jixiao::cli::outcome::{Exit, Outcome};
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (Outcome { text, exit }, dragged) = match parse(std::env::args_os().collect()) {
        Parsed::Run { command, dragged } => (run(command).unwrap_or_else(Outcome::from), dragged),
        Parsed::Print(outcome) => (outcome, false),
    };
    let exit = match exit {
        Exit::NotRun => {
            complain(&text);
            exit
        }
        Exit::Done | Exit::DoneWithFaults => print(&text, exit),
    };
    if dragged && cfg!(windows) && std::io::stdout().is_terminal() {
        // the window would close before it is read
        print("\n按回车键关闭窗口。", exit);
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    ExitCode::from(exit as u8)
}

/// Prints; what was not read by anyone was not said. That a reader has had enough (`| head`) is no fault.
fn print(text: &str, exit: Exit) -> Exit {
    let mut out = std::io::stdout();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!(
                "运行已结束，但写不出屏幕输出（{}）：已写出的文件仍然有效，请换一个输出位置后重新运行。",
                in_words(&error)
            ));
            Exit::NotRun
        }
        _ => exit,
    }
}

/// Says what went wrong; where even that cannot be said, the exit code says it.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
