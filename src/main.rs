//! The program `jixiao`: parses the arguments, runs a verb, prints, and sets the exit code.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the only place that prints")]

use jixiao::cli::arguments::{Command, Parsed};
use jixiao::cli::{RunError, arguments, commands, evaluate, progress};
use jixiao::collect;
use jixiao::evaluate::Refusal;
use jixiao::ground::finding::{Finding, Severity};
use jixiao::result::{json, text};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// 完成
const DONE: u8 = 0;
/// 完成，有“必须”级疑点
const DONE_WITH_FAULTS: u8 = 1;
/// 未能运行
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let (code, bare) = match arguments::parse(std::env::args_os().collect()) {
        Parsed::Run(command, bare) => (run(command).unwrap_or_else(complain), bare),
        Parsed::Print { text, code: DONE } => {
            print(&text);
            (DONE, false)
        }
        Parsed::Print { text, code } => {
            eprintln!("{text}");
            (code, false)
        }
    };
    if bare && cfg!(windows) && std::io::stdout().is_terminal() {
        // a file was dragged onto the program: the window would close before it is read
        print("\n按回车键关闭窗口。");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    ExitCode::from(code)
}

/// Prints; a closed pipe is no fault.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn complain(error: RunError) -> u8 {
    match error {
        RunError::Refused(Refusal::Faults(findings)) => eprintln!("{}", text::faults(&findings)),
        other => eprintln!("未能运行：{other}"),
    }
    COULD_NOT_RUN
}

fn run(command: Command) -> Result<u8, RunError> {
    match command {
        Command::Score(score) => {
            let scored = commands::score(&score)?;
            let output = scored.output.display().to_string();
            match score.json {
                true => print(&json::result(&scored.evaluation, &output, &scored.form_paths()).to_string()),
                false => print(&text::summary(&scored.evaluation, &output, &scored.forms_shown())),
            }
            let code = exit_code(&scored.evaluation.findings);
            // the system takes the memory back at once; piece by piece takes long
            std::mem::forget(scored);
            Ok(code)
        }
        Command::Template(template) => {
            let (output, notes) = commands::template(&template)?;
            let notes: String = notes.iter().map(|note| format!("\n{note}")).collect();
            print(&format!("模板已生成：{}\n请先看“填报说明”表。{notes}", output.display()));
            Ok(DONE)
        }
        Command::Collect(options) => {
            let (collected, output) = commands::collect(&options)?;
            let output = output.display().to_string();
            match options.json {
                true => print(&collect::json(&collected, &output).to_string()),
                false => print(&collect::summary(&collected, &output)),
            }
            Ok(exit_code(&collected.findings))
        }
        Command::Check(check) => {
            let evaluation = progress::during("正在检查".into(), || evaluate(&check.file))?;
            match check.json {
                true => print(&json::sorted(json::findings(&evaluation.findings)).to_string()),
                false => print(&text::findings(&evaluation.findings)),
            }
            Ok(exit_code(&evaluation.findings))
        }
        Command::Rules(rules) => {
            let (text, refused) = commands::rules(&rules)?;
            print(&text);
            Ok(if refused { DONE_WITH_FAULTS } else { DONE })
        }
        Command::Compare(compare) => {
            print(&progress::during("正在对比".into(), || commands::compare_years(&compare))?);
            Ok(DONE)
        }
        Command::Explain(explain) => {
            print(&commands::explain(&explain)?);
            Ok(DONE)
        }
    }
}

fn exit_code(findings: &[Finding]) -> u8 {
    if findings.iter().any(|finding| finding.severity() == Severity::Must) { DONE_WITH_FAULTS } else { DONE }
}
