//! 补充数据: what the rules in force need to know of a department and the official form does not ask.

use crate::criterion::Needs;
use crate::form::fields::{SUPPLEMENT_HEADINGS, field_of, sheets};
use crate::form::paper::Paper;
use crate::ground::{Area, CellRef};
use crate::scheme::{ColumnKey, DataColumn, Scheme};
use crate::template::guard;
use crate::workbook::sheet::Cell;
use crate::workbook::{Role, Sheet};

const WIDTHS: [u32; 6] = [10, 14, 23, 8, 14, 23];
const ENTRY: u32 = 4;

/// The sheet; none where the form asks all there is.
pub fn sheet(scheme: &Scheme) -> Option<Sheet> {
    let asked: Vec<&DataColumn> = scheme.columns.iter().filter(|column| is_asked(scheme, column)).collect();
    if asked.is_empty() {
        return None;
    }
    let mut paper = Paper::new(sheets::SUPPLEMENT, &WIDTHS);
    paper.wide(None, Cell::text(Role::Title, sheets::SUPPLEMENT));
    let why = "附件3没有、评分要用的数据。金额单位：万元。空白表示没有数据（不是0）；确实没有这一项的填“无”。";
    paper.wide(None, Cell::text(Role::Note, why));
    paper.end_row(Some(8));
    paper.headings(&SUPPLEMENT_HEADINGS);
    paper.sheet.freeze = Some(CellRef::new(paper.row, 0));
    for of_level2 in asked.chunk_by(|one, next| one.level2 == next.level2) {
        heading(&mut paper, 0, &of_level2[0].level2, of_level2.len());
        for of_level3 in of_level2.chunk_by(|one, next| one.level3 == next.level3) {
            heading(&mut paper, 1, &of_level3[0].level3, of_level3.len());
            paper.may_break(true);
            for column in of_level3 {
                row(&mut paper, scheme, column);
                paper.may_break(false);
            }
        }
    }
    Some(paper.finish())
}

/// Whether the department is asked: what is judged by the reviewers is not, nor what stands in 附件3.
fn is_asked(scheme: &Scheme, column: &DataColumn) -> bool {
    match &column.key {
        ColumnKey::DataItem(item) => field_of(item).is_none(),
        ColumnKey::RuleItem { .. } | ColumnKey::Share(_) => true,
        ColumnKey::Judged(_) => false,
        ColumnKey::Remark(indicator) => scheme.rules[*indicator].rule.needs() != Needs::Judgement,
    }
}

fn heading(paper: &mut Paper, col: u32, text: &str, rows: usize) {
    let area = Area::new((paper.row, col), (paper.row + rows as u32 - 1, col));
    paper.sheet.put_framed(area, Cell::text(Role::Centre, text));
}

fn row(paper: &mut Paper, scheme: &Scheme, column: &DataColumn) {
    let row = paper.row;
    let guard = guard(scheme, column, Area::new((row, ENTRY), (row, ENTRY)));
    let how = match (&column.key, &guard) {
        (ColumnKey::Remark(_), _) => "扣了分或有例数的，写明事实",
        (_, Some(guard)) => &guard.prompt,
        _ if column.unit == "万元" => "填金额（万元）；确实没有的填“无”",
        _ => "填数；确实没有的填“无”",
    };
    paper.sheet.put(row, 2, Cell::text(Role::Text, &column.label).noted(&column.note));
    paper.sheet.put(row, 3, Cell::text(Role::Centre, &column.unit));
    if matches!(column.key, ColumnKey::Remark(_)) {
        // words need room
        paper.sheet.put_framed(Area::new((row, ENTRY), (row, ENTRY + 1)), Cell::blank(Role::Input).noted(how));
    } else {
        paper.sheet.put(row, ENTRY, Cell::blank(Role::InputCentre));
        paper.sheet.put(row, ENTRY + 1, Cell::text(Role::Text, how));
    }
    paper.sheet.validations.extend(guard);
    paper.end_row(None);
}
