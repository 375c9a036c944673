//! A moving line while a long run lasts: shown after a second, and only on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows `what` while `work` lasts.
pub fn during<T>(what: String, work: impl FnOnce() -> T) -> T {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}（已用{elapsed}）") {
        bar.set_style(style);
    }
    bar.set_message(what);
    let later = bar.clone();
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        if !later.is_finished() {
            // indicatif itself shows nothing where standard error is no terminal
            later.set_draw_target(ProgressDrawTarget::stderr());
            later.enable_steady_tick(Duration::from_millis(200));
        }
    });
    let outcome = work();
    bar.finish_and_clear();
    outcome
}
