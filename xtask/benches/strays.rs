//! How the time grows with what lies in the sheets and belongs to no department: numbers beside and below the tables,
//! merged cells, cells far away. `cargo bench -p xtask --bench strays` scores a workbook with so many strays in each
//! sheet and with four times as many, in one run, and ends with a failure where the second takes more than
//! [`MOST`] times as long; `cargo test -p xtask --benches` takes few of them.
#![allow(clippy::disallowed_methods, reason = "a measurement")]
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "a measurement")]

use jixiao::evaluate::{Evaluation, Style};
use jixiao::ground::place::Area;
use jixiao::workbook::sheet::{Cell, Format, Role, Sheet};
use jixiao::workbook::write::to_bytes;
use xtask::many;

/// Four times as many strays may take so many times as long; squared growth would take 16 times.
const MOST: f64 = 6.0;
/// Departments beside the strays.
const DEPARTMENTS: u32 = 20;

/// Puts the stray of a number into a sheet of so many rows and columns.
type Put = fn(&mut Sheet, (u32, u32), u32);

fn number(sheet: &mut Sheet, row: u32, col: u32, value: u32) {
    sheet.put(row, col, Cell::number(Role::Plain, value.into(), Format::General));
}

const KINDS: [(&str, Put); 6] = [
    ("below the first column", |sheet, (rows, _), at| number(sheet, rows + 2 + at, 0, at)),
    ("below the third column", |sheet, (rows, _), at| number(sheet, rows + 2 + at, 2, at)),
    ("right of the table", |sheet, (_, columns), at| number(sheet, at, columns + 2, at)),
    ("in a block of a hundred columns", |sheet, (rows, _), at| number(sheet, rows + 2 + at / 100, at % 100, at)),
    ("each merged over two columns", |sheet, (rows, _), at| {
        number(sheet, rows + 2 + at, 0, at);
        sheet.merges.push(Area::new((rows + 2 + at, 0), (rows + 2 + at, 1)));
    }),
    ("in every other row", |sheet, (rows, _), at| number(sheet, rows + 2 + 2 * at, 3, at)),
];

/// A workbook with strays of a kind in the sheet of a number.
fn workbook(sheet: usize, put: Put, count: u32) -> Vec<u8> {
    let mut sheets = many::workbook(DEPARTMENTS);
    let sheet = &mut sheets[sheet];
    let columns = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| col + 1).max().unwrap_or(0);
    let size = (sheet.rows.len() as u32, columns);
    (0..count).for_each(|at| put(sheet, size, at));
    to_bytes(&sheets).unwrap()
}

/// Seconds that processors worked for this process, however busy the machine is: fields 14 and 15 of its
/// status, in hundredths.
fn processor_seconds() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = status.rsplit(')').next().unwrap().split_whitespace();
    fields.skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}

/// Processor seconds of reading, scoring and writing; a workbook that is refused is only read.
fn seconds(bytes: &[u8]) -> f64 {
    let begun = processor_seconds();
    if let Ok(evaluation) = jixiao::evaluate("散落.xlsx", bytes) {
        jixiao::write_result(&Evaluation { style: Style::Values, ..evaluation }).unwrap();
    }
    (processor_seconds() - begun).max(0.01)
}

fn main() {
    let measured = std::env::args().any(|argument| argument == "--bench");
    let count = if measured { 100_000 } else { 50 };
    let (mut worst, names) = (0.0_f64, many::workbook(1).into_iter().map(|sheet| sheet.name));
    for (number, name) in names.enumerate() {
        for (kind, put) in KINDS {
            let [few, many] = [count, 4 * count].map(|count| seconds(&workbook(number, put, count)));
            worst = worst.max(many / few);
            println!("{name}, {kind}: {:.1} times as long ({few:.2} s, {many:.2} s)", many / few);
        }
    }
    println!("four times as many strays take at most {worst:.1} times as long");
    assert!(!measured || worst <= MOST, "the time grows faster than the cells");
}
