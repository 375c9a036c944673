//! References to cells and areas as a file writes them.

use crate::ground::{Area, CellRef};
use crate::workbook::read::limits;

/// `H12`, inside the sheet.
pub(crate) fn parse_ref(text: &str) -> Option<CellRef> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at(letters);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let col = letters.bytes().fold(0, |col, byte| col * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    let row = digits.parse::<u32>().ok()?;
    let inside = (1..=limits::ROWS).contains(&row) && col <= limits::COLUMNS;
    inside.then(|| CellRef::new(row - 1, col - 1))
}

/// `A1:C3` or `A1`.
pub(crate) fn parse_area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (parse_ref(first)?, parse_ref(last)?);
    (first.row <= last.row && first.col <= last.col).then_some(Area { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_beyond_the_sheet_are_none() {
        assert_eq!(parse_ref("H12"), Some(CellRef::new(11, 7)));
        assert_eq!(parse_ref("XFD1048576"), Some(CellRef::new(1_048_575, 16_383)));
        for wrong in ["XFE1", "A0", "A1048577", "A", "1", "", "A-1", "AAAAAAAA1", "A99999999999", "$A$1"] {
            assert_eq!(parse_ref(wrong), None, "{wrong}");
        }
    }
}
