//! Section 二: the tables with a row for each 机构, found by their header, wherever it stands and however often
//! it is repeated.

use crate::collect::blocks::Block;
use crate::collect::fill::both_stated;
use crate::collect::form::{Form, InstitutionRow, Stated};
use crate::collect::page::{Columns, Page, Spot, label, stated_unit};
use crate::form::fields::{INSTITUTION, SECTIONS, SUMMARY_ROW, called};
use crate::form::{Field, Table};
use crate::ground::number::Unit;
use crate::ground::{Code, Finding, GridCell, Message, Raw, original, read_figure, tidy};
use crate::scheme::row_words::is_note;
use indexmap::IndexMap;

/// How many rows a header may have.
const HEADER_ROWS: u32 = 6;
/// How many columns a table may have.
const MOST_COLUMNS: u32 = 200;
/// Words of a header below a label: the label above them names the column.
const UNDER_LABELS: [&str; 5] = ["小计", "合计", "金额", "其中", "结余"];

/// A column of a table: its field, the columns its heading covers, the unit that the form states for it.
struct Figures {
    field: &'static Field,
    columns: Columns,
    unit: Option<Unit>,
}

/// Reads all tables of a sheet; returns whether there is one.
pub fn read(page: &Page, form: &mut Form) -> bool {
    let heads: Vec<&Spot> = page.spots.iter().filter(|spot| spot.label() == INSTITUTION).collect();
    let mut found = false;
    let mut end = 0;
    for head in heads {
        // a header that is split over two rows has 机构名称 twice
        if found && head.at.row < end {
            continue;
        }
        let mut header = header(page, head);
        if header.columns.is_empty() {
            continue;
        }
        let unit = (end..=head.at.row).rev().take(HEADER_ROWS as usize).find_map(|row| unit_in(page, row));
        header.columns.iter_mut().for_each(|column| column.unit = column.unit.or(unit));
        found = true;
        form.headed.extend(header.columns.iter().filter_map(|column| column.field.item));
        end = header.rows(page, form);
        header.left_out(page, end, form);
        header.other_units(page, form);
    }
    found
}

/// The header of a table.
struct Header<'a> {
    /// 机构名称
    head: &'a Spot<'a>,
    /// Its last row.
    bottom: u32,
    columns: Vec<Figures>,
    /// Columns that the form does not have, with their headings.
    others: Vec<(u32, String)>,
}

fn is_header_word(text: &str) -> bool {
    let label = label(text);
    UNDER_LABELS.contains(&label.as_str()) || !called(&label).is_empty()
}

/// Last row of the header: below 机构名称 nothing stands but more headings, or nothing at all.
fn bottom(page: &Page, head: &Spot) -> u32 {
    let mut bottom = head.last.row;
    for row in head.last.row + 1..head.at.row + HEADER_ROWS {
        let mut own = page.own(row).peekable();
        if own.peek().is_none() {
            continue;
        }
        let below = page.under(row, head.columns());
        if below.is_some_and(|spot| spot.label() != INSTITUTION) || !own.any(|spot| is_header_word(&spot.text)) {
            break;
        }
        bottom = row;
    }
    bottom
}

/// Which column is which: the lowest heading of each, or the one above a mere 小计.
fn header<'a>(page: &'a Page, head: &'a Spot) -> Header<'a> {
    let bottom = bottom(page, head);
    let last = (head.at.row..=bottom).flat_map(|row| page.row(row)).map(|spot| spot.last.col).max().unwrap_or(0);
    let headings = |col: u32| (head.at.row..=bottom).rev().filter_map(move |row| page.at(row, col));
    let own = |col: u32| headings(col).find(|spot| !UNDER_LABELS.contains(&spot.label()));
    let spots: Vec<(u32, &Spot)> = (head.last.col + 1..=last.min(head.last.col + MOST_COLUMNS))
        .filter_map(|col| Some((col, own(col)?)))
        .filter(|(_, spot)| spot.label() != INSTITUTION)
        .collect();
    let table = most_named(spots.iter().map(|(_, spot)| spot.label()));
    let (mut columns, mut others): (Vec<Figures>, Vec<(u32, String)>) = (Vec::new(), Vec::new());
    for (col, spot) in spots {
        let fields = || called(spot.label()).iter().filter(|field| field.item.is_some());
        let of_table = fields().find(|field| Some(field.table) == table);
        let Some(field) = of_table.or(fields().next().filter(|_| fields().count() == 1)) else {
            others.push((col, original(spot.cell).trim().to_string()));
            continue;
        };
        match columns.last_mut().filter(|column| column.field == *field && column.columns.last + 1 == col) {
            Some(column) => column.columns.last = col,
            None => columns.push(Figures {
                field,
                columns: Columns { first: col, last: col },
                unit: stated_unit(&spot.text),
            }),
        }
    }
    Header { head, bottom, columns, others }
}

