//! 附件3 to be filled in: cover, sections 一 to 四, and section 五 on a sheet of its own.

use crate::form::fields::{
    Field, QUANTITATIVE_HEADINGS, REPORT_HEADINGS, SECTIONS, SIGNATURES, SIGNED_LAST, Table, sheets,
};
use crate::form::paper::Paper;
use crate::form::{money, scoring};
use crate::ground::{Area, GradeBand};
use crate::scheme::Scheme;
use crate::workbook::sheet::Cell;
use crate::workbook::{Allowed, Role, Sheet};
use rust_decimal::Decimal;

/// A: names and labels; B to H: entries.
const WIDTHS: [u32; 8] = [16, 9, 9, 9, 9, 9, 9, 9];
/// The columns of a table with four headings.
const FOUR: [(u32, u32); 4] = [(0, 0), (1, 2), (3, 5), (6, 7)];
/// 任务1 to 任务7, 目标1 to 目标7.
const TASKS: u32 = 7;
/// Rows for the text under each heading of 五.
const PARAGRAPHS: usize = 4;
/// Rows for 评价人员.
const PEOPLE: u32 = 6;
/// Heights in points: a line to write on, and a text of some 800 characters, as public filings have them.
const LINE: Option<u32> = Some(26);
const LONG: Option<u32> = Some(405);
/// The cell of 部门（单位）名称 on the cover.
pub const NAME: &str = "D5";
const DATE: &str = "年　　月　　日";

/// Sections 一 to 四.
pub fn form(scheme: &Scheme) -> Sheet {
    let mut paper = Paper::new(sheets::FORM, &WIDTHS);
    cover(&mut paper, &scheme.year);
    overview(&mut paper);
    paper.may_break(true);
    paper.wide(Some(30), Cell::text(Role::Section, SECTIONS[1]));
    money::tables(&mut paper);
    qualitative(&mut paper);
    quantitative(&mut paper);
    result(&mut paper, scheme);
    people(&mut paper);
    paper.finish()
}

fn input() -> Cell {
    Cell::blank(Role::Input)
}

/// A text of several lines.
fn text() -> Cell {
    Cell::blank(Role::InputText)
}

/// A name, a date or a number of people.
fn short() -> Cell {
    Cell::blank(Role::InputCentre)
}

fn label(field: &Field) -> Cell {
    Cell::text(Role::Label, field.label)
}

/// A page of its own.
fn cover(paper: &mut Paper, year: &str) {
    paper.wide(None, Cell::text(Role::Attachment, sheets::FORM));
    paper.end_row(Some(120));
    paper.wide(Some(60), Cell::text(Role::Title, Table::Cover.caption()));
    paper.end_row(Some(160));
    for field in Table::Cover.fields() {
        let entry = if field.label == "评价年度" { Cell::text(Role::InputCentre, year) } else { short() };
        paper.line(Some(36), [((1, 2), label(field)), ((3, 6), entry)]);
    }
    paper.sheet.print.breaks.push(paper.row);
}

fn overview(paper: &mut Paper) {
    paper.wide(Some(30), Cell::text(Role::Section, SECTIONS[0]));
    let fields: Vec<&Field> = Table::Overview.fields().collect();
    let [contact, phone, posts, staff, duties, tasks, outcome] = fields[..] else { return };
    paper.line(LINE, [((0, 0), label(contact)), ((1, 3), short()), ((4, 4), label(phone)), ((5, 7), short())]);
    let staff_label = label(staff).noted("年末实有的在编在职人数，不含离退休人员、临时聘用人员。");
    paper.line(LINE, [((0, 0), label(posts)), ((1, 3), short()), ((4, 4), staff_label), ((5, 7), short())]);
    for (from, to) in [(1, 3), (5, 7)] {
        let area = Area::new((paper.row - 1, from), (paper.row - 1, to));
        paper.guard(area, Allowed::Count, "只填人数，不带单位");
    }
    paper.line(LONG, [((0, 0), label(duties)), ((1, 7), text())]);
    let first = paper.row;
    paper.sheet.put_framed(Area::new((first, 0), (first + TASKS - 1, 0)), label(tasks));
    for task in 1..=TASKS {
        paper.line(LINE, [((1, 1), Cell::text(Role::Centre, format!("任务{task}"))), ((2, 7), input())]);
    }
    paper.line(LONG, [((0, 0), label(outcome)), ((1, 7), text())]);
}

fn qualitative(paper: &mut Paper) {
    paper.may_break(true);
    paper.wide(Some(30), Cell::text(Role::Section, SECTIONS[2]));
    paper.wide(LINE, Cell::text(Role::Label, Table::Qualitative.caption()));
    let fields: Vec<&Field> = Table::Qualitative.fields().collect();
    let [goals, done] = fields[..] else { return };
    paper.line(LINE, [((0, 3), label(goals)), ((4, 7), label(done))]);
    let first = paper.row;
    paper.sheet.put_framed(Area::new((first, 4), (first + TASKS - 1, 7)), text());
    for goal in 1..=TASKS {
        paper.line(Some(34), [((0, 0), Cell::text(Role::Centre, format!("目标{goal}"))), ((1, 3), input())]);
    }
}

