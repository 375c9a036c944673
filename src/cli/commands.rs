//! The verbs.

use crate::cli::annex::Annex;
use crate::cli::arguments::Command;
use crate::cli::batch::{Batch, DOCUMENTS, FORMS};
use crate::cli::files::{Given, name, read_file};
use crate::cli::outcome::Outcome;
use crate::cli::papers;
use crate::cli::paths::{is_same_file, is_word, marked, path_by, result_path};
use crate::cli::save::{SaveError, replace, save};
use crate::cli::targets::{may_write, may_write_document, new_file};
use crate::cli::{RunError, arguments, evaluate_all, folder, judges, page, progress};
use crate::collect;
use crate::collect::FormFile;
use crate::criterion::trial::try_written;
use crate::documents::opinion;
use crate::evaluate::Evaluations;
use crate::ground::file_names;
use crate::jobs::collecting::{self, By};
use crate::jobs::public::Public;
use crate::jobs::templates::{self, Sources, form_bytes};
use crate::jobs::{Input, appealing, papers as made, reading, scoring, typed};
use crate::result::leads::costs;
use crate::result::{Asked, Found, Written, json, text};
use crate::review::appeal::Appeal;
use crate::review::earlier;
use crate::review::read_back::ReadBack;
use crate::review::years::Compared;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

/// Runs a command.
///
/// # Errors
/// See [`RunError`]: whatever can be known beforehand is said before anything is written.
pub fn run(command: Command) -> Result<Outcome, RunError> {
    match command {
        // among those who share its work: from outside, each share of it begins with a wait
        Command::Score(options) => rayon::scope(|_| score(&options)),
        Command::Template(options) => template(&options),
        Command::Collect(options) => collect(&options),
        Command::Judges(options) => judges::run(&options),
        Command::Check(options) => check(&options),
        Command::Rules(options) => rules(&options),
        Command::Compare(options) => progress::during("正在对比".into(), || compare_years(&options)),
        Command::Explain(options) => explain(&options),
        Command::Ledger(options) => ledger(&options),
        Command::Page(options) => page::run(&options),
        Command::Menu => Err(RunError::Usage("菜单在窗口中使用，不能与别的命令一起运行".into())),
    }
}

/// 评分: scores a workbook, writes the result with its annex and, where they are asked for, the departments' reviewed
/// forms.
fn score(options: &arguments::Score) -> Result<Outcome, RunError> {
    let date = typed::date(&options.date, "--date ")?;
    let output = result_path(&options.file, options.output.as_deref())?;
    let what = format!("正在评分：{}", options.file.display());
    if let Some(last) = &options.last_year {
        result_path(last, Some(&output))?;
    }
    let mut evaluations = progress::during(what.clone(), || evaluate_for(options, &output))?;
    scoring::write_as(&mut evaluations, options.values, &date);
    let annex = Annex::plan(options, &evaluations, &output)?;
    let whole = evaluations.whole();
    let wanted = (!options.no_annex, options.word.is_some());
    let public = options.public.then(|| Public::of(whole, wanted, "不供公开的，去掉 --public")).transpose()?;
    let printed = public.as_ref().map_or(whole, |public| public.whole(whole));
    let taken: Vec<&PathBuf> =
        [&options.file, &output].into_iter().chain(&options.last_year).chain(&annex.path).collect();
    let forms = |folder: &PathBuf| papers::batch(&FORMS, folder, made::forms(whole, options.forms_in_one)?);
    let forms = options.forms.as_ref().map(forms).transpose()?;
    let word = |folder: &PathBuf| papers::batch(&DOCUMENTS, folder, made::documents(printed)?);
    let word = options.word.as_ref().map(word).transpose()?;
    let batches = || forms.iter().chain(&word);
    batches().try_for_each(|batch| batch.keeps_clear_of(&taken))?;
    // from here on the files of an earlier run are not those of the result
    batches().try_for_each(Batch::begin)?;
    let saved = progress::during(what, || annex.save(&evaluations, printed, &output));
    saved.inspect_err(|_| batches().for_each(Batch::give_up))?;
    for batch in batches() {
        progress::counting(format!("正在写{}", batch.name()), batch.paths.len(), |done| batch.write(done))?;
    }
    let output = output.display().to_string();
    let paths = |batch: &Option<Batch>| batch.as_ref().map_or(Vec::new(), |batch| shown(&batch.paths));
    let told = |batch: &Option<Batch>| batch.as_ref().map(Batch::shown).unwrap_or_default();
    let text = match options.json {
        true => {
            let mut result = json::result(whole, &output, &paths(&forms));
            result["word"] = paths(&word).into();
            result["old_forms"] = forms.as_ref().map(|forms| forms.old.clone()).unwrap_or_default().into();
            result["annex"] = annex.path.as_ref().map(|path| path.display().to_string()).into();
            result["annex_draft"] = annex.draft.into();
            if let Some(appealed) = &whole.first().appealed {
                result["corrections"] = json::corrections(appealed);
            }
            if let Some(public) = &public {
                result["left_out_for_public"] = public.left_out.clone().into();
            }
            result.to_string()
        }
        false => {
            let (forms, word) = (told(&forms), told(&word));
            let written = Written { output: &output, annex: &annex.shown(), forms: &forms, word: &word };
            text::summary(whole, &written) + &public.as_ref().map(Public::words).unwrap_or_default()
        }
    };
    let outcome = Outcome::of(text, evaluations.findings());
    drop((forms, word));
    // the system takes the memory back at once; piece by piece takes long
    std::mem::forget(evaluations);
    Ok(outcome)
}

