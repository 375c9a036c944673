//! A hostile_files of workbooks that no office program writes: each named, each refused or read, none a panic.

use crate::support::hostile_files::{read, refused};

#[test]
fn hostile_workbooks_are_refused_in_chinese() {
    for (name, parts) in refused() {
        let message = parts.read().map(|_| ()).expect_err(name).to_string();
        assert!(message.contains('。') && !message.contains("Error"), "{name}: {message}");
    }
}

#[test]
fn odd_workbooks_are_read_as_they_stand() {
    for (name, parts) in read() {
        let book = parts.read().unwrap_or_else(|error| panic!("{name}: {error}"));
        let first =
            book.sheets[0].cell(jixiao::ground::place::CellRef::new(0, 0)).map(|cell| format!("{:?}", cell.raw));
        assert_eq!(first.as_deref(), Some("Number(95.5)"), "{name}");
    }
}
