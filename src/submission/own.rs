//! 个性化指标 → each department's [`OwnIndicator`]s.

use crate::criterion::Needs;
use crate::ground::names::OWN_HEADINGS;
use crate::ground::number::Unit;
use crate::ground::{Code, Figure, Finding, GridCell, Heading, Message, OwnColumn, Place, Points, read_figure, tidy};
use crate::scheme::row_words::{is_label, is_sentence, is_total_row};
use crate::scheme::{Scheme, View};
use crate::submission::department::{Department, Entry, OwnIndicator, OwnMethod, by_name};
use crate::submission::departments::merged_figure;
use crate::submission::tables::Others;
use crate::submission::target::{FiledTarget, read_target, says_less_is_better};
use crate::workbook::read::Grid;

/// The headings that a sheet 个性化指标 must have.
pub fn needed_headings() -> Vec<&'static Heading> {
    OWN_HEADINGS[..OwnColumn::NEEDED].iter().collect()
}

/// Reads 个性化指标 into the departments.
///
/// # Errors
/// No header.
pub fn parse_own(
    grid: &Grid,
    scheme: &Scheme,
    departments: &mut [Department],
    others: &Others,
) -> Result<Vec<Finding>, Vec<Finding>> {
    let table = OwnTable::find(grid)?;
    let at = by_name(departments);
    let mut reader = Reader { table, scheme, findings: Vec::new() };
    for row in reader.table.view.rows_below(reader.table.header) {
        let name = reader.table.text(row, OwnColumn::Department);
        let key = tidy(&name);
        let blank = key.is_empty() && reader.table.text(row, OwnColumn::Name).is_empty();
        if blank || is_total_row(&key) || is_label(&key) || is_sentence(&key) {
            continue;
        }
        match (at.get(&key), reader.indicator(row)) {
            (Some(department), Some(indicator)) => {
                let own = reader.own(row, indicator, &name);
                departments[*department].own.extend(own);
            }
            (None, _) if others.names.contains(&key) => {}
            (None, _) => reader.unknown(row, OwnColumn::Department, "部门数据中的部门", &name),
            (_, None) => {
                let level3 = reader.table.text(row, OwnColumn::Level3);
                reader.unknown(row, OwnColumn::Level3, "评分表中由人工评定的三级指标", &level3);
            }
        }
    }
    Ok(reader.findings)
}

/// The columns of [`OWN_HEADINGS`] on a sheet, for those that are there; empty without a header.
pub fn own_columns(grid: &Grid) -> Vec<Option<u32>> {
    OwnTable::find(grid).map_or_else(|_| Vec::new(), |table| table.columns)
}

/// The table of a sheet 个性化指标.
struct OwnTable<'a> {
    view: View<'a>,
    /// Row of the header.
    header: u32,
    /// The column of each of [`OWN_HEADINGS`], where it is there.
    columns: Vec<Option<u32>>,
}

impl<'a> OwnTable<'a> {
    fn find(grid: &'a Grid) -> Result<OwnTable<'a>, Vec<Finding>> {
        let view = View { grid };
        let header = view.needed_header(&needed_headings())?.row;
        let columns = OWN_HEADINGS.iter().map(|heading| view.column(header, heading)).collect();
        Ok(OwnTable { view, header, columns })
    }

    fn cell(&self, row: u32, column: OwnColumn) -> Option<&'a GridCell> {
        self.view.cell(row, self.columns[column as usize]?)
    }

    fn text(&self, row: u32, column: OwnColumn) -> String {
        self.columns[column as usize].map(|col| self.view.text(row, col)).unwrap_or_default()
    }

    fn words(&self, row: u32, column: OwnColumn) -> String {
        self.columns[column as usize].map(|col| self.view.words(row, col)).unwrap_or_default()
    }

    /// What is to be said of a figure that is merged with other cells.
    fn merged(&self, row: u32, column: OwnColumn) -> Option<Message> {
        let area = self.view.area(row, self.columns[column as usize]?);
        let merged = area.first != area.last && !self.text(row, column).is_empty();
        merged.then(|| merged_figure(self.view, area))
    }

    /// The place of a cell; the sheet where the column is not there.
    fn place(&self, row: u32, column: OwnColumn) -> Place {
        let sheet = || Place::sheet(self.view.grid.name.clone());
        self.columns[column as usize].map_or_else(sheet, |col| self.view.place(row, col))
    }
}

