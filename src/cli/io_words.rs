//! What the system says of a file, in Chinese.

use crate::cli::windows::is_held;
use std::io::{Error, ErrorKind};

/// Why something could not be read or written; never in the words of the system, which are English.
pub fn in_words(error: &Error) -> String {
    if is_held(error) {
        return "正被其他程序打开".into();
    }
    let words = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限，或者文件正被其他程序打开",
        ErrorKind::ReadOnlyFilesystem => "磁盘或文件夹只读",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘空间不足",
        ErrorKind::FileTooLarge => "文件太大，这个磁盘放不下",
        ErrorKind::InvalidFilename => "文件名过长或含有不允许的字符",
        ErrorKind::AlreadyExists => "已经有同名的文件或文件夹",
        ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "正被其他程序使用",
        ErrorKind::CrossesDevices => "两个位置不在同一个磁盘",
        ErrorKind::BrokenPipe | ErrorKind::WriteZero => "接收的一方已关闭",
        ErrorKind::TimedOut | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "网络位置没有响应"
        }
        ErrorKind::StaleNetworkFileHandle | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => {
            "与网络位置的连接已断开"
        }
        ErrorKind::UnexpectedEof => "文件没有读完就中断了",
        ErrorKind::OutOfMemory => "内存不足",
        ErrorKind::Unsupported => "这个磁盘或位置不支持这样读写",
        _ => return error.raw_os_error().map_or("系统错误".into(), |code| format!("系统错误，代码{code}")),
    };
    words.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_error_of_the_system_is_said_in_english() {
        for code in 1..140 {
            let words = in_words(&Error::from_raw_os_error(code));
            assert!(!words.is_empty() && !words.chars().any(|letter| letter.is_ascii_alphabetic()), "{code}: {words}");
        }
        assert_eq!(in_words(&Error::from_raw_os_error(28)), "磁盘空间不足");
        assert_eq!(in_words(&Error::other("English")), "系统错误");
    }
}
