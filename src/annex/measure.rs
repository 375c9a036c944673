//! The room that a text takes on paper. Rows get their heights from here, since no program fits a row of merged
//! cells by itself.

use crate::workbook::write::{SIGNS, Wrapping, most_lines};
use unicode_width::UnicodeWidthChar;

/// Width of a quarter of a half-width character, in hundredths of a point.
const QUARTER: u32 = 150;
/// What a cell keeps off its borders, in hundredths of a point.
const PADDING: u32 = 500;
/// A Chinese character, in hundredths of an em.
const WHOLE: u32 = 100;
/// Any other one: the widest of the usual digits and letters.
const HALF: u32 = 55;
/// Marks that do not begin a line.
const CLOSING: &str = "，。；：、！？）》」』】”’％";
/// Marks that some programs do not part from a number behind them: `分。5.4分`.
const BEFORE_NUMBERS: &str = "，。；：";
/// The highest row that Excel allows, in points.
pub const HIGHEST: u32 = 409;

/// Hundredths of an em in a line of a cell of that width and letters of that size.
pub fn room(quarters: u32, half_points: u8) -> u32 {
    ((quarters * QUARTER).saturating_sub(PADDING) * 2 / u32::from(half_points)).max(WHOLE)
}

/// The width of a text in one line, in hundredths of an em.
pub fn width(text: &str) -> u32 {
    text.chars().map(of).sum()
}

fn of(c: char) -> u32 {
    match c.width_cjk() {
        Some(2) => WHOLE,
        Some(1) => HALF,
        _ => 0,
    }
}

/// How many lines a text takes. Programs differ in whether a line may begin with a closing mark, and in whether signs
/// belong to the numbers beside them; the highest number is taken.
pub fn lines(text: &str, room: u32) -> u32 {
    let way = |closing, signs| Wrapping { width: of, closing, signs };
    let ways = [way("", ""), way(CLOSING, ""), way("", SIGNS), way(CLOSING, SIGNS), way(CLOSING, BEFORE_NUMBERS)];
    most_lines(text, room, &ways)
}

/// Points of a row of so many lines: the fonts that stand in for the official ones are up to 1.4 em high.
pub fn height(lines: u32, half_points: u8) -> u32 {
    (lines * u32::from(half_points) * 70).div_ceil(100) + 5
}

/// A text in parts of at most so many lines, for one row each: a row has a greatest height.
pub fn pieces(text: &str, room: u32, most: u32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in text.chars() {
        let mut longer = pieces.last().cloned().unwrap_or_default();
        longer.push(c);
        if lines(&longer, room) <= most {
            pieces.pop();
            pieces.push(longer);
        } else {
            pieces.push(c.to_string());
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_what_its_width_says() {
        // 27.5 characters of 6 points, 12 points a letter
        assert_eq!(room(110, 24), 1333);
        assert_eq!(lines("一二三四五六七八九十一二三", 1333), 1);
        assert_eq!(lines("一二三四五六七八九十一二三四", 1333), 2);
        assert_eq!(lines("甲\n乙", 1333), 2);
        // 分。 goes to the next line with 5.4
        assert_eq!(lines("本部门分值6分。5.4分，扣0.6分。", 863), 3);
    }

    #[test]
    fn a_number_is_not_broken_and_a_mark_counts_either_way() {
        assert_eq!(lines("一二三1234567", 600), 2);
        // with its comma the sixth character goes to a line of its own
        assert_eq!(lines("一二三四五六，七", 600), 2);
        assert_eq!(lines("一二三四五六七八九十一，", 600), 2);
        assert_eq!(lines("一二三四五六七八九十一二，", 600), 3);
    }

    #[test]
    fn pieces_lose_nothing() {
        let text = "资料不全，".repeat(400);
        let pieces = pieces(&text, 3500, 20);
        assert!(pieces.len() > 2 && pieces.iter().all(|piece| lines(piece, 3500) <= 20));
        assert_eq!(pieces.concat(), text);
    }
}
