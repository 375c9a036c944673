//! 年度 on the command line.

use crate::cli::RunError;
use crate::jobs::typed;

/// The four digits of a year that was typed as `2024`, `2024年` or `2024年度`; empty where none was.
///
/// # Errors
/// Anything else; where it is known what was meant, it is said.
pub fn checked(typed: &str) -> Result<String, RunError> {
    typed::year(typed).map_err(|meant| {
        RunError::Usage(match meant {
            Some(year) => format!("--year 后面的“{typed}”不是四位数字；如果是{year}年，请写 --year {year}"),
            None => format!("--year 后面的“{typed}”不是年份，请写四位数字，如 --year 2024"),
        })
    })
}

/// A date as a document has it (2025年7月1日), or empty as typed.
///
/// # Errors
/// It is no date.
pub fn date(typed: &str) -> Result<String, RunError> {
    let why = || RunError::Usage(format!("--date 后面的“{typed}”不是日期，请写成 --date 2025年7月1日"));
    typed::date(typed).ok_or_else(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_printed_as_in_a_document() {
        for typed in ["2025年7月1日", "2025-07-01", "2025/7/1", "２０２５．７．１"] {
            assert_eq!(date(typed).unwrap(), "2025年7月1日", "{typed}");
        }
        assert_eq!(date(" ").unwrap(), "");
        for typed in ["7月1日", "2025年13月1日", "2025年7月32日", "明天", "2025-7", "25-7-1"] {
            assert!(date(typed).unwrap_err().to_string().contains("不是日期"), "{typed}");
        }
    }

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
