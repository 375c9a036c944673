//! Which files are forms, judged by their names.

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFile {
    /// Its path from the folder, as shown.
    pub shown: String,
    /// What it is by its name.
    pub kind: Kind,
}

impl FormFile {
    /// A file, by its path from the folder.
    pub fn new(shown: String) -> FormFile {
        let ending = shown.rsplit(['/', '.']).next().unwrap_or_default().to_lowercase();
        let known = KINDS.iter().find(|(endings, _)| endings.contains(&ending.as_str()));
        let kind = known.map_or(Kind::Skipped("不是表格或 .docx 文件"), |(_, kind)| *kind);
        FormFile { shown, kind }
    }

    /// A file by the path that leads to it. What lies in a folder that a program left behind is that folder.
    pub fn in_folder(path: &str) -> FormFile {
        let parts = || path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let left = parts().find_map(|end| Some((end, left_behind(path[..end].rsplit('/').next()?)?)));
        match left {
            Some((end, why)) => FormFile { shown: path[..end].to_string(), kind: Kind::Skipped(why) },
            None => FormFile::new(path.to_string()),
        }
    }

    /// Its name, without folder.
    pub fn name(&self) -> &str {
        self.shown.rsplit('/').next().unwrap_or(&self.shown)
    }
}

/// Why a file or folder of that name is nobody's form: left behind by a program or system.
pub fn left_behind(name: &str) -> Option<&'static str> {
    if name.starts_with("~$") || name.starts_with(".~") {
        return Some("打开文件时的临时文件，不是文件本身；如有人正开着这个文件，请关闭后重新收集");
    }
    if name.starts_with('.') {
        return Some("名称以“.”开头，是隐藏的文件或文件夹，没有读取；如是填报表请改名");
    }
    let name = name.to_lowercase();
    let of_system = ["thumbs.db", "desktop.ini"].contains(&name.as_str());
    if of_system {
        return Some("系统自己的文件，不是填报表");
    }
    name.ends_with(".tmp").then_some("临时文件，不是填报表；如是没有保存完的填报表，请重新保存")
}

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To be read.
    Form,
    /// A text, which may be a list of departments.
    Text,
    /// A form in a format that cannot be read: why, and what to do.
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
    (&["csv", "txt", "htm", "html", "mht", "xml"], Kind::Text),
    (&["zip", "rar", "7z", "tar", "gz"], Kind::Unread("这是压缩包。请先解压到这个文件夹，再重新收集")),
    (&["pdf", "ofd"], Kind::Skipped("版式文件（多为盖章扫描件），不能读取；数据以部门报送的表格或 .docx 为准")),
    (&["jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "heic"], Kind::Skipped("图片，不能读取")),
];
