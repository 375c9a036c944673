//! Legacy and other formats, .xls and .et, .xlsb, .ods: calamine gives the values, after a reading of our own that
//! caps what it unfolds and notes what it does not give.

use crate::ground::{Area, CellRef, GridCell, Raw};
use crate::workbook::read::cells::{Budget, CellNote, RowCollector, SheetNotes, raw_of, with_format};
use crate::workbook::read::cfb::Cfb;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::{Book, FileFormat, Grid, GridRow, Results};
use crate::workbook::read::guard::Suspects;
use crate::workbook::read::number_format::NumberFormat;
use crate::workbook::read::ods_styles::Styles;
use crate::workbook::read::package::Package;
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::xlsb::NotedSheet;
use crate::workbook::read::{biff, cells, guard, limits, ods_xml, rich_text, xlsb};
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
    let (mut package, main) = Package::main_part(bytes, suspects.clone())?;
    let xlsb::Noted { sheets: mut noted, texts, formats, by_hand } = xlsb::read(&mut package, &main)?;
    let mut budget = Budget::new();
    let Sheets { mut grids, without_cells, .. } = sheets_of(book.sheets_metadata())?;
    for grid in &mut grids {
        let NotedSheet { mut notes, passed_over } = noted.remove(&grid.name).ok_or_else(damaged)?;
        notes.cells.sort_by_key(|(at, _)| *at);
        let mut collector = RowCollector::new(&grid.name, &mut budget);
        let mut push = |at: CellRef, raw: Raw| match filled(Some(raw)) {
            Some(raw) => collector.push(at, looking(raw, note_at(&notes, at), &texts, &formats)),
            None => Ok(()),
        };
        let mut reader = book.worksheet_cells_reader(&grid.name).map_err(|_| damaged())?;
        while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
            let (row, col) = cell.get_position();
            if let Some(raw) = raw_of(cell.get_value().clone().into()) {
                push(CellRef::new(row, col), raw)?;
            }
        }
        passed_over.into_iter().try_for_each(|(at, raw)| push(at, raw))?;
        let rows = collector.finish()?;
        complete(grid, rows, notes)?;
    }
    let results = if by_hand { Results::ByHand } else { Results::Usual };
    let foreign_files = package.foreign_files()?;
    Ok(Book { results, foreign_files, without_cells, ..Book::new(FileFormat::Xlsb, grids) })
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
    let sound = |name: &str| !suspects.contains_key(name);
    let styles = match archive.by_name("styles.xml").ok().filter(|_| sound("styles.xml")) {
        Some(part) => Styles::read(BufReader::new(part))?,
        None => Styles::default(),
    };
    let by_hand = match archive.by_name("settings.xml").ok().filter(|_| sound("settings.xml")) {
        Some(part) => ods_xml::by_hand(BufReader::new(part))?,
        None => false,
    };
    let content = archive.by_name("content.xml").map_err(|_| damaged())?;
    let ods_xml::Content { tables, texts, formats, foreign_files } = ods_xml::read(BufReader::new(content), styles)?;
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut budget = Budget::new();
    let own: Vec<Sheet> = book.sheets_metadata().iter().filter(|sheet| !is_copy(&sheet.name)).cloned().collect();
    let mut grids = sheets_of(&own)?.grids;
    for (grid, notes) in grids.iter_mut().zip(tables.into_iter().filter(|table| !is_copy(&table.name))) {
        if grid.name != notes.name {
            return Err(damaged());
        }
        let range = book.worksheet_range(&grid.name).map_err(|_| damaged())?;
        fill(grid, &range, Noted { notes, texts: &texts, formats: &formats }, &mut budget)?;
    }
    let results = if by_hand { Results::ByHand } else { Results::Usual };
    Ok(Book { results, foreign_files, ..Book::new(FileFormat::Ods, grids) })
}

/// Whether a sheet of an .ods is a copy of one in another file, kept for the formulas that lead there.
fn is_copy(name: &str) -> bool {
    name.starts_with('\'') && name.contains("'#")
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
        let note = note_at(&notes, at);
        let raw = filled(raw_of(value.clone())).map(|raw| if note.formula { error_of(raw) } else { raw });
        if let Some(raw) = raw {
            collector.push(at, looking(raw, note, texts, formats))?;
        }
    }
    let rows = collector.finish()?;
    complete(grid, rows, notes)
}

/// What is noted of a cell.
fn note_at(notes: &SheetNotes, at: CellRef) -> CellNote {
    let found = notes.cells.binary_search_by_key(&at, |(place, _)| *place);
    found.map(|found| notes.cells[found].1).unwrap_or_default()
}

/// A cell as a person sees it.
fn looking(raw: Raw, note: CellNote, texts: &BTreeMap<u32, Runs>, formats: &BTreeMap<u16, NumberFormat>) -> GridCell {
    let CellNote { percent, formula, struck, text, format } = note;
    let cell = GridCell { percent, formula, ..GridCell::new(raw) };
    let cell = with_format(cell, format.and_then(|number| formats.get(&number)));
    let runs = text.and_then(|number| texts.get(&number));
    rich_text::seen(cell, runs, struck)
}

/// Puts the rows into a grid, with its merged areas and what is hidden.
fn complete(grid: &mut Grid, rows: Vec<GridRow>, notes: SheetNotes) -> Result<(), ReadError> {
    let sound = |area: &Area| area.first.row <= area.last.row && area.first.col <= area.last.col;
    if notes.merges.len() > limits::MERGES || !notes.merges.iter().all(sound) {
        return Err(damaged());
    }
    (grid.merges, grid.foreign) = (notes.merges, notes.foreign);
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
