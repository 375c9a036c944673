//! 规则: how the 评分标准 of a workbook are understood, and what another 评分表 would change.

use crate::evaluate::Whole;
use crate::jobs::{Input, JobError, book};
use crate::review::read_back::{ReadBack, read_each};
use crate::review::tables::{Against, compare};
use crate::workbook::Sheet;

/// The readings of each 评分表.
///
/// # Errors
/// The file cannot be read, or the structure of a table; a text that is refused is no error here.
pub fn read(file: Input) -> Result<Vec<ReadBack>, JobError> {
    Ok(read_each(&book(file)?)?)
}

/// The sheets of a workbook that is scored.
///
/// # Errors
/// None that scoring has not told.
pub fn of_scored(whole: Whole) -> Result<Vec<Sheet>, JobError> {
    let first = whole.first();
    Ok(sheets(&read_each(&first.book)?, &first.input_name))
}

/// The same as sheets to circulate; `input` is the name of the workbook.
pub fn sheets(all: &[ReadBack], input: &str) -> Vec<Sheet> {
    all.iter().map(|one| one.sheet(input)).collect()
}

/// What the second table changes in the first, and what it would have given on the same data.
///
/// # Errors
/// Faults of structure in either workbook.
pub fn against(first: Input, second: Input) -> Result<Against, JobError> {
    Ok(compare(&book(first)?, &book(second)?)?)
}
