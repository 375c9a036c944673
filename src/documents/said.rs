//! Texts of the program as they stand in print: quotes, blanks, signs, figures that are nobody's business.

use crate::ground::personal::personal_number;

/// Digits at either end of a number that stay.
const KEPT: usize = 4;

/// `“甲”、“乙”` → `“甲”“乙”`, as GB/T 15834 wants it.
pub fn side_by_side(text: &str) -> String {
    text.replace("”、“", "”“")
}

/// `支付进度：“例数”填报有误` → `支付进度“例数”填报有误`, behind another colon.
pub fn without_colons(text: &str) -> String {
    text.replace("：“", "“").replace("单位：", "单位为").replace("：尚未", "尚未").replace('：', "，")
}

/// Brackets around others are square ones, as GB/T 15834 wants it: ［社会效益4分（没有达到目标）］.
pub fn unnested(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut open: Vec<(usize, bool)> = Vec::new();
    for at in 0..letters.len() {
        match letters[at] {
            '（' => {
                open.iter_mut().for_each(|(_, is_around)| *is_around = true);
                open.push((at, false));
            }
            '）' => {
                if let Some((from, true)) = open.pop() {
                    (letters[from], letters[at]) = ('［', '］');
                }
            }
            _ => {}
        }
    }
    letters.into_iter().collect()
}

/// Without blanks beside Chinese letters; signs of a formula as wide as these.
pub fn closed_up(text: &str) -> String {
    let signs = [(" = ", "＝"), (" + ", "＋"), (" - ", "－"), (" × ", "×"), (" ÷ ", "÷")];
    let text = signs.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to));
    let letters: Vec<char> = text.chars().collect();
    let is_wide = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| !letter.is_ascii());
    let is_kept = |at: usize| letters[at] != ' ' || !(is_wide(at.checked_sub(1)) || is_wide(Some(at + 1)));
    (0..letters.len()).filter(|at| is_kept(*at)).map(|at| letters[at]).collect()
}

/// A telephone, an identity or an account number shows its ends only: `4367****8901`.
pub fn masked(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, number, after)) =
        personal_number(rest).and_then(|number| rest.split_once(number).map(|(before, after)| (before, number, after)))
    {
        let letters: Vec<char> = number.chars().collect();
        shown += before;
        shown.extend(&letters[..KEPT]);
        shown += "****";
        shown.extend(&letters[letters.len() - KEPT..]);
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::statistics::quoted;

    #[test]
    fn a_name_with_quotes_keeps_them_within_others() {
        assert_eq!(quoted("“三公经费”控制率"), "“‘三公经费’控制率”");
        assert_eq!(unnested("共4分（甲1分（差），乙3分）（丙）"), "共4分［甲1分（差），乙3分］（丙）");
        assert_eq!(side_by_side("缺“甲”、“乙”"), "缺“甲”“乙”");
        assert_eq!(without_colons("核对后填写数字，单位：万元"), "核对后填写数字，单位为万元");
        assert_eq!(without_colons("支付进度：“例数”填报有误"), "支付进度“例数”填报有误");
    }

    #[test]
    fn blanks_beside_chinese_letters_close_up_and_others_stay() {
        assert_eq!(closed_up("甲 = 乙 + 丙，可能是 95%，填 95% 或 0.95%"), "甲＝乙＋丙，可能是95%，填95%或0.95%");
        assert_eq!(closed_up("A B 16.85（万元）"), "A B 16.85（万元）");
    }

    #[test]
    fn a_number_of_an_account_shows_its_ends() {
        assert_eq!(masked("填的是4367420012345678901，数字过大"), "填的是4367****8901，数字过大");
        assert_eq!(masked("填的是168500元"), "填的是168500元");
    }
}
