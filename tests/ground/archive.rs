//! The byte of each entry of a zip file that says on which system it was made.

use jixiao::ground::same_on_every_system;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ENTRY: &[u8] = b"PK\x01\x02";
const SYSTEM: usize = 5;

fn zipped() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["甲.xml", "b/乙.xml", "PK"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(name.repeat(100).as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn every_entry_says_unix_and_nothing_else_changes() {
    let (made, mut other) = (zipped(), zipped());
    let entries: Vec<usize> = (0..made.len() - 4).filter(|at| made[*at..].starts_with(ENTRY)).collect();
    assert_eq!(entries.len(), 3);
    entries.iter().for_each(|at| other[at + SYSTEM] = 0);
    same_on_every_system(&mut other);
    let differ: Vec<usize> = (0..made.len()).filter(|at| made[*at] != other[*at]).collect();
    assert!(differ.iter().all(|at| entries.contains(&(at - SYSTEM))), "{differ:?}");
    assert!(entries.iter().all(|at| other[at + SYSTEM] == 3));
}

#[test]
fn what_is_no_zip_file_stays_as_it_is() {
    for bytes in [Vec::new(), vec![0; 10], zipped()[..200].to_vec(), b"PK\x05\x06".repeat(9)] {
        let mut same = bytes.clone();
        same_on_every_system(&mut same);
        assert_eq!(same, bytes);
    }
}
