//! Number formats: what a person sees of a number, where it is not the number itself: a unit behind it
//! (`0.00"元"`), another scale (`0.00,`, `0!.0,`), a rounded percentage.

use crate::ground::Shown;
use rust_decimal::{Decimal, RoundingStrategy, dec};
use std::str::FromStr;

/// A number format, as far as it can be told what it shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberFormat(Vec<Section>);

/// The part of a format for some numbers.
#[derive(Clone, Debug, Default)]
struct Section {
    /// The numbers it is for, where it says so: `[>=10000]`.
    condition: Option<(Comparison, Decimal)>,
    tokens: Vec<Token>,
    /// By how many thousands the number is divided.
    thousands: u32,
    /// A colour: red is a way to write minus.
    coloured: bool,
    /// Dates, fractions and powers of ten.
    other: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// `0`: a digit, be it a nought.
    Digit,
    /// `#` or `?`: a digit, if there is one.
    MaybeDigit,
    Point,
    Percent,
    /// The number as it is.
    General,
    Words(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    Unequal,
}

/// Signs of money say that it is money, not how much one of it is.
const MONEY: [char; 6] = ['¥', '￥', '$', '€', '£', '＄'];

impl NumberFormat {
    /// Reads a format; none where every number shows as it is.
    pub fn parse(code: &str) -> Option<NumberFormat> {
        let sections: Vec<Section> = sections(code).iter().take(3).map(|code| Section::parse(code)).collect();
        let format = NumberFormat(sections);
        let plain = |section: &Section| {
            let mut words = section.tokens.iter().filter(|token| matches!(token, Token::Words(_) | Token::Percent));
            section.condition.is_none()
                && section.thousands == 0
                && !section.tokens.is_empty()
                && words.next().is_none()
        };
        (format.0.len() != 1 || !format.0.iter().all(plain)).then_some(format)
    }

    /// What a person sees of a number, where it is not the number.
    pub fn shown(&self, number: Decimal) -> Option<Shown> {
        let (index, section) = self.section(number)?;
        if number.is_zero() || section.other {
            return None;
        }
        let minus = if number.is_sign_negative() && !(index == 1 && section.condition.is_none()) { "-" } else { "" };
        let text = format!("{minus}{}", section.text(number.abs())?);
        let text = text.trim();
        let percents = section.tokens.iter().filter(|token| **token == Token::Percent).count();
        let digits: String = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        let scale = if percents > 0 { Decimal::ONE_HUNDRED } else { Decimal::ONE };
        let read = Decimal::from_str(&digits).ok().map(|shown| shown / scale);
        let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
        let rounding = Decimal::new(5, (decimals + 1).min(28)) / scale;
        let same = read.is_some_and(|shown| (shown - number.abs()).abs() <= rounding);
        let sign = text.contains(['-', '(', '（', '▲', '△', '负']) || (section.coloured && index == 1);
        if !same || sign != number.is_sign_negative() {
            return Some(Shown::Otherwise(text.into()));
        }
        let bare = text.trim_start_matches(['-', '(']).trim_end_matches([')', '%']).trim();
        if bare != digits || text.matches('%').count() != percents {
            return Some(Shown::Worded(text.into()));
        }
        let rounded = read.filter(|shown| percents > 0 && *shown != number.abs());
        rounded.map(|shown| Shown::Rounded(if number.is_sign_negative() { -shown } else { shown }))
    }

    /// The section for a number, and which it is.
    fn section(&self, number: Decimal) -> Option<(usize, &Section)> {
        let last = self.0.len().checked_sub(1)?;
        let fits = |(index, section): &(usize, &Section)| match section.condition {
            Some((comparison, bound)) => comparison.holds(number, bound),
            None => match index {
                0 => last == 0 || number > Decimal::ZERO || (last == 1 && number.is_zero()),
                1 => last == 1 || number < Decimal::ZERO,
                _ => true,
            },
        };
        self.0.iter().enumerate().find(fits)
    }
}

impl Comparison {
    fn holds(self, number: Decimal, bound: Decimal) -> bool {
        match self {
            Comparison::Less => number < bound,
            Comparison::LessOrEqual => number <= bound,
            Comparison::Greater => number > bound,
            Comparison::GreaterOrEqual => number >= bound,
            Comparison::Equal => number == bound,
            Comparison::Unequal => number != bound,
        }
    }
}

impl Section {
    fn parse(code: &str) -> Section {
        let (mut section, mut commas) = (Section::default(), 0);
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            // commas between digits part thousands; those behind the last digit divide
            if commas > 0 && letter != ',' {
                if !matches!(letter, '0' | '#' | '?') {
                    section.thousands += commas;
                }
                commas = 0;
            }
            match letter {
                '"' => section.words(&letters.by_ref().take_while(|letter| *letter != '"').collect::<String>()),
                '\\' | '!' => section.words(&letters.next().map(String::from).unwrap_or_default()),
                '_' | '*' => _ = letters.next(),
                '[' => section.bracket(&letters.by_ref().take_while(|letter| *letter != ']').collect::<String>()),
                '0' => section.tokens.push(Token::Digit),
                '#' | '?' => section.tokens.push(Token::MaybeDigit),
                '.' => section.tokens.push(Token::Point),
                '%' => section.tokens.push(Token::Percent),
                '@' => section.tokens.push(Token::General),
                ',' if section.has_digits() => commas += 1,
                'G' | 'g' => {
                    let rest = letters.as_str();
                    let name = ["eneral", "/通用格式"]
                        .iter()
                        .find(|name| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
                    section.other |= name.is_none();
                    letters = rest[name.map_or(0, |name| name.len())..].chars();
                    section.tokens.push(Token::General);
                }
                'E' | 'e' | '/' => section.other = true,
                letter if letter.is_ascii_alphabetic() => section.other = true,
                letter => section.words(&letter.to_string()),
            }
        }
        section.thousands += commas;
        section
    }

