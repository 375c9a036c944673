//! The verbs: score, template, rules, explain; and where a result goes.

use crate::against::compare;
use crate::appeal::Appeal;
use crate::cli;
use crate::collect::{self, Collected};
use crate::compare::Comparison;
use crate::convention::{Conventions, SETTINGS};
use crate::layout::sheets;
use crate::model::Tie;
use crate::names_file::read_names;
use crate::number::tidy;
use crate::parse::parameters;
use crate::quantity::Points;
use crate::read::{Book, read_book};
use crate::read_back::read_back;
use crate::report::Evaluation;
use crate::template::{self, Plan};
use crate::{
    RunError, compile, evaluate, evaluate_as, form, json, layout, parse, present, progress, rebuild, report, rules,
    safe,
};
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// `年度评分.xlsx` → `年度评分-评分结果.xlsx` beside it, or the path the user gave.
///
/// # Errors
/// The result would be the input itself, or no .xlsx file.
pub fn result_path(input: &Path, output: Option<&Path>) -> Result<PathBuf, RunError> {
    path_beside(input, output, "评分结果")
}

/// The same with another word behind the name of the input.
fn path_beside(input: &Path, output: Option<&Path>, what: &str) -> Result<PathBuf, RunError> {
    let stem = input.file_stem().unwrap_or_default().to_string_lossy();
    let output = output.map_or_else(|| input.with_file_name(format!("{stem}-{what}.xlsx")), Path::to_path_buf);
    let is_xlsx = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if !is_xlsx {
        return Err(RunError::Usage(format!("结果只能存为 .xlsx 文件，请改“{}”的扩展名", output.display())));
    }
    // by identity, not by name: a link to the input is the input
    if same_file::is_same_file(input, &output).unwrap_or(false) {
        return Err(RunError::Usage(format!("结果不能存为原文件“{}”：原文件不改动，请换一个名称", output.display())));
    }
    Ok(output)
}

/// What `score` made.
pub struct Scored {
    /// The scored workbook.
    pub evaluation: Evaluation,
    /// The result.
    pub output: PathBuf,
    /// The departments' reviewed forms, if they were asked for.
    pub forms: Vec<PathBuf>,
}

/// Scores a workbook, writes the result and, where they are asked for, the departments' reviewed forms.
///
/// # Errors
/// See [`RunError`]. What can be known beforehand is told before anything is written.
pub fn score(options: &cli::Score) -> Result<Scored, RunError> {
    let output = result_path(&options.file, options.output.as_deref())?;
    let what = format!("正在评分：{}", options.file.display());
    let evaluation = progress::during(what.clone(), || evaluate_as(&options.file, options.values))?;
    let forms = match &options.forms {
        Some(folder) => Some(form::files::plan(&evaluation, folder, options.forms_in_one)?),
        None => None,
    };
    let paths = forms.as_ref().map_or(Vec::new(), |forms| forms.paths.clone());
    for taken in [&options.file, &output] {
        if let Some(path) = paths.iter().find(|path| is_same_place(path, taken)) {
            return Err(RunError::Usage(format!("复核表会覆盖“{}”，请把复核表存到另一个文件夹", path.display())));
        }
    }
    progress::during(what, || safe::save_parts(report::parts(&evaluation), &output))?;
    if let Some(forms) = &forms {
        let what = "正在写各部门的附件3-1".to_string();
        progress::counting(what, paths.len(), |done| forms.write(&evaluation, done))?;
    }
    Ok(Scored { evaluation, output, forms: paths })
}

/// Whether two paths name one file, be it there or not.
fn is_same_place(one: &Path, other: &Path) -> bool {
    let folder = |path: &Path| match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let beside = || same_file::is_same_file(folder(one), folder(other)).unwrap_or(false);
    same_file::is_same_file(one, other).unwrap_or(false) || (one.file_name() == other.file_name() && beside())
}

/// Names of what `template` writes where the user gives none.
const TEMPLATE_NAME: &str = "部门整体支出绩效评价.xlsx";
const FORM_NAME: &str = "附件3部门整体支出绩效评价自评报告.xlsx";

/// What is to be filled in never replaces a file: people's work may be in it.
fn new_file(output: &Path) -> Result<(), RunError> {
    if !output.exists() {
        return Ok(());
    }
    let path = output.display();
    Err(RunError::Usage(format!(
        "“{path}”已经存在，其中可能有填写的内容，不覆盖。请用 -o 另取文件名，或先移走原有文件"
    )))
}

