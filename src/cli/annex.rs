//! The annex beside a result.

use crate::annex::parts;
use crate::cli::paths::annex_path;
use crate::cli::save::{self, SaveError, save_lazy, save_with_annex};
use crate::cli::targets::{earlier, may_write};
use crate::cli::{RunError, arguments};
use crate::evaluate::{Evaluations, Whole};
use crate::jobs::scoring;
use crate::result;
use crate::review::earlier::ANNEX;
use std::path::{Path, PathBuf};

/// Where the annex of a run goes, and what is to be said of it.
pub struct Annex {
    /// Where it goes; none where none is asked for.
    pub path: Option<PathBuf>,
    /// Why its titles carry （未定稿）.
    pub draft: Option<String>,
    /// That of an earlier run, which this one does not write.
    old: Option<PathBuf>,
    /// Why none is written though nobody asked for none.
    without: Option<String>,
}

impl Annex {
    /// Plans the annex of a result.
    ///
    /// # Errors
    /// It would replace the input, or what is no annex.
    pub fn plan(options: &arguments::Score, evaluations: &Evaluations, output: &Path) -> Result<Annex, RunError> {
        let without = if options.no_annex { None } else { scoring::no_annex(evaluations.whole()) };
        if options.no_annex || without.is_some() {
            let old = annex_path(&options.file, output).ok().filter(|path| earlier(path, &ANNEX).is_some());
            return Ok(Annex { path: None, draft: None, old, without });
        }
        let path = annex_path(&options.file, output)?;
        may_write(&path, &ANNEX, "")?;
        let draft = scoring::draft(evaluations.whole());
        Ok(Annex { path: Some(path), draft, old: None, without })
    }

    /// Writes the result, with the annex of what is `printed` where there is one.
    ///
    /// # Errors
    /// See [`SaveError`]; nothing is written then.
    pub fn save(&self, evaluations: &Evaluations, printed: Whole, output: &Path) -> Result<(), SaveError> {
        let lives = result::lives(evaluations);
        let sheets = result::parts(evaluations, &lives);
        match &self.path {
            Some(path) => save_with_annex(sheets, output, save::Annex { sheets: parts(printed), path }),
            None => save_lazy(sheets, output),
        }
    }

    /// Where it lies and why it is not final; empty where there is nothing to say.
    pub fn shown(&self) -> String {
        let why = self.without.as_ref().map(|why| format!("没有写（{why}）")).unwrap_or_default();
        match (&self.path, &self.draft, &self.old) {
            (Some(path), Some(draft), _) => format!("{}\n  未定稿：{draft}", path.display()),
            (Some(path), None, _) => path.display().to_string(),
            (None, _, Some(old)) => {
                let why = if why.is_empty() { "没有写" } else { &why };
                format!("{why}；旁边的“{}”是以前的，这次没有重写，请勿与这次的结果一起使用", old.display())
            }
            (None, _, None) => why,
        }
    }
}
