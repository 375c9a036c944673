//! A large standard workbook for measurements: `cargo run --release --example make_many -- 1000 many.xlsx`.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a tool of the developers")]

mod many;
#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, path] = &arguments[..] else {
        eprintln!("make_many COUNT FILE.xlsx");
        return;
    };
    jixiao::cli::save(&many::workbook(count.parse().unwrap()).sheets, path.as_ref()).unwrap();
}
