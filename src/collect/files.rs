//! What lies in a folder and its sub-folders: forms, and what is none.

use crate::RunError;
use std::path::{Path, PathBuf};

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// Its path from the folder, as shown.
    pub shown: String,
    /// What is to be done with it.
    pub kind: Kind,
}

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To be read.
    Form,
    /// A form in a format that cannot be read: why, and the way out.
    Unread(&'static str),
    /// No form.
    Skipped(&'static str),
}

/// Endings with what they are.
const KINDS: &[(&[&str], Kind)] = &[
    (&["xlsx", "xlsm", "xls", "xlsb", "et", "ett", "ods", "xlt", "xltx", "docx", "docm"], Kind::Form),
    (
        &["doc", "wps", "dot", "wpt", "rtf", "odt"],
        Kind::Unread("这种文档不能读取。请用 Word 或 WPS 打开，另存为 .docx，再重新收集"),
    ),
    (
        &["csv", "txt", "htm", "html", "mht", "xml"],
        Kind::Unread("这是文本，不是填报表。请用 Excel 或 WPS 另存为 .xlsx"),
    ),
    (&["zip", "rar", "7z", "tar", "gz"], Kind::Unread("这是压缩包。请先解压到这个文件夹，再重新收集")),
    (&["pdf", "ofd"], Kind::Skipped("版式文件（多为盖章扫描件），不能读取；数据以部门报送的表格或 .docx 为准")),
    (&["jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "heic"], Kind::Skipped("图片，不能读取")),
];

/// All files below a folder by their names; files that programs leave behind are none.
///
/// # Errors
/// The folder is not there, or is a file.
pub fn list(folder: &Path, output: &Path) -> Result<Vec<Listed>, RunError> {
    if !folder.is_dir() {
        let what = if folder.exists() { "不是文件夹" } else { "没有这个文件夹" };
        return Err(RunError::Usage(format!("“{}”{what}：请指定存放各部门填报表的文件夹", folder.display())));
    }
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(inner) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&inner) else {
            let kind = Kind::Unread("打不开这个文件夹，可能没有读取权限");
            found.push(Listed { shown: shown(folder, &inner), path: inner, kind });
            continue;
        };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if is_left_behind(&name) || same_file::is_same_file(&path, output).unwrap_or(false) {
                continue;
            }
            // a link to a folder may lead back here
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                _ if path.is_dir() => {}
                _ => found.push(Listed { shown: shown(folder, &path), kind: kind(&name), path }),
            }
        }
    }
    found.sort_by(|one, other| one.shown.cmp(&other.shown));
    Ok(found)
}

/// Lock files of Excel and WPS, and what systems put into folders.
fn is_left_behind(name: &str) -> bool {
    name.starts_with("~$")
        || name.starts_with('.')
        || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}

fn shown(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn kind(name: &str) -> Kind {
    let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let known = KINDS.iter().find(|(endings, _)| endings.contains(&ending.as_str()));
    known.map_or(Kind::Skipped("不是表格或 .docx 文件"), |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_folders_are_read_and_what_programs_leave_behind_is_not() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("一科")).unwrap();
        for name in ["一科/甲局.xlsx", "乙局.DOC", "盖章.pdf", "~$乙局.xlsx", ".DS_Store", "汇总.xlsx"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let listed = list(folder.path(), &folder.path().join("汇总.xlsx")).unwrap();
        let names: Vec<&str> = listed.iter().map(|file| file.shown.as_str()).collect();
        assert_eq!(names, ["一科/甲局.xlsx", "乙局.DOC", "盖章.pdf"]);
        assert_eq!(listed[0].kind, Kind::Form);
        assert!(matches!(listed[1].kind, Kind::Unread(why) if why.contains("另存为 .docx")));
        assert!(matches!(listed[2].kind, Kind::Skipped(_)));
        assert!(list(&folder.path().join("没有"), Path::new("x")).is_err());
    }
}
