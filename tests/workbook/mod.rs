mod annotations;
mod hostile;
mod old_formats;
mod read;
mod word;
mod write;