/// Writes the standard workbook or the departments' form; returns where, and what is to be said of it.
///
/// # Errors
/// A 评分表 that is not understood, a list that cannot be read, a target that cannot be written.
pub fn template(options: &cli::Template) -> Result<(PathBuf, Vec<String>), RunError> {
    let usual = if options.form { FORM_NAME } else { TEMPLATE_NAME };
    let output = options.output.clone().unwrap_or_else(|| usual.into());
    for input in [&options.rules, &options.departments, &options.from].into_iter().flatten() {
        result_path(input, Some(&output))?;
    }
    new_file(&output)?;
    let old = options.from.as_deref().map(read_book).transpose()?;
    let rules_book = options.rules.as_deref().map(read_book).transpose()?;
    let system = match rules_book.as_ref().or(old.as_ref()) {
        Some(book) => parse::system_of(book),
        None => parse::parse_system(&parse::built_in_grid()).map(|(system, _)| system),
    };
    let system = system.map_err(RunError::Faults)?;
    let (rules, _) = compile::compile(&system).map_err(RunError::Faults)?;
    if let Some(old) = &old {
        let rebuilt = rebuild::rebuild(old, (&system, &rules), &options.year).map_err(RunError::Faults)?;
        safe::save(&rebuilt.sheets, &output)?;
        return Ok((output, rebuilt.notes));
    }
    let departments = match &options.departments {
        Some(path) => read_names(path)?,
        None => Vec::new(),
    };
    let (conventions, ties) = match rules_book.filter(|_| options.form) {
        Some(book) => settings_of(&book)?,
        None => (Conventions::default(), parse::default_ties()),
    };
    let plan = Plan {
        year: &options.year,
        title: "",
        conventions: &conventions,
        system: &system,
        rules: &rules,
        columns: &layout::columns(&system, &rules, &ties),
        ties: &ties,
        departments: &departments,
    };
    let sheets = if options.form { form::form(&plan) } else { template::template(&plan) };
    safe::save(&sheets, &output)?;
    Ok((output, Vec::new()))
}

/// 等次 and 审核公式 that a workbook states; the usual ones where it has no such sheets.
fn settings_of(book: &Book) -> Result<(Conventions, Vec<Tie>), RunError> {
    let parameters = parameters::parse_parameters(parse::sheet(book, sheets::PARAMETERS));
    let ties = parse::parse_ties(parse::sheet(book, sheets::TIES));
    Ok((parameters.map_err(RunError::Faults)?.0.conventions, ties.map_err(RunError::Faults)?))
}

/// Collects the forms of a folder into a workbook; returns what was collected and where it lies.
///
/// # Errors
/// No such folder, a 评分表 or list that cannot be read, a target that cannot be written.
pub fn collect(options: &cli::Collect) -> Result<(Collected, PathBuf), RunError> {
    let folder = std::path::absolute(&options.folder).unwrap_or_else(|_| options.folder.clone());
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let output = options.output.clone().unwrap_or_else(|| folder.with_file_name(format!("{name}-汇总.xlsx")));
    for input in [&options.rules, &options.departments].into_iter().flatten().chain([&options.folder]) {
        result_path(input, Some(&output))?;
    }
    new_file(&output)?;
    let files = collect::files::list(&folder, &output)?;
    let by = collect::Options {
        rules: options.rules.as_deref(),
        departments: options.departments.as_deref(),
        year: &options.year,
    };
    let what = format!("正在收集：{}", options.folder.display());
    let collected = progress::counting(what, files.len(), |tick| collect::collect(&files, &by, tick))?;
    safe::save(&collected.sheets, &output)?;
    Ok((collected, output))
}

/// What `jixiao rules` prints, and whether a text is refused.
///
/// # Errors
/// The workbook cannot be read, or a setting or the 分值 is not understood.
pub fn rules(options: &cli::Rules) -> Result<(String, bool), RunError> {
    match (&options.file, &options.text) {
        (_, Some(text)) => trial(options, text).map(|text| (text, false)),
        (Some(file), None) => of_workbook(options, file),
        (None, None) => Err(RunError::Usage("请写工作簿名称，或用 --text 写一句评分标准".into())),
    }
}

