//! Whatever stands in a cell, it is a figure, nothing, or a fault that says what to do; and what is read once is
//! read alike when it is written out again.
#![no_main]

use jixiao::ground::number::{Figure, Unit, read_figure};
use jixiao::ground::cell::GridCell;
use libfuzzer_sys::fuzz_target;

const UNITS: [Unit; 5] = [Unit::Wanyuan, Unit::Percent, Unit::Persons, Unit::Cases, Unit::Plain];

fuzz_target!(|input: (u8, bool, &str)| {
    let (unit, percent, text) = (UNITS[usize::from(input.0) % UNITS.len()], input.1, input.2);
    let cell = |text: &str| GridCell { percent, ..GridCell::text(text) };
    match read_figure(Some(&cell(text)), unit) {
        Figure::Number { value, normalised: Some(used) } => {
            let again = read_figure(Some(&cell(&used)), unit);
            assert_eq!(again, Figure::Number { value, normalised: None }, "{text} → {used}");
        }
        Figure::Fault { found, advice, .. } => assert!(!found.is_empty() && !advice.is_empty(), "{text}"),
        _ => (),
    }
});
