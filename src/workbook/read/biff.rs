//! The records of an .xls (BIFF), read before calamine unfolds them: the room they ask for is capped, and
//! what calamine does not give is noted: hidden rows and columns, formulas, number formats, letters that are struck
//! out, raised or lowered.

use crate::ground::{CellRef, Look};
use crate::workbook::read::cells::{CellNote, ColumnSpan, SheetNotes};
use crate::workbook::read::cfb::{u16_at, u32_at};
use crate::workbook::read::error::{ReadError, refused, too_wide};
use crate::workbook::read::guard::ENCRYPTED;
use crate::workbook::read::number_format::NumberFormat;
use crate::workbook::read::old_looks::{OldLooks, font_look, letters};
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::sst::SharedString;
use crate::workbook::read::{limits, sst};
use std::collections::{BTreeMap, BTreeSet};

const DAMAGED: &str = "文件已损坏或不完整，无法读取。请在 Excel 或 WPS 中打开，另存为 .xlsx 文件后再试。";

/// Numbers of the records that matter.
mod record {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000A;
    pub const CALCULATION: u16 = 0x000D;
    pub const NAME: u16 = 0x0018;
    pub const FONT: u16 = 0x0031;
    pub const FILE_PASS: u16 = 0x002F;
    pub const COLUMN_INFO: u16 = 0x007D;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MULTIPLE_RK: u16 = 0x00BD;
    pub const RICH_STRING: u16 = 0x00D6;
    pub const STRINGS: u16 = 0x00FC;
    pub const CONTINUE: u16 = 0x003C;
    pub const EXTENDED_FORMAT: u16 = 0x00E0;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const FOREIGN_BOOK: u16 = 0x01AE;
    pub const DIMENSIONS: u16 = 0x0200;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_OR_ERROR: u16 = 0x0205;
    pub const ROW: u16 = 0x0208;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;
}

/// What the stream of a workbook tells besides the values.
pub(crate) struct Noted {
    /// One for each sheet in order.
    pub sheets: Vec<SheetNotes>,
    /// The texts whose letters have looks of their own.
    pub texts: BTreeMap<u32, Runs>,
    /// The formats by which not every number shows as it is.
    pub formats: BTreeMap<u16, NumberFormat>,
    /// Names of the files from which formulas take something.
    pub foreign_files: Vec<String>,
}

/// Reads the workbook stream.
///
/// # Errors
/// Encrypted, damaged, asking for too much room, or a cell that stands twice.
pub(crate) fn read(stream: &[u8]) -> Result<Noted, ReadError> {
    let globals = read_globals(stream)?;
    let (mut room, mut text) = (limits::OLD_CELLS, limits::TEXT);
    let mut seen = BTreeSet::new();
    let mut sheets = Vec::new();
    for (start, cells) in &globals.sheets {
        let records = stream.get(*start as usize..).ok_or_else(|| refused(DAMAGED))?;
        let begins = u16_at(records, 0) == Some(record::BEGIN);
        if !begins || !seen.insert(start) {
            return Err(refused(DAMAGED));
        }
        let notes = read_sheet(records, &globals, &mut text)?;
        if *cells {
            each_cell_once(&notes)?;
        }
        room = room.checked_sub(extent(&notes)).ok_or_else(too_wide)?;
        sheets.push(notes);
    }
    let (texts, foreign_files) = (globals.looks.texts(&globals.strings), globals.foreign_files);
    Ok(Noted { sheets, texts, formats: globals.looks.into_formats(), foreign_files })
}

/// Cells of the rectangle around all cells.
fn extent(notes: &SheetNotes) -> u64 {
    let rows = || notes.cells.iter().map(|(at, _)| u64::from(at.row));
    let cols = || notes.cells.iter().map(|(at, _)| u64::from(at.col));
    match (rows().min(), rows().max(), cols().min(), cols().max()) {
        (Some(top), Some(bottom), Some(left), Some(right)) => (bottom - top + 1) * (right - left + 1),
        _ => 0,
    }
}