fn of_workbook(options: &cli::Rules, file: &Path) -> Result<(String, bool), RunError> {
    let book = read_book(file)?;
    if let Some(other) = &options.against {
        let against = compare(&book, &read_book(other)?)?;
        let text = if options.json { serde_json::to_string(&against).unwrap_or_default() } else { against.text() };
        return Ok((text, false));
    }
    let read_back = read_back(&book)?;
    if let Some(output) = &options.output {
        let output = result_path(file, Some(output))?;
        safe::save(&[read_back.sheet()], &output)?;
        return Ok((format!("评分标准读法已存为：{}", output.display()), read_back.refuses()));
    }
    let text = if options.json { read_back.json().to_string() } else { read_back.text() };
    Ok((text, read_back.refuses()))
}

/// One sentence tried without a workbook.
fn trial(options: &cli::Rules, text: &str) -> Result<String, RunError> {
    let written = options.points.as_deref().unwrap_or_default();
    let points = Decimal::from_str(&tidy(written)).ok().filter(|points| *points > Decimal::ZERO);
    let points = points.ok_or_else(|| RunError::Usage(format!("分值“{written}”不是大于0的数")))?;
    let conventions = conventions(&options.settings)?;
    let trial = rules::trial::try_text(text, Points(points), &options.tries, &conventions);
    Ok(match options.json {
        true => serde_json::to_string(&trial).unwrap_or_default(),
        false => present::trial(&trial, text),
    })
}

/// The default 口径 changed by `名称=值`.
fn conventions(settings: &[String]) -> Result<Conventions, RunError> {
    let mut conventions = Conventions::default();
    for written in settings {
        let (name, value) = written.split_once(['=', '＝']).unwrap_or((written, ""));
        let setting = SETTINGS.iter().find(|setting| setting.name == tidy(name));
        let Some(setting) = setting else {
            let names: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
            return Err(RunError::Usage(format!("没有口径“{name}”；可用的有：{}", names.join("、"))));
        };
        if !setting.set(&mut conventions, &tidy(value)) {
            let values = setting.values.join("、");
            return Err(RunError::Usage(format!("口径“{name}”没有“{value}”这个取值；可用的有：{values}")));
        }
    }
    Ok(conventions)
}

/// What `jixiao explain` prints.
///
/// # Errors
/// The workbook cannot be read, or the department or indicator is not in it.
pub fn explain(options: &cli::Explain) -> Result<String, RunError> {
    if !options.corrections.is_empty() {
        return appeal(options);
    }
    let evaluation = evaluate(&options.file)?;
    let (departments, indicators) = present::find(&evaluation, &options.department, options.indicator.as_deref())?;
    if options.json {
        let values: Vec<_> = departments.iter().map(|index| json::explain(&evaluation, *index, &indicators)).collect();
        return Ok(serde_json::Value::from(values).to_string());
    }
    let texts: Vec<String> =
        departments.iter().map(|index| present::explain(&evaluation, *index, &indicators)).collect();
    Ok(texts.join("\n\n"))
}

/// What `jixiao explain --set` prints; with an output, the 复核意见 is written too.
fn appeal(options: &cli::Explain) -> Result<String, RunError> {
    let output = options.output.as_deref().map(|output| result_path(&options.file, Some(output))).transpose()?;
    let appeal = Appeal::new(&options.file, (&options.department, options.indicator.as_deref()), &options.corrections)?;
    if let Some(output) = &output {
        safe::save(&[appeal.opinion()], output)?;
    }
    if options.json {
        return Ok(appeal.json().to_string());
    }
    let written = output.map(|output| format!("\n复核意见已存为：{}", output.display())).unwrap_or_default();
    Ok(appeal.text() + &written)
}

/// Writes the 年度对比; what `jixiao compare` prints.
///
/// # Errors
/// Either workbook cannot be read or scored; both are the same file; the result would be one of them.
pub fn compare_years(options: &cli::Compare) -> Result<String, RunError> {
    if same_file::is_same_file(&options.before, &options.after).unwrap_or(false) {
        return Err(RunError::Usage("去年和今年是同一个文件，请写两个不同的文件".into()));
    }
    let output = path_beside(&options.after, options.output.as_deref(), "年度对比")?;
    path_beside(&options.before, Some(&output), "")?;
    let comparison = Comparison::new(&options.before, &options.after)?;
    safe::save(&comparison.sheets(), &output)?;
    Ok(match options.json {
        true => comparison.json(&output).to_string(),
        false => comparison.text(&output),
    })
}
