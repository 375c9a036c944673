//! Values, formulas, styles, notes (批注) and links of a sheet.

use crate::ground::quantity::to_cell;
use crate::ground::{Area, CellRef};
use crate::workbook::sheet::{Cell, ERROR_VALUES, Link, Sheet, Value};
use crate::workbook::write::error::WriteError;
use crate::workbook::write::layout::Layout;
use crate::workbook::write::style::Styles;
use crate::workbook::write::text;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula, Note, Url, Worksheet};
use std::borrow::Cow;

/// Excel drops links beyond this number on one sheet; later ones stay as text.
pub(crate) const LINK_LIMIT: usize = 65_530;

/// Width of a note in pixels.
const NOTE_WIDTH: u32 = 300;
/// Half-width characters of 10 pt in a line of a note.
const NOTE_UNITS: u32 = 40;

/// Writes all rows of `sheet`.
pub(crate) fn write(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    layout: &Layout,
    styles: &mut Styles,
) -> Result<(), WriteError> {
    // a formula whose result is no text and no number is blank, not 0
    worksheet.set_formula_result_default("");
    for (row, height) in (0..).zip(&layout.heights) {
        if let Some(height) = height {
            worksheet.set_row_height(row, *height)?;
        }
    }
    let (blank, mut merges) = (Cell::default(), sheet.merges.clone());
    merges.sort_by_key(|area| area.first);
    for Area { first, last } in merges {
        // its cells take the style of the first one, whose value comes later
        let format = styles.of(sheet.get(first.row, first.col).unwrap_or(&blank), false);
        worksheet.merge_range(first.row, column(first.col), last.row, column(last.col), "", format)?;
    }
    let mut links = 0;
    for (row, line) in sheet.all_rows().numbered() {
        if line.hidden {
            worksheet.set_row_hidden(row)?;
        }
        for (col, cell) in &line.cells {
            let linked = cell.link().is_some() && links < LINK_LIMIT;
            links += usize::from(linked);
            put(worksheet, CellRef::new(row, *col), cell, linked, styles.of(cell, linked))?;
        }
    }
    Ok(())
}

/// A column number as the file counts it; the lint has refused those beyond the sheet.
pub(crate) fn column(col: u32) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}

/// What a file holds of a cell.
pub(crate) enum Content<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(Decimal),
    /// A formula with its result; a blank result is an empty text.
    Formula(&'a str, &'a Value),
}

/// What a file holds of `cell`.
pub(crate) fn content(cell: &Cell) -> Content<'_> {
    match (cell.formula(), &cell.value) {
        (Some(formula), value) if !misread(value) => Content::Formula(formula, value),
        (_, Value::Blank) => Content::Blank,
        (_, Value::Text(text)) => Content::Text(text::clean(text)),
        (_, Value::Number(number)) => Content::Number(*number),
    }
}

/// Writes a value or a formula with its stored result, the link where it is `linked`, and the note.
fn put(worksheet: &mut Worksheet, at: CellRef, cell: &Cell, linked: bool, format: &Format) -> Result<(), WriteError> {
    let (row, col) = (at.row, column(at.col));
    if let Some(link) = cell.link().filter(|_| linked) {
        // the cell's own value replaces the text of the link
        let url = Url::new(format!("internal:{}", target(link))).set_text(text::shown(cell));
        worksheet.write_url_with_format(row, col, url, format)?;
    }
    match content(cell) {
        Content::Formula(formula, value) => {
            let formula = Formula::new(formula).set_result(stored(value));
            worksheet.write_formula_with_format(row, col, formula, format)?
        }
        Content::Blank => worksheet.write_blank(row, col, format)?,
        Content::Text(text) => worksheet.write_string_with_format(row, col, text, format)?,
        Content::Number(number) => worksheet.write_number_with_format(row, col, to_cell(number), format)?,
    };
    if let Some(text) = cell.note() {
        worksheet.insert_note(row, col, &note(text))?;
    }
    Ok(())
}

/// A formula's result as the file stores it.
pub(crate) fn stored(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => text::coded(&text::clean(text)).into_owned(),
        Value::Number(number) => number.normalize().to_string(),
    }
}

/// Whether the file would store a formula's text result as a number, truth value or error: such a
/// text (a department named `110`) is written without its formula.
fn misread(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let words = ["TRUE", "FALSE", "inf", "infinity", "nan", "#GETTING_DATA"];
    let digits = text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| "0123456789.+-eE".contains(c));
    let word = text.trim_start_matches(['+', '-']);
    digits || words.iter().any(|other| other.eq_ignore_ascii_case(word)) || ERROR_VALUES.contains(&text.as_str())
}

/// Where a link leads: `'部门数据'!B7`.
pub(crate) fn target(link: &Link) -> String {
    format!("'{}'!{}", link.sheet.replace('\'', "''"), link.cell)
}

/// A note sized for its text.
pub(crate) fn note(text: &str) -> Note {
    let text = text::clean(text);
    let wide = if text::lines(&text, NOTE_UNITS) > 24 { 2 } else { 1 };
    let lines = text::lines(&text, wide * NOTE_UNITS);
    Note::new(text)
        .set_author("绩效评价")
        .add_author_prefix(false)
        .set_font_name("宋体")
        .set_font_size(10)
        .set_width(wide * NOTE_WIDTH)
        .set_height((lines * 18 + 14).clamp(40, 700))
}
