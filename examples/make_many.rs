//! A large standard workbook for measurements: `cargo run --release --example make_many -- 1000 many.xlsx`.
//! Every department differs a little, by its number alone, so that the same size gives the same file.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a tool of the developers")]

#[path = "../tests/support/mod.rs"]
mod support;

use support::book::Book;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, path] = &arguments[..] else {
        eprintln!("make_many COUNT FILE.xlsx");
        return;
    };
    let names: Vec<String> = (1..=count.parse().unwrap()).map(|number: u32| format!("第{number}号单位")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut book = Book::good(&names);
    for at in 0..names.len() as u32 {
        book = vary(book, at);
    }
    jixiao::write::save(&book.sheets, path.as_ref()).unwrap();
}

fn vary(book: Book, at: u32) -> Book {
    let satisfaction = 70 + at % 30;
    let staff = 15 + at % 9;
    let cars = format!("{}.{:02}", 4 + at % 7, at % 100);
    let book = book.data(at, "满意度", &satisfaction.to_string()).data(at, "实有人数", &staff.to_string());
    book.data(at, "三公经费预算", &cars)
}
