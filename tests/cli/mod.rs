mod hostile;
mod killed;
mod saving;
mod semantic;
mod verbs;
