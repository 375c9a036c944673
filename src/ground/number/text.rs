//! Figures typed as text: `１，２３４．５０`, `575.17万元`, `（38.18）`, `▲38.18`, `115.82％`, `无`.

use crate::ground::finding::Code;
use crate::ground::number::tidy::{half_width, is_space};
use crate::ground::number::unit::{Unit, split_suffix};
use crate::ground::number::{Figure, LARGEST, NOISE, bare_percent, fault, percent_text, too_large};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Words for "does not apply here".
const NOT_APPLICABLE: [&str; 8] = ["无", "不适用", "不涉及", "未涉及", "无此项", "无此项目", "N/A", "NA"];

/// Reads the text of a cell.
pub(super) fn read(text: &str, unit: Unit) -> Figure {
    let plain = plain(text);
    if plain.is_empty() {
        return Figure::Blank;
    }
    if is_not_applicable(&plain) {
        return Figure::NotApplicable;
    }
    match parse(&plain) {
        // noise, as in a number cell
        Ok(Parsed { number, .. }) if !number.is_zero() && number.abs() < NOISE => {
            Figure::Number { value: Decimal::ZERO, normalised: Some("0".into()) }
        }
        Ok(Parsed { number, unit: None }) if unit == Unit::Percent => said(bare_percent(number), text, unit),
        Ok(Parsed { number, unit: None }) => said(Figure::Number { value: number, normalised: None }, text, unit),
        Ok(Parsed { number, unit: Some(written) }) if written == unit => {
            let value = if unit == Unit::Percent { number / Decimal::ONE_HUNDRED } else { number };
            let used = used(value, unit);
            let same = used == text;
            Figure::Number { value, normalised: (!same).then_some(used) }
        }
        Ok(Parsed { number, unit: Some(written) }) => mismatch(&shown(text), number, written, unit),
        Err(Trouble::TooLarge) => too_large(&shown(text), unit),
        Err(Trouble::Grouping) => {
            let advice = "千分位逗号的位置不对，请核对：是漏了数字，还是把小数点写成了逗号";
            fault(Code::Unreadable, unit, format!("“{}”", shown(text)), advice)
        }
        Err(Trouble::NoNumber) => fault(
            Code::Unreadable,
            unit,
            format!("“{}”", shown(text)),
            "请只填数字；没有这一项的填“无”，说明写在说明列",
        ),
    }
}

/// Reads what a number format shows of `number`: it must be that number in the unit of the column.
pub(super) fn read_shown(text: &str, number: Decimal, unit: Unit) -> Figure {
    let shown = parse(&plain(text)).ok();
    let in_unit = shown.as_ref().and_then(|shown| match shown.unit {
        None if unit == Unit::Percent => None,
        None => Some(shown.number),
        Some(Unit::Percent) => Some(shown.number / Decimal::ONE_HUNDRED),
        Some(written) if written == unit => Some(shown.number),
        Some(written) => written.convert(shown.number, unit),
    });
    let last = text.rsplit_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    let coarse = shown.as_ref().and_then(|shown| shown.unit?.convert(Decimal::ONE, unit)).unwrap_or(Decimal::ONE);
    let rounding = Decimal::new(5, (last as u32 + 1).min(28)) * coarse;
    if in_unit.is_some_and(|shown| (shown - number).abs() <= rounding) {
        return Figure::Number { value: number, normalised: None };
    }
    // 95 that shows as 95%, by a format that is none of percentages
    if unit == Unit::Percent && shown.as_ref().is_some_and(|shown| shown.unit == Some(unit) && shown.number == number) {
        return Figure::Number { value: number / Decimal::ONE_HUNDRED, normalised: None };
    }
    let (stored, seen) = (number.normalize(), self::shown(text));
    let advice = "请把单元格的数字格式改为“常规”或“数值”，核对后按本列的单位重填";
    let code = if shown.is_some() { Code::UnitMismatch } else { Code::Unreadable };
    match shown {
        Some(Parsed { number: there, unit: Some(written) }) if there == stored && written != unit => {
            mismatch(&seen, there, written, unit)
        }
        _ if seen.is_empty() => fault(code, unit, format!("单元格存的是 {stored}，它的数字格式不显示这个数"), advice),
        _ => fault(code, unit, format!("单元格存的是 {stored}，按它的数字格式显示为“{seen}”"), advice),
    }
}

/// Adds the number used where the text writes it in another way.
fn said(figure: Figure, text: &str, unit: Unit) -> Figure {
    match figure {
        Figure::Number { value, normalised: None } if !is_plain_number(text) => {
            Figure::Number { value, normalised: Some(used(value, unit)) }
        }
        other => other,
    }
}

