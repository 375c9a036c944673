//! Long sheets. Their rows are made, measured, checked, written and compressed piece by piece on all cores, and
//! none is kept; rust_xlsxwriter writes the rest of the sheet, its frame, and the rows are put into it.
//!
//! ```text
//! rows ─► measured, checked ─► numbers for new styles ─► XML, compressed ─► joined
//!         (all cores)          (in order)                (all cores)            └─► between the halves of the frame
//! ```

use crate::ground::{Area, CellRef};
use crate::workbook::lazy::StreamedSheet;
use crate::workbook::sheet::{Cell, Row, Rows};
use crate::workbook::write::cells::{LINK_LIMIT, column, note, target};
use crate::workbook::write::error::{WriteError, fault};
use crate::workbook::write::layout::Layout;
use crate::workbook::write::lint::{Lint, last_cell};
use crate::workbook::write::pack::{Packed, Packing, Zip, add, add_parts};
use crate::workbook::write::style::{StyleKey, Styles};
use crate::workbook::write::verify::SheetDigest;
use crate::workbook::write::{rows, text};
use quick_xml::escape::escape;
use rayon::prelude::*;
use rust_xlsxwriter::{Note, Worksheet};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, Cursor, Read};
use std::ops::{Range, RangeInclusive};
use zip::ZipArchive;

/// A sheet of more rows is long.
pub(crate) const LONG: usize = 64;
/// Rows of a piece: a few pieces for any sheet. They are compressed one by one, so that it must not depend on the machine.
const PIECE: RangeInclusive<usize> = 32..=256;
/// Pieces in memory at a time for each core.
const AT_ONCE: usize = 4;
/// The highest note covers fewer rows.
const BESIDE_NOTE: u32 = 40;

/// What remains of a long sheet once its rows are written.
#[derive(Default)]
pub(crate) struct Long {
    /// The number of its sheet, from 0.
    pub(crate) number: usize,
    rows: Packed,
    last: CellRef,
    /// Each link with its cell and the text shown there.
    links: String,
    notes: Vec<(CellRef, Note)>,
    merges: Vec<Area>,
    /// Measured on all rows.
    pub(crate) layout: Layout,
}

/// Some rows under way.
struct Piece<'a> {
    first: u32,
    rows: Cow<'a, [Row]>,
    layout: Layout,
    problems: Vec<String>,
    digest: SheetDigest,
    notes: Vec<(CellRef, Note)>,
    /// How many of its links are written: beyond the limit a link is plain text.
    links: usize,
}

impl Piece<'_> {
    fn rows(&self) -> Rows<'_> {
        Rows { first: self.first, rows: &self.rows }
    }

    fn number_styles(&self, styles: &mut Styles) {
        let mut key = self.style_keys();
        self.rows().cells().for_each(|(_, cell)| styles.give_number(key(cell)));
    }

    fn packed(&self, styles: &Styles) -> io::Result<Packed> {
        let (mut packing, mut xml) = (Packing::new(), String::new());
        let mut key = self.style_keys();
        for ((number, row), height) in self.rows().numbered().zip(&self.layout.heights) {
            // the text of one row at a time: new memory for all of them takes longer to get than to fill
            xml.clear();
            rows::add(&mut xml, number, row, *height, |cell| styles.number(key(cell)));
            packing.add(&xml)?;
        }
        packing.end()
    }

    /// Gives the style of each cell; to be called for all of them in their order.
    fn style_keys(&self) -> impl FnMut(&Cell) -> StyleKey {
        let mut links = self.links;
        move |cell| {
            let linked = cell.link().is_some() && links > 0;
            links -= usize::from(linked);
            StyleKey::of(cell, linked)
        }
    }
}

impl Long {
    /// Writes the rows of the sheet of that number; returns their digest too. Faulty rows are only checked.
    pub(crate) fn write(
        sheet: &StreamedSheet,
        number: usize,
        lint: &mut Lint,
        styles: &mut Styles,
    ) -> Result<(Long, SheetDigest), WriteError> {
        let mut long = Long { number, merges: sheet.head.merges.clone(), ..Long::default() };
        let (mut digest, mut problems, mut links) = (SheetDigest::default(), Vec::new(), 0);
        let size = (sheet.count() / 4).clamp(*PIECE.start(), *PIECE.end());
        let starts: Vec<usize> = (0..sheet.count()).step_by(size).collect();
        for starts in starts.chunks(AT_ONCE * rayon::current_num_threads()) {
            let mut pieces: Vec<Piece> =
                starts.par_iter().map(|start| piece(sheet, *start..*start + size, lint)).collect();
            for piece in &mut pieces {
                let all = piece.rows().cells().filter(|(_, cell)| cell.link().is_some()).count();
                piece.links = all.min(LINK_LIMIT - links);
                links += piece.links;
                piece.number_styles(styles);
                problems.append(&mut piece.problems);
                digest.append(std::mem::take(&mut piece.digest));
                long.keep(piece);
                long.notes.append(&mut piece.notes);
            }
            if problems.is_empty() && lint.is_clean() {
                let packed = pieces.par_iter().map(|piece| piece.packed(styles));
                let packed: Vec<_> = packed.collect::<io::Result<_>>().map_err(fault)?;
                packed.into_iter().for_each(|packed| long.rows.join(packed));
            }
        }
        lint.end_sheet(long.last, problems);
        Ok((long, digest))
    }

    /// Its entry in the file.
    fn path(&self) -> String {
        format!("xl/worksheets/sheet{}.xml", self.number + 1)
    }

