//! The verbs: score, template, rules, explain; and where a result goes.

use crate::cli::files::{read_book, read_file};
use crate::cli::save::{save, save_parts};
use crate::cli::{RunError, arguments, evaluate, folder, forms, progress};
use crate::collect::files::FormFile;
use crate::collect::roster::Roster;
use crate::collect::{self, Assignment, Collected};
use crate::criterion::trial::try_text;
use crate::evaluate::{Evaluation, Refusal, Style};
use crate::form;
use crate::ground::convention::{Conventions, SETTINGS};
use crate::ground::number::tidy;
use crate::ground::quantity::Points;
use crate::result::text::{Asked, Found};
use crate::result::{self, json, text};
use crate::review::appeal::Appeal;
use crate::review::read_back::read_back;
use crate::review::tables::compare;
use crate::review::years::Comparison;
use crate::scheme::{Scheme, system_of};
use crate::submission::department_list::{DepartmentList, read_names};
use crate::template::{migration, template as blank_workbook};
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
    pub forms: Option<forms::Forms>,
}

impl Scored {
    /// The paths of the forms.
    pub fn form_paths(&self) -> Vec<String> {
        let paths = self.forms.iter().flat_map(|forms| &forms.paths);
        paths.map(|path| path.display().to_string()).collect()
    }

    /// Where the forms lie, in words; empty where there are none.
    pub fn forms_shown(&self) -> String {
        self.forms.as_ref().map(forms::Forms::shown).unwrap_or_default()
    }
}

