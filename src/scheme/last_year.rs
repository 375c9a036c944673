//! 上年: the 数据项 that repeat a figure of the year before, and what that figure was called then.

use crate::ground::tidy;

/// A 数据项 that repeats one of the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastYear {
    /// Its name this year.
    pub item: &'static str,
    /// The name of the same figure in the year before.
    pub before: &'static str,
}

/// Those whose names in both years differ by more than 上年.
pub const LAST_YEAR: &[LastYear] =
    &[LastYear { item: "上年三公经费", before: "三公经费合计" }, LastYear { item: "上年结转", before: "累计结余" }];

/// Words in front of a 数据项 that make it one of the year before, the longer first.
const BEFORE: &[&str] = &["上一年度", "上年度", "上一年", "上年", "去年"];
/// Words in front of it in the year before.
const THEN: &[&str] = &["", "本年度", "本年", "当年"];

/// What a 数据项 of this year may have been called in the year before: as [`LAST_YEAR`] says, else without 上年.
/// Empty where it is no figure of the year before.
pub fn names_before(item: &str) -> Vec<String> {
    let item = tidy(item);
    if let Some(known) = LAST_YEAR.iter().find(|known| known.item == item) {
        return vec![known.before.to_string()];
    }
    let rest = BEFORE.iter().find_map(|word| item.strip_prefix(word));
    let rest = rest.map(|rest| rest.trim_start_matches('的')).filter(|rest| !rest.is_empty());
    rest.map(|rest| THEN.iter().map(|word| format!("{word}{rest}")).collect()).unwrap_or_default()
}

/// The four digits of 年度, as it is written on 参数; none where it is not written so.
pub fn year_number(year: &str) -> Option<u32> {
    let year = tidy(year);
    let digits = year.trim_end_matches("年度").trim_end_matches('年');
    digits.parse().ok().filter(|_| digits.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_comes_before_the_words() {
        assert_eq!(names_before("上年三公经费"), ["三公经费合计"]);
        assert_eq!(names_before("上年结转"), ["累计结余"]);
        assert_eq!(names_before("上年度培训人数"), ["培训人数", "本年度培训人数", "本年培训人数", "当年培训人数"]);
        for own in ["三公经费合计", "上年", "历年结余"] {
            assert_eq!(names_before(own), [""; 0], "{own}");
        }
    }

    #[test]
    fn a_year_is_read_as_offices_write_it() {
        for year in ["2024", "2024年", "２０２４年度"] {
            assert_eq!(year_number(year), Some(2024), "{year}");
        }
        for year in ["", "二〇二四", "24", "2024-2025"] {
            assert_eq!(year_number(year), None, "{year}");
        }
    }
}