/// Scores, and sees meanwhile whether the result may be written: an earlier one can take as long to read as the input.
fn evaluate_for(options: &arguments::Score, output: &Path) -> Result<Evaluations, RunError> {
    thread::scope(|threads| {
        let free = threads.spawn(|| may_write(output, &earlier::RESULT, &name(&options.file)));
        let evaluations = evaluate_beside(&options.file, options.last_year.as_deref())?;
        free.join().unwrap_or_else(|fault| resume_unwind(fault))?;
        Ok(evaluations)
    })
}

/// A scored workbook, checked against that of last year where one is given.
fn evaluate_beside(file: &Path, last: Option<&Path>) -> Result<Evaluations, RunError> {
    let Some(last) = last else { return evaluate_all(file) };
    let mut evaluations = evaluate_all(file)?;
    if is_same_file(file, last) {
        return Err(RunError::Usage("--last-year 后面就是要评分的工作簿，请写去年的工作簿".into()));
    }
    scoring::check_against(&mut evaluations, &year(last)?)?;
    Ok(evaluations)
}

fn shown(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| path.display().to_string()).collect()
}

/// 模板: writes the standard workbook, empty or rebuilt from an old one, or the departments' form.
fn template(options: &arguments::Template) -> Result<Outcome, RunError> {
    let year = typed::year(&options.year, "--year ")?;
    let usual = if options.form { file_names::FORM } else { file_names::TEMPLATE };
    let output: PathBuf = options.output.clone().unwrap_or_else(|| usual.into());
    let inputs: Vec<&Path> =
        [&options.rules, &options.departments, &options.from].into_iter().flatten().map(PathBuf::as_path).collect();
    let word = is_word(&inputs, &output)?;
    if word && !options.form {
        return Err(RunError::Usage("只有部门填报表（--form）可以存为 .docx；评分用的工作簿请存为 .xlsx".into()));
    }
    if options.form {
        return blank(options, (&output, word), &year);
    }
    new_file(&output)?;
    let [rules, old] = [&options.rules, &options.from].map(|path| Given::workbook(path.as_deref()));
    let (rules, old, departments) = (rules?, old?, Given::list(options.departments.as_deref())?);
    let [rules, old, departments] = [&rules, &old, &departments].map(|given| given.as_ref().map(Given::input));
    let (sheets, notes) = templates::workbook(Sources { rules, old, departments }, &year)?;
    save(&sheets, &output)?;
    let notes: String = notes.iter().map(|note| format!("\n{note}")).collect();
    Ok(Outcome::done(format!("模板已生成：{}\n请先看“填报说明”表。{notes}", output.display())))
}