/// Scores a workbook, writes the result and, where they are asked for, the departments' reviewed forms.
///
/// # Errors
/// See [`RunError`]. What can be known beforehand is told before anything is written.
pub fn score(options: &arguments::Score) -> Result<Scored, RunError> {
    let output = result_path(&options.file, options.output.as_deref())?;
    let what = format!("正在评分：{}", options.file.display());
    let mut evaluation = progress::during(what.clone(), || evaluate(&options.file))?;
    if options.values {
        evaluation.style = Style::Values;
    }
    let forms = match &options.forms {
        Some(folder) => Some(forms::plan(&evaluation, folder, options.forms_in_one)?),
        None => None,
    };
    let paths: &[PathBuf] = forms.as_ref().map_or(&[], |forms| &forms.paths);
    for taken in [&options.file, &output] {
        if let Some(path) = paths.iter().find(|path| is_same_place(path, taken)) {
            return Err(RunError::Usage(format!("复核表会覆盖“{}”，请把复核表存到另一个文件夹", path.display())));
        }
    }
    progress::during(what, || save_parts(result::parts(&evaluation), &output))?;
    if let Some(forms) = &forms {
        let what = "正在写各部门的附件3-1".to_string();
        progress::counting(what, paths.len(), |done| forms.write(&evaluation, done))?;
    }
    Ok(Scored { evaluation, output, forms })
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
pub fn template(options: &arguments::Template) -> Result<(PathBuf, Vec<String>), RunError> {
    let usual = if options.form { FORM_NAME } else { TEMPLATE_NAME };
    let output = options.output.clone().unwrap_or_else(|| usual.into());
    for input in [&options.rules, &options.departments, &options.from].into_iter().flatten() {
        result_path(input, Some(&output))?;
    }
    new_file(&output)?;
    let old = options.from.as_deref().map(read_book).transpose()?;
    let rules = options.rules.as_deref().map(read_book).transpose()?;
    if let Some(old) = &old {
        let rebuilt = migration::rebuild(old, system_of(rules.as_ref().unwrap_or(old))?, &options.year)?;
        save(&rebuilt.sheets, &output)?;
        return Ok((output, rebuilt.notes));
    }
    let mut scheme = match &rules {
        Some(book) if options.form => Scheme::of_book(book)?,
        Some(book) => Scheme::of_system(system_of(book)?)?,
        None => Scheme::built_in()?,
    };
    (scheme.year, scheme.title) = (options.year.clone(), String::new());
    let departments = options.departments.as_deref().map(list).transpose()?;
    let departments = departments.map_or(Vec::new(), |list| list.departments);
    let sheets = if options.form { form::form(&scheme) } else { blank_workbook(&scheme, &departments) };
    save(&sheets, &output)?;
    Ok((output, Vec::new()))
}

/// A list of departments.
fn list(path: &Path) -> Result<DepartmentList, RunError> {
    Ok(read_names(&path.display().to_string(), &read_file(path)?)?)
}

/// Collects the forms of a folder into a workbook; returns what was collected and where it lies.
///
/// # Errors
/// No such folder, a 评分表 or list that cannot be read, a target that cannot be written.
pub fn collect(options: &arguments::Collect) -> Result<(Collected, PathBuf), RunError> {
    let folder = std::path::absolute(&options.folder).unwrap_or_else(|_| options.folder.clone());
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let output = options.output.clone().unwrap_or_else(|| folder.with_file_name(format!("{name}-汇总.xlsx")));
    for input in [&options.rules, &options.departments].into_iter().flatten().chain([&options.folder]) {
        result_path(input, Some(&output))?;
    }
    new_file(&output)?;
    let listed = folder::list(&folder, &output)?;
    let rules = options.rules.as_deref().map(read_book).transpose()?;
    let mut scheme = match &rules {
        Some(book) => Scheme::of_book(book)?,
        None => Scheme::built_in()?,
    };
    if !options.year.is_empty() {
        scheme.year.clone_from(&options.year);
    }
    let names = options.departments.as_deref().map(list).transpose()?;
    let assignment = Assignment { scheme, roster: Roster::new(names, rules.as_ref())? };
    let files: Vec<FormFile> = listed.iter().map(|one| one.file.clone()).collect();
    let bytes = |at: usize| read_file(&listed[at].path).map_err(|error| error.to_string());
    let what = format!("正在收集：{}", options.folder.display());
    let collected = progress::counting(what, files.len(), |tick| collect::collect(&files, &bytes, assignment, tick))?;
    save(&collected.sheets, &output)?;
    Ok((collected, output))
}

/// What `jixiao rules` prints, and whether a text is refused.
///
/// # Errors
/// The workbook cannot be read, or a setting or the 分值 is not understood.
pub fn rules(options: &arguments::Rules) -> Result<(String, bool), RunError> {
    match (&options.file, &options.text) {
        (_, Some(text)) => trial(options, text).map(|text| (text, false)),
        (Some(file), None) => of_workbook(options, file),
        (None, None) => Err(RunError::Usage("请写工作簿名称，或用 --text 写一句评分标准".into())),
    }
}

fn of_workbook(options: &arguments::Rules, file: &Path) -> Result<(String, bool), RunError> {
    let book = read_book(file)?;
    if let Some(other) = &options.against {
        let against = compare(&book, &read_book(other)?)?;
        let text = if options.json { serde_json::to_string(&against).unwrap_or_default() } else { against.text() };
        return Ok((text, false));
    }
    let read_back = read_back(&book)?;
    if let Some(output) = &options.output {
        let output = result_path(file, Some(output))?;
        save(&[read_back.sheet()], &output)?;
        return Ok((format!("评分标准读法已存为：{}", output.display()), read_back.refuses()));
    }
    let text = if options.json { read_back.json().to_string() } else { read_back.text() };
    Ok((text, read_back.refuses()))
}

/// One sentence tried without a workbook.
fn trial(options: &arguments::Rules, text: &str) -> Result<String, RunError> {
    let written = options.points.as_deref().unwrap_or_default();
    let points = Decimal::from_str(&tidy(written)).ok().filter(|points| *points > Decimal::ZERO);
    let points = points.ok_or_else(|| RunError::Usage(format!("分值“{written}”不是大于0的数")))?;
    let conventions = conventions(&options.settings)?;
    let trial = try_text(text, Points(points), &options.tries, &conventions);
    Ok(match options.json {
        true => serde_json::to_string(&trial).unwrap_or_default(),
        false => text::trial(&trial, text),
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
pub fn explain(options: &arguments::Explain) -> Result<String, RunError> {
    if !options.corrections.is_empty() {
        return appeal(options);
    }
    let evaluation = evaluate(&options.file)?;
    let Found { departments, indicators } = text::find(&evaluation, asked(options))?;
    if options.json {
        let values: Vec<_> = departments.iter().map(|index| json::explain(&evaluation, *index, &indicators)).collect();
        return Ok(serde_json::Value::from(values).to_string());
    }
    let texts: Vec<String> = departments.iter().map(|index| text::explain(&evaluation, *index, &indicators)).collect();
    Ok(texts.join("\n\n"))
}

fn asked(options: &arguments::Explain) -> Asked<'_> {
    Asked { department: &options.department, indicator: options.indicator.as_deref() }
}

/// What `jixiao explain --set` prints; with an output, the 复核意见 is written too.
fn appeal(options: &arguments::Explain) -> Result<String, RunError> {
    let output = options.output.as_deref().map(|output| result_path(&options.file, Some(output))).transpose()?;
    let appeal = Appeal::new(evaluate(&options.file)?, asked(options), &options.corrections)?;
    if let Some(output) = &output {
        save(&[appeal.opinion()], output)?;
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
pub fn compare_years(options: &arguments::Compare) -> Result<String, RunError> {
    if same_file::is_same_file(&options.before, &options.after).unwrap_or(false) {
        return Err(RunError::Usage("去年和今年是同一个文件，请写两个不同的文件".into()));
    }
    let output = path_beside(&options.after, options.output.as_deref(), "年度对比")?;
    path_beside(&options.before, Some(&output), "")?;
    let comparison = Comparison::new(year(&options.before)?, year(&options.after)?)?;
    save(&comparison.sheets(), &output)?;
    Ok(match options.json {
        true => comparison.json(&output.display().to_string()).to_string(),
        false => comparison.text(&output.display().to_string()),
    })
}

/// One of two years; its faults name the workbook.
fn year(path: &Path) -> Result<Evaluation, RunError> {
    evaluate(path).map_err(|error| match error {
        RunError::Refused(Refusal::Faults(findings)) => {
            RunError::Usage(format!("“{}”不能评分。\n{}", path.display(), text::faults(&findings)))
        }
        other => other,
    })
}
