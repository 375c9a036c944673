//! [`Sheet`]s → a workbook file. The only users of rust_xlsxwriter are in this folder.
//!
//! ```text
//! Sheets ── lint ──► problems, or
//!        ── cells, page, charts, validations ──► bytes, read back and compared
//!        ── long, rows, pack (sheets of many rows) ──►
//! ```
//!
//! style.rs says how a [`Role`](crate::workbook::sheet::Role) looks, layout.rs how wide and high cells are.

mod cells;
mod charts;
mod formula;
mod layout;
mod lint;
mod long;
mod pack;
mod page;
mod paginate;
mod rows;
mod style;
mod text;
mod validations;
mod verify;

use crate::ground::place::{Area, CellRef};
use crate::workbook::lazy::{Made, Part};
use crate::workbook::sheet::Sheet;
use crate::workbook::write::layout::Layout;
use crate::workbook::write::lint::{Lint, last_cell};
use crate::workbook::write::long::{LONG, Long};
use crate::workbook::write::style::Styles;
use crate::workbook::write::verify::differences;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::workbook::read::{Content, each_sheet};
pub use crate::workbook::write::layout::rows_needed;
pub use crate::workbook::write::lint::lint;
pub use crate::workbook::write::paginate::{PageStarts, paginate};
use crate::workbook::write::verify::{Seal, Seals, Stored};

/// The workbook to be written is faulty: a fault of this program, one problem a line.
#[derive(Debug, thiserror::Error)]
#[error("生成工作簿时程序出错：{0}")]
pub struct WriteError(pub String);

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> WriteError {
        WriteError(error.to_string())
    }
}

/// The bytes of a workbook; the same sheets give the same bytes.
///
/// # Errors
///
/// [`WriteError`] with what [`lint()`] found, one problem a line.
pub fn to_bytes(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    Ok(make(Part::all(sheets))?.0)
}

/// The bytes of a workbook, and what must be read back; its sheets are made and dropped one after another, the
/// next one while one is written.
fn make(parts: Vec<Part>) -> Result<(Vec<u8>, Seals), WriteError> {
    let mut writer = Writer::of(&parts)?;
    let mut parts = parts.into_iter();
    let mut current = parts.next().map(Part::make);
    while let Some(made) = current {
        (current, ()) = rayon::join(|| parts.next().map(Part::make), || writer.take(made));
    }
    writer.finish()
}

/// A workbook under way.
struct Writer {
    workbook: Workbook,
    styles: Styles,
    lint: Lint,
    seals: Seals,
    longs: Vec<Long>,
    /// Whether the sheet that is shown first is there.
    active: bool,
    written: Result<(), WriteError>,
}

impl Writer {
    fn of(parts: &[Part]) -> Result<Writer, WriteError> {
        Ok(Writer {
            workbook: new_workbook()?,
            styles: Styles::default(),
            lint: Lint::of(parts),
            seals: Vec::new(),
            longs: Vec::new(),
            active: false,
            written: Ok(()),
        })
    }

    /// Takes the next sheet. Once one is faulty nothing is written, but the others are looked at.
    fn take(&mut self, made: Made) {
        let active = !made.sheet.hidden && !self.active;
        self.active |= active;
        self.lint.begin(&made.sheet, made.count());
        let result =
            if made.count() > LONG { self.long(&made, active) } else { self.short(&made.into_sheet(), active) };
        if self.written.is_ok() {
            self.written = result;
        }
    }

    fn go_on(&self) -> bool {
        self.lint.is_content() && self.written.is_ok()
    }

    fn short(&mut self, sheet: &Sheet, active: bool) -> Result<(), WriteError> {
        let (go_on, rows) = (self.go_on(), sheet.all_rows());
        let (lint, workbook, styles) = (&self.lint, &mut self.workbook, &mut self.styles);
        let write = || {
            if !go_on {
                return Ok(());
            }
            let layout = Layout::of(sheet);
            let worksheet = add(workbook, (sheet, &layout, sheet.rows.len()), active)?;
            cells::write(worksheet, (sheet, &layout), styles)
        };
        let look = || (lint.look(sheet, rows), Seal::of(rows));
        let (result, (problems, seal)) = rayon::join(write, look);
        self.lint.end(last_cell(rows), problems);
        self.seals.push((sheet.name.clone(), seal));
        result
    }

