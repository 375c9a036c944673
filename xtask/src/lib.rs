//! What the developers of jixiao run besides the program, and what its tests and benches share with it.

pub mod example;
pub mod many;
pub mod pages;
pub mod random;
