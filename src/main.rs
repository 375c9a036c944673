//! The program `jixiao`.
fn main() {}
