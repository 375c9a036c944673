//! The same figure as offices write it.

use rust_decimal::Decimal;

/// ５７５．１７
pub fn full_width(number: Decimal) -> String {
    let wide = |letter: char| char::from_u32(u32::from(letter) + 0xFEE0).expect("ASCII has full-width forms");
    number.to_string().chars().map(wide).collect()
}

/// 12,345.67
pub fn grouped(number: Decimal) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "00"));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{fraction}")
}

/// １２，３４５．６７
pub fn grouped_full_width(number: Decimal) -> String {
    let wide = |letter: char| char::from_u32(u32::from(letter) + 0xFEE0).expect("ASCII has full-width forms");
    grouped(number).chars().map(wide).collect()
}

/// 575.17万元
pub fn with_unit(number: Decimal) -> String {
    format!("{number}万元")
}

/// (38.18) for −38.18
pub fn bracketed(number: Decimal) -> String {
    format!("({})", number.abs())
}

/// ▲38.18 for −38.18
pub fn triangle(number: Decimal) -> String {
    format!("▲{}", number.abs())
}

/// A number typed as text, a space before it.
pub fn as_text(number: Decimal) -> String {
    format!("\u{3000}{number}")
}
