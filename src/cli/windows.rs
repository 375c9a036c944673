//! What Windows does otherwise: names that it does not allow, files that are held open, what it makes of quotation
//! marks, the letters of a file that is written by `>`.

use encoding_rs::GB18030;
use std::borrow::Cow;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Characters that no name of Windows may have.
const FORBIDDEN: &[char] = &['<', '>', ':', '"', '|', '?', '*'];
/// How often a rename is tried, and how long apart: a second in all.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Why no file can have this path in Windows: a character that is not allowed, a name that ends as none may, a disk
/// without its `\`. With a colon Windows writes into a hidden part of another file.
fn path_fault(path: &str) -> Option<String> {
    let path = path.strip_prefix(r"\\?\").unwrap_or(path);
    let slash = ['\\', '/'];
    let names = match path.as_bytes() {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => {
            let (disk, rest) = path.split_at(2);
            if !rest.starts_with(slash) {
                return Some(format!("“{disk}”是磁盘的写法，文件名中不能有冒号；指磁盘的，请写成“{disk}\\{rest}”"));
            }
            rest
        }
        _ => path,
    };
    let letter = names.chars().find(|letter| FORBIDDEN.contains(letter));
    if let Some(letter) = letter {
        return Some(format!("文件名中不能有“{letter}”，请换一个名称"));
    }
    let ends_badly = |name: &&str| name.ends_with([' ', '.']) && !matches!(*name, "." | "..");
    let name = names.split(slash).find(ends_badly)?;
    Some(format!("“{name}”的末尾是空格或句点，Windows 会去掉它，请换一个名称"))
}

/// The same of the system that the program runs on, where only Windows is strict.
pub fn path_fault_here(path: &Path) -> Option<String> {
    path_fault(&path.display().to_string()).filter(|_| cfg!(windows))
}

/// Whether a file could not be opened because another program holds it.
pub fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Whether a file could not be replaced because it is open; 5 is what a rename over an open file gives.
pub fn is_in_use(error: &io::Error) -> bool {
    is_held(error) || (cfg!(windows) && error.raw_os_error() == Some(5))
}

/// Tries again for a second while another program has the file for a moment: another run, a virus scanner.
pub fn patiently<T, E>(mut work: impl FnMut() -> Result<T, E>, error: impl Fn(&E) -> &io::Error) -> Result<T, E> {
    for _ in 1..TRIES {
        match work() {
            Err(why) if is_in_use(error(&why)) => sleep(PAUSE),
            outcome => return outcome,
        }
    }
    work()
}

/// The arguments as they were meant: in `"D:\报送\"` Windows takes `\"` for a quotation mark inside the argument.
///
/// # Errors
/// What follows the folder has gone into the same argument.
pub fn repaired(arguments: Vec<OsString>) -> Result<Vec<OsString>, String> {
    repaired_by(arguments, Path::is_dir)
}

fn repaired_by(arguments: Vec<OsString>, is_folder: impl Fn(&Path) -> bool) -> Result<Vec<OsString>, String> {
    let repair = |argument: OsString| {
        let text = argument.to_string_lossy().into_owned();
        match text.split_once('"') {
            Some((folder, rest)) if is_folder(Path::new(folder)) => match rest.trim().is_empty() {
                true => Ok(folder.into()),
                false => Err(format!("“{folder}\\\"”：引号前的“\\”使后面的参数连成了一个，请去掉这个“\\”后重新运行")),
            },
            _ => Ok(argument),
        }
    };
    arguments.into_iter().map(repair).collect()
}

/// Whether there are arguments and all are files or folders, as where they were dragged onto the program.
pub fn only_paths(arguments: &[OsString]) -> bool {
    arguments.len() > 1 && arguments[1..].iter().all(|path| Path::new(path).exists())
}

/// The number of the code page that the window shows text in, as the system's `chcp` says it: “活动代码页: 936”.
pub fn code_page() -> Option<u32> {
    let said = Command::new("cmd").args(["/c", "chcp"]).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    page_in(&said.stdout)
}

fn page_in(said: &[u8]) -> Option<u32> {
    let digits = said.rsplit(|byte| !byte.is_ascii_digit()).find(|digits| !digits.is_empty())?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// A text for a file of that code page: with 936 as Excel, WPS and `type` read it there, else in UTF-8.
pub fn in_code_page(text: &str, page: Option<u32>) -> Cow<'_, [u8]> {
    match page {
        Some(936 | 54936) => GB18030.encode(text).0,
        _ => text.as_bytes().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_does_not_take_as_a_path_is_said() {
        for (path, part) in [
            ("r:s.xlsx", r"“r:\s.xlsx”"),
            ("结果:1.xlsx", "“:”"),
            (r"D:\报送\结果?.xlsx", "“?”"),
            (r"D:\报:送\结果.xlsx", "“:”"),
            ("a\"b.xlsx", "“\"”"),
            (r"D:\报送 \结果.xlsx", "“报送 ”"),
            ("结果.", "“结果.”"),
        ] {
            let fault = path_fault(path).unwrap_or_default();
            assert!(fault.contains(part), "{path}: {fault}");
        }
        for path in
            [r"D:\报送\结果.xlsx", "../结果.xlsx", r".\a.b.xlsx", r"\\服务器\共享\结果.xlsx", r"\\?\C:\结果.xlsx"]
        {
            assert_eq!(path_fault(path), None, "{path}");
        }
    }

    #[test]
    fn a_mark_behind_a_folder_is_taken_away_or_told() {
        let repaired = |arguments: &[&str]| {
            let arguments = arguments.iter().map(OsString::from).collect();
            let is_folder = |path: &Path| path == Path::new(r"D:\报 送");
            repaired_by(arguments, is_folder).map(|arguments| arguments.join(" ".as_ref()).into_string().unwrap())
        };
        assert_eq!(repaired(&["jixiao", "collect", r#"D:\报 送""#]).unwrap(), r"jixiao collect D:\报 送");
        assert!(repaired(&["jixiao", "collect", r#"D:\报 送" -o 汇总.xlsx"#]).unwrap_err().contains("去掉"));
        let text = r#"得分="是""#;
        assert_eq!(repaired(&["rules", "--text", text]).unwrap(), format!("rules --text {text}"));
    }

    #[test]
    fn a_file_has_the_letters_of_its_window() {
        assert_eq!(page_in("活动代码页: 936\r\n".as_bytes()), Some(936));
        assert_eq!(page_in(b"Active code page: 65001\r\n"), Some(65001));
        assert_eq!(page_in(b"?\r\n"), None);
        assert_eq!(*in_code_page("得分", Some(936)), [0xB5, 0xC3, 0xB7, 0xD6]);
        assert_eq!(*in_code_page("得分", None), *"得分".as_bytes());
    }

    #[test]
    fn what_cannot_pass_is_not_tried_again() {
        let mut tries = 0;
        let work = || {
            tries += 1;
            Err::<(), _>(io::Error::from(io::ErrorKind::NotFound))
        };
        assert!(patiently(work, |error| error).is_err());
        assert_eq!(tries, 1);
    }
}
