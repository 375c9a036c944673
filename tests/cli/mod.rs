mod hostile;
mod hostile_contents;
mod killed;
mod menu;
mod outputs;
mod saving;
mod verbs;
mod wrong_files;
