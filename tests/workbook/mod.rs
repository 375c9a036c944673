mod annotations;
mod hostile;
mod looks;
mod old_formats;
mod read;
mod word;
mod word_looks;
mod write;
