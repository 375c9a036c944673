//! The copied input made fit for formulas: a figure that was normalised stands as the number used, its
//! original in the note; what cannot be used stands as text, so that no formula takes it for a figure.

use crate::criterion::Part;
use crate::evaluate::Evaluation;
use crate::ground::names::{NOT_APPLICABLE_WORDS, sheets};
use crate::ground::{Areas, CellRef, OwnColumn};
use crate::scheme::ColumnKey;
use crate::submission::own::own_columns;
use crate::submission::target::{FiledTarget, Target};
use crate::submission::{Department, Entry, OwnMethod, SelfAssessment};
use crate::workbook::read::same_sheet;
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Sheet, Value};

/// Rewrites the figures of a copied sheet as the engine used them.
pub fn normalise(sheet: &mut Sheet, evaluation: &Evaluation) {
    if same_sheet(&sheet.name, sheets::DATA) {
        departments(sheet, evaluation);
    } else if same_sheet(&sheet.name, sheets::SELF) {
        self_marks(sheet, evaluation);
    } else if same_sheet(&sheet.name, sheets::OWN) {
        own(sheet, evaluation);
    }
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Plain numbers.
    Number,
    /// Percentages.
    Percent,
    /// 是, 否, 不适用 or marks of an item.
    Check,
    /// A grade in words.
    Word,
}

fn departments(sheet: &mut Sheet, evaluation: &Evaluation) {
    let submission = &evaluation.submission;
    let merged = Areas::of(&sheet.merges);
    for department in &submission.departments {
        for (planned, (column, entry)) in submission.scheme.columns.iter().zip(&department.entries).enumerate() {
            let Some(at) = submission.cell(department, planned) else { continue };
            let kind = match column.key {
                ColumnKey::Remark(_) => continue,
                ColumnKey::RuleItem { indicator, item } => match submission.scheme.rules[indicator].rule.part(item) {
                    Part::Count => Kind::Number,
                    Part::Grade(_) => Kind::Word,
                    Part::Check(_) | Part::Event => Kind::Check,
                },
                _ if column.unit == "%" => Kind::Percent,
                _ => Kind::Number,
            };
            set(sheet, at, entry, kind);
            if kind == Kind::Percent {
                as_percent(sheet, at);
            }
        }
        name(sheet, CellRef::new(department.row, submission.name_at), &department.name, &merged);
        category(sheet, department, evaluation, &merged);
    }
}

/// Whether a cell is hidden under a merged area; `merged` are those of the sheet.
fn is_covered(sheet: &Sheet, merged: &Areas, at: CellRef) -> bool {
    merged.at(at).is_some_and(|number| sheet.merges[number].covers(at))
}

/// A name as the engine used it: by it the formulas find the row.
fn name(sheet: &mut Sheet, at: CellRef, used: &str, merged: &Areas) {
    let covered = is_covered(sheet, merged, at);
    if let Some(cell) = sheet.get_mut(at.row, at.col).filter(|_| !used.is_empty() && !covered) {
        cell.value = Value::Text(used.into());
        cell.format = Format::General;
    }
}

/// In a column of percentages a number typed later is one: 85 typed into the cell becomes 85%, not 8500%.
fn as_percent(sheet: &mut Sheet, at: CellRef) {
    if let Some(cell) = sheet.get_mut(at.row, at.col) {
        cell.format = Format::Percent;
    }
}

/// 部门类别 without spaces, as the ranking by 类别 takes it.
fn category(sheet: &mut Sheet, department: &Department, evaluation: &Evaluation, merged: &Areas) {
    let Some(at) = evaluation.category_cell(department) else { return };
    let covered = is_covered(sheet, merged, at);
    if let Some(cell) = sheet.get_mut(at.row, at.col)
        && !department.category.is_empty()
        && !covered
    {
        cell.value = Value::Text(department.category.clone());
    }
}

