//! .xlsx and .xlsm: values from calamine's stream of cells, everything else from the sheet's XML.

use crate::ground::{CellRef, GridCell, Raw};
use crate::workbook::read::cells::{Budget, RowCollector, raw_of, with_format};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::{Book, FileFormat, Grid};
use crate::workbook::read::guard::Suspects;
use crate::workbook::read::number_format::{NumberFormat, shows_percent};
use crate::workbook::read::package::Package;
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::sheet_xml::{CellMark, SheetFacts};
use crate::workbook::read::{annotations, cells, guard, limits, panic_guard, rich_text, sheet_xml};
use calamine::{DataRef, Font, Reader, Style, Xlsx};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

type File<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the `wanted` sheets of cells.
///
/// # Errors
/// Whatever is damaged, beyond the caps, or would be lost silently.
pub(crate) fn read(bytes: &[u8], suspects: Suspects, wanted: &dyn Fn(&str) -> bool) -> Result<Book, ReadError> {
    let mut package = Package::open(bytes, suspects)?;
    let readable = match package.readable_relations()? {
        Some((name, relations)) => Cow::Owned(guard::with_entry(bytes, &name, relations.as_bytes())?),
        None => Cow::Borrowed(bytes),
    };
    let open = || panic_guard::catch(|| File::new(Cursor::new(&*readable)).map_err(|_| damaged(None)));
    let (file, texts) = rayon::join(open, || panic_guard::catch(|| package.texts_with_looks()));
    let (mut file, texts) = (file?, texts?);
    let (mut elements, mut budget) = (limits::CELL_ELEMENTS, Budget::new());
    let mut grids = Vec::new();
    for index in 0..package.sheets.len() {
        let name = package.sheets[index].name.clone();
        if !package.sheets[index].cells || !wanted(&name) {
            continue;
        }
        let most = elements;
        let facts = || panic_guard::catch(|| sheet_xml::read(package.sheet_xml(index)?, &name, &mut elements));
        let (facts, values) = rayon::join(facts, || panic_guard::catch(|| values_of(&mut file, &name, most)));
        let grid = filled(facts?, values?, &texts, &mut budget)?;
        let mut grid = Grid { hidden: package.sheets[index].hidden, ..grid };
        annotations::read(&mut package, index, &mut grid)?;
        grids.push(grid);
    }
    let without_cells = package.sheets.iter().filter(|sheet| !sheet.cells).map(|sheet| sheet.name.clone()).collect();
    let (left_out, results) = (annotations::of_file(&package), package.results);
    let foreign_files = package.foreign_files()?;
    Ok(Book { left_out, results, foreign_files, without_cells, ..Book::new(FileFormat::Xlsx, grids) })
}

/// The values of a sheet as calamine reads them.
struct Values<'a> {
    cells: Vec<Stored<'a>>,
    looks: Vec<StyleLook>,
}

/// A cell with the number of its style. Its text is not copied: a long one may be that of a million cells.
struct Stored<'a> {
    at: CellRef,
    value: DataRef<'a>,
    style: usize,
}

/// Reads at most one cell more than there may be: that there are too many is told where its XML is read.
fn values_of<'a>(file: &'a mut File, name: &str, most: usize) -> Result<Values<'a>, ReadError> {
    let mut reader = file.worksheet_cells_reader(name).map_err(|_| damaged(Some(name)))?;
    let looks = reader.styles().iter().map(look_of).collect();
    let mut cells = Vec::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| damaged(Some(name)))? {
        let (row, col) = cell.get_position();
        cells.push(Stored { at: CellRef::new(row, col), value: cell.get_value().clone(), style });
        if cells.len() > most {
            break;
        }
    }
    Ok(Values { cells, looks })
}

/// The sheet with its values.
fn filled(
    facts: SheetFacts,
    values: Values,
    texts: &BTreeMap<u32, Runs>,
    budget: &mut Budget,
) -> Result<Grid, ReadError> {
    let mut grid = facts.grid;
    let name = grid.name.clone();
    if facts.marks.len() != values.cells.len() {
        return Err(two_readings(&name));
    }
    let mut collector = RowCollector::new(&name, budget);
    let plain = StyleLook::default();
    for (index, (Stored { at, value, style }, mark)) in values.cells.into_iter().zip(&facts.marks).enumerate() {
        if let Some(raw) = content(raw_of(value.into()), *mark) {
            let StyleLook { percent, struck, format } = values.looks.get(style).unwrap_or(&plain);
            let cell = GridCell { percent: *percent, formula: mark.formula, ..GridCell::new(raw) };
            let cell = with_format(cell, format.as_ref());
            let runs = mark.text.and_then(|number| texts.get(&number)).or_else(|| facts.runs.get(&index));
            collector.push(at, rich_text::seen(cell, runs, *struck))?;
        }
    }
    cells::complete(&mut grid, collector.finish()?, facts.hidden_rows, &facts.columns);
    Ok(grid)
}

/// What a cell holds; none for an empty one. A formula is never empty: its result is stored or it is not.
fn content(raw: Option<Raw>, mark: CellMark) -> Option<Raw> {
    match raw {
        Some(Raw::Text(text)) if text.is_empty() && !mark.formula => None,
        None if mark.formula && mark.stored => Some(Raw::Text("".into())),
        None if mark.formula => Some(Raw::NoResult),
        other => other,
    }
}

/// What the format of a cell says of how its content looks.
#[derive(Default)]
struct StyleLook {
    percent: bool,
    struck: bool,
    /// None where every number shows as it is.
    format: Option<NumberFormat>,
}

fn look_of(style: &Style) -> StyleLook {
    let code = style.number_format.as_ref().map_or("", |format| &format.format_code);
    StyleLook {
        percent: shows_percent(code),
        struck: style.font.as_ref().is_some_and(Font::has_strikethrough),
        format: if code.is_empty() { None } else { NumberFormat::parse(code) },
    }
}

/// calamine and this program see different cells: the file is not what it seems.
fn two_readings(sheet: &str) -> ReadError {
    refused(format!("工作表“{sheet}”的内容有两种读法，不可信，拒绝读取。请在 Excel 或 WPS 中打开核对后另存。"))
}

/// The library's own words are English and speak of XML; what a clerk can do is the same for all of them.
fn damaged(sheet: Option<&str>) -> ReadError {
    let place = sheet.map_or("工作簿".to_string(), |name| format!("工作表“{name}”"));
    refused(format!("{place}的内容不合规范，无法读取。请在 Excel 或 WPS 中打开，核对后另存为新的 .xlsx 文件再试。"))
}
