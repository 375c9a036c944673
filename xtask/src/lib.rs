//! What the developers of jixiao run besides the program, and what its tests and benches share with it.
#![allow(clippy::disallowed_methods, reason = "a tool of the developers")]
#![allow(clippy::print_stdout, reason = "a tool of the developers")]

pub mod evidence;
pub mod example;
pub mod many;
pub mod pages;
pub mod random;
