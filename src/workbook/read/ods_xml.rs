//! The content of an .ods, read before calamine unfolds it: repeated rows, cells and spaces are counted
//! under a cap, and what calamine does not give is noted: hidden rows and columns, merges, percentages, letters that are
//! struck out, raised or lowered.

use crate::ground::{Area, CellRef, Look};
use crate::workbook::read::cells::{CellNote, ColumnSpan, SheetNotes};
use crate::workbook::read::error::{ReadError, refused, too_wide};
use crate::workbook::read::limits;
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::xml::{attribute, entity};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

const DAMAGED: &str = "文件内容已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx。";

/// Reads `content.xml`: one note for each sheet in order, and the texts whose letters have looks of their own.
///
/// # Errors
/// XML that is broken or unfinished; more cells or text than the caps allow.
pub(crate) fn read(part: impl BufRead) -> Result<(Vec<SheetNotes>, BTreeMap<u32, Runs>), ReadError> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let room = Room { cells: 2 * limits::OLD_CELLS, text: limits::ENTRY / 4, repeats: 1 };
    let mut reader = ContentReader { row_repeats: 1, room, ..ContentReader::default() };
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| refused(DAMAGED))? {
            Event::Start(element) => {
                depth += 1;
                reader.start(&element)?;
            }
            Event::End(element) => {
                depth = depth.checked_sub(1).ok_or_else(|| refused(DAMAGED))?;
                if matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell") {
                    reader.end_of_cell();
                }
                match element.name().as_ref() {
                    "text:span" => _ = reader.spans.pop(),
                    "office:annotation" => reader.in_note = false,
                    _ => (),
                }
                if element.name().as_ref() == "table:table-row" {
                    reader.at = CellRef::new(reader.at.row.saturating_add(reader.row_repeats), 0);
                    reader.paid = 0;
                }
                if element.name().as_ref() == "table:table" {
                    reader.end_of_table()?;
                }
            }
            Event::Text(text) => {
                reader.room.take(text.len() as u64)?;
                reader.text(&text);
            }
            Event::GeneralRef(name) => reader.text(&entity(&name).ok_or_else(|| refused(DAMAGED))?),
            Event::Eof if depth == 0 => return Ok((reader.tables, reader.texts)),
            Event::Eof => return Err(refused(DAMAGED)),
            _ => (),
        }
    }
}

#[derive(Default)]
struct ContentReader {
    tables: Vec<SheetNotes>,
    at: CellRef,
    row_repeats: u32,
    column: u32,
    /// Columns of the present row that are already counted.
    paid: u32,
    /// The rectangle around all cells of the present table.
    bounds: Option<Area>,
    room: Room,
    /// The look that each style gives, and the style that is being read.
    styles: BTreeMap<String, Look>,
    style: String,
    /// The look of each open span.
    spans: Vec<Option<Look>>,
    /// The open cell: where it stands, its copies to the right, and what is known of it.
    cell: Option<(CellRef, u32, CellNote)>,
    /// Its letters so far, without those of a note on it.
    runs: Runs,
    in_note: bool,
    /// Texts whose letters have looks of their own.
    texts: BTreeMap<u32, Runs>,
}

impl ContentReader {
    fn start(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        match element.name().as_ref() {
            "style:style" => self.style = attribute(element, "style:name")?.unwrap_or_default(),
            "style:text-properties" if !self.style.is_empty() => {
                let look = look_of(element)?;
                self.styles.insert(self.style.clone(), look);
            }
            "text:span" => {
                let style = attribute(element, "text:style-name")?;
                self.spans.push(style.and_then(|style| self.styles.get(&style).copied()));
            }
            "office:annotation" => self.in_note = true,
            "text:p" if !self.runs.is_empty() => self.text("\n"),
            "table:table" => {
                if self.tables.len() >= limits::SHEETS {
                    return Err(too_wide());
                }
                let name = attribute(element, "table:name")?.unwrap_or_default();
                self.tables.push(SheetNotes { name, ..SheetNotes::default() });
                (self.at, self.column) = (CellRef::new(0, 0), 0);
                self.room.repeats = 1;
            }
            "table:table-column" => self.column(element)?,
            "table:table-row" => self.row(element)?,
            "table:table-cell" | "table:covered-table-cell" => self.cell(element)?,
            "text:s" => self.room.take(number(element, "text:c")?.into())?,
            _ => (),
        }
        Ok(())
    }

    fn widen(&mut self, first: CellRef, last: CellRef) {
        let area = self.bounds.get_or_insert(Area { first, last });
        area.first = CellRef::new(area.first.row.min(first.row), area.first.col.min(first.col));
        area.last = CellRef::new(area.last.row.max(last.row), area.last.col.max(last.col));
    }

    /// The whole rectangle is unfolded, whatever lies empty in it.
    fn end_of_table(&mut self) -> Result<(), ReadError> {
        let Some(Area { first, last }) = self.bounds.take() else { return Ok(()) };
        let rows = u64::from(last.row.saturating_sub(first.row)) + 1;
        let columns = u64::from(last.col.saturating_sub(first.col)) + 1;
        self.room.cells(rows.saturating_mul(columns), 1)
    }