struct Globals {
    /// Where each sheet begins, and whether it is one of cells, not of a chart or of macros.
    sheets: Vec<(u32, bool)>,
    /// Names of the files from which formulas take something.
    foreign_files: Vec<String>,
    looks: OldLooks,
    strings: Vec<SharedString>,
    /// Letters of the longest defined name.
    longest_name: usize,
}

impl Globals {
    /// Room for the text that a record becomes: a shared string takes up to three bytes a letter, five bytes
    /// of a formula may stand for a name.
    fn letters(&self, kind: u16, data: &[u8]) -> usize {
        match kind {
            record::LABEL_SST => {
                let index = u32_at(data, 6).unwrap_or(u32::MAX) as usize;
                self.strings.get(index).map_or(0, |string| usize::from(string.letters) * 3)
            }
            record::FORMULA => data.len() * (8 + self.longest_name / 5),
            _ => data.len(),
        }
    }
}

fn read_globals(stream: &[u8]) -> Result<Globals, ReadError> {
    let (mut sheets, mut looks, mut foreign_files) = (Vec::new(), OldLooks::new(), Vec::new());
    let (mut strings, mut before, mut longest_name) = (Vec::new(), 0, 0);
    for item in Records(stream) {
        let (kind, data) = item?;
        if kind == record::STRINGS || (kind == record::CONTINUE && before == record::STRINGS) {
            strings.push(data);
            before = record::STRINGS;
            continue;
        }
        before = kind;
        match kind {
            record::FILE_PASS => return Err(refused(ENCRYPTED)),
            record::BOUND_SHEET => {
                let start = u32_at(data, 0).ok_or_else(|| refused(DAMAGED))?;
                sheets.push((start, data.get(5) == Some(&0)));
            }
            record::FOREIGN_BOOK => foreign_files.extend(foreign_file(data)),
            record::NAME => longest_name = longest_name.max(data.get(3).copied().unwrap_or(0).into()),
            record::EXTENDED_FORMAT => {
                looks.cells.push((u16_at(data, 0).unwrap_or(0), u16_at(data, 2).unwrap_or(0)));
            }
            record::FONT => {
                // there is no font of number 4
                if looks.fonts.len() == 4 {
                    looks.fonts.push(Look::Plain);
                }
                looks.fonts.push(font_look(u16_at(data, 2), u16_at(data, 8)));
            }
            record::FORMAT => looks.format(u16_at(data, 0).unwrap_or(0), &format_text(data)),
            record::EOF => break,
            _ => (),
        }
    }
    if sheets.len() > limits::SHEETS {
        return Err(refused(DAMAGED));
    }
    let strings = sst::strings(&strings).ok_or_else(|| refused(DAMAGED))?;
    Ok(Globals { sheets, foreign_files, looks, strings, longest_name })
}

/// The name of the file that a record of another workbook leads to; none for the workbook itself and for add-ins.
fn foreign_file(data: &[u8]) -> Option<String> {
    let count = usize::from(u16_at(data, 2).filter(|count| !matches!(count, 0x0401 | 0x3A01))?);
    let wide = data.get(4)? & 1 == 1;
    let bytes = data.get(5..)?.get(..count * if wide { 2 } else { 1 })?;
    let path = letters(bytes, wide);
    // folders are parted by signs of control
    let name = path.rsplit(|letter: char| letter.is_control() || matches!(letter, '/' | '\\' | ']')).next()?;
    (!name.trim().is_empty()).then(|| name.trim_start_matches('[').to_string())
}

/// The letters of a number format.
fn format_text(data: &[u8]) -> String {
    let wide = data.get(4).is_some_and(|flags| flags & 1 == 1);
    letters(data.get(5..).unwrap_or_default(), wide)
}

