//! Telephone numbers, 身份证号 and long numbers like those of bank cards in a text, however they are written: 138 0013 8000, 1380013-8000, １３８…

/// What may stand between the groups of one number.
const BETWEEN: [char; 9] = [' ', '\u{3000}', '\u{a0}', '-', '－', '‐', '–', '—', '·'];
/// Digits of a 身份证号.
const IDENTITY: usize = 18;
/// Digits of the number of an account: no amount has so many.
const ACCOUNT: std::ops::RangeInclusive<usize> = 15..=19;
/// Digits of a group of it.
const GROUP: usize = 4;
/// Digits of a mobile telephone, and of one with 86 before it.
const MOBILE: usize = 11;

/// The first telephone number, 身份证号 or number of an account of a text, as it is written.
pub fn personal_number(text: &str) -> Option<&str> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < letters.len() {
        if !is_digit(letters[at].1) || at > 0 && is_digit(letters[at - 1].1) {
            at += 1;
            continue;
        }
        if let Some(end) = number_from(&letters, at).or_else(|| account_from(&letters, at)) {
            let last = letters.get(end).map_or(text.len(), |(byte, _)| *byte);
            return Some(&text[letters[at].0..last]);
        }
        at += 1;
    }
    None
}

/// Where a telephone number or 身份证号 ends that begins here, with one group of digits or several.
fn number_from(letters: &[(usize, char)], from: usize) -> Option<usize> {
    let mut digits = String::new();
    let mut at = from;
    let first_group = letters[from..].iter().take_while(|(_, letter)| is_digit(*letter)).count();
    loop {
        while let Some(digit) = letters.get(at).and_then(|(_, letter)| digit(*letter)) {
            digits.push(digit);
            at += 1;
        }
        let next = letters.get(at).map(|(_, letter)| *letter);
        let is_amount = matches!(next, Some('.' | '．')) && letters.get(at + 1).is_some_and(|(_, one)| is_digit(*one));
        if digits.len() == IDENTITY - 1 && matches!(next, Some('x' | 'X' | 'ｘ' | 'Ｘ')) && is_birth(&digits) {
            return Some(at + 1);
        }
        if !is_amount && (is_telephone(&digits, first_group) || digits.len() == IDENTITY && is_birth(&digits)) {
            return Some(at);
        }
        let gap = letters[at..].iter().take_while(|(_, letter)| BETWEEN.contains(letter)).count();
        let goes_on = letters.get(at + gap).is_some_and(|(_, letter)| is_digit(*letter) || matches!(letter, 'x' | 'X'));
        if digits.len() >= IDENTITY || gap == 0 || gap > 2 || !goes_on {
            return None;
        }
        at += gap;
        if digits.len() == IDENTITY - 1 && matches!(letters[at].1, 'x' | 'X') && is_birth(&digits) {
            return Some(at + 1);
        }
        if !is_digit(letters[at].1) {
            return None;
        }
    }
}

/// Where the number of an account ends that begins here: 15 to 19 digits in one, or in groups of four.
fn account_from(letters: &[(usize, char)], from: usize) -> Option<usize> {
    let is_fraction = from > 0 && matches!(letters[from - 1].1, '.' | '．');
    let mut count = 0;
    let mut at = from;
    loop {
        let group = letters[at..].iter().take_while(|(_, letter)| is_digit(*letter)).count();
        (count, at) = (count + group, at + group);
        let is_next = letters.get(at).is_some_and(|(_, letter)| BETWEEN.contains(letter))
            && letters.get(at + 1).is_some_and(|(_, letter)| is_digit(*letter));
        if group != GROUP || !is_next {
            break;
        }
        at += 1;
    }
    let is_amount = matches!(letters.get(at).map(|(_, letter)| *letter), Some('.' | '．'))
        && letters.get(at + 1).is_some_and(|(_, one)| is_digit(*one));
    (ACCOUNT.contains(&count) && !is_fraction && !is_amount).then_some(at)
}

fn digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
        _ => None,
    }
}

fn is_digit(letter: char) -> bool {
    digit(letter).is_some()
}

/// A mobile telephone (138…, 86138…), or one with the number of its place (0591…, 010…), which has three or four digits.
fn is_telephone(digits: &str, first_group: usize) -> bool {
    let mobile = |digits: &str| digits.len() == MOBILE && digits.starts_with('1') && !digits.starts_with("10");
    let is_place = [3, 4, digits.len()].contains(&first_group);
    let of_place =
        is_place && digits.starts_with('0') && !digits.starts_with("00") && (10..=12).contains(&digits.len());
    mobile(digits) || digits.strip_prefix("86").or_else(|| digits.strip_prefix("0086")).is_some_and(mobile) || of_place
}

/// Whether the date of birth of a 身份证号 can be one.
fn is_birth(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let (year, month, day) = (part(6, 10), part(10, 12), part(12, 14));
    year.is_some_and(|year| (1900..2100).contains(&year))
        && month.is_some_and(|month| (1..=12).contains(&month))
        && day.is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_and_identity_numbers_are_found_however_they_are_written() {
        for (text, found) in [
            ("联系人：张三13800138000", "13800138000"),
            ("电话138 0013 8000，", "138 0013 8000"),
            ("1380013-8000 2024年", "1380013-8000"),
            ("１３８００１３８０００", "１３８００１３８０００"),
            ("+86-13800138000", "86-13800138000"),
            ("8613800138000", "8613800138000"),
            ("0730-8880000", "0730-8880000"),
            ("身份证430602199001011234。", "430602199001011234"),
            ("430602 19900101 123x", "430602 19900101 123x"),
            ("43060219900101123X", "43060219900101123X"),
            ("2024年 13800138000", "13800138000"),
            ("12 13800138000", "13800138000"),
            ("卡号6222020200112233445", "6222020200112233445"),
            ("6222 0202 0011 2233 445，", "6222 0202 0011 2233 445"),
            ("6222020200112233。", "6222020200112233"),
        ] {
            assert_eq!(personal_number(text), Some(found), "{text}");
        }
    }

    #[test]
    fn amounts_dates_and_other_numbers_are_none() {
        for text in [
            "12345678901.25元",
            "2024-01-15 2024-02-03",
            "4398.48÷4920×100%＝89.40%",
            "财绩〔2025〕5号",
            "138001380001",
            "9876543210",
            "",
            "112.53÷155.00",
            "2020 2021 2022",
            "05-06 2024 07-08",
            "0.123456789012345678",
            "123456789012345.67元",
            "2019 2020 2021",
        ] {
            assert_eq!(personal_number(text), None, "{text}");
        }
    }
}
