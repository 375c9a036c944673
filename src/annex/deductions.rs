//! 扣分情况: A4 on its side; one row for each lost point, then the departments that are not rated.

use crate::annex::measure::{lines, pieces, room};
use crate::annex::page::{Cells, FIVE, Page, longer, text};
use crate::annex::words::PART_STEP;
use crate::annex::{Annex, DEDUCTION_HEADINGS, DEDUCTIONS};
use crate::evaluate::Deduction;
use crate::scheme::printed::PrintedId;
use crate::workbook::sheet::{AnnexPart, Cell, Paper};
use crate::workbook::{Format, Role, Sheet};
use rust_decimal::Decimal;

/// Widths; 扣分原因 gives way to longer marks.
const COLUMNS: [u32; 6] = [68, 76, 24, 24, 24, 248];
const PAPER: Paper = Paper { a3: false, sides: 22, ends: (22, 20), footer: 14 };
/// Least height of the headings and of a row, in points.
const HEIGHTS: [u32; 2] = [23, 20];
/// Lines of a row: a longer reason goes on in the next.
const MOST_LINES: u32 = 24;

/// The sheet.
pub fn sheet(annex: Annex) -> Sheet {
    let more = longer(annex.places());
    let [name, indicator, full, marks, lost, reason] = COLUMNS;
    let columns = [name, indicator, full + more, marks + more, lost + more, reason - 3 * more];
    let mut page = Page::new(&annex.sheet(DEDUCTIONS), &columns, PAPER, true);
    page.head(annex.head(DEDUCTIONS, "扣分情况表", "单位：分"));
    let heading = |(col, name): (u32, &&str)| (col..=col, text(AnnexPart::Header, FIVE, *name));
    page.headings(HEIGHTS[0], (0..).zip(&DEDUCTION_HEADINGS).map(heading).collect());
    let order = annex.order();
    let all = order.ranked.into_iter().flat_map(|(_, members)| members).chain(order.unranked);
    let (unrated, rated): (Vec<usize>, Vec<usize>) =
        all.partition(|index| annex.evaluation.cards[*index].ranked_total().is_none());
    let lost = || rated.iter().flat_map(|index| &annex.evaluation.cards[*index].deductions);
    let places = lost().flat_map(|one| [one.marks, one.lost()]).map(|marks| marks.0.normalize().scale()).max();
    for index in &rated {
        for deduction in &annex.evaluation.cards[*index].deductions {
            annex.deduction(&mut page, places.unwrap_or(0), *index, deduction);
        }
    }
    for index in &unrated {
        annex.cause_row(&mut page, *index);
    }
    page.end_table();
    annex.deduction_notes(&mut page, &rated);
    let [by, date] = annex.prepared();
    page.signed(by, date);
    page.finish()
}

fn number(number: Decimal, format: Format) -> Cell {
    Cell::number(Role::Annex(AnnexPart::Figure, FIVE), number, format)
}

fn words(words: impl Into<String>) -> Cell {
    text(AnnexPart::Text, FIVE, words)
}

/// A row; what does not fit one goes on in further ones.
fn put(page: &mut Page, cells: [Cell; 5], reason: &str) {
    let room = room(page.quarters(&(5..=5)), FIVE);
    let parts = if lines(reason, room) > MOST_LINES { pieces(reason, room, MOST_LINES) } else { vec![reason.into()] };
    for (at, part) in parts.into_iter().enumerate() {
        let cells: Vec<Cell> = match at {
            0 => cells.to_vec(),
            _ => [words("（续）")].into_iter().chain((0..4).map(|_| words(""))).collect(),
        };
        let row: Cells =
            (0..).zip(cells.into_iter().chain([words(part)])).map(|(col, cell)| (col..=col, cell)).collect();
        page.row(HEIGHTS[1], row);
    }
}

impl Annex<'_> {
    fn deduction(&self, page: &mut Page, places: u32, department: usize, deduction: &Deduction) {
        let system = &self.evaluation.scheme().system;
        let cells = [
            words(self.department(department)),
            words(system.names(&deduction.indicators)),
            number(deduction.full.0, Format::General),
            number(deduction.marks.0, Format::Places(places)),
            number(deduction.lost().0, Format::Places(places)),
        ];
        put(page, cells, &self.reason(deduction));
    }

    /// What is missing, and no deductions in part.
    fn cause_row(&self, page: &mut Page, department: usize) {
        let dash = || text(AnnexPart::Centre, FIVE, "—");
        put(page, [words(self.department(department)), dash(), dash(), dash(), dash()], &self.whole_cause(department));
    }

    fn deduction_notes(&self, page: &mut Page, ranked: &[usize]) {
        let cards = || ranked.iter().map(|index| &self.evaluation.cards[*index]);
        let mut notes = Vec::new();
        if cards().flat_map(|card| &card.deductions).any(|deduction| deduction.reason.contains(PART_STEP)) {
            notes.push("按百分点扣分的，不足一个百分点的部分不扣。".to_string());
        }
        match cards().filter(|card| card.deductions.is_empty()).count() {
            0 => {}
            all if all == ranked.len() => notes.push("已评定的部门（单位）没有扣分。".to_string()),
            _ => notes.push("已评定而未列出的部门（单位）没有扣分。".to_string()),
        }
        let until = self.until(PrintedId::Objections);
        let contact = self.stated(PrintedId::Contact, "联系人", "");
        notes.push(format!("部门（单位）对扣分情况有异议的，请于{until}书面提出。{contact}"));
        for (at, note) in notes.into_iter().enumerate() {
            page.note(format!("{}{note}", if at == 0 { "注：" } else { "　　" }));
        }
    }
}