    fn has_digits(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Digit | Token::MaybeDigit))
    }

    fn words(&mut self, words: &str) {
        let words: String = words.chars().filter(|letter| !MONEY.contains(letter)).collect();
        if !words.is_empty() {
            self.tokens.push(Token::Words(words));
        }
    }

    /// `[Red]`, `[>=10000]`, `[$¥-804]`, `[DBNum1]`, `[h]`.
    fn bracket(&mut self, inside: &str) {
        const SIGNS: [(&str, Comparison); 6] = [
            (">=", Comparison::GreaterOrEqual),
            ("<=", Comparison::LessOrEqual),
            ("<>", Comparison::Unequal),
            (">", Comparison::Greater),
            ("<", Comparison::Less),
            ("=", Comparison::Equal),
        ];
        let compared = SIGNS.iter().find_map(|(sign, comparison)| {
            let bound = inside.strip_prefix(sign)?.trim();
            Some((*comparison, Decimal::from_str(bound).ok()?))
        });
        match (compared, inside.chars().next()) {
            (Some(_), _) => self.condition = compared,
            (None, Some('$')) => self.words(inside[1..].split('-').next().unwrap_or_default()),
            (None, Some('h' | 'H' | 'm' | 'M' | 's' | 'S')) if inside.len() <= 2 => self.other = true,
            (None, Some('D' | 'd')) => (),
            _ => self.coloured = true,
        }
    }

    /// A number that is not negative as this section writes it, thousands not parted.
    fn text(&self, number: Decimal) -> Option<String> {
        let percents = self.tokens.iter().filter(|token| **token == Token::Percent).count();
        let mut value = number;
        for _ in 0..percents {
            value = value.checked_mul(Decimal::ONE_HUNDRED)?;
        }
        for _ in 0..self.thousands {
            value = value.checked_div(dec!(1000))?;
        }
        let point = self.tokens.iter().position(|token| *token == Token::Point).unwrap_or(self.tokens.len());
        let (before, after) = self.tokens.split_at(point);
        let is_digit = |token: &&Token| matches!(token, Token::Digit | Token::MaybeDigit);
        let decimals = after.iter().filter(is_digit).count() as u32;
        let rounded = value.round_dp_with_strategy(decimals.min(28), RoundingStrategy::MidpointAwayFromZero);
        let written = format!("{rounded:.*}", decimals as usize);
        let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
        let general = number.normalize().to_string();
        let mut text = whole_part(before, whole.trim_start_matches('0'), &general);
        let mut digits = fraction.chars();
        for token in after {
            match token {
                Token::Digit | Token::MaybeDigit => text.extend(digits.next()),
                Token::Point => text.push('.'),
                Token::Percent => text.push('%'),
                Token::General => text.push_str(&general),
                Token::Words(words) => text.push_str(words),
            }
        }
        Some(text)
    }
}

/// The tokens before the point with the digits of the whole number, from the right; the first digit takes what is left.
fn whole_part(tokens: &[Token], whole: &str, general: &str) -> String {
    let is_digit = |token: &Token| matches!(token, Token::Digit | Token::MaybeDigit);
    let first = tokens.iter().position(is_digit);
    let mut left: Vec<char> = whole.chars().collect();
    let mut pieces: Vec<String> = Vec::new();
    for (index, token) in tokens.iter().enumerate().rev() {
        pieces.push(match token {
            Token::Digit | Token::MaybeDigit if Some(index) == first && !left.is_empty() => left.drain(..).collect(),
            Token::Digit => left.pop().unwrap_or('0').to_string(),
            Token::MaybeDigit => left.pop().map(String::from).unwrap_or_default(),
            Token::Point => ".".to_string(),
            Token::Percent => "%".to_string(),
            Token::General => general.to_string(),
            Token::Words(words) => words.clone(),
        });
    }
    pieces.into_iter().rev().collect()
}

