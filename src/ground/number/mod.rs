//! 数值: the figure that a cell means, in whichever of the offices' writings, or why it means none.
//!
//! Nothing is guessed. A writing with one reading is read, and reported where it is not the plain number; a writing
//! with two readings is a [`Figure::Fault`] that names both.

mod text;
mod tidy;
mod unit;

pub use crate::ground::number::tidy::{is_invisible, tidy};
pub use crate::ground::number::unit::{Unit, heading_unit, split_unit, unit_words};

use crate::ground::cell::{GridCell, Raw, Shown};
use crate::ground::finding::{Code, Message};
use crate::ground::marked::{Marked, spelled_mark};
use rust_decimal::{Decimal, dec};

/// What a cell means as a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number.
    Number {
        /// In the unit of the column; percentages are fractions (95% is 0.95).
        value: Decimal,
        /// The number used, in words, where the cell writes it in another way (写法统一).
        normalised: Option<String>,
    },
    /// 无, 不适用, —, / .
    NotApplicable,
    /// Nothing: never 0.
    Blank,
    /// Not to be read, or in two ways.
    Fault {
        /// 疑点代码.
        code: Code,
        /// Why, and what to do.
        message: Message,
    },
}

impl Figure {
    /// The number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Figure::Number { value, .. } => Some(*value),
            _ => None,
        }
    }
}

/// Numbers beyond this are no figures of a department: exact arithmetic could run over.
const LARGEST: Decimal = dec!(1_000_000_000_000_000);
/// Smaller numbers are the noise of a binary subtraction (`=0.3-0.1-0.2`) and count as 0.
const NOISE: Decimal = dec!(0.0000000001);
/// A bare decimal up to this in a percent column may be a ratio or a percentage.
const AMBIGUOUS: Decimal = dec!(2);

/// The figure in a cell of a column in `unit`.
///
/// ```
/// use jixiao::ground::number::{Figure, Unit, read_figure};
/// use jixiao::ground::cell::GridCell;
/// use rust_decimal::dec;
///
/// let cell = GridCell::text("（38.18）");
/// let figure = read_figure(Some(&cell), Unit::Wanyuan);
/// assert_eq!(figure, Figure::Number { value: dec!(-38.18), normalised: Some("-38.18".into()) });
/// ```
pub fn read_figure(cell: Option<&GridCell>, unit: Unit) -> Figure {
    let Some(cell) = cell else {
        return Figure::Blank;
    };
    let fault = |code, found: String, advice: &str| fault(code, unit, found, advice);
    match &cell.raw {
        Raw::Number(number) => match cell.shows() {
            Some(text) if !cell.percent || unit == Unit::Percent => text::read_shown(text, *number, unit),
            _ => of_number(*number, cell.percent, unit),
        },
        Raw::Text(text) if spelled_mark(text).is_some() => marked(unit, text, "删除线或上下标"),
        Raw::Text(text) => text::read(text, unit),
        Raw::Bool(_) => fault(Code::NotANumber, format!("逻辑值 {}", original(cell)), "请改填数字"),
        Raw::Date(date) => {
            fault(Code::NotANumber, format!("日期 {date}"), "请把单元格格式改为“常规”或“数值”，核对后重填数字")
        }
        Raw::Error(error) => fault(Code::ErrorCell, format!("错误值 {error}"), "请修正公式，或直接填写数字"),
        Raw::NoResult => {
            fault(Code::FormulaNoResult, "公式没有计算结果".to_string(), "请在 Excel 或 WPS 中打开并保存一次")
        }
        Raw::BadNumber(number) => too_large(number, unit),
        Raw::Marked(letters) => marked(unit, &letters.spelled(), &letters.marks()),
    }
}

