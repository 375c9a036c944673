//! Legacy and other formats, .xls and .et, .xlsb, .ods: calamine gives the values, after a reading of our own that
//! caps what it unfolds and notes what it does not give.

use crate::ground::{Area, CellRef, GridCell, Raw};
use crate::workbook::read::cells::{Budget, CellNote, RowCollector, SheetNotes, raw_of, with_format};
use crate::workbook::read::cfb::Cfb;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::{Book, FileFormat, Grid, Results};
use crate::workbook::read::guard::Suspects;
use crate::workbook::read::number_format::NumberFormat;
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::{biff, cells, guard, limits, ods_xml, rich_text};
use calamine::{Data, Ods, Range, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

/// Reads .xlsb: its cells come as a stream, as in .xlsx.
///
/// # Errors
/// Damaged, beyond the caps, or two cells at one place.
pub(crate) fn read_xlsb(bytes: &[u8], suspects: &Suspects) -> Result<Book, ReadError> {
    guard::judge(suspects, |name| name.starts_with("xl/_rels/") || name.starts_with("_rels/"))?;
    let readable = match readable_relations(bytes)? {
        Some(relations) => Cow::Owned(guard::with_entry(bytes, XLSB_RELATIONS, relations.as_bytes())?),
        None => Cow::Borrowed(bytes),
    };
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(&*readable)).map_err(|_| damaged())?;
    let mut budget = Budget::new();
    let mut grids = Vec::new();
    let Sheets { grids: sheets, without_cells, .. } = sheets_of(book.sheets_metadata())?;
    for mut grid in sheets {
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
    Ok(Book { without_cells, ..Book::new(FileFormat::Xlsb, grids) })
}

/// Where calamine looks for the sheets of an .xlsb.
const XLSB_RELATIONS: &str = "xl/_rels/workbook.bin.rels";

/// The relations of an .xlsb in words that calamine can read, where it cannot as they stand: sheets of macros.
fn readable_relations(bytes: &[u8]) -> Result<Option<String>, ReadError> {
    let mut archive = guard::open(bytes)?;
    let Ok(mut part) = archive.by_name(XLSB_RELATIONS) else { return Ok(None) };
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(|_| damaged())?;
    let readable = text.replace("\"macrosheets/", "\"chartsheets/");
    Ok((readable != text).then_some(readable))
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
    let biff::Noted { sheets: notes, texts, formats, foreign_files } = biff::read(&stream.ok_or_else(damaged)?)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut budget = Budget::new();
    let Sheets { mut grids, with_cells, without_cells } = sheets_of(book.sheets_metadata())?;
    let by_hand = notes.iter().any(|notes| notes.by_hand);
    let with_cells = notes.into_iter().zip(with_cells).filter(|(_, cells)| *cells);
    for (grid, (mut notes, _)) in grids.iter_mut().zip(with_cells) {
        let range = book.worksheet_range(&grid.name).map_err(|_| damaged())?;
        let merges = book.merge_cells_by_sheet_name(&grid.name).map_err(|_| damaged())?;
        notes.merges = merges.iter().map(|merge| Area::new(merge.start, merge.end)).collect();
        fill(grid, &range, Noted { notes, texts: &texts, formats: &formats }, &mut budget)?;
    }
    let results = if by_hand { Results::ByHand } else { Results::Usual };
    Ok(Book { results, foreign_files, without_cells, ..Book::new(FileFormat::Xls, grids) })
}

/// Reads .ods.
///
/// # Errors
/// Encrypted, damaged or beyond the caps.
pub(crate) fn read_ods(bytes: &[u8], suspects: &Suspects) -> Result<Book, ReadError> {
    guard::judge(suspects, |name| ["content.xml", "meta-inf/manifest.xml"].contains(&name))?;
    let mut archive = guard::open(bytes)?;
    let content = archive.by_name("content.xml").map_err(|_| damaged())?;
    let (tables, texts) = ods_xml::read(BufReader::new(content))?;
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut budget = Budget::new();
    let mut grids = sheets_of(book.sheets_metadata())?.grids;
    for (grid, notes) in grids.iter_mut().zip(tables) {
        if grid.name != notes.name {
            return Err(damaged());
        }
        let range = book.worksheet_range(&grid.name).map_err(|_| damaged())?;
        fill(grid, &range, Noted { notes, texts: &texts, formats: &BTreeMap::new() }, &mut budget)?;
    }
    Ok(Book::new(FileFormat::Ods, grids))
}

/// The sheets of a file.
struct Sheets {
    /// One empty grid for each sheet of cells.
    grids: Vec<Grid>,
    /// For each sheet, whether it has cells.
    with_cells: Vec<bool>,
    /// Names of those that have none.
    without_cells: Vec<String>,
}

fn sheets_of(sheets: &[Sheet]) -> Result<Sheets, ReadError> {
    if sheets.is_empty() {
        return Err(damaged());
    }
    cells::check_sheet_names(sheets.iter().map(|sheet| sheet.name.as_str()))?;
    let grid = |sheet: &Sheet| Grid {
        name: sheet.name.clone(),
        hidden: sheet.visible != SheetVisible::Visible,
        ..Grid::default()
    };
    let (cells, others): (Vec<&Sheet>, Vec<&Sheet>) = sheets.iter().partition(|sheet| has_cells(sheet));
    Ok(Sheets {
        grids: cells.into_iter().map(grid).collect(),
        with_cells: sheets.iter().map(has_cells).collect(),
        without_cells: others.into_iter().map(|sheet| sheet.name.clone()).collect(),
    })
}

fn has_cells(sheet: &Sheet) -> bool {
    sheet.typ == SheetType::WorkSheet
}

/// What is noted of a sheet, the texts of the file whose letters have looks of their own, and its formats by which not
/// every number shows as it is.
struct Noted<'a> {
    notes: SheetNotes,
    texts: &'a BTreeMap<u32, Runs>,
    formats: &'a BTreeMap<u16, NumberFormat>,
}

fn fill(grid: &mut Grid, range: &Range<Data>, noted: Noted, budget: &mut Budget) -> Result<(), ReadError> {
    let Noted { mut notes, texts, formats } = noted;
    notes.cells.sort_by_key(|(at, _)| *at);
    let (top, left) = range.start().unwrap_or_default();
    let mut collector = RowCollector::new(&grid.name, budget);
    for (row, col, value) in range.used_cells() {
        // positions inside a range are below 2^32, as the range itself is
        let at = CellRef::new(top + row as u32, left + col as u32);
        let note = notes.cells.binary_search_by_key(&at, |(place, _)| *place).map(|found| notes.cells[found].1);
        let CellNote { percent, formula, struck, text, format } = note.unwrap_or_default();
        let raw = filled(raw_of(value.clone())).map(|raw| if formula { error_of(raw) } else { raw });
        if let Some(raw) = raw {
            let cell = GridCell { percent, formula, ..GridCell::new(raw) };
            let cell = with_format(cell, format.and_then(|number| formats.get(&number)));
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