fn quantitative(paper: &mut Paper) {
    paper.may_break(false);
    paper.wide(LINE, Cell::text(Role::Label, Table::Quantitative.caption()));
    paper.line(LINE, FOUR.into_iter().zip(QUANTITATIVE_HEADINGS.map(|heading| Cell::text(Role::Label, heading))));
    let fields: Vec<&Field> = Table::Quantitative.fields().collect();
    for kind in fields.chunk_by(|one, next| one.over == next.over) {
        let last = paper.row + kind.len() as u32 - 1;
        paper.sheet.put_framed(Area::new((paper.row, 0), (last, 0)), Cell::text(Role::Label, kind[0].over));
        for field in kind {
            paper.line(Some(34), [((1, 2), label(field)), ((3, 5), input()), ((6, 7), input())]);
        }
    }
}

/// 综合得分 is the sum of 附件3-1, 评价等次 what that sum earns.
fn result(paper: &mut Paper, scheme: &Scheme) {
    let fields: Vec<&Field> = Table::Result.fields().collect();
    let [score, grade] = fields[..] else { return };
    let total = scoring::total_cell(&scheme.system);
    let marks = format!("IF({total}=\"\",\"\",{total})");
    let full = scheme.system.total_marks().0;
    let grade_formula = grade_formula(&scheme.conventions.grades, &total, full);
    let score_cell = Cell::blank(Role::Centre).computed(Some(marks)).noted("自动取自附件3-1的总分，不必填写。");
    let grade_cell = Cell::blank(Role::Centre).computed(Some(grade_formula)).noted(grades_note(scheme));
    paper.line(Some(34), [((0, 1), label(score)), ((2, 3), score_cell), ((4, 5), label(grade)), ((6, 7), grade_cell)]);
}

/// `IF(总分="","",IF(总分>=90,"优秀",…))`; the bounds are out of 100.
fn grade_formula(grades: &[GradeBand], total: &str, full: Decimal) -> String {
    let Some((worst, better)) = grades.split_last() else { return "\"\"".into() };
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let mut formula = quoted(&worst.name);
    for grade in better.iter().rev() {
        let bound = grade.at_least.0 * full / Decimal::ONE_HUNDRED;
        formula = format!("IF({total}>={},{},{formula})", bound.normalize(), quoted(&grade.name));
    }
    format!("IF({total}=\"\",\"\",{formula})")
}

fn grades_note(scheme: &Scheme) -> String {
    let full = scheme.system.total_marks().0;
    let bound = |grade: &GradeBand| (grade.at_least.0 * full / Decimal::ONE_HUNDRED).normalize();
    let bands = scheme.conventions.grades.iter().map(|grade| format!("{}：{}分以上", grade.name, bound(grade)));
    let mut bands: Vec<String> = bands.collect();
    if let (Some(last), Some(worst)) = (bands.last_mut(), scheme.conventions.grades.last()) {
        *last = format!("{}：以下的", worst.name);
    }
    format!("自动按总分确定，不必填写。\n{}。", bands.join("；"))
}

fn people(paper: &mut Paper) {
    paper.may_break(true);
    paper.wide(Some(30), Cell::text(Role::Section, SECTIONS[3]));
    paper.line(LINE, FOUR.into_iter().zip(Table::People.fields().map(label)));
    for _ in 0..PEOPLE {
        paper.line(LINE, FOUR.map(|span| (span, short())));
    }
    let gap = "　".repeat(30);
    for (name, stamped) in SIGNATURES {
        let stamp = if stamped { format!("{gap}（签章）\n") } else { String::new() };
        let text = format!("{name}：\n\n{stamp}{gap}{DATE}");
        paper.wide(Some(110), Cell::text(Role::Text, text));
    }
    let [name, phone] = SIGNED_LAST;
    paper.line(
        Some(34),
        [((0, 3), Cell::text(Role::Text, format!("{name}："))), ((4, 7), Cell::text(Role::Text, format!("{phone}：")))],
    );
}

/// Rows for paragraphs: without a height of their own they grow with their text, up to some 1,000 characters each.
fn paragraphs(paper: &mut Paper) {
    for _ in 0..PARAGRAPHS {
        paper.line(None, [((0, 0), text())]);
        paper.may_break(false);
    }
}

/// 五: the official headings with room for text.
pub fn report() -> Sheet {
    let mut paper = Paper::new(sheets::REPORT, &[83]);
    paper.wide(Some(34), Cell::text(Role::Section, SECTIONS[4]));
    for (heading, parts) in REPORT_HEADINGS {
        paper.may_break(true);
        paper.wide(Some(26), Cell::text(Role::Section, heading));
        for part in parts {
            paper.may_break(false);
            paper.wide(Some(22), Cell::text(Role::Note, *part));
            paragraphs(&mut paper);
        }
        if parts.is_empty() {
            paragraphs(&mut paper);
        }
    }
    paper.finish()
}