/// The table that most of the labels belong to.
fn most_named<'a>(labels: impl Iterator<Item = &'a str>) -> Option<Table> {
    let labels: Vec<&str> = labels.collect();
    let named =
        |table: &Table| labels.iter().filter(|label| called(label).iter().any(|field| field.table == *table)).count();
    Table::BY_INSTITUTION.into_iter().max_by_key(named).filter(|table| named(table) > 0)
}

fn unit_in(page: &Page, row: u32) -> Option<Unit> {
    page.own(row).find_map(|spot| stated_unit(&spot.text)).filter(Unit::is_money)
}

/// Whether a row begins another part of the form.
fn is_caption(text: &str) -> bool {
    let captions = Table::BY_INSTITUTION.map(Table::caption).into_iter().chain([Table::Qualitative.caption()]);
    let begins = |caption: &str| {
        let caption = tidy(caption);
        text.strip_prefix(&caption).is_some_and(|rest| !rest.starts_with("合计") && rest.chars().count() <= 12)
    };
    captions.into_iter().any(begins) || SECTIONS.iter().any(|section| text.starts_with(&tidy(section)))
}

impl Header<'_> {
    /// Reads the rows under a header; returns the row after the last.
    fn rows(&self, page: &Page, form: &mut Form) -> u32 {
        let first_figure = self.columns.iter().map(|column| column.columns.first).min().unwrap_or(u32::MAX);
        for row in page.rows().filter(|row| *row > self.bottom) {
            if page.block(row) != Block::Form || page.own(row).any(|spot| is_caption(&spot.text)) {
                return row;
            }
            let name = page.under(row, self.head.columns()).filter(|spot| spot.at.row == row);
            let figures = figures(page, row, &self.columns, form);
            match name {
                Some(spot) if spot.label() == INSTITUTION || spot.last.col >= first_figure => return row,
                Some(spot) if is_note(&spot.text) || (figures.is_empty() && !is_summary(&spot.text)) => {}
                Some(spot) => {
                    let summary = is_summary(&spot.text);
                    let (name, table) = (original(spot.cell).trim().to_string(), self.columns[0].field.table);
                    form.rows.push(InstitutionRow { table, name, summary, figures });
                }
                None => nameless(&figures, form),
            }
        }
        page.last_row() + 1
    }

    /// Reports B17 for a filled column that the official form does not have.
    fn left_out(&self, page: &Page, end: u32, form: &mut Form) {
        for (col, heading) in &self.others {
            let filled = (self.bottom + 1..end).filter_map(|row| page.at(row, *col).filter(|spot| spot.at.row == row));
            let Some(first) = filled.into_iter().next() else { continue };
            let found = format!("“{heading}”一列填了“{}”等，官方表没有这一列，没有采用", original(first.cell).trim());
            let advice = "请核对是否应并入官方表的某一列";
            let place = page.place(first.at);
            form.findings.push(Finding::new(Code::FormLeftOut, place, Message::new("官方表的各列", found, advice)));
        }
    }

    /// Reports B16 where the form states a unit that is not 万元.
    fn other_units(&self, page: &Page, form: &mut Form) {
        let Some(other) = self.columns.iter().find_map(|column| column.unit.filter(|unit| *unit != Unit::Wanyuan))
        else {
            return;
        };
        let found = format!("表上写明的单位是{}", other.name());
        let message =
            Message::new("金额单位：万元", found, "程序不自动换算，各数连同单位带入、作待核；请部门按万元重填");
        form.findings.push(Finding::new(Code::FormUnit, page.place(self.head.at), message));
    }
}

/// Whether a name means 局机关及二级机构汇总, in any wording.
fn is_summary(name: &str) -> bool {
    let name = label(name);
    name == SUMMARY_ROW || name.contains("汇总") || ["合计", "总计"].contains(&name.as_str())
}

/// The figures of a row. Where two columns of one heading state different values, neither is taken and B09 is reported.
fn figures(page: &Page, row: u32, columns: &[Figures], form: &mut Form) -> IndexMap<&'static str, Stated> {
    let mut figures: IndexMap<&'static str, Stated> = IndexMap::new();
    let mut twice = Vec::new();
    for column in columns {
        let Some(item) = column.field.item else { continue };
        for spot in page.own(row).filter(|spot| column.columns.meet(spot)) {
            let entry = Stated { place: page.place(spot.at), cell: with_unit(spot.cell, column) };
            match figures.get(item) {
                Some(before) if !before.same(&entry) => twice.push((item, before.clone(), entry)),
                _ => drop(figures.insert(item, entry)),
            }
        }
    }
    for (item, one, other) in twice {
        figures.shift_remove(item);
        let found = both_stated(item, &one, &other);
        let message = Message::new("同一项目只有一列", found, "请核实后删去多余的一列");
        form.findings.push(Finding::new(Code::FormConflict, other.place, message));
    }
    figures
}

