//! A cell to be written.

use crate::ground::{CellRef, GridCell, Raw, original};
use rust_decimal::Decimal;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// Nothing (but the style of the cell).
    #[default]
    Blank,
    /// Text; always written as text, never taken for a formula.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// The part a cell plays; write/style.rs gives each its font, border, alignment and fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// 附件 mark, top left: 黑体, no border.
    Attachment,
    /// Title: 小标宋, large, centred, no border.
    Title,
    /// Line under the title (单位：万元), right, no border.
    Unit,
    /// Heading inside a sheet (汇总's blocks): bold, no border.
    Section,
    /// Plain paragraph or note, wrapped, no border.
    Note,
    /// Table header: bold, centred, wrapped, filled, border.
    Header,
    /// Label of a form to be filled in: 黑体, centred, wrapped, border, no fill.
    Label,
    /// Table text: left, wrapped, border.
    #[default]
    Text,
    /// Table text, centred, wrapped, border.
    Centre,
    /// Table number, right, border.
    Number,
    /// Bold row or column of totals, border.
    Total,
    /// A cell the user is to fill in (template): light fill, border, unlocked.
    Input,
    /// The same for a text of several lines: it begins at the top.
    InputText,
    /// The same, centred: a mark, a name, a number of people.
    InputCentre,
    /// A cell of an input sheet copied as it stood: border, general format.
    Plain,
    /// Key figure of 汇总: large, bold, centred, border.
    Figure,
    /// Caption of a key figure: small, centred, border.
    Caption,
    /// Warning banner: bold, filled, wrapped.
    Banner,
    /// A part of an annex: printed, signed and attached. Its size is in half points: 21 is 五号, 24 小四, 44 二号.
    Annex(AnnexPart, u8),
}

/// The part that a cell plays on an annex; no colours but the grey of the headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnexPart {
    /// 附件1, top left: 黑体.
    Mark,
    /// One line of the title: 小标宋, centred.
    Title,
    /// 单位：分, right.
    Unit,
    /// Heading of a section: 黑体, not bold.
    Section,
    /// Heading within a table: 楷体, border.
    Group,
    /// Heading of a column: 黑体, centred, light grey, border.
    Header,
    /// Paragraph, note or line of signatures: no border.
    Paragraph,
    /// Text of a table, left.
    Text,
    /// Text of a table, centred.
    Centre,
    /// Number of a table, right, away from the border.
    Number,
    /// Number of a table, centred.
    Figure,
}

/// Fill colour with a meaning; the legend is on 填报说明 and under each table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tint {
    /// 必须-level finding: light red.
    Must,
    /// 提示-level finding: light yellow.
    Hint,
    /// 写法统一: light blue.
    Normalised,
    /// 待核: light orange, italic text.
    Pending,
    /// 不适用: light grey.
    NotApplicable,
    /// 采信自评: light violet.
    Adopted,
    /// 得分率 = 100%: none needed. ≥ 80%: very light green.
    RateHigh,
    /// 得分率 60%–80%: light yellow-green.
    RateMiddle,
    /// 得分率 below 60%: light red-orange.
    RateLow,
    /// A tie in the ranking or a group heading: light grey-blue.
    Group,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// As typed.
    #[default]
    General,
    /// Whole number.
    Whole,
    /// Fixed decimals.
    Places(u32),
    /// Up to so many decimals would be General; amounts: two decimals with thousands separators.
    Amount,
    /// 得分率: `0.00%`.
    Percent,
    /// Fixed decimals with a sign behind them that a note explains: `3.0※`.
    Signed(u32, char),
}

/// Where a click leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Sheet of this workbook.
    pub sheet: String,
    /// Cell there.
    pub cell: CellRef,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cell {
    /// The value; with a formula, the formula's stored result.
    pub value: Value,
    /// The part it plays.
    pub role: Role,
    /// Its colour.
    pub tint: Option<Tint>,
    /// How its number is shown.
    pub format: Format,
    /// What few cells have: a large workbook has millions of cells.
    pub extras: Option<Box<Extras>>,
}

/// What a cell may have besides its value and its style; see the methods of [`Cell`].
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Extras {
    formula: Option<String>,
    note: Option<String>,
    link: Option<Link>,
}

impl Cell {
    /// Text in a role.
    pub fn text(role: Role, text: impl Into<String>) -> Cell {
        let text = text.into();
        let value = if text.is_empty() { Value::Blank } else { Value::Text(text) };
        Cell { value, role, ..Cell::default() }
    }

    /// A number, shown in `format`.
    pub fn number(role: Role, number: Decimal, format: Format) -> Cell {
        Cell { value: Value::Number(number), role, format, ..Cell::default() }
    }

    /// A cell with a style and no value.
    pub fn blank(role: Role) -> Cell {
        Cell { role, ..Cell::default() }
    }

    /// The same cell, coloured.
    pub fn tinted(mut self, tint: Option<Tint>) -> Cell {
        self.tint = tint;
        self
    }

    /// The same cell with a note.
    pub fn noted(mut self, note: impl Into<String>) -> Cell {
        self.set_note(Some(note.into()));
        self
    }

    /// The same cell as the stored result of a formula, where there is one.
    pub fn computed(mut self, formula: Option<String>) -> Cell {
        self.set_formula(formula);
        self
    }

    /// The same cell with a link.
    pub fn linked(mut self, sheet: impl Into<String>, cell: CellRef) -> Cell {
        self.extras.get_or_insert_default().link = Some(Link { sheet: sheet.into(), cell });
        self
    }

    /// The formula without `=`, in English function names.
    pub fn formula(&self) -> Option<&str> {
        self.extras.as_ref()?.formula.as_deref()
    }

    /// 批注.
    pub fn note(&self) -> Option<&str> {
        self.extras.as_ref()?.note.as_deref()
    }

    /// Hyperlink inside the workbook.
    pub fn link(&self) -> Option<&Link> {
        self.extras.as_ref()?.link.as_ref()
    }

    /// Sets or removes the formula.
    pub fn set_formula(&mut self, formula: Option<String>) {
        if formula.is_some() || self.extras.is_some() {
            self.extras.get_or_insert_default().formula = formula;
        }
    }

    /// Sets or removes the note.
    pub fn set_note(&mut self, note: Option<String>) {
        if note.is_some() || self.extras.is_some() {
            self.extras.get_or_insert_default().note = note;
        }
    }

    /// Removes the link.
    pub fn unlink(&mut self) {
        if let Some(extras) = &mut self.extras {
            extras.link = None;
        }
    }
}

/// A cell to be written with what stands in one that was read, in its own writing.
pub fn copied(cell: &GridCell, role: Role) -> Cell {
    match &cell.raw {
        _ if cell.shows().is_some() => Cell::text(role, original(cell)),
        Raw::Number(number) if cell.percent => Cell::number(role, *number, Format::Percent),
        Raw::Number(number) => Cell::number(role, *number, Format::General),
        _ => Cell::text(role, original(cell)),
    }
}
