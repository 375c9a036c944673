//! Where a result goes; no input is ever replaced.

use crate::cli::RunError;
use crate::cli::files::name;
use crate::cli::targets::no_obstacle;
use crate::cli::windows::path_fault_here;
use crate::ground::file_names;
use crate::ground::file_names::is_device;
use std::path::{Path, PathBuf};

/// `年度评分-评分结果.xlsx` in the folder of `年度评分.xlsx`, or the path the user gave.
///
/// # Errors
/// The result would be the input itself, no .xlsx file, or what Windows does not take as a name; a link, a folder or a pipe is there.
pub fn result_path(input: &Path, output: Option<&Path>) -> Result<PathBuf, RunError> {
    path_by(input, output, file_names::result)
}

/// The same with another name made of that of the input.
///
/// # Errors
/// As [`result_path`].
pub fn path_by(input: &Path, output: Option<&Path>, named: fn(&str) -> String) -> Result<PathBuf, RunError> {
    let output = output.map_or_else(|| input.with_file_name(named(&name(input))), Path::to_path_buf);
    check(&[input], &output, &[WORKBOOK])?;
    Ok(output)
}

/// The ending of a workbook that is written, and of a document.
const WORKBOOK: &str = "xlsx";
const WORD: &str = "docx";

/// Whether what is written is a document of Word, by its ending, or a workbook.
///
/// # Errors
/// As [`result_path`], with either ending.
pub fn is_word(inputs: &[&Path], output: &Path) -> Result<bool, RunError> {
    check(inputs, output, &[WORKBOOK, WORD])?;
    Ok(has_ending(output, WORD))
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

fn check(inputs: &[&Path], output: &Path, endings: &[&str]) -> Result<(), RunError> {
    let shown = output.display();
    if !endings.iter().any(|ending| has_ending(output, ending)) {
        let endings = endings.join(" 或 .");
        return Err(RunError::Usage(format!("结果只能存为 .{endings} 文件，请改“{shown}”的扩展名")));
    }
    if is_device(&name(output)) {
        return Err(RunError::Usage(format!("“{shown}”是 Windows 保留的设备名，不能作文件名，请换一个名称")));
    }
    if let Some(fault) = path_fault_here(output) {
        return Err(RunError::Usage(format!("写不了“{shown}”：{fault}")));
    }
    // by identity, not by name: a link to the input is the input
    if inputs.iter().any(|input| is_same_file(input, output)) {
        return Err(RunError::Usage(format!("结果不能存为原文件“{shown}”：原文件不改动，请换一个名称")));
    }
    no_obstacle(output)
}

/// `年度评分-附件.xlsx` beside `年度评分-评分结果.xlsx`.
///
/// # Errors
/// The annex would be the input itself; a link, a folder or a pipe is there.
pub fn annex_path(input: &Path, output: &Path) -> Result<PathBuf, RunError> {
    let annex = output.with_file_name(file_names::annex(&name(output)));
    if is_same_file(input, &annex) {
        let shown = annex.display();
        return Err(RunError::Usage(format!(
            "附件要存为“{shown}”，它是原文件，不改动。请用 -o 另取文件名，或加 --no-annex"
        )));
    }
    no_obstacle(&annex)?;
    Ok(annex)
}

/// The same path with a mark behind its name: `附件3（党群）.xlsx`.
pub fn marked(path: &Path, mark: &str) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    match mark {
        "" => path.to_path_buf(),
        mark => path.with_file_name(format!("{}{mark}.{}", part(path.file_stem()), part(path.extension()))),
    }
}

/// Whether two paths lead to one file or folder that is there. Nothing else is opened: to open a pipe is to wait for
/// who writes into it.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let may_be_opened = |path: &Path| path.is_file() || path.is_dir();
    may_be_opened(one) && may_be_opened(other) && same_file::is_same_file(one, other).unwrap_or(false)
}

/// Whether two paths name one file, be it there or not.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let same_name_and_folder =
        || one.file_name() == other.file_name() && is_same_file(folder_of(one), folder_of(other));
    is_same_file(one, other) || same_name_and_folder()
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
