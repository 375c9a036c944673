//! 数据有效性: what may be typed into a cell, said while typing.

use crate::ground::Area;
use crate::ground::quantity::to_cell;
use crate::workbook::sheet::{Allowed, Sheet, Validation};
use crate::workbook::write::cells::column;
use crate::workbook::write::error::WriteError;
use crate::workbook::write::text;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Worksheet};

/// Adds the validations of `sheet`.
pub(crate) fn add(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), WriteError> {
    for validation in &sheet.validations {
        let Area { first, last } = validation.area;
        worksheet.add_data_validation(first.row, column(first.col), last.row, column(last.col), &rule(validation)?)?;
    }
    Ok(())
}

fn rule(validation: &Validation) -> Result<DataValidation, WriteError> {
    let rule = allow(&validation.allowed)?
        .set_error_title("填写有误")?
        .set_error_message(refusal(&validation.allowed))?
        .set_error_style(match validation.strict {
            true => DataValidationErrorStyle::Stop,
            false => DataValidationErrorStyle::Warning,
        });
    if validation.prompt.is_empty() {
        return Ok(rule);
    }
    Ok(rule.set_input_title("填写说明")?.set_input_message(text::clean(&validation.prompt))?)
}

fn allow(allowed: &Allowed) -> Result<DataValidation, WriteError> {
    let rule = DataValidation::new();
    Ok(match allowed {
        Allowed::List(items) => rule.allow_list_strings(items)?,
        Allowed::Between(from, to) => {
            rule.allow_decimal_number(DataValidationRule::Between(to_cell(*from), to_cell(*to)))
        }
        Allowed::AtLeast(from) => rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(to_cell(*from))),
        Allowed::Count => rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
    })
}

/// What is said to a user who typed something else; at most 225 characters, as Excel shows.
fn refusal(allowed: &Allowed) -> String {
    match allowed {
        Allowed::List(items) => {
            let all = format!("只能填下列之一：{}。", items.join("、"));
            if text::utf16_len(&all) <= 225 { all } else { "只能从下拉列表中选一项。".into() }
        }
        Allowed::Between(from, to) => format!("应填 {} 至 {} 之间的数。", from.normalize(), to.normalize()),
        Allowed::AtLeast(from) => format!("应填不小于 {} 的数。", from.normalize()),
        Allowed::Count => "应填不小于 0 的整数。".into(),
    }
}
