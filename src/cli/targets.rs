//! What may be overwritten: the program's own earlier results, and nothing else.

use crate::cli::RunError;
use crate::cli::files::{name, read_file};
use crate::review::earlier::{Earlier, SORTS, Sort};
use crate::word;
use crate::workbook::read::read_some;
use std::path::Path;

/// What to do where a file is in the way.
const WAY_OUT: &str = "请用 -o 另取文件名，或先移走原有文件";

/// Whether a result of a sort, made `of` something, may be written: nothing is there, or an earlier one made of the same.
///
/// # Errors
/// What is there instead, and the way out; what is there cannot be read.
pub fn may_write(output: &Path, sort: &Sort, of: &str) -> Result<(), RunError> {
    if !is_there(output)? {
        return Ok(());
    }
    let what = sort.name;
    let bytes = read_file(output)?;
    let earlier = |sort: &Sort| made_by(output, &bytes, sort);
    let why = match earlier(sort) {
        Some(Earlier { filled_in: true, .. }) => format!("是{what}，其中已有人填写的内容"),
        Some(Earlier { of: before, .. }) if before.is_empty() || before == of => return Ok(()),
        Some(Earlier { of: before, .. }) => format!("是“{before}”的{what}，不是“{of}”的"),
        None => match SORTS.iter().find(|other| other.name != what && earlier(other).is_some()) {
            Some(other) => format!("是{}，不是{what}", other.name),
            None => format!("不是本程序以前写的{what}"),
        },
    };
    Err(refusal(output, &why))
}

/// Whether a document of that title may be written: nothing is there, or the same of an earlier run, which nobody changed.
///
/// # Errors
/// What is there instead, and the way out.
pub fn may_write_document(output: &Path, title: &str) -> Result<(), RunError> {
    if !is_there(output)? {
        return Ok(());
    }
    match word::own_title(&read_file(output)?) {
        Some(before) if before == title => Ok(()),
        Some(before) => Err(refusal(output, &format!("是“{before}”"))),
        None => Err(refusal(output, "不是本程序以前写的，或者已有人填写")),
    }
}

/// What is to be filled in never replaces a file: people's work may be in it.
///
/// # Errors
/// There is a file already.
pub fn new_file(output: &Path) -> Result<(), RunError> {
    if is_there(output)? { Err(refusal(output, "其中可能有填写的内容")) } else { Ok(()) }
}

fn refusal(output: &Path, why: &str) -> RunError {
    RunError::Usage(format!("“{}”已经存在，{why}，不覆盖。{WAY_OUT}", output.display()))
}

fn is_there(output: &Path) -> Result<bool, RunError> {
    no_obstacle(output)?;
    Ok(output.exists())
}

/// A file may be put there, or in the place of the one that is there.
///
/// # Errors
/// Something that is no file is there.
pub fn no_obstacle(output: &Path) -> Result<(), RunError> {
    match in_the_way(output) {
        Some(what) => Err(RunError::Usage(format!("写不了“{}”：{what}", output.display()))),
        None => Ok(()),
    }
}

/// What stands at a path that is no file, and what to do; none for a file and for nothing.
pub fn in_the_way(path: &Path) -> Option<&'static str> {
    let kind = path.symlink_metadata().ok()?.file_type();
    if kind.is_symlink() {
        Some("这是一个链接，它指向的文件不归本程序覆盖。请用 -o 写明要存的文件名，或先移走这个链接")
    } else if kind.is_dir() {
        Some("这是一个文件夹。请换一个文件名")
    } else if !kind.is_file() {
        Some("这是管道、设备一类的特殊文件，不是普通文件。请换一个文件名")
    } else {
        None
    }
}

/// What the file of an earlier run was made of, if it is one.
pub fn earlier(output: &Path, sort: &Sort) -> Option<Earlier> {
    made_by(output, &read_file(output).ok()?, sort)
}

fn made_by(output: &Path, bytes: &[u8], sort: &Sort) -> Option<Earlier> {
    (sort.earlier)(&read_some(&name(output), bytes, sort.sheets).ok()?)
}