struct Reader<'a> {
    table: OwnTable<'a>,
    scheme: &'a Scheme,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    /// The official indicator that a row details, by its 三级指标 and, where names repeat, its 二级指标. Only indicators
    /// that a reviewer judges can be detailed.
    fn indicator(&self, row: u32) -> Option<usize> {
        let [level3, level2] = [OwnColumn::Level3, OwnColumn::Level2].map(|column| tidy(&self.table.text(row, column)));
        let indicators = &self.scheme.system.indicators;
        let is_named = |index: &usize| {
            let path = &indicators[*index].path;
            tidy(&path.level3) == level3 && (level2.is_empty() || tidy(&path.level2) == level2)
        };
        match (0..indicators.len()).filter(is_named).collect::<Vec<_>>()[..] {
            [one] => Some(one).filter(|one| self.scheme.rules[*one].rule.needs() == Needs::Judgement),
            _ => None,
        }
    }

    fn unknown(&mut self, row: u32, column: OwnColumn, expected: &str, found: &str) {
        let what = if column == OwnColumn::Department { "部门名称" } else { column.heading().name };
        let message = Message::new(expected, format!("“{found}”，没有采用"), format!("请核对{what}的写法"));
        self.findings.push(Finding::new(Code::OwnUnknown, self.table.place(row, column), message));
    }

    fn figure(&mut self, row: u32, column: OwnColumn, unit: Unit, department: &str) -> Entry {
        let figure = match self.table.merged(row, column) {
            Some(message) => Figure::Fault { code: Code::MergedFigure, message },
            None => read_figure(self.table.cell(row, column), unit),
        };
        if let Figure::Fault { code, message } = &figure {
            let finding = Finding::new(*code, self.table.place(row, column), message.clone());
            self.findings.push(finding.of(department, ""));
        }
        figure.into()
    }

    fn own(&mut self, row: u32, indicator: usize, department: &str) -> Option<OwnIndicator> {
        let Entry::Number(marks) = self.figure(row, OwnColumn::FullMarks, Unit::Marks, department) else {
            self.unknown(row, OwnColumn::FullMarks, "个性化指标的分值", &self.table.text(row, OwnColumn::FullMarks));
            return None;
        };
        let method = self.method(row)?;
        let (target, done) = match method {
            OwnMethod::Judged => (FiledTarget::Blank, Entry::Blank),
            OwnMethod::Proportional => {
                (self.target(row, department), self.figure(row, OwnColumn::Done, Unit::Plain, department))
            }
        };
        Some(OwnIndicator {
            indicator,
            name: self.table.text(row, OwnColumn::Name),
            marks: Points(marks),
            target,
            done,
            method,
            judged: self.figure(row, OwnColumn::Judged, Unit::Marks, department),
            remark: self.table.words(row, OwnColumn::Remark),
            row,
        })
    }

    /// 目标值, with what name, 计分方式 and 说明 say of its direction.
    fn target(&mut self, row: u32, department: &str) -> FiledTarget {
        let words = [OwnColumn::Name, OwnColumn::Method, OwnColumn::Remark].map(|column| self.table.text(row, column));
        let less_is_better = words.iter().any(|words| says_less_is_better(words));
        read_target(self.table.cell(row, OwnColumn::Target), less_is_better).unwrap_or_else(|(code, message)| {
            let finding = Finding::new(code, self.table.place(row, OwnColumn::Target), message);
            self.findings.push(finding.of(department, ""));
            FiledTarget::Faulty
        })
    }

    /// 计分方式; 评定 where it is blank or there is no such column.
    fn method(&mut self, row: u32) -> Option<OwnMethod> {
        let text = tidy(&self.table.text(row, OwnColumn::Method));
        // 按完成比例（越少越好）
        let (words, note) = text.split_once(['(', '（']).unwrap_or((&text, ""));
        match words {
            _ if !note.is_empty() && !says_less_is_better(note) => {
                self.unknown(row, OwnColumn::Method, "计分方式为“评定”或“按完成比例”", &text);
                None
            }
            "" | "评定" | "人工评定" => Some(OwnMethod::Judged),
            "按完成比例" | "按比例" | "按比例计分" => Some(OwnMethod::Proportional),
            _ => {
                self.unknown(row, OwnColumn::Method, "计分方式为“评定”或“按完成比例”", &text);
                None
            }
        }
    }
}

/// A row of 个性化指标 as it was filled in.
pub struct FilledOwn<'a> {
    /// Its place in the sheet.
    pub row: u32,
    /// 三级指标
    pub level3: String,
    /// 二级指标; may be empty.
    pub level2: String,
    /// Its cells in the order of [`OWN_HEADINGS`].
    pub cells: Vec<Option<&'a GridCell>>,
}

/// The rows of a sheet 个性化指标; none where it has no header.
pub fn filled_own(grid: &Grid) -> Vec<FilledOwn<'_>> {
    let Ok(table) = OwnTable::find(grid) else { return Vec::new() };
    let is_filled =
        |row: &u32| [OwnColumn::Level3, OwnColumn::Name].iter().any(|column| !table.text(*row, *column).is_empty());
    let filled = |row: u32| FilledOwn {
        row,
        level3: table.text(row, OwnColumn::Level3),
        level2: table.text(row, OwnColumn::Level2),
        cells: table.columns.iter().map(|col| table.view.cell(row, (*col)?)).collect(),
    };
    table.view.rows_below(table.header).filter(is_filled).map(filled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::text_table::grid_of_text;
    use rust_decimal::dec;

    fn read(table: &str) -> (Vec<OwnIndicator>, Vec<Finding>) {
        let scheme = Scheme::built_in().unwrap();
        let mut departments = [Department { name: "甲局".into(), ..Department::default() }];
        let findings = parse_own(&grid_of_text(table), &scheme, &mut departments, &Others::default()).unwrap();
        let [department] = departments;
        (department.own, findings)
    }

    #[test]
    fn a_column_that_is_not_there_is_blank_and_never_the_first_column() {
        let (own, findings) = read("三级指标\t个性化指标名称\t分值\t部门名称\n其他工作实绩指标完成情况\t甲\t4\t甲局");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!((own[0].marks, own[0].method, &own[0].judged), (Points(dec!(4)), OwnMethod::Judged, &Entry::Blank));
        assert_eq!((&own[0].target, own[0].remark.as_str()), (&FiledTarget::Blank, ""));
    }

    #[test]
    fn what_is_not_known_is_said_at_its_own_cell() {
        let table = "备注\t三级指标\t个性化指标名称\t分值\t单位名称\n甲局\t没有的指标\t甲\t4\t甲局\n甲局\t其他工作实绩指标完成情况\t甲\t多\t甲局";
        let places: Vec<String> = read(table).1.iter().map(|finding| finding.place.to_string()).collect();
        assert_eq!(places, ["评分表!B2", "评分表!D3", "评分表!D3"]);
    }
}