    /// Keeps what the frame must know of a piece.
    fn keep(&mut self, piece: &Piece) {
        let rows = piece.rows();
        let last = last_cell(rows);
        self.last = CellRef::new(last.row, last.col.max(self.last.col));
        let widths = &mut self.layout.widths;
        widths.resize(widths.len().max(piece.layout.widths.len()), 0);
        for (width, needed) in widths.iter_mut().zip(&piece.layout.widths) {
            *width = (*width).max(*needed);
        }
        self.layout.heights.extend(&piece.layout.heights);
        let links = rows.cells().filter_map(|(at, cell)| Some((at, target(cell.link()?), text::shown(cell))));
        for (at, location, display) in links.take(piece.links) {
            let (location, display) = (escape(&location), escape(&display));
            let _ = write!(self.links, r#"<hyperlink ref="{at}" location="{location}" display="{display}"/>"#);
        }
    }

    /// Gives the frame what rust_xlsxwriter writes of the rows' content, and as its first row one cell of each
    /// numbered style, to see that rust_xlsxwriter numbers them alike.
    pub(crate) fn frame(&mut self, worksheet: &mut Worksheet, styles: &Styles) -> Result<(), WriteError> {
        let mut next = 0;
        for (at, note) in self.notes.drain(..) {
            // a note covers as many rows as are together as high as it
            let rows = next.max(at.row.saturating_sub(1))..at.row + BESIDE_NOTE;
            next = rows.end.max(next);
            for row in rows {
                if let Some(Some(height)) = self.layout.heights.get(row as usize) {
                    worksheet.set_row_height(row, *height)?;
                }
            }
            worksheet.insert_note(at.row, column(at.col), &note)?;
        }
        let Some(any) = styles.numbered().next() else { return Ok(()) };
        for Area { first, last } in &self.merges {
            worksheet.merge_range(first.row, column(first.col), last.row, column(last.col), "", any)?;
        }
        for (col, format) in (0..).zip(styles.numbered()) {
            worksheet.write_blank(0, col, format)?;
        }
        Ok(())
    }

    /// The parts of the sheet's entry in the file: the rows between the halves of their frame.
    fn entry(self, frame: &str, styles: &Styles) -> Result<[Packed; 3], WriteError> {
        let cut =
            |text: &'_ str, mark: &str| text.find(mark).ok_or_else(|| fault(format!("{}：没有 {mark}", self.path())));
        let (rows, end) = (cut(frame, "<sheetData>")? + "<sheetData>".len(), cut(frame, "</sheetData>")?);
        let count = styles.numbered().count();
        let numbers = style_numbers(&frame[rows..end], count);
        if !numbers.iter().copied().eq(1..=count as u32) {
            return Err(fault(format!("{}：样式编号为 {numbers:?}", self.path())));
        }
        let (head, tail) = (&frame[..rows], &frame[end..]);
        let from = cut(head, "<dimension ref=\"")?;
        let to = from + cut(&head[from..], "/>")?;
        let head = format!("{}<dimension ref=\"A1:{}\"{}", &head[..from], self.last, &head[to..]);
        let links = cut(tail, "<printOptions")?;
        let tail = match self.links.as_str() {
            "" => tail.to_string(),
            all => format!("{}<hyperlinks>{all}</hyperlinks>{}", &tail[..links], &tail[links..]),
        };
        Ok([Packed::of(&head).map_err(fault)?, self.rows, Packed::of(&tail).map_err(fault)?])
    }
}

/// The numbers of the styles of the first cells of a frame.
fn style_numbers(rows: &str, count: usize) -> Vec<u32> {
    let numbers = rows.split(" s=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok());
    numbers.take(count).collect()
}

fn piece<'a>(sheet: &'a StreamedSheet, range: Range<usize>, lint: &Lint) -> Piece<'a> {
    let first = range.start as u32;
    let rows = sheet.rows(range.start..range.end.min(sheet.count()));
    let part = Rows { first, rows: &rows };
    let layout = Layout::of_rows(&sheet.head, part);
    let (problems, digest) = (lint.rows(&sheet.head, part), SheetDigest::of(part));
    let notes = part.cells().filter_map(|(at, cell)| Some((at, note(cell.note()?)))).collect();
    Piece { first, layout, problems, digest, notes, links: 0, rows }
}

/// The file whose long sheets are `frames` so far, with their rows.
pub(crate) fn filled(frames: &[u8], longs: Vec<Long>, styles: &Styles) -> Result<Vec<u8>, WriteError> {
    let mut longs: BTreeMap<String, Long> = longs.into_iter().map(|long| (long.path(), long)).collect();
    let mut old = ZipArchive::new(Cursor::new(frames)).map_err(fault)?;
    let room: usize = longs.values().map(|long| long.rows.len()).sum();
    let mut new = Zip::new(Vec::with_capacity(room + 2 * frames.len() + (1 << 20)));
    for index in 0..old.len() {
        let name = old.by_index_raw(index).map_err(fault)?.name().map_err(fault)?.into_owned();
        if let Some(long) = longs.remove(&name) {
            let mut frame = String::new();
            old.by_index(index).map_err(fault)?.read_to_string(&mut frame).map_err(fault)?;
            add_parts(&mut new, &name, &long.entry(&frame, styles)?).map_err(fault)?;
            continue;
        }
        let mut entry = old.by_index_raw(index).map_err(fault)?;
        let (sum, size) = (entry.crc32(), entry.size());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(fault)?;
        add(&mut new, &name, &[&bytes], sum, size).map_err(fault)?;
    }
    match longs.into_keys().next() {
        Some(lost) => Err(fault(lost)),
        None => new.finish().map_err(fault),
    }
}
