//! The records of an .xlsb, read besides calamine, which gives the values of most cells: how cells look, formulas, merged
//! areas, what is hidden, how the workbook is calculated, and the cells that calamine passes over (errors that
//! formulas give, texts with letters of several fonts).

use crate::ground::{Area, CellRef, Raw};
use crate::workbook::read::cells::{CellNote, ColumnSpan, SheetNotes};
use crate::workbook::read::cfb::{u16_at, u32_at};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::limits;
use crate::workbook::read::number_format::NumberFormat;
use crate::workbook::read::old_looks::{OldLooks, font_look, letters};
use crate::workbook::read::package::Package;
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::sst::SharedString;
use crate::workbook::read::xml::DAMAGED;
use std::collections::BTreeMap;
use std::io::Read;

/// Numbers of the records that matter.
mod record {
    pub const ROW: u16 = 0;
    pub const FIRST_CELL: u16 = 2;
    pub const SHARED_TEXT: u16 = 7;
    pub const FORMULA_TEXT: u16 = 8;
    pub const FORMULA_ERROR: u16 = 11;
    pub const SHARED_ITEM: u16 = 19;
    pub const FONT: u16 = 43;
    pub const FORMAT: u16 = 44;
    pub const CELL_FORMAT: u16 = 47;
    pub const COLUMN_INFO: u16 = 60;
    pub const RICH_TEXT: u16 = 62;
    pub const BEGIN_CELLS: u16 = 145;
    pub const END_CELLS: u16 = 146;
    pub const BUNDLE_SHEET: u16 = 156;
    pub const CALCULATION: u16 = 157;
    pub const MERGE: u16 = 176;
    pub const BEGIN_CELL_FORMATS: u16 = 617;
    pub const END_CELL_FORMATS: u16 = 618;
}

/// What an .xlsb tells besides the values.
pub(crate) struct Noted {
    /// The sheets by their names.
    pub sheets: BTreeMap<String, NotedSheet>,
    /// The texts whose letters have looks of their own.
    pub texts: BTreeMap<u32, Runs>,
    /// The formats by which not every number shows as it is.
    pub formats: BTreeMap<u16, NumberFormat>,
    /// The results of its formulas are calculated when somebody asks for it.
    pub by_hand: bool,
}

/// What is told of a sheet.
#[derive(Default)]
pub(crate) struct NotedSheet {
    pub notes: SheetNotes,
    /// The cells that calamine passes over.
    pub passed_over: Vec<(CellRef, Raw)>,
}

/// Reads the parts of an opened .xlsb; `workbook` is the path of its main part.
///
/// # Errors
/// A part that is broken or missing.
pub(crate) fn read(package: &mut Package, workbook: &str) -> Result<Noted, ReadError> {
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let links = package.links(&format!("{folder}/_rels/{file}.rels"))?;
    let (mut paths, mut by_hand) = (Vec::new(), false);
    each_record(package, workbook, |kind, data| {
        match kind {
            record::BUNDLE_SHEET => {
                let (id, length) = wide(data, 8)?;
                let (name, _) = wide(data, 8 + length)?;
                let path = links.iter().find(|link| link.has_id(&id)).map(|link| link.target.clone());
                paths.extend(path.map(|path| (name, format!("{folder}/{path}"))));
            }
            record::CALCULATION => by_hand = u32_at(data, 4)? == 0,
            _ => (),
        }
        Some(())
    })?;
    let mut looks = OldLooks::new();
    let mut in_cells = false;
    each_record(package, &format!("{folder}/styles.bin"), |kind, data| {
        match kind {
            record::FONT => looks.fonts.push(font_look(u16_at(data, 2), u16_at(data, 6))),
            record::FORMAT => looks.format(u16_at(data, 0)?, &wide(data, 2)?.0),
            record::CELL_FORMAT if in_cells => looks.cells.push((u16_at(data, 4)?, u16_at(data, 2)?)),
            record::BEGIN_CELL_FORMATS => in_cells = true,
            record::END_CELL_FORMATS => in_cells = false,
            _ => (),
        }
        (looks.cells.len() <= limits::FORMATS).then_some(())
    })?;
    let (mut texts, mut number) = (BTreeMap::new(), 0);
    each_record(package, &format!("{folder}/sharedStrings.bin"), |kind, data| {
        if kind == record::SHARED_ITEM {
            texts.extend(rich_text(data, &looks)?.1.map(|runs| (number, runs)));
            number += 1;
        }
        Some(())
    })?;
    let mut sheets = BTreeMap::new();
    for (name, path) in paths {
        let (at, sheet) = (CellRef::new(0, 0), NotedSheet::default());
        let mut reader = SheetReader { looks: &looks, texts: &mut texts, number, at, in_cells: false, sheet };
        each_record(package, &path, |kind, data| reader.record(kind, data))?;
        number = reader.number;
        sheets.insert(name, reader.sheet);
    }
    Ok(Noted { sheets, texts, formats: looks.into_formats(), by_hand })
}

struct SheetReader<'a> {
    looks: &'a OldLooks,
    texts: &'a mut BTreeMap<u32, Runs>,
    /// The number of the next text that stands in a sheet itself.
    number: u32,
    at: CellRef,
    in_cells: bool,
    sheet: NotedSheet,
}

