//! The program `jixiao`: runs what was typed, prints what it says, ends with its exit code.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the only place that prints")]
#![allow(clippy::disallowed_methods, reason = "the arguments and the terminal are its business")]

use jixiao::cli::arguments::{Command, Parsed, parse};
use jixiao::cli::commands::run;
use jixiao::cli::io_words::in_words;
use jixiao::cli::menu;
use jixiao::cli::outcome::{Exit, Outcome};
use jixiao::cli::windows::{code_page, in_code_page, only_paths, repaired};
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

/// The programs for Linux bring their own C library, whose own allocator takes more time than all the rest of a run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Room for the calls of a thread that shares the work: as much as the first thread has.
const STACK: usize = 8 << 20;

fn main() -> ExitCode {
    // refused only where it was asked for before
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    let own_window = cfg!(windows) && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if arguments.len() == 1 && own_window {
        arguments.push("menu".into());
    }
    let window = if own_window && only_paths(&arguments) { Some(Window) } else { None };
    let arguments = match cfg!(windows) {
        true => repaired(arguments),
        false => Ok(arguments),
    };
    let exit = match arguments.map(parse) {
        Err(fault) => say(Outcome { text: format!("未能运行：{fault}"), exit: Exit::NotRun }),
        Ok(Parsed::Print(outcome)) => say(outcome),
        Ok(Parsed::Run(commands)) if matches!(commands[..], [Command::Menu]) => ask_and_run(),
        Ok(Parsed::Run(commands)) => run_all(commands),
    };
    drop(window);
    ExitCode::from(exit as u8)
}

/// A window that is there for this run alone: it would close before it is read, whatever ends the run.
struct Window;

impl Drop for Window {
    fn drop(&mut self) {
        let _ = ask("\n按回车键关闭窗口。");
    }
}

/// Runs one after the other; the worst exit code is that of all.
fn run_all(commands: Vec<Command>) -> Exit {
    let exits = commands.into_iter().map(|command| say(run(command).unwrap_or_else(Outcome::from)));
    exits.max_by_key(|exit| *exit as u8).unwrap_or(Exit::Done)
}

/// 菜单: asks in the window what to do, and does it.
fn ask_and_run() -> Exit {
    let _window = Window;
    let program = std::env::current_exe().unwrap_or_default();
    let chosen = menu::choose(program.parent().unwrap_or(&program), &mut ask);
    let Some(chosen) = chosen else { return Exit::Done };
    match parse([OsString::from("jixiao")].into_iter().chain(chosen).collect()) {
        Parsed::Print(outcome) => say(outcome),
        Parsed::Run(commands) => run_all(commands),
    }
}

/// Prints a prompt and reads a line; none at the end of the input.
fn ask(prompt: &str) -> Option<String> {
    let mut out = std::io::stdout();
    write!(out, "{prompt}").and_then(|()| out.flush()).ok()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).ok().filter(|read| *read > 0).map(|_| line)
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
    let line = format!("{text}\n");
    // what the system's own programs write by `>` has the letters of the window, and its editors read it so
    let into_file = cfg!(windows) && !out.is_terminal() && !is_json();
    let bytes = if into_file { in_code_page(&line, code_page()) } else { line.as_bytes().into() };
    match out.write_all(&bytes).and_then(|()| out.flush()) {
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

/// What is asked for as JSON is read by programs: in UTF-8 everywhere.
fn is_json() -> bool {
    std::env::args_os().any(|argument| argument == "--json")
}
