//! The style of each [`Role`], [`Tint`] and [`Format`](Shown): the fonts of an official document (公文),
//! thin borders, light fills that stay readable in a black-and-white print.

use crate::ground::quantity::to_cell;
use crate::workbook::sheet::{AnnexPart, Cell, Format as Shown, Role, Tint, Value};
use indexmap::IndexSet;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};
use std::collections::BTreeMap;

/// The character set of GB 2312: programs that lack a font choose another Chinese one by it.
pub(crate) const CHINESE: u8 = 134;

const BODY: &str = "仿宋";
const HEADING: &str = "黑体";
const TITLE: &str = "方正小标宋简体";
const ANNEX_BODY: &str = "仿宋_GB2312";
const ANNEX_GROUP: &str = "楷体_GB2312";
/// Digits and Latin letters of an official document; no Chinese font.
const DIGITS: &str = "Times New Roman";
const LINK_COLOUR: u32 = 0x05_63_C1;

/// The style of a role before its tint and number format.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Font size in points; half a point more where it is of [`Role::Annex`] and uneven.
    pub(crate) size: u32,
    /// Half a point more.
    half: bool,
    /// Whether long text runs on in further lines.
    pub(crate) wrap: bool,
    font: &'static str,
    bold: bool,
    border: bool,
    align: FormatAlign,
    fill: Option<u32>,
}

impl Style {
    /// Font size in points.
    fn points(&self) -> Decimal {
        Decimal::from(self.size) + Decimal::new(if self.half { 5 } else { 0 }, 1)
    }
}

/// The style of a role.
pub(crate) fn role_style(role: Role) -> Style {
    let free = Style {
        size: 11,
        half: false,
        wrap: true,
        font: BODY,
        bold: false,
        border: false,
        align: FormatAlign::Left,
        fill: None,
    };
    let table = Style { border: true, ..free };
    match role {
        Role::Attachment => Style { font: HEADING, size: 14, wrap: false, ..free },
        Role::Title => Style { font: TITLE, size: 20, align: FormatAlign::Center, ..free },
        Role::Unit => Style { align: FormatAlign::Right, wrap: false, ..free },
        Role::Section => Style { font: HEADING, size: 14, bold: true, wrap: false, ..free },
        Role::Note => free,
        Role::Header => {
            Style { font: HEADING, bold: true, align: FormatAlign::Center, fill: Some(0xE9_ED_F2), ..table }
        }
        Role::Label => Style { font: HEADING, align: FormatAlign::Center, ..table },
        Role::Text => table,
        Role::Centre => Style { align: FormatAlign::Center, ..table },
        Role::Number => Style { align: FormatAlign::Right, wrap: false, ..table },
        Role::Total => Style { bold: true, align: FormatAlign::Right, fill: Some(0xF5_F5_F5), ..table },
        Role::Input => Style { align: FormatAlign::General, fill: Some(0xFF_FD_EE), ..table },
        Role::InputText => Style { align: FormatAlign::Left, ..role_style(Role::Input) },
        Role::InputCentre => Style { align: FormatAlign::Center, ..role_style(Role::Input) },
        Role::Plain => Style { align: FormatAlign::General, ..table },
        Role::Figure => Style { font: HEADING, size: 20, bold: true, align: FormatAlign::Center, wrap: false, ..table },
        Role::Caption => Style { align: FormatAlign::Center, ..table },
        Role::Banner => Style { font: HEADING, bold: true, fill: Some(0xFF_F2_CC), ..table },
        Role::Annex(part, half_points) => {
            let (size, half) = (u32::from(half_points / 2), half_points % 2 == 1);
            Style { size, half, ..annex_style(part, Style { font: ANNEX_BODY, ..free }) }
        }
    }
}

/// The style of a part of an annex, but for its size.
fn annex_style(part: AnnexPart, free: Style) -> Style {
    let (table, centre) = (Style { border: true, ..free }, FormatAlign::Center);
    match part {
        AnnexPart::Mark | AnnexPart::Section => Style { font: HEADING, wrap: false, ..free },
        AnnexPart::Title => Style { font: TITLE, align: centre, wrap: false, ..free },
        AnnexPart::Unit => Style { align: FormatAlign::Right, wrap: false, ..free },
        AnnexPart::Group => Style { font: ANNEX_GROUP, ..table },
        AnnexPart::Header => Style { font: HEADING, align: centre, fill: Some(0xF2_F2_F2), ..table },
        AnnexPart::Paragraph => free,
        AnnexPart::Text => table,
        AnnexPart::Centre => Style { align: centre, ..table },
        AnnexPart::Number => Style { font: DIGITS, align: FormatAlign::Right, wrap: false, ..table },
        AnnexPart::Figure => Style { font: DIGITS, align: centre, wrap: false, ..table },
    }
}

