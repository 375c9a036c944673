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

/// Whether a formula takes something from another file: `[1]预算!B2`, `'D:\\表\\[预算.xlsx]一'!B2`. Columns of tables,
/// `表1[支出]`, stand in brackets too, but behind a name.
pub(crate) fn leads_abroad(formula: &str) -> bool {
    let (mut before, mut quoted) = (None, false);
    for (at, letter) in formula.char_indices() {
        quoted ^= letter == '"';
        let behind_name =
            |before: char| before.is_alphanumeric() || matches!(before, '_' | '.' | '[' | ']' | ',' | ':');
        if letter == '[' && !quoted && !before.is_some_and(behind_name) {
            let file = formula[at + 1..].split_once(']');
            if file.is_some_and(|(file, rest)| !file.is_empty() && !file.starts_with(['@', '#']) && rest.contains('!'))
            {
                return true;
            }
        }
        before = Some(letter);
    }
    false
}

/// The name of a file in a target: `file:///D:/%E8%A1%A8/a.xlsx` is a.xlsx.
pub(crate) fn file_name(target: &str) -> String {
    let name = target.rsplit(['/', '\\']).next().unwrap_or_default();
    let (mut bytes, mut rest) = (Vec::new(), name.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = escaped.filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_that_lead_to_other_files_are_known_by_their_brackets() {
        for abroad in [
            "[1]预算!B2",
            "SUM([2]一!A1:A9)",
            "'[1]一 月'!B2*2",
            "'D:\\表\\[预算.xlsx]一'!B2",
            "A1+[3]!名称",
            "-[1]a!A1",
        ] {
            assert!(leads_abroad(abroad), "{abroad}");
        }
        for here in [
            "预算!B2",
            "表1[支出]",
            "SUM(表1[2024])",
            "表1[[#This Row],[支出]]",
            "[@支出]*2",
            "\"[1]预算!B2\"",
            "",
            "[",
        ] {
            assert!(!leads_abroad(here), "{here}");
        }
    }

    #[test]
    fn references_beyond_the_sheet_are_none() {
        assert_eq!(parse_ref("H12"), Some(CellRef::new(11, 7)));
        assert_eq!(parse_ref("XFD1048576"), Some(CellRef::new(1_048_575, 16_383)));
        for wrong in ["XFE1", "A0", "A1048577", "A", "1", "", "A-1", "AAAAAAAA1", "A99999999999", "$A$1"] {
            assert_eq!(parse_ref(wrong), None, "{wrong}");
        }
    }
}
