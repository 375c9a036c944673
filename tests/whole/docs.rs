//! Pages of docs/ that are made from the code say what the code says.

use crate::support::path;
use xtask::pages::PAGES;

#[test]
fn the_pages_made_from_the_code_are_up_to_date() {
    for page in PAGES {
        let written = std::fs::read_to_string(path(page.path)).unwrap_or_default().replace("\r\n", "\n");
        assert!(written == (page.text)(), "{} is out of date: run cargo xtask docs", page.path);
    }
}
