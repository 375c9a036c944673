//! [`Sheet`]s → a workbook file. The only users of rust_xlsxwriter are in this folder.

use crate::sheet::Sheet;
use std::path::{Path, PathBuf};

/// Why a workbook could not be written; the message is Chinese and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The target cannot be written: open in Excel, read-only folder, disk full.
    #[error("写不了“{path}”：{reason}")]
    Target {
        /// The file.
        path: PathBuf,
        /// Why and what to do, in Chinese.
        reason: String,
    },
    /// The workbook itself is faulty: a fault of this program.
    #[error("生成工作簿时程序出错：{0}")]
    Content(String),
}

/// The bytes of a workbook; the same sheets give the same bytes.
pub fn to_bytes(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    let _ = sheets;
    todo!()
}

/// Writes a workbook whole or not at all.
pub fn save(sheets: &[Sheet], path: &Path) -> Result<(), WriteError> {
    let _ = (sheets, path);
    todo!()
}
