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
use calamine::{Font, Reader, Style, Xlsx};
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
    let mut file: File = Xlsx::new(Cursor::new(&*readable)).map_err(|_| damaged(None))?;
    let (mut elements, mut budget) = (limits::CELL_ELEMENTS, Budget::new());
    let mut grids = Vec::new();
    let is_read = |index: &usize| package.sheets[*index].cells && wanted(&package.sheets[*index].name);
    let mut indexes = (0..package.sheets.len()).filter(is_read).collect::<Vec<_>>().into_iter();
    let texts = package.texts_with_looks()?;
    let mut current = indexes.next().map(|index| (index, facts_of(&mut package, index, &mut elements)));
    while let Some((index, facts)) = current {
        let next = indexes.next();
        let fill = || panic_guard::catch(|| filled(&mut file, facts?, &texts, &mut budget));
        // the next sheet's XML is read at the same time as the values of this one
        let read_next = || next.map(|index| (index, facts_of(&mut package, index, &mut elements)));
        let (grid, following) = rayon::join(fill, read_next);
        let mut grid = Grid { hidden: package.sheets[index].hidden, ..grid? };
        annotations::read(&mut package, index, &mut grid)?;
        grids.push(grid);
        current = following;
    }
    let without_cells = package.sheets.iter().filter(|sheet| !sheet.cells).map(|sheet| sheet.name.clone()).collect();
    let (left_out, results) = (annotations::of_file(&package), package.results);
    let foreign_files = package.foreign_files()?;
    Ok(Book { left_out, results, foreign_files, without_cells, ..Book::new(FileFormat::Xlsx, grids) })
}

fn facts_of(package: &mut Package, index: usize, elements: &mut usize) -> Result<SheetFacts, ReadError> {
    let name = package.sheets[index].name.clone();
    panic_guard::catch(|| sheet_xml::read(package.sheet_xml(index)?, &name, elements))
}

/// The sheet with its values.
fn filled(
    file: &mut File,
    facts: SheetFacts,
    texts: &BTreeMap<u32, Runs>,
    budget: &mut Budget,
) -> Result<Grid, ReadError> {
    let mut grid = facts.grid;
    let name = grid.name.clone();
    let mut collector = RowCollector::new(&name, budget);
    let mut reader = file.worksheet_cells_reader(&name).map_err(|_| damaged(Some(&name)))?;
    let looks: Vec<StyleLook> = reader.styles().iter().map(look_of).collect();
    let plain = StyleLook::default();
    let mut marks = facts.marks.iter().enumerate();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| damaged(Some(&name)))? {
        let (index, mark) = marks.next().ok_or_else(|| two_readings(&name))?;
        let (row, col) = cell.get_position();
        if let Some(raw) = content(raw_of(cell.get_value().clone().into()), *mark) {
            let StyleLook { percent, struck, format } = looks.get(style).unwrap_or(&plain);
            let cell = GridCell { percent: *percent, formula: mark.formula, ..GridCell::new(raw) };
            let cell = with_format(cell, format.as_ref());
            let runs = mark.text.and_then(|number| texts.get(&number)).or_else(|| facts.runs.get(&index));
            collector.push(CellRef::new(row, col), rich_text::seen(cell, runs, *struck))?;
        }
    }
    if marks.next().is_some() {
        return Err(two_readings(&name));
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
