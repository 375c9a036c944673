//! Why a file cannot be read.

/// Why a file cannot be read at all (no workbook, encrypted, damaged, beyond the [`limits`](super::limits)); the
/// message is Chinese and says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReadError(pub String);

/// A refusal of the file as a whole.
pub(crate) fn refused(message: impl Into<String>) -> ReadError {
    ReadError(message.into())
}

/// The rectangle around the cells of a sheet is larger than may be unfolded.
pub(crate) fn too_wide() -> ReadError {
    refused("表格范围过大，超出本程序的上限。请删去多余的空行空列，另存为 .xlsx 后再试。")
}