/// 台账: writes the workbook with an empty 申诉台账.
fn ledger(options: &arguments::Ledger) -> Result<Outcome, RunError> {
    let output = path_by(&options.file, options.output.as_deref(), file_names::with_ledger)?;
    new_file(&output)?;
    let given = Given::required(&options.file)?;
    let (sheets, notes) = templates::with_ledger(given.input())?;
    save(&sheets, &output)?;
    let notes: String = notes.iter().map(|note| format!("\n{note}")).collect();
    Ok(Outcome::done(format!("已加上“申诉台账”，其他各表照抄：{}{notes}", output.display())))
}

/// The departments' form: one file, or one for each of several 评分表.
fn blank(options: &arguments::Template, (output, word): (&Path, bool), year: &str) -> Result<Outcome, RunError> {
    let rules = Given::workbook(options.rules.as_deref())?;
    let forms = templates::forms(rules.as_ref().map(Given::input), year)?;
    let paths: Vec<PathBuf> = forms.iter().map(|form| marked(output, &form.mark)).collect();
    paths.iter().try_for_each(|path| new_file(path))?;
    for (form, path) in forms.iter().zip(&paths) {
        replace(path, &form_bytes(form, word).map_err(SaveError::from)?)?;
    }
    let guide = if word { "" } else { "\n请先看“填报说明”表。" };
    let each = match &forms[..] {
        [_] => "",
        _ => "\n有几个评分表，每个评分表一个文件，请按部门类别下发。",
    };
    Ok(Outcome::done(format!("模板已生成：{}{guide}{each}", shown(&paths).join("、"))))
}

/// 收集: collects the forms of a folder into a workbook.
fn collect(options: &arguments::Collect) -> Result<Outcome, RunError> {
    let year = typed::year(&options.year, "--year ")?;
    let folder = std::path::absolute(&options.folder).unwrap_or_else(|_| options.folder.clone());
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let output = options.output.clone().unwrap_or_else(|| folder.with_file_name(file_names::collected(&name)));
    for input in [&options.rules, &options.departments].into_iter().flatten().chain([&options.folder]) {
        result_path(input, Some(&output))?;
    }
    new_file(&output)?;
    let mut listed = folder::list(&folder, &output)?;
    folder::leave_out(&mut listed, options.departments.as_deref(), collecting::IS_LIST);
    folder::leave_out(&mut listed, options.rules.as_deref(), collecting::IS_RULES);
    let (rules, list) = (Given::workbook(options.rules.as_deref())?, Given::list(options.departments.as_deref())?);
    let [rules, departments] = [&rules, &list].map(|given| given.as_ref().map(Given::input));
    let assignment = By { rules, departments, year: &year }.read()?;
    let files: Vec<FormFile> = listed.iter().map(|one| one.file.clone()).collect();
    let bytes = |at: usize| read_file(&listed[at].path).map_err(|error| error.to_string());
    let what = format!("正在收集：{}", options.folder.display());
    let shown = options.folder.display().to_string();
    let run = |tick: &(dyn Fn() + Sync)| collecting::collected(&files, &bytes, (assignment, &shown), tick);
    let collected = progress::counting(what, files.len(), run)?;
    save(&collected.sheets, &output)?;
    let output = output.display().to_string();
    let text = match options.json {
        true => collect::json(&collected, &output).to_string(),
        false => collect::summary(&collected, &output),
    };
    Ok(Outcome::of(text, &collected.findings))
}

/// 检查: lists the findings and writes nothing.
fn check(options: &arguments::Check) -> Result<Outcome, RunError> {
    let read = || evaluate_beside(&options.file, options.last_year.as_deref());
    let evaluations = progress::during("正在检查".into(), read)?;
    let findings = evaluations.findings();
    let text = match options.json {
        true => json::sorted(json::findings(findings)).to_string(),
        false => text::findings(findings, &costs(evaluations.whole()), options.all),
    };
    Ok(Outcome::of(text, findings))
}

/// 规则: how the 评分标准 of a workbook, or one sentence, are understood.
fn rules(options: &arguments::Rules) -> Result<Outcome, RunError> {
    match (&options.file, &options.text) {
        (_, Some(text)) => {
            let points = options.points.as_deref().unwrap_or_default();
            let trial = try_written(text, [points, &options.target, &options.tries], &options.settings)
                .map_err(RunError::Usage)?;
            Ok(Outcome::done(match options.json {
                true => serde_json::to_string(&trial).unwrap_or_default(),
                false => text::trial(&trial, text),
            }))
        }
        (Some(file), None) => rules_of(options, file),
        (None, None) => Err(RunError::Usage("请写工作簿名称，或用 --text 写一句评分标准".into())),
    }
}

