//! The files of a folder and its sub-folders.

use crate::cli::RunError;
use crate::cli::paths::is_same_file;
use crate::collect::FormFile;
use crate::collect::files::{Kind, left_behind};
use std::path::{Path, PathBuf};

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// What it is by its name.
    pub file: FormFile,
}

/// All files below a folder by their names. Of what programs leave behind and of folders that are links each is listed
/// as skipped.
///
/// # Errors
/// The folder is not there, or is a file.
pub fn list(folder: &Path, output: &Path) -> Result<Vec<Listed>, RunError> {
    if !folder.is_dir() {
        let what = match folder.exists() {
            true => "是文件，不是文件夹。要汇总，请指定存放各部门填报表的文件夹；要评分，请用：jixiao 评分 文件",
            false => "：没有这个文件夹。请指定存放各部门填报表的文件夹",
        };
        return Err(RunError::Usage(format!("“{}”{what}", folder.display())));
    }
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(inner) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&inner) else {
            let kind = Kind::Unread("打不开这个文件夹，可能没有读取权限");
            found.push(Listed { file: FormFile { shown: shown(folder, &inner), kind }, path: inner });
            continue;
        };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if is_same_file(&path, output) {
                continue;
            }
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let skipped = match left_behind(&name) {
                // a link to a folder may lead back here
                None if !is_folder && path.is_dir() => {
                    Some("指向别处的文件夹（链接），没有进去读取；需要的请把文件复制过来")
                }
                left => left,
            };
            match skipped {
                Some(why) => {
                    let file = FormFile { shown: shown(folder, &path), kind: Kind::Skipped(why) };
                    found.push(Listed { file, path });
                }
                None if is_folder => open.push(path),
                None => found.push(Listed { file: FormFile::new(shown(folder, &path)), path }),
            }
        }
    }
    found.sort_by(|one, other| one.file.shown.cmp(&other.file.shown));
    Ok(found)
}

/// Leaves a file out that is not to be read as a form, and says why.
pub fn leave_out(listed: &mut [Listed], path: Option<&Path>, why: &'static str) {
    let Some(path) = path else { return };
    for file in listed.iter_mut().filter(|file| is_same_file(&file.path, path)) {
        file.file.kind = Kind::Skipped(why);
    }
}

fn shown(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_folders_are_read_and_what_programs_leave_behind_is_skipped() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("一科")).unwrap();
        for name in ["一科/甲局.xlsx", "乙局.DOC", "盖章.pdf", "~$乙局.xlsx", ".DS_Store", "汇总.xlsx"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let listed = list(folder.path(), &folder.path().join("汇总.xlsx")).unwrap();
        let names: Vec<&str> = listed.iter().map(|file| file.file.shown.as_str()).collect();
        assert_eq!(names, [".DS_Store", "~$乙局.xlsx", "一科/甲局.xlsx", "乙局.DOC", "盖章.pdf"]);
        assert!(matches!(listed[0].file.kind, Kind::Skipped(why) if why.contains("隐藏")));
        assert!(matches!(listed[1].file.kind, Kind::Skipped(why) if why.contains("临时文件")));
        assert_eq!(listed[2].file.kind, Kind::Form);
        assert!(matches!(listed[3].file.kind, Kind::Unread(why) if why.contains("另存为 .docx")));
        assert!(matches!(listed[4].file.kind, Kind::Skipped(_)));
        assert!(list(&folder.path().join("没有"), Path::new("x")).is_err());
    }
}
