//! Legacy and other formats, .xls and .et, .xlsb, .ods: calamine gives the values, after a reading of our own that
//! caps what it unfolds and notes what it does not give.

use crate::ground::{Area, CellRef, GridCell, Raw};
use crate::workbook::read::cells::{Budget, CellNote, RowCollector, SheetNotes, raw_of};
use crate::workbook::read::cfb::Cfb;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::{Book, FileFormat, Grid};
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::{biff, cells, guard, limits, ods_xml, rich_text};
use calamine::{Data, Ods, Range, Reader, Sheet, SheetVisible, Xls, Xlsb};
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};

/// Reads .xlsb: its cells come as a stream, as in .xlsx.
///
/// # Errors
/// Damaged, beyond the caps, or two cells at one place.
pub(crate) fn read_xlsb(bytes: &[u8]) -> Result<Book, ReadError> {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut budget = Budget::new();
    let mut grids = Vec::new();
    for mut grid in grids_of(book.sheets_metadata())? {
        let name = grid.name.clone();
        let mut collector = RowCollector::new(&name, &mut budget);
        let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
        while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
            let (row, col) = cell.get_position();
            if let Some(raw) = filled(raw_of(cell.get_value().clone().into())) {
                collector.push(CellRef::new(row, col), GridCell::new(raw))?;
            }
        }
        grid.rows = collector.finish()?;
        grids.push(grid);
    }
    Ok(Book::new(FileFormat::Xlsb, grids))
}

/// Reads .xls, and .et, which is the same.
///
/// # Errors
/// Encrypted, damaged, beyond the caps, or two cells at one place.
pub(crate) fn read_xls(bytes: &[u8]) -> Result<Book, ReadError> {
    if bytes.len() as u64 > limits::OLD_FILE {
        return Err(refused("旧格式文件过大，超出本程序的上限。请用 Excel 或 WPS 另存为 .xlsx。"));
    }
    let stream = Cfb::open(bytes).and_then(|file| file.stream("Workbook").or_else(|| file.stream("Book")));
    let (notes, texts) = biff::read(&stream.ok_or_else(damaged)?)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut budget = Budget::new();
    let mut grids = grids_of(book.sheets_metadata())?;
    for (grid, mut notes) in grids.iter_mut().zip(notes) {
        let range = book.worksheet_range(&grid.name).map_err(|_| damaged())?;
        let merges = book.merge_cells_by_sheet_name(&grid.name).map_err(|_| damaged())?;
        notes.merges = merges.iter().map(|merge| Area::new(merge.start, merge.end)).collect();
        fill(grid, &range, Noted { notes, texts: &texts }, &mut budget)?;
    }
    Ok(Book::new(FileFormat::Xls, grids))
}

/// Reads .ods.
///
/// # Errors
/// Encrypted, damaged or beyond the caps.
pub(crate) fn read_ods(bytes: &[u8]) -> Result<Book, ReadError> {
    let mut archive = guard::open(bytes)?;
    let content = archive.by_name("content.xml").map_err(|_| damaged())?;
    let (tables, texts) = ods_xml::read(BufReader::new(content))?;
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut budget = Budget::new();
    let mut grids = grids_of(book.sheets_metadata())?;
    for (grid, notes) in grids.iter_mut().zip(tables) {
        if grid.name != notes.name {
            return Err(damaged());
        }
        let range = book.worksheet_range(&grid.name).map_err(|_| damaged())?;
        fill(grid, &range, Noted { notes, texts: &texts }, &mut budget)?;
    }
    Ok(Book::new(FileFormat::Ods, grids))
}

/// One empty grid for each sheet.
fn grids_of(sheets: &[Sheet]) -> Result<Vec<Grid>, ReadError> {
    if sheets.is_empty() {
        return Err(damaged());
    }
    cells::check_sheet_names(sheets.iter().map(|sheet| sheet.name.as_str()))?;
    let grid = |sheet: &Sheet| Grid {
        name: sheet.name.clone(),
        hidden: sheet.visible != SheetVisible::Visible,
        ..Grid::default()
    };
    Ok(sheets.iter().map(grid).collect())
}

/// What is noted of a sheet, and the texts of the file whose letters have looks of their own.
struct Noted<'a> {
    notes: SheetNotes,
    texts: &'a BTreeMap<u32, Runs>,
}

fn fill(grid: &mut Grid, range: &Range<Data>, noted: Noted, budget: &mut Budget) -> Result<(), ReadError> {
    let Noted { mut notes, texts } = noted;
    notes.cells.sort_by_key(|(at, _)| *at);
    let (top, left) = range.start().unwrap_or_default();
    let mut collector = RowCollector::new(&grid.name, budget);
    for (row, col, value) in range.used_cells() {
        // positions inside a range are below 2^32, as the range itself is
        let at = CellRef::new(top + row as u32, left + col as u32);
        let note = notes.cells.binary_search_by_key(&at, |(place, _)| *place).map(|found| notes.cells[found].1);
        let CellNote { percent, formula, struck, text } = note.unwrap_or_default();
        let raw = filled(raw_of(value.clone())).map(|raw| if formula { error_of(raw) } else { raw });
        if let Some(raw) = raw {
            let cell = GridCell { percent, formula, ..GridCell::new(raw) };
            let runs = text.and_then(|number| texts.get(&number));
            collector.push(at, rich_text::seen(cell, runs, struck))?;
        }
    }
    let rows = collector.finish()?;
    let sound = |area: &Area| area.first.row <= area.last.row && area.first.col <= area.last.col;
    if notes.merges.len() > limits::MERGES || !notes.merges.iter().all(sound) {
        return Err(damaged());
    }
    grid.merges = notes.merges;
    cells::complete(grid, rows, notes.hidden_rows, &notes.columns);
    Ok(())
}

/// Empty texts are empty cells.
fn filled(raw: Option<Raw>) -> Option<Raw> {
    raw.filter(|raw| !matches!(raw, Raw::Text(text) if text.is_empty()))
}

/// .ods stores the error of a formula as its text.
fn error_of(raw: Raw) -> Raw {
    match raw {
        Raw::Text(text) if text.starts_with("#") || text.starts_with("Err:") => Raw::Error(text),
        other => other,
    }
}

fn damaged() -> ReadError {
    refused("文件已损坏或不合规范，无法读取。请在 Excel 或 WPS 中打开，核对后另存为 .xlsx 文件再试。")
}
