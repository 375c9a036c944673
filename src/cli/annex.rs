//! The annex beside a result.

use crate::annex::{MOST_DEPARTMENTS, draft_reason, parts};
use crate::cli::paths::annex_path;
use crate::cli::save::{self, SaveError, save_lazy, save_with_annex};
use crate::cli::targets::{earlier, may_write};
use crate::cli::{RunError, arguments};
use crate::evaluate::Evaluation;
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
    /// Whether there are too many departments for one.
    too_many: bool,
}

impl Annex {
    /// Plans the annex of a result.
    ///
    /// # Errors
    /// It would replace the input, or what is no annex.
    pub fn plan(options: &arguments::Score, evaluation: &Evaluation, output: &Path) -> Result<Annex, RunError> {
        let too_many = !options.no_annex && evaluation.cards.len() > MOST_DEPARTMENTS;
        if options.no_annex || too_many {
            let old = annex_path(&options.file, output).ok().filter(|path| earlier(path, &ANNEX).is_some());
            return Ok(Annex { path: None, draft: None, old, too_many });
        }
        let path = annex_path(&options.file, output)?;
        may_write(&path, &ANNEX, "")?;
        Ok(Annex { path: Some(path), draft: draft_reason(evaluation), old: None, too_many })
    }

    /// Writes the result, with the annex where there is one.
    ///
    /// # Errors
    /// See [`SaveError`]; nothing is written then.
    pub fn save(&self, evaluation: &Evaluation, output: &Path) -> Result<(), SaveError> {
        match &self.path {
            Some(path) => {
                let annex = save::Annex { sheets: parts(evaluation), path };
                save_with_annex(result::parts(evaluation), output, annex)
            }
            None => save_lazy(result::parts(evaluation), output),
        }
    }

    /// Where it lies and why it is not final; empty where there is nothing to say.
    pub fn shown(&self) -> String {
        let why =
            if self.too_many { format!("没有写（部门超过{MOST_DEPARTMENTS}个）") } else { String::new() };
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
