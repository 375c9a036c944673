//! What the page asks of a scored workbook, by name.

use crate::evaluate::Whole;
use crate::jobs::view::{charts, deductions, department, inputs, line, lines, overview};
use serde_json::{Value, json};

/// The answer to a question with its arguments, an array; nothing where there is no such question.
pub fn asked(whole: Whole, what: &str, arguments: &Value) -> Value {
    let number = |at: usize| arguments[at].as_u64().unwrap_or_default() as usize;
    let of_table = || &whole.each[number(0)];
    match what {
        "overview" => overview(whole),
        "lines" => lines(whole),
        "line" => line(whole, number(0), number(1)..number(2)),
        "deductions" => deductions(whole, arguments[0].as_str().unwrap_or_default(), number(1)..number(2)),
        "charts" => json!(charts(whole)),
        "department" => department(of_table(), number(1)),
        "inputs" => inputs(of_table(), number(1), number(2)),
        _ => Value::Null,
    }
}