impl SheetReader<'_> {
    /// Notes a record; none where it is too short or leads beyond the sheet.
    fn record(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            record::BEGIN_CELLS => self.in_cells = true,
            record::END_CELLS => self.in_cells = false,
            record::ROW if self.in_cells => {
                self.at.row = u32_at(data, 0).filter(|row| *row < limits::ROWS)?;
                if data.get(11)? & 0x10 != 0 {
                    self.sheet.notes.hidden_rows.push((self.at.row, self.at.row));
                }
            }
            record::FIRST_CELL..=record::FORMULA_ERROR | record::RICH_TEXT if self.in_cells => {
                self.at.col = u32_at(data, 0)?;
                let note = self.looks.note((u32_at(data, 4)? & 0xFF_FFFF) as usize);
                self.cell(kind, data, note)?;
            }
            record::COLUMN_INFO => {
                let (first, last) = (u32_at(data, 0)?, u32_at(data, 4)?);
                let (width, hidden) = (u32_at(data, 8)? / 256, u16_at(data, 16)? & 1 == 1);
                self.sheet.notes.columns.push(ColumnSpan { first, last, width, hidden });
            }
            record::MERGE => {
                let number = |index: usize| u32_at(data, index * 4);
                let area =
                    Area { first: CellRef::new(number(0)?, number(2)?), last: CellRef::new(number(1)?, number(3)?) };
                self.sheet.notes.merges.push(area);
            }
            _ => (),
        }
        Some(())
    }

    fn cell(&mut self, kind: u16, data: &[u8], note: CellNote) -> Option<()> {
        let mut note = note;
        note.formula = (record::FORMULA_TEXT..=record::FORMULA_ERROR).contains(&kind);
        match kind {
            record::SHARED_TEXT => note.text = Some(u32_at(data, 8)?).filter(|number| self.texts.contains_key(number)),
            record::FORMULA_ERROR => {
                self.sheet.passed_over.push((self.at, Raw::Error(error_value(*data.get(8)?).into())));
            }
            record::RICH_TEXT => {
                let (text, runs) = rich_text(data.get(8..)?, self.looks)?;
                self.sheet.passed_over.push((self.at, Raw::Text(text.into())));
                if let Some(runs) = runs {
                    self.texts.insert(self.number, runs);
                    note.text = Some(self.number);
                    self.number = self.number.checked_add(1)?;
                }
            }
            _ => (),
        }
        if note.percent || note.formula || note.struck || note.text.is_some() || note.format.is_some() {
            self.sheet.notes.cells.push((self.at, note));
        }
        Some(())
    }
}

/// An error as Excel writes it.
fn error_value(number: u8) -> &'static str {
    const ERRORS: [(u8, &str); 7] = [
        (0x00, "#NULL!"),
        (0x07, "#DIV/0!"),
        (0x0F, "#VALUE!"),
        (0x17, "#REF!"),
        (0x1D, "#NAME?"),
        (0x24, "#NUM!"),
        (0x2A, "#N/A"),
    ];
    ERRORS.iter().find(|(known, _)| *known == number).map_or("#VALUE!", |(_, error)| error)
}

/// A text, and its pieces where its letters have several fonts.
fn rich_text(data: &[u8], looks: &OldLooks) -> Option<(String, Option<Runs>)> {
    let (text, length) = wide(data, 1)?;
    if data.first()? & 1 == 0 {
        return Some((text, None));
    }
    let count = u32_at(data, 1 + length)? as usize;
    let fonts = data.get(5 + length..)?.get(..count.checked_mul(4)?)?;
    let fonts = fonts.chunks_exact(4).filter_map(|run| Some((u16_at(run, 0)?, u16_at(run, 2)?))).collect();
    let string = SharedString { letters: 0, fonts, text: text.encode_utf16().collect() };
    let runs = looks.runs(&string);
    Some((text, Some(runs)))
}

/// A text at a place, and how many bytes it takes with its length; one that is not there is empty.
fn wide(data: &[u8], at: usize) -> Option<(String, usize)> {
    let count = u32_at(data, at).map(|count| if count == u32::MAX { 0 } else { count as usize })?;
    let bytes = data.get(at + 4..)?.get(..count.checked_mul(2)?)?;
    Some((letters(bytes, true), 4 + bytes.len()))
}

/// Calls `see` for each record of a part, which need not be there.
fn each_record(
    package: &mut Package,
    path: &str,
    mut see: impl FnMut(u16, &[u8]) -> Option<()>,
) -> Result<(), ReadError> {
    let Some(mut part) = package.part(path)? else { return Ok(()) };
    let mut data = Vec::new();
    while let Some((kind, length)) = head(&mut part).map_err(|_| refused(DAMAGED))? {
        data.clear();
        let read = part.by_ref().take(length).read_to_end(&mut data).map_err(|_| refused(DAMAGED))?;
        if read as u64 != length {
            return Err(refused(DAMAGED));
        }
        see(kind, &data).ok_or_else(|| refused(DAMAGED))?;
    }
    Ok(())
}

/// The number of the next record and its length; none at the end.
fn head(part: &mut impl Read) -> std::io::Result<Option<(u16, u64)>> {
    let mut byte = [0];
    if part.read(&mut byte)? == 0 {
        return Ok(None);
    }
    let mut kind = u16::from(byte[0] & 0x7F);
    if byte[0] & 0x80 != 0 {
        part.read_exact(&mut byte)?;
        kind |= u16::from(byte[0] & 0x7F) << 7;
    }
    let mut length = 0;
    for place in 0..4 {
        part.read_exact(&mut byte)?;
        length |= u64::from(byte[0] & 0x7F) << (7 * place);
        if byte[0] & 0x80 == 0 {
            break;
        }
    }
    Ok(Some((kind, length)))
}
