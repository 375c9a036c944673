//! The line of the official text with the characters at fault underlined, for a terminal in which a
//! Chinese character is two columns wide.

use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// Lines longer than this are cut around the place at fault.
const WIDEST: usize = 72;

/// The line in which `span` (characters of `text`) begins, and under it `^^^` below the characters at fault.
///
/// # Examples
/// ```
/// let shown = jixiao::criterion::underline::underline("控制率100%，计5分", &(3..7));
/// assert_eq!(shown, "控制率100%，计5分\n      ^^^^");
/// ```
pub fn underline(text: &str, span: &Range<usize>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let start = span.start.min(chars.len());
    let line_start = chars[..start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
    let line_end = chars[start..].iter().position(|c| *c == '\n').map_or(chars.len(), |at| start + at);
    let end = span.end.clamp(start, line_end);
    let (from, to) = window(&chars, line_start..line_end, start);
    let shown: String = chars[from..to].iter().map(|c| printable(*c)).collect();
    let width = |part: &[char]| part.iter().map(|c| width(*c)).sum::<usize>();
    let marks = width(&chars[start..end.clamp(start, to)]).max(1);
    let (dots, lead) = if from > line_start { ("…", 2) } else { ("", 0) };
    let tail = if to < line_end { "…" } else { "" };
    format!("{dots}{shown}{tail}\n{}{}", " ".repeat(lead + width(&chars[from..start])), "^".repeat(marks))
}

/// The part of a line to show: all of it where it is short, else from a little before `start`.
fn window(chars: &[char], line: Range<usize>, start: usize) -> (usize, usize) {
    let total: usize = chars[line.clone()].iter().map(|c| width(*c)).sum();
    if total <= WIDEST {
        return (line.start, line.end);
    }
    let from = start.saturating_sub(8).max(line.start);
    let mut columns = 0;
    let fits = chars[from..line.end].iter().take_while(|c| {
        columns += width(**c);
        columns <= WIDEST
    });
    (from, from + fits.count())
}

/// Tabs and other control characters would move the underline.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// Columns of a character, as terminals count them: signs like ≤ and “ are one column.
fn width(c: char) -> usize {
    printable(c).width().unwrap_or(1)
}
