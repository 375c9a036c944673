//! Text as a workbook can hold it, and the room it takes.

use crate::workbook::sheet::{Cell, Format, Value};
use rust_decimal::{Decimal, RoundingStrategy};
use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// Excel counts characters in UTF-16 units.
pub(crate) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Text without what XML cannot hold: line ends become `\n`, other control characters their
/// visible pictures (`␀`), so that nothing vanishes.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    // whether a byte may be part of a character that does not stay; U+FFFE begins with EF
    let doubtful = |byte: u8| matches!(byte, 0..=8 | 11..=31 | 0x7F | 0xEF);
    let doubts = text.bytes().fold(false, |found, byte| found | doubtful(byte));
    if !doubts || text.chars().all(|c| c == fit(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").chars().map(fit).collect())
}

fn fit(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\r' => '\n',
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ => c,
    }
}

/// A text in which `_x0041_` stays what it is: a workbook's reader takes it for `A`.
pub(crate) fn coded(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let is_code = |rest: &str| {
        let code = rest.as_bytes();
        code.len() >= 7 && code[6] == b'_' && code[2..6].iter().all(u8::is_ascii_hexdigit)
    };
    let mut coded = String::new();
    for (at, letter) in text.char_indices() {
        let rest = &text[at..];
        coded += if rest.starts_with("_x") && is_code(rest) { "_x005F" } else { "" };
        coded.push(letter);
    }
    Cow::Owned(coded)
}

/// Signs that some programs keep with the numbers beside them.
pub const SIGNS: &str = "÷×→−±≤≥≦≠·";

/// Half-width units of a character: a Chinese one takes 2.
fn width(c: char) -> u32 {
    // “” … — and other ambiguous ones are wide in Chinese fonts
    c.width_cjk().map_or(0, |units| units as u32)
}

/// Half-width units of the longest line of `text`.
pub(crate) fn line_width(text: &str) -> u32 {
    text.split('\n').map(|line| line.chars().map(width).sum()).max().unwrap_or(0)
}

/// How a program breaks a paragraph into lines.
#[derive(Clone, Copy)]
pub struct Wrapping {
    /// The width of a character, in the unit of the room.
    pub width: fn(char) -> u32,
    /// Marks that do not begin a line.
    pub closing: &'static str,
    /// Signs that belong to the numbers beside them.
    pub signs: &'static str,
}

/// How many lines `text` takes where a line holds `room` half-width units. Programs differ in whether signs (÷, →)
/// belong to the numbers beside them; the higher number is taken.
pub(crate) fn lines(text: &str, room: u32) -> u32 {
    let way = |signs| Wrapping { width, closing: "，。；：、！？）》」』】”’％,.;:!?)%", signs };
    most_lines(text, room.max(2), &[way(""), way(SIGNS)])
}

/// The same where programs break lines in several ways: of each paragraph the highest number is taken.
pub fn most_lines(text: &str, room: u32, ways: &[Wrapping]) -> u32 {
    let most = |line: &str| ways.iter().map(|way| way.wrapped(line, room)).max().unwrap_or(1);
    text.split('\n').map(most).sum()
}

impl Wrapping {
    /// Lines of one paragraph: words and numbers stay whole.
    fn wrapped(self, line: &str, room: u32) -> u32 {
        // as most texts of a table are
        if line.chars().map(self.width).sum::<u32>() <= room {
            return 1;
        }
        let (mut count, mut used) = (1, 0);
        for atom in self.atoms(line) {
            if used > 0 && used + atom > room {
                count += 1;
                used = 0;
            }
            used += atom;
            while used > room {
                count += 1;
                used -= room;
            }
        }
        count
    }

    /// The widths of what is never broken apart.
    fn atoms(self, line: &str) -> Vec<u32> {
        let mut atoms: Vec<u32> = Vec::new();
        let mut in_word = false;
        for c in line.chars() {
            // neither a mark nor a sign, like most letters: not to be looked for among them
            let is_chinese = matches!(c, '\u{4E00}'..='\u{9FFF}');
            let is_word = c.is_ascii_graphic() || !is_chinese && self.signs.contains(c);
            match atoms.last_mut() {
                Some(last) if !is_chinese && self.closing.contains(c) || in_word && is_word => {
                    *last += (self.width)(c);
                }
                _ => atoms.push((self.width)(c)),
            }
            in_word = is_word;
        }
        atoms
    }
}

/// A cell's value as Excel shows it.
pub(crate) fn shown(cell: &Cell) -> String {
    match &cell.value {
        Value::Blank => String::new(),
        Value::Text(text) => clean(text).into_owned(),
        Value::Number(number) => shown_number(*number, cell.format),
    }
}

fn shown_number(number: Decimal, format: Format) -> String {
    match format {
        Format::General => number.normalize().to_string(),
        Format::Whole => fixed(number, 0),
        Format::Places(places) => fixed(number, places),
        Format::Signed(places, sign) => format!("{}{sign}", fixed(number, places)),
        Format::Percent => number.checked_mul(Decimal::ONE_HUNDRED).map_or(String::new(), |n| fixed(n, 2) + "%"),
        Format::Amount => grouped(&fixed(number, 2)),
    }
}

fn fixed(number: Decimal, places: u32) -> String {
    let places = places as usize;
    let rounded = number.round_dp_with_strategy(places as u32, RoundingStrategy::MidpointAwayFromZero);
    format!("{rounded:.places$}")
}

/// `-1234567.80` → `-1,234,567.80`.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(clean("甲\u{1}乙\r\n丙\r丁"), "甲␁乙\n丙\n丁");
        assert!(matches!(clean("市财政局\n（本级）"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_chinese_character_takes_two_units() {
        assert_eq!(line_width("得分A1"), 6);
        assert_eq!(line_width("一二三\n一"), 6);
    }

    #[test]
    fn text_wraps_as_in_a_cell() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("一二三四五", 10), 1);
        assert_eq!(lines("一二三四五六", 10), 2);
        assert_eq!(lines("一\n二\n三", 10), 3);
        // the full stop takes its character along
        assert_eq!(lines("一二三四五。六七八九", 10), 3);
        // the number is not broken
        assert_eq!(lines("一二三1234567", 10), 2);
    }

    #[test]
    fn numbers_are_shown_as_in_excel() {
        assert_eq!(shown_number(dec!(1234567.8), Format::Amount), "1,234,567.80");
        assert_eq!(shown_number(dec!(-123.456), Format::Amount), "-123.46");
        assert_eq!(shown_number(dec!(0.87654), Format::Percent), "87.65%");
        assert_eq!(shown_number(dec!(8.50), Format::General), "8.5");
        assert_eq!(shown_number(dec!(8.5), Format::Whole), "9");
    }
}
