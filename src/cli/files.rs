//! Files in: their bytes, and the workbooks they hold.

use crate::cli::RunError;
use crate::cli::io_words::in_words;
use crate::cli::windows::is_held;
use crate::jobs::{self, Input};
use crate::workbook::read::{Book, limits};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The name of a file, without folder.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Reads a workbook, whatever its name says it is.
///
/// # Errors
/// [`RunError::Usage`] where there is no such file or it may not be opened; what [`jobs::book`] refuses.
pub fn read_book(path: &Path) -> Result<Book, RunError> {
    let bytes = read_file(path)?;
    Ok(jobs::book(Input { name: &name(path), bytes: &bytes })?)
}

/// The bytes of a file, read once: what is checked is what is read.
///
/// # Errors
/// [`RunError::Usage`] with the reason in Chinese.
pub fn read_file(path: &Path) -> Result<Vec<u8>, RunError> {
    let open = |reason: &str| RunError::Usage(format!("打不开文件“{}”：{reason}", path.display()));
    if path.is_dir() {
        return Err(open(
            "这是文件夹，不是文件。请指定其中的工作簿；要汇总其中各部门的填报表，请用：jixiao 收集 文件夹。",
        ));
    }
    if path.exists() && !path.is_file() {
        return Err(open("这不是普通文件。请指定工作簿。"));
    }
    let explain = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => open("没有这个文件。请检查文件名和所在文件夹。"),
        _ if is_held(&error) => open("文件正被其他程序独占，多半是 Excel 或 WPS。请关闭后再试。"),
        ErrorKind::PermissionDenied => open("没有读取权限，或者文件正被其他程序独占。请关闭 Excel 或 WPS 后再试。"),
        _ => open(&format!("读取时出错（{}）。请把文件复制到本机硬盘后再试。", in_words(&error))),
    };
    let file = File::open(path).map_err(explain)?;
    // asked for at once: a file of growing length would be copied again and again
    let length = file.metadata().map_or(0, |metadata| metadata.len()).min(limits::FILE + 1);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.take(limits::FILE + 1).read_to_end(&mut bytes).map_err(explain)?;
    if bytes.len() as u64 > limits::FILE {
        let limit = limits::FILE >> 20;
        return Err(open(&format!("文件大于 {limit} MB，超出本程序的上限。请删去图片和无关的工作表。")));
    }
    Ok(bytes)
}

/// A file that a job may be given, with the name that the job shows.
pub struct Given {
    shown: String,
    bytes: Vec<u8>,
}

impl Given {
    /// A workbook that the job is about; it goes by its name.
    ///
    /// # Errors
    /// As [`read_file`].
    pub fn required(path: &Path) -> Result<Given, RunError> {
        Ok(Given { shown: name(path), bytes: read_file(path)? })
    }

    /// A workbook; it goes by its name.
    ///
    /// # Errors
    /// As [`read_file`].
    pub fn workbook(path: Option<&Path>) -> Result<Option<Given>, RunError> {
        path.map(Given::required).transpose()
    }

    /// A list; it goes by its path.
    ///
    /// # Errors
    /// As [`read_file`].
    pub fn list(path: Option<&Path>) -> Result<Option<Given>, RunError> {
        path.map(|path| Ok(Given { shown: path.display().to_string(), bytes: read_file(path)? })).transpose()
    }

    /// For a job.
    pub fn input(&self) -> Input<'_> {
        Input { name: &self.shown, bytes: &self.bytes }
    }
}
