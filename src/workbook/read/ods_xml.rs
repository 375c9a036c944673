//! The content of an .ods, read before calamine unfolds it: repeated rows, cells and spaces are counted
//! under a cap, and what calamine does not give is noted: hidden rows and columns, merges, formulas into other
//! files, and how cells look (`ods_styles`).

use crate::ground::{Area, CellRef, Look};
use crate::workbook::read::cells::{CellNote, ColumnSpan, SheetNotes};
use crate::workbook::read::error::{ReadError, refused, too_wide};
use crate::workbook::read::limits;
use crate::workbook::read::number_format::NumberFormat;
use crate::workbook::read::ods_styles::Styles;
use crate::workbook::read::reference::file_name;
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::xml::{attribute, entity};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

const DAMAGED: &str = "文件内容已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx。";

/// What the content tells besides the values.
pub(crate) struct Content {
    /// One note for each sheet in order.
    pub tables: Vec<SheetNotes>,
    /// The texts whose letters have looks of their own.
    pub texts: BTreeMap<u32, Runs>,
    /// The formats by which not every number shows as it is.
    pub formats: BTreeMap<u16, NumberFormat>,
    /// Names of the files from which formulas take something.
    pub foreign_files: Vec<String>,
}

/// Reads `content.xml`; `styles` are the named ones of the file.
///
/// # Errors
/// XML that is broken or unfinished; more cells or text than the caps allow.
pub(crate) fn read(part: impl BufRead, styles: Styles) -> Result<Content, ReadError> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let room = Room { cells: 2 * limits::OLD_CELLS, text: limits::ENTRY / 4, repeats: 1 };
    let mut reader = ContentReader { row_repeats: 1, room, styles, ..ContentReader::default() };
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
                reader.styles.end(element.name().as_ref());
                match element.name().as_ref() {
                    "text:span" | "text:p" => _ = reader.spans.pop(),
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
            Event::Eof if depth == 0 => return Ok(reader.done()),
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
    styles: Styles,
    /// The styles of cells that name none: of columns from–to, and of the present row.
    column_styles: Vec<(u32, u32, String)>,
    row_style: Option<String>,
    /// The look of each open paragraph and span.
    spans: Vec<Option<Look>>,
    /// The open cell: where it stands, its copies to the right, and what is known of it.
    cell: Option<(CellRef, u32, CellNote)>,
    /// Its letters so far, without those of a note on it.
    runs: Runs,
    in_note: bool,
    /// Texts whose letters have looks of their own.
    texts: BTreeMap<u32, Runs>,
    foreign_files: Vec<String>,
}

impl ContentReader {
    fn done(self) -> Content {
        let (tables, texts, foreign_files) = (self.tables, self.texts, self.foreign_files);
        Content { tables, texts, formats: self.styles.into_formats(), foreign_files }
    }

    fn start(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        self.styles.start(element)?;
        match element.name().as_ref() {
            "text:p" | "text:span" => {
                if element.name().as_ref() == "text:p" && !self.runs.is_empty() {
                    self.text("\n");
                }
                let style = attribute(element, "text:style-name")?;
                self.spans.push(style.and_then(|style| self.styles.letters(&style)));
            }
            "office:annotation" => self.in_note = true,
            "table:table" => {
                if self.tables.len() >= limits::SHEETS {
                    return Err(too_wide());
                }
                let name = attribute(element, "table:name")?.unwrap_or_default();
                self.tables.push(SheetNotes { name, ..SheetNotes::default() });
                (self.at, self.column) = (CellRef::new(0, 0), 0);
                self.column_styles.clear();
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
        if let Some(style) = attribute(element, "table:default-cell-style-name")?
            && self.column_styles.len() < limits::COLUMNS as usize
        {
            self.column_styles.push((first, self.column - 1, style));
        }
        if is_hidden(element)?
            && let Some(table) = self.tables.last_mut()
        {
            table.columns.push(ColumnSpan { first, last: self.column - 1, width: 0, hidden: true });
        }
        Ok(())
    }

    fn row(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        self.row_repeats = number(element, "table:number-rows-repeated")?;
        self.row_style = attribute(element, "table:default-cell-style-name")?;
        if is_hidden(element)?
            && let Some(table) = self.tables.last_mut()
        {
            table.hidden_rows.push((self.at.row, self.at.row.saturating_add(self.row_repeats - 1)));
        }
        Ok(())
    }

    /// Letters of the open cell.
    fn text(&mut self, letters: &str) {
        self.styles.text(letters);
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
        if note.percent || note.formula || note.struck || note.text.is_some() || note.format.is_some() {
            let last = at.col.saturating_add(repeats).min(limits::COLUMNS);
            for row in at.row..at.row.saturating_add(self.row_repeats).min(limits::ROWS) {
                table.cells.extend((at.col..last).map(|col| (CellRef::new(row, col), note)));
            }
        }
    }

    /// The style of a cell: its own, its row's or its column's.
    fn style_of(&self, element: &BytesStart, col: u32) -> Result<Option<String>, ReadError> {
        let of_column = || self.column_styles.iter().find(|(first, last, _)| (*first..=*last).contains(&col));
        let own = attribute(element, "table:style-name")?.or_else(|| self.row_style.clone());
        Ok(own.or_else(|| of_column().map(|(.., style)| style.clone())))
    }

    /// Notes a cell whose formula takes something from a file.
    fn foreign(&mut self, at: CellRef, file: String) {
        if let Some(table) = self.tables.last_mut() {
            table.foreign.push(at);
        }
        if !self.foreign_files.contains(&file) {
            self.foreign_files.push(file);
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
        let (struck, format) = match self.style_of(element, at.col)? {
            Some(style) => self.styles.cell(&style),
            None => (false, None),
        };
        let percent = kind.as_deref() == Some("percentage");
        let note = CellNote { percent, formula: formula.is_some(), struck, text: None, format };
        if let Some(file) = formula.as_deref().and_then(linked_file) {
            self.foreign(at, file);
        }
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

/// The name of the file that a formula takes something from: `of:=['file:///D:/%E8%A1%A8.ods'#$一.A1]`.
fn linked_file(formula: &str) -> Option<String> {
    let outside = formula.split('"').step_by(2);
    let link = outside.filter_map(|part| part.split_once("'#")).next()?.0;
    Some(file_name(link.rsplit('\'').next().unwrap_or_default()))
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

/// Whether `settings.xml` says that formulas are calculated when somebody asks for it.
///
/// # Errors
/// Broken XML.
pub(crate) fn by_hand(part: impl BufRead) -> Result<bool, ReadError> {
    let (mut xml, mut buffer) = (Reader::from_reader(part), Vec::new());
    let (mut asked, mut by_hand) = (false, false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| refused(DAMAGED))? {
            Event::Start(element) => {
                asked = attribute(&element, "config:name")?.as_deref() == Some("AutoCalculate");
            }
            Event::Text(text) if asked => by_hand |= text.trim() == "false",
            Event::End(_) => asked = false,
            Event::Eof => return Ok(by_hand),
            _ => (),
        }
    }
}
