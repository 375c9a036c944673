//! The shared strings of an .xls: only their lengths, to know what copying them into the cells would take.

use crate::workbook::read::cfb::{u16_at, u32_at};

/// Letters of each string; `records` are the record of the strings and its continuations.
///
/// None where the strings run beyond the records.
pub(crate) fn lengths(records: &[&[u8]]) -> Option<Vec<u16>> {
    let Some((first, rest)) = records.split_first() else {
        return Some(Vec::new());
    };
    // two counts come first; they are not to be trusted
    let mut reader = Reader { now: first.get(8..)?, rest };
    let mut lengths = Vec::new();
    while reader.more() {
        lengths.push(reader.string()?);
    }
    Some(lengths)
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

    /// Skips a string and gives its number of letters.
    fn string(&mut self) -> Option<u16> {
        let (letters, flags) = (u16_at(self.now, 0)?, *self.now.get(2)?);
        self.now = &self.now[3..];
        let mut behind = 0;
        if flags & 8 != 0 {
            behind += usize::from(u16_at(self.now, 0)?) * 4;
            self.now = &self.now[2..];
        }
        if flags & 4 != 0 {
            behind += u32_at(self.now, 0)? as usize;
            self.now = &self.now[4..];
        }
        self.skip_letters(letters.into(), flags)?;
        self.skip(behind)?;
        Some(letters)
    }

    /// Letters take one byte or two; a continuation says anew which.
    fn skip_letters(&mut self, mut letters: usize, mut flags: u8) -> Option<()> {
        loop {
            let width = if flags & 1 == 1 { 2 } else { 1 };
            let here = letters.min(self.now.len() / width);
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

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            if !self.more() {
                return None;
            }
            let here = bytes.min(self.now.len());
            self.now = &self.now[here..];
            bytes -= here;
        }
        Some(())
    }
}