/// Puts what the engine used.
fn set(sheet: &mut Sheet, at: CellRef, entry: &Entry, kind: Kind) {
    let Some(mut cell) = sheet.get(at.row, at.col).cloned() else { return };
    let shown = text_of(&cell);
    let value = match entry {
        Entry::Number(number) => Value::Number(*number),
        Entry::Yes => Value::Text("是".into()),
        Entry::No => Value::Text("否".into()),
        Entry::NotApplicable if matches!(kind, Kind::Check | Kind::Word) => Value::Text("不适用".into()),
        Entry::NotApplicable if NOT_APPLICABLE_WORDS.contains(&shown.as_str()) => Value::Text(shown.clone()),
        Entry::NotApplicable => Value::Text("无".into()),
        Entry::Blank => Value::Blank,
        Entry::Text(word) if kind == Kind::Word => Value::Text(word.to_string()),
        Entry::Faulty | Entry::Text(_) if shown.is_empty() => Value::Blank,
        Entry::Faulty | Entry::Text(_) => Value::Text(shown.clone()),
    };
    if cell.value == value {
        return;
    }
    if matches!(value, Value::Number(_)) {
        cell.format = if kind == Kind::Percent { Format::Percent } else { Format::General };
    }
    cell.value = value;
    let unused = matches!(entry, Entry::Faulty | Entry::Text(_) | Entry::Blank);
    if !unused && cell.note().is_none() {
        cell.set_note(Some(format!("原文“{shown}”，采用“{}”", text_of(&cell))));
    }
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
    let merged = Areas::of(&sheet.merges);
    let all = &evaluation.submission.departments;
    let all = all.iter().filter_map(|department| Some((&department.name, department.self_assessment.as_ref()?)));
    for (used, SelfAssessment { row, name_at, marks, columns, total, .. }) in all {
        name(sheet, CellRef::new(*row, *name_at), used, &merged);
        let marks = columns.iter().zip(marks).filter_map(|(col, marks)| Some(((*col)?, *marks)));
        for (col, marks) in marks.chain(total.map(|(total, col)| (col, Some(total)))) {
            let entry = marks.map_or(Entry::Faulty, |marks| Entry::Number(marks.0));
            set(sheet, CellRef::new(*row, col), &entry, Kind::Number);
        }
    }
}

fn own(sheet: &mut Sheet, evaluation: &Evaluation) {
    let Some(grid) = crate::workbook::read::sheet(&evaluation.book, sheets::OWN) else { return };
    let (columns, merged) = (own_columns(grid), Areas::of(&sheet.merges));
    let column = |at: OwnColumn| columns.get(at as usize).copied().flatten();
    let all = &evaluation.submission.departments;
    for (department, own) in all.iter().flat_map(|one| one.own.iter().map(move |own| (&one.name, own))) {
        for (at, used) in [(OwnColumn::Department, department), (OwnColumn::Name, &own.name)] {
            if let Some(col) = column(at) {
                name(sheet, CellRef::new(own.row, col), used, &merged);
            }
        }
        let mut entries =
            vec![(OwnColumn::FullMarks, Entry::Number(own.marks.0)), (OwnColumn::Judged, own.judged.clone())];
        if own.method == OwnMethod::Proportional {
            entries.extend([(OwnColumn::Target, target(&own.target)), (OwnColumn::Done, own.done.clone())]);
        }
        for (at, entry) in entries {
            if let Some(col) = column(at) {
                let kind = if matches!(entry, Entry::Text(_)) { Kind::Word } else { Kind::Number };
                set(sheet, CellRef::new(own.row, col), &entry, kind);
            }
        }
    }
}

/// A 目标值 as the formulas read it: a number, or the one writing of a sign or a range.
fn target(filed: &FiledTarget) -> Entry {
    match filed {
        FiledTarget::Set(Target { low: Some(low), high: None }) => Entry::Number(*low),
        FiledTarget::Set(target) => Entry::Text(target.to_string().into()),
        FiledTarget::NotApplicable => Entry::NotApplicable,
        FiledTarget::Blank => Entry::Blank,
        FiledTarget::Faulty => Entry::Faulty,
    }
}
