//! Verified save: a workbook is read back and compared before a file of its name is touched, and a file appears
//! whole or not at all: written under another name in the folder of the target, then renamed.

use crate::cli::io_words::in_words;
use crate::cli::paths::folder_of;
use crate::cli::targets::in_the_way;
use crate::cli::windows::{is_in_use, patiently};
use crate::workbook::write::{WriteError, verified};
use crate::workbook::{LazySheet, Sheet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::Duration;
use tempfile::{NamedTempFile, PersistError};

const PREFIX: &str = ".jixiao-";
const SUFFIX: &str = ".tmp";
/// A temporary file of that age was left by a run that was killed.
const STALE: Duration = Duration::from_secs(3600);

/// Why a file could not be written; the message is Chinese and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The target cannot be written: open in Excel, read-only folder, disk full.
    #[error("{0}")]
    Target(String),
    /// The workbook itself is faulty.
    #[error(transparent)]
    Content(#[from] WriteError),
}

/// Writes a workbook whole or not at all, and only if it reads back as it was meant.
///
/// # Errors
/// See [`SaveError`]; an older file of that name is then as it was.
pub fn save(sheets: &[Sheet], path: &Path) -> Result<(), SaveError> {
    save_lazy(LazySheet::all(sheets), path)
}

/// The same for lazy sheets.
///
/// # Errors
/// As [`save`].
pub fn save_lazy(sheets: Vec<LazySheet>, path: &Path) -> Result<(), SaveError> {
    replace(path, &verified(sheets)?)
}

/// Writes a result and its annex, both or neither. The old annex goes first: a run that is killed leaves a result
/// without an annex, never one beside the annex of another.
///
/// # Errors
/// As [`save`]; both older files are then as they were.
pub fn save_with_annex(sheets: Vec<LazySheet>, output: &Path, annex: Annex) -> Result<(), SaveError> {
    let Annex { sheets: annex_sheets, path: annex } = annex;
    let (bytes, annex_bytes) = (verified(sheets)?, verified(annex_sheets)?);
    [output, annex].into_iter().try_for_each(check)?;
    [output, annex].into_iter().for_each(|path| sweep(folder_of(path)));
    let of = |path: &Path, error: &io::Error| refused(path, &advice(path, error));
    let file = write_temporary(folder_of(output), output, &bytes).map_err(|error| of(output, &error))?;
    let annex_file = write_temporary(folder_of(annex), annex, &annex_bytes).map_err(|error| of(annex, &error))?;
    let (old, old_annex) = (Old::of(output)?, Old::of(annex)?);
    if old_annex.copy.is_some() {
        patiently(|| fs::remove_file(annex), |error| error).map_err(|error| of(annex, &error))?;
    }
    if let Err(error) = put(file, output) {
        old_annex.put_back(annex);
        return Err(of(output, &error));
    }
    if let Err(error) = put(annex_file, annex) {
        old.put_back(output);
        old_annex.put_back(annex);
        return Err(of(annex, &error));
    }
    sync_folder(folder_of(output));
    Ok(())
}

/// The annex of a result, to be written beside it.
pub struct Annex<'a> {
    /// Its sheets.
    pub sheets: Vec<LazySheet<'a>>,
    /// Where it goes.
    pub path: &'a Path,
}

/// What stood at a path before, kept until its successor is there.
struct Old {
    copy: Option<NamedTempFile>,
}

impl Old {
    fn of(path: &Path) -> Result<Old, SaveError> {
        if !path.exists() {
            return Ok(Old { copy: None });
        }
        let copy = fs::read(path).and_then(|bytes| write_temporary(folder_of(path), path, &bytes));
        copy.map(|copy| Old { copy: Some(copy) }).map_err(|error| refused(path, &advice(path, &error)))
    }

    /// As it was; what hinders this is what hindered the run.
    fn put_back(self, path: &Path) {
        match self.copy {
            Some(copy) => _ = put(copy, path),
            None => _ = fs::remove_file(path),
        }
    }
}

/// A file may be put there.
fn check(path: &Path) -> Result<(), SaveError> {
    if let Some(what) = in_the_way(path) {
        return Err(refused(path, what));
    }
    if fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly()) {
        return Err(refused(path, "原有文件是只读的。请取消只读，或用 -o 指定另一个文件名"));
    }
    Ok(())
}

/// Puts `bytes` at `path`; on any error the file there, if any, is as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let folder = folder_of(path);
    sweep(folder);
    replace_one(path, bytes)?;
    sync_folder(folder);
    Ok(())
}

