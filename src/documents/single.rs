//! Documents that are written one at a time: 附件3 with 附件3-1 to be filled in, 复核意见书.

use crate::documents::sheet::sections;
use crate::form::fields::sheets;
use crate::review::appeal::Appeal;
use crate::word::{Block, Document, Page, Section, Style, Table};
use crate::workbook::Sheet;
use std::ops::Range;

/// The sheets of a form as one document; 填报说明 is about the workbook and stays there.
pub fn filled_form(form: &[Sheet]) -> Document {
    let printed = form.iter().filter(|sheet| sheet.name != sheets::GUIDE);
    // the cover has a page of its own; all other pages are Word's affair
    let first = |sheet: &Sheet| sheet.print.breaks.first().copied().filter(|_| sheet.name == sheets::FORM);
    let sections = printed.flat_map(|sheet| filled_in(sheet, first(sheet).as_slice())).collect();
    Document { title: "部门整体支出绩效自评报告".into(), sections }
}

/// The pages of a sheet of the form; wide tables have small letters.
fn filled_in(sheet: &Sheet, breaks: &[u32]) -> Vec<Section> {
    let mut sections = sections(sheet, Page::Portrait, breaks);
    for table in tables(&mut sections) {
        table.together = parts(table);
        table.small = sheet.name != sheets::FORM;
        if sheet.name == sheets::SUPPLEMENT {
            // its many rows are as high as their texts
            table.heights.clear();
            table.least = LOW;
        } else if table.small {
            table.heights.iter_mut().for_each(|height| *height = *height * SMALL / USUAL);
        }
    }
    sections
}

/// The parts of a table, each with its own headings above, as far as a page has room for them.
fn parts(table: &Table) -> Vec<Range<usize>> {
    let is_heading = |at: usize| table.rows[at].iter().all(|cell| cell.style == Style::TableHeading);
    let all = table.rows.len();
    let begins = (0..all).filter(|at| *at == 0 || is_heading(*at) && !is_heading(at - 1)).collect::<Vec<usize>>();
    let ends = begins.iter().skip(1).copied().chain([all]);
    let parts = begins.iter().zip(ends).map(|(from, to)| *from..to);
    let height = |rows: &Range<usize>| table.heights.iter().take(rows.end).skip(rows.start).sum::<u32>();
    parts.filter(|rows| height(rows) <= WHOLE).collect()
}

/// A row of one line of small letters, in twentieths of a point.
const LOW: u32 = 310;
/// The highest part that is kept whole, in points: the better half of a page.
const WHOLE: u32 = 400;

/// Letters of tables and of those with small letters, in half points.
const USUAL: u32 = 21;
const SMALL: u32 = 18;
fn tables(sections: &mut [Section]) -> impl Iterator<Item = &mut Table> {
    sections.iter_mut().flat_map(|section| &mut section.blocks).filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Line(_) => None,
    })
}

/// Rows that are higher are left to the pen, in points, and how much lower they are in a document.
const WRITTEN: u32 = 30;
const LESS: u32 = 8;

/// 复核意见书, the answer to an appeal; its title says of which workbook and department.
pub fn opinion(appeal: &Appeal, of: &str) -> Document {
    let mut sections = sections(&appeal.opinion(), Page::Portrait, &[]);
    // a page of a document is lower than that of the sheet: what is left to the pen gives way
    let rows = tables(&mut sections).flat_map(|table| &mut table.heights).filter(|height| **height > WRITTEN);
    rows.for_each(|height| *height -= LESS);
    Document { title: format!("复核意见书：{of}"), sections }
}

/// Every text of a document.
pub fn texts(document: &Document) -> Vec<&str> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let texts = blocks.flat_map(|block| match block {
        Block::Line(line) => vec![line.text.as_str()],
        Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.as_str()).collect(),
    });
    texts.chain([document.title.as_str()]).collect()
}
