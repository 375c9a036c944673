//! A sheet that is made for paper → pages of a document: what has a frame is a table, everything else paragraphs.

use crate::ground::{Area, CellRef};
use crate::word::{Block, Page, Section, Style, Table, TableCell};
use crate::workbook::sheet::{AnnexPart, Cell, Format, Value};
use crate::workbook::{Role, Sheet};
use rust_decimal::{Decimal, RoundingStrategy};
use std::ops::Range;

/// The pages of a sheet, a new section before each row of `breaks`.
pub fn sections(sheet: &Sheet, page: Page, breaks: &[u32]) -> Vec<Section> {
    let paper = Paper { sheet, area: printed(sheet) };
    let mut sections = vec![Section { page, ..Section::default() }];
    let mut row = paper.area.first.row;
    while row <= paper.area.last.row {
        if breaks.contains(&row) && !paper.is_framed(row) {
            sections.push(Section { page, ..Section::default() });
        }
        let Some(section) = sections.last_mut() else { return sections };
        if paper.is_framed(row) {
            let end = (row..=paper.area.last.row).find(|row| !paper.is_framed(*row)).unwrap_or(paper.area.last.row + 1);
            section.blocks.push(Block::Table(paper.table(row..end)));
            row = end;
        } else {
            paper.line(row, section);
            row += 1;
        }
    }
    sections
}

/// What is printed of a sheet.
fn printed(sheet: &Sheet) -> Area {
    let last = CellRef::new(sheet.rows.len().saturating_sub(1) as u32, sheet.columns.len().saturating_sub(1) as u32);
    sheet.print.area.unwrap_or(Area::new((0, 0), (last.row, last.col)))
}

struct Paper<'a> {
    sheet: &'a Sheet,
    area: Area,
}

impl Paper<'_> {
    /// The cells of a row that are printed, with their columns.
    fn cells(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        let cells = self.sheet.rows.get(row as usize).map(|row| &row.cells[..]).unwrap_or_default();
        cells.iter().filter(|(col, _)| *col <= self.area.last.col).map(|(col, cell)| (*col, cell))
    }

    fn is_framed(&self, row: u32) -> bool {
        self.cells(row).any(|(_, cell)| frame(cell.role).is_some())
    }

    /// A row without frames: a paragraph for each text; an empty row is an empty line, a high one several.
    fn line(&self, row: u32, section: &mut Section) {
        let before = section.blocks.len();
        for (_, cell) in self.cells(row) {
            let text = shown(cell);
            if !text.is_empty() {
                section.line_with_next(paragraph(cell.role), text);
            }
        }
        if section.blocks.len() == before {
            let height = self.sheet.rows.get(row as usize).and_then(|row| row.height).unwrap_or(0);
            (0..height / LINE).for_each(|_| section.gap());
        }
    }

    fn table(&self, rows: Range<u32>) -> Table {
        let columns: Vec<u32> = rows.clone().flat_map(|row| self.cells(row).map(|(col, _)| col)).collect();
        let first = columns.iter().copied().min().unwrap_or(0);
        let last = columns.iter().copied().max().unwrap_or(0);
        let width = |col: u32| {
            let column = self.sheet.columns.get(col as usize).copied().unwrap_or_default();
            if column.quarters > 0 { column.quarters } else { 4 * column.width.max(1) }
        };
        let outside = |col: &u32| !(first..=last).contains(col);
        let headings = match self.sheet.print.repeat_rows {
            Some((from, to)) if from == rows.start => (to + 1 - from) as usize,
            _ => 0,
        };
        Table {
            columns: (first..=last).map(width).collect(),
            free: (self.area.first.col..=self.area.last.col).filter(outside).map(width).sum(),
            headings,
            heights: rows.clone().map(|row| self.height(row)).collect(),
            rows: rows.map(|row| self.row(row, first..last + 1)).collect(),
            ..Table::default()
        }
    }

    /// The height that a row is given; a page of a document holds less than one of the sheet.
    fn height(&self, row: u32) -> u32 {
        self.sheet.rows[row as usize].height.unwrap_or(0).clamp(LOWEST, HIGHEST)
    }

    fn row(&self, row: u32, columns: Range<u32>) -> Vec<TableCell> {
        let mut cells = Vec::new();
        let mut col = columns.start;
        while col < columns.end {
            let merge = self.sheet.merges.iter().find(|area| area.contains(CellRef::new(row, col)));
            let end = merge.map_or(col, |area| area.last.col).min(columns.end - 1);
            let cell = self.sheet.get(row, col);
            let style = cell.and_then(|cell| frame(cell.role)).unwrap_or(Style::TableText);
            let made = match merge {
                Some(area) if area.first.row < row => TableCell::below(style),
                Some(area) if area.last.row > row => TableCell::new(style, cell.map(shown).unwrap_or_default()).down(),
                _ => TableCell::new(style, cell.map(shown).unwrap_or_default()),
            };
            cells.push(made.across(end + 1 - col));
            col = end + 1;
        }
        cells
    }
}

/// Points of a line of the text.
const LINE: u32 = 29;
/// The lowest and the highest row, in points.
const LOWEST: u32 = 19;
const HIGHEST: u32 = 400;

/// The style of a cell of a table; none for what stands without a frame.
fn frame(role: Role) -> Option<Style> {
    Some(match role {
        Role::Attachment | Role::Title | Role::Unit | Role::Section | Role::Note | Role::Banner => return None,
        Role::Header | Role::Label => Style::TableHeading,
        Role::Centre | Role::Number | Role::Total | Role::InputCentre | Role::Figure | Role::Caption => {
            Style::TableCentre
        }
        Role::Text | Role::Input | Role::InputText | Role::Plain => Style::TableText,
        Role::Annex(part, _) => match part {
            AnnexPart::Header => Style::TableHeading,
            AnnexPart::Centre | AnnexPart::Number | AnnexPart::Figure => Style::TableCentre,
            AnnexPart::Text | AnnexPart::Group => Style::TableText,
            AnnexPart::Mark | AnnexPart::Title | AnnexPart::Unit | AnnexPart::Section | AnnexPart::Paragraph => {
                return None;
            }
        },
    })
}

/// The style of a paragraph.
fn paragraph(role: Role) -> Style {
    match role {
        Role::Attachment | Role::Annex(AnnexPart::Mark, _) => Style::AnnexMark,
        Role::Title | Role::Annex(AnnexPart::Title, _) => Style::Title,
        Role::Section | Role::Annex(AnnexPart::Section, _) => Style::Heading1,
        Role::Unit | Role::Annex(AnnexPart::Unit, _) => Style::TableUnit,
        _ => Style::TableNote,
    }
}

/// What a cell shows.
pub fn shown(cell: &Cell) -> String {
    let rounded = |number: &Decimal, places: u32| {
        let mut number = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        number.rescale(places);
        number.to_string()
    };
    match (&cell.value, cell.format) {
        (Value::Blank, _) => String::new(),
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), Format::Percent) => format!("{}%", (number * Decimal::ONE_HUNDRED).normalize()),
        (Value::Number(number), Format::Places(places)) => rounded(number, places),
        (Value::Number(number), Format::Signed(places, sign)) => format!("{}{sign}", rounded(number, places)),
        (Value::Number(number), Format::Amount) => rounded(number, 2),
        (Value::Number(number), Format::General | Format::Whole) => number.normalize().to_string(),
    }
}