/// What stands in a cell, as the user sees it; what is struck out, raised or lowered is said in words.
pub fn original(cell: &GridCell) -> String {
    match &cell.raw {
        Raw::Number(number) => match cell.shown.as_deref() {
            Some(Shown::Worded(text)) => text.to_string(),
            Some(Shown::Otherwise(text)) => format!("{}〔显示为：{text}〕", number.normalize()),
            _ if cell.percent => percent_text(*number),
            _ => number.normalize().to_string(),
        },
        Raw::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_string(),
        Raw::NoResult => "（公式，没有结果）".to_string(),
        Raw::Marked(marked) => marked.spelled(),
        Raw::Text(text) | Raw::Date(text) | Raw::Error(text) | Raw::BadNumber(text) => text.to_string(),
    }
}

/// The words of a cell: what is struck out is no part of them.
pub fn words(cell: &GridCell) -> String {
    cell.marked().map_or_else(|| original(cell), Marked::seen)
}

/// The figure of a number cell, by its percent format or else by the unit of the column.
fn of_number(number: Decimal, percent: bool, unit: Unit) -> Figure {
    if number.is_zero() {
        return Figure::Number { value: Decimal::ZERO, normalised: None };
    }
    if number.abs() > LARGEST {
        return too_large(&number.to_string(), unit);
    }
    if number.abs() < NOISE {
        return Figure::Number { value: Decimal::ZERO, normalised: Some("0".to_string()) };
    }
    match (percent, unit) {
        (true, Unit::Percent) => Figure::Number { value: number, normalised: None },
        (true, _) => {
            let shown = percent_text(number);
            let advice = format!("请把单元格格式改为“常规”或“数值”，核对后填写{}", wanted(unit));
            fault(Code::UnitMismatch, unit, format!("单元格是百分比格式，显示为 {shown}（即 {number}）"), &advice)
        }
        (false, Unit::Percent) => bare_percent(number),
        (false, _) => Figure::Number { value: number, normalised: None },
    }
}

/// A number without % in a percent column: 95 is 95%, but 0.95 may be 95% or 0.95%.
fn bare_percent(number: Decimal) -> Figure {
    if number.abs() > AMBIGUOUS || number.is_zero() {
        return Figure::Number { value: number / Decimal::ONE_HUNDRED, normalised: None };
    }
    let number = number.normalize();
    let (ratio, plain) = (percent_text(number), format!("{number}%"));
    let found = format!("{number}，可能是 {ratio}，也可能是 {plain}");
    let advice = format!("请写明百分号：填 {ratio} 或 {plain}（旧格式文件读不出百分比格式，请先另存为 .xlsx）");
    fault(Code::PercentAmbiguous, Unit::Percent, found, &advice)
}

fn fault(code: Code, unit: Unit, found: String, advice: &str) -> Figure {
    Figure::Fault { code, message: Message::new(wanted(unit), found, advice) }
}

fn marked(unit: Unit, spelled: &str, marks: &str) -> Figure {
    let found = format!("“{spelled}”，有{marks}，不能确定是哪一个数");
    fault(Code::MarkedFigure, unit, found, "请去掉划掉的字和上下标，只留确定的数字；注释写在说明列")
}

fn too_large(number: &str, unit: Unit) -> Figure {
    let not_a_number = number.eq_ignore_ascii_case("nan");
    let code = if not_a_number { Code::Unreadable } else { Code::TooLarge };
    let found = if not_a_number { "无效数字".to_string() } else { format!("{number}，数字过大") };
    fault(code, unit, found, "请核对并改填正确的数字")
}

/// 应为 of a column.
fn wanted(unit: Unit) -> String {
    match unit {
        Unit::Plain => "数字".to_string(),
        Unit::Percent => "百分数，如 95%".to_string(),
        _ => format!("数字，单位：{}", unit.name()),
    }
}

/// A fraction as a percentage: 0.95 is `95%`.
pub(crate) fn percent_text(fraction: Decimal) -> String {
    match fraction.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{}%", percent.normalize()),
        None => fraction.to_string(),
    }
}