/// The number used, in words.
fn used(value: Decimal, unit: Unit) -> String {
    if unit == Unit::Percent { percent_text(value) } else { value.normalize().to_string() }
}

fn is_plain_number(text: &str) -> bool {
    !text.contains('_') && Decimal::from_str(text).is_ok()
}

/// The text for a message: on one line, not endless.
fn shown(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(30) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// One writing for all: half-width, no spaces around anything, a space between digits kept as a comma.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut gap = false;
    for letter in text.chars().flat_map(half_width) {
        if is_space(letter) {
            gap |= letter.is_whitespace();
            continue;
        }
        let letter = unify(letter);
        if gap && letter.is_ascii_digit() && plain.ends_with(|c: char| c.is_ascii_digit()) {
            plain.push(',');
        }
        gap = false;
        plain.push(letter);
    }
    plain.trim_start_matches(['\'', '`']).to_string()
}

fn unify(letter: char) -> char {
    match letter {
        '‐'..='―' | '−' | '─' | '━' | '▲' | '△' | '▼' | '▽' | '负' => '-',
        '‘' | '’' => '\'',
        '∕' | '╱' => '/',
        other => other,
    }
}

/// 无, 不适用, and marks that stand for them.
fn is_not_applicable(plain: &str) -> bool {
    let only = |mark: char| plain.chars().all(|letter| letter == mark);
    only('-') || only('/') || only('\\') || NOT_APPLICABLE.contains(&plain.to_ascii_uppercase().as_str())
}

struct Parsed {
    number: Decimal,
    unit: Option<Unit>,
}

enum Trouble {
    NoNumber,
    Grouping,
    TooLarge,
}

/// figure = ["¥"] ( "(" number [unit] ")" [unit] | sign number [unit] )
fn parse(plain: &str) -> Result<Parsed, Trouble> {
    let (plain, yuan) = match plain.strip_prefix(['¥', '￥']) {
        Some(rest) => (rest, Some(Unit::Yuan)),
        None => (plain, None),
    };
    let (body, outer) = split_suffix(plain);
    let bracketed = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (body, inner) = bracketed.map_or((body, None), split_suffix);
    if [yuan, outer, inner].iter().flatten().count() > 1 && yuan.is_none() {
        return Err(Trouble::NoNumber);
    }
    let (body, negative) = match (bracketed, body.strip_prefix('-'), body.strip_prefix('+')) {
        (Some(_), _, _) => (body, true),
        (None, Some(rest), _) => (rest, true),
        (None, None, Some(rest)) => (rest, false),
        (None, None, None) => (body, false),
    };
    let number = unsigned(body)?;
    if number > LARGEST {
        return Err(Trouble::TooLarge);
    }
    Ok(Parsed { number: if negative && !number.is_zero() { -number } else { number }, unit: outer.or(inner).or(yuan) })
}

/// digits with or without thousands separators, a fraction, or scientific notation.
fn unsigned(text: &str) -> Result<Decimal, Trouble> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        if !digits(whole) || !digits(fraction) || !digits(power) {
            return Err(Trouble::NoNumber);
        }
        let number = Decimal::from_scientific(text).map_err(|_| Trouble::TooLarge)?;
        // what is no noise must be a number that could be written out as well
        return if number < NOISE { Ok(number) } else { unsigned(&number.normalize().to_string()) };
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let groups: Vec<&str> = whole.split(',').collect();
    if !digits(fraction) || !groups.iter().all(|group| digits(group)) {
        return Err(Trouble::NoNumber);
    }
    let grouped = groups.len() > 1;
    if grouped && (groups[0].len() > 3 || groups[1..].iter().any(|group| group.len() != 3)) {
        return Err(Trouble::Grouping);
    }
    let whole = groups.concat();
    if whole.len() + fraction.len() > 27 {
        return Err(Trouble::TooLarge);
    }
    Decimal::from_str(&format!("{whole}.{fraction}")).map(|n| n.normalize()).map_err(|_| Trouble::NoNumber)
}

/// A unit in the cell that is not the column's: both readings, never converted.
fn mismatch(text: &str, number: Decimal, written: Unit, unit: Unit) -> Figure {
    let (number, there, here) = (number.normalize(), written.name(), unit.name());
    let found = format!("“{text}”，写明的单位是{there}");
    let advice = match written.convert(number, unit) {
        Some(converted) => {
            format!("如果确是 {number} {there}，请填 {converted}（{here}）；如果是 {number} {here}，请去掉“{there}”")
        }
        None if unit == Unit::Plain => "请核对单位，只填数字，并在表头写明单位".to_string(),
        None => format!("请核对单位，按“{here}”填写数字"),
    };
    fault(Code::UnitMismatch, unit, found, &advice)
}
