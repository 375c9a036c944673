//! How cells look in .xls and .xlsb: both number their fonts, number formats and formats of cells.

use crate::ground::Look;
use crate::workbook::read::cells::CellNote;
use crate::workbook::read::number_format::{NumberFormat, shows_percent};
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::sst::SharedString;
use std::collections::{BTreeMap, BTreeSet};

/// The looks that a file numbers.
pub(crate) struct OldLooks {
    /// The look of each font.
    pub fonts: Vec<Look>,
    /// The font and the number format of each format of cells.
    pub cells: Vec<(u16, u16)>,
    percents: BTreeSet<u16>,
    formats: BTreeMap<u16, NumberFormat>,
}

impl OldLooks {
    /// What no file needs to write: the formats 9 and 10, which are percentages.
    pub fn new() -> OldLooks {
        let mut looks =
            OldLooks { fonts: Vec::new(), cells: Vec::new(), percents: BTreeSet::new(), formats: BTreeMap::new() };
        looks.format(9, "0%");
        looks.format(10, "0.00%");
        looks
    }

    /// Takes a number format.
    pub fn format(&mut self, number: u16, code: &str) {
        if shows_percent(code) {
            self.percents.insert(number);
        }
        self.formats.extend(NumberFormat::parse(code).map(|format| (number, format)));
    }

    /// What a format of cells says of a cell.
    pub fn note(&self, number: usize) -> CellNote {
        let Some((font, format)) = self.cells.get(number) else { return CellNote::default() };
        let percent = self.percents.contains(format);
        let shown = Some(*format).filter(|number| self.formats.contains_key(number));
        CellNote { percent, struck: self.look(*font) == Look::Struck, format: shown, ..CellNote::default() }
    }

    /// The texts whose letters have looks of their own, by their numbers.
    pub fn texts(&self, strings: &[SharedString]) -> BTreeMap<u32, Runs> {
        let with_fonts = (0..).zip(strings).filter(|(_, string)| !string.fonts.is_empty());
        with_fonts.map(|(number, string)| (number, self.runs(string))).collect()
    }

    /// The letters of a text with the looks that their fonts give.
    pub fn runs(&self, string: &SharedString) -> Runs {
        let letters = |from: usize, to: usize| {
            let to = to.min(string.text.len());
            String::from_utf16_lossy(string.text.get(from.min(to)..to).unwrap_or_default())
        };
        let starts = string.fonts.iter().map(|(start, _)| usize::from(*start));
        let ends = starts.clone().skip(1).chain([string.text.len()]);
        let first = starts.clone().next().unwrap_or(0);
        let runs = string.fonts.iter().zip(starts.zip(ends));
        let runs = runs.map(|((_, font), (start, end))| (Some(self.look(*font)), letters(start, end)));
        std::iter::once((None, letters(0, first))).chain(runs).collect()
    }

    /// The formats by which not every number shows as it is.
    pub fn into_formats(self) -> BTreeMap<u16, NumberFormat> {
        self.formats
    }

    fn look(&self, font: u16) -> Look {
        self.fonts.get(usize::from(font)).copied().unwrap_or_default()
    }
}

/// The look of a font: both formats have a flag for what is struck out, and number raised and lowered letters.
pub(crate) fn font_look(flags: Option<u16>, script: Option<u16>) -> Look {
    match (flags, script) {
        (Some(flags), _) if flags & 8 != 0 => Look::Struck,
        (_, Some(1)) => Look::Raised,
        (_, Some(2)) => Look::Lowered,
        _ => Look::Plain,
    }
}

/// Letters of one byte each or of two.
pub(crate) fn letters(bytes: &[u8], wide: bool) -> String {
    let letter = |bytes: &[u8]| u16::from(bytes[0]) | bytes.get(1).map_or(0, |high| u16::from(*high) << 8);
    let letters: Vec<u16> = bytes.chunks(if wide { 2 } else { 1 }).map(letter).collect();
    String::from_utf16_lossy(&letters)
}
