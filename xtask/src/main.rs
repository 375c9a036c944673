//! `cargo xtask`: what the developers of jixiao run besides the program.
#![allow(clippy::disallowed_methods, reason = "a tool of the developers")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool of the developers")]

mod fingerprint;
mod floor;
mod page;
mod release;

use jixiao::cli::save::save;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use xtask::{evidence, example, many, pages};

const USAGE: &str = "\
cargo xtask example                        workbooks/*.xlsx and docs/example.md, as the tests want them
cargo xtask docs                           docs/rules.md and docs/findings.md, from the code
cargo xtask many COUNT FILE.xlsx           a workbook of so many departments
cargo xtask evidence [CLASS or ID]         what the grammar makes of the texts it was not made for
cargo xtask page [--quick] [-o FILE.html]  the page, one file, from nothing (docs/architecture.md says with what)
cargo xtask release DIR                    every file of a release, from nothing, with its SHA-256
cargo xtask fingerprint                    SHA-256 of everything the program writes and says
cargo xtask floor cells INPUT CELLS        what the result holds, as text, for floor run and benches/peers/peer.py
cargo xtask floor live-cells INPUT CELLS   the same with its formulas
cargo xtask floor run INPUT CELLS OUTPUT   the least that a run must cost: reads INPUT, writes CELLS
cargo xtask floor back INPUT CELLS OUTPUT  the same, and reads OUTPUT back
cargo xtask floor parts RESULT PARTS       what is compressed in RESULT, for floor work
cargo xtask floor work INPUT PARTS OUTPUT  the work itself: inflates INPUT, looks at its bytes once, deflates PARTS";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["example"] => write_example(),
        ["docs"] => write_pages(),
        ["many", count, file] => write_many(count, file.as_ref()),
        ["evidence"] => evidence::print(root(), None),
        ["evidence", only] => evidence::print(root(), Some(only)),
        ["page", ref options @ ..] => build_page(options),
        ["release", folder] => std::path::absolute(folder).map_err(Into::into).and_then(|f| release::build(root(), &f)),
        ["fingerprint"] => fingerprint::print(root()),
        ["floor", "cells", input, cells] => floor::cells(input.as_ref(), cells.as_ref(), false),
        ["floor", "live-cells", input, cells] => floor::cells(input.as_ref(), cells.as_ref(), true),
        ["floor", "run", input, cells, output] => floor::run(input.as_ref(), cells.as_ref(), output.as_ref()),
        ["floor", "back", input, cells, output] => {
            floor::run_and_read_back(input.as_ref(), cells.as_ref(), output.as_ref())
        }
        ["floor", "parts", result, parts] => floor::parts(result.as_ref(), parts.as_ref()),
        ["floor", "work", input, parts, output] => floor::work(input.as_ref(), parts.as_ref(), output.as_ref()),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The same seed gives the same bytes; a test pins them.
fn write_example() -> Result<(), Box<dyn Error>> {
    let city = example::city();
    save(&city.sheets, &root().join(example::WORKBOOK))?;
    save(&example::blank_template(), &root().join(example::TEMPLATE))?;
    save(&example::second_city::workbook(), &root().join(example::second_city::WORKBOOK))?;
    std::fs::write(root().join(example::GUIDE), example::guide::markdown(&city))?;
    Ok(())
}

fn build_page(options: &[&str]) -> Result<(), Box<dyn Error>> {
    let (quick, rest) = match options {
        ["--quick", rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    match rest {
        [] => page::build(root(), &root().join("target/page/jixiao.html"), quick),
        ["-o", file] => page::build(root(), &std::path::absolute(file)?, quick),
        _ => Err(USAGE.into()),
    }
}

fn write_pages() -> Result<(), Box<dyn Error>> {
    for page in pages::PAGES {
        std::fs::write(root().join(page.path), (page.text)())?;
    }
    Ok(())
}

fn write_many(count: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    Ok(save(&many::workbook(count.parse()?), file)?)
}

/// The folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository")
}