/// A figure in another unit than 万元 with its unit behind it, so that it is never read as 万元.
fn with_unit(cell: &GridCell, column: &Figures) -> GridCell {
    let other = column.unit.filter(|unit| *unit != Unit::Wanyuan);
    match (&cell.raw, other) {
        (Raw::Number(number), Some(unit)) if cell.shows().is_none() => {
            GridCell::text(&format!("{}{}", number.normalize(), unit.name()))
        }
        (Raw::Text(text), Some(unit)) if text.trim().ends_with(|c: char| c.is_ascii_digit()) => {
            GridCell::text(&format!("{}{}", text.trim(), unit.name()))
        }
        _ => cell.clone(),
    }
}

/// Reports B11 for figures in a row without 机构名称; they are not taken.
fn nameless(figures: &IndexMap<&'static str, Stated>, form: &mut Form) {
    let numbers = |figure: &&Stated| read_figure(Some(&figure.cell), Unit::Wanyuan).number().is_some();
    let Some(first) = figures.values().find(numbers) else { return };
    let found = format!("这一行有数（{}等），但没有机构名称，没有采用", first.text());
    let message = Message::new("机构名称", found, "请补填机构名称");
    form.findings.push(Finding::new(Code::FormRowNameless, first.place.clone(), message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::text_table::grid_of_text;

    fn read_text(text: &str) -> Form {
        let mut grid = grid_of_text(text);
        grid.name = "附件3".to_string();
        let mut form = Form::default();
        assert!(read(&Page::new(&grid), &mut form));
        form
    }

    fn figures(row: &InstitutionRow) -> Vec<(&str, String)> {
        row.figures.iter().map(|(item, entry)| (*item, entry.text())).collect()
    }

    #[test]
    fn a_header_of_two_rows_gives_each_figure_its_place() {
        let form = read_text(
            "年度支出和结余情况（万元）\n机构名称\t支出合计\t其中\t\t结余\t\n\t\t基本支出\t项目支出\t当年结余\t累计结余\n\
             局机关及二级机构汇总\t553.06\t553.06\t—\t-38.18\t22.11\n局 机 关\t553.06\t553.06\t\t-38.18\t22.11\n三公经费\n无关\t1",
        );
        assert_eq!(form.rows.len(), 2);
        assert!(form.rows[0].summary && !form.rows[1].summary);
        assert_eq!(figures(&form.rows[0])[2], ("项目支出", "—".to_string()));
        assert_eq!(form.rows[1].figures["累计结余"].place.to_string(), "附件3!F5");
    }

    #[test]
    fn a_blank_row_inside_the_header_does_not_end_it() {
        let form = read_text("机构名称\t三公经费合计\t其中\n\n\t\t公务接待费\n汇总\t6\t6");
        assert_eq!(figures(&form.rows[0]), [("三公经费合计", "6".to_string()), ("公务接待费", "6".to_string())]);
    }

    #[test]
    fn a_header_repeated_after_a_page_break_goes_on_with_the_same_table() {
        let form = read_text(
            "机构名称\t固定资产合计\t在用固定资产\t其他\n汇总\t3\t3\t\n局机关\t1\t1\t\n机构名称\t固定资产合计\t在用固定资产\t其他\n二级\t2\t2\t0",
        );
        assert_eq!(form.rows.len(), 3);
        assert_eq!(figures(&form.rows[2])[2], ("其他固定资产", "0".to_string()));
    }

    #[test]
    fn figures_of_a_table_in_yuan_take_their_unit_along() {
        let form =
            read_text("年度收入情况  单位：元\n机构名称\t收入合计\n局机关及二级机构汇总\t5751700\n局机关\t5751700元");
        assert_eq!(form.rows[0].figures["收入合计"].text(), "5751700元");
        assert_eq!(form.rows[1].figures["收入合计"].text(), "5751700元");
        assert_eq!(form.findings[0].code, Code::FormUnit);
    }

    #[test]
    fn two_columns_of_one_heading_that_differ_are_none_and_a_column_of_no_form_is_told() {
        let form = read_text(
            "机构名称\t收入合计\t上年结转\t其他收入\t上年结转\t上级补助\n汇总\t9\t3\t2\t4\t1\n局机关\t9\t3\t2\t3\t",
        );
        assert!(!form.rows[0].figures.contains_key("上年结转") && form.rows[1].figures.contains_key("上年结转"));
        let found: Vec<(Code, bool)> =
            form.findings.iter().map(|finding| (finding.code, finding.message.found.contains("上级补助"))).collect();
        assert_eq!(found, [(Code::FormConflict, false), (Code::FormLeftOut, true)]);
    }

    #[test]
    fn figures_without_a_name_are_told() {
        let mut text = String::from("机构名称\t收入合计\n汇总\t3\n");
        text += "\t3";
        let form = read_text(&text);
        assert_eq!((form.rows.len(), form.findings[0].code), (1, Code::FormRowNameless));
    }
}
