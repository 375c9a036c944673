//! The least that a run must cost: reads the same input with calamine's stream and writes the same cells with
//! rust_xlsxwriter, scoring, explaining and checking nothing. For benches/compare.py alone.
#![allow(clippy::unwrap_used, reason = "a measurement")]

use calamine::{Reader, Xlsx};
use jixiao::evaluate::Style;
use jixiao::result::report;
use jixiao::workbook::sheet::{Cell, Sheet, Value};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Note, Url, Workbook, Worksheet};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, Read};
use std::path::Path;

/// As hard as the program compresses.
const LEVEL: u32 = 3;

/// Writes what the result of `input` holds, as text.
pub fn cells(input: &Path, cells: &Path, live: bool) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(cells, cells_of(input, live)?)?)
}

/// One line for each sheet and cell, fields separated by control characters that no cell holds.
fn cells_of(input: &Path, live: bool) -> Result<String, Box<dyn Error>> {
    let mut evaluation = jixiao::cli::evaluate(input)?;
    evaluation.style = if live { Style::Live } else { Style::Values };
    let mut looks = BTreeMap::new();
    let mut text = String::new();
    for sheet in report(&evaluation) {
        writeln!(text, "\u{1}{}", sheet.name).unwrap();
        write_cells(&mut text, &sheet, &mut looks);
    }
    Ok(text)
}

fn write_cells(text: &mut String, sheet: &Sheet, looks: &mut BTreeMap<String, usize>) {
    for (row, line) in sheet.rows.iter().enumerate() {
        for (col, cell) in &line.cells {
            let look = format!("{:?} {:?} {:?} {}", cell.role, cell.tint, cell.format, cell.link().is_some());
            let next = looks.len();
            let look = *looks.entry(look).or_insert(next);
            let (kind, value) = value(cell);
            let link = cell.link().map(|link| format!("internal:'{}'!{}", link.sheet, link.cell));
            let fields = [
                link.unwrap_or_default(),
                cell.note().unwrap_or_default().into(),
                cell.formula().unwrap_or_default().into(),
                value,
            ];
            let fields = fields.map(|field| field.replace('\n', "\u{3}")).join("\u{2}");
            writeln!(text, "{row}\u{2}{col}\u{2}{look}\u{2}{kind}\u{2}{fields}").unwrap();
        }
    }
}

fn value(cell: &Cell) -> (char, String) {
    match &cell.value {
        Value::Blank => ('b', String::new()),
        Value::Text(text) => ('t', text.clone()),
        Value::Number(number) => ('n', number.to_string()),
    }
}

/// Reads `input` and writes what [`cells`] wrote down to `output`.
pub fn run(input: &Path, cells: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let cells = fs::read_to_string(cells)?;
    black_box(read(input));
    let formats: Vec<Format> = (0..64).map(format).collect();
    let mut workbook = Workbook::new();
    for sheet in cells.split('\u{1}').skip(1) {
        let (name, lines) = sheet.split_once('\n').unwrap();
        let rows = lines.lines().next_back().and_then(|line| line.split('\u{2}').next()?.parse().ok()).unwrap_or(0);
        // whichever is faster
        let worksheet =
            if rows > 2_000 { workbook.add_worksheet_with_low_memory().unwrap() } else { workbook.add_worksheet() };
        worksheet.set_name(name).unwrap();
        lines.lines().for_each(|line| put(worksheet, line, &formats));
    }
    workbook.set_zip_compression_level(LEVEL as u8);
    Ok(fs::write(output, workbook.save_to_buffer()?)?)
}

/// As [`run`], and reads `output` back as it read the input: a result that is not read back is not saved.
pub fn run_and_read_back(input: &Path, cells: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    run(input, cells, output)?;
    black_box(read(output));
    Ok(())
}

/// Writes what is compressed in a workbook, one entry after another, for [`work`].
pub fn parts(workbook: &Path, parts: &Path) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(parts, inflated(workbook)?)?)
}

/// The work itself: inflates the input, passes over its bytes once and deflates what the result holds.
pub fn work(input: &Path, parts: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    black_box(inflated(input)?.iter().filter(|byte| **byte == b'<').count());
    let mut deflate = flate2::write::DeflateEncoder::new(File::create(output)?, flate2::Compression::new(LEVEL));
    io::copy(&mut File::open(parts)?, &mut deflate)?;
    deflate.finish()?;
    Ok(())
}

fn inflated(workbook: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut archive = zip::ZipArchive::new(io::BufReader::new(File::open(workbook)?))?;
    let mut bytes = Vec::new();
    for number in 0..archive.len() {
        archive.by_index(number)?.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Every value of the input, kept as calamine gives it.
fn read(input: &Path) -> Vec<(u32, u32, calamine::Data)> {
    let mut book: Xlsx<_> = calamine::open_workbook(input).unwrap();
    let mut values = Vec::new();
    for name in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&name).unwrap();
        while let Some(cell) = reader.next_cell().unwrap() {
            let (row, col) = cell.get_position();
            values.push((row, col, cell.get_value().clone().into()));
        }
    }
    values
}

/// A look of the kind that the result has.
fn format(number: u32) -> Format {
    let format = Format::new().set_font_name("宋体").set_font_size(11).set_align(FormatAlign::VerticalCenter);
    let format = format.set_border(FormatBorder::Thin).set_background_color(Color::RGB(0xFF_FF_00 + number));
    if number.is_multiple_of(2) { format.set_text_wrap() } else { format.set_num_format("0.00") }
}

fn put(worksheet: &mut Worksheet, line: &str, formats: &[Format]) {
    let line = &line.replace('\u{3}', "\n");
    let fields: Vec<&str> = line.split('\u{2}').collect();
    let [row, col, look, kind, link, note, formula, value] = fields[..] else { panic!("{line}") };
    let (row, col): (u32, u16) = (row.parse().unwrap(), col.parse().unwrap());
    let format = &formats[look.parse::<usize>().unwrap() % formats.len()];
    if !link.is_empty() {
        worksheet.write_url_with_format(row, col, Url::new(link).set_text(value), format).unwrap();
    }
    if !note.is_empty() {
        worksheet.insert_note(row, col, &Note::new(note)).unwrap();
    }
    match kind {
        _ if !formula.is_empty() => {
            worksheet.write_formula_with_format(row, col, Formula::new(formula).set_result(value), format).unwrap()
        }
        "t" => worksheet.write_string_with_format(row, col, value, format).unwrap(),
        "n" => worksheet.write_number_with_format(row, col, value.parse::<f64>().unwrap(), format).unwrap(),
        _ => worksheet.write_blank(row, col, format).unwrap(),
    };
}
