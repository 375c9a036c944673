//! The program `jixiao`: runs what was typed, prints what it says, ends with its exit code.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the only place that prints")]
#![allow(clippy::disallowed_methods, reason = "the arguments and the terminal are its business")]

use jixiao::cli::arguments::{Command, Parsed, parse};
use jixiao::cli::commands::run;
use jixiao::cli::io_words::in_words;
use jixiao::cli::menu;
use jixiao::cli::outcome::{Exit, Outcome};
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.len() == 1 && cfg!(windows) && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        arguments.push("menu".into());
    }
    let exit = match parse(arguments) {
        Parsed::Print(outcome) => say(outcome),
        Parsed::Run { commands, .. } if matches!(commands[..], [Command::Menu]) => ask_and_run(),
        Parsed::Run { commands, dragged } => {
            let exit = run_all(commands);
            if dragged && cfg!(windows) && std::io::stdout().is_terminal() {
                wait();
            }
            exit
        }
    };
    ExitCode::from(exit as u8)
}

/// Runs one after the other; the worst exit code is that of all.
fn run_all(commands: Vec<Command>) -> Exit {
    let exits = commands.into_iter().map(|command| say(run(command).unwrap_or_else(Outcome::from)));
    exits.max_by_key(|exit| *exit as u8).unwrap_or(Exit::Done)
}

/// 菜单: asks in the window what to do, and does it.
fn ask_and_run() -> Exit {
    let program = std::env::current_exe().unwrap_or_default();
    let chosen = menu::choose(program.parent().unwrap_or(&program), &mut ask);
    let Some(chosen) = chosen else { return Exit::Done };
    let exit = match parse([OsString::from("jixiao")].into_iter().chain(chosen).collect()) {
        Parsed::Print(outcome) => say(outcome),
        Parsed::Run { commands, .. } => run_all(commands),
    };
    wait();
    exit
}

/// Prints a prompt and reads a line; none at the end of the input.
fn ask(prompt: &str) -> Option<String> {
    let mut out = std::io::stdout();
    write!(out, "{prompt}").and_then(|()| out.flush()).ok()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).ok().filter(|read| *read > 0).map(|_| line)
}

/// The window would close before it is read.
fn wait() {
    let _ = ask("\n按回车键关闭窗口。");
}

fn say(Outcome { text, exit }: Outcome) -> Exit {
    match exit {
        Exit::NotRun => {
            complain(&text);
            exit
        }
        Exit::Done | Exit::DoneWithFaults => print(&text, exit),
    }
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
