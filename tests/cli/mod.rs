#[cfg(unix)]
mod hostile;
#[cfg(unix)]
mod hostile_contents;
mod killed;
mod menu;
mod outputs;
mod saving;
mod verbs;
#[cfg(windows)]
mod windows;
mod wrong_files;
