//! 自评得分 → each department's [`SelfAssessment`].

use crate::ground::names::{DEPARTMENT, SELF_GRADE, SELF_MARKS, SELF_REASON, SELF_TOTAL};
use crate::ground::number::Unit;
use crate::ground::{CellRef, Code, Figure, Finding, Message, Place, Points, read_figure, tidy};
use crate::scheme::row_words::{is_note, is_total_row};
use crate::scheme::{IndicatorSystem, View, WideHeader};
use crate::submission::department::{Department, SelfAssessment, by_name};
use crate::submission::departments::merged_figure;
use crate::submission::of_normalised;
use crate::submission::row_kind::{RowKind, name_kind};
use crate::submission::tables::Others;
use crate::workbook::read::Grid;
use std::sync::Arc;

/// Where things stand in 自评得分.
struct Columns {
    name: u32,
    marks: Arc<[Option<u32>]>,
    reasons: Vec<Option<u32>>,
    total: Option<u32>,
    grade: Option<u32>,
}

/// Reads 自评得分 into the departments.
///
/// # Errors
/// No header.
pub fn parse_self(
    grid: &Grid,
    system: &IndicatorSystem,
    departments: &mut [Department],
    others: &Others,
) -> Result<Vec<Finding>, Vec<Finding>> {
    let view = View { grid };
    let known = |text: &str| text == SELF_MARKS || SELF_REASON.is(text);
    let Some(header) = WideHeader::find(view, &known) else {
        return Err(view.needed_header(&[&DEPARTMENT]).err().unwrap_or_default());
    };
    let mut findings = Vec::new();
    let columns = columns(&header, system, others);
    for (index, _) in columns.marks.iter().enumerate().filter(|(_, col)| col.is_none()) {
        let place = view.place(header.bottom, header.name);
        let expected = format!("“{}”下的“{SELF_MARKS}”一列", system.short_name(index));
        let message = Message::new(expected, "没有这一列", "请按模板补上这一列");
        findings.push(Finding::new(Code::ColumnMissing, place, message));
    }
    let at = by_name(departments);
    let mut reader = Reader { view, columns, findings };
    for row in view.rows_below(header.bottom) {
        let name = view.text(row, header.name);
        let key = tidy(&name);
        // a name merged over several rows: those below the first say nothing of their own
        let goes_on = view.top(row, header.name) < row && reader.is_blank(row);
        let kind = name_kind(&key, !reader.is_blank(row));
        if matches!(kind, RowKind::Blank | RowKind::Heading) || goes_on || is_total_row(&key) {
            continue;
        }
        match at.get(&key) {
            Some(index) if departments[*index].self_assessment.is_some() => reader.twice(row, header.name, &name),
            Some(index) => {
                let department = &mut departments[*index];
                // the template fills the names in, so a row with only a name is no 自评
                department.self_assessment = Some(reader.row(row, &department.name)).filter(|own| !own.is_blank());
            }
            None if is_note(&key) || others.names.contains(&key) => {}
            None if reader.is_blank(row) && kind != RowKind::Department => {}
            None => reader.unknown(row, header.name, &name),
        }
    }
    Ok(reader.findings)
}

/// The columns 自评得分 and 扣分原因 stand under the name of their indicator. Where names repeat and the sheet has no
/// 二级指标, they are assigned in order.
fn columns(header: &WideHeader, system: &IndicatorSystem, others: &Others) -> Columns {
    let mut marks = vec![None; system.indicators.len()];
    let mut reasons = marks.clone();
    for column in header.headed().filter(|column| !others.has(column, system)) {
        let list = match column.label() {
            SELF_MARKS => &mut marks,
            label if SELF_REASON.is(label) => &mut reasons,
            _ if column.texts.len() == 1 => &mut marks,
            _ => continue,
        };
        let has = |name: &str| column.texts.contains(&tidy(name));
        let path = |index: usize| &system.indicators[index].path;
        let free = (0..system.indicators.len()).filter(|index| list[*index].is_none());
        let named: Vec<usize> = free.filter(|index| has(&path(*index).level3)).collect();
        let under = named.iter().find(|index| has(&path(**index).level2));
        if let Some(index) = under.or(named.first()) {
            list[*index] = Some(column.col);
        }
    }
    Columns {
        name: header.name,
        marks: marks.into(),
        reasons,
        total: header.column(&SELF_TOTAL),
        grade: header.column(&SELF_GRADE),
    }
}

struct Reader<'a> {
    view: View<'a>,
    columns: Columns,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    /// Whether a row has no marks of its own.
    fn is_blank(&self, row: u32) -> bool {
        let columns = self.columns.marks.iter().flatten();
        columns.into_iter().all(|col| self.view.grid.cell(CellRef::new(row, *col)).is_none())
    }

    fn twice(&mut self, row: u32, col: u32, name: &str) {
        let found = format!("“{name}”出现了两行，只采用上面一行");
        let place = self.view.place(row, col);
        let message = Message::new("每个部门只有一行自评", found, "请核对后删去一行");
        self.findings.push(Finding::new(Code::DuplicateDepartment, place, message).of(name, ""));
    }

    fn unknown(&mut self, row: u32, col: u32, name: &str) {
        let found = format!("“{name}”不在部门数据中，没有采用");
        let place = self.view.place(row, col);
        let message = Message::new("部门数据中的部门", found, "请核对部门名称，两表写法应一致");
        self.findings.push(Finding::new(Code::SelfUnknown, place, message).of(name, ""));
    }

    fn row(&mut self, row: u32, name: &str) -> SelfAssessment {
        let words = |col: &Option<u32>| col.map(|col| self.view.words(row, col).into()).unwrap_or_default();
        let reasons = self.columns.reasons.iter().map(words).collect();
        let grade =
            self.columns.grade.map(|col| (self.view.tidy(row, col), col)).filter(|(grade, _)| !grade.is_empty());
        let columns = self.columns.marks.clone();
        let (name_at, total) = (self.columns.name, self.columns.total);
        let mut marks = |col: Option<u32>| self.marks(row, col, name);
        SelfAssessment {
            row,
            name_at,
            marks: columns.iter().map(|col| marks(*col)).collect(),
            reasons,
            total: total.and_then(|col| Some((marks(Some(col))?, col))),
            grade,
            columns,
        }
    }

    fn marks(&mut self, row: u32, col: Option<u32>, name: &str) -> Option<Points> {
        let (view, at) = (self.view, CellRef::new(row, col?));
        let place = || Place::cell(view.grid.name.clone(), at);
        let area = view.area(at.row, at.col);
        if area.first != area.last && !view.tidy(at.row, at.col).is_empty() {
            let finding = Finding::new(Code::MergedFigure, place(), merged_figure(view, area));
            self.findings.push(finding.of(name, ""));
            return None;
        }
        match read_figure(view.grid.cell(at), Unit::Marks) {
            Figure::Number { value, normalised } => {
                let found = |used: String| of_normalised(place(), &view.text(at.row, at.col), &used, name);
                self.findings.extend(normalised.map(found));
                Some(Points(value))
            }
            Figure::Blank | Figure::NotApplicable => None,
            Figure::Fault { code, message } => {
                self.findings.push(Finding::new(code, place(), message).of(name, ""));
                None
            }
        }
    }
}
