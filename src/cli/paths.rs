//! Where a result goes; no input is ever replaced.

use crate::cli::RunError;
use crate::cli::files::name;
use crate::ground::file_names;
use std::path::{Path, PathBuf};

/// `年度评分-评分结果.xlsx` in the folder of `年度评分.xlsx`, or the path the user gave.
///
/// # Errors
/// The result would be the input itself, or no .xlsx file.
pub fn result_path(input: &Path, output: Option<&Path>) -> Result<PathBuf, RunError> {
    path_by(input, output, file_names::result)
}

/// The same with another name made of that of the input.
///
/// # Errors
/// As [`result_path`].
pub fn path_by(input: &Path, output: Option<&Path>, named: fn(&str) -> String) -> Result<PathBuf, RunError> {
    let output = output.map_or_else(|| input.with_file_name(named(&name(input))), Path::to_path_buf);
    let is_xlsx = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if !is_xlsx {
        return Err(RunError::Usage(format!("结果只能存为 .xlsx 文件，请改“{}”的扩展名", output.display())));
    }
    // by identity, not by name: a link to the input is the input
    if is_same_file(input, &output) {
        return Err(RunError::Usage(format!("结果不能存为原文件“{}”：原文件不改动，请换一个名称", output.display())));
    }
    Ok(output)
}

/// Whether two paths lead to one file that is there.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    same_file::is_same_file(one, other).unwrap_or(false)
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

/// What is to be filled in never replaces a file: people's work may be in it.
///
/// # Errors
/// There is a file already.
pub fn new_file(output: &Path) -> Result<(), RunError> {
    if !output.exists() {
        return Ok(());
    }
    let path = output.display();
    Err(RunError::Usage(format!(
        "“{path}”已经存在，其中可能有填写的内容，不覆盖。请用 -o 另取文件名，或先移走原有文件"
    )))
}
