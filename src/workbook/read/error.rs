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
