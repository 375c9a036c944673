//! A moving line while a long run lasts: shown after a second, and only on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows `what` while `work` lasts.
pub fn during<T>(what: String, work: impl FnOnce() -> T) -> T {
    shown(None, "{spinner} {msg}（已用{elapsed}）", what, |_| work())
}

/// Shows how many of `total` are done; `work` is given what to call after each.
pub fn counting<T>(what: String, total: usize, work: impl FnOnce(&(dyn Fn() + Sync)) -> T) -> T {
    let template = "{msg} [{bar:30}] {pos}/{len}（已用{elapsed}，约剩{eta}）";
    shown(Some(total as u64), template, what, |bar| work(&|| bar.inc(1)))
}

fn shown<T>(total: Option<u64>, template: &str, what: String, work: impl FnOnce(&ProgressBar) -> T) -> T {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template(template) {
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
    let outcome = work(&bar);
    bar.finish_and_clear();
    outcome
}
