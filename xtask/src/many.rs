//! A standard workbook of many departments: each differs a little, by its number alone, so that the same
//! size gives the same file.

#[allow(dead_code, clippy::unwrap_used, reason = "the tests use the rest")]
#[path = "../../tests/support/book.rs"]
mod book;

use book::Book;
use jixiao::workbook::sheet::Sheet;

/// The workbook of `count` departments.
pub fn workbook(count: u32) -> Vec<Sheet> {
    let names: Vec<String> = (1..=count).map(|number| format!("第{number}号单位")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    (0..count).fold(Book::good(&names), vary).sheets
}

fn vary(book: Book, at: u32) -> Book {
    let satisfaction = 70 + at % 30;
    let staff = 15 + at % 9;
    let cars = format!("{}.{:02}", 4 + at % 7, at % 100);
    let book = book.data(at, "满意度", &satisfaction.to_string()).data(at, "实有人数", &staff.to_string());
    book.data(at, "三公经费预算", &cars)
}
