//! Writes `workbooks/example.xlsx`, `template.xlsx`, `second-city.xlsx` and `docs/example.md`:
//! `cargo run --example make_example`. The same seed gives the same bytes; a test pins them.

#[path = "make_example/mod.rs"]
mod example;

use jixiao::workbook::write;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = example::city();
    write::save(&example.sheets, &root.join(example::WORKBOOK))?;
    write::save(&example::blank_template(), &root.join(example::TEMPLATE))?;
    write::save(&example::second_city::workbook(), &root.join(example::second_city::WORKBOOK))?;
    std::fs::write(root.join(example::GUIDE), example::guide::markdown(&example))?;
    Ok(())
}
