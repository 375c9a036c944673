//! 年度 on the command line.

use crate::cli::RunError;
use crate::ground::tidy;
use crate::ground::year::year_meant;

/// The four digits of a year that was typed as `2024`, `2024年` or `2024年度`; empty where none was.
///
/// # Errors
/// Anything else; where it is known what was meant, it is said.
pub fn checked(typed: &str) -> Result<String, RunError> {
    let text = tidy(typed);
    match year_meant(&text) {
        _ if text.is_empty() => Ok(text),
        Some(year) if text.starts_with(&year) => Ok(year),
        Some(year) => {
            let why = format!("--year 后面的“{typed}”不是四位数字；如果是{year}年，请写 --year {year}");
            Err(RunError::Usage(why))
        }
        None => Err(RunError::Usage(format!("--year 后面的“{typed}”不是年份，请写四位数字，如 --year 2024"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_four_digits_and_what_else_was_meant_is_said() {
        for typed in ["2024", "２０２４", "2024年", " 2024年度 "] {
            assert_eq!(checked(typed).unwrap(), "2024", "{typed}");
        }
        assert_eq!(checked("").unwrap(), "");
        for typed in ["24", "'24年度", "二〇二四"] {
            assert!(checked(typed).unwrap_err().to_string().contains("如果是2024年，请写 --year 2024"), "{typed}");
        }
        for typed in ["024", "20244", "+024", "去年", "1024", "2024-2025"] {
            assert!(checked(typed).unwrap_err().to_string().contains("如 --year 2024"), "{typed}");
        }
    }
}