fn rules_of(options: &arguments::Rules, file: &Path) -> Result<Outcome, RunError> {
    let given = Given::required(file)?;
    if let Some(other) = &options.against {
        let against = reading::against(given.input(), Given::required(other)?.input())?;
        return Ok(Outcome::done(match options.json {
            true => against.json(),
            false => against.text(),
        }));
    }
    let all = reading::read(given.input())?;
    let text = if let Some(output) = &options.output {
        let output = result_path(file, Some(output))?;
        may_write(&output, &earlier::READING, &name(file))?;
        save(&reading::sheets(&all, &name(file)), &output)?;
        format!("评分标准读法已存为：{}", output.display())
    } else if options.json {
        match &all[..] {
            [one] => one.json().to_string(),
            several => several.iter().map(|one| (one.table(), one.json())).collect::<serde_json::Value>().to_string(),
        }
    } else {
        all.iter().map(ReadBack::text).collect::<Vec<_>>().join("\n\n")
    };
    Ok(Outcome::faulty(text, all.iter().any(ReadBack::refuses)))
}

/// 解释: how the scores of a department come about.
fn explain(options: &arguments::Explain) -> Result<Outcome, RunError> {
    let asked = Asked { department: &options.department, indicator: options.indicator.as_deref() };
    if !options.corrections.is_empty() {
        return appeal(options, asked);
    }
    let evaluations = evaluate_all(&options.file)?;
    let evaluation = evaluations.whole().of_department(&options.department);
    let Found { departments, indicators } = text::find(evaluation, asked)?;
    let departments = departments.iter();
    if options.json {
        let values: Vec<_> = departments.map(|index| json::explain(evaluation, *index, &indicators)).collect();
        return Ok(Outcome::done(serde_json::Value::from(values).to_string()));
    }
    let texts: Vec<String> = departments.map(|index| text::explain(evaluation, *index, &indicators)).collect();
    Ok(Outcome::done(texts.join("\n\n")))
}

/// 申诉试算: scores the corrected data anew; with an output, the 复核意见 is written too.
fn appeal(options: &arguments::Explain, asked: Asked) -> Result<Outcome, RunError> {
    let output = options.output.as_deref();
    let word = output.map(|output| is_word(&[&options.file], output)).transpose()? == Some(true);
    let appeal = Appeal::new(evaluate_all(&options.file)?, asked, &options.corrections)?;
    if let Some(output) = output {
        let of = appealing::of(&appeal);
        match word {
            true => may_write_document(output, &opinion(&appeal, &of).title)?,
            false => may_write(output, &earlier::REPLY, &of)?,
        }
        replace(output, &appealing::opinion(&appeal, word).map_err(SaveError::from)?)?;
    }
    let written = output.map(|output| format!("\n复核意见已存为：{}", output.display())).unwrap_or_default();
    Ok(Outcome::done(if options.json { appeal.json().to_string() } else { appeal.text() + &written }))
}

/// 对比: writes the 年度对比 of two workbooks.
fn compare_years(options: &arguments::Compare) -> Result<Outcome, RunError> {
    if is_same_file(&options.before, &options.after) {
        return Err(RunError::Usage("去年和今年是同一个文件，请写两个不同的文件".into()));
    }
    let output = path_by(&options.after, options.output.as_deref(), file_names::comparison)?;
    result_path(&options.before, Some(&output))?;
    let (before, after) = (year(&options.before)?, year(&options.after)?);
    let comparison = Compared::new(before.whole(), after.whole())?;
    may_write(&output, &earlier::COMPARISON, &earlier::of_years(&name(&options.before), &name(&options.after)))?;
    save(&comparison.sheets(), &output)?;
    let output = output.display().to_string();
    Ok(Outcome::done(match options.json {
        true => comparison.json(&output).to_string(),
        false => comparison.text(&output),
    }))
}

/// One of two years; its faults name the workbook.
fn year(path: &Path) -> Result<Evaluations, RunError> {
    let (name, bytes) = (name(path), read_file(path)?);
    Ok(scoring::year(Input { name: &name, bytes: &bytes }, &path.display().to_string())?)
}