/// The same for one of many files of a folder, which is swept before all of them and synced after.
pub fn replace_one(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    check(path)?;
    let refuse = |error: &io::Error| refused(path, &advice(path, error));
    let file = write_temporary(folder_of(path), path, bytes).map_err(|error| refuse(&error))?;
    put(file, path).map_err(|error| refuse(&error))
}

/// Renames a temporary file to what it is to be.
fn put(file: NamedTempFile, path: &Path) -> io::Result<()> {
    let mut file = Some(file);
    let rename = || match file.take().map(|file| file.persist(path)) {
        None | Some(Ok(_)) => Ok(()),
        Some(Err(PersistError { error, file: back })) => {
            file = Some(back);
            Err(error)
        }
    };
    patiently(rename, |error| error)
}

fn refused(path: &Path, reason: &str) -> SaveError {
    SaveError::Target(format!("写不了“{}”：{reason}", path.display()))
}

/// A whole, synced temporary file with the mode the target shall have.
fn write_temporary(folder: &Path, target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    // what the user's umask leaves of it, as for any new file: colleagues can read the result
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    if let Ok(old) = fs::metadata(target) {
        file.as_file().set_permissions(old.permissions())?;
    }
    #[cfg(not(unix))]
    let _ = target;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Removes what killed runs left in `folder`; another run's fresh file stays.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| is_ours(&entry.file_name())) {
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > STALE) {
            // it may be gone already, and it harms no one
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_ours(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
}

/// Makes renames last through a power cut, where the system can.
pub fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// What an error means to the user and what to do.
fn advice(path: &Path, error: &io::Error) -> String {
    if is_in_use(error) {
        return format!("文件正被 Excel 或 WPS 打开{}。请关闭后重新运行", lock_hint(path));
    }
    let reason = match error.kind() {
        ErrorKind::PermissionDenied => "没有写入权限，或文件夹只读。请用 -o 指定另一个文件夹，或请管理员授权",
        ErrorKind::ReadOnlyFilesystem => "磁盘或文件夹只读。请用 -o 指定另一个文件夹",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘空间不足。请清理后重新运行，或用 -o 指定另一个磁盘",
        ErrorKind::NotFound => "文件夹不存在。请先建立文件夹，或用 -o 指定已有的文件夹",
        ErrorKind::InvalidFilename => "文件名过长或含有不允许的字符。请用 -o 指定另一个文件名",
        _ => return format!("{}{}。原有文件未改动，请检查后重新运行", in_words(error), lock_hint(path)),
    };
    format!("{reason}{}", lock_hint(path))
}

/// Names the lock file that Excel, WPS or LibreOffice keeps in the folder of an open workbook.
fn lock_hint(path: &Path) -> String {
    let Some(name) = path.file_name() else { return String::new() };
    let lock = |before: &str, after: &str| {
        let mut lock = OsString::from(before);
        lock.push(name);
        lock.push(after);
        path.with_file_name(lock)
    };
    let locks = [lock("~$", ""), lock(".~", ""), lock(".~lock.", "#")];
    match locks.iter().find(|lock| lock.exists()) {
        Some(lock) => format!("（旁边有 {}，它可能正被打开）", lock.file_name().unwrap_or_default().to_string_lossy()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_link_and_where_it_leads_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("真.xlsx"), folder.path().join("链接.xlsx"));
        fs::write(&real, "old").unwrap();
        for target in [&real, &folder.path().join("没有.xlsx")] {
            std::os::unix::fs::symlink(target, &link).unwrap();
            assert!(replace(&link, b"new").unwrap_err().to_string().contains("这是一个链接"));
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            fs::remove_file(&link).unwrap();
        }
        assert_eq!(fs::read(&real).unwrap(), b"old");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = replace(&folder.path().join("无/结果.xlsx"), b"x").unwrap_err();
        assert!(error.to_string().contains("文件夹不存在"));
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("结果.xlsx");
        fs::write(&path, "old").unwrap();
        let mut mode = fs::metadata(&path).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&path, mode).unwrap();
        assert!(replace(&path, b"new").unwrap_err().to_string().contains("只读"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn an_open_workbook_is_recognised_by_its_lock_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("结果.xlsx");
        fs::write(folder.path().join("~$结果.xlsx"), "").unwrap();
        let error = io::Error::from(ErrorKind::PermissionDenied);
        assert!(advice(&path, &error).contains("~$结果.xlsx"));
        assert!(!advice(&folder.path().join("另一个.xlsx"), &error).contains("~$"));
    }
}
