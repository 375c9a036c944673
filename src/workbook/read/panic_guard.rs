//! A panic in a reading library becomes a refusal of the file, without its English report on the screen.

use crate::workbook::read::error::{ReadError, refused};
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is inside [`catch`].
    static CATCHING: Cell<bool> = const { Cell::new(false) };
}

/// Runs `read`; a panic inside it becomes a refusal.
pub(crate) fn catch<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    silence_reports();
    let outer = CATCHING.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(read));
    CATCHING.set(outer);
    outcome.unwrap_or_else(|_| {
        Err(refused("文件内容已损坏，无法读取。请在 Excel 或 WPS 中打开，另存为新的 .xlsx 文件后再试。"))
    })
}

/// A panic inside [`catch`] becomes a refusal: the usual report is left out there, and only there.
fn silence_reports() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !CATCHING.get() {
                usual(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_refusal() {
        let outcome: Result<(), _> = catch(|| panic!("a fault of the library"));
        assert!(outcome.unwrap_err().to_string().contains("已损坏"));
    }
}