/// The fill of a tint.
fn fill(tint: Tint) -> u32 {
    match tint {
        Tint::Must => 0xFF_C7_CE,
        Tint::Hint => 0xFF_EB_9C,
        Tint::Normalised => 0xDD_EB_F7,
        Tint::Pending => 0xFC_E4_D6,
        Tint::NotApplicable => 0xE7_E6_E6,
        Tint::Adopted => 0xE4_DF_EC,
        Tint::RateHigh => 0xEB_F5_E4,
        Tint::RateMiddle => 0xF4_F6_D2,
        Tint::RateLow => 0xF8_D9_CC,
        Tint::Group => 0xDC_E3_EC,
    }
}

/// The number format, none for General.
pub(crate) fn number_format(shown: Shown) -> Option<String> {
    match shown {
        Shown::General => None,
        Shown::Whole | Shown::Places(0) => Some("0".into()),
        Shown::Places(places) => Some(format!("0.{}", "0".repeat(places as usize))),
        Shown::Amount => Some("#,##0.00".into()),
        Shown::Percent => Some("0.00%".into()),
        Shown::Signed(places, sign) => {
            let number = number_format(Shown::Places(places)).unwrap_or_default();
            Some(format!("{number}\"{sign}\""))
        }
    }
}

/// All that the style of a cell depends on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StyleKey {
    role: Role,
    tint: Option<Tint>,
    shown: Shown,
    linked: bool,
    /// Text that Excel would take for a formula once a user edits it.
    like_formula: bool,
    /// 合计 and other text among totals is centred.
    label: bool,
}

impl StyleKey {
    /// That of `cell`; `linked` where its link is really written.
    pub(crate) fn of(cell: &Cell, linked: bool) -> StyleKey {
        let text = match &cell.value {
            Value::Text(text) if cell.formula().is_none() => text.as_str(),
            _ => "",
        };
        StyleKey {
            role: cell.role,
            tint: cell.tint,
            shown: cell.format,
            linked,
            like_formula: text.starts_with(['=', '+', '-', '@']),
            label: cell.role == Role::Total && !text.is_empty(),
        }
    }
}

/// Every style in use, made once.
#[derive(Default)]
pub(crate) struct Styles {
    made: BTreeMap<StyleKey, Format>,
    numbers: BTreeMap<StyleKey, u32>,
    numbered: IndexSet<Format>,
}

impl Styles {
    /// The format of `cell`; `linked` where its link is really written.
    pub(crate) fn of(&mut self, cell: &Cell, linked: bool) -> &Format {
        let key = StyleKey::of(cell, linked);
        self.made.entry(key).or_insert_with(|| make(key))
    }

    /// Gives a style the next free number, from 1; 0 is that of an empty workbook.
    pub(crate) fn give_number(&mut self, key: StyleKey) {
        let numbered = &mut self.numbered;
        self.numbers.entry(key).or_insert_with(|| numbered.insert_full(make(key)).0 as u32 + 1);
    }

    /// The number that a style was given.
    pub(crate) fn number(&self, key: StyleKey) -> u32 {
        self.numbers.get(&key).copied().unwrap_or(0)
    }

    /// The formats that have numbers, in their order.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = &Format> {
        self.numbered.iter()
    }
}

fn make(key: StyleKey) -> Format {
    let StyleKey { role, tint, shown, linked, like_formula, label } = key;
    let style = role_style(role);
    let mut format = Format::new()
        .set_font_name(style.font)
        .set_font_size(to_cell(style.points()))
        .set_align(if label { FormatAlign::Center } else { style.align })
        .set_align(if role == Role::InputText { FormatAlign::Top } else { FormatAlign::VerticalCenter });
    if style.font != DIGITS {
        format = format.set_font_charset(CHINESE);
    }
    if style.wrap {
        format = format.set_text_wrap();
    }
    if style.border {
        format = format.set_border(FormatBorder::Thin);
    }
    if style.bold || tint == Some(Tint::Must) {
        format = format.set_bold();
    }
    if tint == Some(Tint::Pending) {
        format = format.set_italic();
    }
    if let Some(colour) = tint.map(fill).or(style.fill) {
        format = format.set_background_color(colour);
    }
    match (number_format(shown), role) {
        // Chinese Excel's own way to keep a number off the border, the same in other programs
        (shown, Role::Annex(AnnexPart::Number, _)) => {
            format = format.set_num_format(shown.unwrap_or_else(|| "General".into()) + "_ _ ");
        }
        (Some(shown), _) => format = format.set_num_format(shown),
        (None, _) => {}
    }
    if matches!(role, Role::Input | Role::InputText | Role::InputCentre) {
        format = format.set_unlocked();
    }
    if like_formula {
        format = format.set_quote_prefix();
    }
    if linked {
        format = format.set_font_color(LINK_COLOUR).set_underline(FormatUnderline::Single);
    }
    format
}