fn read_sheet(stream: &[u8], globals: &Globals, text: &mut usize) -> Result<SheetNotes, ReadError> {
    let mut notes = SheetNotes::default();
    // embedded charts are streams within the stream: begin and end are paired
    let mut depth = 0_usize;
    for item in Records(stream) {
        let (kind, data) = item?;
        match kind {
            // a sheet does not run into the next one
            record::BEGIN if depth > 1 => return Err(refused(DAMAGED)),
            record::BEGIN => depth += 1,
            record::EOF if depth <= 1 => break,
            record::EOF => depth -= 1,
            _ if depth > 1 => (),
            _ => {
                *text = text.checked_sub(globals.letters(kind, data)).ok_or_else(too_wide)?;
                read_record(kind, data, &globals.looks, &mut notes).ok_or_else(|| refused(DAMAGED))?;
            }
        }
    }
    notes.cells.sort_by_key(|(at, _)| *at);
    Ok(notes)
}

/// A cell that stands twice is refused.
fn each_cell_once(notes: &SheetNotes) -> Result<(), ReadError> {
    match notes.cells.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(refused(format!(
            "单元格 {} 在文件中出现了两次，不能确定采用哪一个。请在 Excel 或 WPS 中打开核对后另存。",
            pair[0].0
        ))),
        None => Ok(()),
    }
}

/// Notes one record; none where it is too short or asks for too much.
fn read_record(kind: u16, data: &[u8], looks: &OldLooks, notes: &mut SheetNotes) -> Option<()> {
    let note = |format: u16| looks.note(usize::from(format));
    match kind {
        record::FORMULA
        | record::NUMBER
        | record::LABEL
        | record::RICH_STRING
        | record::BOOL_OR_ERROR
        | record::RK
        | record::LABEL_SST => {
            let at = CellRef::new(u16_at(data, 0)?.into(), u16_at(data, 2)?.into());
            let text = if kind == record::LABEL_SST { Some(u32_at(data, 6)?) } else { None };
            let note = CellNote { formula: kind == record::FORMULA, text, ..note(u16_at(data, 4)?) };
            notes.cells.push((at, note));
        }
        record::MULTIPLE_RK => {
            let (row, first) = (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
            let items = data.get(4..data.len().checked_sub(2)?)?;
            for (col, item) in (first..).zip(items.chunks_exact(6)) {
                notes.cells.push((CellRef::new(row, col), note(u16_at(item, 0)?)));
            }
        }
        record::CALCULATION => notes.by_hand |= u16_at(data, 0) == Some(0),
        record::DIMENSIONS => check_dimensions(data)?,
        record::ROW if u16_at(data, 12)? & 0x20 != 0 => {
            let row = u16_at(data, 0)?.into();
            notes.hidden_rows.push((row, row));
        }
        record::COLUMN_INFO => {
            let (first, last) = (u16_at(data, 0)?.into(), u16_at(data, 2)?.into());
            let (width, hidden) = (u32::from(u16_at(data, 4)?) / 256, u16_at(data, 8)? & 1 == 1);
            notes.columns.push(ColumnSpan { first, last, width, hidden });
        }
        _ => (),
    }
    Some(())
}

/// calamine reserves room for the whole rectangle that the sheet claims.
fn check_dimensions(data: &[u8]) -> Option<()> {
    let rows = if data.len() == 10 { u16_at(data, 2)?.into() } else { u32_at(data, 4)? };
    let cols = if data.len() == 10 { u16_at(data, 6)? } else { u16_at(data, 10)? };
    (rows <= 65_536 && cols <= 256).then_some(())
}

/// Records one after the other: type, length, content.
struct Records<'a>(&'a [u8]);

impl<'a> Records<'a> {
    fn first(&self) -> Option<(u16, &'a [u8])> {
        let length = usize::from(u16_at(self.0, 2)?);
        Some((u16_at(self.0, 0)?, self.0.get(4..4 + length)?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8]), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let record = self.first();
        self.0 = record.map_or(&[], |(_, data)| &self.0[4 + data.len()..]);
        Some(record.ok_or_else(|| refused(DAMAGED)))
    }
}
