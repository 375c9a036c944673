//! The copied input made fit for formulas: a figure that was normalised stands as the number used, its
//! original in the note; what cannot be used stands as text, so that no formula takes it for a figure.

use crate::criterion::Needs;
use crate::evaluate::Evaluation;
use crate::ground::names::{NOT_APPLICABLE_WORDS, OwnColumn, sheets};
use crate::ground::place::CellRef;
use crate::scheme::columns::ColumnKey;
use crate::submission::department::{Entry, SelfAssessment};
use crate::submission::own::own_columns;
use crate::workbook::read::same_sheet;
use crate::workbook::sheet::{Cell, Format, Role, Sheet, Value};

/// Rewrites the figures of the copied sheets as the engine used them.
pub fn normalise(sheets: &mut [Sheet], evaluation: &Evaluation) {
    for sheet in sheets {
        if same_sheet(&sheet.name, sheets::DATA) {
            departments(sheet, evaluation);
        } else if same_sheet(&sheet.name, sheets::SELF) {
            self_marks(sheet, evaluation);
        } else if same_sheet(&sheet.name, sheets::OWN) {
            own(sheet, evaluation);
        }
    }
}

fn departments(sheet: &mut Sheet, evaluation: &Evaluation) {
    let submission = &evaluation.submission;
    for department in &submission.departments {
        for (column, entry) in submission.scheme.columns.iter().zip(&department.entries) {
            let planned = submission.scheme.column(&column.key);
            let Some(at) = planned.and_then(|column| submission.cell(department, column)) else { continue };
            let checks = match column.key {
                ColumnKey::Remark(_) => continue,
                ColumnKey::RuleItem { indicator, .. } => {
                    matches!(submission.scheme.rules[indicator].rule.needs(), Needs::Checks(_))
                }
                _ => false,
            };
            set(sheet, at, entry, (column.unit == "%", checks));
            if column.unit == "%" {
                as_percent(sheet, at);
            }
        }
        category(sheet, department, evaluation);
    }
}

/// In a column of percentages a number typed later is one: 85 typed into the cell becomes 85%, not 8500%.
fn as_percent(sheet: &mut Sheet, at: CellRef) {
    if let Some(cell) = sheet.get_mut(at.row, at.col) {
        cell.format = Format::Percent;
    }
}

/// 部门类别 without spaces, as the ranking by 类别 takes it.
fn category(sheet: &mut Sheet, department: &crate::submission::department::Department, evaluation: &Evaluation) {
    let Some(at) = evaluation.category_cell(department) else { return };
    if let Some(cell) = sheet.get_mut(at.row, at.col)
        && cell.value != Value::Text(department.category.clone())
        && !department.category.is_empty()
    {
        cell.value = Value::Text(department.category.clone());
    }
}

/// Puts what the engine used.
fn set(sheet: &mut Sheet, at: CellRef, entry: &Entry, (percent, checks): (bool, bool)) {
    let old = sheet.get(at.row, at.col).cloned();
    let shown = old.as_ref().map(text_of).unwrap_or_default();
    let value = match entry {
        Entry::Number(number) => Value::Number(*number),
        Entry::Yes => Value::Text("是".into()),
        Entry::No => Value::Text("否".into()),
        Entry::NotApplicable if checks => Value::Text("不适用".into()),
        Entry::NotApplicable if NOT_APPLICABLE_WORDS.contains(&shown.as_str()) => Value::Text(shown.clone()),
        Entry::NotApplicable => Value::Text("无".into()),
        Entry::Blank => Value::Blank,
        Entry::Faulty | Entry::Text(_) if shown.is_empty() => Value::Blank,
        Entry::Faulty | Entry::Text(_) => Value::Text(shown.clone()),
    };
    let Some(mut cell) = old else { return };
    if cell.value == value {
        return;
    }
    let used = match &value {
        Value::Number(_) if percent => Cell { value: value.clone(), format: Format::Percent, ..Cell::default() },
        _ => Cell { value: value.clone(), ..Cell::default() },
    };
    let said = matches!(entry, Entry::Faulty | Entry::Text(_) | Entry::Blank) || cell.note().is_some();
    if !said {
        cell.set_note(Some(format!("原文“{shown}”，采用“{}”", text_of(&used))));
    }
    if matches!(value, Value::Number(_)) {
        cell.format = if percent { Format::Percent } else { Format::General };
    }
    cell.value = value;
    sheet.put(at.row, at.col, cell);
}

/// What a cell shows.
fn text_of(cell: &Cell) -> String {
    match (&cell.value, cell.format) {
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), Format::Percent) => {
            format!("{}%", (*number * rust_decimal::Decimal::ONE_HUNDRED).normalize())
        }
        (Value::Number(number), _) => number.normalize().to_string(),
        (Value::Blank, _) => String::new(),
    }
}

fn self_marks(sheet: &mut Sheet, evaluation: &Evaluation) {
    let all = evaluation.submission.departments.iter().filter_map(|department| department.self_assessment.as_ref());
    for SelfAssessment { row, marks, columns, total, .. } in all {
        let marks = columns.iter().zip(marks).filter_map(|(col, marks)| Some(((*col)?, *marks)));
        for (col, marks) in marks.chain(total.map(|(total, col)| (col, Some(total)))) {
            let entry = marks.map_or(Entry::Faulty, |marks| Entry::Number(marks.0));
            set(sheet, CellRef::new(*row, col), &entry, (false, false));
        }
    }
}

fn own(sheet: &mut Sheet, evaluation: &Evaluation) {
    let Some(grid) = evaluation.book.sheets.iter().find(|grid| same_sheet(&grid.name, sheets::OWN)) else { return };
    let columns = own_columns(grid);
    let column = |at: OwnColumn| columns.get(at as usize).copied().flatten();
    for own in evaluation.submission.departments.iter().flat_map(|department| &department.own) {
        let number = |number: Option<rust_decimal::Decimal>| number.map_or(Entry::Faulty, Entry::Number);
        let mut entries =
            vec![(OwnColumn::FullMarks, Entry::Number(own.marks.0)), (OwnColumn::Judged, own.judged.clone())];
        if own.method == crate::submission::department::OwnMethod::Proportional {
            entries.extend([(OwnColumn::Target, number(own.target)), (OwnColumn::Done, number(own.done))]);
        }
        for (at, entry) in entries {
            if let Some(col) = column(at) {
                set(sheet, CellRef::new(own.row, col), &entry, (false, false));
            }
        }
    }
}

/// A cell that keeps its look but is told apart from what the bureau filled in.
pub(crate) fn added(text: &str) -> Cell {
    Cell::text(Role::Plain, text)
}