/// The sections of a format, parted by `;` outside quotes and escapes.
fn sections(code: &str) -> Vec<String> {
    let (mut sections, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for letter in code.chars() {
        let parts = letter == ';' && !quoted && !escaped;
        quoted ^= letter == '"' && !escaped;
        escaped = !escaped && !quoted && matches!(letter, '\\' | '!' | '_' | '*');
        match sections.last_mut() {
            Some(section) if !parts => section.push(letter),
            _ => sections.push(String::new()),
        }
    }
    sections
}

/// Whether a number format shows percentages: `%` outside quotes, escapes and brackets.
pub(crate) fn shows_percent(format: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => (),
            '\\' | '!' | '_' | '*' => _ = letters.next(),
            '[' => bracketed = true,
            ']' => bracketed = false,
            '%' if !bracketed => return true,
            _ => (),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What shows, with `=` before what is the same number.
    fn shown(code: &str, number: Decimal) -> String {
        match NumberFormat::parse(code).and_then(|format| format.shown(number)) {
            None => "as it is".to_string(),
            Some(Shown::Rounded(number)) => format!("~{}", number.normalize()),
            Some(Shown::Worded(text)) => format!("={text}"),
            Some(Shown::Otherwise(text)) => text.to_string(),
        }
    }

    #[test]
    fn units_and_scales_are_shown_as_a_person_sees_them() {
        for (code, expected) in [
            ("General", "as it is"),
            ("0.00", "as it is"),
            ("#,##0.00", "as it is"),
            ("#,##0.00_);(#,##0.00)", "as it is"),
            ("#,##0;[Red]-#,##0", "as it is"),
            ("_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", "as it is"),
            ("[$¥-804]#,##0.00", "as it is"),
            ("\"¥\"#,##0.00", "as it is"),
            ("0.00\"元\"", "=987000.00元"),
            ("0.00元", "=987000.00元"),
            ("#,##0.00\"亿元\"", "=987000.00亿元"),
            ("General\"元\"", "=987000元"),
            ("G/通用格式\"元\"", "=987000元"),
            ("0\"人\"", "=987000人"),
            ("0.00,", "987.00"),
            ("#,##0,", "987"),
            ("#,##0.0,,", "1.0"),
            ("0!.0,", "98.7"),
            ("0\\.0,\"万元\"", "98.7万元"),
            ("0\".\"0,", "98.7"),
            ("#!.0000\"万\"", "98.7000万"),
            ("[>=10000]0!.0,\"万元\";0\"元\"", "98.7万元"),
            ("[<10000]0\"元\";0!.0,\"万元\"", "98.7万元"),
            ("0\"00\"", "98700000"),
            ("\"约\"0", "=约987000"),
            (";;;", ""),
            ("\"保密\"", "保密"),
            ("0.00;-0.00;;@", "as it is"),
            ("yyyy-mm-dd", "as it is"),
            ("0.00E+00", "as it is"),
            ("# ?/?", "as it is"),
            ("\"", ""),
            ("\\", ""),
            ("", ""),
        ] {
            assert_eq!(shown(code, dec!(987000)), expected, "{code}");
        }
    }

    #[test]
    fn signs_and_roundings_are_no_other_number() {
        for (code, number, expected) in [
            ("0.00_);(0.00)", dec!(-38.18), "as it is"),
            ("0.00;[Red]0.00", dec!(-38.18), "as it is"),
            ("0.00;0.00", dec!(-38.18), "38.18"),
            ("0.00;\"▲\"0.00", dec!(-38.18), "=▲38.18"),
            ("0.00\"元\"", dec!(-38.18), "=-38.18元"),
            ("0", dec!(95.6), "as it is"),
            ("0.0\"人\"", dec!(95.66), "=95.7人"),
            ("0.00%", dec!(0.949999988), "~0.95"),
            ("0%", dec!(0.946), "~0.95"),
            ("0.00%", dec!(0.95), "as it is"),
            ("0.00%;-0.00%", dec!(-0.949999988), "~-0.95"),
            ("0.0%\"左右\"", dec!(0.95), "=95.0%左右"),
            ("0.00,", dec!(0), "as it is"),
            ("#.##\"万\"", dec!(0.5), "=.50万"),
            ("0!.0,", dec!(300), "0.0"),
            ("0.00", dec!(79228162514264337593543950335), "as it is"),
            ("0.00%", dec!(79228162514264337593543950335), "as it is"),
        ] {
            assert_eq!(shown(code, number), expected, "{code} {number}");
        }
    }

    #[test]
    fn a_percent_sign_counts_only_where_it_is_a_format() {
        for percent in ["0%", "0.00%", "0.00%;[Red]-0.00%", "#,##0.0_ %"] {
            assert!(shows_percent(percent), "{percent}");
        }
        for plain in ["General", "0.00", "0\"%\"", "0\\%", "0!%", "[%]0", "0.00_%"] {
            assert!(!shows_percent(plain), "{plain}");
        }
    }
}
