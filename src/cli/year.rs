//! 年度 as it is typed.

use crate::cli::RunError;
use crate::ground::tidy;

/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2099;

/// The four digits of a year that was typed as `2024`, `2024年` or `2024年度`; empty where none was.
///
/// # Errors
/// Anything else: 24 stands in no title.
pub fn checked(typed: &str) -> Result<String, RunError> {
    let year = tidy(typed);
    let digits = year.trim_end_matches("年度").trim_end_matches('年');
    let is_year = digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| YEARS.contains(&year));
    match year.is_empty() || is_year {
        true => Ok(digits.to_string()),
        false => Err(RunError::Usage(format!("--year 后面的“{typed}”不是年份，请写四位数字，如 --year 2024"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_four_digits_however_it_is_written() {
        for typed in ["2024", "２０２４", "2024年", " 2024年度 "] {
            assert_eq!(checked(typed).unwrap(), "2024", "{typed}");
        }
        assert_eq!(checked("").unwrap(), "");
        for typed in ["24", "024", "20244", "2024.0", "+024", "去年", "二〇二四", "1024", "2024-2025"] {
            assert!(checked(typed).unwrap_err().to_string().contains("如 --year 2024"), "{typed}");
        }
    }
}
