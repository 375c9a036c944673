mod hostile;
mod hostile_contents;
mod killed;
mod saving;
mod verbs;
