//! 评审: writes the scoring sheets of the judges, or reads them back.

use crate::cli::batch::{Batch, JUDGES};
use crate::cli::files::{name, read_file};
use crate::cli::outcome::Outcome;
use crate::cli::paths::{is_same_file, is_same_place, path_by};
use crate::cli::save::save;
use crate::cli::targets::new_file;
use crate::cli::{RunError, arguments, evaluate_all, folder, progress};
use crate::collect::files::Kind;
use crate::evaluate::Refusal;
use crate::ground::file_names;
use crate::ground::{Code, Finding, Message, Place};
use crate::jobs::judging;
use crate::judges;
use crate::judges::{Expected, Judge, Plan};
use crate::workbook::LazySheet;
use crate::workbook::write::verified;
use std::path::{Path, PathBuf};

/// 评审
///
/// # Errors
/// See [`RunError`]: nothing is written then.
pub fn run(options: &arguments::Judges) -> Result<Outcome, RunError> {
    let evaluations = progress::during("正在读取".into(), || evaluate_all(&options.file))?;
    let plan = Plan::of(evaluations.whole()).map_err(|why| RunError::Refused(Refusal::Asked(why)))?;
    match options.read.is_empty() {
        true => write(options, &plan),
        false => read(options, &plan),
    }
}

/// Writes the scoring sheets, a file for each judge or one for all.
fn write(options: &arguments::Judges, plan: &Plan) -> Result<Outcome, RunError> {
    let expected = expected(options);
    if expected.names.is_empty() && expected.count.is_none() {
        let why = "请写明评审：--judge 张三 --judge 李四，或 --judges 3；要读回打好的分，请写 --read 打分表";
        return Err(RunError::Usage(why.into()));
    }
    let panel = judging::panel(&expected)?;
    let beside = || options.file.with_file_name(file_names::judge_sheets(&name(&options.file)));
    let output = options.output.clone().unwrap_or_else(beside);
    let is_file = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    let paths = match is_file {
        true => vec![one_file(options, plan, &panel)?],
        false => one_each(options, plan, (&panel, &output))?,
    };
    let shown: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    Ok(Outcome::done(match options.json {
        true => {
            let names: Vec<&str> = panel.iter().map(|judge| judge.name.as_str()).collect();
            serde_json::json!({ "judges": names, "files": shown, "marks": plan.keys().count(), "lacking": &plan.lacking }).to_string()
        }
        false => written(plan, &panel, &shown),
    }))
}

fn expected(options: &arguments::Judges) -> Expected {
    Expected { names: options.names.clone(), count: options.count.map(Into::into) }
}

fn written(plan: &Plan, panel: &[Judge], files: &[String]) -> String {
    let names: Vec<&str> = panel.iter().map(|judge| judge.name.as_str()).collect();
    let departments = plan.whole.departments();
    format!(
        "评审打分表已写出：{}名评审（{}），{departments}个部门，每人{}格。\n  {}\n{}\
        打印签字或在表内填写后，读回：jixiao 评审 {} --read 打分表（文件或文件夹）",
        panel.len(),
        names.join("、"),
        plan.keys().count(),
        files.join("\n  "),
        judges::lacking(plan),
        plan.whole.first().input_name,
    )
}

fn one_file(options: &arguments::Judges, plan: &Plan, panel: &[Judge]) -> Result<PathBuf, RunError> {
    let output = path_by(&options.file, options.output.as_deref(), file_names::judged)?;
    if output.exists() && !(JUDGES.is_own)(&output) {
        new_file(&output)?;
    }
    save(&judges::all_in_one(plan, panel), &output)?;
    Ok(output)
}

fn one_each(
    options: &arguments::Judges,
    plan: &Plan,
    (panel, output): (&[Judge], &Path),
) -> Result<Vec<PathBuf>, RunError> {
    let make = |at: usize| Ok(verified(LazySheet::all(&judges::sheets_of(plan, &panel[at])))?);
    let batch = Batch::plan(&JUDGES, output, &judges::file_names(panel), Box::new(make))?;
    batch.keeps_clear_of(&[&options.file])?;
    batch.begin()?;
    progress::counting(format!("正在写{}", batch.name()), batch.paths.len(), |done| batch.write(done))?;
    Ok(batch.paths)
}

/// Reads the scoring sheets back and writes the workbook with the means.
fn read(options: &arguments::Judges, plan: &Plan) -> Result<Outcome, RunError> {
    let output = path_by(&options.file, options.output.as_deref(), file_names::judged)?;
    new_file(&output)?;
    let mut findings = Vec::new();
    let files = files(options, &output, &mut findings)?;
    let bytes = |path: &Path| read_file(path).map_err(|error| error.to_string());
    let given = files.iter().map(|(path, shown)| (shown.as_str(), bytes(path)));
    let settled = judging::settled(plan, given, (&expected(options), options.partial), findings)?;
    save(&judges::workbook(plan, &settled), &output)?;
    let output = output.display().to_string();
    let text = match options.json {
        true => judges::json(plan, &settled, &output).to_string(),
        false => judges::summary(plan, &settled, &output),
    };
    Ok(Outcome::of(text, &settled.findings))
}

/// The files to be read, each once, and how they are called. What is of no use in a folder is told.
fn files(
    options: &arguments::Judges,
    output: &Path,
    findings: &mut Vec<Finding>,
) -> Result<Vec<(PathBuf, String)>, RunError> {
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for path in &options.read {
        if is_same_file(path, &options.file) {
            return Err(RunError::Usage("--read 后面就是要填的工作簿，请写评审的打分表".into()));
        }
        if is_same_place(path, output) {
            return Err(RunError::Usage(format!("结果不能存为打分表“{}”，请换一个名称", output.display())));
        }
        must_be_there(path)?;
        if !path.is_dir() {
            files.push((path.clone(), name(path)));
            continue;
        }
        for listed in folder::list(path, output)? {
            let shown = listed.file.shown.clone();
            match listed.file.kind {
                _ if is_same_file(&listed.path, &options.file) => {}
                Kind::Form => files.push((listed.path, shown)),
                Kind::Skipped(_) if shown.starts_with('.') => {}
                Kind::Skipped(why) | Kind::Unread(why) => {
                    let message = Message::new("评审打分表", why, "无需处理；如果是打分表，请另存为 .xlsx");
                    findings.push(Finding::new(Code::FileSkipped, Place::sheet(shown), message));
                }
                Kind::Text => findings.push(Finding::new(
                    Code::FileSkipped,
                    Place::sheet(shown),
                    Message::new("评审打分表", "是文本文件", "无需处理；如果是打分表，请另存为 .xlsx"),
                )),
            }
        }
    }
    let mut once: Vec<(PathBuf, String)> = Vec::new();
    for (path, shown) in files {
        if !once.iter().any(|(other, _)| is_same_file(other, &path)) {
            once.push((path, shown));
        }
    }
    Ok(once)
}

/// A file that is named must be there.
fn must_be_there(path: &Path) -> Result<(), RunError> {
    match path.exists() {
        true => Ok(()),
        false => Err(RunError::Usage(format!("打不开“{}”：没有这个文件或文件夹", path.display()))),
    }
}
