//! What a person types: 年度, 日期.

use crate::ground::tidy;
use crate::ground::year::{YEARS, year_meant};

/// The four digits of a year that was typed as `2024`, `2024年` or `2024年度`; empty where none was.
///
/// # Errors
/// Anything else; with the year that was meant where it is known.
pub fn year(typed: &str) -> Result<String, Option<String>> {
    let text = tidy(typed);
    match year_meant(&text) {
        _ if text.is_empty() => Ok(text),
        Some(year) if text.starts_with(&year) => Ok(year),
        other => Err(other),
    }
}

/// A date as a document has it (2025年7月1日), or empty as typed; none where it is no date.
pub fn date(typed: &str) -> Option<String> {
    let text = tidy(typed);
    if text.is_empty() {
        return Some(text);
    }
    let parts: Vec<&str> = text.trim_end_matches('日').split(['年', '月', '-', '/', '.']).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [year, month @ 1..=12, day @ 1..=31] if parts.len() == 3 && YEARS.contains(&year) => {
            Some(format!("{year}年{month}月{day}日"))
        }
        _ => None,
    }
}
