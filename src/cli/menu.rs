//! 菜单: what a double-click on the program shows. A number, and files dragged into the window, become the arguments
//! that one would type.

use crate::ground::{file_names, tidy};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Files that can be a workbook, by the ends of their names.
const WORKBOOKS: [&str; 6] = ["xlsx", "xlsm", "xls", "xlsb", "et", "ods"];
/// At most so many files are numbered; others can be dragged into the window.
const MOST: usize = 20;

const CHOICES: &str = "\
jixiao 部门整体支出绩效评价

  1  评分　　　给填好的工作簿评分，写出评分结果和附件
  2  收集　　　把各部门报来的填报表汇总成一个工作簿
  3  检查　　　只列疑点，不写结果
  4  生成模板　写出待填写的工作簿
  5  填报表　　写出发给各部门填写的附件3、附件3-1
  6  对比　　　今年与去年对照
  7  图形页面　在浏览器里打开，点选着做，不联网
  0  退出

请输入数字，按回车键：";

/// Prints a prompt and reads a line; none where nothing more will come.
pub type Ask<'a> = &'a mut dyn FnMut(&str) -> Option<String>;

/// Where the user goes back to the choices.
struct Back;

/// Asks what to do and with which files: the arguments behind the program's name; none where the user leaves.
/// `folder` is where the program lies: its files are offered by number, and what has no place of its own is written there.
pub fn choose(folder: &Path, ask: Ask) -> Option<Vec<OsString>> {
    loop {
        let answer = ask(CHOICES)?;
        let mut dialog = Dialog { folder, ask: &mut *ask };
        let arguments = match tidy(&answer).as_str() {
            "0" => return None,
            "1" => dialog.one("score", "要评分的工作簿"),
            "2" => dialog.collect(),
            "3" => dialog.one("check", "要检查的工作簿"),
            "4" => dialog.template(),
            "5" => dialog.form(),
            "6" => dialog.compare(),
            "7" => Ok(vec!["page".into()]),
            // a file that was dragged into the window at once
            _ => dialog.dragged(&answer),
        };
        if let Ok(arguments) = arguments {
            return Some(arguments);
        }
    }
}

struct Dialog<'a, 'b> {
    folder: &'a Path,
    ask: Ask<'b>,
}

impl Dialog<'_, '_> {
    fn one(&mut self, verb: &str, what: &str) -> Result<Vec<OsString>, Back> {
        let file = self.path(what, &workbooks(self.folder))?;
        Ok(vec![verb.into(), file.into()])
    }

    fn collect(&mut self) -> Result<Vec<OsString>, Back> {
        let folder = self.path("存放各部门填报表的文件夹", &folders(self.folder))?;
        let mut arguments = vec!["collect".into(), folder.into()];
        arguments.extend(self.option("--rules", "按哪个工作簿的评分表汇总（用内置的附件3-1的，直接按回车）")?);
        arguments.extend(self.option("--departments", "部门名单，用来核对是否收齐（没有的，直接按回车）")?);
        Ok(arguments)
    }

    fn template(&mut self) -> Result<Vec<OsString>, Back> {
        let mut arguments = vec!["template".into(), "-o".into(), self.folder.join(file_names::TEMPLATE).into()];
        arguments.extend(self.year()?);
        arguments.extend(self.option("--rules", "本地的评分表（用内置的附件3-1的，直接按回车）")?);
        arguments.extend(self.option("--departments", "部门名单（没有的，直接按回车）")?);
        Ok(arguments)
    }

    fn form(&mut self) -> Result<Vec<OsString>, Back> {
        let output = self.folder.join(file_names::FORM);
        let mut arguments = vec!["template".into(), "--form".into(), "-o".into(), output.into()];
        arguments.extend(self.year()?);
        arguments.extend(self.option("--rules", "本地的评分表（用内置的附件3-1的，直接按回车）")?);
        Ok(arguments)
    }

    fn compare(&mut self) -> Result<Vec<OsString>, Back> {
        let offered = workbooks(self.folder);
        let before = self.path("去年的工作簿或评分结果", &offered)?;
        let after = self.path("今年的工作簿或评分结果", &offered)?;
        Ok(vec!["compare".into(), before.into(), after.into()])
    }

    fn dragged(&mut self, answer: &str) -> Result<Vec<OsString>, Back> {
        let path = unquoted(answer);
        match path.exists() {
            true => Ok(vec![path.into()]),
            false => {
                self.say(&format!("没有“{}”这一项，也没有这个文件。", answer.trim()))?;
                Err(Back)
            }
        }
    }

    fn year(&mut self) -> Result<Vec<OsString>, Back> {
        let answer = (self.ask)("年度，如 2025（不填的，直接按回车）：").ok_or(Back)?;
        let year = tidy(&answer);
        Ok(if year.is_empty() { Vec::new() } else { vec!["--year".into(), year.into()] })
    }

    /// A file that is not needed.
    fn option(&mut self, name: &str, what: &str) -> Result<Vec<OsString>, Back> {
        loop {
            let answer = (self.ask)(&format!("{what}。把文件拖进窗口，按回车键：")).ok_or(Back)?;
            let path = unquoted(&answer);
            if answer.trim().is_empty() {
                return Ok(Vec::new());
            } else if path.exists() {
                return Ok(vec![name.into(), path.into()]);
            }
            self.not_there(&path)?;
        }
    }

    /// A file or folder that is needed: by its number, or dragged into the window.
    fn path(&mut self, what: &str, offered: &[PathBuf]) -> Result<PathBuf, Back> {
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let lines = offered.iter().take(MOST).enumerate();
        let lines: String = lines.map(|(at, path)| format!("  {}  {}\n", at + 1, name(path))).collect();
        let how = if lines.is_empty() { "" } else { "，或输入上面的编号" };
        loop {
            let prompt = format!("\n{what}\n{lines}把它拖进窗口{how}，按回车键（0 返回）：");
            let answer = (self.ask)(&prompt).ok_or(Back)?;
            let number = tidy(&answer).parse::<usize>().ok();
            if number == Some(0) {
                return Err(Back);
            }
            let numbered = number.and_then(|number| offered.iter().take(MOST).nth(number - 1).cloned());
            let path = numbered.unwrap_or_else(|| unquoted(&answer));
            if path.exists() && !answer.trim().is_empty() {
                return Ok(path);
            }
            self.not_there(&path)?;
        }
    }

    fn not_there(&mut self, path: &Path) -> Result<(), Back> {
        self.say(&format!("没有这个文件或文件夹：“{}”。", path.display()))
    }

    fn say(&mut self, text: &str) -> Result<(), Back> {
        (self.ask)(&format!("{text}按回车键继续。")).map(|_| ()).ok_or(Back)
    }
}

/// A path as a window takes it when a file is dragged into it: in quotation marks where it holds spaces.
fn unquoted(answer: &str) -> PathBuf {
    let answer = answer.trim();
    let inside = |mark: char| answer.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    inside('"').or_else(|| inside('\'')).unwrap_or(answer).into()
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let is_workbook = |path: &Path| {
        let end = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        path.is_file() && WORKBOOKS.contains(&end.as_str())
    };
    listed(folder, &is_workbook)
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    listed(folder, &|path| path.is_dir())
}

/// What lies in a folder, by name, without what programs leave behind.
fn listed(folder: &Path, is_wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let left_behind = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with('.') || name.starts_with('~')
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| is_wanted(path) && !left_behind(path)).collect();
    paths.sort();
    paths
}