    fn column(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let repeats = number(element, "table:number-columns-repeated")?;
        let first = self.column;
        self.column = self.column.saturating_add(repeats);
        if is_hidden(element)?
            && let Some(table) = self.tables.last_mut()
        {
            table.columns.push(ColumnSpan { first, last: self.column - 1, width: 0, hidden: true });
        }
        Ok(())
    }

    fn row(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        self.row_repeats = number(element, "table:number-rows-repeated")?;
        if is_hidden(element)?
            && let Some(table) = self.tables.last_mut()
        {
            table.hidden_rows.push((self.at.row, self.at.row.saturating_add(self.row_repeats - 1)));
        }
        Ok(())
    }

    /// Letters of the open cell.
    fn text(&mut self, letters: &str) {
        if self.cell.is_some() && !self.in_note {
            self.runs.push((self.spans.iter().rev().find_map(|look| *look), letters.to_string()));
        }
    }

    /// Notes the cell that ends, at each of its places.
    fn end_of_cell(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let Some((at, repeats, mut note)) = self.cell.take() else { return };
        if runs.iter().any(|(look, _)| look.is_some()) {
            let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
            self.texts.insert(number, runs);
            note.text = Some(number);
        }
        let Some(table) = self.tables.last_mut() else { return };
        if note.percent || note.formula || note.struck || note.text.is_some() {
            let last = at.col.saturating_add(repeats).min(limits::COLUMNS);
            for row in at.row..at.row.saturating_add(self.row_repeats).min(limits::ROWS) {
                table.cells.extend((at.col..last).map(|col| (CellRef::new(row, col), note)));
            }
        }
    }

    fn cell(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let repeats = number(element, "table:number-columns-repeated")?.min(limits::COLUMNS);
        let kind = attribute(element, "office:value-type")?;
        let formula = attribute(element, "table:formula")?;
        let at = self.at;
        self.at.col = at.col.saturating_add(repeats);
        if kind.is_none() && formula.is_none() {
            return Ok(());
        }
        let copies = u64::from(repeats) * u64::from(self.row_repeats.min(limits::ROWS));
        let filled = self.at.col.min(limits::COLUMNS);
        self.room.cells(copies.max(filled.saturating_sub(self.paid).into()), copies)?;
        self.paid = filled;
        let rows = self.row_repeats.min(limits::ROWS);
        self.widen(at, CellRef::new(at.row.saturating_add(rows - 1), filled.saturating_sub(1)));
        let value = attribute(element, "office:string-value")?.map_or(0, |text| text.len() as u64);
        self.room.take(value + formula.as_ref().map_or(0, |text| text.len() as u64))?;
        let style = attribute(element, "table:style-name")?.unwrap_or_default();
        let note = CellNote {
            percent: kind.as_deref() == Some("percentage"),
            formula: formula.is_some(),
            struck: self.styles.get(&style) == Some(&Look::Struck),
            text: None,
            format: None,
        };
        let spans = (number(element, "table:number-rows-spanned")?, number(element, "table:number-columns-spanned")?);
        self.cell = Some((at, repeats, note));
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if spans != (1, 1) && table.merges.len() < limits::MERGES {
            let last = CellRef::new(at.row.saturating_add(spans.0 - 1), at.col.saturating_add(spans.1 - 1));
            table.merges.push(Area { first: at, last });
        }
        Ok(())
    }
}

/// The look that the properties of a style give.
fn look_of(element: &BytesStart) -> Result<Look, ReadError> {
    let says = |name| attribute(element, name).map(Option::unwrap_or_default);
    let lines = [says("style:text-line-through-style")?, says("style:text-line-through-type")?];
    if lines.iter().any(|line| !line.is_empty() && line != "none") {
        return Ok(Look::Struck);
    }
    let position = says("style:text-position")?;
    let first = position.split_whitespace().next().unwrap_or_default();
    Ok(match first {
        "super" => Look::Raised,
        "sub" => Look::Lowered,
        "" | "0%" => Look::Plain,
        lowered if lowered.starts_with('-') => Look::Lowered,
        _ => Look::Raised,
    })
}

/// How much may still be unfolded.
#[derive(Default)]
struct Room {
    cells: u64,
    text: u64,
    /// Copies of the present cell.
    repeats: u64,
}

impl Room {
    /// A cell that takes `room` cells once unfolded, its text `copies` times.
    fn cells(&mut self, room: u64, copies: u64) -> Result<(), ReadError> {
        self.cells = self.cells.checked_sub(room).ok_or_else(too_wide)?;
        self.repeats = copies;
        Ok(())
    }

    fn take(&mut self, text: u64) -> Result<(), ReadError> {
        let bytes = text.checked_mul(self.repeats).ok_or_else(too_wide)?;
        self.text = self.text.checked_sub(bytes).ok_or_else(too_wide)?;
        Ok(())
    }
}

/// A count, 1 where it is not written.
fn number(element: &BytesStart, name: &str) -> Result<u32, ReadError> {
    match attribute(element, name)? {
        Some(text) => text.parse::<u32>().ok().filter(|count| *count > 0).ok_or_else(|| refused(DAMAGED)),
        None => Ok(1),
    }
}

fn is_hidden(element: &BytesStart) -> Result<bool, ReadError> {
    Ok(attribute(element, "table:visibility")?.is_some_and(|how| how != "visible"))
}
