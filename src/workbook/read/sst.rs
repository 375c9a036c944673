//! The shared strings of an .xls: their lengths, to know what copying them into the cells would take, and those whose
//! letters have fonts of their own.

use crate::workbook::read::cfb::{u16_at, u32_at};

/// A shared string.
#[derive(Default)]
pub(crate) struct SharedString {
    /// Number of letters.
    pub letters: u16,
    /// From which letter on which font; empty where all have that of the cell.
    pub fonts: Vec<(u16, u16)>,
    /// Its letters as UTF-16, where they have fonts.
    pub text: Vec<u16>,
}

/// Each string; `records` are the record of the strings and its continuations.
///
/// None where the strings run beyond the records.
pub(crate) fn strings(records: &[&[u8]]) -> Option<Vec<SharedString>> {
    let Some((first, rest)) = records.split_first() else {
        return Some(Vec::new());
    };
    // two counts come first; they are not to be trusted
    let mut reader = Reader { now: first.get(8..)?, rest };
    let mut strings = Vec::new();
    while reader.more() {
        strings.push(reader.string()?);
    }
    Some(strings)
}

struct Reader<'a> {
    now: &'a [u8],
    rest: &'a [&'a [u8]],
}

impl Reader<'_> {
    /// Whether anything follows; moves on to the next record where this one is done.
    fn more(&mut self) -> bool {
        while self.now.is_empty() {
            let Some((next, rest)) = self.rest.split_first() else {
                return false;
            };
            (self.now, self.rest) = (next, rest);
        }
        true
    }

    /// Reads a string; letters and fonts only where it has fonts.
    fn string(&mut self) -> Option<SharedString> {
        let (letters, flags) = (u16_at(self.now, 0)?, *self.now.get(2)?);
        self.now = &self.now[3..];
        let (mut fonts, mut behind) = (0, 0);
        if flags & 8 != 0 {
            fonts = usize::from(u16_at(self.now, 0)?);
            self.now = &self.now[2..];
        }
        if flags & 4 != 0 {
            behind = u32_at(self.now, 0)? as usize;
            self.now = &self.now[4..];
        }
        let mut string = SharedString { letters, ..SharedString::default() };
        self.letters(letters.into(), flags, (fonts > 0).then_some(&mut string.text))?;
        let bytes = self.take(fonts * 4)?;
        string.fonts = bytes.chunks_exact(4).filter_map(|run| Some((u16_at(run, 0)?, u16_at(run, 2)?))).collect();
        self.take(behind)?;
        Some(string)
    }

    /// Letters take one byte or two; a continuation says anew which.
    fn letters(&mut self, mut letters: usize, mut flags: u8, mut into: Option<&mut Vec<u16>>) -> Option<()> {
        loop {
            let width = if flags & 1 == 1 { 2 } else { 1 };
            let here = letters.min(self.now.len() / width);
            if let Some(into) = &mut into {
                let letter = |bytes: &[u8]| u16::from(bytes[0]) | bytes.get(1).map_or(0, |high| u16::from(*high) << 8);
                into.extend(self.now[..here * width].chunks_exact(width).map(letter));
            }
            self.now = &self.now[here * width..];
            letters -= here;
            if letters == 0 {
                return Some(());
            }
            self.now = &[];
            if !self.more() {
                return None;
            }
            flags = self.now[0];
            self.now = &self.now[1..];
        }
    }

    /// The bytes that follow, on whichever records they lie.
    fn take(&mut self, mut bytes: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::new();
        while bytes > 0 {
            if !self.more() {
                return None;
            }
            let here = bytes.min(self.now.len());
            taken.extend_from_slice(&self.now[..here]);
            self.now = &self.now[here..];
            bytes -= here;
        }
        Some(taken)
    }
}
