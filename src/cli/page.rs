//! 图形页面: the page that works in a browser, carried by the program or lying beside it.

use crate::cli::RunError;
use crate::cli::arguments::Page;
use crate::cli::files::read_file;
use crate::cli::io_words::in_words;
use crate::cli::outcome::Outcome;
use crate::cli::save::replace;
use crate::cli::targets::new_file;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the page is called beside the program.
const NAME: &str = "jixiao.html";
/// What opens a file in the program that the user has for it.
const OPENER: &str = if cfg!(windows) { "explorer" } else { "xdg-open" };

/// The page, where the program was built with it.
#[cfg(feature = "page")]
const CARRIED: Option<&[u8]> = Some(include_bytes!(env!("JIXIAO_PAGE")));
#[cfg(not(feature = "page"))]
const CARRIED: Option<&[u8]> = None;

/// 页面: opens the page in the browser, or writes it to a file.
///
/// # Errors
/// There is no page; it cannot be written or opened.
pub fn run(options: &Page) -> Result<Outcome, RunError> {
    let beside = beside();
    if let Some(output) = &options.output {
        new_file(output)?;
        let page = CARRIED.map_or_else(|| read_file(&beside), |page| Ok(page.to_vec()));
        replace(output, &page.map_err(|_| none())?)?;
        return Ok(Outcome::done(format!("图形页面：{}", output.display())));
    }
    let page = match CARRIED {
        Some(page) => {
            let path = std::env::temp_dir().join(NAME);
            replace(&path, page)?;
            path
        }
        None if beside.is_file() => beside,
        None => return Err(none()),
    };
    let path = page.display();
    let opened =
        Command::new(OPENER).arg(&page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    opened.map_err(|error| {
        RunError::Usage(format!("打不开浏览器（{}）。请在文件夹里双击打开“{path}”", in_words(&error)))
    })?;
    Ok(Outcome::done(format!("已请浏览器打开图形页面。没有打开的，请在文件夹里双击打开“{path}”。")))
}

fn beside() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.parent().unwrap_or(Path::new("")).join(NAME)
}

fn none() -> RunError {
    RunError::Usage(format!("这个程序没有带图形页面。请把一起发放的 {NAME} 放到程序所在的文件夹，或直接双击打开它"))
}