    fn long(&mut self, made: &Made, active: bool) -> Result<(), WriteError> {
        let (long, seal) = Long::write((made, self.seals.len()), (&mut self.lint, &mut self.styles))?;
        self.seals.push((made.sheet.name.clone(), seal));
        if self.go_on() {
            add(&mut self.workbook, (&made.sheet, &long.layout, made.count()), active)?;
            self.longs.push(long);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(Vec<u8>, Seals), WriteError> {
        let problems = self.lint.finish();
        if !problems.is_empty() {
            return Err(refused(&problems));
        }
        self.written?;
        let styles = &self.styles;
        styles.numbered().for_each(|format| self.workbook.register_format(format));
        for long in &mut self.longs {
            long.frame(self.workbook.worksheet_from_index(long.number)?, styles)?;
        }
        let frames = self.workbook.save_to_buffer()?;
        drop(self.workbook);
        if self.longs.is_empty() {
            return Ok((frames, self.seals));
        }
        Ok((pack::filled(&frames, self.longs, styles)?, self.seals))
    }
}

/// Adds a sheet of so many rows, without its cells.
fn add<'w>(
    workbook: &'w mut Workbook,
    (sheet, layout, rows): (&Sheet, &Layout, usize),
    active: bool,
) -> Result<&'w mut Worksheet, WriteError> {
    for (name, area) in &sheet.names {
        workbook.define_name(name, &absolute(&sheet.name, *area))?;
    }
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(&sheet.name)?;
    worksheet.set_active(active).set_hidden(sheet.hidden);
    page::columns(worksheet, sheet, layout)?;
    page::view(worksheet, (sheet, rows), layout)?;
    page::print(worksheet, sheet, layout)?;
    validations::add(worksheet, sheet)?;
    charts::add(worksheet, sheet)?;
    Ok(worksheet)
}

/// How many problems are told; the rest is counted.
const TOLD: usize = 20;

fn refused(problems: &[String]) -> WriteError {
    let mut lines = problems[..problems.len().min(TOLD)].join("\n");
    if problems.len() > TOLD {
        lines += &format!("\n另有 {} 处", problems.len() - TOLD);
    }
    WriteError(lines)
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

/// An empty workbook with a fixed creation time and the usual font of Chinese Excel.
fn new_workbook() -> Result<Workbook, WriteError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("绩效评价").set_creation_datetime(&created));
    workbook.set_zip_compression_level(pack::LEVEL as u8);
    let body = Format::new().set_font_name("宋体").set_font_size(11).set_font_charset(style::CHINESE);
    workbook.set_default_format(&body, layout::DEFAULT_ROW_PIXELS, layout::DEFAULT_COLUMN_PIXELS)?;
    Ok(workbook)
}

/// The bytes of a workbook, after they were read back by another library and each cell was found as it was meant.
///
/// # Errors
///
/// [`WriteError`] as for [`to_bytes`], or with the cells that differ.
pub fn verified(parts: Vec<Part>) -> Result<Vec<u8>, WriteError> {
    let (bytes, meant) = make(parts)?;
    let found = each_sheet(&bytes, |seal: &mut Seal, at, content| seal.see(at, stored(content)));
    let differences = differences(&meant, found.map_err(WriteError)?);
    if differences.is_empty() { Ok(bytes) } else { Err(refused(&differences)) }
}

fn stored(content: Content) -> Stored {
    match content {
        Content::Text("") => Stored::Nothing,
        Content::Text(text) => Stored::Text(text.into()),
        Content::Number(number) => Stored::Number(number),
        Content::Other => Stored::Other,
    }
}
