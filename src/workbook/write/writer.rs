//! The workbook under way: its sheets are made, checked, written and dropped one after another.

use crate::ground::same_on_every_system;
use crate::ground::{Area, CellRef};
use crate::workbook::lazy::{LazySheet, StreamedSheet};
use crate::workbook::sheet::Sheet;
use crate::workbook::write::error::WriteError;
use crate::workbook::write::layout::{DEFAULT_COLUMN_PIXELS, DEFAULT_ROW_PIXELS, Layout};
use crate::workbook::write::lint::{Lint, last_cell};
use crate::workbook::write::long::{LONG, Long, filled};
use crate::workbook::write::spread::{keep_long_on_pages, keep_on_pages};
use crate::workbook::write::style::{CHINESE, Styles};
use crate::workbook::write::verify::{Digests, SheetDigest};
use crate::workbook::write::{cells, charts, pack, page, validations};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};
use std::borrow::Cow;

/// A workbook as bytes, and what must be read back from them.
pub(crate) struct Written {
    pub(crate) bytes: Vec<u8>,
    pub(crate) digests: Digests,
}

/// Writes a workbook; each sheet is made while the one before is written.
pub(crate) fn write(sheets: Vec<LazySheet>) -> Result<Written, WriteError> {
    let mut writer = Writer::new(&sheets)?;
    let mut sheets = sheets.into_iter();
    let mut current = sheets.next().map(Made::of);
    while let Some(sheet) = current {
        (current, ()) = rayon::join(|| sheets.next().map(Made::of), || writer.add(sheet));
    }
    writer.finish()
}

/// A sheet that is made; the rows of a long one are not.
enum Made<'a> {
    Short(Cow<'a, Sheet>),
    Long(StreamedSheet<'a>),
}

impl<'a> Made<'a> {
    fn of(sheet: LazySheet<'a>) -> Made<'a> {
        let mut sheet = sheet.make();
        if sheet.count() > LONG {
            keep_long_on_pages(&mut sheet);
            return Made::Long(sheet);
        }
        let mut sheet = sheet.into_sheet();
        keep_on_pages(&mut sheet);
        Made::Short(sheet)
    }

    fn is_hidden(&self) -> bool {
        match self {
            Made::Short(sheet) => sheet.hidden,
            Made::Long(sheet) => sheet.head.hidden,
        }
    }
}

struct Writer {
    workbook: Workbook,
    styles: Styles,
    lint: Lint,
    digests: Digests,
    longs: Vec<Long>,
    /// Whether the sheet that is shown first is there.
    active: bool,
    outcome: Result<(), WriteError>,
}

impl Writer {
    fn new(sheets: &[LazySheet]) -> Result<Writer, WriteError> {
        Ok(Writer {
            workbook: new_workbook()?,
            styles: Styles::default(),
            lint: Lint::new(sheets),
            digests: Vec::new(),
            longs: Vec::new(),
            active: false,
            outcome: Ok(()),
        })
    }

    /// Adds the next sheet. Once one is faulty nothing is written, but the others are checked.
    fn add(&mut self, sheet: Made) {
        let active = !sheet.is_hidden() && !self.active;
        self.active |= active;
        let outcome = match sheet {
            Made::Short(sheet) => self.short(&sheet, active),
            Made::Long(sheet) => self.long(&sheet, active),
        };
        if self.outcome.is_ok() {
            self.outcome = outcome;
        }
    }

    fn goes_on(&self) -> bool {
        self.lint.is_clean() && self.outcome.is_ok()
    }

    fn short(&mut self, sheet: &Sheet, active: bool) -> Result<(), WriteError> {
        self.lint.sheet(sheet, sheet.rows.len());
        let (goes_on, rows) = (self.goes_on(), sheet.all_rows());
        let (lint, workbook, styles) = (&self.lint, &mut self.workbook, &mut self.styles);
        let write = || {
            if !goes_on {
                return Ok(());
            }
            let layout = Layout::of(sheet);
            let worksheet = add(workbook, sheet, &layout, rows.rows.len(), active)?;
            cells::write(worksheet, sheet, &layout, styles)
        };
        let check = || (lint.rows(sheet, rows), SheetDigest::of(rows));
        let (outcome, (problems, digest)) = rayon::join(write, check);
        self.lint.end_sheet(last_cell(rows), problems);
        self.digests.push((sheet.name.clone(), digest));
        outcome
    }

    fn long(&mut self, sheet: &StreamedSheet, active: bool) -> Result<(), WriteError> {
        self.lint.sheet(&sheet.head, sheet.count());
        let (long, digest) = Long::write(sheet, self.digests.len(), &mut self.lint, &mut self.styles)?;
        self.digests.push((sheet.head.name.clone(), digest));
        if self.goes_on() {
            add(&mut self.workbook, &sheet.head, &long.layout, sheet.count(), active)?;
            self.longs.push(long);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Written, WriteError> {
        let problems = self.lint.finish();
        if !problems.is_empty() {
            return Err(WriteError::of(&problems));
        }
        self.outcome?;
        let styles = &self.styles;
        styles.numbered().for_each(|format| self.workbook.register_format(format));
        for long in &mut self.longs {
            long.frame(self.workbook.worksheet_from_index(long.number)?, styles)?;
        }
        let mut bytes = self.workbook.save_to_buffer()?;
        drop(self.workbook);
        if !self.longs.is_empty() {
            bytes = filled(&bytes, self.longs, styles)?;
        }
        same_on_every_system(&mut bytes);
        Ok(Written { bytes, digests: self.digests })
    }
}

/// Adds a sheet of so many rows, without its cells.
fn add<'w>(
    workbook: &'w mut Workbook,
    sheet: &Sheet,
    layout: &Layout,
    rows: usize,
    active: bool,
) -> Result<&'w mut Worksheet, WriteError> {
    for (name, area) in &sheet.names {
        workbook.define_name(name, &absolute(&sheet.name, *area))?;
    }
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(&sheet.name)?;
    worksheet.set_active(active).set_hidden(sheet.hidden);
    page::columns(worksheet, sheet, layout)?;
    page::view(worksheet, sheet, rows, layout)?;
    page::print(worksheet, sheet, layout)?;
    validations::add(worksheet, sheet)?;
    charts::add(worksheet, sheet)?;
    Ok(worksheet)
}

/// An area as a defined name holds it: `='部门数据'!$A$1:$B$9`.
fn absolute(sheet: &str, area: Area) -> String {
    let cell = |cell: CellRef| format!("${}${}", CellRef::column_name(cell.col), cell.row + 1);
    let sheet = sheet.replace('\'', "''");
    if area.first == area.last {
        return format!("='{sheet}'!{}", cell(area.first));
    }
    format!("='{sheet}'!{}:{}", cell(area.first), cell(area.last))
}

/// An empty workbook with a fixed creation time. Of the usual Chinese fonts 宋体 12 is the one in whose digits Excel
/// and LibreOffice measure columns alike.
fn new_workbook() -> Result<Workbook, WriteError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("绩效评价").set_creation_datetime(&created));
    workbook.set_zip_compression_level(pack::LEVEL as u8);
    let body = Format::new().set_font_name("宋体").set_font_size(12).set_font_charset(CHINESE);
    workbook.set_default_format(&body, DEFAULT_ROW_PIXELS, DEFAULT_COLUMN_PIXELS)?;
    Ok(workbook)
}
