//! What a person types: 年度, 日期. `option` is what stands before it on a command line, with its space; nothing in the
//! page.

use crate::ground::tidy;
use crate::ground::year::{YEARS, year_meant};
use crate::jobs::JobError;

/// The four digits of a year that was typed as `2024`, `2024年` or `2024年度`; empty where none was.
///
/// # Errors
/// Anything else; where it is known what was meant, it is said.
pub fn year(typed: &str, option: &str) -> Result<String, JobError> {
    let text = tidy(typed);
    let why = match year_meant(&text) {
        _ if text.is_empty() => return Ok(text),
        Some(year) if text.starts_with(&year) => return Ok(year),
        Some(year) => format!("年度“{typed}”不是四位数字；如果是{year}年，请写 {option}{year}"),
        None => format!("年度“{typed}”不是年份，请写四位数字，如 {option}2024"),
    };
    Err(JobError::Said(why))
}

/// A date as a document has it (2025年7月1日), or empty as typed.
///
/// # Errors
/// It is no date.
pub fn date(typed: &str, option: &str) -> Result<String, JobError> {
    let text = tidy(typed);
    if text.is_empty() {
        return Ok(text);
    }
    let parts: Vec<&str> = text.trim_end_matches('日').split(['年', '月', '-', '/', '.']).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [year, month @ 1..=12, day @ 1..=31] if parts.len() == 3 && YEARS.contains(&year) => {
            Ok(format!("{year}年{month}月{day}日"))
        }
        _ => Err(JobError::Said(format!("日期“{typed}”不对，请写成 {option}2025年7月1日"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_printed_as_in_a_document() {
        for typed in ["2025年7月1日", "2025-07-01", "2025/7/1", "２０２５．７．１"] {
            assert_eq!(date(typed, "").unwrap(), "2025年7月1日", "{typed}");
        }
        assert_eq!(date(" ", "").unwrap(), "");
        for typed in ["7月1日", "2025年13月1日", "2025年7月32日", "明天", "2025-7", "25-7-1"] {
            assert!(date(typed, "--date ").unwrap_err().to_string().contains("请写成 --date 2025年7月1日"), "{typed}");
        }
    }

    #[test]
    fn a_year_has_four_digits_and_what_else_was_meant_is_said() {
        for typed in ["2024", "２０２４", "2024年", " 2024年度 "] {
            assert_eq!(year(typed, "").unwrap(), "2024", "{typed}");
        }
        assert_eq!(year("", "").unwrap(), "");
        for typed in ["24", "'24年度", "二〇二四"] {
            let why = year(typed, "--year ").unwrap_err().to_string();
            assert!(why.contains("如果是2024年，请写 --year 2024"), "{typed}: {why}");
        }
        for typed in ["024", "20244", "+024", "去年", "1024", "2024-2025"] {
            assert!(year(typed, "").unwrap_err().to_string().contains("如 2024"), "{typed}");
        }
    }
}
