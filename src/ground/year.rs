//! 年度 as it is typed.

use crate::ground::tidy;

/// Years that can be meant.
pub const YEARS: std::ops::RangeInclusive<u32> = 1990..=2099;

/// The four digits that are meant by `2024`, `2024年度`, `24`, `'24年` or `二〇二四年`; none where no year is.
pub fn year_meant(typed: &str) -> Option<String> {
    let text = tidy(typed);
    let year = text.trim_start_matches(['\'', '’', '‘', '`', '"']);
    let year = year.trim_end_matches("度").trim_end_matches('年').trim_end_matches(".0");
    let digit = |letter: char| match letter {
        '〇' | '零' | '○' => Some('0'),
        letter if letter.is_ascii_digit() => Some(letter),
        letter => "一二三四五六七八九".chars().zip('1'..='9').find(|(word, _)| *word == letter).map(|(_, digit)| digit),
    };
    let digits = year.chars().map(digit).collect::<Option<String>>()?;
    let digits = if digits.len() == 2 { format!("20{digits}") } else { digits };
    let is_year = digits.len() == 4 && digits.parse().is_ok_and(|year| YEARS.contains(&year));
    is_year.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_known_however_it_is_written() {
        for typed in [
            "2024",
            "２０２４",
            "2024年",
            " 2024年度 ",
            "24",
            "'24",
            "’24年度",
            "24年",
            "二〇二四年",
            "二零二四",
            "2024.0",
        ] {
            assert_eq!(year_meant(typed).as_deref(), Some("2024"), "{typed}");
        }
        for typed in ["", "024", "20244", "+24", "去年", "1024", "2024-2025", "2024年上半年", "四", "2", "24.5"]
        {
            assert_eq!(year_meant(typed), None, "{typed}");
        }
    }
}
